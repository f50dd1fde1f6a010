/* cpx-lock-delay.c: after how long an unattended post may lock itself.
 *
 * "Never" is not among the choices: the records of patients are not left open on a desk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-lock-delay.h"

#include <glib/gi18n-lib.h>

static const guint minutes[] = { 1, 2, 5, 10, 15, 30 };

/**
 * cpx_lock_delay_count:
 *
 * Returns: how many delays may be chosen
 */
guint
cpx_lock_delay_count (void)
{
  return G_N_ELEMENTS (minutes);
}

/**
 * cpx_lock_delay_get_s:
 * @index: a choice
 *
 * Returns: its delay, in seconds
 */
guint
cpx_lock_delay_get_s (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (minutes), 0);

  return minutes[index] * 60;
}

/**
 * cpx_lock_delay_find:
 * @delay_s: a delay in seconds; 0 for never
 *
 * Returns: the choice nearest to @delay_s that does not wait longer; the longest for never
 */
guint
cpx_lock_delay_find (guint delay_s)
{
  guint found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (minutes); i++)
    {
      if (delay_s == 0 || minutes[i] * 60 <= delay_s)
        found = i;
    }

  return found;
}

/**
 * cpx_lock_delay_dup_label:
 * @index: a choice
 *
 * Returns: (transfer full): "10 minutes"
 */
char *
cpx_lock_delay_dup_label (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (minutes), NULL);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u minute", "%u minutes", minutes[index]), minutes[index]);
}
