/* cpx-file-check-window.h: a bundle or a proof that somebody sends is verified, and what was found is shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_FILE_CHECK_WINDOW (cpx_file_check_window_get_type ())
G_DECLARE_FINAL_TYPE (CpxFileCheckWindow, cpx_file_check_window, CPX, FILE_CHECK_WINDOW, AdwWindow)

void cpx_file_check_window_ask     (GtkWidget   *from,
                                    CpxPractice *practice);
void cpx_file_check_window_present (GtkWidget   *from,
                                    CpxPractice *practice,
                                    const char  *path);

G_END_DECLS
