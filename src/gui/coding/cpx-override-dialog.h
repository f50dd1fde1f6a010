/* cpx-override-dialog.h: "Override the proposal": what is proposed, what is kept, why, and what it changes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-override-target.h"

#include <adwaita.h>
#include <cpx-practice.h>
#include <cpx-suggester.h>

G_BEGIN_DECLS

#define CPX_TYPE_OVERRIDE_DIALOG (cpx_override_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CpxOverrideDialog, cpx_override_dialog, CPX, OVERRIDE_DIALOG, AdwWindow)

/* @request: the changed copy, borrowed. */
typedef void (*CpxOverrideFunc) (GObject          *owner,
                                 CpxCodingRequest *request);

GtkWidget *cpx_override_dialog_new     (CpxPractice             *practice,
                                        CpxCodingRequest        *request,
                                        const CpxOverrideTarget *target,
                                        CpxSuggester            *suggester,
                                        CpxOverrideFunc          func,
                                        GObject                 *owner);
void       cpx_override_dialog_present (GtkWidget               *parent,
                                        CpxPractice             *practice,
                                        CpxCodingRequest        *request,
                                        const CpxOverrideTarget *target,
                                        CpxSuggester            *suggester,
                                        CpxOverrideFunc          func,
                                        GObject                 *owner);

G_END_DECLS
