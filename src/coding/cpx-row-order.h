/* cpx-row-order.h: rows of words sorted, and merged where their days touch. Private to coding/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Rows are compared by their first n_first words, then by those from n_first + n_skipped to n_compared, then by the
 * skipped. */
typedef struct
{
  guint n_first;
  guint n_skipped;
  guint n_compared;
} CpxRowOrder;

int   cpx_words_compare (const guint32     *a,
                         const guint32     *b,
                         guint              from,
                         guint              to);
void  cpx_rows_sort     (GArray            *words,
                         guint              n_words,
                         const CpxRowOrder *order);
void  cpx_rows_merge    (GArray            *words,
                         guint              n_words,
                         guint              at);

G_END_DECLS
