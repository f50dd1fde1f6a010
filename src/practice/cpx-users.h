/* cpx-users.h: who may unlock the practice: added, disabled, given roles and passphrases.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

G_BEGIN_DECLS

/* One key slot of the vault: a person, or the recovery code. */
typedef struct
{
  guint     index;
  char     *login;        /* (nullable): NULL for the recovery code */
  gboolean  recovery;
  char     *kdf;          /* its cost, as shown: "Argon2id, 256 MiB, 3 passes" */
} CpxSlotInfo;

CpxReceipt *cpx_practice_add_user                  (CpxPractice          *practice,
                                                    CpxRecord            *user,
                                                    const char           *passphrase,
                                                    GError              **error);
void        cpx_practice_add_user_async            (CpxPractice          *practice,
                                                    CpxRecord            *user,
                                                    const char           *passphrase,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
CpxReceipt *cpx_practice_add_user_finish           (CpxPractice          *practice,
                                                    GAsyncResult         *result,
                                                    GError              **error);

CpxReceipt *cpx_practice_disable_user              (CpxPractice          *practice,
                                                    const char           *login,
                                                    GError              **error);
void        cpx_practice_disable_user_async        (CpxPractice          *practice,
                                                    const char           *login,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
CpxReceipt *cpx_practice_disable_user_finish       (CpxPractice          *practice,
                                                    GAsyncResult         *result,
                                                    GError              **error);

CpxReceipt *cpx_practice_set_roles                 (CpxPractice          *practice,
                                                    const char           *login,
                                                    CpxRoles              roles,
                                                    GError              **error);
void        cpx_practice_set_roles_async           (CpxPractice          *practice,
                                                    const char           *login,
                                                    CpxRoles              roles,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
CpxReceipt *cpx_practice_set_roles_finish          (CpxPractice          *practice,
                                                    GAsyncResult         *result,
                                                    GError              **error);

CpxReceipt *cpx_practice_change_passphrase         (CpxPractice          *practice,
                                                    const char           *login,
                                                    const char           *old_passphrase,
                                                    const char           *new_passphrase,
                                                    GError              **error);
void        cpx_practice_change_passphrase_async   (CpxPractice          *practice,
                                                    const char           *login,
                                                    const char           *old_passphrase,
                                                    const char           *new_passphrase,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
CpxReceipt *cpx_practice_change_passphrase_finish  (CpxPractice          *practice,
                                                    GAsyncResult         *result,
                                                    GError              **error);

GPtrArray  *cpx_practice_list_slots                (CpxPractice          *practice,
                                                    GError              **error);
CpxReceipt *cpx_practice_revoke_slot               (CpxPractice          *practice,
                                                    guint                 index,
                                                    GError              **error);
void        cpx_slot_info_free                     (CpxSlotInfo          *self);

G_END_DECLS
