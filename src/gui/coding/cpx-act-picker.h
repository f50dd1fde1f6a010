/* cpx-act-picker.h: an act looked for by its code or in words, and picked by keyboard or pointer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>
#include <cpx-suggester.h>

G_BEGIN_DECLS

#define CPX_TYPE_ACT_PICKER (cpx_act_picker_get_type ())
G_DECLARE_FINAL_TYPE (CpxActPicker, cpx_act_picker, CPX, ACT_PICKER, AdwBin)

GtkWidget *cpx_act_picker_new           (void);
void       cpx_act_picker_set_suggester (CpxActPicker *self,
                                         CpxSuggester *suggester,
                                         CpxDay        day);

G_END_DECLS
