/* cpx-user-state.h: how a user is shown in the settings, and what may be done with them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-role.h>
#include <cpx-user.h>

G_BEGIN_DECLS

typedef struct
{
  char       *subtitle;            /* (owned): login, roles, whether disabled */
  const char *passphrase_label;    /* of the button that sets one: it also lets a disabled user in again */
  const char *code_label;          /* "One-time code: asked" */
  const char *disable_hint;        /* (nullable): why not */
  gboolean    can_set_passphrase;
  gboolean    can_disable;
  gboolean    can_enrol;
  gboolean    can_remove_code;
} CpxUserState;

CpxUserState cpx_user_state_compute (CpxRecord    *user,
                                     CpxRecord    *viewer,
                                     gboolean      has_code);
void         cpx_user_state_clear   (CpxUserState *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxUserState, cpx_user_state_clear)

G_END_DECLS
