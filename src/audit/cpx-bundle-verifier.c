/* cpx-bundle-verifier.c: is a bundle what was sealed?
 *
 *   members ──▶ whose checkpoint? ──▶ whole: every leaf, in order, to each signed root ──▶ proofs ──▶ report
 *                                └──▶ selection: each leaf by its own proof ──────────────┘
 *
 *  B3. A bundle is sound only if each of its entries is of a log whose root a trusted key signed: all entries of it
 *      up to that root, or each with its proof under it.
 *  B4. Without a key from outside the keys of the bundle are taken, and the report says so: it vouches for nothing.
 *  B5. Opened details are shown only if they are, sealed again, what the leaf holds.
 *  B6. What differs is looked for only once something does: a sound bundle is read once.
 *  B7. Details said erased are counted as erased only if the erasure is an entry of the bundle; see
 *      cpx-bundle-details.c.
 *  B8. Each entry says that the post whose log this is wrote it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-bundle-private.h"

#include "cpx-merkle-proof.h"
#include "cpx-tlog-proof.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
check_clear (CpxBundleCheck *self)
{
  g_clear_pointer (&self->listed, g_ptr_array_unref);
  g_clear_pointer (&self->trusted, g_ptr_array_unref);
  g_clear_pointer (&self->checkpoint, cpx_signed_note_unref);
  g_clear_pointer (&self->seals, g_ptr_array_unref);
  g_clear_pointer (&self->roots, g_array_unref);
  g_clear_pointer (&self->claims, g_array_unref);
  g_clear_pointer (&self->erasures, g_hash_table_unref);
  g_clear_pointer (&self->readme, g_bytes_unref);
  g_clear_pointer (&self->report, cpx_bundle_report_free);
  cpx_checkpoint_clear (&self->sealed);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxBundleCheck, check_clear)

/* The log's own key among those that signed: only it may say what its tree was. */
static CpxNoteKey *
find_log_key (GPtrArray  *verified,
              const char *origin)
{
  for (guint i = 0; verified != NULL && i < verified->len; i++)
    {
      CpxNoteKey *key = g_ptr_array_index (verified, i);

      if (cpx_note_key_get_key_type (key) == CPX_NOTE_KEY_SIGNATURE &&
          strcmp (cpx_note_key_get_name (key), origin) == 0)
        return key;
    }

  return NULL;
}

static void
say_not_signed (CpxBundleCheck *self)
{
  g_autofree char *fingerprint = NULL;

  if (!self->report->trusted)
    {
      cpx_bundle_report_take (self->report, g_strdup (_("The checkpoint of the bundle is false: none of its own keys "
                                                        "signed it.")));
      return;
    }
  fingerprint = cpx_note_key_dup_fingerprint (g_ptr_array_index (self->trusted, 0));
  cpx_bundle_report_take (self->report, g_strdup_printf (_("The key that you gave (%s) did not sign this bundle: it "
                                                           "is of another post, or somebody made it up."),
                                                         fingerprint));
}

/* FALSE without an error if it is not to be trusted. */
static gboolean
trust_checkpoint (CpxBundleCheck *self)
{
  g_autoptr(GPtrArray) verified = cpx_signed_note_verify (self->checkpoint, self->trusted, NULL);
  CpxNoteKey *key = find_log_key (verified, self->sealed.origin);

  if (key == NULL)
    {
      say_not_signed (self);
      return FALSE;
    }
  self->report->key = cpx_note_key_ref (key);
  self->report->size = self->sealed.size;
  self->report->code = cpx_checkpoint_dup_short_code (&self->sealed);

  return TRUE;
}

static void
add_root (CpxBundleCheck      *self,
          const CpxCheckpoint *checkpoint,
          gboolean             outside)
{
  CpxBundleRoot root = { checkpoint->size, checkpoint->root, outside };

  g_array_append_val (self->roots, root);
}

static gboolean
add_seal (CpxBundleCheck *self,
          CpxSignedNote  *note,
          gboolean        outside)
{
  g_autoptr(GPtrArray) verified = cpx_signed_note_verify (note, self->trusted, NULL);
  g_auto(CpxCheckpoint) checkpoint = { 0 };

  if (!cpx_checkpoint_parse (cpx_signed_note_get_text (note), &checkpoint, NULL) ||
      strcmp (checkpoint.origin, self->sealed.origin) != 0 || find_log_key (verified, checkpoint.origin) == NULL)
    return FALSE;
  add_root (self, &checkpoint, outside);

  return TRUE;
}

static int
compare_roots (gconstpointer a,
               gconstpointer b)
{
  const CpxBundleRoot *one = a, *other = b;

  if (one->size != other->size)
    return one->size < other->size ? -1 : 1;

  return one->outside - other->outside;
}

static gboolean
gather_roots (CpxBundleCheck *self,
              GPtrArray      *outside)
{
  add_root (self, &self->sealed, FALSE);
  for (guint i = 0; i < self->seals->len; i++)
    {
      if (add_seal (self, g_ptr_array_index (self->seals, i), FALSE))
        continue;
      cpx_bundle_report_take (self->report, g_strdup (_("A seal in “seals/” is false: the key of this log did not sign "
                                                        "it.")));
      return FALSE;
    }
  for (guint i = 0; outside != NULL && i < outside->len; i++)
    {
      if (add_seal (self, g_ptr_array_index (outside, i), TRUE))
        continue;
      cpx_bundle_report_take (self->report, g_strdup (_("The seal kept outside is not signed by the key of this "
                                                        "bundle: one of the two is of another post, or made up.")));
      return FALSE;
    }
  self->report->n_outside = outside != NULL ? outside->len : 0;
  g_array_sort (self->roots, compare_roots);

  return TRUE;
}

static gboolean
is_clean (CpxBundlePass *self)
{
  return self->differs_at == CPX_BUNDLE_NOWHERE && self->misnumbered_at == CPX_BUNDLE_NOWHERE &&
         self->next_root == self->check->roots->len && self->broken_root == self->check->roots->len;
}

/* More hashes than entries, though every root was reached: whoever put them there altered nothing else. */
static gboolean
check_hashes_end (CpxBundlePass  *self,
                  GError        **error)
{
  CpxMerkleHash kept;
  gboolean end = TRUE;

  if (self->hashes != NULL && !cpx_bundle_pass_read_hash (self, &kept, &end, error))
    return FALSE;
  if (!end)
    cpx_bundle_report_take (self->check->report,
                            g_strdup (_("The entries are those that were sealed, but “hashes” is not of them.")));

  return TRUE;
}

static gboolean
verify_whole (CpxBundleCheck  *self,
              GError         **error)
{
  g_auto(CpxBundlePass) pass = { 0 };

  if (!cpx_bundle_pass_run (&pass, self, TRUE, error))
    return FALSE;

  return is_clean (&pass) ? check_hashes_end (&pass, error) : cpx_bundle_name_fault (&pass, error);
}

/* One line of a selection. Its place is its index; what is not proved is found by what has no proof. */
typedef struct
{
  CpxBundleCheck *check;
  guint64         next;  /* the least index that may come */
} Selection;

/* A CpxJsonTextFunc. */
static gboolean
select_line (guint64      number,
             const char  *text,
             gsize        length,
             gpointer     user_data,
             GError     **error)
{
  Selection *self = user_data;
  CpxBundleReport *report = self->check->report;
  g_auto(CpxBundleLine) line = { 0 };
  CpxBundleClaim *claim;

  if (!cpx_bundle_read_entry (number, text, length, &line, error))
    return FALSE;
  claim = cpx_bundle_find_claim (self->check, line.index);
  if (claim != NULL && claim->has_entry)
    cpx_bundle_report_fault (report, CPX_LOG_FAULT_INSERTED, line.index, line.index, FALSE);
  else if (claim != NULL && line.index < self->next)
    cpx_bundle_report_fault (report, CPX_LOG_FAULT_REORDERED, line.index, self->next - 1, FALSE);
  else if (line.index >= report->size)
    cpx_bundle_report_fault (report, CPX_LOG_FAULT_INSERTED, line.index, line.index, FALSE);
  else if (claim == NULL)
    cpx_bundle_report_fault (report, CPX_LOG_FAULT_UNPROVED, line.index, line.index, FALSE);
  if (claim != NULL)
    {
      cpx_bundle_hash_line (&line, &claim->leaf);
      claim->has_entry = TRUE;
    }
  self->next = line.index + 1;
  cpx_bundle_details_meet (self->check, &line);
  cpx_bundle_meet_writer (self->check, &line);
  report->n_entries++;

  return cpx_bundle_go_on (self->check, error);
}

/* An older seal says nothing of single entries: that takes a proof of growth, or the whole log. */
static gboolean
compare_outside (CpxBundleCheck  *self,
                 GError         **error)
{
  for (guint i = 0; i < self->roots->len; i++)
    {
      const CpxBundleRoot *root = &g_array_index (self->roots, CpxBundleRoot, i);

      if (!root->outside)
        continue;
      if (root->size != self->sealed.size)
        {
          g_set_error_literal (error, CPX_BUNDLE_ERROR, CPX_BUNDLE_ERROR_COMPARE,
                               _("This bundle is a selection: a seal of another size tells nothing of it. Ask for a "
                                 "bundle of the whole log, or for a proof of growth (cpxctl audit prove --from "
                                 "--to)."));
          return FALSE;
        }
      if (!cpx_merkle_hash_equal (&root->root, &self->sealed.root))
        cpx_bundle_report_fault (self->report, CPX_LOG_FAULT_ALTERED, 0, root->size - 1, TRUE);
    }

  return TRUE;
}

static gboolean
verify_selection (CpxBundleCheck  *self,
                  GError         **error)
{
  Selection selection = { .check = self };

  return cpx_bundle_read_entries (self, select_line, &selection, error) && compare_outside (self, error);
}

/* Whose leaf is it then? Two entries that changed places are proved by each other's. */
static void
report_false_proof (CpxBundleCheck *self,
                    CpxBundleClaim *claim,
                    GArray         *hashes)
{
  guint at = (guint) (claim - (CpxBundleClaim *) self->claims->data);

  for (guint i = 0; i < self->claims->len; i++)
    {
      const CpxBundleClaim *other = &g_array_index (self->claims, CpxBundleClaim, i);

      if (i != at && other->has_entry &&
          cpx_merkle_check_inclusion (claim->index, self->sealed.size, &other->leaf, (CpxMerkleHash *) hashes->data,
                                      hashes->len, &self->sealed.root))
        {
          cpx_bundle_report_fault (self->report, CPX_LOG_FAULT_REORDERED, MIN (claim->index, other->index),
                                   MAX (claim->index, other->index), FALSE);
          return;
        }
    }
  cpx_bundle_report_fault (self->report, CPX_LOG_FAULT_CHANGED, claim->index, claim->index, FALSE);
}

static void
check_proof (CpxBundleCheck *self,
             const char     *name,
             CpxBundleClaim *claim,
             CpxTlogProof   *proof)
{
  const char *checkpoint = cpx_signed_note_get_bytes (cpx_tlog_proof_get_checkpoint (proof));

  self->report->n_proofs++;
  claim->has_proof = TRUE;
  if (self->report->sentence != NULL)   /* whose leaf a false proof is of is looked for once, not for each */
    return;
  if (cpx_tlog_proof_get_index (proof) != claim->index ||
      strcmp (checkpoint, cpx_signed_note_get_bytes (self->checkpoint)) != 0)
    cpx_bundle_report_take (self->report, g_strdup_printf (_("“%s” is the proof of another entry, or under another "
                                                             "checkpoint."), name));
  else if (!claim->has_entry)
    cpx_bundle_report_fault (self->report, CPX_LOG_FAULT_MISSING, claim->index, claim->index, FALSE);
  else if (!cpx_tlog_proof_includes (proof, &claim->leaf, &self->sealed))
    report_false_proof (self, claim, cpx_tlog_proof_get_hashes (proof));
}

/* A CpxBundleMemberFunc. */
static gboolean
read_proof (const char    *name,
            GInputStream  *stream,
            gpointer       user_data,
            GError       **error)
{
  CpxBundleCheck *self = user_data;
  g_autoptr(CpxTlogProof) proof = NULL;
  g_autoptr(GBytes) bytes = NULL;
  CpxBundleMember member;
  guint64 index;

  if (!cpx_bundle_parse_name (name, &member, &index) || member != CPX_BUNDLE_PROOF)
    return TRUE;
  bytes = cpx_bundle_read_whole (name, stream, 2 * CPX_SIGNED_NOTE_MAX_SIZE_BYTES, self->cancellable, error);
  if (bytes == NULL)
    return FALSE;
  proof = cpx_tlog_proof_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL);
  if (proof == NULL)
    return cpx_bundle_fail (error, _("“%s” is no proof of an entry."), name);

  check_proof (self, name, cpx_bundle_find_claim (self, index), proof);

  return TRUE;
}

static gboolean
verify (CpxBundleCheck  *self,
        GError         **error)
{
  CpxBundleReport *report = self->report;
  gboolean verified;

  cpx_bundle_details_begin (self);
  report->whole = (self->found & 1u << CPX_BUNDLE_HASHES) != 0 || self->claims->len == 0;
  verified = report->whole ? verify_whole (self, error) : verify_selection (self, error);

  if (!verified)
    return FALSE;

  /* The first fault stands: proofs of entries that are not what they were say nothing more. */
  if (report->sentence == NULL && self->claims->len > 0 &&
      !self->source->walk (self->archive, read_proof, self, error))
    return FALSE;
  cpx_bundle_details_end (self);
  cpx_bundle_remarks_end (self);
  if (report->sentence == NULL && self->foreign_at != CPX_BUNDLE_NOWHERE)
    cpx_bundle_report_fault (report, CPX_LOG_FAULT_FOREIGN, self->foreign_at, self->foreign_at, FALSE);

  return TRUE;
}

static void
begin (CpxBundleCheck *self,
       CpxNoteKey     *key)
{
  self->listed = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_note_key_unref);
  self->trusted = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_note_key_unref);
  self->seals = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_signed_note_unref);
  self->roots = g_array_new (FALSE, FALSE, sizeof (CpxBundleRoot));
  self->claims = g_array_new (FALSE, FALSE, sizeof (CpxBundleClaim));
  self->report = g_new0 (CpxBundleReport, 1);
  self->foreign_at = CPX_BUNDLE_NOWHERE;
  self->report->trusted = key != NULL;
  if (key != NULL)
    g_ptr_array_add (self->trusted, cpx_note_key_ref (key));
}

/**
 * cpx_bundle_verify:
 * @source: how to read
 * @archive: what
 * @key: (nullable): the key that is trusted; `NULL` for those of the bundle, which cannot vouch for itself (B4)
 * @outside: (nullable) (element-type CpxSignedNote): seals of the same log that were kept outside
 * @progress: (nullable) (scope call): told how far it got
 * @user_data: for @progress
 * @cancellable: (nullable): to give up
 * @error: where the fault goes: what cannot be read. That it is not what was sealed is no error but the
 *   report's contents
 *
 * Verifies a bundle. Its size does not matter to the memory it takes, but for 56 bytes each proof, and some hundred
 * each patient who is said erased.
 *
 * Returns: (transfer full) (nullable): what was found
 */
CpxBundleReport *
cpx_bundle_verify (const CpxBundleSource *source,
                   gpointer               archive,
                   CpxNoteKey            *key,
                   GPtrArray             *outside,
                   CpxBundleProgress      progress,
                   gpointer               user_data,
                   GCancellable          *cancellable,
                   GError               **error)
{
  g_auto(CpxBundleCheck) self = { .source = source, .archive = archive, .progress = progress, .user_data = user_data,
                                  .cancellable = cancellable };

  begin (&self, key);
  if (!cpx_bundle_read_members (&self, error))
    return NULL;
  for (guint i = 0; key == NULL && i < self.listed->len; i++)
    g_ptr_array_add (self.trusted, cpx_note_key_ref (g_ptr_array_index (self.listed, i)));
  if (trust_checkpoint (&self) && gather_roots (&self, outside) && !verify (&self, error))
    return NULL;
  self.report->sound = self.report->sentence == NULL;

  return g_steal_pointer (&self.report);
}
