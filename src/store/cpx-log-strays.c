/* cpx-log-strays.c: entries that are kept under no post.
 *
 * The table of the log has no foreign key: each commit would pay for it. Logs are read by post, so that rows under a
 * number which no post has are read by nobody. One look into the table for each number in it finds them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-strays.h"

#include "cpx-audit-log-private.h"

#define PLACES_OF_A_POST (G_GINT64_CONSTANT (1) << 40)

/* The number of the next post in the table of the log, from a place on. */
static gboolean
find_number (CpxTxn    *txn,
             gint64     from_place,
             gboolean  *out_found,
             gint64    *out_number,
             GError   **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, "SELECT place >> 40 FROM log WHERE place >= ?1 ORDER BY place LIMIT 1", error);
  CpxStep step;

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, from_place);
  step = cpx_statement_step (statement, error);
  *out_found = step == CPX_STEP_ROW;
  if (*out_found)
    *out_number = cpx_statement_get_int64 (statement, 0);

  return step != CPX_STEP_ERROR;
}

/* Has a post this number, and a name that can be read? */
static gboolean
look_for_post (CpxTxn    *txn,
               gint64     number,
               gboolean  *out_is_known,
               GError   **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, "SELECT 1 FROM device WHERE number = ?1 AND typeof (id) = 'blob' AND length (id) = 16",
                    error);
  CpxStep step;

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, number);
  step = cpx_statement_step (statement, error);
  *out_is_known = step == CPX_STEP_ROW;

  return step != CPX_STEP_ERROR;
}

/**
 * cpx_log_find_stray:
 * @txn: a transaction
 * @out_found: (out): whether there are any
 * @out_number: (out): the number that they are kept under
 * @error: where to put what is wrong
 *
 * Looks for entries that are kept under the number of no post. At once, whatever the size of the log.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_log_find_stray (CpxTxn    *txn,
                    gboolean  *out_found,
                    gint64    *out_number,
                    GError   **error)
{
  gint64 from_place = G_MININT64;
  gboolean is_known = TRUE;

  while (is_known)
    {
      if (!find_number (txn, from_place, out_found, out_number, error) ||
          (*out_found && !look_for_post (txn, *out_number, &is_known, error)))
        return FALSE;
      if (!*out_found || !is_known)
        break;
      *out_found = FALSE;
      if (*out_number >= G_MAXINT64 / PLACES_OF_A_POST)
        break;
      from_place = (*out_number + 1) * PLACES_OF_A_POST;
    }

  return TRUE;
}
