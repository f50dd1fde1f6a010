/* cpx-verify-log.c: is this post's log what it was? Quickly, against its last seal; or whole, entry by entry.
 *
 * The whole log is gone through a piece at a time, each in a look of its own: the log only grows, and a look that lasts
 * as long as the log would keep every other waiting.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-verify-log.h"

#include "cpx-audit-seal-private.h"
#include "cpx-practice-private.h"

#include <cpx-access.h>
#include <cpx-audit-log.h>
#include <cpx-audit-tree.h>
#include <cpx-checkpoint-table.h>
#include <cpx-checkpoint.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define PIECE      8192   /* entries in one look: a multiple of a tile */
#define TILE_LEVEL 8
#define TILE_SIZE  256
#define MAX_SEALS  100000

/* A verification under way. */
typedef struct
{
  CpxPractice    *practice;
  GPtrArray      *keys;      /* (owned): the one that is trusted */
  GArray         *seals;     /* (owned) (element-type CpxCheckpoint): by size */
  CpxLogVerifier *verifier;  /* (owned) */
  CpxLogReport   *report;    /* (owned) */
  guint64         n_total;
  guint64         next;
  CpxAuditTree   *tree;      /* of the look under way */
} Verification;

static void
verification_clear (Verification *self)
{
  g_clear_object (&self->practice);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_pointer (&self->seals, g_array_unref);
  g_clear_pointer (&self->verifier, cpx_log_verifier_free);
  g_clear_pointer (&self->report, cpx_log_report_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Verification, verification_clear)

void
cpx_log_report_free (CpxLogReport *self)
{
  g_free (self->sentence);
  g_free (self);
}

static const char *
fault_text (CpxLogFault fault)
{
  switch (fault)
    {
    case CPX_LOG_FAULT_NONE: return NULL;
    case CPX_LOG_FAULT_CHANGED: return _("an entry was changed");
    case CPX_LOG_FAULT_REMOVED: return _("an entry was removed");
    case CPX_LOG_FAULT_INSERTED: return _("an entry was inserted");
    case CPX_LOG_FAULT_REORDERED: return _("entries changed places");
    case CPX_LOG_FAULT_TRUNCATED: return _("a seal was set on more entries than there are");
    case CPX_LOG_FAULT_ALTERED: return _("an entry was changed, removed, inserted or moved");
    default: g_assert_not_reached ();
    }
}

/* Entries are shown from 1. */
static char *
place_text (const CpxLogVerdict *verdict)
{
  g_autofree char *first = g_strdup_printf ("%" G_GUINT64_FORMAT, verdict->first + 1);
  g_autofree char *last = g_strdup_printf ("%" G_GUINT64_FORMAT, verdict->last + 1);

  if (verdict->first == verdict->last)
    return g_strdup_printf (_("Break at entry %s"), first);

  return g_strdup_printf (_("Break between entries %s and %s"), first, last);
}

/**
 * cpx_log_verdict_dup_sentence:
 * @verdict: what was found
 *
 * Returns: (transfer full) (nullable): what is wrong and where, `NULL` if nothing is
 */
char *
cpx_log_verdict_dup_sentence (const CpxLogVerdict *verdict)
{
  const char *fault = fault_text (verdict->fault);
  g_autofree char *place = fault != NULL ? place_text (verdict) : NULL;

  /* Translators: the place of the break, then what was done to the log. */
  return fault != NULL ? g_strdup_printf (_("%s: %s."), place, fault) : NULL;
}

/* What a seal says, if it is one of this log and its signature holds. */
static gboolean
read_seal (CpxSignedNote *note,
           GPtrArray     *keys,
           CpxCheckpoint *out_checkpoint,
           GError       **error)
{
  g_autoptr(GPtrArray) verified = cpx_signed_note_verify (note, keys, error);

  return verified != NULL && cpx_checkpoint_parse (cpx_signed_note_get_text (note), out_checkpoint, error);
}

static gboolean
add_seal (Verification  *self,
          CpxSignedNote *note,
          GError       **error)
{
  CpxCheckpoint checkpoint;

  if (!read_seal (note, self->keys, &checkpoint, error))
    return FALSE;
  g_array_append_val (self->seals, checkpoint);

  return TRUE;
}

/* A seal of the vault that its own key did not sign: somebody wrote it. */
static void
report_false_seal (Verification              *self,
                   const CpxStoredCheckpoint *stored)
{
  g_autofree char *size = g_strdup_printf ("%" G_GUINT64_FORMAT, stored->size);

  g_free (self->report->sentence);
  self->report->sentence = g_strdup_printf (_("The seal set on %s entries is false: this post’s key did not sign it."),
                                            size);
}

/* A CpxTxnFunc. */
static gpointer
look_seals (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  Verification *self = data;
  g_autoptr(GPtrArray) stored = cpx_checkpoint_table_list (txn, NULL, G_MAXUINT64, MAX_SEALS, error);
  gint64 n_total = cpx_audit_log_count (txn, NULL, error);

  if (stored == NULL || n_total < 0)
    return NULL;
  self->n_total = (guint64) n_total;
  for (guint i = 0; i < stored->len; i++)
    {
      const CpxStoredCheckpoint *seal = g_ptr_array_index (stored, i);
      g_autoptr(CpxSignedNote) note = cpx_signed_note_parse (seal->note, strlen (seal->note), NULL);

      if (note == NULL || !add_seal (self, note, NULL))
        report_false_seal (self, seal);
    }

  return GINT_TO_POINTER (TRUE);
}

static int
compare_seals (gconstpointer a,
               gconstpointer b)
{
  const CpxCheckpoint *one = a, *other = b;

  return one->size < other->size ? -1 : one->size > other->size;
}

static void
expect_seals (Verification *self)
{
  g_array_sort (self->seals, compare_seals);
  for (guint i = 0; i < self->seals->len; i++)
    {
      const CpxCheckpoint *seal = &g_array_index (self->seals, CpxCheckpoint, i);

      cpx_log_verifier_expect_root (self->verifier, seal->size, &seal->root);
    }
}

/* A CpxAuditLogFunc. Goes on also after a verdict: the walk ends with its piece. */
static gboolean
verify_entry (guint64      index,
              const void  *leaf,
              gsize        size,
              const void  *hash,
              gsize        hash_size,
              gpointer     user_data,
              GError     **error)
{
  Verification *self = user_data;
  CpxMerkleHash kept = { { 0 } }, node;

  if (hash_size == sizeof kept.bytes)
    memcpy (kept.bytes, hash, hash_size);
  self->next = index + 1;
  if (!cpx_log_verifier_add (self->verifier, index, leaf, size, &kept) || self->next % TILE_SIZE != 0)
    return TRUE;
  if (!cpx_audit_tree_find_node (self->tree, TILE_LEVEL, index / TILE_SIZE, &node, error))
    return FALSE;
  if (cpx_log_verifier_get_size (self->verifier) == self->next)
    cpx_log_verifier_expect_tile (self->verifier, &node);

  return TRUE;
}

/* A CpxTxnFunc. */
static gpointer
look_piece (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  Verification *self = data;
  g_autoptr(CpxAuditTree) tree = cpx_audit_tree_open (txn, NULL, error);
  gboolean done;

  if (tree == NULL)
    return NULL;
  self->tree = tree;
  done = cpx_audit_log_walk (txn, NULL, self->next, PIECE, verify_entry, self, error);
  self->tree = NULL;

  return GINT_TO_POINTER (done);
}

static gboolean
verify_pieces (Verification    *self,
               CpxLogProgress   progress,
               gpointer         user_data,
               GCancellable    *cancellable,
               GError         **error)
{
  guint64 before = G_MAXUINT64;

  while (self->next < self->n_total && self->next != before &&
         cpx_log_verifier_get_verdict (self->verifier).fault == CPX_LOG_FAULT_NONE)
    {
      before = self->next;
      if (cpx_practice_look (self->practice, NULL, look_piece, self, NULL, error) == NULL ||
          g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (progress != NULL)
        progress (self->next, self->n_total, user_data);
    }
  cpx_log_verifier_end (self->verifier);

  return TRUE;
}

static void
fill_report (Verification *self)
{
  CpxLogReport *report = self->report;

  report->verdict = cpx_log_verifier_get_verdict (self->verifier);
  report->n_entries = cpx_log_verifier_get_size (self->verifier);
  for (guint i = 0; i < self->seals->len; i++)
    {
      guint64 size = g_array_index (self->seals, CpxCheckpoint, i).size;

      if (report->verdict.fault != CPX_LOG_FAULT_NONE && size > report->verdict.first)
        break;
      report->n_seals++;
      report->sealed_size = size;
    }
  if (report->verdict.fault != CPX_LOG_FAULT_NONE)
    {
      g_free (report->sentence);
      report->sentence = cpx_log_verdict_dup_sentence (&report->verdict);
    }
  report->sound = report->sentence == NULL;
}

static void
begin (Verification *self,
       CpxPractice  *practice,
       CpxNoteKey   *key)
{
  self->practice = g_object_ref (practice);
  self->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_note_key_unref);
  g_ptr_array_add (self->keys, cpx_note_key_ref (key));
  self->seals = g_array_new (FALSE, FALSE, sizeof (CpxCheckpoint));
  g_array_set_clear_func (self->seals, (GDestroyNotify) cpx_checkpoint_clear);
  self->verifier = cpx_log_verifier_new ();
  self->report = g_new0 (CpxLogReport, 1);
}

static CpxLogReport *
verify (CpxPractice     *practice,
        CpxNoteKey      *key,
        GPtrArray       *outside,
        CpxLogProgress   progress,
        gpointer         user_data,
        GCancellable    *cancellable,
        GError         **error)
{
  g_auto(Verification) self = { NULL };

  begin (&self, practice, key);
  for (guint i = 0; outside != NULL && i < outside->len; i++)
    if (!add_seal (&self, g_ptr_array_index (outside, i), error))
      return NULL;
  if (cpx_practice_look (practice, "audit:read", look_seals, &self, NULL, error) == NULL)
    return NULL;
  expect_seals (&self);
  if (!verify_pieces (&self, progress, user_data, cancellable, error))
    return NULL;
  fill_report (&self);

  return g_steal_pointer (&self.report);
}

/**
 * cpx_practice_verify_log:
 * @practice: a practice
 * @key: (nullable): the key that is trusted; `NULL` for the one of the vault, which cannot vouch for itself
 * @outside: (nullable) (element-type CpxSignedNote): seals of this log that were kept outside the vault
 * @progress: (nullable) (scope call): told how far it got
 * @user_data: for @progress
 * @cancellable: (nullable): to give up
 * @error: where the refusal goes; what is wrong with the log is no error but the report's contents
 *
 * Goes through this post's whole log. Takes a second for some hundred thousand entries, on the thread of the caller.
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
  g_autoptr(CpxNoteKey) own = NULL;
  CpxLogReport *report;
  CpxHold hold;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  if (key == NULL)
    key = own = cpx_practice_load_log_key (practice, error);
  if (key == NULL || !cpx_closing_hold (cpx_practice_get_closing (practice), cancellable, &hold, error))
    return NULL;
  report = verify (practice, key, outside, progress, user_data, hold.cancellable, error);
  cpx_closing_release (cpx_practice_get_closing (practice), &hold);
  if (report == NULL)
    cpx_practice_error_translate (error);

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
  g_autoptr(CpxAuditTree) tree = cpx_audit_tree_open (txn, NULL, error);
  CpxLogVerdict *verdict = &self->report->verdict;

  if (tree == NULL)
    return NULL;
  self->report->n_entries = cpx_audit_tree_get_size (tree);
  for (guint i = 0; i < self->seals->len && verdict->fault == CPX_LOG_FAULT_NONE; i++)
    {
      const CpxCheckpoint *seal = &g_array_index (self->seals, CpxCheckpoint, i);

      if (seal->size > 0 && !compare_root (tree, seal, verdict, error))
        return NULL;
    }

  return GINT_TO_POINTER (TRUE);
}

/* Of the vault's own seals the last is enough: what it was set on bears out those before. */
static void
keep_last_seal (Verification *self)
{
  g_array_sort (self->seals, compare_seals);
  if (self->seals->len > 1)
    g_array_remove_range (self->seals, 0, self->seals->len - 1);
  self->report->sealed_size =
    self->seals->len > 0 ? g_array_index (self->seals, CpxCheckpoint, 0).size : 0;
}

/**
 * cpx_practice_verify_log_quickly:
 * @practice: a practice
 * @outside: (nullable) (element-type CpxSignedNote): seals of this log that were kept outside the vault
 * @error: where the fault goes; %CPX_SIGNED_NOTE_ERROR if one of @outside is no seal of this post
 *
 * Compares the roots of the log's stored hashes with the last seal and with @outside: at once, whatever the size of the
 * log. That the entries are those that were hashed only cpx_practice_verify_log() tells. Needs no permission: whoever
 * unlocks has it done.
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
  if (cpx_practice_look (practice, NULL, look_seals, &self, NULL, error) == NULL)
    return NULL;
  self.report->n_seals = self.seals->len;
  keep_last_seal (&self);
  for (guint i = 0; outside != NULL && i < outside->len; i++)
    if (!add_seal (&self, g_ptr_array_index (outside, i), error))
      return NULL;
  if (cpx_practice_look (practice, NULL, look_end, &self, NULL, error) == NULL)
    return NULL;
  if (self.report->verdict.fault != CPX_LOG_FAULT_NONE && self.report->sentence == NULL)
    self.report->sentence = cpx_log_verdict_dup_sentence (&self.report->verdict);
  self.report->sound = self.report->sentence == NULL;

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
