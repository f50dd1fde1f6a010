/* cpx-allergy.c: what a patient must not be given.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-allergy.h"

#include "cpx-kind-rules.h"

#include <glib/gi18n-lib.h>

static const CpxToken severities[] = {
  { "mild", N_("Mild") },
  { "moderate", N_("Moderate") },
  { "severe", N_("Severe") },
  { "anaphylaxis", N_("Anaphylactic shock") },
  { NULL }
};

static const CpxField fields[CPX_N_ALLERGY_FIELDS] = {
  CPX_PATIENT_FIELD,
  { "substance", N_("Substance"), CPX_FIELD_TEXT, CPX_FIELD_REQUIRED, .max_length = 200 },
  { "reaction", N_("Reaction"), CPX_FIELD_TEXT, .max_length = 500 },
  { "severity", N_("Severity"), CPX_FIELD_ENUM, .tokens = severities },
  { "noted_on", N_("Noted on"), CPX_FIELD_DATE },
  CPX_NOTES_FIELD,
};

static char *
summarize (CpxRecord *record)
{
  return cpx_rule_join (record, CPX_ALLERGY_SUBSTANCE, CPX_ALLERGY_REACTION, CPX_ALLERGY_SEVERITY, -1);
}

const CpxKind cpx_allergy_kind = {
  .name = "allergy",
  .label = N_("Allergy"),
  .get_type = cpx_allergy_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_ALLERGY_PATIENT,
  .summarize = summarize,
};

CPX_DEFINE_RECORD_TYPE (CpxAllergy, cpx_allergy)
