/* cpx-house-state.c: what the header bar says of one's work, and the sidebar of what waits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-house-state.h"

#include <glib/gi18n-lib.h>

#define MAX_FIGURE 999

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

/**
 * cpx_house_state_dup_badge:
 * @n_waiting: how much waits on a page
 *
 * Returns: (transfer full): the figure beside the page's name, short whatever waits; empty for nothing
 */
char *
cpx_house_state_dup_badge (guint n_waiting)
{
  if (n_waiting == 0)
    return g_strdup ("");

  return n_waiting > MAX_FIGURE ? g_strdup_printf ("%u+", MAX_FIGURE) : g_strdup_printf ("%u", n_waiting);
}

/**
 * cpx_house_state_dup_page_name:
 * @title: of a page
 * @n_waiting: how much waits there
 *
 * Returns: (transfer full): what a screen reader says of the page
 */
char *
cpx_house_state_dup_page_name (const char *title,
                               guint       n_waiting)
{
  if (n_waiting == 0)
    return g_strdup (title);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s, %u waiting", "%s, %u waiting", n_waiting), title,
                          n_waiting);
}
