/* cpx-db-private.h: what a vault, its connections and their statements know of each other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-db.h"
#include "cpx-vault-file.h"

#include <sqlite3.h>

G_BEGIN_DECLS

typedef enum {
  CPX_DB_READER,
  CPX_DB_WRITER,
  CPX_DB_CREATOR,   /* writes the first page of a new vault */
} CpxDbRole;

CpxDb         *cpx_db_open            (CpxVaultFile  *vault,
                                       const char    *vfs_name,
                                       CpxDbRole      role,
                                       gsize          cache_bytes,
                                       GError       **error);
/* Called once when the connection is closed; keeps what it must outlive */
void           cpx_db_set_closed_func (CpxDb         *self,
                                       void         (*closed) (gpointer data, gboolean writer),
                                       gpointer       data);
sqlite3       *cpx_db_get_handle      (CpxDb         *self);
void           cpx_db_set_error       (CpxDb         *self,
                                       int            rc,
                                       GError       **error);

CpxStatement  *cpx_statement_new      (CpxDb         *db,
                                       sqlite3_stmt  *handle,
                                       gboolean       cached);
void           cpx_statement_free     (CpxStatement  *self);
gboolean       cpx_statement_take     (CpxStatement  *self);
const char    *cpx_statement_get_sql  (CpxStatement  *self);

G_END_DECLS
