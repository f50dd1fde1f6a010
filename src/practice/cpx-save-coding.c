/* cpx-save-coding.c: one transaction from a decision to its records.
 *
 * Invariants, which the tests number alike:
 *   1. Surgeons, locums and the secretaries to whom the coding is delegated code; nobody else does.
 *   2. A locked coding does not change, whoever asks and however.
 *   3. Another code than the one proposed has its motive and its reason, or nothing is written.
 *   4. Two acts of the same code are two records: taking one back leaves the other.
 *   5. What someone else did since the request was read is not overwritten: the request is refused.
 *   6. A coding is validated only if no rule blocks it and each finding to justify has a reason of 20 characters.
 *   7. Amounts and associations are those that the rules compute here, not those that the screen showed.
 *   8. The audit entry of the coding holds the draft, the suggestions as shown, the findings and why they were
 *      overridden.
 *   9. The operation is coded exactly while its coding is validated or locked.
 *  10. No act stands in silence in place of one that was proposed: of the acts that are new, and of all of them when
 *      the coding is validated.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-save-coding.h"

#include "cpx-act-line.h"
#include "cpx-coding-begun-private.h"
#include "cpx-coding-context.h"
#include "cpx-coding-proposals.h"
#include "cpx-coding-records.h"
#include "cpx-coding-request-private.h"
#include "cpx-coding-verdict.h"
#include "cpx-journal.h"
#include "cpx-nomenclatures-private.h"
#include "cpx-note-versions-private.h"

#include <cpx-act.h>
#include <cpx-canonical-json.h>
#include <cpx-coding-draft-json.h>
#include <cpx-coding.h>
#include <cpx-intervention.h>
#include <cpx-operative-note.h>
#include <cpx-record-builder.h>
#include <glib/gi18n-lib.h>

/* A decision being written. */
typedef struct
{
  CpxJournal       *journal;       /* (unowned) */
  CpxTxn           *txn;           /* (unowned) */
  CpxCodingRequest *request;       /* (unowned) */
  gboolean          validate;
  CpxRecord        *intervention;  /* (owned): as it is now */
  CpxRecord        *coding;        /* (owned) (nullable): as it is now */
  char              coding_id[CPX_ID_TEXT_LENGTH + 1];
  CpxCodingVerdict *verdict;       /* (owned) */
  GPtrArray        *receipts;      /* (owned) (element-type CpxReceipt) */
} Work;

/* A request on its way to the writer thread. */
typedef struct
{
  CpxCodingRequest *request;
  CpxCodingStep     step;
} Decision;

static void
work_clear (Work *work)
{
  g_clear_object (&work->intervention);
  g_clear_object (&work->coding);
  g_clear_pointer (&work->verdict, cpx_coding_verdict_free);
  g_clear_pointer (&work->receipts, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static void
decision_free (Decision *self)
{
  cpx_coding_request_free (self->request);
  g_free (self);
}

static gboolean
fail (CpxPracticeError   code,
      const char        *sentence,
      GError           **error)
{
  g_set_error_literal (error, CPX_PRACTICE_ERROR, (int) code, sentence);

  return FALSE;
}

static void
make_id (char out_id[CPX_ID_TEXT_LENGTH + 1])
{
  CpxId id = cpx_id_new ();

  cpx_id_format (&id, out_id);
}

static gboolean
take_receipt (Work       *work,
              CpxReceipt *receipt)
{
  if (receipt != NULL)
    g_ptr_array_add (work->receipts, receipt);

  return receipt != NULL;
}

static const char *
get_state (Work *work)
{
  return work->coding != NULL ? cpx_record_get_text (work->coding, CPX_CODING_STATE) : NULL;
}

static gboolean
check_took_place (Work    *work,
                  GError **error)
{
  static const char * const states[] = { "in_progress", "done", "coded", NULL };
  const char *state = cpx_record_get_text (work->intervention, CPX_INTERVENTION_STATE);

  if (g_strv_contains (states, state))
    return TRUE;
  if (g_str_equal (state, "billed"))
    return fail (CPX_PRACTICE_ERROR_REFUSED, _("This operation is billed: its acts stand."), error);

  return fail (CPX_PRACTICE_ERROR_REFUSED,
               _("Only an operation that took place is coded: set its state to “performed” first."), error);
}

/* 5 */
static gboolean
check_acts_unchanged (Work    *work,
                      GError **error)
{
  g_autoptr(GPtrArray) acts = cpx_coding_records_list_acts (work->txn, cpx_record_get_id (work->coding), error);
  gboolean same = acts != NULL && acts->len == work->request->acts->len;

  if (acts == NULL)
    return FALSE;
  for (guint i = 0; same && i < acts->len; i++)
    same = cpx_record_equal (g_ptr_array_index (acts, i), g_ptr_array_index (work->request->acts, i));

  return same || fail (CPX_PRACTICE_ERROR_CONFLICT,
                       _("Someone else coded this operation meanwhile: look at it again before you save."), error);
}

/* 2 and 5 */
static gboolean
check_coding (Work    *work,
              GError **error)
{
  CpxRecord *read = work->request->coding;

  if (work->coding != NULL && !cpx_coding_may_change (work->coding))
    return fail (CPX_PRACTICE_ERROR_REFUSED,
                 _("This coding is locked: a surgeon reopens it, with a reason, before it changes."), error);
  if ((work->coding == NULL) != (read == NULL) ||
      (read != NULL && g_strcmp0 (get_state (work), cpx_record_get_text (read, CPX_CODING_STATE)) != 0))
    return fail (CPX_PRACTICE_ERROR_CONFLICT,
                 _("Someone else coded this operation meanwhile: look at it again before you save."), error);

  return work->coding == NULL || check_acts_unchanged (work, error);
}

/* The wording that was on the screen must be one that the report had; it is in the change log for good. */
static gboolean
check_note (Work    *work,
            GError **error)
{
  g_autoptr(GPtrArray) versions = NULL;
  g_autoptr(CpxRecord) note = NULL;

  if (work->request->note_id == NULL)
    return TRUE;
  note = cpx_journal_read (work->journal, &cpx_operative_note_kind, work->request->note_id, error);
  if (note == NULL)
    return FALSE;
  if (g_strcmp0 (cpx_record_get_text (note, CPX_OPERATIVE_NOTE_INTERVENTION),
                 cpx_record_get_id (work->intervention)) != 0)
    return fail (CPX_PRACTICE_ERROR_INVALID, _("This report is of another operation."), error);
  versions = cpx_note_versions_read (work->txn, work->request->note_id, error);
  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      if (g_strcmp0 (((CpxNoteVersion *) versions->pdata[i])->hash, work->request->note_hash) == 0)
        return TRUE;
    }

  return versions != NULL &&
         fail (CPX_PRACTICE_ERROR_CONFLICT, _("The report that was coded was never saved: save it first."), error);
}

static gboolean
check_lines (Work    *work,
             GError **error)
{
  CpxCodingDraft *draft = work->request->draft;

  g_return_val_if_fail (cpx_coding_draft_get_n_lines (draft) == work->request->choices->len, FALSE);

  for (guint i = 0; i < work->request->choices->len; i++)
    {
      if (cpx_coding_draft_get_line (draft, i)->quantity != 1)
        return fail (CPX_PRACTICE_ERROR_INVALID, _("Each act is a line of its own: code it twice instead."), error);
    }

  return TRUE;
}

/* 5 and 7: what was shown was checked and priced with a version; it must be the one in force now. */
static gboolean
check_nomenclature (Work    *work,
                    GError **error)
{
  CpxCodingRequest *request = work->request;
  g_autoptr(CpxNomenclature) now =
    cpx_nomenclatures_find (work->txn, cpx_coding_draft_get_context (request->draft)->day, error);

  if (now == NULL)
    return FALSE;
  if (g_strcmp0 (cpx_nomenclatures_get_hash (now), request->nomenclature_hash) == 0)
    return TRUE;

  return fail (CPX_PRACTICE_ERROR_CONFLICT,
               _("Another version of the CCAM is in force now: look at the acts again before you save."), error);
}

static gboolean
check (Work    *work,
       GError **error)
{
  const char *intervention_id = cpx_record_get_id (work->request->intervention);

  if (!cpx_journal_check (work->journal, "act:write", error))
    return FALSE;
  work->intervention = cpx_journal_read (work->journal, &cpx_intervention_kind, intervention_id, error);
  if (work->intervention == NULL ||
      !cpx_coding_records_find_coding (work->txn, intervention_id, work->request->practitioner_id, &work->coding,
                                       error) ||
      !check_took_place (work, error) || !check_coding (work, error) || !check_note (work, error) ||
      !check_lines (work, error) || !check_nomenclature (work, error) ||
      !cpx_coding_proposals_check (work->request, work->validate, error))
    return FALSE;
  work->verdict = cpx_coding_verdict_new (work->request);

  return !work->validate || cpx_coding_verdict_check (work->verdict, error);
}

/* 8 */
static json_t *
print_choices (Work *work)
{
  json_t *choices = json_array ();

  for (guint i = 0; i < work->request->choices->len; i++)
    {
      const CpxActChoice *choice = g_ptr_array_index (work->request->choices, i);

      json_array_append_new (choices,
                             json_pack ("{s:s, s:s*, s:s*, s:s*, s:s*}", "kept",
                                        cpx_coding_draft_get_line (work->request->draft, i)->code, "proposed",
                                        choice->proposed_code, "source", choice->source, "motive", choice->motive,
                                        "reason", choice->reason));
    }

  return choices;
}

static json_t *
print_details (Work *work)
{
  json_t *details = json_object ();

  json_object_set_new (details, "draft", cpx_coding_draft_to_json (work->request->draft));
  json_object_set_new (details, "choices", print_choices (work));
  json_object_set (details, "overrides", work->request->overrides);
  json_object_set_new (details, "check", cpx_coding_verdict_to_json (work->verdict));
  if (work->request->suggestions != NULL)
    json_object_set (details, "suggestions", work->request->suggestions);

  return details;
}

static void
set_json (CpxRecordBuilder *builder,
          int               field,
          json_t           *array)
{
  g_autofree char *text = array != NULL && json_array_size (array) > 0 ? cpx_canonical_json_print (array) : NULL;

  if (text != NULL)
    cpx_record_builder_set_text (builder, field, text);
  else
    cpx_record_builder_clear (builder, field);
}

/* NULL clears. */
static void
set_text (CpxRecordBuilder *builder,
          int               field,
          const char       *text)
{
  if (text != NULL)
    cpx_record_builder_set_text (builder, field, text);
  else
    cpx_record_builder_clear (builder, field);
}

static CpxRecordBuilder *
begin_coding (Work *work)
{
  CpxRecordBuilder *builder;

  if (work->coding != NULL)
    {
      g_strlcpy (work->coding_id, cpx_record_get_id (work->coding), sizeof work->coding_id);
      return cpx_record_builder_new_from (work->coding);
    }
  make_id (work->coding_id);
  builder = cpx_record_builder_new (&cpx_coding_kind, work->coding_id);
  cpx_record_builder_set_text (builder, CPX_CODING_PATIENT, cpx_record_get_patient_id (work->intervention));
  cpx_record_builder_set_text (builder, CPX_CODING_INTERVENTION, cpx_record_get_id (work->intervention));
  cpx_record_builder_set_text (builder, CPX_CODING_PRACTITIONER, work->request->practitioner_id);

  return builder;
}

/* A reopened coding stays so until it is validated again. */
static const char *
get_next_state (Work *work)
{
  if (work->validate)
    return "validated";

  return g_strcmp0 (get_state (work), "reopened") == 0 ? "reopened" : "draft";
}

static gboolean
save_coding (Work    *work,
             GError **error)
{
  CpxCodingRequest *request = work->request;
  CpxRecordBuilder *builder = begin_coding (work);
  g_autofree char *context = cpx_coding_context_print (cpx_coding_draft_get_context (request->draft));
  g_autoptr(json_t) details = print_details (work);
  g_autoptr(CpxRecord) after = NULL;

  cpx_record_builder_set_text (builder, CPX_CODING_STATE, get_next_state (work));
  cpx_record_builder_set_text (builder, CPX_CODING_CONTEXT, context);
  set_text (builder, CPX_CODING_NOTE, request->note_id);
  set_text (builder, CPX_CODING_NOTE_HASH, request->note_hash);
  set_text (builder, CPX_CODING_NOMENCLATURE, cpx_coding_verdict_get_version (work->verdict));
  set_text (builder, CPX_CODING_NOMENCLATURE_HASH, work->request->nomenclature_hash);
  set_text (builder, CPX_CODING_DECIDED_BY, cpx_journal_get_user_id (work->journal));
  set_json (builder, CPX_CODING_SUGGESTIONS, request->suggestions);
  set_json (builder, CPX_CODING_OVERRIDES, request->overrides);
  after = cpx_record_builder_end (builder);

  return take_receipt (work, cpx_journal_save_detailed (work->journal, work->coding, after, NULL,
                                                        work->validate ? "coding.validated" : "coding.drafted",
                                                        details, error));
}

static CpxRecord *
begin_act (Work                *work,
           const CpxActChoice  *choice)
{
  char id[CPX_ID_TEXT_LENGTH + 1];

  if (choice->act != NULL)
    return g_object_ref (choice->act);
  make_id (id);

  return cpx_record_new_with_texts (&cpx_act_kind, id, CPX_ACT_PATIENT,
                                    cpx_record_get_patient_id (work->intervention), CPX_ACT_INTERVENTION,
                                    cpx_record_get_id (work->intervention), CPX_ACT_CODING, work->coding_id,
                                    CPX_ACT_PRACTITIONER, work->request->practitioner_id, CPX_ACT_RECORDED_BY,
                                    cpx_journal_get_user_id (work->journal), -1);
}

/* What the act says beside its line. */
static CpxRecord *
finish_act (Work                *work,
            guint                position,
            CpxRecord           *lined,
            const CpxActChoice  *choice)
{
  CpxRecordBuilder *builder = cpx_record_builder_new_from (lined);
  gint64 base_cents = cpx_coding_verdict_get_base_cents (work->verdict, position);

  cpx_record_builder_set_integer (builder, CPX_ACT_POSITION, (gint64) position + 1);
  set_text (builder, CPX_ACT_DATE, cpx_record_get_text (work->intervention, CPX_INTERVENTION_DATE));
  set_text (builder, CPX_ACT_TIME, cpx_record_get_text (work->intervention, CPX_INTERVENTION_START_TIME));
  if (base_cents >= 0)
    cpx_record_builder_set_integer (builder, CPX_ACT_BASE_CENTS, base_cents);
  else
    cpx_record_builder_clear (builder, CPX_ACT_BASE_CENTS);
  set_text (builder, CPX_ACT_NOMENCLATURE, cpx_coding_verdict_get_version (work->verdict));
  set_text (builder, CPX_ACT_NOMENCLATURE_HASH, work->request->nomenclature_hash);
  set_text (builder, CPX_ACT_SOURCE, choice->source);
  set_text (builder, CPX_ACT_PROPOSED_CODE, choice->proposed_code);
  set_text (builder, CPX_ACT_MOTIVE, choice->motive);
  set_text (builder, CPX_ACT_REASON, choice->reason);

  return cpx_record_builder_end (builder);
}

/* 3 is a rule of the act itself, which the journal checks. */
static gboolean
save_act (Work    *work,
          guint    position,
          GError **error)
{
  const CpxActChoice *choice = g_ptr_array_index (work->request->choices, position);
  g_autoptr(CpxRecord) begun = begin_act (work, choice);
  g_autoptr(CpxRecord) lined =
    cpx_act_line_write (begun, cpx_coding_draft_get_line (work->request->draft, position),
                        cpx_coding_verdict_get_association (work->verdict, position), error);
  g_autoptr(CpxRecord) after = NULL;

  if (lined == NULL)
    return FALSE;
  after = finish_act (work, position, lined, choice);

  return take_receipt (work, cpx_journal_save (work->journal, choice->act, after, NULL,
                                               choice->act != NULL ? "act.edited" : "act.recorded", NULL, error));
}

/* 4 */
static gboolean
remove_acts (Work    *work,
             GError **error)
{
  for (guint i = 0; i < work->request->acts->len; i++)
    {
      CpxRecord *act = g_ptr_array_index (work->request->acts, i);

      if (cpx_coding_request_find_act (work->request, cpx_record_get_id (act)) >= 0)
        continue;
      if (!take_receipt (work, cpx_journal_remove (work->journal, act, NULL, "act.taken-back", error)))
        return FALSE;
    }

  return TRUE;
}

/* 9 */
static gboolean
save_intervention (Work    *work,
                   GError **error)
{
  const char *state = cpx_record_get_text (work->intervention, CPX_INTERVENTION_STATE);
  const char *next = work->validate ? "coded" : g_str_equal (state, "coded") ? "done" : state;
  g_autoptr(CpxRecord) after = cpx_record_with_text (work->intervention, CPX_INTERVENTION_STATE, next);

  return take_receipt (work, cpx_journal_save (work->journal, work->intervention, after, "act:write",
                                               work->validate ? "intervention.coded" : "intervention.uncoded", NULL,
                                               error));
}

/* What was chosen on the way here is recorded now: it is not offered again. */
static gboolean
forget_begun (Work    *work,
              GError **error)
{
  return !work->request->takes_begun ||
         cpx_coding_begun_forget (work->txn, cpx_journal_get_user_id (work->journal), work->request, error);
}

static gboolean
save (Work    *work,
      GError **error)
{
  if (!save_coding (work, error))
    return FALSE;
  for (guint i = 0; i < work->request->choices->len; i++)
    {
      if (!save_act (work, i, error))
        return FALSE;
    }

  return remove_acts (work, error) && save_intervention (work, error) && forget_begun (work, error);
}

/**
 * cpx_save_coding:
 * @journal: the journal of a transaction
 * @request: what was decided; borrowed
 * @step: whether the coding is finished
 * @error: where the refusal goes: %CPX_PRACTICE_ERROR_REFUSED for a rule, _INVALID for an act that cannot be,
 *   _CONFLICT for what others did meanwhile, _NOT_ALLOWED
 *
 * Makes the records say what @request says. Lines without an act become new ones; acts without a line are taken back.
 *
 * Returns: (transfer full) (element-type CpxReceipt) (nullable): what was written
 */
GPtrArray *
cpx_save_coding (CpxJournal        *journal,
                 CpxCodingRequest  *request,
                 CpxCodingStep      step,
                 GError           **error)
{
  g_auto(Work) work = { .journal = journal, .txn = cpx_journal_get_txn (journal), .request = request,
                        .validate = step == CPX_CODING_STEP_VALIDATE };

  work.receipts = g_ptr_array_new_with_free_func (g_object_unref);
  if (!check (&work, error) || !save (&work, error))
    return NULL;

  return g_steal_pointer (&work.receipts);
}

/* A CpxDeedFunc. */
static gpointer
save_decision (CpxJournal  *journal,
               gpointer     data,
               GError     **error)
{
  Decision *decision = data;

  return cpx_save_coding (journal, decision->request, decision->step, error);
}

/**
 * cpx_practice_save_coding:
 * @practice: a practice
 * @request: what was decided
 * @step: whether the coding is finished
 * @error: where the refusal goes
 *
 * Does cpx_save_coding() and waits until it is durable.
 *
 * Returns: (transfer full) (element-type CpxReceipt) (nullable): what was written
 */
GPtrArray *
cpx_practice_save_coding (CpxPractice       *practice,
                          CpxCodingRequest  *request,
                          CpxCodingStep      step,
                          GError           **error)
{
  Decision decision = { request, step };

  return cpx_practice_perform (practice, save_decision, &decision, (GDestroyNotify) g_ptr_array_unref, error);
}

/**
 * cpx_practice_save_coding_async:
 * @practice: a practice
 * @request: what was decided; copied
 * @step: whether the coding is finished
 * @callback: called when it is durable, or refused
 * @user_data: for @callback
 *
 * Does cpx_save_coding().
 */
void
cpx_practice_save_coding_async (CpxPractice         *practice,
                                CpxCodingRequest    *request,
                                CpxCodingStep        step,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  Decision *decision = g_new0 (Decision, 1);

  g_return_if_fail (CPX_IS_PRACTICE (practice));

  decision->request = cpx_coding_request_copy (request);
  decision->step = step;
  cpx_practice_perform_async (practice, save_decision, decision, (GDestroyNotify) decision_free,
                              (GDestroyNotify) g_ptr_array_unref, NULL, callback, user_data);
}

/**
 * cpx_practice_save_coding_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (element-type CpxReceipt) (nullable): what was written
 */
GPtrArray *
cpx_practice_save_coding_finish (CpxPractice   *practice,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}
