/* cpx-added-act.h: an act that somebody searched: is it one of those proposed, one more, or one in place of a proposal?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-coding-request.h>
#include <cpx-suggestion.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_ADDED_MORE,      /* nothing is proposed, or each gesture that is has its act already */
  CPX_ADDED_PROPOSED,  /* it is on the list */
  CPX_ADDED_INSTEAD,   /* a gesture is proposed another code and has none yet: why is to be said */
} CpxAddedAct;

CpxAddedAct cpx_added_act_judge (GPtrArray         *shown,
                                 GPtrArray         *dismissed,
                                 CpxCodingRequest  *request,
                                 const char        *code,
                                 const char       **out_proposed);

G_END_DECLS
