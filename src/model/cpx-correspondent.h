/* cpx-correspondent.h: what a practitioner is to a patient: médecin traitant, who sent them, correspondent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_CORRESPONDENT (cpx_correspondent_get_type ())
G_DECLARE_FINAL_TYPE (CpxCorrespondent, cpx_correspondent, CPX, CORRESPONDENT, CpxRecord)

extern const CpxKind cpx_correspondent_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_CORRESPONDENT_PATIENT,
  CPX_CORRESPONDENT_ROLE,
  CPX_CORRESPONDENT_PRACTITIONER,
  CPX_CORRESPONDENT_SINCE,
  CPX_CORRESPONDENT_NOTES,
  CPX_N_CORRESPONDENT_FIELDS
};

char *cpx_correspondent_dup_line (CpxRecord *self,
                                  CpxRecord *practitioner);

G_END_DECLS
