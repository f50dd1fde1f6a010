/* test-cipher.c: the ciphers against Wycheproof, a frozen vector each, and every flipped bit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cipher.h"
#include "cpx-crypto.h"
#include "vectors.h"

#include <string.h>

static void
check_gcm_vector (json_t *test)
{
  g_autoptr(GByteArray) key = vectors_hex (test, "key");
  g_autoptr(GByteArray) iv = vectors_hex (test, "iv");
  g_autoptr(GByteArray) aad = vectors_hex (test, "aad");
  g_autoptr(GByteArray) message = vectors_hex (test, "msg");
  g_autoptr(GByteArray) sealed = vectors_hex (test, "ct");
  g_autoptr(GByteArray) tag = vectors_hex (test, "tag");
  gboolean valid = strcmp (json_string_value (json_object_get (test, "result")), "invalid") != 0;
  g_autoptr(CpxCipher) cipher = cpx_cipher_new (CPX_CIPHER_AES_256_GCM, key->data);
  guint8 nonce[CPX_CIPHER_NONCE_SIZE] = { 0 };
  g_autofree guint8 *out = g_malloc0 (message->len + 1);
  guint8 out_tag[CPX_CIPHER_TAG_SIZE];

  memcpy (nonce, iv->data, iv->len);
  /* twice: the context is reused */
  for (int i = 0; i < 2; i++)
    {
      g_assert_cmpint (cpx_cipher_open (cipher, nonce, aad->data, aad->len, sealed->data, sealed->len, tag->data, out),
                       ==, valid);
      if (!valid)
        continue;
      g_assert_cmpmem (out, message->len, message->data, message->len);
      cpx_cipher_seal (cipher, nonce, aad->data, aad->len, message->data, message->len, out, out_tag);
      g_assert_cmpmem (out, sealed->len, sealed->data, sealed->len);
      g_assert_cmpmem (out_tag, sizeof out_tag, tag->data, tag->len);

      /* the other way to the same bytes */
      cpx_cipher_seal_alone (cipher, nonce, aad->data, aad->len, message->data, message->len, out, out_tag);
      g_assert_cmpmem (out, sealed->len, sealed->data, sealed->len);
      g_assert_cmpmem (out_tag, sizeof out_tag, tag->data, tag->len);
    }
}

static void
test_wycheproof_gcm (void)
{
  json_t *root = vectors_load ("wycheproof/testvectors_v1/aes_gcm_test.json");
  guint n_checked = 0;
  gsize g;
  gsize t;
  json_t *group;
  json_t *test;

  if (root == NULL)
    return;
  json_array_foreach (json_object_get (root, "testGroups"), g, group)
    {
      if (json_integer_value (json_object_get (group, "keySize")) != 256
          || json_integer_value (json_object_get (group, "ivSize")) != 96
          || json_integer_value (json_object_get (group, "tagSize")) != 128)
        continue;
      json_array_foreach (json_object_get (group, "tests"), t, test)
        {
          check_gcm_vector (test);
          n_checked++;
        }
    }
  g_assert_cmpint (n_checked, >=, 50);
  json_decref (root);
}

typedef struct
{
  const char     *name;
  CpxCipherSuite  suite;
  const char     *sealed;  /* of "ChirurgieProX", key 0 to 31, nonce 1 2 3 then zeros, aad "aad"; then the tag */
} FrozenCase;

/* The first also computed with Python's cryptography; vaults depend on both. */
static const FrozenCase frozen_cases[] = {
  { "aes-256-gcm", CPX_CIPHER_AES_256_GCM, "95fcb0c556671413811a82be2bb8c23426bd5f945865d61ef277a52ea9" },
  { "xchacha20-poly1305", CPX_CIPHER_XCHACHA20_POLY1305, "22b84ee4b3bbd2d4ee8181722d4286885aef742f86b787ddeb2fc0b7cf" },
};

static char *
to_hex (const guint8 *bytes,
        gsize         n_bytes)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n_bytes; i++)
    g_string_append_printf (text, "%02x", bytes[i]);

  return g_string_free (text, FALSE);
}

static void
test_frozen (gconstpointer data)
{
  const FrozenCase *frozen = data;
  static const char plain[] = "ChirurgieProX";
  guint8 nonce[CPX_CIPHER_NONCE_SIZE] = { 1, 2, 3 };
  guint8 sealed[sizeof plain - 1 + CPX_CIPHER_TAG_SIZE];
  guint8 opened[sizeof plain - 1];
  guint8 key[CPX_CIPHER_KEY_SIZE];
  g_autoptr(CpxCipher) cipher = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < sizeof key; i++)
    key[i] = (guint8) i;
  cipher = cpx_cipher_new (frozen->suite, key);
  cpx_cipher_seal (cipher, nonce, "aad", 3, (const guint8 *) plain, sizeof opened, sealed, sealed + sizeof opened);
  text = to_hex (sealed, sizeof sealed);
  g_assert_cmpstr (text, ==, frozen->sealed);

  /* in place and out of place, and no bit of anything may change */
  g_assert_true (cpx_cipher_open (cipher, nonce, "aad", 3, sealed, sizeof opened, sealed + sizeof opened, opened));
  g_assert_cmpmem (opened, sizeof opened, plain, sizeof opened);
  for (guint bit = 0; bit < sizeof sealed * 8; bit++)
    {
      sealed[bit / 8] ^= (guint8) (1 << bit % 8);
      g_assert_false (cpx_cipher_open (cipher, nonce, "aad", 3, sealed, sizeof opened, sealed + sizeof opened, opened));
      g_assert_cmpint (opened[0], ==, 0);  /* nothing of it is left */
      sealed[bit / 8] ^= (guint8) (1 << bit % 8);
    }
  g_assert_false (cpx_cipher_open (cipher, nonce, "aae", 3, sealed, sizeof opened, sealed + sizeof opened, opened));
  nonce[0]++;
  g_assert_false (cpx_cipher_open (cipher, nonce, "aad", 3, sealed, sizeof opened, sealed + sizeof opened, opened));
}

static void
test_in_place (gconstpointer data)
{
  const FrozenCase *frozen = data;
  guint8 key[CPX_CIPHER_KEY_SIZE] = { 7 };
  guint8 nonce[CPX_CIPHER_NONCE_SIZE] = { 9 };
  g_autoptr(CpxCipher) cipher = cpx_cipher_new (frozen->suite, key);
  guint8 plain[5000];
  guint8 bytes[5000];
  guint8 tag[CPX_CIPHER_TAG_SIZE];

  cpx_crypto_fill_random (plain, sizeof plain);
  for (gsize n = 0; n <= sizeof plain; n += 617)
    {
      memcpy (bytes, plain, sizeof bytes);
      (n % 2 == 0 ? cpx_cipher_seal : cpx_cipher_seal_alone) (cipher, nonce, NULL, 0, bytes, n, bytes, tag);
      g_assert_true (cpx_cipher_open (cipher, nonce, NULL, 0, bytes, n, tag, bytes));
      g_assert_cmpmem (bytes, sizeof bytes, plain, sizeof plain);
    }
}

/* Short and long pieces go through different libraries: in counter mode the one begins as the other does. */
static void
test_lengths (gconstpointer data)
{
  const FrozenCase *frozen = data;
  guint8 key[CPX_CIPHER_KEY_SIZE] = { 7 };
  guint8 nonce[CPX_CIPHER_NONCE_SIZE] = { 9 };
  g_autoptr(CpxCipher) cipher = cpx_cipher_new (frozen->suite, key);
  guint8 plain[300];
  guint8 whole[300];
  guint8 part[300];
  guint8 tag[CPX_CIPHER_TAG_SIZE];

  cpx_crypto_fill_random (plain, sizeof plain);
  cpx_cipher_seal (cipher, nonce, "aad", 3, plain, sizeof plain, whole, tag);
  for (gsize n = 1; n < sizeof plain; n++)
    {
      cpx_cipher_seal (cipher, nonce, "aad", 3, plain, n, part, tag);
      g_assert_cmpmem (part, n, whole, n);
      tag[0] ^= 1;
      g_assert_false (cpx_cipher_open (cipher, nonce, "aad", 3, part, n, tag, part));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cipher/wycheproof/aes-256-gcm", test_wycheproof_gcm);
  for (gsize i = 0; i < G_N_ELEMENTS (frozen_cases); i++)
    {
      g_autofree char *frozen = g_strconcat ("/cipher/frozen/", frozen_cases[i].name, NULL);
      g_autofree char *in_place = g_strconcat ("/cipher/in-place/", frozen_cases[i].name, NULL);
      g_autofree char *lengths = g_strconcat ("/cipher/lengths/", frozen_cases[i].name, NULL);

      g_test_add_data_func (frozen, &frozen_cases[i], test_frozen);
      g_test_add_data_func (in_place, &frozen_cases[i], test_in_place);
      g_test_add_data_func (lengths, &frozen_cases[i], test_lengths);
    }

  return g_test_run ();
}
