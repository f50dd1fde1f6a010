/* cpx-log-find.c: the places of the entries that somebody asks for.
 *
 * A bit an entry, block by block. Each criterion takes bits away: users and actions with the rows of the index
 * (cpx-log-blocks.c), patients with the table log_about, a period with the span of each block. Blocks that this cannot
 * settle, because the period ends inside them, because they are too new for the index or could not be entered, are
 * looked at entry by entry. What remains are the places, all of them at eight bytes each: so a list on the screen knows
 * how long it is, and goes anywhere at once.
 *
 * An entry that cannot be read is found by whoever asks for nothing special, or when its whole block cannot be read: it
 * is better shown once too often than hidden.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-find.h"

#include "cpx-audit-log-private.h"
#include "cpx-log-blocks-private.h"
#include "cpx-log-merge.h"
#include "cpx-setting-table.h"

#include <cpx-leaf-glance.h>

#include <string.h>

/* The search through the log of one device. */
typedef struct
{
  CpxTxn             *txn;
  const CpxLogWanted *wanted;
  CpxLogExtent        extent;
  gint64              first_place;
  gsize               n_blocks;     /* with those that are not in the index */
  guint8             *bits;         /* (owned): CPX_LOG_BLOCK_BYTES a block */
  gboolean           *is_open;      /* (owned): blocks to be looked at entry by entry */
} Search;

static void
search_init (Search             *self,
             CpxTxn             *txn,
             const CpxLogWanted *wanted,
             const CpxLogExtent *extent)
{
  *self = (Search) { .txn = txn, .wanted = wanted, .extent = *extent };
  self->first_place = extent->number << CPX_LOG_PLACE_BITS;
  self->n_blocks = (extent->n_entries + CPX_LOG_BLOCK_SIZE - 1) >> CPX_LOG_BLOCK_BITS;
  self->bits = g_malloc (self->n_blocks * CPX_LOG_BLOCK_BYTES);
  memset (self->bits, 0xff, self->n_blocks * CPX_LOG_BLOCK_BYTES);
  self->is_open = g_new0 (gboolean, self->n_blocks);
}

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->bits, g_free);
  g_clear_pointer (&self->is_open, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static gint64
get_first_block (const Search *self)
{
  return self->first_place >> CPX_LOG_BLOCK_BITS;
}

static gint64
get_end_block (const Search *self)
{
  return get_first_block (self) + (gint64) self->n_blocks;
}

static guint8 *
get_bits (guint8 *bits,
          gsize   block)
{
  return bits + block * CPX_LOG_BLOCK_BYTES;
}

static void
keep_only (Search       *self,
           const guint8 *others)
{
  for (gsize i = 0; i < self->n_blocks * CPX_LOG_BLOCK_BYTES; i++)
    self->bits[i] &= others[i];
}

static gboolean
has_period (const CpxLogWanted *wanted)
{
  return wanted->from_us != G_MININT64 || wanted->until_us != G_MAXINT64;
}

static gboolean
asks_for_entries (const CpxLogWanted *wanted)
{
  return wanted->user_id != NULL || wanted->actions != NULL || wanted->owners != NULL || wanted->record != NULL ||
         has_period (wanted);
}

/* The span of each block: outside the period, inside, across its ends, or unknown. */
static gboolean
keep_period (Search  *self,
             GError **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (self->txn->db, "SELECT block, first_us, last_us FROM log_block WHERE block >= ?1 AND block < ?2",
                    error);
  const CpxLogWanted *wanted = self->wanted;
  CpxStep step;

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, get_first_block (self));
  cpx_statement_bind_int64 (statement, 2, get_end_block (self));
  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    {
      gsize block = (gsize) (cpx_statement_get_int64 (statement, 0) - get_first_block (self));
      gint64 first_us = cpx_statement_get_int64 (statement, 1);
      gint64 last_us = cpx_statement_get_int64 (statement, 2);

      if (first_us > last_us)
        self->is_open[block] = TRUE;
      else if (last_us < wanted->from_us || first_us >= wanted->until_us)
        memset (get_bits (self->bits, block), 0, CPX_LOG_BLOCK_BYTES);
      else if (first_us < wanted->from_us || last_us >= wanted->until_us)
        self->is_open[block] = TRUE;
    }

  return step == CPX_STEP_DONE;
}

static gboolean
equals (const char *value,
        gsize       length,
        const char *text)
{
  return strlen (text) == length && memcmp (value, text, length) == 0;
}

static gboolean
matches_user (const CpxLogWanted *wanted,
              const char         *value,
              gsize               length)
{
  return wanted->user_id == NULL || equals (value, length, wanted->user_id);
}

static gboolean
matches_action (const CpxLogWanted *wanted,
                const char         *value,
                gsize               length)
{
  if (wanted->actions == NULL)
    return TRUE;
  for (guint i = 0; wanted->actions[i] != NULL; i++)
    {
      gsize n = strlen (wanted->actions[i]);
      gboolean is_family = n > 0 && wanted->actions[i][n - 1] == '.';

      if (is_family ? n < length && memcmp (value, wanted->actions[i], n) == 0
                    : equals (value, length, wanted->actions[i]))
        return TRUE;
    }

  return FALSE;
}

static gboolean
matches_facet (const CpxLogWanted *wanted,
               CpxLogFacet         facet,
               const char         *value)
{
  return facet == CPX_LOG_FACET_USER ? matches_user (wanted, value, strlen (value))
                                     : matches_action (wanted, value, strlen (value));
}

static void
add_bits (guint8       *to,
          const guint8 *more,
          gsize         size)
{
  for (gsize i = 0; i < MIN (size, CPX_LOG_BLOCK_BYTES); i++)
    to[i] |= more[i];
}

static gboolean
add_facet (Search  *self,
           gint64   facet,
           guint8  *members,
           GError **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (self->txn->db, "SELECT block, members FROM log_facet_block WHERE facet = ?1 AND block >= ?2"
                                   " AND block < ?3", error);
  CpxStep step;

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, facet);
  cpx_statement_bind_int64 (statement, 2, get_first_block (self));
  cpx_statement_bind_int64 (statement, 3, get_end_block (self));
  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    {
      gsize size;
      const void *bits = cpx_statement_get_blob (statement, 1, &size);

      add_bits (get_bits (members, (gsize) (cpx_statement_get_int64 (statement, 0) - get_first_block (self))), bits,
                size);
    }

  return step == CPX_STEP_DONE;
}

/* The numbers of the values that match: a practice has few users and few actions. */
static GArray *
list_facets (Search       *self,
             CpxLogFacet   facet,
             GError      **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (self->txn->db, "SELECT number, value FROM log_facet WHERE sort = ?1", error);
  g_autoptr(GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  CpxStep step;

  if (statement == NULL)
    return NULL;
  cpx_statement_bind_int64 (statement, 1, facet);
  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    {
      gint64 number = cpx_statement_get_int64 (statement, 0);

      if (matches_facet (self->wanted, facet, cpx_statement_get_text (statement, 1)))
        g_array_append_val (numbers, number);
    }

  return step == CPX_STEP_DONE ? g_steal_pointer (&numbers) : NULL;
}

static gboolean
keep_facet (Search       *self,
            CpxLogFacet   facet,
            GError      **error)
{
  g_autoptr(GArray) numbers = list_facets (self, facet, error);
  g_autofree guint8 *members = g_malloc0 (MAX (self->n_blocks, 1) * CPX_LOG_BLOCK_BYTES);

  if (numbers == NULL)
    return FALSE;
  for (guint i = 0; i < numbers->len; i++)
    {
      if (!add_facet (self, g_array_index (numbers, gint64, i), members, error))
        return FALSE;
    }
  keep_only (self, members);

  return TRUE;
}

static void
set_place (Search *self,
           guint8 *bits,
           gint64  place)
{
  guint64 index = (guint64) (place - self->first_place);

  if (index < self->extent.n_entries)
    bits[index / 8] |= (guint8) (1u << index % 8);
}

static gboolean
add_owner (Search       *self,
           const CpxId  *owner,
           guint8       *bits,
           GError      **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (self->txn->db, "SELECT place FROM log_about WHERE owner = ?1 AND place >= ?2 AND place < ?3",
                    error);
  CpxStep step;

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_blob (statement, 1, owner->bytes, sizeof owner->bytes);
  cpx_statement_bind_int64 (statement, 2, self->first_place);
  cpx_statement_bind_int64 (statement, 3, self->first_place + (gint64) self->extent.n_entries);
  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    set_place (self, bits, cpx_statement_get_int64 (statement, 0));

  return step == CPX_STEP_DONE;
}

/* Entries enter log_about a batch at a time: those that wait are looked at one by one. */
static gboolean
open_waiting (Search  *self,
              GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autofree char *text = cpx_setting_table_get_text (self->txn, CPX_LOG_ABOUT_SETTING, &failure);
  gint64 first_waiting = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  gint64 first = MAX (first_waiting - self->first_place, 0);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  for (gsize block = (gsize) (first >> CPX_LOG_BLOCK_BITS); block < self->n_blocks; block++)
    self->is_open[block] = TRUE;

  return TRUE;
}

static gboolean
keep_owners (Search  *self,
             GError **error)
{
  g_autofree guint8 *bits = g_malloc0 (MAX (self->n_blocks, 1) * CPX_LOG_BLOCK_BYTES);

  for (guint i = 0; i < self->wanted->n_owners; i++)
    {
      if (!add_owner (self, &self->wanted->owners[i], bits, error))
        return FALSE;
    }
  keep_only (self, bits);

  return open_waiting (self, error);
}

static gboolean
is_id (CpxStatement *statement,
       int           column,
       const CpxId  *id)
{
  gsize size;
  const void *bytes = cpx_statement_get_blob (statement, column, &size);

  return bytes != NULL && size == sizeof id->bytes && memcmp (bytes, id->bytes, size) == 0;
}

static gboolean
matches_owner (const CpxLogWanted *wanted,
               CpxStatement       *statement)
{
  int column = cpx_statement_is_null (statement, 2) ? 1 : 2;

  for (guint i = 0; i < wanted->n_owners; i++)
    {
      if (is_id (statement, column, &wanted->owners[i]))
        return TRUE;
    }

  return wanted->owners == NULL;
}

/* place, record, patient, leaf */
static gboolean
matches (const CpxLogWanted *wanted,
         CpxStatement       *statement)
{
  CpxLeafGlance glance;
  gsize size;
  const void *leaf;

  if ((wanted->record != NULL && !is_id (statement, 1, wanted->record)) || !matches_owner (wanted, statement))
    return FALSE;
  leaf = cpx_statement_get_blob (statement, 3, &size);

  return cpx_leaf_glance (leaf, size, &glance) && glance.time_us >= wanted->from_us &&
         glance.time_us < wanted->until_us &&
         matches_user (wanted, glance.user.text != NULL ? glance.user.text : "", glance.user.length) &&
         matches_action (wanted, glance.action.text, glance.action.length);
}

/* What cannot be read is kept: nobody can tell that it is not what was asked for. */
static void
look_at_block (Search *self,
               gsize   block)
{
  const char *sql = "SELECT place, record, patient, leaf FROM log WHERE place >= ?1 AND place < ?2";
  g_autoptr(CpxStatement) statement = cpx_db_prepare (self->txn->db, sql, NULL);
  guint8 *bits = get_bits (self->bits, block);
  gint64 first = self->first_place + (gint64) (block << CPX_LOG_BLOCK_BITS);
  CpxStep step = CPX_STEP_ERROR;

  memset (bits, 0, CPX_LOG_BLOCK_BYTES);
  if (statement != NULL)
    {
      cpx_statement_bind_int64 (statement, 1, first);
      cpx_statement_bind_int64 (statement, 2, first + CPX_LOG_BLOCK_SIZE);
      while ((step = cpx_statement_step (statement, NULL)) == CPX_STEP_ROW)
        {
          if (matches (self->wanted, statement))
            set_place (self, self->bits, cpx_statement_get_int64 (statement, 0));
        }
    }
  if (step == CPX_STEP_ERROR)
    memset (bits, 0xff, CPX_LOG_BLOCK_BYTES);
}

/* Blocks that the index does not have, or has as unknown. */
static gboolean
open_unknown (Search  *self,
              GError **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (self->txn->db, "SELECT block FROM log_block WHERE block >= ?1 AND block < ?2"
                                   " AND first_us > last_us", error);
  CpxStep step;

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, get_first_block (self));
  cpx_statement_bind_int64 (statement, 2, get_end_block (self));
  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    self->is_open[cpx_statement_get_int64 (statement, 0) - get_first_block (self)] = TRUE;
  for (gsize block = (gsize) self->extent.n_blocks; block < self->n_blocks; block++)
    self->is_open[block] = TRUE;

  return step == CPX_STEP_DONE;
}

static gboolean
has_any (const guint8 *bits)
{
  for (gsize i = 0; i < CPX_LOG_BLOCK_BYTES; i++)
    {
      if (bits[i] != 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
look_at_open_blocks (Search        *self,
                     GCancellable  *cancellable,
                     GError       **error)
{
  for (gsize block = 0; block < self->n_blocks; block++)
    {
      /* A record is in no index of its own: its owner's entries were found, or everybody's. */
      gboolean look = self->is_open[block] ||
                      (self->wanted->record != NULL && has_any (get_bits (self->bits, block)));

      if (look && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (look)
        look_at_block (self, block);
    }

  return TRUE;
}

static gboolean
narrow (Search        *self,
        GCancellable  *cancellable,
        GError       **error)
{
  const CpxLogWanted *wanted = self->wanted;

  if (!asks_for_entries (wanted))
    return TRUE;

  return open_unknown (self, error) && (!has_period (wanted) || keep_period (self, error)) &&
         (wanted->user_id == NULL || keep_facet (self, CPX_LOG_FACET_USER, error)) &&
         (wanted->actions == NULL || keep_facet (self, CPX_LOG_FACET_ACTION, error)) &&
         (wanted->owners == NULL || keep_owners (self, error)) && look_at_open_blocks (self, cancellable, error);
}

static guint
count_bits (const Search *self)
{
  guint n = 0;

  for (gsize i = 0; i < self->n_blocks * CPX_LOG_BLOCK_BYTES; i++)
    n += (guint) __builtin_popcount (self->bits[i]);

  return n;
}

/* A million of them in a few milliseconds: room is made once. */
static GArray *
list_places (Search *self)
{
  guint room = count_bits (self), n = 0;
  GArray *places = g_array_sized_new (FALSE, FALSE, sizeof (gint64), room);
  gint64 *to = (gint64 *) (gpointer) g_array_set_size (places, room)->data;

  for (guint64 i = self->extent.n_entries; i > 0; i--)
    {
      guint bits = self->bits[(i - 1) / 8];

      if (bits == 0)
        i -= (i - 1) % 8;   /* none of the eight */
      else if ((bits & 1u << (i - 1) % 8) != 0)
        to[n++] = self->first_place + (gint64) (i - 1);
    }
  g_array_set_size (places, n);   /* beyond the last entry there are bits as well */

  return places;
}

static GArray *
find_in_log (CpxTxn              *txn,
             const CpxLogWanted  *wanted,
             const CpxLogExtent  *extent,
             GCancellable        *cancellable,
             GError             **error)
{
  g_auto(Search) self = { NULL };

  search_init (&self, txn, wanted, extent);

  return narrow (&self, cancellable, error) ? list_places (&self) : NULL;
}

static gboolean
is_wanted_log (CpxTxn             *txn,
               const CpxLogWanted *wanted,
               gint64              number,
               gboolean           *out_is,
               GError            **error)
{
  g_autoptr(CpxStatement) statement = NULL;
  CpxStep step;

  *out_is = TRUE;
  if (wanted->device == NULL)
    return TRUE;
  statement = cpx_db_prepare (txn->db, "SELECT 1 FROM device WHERE number = ?1 AND id = ?2", error);
  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, number);
  cpx_statement_bind_blob (statement, 2, wanted->device->bytes, sizeof wanted->device->bytes);
  step = cpx_statement_step (statement, error);
  *out_is = step == CPX_STEP_ROW;

  return step != CPX_STEP_ERROR;
}

static gboolean
add_log (CpxTxn              *txn,
         const CpxLogWanted  *wanted,
         const CpxLogExtent  *extent,
         GPtrArray           *logs,
         GCancellable        *cancellable,
         GError             **error)
{
  g_autoptr(GArray) found = NULL;
  gboolean is_wanted;

  if (!is_wanted_log (txn, wanted, extent->number, &is_wanted, error))
    return FALSE;
  if (!is_wanted)
    return TRUE;
  found = find_in_log (txn, wanted, extent, cancellable, error);
  if (found == NULL)
    return FALSE;
  if (found->len > 0)
    g_ptr_array_add (logs, g_steal_pointer (&found));

  return TRUE;
}

/**
 * cpx_log_find:
 * @txn: a transaction
 * @wanted: what is asked
 * @cancellable: (nullable): when nobody waits any more
 * @error: where to put what is wrong
 *
 * Finds entries in the logs of all devices.
 *
 * Returns: (transfer full) (nullable) (element-type gint64): their places, the newest first
 */
GArray *
cpx_log_find (CpxTxn              *txn,
              const CpxLogWanted  *wanted,
              GCancellable        *cancellable,
              GError             **error)
{
  g_autoptr(GArray) extents = cpx_log_blocks_list_extents (txn, error);
  g_autoptr(GPtrArray) logs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  CpxLogWanted narrowed = *wanted;
  CpxId owner;

  if (wanted->record != NULL && wanted->owners == NULL && cpx_txn_find_owner (txn, wanted->record, &owner))
    {
      narrowed.owners = &owner;
      narrowed.n_owners = 1;
    }
  for (guint i = 0; extents != NULL && i < extents->len; i++)
    {
      if (!add_log (txn, &narrowed, &g_array_index (extents, CpxLogExtent, i), logs, cancellable, error))
        return NULL;
    }

  return extents != NULL ? cpx_log_merge (txn, logs, cancellable, error) : NULL;
}
