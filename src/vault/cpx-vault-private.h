/* cpx-vault-private.h: what the files of CpxVault share: opening with a key in hand, and the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-db-private.h"
#include "cpx-header.h"
#include "cpx-lock-file.h"
#include "cpx-vault.h"

G_BEGIN_DECLS

/* A new vault at a path where nothing is, made whole before it returns; not locked, not open. */
gboolean      cpx_vault_make_file       (const char         *path,
                                         CpxHeader          *header,
                                         CpxSecret          *data_key,
                                         GError            **error);
CpxVault     *cpx_vault_new             (const char         *path,
                                         const CpxHeader    *header,
                                         CpxSecret          *data_key,
                                         CpxVaultFile       *taken_file,
                                         CpxLockFile        *taken_lock);
/* A vault whose data key is known; header as read and verified by who calls. */
CpxVault     *cpx_vault_open_with_key   (const char         *path,
                                         CpxSecret          *data_key,
                                         CpxVaultOpenFlags   flags,
                                         GError            **error);

void          cpx_vault_set_opener      (CpxVault           *self,
                                         const char         *login,
                                         gboolean            recovery);
CpxVaultInfo *cpx_vault_make_info       (const CpxHeader    *header,
                                         gint64              n_pages);
gboolean      cpx_vault_check_login     (const char         *login,
                                         GError            **error);

CpxHeader    *cpx_vault_dup_header      (CpxVault           *self);
gboolean      cpx_vault_replace_header  (CpxVault           *self,
                                         CpxHeader          *header,
                                         GError            **error);
CpxSecret    *cpx_vault_get_data_key    (CpxVault           *self);
CpxVaultFile *cpx_vault_get_file        (CpxVault           *self);

/* A file beside path that does not exist: path, a word, random letters */
char         *cpx_vault_dup_sibling     (const char         *path,
                                         const char         *word);
gboolean      cpx_vault_give_name       (const char         *made,
                                         const char         *path,
                                         GError            **error);
gboolean      cpx_vault_sync_path       (const char         *path,
                                         gboolean            its_folder,
                                         GError            **error);
void          cpx_vault_delete_files    (const char         *path);

G_END_DECLS
