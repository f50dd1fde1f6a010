/* cpx-window.h: the one window: first run, unlock, then the practice; and the lock.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_WINDOW (cpx_window_get_type ())
G_DECLARE_FINAL_TYPE (CpxWindow, cpx_window, CPX, WINDOW, AdwApplicationWindow)

CpxWindow   *cpx_window_new          (GtkApplication *application,
                                      const char     *vault_path);
void         cpx_window_enter        (CpxWindow      *self,
                                      CpxPractice    *practice);
CpxPractice *cpx_window_get_practice (CpxWindow      *self);
const char  *cpx_window_get_stage    (CpxWindow      *self);
const char  *cpx_window_get_help     (CpxWindow      *self);

G_END_DECLS
