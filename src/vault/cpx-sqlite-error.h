/* cpx-sqlite-error.h: what SQLite's codes mean to the person before the screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-vault-file.h"

G_BEGIN_DECLS

void cpx_sqlite_error_set (GError      **error,
                           int           rc,
                           sqlite3      *db,
                           CpxVaultFile *vault,
                           const char   *path);

G_END_DECLS
