/* cpx-log-merge.c: entries of several logs in one order.
 *
 * Each log is in order already. Logs that do not overlap, as before and after a restore, cost two looks; of logs that
 * grew side by side each entry's time is read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-merge.h"

#include "cpx-txn-private.h"

static gboolean
get_hlc (CpxTxn   *txn,
         gint64    place,
         guint64  *out_hlc)
{
  g_autoptr(CpxStatement) statement = cpx_db_prepare (txn->db, "SELECT hlc FROM log WHERE place = ?1", NULL);

  *out_hlc = 0;
  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, place);
  if (cpx_statement_step (statement, NULL) != CPX_STEP_ROW)
    return FALSE;
  *out_hlc = (guint64) cpx_statement_get_int64 (statement, 0);

  return TRUE;
}

typedef struct
{
  CpxTxn  *txn;
  GArray  *places;  /* (unowned): the newest first */
  guint    next;
  guint64  hlc;     /* of the next; that of the one before if it cannot be read */
} Head;

static gboolean
head_has (const Head *self)
{
  return self->next < self->places->len;
}

static gint64
head_peek (const Head *self)
{
  return g_array_index (self->places, gint64, self->next);
}

static void
head_look (Head *self)
{
  guint64 hlc;

  if (head_has (self) && get_hlc (self->txn, head_peek (self), &hlc))
    self->hlc = hlc;
}

static void
head_move (Head   *self,
           GArray *places)
{
  gint64 place = head_peek (self);

  g_array_append_val (places, place);
  self->next++;
  head_look (self);
}

/* Logs that do not overlap in time, as after a restore, are put one after the other without looking at each entry. */
static gboolean
is_all_newer (Head *a,
              Head *b)
{
  guint64 last;

  return get_hlc (a->txn, g_array_index (a->places, gint64, a->places->len - 1), &last) && last > b->hlc;
}

static void
move_all (Head   *self,
          GArray *places)
{
  g_array_append_vals (places, &g_array_index (self->places, gint64, self->next), self->places->len - self->next);
  self->next = self->places->len;
}

/**
 * cpx_log_merge:
 * @txn: a transaction
 * @a: (element-type gint64): places of one log, or of several, the newest first
 * @b: (element-type gint64): places of another log, likewise
 *
 * Puts entries of several devices in the order of their hybrid logical times.
 *
 * Returns: (transfer full) (element-type gint64): all of them, the newest first
 */
GArray *
cpx_log_merge (CpxTxn *txn,
               GArray *a,
               GArray *b)
{
  GArray *places = g_array_sized_new (FALSE, FALSE, sizeof (gint64), a->len + b->len);
  Head one = { .txn = txn, .places = a }, other = { .txn = txn, .places = b };

  head_look (&one);
  head_look (&other);
  if (head_has (&one) && head_has (&other) && is_all_newer (&one, &other))
    move_all (&one, places);
  else if (head_has (&one) && head_has (&other) && is_all_newer (&other, &one))
    move_all (&other, places);
  while (head_has (&one) && head_has (&other))
    head_move (one.hlc > other.hlc ? &one : &other, places);
  if (head_has (&one))
    move_all (&one, places);
  if (head_has (&other))
    move_all (&other, places);

  return places;
}
