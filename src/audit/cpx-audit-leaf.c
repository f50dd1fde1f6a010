/* cpx-audit-leaf.c: one entry of the audit log, format 1, frozen.
 *
 * A leaf is the canonical JSON (RFC 8785) of an object with these members, absent ones left out:
 *
 *   action   text                 "patient.edited"
 *   clock    "ok" | "back"        "back": the clock was behind the entry before
 *   details  base64               sealed, see below
 *   device   id
 *   id       text                 of the record
 *   kind     text                 of the record
 *   patient  id                   whose key seals the details; absent: the practice's key
 *   reason   text                 in clear
 *   roles    [token, …]           in the order of CpxRole
 *   time     text                 microseconds since the epoch, in decimal (64 bits do not fit a JSON number)
 *   user     id
 *   v        1
 *
 * Its hash is RFC 9162's: SHA-256 (0x00 || leaf).
 *
 * Details. Every detail is sealed, also of records that say nothing of a patient: a log is kept twenty years and
 * shown to strangers, and names of users or rooms are nobody's business there. The head is the same canonical
 * JSON without "details". The entry's key is derived from its owner's (the patient's, or the practice's) with the
 * SHA-256 of the head; the details, a canonical JSON object, are sealed with it deterministically, the head as
 * associated data. So:
 *
 *  1. Equal entry, details and owner key give equal bytes: who is given the entry's key and the details can seal
 *     again and see that they are what the leaf holds, and learns nothing of any other entry.
 *  2. Sealed details moved to another head do not open.
 *  3. Without the owner's key the leaf's hash is still what it was: proofs outlive an erasure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-leaf.h"

#include "cpx-merkle.h"

#include <cpx-base64.h>
#include <cpx-canonical-json.h>
#include <cpx-crypto.h>
#include <cpx-hash.h>
#include <cpx-json.h>
#include <cpx-seal.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define KEY_PURPOSE "audit entry 1"

struct _CpxAuditLeaf
{
  gatomicrefcount  ref_count;
  json_t          *object;  /* (owned): lends the texts of the entry */
  CpxAuditEntry    entry;
  GBytes          *sealed;  /* (owned) (nullable) */
};

static const char *const clock_tokens[] = {
  [CPX_AUDIT_CLOCK_OK] = "ok",
  [CPX_AUDIT_CLOCK_BACK] = "back",
};

G_DEFINE_QUARK (cpx-audit-leaf-error-quark, cpx_audit_leaf_error)

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, CPX_AUDIT_LEAF_ERROR, CPX_AUDIT_LEAF_ERROR_FORMAT,
                       _("This is not an entry of an audit log in format 1"));
  return FALSE;
}

/* `,"name":`; the first member has no comma. */
static void
append_name (GString    *out,
             const char *name)
{
  gsize length = strlen (name);
  gsize comma = out->len > 1 ? 1 : 0;
  gsize at = out->len;

  g_string_set_size (out, at + comma + length + 3);
  out->str[at] = ',';
  out->str[at + comma] = '"';
  memcpy (out->str + at + comma + 1, name, length);
  memcpy (out->str + at + comma + 1 + length, "\":", 2);
}

static void
append_member (GString    *out,
               const char *name,
               const char *value)
{
  if (value == NULL)
    return;

  append_name (out, name);
  cpx_canonical_json_append_text (value, out);
}

static void
append_time (GString *out,
             gint64   time_us)
{
  g_autofree char *before_the_epoch = NULL;

  if (time_us >= 0)
    {
      append_name (out, "time");
      cpx_canonical_json_append_uint64 ((guint64) time_us, out);
      return;
    }
  before_the_epoch = g_strdup_printf ("%" G_GINT64_FORMAT, time_us);
  append_member (out, "time", before_the_epoch);
}

static void
append_roles (GString  *out,
              CpxRoles  roles)
{
  const char *before = "\"";

  g_string_append (out, ",\"roles\":[");
  for (guint i = 0; i < CPX_N_ROLES; i++)
    {
      if ((roles & 1u << i) == 0)
        continue;
      g_string_append (out, before);
      g_string_append (out, cpx_role_get_token (1u << i));
      g_string_append_c (out, '"');
      before = ",\"";
    }
  g_string_append_c (out, ']');
}

/* Members in the order of their names: canonical without a tree in between, for each commit passes here. */
static GString *
print_head (const CpxAuditEntry *entry,
            gsize               *out_details_at)
{
  GString *out = g_string_sized_new (512);

  g_string_append_c (out, '{');
  append_member (out, "action", entry->action);
  append_member (out, "clock", clock_tokens[entry->clock]);
  *out_details_at = out->len;
  append_member (out, "device", entry->device_id);
  append_member (out, "id", entry->id);
  append_member (out, "kind", entry->kind);
  append_member (out, "patient", entry->patient_id);
  append_member (out, "reason", entry->reason);
  append_roles (out, entry->roles);
  append_time (out, entry->time_us);
  append_member (out, "user", entry->user_id);
  g_string_append (out, ",\"v\":1}");

  return out;
}

static GString *
put_details (GString *head,
             gsize    details_at,
             GBytes  *sealed)
{
  GString *out = g_string_sized_new (head->len + g_bytes_get_size (sealed) * 4 / 3 + 32);

  g_string_append_len (out, head->str, (gssize) details_at);
  g_string_append (out, ",\"details\":\"");
  cpx_base64_append (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed), out);
  g_string_append_c (out, '"');
  g_string_append_len (out, head->str + details_at, (gssize) (head->len - details_at));
  g_string_free (head, TRUE);

  return out;
}

static GString *
print (const CpxAuditEntry *entry,
       GBytes              *sealed)
{
  gsize details_at;
  GString *head = print_head (entry, &details_at);

  return sealed != NULL ? put_details (head, details_at, sealed) : head;
}

static void
derive_key (GString      *head,
            const guint8 *owner_key,
            guint8        out_key[CPX_AUDIT_LEAF_KEY_SIZE])
{
  guint8 digest[CPX_SHA256_SIZE];

  cpx_sha256 (head->str, head->len, digest);
  cpx_kdf_derive_bytes (owner_key, CPX_AUDIT_LEAF_KEY_SIZE, KEY_PURPOSE, NULL, digest, sizeof digest, out_key,
                        CPX_AUDIT_LEAF_KEY_SIZE);
}

static gboolean
is_text (const char *text)
{
  return text == NULL || g_utf8_validate (text, -1, NULL);
}

/**
 * cpx_audit_leaf_print:
 * @entry: what the entry says in clear
 * @details: (nullable): a JSON object in canonical form, to be sealed
 * @owner_key: (nullable): the patient's key, or the practice's if @entry names no patient; needed with @details
 * @error: where to put what is wrong
 *
 * Makes the leaf of an entry.
 *
 * Returns: (transfer full) (nullable): the bytes to hash and to keep; NULL if a text of @entry is not UTF-8
 */
GBytes *
cpx_audit_leaf_print (const CpxAuditEntry  *entry,
                      const char           *details,
                      const guint8         *owner_key,
                      GError              **error)
{
  g_autoptr(GBytes) sealed = NULL;
  guint8 key[CPX_AUDIT_LEAF_KEY_SIZE];
  gsize details_at;
  GString *leaf;

  g_return_val_if_fail (entry->action != NULL && entry->device_id != NULL, NULL);
  g_return_val_if_fail (details == NULL || owner_key != NULL, NULL);

  if (!is_text (entry->action) || !is_text (entry->kind) || !is_text (entry->id) || !is_text (entry->patient_id) ||
      !is_text (entry->reason) || !is_text (entry->user_id) || !is_text (entry->device_id))
    {
      fail (error);
      return NULL;
    }

  leaf = print_head (entry, &details_at);
  if (details != NULL)
    {
      derive_key (leaf, owner_key, key);
      sealed = cpx_seal_deterministic (key, leaf->str, leaf->len, details, strlen (details));
      cpx_crypto_wipe (key, sizeof key);
      leaf = put_details (leaf, details_at, sealed);
    }

  return g_string_free_to_bytes (leaf);
}

/**
 * cpx_audit_leaf_hash:
 * @leaf: the bytes of a leaf
 * @size: how many
 * @out_hash: (out caller-allocates): the hash
 *
 * Hashes a leaf as RFC 9162 §2.1.1 does.
 */
void
cpx_audit_leaf_hash (const void *leaf,
                     gsize       size,
                     guint8      out_hash[CPX_AUDIT_LEAF_HASH_SIZE])
{
  CpxMerkleHash hash;

  cpx_merkle_hash_leaf (leaf, size, &hash);
  memcpy (out_hash, hash.bytes, sizeof hash.bytes);
}

static const char *
get_text (json_t     *object,
          const char *name)
{
  return json_string_value (json_object_get (object, name));
}

static void
read_roles (CpxAuditEntry *entry,
            json_t        *roles)
{
  gsize i;
  json_t *role;

  json_array_foreach (roles, i, role)
    {
      for (guint bit = 0; bit < CPX_N_ROLES; bit++)
        {
          if (g_strcmp0 (json_string_value (role), cpx_role_get_token (1u << bit)) == 0)
            entry->roles |= 1u << bit;
        }
    }
}

/* Reads what it knows; whatever else there was shows when the leaf is printed again. */
static void
read_entry (CpxAuditLeaf *self)
{
  CpxAuditEntry *entry = &self->entry;
  const char *time = get_text (self->object, "time");
  const char *sealed = get_text (self->object, "details");
  gsize size;

  entry->action = get_text (self->object, "action");
  entry->clock = g_strcmp0 (get_text (self->object, "clock"), "back") == 0 ? CPX_AUDIT_CLOCK_BACK : CPX_AUDIT_CLOCK_OK;
  entry->device_id = get_text (self->object, "device");
  entry->id = get_text (self->object, "id");
  entry->kind = get_text (self->object, "kind");
  entry->patient_id = get_text (self->object, "patient");
  entry->reason = get_text (self->object, "reason");
  entry->time_us = time != NULL ? g_ascii_strtoll (time, NULL, 10) : 0;
  entry->user_id = get_text (self->object, "user");
  read_roles (entry, json_object_get (self->object, "roles"));
  if (sealed != NULL)
    {
      guchar *data = g_base64_decode (sealed, &size);

      self->sealed = g_bytes_new_take (data, size);
    }
}

/**
 * cpx_audit_leaf_parse:
 * @bytes: a leaf
 * @error: where to put what is wrong
 *
 * Reads a leaf, strictly: what is not, byte for byte, what cpx_audit_leaf_print() makes is refused.
 *
 * Returns: (transfer full) (nullable): the leaf
 */
CpxAuditLeaf *
cpx_audit_leaf_parse (GBytes  *bytes,
                      GError **error)
{
  g_autoptr(CpxAuditLeaf) self = g_new0 (CpxAuditLeaf, 1);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  gboolean same;
  GString *again;

  g_atomic_ref_count_init (&self->ref_count);
  self->object = data != NULL ? cpx_json_parse (data, (gssize) size, NULL) : NULL;
  if (!json_is_object (self->object))
    {
      fail (error);
      return NULL;
    }

  read_entry (self);
  if (self->entry.action == NULL || self->entry.device_id == NULL)
    {
      fail (error);
      return NULL;
    }

  again = print (&self->entry, self->sealed);
  same = again->len == size && memcmp (again->str, data, size) == 0;
  g_string_free (again, TRUE);
  if (!same)
    {
      fail (error);
      return NULL;
    }

  return g_steal_pointer (&self);
}

CpxAuditLeaf *
cpx_audit_leaf_ref (CpxAuditLeaf *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
cpx_audit_leaf_unref (CpxAuditLeaf *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  json_decref (self->object);
  g_clear_pointer (&self->sealed, g_bytes_unref);
  g_free (self);
}

/**
 * cpx_audit_leaf_get_entry:
 * @self: a leaf
 *
 * Returns: (transfer none): what can be read without any key
 */
const CpxAuditEntry *
cpx_audit_leaf_get_entry (CpxAuditLeaf *self)
{
  return &self->entry;
}

/**
 * cpx_audit_leaf_has_details:
 * @self: a leaf
 *
 * Returns: `TRUE` if it holds sealed details
 */
gboolean
cpx_audit_leaf_has_details (CpxAuditLeaf *self)
{
  return self->sealed != NULL;
}

/**
 * cpx_audit_leaf_derive_key:
 * @self: a leaf
 * @owner_key: the key of its patient, or the practice's
 * @out_key: (out caller-allocates): the key of this entry alone: with the details, its opening
 *
 * Derives the key of an entry.
 */
void
cpx_audit_leaf_derive_key (CpxAuditLeaf *self,
                           const guint8  owner_key[CPX_AUDIT_LEAF_KEY_SIZE],
                           guint8        out_key[CPX_AUDIT_LEAF_KEY_SIZE])
{
  GString *head = print (&self->entry, NULL);

  derive_key (head, owner_key, out_key);
  g_string_free (head, TRUE);
}

/**
 * cpx_audit_leaf_open_details:
 * @self: a leaf with details
 * @entry_key: what cpx_audit_leaf_derive_key() gave
 * @error: where to put what is wrong
 *
 * Opens the details.
 *
 * Returns: (transfer full) (nullable): a JSON object in canonical form
 */
char *
cpx_audit_leaf_open_details (CpxAuditLeaf  *self,
                             const guint8   entry_key[CPX_AUDIT_LEAF_KEY_SIZE],
                             GError       **error)
{
  g_autoptr(GBytes) plain = NULL;
  GString *head;

  g_return_val_if_fail (self->sealed != NULL, NULL);

  head = print (&self->entry, NULL);
  plain = cpx_seal_open_deterministic (entry_key, head->str, head->len, g_bytes_get_data (self->sealed, NULL),
                                       g_bytes_get_size (self->sealed));
  g_string_free (head, TRUE);
  if (plain == NULL)
    {
      g_set_error_literal (error, CPX_AUDIT_LEAF_ERROR, CPX_AUDIT_LEAF_ERROR_SEALED,
                           _("This key does not open the details of this entry"));
      return NULL;
    }

  return g_strndup (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain));
}

/**
 * cpx_audit_leaf_check_details:
 * @self: a leaf
 * @entry_key: the key of this entry, as its opening gives it
 * @details: the details, as its opening gives them
 *
 * Seals @details again and compares with what the leaf holds.
 *
 * Returns: `TRUE` if they are what was logged
 */
gboolean
cpx_audit_leaf_check_details (CpxAuditLeaf *self,
                              const guint8  entry_key[CPX_AUDIT_LEAF_KEY_SIZE],
                              const char   *details)
{
  g_autoptr(GBytes) sealed = NULL;
  GString *head;

  if (self->sealed == NULL)
    return FALSE;

  head = print (&self->entry, NULL);
  sealed = cpx_seal_deterministic (entry_key, head->str, head->len, details, strlen (details));
  g_string_free (head, TRUE);

  return g_bytes_equal (sealed, self->sealed);
}
