/* cpx-practice-record.h: the practice itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_PRACTICE_RECORD (cpx_practice_record_get_type ())
G_DECLARE_FINAL_TYPE (CpxPracticeRecord, cpx_practice_record, CPX, PRACTICE_RECORD, CpxRecord)

extern const CpxKind cpx_practice_record_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_PRACTICE_RECORD_NAME,
  CPX_PRACTICE_RECORD_ADDRESS_LINE_1,
  CPX_PRACTICE_RECORD_ADDRESS_LINE_2,
  CPX_PRACTICE_RECORD_POSTAL_CODE,
  CPX_PRACTICE_RECORD_CITY,
  CPX_PRACTICE_RECORD_PHONE,
  CPX_PRACTICE_RECORD_FAX,
  CPX_PRACTICE_RECORD_EMAIL,
  CPX_PRACTICE_RECORD_FINESS,
  CPX_PRACTICE_RECORD_SIRET,
  CPX_PRACTICE_RECORD_NOTES,
  CPX_PRACTICE_RECORD_DEMONSTRATION,
  CPX_N_PRACTICE_RECORD_FIELDS
};

G_END_DECLS
