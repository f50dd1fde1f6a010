/* cpx-erase-state.h: what the dialog that erases a file says is missing, and what it has the journal keep: computed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-signature-state.h"

G_BEGIN_DECLS

typedef struct
{
  CpxSignatureState signature;
  gboolean          basis_is_wrong;   /* to be shown in red */
} CpxEraseState;

const char *const *cpx_erase_state_list_bases (void);
CpxEraseState      cpx_erase_state_compute    (guint                    basis,
                                               const CpxSignatureInput *signature);
guint              cpx_erase_state_read_basis (const char              *text);
char              *cpx_erase_state_dup_basis  (guint                    basis,
                                               const char              *reason);

G_END_DECLS
