/* cpx-log-index.c: goes through what entries are found by, a piece at a time, and compares it with the logs.
 *
 *   LOG ──all rows──▶ ABOUT ──all rows──▶ FIND ──none──▶ BLOCKS ──all of them──▶ OVER
 *                                           └──a row──────────────────────────────▲
 *
 * The table by patient has the order of the patients, the log that of time: to look each row of one up in the other
 * would read the file criss-cross. So the rows of each are hashed with a key drawn for this once, and the sums
 * compared: they are equal if the rows are the same, and nobody could make others that come to the same sum without the
 * key. Only where they differ is the entry looked for.
 *
 * Entries and blocks that came after the check began are left out: the logs only grow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-index.h"

#include "cpx-audit-log-private.h"
#include "cpx-log-blocks-private.h"

#include <cpx-crypto.h>
#include <cpx-hash.h>
#include <cpx-id.h>

#include <string.h>

#define PIECE        8192
#define PIECE_BLOCKS 16

typedef enum
{
  PHASE_BEGIN,
  PHASE_LOG,
  PHASE_ABOUT,
  PHASE_FIND,
  PHASE_BLOCKS,
  PHASE_OVER,
} Phase;

struct _CpxLogIndexCheck
{
  Phase             phase;
  CpxLogIndexFault  fault;
  guint8            key[CPX_SHORT_HASH_KEY_SIZE];
  gint64            bound;      /* places from here on wait to be entered by patient */
  gint64            next;       /* where the log goes on */
  GBytes           *owner;      /* (owned) (nullable): the last row of the table by patient */
  gint64            place;
  guint64           log_sum;
  guint64           about_sum;
  GArray           *extents;    /* (owned) (element-type CpxLogExtent) */
  guint             extent;     /* the one under way */
  guint64           block;      /* of it */
};

/**
 * cpx_log_index_check_new:
 *
 * Returns: (transfer full): a check that has not begun
 */
CpxLogIndexCheck *
cpx_log_index_check_new (void)
{
  CpxLogIndexCheck *self = g_new0 (CpxLogIndexCheck, 1);

  cpx_crypto_fill_random (self->key, sizeof self->key);

  return self;
}

/**
 * cpx_log_index_check_free:
 * @self: (transfer full): a check
 */
void
cpx_log_index_check_free (CpxLogIndexCheck *self)
{
  g_clear_pointer (&self->owner, g_bytes_unref);
  g_clear_pointer (&self->extents, g_array_unref);
  g_free (self);
}

/* FALSE on error. */
static gboolean
set_fault (CpxLogIndexCheck  *self,
           CpxTxn            *txn,
           gint64             first_place,
           gint64             last_place,
           GError           **error)
{
  g_autoptr(CpxStatement) statement = cpx_db_prepare (txn->db, "SELECT id FROM device WHERE number = ?1", error);
  CpxStep step;

  if (statement == NULL)
    return FALSE;
  self->fault = (CpxLogIndexFault) { .is_wrong = TRUE, .first = cpx_audit_log_get_index (first_place),
                                     .last = cpx_audit_log_get_index (last_place) };
  self->phase = PHASE_OVER;
  cpx_statement_bind_int64 (statement, 1, first_place >> CPX_LOG_PLACE_BITS);
  step = cpx_statement_step (statement, error);
  if (step == CPX_STEP_ROW)
    {
      gsize size;
      const void *id = cpx_statement_get_blob (statement, 0, &size);

      if (size == sizeof self->fault.device)
        memcpy (&self->fault.device, id, size);
    }

  return step != CPX_STEP_ERROR;
}

static gboolean
begin (CpxLogIndexCheck  *self,
       CpxTxn            *txn,
       GError           **error)
{
  if (!cpx_audit_log_read_first_not_about (txn, &self->bound, error))
    return FALSE;
  self->next = G_MININT64;
  self->place = G_MININT64;
  self->extents = cpx_log_blocks_list_extents (txn, error);
  self->phase = PHASE_LOG;

  return self->extents != NULL;
}

/* A text with the bytes of an id is not found by it: the type counts too. */
static guint64
hash_row (CpxLogIndexCheck *self,
          CpxStatement     *statement,
          int               owner_column,
          gint64            place)
{
  guint8 bytes[sizeof (gint64) + 1 + sizeof (CpxId)] = { 0 };
  gsize size;
  const void *owner = cpx_statement_get_blob (statement, owner_column, &size);

  memcpy (bytes, &place, sizeof place);
  bytes[sizeof place] = cpx_statement_get_type (statement, owner_column) == CPX_COLUMN_BLOB ? (guint8) MIN (size, 255)
                                                                                           : 255;
  if (owner != NULL)
    memcpy (bytes + sizeof place + 1, owner, MIN (size, sizeof (CpxId)));

  return cpx_short_hash (self->key, bytes, sizeof bytes);
}

static gboolean
add_log (CpxLogIndexCheck  *self,
         CpxTxn            *txn,
         GError           **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, "SELECT place, coalesce (patient, record) FROM log WHERE place >= ?1 AND place < ?2"
                             " ORDER BY place LIMIT ?3", error);
  guint n = 0;
  CpxStep step;

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, self->next);
  cpx_statement_bind_int64 (statement, 2, self->bound);
  cpx_statement_bind_int64 (statement, 3, PIECE);
  for (; (step = cpx_statement_step (statement, error)) == CPX_STEP_ROW; n++)
    {
      gint64 place = cpx_statement_get_int64 (statement, 0);

      if (!cpx_statement_is_null (statement, 1))
        self->log_sum += hash_row (self, statement, 1, place);
      self->next = place + 1;
    }
  if (n < PIECE)
    self->phase = PHASE_ABOUT;

  return step == CPX_STEP_DONE;
}

static gboolean
add_about (CpxLogIndexCheck  *self,
           CpxTxn            *txn,
           GError           **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, self->owner != NULL ? "SELECT owner, place FROM log_about WHERE (owner, place) > (?1, ?2)"
                                                   " ORDER BY owner, place LIMIT ?3"
                                                 : "SELECT owner, place FROM log_about WHERE ?1 IS NULL AND ?2 NOTNULL"
                                                   " ORDER BY owner, place LIMIT ?3", error);
  guint n = 0;
  CpxStep step;

  if (statement == NULL)
    return FALSE;
  if (self->owner != NULL)
    cpx_statement_bind_bytes (statement, 1, self->owner);
  cpx_statement_bind_int64 (statement, 2, self->place);
  cpx_statement_bind_int64 (statement, 3, PIECE);
  for (; (step = cpx_statement_step (statement, error)) == CPX_STEP_ROW; n++)
    {
      self->place = cpx_statement_get_int64 (statement, 1);
      if (self->place < self->bound)
        self->about_sum += hash_row (self, statement, 0, self->place);
      if (n == PIECE - 1)
        {
          g_clear_pointer (&self->owner, g_bytes_unref);
          self->owner = cpx_statement_dup_bytes (statement, 0);
        }
    }
  if (n < PIECE)
    self->phase = self->log_sum == self->about_sum ? PHASE_BLOCKS : PHASE_FIND;

  return step == CPX_STEP_DONE;
}

/* What both queries look for is rare: whoever comes here knows that something is wrong. */
static gboolean
find_first (CpxLogIndexCheck  *self,
            CpxTxn            *txn,
            const char        *sql,
            GError           **error)
{
  g_autoptr(CpxStatement) statement = cpx_db_prepare (txn->db, sql, error);
  CpxStep step;

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, self->bound);
  step = cpx_statement_step (statement, error);
  if (step == CPX_STEP_ROW && !cpx_statement_is_null (statement, 0))
    {
      gint64 place = cpx_statement_get_int64 (statement, 0);

      return set_fault (self, txn, place, place, error);
    }

  return step != CPX_STEP_ERROR;
}

/* An entry that is hidden comes before one that is shown too often. */
static gboolean
find (CpxLogIndexCheck  *self,
      CpxTxn            *txn,
      GError           **error)
{
  if (!find_first (self, txn, "SELECT min (log.place) FROM log WHERE place < ?1"
                              " AND coalesce (patient, record) NOTNULL AND NOT EXISTS (SELECT 1 FROM log_about"
                              "   WHERE owner = coalesce (patient, record) AND log_about.place = log.place)", error))
    return FALSE;
  if (!self->fault.is_wrong &&
      !find_first (self, txn, "SELECT min (place) FROM log_about WHERE place < ?1 AND NOT EXISTS (SELECT 1 FROM log"
                              "   WHERE log.place = log_about.place AND coalesce (patient, record) = owner)", error))
    return FALSE;
  self->phase = PHASE_OVER;

  return TRUE;
}

static gboolean
compare_block (CpxLogIndexCheck  *self,
               CpxTxn            *txn,
               GError           **error)
{
  const CpxLogExtent *extent = &g_array_index (self->extents, CpxLogExtent, self->extent);
  gint64 block = (extent->number << (CPX_LOG_PLACE_BITS - CPX_LOG_BLOCK_BITS)) + (gint64) self->block;
  gboolean is_right;

  if (!cpx_log_blocks_compare (txn, block, &is_right, error))
    return FALSE;
  self->block++;

  return is_right || set_fault (self, txn, block << CPX_LOG_BLOCK_BITS, ((block + 1) << CPX_LOG_BLOCK_BITS) - 1, error);
}

/* Only complete blocks: a row of the index beyond them, somebody wrote, and it is compared once the block is there. */
static gboolean
compare_blocks (CpxLogIndexCheck  *self,
                CpxTxn            *txn,
                GError           **error)
{
  for (guint n = 0; n < PIECE_BLOCKS && self->phase == PHASE_BLOCKS; n++)
    {
      const CpxLogExtent *extent = &g_array_index (self->extents, CpxLogExtent, MIN (self->extent,
                                                                                     self->extents->len - 1));

      if (self->extent == self->extents->len)
        self->phase = PHASE_OVER;
      else if (self->block >= MIN (extent->n_blocks, extent->n_entries >> CPX_LOG_BLOCK_BITS))
        self->extent++, self->block = 0;
      else if (!compare_block (self, txn, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cpx_log_index_check_go_on:
 * @self: a check
 * @txn: a transaction
 * @out_over: (out): whether there is nothing left to compare
 * @error: where to put what is wrong
 *
 * Compares another piece.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_log_index_check_go_on (CpxLogIndexCheck  *self,
                           CpxTxn            *txn,
                           gboolean          *out_over,
                           GError           **error)
{
  gboolean done = TRUE;

  switch (self->phase)
    {
    case PHASE_BEGIN: done = begin (self, txn, error); break;
    case PHASE_LOG: done = add_log (self, txn, error); break;
    case PHASE_ABOUT: done = add_about (self, txn, error); break;
    case PHASE_FIND: done = find (self, txn, error); break;
    case PHASE_BLOCKS: done = compare_blocks (self, txn, error); break;
    case PHASE_OVER: break;
    default: g_assert_not_reached ();
    }
  *out_over = self->phase == PHASE_OVER;

  return done;
}

/**
 * cpx_log_index_check_get_fault:
 * @self: a check that is over
 *
 * Returns: the first entries that are not found as they should be
 */
CpxLogIndexFault
cpx_log_index_check_get_fault (CpxLogIndexCheck *self)
{
  return self->fault;
}
