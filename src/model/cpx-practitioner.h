/* cpx-practitioner.h: a health professional: of the practice or a correspondent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_PRACTITIONER (cpx_practitioner_get_type ())
G_DECLARE_FINAL_TYPE (CpxPractitioner, cpx_practitioner, CPX, PRACTITIONER, CpxRecord)

extern const CpxKind cpx_practitioner_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_PRACTITIONER_RPPS,
  CPX_PRACTITIONER_NAME,
  CPX_PRACTITIONER_FIRST_NAME,
  CPX_PRACTITIONER_CIVILITY,
  CPX_PRACTITIONER_SPECIALTY,
  CPX_PRACTITIONER_SECTOR,
  CPX_PRACTITIONER_OPTAM,
  CPX_PRACTITIONER_MSSANTE,
  CPX_PRACTITIONER_SEND_PREFERENCE,
  CPX_PRACTITIONER_ADDRESS_LINE_1,
  CPX_PRACTITIONER_ADDRESS_LINE_2,
  CPX_PRACTITIONER_POSTAL_CODE,
  CPX_PRACTITIONER_CITY,
  CPX_PRACTITIONER_PHONE,
  CPX_PRACTITIONER_MOBILE,
  CPX_PRACTITIONER_FAX,
  CPX_PRACTITIONER_EMAIL,
  CPX_PRACTITIONER_NOTES,
  CPX_PRACTITIONER_ARCHIVED,
  CPX_N_PRACTITIONER_FIELDS
};

char *cpx_practitioner_dup_name (CpxRecord *self);

G_END_DECLS
