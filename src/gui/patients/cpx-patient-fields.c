/* cpx-patient-fields.c: which fields of a patient stand together on the screen, and in what order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-patient-fields.h"

#include "cpx-history-line.h"
#include "cpx-record-form.h"

#include <cpx-alert.h>
#include <cpx-allergy.h>
#include <cpx-contact.h>
#include <cpx-correspondent.h>
#include <cpx-cover.h>
#include <cpx-history.h>
#include <cpx-patient.h>
#include <cpx-treatment.h>

#include <glib/gi18n-lib.h>

#define FIELDS(...) ((const int[]) { __VA_ARGS__, CPX_END_OF_FIELDS })

/* Searching and checking begin with the date of birth. */
const CpxFieldGroup cpx_new_patient_groups[] = {
  { N_("Identity"),
    FIELDS (CPX_PATIENT_BIRTH_DATE, CPX_PATIENT_BIRTH_NAME, CPX_PATIENT_BIRTH_FIRST_NAMES, CPX_PATIENT_SEX,
            CPX_PATIENT_BIRTH_PLACE_INSEE, CPX_PATIENT_NIR) },
  { N_("Name in use and contact"),
    FIELDS (CPX_PATIENT_USED_NAME, CPX_PATIENT_USED_FIRST_NAME, CPX_PATIENT_MOBILE, CPX_PATIENT_PHONE,
            CPX_PATIENT_EMAIL) },
  { NULL }
};

const CpxFieldGroup cpx_identity_groups[] = {
  { N_("Birth identity"),
    FIELDS (CPX_PATIENT_BIRTH_NAME, CPX_PATIENT_BIRTH_FIRST_NAMES, CPX_PATIENT_FIRST_BIRTH_FIRST_NAME, CPX_PATIENT_SEX,
            CPX_PATIENT_BIRTH_DATE, CPX_PATIENT_BIRTH_PLACE_INSEE, CPX_PATIENT_BIRTH_PLACE,
            CPX_PATIENT_BIRTH_COUNTRY) },
  { N_("Name in use"),
    FIELDS (CPX_PATIENT_CIVILITY, CPX_PATIENT_USED_NAME, CPX_PATIENT_USED_FIRST_NAME) },
  { N_("Identity check"),
    FIELDS (CPX_PATIENT_IDENTITY_STATUS, CPX_PATIENT_IDENTITY_DOCUMENT, CPX_PATIENT_NIR, CPX_PATIENT_INS_MATRICULE,
            CPX_PATIENT_INS_OID, CPX_PATIENT_HOMONYM, CPX_PATIENT_DOUBTFUL, CPX_PATIENT_FICTITIOUS) },
  { N_("Address"),
    FIELDS (CPX_PATIENT_ADDRESS_LINE_1, CPX_PATIENT_ADDRESS_LINE_2, CPX_PATIENT_POSTAL_CODE, CPX_PATIENT_CITY,
            CPX_PATIENT_COUNTRY) },
  { N_("Phone and e-mail"),
    FIELDS (CPX_PATIENT_MOBILE, CPX_PATIENT_PHONE, CPX_PATIENT_EMAIL, CPX_PATIENT_SMS_CONSENT) },
  { N_("Other"),
    FIELDS (CPX_PATIENT_PROFESSION, CPX_PATIENT_GUARDIANSHIP, CPX_PATIENT_CONFIDENTIAL, CPX_PATIENT_DECEASED_ON,
            CPX_PATIENT_FILE_NUMBER) },
  { NULL }
};

const CpxFieldGroup cpx_record_groups[] = {
  { N_("Measures and habits"),
    FIELDS (CPX_PATIENT_WEIGHT_G, CPX_PATIENT_HEIGHT_CM, CPX_PATIENT_BLOOD_GROUP, CPX_PATIENT_RHESUS,
            CPX_PATIENT_TOBACCO) },
  { N_("Remarks"), FIELDS (CPX_PATIENT_NOTES) },
  { NULL }
};

const int cpx_allergies_statement[] = { CPX_PATIENT_ALLERGIES_STATEMENT, CPX_END_OF_FIELDS };
const int cpx_treatments_statement[] = { CPX_PATIENT_TREATMENTS_STATEMENT, CPX_END_OF_FIELDS };
const int cpx_history_statement[] = { CPX_PATIENT_HISTORY_STATEMENT, CPX_END_OF_FIELDS };

const CpxChildStyle cpx_alert_style = {
  .kind = &cpx_alert_kind,
  .title = N_("Alerts"),
  .add_label = N_("New alert"),
  .empty = N_("No alert"),
  .fields = FIELDS (CPX_ALERT_TEXT, CPX_ALERT_LEVEL, CPX_ALERT_UNTIL),
};

const CpxChildStyle cpx_allergy_style = {
  .kind = &cpx_allergy_kind,
  .title = N_("Allergies"),
  .add_label = N_("New allergy"),
  .empty = N_("No allergy noted"),
  .fields = FIELDS (CPX_ALLERGY_SUBSTANCE, CPX_ALLERGY_REACTION, CPX_ALLERGY_SEVERITY, CPX_ALLERGY_NOTED_ON,
                    CPX_ALLERGY_NOTES),
};

const CpxChildStyle cpx_treatment_style = {
  .kind = &cpx_treatment_kind,
  .title = N_("Current treatments"),
  .add_label = N_("New treatment"),
  .empty = N_("No treatment noted"),
  .fields = FIELDS (CPX_TREATMENT_DRUG, CPX_TREATMENT_DOSE, CPX_TREATMENT_BLOOD_THINNER, CPX_TREATMENT_SINCE,
                    CPX_TREATMENT_UNTIL, CPX_TREATMENT_NOTES),
};

const CpxChildStyle cpx_history_style = {
  .kind = &cpx_history_kind,
  .title = N_("History"),
  .add_label = N_("New history line"),
  .empty = N_("No history noted"),
  .describe = cpx_history_line_dup,
  .fields = FIELDS (CPX_HISTORY_LABEL, CPX_HISTORY_TYPE, CPX_HISTORY_DATE, CPX_HISTORY_SIDE, CPX_HISTORY_NOTES),
};

const CpxChildStyle cpx_cover_style = {
  .kind = &cpx_cover_kind,
  .title = N_("Cover"),
  .add_label = N_("New cover"),
  .empty = N_("No cover noted"),
  .fields = FIELDS (CPX_COVER_REGIME, CPX_COVER_FUND, CPX_COVER_CENTRE, CPX_COVER_BENEFICIARY, CPX_COVER_INSURED_NAME,
                    CPX_COVER_INSURED_NIR, CPX_COVER_C2S, CPX_COVER_AME, CPX_COVER_ALD, CPX_COVER_ALD_LABEL,
                    CPX_COVER_AT_MP, CPX_COVER_AT_MP_ON, CPX_COVER_EXONERATION, CPX_COVER_MUTUAL,
                    CPX_COVER_MUTUAL_NUMBER, CPX_COVER_THIRD_PARTY_PAYMENT, CPX_COVER_VALID_FROM, CPX_COVER_VALID_TO,
                    CPX_COVER_NOTES),
};

const CpxChildStyle cpx_correspondent_style = {
  .kind = &cpx_correspondent_kind,
  .title = N_("Correspondents"),
  .add_label = N_("New correspondent"),
  .empty = N_("No correspondent noted"),
  .fields = FIELDS (CPX_CORRESPONDENT_PRACTITIONER, CPX_CORRESPONDENT_ROLE, CPX_CORRESPONDENT_SINCE,
                    CPX_CORRESPONDENT_NOTES),
  .choices_field = CPX_CORRESPONDENT_PRACTITIONER,
  .describe_with = cpx_correspondent_dup_line,
};

const CpxChildStyle cpx_contact_style = {
  .kind = &cpx_contact_kind,
  .title = N_("Contacts"),
  .add_label = N_("New contact"),
  .empty = N_("No contact noted"),
  .fields = FIELDS (CPX_CONTACT_NAME, CPX_CONTACT_ROLE, CPX_CONTACT_RELATION, CPX_CONTACT_MOBILE, CPX_CONTACT_PHONE,
                    CPX_CONTACT_EMAIL, CPX_CONTACT_ADDRESS_LINE_1, CPX_CONTACT_ADDRESS_LINE_2,
                    CPX_CONTACT_POSTAL_CODE, CPX_CONTACT_CITY, CPX_CONTACT_NOTES),
};
