/* cpx-growth-proof.c: a file that proves that a log only grew from one size to another.
 *
 *   {"old_size": 77, "size": 290,
 *    "old_root": "…", "root": "…", "proof": ["…", …]                 RFC 9162, 2.1.4; hashes in base64
 *    "checkpoint": "…", "checkpoint_proof": ["…", …]}                 a seal of as many or more, and from "size" to it
 *
 * Two roots that nobody signed prove nothing: the seal is what makes them those of the log.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-growth-proof.h"

#include <cpx-base64.h>
#include <cpx-json.h>

#include <string.h>

static json_t *
hash_to_json (const CpxMerkleHash *hash)
{
  g_autofree char *text = g_base64_encode (hash->bytes, sizeof hash->bytes);

  return json_string (text);
}

static json_t *
hashes_to_json (GArray *hashes)
{
  json_t *list = json_array ();

  for (guint i = 0; hashes != NULL && i < hashes->len; i++)
    json_array_append_new (list, hash_to_json (&g_array_index (hashes, CpxMerkleHash, i)));

  return list;
}

/**
 * cpx_growth_proof_to_json:
 * @self: a proof
 *
 * Returns: (transfer full): the file
 */
json_t *
cpx_growth_proof_to_json (const CpxGrowthProof *self)
{
  json_t *object = json_pack ("{s:I, s:I, s:o, s:o, s:o}", "old_size", (json_int_t) self->old_size,
                              "size", (json_int_t) self->size, "old_root", hash_to_json (&self->old_root),
                              "root", hash_to_json (&self->root), "proof", hashes_to_json (self->hashes));

  if (self->checkpoint != NULL)
    {
      json_object_set_new (object, "checkpoint", json_string (cpx_signed_note_get_bytes (self->checkpoint)));
      json_object_set_new (object, "checkpoint_proof", hashes_to_json (self->checkpoint_hashes));
    }

  return object;
}

static gboolean
read_size (json_t  *value,
           guint64 *out_size)
{
  *out_size = (guint64) json_integer_value (value);

  return json_is_integer (value) && json_integer_value (value) > 0;
}

static gboolean
read_hash (json_t        *value,
           CpxMerkleHash *out_hash)
{
  const char *text = json_string_value (value);

  return text != NULL && cpx_base64_decode_exact (text, -1, out_hash->bytes, sizeof out_hash->bytes);
}

static GArray *
read_hashes (json_t *list)
{
  g_autoptr(GArray) hashes = g_array_new (FALSE, FALSE, sizeof (CpxMerkleHash));

  for (gsize i = 0; i < json_array_size (list); i++)
    {
      CpxMerkleHash hash;

      if (i >= 2 * CPX_MERKLE_LEVELS || !read_hash (json_array_get (list, i), &hash))
        return NULL;
      g_array_append_val (hashes, hash);
    }

  return json_is_array (list) ? g_steal_pointer (&hashes) : NULL;
}

/* Both or neither. */
static gboolean
read_checkpoint (CpxGrowthProof *self,
                 json_t         *object)
{
  const char *note = json_string_value (json_object_get (object, "checkpoint"));
  gboolean has_proof = json_object_get (object, "checkpoint_proof") != NULL;

  if (json_object_get (object, "checkpoint") == NULL)
    return !has_proof;
  self->checkpoint = note != NULL ? cpx_signed_note_parse (note, strlen (note), NULL) : NULL;
  self->checkpoint_hashes = read_hashes (json_object_get (object, "checkpoint_proof"));

  return self->checkpoint != NULL && self->checkpoint_hashes != NULL;
}

/* A member that nobody knows would look proved among those that are. */
static gboolean
knows_members (json_t *object)
{
  const char *const names[] = { "old_size", "size", "old_root", "root", "proof", "checkpoint", "checkpoint_proof",
                                NULL };
  const char *name;
  json_t *value;

  json_object_foreach (object, name, value)
    {
      if (!g_strv_contains (names, name))
        return FALSE;
    }

  return TRUE;
}

/**
 * cpx_growth_proof_parse:
 * @bytes: (array length=size): a file
 * @size: how many bytes
 * @out_proof: (out caller-allocates): what it says; to be cleared in any case
 *
 * Reads a proof, strictly; nothing is believed yet.
 *
 * Returns: `FALSE` if it is none
 */
gboolean
cpx_growth_proof_parse (const char     *bytes,
                        gsize           size,
                        CpxGrowthProof *out_proof)
{
  g_autoptr(json_t) object = cpx_json_parse (bytes, (gssize) size, NULL);

  *out_proof = (CpxGrowthProof) { 0 };
  if (!json_is_object (object) || !knows_members (object))
    return FALSE;
  out_proof->hashes = read_hashes (json_object_get (object, "proof"));

  return out_proof->hashes != NULL && read_size (json_object_get (object, "old_size"), &out_proof->old_size) &&
         read_size (json_object_get (object, "size"), &out_proof->size) &&
         read_hash (json_object_get (object, "old_root"), &out_proof->old_root) &&
         read_hash (json_object_get (object, "root"), &out_proof->root) && read_checkpoint (out_proof, object);
}

/**
 * cpx_growth_proof_clear:
 * @self: what cpx_growth_proof_parse() gave
 *
 * Frees what it holds.
 */
void
cpx_growth_proof_clear (CpxGrowthProof *self)
{
  g_clear_pointer (&self->hashes, g_array_unref);
  g_clear_pointer (&self->checkpoint, cpx_signed_note_unref);
  g_clear_pointer (&self->checkpoint_hashes, g_array_unref);
}
