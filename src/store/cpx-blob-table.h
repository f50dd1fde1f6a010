/* cpx-blob-table.h: contents (documents, images, nomenclatures) kept once, under their SHA-256.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-txn.h"

G_BEGIN_DECLS

#define CPX_BLOB_HASH_SIZE 32

gboolean   cpx_blob_hash_parse        (const char     *text,
                                       guint8          out_hash[CPX_BLOB_HASH_SIZE]);

gboolean   cpx_blob_table_add         (CpxTxn         *txn,
                                       GBytes         *content,
                                       guint8          out_hash[CPX_BLOB_HASH_SIZE],
                                       GError        **error);
gboolean   cpx_blob_table_add_stream  (CpxTxn         *txn,
                                       GInputStream   *stream,
                                       guint8          out_hash[CPX_BLOB_HASH_SIZE],
                                       GError        **error);
gboolean   cpx_blob_table_has         (CpxTxn         *txn,
                                       const guint8    hash[CPX_BLOB_HASH_SIZE]);
GBytes    *cpx_blob_table_get         (CpxTxn         *txn,
                                       const guint8    hash[CPX_BLOB_HASH_SIZE],
                                       GError        **error);
gboolean   cpx_blob_table_write_to    (CpxTxn         *txn,
                                       const guint8    hash[CPX_BLOB_HASH_SIZE],
                                       GOutputStream  *stream,
                                       GError        **error);
gboolean   cpx_blob_table_remove      (CpxTxn         *txn,
                                       const guint8    hash[CPX_BLOB_HASH_SIZE],
                                       GError        **error);

G_END_DECLS
