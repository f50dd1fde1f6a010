/* cpx-patient.h: a patient: identity, ways to reach them, statements; what hangs on them are records of their own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

#include <cpx-partial-date.h>

G_BEGIN_DECLS

#define CPX_TYPE_PATIENT (cpx_patient_get_type ())
G_DECLARE_FINAL_TYPE (CpxPatient, cpx_patient, CPX, PATIENT, CpxRecord)

extern const CpxKind cpx_patient_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_PATIENT_BIRTH_NAME,
  CPX_PATIENT_BIRTH_FIRST_NAMES,
  CPX_PATIENT_FIRST_BIRTH_FIRST_NAME,
  CPX_PATIENT_USED_NAME,
  CPX_PATIENT_USED_FIRST_NAME,
  CPX_PATIENT_SEX,
  CPX_PATIENT_BIRTH_DATE,
  CPX_PATIENT_BIRTH_PLACE_INSEE,
  CPX_PATIENT_BIRTH_PLACE,
  CPX_PATIENT_BIRTH_COUNTRY,
  CPX_PATIENT_INS_MATRICULE,
  CPX_PATIENT_INS_OID,
  CPX_PATIENT_IDENTITY_STATUS,
  CPX_PATIENT_IDENTITY_DOCUMENT,
  CPX_PATIENT_HOMONYM,
  CPX_PATIENT_DOUBTFUL,
  CPX_PATIENT_FICTITIOUS,
  CPX_PATIENT_NIR,
  CPX_PATIENT_CIVILITY,
  CPX_PATIENT_ADDRESS_LINE_1,
  CPX_PATIENT_ADDRESS_LINE_2,
  CPX_PATIENT_POSTAL_CODE,
  CPX_PATIENT_CITY,
  CPX_PATIENT_COUNTRY,
  CPX_PATIENT_MOBILE,
  CPX_PATIENT_PHONE,
  CPX_PATIENT_EMAIL,
  CPX_PATIENT_PROFESSION,
  CPX_PATIENT_SMS_CONSENT,
  CPX_PATIENT_GUARDIANSHIP,
  CPX_PATIENT_CONFIDENTIAL,
  CPX_PATIENT_ALLERGIES_STATEMENT,
  CPX_PATIENT_TREATMENTS_STATEMENT,
  CPX_PATIENT_HISTORY_STATEMENT,
  CPX_PATIENT_BLOOD_GROUP,
  CPX_PATIENT_RHESUS,
  CPX_PATIENT_WEIGHT_G,
  CPX_PATIENT_HEIGHT_CM,
  CPX_PATIENT_TOBACCO,
  CPX_PATIENT_NOTES,
  CPX_PATIENT_FILE_NUMBER,
  CPX_PATIENT_DECEASED_ON,
  CPX_PATIENT_ARCHIVED,
  CPX_PATIENT_MERGED_INTO,
  CPX_N_PATIENT_FIELDS
};

char           *cpx_patient_dup_name       (CpxRecord      *self);
char           *cpx_patient_dup_full_name  (CpxRecord      *self);
char           *cpx_patient_dup_age        (CpxRecord      *self,
                                            CpxPartialDate  on);
CpxPartialDate  cpx_patient_get_birth      (CpxRecord      *self);

G_END_DECLS
