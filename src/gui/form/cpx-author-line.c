/* cpx-author-line.c: the name of the user and the minute at which the dialog was opened.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-author-line.h"

#include <cpx-clock.h>
#include <cpx-user.h>
#include <glib/gi18n-lib.h>

/**
 * cpx_author_line_show:
 * @row: an #AdwActionRow
 * @practice: an unlocked practice, whose user is the author
 *
 * Says it as the row's subtitle, whatever the name holds: rows read markup.
 */
void
cpx_author_line_show (GtkWidget   *row,
                      CpxPractice *practice)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local (cpx_clock_now_us () / G_USEC_PER_SEC);
  g_autofree char *time = g_date_time_format (now, _("%d/%m/%Y at %H:%M"));
  const char *name = cpx_record_get_text (cpx_practice_get_user (practice), CPX_USER_NAME);
  g_autofree char *line = g_strdup_printf ("%s, %s", name != NULL ? name : "", time);
  g_autofree char *escaped = g_markup_escape_text (line, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
}
