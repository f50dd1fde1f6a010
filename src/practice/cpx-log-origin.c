/* cpx-log-origin.c: which log a log follows, as its own first entry says.
 *
 * The record of a post says it too, but a record may be written over by who has the key: the entry is hashed with the
 * rest of its log and under its seals.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-post-log-private.h"

#include <cpx-audit-log.h>
#include <cpx-json.h>

#include <string.h>

/* Whether a log that begins with such an entry follows another. */
static gboolean
is_origin (CpxAuditLeaf *leaf)
{
  const char *action = cpx_audit_leaf_get_entry (leaf)->action;

  return g_str_equal (action, "device.restored") || g_str_equal (action, "log.followed");
}

/* Of the details, {"after": {"restored_from": …}}. */
static char *
dup_followed (const char *details)
{
  json_t *object = cpx_json_parse (details, -1, NULL);
  json_t *after = json_object_get (object, "after");
  char *followed = g_strdup (json_string_value (json_object_get (after, "restored_from")));

  json_decref (object);

  return followed;
}

/**
 * cpx_log_origin_dup_followed:
 * @txn: a transaction
 * @device: a post
 *
 * Returns: (transfer full) (nullable): "device, number of entries, hash of the last" of the log that its log follows;
 *   `NULL`: its first entry names none, or cannot be read, which the verification tells
 */
char *
cpx_log_origin_dup_followed (CpxTxn      *txn,
                             const CpxId *device)
{
  g_autoptr(GPtrArray) first = cpx_audit_log_list (txn, device, 0, 1, NULL);
  const CpxAuditLogEntry *entry = first != NULL && first->len > 0 ? g_ptr_array_index (first, 0) : NULL;
  g_autoptr(CpxAuditLeaf) leaf = entry != NULL ? cpx_audit_leaf_parse (entry->leaf, NULL) : NULL;
  g_autofree char *details = NULL;

  if (leaf == NULL || !is_origin (leaf) || !cpx_audit_leaf_has_details (leaf))
    return NULL;
  details = cpx_audit_log_open_details (txn, leaf, NULL);

  return details != NULL ? dup_followed (details) : NULL;
}

/**
 * cpx_log_origin_parse:
 * @text: "device, number of entries, hash of the last or -", as a restore or cpx-follow-log.c writes it
 * @out_size: (out): how many entries that log had
 * @out_hash: (out): the hash of the last; zeros if it is not known
 *
 * Returns: (transfer full) (nullable): the id of the post that wrote that log; `NULL` if this is no such text
 */
char *
cpx_log_origin_parse (const char    *text,
                      guint64       *out_size,
                      CpxMerkleHash *out_hash)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);

  memset (out_hash, 0, sizeof *out_hash);
  if (g_strv_length (words) < 3 || !g_ascii_string_to_unsigned (words[1], 10, 0, G_MAXINT64, out_size, NULL))
    return NULL;
  for (guint i = 0; i < 2 * sizeof out_hash->bytes && g_ascii_isxdigit (words[2][i]); i++)
    out_hash->bytes[i / 2] = (guint8) (out_hash->bytes[i / 2] << 4 | g_ascii_xdigit_value (words[2][i]));

  return g_strdup (words[0]);
}
