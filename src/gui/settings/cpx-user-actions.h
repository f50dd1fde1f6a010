/* cpx-user-actions.h: what is done with a user's passphrase, one-time code and access, as actions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_USER_ACTIONS (cpx_user_actions_get_type ())
G_DECLARE_FINAL_TYPE (CpxUserActions, cpx_user_actions, CPX, USER_ACTIONS, GObject)

CpxUserActions *cpx_user_actions_new          (CpxPractice    *practice,
                                               GtkWidget      *owner);
CpxPractice    *cpx_user_actions_get_practice (CpxUserActions *self);

G_END_DECLS
