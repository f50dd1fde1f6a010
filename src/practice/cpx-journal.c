/* cpx-journal.c: permission, validation, then row, change, audit entry: all of them or none.
 *
 * Invariants, which the tests number alike:
 *   1. Who lacks the permission writes nothing and learns which one.
 *   2. A record to which the write brings a blocking finding is not written; the error names the field.
 *   3. A reference names a record that exists and is of the right kind.
 *   4. After a refusal the transaction is undone whole by the store: no row, no change, no entry.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-journal-private.h"

#include "cpx-practice-private.h"

#include <cpx-blob-table.h>
#include <glib/gi18n-lib.h>

/* A patient and a hundred lines of history in one transaction look the patient up once. */
static void
remember (CpxJournal *self,
          CpxRecord  *record)
{
  if (self->known == NULL)
    self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_replace (self->known, g_strdup (cpx_record_get_id (record)), (gpointer) cpx_record_get_kind (record));
}

static gboolean
check_reference (CpxJournal     *self,
                 CpxRecord      *record,
                 int             field,
                 const CpxField *declared,
                 GError        **error)
{
  const char *id = cpx_record_get_text (record, field);
  const CpxKind *target = cpx_kinds_find (declared->target);
  g_autoptr(GError) local_error = NULL;
  g_autoptr(CpxRecord) found = NULL;

  if (self->known != NULL && g_hash_table_lookup (self->known, id) == target)
    return TRUE;
  found = cpx_txn_get (self->txn, target, id, &local_error);
  if (found != NULL)
    {
      remember (self, found);
      return TRUE;
    }
  if (!g_error_matches (local_error, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
               _("%s: there is no “%s” with the identifier %s."), cpx_field_get_label (declared),
               cpx_kind_get_label (target), id);

  return FALSE;
}

/* Only what the write sets is looked up: a record may well outlive what an old field of it names. */
static gboolean
check_references (CpxJournal  *self,
                  CpxRecord   *before,
                  CpxRecord   *after,
                  GError     **error)
{
  const CpxKind *kind = cpx_record_get_kind (after);
  CpxFieldSet changed = before != NULL ? cpx_record_diff (before, after) : ~(CpxFieldSet) 0;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      if (kind->fields[i].type != CPX_FIELD_REFERENCE || (changed & CPX_FIELD_BIT (i)) == 0)
        continue;
      if (cpx_record_has (after, (int) i) && !check_reference (self, after, (int) i, &kind->fields[i], error))
        return FALSE;
    }

  return TRUE;
}

static CpxReceipt *
make_receipt (CpxRecord        *record,
              const CpxWritten *written,
              GPtrArray        *findings)
{
  char change_id[CPX_ID_TEXT_LENGTH + 1];

  if (!written->changed)
    return cpx_receipt_new (record, NULL, 0, findings);
  cpx_id_format (&written->change_id, change_id);

  return cpx_receipt_new (record, change_id, written->audit_index, findings);
}

static gboolean
check_kind (CpxJournal     *self,
            const CpxKind  *kind,
            const char     *permission,
            GError        **error)
{
  g_autofree char *usual = NULL;

  if (permission == NULL)
    permission = usual = g_strconcat (cpx_access_get_noun (kind), ":write", NULL);

  return cpx_journal_check (self, permission, error);
}

/**
 * cpx_journal_get_practice:
 * @self: a journal
 *
 * Returns: (transfer none): the practice it writes for
 */
CpxPractice *
cpx_journal_get_practice (CpxJournal *self)
{
  return self->practice;
}

/**
 * cpx_journal_get_txn:
 * @self: a journal
 *
 * Returns: (transfer none): the transaction, for reading what a rule needs to see
 */
CpxTxn *
cpx_journal_get_txn (CpxJournal *self)
{
  return self->txn;
}

/**
 * cpx_journal_get_roles:
 * @self: a journal
 *
 * Returns: the roles of who writes
 */
CpxRoles
cpx_journal_get_roles (CpxJournal *self)
{
  return self->actor.roles;
}

/**
 * cpx_journal_get_user_id:
 * @self: a journal
 *
 * Returns: (transfer none) (nullable): who writes
 */
const char *
cpx_journal_get_user_id (CpxJournal *self)
{
  return self->actor.user_id;
}

/**
 * cpx_journal_check:
 * @self: a journal
 * @permission: a `noun:verb` of cpx-access.c
 * @error: where the refusal goes
 *
 * Returns: `TRUE` if who writes has @permission
 */
gboolean
cpx_journal_check (CpxJournal  *self,
                   const char  *permission,
                   GError     **error)
{
  return cpx_access_check (self->actor.roles, permission, error);
}

/**
 * cpx_journal_read:
 * @self: a journal
 * @kind: a kind of record
 * @id: which one
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the record as this transaction sees it
 */
CpxRecord *
cpx_journal_read (CpxJournal     *self,
                  const CpxKind  *kind,
                  const char     *id,
                  GError        **error)
{
  g_autoptr(GError) local_error = NULL;
  CpxRecord *record = cpx_txn_get (self->txn, kind, id, &local_error);

  if (record == NULL && g_error_matches (local_error, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND))
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND,
                 _("There is no “%s” with the identifier %s: look it up in its list."), cpx_kind_get_label (kind), id);
  else if (record == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return record;
}

static CpxReceipt *
save (CpxJournal      *self,
      const CpxWrite  *write,
      const char      *permission,
      GError         **error)
{
  CpxWritten written = { 0 };
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(CpxRecord) saved = NULL;

  if (!check_kind (self, cpx_record_get_kind (write->after), permission, error))
    return NULL;

  findings = cpx_record_validate_change (write->before, write->after);
  if (cpx_findings_to_error (findings, error) || !check_references (self, write->before, write->after, error) ||
      !cpx_txn_write (self->txn, write, &saved, &written, error))
    {
      cpx_practice_error_translate (error);
      return NULL;
    }
  remember (self, saved);

  return make_receipt (saved, &written, findings);
}

/**
 * cpx_journal_save:
 * @self: a journal
 * @before: (nullable): the record as its author read it; `NULL` for a new one
 * @after: the record as they want it
 * @permission: (nullable): what is asked; `NULL` for `noun:write` of the kind
 * @action: what the audit log calls it, "patient.edited"
 * @reason: (nullable): why, kept in clear
 * @error: where the refusal goes
 *
 * Writes one record if its author may and if it is valid. Fields that others changed since @before and that
 * @after leaves alone keep the others' values; a field that both changed is %CPX_PRACTICE_ERROR_CONFLICT.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_journal_save (CpxJournal  *self,
                  CpxRecord   *before,
                  CpxRecord   *after,
                  const char  *permission,
                  const char  *action,
                  const char  *reason,
                  GError     **error)
{
  CpxWrite write = { .actor = self->actor, .before = before, .after = after, .action = action, .reason = reason };

  return save (self, &write, permission, error);
}

/**
 * cpx_journal_save_with:
 * @self: a journal
 * @before: (nullable): the record as its author read it; `NULL` for a new one
 * @after: the record as they want it
 * @permission: (nullable): what is asked; `NULL` for `noun:write` of the kind
 * @action: what the audit log calls it
 * @first: what an earlier write of this transaction left behind
 * @error: where the refusal goes
 *
 * Does cpx_journal_save() and has the change name that of @first, if it made one (CpxChangeHead.follows), so that who
 * undoes one knows the other.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_journal_save_with (CpxJournal  *self,
                       CpxRecord   *before,
                       CpxRecord   *after,
                       const char  *permission,
                       const char  *action,
                       CpxReceipt  *first,
                       GError     **error)
{
  const char *first_id = cpx_receipt_get_change_id (first);
  g_autoptr(json_t) details = first_id != NULL ? json_pack ("{s:s}", "follows", first_id) : NULL;
  CpxWrite write = { .actor = self->actor, .before = before, .after = after, .action = action, .details = details };

  return save (self, &write, permission, error);
}

/**
 * cpx_journal_save_detailed:
 * @self: a journal
 * @before: (nullable): the record as its author read it; `NULL` for a new one
 * @after: the record as they want it
 * @permission: (nullable): what is asked; `NULL` for `noun:write` of the kind
 * @action: what the audit log calls it
 * @details: an object that the audit log keeps, sealed, beside the values: what the decision was made on
 * @error: where the refusal goes
 *
 * Does cpx_journal_save() for a decision that has more to it than the fields of the record.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_journal_save_detailed (CpxJournal  *self,
                           CpxRecord   *before,
                           CpxRecord   *after,
                           const char  *permission,
                           const char  *action,
                           json_t      *details,
                           GError     **error)
{
  CpxWrite write = { .actor = self->actor, .before = before, .after = after, .action = action, .details = details };

  return save (self, &write, permission, error);
}

/**
 * cpx_journal_remove:
 * @self: a journal
 * @record: the record as its author sees it
 * @permission: (nullable): what is asked; `NULL` for `noun:write` of the kind
 * @action: what the audit log calls it
 * @error: where the refusal goes
 *
 * Leaves a tombstone: the record's changes stay, and can bring it back.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_journal_remove (CpxJournal  *self,
                    CpxRecord   *record,
                    const char  *permission,
                    const char  *action,
                    GError     **error)
{
  CpxWrite write = { .actor = self->actor, .before = record, .action = action };
  CpxWritten written = { 0 };

  if (!check_kind (self, cpx_record_get_kind (record), permission, error))
    return NULL;
  if (!cpx_txn_write (self->txn, &write, NULL, &written, error))
    {
      cpx_practice_error_translate (error);
      return NULL;
    }
  if (self->known != NULL)
    g_hash_table_remove (self->known, cpx_record_get_id (record));

  return make_receipt (NULL, &written, NULL);
}

/**
 * cpx_journal_erase:
 * @self: a journal
 * @patient_id: a patient
 * @legal_basis: why, as the law names it; kept in clear
 * @error: where the refusal goes
 *
 * Purges what is kept of a patient and destroys their key. What the audit log says of them stays, and proves what it
 * proved, and can never be read again.
 *
 * Returns: (transfer full) (nullable): what it left behind: no record
 */
CpxReceipt *
cpx_journal_erase (CpxJournal  *self,
                   const char  *patient_id,
                   const char  *legal_basis,
                   GError     **error)
{
  guint64 audit_index = 0;

  if (!cpx_journal_check (self, "patient:erase", error))
    return NULL;
  if (!cpx_txn_erase (self->txn, &self->actor, patient_id, legal_basis, &audit_index, error))
    {
      cpx_practice_error_translate (error);
      return NULL;
    }

  return cpx_receipt_new (NULL, NULL, audit_index, NULL);
}

/**
 * cpx_journal_note:
 * @self: a journal
 * @permission: (nullable): what is asked; `NULL` if nothing
 * @action: what the audit log calls it, "backup.made"
 * @about: (nullable): the record it is about
 * @details: (nullable): an object, kept sealed
 * @error: where the refusal goes
 *
 * Writes an entry of the audit log for something that changes no record.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_journal_note (CpxJournal  *self,
                  const char  *permission,
                  const char  *action,
                  CpxRecord   *about,
                  json_t      *details,
                  GError     **error)
{
  return cpx_journal_note_reason (self, permission, action, about, NULL, details, error);
}

/**
 * cpx_journal_note_reason:
 * @self: a journal
 * @permission: (nullable): what is asked; `NULL` if nothing
 * @action: what the audit log calls it, "patient.glass-broken"
 * @about: (nullable): the record it is about
 * @reason: (nullable): why, kept in clear
 * @details: (nullable): an object, kept sealed
 * @error: where the refusal goes
 *
 * Does cpx_journal_note() for what needs a reason.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_journal_note_reason (CpxJournal  *self,
                         const char  *permission,
                         const char  *action,
                         CpxRecord   *about,
                         const char  *reason,
                         json_t      *details,
                         GError     **error)
{
  CpxNote note = { .actor = self->actor, .action = action, .reason = reason, .details = details };
  guint64 audit_index = 0;

  if (permission != NULL && !cpx_journal_check (self, permission, error))
    return NULL;
  if (about != NULL)
    {
      note.kind = cpx_record_get_kind (about)->name;
      note.id = cpx_record_get_id (about);
      note.patient_id = cpx_record_get_patient_id (about);
    }
  if (!cpx_txn_note (self->txn, &note, &audit_index, error))
    {
      cpx_practice_error_translate (error);
      return NULL;
    }

  return cpx_receipt_new (about, NULL, audit_index, NULL);
}

/**
 * cpx_journal_keep_blob:
 * @self: a journal
 * @content: what a record of the same transaction will name by its hash
 * @error: where the fault goes
 *
 * Keeps a content, once however often it is given. It says nothing by itself: the record that names it is journalled.
 *
 * Returns: (transfer full) (nullable): its SHA-256, in hexadecimal
 */
char *
cpx_journal_keep_blob (CpxJournal  *self,
                       GBytes      *content,
                       GError     **error)
{
  guint8 hash[CPX_BLOB_HASH_SIZE];
  GString *text;

  if (!cpx_blob_table_add (self->txn, content, hash, error))
    {
      cpx_practice_error_translate (error);
      return NULL;
    }
  text = g_string_sized_new (2 * CPX_BLOB_HASH_SIZE);
  for (guint i = 0; i < CPX_BLOB_HASH_SIZE; i++)
    g_string_append_printf (text, "%02x", hash[i]);

  return g_string_free (text, FALSE);
}

/**
 * cpx_journal_note_past:
 * @self: a journal
 * @action: what the audit log calls it
 * @patient_id: (nullable): whose file the user opened; `NULL` for what nobody who had unlocked did
 * @details: (nullable): an object, kept sealed
 * @time_us: when it happened
 * @out_audit_index: (out) (optional): the entry
 * @error: where the fault goes
 *
 * Writes an entry for something that could not be written when it happened.
 *
 * Returns: `TRUE` if it is in the transaction
 */
gboolean
cpx_journal_note_past (CpxJournal  *self,
                       const char  *action,
                       const char  *patient_id,
                       json_t      *details,
                       gint64       time_us,
                       guint64     *out_audit_index,
                       GError     **error)
{
  CpxNote note = { .action = action, .details = details, .time_us = time_us };

  if (patient_id != NULL)
    {
      note.actor = self->actor;
      note.kind = "patient";
      note.id = patient_id;
      note.patient_id = patient_id;
    }

  return cpx_txn_note (self->txn, &note, out_audit_index, error) || cpx_practice_error_translate (error);
}
