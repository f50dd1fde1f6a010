/* cpx-nomenclature-diff.h: what changes for some acts from one nomenclature to another. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-nomenclature.h"

G_BEGIN_DECLS

typedef enum
{
  CPX_CCAM_CHANGE_ADDED,      /* the older one does not know the act */
  CPX_CCAM_CHANGE_REMOVED,    /* the newer one does not know the act */
  CPX_CCAM_CHANGE_LABEL,
  CPX_CCAM_CHANGE_CLOSING,    /* days; empty: open */
  CPX_CCAM_CHANGE_REFUND,
  CPX_CCAM_CHANGE_AGREEMENT,
  CPX_CCAM_CHANGE_ACTIVITY,   /* an activity or a phase is there in one of them only */
  CPX_CCAM_CHANGE_PRICE,      /* amounts, "191.86"; empty: closed in that grid */
  CPX_CCAM_CHANGE_MODIFIERS,  /* letters */
} CpxCcamChangeType;

typedef struct
{
  CpxCcamChangeType  type;
  char              *code;
  char               activity;  /* '1' to '5'; 0: the act */
  guint              phase;
  guint              grid;      /* of a price */
  char              *before;
  char              *after;
} CpxCcamChange;

GPtrArray  *cpx_nomenclature_diff         (CpxNomenclature      *before,
                                           CpxDay                before_day,
                                           CpxNomenclature      *after,
                                           CpxDay                after_day,
                                           const char * const   *codes);
void        cpx_ccam_change_free          (CpxCcamChange        *self);
const char *cpx_ccam_change_get_token     (const CpxCcamChange  *self);
char       *cpx_ccam_change_dup_sentence  (const CpxCcamChange  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxCcamChange, cpx_ccam_change_free)

G_END_DECLS
