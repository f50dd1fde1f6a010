/* cpx-row-order.c: an array of words taken as rows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-row-order.h"

#include <cpx-day.h>
#include <string.h>

/**
 * cpx_words_compare:
 * @a: words
 * @b: as many
 * @from: the first to compare
 * @to: the first not to compare
 *
 * Returns: less than, equal to or greater than 0
 */
int
cpx_words_compare (const guint32 *a,
                   const guint32 *b,
                   guint          from,
                   guint          to)
{
  for (guint i = from; i < to; i++)
    {
      if (a[i] != b[i])
        return a[i] < b[i] ? -1 : 1;
    }

  return 0;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  const CpxRowOrder *order = data;
  int result = cpx_words_compare (a, b, 0, order->n_first);

  if (result == 0)
    result = cpx_words_compare (a, b, order->n_first + order->n_skipped, order->n_compared);

  return result != 0 ? result : cpx_words_compare (a, b, order->n_first, order->n_first + order->n_skipped);
}

/**
 * cpx_rows_sort:
 * @words: (element-type guint32): rows
 * @n_words: how many words a row has
 * @order: by which of them
 *
 * Sorts rows; those that are equal by @order stay as they were.
 */
void
cpx_rows_sort (GArray            *words,
               guint              n_words,
               const CpxRowOrder *order)
{
  gsize size = n_words * sizeof (guint32);
  guint n_rows = words->len / n_words;

  for (guint i = 1; i < n_rows; i++)
    {
      char *row = words->data + i * size;

      if (compare_rows (row - size, row, (gpointer) order) <= 0)
        continue;
      g_qsort_with_data (words->data, (int) n_rows, size, compare_rows, (gpointer) order);
      return;
    }
}

/* Rows that differ in their days only, and whose days touch or overlap, become one. They are sorted by all but
 * their days. */
static gboolean
extend (guint32       *kept,
        const guint32 *next,
        guint          at,
        guint          n_words)
{
  if (cpx_words_compare (kept, next, 0, at) != 0 || cpx_words_compare (kept, next, at + 2, n_words) != 0)
    return FALSE;
  if (kept[at + 1] != CPX_DAY_NONE && next[at] > kept[at + 1] && next[at] != cpx_day_add (kept[at + 1], 1))
    return FALSE;
  if (kept[at + 1] != CPX_DAY_NONE && (next[at + 1] == CPX_DAY_NONE || next[at + 1] > kept[at + 1]))
    kept[at + 1] = next[at + 1];

  return TRUE;
}

/**
 * cpx_rows_merge:
 * @words: (element-type guint32): rows, sorted by all but their days, then by their days
 * @n_words: how many words a row has
 * @at: where its two days are
 *
 * Makes one row of those that differ in their days only, if these touch or overlap.
 */
void
cpx_rows_merge (GArray *words,
                guint   n_words,
                guint   at)
{
  guint n_rows = words->len / n_words;
  guint32 *rows = (guint32 *) (gpointer) words->data;
  guint n_kept = 0;

  for (guint i = 0; i < n_rows; i++)
    {
      const guint32 *row = rows + (gsize) i * n_words;

      if (n_kept > 0 && extend (rows + (gsize) (n_kept - 1) * n_words, row, at, n_words))
        continue;
      memmove (rows + (gsize) n_kept++ * n_words, row, n_words * sizeof (guint32));
    }
  g_array_set_size (words, n_kept * n_words);
}
