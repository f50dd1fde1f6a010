/* cpx-coding.h: the coding of one operation for one practitioner: what was proposed, what was decided.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_CODING (cpx_coding_get_type ())
G_DECLARE_FINAL_TYPE (CpxCoding, cpx_coding, CPX, CODING, CpxRecord)

extern const CpxKind cpx_coding_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_CODING_PATIENT,
  CPX_CODING_INTERVENTION,
  CPX_CODING_PRACTITIONER,
  CPX_CODING_STATE,
  CPX_CODING_CONTEXT,
  CPX_CODING_NOTE,
  CPX_CODING_NOTE_HASH,
  CPX_CODING_NOMENCLATURE,
  CPX_CODING_NOMENCLATURE_HASH,
  CPX_CODING_SUGGESTIONS,
  CPX_CODING_OVERRIDES,
  CPX_CODING_REOPENING_REASON,
  CPX_CODING_DECIDED_BY,
  CPX_N_CODING_FIELDS
};

gboolean cpx_coding_may_change (CpxRecord *self);

G_END_DECLS
