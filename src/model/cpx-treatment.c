/* cpx-treatment.c: a medicine, and whether it thins the blood, which the surgeon must see first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-treatment.h"

#include "cpx-kind-rules.h"

#include <glib/gi18n-lib.h>

static const CpxToken blood_thinners[] = {
  { "anticoagulant", N_("Anticoagulant") },
  { "antiplatelet", N_("Antiplatelet") },
  { NULL }
};

static const CpxField fields[CPX_N_TREATMENT_FIELDS] = {
  CPX_PATIENT_FIELD,
  { "drug", N_("Medicine"), CPX_FIELD_TEXT, CPX_FIELD_REQUIRED, .max_length = 200 },
  { "dose", N_("Dose"), CPX_FIELD_TEXT, .max_length = 200 },
  { "blood_thinner", N_("Anticoagulant or antiplatelet"), CPX_FIELD_ENUM, .tokens = blood_thinners },
  { "since", N_("Since"), CPX_FIELD_DATE },
  { "until", N_("Until"), CPX_FIELD_DATE },
  CPX_NOTES_FIELD,
};

static void
validate (CpxRecord *record,
          GPtrArray *findings)
{
  cpx_rule_check_order (record, findings, CPX_TREATMENT_SINCE, CPX_TREATMENT_UNTIL);
}

static char *
summarize (CpxRecord *record)
{
  return cpx_rule_join (record, CPX_TREATMENT_DRUG, CPX_TREATMENT_DOSE, CPX_TREATMENT_BLOOD_THINNER, -1);
}

const CpxKind cpx_treatment_kind = {
  .name = "treatment",
  .label = N_("Treatment"),
  .get_type = cpx_treatment_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_TREATMENT_PATIENT,
  .validate = validate,
  .summarize = summarize,
};

CPX_DEFINE_RECORD_TYPE (CpxTreatment, cpx_treatment)
