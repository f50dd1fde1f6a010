/* cpx-lock-coding.c: who reopens signs for it, with their passphrase: user, roles, reason and that it was signed are in
 * the audit log.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-lock-coding.h"

#include "cpx-journal.h"
#include "cpx-own-signature.h"

#include <cpx-coding.h>
#include <cpx-intervention.h>
#include <cpx-record-builder.h>
#include <glib/gi18n-lib.h>

/* Which coding; with a reason it is reopened. */
typedef struct
{
  char      *coding_id;
  char      *reason;      /* (nullable) */
  CpxSecret *passphrase;  /* (nullable): of who reopens */
  CpxSecret *code;        /* (nullable): of their telephone */
} Request;

/* What came of it. */
typedef struct
{
  GPtrArray       *receipts;   /* (owned): what it left behind */
  CpxOwnSignature  signature;
} Outcome;

static Request *
request_new (const char *coding_id,
             const char *reason,
             const char *passphrase,
             const char *code)
{
  Request *self = g_new0 (Request, 1);

  self->coding_id = g_strdup (coding_id);
  self->reason = g_strdup (reason);
  self->passphrase = passphrase != NULL ? cpx_secret_new_from_text (passphrase) : NULL;
  self->code = code != NULL ? cpx_secret_new_from_text (code) : NULL;

  return self;
}

static void
request_free (Request *self)
{
  g_free (self->coding_id);
  g_free (self->reason);
  g_clear_pointer (&self->passphrase, cpx_secret_unref);
  g_clear_pointer (&self->code, cpx_secret_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static Outcome *
outcome_new (void)
{
  Outcome *self = g_new0 (Outcome, 1);

  self->receipts = g_ptr_array_new_with_free_func (g_object_unref);
  self->signature = CPX_OWN_SIGNATURE_GOOD;

  return self;
}

static void
outcome_free (Outcome *self)
{
  g_clear_pointer (&self->receipts, g_ptr_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outcome, outcome_free)

static CpxRecord *
read_coding (CpxJournal  *journal,
             const char  *coding_id,
             const char  *state,
             const char  *sentence,
             GError     **error)
{
  g_autoptr(CpxRecord) coding = cpx_journal_read (journal, &cpx_coding_kind, coding_id, error);

  if (coding == NULL)
    return NULL;
  if (g_strcmp0 (cpx_record_get_text (coding, CPX_CODING_STATE), state) == 0)
    return g_steal_pointer (&coding);
  g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED, sentence);

  return NULL;
}

static gboolean
save_state (CpxJournal  *journal,
            CpxRecord   *coding,
            const char  *state,
            Request     *reopening,
            GPtrArray   *receipts,
            GError     **error)
{
  gboolean locks = reopening == NULL;
  g_autoptr(json_t) signature = json_pack ("{s:s}", "signature", !locks && reopening->code != NULL ? "passphrase+code"
                                                                                                  : "passphrase");
  CpxRecordBuilder *builder = cpx_record_builder_new_from (coding);
  g_autoptr(CpxRecord) after = NULL;
  CpxReceipt *receipt;

  cpx_record_builder_set_text (builder, CPX_CODING_STATE, state);
  cpx_record_builder_set_text (builder, CPX_CODING_DECIDED_BY, cpx_journal_get_user_id (journal));
  if (!locks)
    cpx_record_builder_set_text (builder, CPX_CODING_REOPENING_REASON, reopening->reason);
  after = cpx_record_builder_end (builder);
  if (locks)
    receipt = cpx_journal_save (journal, coding, after, "coding:lock", "coding.locked", NULL, error);
  else
    receipt = cpx_journal_save_detailed (journal, coding, after, "coding:reopen", "coding.reopened", signature, error);
  if (receipt != NULL)
    g_ptr_array_add (receipts, receipt);

  return receipt != NULL;
}

/* The operation is to be coded again; one that is billed is not: the invoice says what was charged. */
static gboolean
uncode (CpxJournal  *journal,
        CpxRecord   *coding,
        GPtrArray   *receipts,
        GError     **error)
{
  const char *id = cpx_record_get_text (coding, CPX_CODING_INTERVENTION);
  g_autoptr(CpxRecord) intervention = cpx_journal_read (journal, &cpx_intervention_kind, id, error);
  g_autoptr(CpxRecord) after = NULL;
  CpxReceipt *receipt;

  if (intervention == NULL)
    return FALSE;
  if (g_strcmp0 (cpx_record_get_text (intervention, CPX_INTERVENTION_STATE), "billed") == 0)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                   _("This operation is billed: its acts stand."));
      return FALSE;
    }
  after = cpx_record_with_text (intervention, CPX_INTERVENTION_STATE, "done");
  receipt = cpx_journal_save (journal, intervention, after, "coding:reopen", "intervention.uncoded", NULL, error);
  if (receipt != NULL)
    g_ptr_array_add (receipts, receipt);

  return receipt != NULL;
}

/**
 * cpx_lock_coding:
 * @journal: the journal of a transaction
 * @coding_id: a coding that is validated
 * @error: where the refusal goes
 *
 * From here on its acts stand.
 *
 * Returns: (transfer full) (element-type CpxReceipt) (nullable): what it left behind
 */
GPtrArray *
cpx_lock_coding (CpxJournal  *journal,
                 const char  *coding_id,
                 GError     **error)
{
  g_autoptr(CpxRecord) coding = NULL;
  g_autoptr(GPtrArray) receipts = g_ptr_array_new_with_free_func (g_object_unref);

  if (!cpx_journal_check (journal, "coding:lock", error))
    return NULL;
  coding = read_coding (journal, coding_id, "validated", _("Only a validated coding is locked: validate it first."),
                        error);
  if (coding == NULL || !save_state (journal, coding, "locked", NULL, receipts, error))
    return NULL;

  return g_steal_pointer (&receipts);
}

/* After a refused signature the entry that says so is to be committed, and nothing else is in it. */
static Outcome *
reopen_coding (CpxJournal  *journal,
               Request     *request,
               GError     **error)
{
  g_autoptr(CpxRecord) coding = NULL;
  g_autoptr(Outcome) outcome = outcome_new ();

  if (!cpx_journal_check (journal, "coding:reopen", error))
    return NULL;
  coding = read_coding (journal, request->coding_id, "locked",
                        _("Only a locked coding is reopened: this one is not locked."), error);
  if (coding == NULL)
    return NULL;
  outcome->signature = cpx_own_signature_check_with_code (journal, request->passphrase, request->code,
                                                          "coding.signature-refused", coding, error);
  if (outcome->signature == CPX_OWN_SIGNATURE_FAILED)
    return NULL;
  if (outcome->signature == CPX_OWN_SIGNATURE_GOOD &&
      (!save_state (journal, coding, "reopened", request, outcome->receipts, error) ||
       !uncode (journal, coding, outcome->receipts, error)))
    return NULL;

  return g_steal_pointer (&outcome);
}

/* A CpxDeedFunc. */
static gpointer
lock_or_reopen (CpxJournal  *journal,
                gpointer     data,
                GError     **error)
{
  Request *request = data;
  g_autoptr(Outcome) outcome = NULL;

  if (request->reason != NULL)
    return reopen_coding (journal, request, error);
  outcome = outcome_new ();
  g_ptr_array_unref (outcome->receipts);
  outcome->receipts = cpx_lock_coding (journal, request->coding_id, error);

  return outcome->receipts != NULL ? g_steal_pointer (&outcome) : NULL;
}

static GPtrArray *
finish (CpxPractice  *practice,
        Outcome      *result,
        GError      **error)
{
  g_autoptr(Outcome) outcome = result;

  if (outcome == NULL)
    return NULL;
  if (outcome->signature == CPX_OWN_SIGNATURE_GOOD)
    return g_steal_pointer (&outcome->receipts);
  cpx_own_signature_settle (practice);
  if (outcome->signature == CPX_OWN_SIGNATURE_REFUSED_CODE)
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_WRONG_CODE,
                 _("Incorrect one-time code, or one that was used already: wait for the next one. The coding stays "
                   "locked, and the attempt stands in the journal."));
  else
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_WRONG_PASSPHRASE,
                 _("This is not your passphrase: the coding stays locked, and the attempt stands in the journal."));

  return NULL;
}

/**
 * cpx_practice_lock_coding:
 * @practice: a practice
 * @coding_id: a coding that is validated
 * @error: where the refusal goes
 *
 * Does cpx_lock_coding() and waits until it is durable.
 *
 * Returns: (transfer full) (element-type CpxReceipt) (nullable): what it left behind
 */
GPtrArray *
cpx_practice_lock_coding (CpxPractice  *practice,
                          const char   *coding_id,
                          GError      **error)
{
  Request request = { .coding_id = (char *) coding_id };

  return finish (practice, cpx_practice_perform (practice, lock_or_reopen, &request, (GDestroyNotify) outcome_free,
                                                 error), error);
}

/**
 * cpx_practice_reopen_coding:
 * @practice: a practice
 * @coding_id: a coding that is locked
 * @reason: why, in 20 characters at least
 * @passphrase: the user's own, typed again
 * @one_time_code: (nullable): six digits that were not used, for who has a second factor
 * @error: where the refusal goes
 *
 * Lets the acts of a locked coding change again; its operation is to be coded again. Waits until it is durable. Another
 * passphrase than the user's is %CPX_PRACTICE_ERROR_WRONG_PASSPHRASE, another code %CPX_PRACTICE_ERROR_WRONG_CODE, and
 * both are written down; a code that is missing is %CPX_PRACTICE_ERROR_NEED_CODE.
 *
 * Returns: (transfer full) (element-type CpxReceipt) (nullable): what it left behind
 */
GPtrArray *
cpx_practice_reopen_coding (CpxPractice  *practice,
                            const char   *coding_id,
                            const char   *reason,
                            const char   *passphrase,
                            const char   *one_time_code,
                            GError      **error)
{
  g_autoptr(Request) request = NULL;

  g_return_val_if_fail (reason != NULL && passphrase != NULL, NULL);

  request = request_new (coding_id, reason, passphrase, one_time_code);

  return finish (practice, cpx_practice_perform (practice, lock_or_reopen, request, (GDestroyNotify) outcome_free,
                                                 error), error);
}

/**
 * cpx_practice_lock_coding_async:
 * @practice: a practice
 * @coding_id: a coding
 * @reason: (nullable): `NULL` to lock it; why, to reopen it
 * @passphrase: (nullable): the user's own, typed again, to reopen it
 * @one_time_code: (nullable): six digits that were not used, for who has a second factor
 * @callback: called when it is durable, or refused
 * @user_data: for @callback
 *
 * Does cpx_lock_coding() or cpx_practice_reopen_coding().
 */
void
cpx_practice_lock_coding_async (CpxPractice         *practice,
                                const char          *coding_id,
                                const char          *reason,
                                const char          *passphrase,
                                const char          *one_time_code,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));
  g_return_if_fail (reason == NULL || passphrase != NULL);

  cpx_practice_perform_async (practice, lock_or_reopen, request_new (coding_id, reason, passphrase, one_time_code),
                              (GDestroyNotify) request_free, (GDestroyNotify) outcome_free, NULL, callback, user_data);
}

/**
 * cpx_practice_lock_coding_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (element-type CpxReceipt) (nullable): what it left behind
 */
GPtrArray *
cpx_practice_lock_coding_finish (CpxPractice   *practice,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return finish (practice, cpx_practice_perform_finish (practice, result, error), error);
}
