/* cpx-treatment.h: one medicine a patient takes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_TREATMENT (cpx_treatment_get_type ())
G_DECLARE_FINAL_TYPE (CpxTreatment, cpx_treatment, CPX, TREATMENT, CpxRecord)

extern const CpxKind cpx_treatment_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_TREATMENT_PATIENT,
  CPX_TREATMENT_DRUG,
  CPX_TREATMENT_DOSE,
  CPX_TREATMENT_BLOOD_THINNER,
  CPX_TREATMENT_SINCE,
  CPX_TREATMENT_UNTIL,
  CPX_TREATMENT_NOTES,
  CPX_N_TREATMENT_FIELDS
};

G_END_DECLS
