/* cpx-signature.c: Ed25519 signatures: a device signs its audit log, a practitioner a document.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-signature.h"

#include "cpx-crypto.h"

#include <sodium.h>

/* libsodium's secret key is the seed and the public key together; the seed is what is kept. */
static CpxSecret *
expand_seed (CpxSecret *seed,
             guint8     public_key[CPX_SIGNATURE_PUBLIC_KEY_SIZE])
{
  CpxSecret *secret_key = cpx_secret_new (crypto_sign_SECRETKEYBYTES);

  g_assert (cpx_secret_get_size (seed) == CPX_SIGNATURE_SEED_SIZE);
  crypto_sign_seed_keypair (public_key, cpx_secret_get_writable (secret_key), cpx_secret_get_bytes (seed));

  return secret_key;
}

/**
 * cpx_signature_seed_new:
 *
 * Returns: (transfer full): the 32 bytes a new pair of keys grows from; they are the secret to keep
 */
CpxSecret *
cpx_signature_seed_new (void)
{
  return cpx_secret_new_random (CPX_SIGNATURE_SEED_SIZE);
}

/**
 * cpx_signature_get_public_key:
 * @seed: a seed
 * @out_public_key: (out caller-allocates): what verifies its signatures
 */
void
cpx_signature_get_public_key (CpxSecret *seed,
                              guint8     out_public_key[CPX_SIGNATURE_PUBLIC_KEY_SIZE])
{
  g_autoptr(CpxSecret) secret_key = expand_seed (seed, out_public_key);
}

/**
 * cpx_signature_sign:
 * @seed: a seed
 * @message: what is signed
 * @n_message: its size
 * @out_signature: (out caller-allocates): the signature
 */
void
cpx_signature_sign (CpxSecret  *seed,
                    const void *message,
                    gsize       n_message,
                    guint8      out_signature[CPX_SIGNATURE_SIZE])
{
  guint8 public_key[CPX_SIGNATURE_PUBLIC_KEY_SIZE];
  g_autoptr(CpxSecret) secret_key = expand_seed (seed, public_key);

  crypto_sign_detached (out_signature, NULL, message, n_message, cpx_secret_get_bytes (secret_key));
}

/**
 * cpx_signature_verify:
 * @public_key: who should have signed
 * @message: what should have been signed
 * @n_message: its size
 * @signature: the signature
 *
 * Returns: `TRUE` if the holder of @public_key signed @message
 */
gboolean
cpx_signature_verify (const guint8  public_key[CPX_SIGNATURE_PUBLIC_KEY_SIZE],
                      const void   *message,
                      gsize         n_message,
                      const guint8  signature[CPX_SIGNATURE_SIZE])
{
  cpx_crypto_init ();

  return crypto_sign_verify_detached (signature, message, n_message, public_key) == 0;
}
