/* cpx-blob-table.c: contents kept once, under their SHA-256.
 *
 * A content is cut in parts of 1 MiB, so that one of any size is written and read without being in memory whole.
 * Reading checks the hash: a content is what its name says, or an error.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-blob-table.h"

#include "cpx-store.h"
#include "cpx-txn-private.h"

#include <cpx-hash.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define PART_BYTES (1024 * 1024)

G_STATIC_ASSERT (CPX_BLOB_HASH_SIZE == CPX_SHA256_SIZE);

typedef struct
{
  gint64 row;
  gint64 size;
  gint64 n_parts;
} Content;

static gboolean
find (CpxTxn        *txn,
      const guint8   hash[CPX_BLOB_HASH_SIZE],
      Content       *out_content,
      GError       **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, "SELECT row, size, n_parts FROM content WHERE hash = ?1", error);
  CpxStep step;

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_blob (statement, 1, hash, CPX_BLOB_HASH_SIZE);
  step = cpx_statement_step (statement, error);
  if (step == CPX_STEP_DONE)
    g_set_error_literal (error, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND, _("This content is not in the vault"));
  if (step != CPX_STEP_ROW)
    return FALSE;
  *out_content = (Content) { cpx_statement_get_int64 (statement, 0), cpx_statement_get_int64 (statement, 1),
                             cpx_statement_get_int64 (statement, 2) };

  return TRUE;
}

static gboolean
insert_part (CpxTxn        *txn,
             gint64         row,
             gint64         part,
             const void    *bytes,
             gsize          size,
             GError       **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "INSERT INTO content_part (content, part, bytes) VALUES (?1, ?2, ?3)", error);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, row);
  cpx_statement_bind_int64 (statement, 2, part);
  cpx_statement_bind_static_blob (statement, 3, bytes, size);

  return cpx_statement_run (statement, error);
}

static gboolean
insert_content (CpxTxn         *txn,
                const guint8    hash[CPX_BLOB_HASH_SIZE],
                const Content  *content,
                GError        **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "INSERT INTO content (row, hash, size, n_parts) VALUES (?1, ?2, ?3, ?4)", error);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, content->row);
  cpx_statement_bind_blob (statement, 2, hash, CPX_BLOB_HASH_SIZE);
  cpx_statement_bind_int64 (statement, 3, content->size);
  cpx_statement_bind_int64 (statement, 4, content->n_parts);

  return cpx_statement_run (statement, error);
}

static gboolean
delete_parts (CpxTxn  *txn,
              gint64   row,
              GError **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "DELETE FROM content_part WHERE content = ?1", error);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, row);

  return cpx_statement_run (statement, error);
}

static gboolean
insert_parts (CpxTxn        *txn,
              GInputStream  *stream,
              Content       *content,
              guint8         out_hash[CPX_BLOB_HASH_SIZE],
              GError       **error)
{
  g_autofree guint8 *buffer = g_malloc (PART_BYTES);
  g_autoptr(CpxSha256) digest = cpx_sha256_new ();
  gsize n_read;

  cpx_sha256_begin (digest);
  do
    {
      if (!g_input_stream_read_all (stream, buffer, PART_BYTES, &n_read, NULL, error))
        return FALSE;
      if (n_read > 0 && !insert_part (txn, content->row, content->n_parts++, buffer, n_read, error))
        return FALSE;
      content->size += (gint64) n_read;
      cpx_sha256_add (digest, buffer, n_read);
    }
  while (n_read == PART_BYTES);
  cpx_sha256_end (digest, out_hash);

  return TRUE;
}

/**
 * cpx_blob_table_add_stream:
 * @txn: a transaction that writes
 * @stream: the content
 * @out_hash: (out caller-allocates): the hash under which it is found
 * @error: where to put what is wrong
 *
 * Keeps a content of any size. The same content twice is kept once.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_blob_table_add_stream (CpxTxn        *txn,
                           GInputStream  *stream,
                           guint8         out_hash[CPX_BLOB_HASH_SIZE],
                           GError       **error)
{
  Content content = { 0 };

  if (!cpx_db_query_int64 (txn->db, "SELECT 1 + max (row) FROM content", 1, &content.row, error) ||
      !insert_parts (txn, stream, &content, out_hash, error))
    return FALSE;

  return cpx_blob_table_has (txn, out_hash) ? delete_parts (txn, content.row, error)
                                            : insert_content (txn, out_hash, &content, error);
}

/**
 * cpx_blob_hash_parse:
 * @text: (nullable): a hash as a record names it, in hexadecimal digits
 * @out_hash: (out caller-allocates): the hash
 *
 * Returns: `FALSE` if it is no hash
 */
gboolean
cpx_blob_hash_parse (const char *text,
                     guint8      out_hash[CPX_BLOB_HASH_SIZE])
{
  if (text == NULL || strlen (text) != 2 * CPX_BLOB_HASH_SIZE)
    return FALSE;
  for (guint i = 0; i < CPX_BLOB_HASH_SIZE; i++)
    {
      int high = g_ascii_xdigit_value (text[2 * i]);
      int low = g_ascii_xdigit_value (text[2 * i + 1]);

      if (high < 0 || low < 0)
        return FALSE;
      out_hash[i] = (guint8) (high << 4 | low);
    }

  return TRUE;
}

/**
 * cpx_blob_table_add:
 * @txn: a transaction that writes
 * @content: the content
 * @out_hash: (out caller-allocates): the hash under which it is found
 * @error: where to put what is wrong
 *
 * Keeps a content. The same content twice is kept once.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_blob_table_add (CpxTxn  *txn,
                    GBytes  *content,
                    guint8   out_hash[CPX_BLOB_HASH_SIZE],
                    GError **error)
{
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_bytes (content);

  return cpx_blob_table_add_stream (txn, stream, out_hash, error);
}

/**
 * cpx_blob_table_has:
 * @txn: a transaction
 * @hash: a hash
 *
 * Returns: `TRUE` if the content is there
 */
gboolean
cpx_blob_table_has (CpxTxn       *txn,
                    const guint8  hash[CPX_BLOB_HASH_SIZE])
{
  Content content;

  return find (txn, hash, &content, NULL);
}

static gboolean
write_parts (CpxTxn         *txn,
             const Content  *content,
             CpxSha256      *digest,
             GOutputStream  *stream,
             GError        **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, "SELECT bytes FROM content_part WHERE content = ?1 ORDER BY part", error);
  CpxStep step;

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, content->row);
  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    {
      gsize size;
      const void *bytes = cpx_statement_get_blob (statement, 0, &size);

      cpx_sha256_add (digest, bytes, size);
      if (!g_output_stream_write_all (stream, bytes, size, NULL, NULL, error))
        return FALSE;
    }

  return step == CPX_STEP_DONE;
}

/**
 * cpx_blob_table_write_to:
 * @txn: a transaction
 * @hash: a hash
 * @stream: where the content goes
 * @error: where to put what is wrong
 *
 * Reads a content of any size. When it fails with CPX_STORE_ERROR_DAMAGED, what was written is not to be used.
 *
 * Returns: `FALSE` on error, among them CPX_STORE_ERROR_NOT_FOUND
 */
gboolean
cpx_blob_table_write_to (CpxTxn         *txn,
                         const guint8    hash[CPX_BLOB_HASH_SIZE],
                         GOutputStream  *stream,
                         GError        **error)
{
  g_autoptr(CpxSha256) digest = cpx_sha256_new ();
  guint8 found[CPX_SHA256_SIZE];
  Content content;

  cpx_sha256_begin (digest);
  if (!find (txn, hash, &content, error) || !write_parts (txn, &content, digest, stream, error))
    return FALSE;

  cpx_sha256_end (digest, found);
  if (memcmp (found, hash, sizeof found) == 0)
    return TRUE;

  g_set_error_literal (error, CPX_STORE_ERROR, CPX_STORE_ERROR_DAMAGED,
                       _("This content is not what it was when it was kept"));
  return FALSE;
}

/**
 * cpx_blob_table_get:
 * @txn: a transaction
 * @hash: a hash
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable): the content
 */
GBytes *
cpx_blob_table_get (CpxTxn        *txn,
                    const guint8   hash[CPX_BLOB_HASH_SIZE],
                    GError       **error)
{
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();

  if (!cpx_blob_table_write_to (txn, hash, stream, error) || !g_output_stream_close (stream, NULL, error))
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

/**
 * cpx_blob_table_remove:
 * @txn: a transaction that writes
 * @hash: a hash
 * @error: where to put what is wrong
 *
 * Removes a content for good; the caller knows that no record names it any more.
 *
 * Returns: `FALSE` on error, among them CPX_STORE_ERROR_NOT_FOUND
 */
gboolean
cpx_blob_table_remove (CpxTxn        *txn,
                       const guint8   hash[CPX_BLOB_HASH_SIZE],
                       GError       **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "DELETE FROM content WHERE row = ?1", error);
  Content content;

  if (statement == NULL || !find (txn, hash, &content, error) || !delete_parts (txn, content.row, error))
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, content.row);

  return cpx_statement_run (statement, error);
}
