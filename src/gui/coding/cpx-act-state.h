/* cpx-act-state.h: one act kept, in the words of the screen: what it is, how it is charged, at which amount.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-coding-verdict.h>

G_BEGIN_DECLS

typedef struct
{
  char     *code;
  char     *label;        /* (owned): of the nomenclature; says so if the act is not in it */
  char     *facts;        /* (owned): "Activity 1 · phase 0 · association 2 (50 %), automatic · modifiers J, P" */
  char     *amount;       /* (owned): "293.94 €", or that it is unknown */
  gboolean  amount_known;
  char     *amount_hint;  /* (owned) (nullable): how it comes, or why it is unknown */
  char     *overcharge;   /* (owned) (nullable): "+ 50.00 €, agreed with the patient" */
  char     *origin;       /* (owned) (nullable): "in place of HMFC002: …" */
  char     *name;         /* (owned): all of it for a screen reader */
} CpxActState;

CpxActState cpx_act_state_compute (CpxCodingRequest *request,
                                   CpxCodingVerdict *verdict,
                                   guint             position);
void        cpx_act_state_clear   (CpxActState      *self);

const char *cpx_act_state_name_association (CpxAssociation       association);
const char *cpx_act_state_name_overcharge  (CpxOverchargeReason  reason);
const char *cpx_act_state_name_body_part   (CpxBodyPart          part);
const char *cpx_act_state_name_ent_part    (CpxEntPart           part);
char       *cpx_act_state_dup_activity     (CpxNomenclature     *nomenclature,
                                            int                  activity);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxActState, cpx_act_state_clear)

G_END_DECLS
