/* cpx-log-origin.c: how a log began, as an entry of its own says; and which one it follows.
 *
 * The record of a post says it too, but a record may be written over by who has the key: the entry is hashed with the
 * rest of its log and under its seals.
 *
 * Of the log that is followed it says how many entries it had, the hash of the last, and what its tree came to: of all
 * of them, or where that could not be reckoned any more, of as many as could. The hash alone, which is what vaults from
 * before the root have, lets whoever has the key rewrite what comes before the last entry and after the last seal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-origin-private.h"

#include "cpx-audit-seal-private.h"

#include <cpx-audit-log.h>
#include <cpx-audit-tree.h>
#include <cpx-base64.h>
#include <cpx-checkpoint.h>
#include <cpx-json.h>
#include <cpx-leaf-glance.h>
#include <cpx-store.h>

#include <string.h>

#define FIRST_PIECE 16     /* entries among which it is, but for a disk that was full then */
#define PIECE       8192
#define TILE_SIZE   256

/* What looking for it comes to. */
typedef struct
{
  const char *device_id;
  GBytes     *leaf;      /* (owned) (nullable): of the entry, once found */
  guint64     next;
} Search;

static gboolean
text_is (const CpxLeafText *self,
         const char        *text)
{
  return self->length == strlen (text) && memcmp (self->text, text, self->length) == 0;
}

/* Does the entry tell how the log of its post began? */
static gboolean
is_origin (const CpxLeafGlance *glance,
           const char          *device_id)
{
  return (text_is (&glance->action, "device.created") || text_is (&glance->action, "device.restored") ||
          text_is (&glance->action, "log.followed")) && text_is (&glance->record, device_id);
}

/* A CpxAuditLogFunc. */
static gboolean
search_entry (const CpxAuditLogRow  *row,
              gpointer               user_data,
              GError               **error)
{
  Search *self = user_data;
  CpxLeafGlance glance;

  self->next = row->index + 1;
  if (self->leaf == NULL && cpx_leaf_glance (row->leaf.bytes, row->leaf.size, &glance) &&
      is_origin (&glance, self->device_id))
    self->leaf = g_bytes_new (row->leaf.bytes, row->leaf.size);

  return TRUE;
}

static gboolean
search (CpxTxn       *txn,
        const CpxId  *device,
        Search       *self,
        GError      **error)
{
  guint64 before = G_MAXUINT64;

  while (self->leaf == NULL && self->next != before)
    {
      before = self->next;
      if (!cpx_audit_log_walk (txn, device, before, before == 0 ? FIRST_PIECE : PIECE, search_entry, self, error))
        return FALSE;
    }

  return TRUE;
}

/* Of the details, {"after": {"restored_from": …}}; an error only where the key is on a bad page. */
static char *
dup_followed (CpxTxn  *txn,
              GBytes  *bytes,
              GError **error)
{
  g_autoptr(CpxAuditLeaf) leaf = cpx_audit_leaf_parse (bytes, NULL);
  g_autoptr(GError) failure = NULL;
  g_autofree char *details = leaf != NULL && cpx_audit_leaf_has_details (leaf)
                             ? cpx_audit_log_open_details (txn, leaf, &failure) : NULL;
  json_t *object = details != NULL ? cpx_json_parse (details, -1, NULL) : NULL;
  json_t *after = json_object_get (object, "after");
  char *followed = g_strdup (json_string_value (json_object_get (after, "restored_from")));

  json_decref (object);
  if (cpx_store_error_is_damage (failure))
    g_propagate_error (error, g_steal_pointer (&failure));

  return followed;
}

/**
 * cpx_log_origin_find:
 * @txn: a transaction
 * @device: a post
 * @out_found: (out): whether an entry of its log tells how the log began
 * @out_followed: (out) (transfer full) (nullable): what that one says of the log that this one follows, for
 *   cpx_log_origin_parse(); `NULL` if it follows none
 * @error: where the fault goes: the entries cannot be read
 *
 * Looks for the entry by which a log began. It is among the first, so that this takes no time; where it is not, the
 * whole log is gone through.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_log_origin_find (CpxTxn       *txn,
                     const CpxId  *device,
                     gboolean     *out_found,
                     char        **out_followed,
                     GError      **error)
{
  g_autofree char *device_id = cpx_id_dup_text (device);
  Search self = { .device_id = device_id };
  g_autoptr(GError) failure = NULL;

  *out_followed = NULL;
  if (search (txn, device, &self, &failure) && self.leaf != NULL)
    *out_followed = dup_followed (txn, self.leaf, &failure);
  *out_found = self.leaf != NULL;
  g_clear_pointer (&self.leaf, g_bytes_unref);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

static void
read_last (const char   *text,
           CpxLogOrigin *origin)
{
  gsize n_digits = 0;

  while (n_digits < 2 * sizeof origin->last.bytes && g_ascii_isxdigit (text[n_digits]))
    {
      guint8 *byte = &origin->last.bytes[n_digits / 2];

      *byte = (guint8) (*byte << 4 | g_ascii_xdigit_value (text[n_digits++]));
    }
  origin->has_last = n_digits > 0;
}

/**
 * cpx_log_origin_parse:
 * @text: what a log says of the one it follows, see cpx_log_origin_print(); the last two words may lack
 * @out_origin: (out caller-allocates): what that is; to be cleared with cpx_log_origin_clear()
 *
 * Returns: `FALSE` if this is no such text
 */
gboolean
cpx_log_origin_parse (const char   *text,
                      CpxLogOrigin *out_origin)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  guint n_words = g_strv_length (words);

  *out_origin = (CpxLogOrigin) { .device_id = NULL };
  if (n_words < 3 || !g_ascii_string_to_unsigned (words[1], 10, 0, G_MAXINT64, &out_origin->size, NULL))
    return FALSE;
  read_last (words[2], out_origin);
  if (n_words < 5 ||
      !g_ascii_string_to_unsigned (words[3], 10, 1, G_MAXINT64, &out_origin->root_size, NULL) ||
      !cpx_base64_decode_exact (words[4], -1, out_origin->root.bytes, sizeof out_origin->root.bytes))
    out_origin->root_size = 0;
  out_origin->device_id = g_strdup (words[0]);

  return TRUE;
}

void
cpx_log_origin_clear (CpxLogOrigin *self)
{
  g_clear_pointer (&self->device_id, g_free);
}

/* The hash of the last entry, or what stands for it where it cannot be read. */
static void
append_last_hash (GString *text,
                  CpxTxn  *txn,
                  guint64  n_entries)
{
  g_autoptr(GPtrArray) last = cpx_audit_log_list (txn, NULL, MAX (n_entries, 1) - 1, 1, NULL);

  if (last == NULL || last->len == 0)
    g_string_append_c (text, '-');
  for (guint i = 0; last != NULL && last->len > 0 && i < CPX_AUDIT_LEAF_HASH_SIZE; i++)
    g_string_append_printf (text, "%02x", ((CpxAuditLogEntry *) g_ptr_array_index (last, 0))->hash[i]);
}

static gboolean
find_root (CpxAuditTree  *tree,
           guint64        size,
           CpxMerkleHash *out_root)
{
  return size > 0 && cpx_audit_tree_find_root (tree, size, out_root, NULL);
}

/* Where a bad page keeps the tree from being reckoned to its end: to the end of a tile, or to the last seal. */
static guint64
find_older_root (CpxTxn        *txn,
                 CpxAuditTree  *tree,
                 guint64        n_entries,
                 CpxMerkleHash *out_root)
{
  g_autoptr(CpxAuditSeal) seal = cpx_audit_seal_read_last (txn, NULL);
  g_autoptr(CpxSignedNote) note = seal != NULL ? cpx_signed_note_parse (seal->note, strlen (seal->note), NULL) : NULL;
  g_auto(CpxCheckpoint) checkpoint = { NULL };
  guint64 tiled = n_entries - n_entries % TILE_SIZE;

  if (note == NULL || !cpx_checkpoint_parse (cpx_signed_note_get_text (note), &checkpoint, NULL))
    checkpoint.size = 0;
  if (tree != NULL && tiled > checkpoint.size && find_root (tree, tiled, out_root))
    return tiled;
  *out_root = checkpoint.root;

  return checkpoint.size;
}

/* " number of entries, root", if one is known. */
static void
append_root (GString *text,
             CpxTxn  *txn,
             guint64  n_entries)
{
  g_autoptr(CpxAuditTree) tree = cpx_audit_tree_open (txn, NULL, NULL);
  guint64 size = n_entries;
  CpxMerkleHash root;
  g_autofree char *root_text = NULL;

  if (tree == NULL || !find_root (tree, n_entries, &root))
    size = find_older_root (txn, tree, n_entries, &root);
  if (size == 0)
    return;
  root_text = g_base64_encode (root.bytes, sizeof root.bytes);
  g_string_append_printf (text, " %" G_GUINT64_FORMAT " %s", size, root_text);
}

/**
 * cpx_log_origin_print:
 * @txn: a transaction
 * @device_id: this post
 * @n_entries: how many entries its log has
 *
 * Makes what the log that follows says of this post's, as far as it can be read.
 *
 * Returns: (transfer full): "device, number of entries, hash of the last or -" and, if known, "number of entries, root"
 */
char *
cpx_log_origin_print (CpxTxn     *txn,
                      const char *device_id,
                      guint64     n_entries)
{
  GString *text = g_string_new (device_id);

  g_string_append_printf (text, " %" G_GUINT64_FORMAT " ", n_entries);
  append_last_hash (text, txn, n_entries);
  append_root (text, txn, n_entries);

  return g_string_free (text, FALSE);
}
