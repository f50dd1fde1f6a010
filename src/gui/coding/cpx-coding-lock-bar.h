/* cpx-coding-lock-bar.h: under a coding that was validated: its state, who decided it, lock and reopening, the proof.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>
#include <cpx-coding-request.h>
#include <cpx-practice.h>

G_BEGIN_DECLS

#define CPX_TYPE_CODING_LOCK_BAR (cpx_coding_lock_bar_get_type ())
G_DECLARE_FINAL_TYPE (CpxCodingLockBar, cpx_coding_lock_bar, CPX, CODING_LOCK_BAR, AdwBin)

GtkWidget *cpx_coding_lock_bar_new  (CpxPractice      *practice);
void       cpx_coding_lock_bar_show (CpxCodingLockBar *self,
                                     CpxCodingRequest *request);

G_END_DECLS
