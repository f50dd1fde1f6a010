/* test-signed-note.c: the invariants S1 to S4 of cpx-signed-note.c, checkpoints and files of proof.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-checkpoint.h"
#include "cpx-merkle-proof.h"
#include "cpx-signed-note.h"
#include "cpx-tlog-proof.h"

#include "vectors.h"

#include <cpx-base64.h>
#include <cpx-json.h>

#include <string.h>

#define ORIGIN "chirurgieprox.example/018f3a1c"

static const guint8 seed_bytes[CPX_SIGNATURE_SEED_SIZE] = "a seed of thirty-two bytes, test";

static CpxNoteKey *
make_key (const char     *name,
          CpxNoteKeyType  type,
          CpxSecret      *seed)
{
  guint8 public_key[CPX_SIGNATURE_PUBLIC_KEY_SIZE];

  cpx_signature_get_public_key (seed, public_key);

  return cpx_note_key_new (name, type, public_key);
}

static GPtrArray *
keys_of (CpxNoteKey *a,
         CpxNoteKey *b)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_note_key_unref);

  for (CpxNoteKey **key = (CpxNoteKey *[]) { a, b, NULL }; *key != NULL; key++)
    g_ptr_array_add (keys, cpx_note_key_ref (*key));

  return keys;
}

static char *
load (const char *folder,
      const char *name,
      gsize      *out_size)
{
  g_autofree char *path = g_build_filename (g_getenv ("CPX_SHARED"), "vectors", folder, name, NULL);
  g_autoptr(GError) error = NULL;
  char *bytes = NULL;

  g_file_get_contents (path, &bytes, out_size, &error);
  g_assert_no_error (error);

  return bytes;
}

static GPtrArray *
load_keys (json_t *list)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_note_key_unref);

  for (gsize i = 0; i < json_array_size (list); i++)
    {
      g_autoptr(GError) error = NULL;
      CpxNoteKey *key = cpx_note_key_parse (json_string_value (json_array_get (list, i)), &error);

      g_assert_no_error (error);
      g_ptr_array_add (keys, key);
    }

  return keys;
}

static void
check_case (json_t *note_case)
{
  const char *name = json_string_value (json_object_get (note_case, "file"));
  g_autoptr(GPtrArray) keys = load_keys (json_object_get (note_case, "vkeys"));
  json_t *names = json_object_get (json_object_get (note_case, "expect"), "verified");
  gsize size = 0;
  g_autofree char *bytes = load ("notes-sumdb", name, &size);
  g_autoptr(CpxSignedNote) note = cpx_signed_note_parse (bytes, size, NULL);
  g_autoptr(GPtrArray) verified = note != NULL ? cpx_signed_note_verify (note, keys, NULL) : NULL;

  g_test_message ("%s", name);
  g_assert_cmpuint (verified != NULL ? verified->len : 0, ==, json_array_size (names));
  for (gsize i = 0; i < json_array_size (names); i++)
    g_assert_cmpstr (cpx_note_key_get_name (g_ptr_array_index (verified, i)), ==,
                     json_string_value (json_array_get (names, i)));
  if (note != NULL)
    g_assert_cmpmem (cpx_signed_note_get_bytes (note), strlen (cpx_signed_note_get_bytes (note)), bytes, size);
}

/* S1, S2, S3 */
static void
test_public_notes (void)
{
  g_autoptr(json_t) root = vectors_load ("notes-sumdb/cases.json");
  json_t *cases = json_object_get (root, "cases");

  if (root == NULL)
    return;
  g_assert_cmpuint (json_array_size (cases), >, 10);
  for (gsize i = 0; i < json_array_size (cases); i++)
    check_case (json_array_get (cases, i));
}

/* "PRIVATE+KEY+name+id+base64 (type || seed)": how the vectors write a secret key. */
static CpxSecret *
parse_secret (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "+", 5);
  guint8 coded[1 + CPX_SIGNATURE_SEED_SIZE];

  g_assert_true (cpx_base64_decode_exact (parts[4], -1, coded, sizeof coded));

  return cpx_secret_new_from_bytes (coded + 1, CPX_SIGNATURE_SEED_SIZE);
}

static void
test_signed_as_others_do (void)
{
  g_autoptr(json_t) root = vectors_load ("notes-sumdb/cases.json");
  g_autoptr(CpxSecret) seed = NULL;
  g_autoptr(CpxNoteKey) key = NULL;
  g_autoptr(CpxSignedNote) note = NULL;

  if (root == NULL)
    return;
  seed = parse_secret (json_string_value (json_object_get (root, "skey_for_sign_test")));
  key = make_key ("PeterNeumann", CPX_NOTE_KEY_SIGNATURE, seed);
  note = cpx_signed_note_new (json_string_value (json_object_get (root, "sign_text")), key, seed);
  g_assert_cmpstr (cpx_signed_note_get_bytes (note), ==, json_string_value (json_object_get (root, "sign_expect")));
}

static void
assert_bad_key (const char *text)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (cpx_note_key_parse (text, &error));
  g_assert_error (error, CPX_SIGNED_NOTE_ERROR, CPX_SIGNED_NOTE_ERROR_KEY);
}

static void
test_keys (void)
{
  g_autoptr(CpxSecret) seed = cpx_secret_new_from_bytes (seed_bytes, sizeof seed_bytes);
  g_autoptr(CpxNoteKey) key = make_key (ORIGIN, CPX_NOTE_KEY_SIGNATURE, seed);
  g_autoptr(CpxNoteKey) witness = make_key (ORIGIN, CPX_NOTE_KEY_COSIGNATURE, seed);
  g_autofree char *text = cpx_note_key_print (key);
  g_autoptr(CpxNoteKey) again = cpx_note_key_parse (text, NULL);
  g_autofree char *fingerprint = cpx_note_key_dup_fingerprint (key);
  guint32 bits = cpx_note_key_get_id (key);
  g_autofree char *id = g_strdup_printf ("%04x %04x", bits >> 16, bits & 0xffff);

  g_assert_cmpstr (cpx_note_key_get_name (again), ==, ORIGIN);
  g_assert_cmpmem (cpx_note_key_get_public_key (again), CPX_SIGNATURE_PUBLIC_KEY_SIZE,
                   cpx_note_key_get_public_key (key), CPX_SIGNATURE_PUBLIC_KEY_SIZE);
  g_assert_cmpuint (cpx_note_key_get_id (witness), !=, cpx_note_key_get_id (key));
  g_assert_true (g_str_has_prefix (fingerprint, id));
  g_assert_cmpuint (strlen (fingerprint), ==, 79);
  for (gsize i = 0; i < strlen (text); i++)
    {
      g_autofree char *cut = g_strndup (text, i);
      g_autofree char *changed = g_strdup (text);

      changed[i]++;
      assert_bad_key (cut);
      assert_bad_key (text + i + 1);
      assert_bad_key (changed);
    }
}

static void
test_public_bad_keys (void)
{
  g_autoptr(json_t) root = vectors_load ("notes-sumdb/cases.json");
  json_t *bad = json_object_get (root, "bad_vkeys");

  for (gsize i = 0; i < json_array_size (bad); i++)
    assert_bad_key (json_string_value (json_array_get (bad, i)));
}

static void
test_names (void)
{
  static const struct { const char *name; gboolean good; } names[] = {
    { "example.com/log", TRUE }, { "journal-é", TRUE }, { "", FALSE }, { "a b", FALSE }, { "a+b", FALSE },
    { "a\302\240b", FALSE }, { "a\nb", FALSE }, { "a\177", FALSE }, { "\303", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpint (cpx_note_key_is_name (names[i].name), ==, names[i].good);
}

static CpxSignedNote *
sign_checkpoint (guint64              size,
                 const CpxMerkleHash *root,
                 CpxNoteKey          *key,
                 CpxSecret           *seed)
{
  g_autofree char *text = cpx_checkpoint_print (ORIGIN, size, root);

  return cpx_signed_note_new (text, key, seed);
}

/* S2: whichever bit is changed, nothing is believed any more. */
static void
test_every_bit (void)
{
  g_autoptr(CpxSecret) seed = cpx_secret_new_from_bytes (seed_bytes, sizeof seed_bytes);
  g_autoptr(CpxNoteKey) key = make_key (ORIGIN, CPX_NOTE_KEY_SIGNATURE, seed);
  g_autoptr(GPtrArray) keys = keys_of (key, NULL);
  CpxMerkleHash root = { { 1, 2, 3 } };
  g_autoptr(CpxSignedNote) note = sign_checkpoint (12481, &root, key, seed);
  g_autofree char *bytes = g_strdup (cpx_signed_note_get_bytes (note));
  gsize size = strlen (bytes);

  for (gsize bit = 0; bit < 8 * size; bit++)
    {
      g_autoptr(CpxSignedNote) changed = NULL;
      g_autoptr(GPtrArray) verified = NULL;

      bytes[bit / 8] ^= (char) (1 << bit % 8);
      changed = cpx_signed_note_parse (bytes, size, NULL);
      verified = changed != NULL ? cpx_signed_note_verify (changed, keys, NULL) : NULL;
      g_assert_null (verified);
      bytes[bit / 8] ^= (char) (1 << bit % 8);
    }
}

/* S4 */
static void
test_cosignature (void)
{
  g_autoptr(CpxSecret) seed = cpx_secret_new_from_bytes (seed_bytes, sizeof seed_bytes);
  g_autoptr(CpxSecret) other = cpx_signature_seed_new ();
  g_autoptr(CpxNoteKey) key = make_key (ORIGIN, CPX_NOTE_KEY_SIGNATURE, seed);
  g_autoptr(CpxNoteKey) witness = make_key ("witness.example", CPX_NOTE_KEY_COSIGNATURE, other);
  g_autoptr(CpxNoteKey) liar = make_key ("witness.example", CPX_NOTE_KEY_COSIGNATURE, seed);
  g_autoptr(GPtrArray) both = keys_of (key, witness);
  g_autoptr(GPtrArray) alone = keys_of (witness, NULL);
  CpxMerkleHash root = { { 9 } };
  g_autoptr(CpxSignedNote) note = sign_checkpoint (7, &root, key, seed);
  g_autoptr(CpxSignedNote) cosigned = cpx_signed_note_cosign (note, witness, other, 1764000000);
  g_autoptr(CpxSignedNote) forged = cpx_signed_note_cosign (note, witness, seed, 1764000000);
  g_autoptr(CpxSignedNote) unknown = cpx_signed_note_cosign (note, liar, seed, 1764000000);
  g_autoptr(GPtrArray) verified = cpx_signed_note_verify (cosigned, both, NULL);
  g_autoptr(GPtrArray) by_witness = cpx_signed_note_verify (cosigned, alone, NULL);
  g_autoptr(GPtrArray) by_log = cpx_signed_note_verify (unknown, both, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (verified->len, ==, 2);
  g_assert_cmpuint (by_witness->len, ==, 1);
  g_assert_cmpuint (by_log->len, ==, 1);
  g_assert_cmpstr (cpx_signed_note_get_text (cosigned), ==, cpx_signed_note_get_text (note));
  g_assert_null (cpx_signed_note_verify (forged, both, &error));
  g_assert_error (error, CPX_SIGNED_NOTE_ERROR, CPX_SIGNED_NOTE_ERROR_SIGNATURE);
}

/* The checkpoint with a line of a witness, and the others, as logs of the world signed them. */
static void
test_real_checkpoints (void)
{
  g_autoptr(json_t) index = vectors_load ("checkpoints-real/index.json");

  for (gsize i = 0; i < json_array_size (index); i++)
    {
      json_t *item = json_array_get (index, i);
      g_autoptr(CpxNoteKey) key = cpx_note_key_parse (json_string_value (json_object_get (item, "vkey")), NULL);
      g_autoptr(GPtrArray) keys = keys_of (key, NULL);
      gsize size = 0;
      g_autofree char *bytes = load ("checkpoints-real", json_string_value (json_object_get (item, "file")), &size);
      g_autoptr(CpxSignedNote) note = cpx_signed_note_parse (bytes, size, NULL);
      g_autoptr(GPtrArray) verified = cpx_signed_note_verify (note, keys, NULL);
      g_auto(CpxCheckpoint) checkpoint = { 0 };
      g_autofree char *root = NULL;

      g_assert_nonnull (verified);
      g_assert_true (cpx_checkpoint_parse (cpx_signed_note_get_text (note), &checkpoint, NULL));
      root = g_base64_encode (checkpoint.root.bytes, sizeof checkpoint.root.bytes);
      g_assert_cmpuint (checkpoint.size, ==, (guint64) json_integer_value (json_object_get (item, "size")));
      g_assert_cmpstr (root, ==, json_string_value (json_object_get (item, "root_b64")));
    }
}

/* A line of another kind of signature, an origin with spaces and a line more are read, and believed of nobody. */
static void
test_foreign_checkpoint (void)
{
  const char *shared = g_getenv ("CPX_SHARED");
  g_autoptr(GPtrArray) keys = keys_of (NULL, NULL);
  g_autoptr(CpxSignedNote) note = NULL;
  g_auto(CpxCheckpoint) checkpoint = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize size = 0;

  if (shared == NULL || !g_file_test (shared, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("the shared vectors are not here");
      return;
    }
  bytes = load ("checkpoints-real", "rekor-v1-55510966.ecdsa-parse-only.checkpoint", &size);
  note = cpx_signed_note_parse (bytes, size, &error);
  g_assert_no_error (error);
  g_assert_true (cpx_checkpoint_parse (cpx_signed_note_get_text (note), &checkpoint, NULL));
  g_assert_cmpuint (checkpoint.size, ==, 55510966);
  g_assert_null (cpx_signed_note_verify (note, keys, &error));
  g_assert_error (error, CPX_SIGNED_NOTE_ERROR, CPX_SIGNED_NOTE_ERROR_UNKNOWN);
}

#define ROOT_B64 "TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0="

static const struct { const char *name, *text; gboolean good; } texts[] = {
  { "plain", "log\n12\n" ROOT_B64 "\n", TRUE },
  { "spaces in the origin", "go.sum database tree\n123456789012\n" ROOT_B64 "\n", TRUE },
  { "a line more", "log\n0\n" ROOT_B64 "\nmore\n", TRUE },
  { "no origin", "\n12\n" ROOT_B64 "\n", FALSE },
  { "leading zero", "log\n012\n" ROOT_B64 "\n", FALSE },
  { "sign", "log\n+12\n" ROOT_B64 "\n", FALSE },
  { "negative", "log\n-1\n" ROOT_B64 "\n", FALSE },
  { "hexadecimal", "log\n0xabc\n" ROOT_B64 "\n", FALSE },
  { "too large", "log\n9223372036854775808\n" ROOT_B64 "\n", FALSE },
  { "no size", "log\n\n" ROOT_B64 "\n", FALSE },
  { "short root", "log\n12\nTszz\n", FALSE },
  { "long root", "log\n12\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBTOOBIG=\n", FALSE },
  { "other bits in the padding", "log\n12\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb1=\n", FALSE },
  { "no end", "log\n12\n" ROOT_B64, FALSE },
  { "empty line", "log\n12\n" ROOT_B64 "\n\n", FALSE },
  { "two lines", "log\n12\n", FALSE },
  { "nothing", "", FALSE },
};

static void
test_checkpoint_texts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto(CpxCheckpoint) checkpoint = { 0 };

      g_test_message ("%s", texts[i].name);
      g_assert_cmpint (cpx_checkpoint_parse (texts[i].text, &checkpoint, NULL), ==, texts[i].good);
    }
}

static void
test_short_code (void)
{
  CpxCheckpoint a = { .origin = (char *) ORIGIN, .size = 12481 }, b = a;
  g_autofree char *code_a = cpx_checkpoint_dup_short_code (&a);
  g_autofree char *code_b = NULL;

  b.size++;
  code_b = cpx_checkpoint_dup_short_code (&b);
  g_assert_true (g_regex_match_simple ("^[0-9A-F]{4}(-[0-9A-F]{4}){3}$", code_a, 0, 0));
  g_assert_cmpstr (code_a, !=, code_b);
}

/* A leaf of a public log, its path and its signed root: all three by our own hands. */
static void
test_real_inclusion (void)
{
  g_autoptr(json_t) vector = vectors_load ("checkpoints-real/inclusion-rekor2025-1-412114.json");
  g_autoptr(GArray) hashes = g_array_new (FALSE, FALSE, sizeof (CpxMerkleHash));
  g_autoptr(CpxNoteKey) key = cpx_note_key_parse
    ("log2025-1.rekor.sigstore.dev+cf119915+AbfK5adZJxsI323FwGD2AJJ9F4i89cfDuLdGJBIYntuO", NULL);
  g_autoptr(GPtrArray) keys = keys_of (key, NULL);
  g_autoptr(CpxSignedNote) checkpoint = NULL;
  g_autoptr(CpxTlogProof) proof = NULL, again = NULL;
  g_autoptr(GBytes) leaf = NULL;
  g_autofree char *bytes = NULL, *file = NULL;
  g_autoptr(GError) error = NULL;
  CpxMerkleHash hash;
  json_t *list;
  gsize size = 0;

  if (vector == NULL)
    return;
  list = json_object_get (vector, "hashes_b64");
  for (gsize i = 0; i < json_array_size (list); i++)
    {
      g_assert_true (cpx_base64_decode_exact (json_string_value (json_array_get (list, i)), -1, &hash, sizeof hash));
      g_array_append_val (hashes, hash);
    }
  bytes = load ("checkpoints-real", json_string_value (json_object_get (vector, "checkpoint")), &size);
  checkpoint = cpx_signed_note_parse (bytes, size, NULL);
  leaf = cpx_base64_decode (json_string_value (json_object_get (vector, "leaf_data_b64")), -1);
  cpx_merkle_hash_leaf (g_bytes_get_data (leaf, NULL), g_bytes_get_size (leaf), &hash);
  proof = cpx_tlog_proof_new (412114, NULL, hashes, checkpoint);
  file = cpx_tlog_proof_print (proof);
  again = cpx_tlog_proof_parse (file, strlen (file), &error);
  g_assert_no_error (error);
  g_assert_true (cpx_tlog_proof_check (again, &hash, keys, &error));
  g_assert_no_error (error);

  hash.bytes[0] ^= 1;
  g_assert_false (cpx_tlog_proof_check (again, &hash, keys, &error));
  g_assert_error (error, CPX_SIGNED_NOTE_ERROR, CPX_SIGNED_NOTE_ERROR_SIGNATURE);
}

/* A witness alone may not say what a log was. */
static void
test_witness_alone (void)
{
  g_autoptr(CpxSecret) seed = cpx_secret_new_from_bytes (seed_bytes, sizeof seed_bytes);
  g_autoptr(CpxNoteKey) key = make_key (ORIGIN, CPX_NOTE_KEY_SIGNATURE, seed);
  g_autoptr(CpxNoteKey) witness = make_key ("witness.example", CPX_NOTE_KEY_COSIGNATURE, seed);
  g_autoptr(GPtrArray) keys = keys_of (witness, NULL);
  g_autoptr(GArray) none = g_array_new (FALSE, FALSE, sizeof (CpxMerkleHash));
  g_autoptr(CpxSignedNote) note = NULL, cosigned = NULL;
  g_autoptr(CpxTlogProof) proof = NULL;
  g_autoptr(GError) error = NULL;
  CpxMerkleHash leaf;

  cpx_merkle_hash_leaf ("x", 1, &leaf);
  note = sign_checkpoint (1, &leaf, key, seed);
  cosigned = cpx_signed_note_cosign (note, witness, seed, 1764000000);
  proof = cpx_tlog_proof_new (0, NULL, none, cosigned);
  g_assert_false (cpx_tlog_proof_check (proof, &leaf, keys, &error));
  g_assert_error (error, CPX_SIGNED_NOTE_ERROR, CPX_SIGNED_NOTE_ERROR_UNKNOWN);
}

#define NOTE "\n\nlog\n1\n" ROOT_B64 "\n\n— log AAAAAAE=\n"

static const struct { const char *name, *file; gboolean good; } files[] = {
  { "no hash", "c2sp.org/tlog-proof@v1\nindex 0" NOTE, TRUE },
  { "one hash", "c2sp.org/tlog-proof@v1\nindex 73894\n" ROOT_B64 NOTE, TRUE },
  { "extra", "c2sp.org/tlog-proof@v1\nextra YWJj\nindex 0" NOTE, TRUE },
  { "extra that is no base64", "c2sp.org/tlog-proof@v1\nextra YWJ\nindex 0" NOTE, FALSE },
  { "extra only", "c2sp.org/tlog-proof@v1\nextra YWJj" NOTE, FALSE },
  { "leading zero", "c2sp.org/tlog-proof@v1\nindex 00" NOTE, FALSE },
  { "no number", "c2sp.org/tlog-proof@v1\nindex " NOTE, FALSE },
  { "no index", "c2sp.org/tlog-proof@v1" NOTE, FALSE },
  { "nothing before the checkpoint", NOTE, FALSE },
  { "other version", "c2sp.org/tlog-proof@v2\nindex 0" NOTE, FALSE },
  { "short hash", "c2sp.org/tlog-proof@v1\nindex 0\nTszz" NOTE, FALSE },
  { "no checkpoint", "c2sp.org/tlog-proof@v1\nindex 0\n\nlog\n", FALSE },
  { "no blank line", "c2sp.org/tlog-proof@v1\nindex 0\n", FALSE },
  { "nothing", "", FALSE },
};

static void
test_proof_files (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr(CpxTlogProof) proof = cpx_tlog_proof_parse (files[i].file, strlen (files[i].file), NULL);

      g_test_message ("%s", files[i].name);
      g_assert_cmpint (proof != NULL, ==, files[i].good);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/signed-note/public-notes", test_public_notes);
  g_test_add_func ("/signed-note/signed-as-others-do", test_signed_as_others_do);
  g_test_add_func ("/signed-note/keys", test_keys);
  g_test_add_func ("/signed-note/public-bad-keys", test_public_bad_keys);
  g_test_add_func ("/signed-note/names", test_names);
  g_test_add_func ("/signed-note/every-bit", test_every_bit);
  g_test_add_func ("/signed-note/cosignature", test_cosignature);
  g_test_add_func ("/checkpoint/real", test_real_checkpoints);
  g_test_add_func ("/checkpoint/foreign", test_foreign_checkpoint);
  g_test_add_func ("/checkpoint/texts", test_checkpoint_texts);
  g_test_add_func ("/checkpoint/short-code", test_short_code);
  g_test_add_func ("/tlog-proof/real-inclusion", test_real_inclusion);
  g_test_add_func ("/tlog-proof/witness-alone", test_witness_alone);
  g_test_add_func ("/tlog-proof/files", test_proof_files);

  return g_test_run ();
}
