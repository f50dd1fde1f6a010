/* cpx-favourite-act.h: an act of the CCAM that one user wants at hand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_FAVOURITE_ACT (cpx_favourite_act_get_type ())
G_DECLARE_FINAL_TYPE (CpxFavouriteAct, cpx_favourite_act, CPX, FAVOURITE_ACT, CpxRecord)

extern const CpxKind cpx_favourite_act_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_FAVOURITE_ACT_USER,
  CPX_FAVOURITE_ACT_CODE,
  CPX_N_FAVOURITE_ACT_FIELDS
};

G_END_DECLS
