/* cpx-allergy.h: one allergy or intolerance of a patient.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_ALLERGY (cpx_allergy_get_type ())
G_DECLARE_FINAL_TYPE (CpxAllergy, cpx_allergy, CPX, ALLERGY, CpxRecord)

extern const CpxKind cpx_allergy_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_ALLERGY_PATIENT,
  CPX_ALLERGY_SUBSTANCE,
  CPX_ALLERGY_REACTION,
  CPX_ALLERGY_SEVERITY,
  CPX_ALLERGY_NOTED_ON,
  CPX_ALLERGY_NOTES,
  CPX_N_ALLERGY_FIELDS
};

G_END_DECLS
