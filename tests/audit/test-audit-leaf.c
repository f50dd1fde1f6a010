/* test-audit-leaf.c: the bytes of format 1 never change, and open only for who may read them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-leaf.h"
#include "cpx-leaf-glance.h"

#include <cpx-canonical-json.h>
#include <cpx-hash.h>
#include <cpx-json.h>

#include <string.h>

#define DEVICE  "018f3a1c-0000-7000-8000-00000000000d"
#define USER    "018f3a1c-0000-7000-8000-00000000000e"
#define PATIENT "018f3a1c-0000-7000-8000-00000000000f"
#define DETAILS "{\"after\":{\"city\":\"Lyon\"},\"before\":{\"city\":\"Nice\"}}"

/* Frozen with the first vault: if this fails, every log in the field would fail with it. */
#define FROZEN_LEAF \
  "{\"action\":\"patient.edited\",\"clock\":\"back\",\"details\":\"3xQ4dgGBmDuqfsCXSPZvfbWLtYLc6Sv9bI8h" \
  "24buQWp4XUg+zj3rhewAvvmK+w26OXhw2oJBEoVCPYFW6aIb5kifZHCl/r0vLE3arv0K6SP+jDlo4nIRnd/h\",\"device\":\"" \
  "018f3a1c-0000-7000-8000-00000000000d\",\"id\":\"018f3a1c-0000-7000-8000-00000000000f\",\"kind\":\"pa" \
  "tient\",\"patient\":\"018f3a1c-0000-7000-8000-00000000000f\",\"reason\":\"demandé \\\"par\\\" le pat" \
  "ient\\n\",\"roles\":[\"surgeon\",\"admin\"],\"time\":\"1764000000123456\",\"user\":\"018f3a1c-0000-7" \
  "000-8000-00000000000e\",\"v\":1}"
#define FROZEN_HASH "3d8913f0681c186c6b390719b46dda0137256f21833d1cc8319f6bce29be295a"

static const guint8 owner_key[CPX_AUDIT_LEAF_KEY_SIZE] = "0123456789abcdef0123456789abcde";

static const CpxAuditEntry full_entry = {
  .time_us = G_GINT64_CONSTANT (1764000000123456),
  .clock = CPX_AUDIT_CLOCK_BACK,
  .user_id = USER,
  .roles = CPX_ROLE_SURGEON | CPX_ROLE_ADMIN,
  .device_id = DEVICE,
  .action = "patient.edited",
  .kind = "patient",
  .id = PATIENT,
  .reason = "demandé \"par\" le patient\n",
  .patient_id = PATIENT,
};

static const CpxAuditEntry bare_entry = {
  .time_us = -1,
  .device_id = DEVICE,
  .action = "unlock.failed",
};

static char *
to_text (GBytes *bytes)
{
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static char *
to_hex (const guint8 *bytes,
        gsize         size)
{
  GString *hex = g_string_new (NULL);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", bytes[i]);

  return g_string_free (hex, FALSE);
}

static void
test_frozen (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) leaf = cpx_audit_leaf_print (&full_entry, DETAILS, owner_key, &error);
  g_autofree char *text = to_text (leaf);
  guint8 hash[CPX_AUDIT_LEAF_HASH_SIZE];
  g_autofree char *hex = NULL;

  g_assert_no_error (error);
  cpx_audit_leaf_hash (text, strlen (text), hash);
  hex = to_hex (hash, sizeof hash);
  g_assert_cmpstr (text, ==, FROZEN_LEAF);
  g_assert_cmpstr (hex, ==, FROZEN_HASH);
}

/* RFC 9162 §2.1.1, and the root of a tree of one empty leaf in everyone's test vectors. */
static void
test_hash (void)
{
  guint8 hash[CPX_AUDIT_LEAF_HASH_SIZE];
  g_autofree char *hex = NULL;

  cpx_audit_leaf_hash ("", 0, hash);
  hex = to_hex (hash, sizeof hash);
  g_assert_cmpstr (hex, ==, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}

static void
test_canonical (gconstpointer data)
{
  const CpxAuditEntry *entry = data;
  g_autoptr(GBytes) leaf = cpx_audit_leaf_print (entry, DETAILS, owner_key, NULL);
  g_autofree char *text = to_text (leaf);
  g_autoptr(json_t) object = cpx_json_parse (text, -1, NULL);
  g_autofree char *canonical = cpx_canonical_json_print (object);

  g_assert_cmpstr (text, ==, canonical);
}

static void
test_round_trip (gconstpointer data)
{
  const CpxAuditEntry *entry = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = cpx_audit_leaf_print (entry, NULL, NULL, &error);
  g_autoptr(CpxAuditLeaf) leaf = cpx_audit_leaf_parse (bytes, &error);
  const CpxAuditEntry *read = cpx_audit_leaf_get_entry (leaf);

  g_assert_no_error (error);
  g_assert_false (cpx_audit_leaf_has_details (leaf));
  g_assert_cmpint (read->time_us, ==, entry->time_us);
  g_assert_cmpint (read->clock, ==, entry->clock);
  g_assert_cmpuint (read->roles, ==, entry->roles);
  g_assert_cmpstr (read->user_id, ==, entry->user_id);
  g_assert_cmpstr (read->device_id, ==, entry->device_id);
  g_assert_cmpstr (read->action, ==, entry->action);
  g_assert_cmpstr (read->kind, ==, entry->kind);
  g_assert_cmpstr (read->id, ==, entry->id);
  g_assert_cmpstr (read->reason, ==, entry->reason);
  g_assert_cmpstr (read->patient_id, ==, entry->patient_id);
}

static void
test_details (void)
{
  g_autoptr(GBytes) bytes = cpx_audit_leaf_print (&full_entry, DETAILS, owner_key, NULL);
  g_autoptr(GBytes) again = cpx_audit_leaf_print (&full_entry, DETAILS, owner_key, NULL);
  g_autoptr(CpxAuditLeaf) leaf = cpx_audit_leaf_parse (bytes, NULL);
  guint8 key[CPX_AUDIT_LEAF_KEY_SIZE];
  guint8 other_key[CPX_AUDIT_LEAF_KEY_SIZE] = { 1 };
  g_autofree char *details = NULL;
  g_autofree char *refused = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (g_bytes_equal (bytes, again));
  cpx_audit_leaf_derive_key (leaf, owner_key, key);
  details = cpx_audit_leaf_open_details (leaf, key, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (details, ==, DETAILS);
  g_assert_true (cpx_audit_leaf_check_details (leaf, key, DETAILS));
  g_assert_false (cpx_audit_leaf_check_details (leaf, key, "{}"));
  g_assert_false (cpx_audit_leaf_check_details (leaf, other_key, DETAILS));

  refused = cpx_audit_leaf_open_details (leaf, other_key, &error);
  g_assert_null (refused);
  g_assert_error (error, CPX_AUDIT_LEAF_ERROR, CPX_AUDIT_LEAF_ERROR_SEALED);
}

/* Details moved to another head: whose key is right, whose bytes are right, and that still does not open. */
static void
test_transplant (void)
{
  g_autoptr(GBytes) bytes = cpx_audit_leaf_print (&full_entry, DETAILS, owner_key, NULL);
  g_autofree char *text = to_text (bytes);
  g_autofree char *moved = NULL;
  g_autoptr(GBytes) moved_bytes = NULL;
  g_autoptr(CpxAuditLeaf) leaf = NULL;
  guint8 key[CPX_AUDIT_LEAF_KEY_SIZE];
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) parts = g_strsplit (text, "patient.edited", 2);

  moved = g_strjoinv ("patient.opened", parts);
  moved_bytes = g_bytes_new (moved, strlen (moved));
  leaf = cpx_audit_leaf_parse (moved_bytes, &error);
  g_assert_no_error (error);
  cpx_audit_leaf_derive_key (leaf, owner_key, key);
  g_assert_null (cpx_audit_leaf_open_details (leaf, key, &error));
  g_assert_error (error, CPX_AUDIT_LEAF_ERROR, CPX_AUDIT_LEAF_ERROR_SEALED);
}

/* Any one bit changed: not a leaf any more, or a leaf whose details do not open, or another entry; never the same. */
static void
test_flipped_bits (void)
{
  g_autoptr(GBytes) bytes = cpx_audit_leaf_print (&full_entry, DETAILS, owner_key, NULL);
  gsize size = g_bytes_get_size (bytes);

  for (gsize bit = 0; bit < size * 8; bit++)
    {
      g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
      g_autoptr(GBytes) flipped = NULL;
      g_autoptr(CpxAuditLeaf) leaf = NULL;
      guint8 key[CPX_AUDIT_LEAF_KEY_SIZE];

      copy[bit / 8] ^= (guint8) (1 << bit % 8);
      flipped = g_bytes_new (copy, size);
      leaf = cpx_audit_leaf_parse (flipped, NULL);
      if (leaf == NULL || !cpx_audit_leaf_has_details (leaf))
        continue;
      cpx_audit_leaf_derive_key (leaf, owner_key, key);
      g_assert_null (cpx_audit_leaf_open_details (leaf, key, NULL));
    }
}

#define TIME "\"time\":\"1\""
#define BEGIN "{\"action\":\"a\",\"clock\":\"ok\","
#define END ",\"v\":1}"
#define DEVICE_D "\"device\":\"d\","

static const struct
{
  const char *name;
  const char *text;
} refused_cases[] = {
  { "empty", "" },
  { "no-object", "[]" },
  { "space", BEGIN DEVICE_D "\"roles\":[],\"time\":\"1\", \"v\":1}" },
  { "order", "{\"clock\":\"ok\",\"action\":\"a\",\"device\":\"d\",\"roles\":[]," TIME END },
  { "twice", "{\"action\":\"a\",\"action\":\"a\",\"clock\":\"ok\",\"device\":\"d\",\"roles\":[]," TIME END },
  { "unknown-member", BEGIN DEVICE_D "\"extra\":1,\"roles\":[]," TIME END },
  { "unknown-role", BEGIN DEVICE_D "\"roles\":[\"king\"]," TIME END },
  { "time-number", BEGIN DEVICE_D "\"roles\":[],\"time\":1" END },
  { "time-zeros", BEGIN DEVICE_D "\"roles\":[],\"time\":\"01\"" END },
  { "other-format", BEGIN DEVICE_D "\"roles\":[],\"time\":\"1\",\"v\":2}" },
  { "base64", BEGIN "\"details\":\"a\",\"device\":\"d\",\"roles\":[]," TIME END },
  { "no-device", BEGIN "\"roles\":[]," TIME END },
};

static void
test_refused (gconstpointer data)
{
  const char *text = data;
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GError) error = NULL;

  g_assert_null (cpx_audit_leaf_parse (bytes, &error));
  g_assert_error (error, CPX_AUDIT_LEAF_ERROR, CPX_AUDIT_LEAF_ERROR_FORMAT);
}

static void
test_accepted (void)
{
  static const char text[] = "{\"action\":\"a\",\"clock\":\"ok\",\"device\":\"d\",\"roles\":[],\"time\":\"1\",\"v\":1}";
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr(CpxAuditLeaf) leaf = cpx_audit_leaf_parse (bytes, NULL);

  g_assert_nonnull (leaf);   /* what the refused ones are one step away from */
}

static void
test_not_text (void)
{
  CpxAuditEntry entry = bare_entry;
  g_autoptr(GError) error = NULL;

  entry.reason = "\xff";
  g_assert_null (cpx_audit_leaf_print (&entry, NULL, NULL, &error));
  g_assert_error (error, CPX_AUDIT_LEAF_ERROR, CPX_AUDIT_LEAF_ERROR_FORMAT);
}

static void
assert_text (const CpxLeafText *text,
             const char        *expected)
{
  if (expected == NULL)
    g_assert_null (text->text);
  else
    g_assert_cmpmem (text->text, text->length, expected, strlen (expected));
}

/* Cut short it may be taken for a leaf, but never for one of somebody else. */
static void
check_owners (const char          *leaf,
              gsize                size,
              const CpxAuditEntry *entry)
{
  CpxLeafOwners owners;

  g_assert_true (cpx_leaf_glance_owners (leaf, size, &owners));
  assert_text (&owners.device, entry->device_id);
  assert_text (&owners.record, entry->id);
  assert_text (&owners.patient, entry->patient_id);
  for (gsize cut = 1; cut < size; cut++)
    {
      g_autofree char *beginning = g_memdup2 (leaf, cut);   /* what is read beyond it a sanitizer sees */

      if (cpx_leaf_glance_owners (beginning, cut, &owners))
        assert_text (&owners.patient, entry->patient_id);
    }
}

static void
check_glance (const CpxAuditEntry *entry)
{
  g_autoptr(GBytes) leaf = cpx_audit_leaf_print (entry, DETAILS, owner_key, NULL);
  gsize size;
  const char *bytes = g_bytes_get_data (leaf, &size);
  CpxLeafGlance glance;

  g_assert_true (cpx_leaf_glance (bytes, size, &glance));
  g_assert_cmpint (glance.time_us, ==, entry->time_us);
  g_assert_cmpmem (glance.action.text, glance.action.length, entry->action, strlen (entry->action));
  if (entry->user_id != NULL)
    g_assert_cmpmem (glance.user.text, glance.user.length, entry->user_id, strlen (entry->user_id));
  else
    g_assert_null (glance.user.text);
  for (gsize cut = 0; cut < size; cut++)
    g_assert_false (cpx_leaf_glance (bytes, cut, &glance));
  check_owners (bytes, size, entry);
}

/* What goes through thousands of leaves sees in each what the strict reader sees. */
static void
test_glance (void)
{
  CpxAuditEntry entry = full_entry;
  CpxLeafGlance glance;

  check_glance (&full_entry);
  check_glance (&bare_entry);
  entry.reason = "\\\",\"user\":\"nobody\\";
  check_glance (&entry);
  g_assert_false (cpx_leaf_glance ("{}", 2, &glance));
  g_assert_false (cpx_leaf_glance ("{\"action\":{\"a\":1}}", 18, &glance));
  g_assert_false (cpx_leaf_glance ("{\"action\":\"a\"} ", 16, &glance));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/audit-leaf/frozen", test_frozen);
  g_test_add_func ("/audit-leaf/hash", test_hash);
  g_test_add_data_func ("/audit-leaf/canonical/full", &full_entry, test_canonical);
  g_test_add_data_func ("/audit-leaf/canonical/bare", &bare_entry, test_canonical);
  g_test_add_data_func ("/audit-leaf/round-trip/full", &full_entry, test_round_trip);
  g_test_add_data_func ("/audit-leaf/round-trip/bare", &bare_entry, test_round_trip);
  g_test_add_func ("/audit-leaf/details", test_details);
  g_test_add_func ("/audit-leaf/transplant", test_transplant);
  g_test_add_func ("/audit-leaf/flipped-bits", test_flipped_bits);
  g_test_add_func ("/audit-leaf/accepted", test_accepted);
  g_test_add_func ("/audit-leaf/not-text", test_not_text);
  for (gsize i = 0; i < G_N_ELEMENTS (refused_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/audit-leaf/refused/", refused_cases[i].name, NULL);

      g_test_add_data_func (path, refused_cases[i].text, test_refused);
    }

  g_test_add_func ("/audit-leaf/glance", test_glance);

  return g_test_run ();
}
