/* cpx-key-slot.h: what lets one passphrase, or one recovery code, open a vault.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-vault.h"

G_BEGIN_DECLS

#define CPX_KEY_SLOT_SIZE     384
#define CPX_DATA_KEY_SIZE     32
#define CPX_KEY_SLOT_WRAPPED  (32 + 40)  /* a secret key under the passphrase's key */
#define CPX_KEY_SLOT_SEALED   (CPX_DATA_KEY_SIZE + 48)  /* the data key under the public key */

typedef struct
{
  CpxVaultSlotInfo info;
  guint8           salt[CPX_PASSWORD_SALT_SIZE];
  guint8           public_key[32];
  guint8           wrapped_secret_key[CPX_KEY_SLOT_WRAPPED];
  guint8           sealed_data_key[CPX_KEY_SLOT_SEALED];
} CpxKeySlot;

gboolean   cpx_key_slot_is_empty    (const CpxKeySlot      *self);
gboolean   cpx_key_slot_make        (CpxKeySlot            *self,
                                     CpxVaultSlotKind       kind,
                                     const char            *login,
                                     CpxSecret             *passphrase,
                                     const CpxPasswordCost *cost,
                                     const guint8           vault_id[CPX_VAULT_ID_SIZE],
                                     CpxSecret             *data_key,
                                     GError               **error);
void       cpx_key_slot_reseal      (CpxKeySlot            *self,
                                     CpxSecret             *data_key);
gboolean   cpx_key_slot_unlock      (const CpxKeySlot      *self,
                                     CpxSecret             *passphrase,
                                     const guint8           vault_id[CPX_VAULT_ID_SIZE],
                                     CpxSecret            **out_data_key,
                                     GError               **error);

void       cpx_key_slot_write       (const CpxKeySlot      *self,
                                     guint8                 out_bytes[CPX_KEY_SLOT_SIZE]);
gboolean   cpx_key_slot_read        (CpxKeySlot            *self,
                                     const guint8           bytes[CPX_KEY_SLOT_SIZE]);

G_END_DECLS
