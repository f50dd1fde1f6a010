/* cpx-db.h: one connection to an open vault, and its transactions.
 *
 * A connection belongs to one thread at a time; only cpx_db_interrupt() may come from another.  There is at
 * most one writer; it alone writes and checkpoints.  Readers see the last commit at the start of their
 * transaction (or statement) and never wait for the writer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-statement.h"
#include "cpx-vault-error.h"

G_BEGIN_DECLS

typedef struct _CpxDb CpxDb;
typedef struct _CpxDbBlob CpxDbBlob;

gboolean      cpx_db_close            (CpxDb        *self,
                                       GError      **error);
gboolean      cpx_db_is_writer        (CpxDb        *self);

/* SQL without a result, several statements allowed */
gboolean      cpx_db_exec             (CpxDb        *self,
                                       const char   *sql,
                                       GError      **error);
/* A prepared statement from the connection's cache; release with g_autoptr or cpx_statement_release() */
CpxStatement *cpx_db_prepare          (CpxDb        *self,
                                       const char   *sql,
                                       GError      **error);
/* First column of the first row; fallback when there is no row or it is NULL */
gboolean      cpx_db_query_int64      (CpxDb        *self,
                                       const char   *sql,
                                       gint64        fallback,
                                       gint64       *out_value,
                                       GError      **error);

gboolean      cpx_db_begin            (CpxDb        *self,
                                       GError      **error);
gboolean      cpx_db_begin_immediate  (CpxDb        *self,
                                       GError      **error);
gboolean      cpx_db_commit           (CpxDb        *self,
                                       GError      **error);
void          cpx_db_rollback         (CpxDb        *self);
gboolean      cpx_db_in_transaction   (CpxDb        *self);

gboolean      cpx_db_savepoint        (CpxDb        *self,
                                       const char   *name,
                                       GError      **error);
gboolean      cpx_db_release          (CpxDb        *self,
                                       const char   *name,
                                       GError      **error);
gboolean      cpx_db_rollback_to      (CpxDb        *self,
                                       const char   *name,
                                       GError      **error);

gint64        cpx_db_get_changes      (CpxDb        *self);
gint64        cpx_db_get_last_rowid   (CpxDb        *self);
void          cpx_db_interrupt        (CpxDb        *self);
gboolean      cpx_db_checkpoint       (CpxDb        *self,
                                       gboolean      truncate,
                                       GError      **error);
void          cpx_db_rest             (CpxDb        *self);

/* Incremental reading and writing of one value */
CpxDbBlob    *cpx_db_blob_open        (CpxDb        *self,
                                       const char   *table,
                                       const char   *column,
                                       gint64        rowid,
                                       gboolean      writable,
                                       GError      **error);
gsize         cpx_db_blob_get_size    (CpxDbBlob    *self);
gboolean      cpx_db_blob_read        (CpxDbBlob    *self,
                                       gsize         offset,
                                       void         *out_bytes,
                                       gsize         n_bytes,
                                       GError      **error);
gboolean      cpx_db_blob_write       (CpxDbBlob    *self,
                                       gsize         offset,
                                       const void   *bytes,
                                       gsize         n_bytes,
                                       GError      **error);
void          cpx_db_blob_close       (CpxDbBlob    *self);

/* A collation for this connection; the function must be pure */
gboolean      cpx_db_add_collation    (CpxDb        *self,
                                       const char   *name,
                                       int         (*compare) (const char *a, gsize n_a,
                                                               const char *b, gsize n_b),
                                       GError      **error);
/* A deterministic SQL function from one text to one text, (transfer full); NULL in gives NULL out */
gboolean      cpx_db_add_text_function (CpxDb       *self,
                                       const char   *name,
                                       char       *(*function) (const char *text),
                                       GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxDbBlob, cpx_db_blob_close)

G_END_DECLS
