/* cpx-act.h: one coded act of an operation, as it will be billed. Two of the same code are two records.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_ACT (cpx_act_get_type ())
G_DECLARE_FINAL_TYPE (CpxAct, cpx_act, CPX, ACT, CpxRecord)

extern const CpxKind cpx_act_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_ACT_PATIENT,
  CPX_ACT_INTERVENTION,
  CPX_ACT_CODING,
  CPX_ACT_POSITION,
  CPX_ACT_CODE,
  CPX_ACT_ACTIVITY,
  CPX_ACT_PHASE,
  CPX_ACT_ASSOCIATION,
  CPX_ACT_ASSOCIATION_CHOSEN,
  CPX_ACT_MODIFIERS,
  CPX_ACT_DATE,
  CPX_ACT_TIME,
  CPX_ACT_PRACTITIONER,
  CPX_ACT_BASE_CENTS,
  CPX_ACT_OVERCHARGE_CENTS,
  CPX_ACT_OVERCHARGE_REASON,
  CPX_ACT_EXCEPTIONAL_REFUND,
  CPX_ACT_MOMENT,
  CPX_ACT_BODY_PART,
  CPX_ACT_TRAUMA,
  CPX_ACT_ENT_PART,
  CPX_ACT_NOMENCLATURE,
  CPX_ACT_NOMENCLATURE_HASH,
  CPX_ACT_SOURCE,
  CPX_ACT_PROPOSED_CODE,
  CPX_ACT_MOTIVE,
  CPX_ACT_REASON,
  CPX_ACT_RECORDED_BY,
  CPX_N_ACT_FIELDS
};

#define CPX_ACT_MIN_REASON 20

gboolean cpx_act_is_override  (CpxRecord  *self);
guint    cpx_act_count_reason (const char *reason);

G_END_DECLS
