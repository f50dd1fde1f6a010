/* cpx-post-log.c: one post's log while it is verified: whose it is, its seals, and what the seals and others say of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-post-log-private.h"

#include "cpx-device-identity.h"
#include "cpx-log-origin-private.h"

#include <cpx-audit-log.h>
#include <cpx-base64.h>
#include <cpx-checkpoint-table.h>
#include <cpx-device.h>
#include <cpx-log-columns.h>
#include <cpx-store.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SEALS 100000

/* How the leaf of a seal begins: members are in the order of their names. */
#define SEAL_BEGINS "{\"action\":\"log.sealed\","

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
    case CPX_LOG_FAULT_HASHES: return _("the hashes kept of the entries are not theirs");
    case CPX_LOG_FAULT_UNREADABLE: return _("entries cannot be read, a page of the file is damaged");
    case CPX_LOG_FAULT_MISFILED: return _("the entry is filed under another patient or record than it says "
                                        "(“cpxctl audit reindex” files it as it says)");
    case CPX_LOG_FAULT_MISTIMED: return _("the times that put entries in order are not theirs");
    case CPX_LOG_FAULT_UNINDEXED: return _("the index hides an entry from searches or shows one too many "
                                         "(“cpxctl audit reindex” makes it anew)");
    case CPX_LOG_FAULT_FOREIGN: return _("the entry is not of this post: it says that another one wrote it, and was "
                                         "copied here (keep the file as it is, and compare it with a backup)");
    case CPX_LOG_FAULT_UNPROVED:   /* of bundles */
    case CPX_LOG_FAULT_MISSING:
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

void
cpx_post_log_free (CpxPostLog *self)
{
  g_free (self->name);
  g_free (self->follows);
  g_free (self->sentence);
  g_clear_pointer (&self->key, cpx_note_key_unref);
  g_array_unref (self->seals);
  g_array_unref (self->kept_sizes);
  cpx_log_verifier_free (self->verifier);
  g_free (self);
}

static void
seal_clear (CpxPostSeal *self)
{
  cpx_checkpoint_clear (&self->checkpoint);
}

static CpxPostLog *
log_new (const CpxId *device)
{
  CpxPostLog *self = g_new0 (CpxPostLog, 1);

  self->device = *device;
  cpx_id_format (device, self->device_id);
  self->seals = g_array_new (FALSE, FALSE, sizeof (CpxPostSeal));
  g_array_set_clear_func (self->seals, (GDestroyNotify) seal_clear);
  self->kept_sizes = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->verifier = cpx_log_verifier_new ();

  return self;
}

/* What a seal says, if it is one of this log and its signature holds. */
gboolean
cpx_post_log_read_seal (CpxSignedNote  *note,
                        CpxNoteKey     *key,
                        CpxCheckpoint  *out_checkpoint,
                        GError        **error)
{
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();
  g_autoptr(GPtrArray) verified = NULL;

  g_ptr_array_add (keys, key);
  verified = cpx_signed_note_verify (note, keys, error);
  if (verified == NULL || !cpx_checkpoint_parse (cpx_signed_note_get_text (note), out_checkpoint, error))
    return FALSE;
  if (g_str_equal (out_checkpoint->origin, cpx_note_key_get_name (key)))
    return TRUE;
  cpx_checkpoint_clear (out_checkpoint);
  g_set_error_literal (error, CPX_SIGNED_NOTE_ERROR, CPX_SIGNED_NOTE_ERROR_UNKNOWN,
                       _("This seal is of another journal"));

  return FALSE;
}

/* The first thing that is wrong is told. */
void
cpx_post_log_take_sentence (CpxPostLog *self,
                            char       *sentence)
{
  if (self->sentence == NULL)
    self->sentence = sentence;
  else
    g_free (sentence);
}

static char *
size_text (guint64 size)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, size);
}

/* A seal of the vault; one that its post did not sign, or that stands where another one stood, somebody wrote. */
static void
add_kept_seal (CpxPostLog                *self,
               const CpxStoredCheckpoint *stored)
{
  g_autoptr(CpxSignedNote) note = cpx_signed_note_parse (stored->note, strlen (stored->note), NULL);
  g_autofree char *size = size_text (stored->size);
  CpxPostSeal seal = { .is_outside = FALSE };

  g_array_prepend_val (self->kept_sizes, stored->size);
  if (note == NULL || self->key == NULL || !cpx_post_log_read_seal (note, self->key, &seal.checkpoint, NULL))
    {
      cpx_post_log_take_sentence (self, g_strdup_printf (_("The seal set on %s entries is false: this post’s key did "
                                                           "not sign it."), size));
      return;
    }
  if (seal.checkpoint.size != stored->size)
    cpx_post_log_take_sentence (self, g_strdup_printf (_("In the place of the seal set on %s entries there is another "
                                                         "one."), size));
  g_array_append_val (self->seals, seal);
}

static CpxNoteKey *
make_key (const char *device_id,
          CpxRecord  *post)
{
  g_autofree char *name = g_strconcat (CPX_LOG_ORIGIN_PREFIX, device_id, NULL);
  const char *text = cpx_record_get_text (post, CPX_DEVICE_PUBLIC_KEY);
  guint8 public_key[CPX_SIGNATURE_PUBLIC_KEY_SIZE];

  if (text == NULL || !cpx_base64_decode_exact (text, -1, public_key, sizeof public_key))
    return NULL;

  return cpx_note_key_new (name, CPX_NOTE_KEY_SIGNATURE, public_key);
}

/* The key of a post as its record has it; NOT_FOUND: the vault knows no such post. */
CpxNoteKey *
cpx_post_log_load_key (CpxTxn      *txn,
                       const char  *device_id,
                       GError     **error)
{
  g_autoptr(CpxRecord) post = cpx_txn_get (txn, &cpx_device_kind, device_id, error);
  CpxNoteKey *key = post != NULL ? make_key (device_id, post) : NULL;

  if (key == NULL && post != NULL)
    g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED,
                         _("The key of that post cannot be read: nothing it sealed can be verified."));

  return key;
}

/* Which log this one follows: its own entry says so, and so has the record to (3). */
static void
compare_origin (CpxPostLog *self,
                CpxTxn     *txn,
                CpxRecord  *post)
{
  const char *said = post != NULL ? cpx_record_get_text (post, CPX_DEVICE_RESTORED_FROM) : NULL;
  g_autoptr(GError) unread = NULL;
  gboolean found;

  /* What cannot be read is told when its entries are gone through. */
  if (cpx_log_origin_find (txn, &self->device, &found, &self->follows, &unread) &&
      g_strcmp0 (self->follows, said) != 0)
    cpx_post_log_take_sentence (self, g_strdup (_("What the post says of the log that this one follows is not what "
                                                  "the first entry says: it was altered.")));
  if (self->follows == NULL)
    self->follows = g_strdup (said);
}

/* Who wrote the log, as the vault says; the key that is trusted comes before the one of the vault. */
static void
identify (CpxPostLog *self,
          CpxTxn     *txn,
          CpxNoteKey *trusted)
{
  g_autofree char *device_id = cpx_id_dup_text (&self->device);
  g_autoptr(CpxRecord) post = cpx_txn_get (txn, &cpx_device_kind, device_id, NULL);

  if (post != NULL)
    self->name = g_strdup (cpx_record_get_text (post, CPX_DEVICE_NAME));
  if (self->name == NULL)
    self->name = g_strdup (device_id);
  if (post != NULL)
    self->key = make_key (device_id, post);
  compare_origin (self, txn, post);
  if (g_str_has_suffix (cpx_note_key_get_name (trusted), device_id))
    {
      g_clear_pointer (&self->key, cpx_note_key_unref);
      self->key = cpx_note_key_ref (trusted);
    }
}

CpxPostLog *
cpx_post_log_read (CpxTxn       *txn,
                   const CpxId  *device,
                   CpxNoteKey   *trusted,
                   gboolean      all_seals,
                   GError      **error)
{
  g_autoptr(GPtrArray) stored = cpx_checkpoint_table_list (txn, device, G_MAXUINT64, all_seals ? MAX_SEALS : 1, error);
  g_autoptr(GError) failure = NULL;
  gint64 n_total = stored != NULL ? cpx_audit_log_count (txn, device, &failure) : -1;
  CpxPostLog *self;

  if (n_total < 0 && !cpx_store_error_is_damage (failure))
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  self = log_new (device);
  self->n_total = (guint64) MAX (n_total, 0);
  if (n_total < 0)
    self->verdict.fault = CPX_LOG_FAULT_UNREADABLE;
  identify (self, txn, trusted);
  for (guint i = 0; i < stored->len; i++)
    add_kept_seal (self, g_ptr_array_index (stored, i));

  return self;
}

static int
compare_seals (gconstpointer a,
               gconstpointer b)
{
  guint64 one = ((const CpxPostSeal *) a)->checkpoint.size, other = ((const CpxPostSeal *) b)->checkpoint.size;

  return one < other ? -1 : one > other;
}

void
cpx_post_log_sort_seals (CpxPostLog *self)
{
  g_array_sort (self->seals, compare_seals);
}

void
cpx_post_log_expect_seals (CpxPostLog *self)
{
  cpx_post_log_sort_seals (self);
  for (guint i = 0; i < self->seals->len; i++)
    {
      const CpxPostSeal *seal = &g_array_index (self->seals, CpxPostSeal, i);

      if (seal->is_outside)
        cpx_log_verifier_expect_outside_root (self->verifier, seal->checkpoint.size, &seal->checkpoint.root);
      else
        cpx_log_verifier_expect_root (self->verifier, seal->checkpoint.size, &seal->checkpoint.root);
    }
}

/* An entry that tells of a seal without the seal: invariant 2 of cpx-verify-log.c. */
void
cpx_post_log_compare_seal (CpxPostLog *self,
                           guint64     size,
                           const void *leaf,
                           gsize       leaf_size)
{
  const GArray *kept = self->kept_sizes;
  g_autofree char *text = NULL;

  if (leaf_size < strlen (SEAL_BEGINS) || memcmp (leaf, SEAL_BEGINS, strlen (SEAL_BEGINS)) != 0)
    return;
  while (self->next_kept < kept->len && g_array_index (kept, guint64, self->next_kept) < size)
    self->next_kept++;
  if (self->next_kept < kept->len && g_array_index (kept, guint64, self->next_kept) == size)
    return;
  text = size_text (size);
  cpx_post_log_take_sentence (self,
                              g_strdup_printf (_("The seal set on %s entries is missing: it was removed."), text));
}

/* The last entry of a log that was left, and any after it: invariant 3. */
void
cpx_post_log_compare_left (CpxPostLog          *self,
                           guint64              size,
                           const CpxMerkleHash *kept_hash)
{
  if (self->left_size == 0 || size < self->left_size || self->verdict.fault != CPX_LOG_FAULT_NONE)
    return;
  if (size > self->left_size)
    self->verdict = (CpxLogVerdict) { CPX_LOG_FAULT_INSERTED, size - 1, size - 1 };
  else if (self->has_left_hash && !cpx_merkle_hash_equal (kept_hash, &self->left_hash))
    self->verdict = (CpxLogVerdict) { CPX_LOG_FAULT_ALTERED, size - 1, size - 1 };
}

/* What entries are found by, but not hashed, against what is: invariant 5. The first fault stands. */
void
cpx_post_log_compare_columns (CpxPostLog           *self,
                              const CpxAuditLogRow *row)
{
  CpxLogVerdict *filed = &self->filed;

  if (filed->fault == CPX_LOG_FAULT_NONE)
    *filed = (CpxLogVerdict) { cpx_log_columns_compare (row, self->device_id), row->index, row->index };
  if (filed->fault == CPX_LOG_FAULT_NONE && row->index > 0 && row->hlc <= self->last_hlc)
    *filed = (CpxLogVerdict) { CPX_LOG_FAULT_MISTIMED, row->index - 1, row->index };
  self->last_hlc = row->hlc;
}

/* Of these logs, that of a post. */
CpxPostLog *
cpx_post_logs_find (GPtrArray   *logs,
                    const CpxId *device)
{
  for (guint i = 0; i < logs->len; i++)
    {
      CpxPostLog *log = g_ptr_array_index (logs, i);

      if (cpx_id_equal (&log->device, device))
        return log;
    }

  return NULL;
}

/* What the verifier found comes first: it names the first entry; but it cannot know what could not be read. */
void
cpx_post_log_conclude (CpxPostLog *self)
{
  CpxLogVerdict found = cpx_log_verifier_get_verdict (self->verifier);
  gboolean unread = self->verdict.fault == CPX_LOG_FAULT_UNREADABLE && found.fault == CPX_LOG_FAULT_TRUNCATED;

  if (found.fault != CPX_LOG_FAULT_NONE && !unread)
    self->verdict = found;
  else if (self->verdict.fault == CPX_LOG_FAULT_NONE && self->n_total < self->left_size)
    self->verdict = (CpxLogVerdict) { CPX_LOG_FAULT_TRUNCATED, self->n_total, self->left_size - 1 };
  else if (self->verdict.fault == CPX_LOG_FAULT_NONE && self->sentence == NULL)
    self->verdict = self->filed;
  if (self->verdict.fault == CPX_LOG_FAULT_NONE)
    return;
  g_free (self->sentence);
  self->sentence = cpx_log_verdict_dup_sentence (&self->verdict);
}
