/* cpx-bundle.c: the names of a bundle's members, and its lines, each written in one way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-bundle.h"

#include <cpx-base64.h>
#include <cpx-canonical-json.h>

#include <string.h>

#define SEALS        "seals/"
#define PROOFS       "proofs/"
#define PROOF_SUFFIX ".tlog-proof"

static const char *const single_names[] = {
  [CPX_BUNDLE_README] = "LISEZMOI.txt",
  [CPX_BUNDLE_KEYS] = "keys",
  [CPX_BUNDLE_CHECKPOINT] = "checkpoint",
  [CPX_BUNDLE_ENTRIES] = "entries.jsonl",
  [CPX_BUNDLE_HASHES] = "hashes",
};

G_DEFINE_QUARK (cpx-bundle-error-quark, cpx_bundle_error)

/**
 * cpx_bundle_dup_name:
 * @member: which member
 * @number: of a seal: of how many entries; of a proof: of which, from 0; else passed over
 *
 * Returns: (transfer full): its name in the archive
 */
char *
cpx_bundle_dup_name (CpxBundleMember member,
                     guint64         number)
{
  if (member == CPX_BUNDLE_SEAL)
    return g_strdup_printf (SEALS "%" G_GUINT64_FORMAT, number);
  if (member == CPX_BUNDLE_PROOF)
    return g_strdup_printf (PROOFS "%" G_GUINT64_FORMAT PROOF_SUFFIX, number);

  return g_strdup (single_names[member]);
}

/**
 * cpx_bundle_parse_name:
 * @name: a name in an archive
 * @out_member: (out): which member it is
 * @out_number: (out): of a seal or a proof, its number
 *
 * Only names that cpx_bundle_dup_name() gives are names: none leads out of the archive.
 *
 * Returns: `FALSE` if a bundle has no such member
 */
gboolean
cpx_bundle_parse_name (const char      *name,
                       CpxBundleMember *out_member,
                       guint64         *out_number)
{
  g_autofree char *again = NULL;
  const char *digits = strchr (name, '/');

  *out_number = 0;
  for (guint i = 0; i < G_N_ELEMENTS (single_names); i++)
    {
      *out_member = i;
      if (strcmp (name, single_names[i]) == 0)
        return TRUE;
    }
  if (digits == NULL)
    return FALSE;
  *out_member = g_str_has_prefix (name, SEALS) ? CPX_BUNDLE_SEAL : CPX_BUNDLE_PROOF;
  *out_number = g_ascii_strtoull (digits + 1, NULL, 10);
  again = cpx_bundle_dup_name (*out_member, *out_number);

  return strcmp (name, again) == 0;
}

static void
append_bytes (const char   *name,
              const void   *bytes,
              gsize         size,
              GString      *out)
{
  g_string_append_printf (out, ",\"%s\":\"", name);
  cpx_base64_append (bytes, size, out);
  g_string_append_c (out, '"');
}

static void
append_text (const char *name,
             const char *text,
             GString    *out)
{
  if (text == NULL)
    return;
  g_string_append_printf (out, ",\"%s\":", name);
  cpx_canonical_json_append_text (text, out);
}

/**
 * cpx_bundle_append_line:
 * @line: an entry
 * @out: where the line goes, its newline included
 *
 * Writes an entry. Opened details stand there as the text that was sealed: whoever seals it again need not know how
 * canonical JSON is made.
 */
void
cpx_bundle_append_line (const CpxBundleLine *line,
                        GString             *out)
{
  g_string_append_printf (out, "{\"index\":%" G_GUINT64_FORMAT, line->index);
  append_bytes ("leaf", g_bytes_get_data (line->leaf, NULL), g_bytes_get_size (line->leaf), out);
  if (line->details != NULL)
    append_bytes ("key", line->key, sizeof line->key, out);
  append_text ("details", line->details, out);
  append_text ("erased_on", line->erased_on, out);
  append_text ("erased_basis", line->erased_basis, out);
  g_string_append (out, "}\n");
}

static GBytes *
read_bytes (json_t *value)
{
  const char *text = json_string_value (value);

  return text != NULL ? cpx_base64_decode (text, -1) : NULL;
}

static gboolean
read_key (json_t *value,
          guint8  out_key[CPX_AUDIT_LEAF_KEY_SIZE])
{
  const char *text = json_string_value (value);

  return text != NULL && cpx_base64_decode_exact (text, -1, out_key, CPX_AUDIT_LEAF_KEY_SIZE);
}

/* FALSE if it is not what its name says, or has no name that a line knows. */
static gboolean
read_member (CpxBundleLine *line,
             const char    *name,
             json_t        *value,
             gboolean      *has_key)
{
  if (g_str_equal (name, "index"))
    {
      line->index = (guint64) json_integer_value (value);
      return json_is_integer (value) && json_integer_value (value) >= 0;
    }
  if (g_str_equal (name, "leaf"))
    return (line->leaf = read_bytes (value)) != NULL;
  if (g_str_equal (name, "key"))
    return *has_key = read_key (value, line->key);
  if (g_str_equal (name, "details"))
    return (line->details = g_strdup (json_string_value (value))) != NULL;
  if (g_str_equal (name, "erased_on"))
    return (line->erased_on = g_strdup (json_string_value (value))) != NULL;
  if (g_str_equal (name, "erased_basis"))
    return (line->erased_basis = g_strdup (json_string_value (value))) != NULL;

  return FALSE;
}

/**
 * cpx_bundle_read_line:
 * @object: a line as JSON
 * @out_line: (out caller-allocates): what it says; to be cleared in any case
 *
 * Reads an entry, strictly: a member that nobody knows is refused, for it would look proved among those that are.
 *
 * Returns: `FALSE` if it is no entry
 */
gboolean
cpx_bundle_read_line (json_t        *object,
                      CpxBundleLine *out_line)
{
  gboolean has_key = FALSE;
  const char *name;
  json_t *value;

  memset (out_line, 0, sizeof *out_line);
  json_object_foreach (object, name, value)
    {
      if (!read_member (out_line, name, value, &has_key))
        return FALSE;
    }

  return out_line->leaf != NULL && json_object_get (object, "index") != NULL &&
         has_key == (out_line->details != NULL);
}

/* The digits of an index; NULL if there are none, or so many that only the whole reader knows what they are. */
static const char *
read_index (const char *at,
            const char *end,
            guint64    *out_index)
{
  const char *start = at;

  for (*out_index = 0; at < end && g_ascii_isdigit (*at) && at - start < 18; at++)
    *out_index = *out_index * 10 + (guint64) (*at - '0');

  return at > start && (*start != '0' || at == start + 1) ? at : NULL;
}

/**
 * cpx_bundle_read_plain_line:
 * @text: a line
 * @length: its length in bytes
 * @out_line: (out caller-allocates): what it says; to be cleared in any case
 *
 * Reads a line that is {"index":…,"leaf":"…"} to the letter, as most are, without making a tree of it.
 *
 * Returns: `FALSE` if it is any other; cpx_bundle_read_line() knows then what it is
 */
gboolean
cpx_bundle_read_plain_line (const char    *text,
                            gsize          length,
                            CpxBundleLine *out_line)
{
  static const char begins[] = "{\"index\":", goes_on[] = ",\"leaf\":\"", ends[] = "\"}";
  const char *at, *end;

  memset (out_line, 0, sizeof *out_line);
  if (length < strlen (begins) || memcmp (text, begins, strlen (begins)) != 0)
    return FALSE;
  end = text + length;   /* an empty line may be no text at all */
  at = read_index (text + strlen (begins), end, &out_line->index);
  if (at == NULL || (gsize) (end - at) < strlen (goes_on) + strlen (ends) ||
      memcmp (at, goes_on, strlen (goes_on)) != 0 || memcmp (end - strlen (ends), ends, strlen (ends)) != 0)
    return FALSE;
  at += strlen (goes_on);
  out_line->leaf = cpx_base64_decode (at, end - at - (gssize) strlen (ends));

  return out_line->leaf != NULL;
}

/**
 * cpx_bundle_line_clear:
 * @self: what cpx_bundle_read_line() gave
 *
 * Frees what it holds.
 */
void
cpx_bundle_line_clear (CpxBundleLine *self)
{
  g_clear_pointer (&self->leaf, g_bytes_unref);
  g_clear_pointer (&self->details, g_free);
  g_clear_pointer (&self->erased_on, g_free);
  g_clear_pointer (&self->erased_basis, g_free);
}
