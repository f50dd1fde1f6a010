/* cpx-anchor-kind.c: the kinds of anchors there are, and how patient one is with them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-anchor-kind.h"

#define FIRST_DELAY_US G_TIME_SPAN_MINUTE
#define LAST_DELAY_US  G_TIME_SPAN_DAY
#define GROWTH         4

static const CpxAnchorKind *const kinds[] = { &cpx_anchor_timestamp, &cpx_anchor_folder };

/**
 * cpx_anchor_kinds_list:
 * @out_n_kinds: (out): how many
 *
 * Returns: (transfer none) (array length=out_n_kinds): all kinds
 */
const CpxAnchorKind *const *
cpx_anchor_kinds_list (guint *out_n_kinds)
{
  *out_n_kinds = G_N_ELEMENTS (kinds);

  return kinds;
}

/**
 * cpx_anchor_kinds_find:
 * @name: of a kind
 *
 * Returns: (transfer none) (nullable): the kind
 */
const CpxAnchorKind *
cpx_anchor_kinds_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i]->name, name) == 0)
      return kinds[i];

  return NULL;
}

/**
 * cpx_anchor_delay_us:
 * @n_failures: tries that failed in a row, from 1
 *
 * Returns: how long to wait before the next: a minute, then four times as long each time, a day at most
 */
gint64
cpx_anchor_delay_us (guint n_failures)
{
  gint64 delay_us = FIRST_DELAY_US;

  for (guint i = 1; i < n_failures && delay_us < LAST_DELAY_US; i++)
    delay_us *= GROWTH;

  return MIN (delay_us, LAST_DELAY_US);
}
