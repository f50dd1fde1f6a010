/* fuzz-audit.c: any bytes as what an auditor is handed: a JSON text, a leaf, a signed note, a key, a file of
 * proof of an entry, one of growth.
 *
 * Whatever is accepted is printed again, and is then the same: one value, one text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz-target.h"

#include <cpx-audit-leaf.h>
#include <cpx-canonical-json.h>
#include <cpx-growth-proof.h>
#include <cpx-json.h>
#include <cpx-leaf-glance.h>
#include <cpx-tlog-proof.h>

#include <string.h>

/* The first byte, modulo six, says what the rest is taken for; the seed is a leaf and a file of proof in one. */
static const char leaf[] =
  "{\"action\":\"patient.edited\",\"clock\":\"ok\",\"device\":\"018f3a1c-0000-7000-8000-000000000001\","
  "\"id\":\"018f3a1c-0000-7000-8000-000000000002\",\"kind\":\"patient\","
  "\"patient\":\"018f3a1c-0000-7000-8000-000000000002\",\"reason\":\"doublon \\\"corrigé\\\"\","
  "\"roles\":[\"surgeon\",\"admin\"],\"time\":\"1767225600000000\","
  "\"user\":\"018f3a1c-0000-7000-8000-000000000003\",\"v\":1}";

static const char note[] =
  "c2sp.org/tlog-proof@v1\nindex 3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\nchirurgieprox/journal/a\n20\n"
  "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— chirurgieprox/journal/a Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRD"
  "eOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";

guint8 *
fuzz_target_make_seed (gsize *out_n_bytes)
{
  g_autofree char *seed = g_strconcat ("1", leaf, note, NULL);

  *out_n_bytes = strlen (seed);

  return g_memdup2 (seed, *out_n_bytes);
}

/* Canonical text is a fixed point. One value is not read again: a real number from 2^63 to 10^21 is written without an
 * exponent (RFC 8785, 3.2.2.3), and an integer of that size is refused. */
static void
try_json (const char *text,
          gsize       size)
{
  g_autoptr(GError) error = NULL;
  json_t *value = cpx_json_parse (text, (gssize) size, NULL);
  g_autofree char *printed = value != NULL ? cpx_canonical_json_print (value) : NULL;
  json_t *again = printed != NULL ? cpx_json_parse (printed, -1, &error) : NULL;
  g_autofree char *printed_again = NULL;

  g_assert_true (again != NULL || value == NULL || strstr (error->message, "a number is too large") != NULL);
  if (again != NULL)
    {
      printed_again = cpx_canonical_json_print (again);
      g_assert_cmpstr (printed_again, ==, printed);
    }
  json_decref (value);
  json_decref (again);
}

/* What the whole reading accepts, the glance reads alike. */
static void
try_leaf (const char *text,
          gsize       size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, size);
  g_autoptr(CpxAuditLeaf) parsed = cpx_audit_leaf_parse (bytes, NULL);
  CpxLeafGlance glance = { { NULL } };
  gboolean glanced = cpx_leaf_glance (text, size, &glance);
  const CpxAuditEntry *entry;

  if (parsed == NULL)
    return;
  entry = cpx_audit_leaf_get_entry (parsed);
  g_assert_true (glanced);
  g_assert_cmpint (glance.time_us, ==, entry->time_us);
  g_assert_true ((glance.user.text != NULL) == (entry->user_id != NULL));
}

static void
try_note (const char *text,
          gsize       size)
{
  g_autoptr(CpxSignedNote) parsed = cpx_signed_note_parse (text, size, NULL);
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();
  g_autoptr(GPtrArray) verified = NULL;
  g_auto(CpxCheckpoint) checkpoint = { NULL };

  if (parsed == NULL)
    return;
  g_assert_cmpmem (cpx_signed_note_get_bytes (parsed), strlen (cpx_signed_note_get_bytes (parsed)), text, size);
  verified = cpx_signed_note_verify (parsed, keys, NULL);
  g_assert_null (verified);
  if (cpx_checkpoint_parse (cpx_signed_note_get_text (parsed), &checkpoint, NULL))
    {
      g_autofree char *code = cpx_checkpoint_dup_short_code (&checkpoint);

      g_assert_nonnull (code);
    }
}

static void
try_key (const char *text,
         gsize       size)
{
  g_autofree char *ended = g_strndup (text, size);
  g_autoptr(CpxNoteKey) key = cpx_note_key_parse (ended, NULL);
  g_autofree char *printed = key != NULL ? cpx_note_key_print (key) : NULL;

  if (key != NULL)
    g_assert_cmpstr (printed, ==, ended);
}

static void
try_proof (const char *text,
           gsize       size)
{
  g_autoptr(CpxTlogProof) proof = cpx_tlog_proof_parse (text, size, NULL);
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();
  const CpxMerkleHash wrong = { { 0 } };

  if (proof != NULL)
    g_assert_false (cpx_tlog_proof_check (proof, &wrong, keys, NULL));
}

static void
try_growth (const char *text,
            gsize       size)
{
  g_auto(CpxGrowthProof) proof = { 0 };
  json_t *object;

  if (!cpx_growth_proof_parse (text, size, &proof))
    return;
  object = cpx_growth_proof_to_json (&proof);
  g_assert_cmpint (json_integer_value (json_object_get (object, "old_size")), ==, (json_int_t) proof.old_size);
  json_decref (object);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static void (*const tries[]) (const char *, gsize) = { try_json, try_leaf, try_note, try_key, try_proof,
                                                          try_growth };
  const char *text = (const char *) data + 1;
  void (*try) (const char *, gsize);
  const char *second;

  if (size < 1)
    return 0;
  try = tries[data[0] % G_N_ELEMENTS (tries)];
  try (text, size - 1);
  /* Mutations of the seed that the fixed test makes hold a leaf, then a note: each as what it was. */
  second = g_strstr_len (text, (gssize) size - 1, "}c2sp");
  if (second == NULL)
    return 0;
  try_leaf (text, (gsize) (second + 1 - text));
  try_json (text, (gsize) (second + 1 - text));
  try_proof (second + 1, (gsize) (text + size - 1 - second - 1));
  second = g_strstr_len (second, (gssize) (text + size - 1 - second), "\n\n");
  if (second != NULL)
    try_note (second + 2, (gsize) (text + size - 1 - second - 2));

  return 0;
}
