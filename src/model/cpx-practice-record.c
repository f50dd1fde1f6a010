/* cpx-practice-record.c: one record in each vault.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-practice-record.h"

#include "cpx-kind-rules.h"
#include "cpx-text.h"

#include <glib/gi18n-lib.h>

static const CpxField fields[CPX_N_PRACTICE_RECORD_FIELDS] = {
  { "name", N_("Name"), CPX_FIELD_TEXT, CPX_FIELD_REQUIRED },
  CPX_ADDRESS_FIELDS,
  { "phone", N_("Phone"), CPX_FIELD_TEXT, .max_length = 30 },
  { "fax", N_("Fax"), CPX_FIELD_TEXT, .max_length = 30 },
  { "email", N_("E-mail"), CPX_FIELD_TEXT, .max_length = 254 },
  { "finess", N_("FINESS number"), CPX_FIELD_TEXT, .max_length = 9, .clean = cpx_text_squeeze },
  { "siret", N_("SIRET number"), CPX_FIELD_TEXT, .max_length = 14, .clean = cpx_text_squeeze },
  CPX_NOTES_FIELD,
  { "demonstration", N_("Demonstration"), CPX_FIELD_BOOLEAN, CPX_FIELD_READ_ONLY },
};

static void
validate (CpxRecord *record,
          GPtrArray *findings)
{
  cpx_rule_check_phone (record, findings, CPX_PRACTICE_RECORD_PHONE);
  cpx_rule_check_phone (record, findings, CPX_PRACTICE_RECORD_FAX);
  cpx_rule_check_email (record, findings, CPX_PRACTICE_RECORD_EMAIL);
  cpx_rule_check_code (record, findings, CPX_PRACTICE_RECORD_FINESS, 9);
  cpx_rule_check_code (record, findings, CPX_PRACTICE_RECORD_SIRET, 14);
}

const CpxKind cpx_practice_record_kind = {
  .name = "practice",
  .label = N_("Practice"),
  .get_type = cpx_practice_record_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_KIND_NO_PATIENT,
  .validate = validate,
};

CPX_DEFINE_RECORD_TYPE (CpxPracticeRecord, cpx_practice_record)
