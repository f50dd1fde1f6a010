/* vault-fixture.h: a folder of its own and a cheap vault for each test.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-vault.h"

typedef struct
{
  char *folder;  /* (owned) */
  char *path;    /* (owned) of the vault */
} VaultFixture;

void       vault_fixture_set_up    (VaultFixture          *self,
                                    gconstpointer          data);
void       vault_fixture_tear_down (VaultFixture          *self,
                                    gconstpointer          data);

CpxVault  *vault_fixture_create    (VaultFixture          *self,
                                    const CpxVaultParams  *params);
CpxVault  *vault_fixture_open      (VaultFixture          *self);
CpxVault  *vault_fixture_try       (VaultFixture          *self,
                                    CpxVaultOpenFlags      flags,
                                    GError               **error);
void       vault_fixture_close     (CpxVault              *vault);

CpxSecret *vault_fixture_secret    (const char            *text);
char      *vault_fixture_beside    (VaultFixture          *self,
                                    const char            *suffix);

/* The files beside and the vault itself, as bytes */
void       vault_fixture_put       (const char            *path,
                                    const char            *bytes,
                                    gsize                  n_bytes);
void       vault_fixture_copy      (const char            *from,
                                    const char            *to);
gboolean   vault_fixture_contains  (const char            *folder,
                                    const char            *text);

CpxDb     *vault_fixture_writer    (CpxVault              *vault);
void       vault_fixture_exec      (CpxDb                 *db,
                                    const char            *sql);
gint64     vault_fixture_int64     (CpxDb                 *db,
                                    const char            *sql);
