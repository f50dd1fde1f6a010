/* test-secrets.c: secrets, passwords, seals, signatures, hashes, one-time and recovery codes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-crypto.h"
#include "cpx-hash.h"
#include "cpx-password.h"
#include "cpx-recovery-code.h"
#include "cpx-seal.h"
#include "cpx-signature.h"
#include "cpx-totp.h"
#include "vectors.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static char *
to_hex (const guint8 *bytes,
        gsize         n_bytes)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n_bytes; i++)
    g_string_append_printf (text, "%02x", bytes[i]);

  return g_string_free (text, FALSE);
}

/* Secrets */

static const struct
{
  const char *name;
  const char *content;
  const char *expected;
} file_cases[] = {
  { "plain", "abc", "abc" },
  { "newline", "abc\n", "abc" },
  { "windows", "abc\r\n", "abc" },
  { "first-line", "été 1 !\nsecond", "été 1 !" },
  { "spaces", " a b ", " a b " },
  { "empty", "", "" },
};

static void
test_secret_from_file (void)
{
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  int fd = g_file_open_tmp ("cpx-secret-XXXXXX", &path, &error);

  g_assert_no_error (error);
  close (fd);
  for (gsize i = 0; i < G_N_ELEMENTS (file_cases); i++)
    {
      g_autoptr(CpxSecret) secret = NULL;

      g_assert_true (g_file_set_contents (path, file_cases[i].content, -1, NULL));
      secret = cpx_secret_new_from_file (path, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (cpx_secret_get_text (secret), ==, file_cases[i].expected);
      g_assert_cmpint (cpx_secret_get_size (secret), ==, strlen (file_cases[i].expected));
    }
  {
    g_autofree char *big = g_strnfill (5000, 'x');

    g_assert_true (g_file_set_contents (path, big, -1, NULL));
    g_assert_null (cpx_secret_new_from_file (path, &error));
    g_assert_error (error, CPX_CRYPTO_ERROR, CPX_CRYPTO_ERROR_FILE);
    g_clear_error (&error);
  }
  g_unlink (path);
  g_assert_null (cpx_secret_new_from_file (path, &error));
  g_assert_error (error, CPX_CRYPTO_ERROR, CPX_CRYPTO_ERROR_FILE);
}

static void
test_secret_equal (void)
{
  g_autoptr(CpxSecret) a = cpx_secret_new_random (32);
  g_autoptr(CpxSecret) b = cpx_secret_new_from_bytes (cpx_secret_get_bytes (a), 32);
  g_autoptr(CpxSecret) shorter = cpx_secret_new_from_bytes (cpx_secret_get_bytes (a), 31);

  g_assert_true (cpx_secret_equal (a, b));
  g_assert_false (cpx_secret_equal (a, shorter));
  cpx_secret_get_writable (b)[31] ^= 1;
  g_assert_false (cpx_secret_equal (a, b));
}

/* Passwords */

static void
test_argon2id_vectors (void)
{
  json_t *root = vectors_load ("argon2id/libsodium-crypto_pwhash.json");
  guint n_checked = 0;
  gsize i;
  json_t *test;

  if (root == NULL)
    return;
  json_array_foreach (root, i, test)
    {
      CpxPasswordCost cost = { (guint64) json_integer_value (json_object_get (test, "opslimit")),
                               (guint64) json_integer_value (json_object_get (test, "memlimit")) };
      gsize n_out = (gsize) json_integer_value (json_object_get (test, "outlen"));
      gsize n_password = (gsize) json_integer_value (json_object_get (test, "passwd_len"));
      g_autoptr(GByteArray) password = vectors_hex (test, "password_hex");
      g_autoptr(GByteArray) salt = vectors_hex (test, "salt_hex");
      g_autoptr(GByteArray) expected = NULL;
      g_autoptr(CpxSecret) passphrase = NULL;
      g_autoptr(CpxSecret) key = NULL;

      if (!json_is_string (json_object_get (test, "expect_hex")) || !cpx_password_cost_is_sane (&cost)
          || n_password > password->len || salt->len < CPX_PASSWORD_SALT_SIZE)
        continue;
      expected = vectors_hex (test, "expect_hex");
      passphrase = cpx_secret_new_from_bytes (password->data, n_password);
      key = cpx_password_derive (passphrase, salt->data, &cost, n_out, NULL);
      g_assert_nonnull (key);
      g_assert_cmpmem (cpx_secret_get_bytes (key), n_out, expected->data, expected->len);
      n_checked++;
    }
  g_assert_cmpint (n_checked, >, 3);
  json_decref (root);
}

static const struct
{
  const char      *name;
  CpxPasswordCost  cost;
  gboolean         sane;
  gboolean         enough;
} cost_cases[] = {
  { "cheap", { 1, 65536 }, TRUE, FALSE },
  { "moderate", { 3, 268435456 }, TRUE, TRUE },
  { "more", { 4, 1073741824 }, TRUE, TRUE },
  { "few-passes", { 2, 268435456 }, TRUE, FALSE },
  { "no-pass", { 0, 268435456 }, FALSE, FALSE },
  { "little-memory", { 3, 268435455 }, TRUE, FALSE },
  { "too-little-memory", { 3, 8191 }, FALSE, FALSE },
  { "a-week", { 1000000, 268435456 }, FALSE, FALSE },
  { "all-the-memory", { 3, G_GUINT64_CONSTANT (1) << 60 }, FALSE, FALSE },
};

static void
test_cost (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cost_cases); i++)
    {
      g_test_message ("%s", cost_cases[i].name);
      g_assert_cmpint (cpx_password_cost_is_sane (&cost_cases[i].cost), ==, cost_cases[i].sane);
      g_assert_cmpint (cpx_password_cost_is_enough (&cost_cases[i].cost), ==, cost_cases[i].enough);
    }
}

/* Seals */

static void
test_seal_with_key (void)
{
  g_autoptr(CpxSecret) key = cpx_secret_new_random (32);
  g_autoptr(CpxSecret) other = cpx_secret_new_random (32);
  guint8 sealed[5 + CPX_SEAL_OVERHEAD];
  guint8 again[5 + CPX_SEAL_OVERHEAD];
  g_autoptr(CpxSecret) opened = NULL;

  cpx_seal_with_key (key, "a", 1, "hello", 5, sealed);
  cpx_seal_with_key (key, "a", 1, "hello", 5, again);
  g_assert_cmpint (memcmp (sealed, again, sizeof sealed), !=, 0);
  opened = cpx_seal_open_with_key (key, "a", 1, sealed, sizeof sealed);
  g_assert_cmpstr (cpx_secret_get_text (opened), ==, "hello");
  g_assert_null (cpx_seal_open_with_key (other, "a", 1, sealed, sizeof sealed));
  g_assert_null (cpx_seal_open_with_key (key, "b", 1, sealed, sizeof sealed));
  for (gsize n = 0; n < sizeof sealed; n++)
    g_assert_null (cpx_seal_open_with_key (key, "a", 1, sealed, n));
  for (gsize i = 0; i < sizeof sealed; i++)
    {
      sealed[i] ^= 4;
      g_assert_null (cpx_seal_open_with_key (key, "a", 1, sealed, sizeof sealed));
      sealed[i] ^= 4;
    }
}

/* Frozen: audit leaves of format 1 hold such bytes for twenty years. */
#define FROZEN_DETERMINISTIC \
  "20df833e71eadbd3f05e067a2701d8825d6c8fca516ee323" \
  "4839842b46668c58863e6f342aba13dc960bc161abcc22"

static void
test_seal_deterministic (void)
{
  guint8 key[CPX_SEAL_KEY_SIZE];
  g_autoptr(GBytes) sealed = NULL;
  g_autoptr(GBytes) again = NULL;
  g_autoptr(GBytes) other = NULL;
  g_autoptr(GBytes) moved = NULL;
  g_autoptr(GBytes) opened = NULL;
  g_autofree char *text = NULL;
  const guint8 *data;
  gsize size;

  for (guint i = 0; i < sizeof key; i++)
    key[i] = (guint8) i;
  sealed = cpx_seal_deterministic (key, "leaf 1", 6, "{\"a\":1}", 7);
  again = cpx_seal_deterministic (key, "leaf 1", 6, "{\"a\":1}", 7);
  other = cpx_seal_deterministic (key, "leaf 1", 6, "{\"a\":2}", 7);
  moved = cpx_seal_deterministic (key, "leaf 1{", 7, "\"a\":1}", 6);
  g_assert_true (g_bytes_equal (sealed, again));
  g_assert_false (g_bytes_equal (sealed, other));
  g_assert_false (g_bytes_equal (sealed, moved));
  data = g_bytes_get_data (sealed, &size);
  text = to_hex (data, size);
  g_assert_cmpstr (text, ==, FROZEN_DETERMINISTIC);

  opened = cpx_seal_open_deterministic (key, "leaf 1", 6, data, size);
  g_assert_cmpmem (g_bytes_get_data (opened, NULL), g_bytes_get_size (opened), "{\"a\":1}", 7);
  g_assert_null (cpx_seal_open_deterministic (key, "leaf 2", 6, data, size));
  g_assert_null (cpx_seal_open_deterministic (key, "leaf 1", 6, data, size - 1));
}

static void
test_seal_to_public_key (void)
{
  guint8 public_key[CPX_SEAL_PUBLIC_KEY_SIZE];
  guint8 other_public_key[CPX_SEAL_PUBLIC_KEY_SIZE];
  guint8 sealed[5 + CPX_SEAL_PUBLIC_OVERHEAD];
  g_autoptr(CpxSecret) secret_key = cpx_seal_key_pair_new (public_key);
  g_autoptr(CpxSecret) other = cpx_seal_key_pair_new (other_public_key);
  g_autoptr(CpxSecret) opened = NULL;

  cpx_seal_to_public_key (public_key, "hello", 5, sealed);
  opened = cpx_seal_open_with_pair (secret_key, public_key, sealed, sizeof sealed);
  g_assert_cmpstr (cpx_secret_get_text (opened), ==, "hello");
  g_assert_null (cpx_seal_open_with_pair (other, other_public_key, sealed, sizeof sealed));
  sealed[40] ^= 1;
  g_assert_null (cpx_seal_open_with_pair (secret_key, public_key, sealed, sizeof sealed));
}

/* Hashes */

static void
test_hmac_vectors (gconstpointer data)
{
  gboolean sha1 = data != NULL;
  json_t *root = vectors_load (sha1 ? "wycheproof/testvectors_v1/hmac_sha1_test.json"
                                    : "wycheproof/testvectors_v1/hmac_sha256_test.json");
  guint n_checked = 0;
  gsize g;
  gsize t;
  json_t *group;
  json_t *test;

  if (root == NULL)
    return;
  json_array_foreach (json_object_get (root, "testGroups"), g, group)
    json_array_foreach (json_object_get (group, "tests"), t, test)
      {
        g_autoptr(GByteArray) key = vectors_hex (test, "key");
        g_autoptr(GByteArray) message = vectors_hex (test, "msg");
        g_autoptr(GByteArray) tag = vectors_hex (test, "tag");
        gboolean valid = strcmp (json_string_value (json_object_get (test, "result")), "valid") == 0;
        guint8 mac[64];

        cpx_hmac (sha1 ? CPX_HMAC_SHA1 : CPX_HMAC_SHA256, key->data, key->len, message->data, message->len, mac);
        g_assert_cmpint (memcmp (mac, tag->data, tag->len) == 0, ==, valid);
        n_checked++;
      }
  g_assert_cmpint (n_checked, >, 100);
  json_decref (root);
}

static void
test_sha256 (void)
{
  g_autoptr(CpxSha256) hash = cpx_sha256_new ();
  guint8 once[CPX_SHA256_SIZE];
  guint8 twice[CPX_SHA256_SIZE];
  g_autofree char *text = NULL;

  cpx_sha256 ("abc", 3, once);  /* FIPS 180-4 */
  text = to_hex (once, sizeof once);
  g_assert_cmpstr (text, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  for (int i = 0; i < 3; i++)
    {
      cpx_sha256_begin (hash);
      cpx_sha256_add (hash, "a", 1);
      cpx_sha256_add (hash, NULL, 0);
      cpx_sha256_add (hash, "bc", 2);
      cpx_sha256_end (hash, twice);
      g_assert_cmpmem (once, sizeof once, twice, sizeof twice);
    }
}

static void
test_kdf (void)
{
  g_autoptr(CpxSecret) key = cpx_secret_new_random (32);
  g_autoptr(CpxSecret) a = cpx_kdf_derive_secret (key, "one purpose", "x", 1);
  g_autoptr(CpxSecret) b = cpx_kdf_derive_secret (key, "one purpose", "x", 1);
  g_autoptr(CpxSecret) other_purpose = cpx_kdf_derive_secret (key, "another", "x", 1);
  g_autoptr(CpxSecret) other_context = cpx_kdf_derive_secret (key, "one purpose", "y", 1);

  g_assert_true (cpx_secret_equal (a, b));
  g_assert_false (cpx_secret_equal (a, other_purpose));
  g_assert_false (cpx_secret_equal (a, other_context));
}

/* Signatures */

static void
test_ed25519_vectors (void)
{
  json_t *root = vectors_load ("wycheproof/testvectors_v1/ed25519_test.json");
  guint n_checked = 0;
  gsize g;
  gsize t;
  json_t *group;
  json_t *test;

  if (root == NULL)
    return;
  json_array_foreach (json_object_get (root, "testGroups"), g, group)
    {
      g_autoptr(GByteArray) public_key = vectors_hex (json_object_get (group, "publicKey"), "pk");

      json_array_foreach (json_object_get (group, "tests"), t, test)
        {
          g_autoptr(GByteArray) message = vectors_hex (test, "msg");
          g_autoptr(GByteArray) signature = vectors_hex (test, "sig");
          gboolean valid = strcmp (json_string_value (json_object_get (test, "result")), "valid") == 0;

          if (signature->len != CPX_SIGNATURE_SIZE)
            continue;
          g_assert_cmpint (cpx_signature_verify (public_key->data, message->data, message->len, signature->data), ==,
                           valid);
          n_checked++;
        }
    }
  g_assert_cmpint (n_checked, >, 100);
  json_decref (root);
}

/* RFC 8032 §7.1, test 2 */
static void
test_signature (void)
{
  static const guint8 seed_bytes[32] = {
    0x4c, 0xcd, 0x08, 0x9b, 0x28, 0xff, 0x96, 0xda, 0x9d, 0xb6, 0xc3, 0x46, 0xec, 0x11, 0x4e, 0x0f,
    0x5b, 0x8a, 0x31, 0x9f, 0x35, 0xab, 0xa6, 0x24, 0xda, 0x8c, 0xf6, 0xed, 0x4f, 0xb8, 0xa6, 0xfb,
  };
  g_autoptr(CpxSecret) seed = cpx_secret_new_from_bytes (seed_bytes, sizeof seed_bytes);
  guint8 public_key[CPX_SIGNATURE_PUBLIC_KEY_SIZE];
  guint8 signature[CPX_SIGNATURE_SIZE];
  g_autofree char *public_text = NULL;
  g_autofree char *text = NULL;

  cpx_signature_get_public_key (seed, public_key);
  public_text = to_hex (public_key, sizeof public_key);
  g_assert_cmpstr (public_text, ==, "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  cpx_signature_sign (seed, "\x72", 1, signature);
  text = to_hex (signature, sizeof signature);
  g_assert_cmpstr (text, ==,
                   "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                   "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  g_assert_true (cpx_signature_verify (public_key, "\x72", 1, signature));
  g_assert_false (cpx_signature_verify (public_key, "\x73", 1, signature));
}

/* One-time codes */

static const struct
{
  const char *name;
  CpxHmac     algorithm;
} totp_algorithms[] = {
  { "SHA1", CPX_HMAC_SHA1 },
  { "SHA256", CPX_HMAC_SHA256 },
  { "SHA512", CPX_HMAC_SHA512 },
};

static void
test_totp_vectors (void)
{
  json_t *root = vectors_load ("totp-rfc6238/totp.json");
  gsize i;
  json_t *test;

  if (root == NULL)
    return;
  for (gsize a = 0; a < G_N_ELEMENTS (totp_algorithms); a++)
    {
      const char *name = totp_algorithms[a].name;
      json_t *secrets = json_object_get (root, "secrets_ascii");
      g_autoptr(CpxSecret) secret = cpx_secret_new_from_text (json_string_value (json_object_get (secrets, name)));

      json_array_foreach (json_object_get (root, "vectors"), i, test)
        {
          guint64 counter = (guint64) json_integer_value (json_object_get (test, "time")) / CPX_TOTP_STEP_SECONDS;
          g_autofree char *code
            = g_strdup_printf ("%08u", cpx_totp_code (secret, totp_algorithms[a].algorithm, 8, counter));

          g_assert_cmpstr (code, ==, json_string_value (json_object_get (test, name)));
        }
    }
  json_decref (root);
}

static void
test_totp_once (void)
{
  g_autoptr(CpxSecret) secret = cpx_secret_new_from_text ("12345678901234567890");
  g_autofree char *letters = cpx_totp_dup_base32 (secret);
  g_autofree char *uri = cpx_totp_dup_uri (secret, "ChirurgieProX", "Élodie & co");
  gint64 now_us = 59 * G_USEC_PER_SEC;  /* step 1: 287082 (RFC 4226, appendix D) */

  g_assert_cmpstr (letters, ==, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  g_assert_true (g_str_has_prefix (uri, "otpauth://totp/ChirurgieProX:%C3%89lodie%20%26%20co?secret=GEZD"));
  g_assert_cmpint (cpx_totp_check (secret, "287082", now_us, -1), ==, 1);
  g_assert_cmpint (cpx_totp_check (secret, "287 082", now_us, 0), ==, 1);
  g_assert_cmpint (cpx_totp_check (secret, "287082", now_us, 1), ==, -1);   /* good once */
  g_assert_cmpint (cpx_totp_check (secret, "755224", now_us, -1), ==, 0);   /* the step before */
  g_assert_cmpint (cpx_totp_check (secret, "755224", now_us, 0), ==, -1);
  g_assert_cmpint (cpx_totp_check (secret, "359152", now_us, 1), ==, 2);    /* the step after */
  g_assert_cmpint (cpx_totp_check (secret, "969429", now_us, -1), ==, -1);  /* two steps after */
  g_assert_cmpint (cpx_totp_check (secret, "28708", now_us, -1), ==, -1);
  g_assert_cmpint (cpx_totp_check (secret, "2870822", now_us, -1), ==, -1);
  g_assert_cmpint (cpx_totp_check (secret, "28708a", now_us, -1), ==, -1);
  g_assert_cmpint (cpx_totp_check (secret, "", now_us, -1), ==, -1);
}

/* Recovery codes */

static void
test_recovery_forms (void)
{
  g_autoptr(CpxSecret) code = cpx_recovery_code_new ();
  g_autoptr(CpxSecret) another = cpx_recovery_code_new ();
  const char *text = cpx_secret_get_text (code);
  g_autofree char *small = g_ascii_strdown (text, -1);
  g_autofree char *spaced = g_strdelimit (g_strdup (text), "-", ' ');
  g_autofree char *confused = g_strdelimit (g_strdup (text), "0", 'O');
  g_autofree char *confused_again = g_strdelimit (g_strdup (text), "1", 'l');
  const char *forms[] = { text, small, spaced, confused, confused_again };

  g_assert_cmpint (strlen (text), ==, 34);
  g_assert_null (strpbrk (text, "ILOU"));
  g_assert_false (cpx_secret_equal (code, another));
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CpxSecret) parsed = cpx_recovery_code_parse (forms[i], &error);

      g_assert_no_error (error);
      g_assert_true (cpx_secret_equal (parsed, code));
    }
}

/* Every letter replaced by every other, neighbours exchanged, one missing, one too many. */
static void
test_recovery_typos (void)
{
  static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  g_autoptr(CpxSecret) code = cpx_recovery_code_new ();
  g_autofree char *typed = g_strdup (cpx_secret_get_text (code));
  guint n_missed = 0;
  guint n_tried = 0;

  for (gsize i = 0; typed[i] != '\0'; i++)
    {
      char right = typed[i];

      for (const char *p = letters; *p != '\0' && right != '-'; p++)
        {
          g_autoptr(CpxSecret) parsed = NULL;

          if (*p == right)
            continue;
          typed[i] = *p;
          parsed = cpx_recovery_code_parse (typed, NULL);
          n_tried++;
          n_missed += parsed != NULL;
        }
      typed[i] = right;
    }
  g_assert_cmpint (n_tried, ==, 28 * 31);
  g_assert_cmpint (n_missed, <=, 2);  /* one in 32,768 is expected */

  {
    g_autofree char *longer = g_strconcat (typed, "A", NULL);
    g_autoptr(GError) error = NULL;

    g_assert_null (cpx_recovery_code_parse (longer, &error));
    g_assert_error (error, CPX_CRYPTO_ERROR, CPX_CRYPTO_ERROR_TYPO);
    g_assert_null (cpx_recovery_code_parse (typed + 1, NULL));
    g_assert_null (cpx_recovery_code_parse ("", NULL));
    g_assert_null (cpx_recovery_code_parse ("é", NULL));
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secret/from-file", test_secret_from_file);
  g_test_add_func ("/secret/equal", test_secret_equal);
  g_test_add_func ("/password/argon2id-vectors", test_argon2id_vectors);
  g_test_add_func ("/password/cost", test_cost);
  g_test_add_func ("/seal/with-key", test_seal_with_key);
  g_test_add_func ("/seal/deterministic", test_seal_deterministic);
  g_test_add_func ("/seal/to-public-key", test_seal_to_public_key);
  g_test_add_data_func ("/hash/wycheproof-hmac-sha256", NULL, test_hmac_vectors);
  g_test_add_data_func ("/hash/wycheproof-hmac-sha1", "sha1", test_hmac_vectors);
  g_test_add_func ("/hash/sha256", test_sha256);
  g_test_add_func ("/hash/kdf", test_kdf);
  g_test_add_func ("/signature/wycheproof", test_ed25519_vectors);
  g_test_add_func ("/signature/rfc8032", test_signature);
  g_test_add_func ("/totp/rfc6238", test_totp_vectors);
  g_test_add_func ("/totp/good-once", test_totp_once);
  g_test_add_func ("/recovery-code/forms", test_recovery_forms);
  g_test_add_func ("/recovery-code/typos", test_recovery_typos);

  return g_test_run ();
}
