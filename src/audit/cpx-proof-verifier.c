/* cpx-proof-verifier.c: does a file prove what it says, of one entry or of the growth of a log?
 *
 *  P1. A proof is sound only if its hashes come from what it proves to the root of the seal it is under.
 *  P2. Without a key from outside no signature is checked, and the report says so: a proof vouches for nothing itself.
 *  P3. A seal kept outside agrees only if it is of the same log, signed by the key if one was given, and has the root
 *      that the proof has at that size. One of a size that the proof does not pass through says nothing: an error.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-proof-verifier.h"

#include "cpx-growth-proof.h"
#include "cpx-leaf-glance.h"
#include "cpx-merkle-proof.h"
#include "cpx-tlog-proof.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ENTRY_BEGINS "c2sp.org/tlog-proof@"
#define MAX_ROOTS    3

typedef struct
{
  CpxNoteKey     *key;              /* (nullable) */
  CpxCheckpoint   sealed;           /* what it comes to; without an origin if it has no seal */
  CpxCheckpoint   roots[MAX_ROOTS]; /* sizes and roots that it passes through; without origins */
  guint           n_roots;
  CpxProofReport *report;           /* (owned) */
} Check;

static void
check_clear (Check *self)
{
  cpx_checkpoint_clear (&self->sealed);
  g_clear_pointer (&self->report, cpx_proof_report_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Check, check_clear)

void
cpx_proof_report_free (CpxProofReport *self)
{
  g_clear_pointer (&self->leaf, g_bytes_unref);
  g_clear_pointer (&self->key, cpx_note_key_unref);
  g_free (self->code);
  g_free (self->sentence);
  g_free (self);
}

/* The first that is said stands. */
static void
report (Check *self,
        char  *sentence)
{
  if (self->report->sentence == NULL)
    self->report->sentence = sentence;
  else
    g_free (sentence);
}

static char *
print_number (guint64 number)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, number);
}

static void
add_root (Check               *self,
          guint64              size,
          const CpxMerkleHash *root)
{
  self->roots[self->n_roots].size = size;
  self->roots[self->n_roots++].root = *root;
}

/* Only the log's own key says what its tree was. */
static gboolean
is_signed (CpxSignedNote *note,
           CpxNoteKey    *key,
           const char    *origin)
{
  g_autoptr(GPtrArray) keys = g_ptr_array_new (), verified = NULL;

  g_ptr_array_add (keys, key);
  verified = cpx_signed_note_verify (note, keys, NULL);

  return verified != NULL && verified->len > 0 && cpx_note_key_get_key_type (key) == CPX_NOTE_KEY_SIGNATURE &&
         strcmp (cpx_note_key_get_name (key), origin) == 0;
}

static gboolean
fail (GError     **error,
      const char  *sentence)
{
  g_set_error_literal (error, CPX_BUNDLE_ERROR, CPX_BUNDLE_ERROR_FORMAT, sentence);

  return FALSE;
}

/* The seal that the proof comes to. */
static gboolean
take_seal (Check          *self,
           CpxSignedNote  *note,
           GError        **error)
{
  g_autofree char *fingerprint = NULL;

  if (!cpx_checkpoint_parse (cpx_signed_note_get_text (note), &self->sealed, NULL))
    return fail (error, _("The seal in the proof is no signed checkpoint of a journal."));
  add_root (self, self->sealed.size, &self->sealed.root);
  self->report->sealed_size = self->sealed.size;
  self->report->code = cpx_checkpoint_dup_short_code (&self->sealed);
  if (self->key == NULL)
    return TRUE;
  self->report->trusted = is_signed (note, self->key, self->sealed.origin);
  if (self->report->trusted)
    return TRUE;
  fingerprint = cpx_note_key_dup_fingerprint (self->key);
  report (self, g_strdup_printf (_("The key that you gave (%s) did not sign this proof: it is of another post, or "
                                   "somebody made it up."), fingerprint));

  return TRUE;
}

/* One that was kept outside (P3). */
static gboolean
compare_seal (Check          *self,
              CpxSignedNote  *note,
              GError        **error)
{
  g_auto(CpxCheckpoint) kept = { 0 };
  g_autofree char *size = NULL;

  if (!cpx_checkpoint_parse (cpx_signed_note_get_text (note), &kept, NULL))
    return fail (error, _("What is to be compared with is no signed checkpoint of a journal."));
  if ((self->sealed.origin != NULL && strcmp (kept.origin, self->sealed.origin) != 0) ||
      (self->key != NULL && !is_signed (note, self->key, kept.origin)))
    {
      report (self, g_strdup (_("The seal kept outside is not of the log of this proof: one of the two is of another "
                                "post, or made up.")));
      return TRUE;
    }
  size = print_number (kept.size);
  for (guint i = 0; i < self->n_roots; i++)
    {
      if (self->roots[i].size != kept.size)
        continue;
      if (!cpx_merkle_hash_equal (&self->roots[i].root, &kept.root))
        report (self, g_strdup_printf (_("The seal kept outside, of %s entries, saw another log: it was rewritten "
                                         "since."), size));
      else if (self->key != NULL && self->sealed.origin == NULL && kept.size == self->report->size)
        self->report->trusted = TRUE;
      self->report->n_outside++;
      return TRUE;
    }
  g_set_error (error, CPX_BUNDLE_ERROR, CPX_BUNDLE_ERROR_COMPARE,
               _("The seal kept outside is of %s entries, which this proof tells nothing of: ask for one that begins "
                 "there (cpxctl audit prove --from %s --to …)."), size, size);

  return FALSE;
}

static gboolean
compare_seals (Check      *self,
               GPtrArray  *outside,
               GError    **error)
{
  for (guint i = 0; outside != NULL && i < outside->len; i++)
    {
      if (!compare_seal (self, g_ptr_array_index (outside, i), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
verify_entry (Check         *self,
              CpxTlogProof  *proof,
              GBytes        *given,
              GError       **error)
{
  GBytes *leaf = given != NULL ? given : cpx_tlog_proof_get_extra (proof);
  g_autofree char *number = print_number (cpx_tlog_proof_get_index (proof) + 1);
  CpxMerkleHash hash;

  self->report->index = cpx_tlog_proof_get_index (proof);
  if (leaf == NULL)
    return fail (error, _("This proof is of an entry that is not in it: give the bytes of its leaf (--leaf)."));
  if (!take_seal (self, cpx_tlog_proof_get_checkpoint (proof), error))
    return FALSE;
  cpx_merkle_hash_leaf (g_bytes_get_data (leaf, NULL), g_bytes_get_size (leaf), &hash);
  if (!cpx_tlog_proof_includes (proof, &hash, &self->sealed))
    report (self, g_strdup_printf (_("Entry %s is not proved: it is not what was sealed at that place, or the "
                                     "proof was altered."), number));
  else if (!cpx_leaf_glance_is_of_log (g_bytes_get_data (leaf, NULL), g_bytes_get_size (leaf), self->sealed.origin))
    report (self, g_strdup_printf (_("Entry %s is in the log of a post that did not write it: the entry says that "
                                     "another one did."), number));
  else
    self->report->leaf = g_bytes_ref (leaf);

  return TRUE;
}

static gboolean
holds (guint64              old_size,
       guint64              size,
       GArray              *hashes,
       const CpxMerkleHash *old_root,
       const CpxMerkleHash *root)
{
  return cpx_merkle_check_consistency (old_size, size, (const CpxMerkleHash *) hashes->data, hashes->len, old_root,
                                       root);
}

static gboolean
verify_growth (Check                 *self,
               const CpxGrowthProof  *proof,
               GError               **error)
{
  g_autofree char *from = print_number (proof->old_size), *to = print_number (proof->size);

  self->report->is_growth = TRUE;
  self->report->old_size = proof->old_size;
  self->report->size = proof->size;
  add_root (self, proof->old_size, &proof->old_root);
  add_root (self, proof->size, &proof->root);
  if (proof->checkpoint != NULL && !take_seal (self, proof->checkpoint, error))
    return FALSE;
  if (!holds (proof->old_size, proof->size, proof->hashes, &proof->old_root, &proof->root))
    report (self, g_strdup_printf (_("It is not proved that the log only grew from %s to %s entries: the log was "
                                     "rewritten between, or the proof was altered."), from, to));
  else if (proof->checkpoint != NULL && !holds (proof->size, self->sealed.size, proof->checkpoint_hashes,
                                                &proof->root, &self->sealed.root))
    report (self, g_strdup_printf (_("The seal in the proof is not of the log of %s entries that it tells of."), to));

  return TRUE;
}

/* Which of the two is it? */
static gboolean
verify (Check       *self,
        const char  *bytes,
        gsize        size,
        GBytes      *leaf,
        GError     **error)
{
  g_auto(CpxGrowthProof) growth = { 0 };
  g_autoptr(CpxTlogProof) entry = NULL;

  if (size >= strlen (ENTRY_BEGINS) && memcmp (bytes, ENTRY_BEGINS, strlen (ENTRY_BEGINS)) == 0)
    {
      entry = cpx_tlog_proof_parse (bytes, size, error);
      return entry != NULL && verify_entry (self, entry, leaf, error);
    }
  if (!cpx_growth_proof_parse (bytes, size, &growth))
    return fail (error, _("This is neither the proof of an entry nor that of the growth of a journal."));
  if (leaf != NULL)
    return fail (error, _("This proof is of the growth of a journal: --leaf is for that of an entry."));

  return verify_growth (self, &growth, error);
}

/**
 * cpx_proof_verify:
 * @bytes: (array length=size): a file that `audit prove` or any other program made
 * @size: how many bytes
 * @leaf: (nullable): of the proof of an entry that does not hold it: the bytes of its leaf
 * @key: (nullable): the key that is trusted; without one no signature is checked (P2)
 * @outside: (nullable) (element-type CpxSignedNote): seals that were kept outside (P3)
 * @error: where the fault goes: what cannot be read, or compared. That it does not prove what it says is no error but
 *   the report's contents
 *
 * Verifies the proof of an entry (c2sp.org/tlog-proof@v1) or of growth (cpx-growth-proof.c).
 *
 * Returns: (transfer full) (nullable): what was found
 */
CpxProofReport *
cpx_proof_verify (const char  *bytes,
                  gsize        size,
                  GBytes      *leaf,
                  CpxNoteKey  *key,
                  GPtrArray   *outside,
                  GError     **error)
{
  g_auto(Check) self = { .key = key, .report = g_new0 (CpxProofReport, 1) };

  self.report->key = key != NULL ? cpx_note_key_ref (key) : NULL;
  if (!verify (&self, bytes, size, leaf, error) || !compare_seals (&self, outside, error))
    return NULL;
  self.report->sound = self.report->sentence == NULL;

  return g_steal_pointer (&self.report);
}
