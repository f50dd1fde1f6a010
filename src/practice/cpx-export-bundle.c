/* cpx-export-bundle.c: a bundle of one post's log, sealed first, so that the bundle is of the export's own entry too.
 *
 * The log is gone through a piece at a time, each in a look of its own, as cpx-verify-log.c does; it only grows, and
 * what was sealed does not change. Of another post the last seal is taken: only that post can set one. So it is of
 * this one where its log is not in order, which nothing seals again: what is under that seal leaves, and the result
 * names what is wrong. Each entry that leaves is compared with its kept hash, a whole log with the seal, each proof
 * with its root.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-export-audit-private.h"

#include "cpx-audit-seal.h"
#include "cpx-post-log-private.h"
#include "cpx-practice-private.h"
#include "cpx-verify-log.h"
#include "cpx-zip.h"

#include <cpx-audit-log.h>
#include <cpx-audit-tree.h>
#include <cpx-bundle-writer.h>
#include <cpx-checkpoint-table.h>
#include <cpx-crypto.h>
#include <cpx-patient-keys.h>
#include <cpx-store.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define PIECE     4096
#define MAX_SEALS 100000

typedef struct
{
  CpxLogExportJob *job;
  CpxId            device;
  CpxNoteKey      *key;         /* (owned) */
  CpxSignedNote   *checkpoint;  /* (owned) */
  guint64          size;        /* entries that it is of */
  guint64          n_entries;   /* that the bundle is to hold */
  guint64          next;        /* of a pass over them */
  CpxTxn          *txn;         /* of the look under way */
  CpxLogVerifier  *verifier;    /* (owned) (nullable): of a whole log */
  CpxMerkleHash    root;        /* that was sealed */
  CpxZipWriter    *zip;         /* (owned) */
  CpxBundleWriter *writer;      /* (owned) */
} Bundle;

static void
bundle_clear (Bundle *self)
{
  g_clear_pointer (&self->writer, cpx_bundle_writer_free);
  g_clear_pointer (&self->verifier, cpx_log_verifier_free);
  g_clear_pointer (&self->zip, cpx_zip_writer_free);
  g_clear_pointer (&self->checkpoint, cpx_signed_note_unref);
  g_clear_pointer (&self->key, cpx_note_key_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bundle, bundle_clear)

static gboolean
begin_member (gpointer     archive,
              const char  *name,
              GError     **error)
{
  return cpx_zip_writer_begin (archive, name, error);
}

static gboolean
put_bytes (gpointer     archive,
           const char  *bytes,
           gsize        n_bytes,
           GError     **error)
{
  return cpx_zip_writer_put (archive, bytes, n_bytes, error);
}

static const CpxBundleSink zip_sink = { begin_member, put_bytes };

static gboolean
take_seal (Bundle      *self,
           guint64      size,
           const char  *note,
           GError     **error)
{
  g_auto(CpxCheckpoint) checkpoint = { 0 };

  self->size = size;
  self->checkpoint = cpx_signed_note_parse (note, strlen (note), error);
  if (self->checkpoint != NULL && cpx_checkpoint_parse (cpx_signed_note_get_text (self->checkpoint), &checkpoint, NULL))
    self->root = checkpoint.root;

  return self->checkpoint != NULL;
}

/* A CpxTxnFunc. */
static gpointer
look_other (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  Bundle *self = data;
  g_autoptr(GPtrArray) last = cpx_checkpoint_table_list (txn, &self->device, G_MAXUINT64, 1, error);
  const CpxStoredCheckpoint *stored = last != NULL && last->len > 0 ? g_ptr_array_index (last, 0) : NULL;

  if (stored != NULL)
    {
      self->key = cpx_post_log_load_key (txn, self->job->filter->device_id, error);
      return self->key != NULL && take_seal (self, stored->size, stored->note, error) ? self : NULL;
    }
  if (last != NULL)
    g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND,
                         _("That post never sealed its log: nothing proves its entries."));

  return NULL;
}

static gboolean
take_last (Bundle  *self,
           GError **error)
{
  return cpx_practice_look (self->job->practice, "audit:read", look_other, self, NULL, error) != NULL;
}

/* The last seal in place of one that is refused. */
static gboolean
seal_broken (Bundle  *self,
             GError  *refusal,
             GError **error)
{
  cpx_log_export_tell (self->job, refusal->message);
  if (g_error_matches (refusal, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED) && take_last (self, NULL))
    {
      g_error_free (refusal);
      return TRUE;
    }
  g_propagate_error (error, refusal);

  return FALSE;
}

static gboolean
seal_own (Bundle  *self,
          GError **error)
{
  GError *refusal = NULL;
  g_autoptr(CpxAuditSeal) seal = cpx_practice_seal_log (self->job->practice, CPX_SEAL_ASKED, &refusal);

  if (seal == NULL)
    return seal_broken (self, refusal, error);
  self->key = cpx_practice_load_log_key (self->job->practice, error);

  return self->key != NULL && take_seal (self, seal->size, seal->note, error);
}

/* Entries younger than the seal are not of it. */
static gboolean
count_entries (Bundle  *self,
               GError **error)
{
  GArray *places = self->job->places;
  guint n_sealed = 0;

  self->n_entries = self->size;
  if (places == NULL)
    return TRUE;
  while (n_sealed < places->len && cpx_audit_log_get_index (g_array_index (places, gint64, n_sealed)) < self->size)
    n_sealed++;
  self->job->result->n_unsealed = places->len - n_sealed;
  self->n_entries = n_sealed;
  if (n_sealed == 0)
    g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND,
                         _("What is asked for is younger than the last seal of that post: nothing proves it yet."));

  return n_sealed > 0;
}

static gboolean
seal (Bundle  *self,
      GError **error)
{
  const char *device_id = self->job->filter->device_id;
  gboolean sealed;

  if (!cpx_id_parse (device_id, &self->device))
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND, _("There is no post “%s”."), device_id);
      return FALSE;
    }
  if (strcmp (device_id, cpx_practice_get_device_id (self->job->practice)) == 0)
    sealed = seal_own (self, error);
  else
    sealed = take_last (self, error);

  return sealed && count_entries (self, error);
}

static char *
format_time (gint64 time_us)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format_iso8601 (time) : NULL;
}

/* The patient was erased: the line says when and why, in place of the opening. */
static gboolean
tell_erased (Bundle         *self,
             const char     *patient_id,
             CpxBundleLine  *line,
             GError        **error)
{
  g_autoptr(GError) fault = NULL;
  g_autoptr(CpxErasure) erasure = cpx_patient_keys_erasure (self->txn, patient_id, &fault);

  self->job->result->n_erased++;
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (erasure == NULL)
    return TRUE;
  line->erased_on = format_time (erasure->erased_us);
  line->erased_basis = g_strdup (erasure->legal_basis);

  return TRUE;
}

/* What does not open for another reason than an erasure stays sealed: that is what the bundle has to show. */
static gboolean
open_line (Bundle         *self,
           CpxBundleLine  *line,
           GError        **error)
{
  g_autoptr(GError) fault = NULL;
  g_autoptr(CpxAuditLeaf) leaf = cpx_audit_leaf_parse (line->leaf, NULL);

  if (leaf == NULL)
    return TRUE;
  line->details = cpx_audit_log_open_with_key (self->txn, leaf, line->key, &fault);
  if (line->details != NULL)
    self->job->result->n_opened++;
  if (g_error_matches (fault, CPX_STORE_ERROR, CPX_STORE_ERROR_ERASED))
    return tell_erased (self, cpx_audit_leaf_get_entry (leaf)->patient_id, line, error);
  if (fault == NULL || fault->domain == CPX_AUDIT_LEAF_ERROR ||
      g_error_matches (fault, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));

  return FALSE;
}

static gboolean
put_entry (Bundle   *self,
           guint64   index,
           GBytes   *leaf,
           GError  **error)
{
  g_auto(CpxBundleLine) line = { .index = index, .leaf = g_bytes_ref (leaf) };
  gboolean put = (!self->job->export->open_details || open_line (self, &line, error)) &&
                 cpx_bundle_writer_put_entry (self->writer, &line, error);

  cpx_crypto_wipe (line.key, sizeof line.key);
  self->job->result->n_entries++;
  self->next++;

  return put;
}

static gboolean
fail_gap (Bundle   *self,
          GError  **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, self->next + 1);

  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED,
               _("The log is broken at entry %s: verify it (cpxctl audit verify). Nothing was written."), number);

  return FALSE;
}

/* A CpxAuditLogFunc. */
static gboolean
put_walked (const CpxAuditLogRow  *row,
            gpointer               user_data,
            GError               **error)
{
  Bundle *self = user_data;
  g_autoptr(GBytes) bytes = g_bytes_new (row->leaf.bytes, row->leaf.size);
  CpxMerkleHash kept = { { 0 } };

  if (row->hash.size == sizeof kept.bytes)
    memcpy (kept.bytes, row->hash.bytes, sizeof kept.bytes);
  cpx_log_verifier_add (self->verifier, row->index, row->leaf.bytes, row->leaf.size, &kept);

  return (row->index == self->next || fail_gap (self, error)) && put_entry (self, row->index, bytes, error);
}

/* A CpxAuditLogFunc: the hash as it is kept, which tells on a leaf that is not what it was. */
static gboolean
put_hash (const CpxAuditLogRow  *row,
          gpointer               user_data,
          GError               **error)
{
  Bundle *self = user_data;
  CpxMerkleHash kept;

  if (row->index != self->next || row->hash.size != sizeof kept.bytes)
    return fail_gap (self, error);
  memcpy (kept.bytes, row->hash.bytes, sizeof kept.bytes);
  self->next++;

  return cpx_bundle_writer_put_hash (self->writer, &kept, error);
}

static guint
piece (Bundle *self)
{
  return (guint) MIN (PIECE, self->n_entries - self->next);
}

/* A CpxTxnFunc. */
static gpointer
look_entries (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  Bundle *self = data;

  self->txn = txn;

  return cpx_audit_log_walk (txn, &self->device, self->next, piece (self), put_walked, self, error) ? self : NULL;
}

/* A CpxTxnFunc. */
static gpointer
look_hashes (CpxTxn    *txn,
             gpointer   data,
             GError   **error)
{
  Bundle *self = data;

  return cpx_audit_log_walk (txn, &self->device, self->next, piece (self), put_hash, self, error) ? self : NULL;
}

static void
tell_verdict (Bundle              *self,
              const CpxLogVerdict *verdict)
{
  g_autofree char *sentence = cpx_log_verdict_dup_sentence (verdict);

  if (sentence != NULL)
    cpx_log_export_tell (self->job, sentence);
}

static void
tell_entry (Bundle      *self,
            CpxLogFault  fault,
            guint64      index)
{
  tell_verdict (self, &(CpxLogVerdict) { fault, index, index });
}

/* Its leaf against the hash that is kept of it. */
static void
compare_entry (Bundle                 *self,
               const CpxAuditLogEntry *entry)
{
  CpxMerkleHash hash;

  cpx_merkle_hash_leaf (g_bytes_get_data (entry->leaf, NULL), g_bytes_get_size (entry->leaf), &hash);
  if (memcmp (hash.bytes, entry->hash, sizeof hash.bytes) != 0)
    tell_entry (self, CPX_LOG_FAULT_CHANGED, entry->index);
}

/* A CpxTxnFunc. */
static gpointer
look_selected (CpxTxn    *txn,
               gpointer   data,
               GError   **error)
{
  Bundle *self = data;
  guint64 end = self->next + piece (self);

  self->txn = txn;
  while (self->next < end)
    {
      gint64 place = g_array_index (self->job->places, gint64, self->next);
      g_autoptr(CpxAuditLogEntry) entry = cpx_audit_log_get (txn, place, error);

      if (entry == NULL)
        return NULL;
      compare_entry (self, entry);
      if (!put_entry (self, entry->index, entry->leaf, error))
        return NULL;
    }

  return self;
}

/* The hash that is kept of it against what was sealed. */
static gboolean
compare_proof (Bundle        *self,
               CpxAuditTree  *tree,
               guint64        index,
               GArray        *hashes,
               GError       **error)
{
  CpxMerkleHash kept;

  if (!cpx_audit_tree_find_node (tree, 0, index, &kept, error))
    return FALSE;
  if (!cpx_merkle_check_inclusion (index, self->size, &kept, (const CpxMerkleHash *) hashes->data, hashes->len,
                                   &self->root))
    tell_entry (self, CPX_LOG_FAULT_ALTERED, index);

  return TRUE;
}

/* A CpxTxnFunc. */
static gpointer
look_proofs (CpxTxn    *txn,
             gpointer   data,
             GError   **error)
{
  Bundle *self = data;
  g_autoptr(CpxAuditTree) tree = cpx_audit_tree_open (txn, &self->device, error);
  guint64 end = self->next + piece (self);

  for (; tree != NULL && self->next < end; self->next++)
    {
      guint64 index = cpx_audit_log_get_index (g_array_index (self->job->places, gint64, self->next));
      g_autoptr(GArray) hashes = cpx_audit_tree_prove_inclusion (tree, index, self->size, error);
      g_autoptr(CpxTlogProof) proof = NULL;

      if (hashes != NULL && compare_proof (self, tree, index, hashes, error))
        proof = cpx_tlog_proof_new (index, NULL, hashes, self->checkpoint);
      if (proof == NULL || !cpx_bundle_writer_put_proof (self->writer, proof, error))
        return NULL;
    }

  return tree != NULL ? self : NULL;
}

static void
tell (Bundle  *self,
      guint64  n_done_before)
{
  CpxLogExportJob *job = self->job;

  if (job->progress != NULL)
    job->progress (n_done_before + self->next, 2 * self->n_entries, job->progress_data);
}

/* One of the two passes over what leaves. */
static gboolean
run_pass (Bundle      *self,
          CpxTxnFunc   look,
          guint64      n_done_before,
          GError     **error)
{
  self->next = 0;
  while (self->next < self->n_entries)
    {
      guint64 before = self->next;

      if (cpx_practice_look (self->job->practice, "audit:read", look, self, NULL, error) == NULL ||
          g_cancellable_set_error_if_cancelled (self->job->cancellable, error))
        return FALSE;
      if (self->next == before)
        return fail_gap (self, error);
      tell (self, n_done_before);
    }

  return TRUE;
}

/* A CpxTxnFunc: the seals before the bundle's own, the oldest first. */
static gpointer
look_seals (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  Bundle *self = data;
  g_autoptr(GPtrArray) stored = cpx_checkpoint_table_list (txn, &self->device, self->size, MAX_SEALS, error);

  for (guint i = stored != NULL ? stored->len : 0; i > 0; i--)
    {
      const CpxStoredCheckpoint *older = g_ptr_array_index (stored, i - 1);

      if (!cpx_bundle_writer_put_seal (self->writer, older->size, older->note, error))
        return NULL;
    }

  return stored != NULL ? self : NULL;
}

static gboolean
write_members (Bundle  *self,
               GError **error)
{
  CpxLogExportJob *job = self->job;
  gboolean whole = job->places == NULL;
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();

  g_ptr_array_add (keys, self->key);
  self->writer = cpx_bundle_writer_new (&zip_sink, self->zip);
  if (!cpx_bundle_writer_put_head (self->writer, self->checkpoint, keys, self->n_entries, job->export->open_details,
                                   error))
    return FALSE;
  if (whole && cpx_practice_look (job->practice, "audit:read", look_seals, self, NULL, error) == NULL)
    return FALSE;

  if (whole)
    {
      self->verifier = cpx_log_verifier_new ();
      cpx_log_verifier_expect_root (self->verifier, self->size, &self->root);
    }

  return run_pass (self, whole ? look_entries : look_selected, 0, error) &&
         run_pass (self, whole ? look_hashes : look_proofs, self->n_entries, error) &&
         cpx_bundle_writer_end (self->writer, error) && cpx_zip_writer_finish (self->zip, error);
}

static void
fill_result (Bundle *self)
{
  g_auto(CpxCheckpoint) checkpoint = { 0 };
  CpxLogVerdict verdict;

  self->job->result->size = self->size;
  if (self->verifier != NULL)
    {
      cpx_log_verifier_end (self->verifier);
      verdict = cpx_log_verifier_get_verdict (self->verifier);
      tell_verdict (self, &verdict);
    }
  if (cpx_checkpoint_parse (cpx_signed_note_get_text (self->checkpoint), &checkpoint, NULL))
    self->job->result->code = cpx_checkpoint_dup_short_code (&checkpoint);
}

/**
 * cpx_log_export_write_bundle:
 * @job: an export that was noted; its filter names one post
 * @error: where the fault goes
 *
 * Seals the log of this post, or takes the last seal of another, and writes what is proved under it.
 *
 * Returns: `TRUE` if the file is whole
 */
gboolean
cpx_log_export_write_bundle (CpxLogExportJob  *job,
                             GError          **error)
{
  g_auto(Bundle) self = { .job = job };

  if (!seal (&self, error))
    return FALSE;
  self.zip = cpx_zip_writer_new (job->export->path, job->export->replace, error);
  if (self.zip == NULL || !write_members (&self, error))
    return FALSE;
  fill_result (&self);

  return TRUE;
}
