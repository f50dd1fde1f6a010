/* cpx-vault.h: one file that holds a practice, encrypted page by page, and the slots that open it.
 *
 * A vault is opened by one process at a time, once in it.  The handle may be used from any thread; what it
 * gives (cpx-db.h) belongs to one thread at a time.  Closing order: connections first, then the vault.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-cipher.h"
#include "cpx-db.h"
#include "cpx-password.h"
#include "cpx-secret.h"
#include "cpx-vault-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define CPX_VAULT_ID_SIZE 16
#define CPX_VAULT_LOGIN_MAX 64  /* bytes of UTF-8 */
#define CPX_VAULT_SLOTS_MAX 32

#define CPX_TYPE_VAULT (cpx_vault_get_type ())
G_DECLARE_FINAL_TYPE (CpxVault, cpx_vault, CPX, VAULT, GObject)

/* How a new vault is made; all zero means the defaults. */
typedef struct
{
  CpxCipherSuite cipher;     /* 0: what this machine is fast at */
  guint32        page_size;  /* 4096 or 8192; 0: 4096 */
} CpxVaultParams;

typedef enum {
  CPX_VAULT_OPEN_DEFAULT     = 0,
  CPX_VAULT_OPEN_READ_ONLY   = 1 << 0,  /* nothing is written anywhere; works in a read-only folder */
  CPX_VAULT_OPEN_ACCEPT_LOSS = 1 << 1,  /* go on with what is left after %CPX_VAULT_ERROR_LOST_COMMITS */
} CpxVaultOpenFlags;

typedef enum {
  CPX_VAULT_SLOT_USER     = 1,
  CPX_VAULT_SLOT_RECOVERY = 2,
} CpxVaultSlotKind;

/* What anyone who has the file can read of a slot. */
typedef struct
{
  CpxVaultSlotKind kind;
  char             login[CPX_VAULT_LOGIN_MAX + 1];  /* empty for a recovery code */
  CpxPasswordCost  cost;
} CpxVaultSlotInfo;

/* What anyone who has the file can read of it, without a key. */
typedef struct
{
  guint8         id[CPX_VAULT_ID_SIZE];
  guint32        format_version;
  CpxCipherSuite cipher;
  guint32        page_size;
  guint64        n_pages;
  gboolean       header_damaged;                    /* one of the two copies does not verify */
  guint          n_slots;
  CpxVaultSlotInfo slots[CPX_VAULT_SLOTS_MAX];
} CpxVaultInfo;

/* A change of who may open it, prepared */
typedef struct _CpxSlotChange CpxSlotChange;

/* Who may open it */
CpxVault   *cpx_vault_create              (const char             *path,
                                           const CpxVaultParams   *params,
                                           const char             *login,
                                           CpxSecret              *passphrase,
                                           const CpxPasswordCost  *cost,
                                           GError                **error);
CpxVaultInfo *cpx_vault_probe             (const char             *path,
                                           GError                **error);
CpxVault   *cpx_vault_unlock              (const char             *path,
                                           const char             *login,
                                           CpxSecret              *passphrase,
                                           CpxVaultOpenFlags       flags,
                                           GError                **error);
CpxVault   *cpx_vault_unlock_recovery     (const char             *path,
                                           CpxSecret              *recovery_code,
                                           CpxVaultOpenFlags       flags,
                                           GError                **error);
gboolean    cpx_vault_close               (CpxVault               *self,
                                           GError                **error);

const char *cpx_vault_get_path            (CpxVault               *self);
const char *cpx_vault_get_login           (CpxVault               *self);
gboolean    cpx_vault_is_recovery         (CpxVault               *self);
gboolean    cpx_vault_is_read_only        (CpxVault               *self);
const guint8 *cpx_vault_get_id            (CpxVault               *self);
CpxVaultInfo *cpx_vault_dup_info          (CpxVault               *self);

/* Slots: none of these rewrites the database */
gboolean    cpx_vault_check_passphrase    (CpxVault               *self,
                                           const char             *login,
                                           CpxSecret              *passphrase,
                                           GError                **error);
gboolean    cpx_vault_add_slot            (CpxVault               *self,
                                           const char             *login,
                                           CpxSecret              *passphrase,
                                           const CpxPasswordCost  *cost,
                                           GError                **error);
gboolean    cpx_vault_change_slot         (CpxVault               *self,
                                           const char             *login,
                                           CpxSecret              *new_passphrase,
                                           const CpxPasswordCost  *cost,
                                           GError                **error);
gboolean    cpx_vault_revoke_slot         (CpxVault               *self,
                                           const char             *login,
                                           GError                **error);
CpxSecret  *cpx_vault_renew_recovery      (CpxVault               *self,
                                           const CpxPasswordCost  *cost,
                                           GError                **error);

/* The same in two steps: what is refused or takes time, then one write that may still fail */
CpxSlotChange *cpx_vault_prepare_slot       (CpxVault               *self,
                                             const char             *login,
                                             CpxSecret              *passphrase,
                                             const CpxPasswordCost  *cost,
                                             GError                **error);
CpxSlotChange *cpx_vault_prepare_recovery   (CpxVault               *self,
                                             const CpxPasswordCost  *cost,
                                             CpxSecret             **out_code,
                                             GError                **error);
CpxSlotChange *cpx_vault_prepare_revocation (CpxVault               *self,
                                             const char             *login,
                                             GError                **error);
gboolean       cpx_vault_apply              (CpxVault               *self,
                                             const CpxSlotChange    *change,
                                             GError                **error);
void           cpx_slot_change_free         (CpxSlotChange          *self);

/* Connections: cache_bytes 0 means the default share of the budget */
CpxDb      *cpx_vault_open_writer         (CpxVault               *self,
                                           gsize                   cache_bytes,
                                           GError                **error);
CpxDb      *cpx_vault_open_reader         (CpxVault               *self,
                                           gsize                   cache_bytes,
                                           GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxVaultInfo, g_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxSlotChange, cpx_slot_change_free)

G_END_DECLS
