/* cpx-erase-patient.c: for good, and only where the law asks for it.
 *
 * A file is kept for twenty years (art. R. 1112-7 CSP), which the right to erasure does not shorten (art. 17.3 RGPD):
 * so whoever erases states the legal basis, which stands in clear in the audit log and is all that is left. The entries
 * about the patient stay where they are and prove what they proved; what was sealed in them nobody reads any more.
 * Files that were merged into this one are the same person's, and go with it. Backups made before hold it until they
 * expire.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-erase-patient.h"

#include "cpx-journal.h"
#include "cpx-own-signature.h"
#include "cpx-practice-private.h"

#include <cpx-act.h>
#include <cpx-patient-keys.h>
#include <cpx-patient.h>

#include <glib/gi18n-lib.h>

/* Whom, and why. */
typedef struct
{
  char      *patient_id;
  char      *legal_basis;
  CpxSecret *passphrase;   /* (nullable): of who signs it */
  CpxSecret *code;         /* (nullable): of their second factor */
} Request;

/* What became of the signature, and of the file. */
typedef struct
{
  CpxOwnSignature  signature;
  CpxReceipt      *receipt;   /* (owned) (nullable): NULL where the signature was refused, which the transaction says */
} Outcome;

static void
outcome_free (Outcome *self)
{
  g_clear_object (&self->receipt);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outcome, outcome_free)

static void
request_free (Request *self)
{
  g_free (self->patient_id);
  g_free (self->legal_basis);
  g_clear_pointer (&self->passphrase, cpx_secret_unref);
  g_clear_pointer (&self->code, cpx_secret_unref);
  g_free (self);
}

static gboolean
check_basis (const char  *legal_basis,
             GError     **error)
{
  if (cpx_act_count_reason (legal_basis) >= CPX_ACT_MIN_REASON)
    return TRUE;
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
               _("Erasure: state the legal basis in %d characters at least; it stays in the audit log."),
               CPX_ACT_MIN_REASON);

  return FALSE;
}

/* The whole person is erased, by the file that stands for them. */
static CpxRecord *
read_file (CpxJournal  *journal,
           const char  *patient_id,
           GError     **error)
{
  g_autoptr(CpxRecord) patient = cpx_journal_read (journal, &cpx_patient_kind, patient_id, error);

  if (patient == NULL || !cpx_record_has (patient, CPX_PATIENT_MERGED_INTO))
    return g_steal_pointer (&patient);
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
               _("This file was merged into another: erase that one (%s), and both go."),
               cpx_record_get_text (patient, CPX_PATIENT_MERGED_INTO));

  return NULL;
}

/* Those merged into it, and those merged into these. */
static gboolean
erase_merged (CpxJournal  *journal,
              const char  *patient_id,
              const char  *legal_basis,
              GError     **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_patient_kind);
  g_autoptr(GPtrArray) aliases = NULL;

  cpx_query_set_scope (query, CPX_QUERY_ALL);
  cpx_query_where (query, CPX_PATIENT_MERGED_INTO, patient_id);
  aliases = cpx_txn_list (cpx_journal_get_txn (journal), query, error);
  for (guint i = 0; aliases != NULL && i < aliases->len; i++)
    {
      const char *alias_id = cpx_record_get_id (g_ptr_array_index (aliases, i));
      g_autoptr(CpxReceipt) receipt = NULL;

      if (!erase_merged (journal, alias_id, legal_basis, error))
        return FALSE;
      receipt = cpx_journal_erase (journal, alias_id, legal_basis, error);
      if (receipt == NULL)
        return FALSE;
    }

  return aliases != NULL;
}

/**
 * cpx_erase_patient:
 * @journal: the journal of a transaction
 * @patient_id: a patient's file
 * @legal_basis: why, in 20 characters at least; kept in clear
 * @error: where the refusal goes
 *
 * Erases a file, and those merged into it, for good.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_erase_patient (CpxJournal  *journal,
                   const char  *patient_id,
                   const char  *legal_basis,
                   GError     **error)
{
  g_autofree char *basis = g_strstrip (g_strdup (legal_basis != NULL ? legal_basis : ""));
  g_autoptr(CpxRecord) patient = NULL;

  if (!cpx_journal_check (journal, "patient:erase", error) || !check_basis (basis, error))
    return NULL;
  patient = read_file (journal, patient_id, error);
  if (patient == NULL || !erase_merged (journal, patient_id, basis, error))
    return NULL;

  return cpx_journal_erase (journal, patient_id, basis, error);
}

/* A CpxDeedFunc. */
static gpointer
erase (CpxJournal  *journal,
       gpointer     data,
       GError     **error)
{
  Request *request = data;

  return cpx_erase_patient (journal, request->patient_id, request->legal_basis, error);
}

/**
 * cpx_practice_erase_patient:
 * @practice: a practice
 * @patient_id: a patient's file
 * @legal_basis: why
 * @error: where the refusal goes
 *
 * Does cpx_erase_patient() and waits until it is durable.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_erase_patient (CpxPractice  *practice,
                            const char   *patient_id,
                            const char   *legal_basis,
                            GError      **error)
{
  Request request = { (char *) patient_id, (char *) legal_basis };

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_perform (practice, erase, &request, g_object_unref, error);
}

static Outcome *
sign_and_erase (CpxJournal     *journal,
                const Request  *request,
                GError        **error)
{
  g_autoptr(CpxRecord) patient = read_file (journal, request->patient_id, error);
  g_autoptr(Outcome) outcome = g_new0 (Outcome, 1);

  if (patient == NULL)
    return NULL;
  outcome->signature = cpx_own_signature_check_with_code (journal, request->passphrase, request->code,
                                                          "patient.erasure-refused", patient, error);
  if (outcome->signature == CPX_OWN_SIGNATURE_FAILED)
    return NULL;
  if (outcome->signature != CPX_OWN_SIGNATURE_GOOD)
    return g_steal_pointer (&outcome);
  outcome->receipt = cpx_erase_patient (journal, request->patient_id, request->legal_basis, error);

  return outcome->receipt != NULL ? g_steal_pointer (&outcome) : NULL;
}

/* A CpxDeedFunc. What can be refused without a passphrase is, before one is looked at. */
static gpointer
erase_signed (CpxJournal  *journal,
              gpointer     data,
              GError     **error)
{
  const Request *request = data;

  if (!cpx_journal_check (journal, "patient:erase", error) || !check_basis (request->legal_basis, error))
    return NULL;

  return sign_and_erase (journal, request, error);
}

/**
 * cpx_practice_erase_patient_async:
 * @practice: a practice
 * @patient_id: a patient's file
 * @legal_basis: why
 * @passphrase: the user's own, typed again: nothing brings an erased file back
 * @code: (nullable): a code of their second factor; without one who has a second factor is refused with
 *   %CPX_PRACTICE_ERROR_NEED_CODE
 * @callback: called when it is erased, or refused
 * @user_data: for @callback
 *
 * Does cpx_erase_patient() for who signs it.
 */
void
cpx_practice_erase_patient_async (CpxPractice         *practice,
                                  const char          *patient_id,
                                  const char          *legal_basis,
                                  const char          *passphrase,
                                  const char          *code,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  Request *request = g_new0 (Request, 1);

  g_return_if_fail (CPX_IS_PRACTICE (practice));
  g_return_if_fail (passphrase != NULL);

  request->patient_id = g_strdup (patient_id);
  request->legal_basis = g_strstrip (g_strdup (legal_basis != NULL ? legal_basis : ""));
  request->passphrase = cpx_secret_new_from_text (passphrase);
  request->code = code != NULL ? cpx_secret_new_from_text (code) : NULL;
  cpx_practice_perform_async (practice, erase_signed, request, (GDestroyNotify) request_free,
                              (GDestroyNotify) outcome_free, NULL, callback, user_data);
}

/**
 * cpx_practice_erase_patient_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: `TRUE` if it is erased
 */
gboolean
cpx_practice_erase_patient_finish (CpxPractice   *practice,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_autoptr(Outcome) outcome = cpx_practice_perform_finish (practice, result, error);

  if (outcome == NULL || outcome->receipt != NULL)
    return outcome != NULL;
  cpx_own_signature_settle (practice);
  if (outcome->signature == CPX_OWN_SIGNATURE_REFUSED_CODE)
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_WRONG_CODE,
                 _("Incorrect one-time code, or one that was used already: wait for the next one. The file is still "
                   "there, and the attempt stands in the journal."));
  else
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_WRONG_PASSPHRASE,
                 _("This is not your passphrase: the file is still there, and the attempt stands in the journal."));

  return FALSE;
}
