/* cpx-list-difference.c: what two versions of a list have in common at both ends stays, what lies between is replaced.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-list-difference.h"

/**
 * cpx_list_difference:
 * @before: a list
 * @n_before: its length
 * @now: the same list later
 * @n_now: its length
 * @same: (nullable): given both lists, whether an entry is the same; `NULL`: none is
 *
 * Finds only the stretch that differs, so that the selection and the scrolling stay.
 *
 * Returns: that stretch; nothing removed and nothing added if there is none
 */
CpxListDifference
cpx_list_difference (gpointer     before,
                     guint        n_before,
                     gpointer     now,
                     guint        n_now,
                     CpxSameEntry same)
{
  guint n_common = same != NULL ? MIN (n_before, n_now) : 0;
  guint head = 0;
  guint tail = 0;

  while (head < n_common && same (before, head, now, head))
    head++;
  while (tail < n_common - head && same (before, n_before - 1 - tail, now, n_now - 1 - tail))
    tail++;

  return (CpxListDifference) { head, n_before - head - tail, n_now - head - tail };
}
