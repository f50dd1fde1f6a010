/* cpx-log-fill.c: the index of a log that is older than it, a step at a time.
 *
 * Entries enter the table by patient some hundreds at a time after the commits that wrote them, and the table by blocks
 * likewise (cpx-log-blocks.c): never in those commits, which a bad page of what is read for it would undo. Where much
 * is missing, because an older program wrote the vault or a restore brought another log, nobody should wait for it
 * either: the store takes steps of some ten milliseconds, each a transaction of its own, after commits and when it is
 * asked. What a step entered stays, whatever happens then; what is missing is looked at entry by entry meanwhile
 * (cpx-log-find.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-fill.h"

#include "cpx-audit-log-private.h"
#include "cpx-log-blocks-private.h"
#include "cpx-log-leave.h"

/* Entries that are not in the table by patient, of one log. */
typedef struct
{
  gint64 first;
  gint64 end;
} Stretch;

static Stretch
get_waiting (const CpxLogExtent *extent,
             gint64              first_not_about)
{
  gint64 base = extent->number << CPX_LOG_PLACE_BITS;
  gint64 end = base + (gint64) extent->n_entries;

  return (Stretch) { CLAMP (first_not_about, base, end), end };
}

/* The table by patient has one end, for all logs up to this device's: no other one grows. */
static Stretch
find_next (CpxTxn *txn,
           GArray *extents)
{
  for (guint i = 0; i < extents->len; i++)
    {
      const CpxLogExtent *extent = &g_array_index (extents, CpxLogExtent, i);
      Stretch waiting = get_waiting (extent, txn->logs.first_not_about);

      if (extent->number <= txn->shape->device_number && waiting.first < waiting.end)
        return (Stretch) { waiting.first, MIN (waiting.end, waiting.first + CPX_LOG_ABOUT_MOST) };
    }

  return (Stretch) { 0, 0 };
}

static guint64
count_waiting (CpxTxn *txn,
               gint64  first_not_about,
               GArray *extents)
{
  guint64 n = 0;

  for (guint i = 0; i < extents->len; i++)
    {
      const CpxLogExtent *extent = &g_array_index (extents, CpxLogExtent, i);
      Stretch waiting = get_waiting (extent, first_not_about);

      if (extent->number <= txn->shape->device_number)
        n += (guint64) (waiting.end - waiting.first);
    }

  return n;
}

/* A CpxLogFillFunc. */
static gboolean
enter_next (CpxTxn   *txn,
            gpointer  data)
{
  g_autoptr(GArray) extents = cpx_log_blocks_list_extents (txn, NULL);
  Stretch next = extents != NULL ? find_next (txn, extents) : (Stretch) { 0, 0 };

  if (extents == NULL || (next.first < next.end && !cpx_audit_log_enter_about (txn, next.first, next.end, NULL)))
    return FALSE;
  txn->logs.about_is_behind = count_waiting (txn, txn->logs.first_not_about, extents) > CPX_LOG_ABOUT_MOST;

  return TRUE;
}

/* Those of a stretch with a bad page in it that can be read. */
typedef struct
{
  GArray *waiting;  /* (owned) (nullable) (element-type CpxWaiting) */
  gint64  end;      /* of the stretch */
} Readable;

/* A CpxLogFillFunc of a transaction that looks: one that writes would be undone by reading the page. */
static gboolean
list_readable (CpxTxn   *txn,
               gpointer  data)
{
  Readable *readable = data;
  g_autoptr(GArray) extents = cpx_log_blocks_list_extents (txn, NULL);
  Stretch next = extents != NULL ? find_next (txn, extents) : (Stretch) { 0, 0 };

  readable->end = next.end;
  if (next.first < next.end)
    readable->waiting = cpx_log_list_waiting_between (txn, next.first, next.end, NULL);

  return TRUE;
}

/* A CpxLogFillFunc. */
static gboolean
enter_readable (CpxTxn   *txn,
                gpointer  data)
{
  Readable *readable = data;

  return cpx_log_enter_waiting (txn, readable->waiting, NULL) &&
         cpx_audit_log_keep_about_end (txn, readable->end, NULL);
}

/**
 * cpx_log_fill_step_about:
 * @run: runs a transaction
 * @store: for @run
 *
 * Enters the next entries into the table by patient; what lies on a bad page between them is passed over.
 */
void
cpx_log_fill_step_about (CpxLogFillRun run,
                         gpointer      store)
{
  Readable readable = { NULL };

  if (run (store, TRUE, enter_next, NULL))
    return;
  run (store, FALSE, list_readable, &readable);
  if (readable.waiting != NULL)
    run (store, TRUE, enter_readable, &readable);
  g_clear_pointer (&readable.waiting, g_array_unref);
}

/* A CpxLogFillFunc. */
static gboolean
fill_blocks (CpxTxn   *txn,
             gpointer  data)
{
  return cpx_log_blocks_fill (txn, *(const guint *) data, NULL);
}

/* A CpxLogFillFunc. */
static gboolean
pass_over_block (CpxTxn   *txn,
                 gpointer  data)
{
  return cpx_log_blocks_pass_over (txn, NULL);
}

/**
 * cpx_log_fill_step_blocks:
 * @run: runs a transaction
 * @store: for @run
 * @max_blocks: how many to enter at most
 *
 * Enters the next blocks; one that cannot be read is passed over.
 */
void
cpx_log_fill_step_blocks (CpxLogFillRun run,
                          gpointer      store,
                          guint         max_blocks)
{
  guint one = 1;

  if (!run (store, TRUE, fill_blocks, &max_blocks) && !run (store, TRUE, fill_blocks, &one))
    run (store, TRUE, pass_over_block, NULL);
}

static guint64
count_entries (GArray *extents)
{
  guint64 n = 0;

  for (guint i = 0; i < extents->len; i++)
    n += g_array_index (extents, CpxLogExtent, i).n_entries;

  return n;
}

/**
 * cpx_log_fill_look:
 * @txn: a transaction
 * @out_state: (out caller-allocates): how far the index has come
 * @error: where to put what is wrong
 *
 * Tells what is left to be entered.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_log_fill_look (CpxTxn           *txn,
                   CpxLogFillState  *out_state,
                   GError          **error)
{
  g_autoptr(GArray) extents = cpx_log_blocks_list_extents (txn, error);
  CpxLogProgressCount blocks;
  gint64 first_not_about;
  guint64 n_waiting, n_missing;

  *out_state = (CpxLogFillState) { 0 };
  if (extents == NULL || !cpx_log_blocks_count (txn, &blocks, error) ||
      !cpx_audit_log_read_first_not_about (txn, &first_not_about, error))
    return FALSE;
  n_waiting = count_waiting (txn, first_not_about, extents);
  n_missing = (blocks.n_complete - MIN (blocks.n_indexed, blocks.n_complete)) << CPX_LOG_BLOCK_BITS;
  out_state->n_total = 2 * count_entries (extents);
  out_state->n_done = out_state->n_total - n_waiting - n_missing;
  out_state->is_whole = n_missing == 0 && n_waiting <= CPX_LOG_ABOUT_MOST;

  return TRUE;
}

/**
 * cpx_log_fill_ask:
 * @txn: a transaction that writes
 *
 * Lets the store take a step after this transaction.
 */
void
cpx_log_fill_ask (CpxTxn *txn)
{
  txn->asks_index = TRUE;
}
