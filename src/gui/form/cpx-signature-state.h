/* cpx-signature-state.h: what a deed that is signed with reason, passphrase and perhaps a code still wants: computed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *reason;          /* as typed */
  gboolean    has_passphrase;  /* something is typed there */
  gboolean    asks_code;       /* they have a second factor */
  gboolean    has_code;
  gboolean    left_reason;     /* they went on to the passphrase: what the reason lacks is said */
  gboolean    tried;           /* they asked for it: whatever is missing is said */
  gboolean    wrong_code;      /* the last attempt was refused for the code, not for the passphrase */
  const char *failure;         /* (nullable): why the last attempt was refused; NULL once something is typed */
  gboolean    busy;
  const char *no_reason;       /* what is said where the reason is too short: it names the deed */
  const char *before;          /* (nullable): what is missing above the signature; said first */
} CpxSignatureInput;

typedef struct
{
  const char *message;              /* (nullable): the first thing that is missing, or the refusal */
  gboolean    reason_is_wrong;      /* to be shown in red */
  gboolean    passphrase_is_wrong;
  gboolean    code_is_wrong;
  gboolean    can_accept;
} CpxSignatureState;

CpxSignatureState cpx_signature_state_compute (const CpxSignatureInput *input);

G_END_DECLS
