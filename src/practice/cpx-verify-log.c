/* cpx-verify-log.c: are the logs of this vault what they were? Quickly, against the last seal; or whole.
 *
 * A vault holds the log of this post and those of the posts before it: a restore, or a page that is damaged, lets a new
 * log follow the old one. Each is verified with the key of its own post.
 *
 * A log is gone through a piece at a time, each in a look of its own: it only grows, and a look that lasts as long as
 * the log would keep every other waiting.
 *
 *  1. Every entry is hashed, every kept node and every seal compared (cpx-log-verifier.c).
 *  2. A seal of the vault that its post's key did not sign is false; an entry that tells of a seal has one.
 *  3. A log that another one follows has the entries it had then, no fewer and no more, and ends with the same
 *     (cpx-post-logs.c).
 *  4. The log of this post is told of first, then the others, each by the name of its post.
 *  5. What entries are found and put in order by, and is not hashed, is what the leaf says: the patient and the record
 *     beside it are its own, and logical times only grow (cpx-log-columns.c).
 *  6. The files that the vault lists as erased are those that the logs erase (cpx-erasure-witness.c).
 *  7. Each entry is in the log of the post that it says wrote it, and each post whose log is here is one that the logs
 *     tell of (cpx-known-posts.c).
 *  8. What is written while the verification goes on is not of it: a log has as many entries as when its seals were
 *     read, whatever comes later.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-verify-log.h"

#include "cpx-audit-seal-private.h"
#include "cpx-erasure-witness-private.h"
#include "cpx-known-posts-private.h"
#include "cpx-post-logs-private.h"
#include "cpx-practice-private.h"
#include "cpx-second-place-private.h"

#include <cpx-audit-log.h>
#include <cpx-audit-tree.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define PIECE      8192   /* entries in one look: a multiple of a tile */
#define TILE_LEVEL 8      /* and each eighth level above is kept too */
#define TILE_SIZE  256

/* A verification under way. */
typedef struct
{
  CpxPractice    *practice;
  CpxNoteKey     *key;       /* (owned): the one that is trusted, and names its log */
  GPtrArray      *outside;   /* (unowned) (nullable): seals kept outside */
  GPtrArray      *logs;      /* (owned) (element-type CpxPostLog): this post's first */
  CpxLogReport   *report;    /* (owned) */
  CpxErasureWitness *erasures;  /* (owned) */
  CpxUnknownPost  unknown;   /* (owned) */
  CpxPostLog     *log;       /* the one under way */
  CpxAuditTree   *tree;      /* of the look under way */
} Verification;

static void
verification_clear (Verification *self)
{
  g_clear_object (&self->practice);
  g_clear_pointer (&self->key, cpx_note_key_unref);
  g_clear_pointer (&self->logs, g_ptr_array_unref);
  g_clear_pointer (&self->report, cpx_log_report_free);
  g_clear_pointer (&self->erasures, cpx_erasure_witness_free);
  cpx_unknown_post_clear (&self->unknown);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Verification, verification_clear)

void
cpx_log_report_free (CpxLogReport *self)
{
  g_free (self->device_id);
  g_free (self->sentence);
  g_free (self->remark);
  g_free (self);
}

/* A node of the stored tree; where it is missing, zeros, which no leaves come to. */
static gboolean
find_node (Verification   *self,
           guint           level,
           guint64         index,
           CpxMerkleHash  *out_node,
           GError        **error)
{
  g_autoptr(GError) failure = NULL;

  if (cpx_audit_tree_find_node (self->tree, level, index, out_node, &failure))
    return TRUE;
  memset (out_node, 0, sizeof *out_node);
  if (g_error_matches (failure, CPX_STORE_ERROR, CPX_STORE_ERROR_DAMAGED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

/* The nodes that are kept of the subtrees that end with the last entry. */
static gboolean
compare_nodes (Verification  *self,
               GError       **error)
{
  CpxLogVerifier *verifier = self->log->verifier;
  guint64 size = self->log->next;
  CpxMerkleHash node;

  if (cpx_log_verifier_get_size (verifier) != size)
    return TRUE;
  for (guint level = TILE_LEVEL; size % (G_GUINT64_CONSTANT (1) << level) == 0; level += TILE_LEVEL)
    {
      if (!find_node (self, level, (size >> level) - 1, &node, error))
        return FALSE;
      if (level == TILE_LEVEL)
        cpx_log_verifier_expect_tile (verifier, &node);
      else
        cpx_log_verifier_expect_node (verifier, level, &node);
    }

  return TRUE;
}

/* A CpxAuditLogFunc. Goes on also after a verdict: the walk ends with its piece. */
static gboolean
verify_entry (const CpxAuditLogRow  *row,
              gpointer               user_data,
              GError               **error)
{
  Verification *self = user_data;
  CpxPostLog *log = self->log;
  CpxMerkleHash kept = { { 0 } };

  if (log->is_over || row->index >= log->n_total)
    return TRUE;
  if (row->hash.size == sizeof kept.bytes)
    memcpy (kept.bytes, row->hash.bytes, row->hash.size);
  log->next = row->index + 1;
  log->is_over = !cpx_log_verifier_add (log->verifier, row->index, row->leaf.bytes, row->leaf.size, &kept);
  cpx_post_log_compare_columns (log, row);
  cpx_erasure_witness_hear (self->erasures, row->leaf.bytes, row->leaf.size);
  cpx_post_log_compare_seal (log, log->next, row->leaf.bytes, row->leaf.size);
  cpx_post_log_compare_left (log, log->next, &kept);

  return log->next % TILE_SIZE != 0 || log->is_over || compare_nodes (self, error);
}

/* A CpxTxnFunc. */
static gpointer
look_piece (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  Verification *self = data;
  g_autoptr(CpxAuditTree) tree = cpx_audit_tree_open (txn, &self->log->device, error);
  gboolean done;

  if (tree == NULL)
    return NULL;
  self->tree = tree;
  done = cpx_audit_log_walk (txn, &self->log->device, self->log->next, PIECE, verify_entry, self, error);
  self->tree = NULL;

  return GINT_TO_POINTER (done);
}

/* A page that cannot be read is a fault of the log, not of the verification. */
static gboolean
take_damage (CpxPostLog *self,
             GError **error)
{
  if (!g_error_matches (*error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED))
    return FALSE;
  g_clear_error (error);
  self->verdict = (CpxLogVerdict) { CPX_LOG_FAULT_UNREADABLE, self->next, MAX (self->next + 1, self->n_total) - 1 };
  self->is_over = TRUE;

  return TRUE;
}

typedef struct
{
  CpxLogProgress  func;
  gpointer        user_data;
  guint64         n_before;   /* entries of the logs that are done */
  guint64         n_total;    /* of all */
} Progress;

static gboolean
verify_pieces (Verification  *self,
               Progress      *progress,
               GCancellable  *cancellable,
               GError       **error)
{
  CpxPostLog *log = self->log;
  guint64 before = G_MAXUINT64;

  while (log->next < log->n_total && log->next != before && !log->is_over)
    {
      g_autoptr(GError) failure = NULL;

      before = log->next;
      if (cpx_practice_look (self->practice, NULL, look_piece, self, NULL, &failure) == NULL &&
          !take_damage (log, &failure))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (progress->func != NULL)
        progress->func (progress->n_before + log->next, progress->n_total, progress->user_data);
    }
  cpx_log_verifier_end (log->verifier);
  progress->n_before += log->n_total;

  return TRUE;
}

static void
report_log (CpxLogReport *report,
            CpxPostLog   *log,
            gboolean      is_own)
{
  report->n_entries += cpx_log_verifier_get_size (log->verifier);
  for (guint i = 0; i < log->seals->len; i++)
    {
      guint64 size = g_array_index (log->seals, CpxPostSeal, i).checkpoint.size;

      if (log->verdict.fault != CPX_LOG_FAULT_NONE && size > log->verdict.first)
        break;
      if (!g_array_index (log->seals, CpxPostSeal, i).is_told)
        report->n_seals++;
      if (is_own)
        report->sealed_size = size;
    }
  if (log->sentence == NULL || report->sentence != NULL)
    return;
  report->verdict = log->verdict;
  report->device_id = cpx_id_dup_text (&log->device);
  /* Translators: the name of another post whose log this vault holds, then what is wrong with it. */
  report->sentence = is_own ? g_strdup (log->sentence) : g_strdup_printf (_("Log of the post “%s”: %s"), log->name,
                                                                          log->sentence);
}

static void
fill_report (Verification *self)
{
  for (guint i = 0; i < self->logs->len; i++)
    {
      cpx_post_log_conclude (g_ptr_array_index (self->logs, i));
      report_log (self->report, g_ptr_array_index (self->logs, i), i == 0);
    }
  if (self->report->sentence == NULL)
    self->report->sentence = g_steal_pointer (&self->unknown.sentence);
  self->report->sound = self->report->sentence == NULL;
}

static void
begin (Verification *self,
       CpxPractice  *practice,
       CpxNoteKey   *key)
{
  self->practice = g_object_ref (practice);
  self->key = cpx_note_key_ref (key);
  self->report = g_new0 (CpxLogReport, 1);
  self->erasures = cpx_erasure_witness_new ();
}

/* A CpxTxnFunc. */
static gpointer
look_erasures_before (CpxTxn    *txn,
                      gpointer   data,
                      GError   **error)
{
  Verification *self = data;

  return GINT_TO_POINTER (cpx_erasure_witness_read (self->erasures, txn, error));
}

/* Before any log: then every erasure that is listed is among the entries that are heard (8). If it cannot be read,
 * neither can it at the end, where it is told. */
static void
read_erasures (Verification *self)
{
  g_autoptr(GError) unread = NULL;

  cpx_practice_look (self->practice, NULL, look_erasures_before, self, NULL, &unread);
}

/* A CpxTxnFunc. */
static gpointer
look_unknown (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  Verification *self = data;
  const CpxId *own = &((CpxPostLog *) g_ptr_array_index (self->logs, 0))->device;

  return GINT_TO_POINTER (cpx_unknown_post_find (txn, own, &self->unknown, error));
}

/* What is wrong with a post whose log is here is told of that log; of entries that are in no log, at the end. */
static gboolean
look_for_unknown (Verification  *self,
                  GError       **error)
{
  CpxPostLog *log;

  if (cpx_practice_look (self->practice, NULL, look_unknown, self, NULL, error) == NULL)
    return FALSE;
  log = self->unknown.sentence != NULL ? cpx_post_logs_find (self->logs, &self->unknown.device) : NULL;
  if (log != NULL)
    cpx_post_log_take_sentence (log, g_steal_pointer (&self->unknown.sentence));

  return TRUE;
}

static gboolean
read_logs (Verification  *self,
           Progress      *progress,
           GError       **error)
{
  read_erasures (self);
  self->logs = cpx_post_logs_read (self->practice, self->key, error);
  if (self->logs == NULL || !cpx_post_logs_add_outside (self->logs, self->key, self->outside, error))
    return FALSE;
  cpx_post_log_expect_former (self->practice, self->logs, self->report);
  if (!cpx_post_log_expect_anchored (self->practice, self->logs, self->report, error))
    return FALSE;
  for (guint i = 0; i < self->logs->len; i++)
    cpx_post_logs_expect_followed (self->logs, g_ptr_array_index (self->logs, i));
  for (guint i = 0; i < self->logs->len; i++)
    {
      CpxPostLog *log = g_ptr_array_index (self->logs, i);

      cpx_post_log_expect_seals (log);
      progress->n_total += log->n_total;
    }

  return look_for_unknown (self, error);
}

/* A CpxTxnFunc. */
static gpointer
look_erasures (CpxTxn    *txn,
               gpointer   data,
               GError   **error)
{
  Verification *self = data;
  gboolean done = cpx_erasure_witness_compare (self->erasures, txn, &self->report->sentence, error);

  return GINT_TO_POINTER (done);
}

/* Logs that are in order are believed (6); of broken ones not all was heard. */
static gboolean
compare_erasures (Verification  *self,
                  GError       **error)
{
  g_autoptr(GError) failure = NULL;

  if (!self->report->sound || cpx_practice_look (self->practice, NULL, look_erasures, self, NULL, &failure) != NULL)
    ;
  else if (g_error_matches (failure, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED))
    self->report->sentence = g_strdup (_("The list of erased files cannot be read: a page of the vault is damaged."));
  else
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  self->report->sound = self->report->sentence == NULL;

  return TRUE;
}

static CpxLogReport *
verify (Verification  *self,
        Progress      *progress,
        GCancellable  *cancellable,
        GError       **error)
{
  if (!read_logs (self, progress, error))
    return NULL;
  for (guint i = 0; i < self->logs->len; i++)
    {
      self->log = g_ptr_array_index (self->logs, i);
      if (!verify_pieces (self, progress, cancellable, error))
        return NULL;
    }
  fill_report (self);

  return compare_erasures (self, error) ? g_steal_pointer (&self->report) : NULL;
}

/**
 * cpx_practice_verify_log:
 * @practice: a practice
 * @key: (nullable): the key that is trusted for the log it names, one of the vault; `NULL` for this post's of the vault
 * @outside: (nullable) (element-type CpxSignedNote): seals of these logs that were kept outside the vault
 * @progress: (nullable) (scope call): told how far it got
 * @user_data: for @progress
 * @cancellable: (nullable): to give up
 * @error: where the refusal goes; what is wrong with a log is no error but the report's contents
 *
 * Goes through all logs of the vault, this post's first, and compares the seal of the second place. Takes a second for
 * some hundred thousand entries, on the thread of the caller.
 *
 * Returns: (transfer full) (nullable): what was found
 */
CpxLogReport *
cpx_practice_verify_log (CpxPractice     *practice,
                         CpxNoteKey      *key,
                         GPtrArray       *outside,
                         CpxLogProgress   progress,
                         gpointer         user_data,
                         GCancellable    *cancellable,
                         GError         **error)
{
  g_auto(Verification) self = { NULL };
  g_autoptr(CpxNoteKey) own = NULL;
  g_autoptr(CpxSecondPlaceReport) bad = NULL;
  Progress told = { .func = progress, .user_data = user_data };
  CpxLogReport *report;
  CpxHold hold;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  own = cpx_practice_load_log_key (practice, error);
  if (own == NULL || !cpx_second_place_look (practice, &bad, error) ||
      !cpx_closing_hold (cpx_practice_get_closing (practice), cancellable, &hold, error))
    return NULL;
  begin (&self, practice, key != NULL ? key : own);
  self.outside = outside;
  report = verify (&self, &told, hold.cancellable, error);
  cpx_closing_release (cpx_practice_get_closing (practice), &hold);
  if (report == NULL)
    cpx_practice_error_translate (error);
  else if (key != NULL)
    cpx_post_log_check_given_key (self.logs, key, own, report);
  cpx_second_place_tell (bad, practice, report);

  return report;
}

/* FALSE on error; what is wrong goes into the verdict. */
static gboolean
compare_root (CpxAuditTree         *tree,
              const CpxCheckpoint  *seal,
              CpxLogVerdict        *verdict,
              GError              **error)
{
  CpxMerkleHash root;

  *verdict = (CpxLogVerdict) { .last = seal->size - 1 };
  if (cpx_audit_tree_get_size (tree) < seal->size)
    verdict->fault = CPX_LOG_FAULT_TRUNCATED;
  else if (!cpx_audit_tree_find_root (tree, seal->size, &root, error))
    return FALSE;
  else if (!cpx_merkle_hash_equal (&root, &seal->root))
    verdict->fault = CPX_LOG_FAULT_ALTERED;

  return TRUE;
}

/* A CpxTxnFunc: are the roots that were sealed those that the store comes to? */
static gpointer
look_end (CpxTxn    *txn,
          gpointer   data,
          GError   **error)
{
  Verification *self = data;
  const GArray *seals = self->log->seals;
  g_autoptr(CpxAuditTree) tree = cpx_audit_tree_open (txn, NULL, error);
  CpxLogVerdict *verdict = &self->report->verdict;

  if (tree == NULL)
    return NULL;
  self->report->n_entries = cpx_audit_tree_get_size (tree);
  for (guint i = 0; i < seals->len && verdict->fault == CPX_LOG_FAULT_NONE; i++)
    {
      const CpxCheckpoint *seal = &g_array_index (seals, CpxPostSeal, i).checkpoint;

      if (seal->size > 0 && !compare_root (tree, seal, verdict, error))
        return NULL;
    }

  return GINT_TO_POINTER (TRUE);
}

/* Of the vault's own seals the last is enough: what it was set on bears out those before. */
static void
keep_last_seal (Verification *self)
{
  GArray *seals = self->log->seals;

  self->report->n_seals = seals->len;
  cpx_post_log_sort_seals (self->log);
  if (seals->len > 1)
    g_array_remove_range (seals, 0, seals->len - 1);
  self->report->sealed_size = seals->len > 0 ? g_array_index (seals, CpxPostSeal, 0).checkpoint.size : 0;
}

static void
fill_quick_report (Verification *self)
{
  CpxLogReport *report = self->report;
  const CpxId *device = &self->log->device;

  report->sentence = cpx_log_verdict_dup_sentence (&report->verdict);
  if (report->sentence == NULL)
    report->sentence = g_strdup (self->log->sentence);
  if (report->sentence == NULL)
    {
      report->sentence = cpx_unknown_post_dup_sentence (&self->unknown, device);
      if (self->unknown.name != NULL)
        device = &self->unknown.device;
    }
  report->sound = report->sentence == NULL;
  report->device_id = report->sound ? NULL : cpx_id_dup_text (device);
}

/**
 * cpx_practice_verify_log_quickly:
 * @practice: a practice
 * @outside: (nullable) (element-type CpxSignedNote): seals of this log that were kept outside the vault
 * @error: where the fault goes; %CPX_SIGNED_NOTE_ERROR if one of @outside is no seal of this post
 *
 * Compares the roots of the log's stored hashes with the last seal and with @outside, and looks whether each post whose
 * log is here is one that the logs tell of: at once, whatever their size. That the entries are those that were hashed
 * only cpx_practice_verify_log() tells. Needs no permission.
 *
 * Returns: (transfer full) (nullable): what was found
 */
CpxLogReport *
cpx_practice_verify_log_quickly (CpxPractice  *practice,
                                 GPtrArray    *outside,
                                 GError      **error)
{
  g_auto(Verification) self = { NULL };
  g_autoptr(CpxNoteKey) key = cpx_audit_seal_find_key (practice, error);

  if (key == NULL)
    return NULL;
  begin (&self, practice, key);
  self.logs = cpx_post_logs_read_own (practice, key, error);
  if (self.logs == NULL)
    return NULL;
  self.log = g_ptr_array_index (self.logs, 0);
  keep_last_seal (&self);
  if (!cpx_post_logs_add_outside (self.logs, key, outside, error) ||
      cpx_practice_look (practice, NULL, look_end, &self, NULL, error) == NULL ||
      cpx_practice_look (practice, NULL, look_unknown, &self, NULL, error) == NULL)
    return NULL;
  fill_quick_report (&self);

  return g_steal_pointer (&self.report);
}

/**
 * cpx_practice_verify_log_end:
 * @practice: a practice
 * @error: where the fault goes
 *
 * Does cpx_practice_verify_log_quickly() with the vault alone.
 *
 * Returns: (transfer full) (nullable): what was found
 */
CpxLogReport *
cpx_practice_verify_log_end (CpxPractice  *practice,
                             GError      **error)
{
  return cpx_practice_verify_log_quickly (practice, NULL, error);
}
