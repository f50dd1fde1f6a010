/* cpx-intervention.h: one operation on a patient, from the decision to the invoice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_INTERVENTION (cpx_intervention_get_type ())
G_DECLARE_FINAL_TYPE (CpxIntervention, cpx_intervention, CPX, INTERVENTION, CpxRecord)

extern const CpxKind cpx_intervention_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_INTERVENTION_PATIENT,
  CPX_INTERVENTION_SURGEON,
  CPX_INTERVENTION_DATE,
  CPX_INTERVENTION_START_TIME,
  CPX_INTERVENTION_SIDE,
  CPX_INTERVENTION_LABEL,
  CPX_INTERVENTION_PLANNED_ACTS,
  CPX_INTERVENTION_ESTABLISHMENT,
  CPX_INTERVENTION_ROOM,
  CPX_INTERVENTION_STATE,
  CPX_INTERVENTION_NOTES,
  CPX_N_INTERVENTION_FIELDS
};

gboolean  cpx_intervention_is_uncoded (CpxRecord *self);
char     *cpx_intervention_dup_side   (CpxRecord *self);

G_END_DECLS
