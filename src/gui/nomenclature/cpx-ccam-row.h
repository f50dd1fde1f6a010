/* cpx-ccam-row.h: an act or a chapter in a list. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-nomenclature.h>

G_BEGIN_DECLS

#define CPX_TYPE_CCAM_ROW (cpx_ccam_row_get_type ())
G_DECLARE_FINAL_TYPE (CpxCcamRow, cpx_ccam_row, CPX, CCAM_ROW, GObject)

/* Properties: code, label, detail (text), favourite, is-act (boolean). */
CpxCcamRow *cpx_ccam_row_new_act       (CpxNomenclature *nomenclature,
                                        guint            act,
                                        CpxDay           day,
                                        const char      *detail);
CpxCcamRow *cpx_ccam_row_new_menu      (CpxNomenclature *nomenclature,
                                        guint            menu);
CpxCcamRow *cpx_ccam_row_new_gone      (const char      *code,
                                        const char      *sentence);
const char *cpx_ccam_row_get_code      (CpxCcamRow      *self);
const char *cpx_ccam_row_get_label     (CpxCcamRow      *self);
gboolean    cpx_ccam_row_is_act        (CpxCcamRow      *self);
guint       cpx_ccam_row_get_menu      (CpxCcamRow      *self);
void        cpx_ccam_row_set_favourite (CpxCcamRow      *self,
                                        gboolean         favourite);

G_END_DECLS
