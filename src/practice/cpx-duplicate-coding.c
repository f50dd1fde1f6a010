/* cpx-duplicate-coding.c: what an act is goes over; what its day, its patient and its price decided does not.
 *
 * Modifiers, association, overcharge and every reason belong to the operation they were decided for: the rules propose
 * them anew for the other one, and a person decides again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-duplicate-coding.h"

#include "cpx-coding-records.h"
#include "cpx-coding-request-private.h"
#include "cpx-journal.h"
#include "cpx-practice-private.h"
#include "cpx-save-coding.h"

#include <cpx-act.h>
#include <cpx-coding.h>
#include <cpx-fold.h>
#include <cpx-intervention.h>
#include <glib/gi18n-lib.h>

#define MAX_LISTED 12

/* From where to where. */
typedef struct
{
  const char *from_id;
  const char *to_id;
} Request;

/**
 * cpx_duplicable_free:
 * @self: (transfer full): a coding that may be taken over
 */
void
cpx_duplicable_free (CpxDuplicable *self)
{
  g_free (self->intervention_id);
  g_free (self->label);
  g_free (self->date);
  g_free (self->codes);
  g_free (self);
}

/**
 * cpx_coding_list_duplicate:
 * @from: the coding of another operation
 *
 * Returns: (transfer full) (element-type CpxCodingLine): its acts as they begin anew: code, activity, phase and part of
 *   the body
 */
GArray *
cpx_coding_list_duplicate (CpxCodingRequest *from)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (CpxCodingLine));

  for (guint i = 0; i < cpx_coding_draft_get_n_lines (from->draft); i++)
    {
      const CpxCodingLine *line = cpx_coding_draft_get_line (from->draft, i);
      CpxCodingLine begun;

      cpx_coding_line_init (&begun, line->code);
      begun.activity = line->activity;
      begun.phase = line->phase;
      begun.body_part = line->body_part;
      g_array_append_val (lines, begun);
    }

  return lines;
}

static char *
dup_codes (CpxTxn      *txn,
           const char  *coding_id,
           GError     **error)
{
  g_autoptr(GPtrArray) acts = cpx_coding_records_list_acts (txn, coding_id, error);
  GString *codes;

  if (acts == NULL)
    return NULL;
  codes = g_string_new (NULL);
  for (guint i = 0; i < acts->len; i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? " " : "",
                            cpx_record_get_text (g_ptr_array_index (acts, i), CPX_ACT_CODE));

  return g_string_free (codes, FALSE);
}

static char *
dup_shown (CpxRecord *record,
           int        field)
{
  return cpx_record_has (record, field) ? cpx_record_dup_display (record, field) : g_strdup ("");
}

static gboolean
has_same_label (CpxRecord *one,
                CpxRecord *other)
{
  const char *a = cpx_record_get_text (one, CPX_INTERVENTION_LABEL);
  const char *b = cpx_record_get_text (other, CPX_INTERVENTION_LABEL);
  g_autofree char *folded_a = cpx_fold (a != NULL ? a : "");
  g_autofree char *folded_b = cpx_fold (b != NULL ? b : "");

  return *folded_a != '\0' && g_str_equal (folded_a, folded_b);
}

/* Of the same patient, or of the same name: anything else is no copy but another coding. */
static gboolean
add_candidate (GPtrArray  *found,
               CpxTxn     *txn,
               CpxRecord  *to,
               CpxRecord  *coding,
               GError    **error)
{
  g_autoptr(CpxRecord) from =
    cpx_txn_get (txn, &cpx_intervention_kind, cpx_record_get_text (coding, CPX_CODING_INTERVENTION), NULL);
  gboolean same_patient;
  CpxDuplicable *candidate;
  char *codes;

  if (from == NULL || g_str_equal (cpx_record_get_id (from), cpx_record_get_id (to)))
    return TRUE;
  same_patient = g_strcmp0 (cpx_record_get_patient_id (from), cpx_record_get_patient_id (to)) == 0;
  if (!same_patient && !has_same_label (from, to))
    return TRUE;
  codes = dup_codes (txn, cpx_record_get_id (coding), error);
  if (codes == NULL || *codes == '\0')
    {
      gboolean read = codes != NULL;

      g_free (codes);
      return read;
    }
  candidate = g_new0 (CpxDuplicable, 1);
  candidate->intervention_id = g_strdup (cpx_record_get_id (from));
  candidate->label = dup_shown (from, CPX_INTERVENTION_LABEL);
  candidate->date = dup_shown (from, CPX_INTERVENTION_DATE);
  candidate->codes = codes;
  candidate->same_patient = same_patient;
  g_ptr_array_add (found, candidate);

  return TRUE;
}

static gboolean
add_codings (GPtrArray   *found,
             CpxTxn      *txn,
             CpxRecord   *to,
             const char  *state,
             GError     **error)
{
  g_autoptr(GPtrArray) codings = cpx_coding_records_list (txn, &cpx_coding_kind, CPX_CODING_STATE, state, error);
  const char *surgeon = cpx_record_get_text (to, CPX_INTERVENTION_SURGEON);

  for (guint i = codings != NULL ? codings->len : 0; i > 0 && found->len < MAX_LISTED; i--)
    {
      CpxRecord *coding = g_ptr_array_index (codings, i - 1);

      if (g_strcmp0 (cpx_record_get_text (coding, CPX_CODING_PRACTITIONER), surgeon) == 0 &&
          !add_candidate (found, txn, to, coding, error))
        return FALSE;
    }

  return codings != NULL;
}

/* A GCompareFunc: the same patient's first. */
static int
compare (gconstpointer a,
         gconstpointer b)
{
  return (int) (*(CpxDuplicable * const *) b)->same_patient - (int) (*(CpxDuplicable * const *) a)->same_patient;
}

/* A CpxTxnFunc. */
static gpointer
list (CpxTxn    *txn,
      gpointer   intervention_id,
      GError   **error)
{
  g_autoptr(CpxRecord) to = cpx_txn_get (txn, &cpx_intervention_kind, intervention_id, error);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_duplicable_free);

  if (to == NULL || !add_codings (found, txn, to, "locked", error) || !add_codings (found, txn, to, "validated", error))
    return NULL;
  g_ptr_array_sort (found, compare);

  return g_steal_pointer (&found);
}

/**
 * cpx_practice_list_duplicable:
 * @practice: a practice
 * @intervention_id: an operation
 * @error: where the fault goes
 *
 * Lists the codings of the same surgeon that are decided, of the same patient or of an operation of the same name.
 *
 * Returns: (transfer full) (element-type CpxDuplicable) (nullable): those of the patient first; a dozen or two at most
 */
GPtrArray *
cpx_practice_list_duplicable (CpxPractice  *practice,
                              const char   *intervention_id,
                              GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_look (practice, "patient:read", list, (gpointer) intervention_id,
                            (GDestroyNotify) g_ptr_array_unref, error);
}

/**
 * cpx_practice_list_duplicable_async:
 * @practice: a practice
 * @intervention_id: an operation
 * @cancellable: (nullable): cancelled when nobody looks any more
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Does cpx_practice_list_duplicable().
 */
void
cpx_practice_list_duplicable_async (CpxPractice         *practice,
                                    const char          *intervention_id,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_look_async (practice, "patient:read", list, g_strdup (intervention_id), g_free,
                           (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * cpx_practice_list_duplicable_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (element-type CpxDuplicable) (nullable): those of the patient first
 */
GPtrArray *
cpx_practice_list_duplicable_finish (CpxPractice   *practice,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

/* A CpxDeedFunc. */
static gpointer
duplicate (CpxJournal  *journal,
           gpointer     data,
           GError     **error)
{
  const Request *wanted = data;
  CpxTxn *txn = cpx_journal_get_txn (journal);
  g_autoptr(CpxCodingRequest) from = NULL;
  g_autoptr(CpxCodingRequest) to = NULL;
  g_autoptr(GArray) lines = NULL;

  if (!cpx_journal_check (journal, "act:write", error))
    return NULL;
  from = cpx_coding_request_read (txn, wanted->from_id, NULL, error);
  to = from != NULL ? cpx_coding_request_read (txn, wanted->to_id, NULL, error) : NULL;
  if (to == NULL)
    return NULL;
  lines = cpx_coding_list_duplicate (from);
  if (lines->len == 0 || cpx_coding_draft_get_n_lines (to->draft) > 0)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                   lines->len == 0 ? _("That operation has no act to take over.")
                                   : _("This operation has acts already: take them back first."));
      return NULL;
    }
  for (guint i = 0; i < lines->len; i++)
    cpx_coding_request_add_line (to, &g_array_index (lines, CpxCodingLine, i),
                                 cpx_act_choice_new ("duplicate", NULL, NULL, NULL));

  return cpx_save_coding (journal, to, CPX_CODING_STEP_DRAFT, error);
}

/**
 * cpx_practice_duplicate_coding:
 * @practice: a practice
 * @from_id: an operation that is coded
 * @to_id: one that has no act yet
 * @error: where the refusal goes
 *
 * Takes the acts over as a draft, and waits until it is durable.
 *
 * Returns: (transfer full) (element-type CpxReceipt) (nullable): what was written
 */
GPtrArray *
cpx_practice_duplicate_coding (CpxPractice  *practice,
                               const char   *from_id,
                               const char   *to_id,
                               GError      **error)
{
  Request wanted = { from_id, to_id };

  return cpx_practice_perform (practice, duplicate, &wanted, (GDestroyNotify) g_ptr_array_unref, error);
}
