/* cpx-slots.h: which keys open the vault, and taking one away.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

G_BEGIN_DECLS

/* One key slot: a person's, or the recovery code's. */
typedef struct
{
  char     *login;     /* (nullable): NULL for the recovery code */
  guint64   kdf_passes;
  guint64   kdf_bytes;
} CpxSlotInfo;

void        cpx_slot_info_free              (CpxSlotInfo          *self);
char       *cpx_slot_info_dup_memory        (const CpxSlotInfo    *self);

GPtrArray  *cpx_practice_list_slots         (CpxPractice          *practice,
                                             GError              **error);
CpxReceipt *cpx_practice_revoke_slot        (CpxPractice          *practice,
                                             const char           *login,
                                             GError              **error);
void        cpx_practice_revoke_slot_async  (CpxPractice          *practice,
                                             const char           *login,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
CpxReceipt *cpx_practice_revoke_slot_finish (CpxPractice          *practice,
                                             GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
