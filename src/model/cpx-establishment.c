/* cpx-establishment.c: clinics and hospitals.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-establishment.h"

#include "cpx-kind-rules.h"
#include "cpx-text.h"

#include <glib/gi18n-lib.h>

static const CpxField fields[CPX_N_ESTABLISHMENT_FIELDS] = {
  { "name", N_("Name"), CPX_FIELD_TEXT,
    CPX_FIELD_REQUIRED | CPX_FIELD_INDEXED | CPX_FIELD_SEARCHABLE | CPX_FIELD_SORT },
  { "finess", N_("FINESS number"), CPX_FIELD_TEXT, .max_length = 9, .clean = cpx_text_squeeze },
  CPX_ADDRESS_FIELDS,
  { "phone", N_("Phone"), CPX_FIELD_TEXT, .max_length = 30 },
  { "email", N_("E-mail"), CPX_FIELD_TEXT, .max_length = 254 },
  CPX_NOTES_FIELD,
  { "archived", N_("Archived"), CPX_FIELD_BOOLEAN },
};

static void
validate (CpxRecord *record,
          GPtrArray *findings)
{
  cpx_rule_check_code (record, findings, CPX_ESTABLISHMENT_FINESS, 9);
  cpx_rule_check_phone (record, findings, CPX_ESTABLISHMENT_PHONE);
  cpx_rule_check_email (record, findings, CPX_ESTABLISHMENT_EMAIL);
}

static char *
summarize (CpxRecord *record)
{
  return cpx_rule_join (record, CPX_ESTABLISHMENT_NAME, CPX_ESTABLISHMENT_CITY, -1);
}

const CpxKind cpx_establishment_kind = {
  .name = "establishment",
  .label = N_("Establishment"),
  .get_type = cpx_establishment_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_KIND_NO_PATIENT,
  .validate = validate,
  .summarize = summarize,
};

CPX_DEFINE_RECORD_TYPE (CpxEstablishment, cpx_establishment)
