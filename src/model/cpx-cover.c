/* cpx-cover.c: insurance, exemptions and complementary cover of a patient.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cover.h"

#include "cpx-kind-rules.h"
#include "cpx-nir.h"

#include <glib/gi18n-lib.h>

static const CpxToken beneficiaries[] = {
  { "insured", N_("Insured") },
  { "spouse", N_("Spouse") },
  { "child", N_("Child") },
  { "other", N_("Other beneficiary") },
  { NULL }
};

static const CpxToken exonerations[] = {
  { "none", N_("No exemption") },
  { "specific_care", N_("Specific exempted care") },
  { "ald_care", N_("Care within the long-term illness") },
  { "beneficiary", N_("Exempted beneficiary") },
  { NULL }
};

static const CpxField fields[CPX_N_COVER_FIELDS] = {
  CPX_PATIENT_FIELD,
  { "regime", N_("Scheme"), CPX_FIELD_TEXT },
  { "fund", N_("Fund"), CPX_FIELD_TEXT },
  { "centre", N_("Centre"), CPX_FIELD_TEXT },
  { "beneficiary", N_("Beneficiary"), CPX_FIELD_ENUM, .tokens = beneficiaries },
  { "insured_name", N_("Insured person"), CPX_FIELD_TEXT },
  { "insured_nir", N_("Social security number of the insured person"), CPX_FIELD_TEXT, .max_length = 15,
    .clean = cpx_nir_normalize },
  { "c2s", N_("Complementary solidarity cover (C2S)"), CPX_FIELD_BOOLEAN },
  { "ame", N_("State medical aid (AME)"), CPX_FIELD_BOOLEAN },
  { "ald", N_("Long-term illness (ALD)"), CPX_FIELD_BOOLEAN },
  { "ald_label", N_("Long-term illness: which one"), CPX_FIELD_TEXT },
  { "at_mp", N_("Work accident or occupational disease"), CPX_FIELD_BOOLEAN },
  { "at_mp_on", N_("Date of the accident"), CPX_FIELD_DATE },
  { "exoneration", N_("Exemption"), CPX_FIELD_ENUM, .tokens = exonerations },
  { "mutual", N_("Complementary insurance"), CPX_FIELD_TEXT },
  { "mutual_number", N_("Member number"), CPX_FIELD_TEXT },
  { "third_party_payment", N_("Third-party payment"), CPX_FIELD_BOOLEAN },
  { "valid_from", N_("Valid from"), CPX_FIELD_DATE },
  { "valid_to", N_("Valid until"), CPX_FIELD_DATE },
  CPX_NOTES_FIELD,
};

static void
validate (CpxRecord *record,
          GPtrArray *findings)
{
  cpx_rule_check_nir (record, findings, CPX_COVER_INSURED_NIR);
  cpx_rule_check_order (record, findings, CPX_COVER_VALID_FROM, CPX_COVER_VALID_TO);
  if (cpx_record_get_boolean (record, CPX_COVER_C2S) && cpx_record_get_boolean (record, CPX_COVER_AME))
    cpx_rule_add (record, findings, CPX_FINDING_TO_KNOW, CPX_COVER_AME, "cover.both",
                  _("C2S and AME exclude each other; check the card"));
  if (cpx_record_has (record, CPX_COVER_AT_MP_ON) && !cpx_record_get_boolean (record, CPX_COVER_AT_MP))
    cpx_rule_add (record, findings, CPX_FINDING_TO_KNOW, CPX_COVER_AT_MP, "cover.accident",
                  _("There is a date of accident, but “work accident” is not ticked"));
}

static char *
summarize (CpxRecord *record)
{
  return cpx_rule_join (record, CPX_COVER_REGIME, CPX_COVER_FUND, CPX_COVER_MUTUAL, -1);
}

const CpxKind cpx_cover_kind = {
  .name = "cover",
  .label = N_("Cover"),
  .get_type = cpx_cover_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_COVER_PATIENT,
  .validate = validate,
  .summarize = summarize,
};

CPX_DEFINE_RECORD_TYPE (CpxCover, cpx_cover)
