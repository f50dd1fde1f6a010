/* cpx-file-number.c: "2026-00412": the year, then a count that starts again each year.
 *
 * The count is kept as a setting of this post. Two posts apart may give the same number: it is a name for people and
 * shelves, not an identifier. Numbers that came from elsewhere push the count on: of this year, or, where the other
 * program has begun it, of the next.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-file-number.h"

#include <cpx-partial-date.h>
#include <cpx-setting-table.h>

#define KEY      "patient.last-file-number"
#define NEXT_KEY "patient.last-file-number-next-year"

/* No practice has more files in a year: beyond, it is a slip of who typed it, after which there would be no next. */
#define MAX_SEEN 9999999

/* The count in a number of this form and year, or 0. */
static guint64
parse (const char *file_number,
       int         year)
{
  char *dash;
  guint64 count = 0;

  if (!g_ascii_isdigit (*file_number) || *file_number == '0' || strtol (file_number, &dash, 10) != year ||
      *dash != '-' || !g_ascii_string_to_unsigned (dash + 1, 10, 1, 99999999, &count, NULL))
    return 0;

  return count;
}

/* What stands under @key of a year; 0 for nothing. */
static gboolean
read_count (CpxTxn      *txn,
            const char  *key,
            int          year,
            guint64     *out_count,
            GError     **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autofree char *last = cpx_setting_table_get_text (txn, key, &local_error);

  *out_count = last != NULL ? parse (last, year) : 0;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

static gboolean
ensure_read (CpxFileNumber  *self,
             CpxTxn         *txn,
             GError        **error)
{
  int year = (int) cpx_partial_date_today ().year;
  guint64 given, seen, next;

  if (self->year != 0)
    return TRUE;
  if (!read_count (txn, KEY, year, &given, error) || !read_count (txn, NEXT_KEY, year, &seen, error) ||
      !read_count (txn, NEXT_KEY, year + 1, &next, error))
    return FALSE;
  self->year = year;
  self->count = MAX (given, seen);
  self->next_count = next;

  return TRUE;
}

/**
 * cpx_file_number_next:
 * @self: the count of one transaction
 * @txn: that transaction
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the next number
 */
char *
cpx_file_number_next (CpxFileNumber  *self,
                      CpxTxn         *txn,
                      GError        **error)
{
  if (!ensure_read (self, txn, error))
    return NULL;
  self->count++;
  self->changed = TRUE;

  return g_strdup_printf ("%d-%05" G_GUINT64_FORMAT, self->year, self->count);
}

/**
 * cpx_file_number_see:
 * @self: the count of one transaction
 * @txn: that transaction
 * @file_number: a number that a file brought along
 * @error: where the fault goes
 *
 * Keeps the count above a number that was not given here, unless that can only be a slip.
 *
 * Returns: `TRUE` if the count could be read
 */
gboolean
cpx_file_number_see (CpxFileNumber  *self,
                     CpxTxn         *txn,
                     const char     *file_number,
                     GError        **error)
{
  guint64 count, next;

  if (!ensure_read (self, txn, error))
    return FALSE;
  count = parse (file_number, self->year);
  if (count > self->count && count <= MAX_SEEN)
    {
      self->count = count;
      self->changed = TRUE;
    }
  next = parse (file_number, self->year + 1);
  if (next > self->next_count && next <= MAX_SEEN)
    {
      self->next_count = next;
      self->changed = TRUE;
    }

  return TRUE;
}

static gboolean
write_count (CpxTxn      *txn,
             const char  *key,
             int          year,
             guint64      count,
             GError     **error)
{
  g_autofree char *last = g_strdup_printf ("%d-%05" G_GUINT64_FORMAT, year, count);

  return cpx_setting_table_set_text (txn, key, last, error);
}

/**
 * cpx_file_number_keep:
 * @self: the count of one transaction
 * @txn: that transaction
 * @error: where the fault goes
 *
 * Writes the count, in the same transaction as the files that bear its numbers.
 *
 * Returns: `TRUE` if it is in the transaction
 */
gboolean
cpx_file_number_keep (CpxFileNumber  *self,
                      CpxTxn         *txn,
                      GError        **error)
{
  if (!self->changed)
    return TRUE;

  return write_count (txn, KEY, self->year, self->count, error) &&
         (self->next_count == 0 || write_count (txn, NEXT_KEY, self->year + 1, self->next_count, error));
}
