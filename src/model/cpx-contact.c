/* cpx-contact.c: people one calls, by their part: the rules of trust are those of art. L. 1111-6 CSP.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-contact.h"

#include "cpx-kind-rules.h"

#include <glib/gi18n-lib.h>

static const CpxToken roles[] = {
  { "trust", N_("Person of trust") },
  { "warn", N_("Person to be warned") },
  { "guardian", N_("Guardian") },
  { "other", N_("Other") },
  { NULL }
};

static const CpxField fields[CPX_N_CONTACT_FIELDS] = {
  CPX_PATIENT_FIELD,
  { "role", N_("Role"), CPX_FIELD_ENUM, CPX_FIELD_REQUIRED, .tokens = roles },
  { "name", N_("Name"), CPX_FIELD_TEXT, CPX_FIELD_REQUIRED },
  { "relation", N_("Relation to the patient"), CPX_FIELD_TEXT },
  { "phone", N_("Phone"), CPX_FIELD_TEXT, .max_length = 30 },
  { "mobile", N_("Mobile"), CPX_FIELD_TEXT, .max_length = 30 },
  { "email", N_("E-mail"), CPX_FIELD_TEXT, .max_length = 254 },
  CPX_ADDRESS_FIELDS,
  CPX_NOTES_FIELD,
};

static void
validate (CpxRecord *record,
          GPtrArray *findings)
{
  cpx_rule_check_phone (record, findings, CPX_CONTACT_PHONE);
  cpx_rule_check_phone (record, findings, CPX_CONTACT_MOBILE);
  cpx_rule_check_email (record, findings, CPX_CONTACT_EMAIL);
  if (!cpx_record_has (record, CPX_CONTACT_PHONE) && !cpx_record_has (record, CPX_CONTACT_MOBILE))
    cpx_rule_add (record, findings, CPX_FINDING_TO_KNOW, CPX_CONTACT_PHONE, "contact.unreachable",
                  _("There is no phone number for this person"));
}

static char *
summarize (CpxRecord *record)
{
  return cpx_rule_join (record, CPX_CONTACT_ROLE, CPX_CONTACT_NAME, CPX_CONTACT_RELATION, -1);
}

const CpxKind cpx_contact_kind = {
  .name = "contact",
  .label = N_("Contact"),
  .get_type = cpx_contact_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_CONTACT_PATIENT,
  .validate = validate,
  .summarize = summarize,
};

CPX_DEFINE_RECORD_TYPE (CpxContact, cpx_contact)
