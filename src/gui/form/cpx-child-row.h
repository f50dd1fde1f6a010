/* cpx-child-row.h: one record of a list: a line that opens into its form.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-child-list.h"
#include "cpx-draft.h"

G_BEGIN_DECLS

#define CPX_TYPE_CHILD_ROW (cpx_child_row_get_type ())
G_DECLARE_FINAL_TYPE (CpxChildRow, cpx_child_row, CPX, CHILD_ROW, AdwExpanderRow)

GtkWidget  *cpx_child_row_new        (CpxPractice         *practice,
                                      CpxDraft            *draft,
                                      const CpxChildStyle *style,
                                      GListModel          *choices);
const char *cpx_child_row_get_id     (CpxChildRow         *self);
void        cpx_child_row_set_record (CpxChildRow         *self,
                                      CpxRecord           *record);
void        cpx_child_row_open       (CpxChildRow         *self);

G_END_DECLS
