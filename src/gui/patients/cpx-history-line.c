/* cpx-history-line.c: a line of history as one reads it: what, when, which kind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-history-line.h"

#include <cpx-history.h>

/**
 * cpx_history_line_dup:
 * @history: a line of history
 *
 * Returns: (transfer full): `Cholecystectomy, right (2019) · Surgical`
 */
char *
cpx_history_line_dup (CpxRecord *history)
{
  const char *label = cpx_record_get_text (history, CPX_HISTORY_LABEL);
  GString *line = g_string_new (label != NULL ? label : "");

  if (cpx_record_has (history, CPX_HISTORY_SIDE))
    {
      g_autofree char *side = cpx_record_dup_display_inside (history, CPX_HISTORY_SIDE);

      g_string_append_printf (line, ", %s", side);
    }
  if (cpx_record_has (history, CPX_HISTORY_DATE))
    {
      g_autofree char *date = cpx_record_dup_display (history, CPX_HISTORY_DATE);

      g_string_append_printf (line, " (%s)", date);
    }
  if (cpx_record_has (history, CPX_HISTORY_TYPE))
    {
      g_autofree char *type = cpx_record_dup_display (history, CPX_HISTORY_TYPE);

      g_string_append_printf (line, " · %s", type);
    }

  return g_string_free (line, FALSE);
}
