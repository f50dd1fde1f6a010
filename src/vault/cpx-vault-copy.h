/* cpx-vault-copy.h: making another file of a vault: backup, new keys; and checking one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-vault.h"

G_BEGIN_DECLS

typedef void (*CpxVaultProgress) (guint64  n_done,
                                  guint64  n_total,
                                  gpointer user_data);

/* What a check found; all fine when n_bad_pages is 0 and problems is empty. */
typedef struct
{
  guint64    n_pages;        /* read and authenticated */
  GArray    *bad_pages;      /* (element-type guint32): numbers of pages that do not verify */
  GPtrArray *problems;       /* (element-type utf8): sentences: a header copy, whether tables and indexes agree */
} CpxVaultReport;

gboolean        cpx_vault_backup       (CpxVault          *self,
                                        const char        *path,
                                        CpxVaultProgress   progress,
                                        gpointer           user_data,
                                        GCancellable      *cancellable,
                                        GError           **error);
gboolean        cpx_vault_rekey        (const char        *path,
                                        const char        *login,
                                        CpxSecret         *passphrase,
                                        CpxVaultProgress   progress,
                                        gpointer           user_data,
                                        GCancellable      *cancellable,
                                        GError           **error);
CpxVaultReport *cpx_vault_check        (CpxVault          *self,
                                        CpxVaultProgress   progress,
                                        gpointer           user_data,
                                        GCancellable      *cancellable,
                                        GError           **error);
gboolean        cpx_vault_report_is_clean (const CpxVaultReport *self);
void            cpx_vault_report_free  (CpxVaultReport    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxVaultReport, cpx_vault_report_free)

G_END_DECLS
