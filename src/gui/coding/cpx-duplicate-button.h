/* cpx-duplicate-button.h: a button that lists the codings whose acts may be taken over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>
#include <cpx-practice.h>

G_BEGIN_DECLS

#define CPX_TYPE_DUPLICATE_BUTTON (cpx_duplicate_button_get_type ())
G_DECLARE_FINAL_TYPE (CpxDuplicateButton, cpx_duplicate_button, CPX, DUPLICATE_BUTTON, AdwBin)

void cpx_duplicate_button_set_operation (CpxDuplicateButton *self,
                                         CpxPractice        *practice,
                                         const char         *intervention_id);

G_END_DECLS
