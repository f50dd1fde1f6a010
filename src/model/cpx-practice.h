/* cpx-practice.h: the practice itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_PRACTICE (cpx_practice_get_type ())
G_DECLARE_FINAL_TYPE (CpxPractice, cpx_practice, CPX, PRACTICE, CpxRecord)

extern const CpxKind cpx_practice_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_PRACTICE_NAME,
  CPX_PRACTICE_ADDRESS_LINE_1,
  CPX_PRACTICE_ADDRESS_LINE_2,
  CPX_PRACTICE_POSTAL_CODE,
  CPX_PRACTICE_CITY,
  CPX_PRACTICE_PHONE,
  CPX_PRACTICE_FAX,
  CPX_PRACTICE_EMAIL,
  CPX_PRACTICE_FINESS,
  CPX_PRACTICE_SIRET,
  CPX_PRACTICE_NOTES,
  CPX_PRACTICE_DEMONSTRATION,
  CPX_N_PRACTICE_FIELDS
};

G_END_DECLS
