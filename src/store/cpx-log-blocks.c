/* cpx-log-blocks.c: the index of the logs by blocks of 512 entries.
 *
 * For each block: the span of its times, and for each user and action in it which entries are theirs, a bit each. That
 * is about three bytes an entry, and the answer to any filter over a million entries is the AND of 2,000 short rows.
 * One row more has the hybrid logical times (cpx-log-order.c), by which the logs of several posts are put in one order.
 *
 * A commit pays nothing for it: whoever ends eight blocks enters them in a transaction of its own afterwards
 * (cpx-store.c). So a page of the log that is bad costs the index its block and nobody their work: such a block is
 * passed over, and its entries are looked at one by one, as those of the last blocks are.
 *
 * Blocks of a log enter in their order, so the greatest in log_block says how far the index has come.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-blocks-private.h"

#include "cpx-log-order.h"

#include <cpx-leaf-glance.h>

#include <string.h>

/* One block being entered. */
typedef struct
{
  CpxTxn     *txn;
  gint64      block;
  GHashTable *members[2];  /* (owned): by CpxLogFacet: value → bits */
  gint64      first_us;
  gint64      last_us;
  CpxLogTimes times;
} Block;

static void
block_init (Block  *self,
            CpxTxn *txn,
            gint64  block)
{
  *self = (Block) { .txn = txn, .block = block, .first_us = G_MAXINT64, .last_us = G_MININT64 };
  for (guint i = 0; i < G_N_ELEMENTS (self->members); i++)
    self->members[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
block_clear (Block *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->members); i++)
    g_clear_pointer (&self->members[i], g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Block, block_clear)

static void
add_member (Block       *self,
            CpxLogFacet  facet,
            CpxLeafText  value,
            guint        position)
{
  g_autofree char *text = value.text != NULL ? g_strndup (value.text, value.length) : g_strdup ("");
  guint8 *bits = g_hash_table_lookup (self->members[facet], text);

  if (bits == NULL)
    {
      bits = g_malloc0 (CPX_LOG_BLOCK_BYTES);
      g_hash_table_insert (self->members[facet], g_steal_pointer (&text), bits);
    }
  bits[position / 8] |= (guint8) (1u << position % 8);
}

/* An entry that is no leaf has neither user nor action; it is found by nothing but its place. */
static void
add_entry (Block        *self,
           CpxStatement *statement)
{
  guint position = (guint) (cpx_statement_get_int64 (statement, 0) & (CPX_LOG_BLOCK_SIZE - 1));
  CpxLeafGlance glance;
  gsize size;
  const void *leaf = cpx_statement_get_blob (statement, 1, &size);

  self->times.hlc[position] = (guint64) cpx_statement_get_int64 (statement, 2);
  if (!cpx_leaf_glance (leaf, size, &glance))
    return;
  self->first_us = MIN (self->first_us, glance.time_us);
  self->last_us = MAX (self->last_us, glance.time_us);
  add_member (self, CPX_LOG_FACET_USER, glance.user, position);
  add_member (self, CPX_LOG_FACET_ACTION, glance.action, position);
}

static gboolean
read_entries (Block   *self,
              GError **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (self->txn->db, "SELECT place, leaf, hlc FROM log WHERE place >= ?1 AND place < ?2", error);
  CpxStep step;

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, self->block << CPX_LOG_BLOCK_BITS);
  cpx_statement_bind_int64 (statement, 2, (self->block + 1) << CPX_LOG_BLOCK_BITS);
  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    add_entry (self, statement);

  return step == CPX_STEP_DONE;
}

static gboolean
insert_facet (Block        *self,
              CpxLogFacet   facet,
              const char   *value,
              GError      **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (self->txn, "INSERT OR IGNORE INTO log_facet (sort, value) VALUES (?1, ?2)", error);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, facet);
  cpx_statement_bind_text (statement, 2, value);

  return cpx_statement_run (statement, error);
}

static gboolean
insert_members (Block         *self,
                CpxLogFacet    facet,
                const char    *value,
                const void    *bytes,
                gsize          n_bytes,
                GError       **error)
{
  g_autoptr(CpxStatement) statement = NULL;

  if (!insert_facet (self, facet, value, error))
    return FALSE;
  statement = cpx_txn_prepare_write (self->txn,
                                     "INSERT OR REPLACE INTO log_facet_block (facet, block, members) VALUES ("
                                     "  (SELECT number FROM log_facet WHERE sort = ?1 AND value = ?2), ?3, ?4)", error);
  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, facet);
  cpx_statement_bind_text (statement, 2, value);
  cpx_statement_bind_int64 (statement, 3, self->block);
  cpx_statement_bind_static_blob (statement, 4, bytes, n_bytes);

  return cpx_statement_run (statement, error);
}

static gboolean
insert_facets (Block        *self,
               CpxLogFacet   facet,
               GError      **error)
{
  GHashTableIter iter;
  gpointer value, bits;

  g_hash_table_iter_init (&iter, self->members[facet]);
  while (g_hash_table_iter_next (&iter, &value, &bits))
    {
      if (!insert_members (self, facet, value, bits, CPX_LOG_BLOCK_BYTES, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
insert_block (Block   *self,
              GError **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (self->txn, "INSERT OR REPLACE INTO log_block (block, first_us, last_us) VALUES (?1, ?2, ?3)",
                           error);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, self->block);
  /* G_MAXINT64, G_MININT64: nothing in it was a leaf, or could be read; see cpx-log-find.c. */
  cpx_statement_bind_int64 (statement, 2, self->first_us);
  cpx_statement_bind_int64 (statement, 3, self->last_us);

  return cpx_statement_run (statement, error);
}

static gboolean
insert_order (Block   *self,
              GError **error)
{
  g_autoptr(GBytes) row = cpx_log_times_pack (&self->times);
  gsize size;
  const void *bytes = g_bytes_get_data (row, &size);

  return insert_members (self, CPX_LOG_FACET_ORDER, "", bytes, size, error);
}

/* Rows that are there already, of the order or of all, are made anew: they come to the same. */
static gboolean
enter_block (CpxTxn  *txn,
             gint64   number,
             GError **error)
{
  g_auto(Block) block = { NULL };

  block_init (&block, txn, number);

  return read_entries (&block, error) && insert_block (&block, error) &&
         insert_facets (&block, CPX_LOG_FACET_USER, error) && insert_facets (&block, CPX_LOG_FACET_ACTION, error) &&
         insert_order (&block, error);
}

/* FALSE on error. A block that could not be entered is looked at entry by entry: that hides nothing. */
static gboolean
compare_span (const Block  *self,
              gboolean     *out_right,
              gboolean     *out_open,
              GError      **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (self->txn->db, "SELECT first_us, last_us FROM log_block WHERE block = ?1", error);
  gint64 first_us, last_us;
  CpxStep step;

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, self->block);
  step = cpx_statement_step (statement, error);
  *out_right = step == CPX_STEP_ROW;
  *out_open = FALSE;
  if (step != CPX_STEP_ROW)
    return step == CPX_STEP_DONE;
  first_us = cpx_statement_get_int64 (statement, 0);
  last_us = cpx_statement_get_int64 (statement, 1);
  *out_open = first_us > last_us;
  *out_right = *out_open || (first_us == self->first_us && last_us == self->last_us);

  return TRUE;
}

static gboolean
is_member (const Block  *self,
           CpxStatement *statement)
{
  gint64 sort = cpx_statement_get_int64 (statement, 0);
  const char *value = cpx_statement_get_text (statement, 1);
  const guint8 *expected = NULL;
  gsize size;
  const void *bits = cpx_statement_get_blob (statement, 2, &size);

  if (sort >= 0 && sort < (gint64) G_N_ELEMENTS (self->members) && value != NULL)
    expected = g_hash_table_lookup (self->members[sort], value);

  return expected != NULL && size == CPX_LOG_BLOCK_BYTES && memcmp (bits, expected, CPX_LOG_BLOCK_BYTES) == 0;
}

/* A block that an older program entered has none. */
static gboolean
is_order (const Block  *self,
          CpxStatement *statement)
{
  g_autoptr(GBytes) expected = cpx_log_times_pack (&self->times);
  gsize size, n_expected;
  const void *row = cpx_statement_get_blob (statement, 2, &size);
  const void *bytes = g_bytes_get_data (expected, &n_expected);

  return size == n_expected && memcmp (row, bytes, size) == 0;
}

static gboolean
compare_facets (const Block  *self,
                gboolean     *out_right,
                GError      **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (self->txn->db, "SELECT sort, value, members FROM log_facet CROSS JOIN log_facet_block"
                                   " ON facet = number AND block = ?1", error);
  guint n = 0;
  CpxStep step;

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, self->block);
  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    {
      gboolean orders = cpx_statement_get_int64 (statement, 0) == CPX_LOG_FACET_ORDER;

      *out_right = *out_right && (orders ? is_order : is_member) (self, statement);
      n += orders ? 0 : 1;
    }
  *out_right = *out_right && n == g_hash_table_size (self->members[CPX_LOG_FACET_USER]) +
                                  g_hash_table_size (self->members[CPX_LOG_FACET_ACTION]);

  return step == CPX_STEP_DONE;
}

/**
 * cpx_log_blocks_compare:
 * @txn: a transaction
 * @block: a block that is in the index
 * @out_right: (out): whether the index has what its entries say
 * @error: where to put what is wrong
 *
 * Compares one block of the index with the log.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_log_blocks_compare (CpxTxn    *txn,
                        gint64     block,
                        gboolean  *out_right,
                        GError   **error)
{
  g_auto(Block) self = { NULL };
  gboolean is_open;

  block_init (&self, txn, block);

  return read_entries (&self, error) && compare_span (&self, out_right, &is_open, error) &&
         (is_open || !*out_right || compare_facets (&self, out_right, error));
}

static gint64
make_block (const CpxLogExtent *extent,
            guint64             index)
{
  return extent->number << (CPX_LOG_PLACE_BITS - CPX_LOG_BLOCK_BITS) | (gint64) index;
}

/* Both ends by their key: neither reads the log through. */
static CpxStatement *
prepare_extents (CpxTxn  *txn,
                 GError **error)
{
  return cpx_db_prepare (txn->db, "SELECT device.number,"
                                  "  (SELECT max (place) FROM log WHERE place >= device.number << 40"
                                  "     AND place < device.number + 1 << 40),"
                                  "  (SELECT max (block) FROM log_block WHERE block >= device.number << 31"
                                  "     AND block < device.number + 1 << 31),"
                                  "  (SELECT max (block) FROM log_facet_block WHERE facet = log_facet.number"
                                  "     AND block >= device.number << 31 AND block < device.number + 1 << 31)"
                                  " FROM device LEFT JOIN log_facet ON sort = 2 AND value = ''"
                                  " ORDER BY device.number", error);
}

static guint64
read_count (CpxStatement *statement,
            int           column,
            guint         bits)
{
  if (cpx_statement_is_null (statement, column))
    return 0;

  return ((guint64) cpx_statement_get_int64 (statement, column) & ((G_GUINT64_CONSTANT (1) << bits) - 1)) + 1;
}

/**
 * cpx_log_blocks_list_extents:
 * @txn: a transaction
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable) (element-type CpxLogExtent): the logs, in the order in which their devices came
 */
GArray *
cpx_log_blocks_list_extents (CpxTxn  *txn,
                             GError **error)
{
  g_autoptr(CpxStatement) statement = prepare_extents (txn, error);
  g_autoptr(GArray) extents = g_array_new (FALSE, FALSE, sizeof (CpxLogExtent));
  CpxStep step;

  if (statement == NULL)
    return NULL;
  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    {
      CpxLogExtent extent = {
        .number = cpx_statement_get_int64 (statement, 0),
        .n_entries = read_count (statement, 1, CPX_LOG_PLACE_BITS),
        .n_blocks = read_count (statement, 2, CPX_LOG_PLACE_BITS - CPX_LOG_BLOCK_BITS),
        .n_ordered = read_count (statement, 3, CPX_LOG_PLACE_BITS - CPX_LOG_BLOCK_BITS),
      };

      g_array_append_val (extents, extent);
    }

  return step == CPX_STEP_DONE ? g_steal_pointer (&extents) : NULL;
}

/* The first block of a log that misses something. */
static guint64
get_next_block (const CpxLogExtent *extent)
{
  return MIN (extent->n_blocks, extent->n_ordered);
}

/**
 * cpx_log_blocks_fill:
 * @txn: a transaction that writes
 * @max_blocks: how many blocks to enter at most
 * @error: where to put what is wrong
 *
 * Enters complete blocks that are not in the index yet, of whatever log.
 *
 * Returns: `FALSE` on error; the transaction must then fail as a whole
 */
gboolean
cpx_log_blocks_fill (CpxTxn  *txn,
                     guint    max_blocks,
                     GError **error)
{
  g_autoptr(GArray) extents = cpx_log_blocks_list_extents (txn, error);

  if (extents == NULL)
    return FALSE;
  for (guint i = 0; i < extents->len; i++)
    {
      const CpxLogExtent *extent = &g_array_index (extents, CpxLogExtent, i);

      for (guint64 n = get_next_block (extent); n < extent->n_entries >> CPX_LOG_BLOCK_BITS && max_blocks > 0; n++)
        {
          if (!enter_block (txn, make_block (extent, n), error))
            return FALSE;
          max_blocks--;
        }
    }

  return TRUE;
}

/**
 * cpx_log_blocks_pass_over:
 * @txn: a transaction that writes
 * @error: where to put what is wrong
 *
 * Enters the block that would be next as one that could not be read, so that the index does not end there.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_log_blocks_pass_over (CpxTxn  *txn,
                          GError **error)
{
  g_autoptr(GArray) extents = cpx_log_blocks_list_extents (txn, error);

  if (extents == NULL)
    return FALSE;
  for (guint i = 0; i < extents->len; i++)
    {
      const CpxLogExtent *extent = &g_array_index (extents, CpxLogExtent, i);
      g_auto(Block) block = { NULL };

      if (get_next_block (extent) >= extent->n_entries >> CPX_LOG_BLOCK_BITS)
        continue;
      block_init (&block, txn, make_block (extent, get_next_block (extent)));
      return insert_block (&block, error) && insert_members (&block, CPX_LOG_FACET_ORDER, "", NULL, 0, error);
    }

  return TRUE;
}

/**
 * cpx_log_blocks_count:
 * @txn: a transaction
 * @out_count: (out caller-allocates): how far the index has come
 * @error: where to put what is wrong
 *
 * Counts what is left to enter, for a vault that an older program wrote.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_log_blocks_count (CpxTxn               *txn,
                      CpxLogProgressCount  *out_count,
                      GError              **error)
{
  g_autoptr(GArray) extents = cpx_log_blocks_list_extents (txn, error);

  *out_count = (CpxLogProgressCount) { 0, 0 };
  for (guint i = 0; extents != NULL && i < extents->len; i++)
    {
      const CpxLogExtent *extent = &g_array_index (extents, CpxLogExtent, i);

      out_count->n_indexed += get_next_block (extent);
      out_count->n_complete += extent->n_entries >> CPX_LOG_BLOCK_BITS;
    }

  return extents != NULL;
}
