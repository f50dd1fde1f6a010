/* cpx-act-sheet-private.h: the parts of an act's sheet, a file each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-act-sheet.h"

G_BEGIN_DECLS

/* A sheet under way. */
typedef struct
{
  CpxNomenclature *nomenclature;
  guint            act;
  CpxDay           day;
  guint            own_grid;    /* CPX_CCAM_NONE: not known */
  gboolean         has_version; /* the nomenclature holds the act for that day */
  CpxCcamVersion   version;     /* if it does */
  CpxCcamSheet    *sheet;
} CpxActLook;

guint    cpx_act_look_get_price_grid (const CpxActLook *look);
void     cpx_act_sheet_add_prices    (CpxActLook       *look);
void     cpx_act_sheet_add_relations (CpxActLook       *look);
void     cpx_act_sheet_add_care      (CpxActLook       *look);
void     cpx_act_sheet_add_history   (CpxActLook       *look);
void     cpx_act_sheet_add_notes     (CpxNomenclature  *nomenclature,
                                      CpxCcamNoteOwner  owner,
                                      guint             of,
                                      CpxCcamSheet     *sheet);

G_END_DECLS
