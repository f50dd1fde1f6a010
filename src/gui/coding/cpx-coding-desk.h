/* cpx-coding-desk.h: one operation being coded: what the records say, what is chosen and not yet kept, what is asked.
 *
 * It outlives the page that shows it until what was chosen is kept. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-edit.h"
#include "cpx-coding-state.h"

#include <cpx-save-coding.h>

G_BEGIN_DECLS

#define CPX_TYPE_CODING_DESK (cpx_coding_desk_get_type ())
G_DECLARE_FINAL_TYPE (CpxCodingDesk, cpx_coding_desk, CPX, CODING_DESK, GObject)

CpxCodingDesk  *cpx_coding_desk_open       (CpxPractice    *practice,
                                            const char     *intervention_id);
const char     *cpx_coding_desk_get_id     (CpxCodingDesk  *self);

CpxCodingFacts  cpx_coding_desk_get_facts  (CpxCodingDesk  *self);

void            cpx_coding_desk_reload     (CpxCodingDesk  *self);
void            cpx_coding_desk_ask        (CpxCodingDesk  *self,
                                            const char     *title);
gboolean        cpx_coding_desk_change     (CpxCodingDesk  *self,
                                            CpxCodingEdit  *edit);
void            cpx_coding_desk_undo       (CpxCodingDesk  *self);
void            cpx_coding_desk_keep       (CpxCodingDesk  *self);
void            cpx_coding_desk_save       (CpxCodingDesk  *self,
                                            CpxCodingStep   step);

G_END_DECLS
