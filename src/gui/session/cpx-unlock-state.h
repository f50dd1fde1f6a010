/* cpx-unlock-state.h: what the unlock page shows, from what was typed and answered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *login;
  const char *passphrase;
  const char *code;        /* the one-time code as typed */
  gboolean    asks_code;   /* the passphrase was right, the code is asked next */
  gboolean    busy;        /* the key is being derived */
  gint64      wait_us;     /* what is left of the delay after failed attempts */
  const char *failure;     /* (nullable): why the last attempt failed */
  const char *news;        /* (nullable): what went well instead */
} CpxUnlockInput;

typedef struct
{
  gboolean    can_unlock;
  gboolean    can_type;
  gboolean    shows_code;
  gboolean    shows_spinner;
  char       *sentence;    /* (owned) (nullable): the line under the field */
  const char *style_class; /* of that line: what failed, or what went well */
} CpxUnlockState;

CpxUnlockState cpx_unlock_state_compute (const CpxUnlockInput *input);
void           cpx_unlock_state_clear   (CpxUnlockState       *self);
gboolean       cpx_unlock_state_is_code (const char           *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxUnlockState, cpx_unlock_state_clear)

G_END_DECLS
