/* cpx-as-it-was-window.h: a file as it was, at the instant one types, or change by change.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-as-it-was.h>

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_AS_IT_WAS_WINDOW (cpx_as_it_was_window_get_type ())
G_DECLARE_FINAL_TYPE (CpxAsItWasWindow, cpx_as_it_was_window, CPX, AS_IT_WAS_WINDOW, AdwWindow)

void cpx_as_it_was_window_present (GtkWidget               *from,
                                   CpxPractice             *practice,
                                   const CpxAsItWasRequest *request,
                                   const char              *name);

G_END_DECLS
