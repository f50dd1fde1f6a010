/* cpx-vault-error.h: what can go wrong with a vault, as far as someone acts on it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CPX_VAULT_ERROR (cpx_vault_error_quark ())

typedef enum {
  CPX_VAULT_ERROR_NOT_FOUND,          /* no such file */
  CPX_VAULT_ERROR_EXISTS,             /* a file is already there: nothing is ever overwritten */
  CPX_VAULT_ERROR_NOT_A_VAULT,
  CPX_VAULT_ERROR_NEWER_FORMAT,       /* made by a newer program */
  CPX_VAULT_ERROR_DAMAGED,            /* something does not verify: the sentence names it */
  CPX_VAULT_ERROR_LOST_COMMITS,       /* the write-ahead log lacks commits that were acknowledged */
  CPX_VAULT_ERROR_BAD_PASSPHRASE,     /* or no such login: the two are not told apart */
  CPX_VAULT_ERROR_BAD_RECOVERY_CODE,  /* well typed, but not this vault's */
  CPX_VAULT_ERROR_HELD,               /* by another process, or opened twice in this one */
  CPX_VAULT_ERROR_READ_ONLY,
  CPX_VAULT_ERROR_FULL,               /* no space left on the disk */
  CPX_VAULT_ERROR_IO,
  CPX_VAULT_ERROR_LAST_SLOT,          /* the last user's slot is never revoked */
  CPX_VAULT_ERROR_SLOT_EXISTS,
  CPX_VAULT_ERROR_NO_SUCH_SLOT,
  CPX_VAULT_ERROR_SLOTS_FULL,
  CPX_VAULT_ERROR_BAD_LOGIN,          /* empty, too long, or with control characters */
  CPX_VAULT_ERROR_BUSY,               /* a lock was not obtained in time */
  CPX_VAULT_ERROR_CONSTRAINT,         /* SQL: unique, foreign key, check, not null */
  CPX_VAULT_ERROR_INTERRUPTED,        /* cpx_db_interrupt() */
  CPX_VAULT_ERROR_NEWER_SCHEMA,       /* the tables were migrated by a newer program */
  CPX_VAULT_ERROR_SQL,                /* anything else SQLite refused */
} CpxVaultError;

GQuark cpx_vault_error_quark       (void);
void   cpx_vault_error_rename_file (GError     **error,
                                    const char  *from,
                                    const char  *to);

G_END_DECLS
