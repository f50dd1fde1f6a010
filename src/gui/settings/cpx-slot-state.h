/* cpx-slot-state.h: how a key of the vault is shown, and whether it may be revoked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-access.h>
#include <cpx-slots.h>

G_BEGIN_DECLS

typedef struct
{
  char       *title;       /* (owned): "Passphrase of martin" */
  char       *subtitle;    /* (owned): what a guess costs */
  const char *hint;        /* what revoking does, or why it cannot be done */
  gboolean    can_revoke;
} CpxSlotState;

CpxSlotState cpx_slot_state_compute (const CpxSlotInfo *slot,
                                     guint              n_slots,
                                     const char        *own_login,
                                     CpxRoles           roles);
void         cpx_slot_state_clear   (CpxSlotState      *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxSlotState, cpx_slot_state_clear)

G_END_DECLS
