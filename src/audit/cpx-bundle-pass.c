/* cpx-bundle-pass.c: goes through the entries of a bundle once, in their order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-bundle-private.h"

#include "cpx-leaf-glance.h"

#define PROGRESS_STEP 8192

/**
 * cpx_bundle_find_claim:
 * @self: a verification
 * @index: an entry, from 0
 *
 * Returns: (nullable): what is claimed of it by a proof of its own
 */
CpxBundleClaim *
cpx_bundle_find_claim (CpxBundleCheck *self,
                       guint64         index)
{
  guint low = 0, high = self->claims->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      CpxBundleClaim *claim = &g_array_index (self->claims, CpxBundleClaim, middle);

      if (claim->index == index)
        return claim;
      if (claim->index < index)
        low = middle + 1;
      else
        high = middle;
    }

  return NULL;
}

/**
 * cpx_bundle_hash_line:
 * @line: an entry
 * @out_hash: (out caller-allocates): the hash of its leaf
 */
void
cpx_bundle_hash_line (const CpxBundleLine *line,
                      CpxMerkleHash       *out_hash)
{
  gsize size;
  const void *leaf = g_bytes_get_data (line->leaf, &size);

  cpx_merkle_hash_leaf (leaf, size, out_hash);
}

/**
 * cpx_bundle_meet_writer:
 * @self: a verification under way
 * @line: an entry
 *
 * Notes the first entry that says that another post than the one of this log wrote it: sealed or not, it was copied.
 */
void
cpx_bundle_meet_writer (CpxBundleCheck      *self,
                        const CpxBundleLine *line)
{
  gsize size;
  const void *leaf = g_bytes_get_data (line->leaf, &size);

  if (self->foreign_at == CPX_BUNDLE_NOWHERE && !cpx_leaf_glance_is_of_log (leaf, size, self->sealed.origin))
    self->foreign_at = line->index;
}

/**
 * cpx_bundle_go_on:
 * @self: a verification that went on by an entry
 * @error: where the fault goes: it was cancelled
 *
 * Says how far it got, now and then.
 *
 * Returns: `TRUE` if it may go on
 */
gboolean
cpx_bundle_go_on (CpxBundleCheck  *self,
                  GError         **error)
{
  if (self->progress != NULL && self->report->n_entries % PROGRESS_STEP == 0)
    self->progress (self->report->n_entries, MAX (self->report->size, self->report->n_entries), self->user_data);

  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/**
 * cpx_bundle_pass_check_roots:
 * @self: a pass that went on by an entry
 *
 * Compares with the roots that were signed of as many entries.
 */
void
cpx_bundle_pass_check_roots (CpxBundlePass *self)
{
  GArray *roots = self->check->roots;

  for (; self->next_root < roots->len; self->next_root++)
    {
      const CpxBundleRoot *expected = &g_array_index (roots, CpxBundleRoot, self->next_root);
      CpxMerkleHash root;

      if (expected->size != self->edge.size)
        return;
      cpx_merkle_edge_get_root (&self->edge, &root);
      if (!cpx_merkle_hash_equal (&root, &expected->root))
        self->broken_root = MIN (self->broken_root, self->next_root);
      if (self->broken_root < roots->len)
        continue;
      self->confirmed[FALSE] = expected->size;
      if (expected->outside)
        self->confirmed[TRUE] = expected->size;
    }
}

/* Is the leaf the one whose hash is kept? FALSE with an error too. */
static gboolean
compare_hash (CpxBundlePass        *self,
              const CpxMerkleHash  *leaf,
              GError              **error)
{
  CpxMerkleHash kept;
  gboolean end;

  if (self->edge.size < self->check->sealed.size && self->hashes == NULL)
    return TRUE;
  if (self->edge.size < self->check->sealed.size)
    {
      if (!cpx_bundle_pass_read_hash (self, &kept, &end, error))
        return FALSE;
      if (!end && cpx_merkle_hash_equal (&kept, leaf))
        return TRUE;
    }
  self->differs_at = self->edge.size;

  return cpx_bundle_fail (error, "entry %" G_GUINT64_FORMAT " differs", self->edge.size);
}

/* A CpxJsonTextFunc. */
static gboolean
add_line (guint64      number,
          const char  *text,
          gsize        length,
          gpointer     user_data,
          GError     **error)
{
  CpxBundlePass *self = user_data;
  CpxBundleClaim *claim;
  g_auto(CpxBundleLine) line = { 0 };
  CpxMerkleHash hash, completed[CPX_MERKLE_LEVELS];

  if (!cpx_bundle_read_entry (number, text, length, &line, error))
    return FALSE;
  cpx_bundle_hash_line (&line, &hash);
  if (!compare_hash (self, &hash, error))
    return FALSE;
  if (line.index != self->edge.size && self->misnumbered_at == CPX_BUNDLE_NOWHERE)
    self->misnumbered_at = self->edge.size;
  claim = cpx_bundle_find_claim (self->check, self->edge.size);
  if (claim != NULL)
    claim->leaf = hash, claim->has_entry = TRUE;
  cpx_merkle_edge_append (&self->edge, &hash, completed);
  cpx_bundle_pass_check_roots (self);
  cpx_bundle_details_meet (self->check, &line);
  cpx_bundle_meet_writer (self->check, &line);
  cpx_bundle_remarks_meet (self->check, &line);
  self->check->report->n_entries = self->edge.size;

  return cpx_bundle_go_on (self->check, error);
}

/**
 * cpx_bundle_pass_open_hashes:
 * @self: a pass
 * @error: where the fault goes
 *
 * Returns: `FALSE` if "hashes" cannot be read
 */
gboolean
cpx_bundle_pass_open_hashes (CpxBundlePass  *self,
                             GError        **error)
{
  g_autofree char *name = cpx_bundle_dup_name (CPX_BUNDLE_HASHES, 0);
  g_autoptr(GInputStream) stream = self->check->source->open (self->check->archive, name, error);

  if (stream != NULL)
    self->hashes = g_buffered_input_stream_new_sized (stream, 64 * 1024);

  return stream != NULL;
}

/**
 * cpx_bundle_pass_begin:
 * @self: (out caller-allocates): a pass before the first entry; to be cleared
 * @check: a verification whose roots are gathered
 */
void
cpx_bundle_pass_begin (CpxBundlePass  *self,
                       CpxBundleCheck *check)
{
  *self = (CpxBundlePass) { .check = check, .broken_root = check->roots->len, .differs_at = CPX_BUNDLE_NOWHERE,
                            .misnumbered_at = CPX_BUNDLE_NOWHERE };
  cpx_bundle_pass_check_roots (self);
}

/**
 * cpx_bundle_pass_run:
 * @self: (out caller-allocates): the pass; to be cleared in any case
 * @check: a verification whose roots are gathered
 * @against_hashes: whether to stop where a leaf is not what "hashes" says, if the bundle has it
 * @error: where the fault goes
 *
 * Goes through all entries, up to the first that is known not to be of the log.
 *
 * Returns: `FALSE` if the bundle cannot be read
 */
gboolean
cpx_bundle_pass_run (CpxBundlePass   *self,
                     CpxBundleCheck  *check,
                     gboolean         against_hashes,
                     GError         **error)
{
  g_autoptr(GError) fault = NULL;

  cpx_bundle_pass_begin (self, check);
  cpx_bundle_details_begin (check);
  cpx_bundle_remarks_begin (check);
  if (against_hashes && (check->found & 1u << CPX_BUNDLE_HASHES) != 0 && !cpx_bundle_pass_open_hashes (self, error))
    return FALSE;
  if (!cpx_bundle_read_entries (check, add_line, self, &fault) && self->differs_at == CPX_BUNDLE_NOWHERE)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }

  return TRUE;
}

void
cpx_bundle_pass_clear (CpxBundlePass *self)
{
  g_clear_object (&self->hashes);
}

