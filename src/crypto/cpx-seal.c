/* cpx-seal.c: small secrets and small texts put under a key or under a person's public key.
 *
 * Sealed bytes under a key are nonce (24) | cipher text | tag (16), XChaCha20-Poly1305.
 *
 * The deterministic form takes for nonce a keyed BLAKE2b of the associated data and the plain text, under a key
 * of its own.  Two seals under one key share a nonce only if they seal the same bytes, and then show just that.
 * The plain text is thus bound to the key as well: nobody finds a second opening for the same bytes, which is what
 * lets a sealed detail stand in a hash tree.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-seal.h"

#include "cpx-crypto.h"
#include "cpx-hash.h"

#include <sodium.h>
#include <string.h>

#define NONCE_SIZE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_SIZE crypto_aead_xchacha20poly1305_ietf_ABYTES

G_STATIC_ASSERT (NONCE_SIZE + TAG_SIZE == CPX_SEAL_OVERHEAD);
G_STATIC_ASSERT (crypto_box_SEALBYTES == CPX_SEAL_PUBLIC_OVERHEAD);
G_STATIC_ASSERT (crypto_box_PUBLICKEYBYTES == CPX_SEAL_PUBLIC_KEY_SIZE);

static void
seal_after_nonce (const guint8 *key,
                  const void   *aad,
                  gsize         n_aad,
                  const void   *plain,
                  gsize         n_plain,
                  guint8       *sealed)
{
  crypto_aead_xchacha20poly1305_ietf_encrypt (sealed + NONCE_SIZE, NULL, plain, n_plain, aad, n_aad, NULL, sealed,
                                              key);
}

static CpxSecret *
open_after_nonce (const guint8 *key,
                  const void   *aad,
                  gsize         n_aad,
                  const guint8 *sealed,
                  gsize         n_sealed)
{
  g_autoptr(CpxSecret) plain = NULL;

  if (n_sealed < CPX_SEAL_OVERHEAD)
    return NULL;

  plain = cpx_secret_new (n_sealed - CPX_SEAL_OVERHEAD);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt (cpx_secret_get_writable (plain), NULL, NULL, sealed + NONCE_SIZE,
                                                  n_sealed - NONCE_SIZE, aad, n_aad, sealed, key) != 0)
    return NULL;

  return g_steal_pointer (&plain);
}

/**
 * cpx_seal_with_key:
 * @key: 32 bytes
 * @aad: (nullable): bytes authenticated with it, not kept
 * @n_aad: how many
 * @plain: what to seal
 * @n_plain: how many
 * @out_sealed: (out caller-allocates): @n_plain + %CPX_SEAL_OVERHEAD bytes
 *
 * Seals under a key, with a nonce at random.
 */
void
cpx_seal_with_key (CpxSecret  *key,
                   const void *aad,
                   gsize       n_aad,
                   const void *plain,
                   gsize       n_plain,
                   guint8     *out_sealed)
{
  g_assert (cpx_secret_get_size (key) == CPX_SEAL_KEY_SIZE);

  cpx_crypto_fill_random (out_sealed, NONCE_SIZE);
  seal_after_nonce (cpx_secret_get_bytes (key), aad, n_aad, plain, n_plain, out_sealed);
}

/**
 * cpx_seal_open_with_key:
 * @key: 32 bytes
 * @aad: (nullable): the same bytes as when it was sealed
 * @n_aad: how many
 * @sealed: what cpx_seal_with_key() gave
 * @n_sealed: how many
 *
 * Returns: (transfer full) (nullable): the plain bytes, or `NULL` if they are not what was sealed under @key
 */
CpxSecret *
cpx_seal_open_with_key (CpxSecret    *key,
                        const void   *aad,
                        gsize         n_aad,
                        const guint8 *sealed,
                        gsize         n_sealed)
{
  g_assert (cpx_secret_get_size (key) == CPX_SEAL_KEY_SIZE);

  return open_after_nonce (cpx_secret_get_bytes (key), aad, n_aad, sealed, n_sealed);
}

/* The two keys of the deterministic form; the lengths in the hash keep aad and plain apart. */
static void
synthesize_nonce (const guint8 *key,
                  const void   *aad,
                  gsize         n_aad,
                  const void   *plain,
                  gsize         n_plain,
                  guint8        out_nonce[NONCE_SIZE])
{
  guint8 nonce_key[32];
  guint64 lengths[2] = { GUINT64_TO_LE (n_aad), GUINT64_TO_LE (n_plain) };
  crypto_generichash_blake2b_state state;

  cpx_kdf_derive_bytes (key, CPX_SEAL_KEY_SIZE, "seal nonce", NULL, NULL, 0, nonce_key, sizeof nonce_key);
  crypto_generichash_blake2b_init (&state, nonce_key, sizeof nonce_key, NONCE_SIZE);
  crypto_generichash_blake2b_update (&state, (const guint8 *) lengths, sizeof lengths);
  crypto_generichash_blake2b_update (&state, aad, n_aad);
  crypto_generichash_blake2b_update (&state, plain, n_plain);
  crypto_generichash_blake2b_final (&state, out_nonce, NONCE_SIZE);
  cpx_crypto_wipe (nonce_key, sizeof nonce_key);
}

/**
 * cpx_seal_deterministic:
 * @key: 32 bytes, at best of this entry alone
 * @aad: (nullable): bytes authenticated with it, not kept
 * @n_aad: how many
 * @plain: what to seal
 * @n_plain: how many
 *
 * Seals so that equal inputs give equal bytes.
 *
 * Returns: (transfer full): @n_plain + %CPX_SEAL_OVERHEAD bytes
 */
GBytes *
cpx_seal_deterministic (const guint8  key[CPX_SEAL_KEY_SIZE],
                        const void   *aad,
                        gsize         n_aad,
                        const void   *plain,
                        gsize         n_plain)
{
  guint8 *sealed = g_malloc (n_plain + CPX_SEAL_OVERHEAD);
  guint8 cipher_key[32];

  cpx_kdf_derive_bytes (key, CPX_SEAL_KEY_SIZE, "seal text", NULL, NULL, 0, cipher_key, sizeof cipher_key);
  synthesize_nonce (key, aad, n_aad, plain, n_plain, sealed);
  seal_after_nonce (cipher_key, aad, n_aad, plain, n_plain, sealed);
  cpx_crypto_wipe (cipher_key, sizeof cipher_key);

  return g_bytes_new_take (sealed, n_plain + CPX_SEAL_OVERHEAD);
}

/**
 * cpx_seal_open_deterministic:
 * @key: 32 bytes
 * @aad: (nullable): the same bytes as when it was sealed
 * @n_aad: how many
 * @sealed: what cpx_seal_deterministic() gave
 * @n_sealed: how many
 *
 * Opens, and seals again to compare: bytes sealed in another way are refused even when they decrypt.
 *
 * Returns: (transfer full) (nullable): the plain bytes
 */
GBytes *
cpx_seal_open_deterministic (const guint8  key[CPX_SEAL_KEY_SIZE],
                             const void   *aad,
                             gsize         n_aad,
                             const void   *sealed,
                             gsize         n_sealed)
{
  g_autoptr(GBytes) plain = NULL;
  guint8 cipher_key[32];
  guint8 nonce[NONCE_SIZE];
  guint8 *opened;
  int failed;

  if (n_sealed < CPX_SEAL_OVERHEAD)
    return NULL;

  opened = g_malloc (n_sealed);
  plain = g_bytes_new_take (opened, n_sealed - CPX_SEAL_OVERHEAD);
  cpx_kdf_derive_bytes (key, CPX_SEAL_KEY_SIZE, "seal text", NULL, NULL, 0, cipher_key, sizeof cipher_key);
  failed = crypto_aead_xchacha20poly1305_ietf_decrypt (opened, NULL, NULL, (const guint8 *) sealed + NONCE_SIZE,
                                                       n_sealed - NONCE_SIZE, aad, n_aad, sealed, cipher_key);
  cpx_crypto_wipe (cipher_key, sizeof cipher_key);
  if (failed)
    return NULL;

  synthesize_nonce (key, aad, n_aad, opened, n_sealed - CPX_SEAL_OVERHEAD, nonce);
  if (!cpx_crypto_equal (nonce, sealed, sizeof nonce))
    return NULL;

  return g_steal_pointer (&plain);
}

/**
 * cpx_seal_key_pair_new:
 * @out_public_key: (out caller-allocates): what others seal to
 *
 * Returns: (transfer full): the secret half of a new X25519 pair
 */
CpxSecret *
cpx_seal_key_pair_new (guint8 out_public_key[CPX_SEAL_PUBLIC_KEY_SIZE])
{
  CpxSecret *secret_key = cpx_secret_new (crypto_box_SECRETKEYBYTES);

  crypto_box_keypair (out_public_key, cpx_secret_get_writable (secret_key));

  return secret_key;
}

/**
 * cpx_seal_to_public_key:
 * @public_key: whose
 * @plain: what to seal
 * @n_plain: how many
 * @out_sealed: (out caller-allocates): @n_plain + %CPX_SEAL_PUBLIC_OVERHEAD bytes
 *
 * Seals so that only the holder of the secret half can open.
 */
void
cpx_seal_to_public_key (const guint8  public_key[CPX_SEAL_PUBLIC_KEY_SIZE],
                        const void   *plain,
                        gsize         n_plain,
                        guint8       *out_sealed)
{
  cpx_crypto_init ();
  if (crypto_box_seal (out_sealed, plain, n_plain, public_key) != 0)
    g_error ("libsodium does not seal to this public key");
}

/**
 * cpx_seal_open_with_pair:
 * @secret_key: the secret half
 * @public_key: the public half
 * @sealed: what cpx_seal_to_public_key() gave
 * @n_sealed: how many
 *
 * Returns: (transfer full) (nullable): the plain bytes
 */
CpxSecret *
cpx_seal_open_with_pair (CpxSecret    *secret_key,
                         const guint8  public_key[CPX_SEAL_PUBLIC_KEY_SIZE],
                         const guint8 *sealed,
                         gsize         n_sealed)
{
  g_autoptr(CpxSecret) plain = NULL;

  if (n_sealed < CPX_SEAL_PUBLIC_OVERHEAD || cpx_secret_get_size (secret_key) != crypto_box_SECRETKEYBYTES)
    return NULL;

  plain = cpx_secret_new (n_sealed - CPX_SEAL_PUBLIC_OVERHEAD);
  if (crypto_box_seal_open (cpx_secret_get_writable (plain), sealed, n_sealed, public_key,
                            cpx_secret_get_bytes (secret_key)) != 0)
    return NULL;

  return g_steal_pointer (&plain);
}
