/* cpx-act-sheet.h: what a nomenclature tells of one act on a day, and of a chapter. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-ccam-sheet.h"

#include <cpx-nomenclature.h>

G_BEGIN_DECLS

CpxCcamSheet *cpx_act_sheet_compute  (CpxNomenclature *nomenclature,
                                      guint            act,
                                      CpxDay           day,
                                      guint            own_grid);
CpxCcamSheet *cpx_menu_sheet_compute (CpxNomenclature *nomenclature,
                                      guint            menu,
                                      CpxDay           day);

G_END_DECLS
