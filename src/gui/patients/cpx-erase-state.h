/* cpx-erase-state.h: what the dialog that erases a file says is missing, and what it has the journal keep: computed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint       basis;           /* of cpx_erase_state_list_bases(); 0: none chosen yet */
  const char *reason;          /* as typed */
  gboolean    has_passphrase;  /* something is typed there */
  gboolean    left_reason;     /* they went on to the passphrase: what the reason lacks is said */
  gboolean    tried;           /* they asked for it: whatever is missing is said */
  const char *failure;         /* (nullable): why the last attempt was refused; NULL once something is typed */
  gboolean    busy;
} CpxEraseInput;

typedef struct
{
  const char *message;              /* (nullable): the first thing that is missing, or the refusal */
  gboolean    basis_is_wrong;       /* to be shown in red */
  gboolean    reason_is_wrong;
  gboolean    passphrase_is_wrong;
  gboolean    can_accept;
} CpxEraseState;

const char *const *cpx_erase_state_list_bases (void);
CpxEraseState      cpx_erase_state_compute    (const CpxEraseInput *input);
char              *cpx_erase_state_dup_basis  (guint                basis,
                                               const char          *reason);

G_END_DECLS
