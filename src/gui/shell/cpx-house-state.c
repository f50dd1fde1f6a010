/* cpx-house-state.c: what the header bar says of one's work.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-house-state.h"

#include <glib/gi18n-lib.h>

/**
 * cpx_house_state_dup_text:
 * @saving: whether something is being written
 * @n_unsaved: how many records have something typed that is not kept
 *
 * Returns: (transfer full): the state of one's work, in words
 */
char *
cpx_house_state_dup_text (gboolean saving,
                          guint    n_unsaved)
{
  if (saving)
    return g_strdup (_("Saving…"));
  if (n_unsaved == 0)
    return g_strdup (_("Up to date"));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u entry not saved", "%u entries not saved", n_unsaved),
                          n_unsaved);
}
