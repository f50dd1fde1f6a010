/* cpx-reason-row.h: where a justification is typed, with how much is still missing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_REASON_ROW (cpx_reason_row_get_type ())
G_DECLARE_FINAL_TYPE (CpxReasonRow, cpx_reason_row, CPX, REASON_ROW, AdwPreferencesRow)

const char *cpx_reason_row_get_text   (CpxReasonRow *self);
void        cpx_reason_row_set_text   (CpxReasonRow *self,
                                       const char   *text);
void        cpx_reason_row_show_wrong (CpxReasonRow *self,
                                       gboolean      wrong,
                                       const char   *sentence);

G_END_DECLS
