/* cpx-finding-row.h: what one rule says of the acts kept, what would settle it, and the card of the rule.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-finding-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_FINDING_ROW (cpx_finding_row_get_type ())
G_DECLARE_FINAL_TYPE (CpxFindingRow, cpx_finding_row, CPX, FINDING_ROW, GtkListBoxRow)

GtkWidget            *cpx_finding_row_new         (void);
void                  cpx_finding_row_show        (CpxFindingRow         *self,
                                                   const CpxRuleFinding  *finding,
                                                   const CpxFindingState *state);
const CpxRuleFinding *cpx_finding_row_get_finding (CpxFindingRow         *self);

G_END_DECLS
