/* cpx-coding-context.c: who, when, whom: from the operation, the patient, their cover and the practitioner.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-context.h"

#include "cpx-coding-records.h"
#include "cpx-practice-error.h"

#include <cpx-canonical-json.h>
#include <cpx-coding-draft-json.h>
#include <cpx-cover.h>
#include <cpx-intervention.h>
#include <cpx-patient.h>
#include <cpx-practitioner.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

static int
read_minute (const char *time)
{
  return time != NULL && strlen (time) == 5 ? atoi (time) * 60 + atoi (time + 3) : -1;
}

static void
read_patient (CpxRecord        *patient,
              CpxCodingContext *context)
{
  const char *sex = cpx_record_get_text (patient, CPX_PATIENT_SEX);
  CpxPartialDate birth = cpx_patient_get_birth (patient);

  context->sex = g_strcmp0 (sex, "M") == 0 ? CPX_SEX_MAN : g_strcmp0 (sex, "F") == 0 ? CPX_SEX_WOMAN : CPX_SEX_UNKNOWN;
  if (cpx_partial_date_is_full (birth))
    context->birth_day = cpx_day_from_partial (birth);
  else if (birth.year > 0)
    context->age_months = cpx_partial_date_get_age_months (birth, cpx_day_to_partial (context->day));
}

static gboolean
is_valid_on (CpxRecord *cover,
             CpxDay     day)
{
  CpxPartialDate on = cpx_day_to_partial (day);
  CpxPartialDate limit;
  const char *from = cpx_record_get_text (cover, CPX_COVER_VALID_FROM);
  const char *to = cpx_record_get_text (cover, CPX_COVER_VALID_TO);

  if (from != NULL && cpx_partial_date_parse_iso (from, &limit) && cpx_partial_date_compare (limit, on) > 0)
    return FALSE;
  if (to == NULL || !cpx_partial_date_parse_iso (to, &limit) || cpx_partial_date_compare (limit, on) >= 0)
    return TRUE;

  /* Valid until 2026-03, or until 2026, is until its end. */
  return (limit.month == 0 && limit.year == on.year) ||
         (limit.day == 0 && limit.year == on.year && limit.month == on.month);
}

/* Whether the acts are for the long-term illness is the surgeon's to say: only the care that the cover names is. */
static gboolean
read_covers (CpxTxn            *txn,
             const char        *patient_id,
             CpxCodingContext  *context,
             GError           **error)
{
  g_autoptr(GPtrArray) covers = cpx_coding_records_list (txn, &cpx_cover_kind, CPX_COVER_PATIENT, patient_id, error);

  for (guint i = 0; covers != NULL && i < covers->len; i++)
    {
      CpxRecord *cover = g_ptr_array_index (covers, i);

      if (!is_valid_on (cover, context->day))
        continue;
      context->c2s |= cpx_record_get_boolean (cover, CPX_COVER_C2S);
      context->ame |= cpx_record_get_boolean (cover, CPX_COVER_AME);
      context->work_injury |= cpx_record_get_boolean (cover, CPX_COVER_AT_MP);
    }

  return covers != NULL;
}

/**
 * cpx_coding_context_read_performer:
 * @txn: a transaction
 * @practitioner_id: who performs
 * @performer: (out caller-allocates): the specialty and the convention
 * @error: where the fault goes, for example of a practitioner without a sector
 *
 * Returns: `TRUE` if the tariffs that are theirs are known
 */
gboolean
cpx_coding_context_read_performer (CpxTxn        *txn,
                                   const char    *practitioner_id,
                                   CpxPerformer  *performer,
                                   GError       **error)
{
  g_autoptr(CpxRecord) practitioner = cpx_txn_get (txn, &cpx_practitioner_kind, practitioner_id, error);
  g_autofree char *name = NULL;
  const char *specialty;

  if (practitioner == NULL)
    return FALSE;
  specialty = cpx_record_get_text (practitioner, CPX_PRACTITIONER_SPECIALTY);
  performer->specialty = specialty != NULL ? cpx_specialty_from_text (specialty) : CPX_SPECIALTY_SURGEON;
  if (performer->specialty == CPX_SPECIALTY_UNKNOWN)
    performer->specialty = CPX_SPECIALTY_SURGEON;
  if (cpx_convention_from_record (cpx_record_get_text (practitioner, CPX_PRACTITIONER_SECTOR),
                                  cpx_record_get_text (practitioner, CPX_PRACTITIONER_OPTAM), FALSE,
                                  &performer->convention))
    return TRUE;
  name = cpx_practitioner_dup_name (practitioner);
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
               _("The sector of %s is not known, and the tariff depends on it: fill it in, in the directory."), name);

  return FALSE;
}

/**
 * cpx_coding_context_read:
 * @txn: a transaction
 * @intervention: an operation
 * @practitioner_id: who performed
 * @out_context: (out caller-allocates): the circumstances
 * @error: where the refusal goes, for example of an operation without a date
 *
 * Returns: `TRUE` if all that is needed is known
 */
gboolean
cpx_coding_context_read (CpxTxn            *txn,
                         CpxRecord         *intervention,
                         const char        *practitioner_id,
                         CpxCodingContext  *out_context,
                         GError           **error)
{
  const char *patient_id = cpx_record_get_patient_id (intervention);
  const char *date = cpx_record_get_text (intervention, CPX_INTERVENTION_DATE);
  g_autoptr(CpxRecord) patient = NULL;
  CpxDay day;

  if (date == NULL || !cpx_day_parse_iso (date, &day))
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                   _("An operation is coded once its day is known: fill in its date."));
      return FALSE;
    }
  cpx_coding_context_init (out_context, day);
  out_context->minute = read_minute (cpx_record_get_text (intervention, CPX_INTERVENTION_START_TIME));
  patient = cpx_txn_get_final (txn, &cpx_patient_kind, patient_id, error);
  if (patient == NULL)
    return FALSE;
  read_patient (patient, out_context);

  return read_covers (txn, cpx_record_get_id (patient), out_context, error) &&
         cpx_coding_context_read_performer (txn, practitioner_id, &out_context->performers[0], error);
}

/**
 * cpx_coding_context_restore:
 * @context: (inout): what the files tell
 * @kept: what cpx_coding_context_print() wrote when a person had stated it
 *
 * Takes what a person stated. Day, patient and practitioner are those of the files all the same: a birth date put right
 * must not stay wrong here.
 */
void
cpx_coding_context_restore (CpxCodingContext *context,
                            const char       *kept)
{
  g_autoptr(json_t) object = cpx_json_parse (kept, -1, NULL);
  g_autoptr(CpxCodingDraft) draft = object != NULL ? cpx_coding_draft_from_json (object, NULL) : NULL;
  CpxCodingContext stated;

  if (draft == NULL)
    return;
  stated = *cpx_coding_draft_get_context (draft);
  stated.day = context->day;
  stated.birth_day = context->birth_day;
  stated.age_months = context->age_months;
  stated.sex = context->sex;
  stated.n_performers = context->n_performers;
  stated.performers[0] = context->performers[0];
  *context = stated;
}

/**
 * cpx_coding_context_print:
 * @context: the circumstances
 *
 * Returns: (transfer full): canonical JSON for cpx_coding_context_restore()
 */
char *
cpx_coding_context_print (const CpxCodingContext *context)
{
  g_autoptr(CpxCodingDraft) draft = cpx_coding_draft_new (context, NULL, 0);
  g_autoptr(json_t) object = cpx_coding_draft_to_json (draft);

  return cpx_canonical_json_print (object);
}
