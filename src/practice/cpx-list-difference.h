/* cpx-list-difference.h: the one stretch in which two versions of a list differ. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether entry @i of @before is entry @j of @now. */
typedef gboolean (*CpxSameEntry) (gpointer before,
                                  guint    i,
                                  gpointer now,
                                  guint    j);

/* What GListModel::items-changed says. */
typedef struct
{
  guint position;
  guint n_removed;
  guint n_added;
} CpxListDifference;

CpxListDifference cpx_list_difference (gpointer     before,
                                       guint        n_before,
                                       gpointer     now,
                                       guint        n_now,
                                       CpxSameEntry same);

G_END_DECLS
