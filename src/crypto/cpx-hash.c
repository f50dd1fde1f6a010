/* cpx-hash.c: SHA-256, HMAC and key derivation.
 *
 * SHA-256 is OpenSSL's, called as it is: a Merkle tree hashes millions of tiny messages, and the way in by names of
 * algorithms (EVP), which comes to the same code, would take a fifth longer for a pair of hashes. OpenSSL would rather
 * have nobody call it so; where it is gone one day, EVP_MD_CTX_copy_ex() of a begun context is next best.
 * Keys are derived with keyed BLAKE2b, which has room for a purpose and a salt.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define OPENSSL_SUPPRESS_DEPRECATED

#include "cpx-hash.h"

#include "cpx-crypto.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>
#include <sodium.h>
#include <string.h>

struct _CpxSha256
{
  SHA256_CTX context;
};

static void
check (int done)
{
  /* A digest that is not computed must never pass for one that is. */
  if (done != 1)
    g_error ("libcrypto does not hash");
}

/**
 * cpx_sha256_new:
 *
 * Returns: (transfer full): a digest to begin
 */
CpxSha256 *
cpx_sha256_new (void)
{
  CpxSha256 *self = g_new0 (CpxSha256, 1);

  check (SHA256_Init (&self->context));

  return self;
}

/**
 * cpx_sha256_free:
 * @self: (nullable) (transfer full): a digest
 */
void
cpx_sha256_free (CpxSha256 *self)
{
  g_free (self);
}

/**
 * cpx_sha256_begin:
 * @self: a digest
 *
 * Begins a new message; what was added before is forgotten.
 */
void
cpx_sha256_begin (CpxSha256 *self)
{
  check (SHA256_Init (&self->context));
}

/**
 * cpx_sha256_add:
 * @self: a digest that was begun
 * @bytes: (nullable): what follows
 * @n_bytes: how many
 */
void
cpx_sha256_add (CpxSha256  *self,
                const void *bytes,
                gsize       n_bytes)
{
  if (n_bytes > 0)
    check (SHA256_Update (&self->context, bytes, n_bytes));
}

/**
 * cpx_sha256_end:
 * @self: a digest
 * @out_digest: (out caller-allocates): the digest of what was added
 */
void
cpx_sha256_end (CpxSha256 *self,
                guint8     out_digest[CPX_SHA256_SIZE])
{
  check (SHA256_Final (out_digest, &self->context));
}

/**
 * cpx_sha256:
 * @bytes: (nullable): a message
 * @n_bytes: its size
 * @out_digest: (out caller-allocates): its digest
 *
 * Hashes one message.
 */
void
cpx_sha256 (const void *bytes,
            gsize       n_bytes,
            guint8      out_digest[CPX_SHA256_SIZE])
{
  cpx_sha256_two ("", 0, bytes, n_bytes, out_digest);
}

/**
 * cpx_sha256_two:
 * @first: (nullable): how a message begins
 * @n_first: its size
 * @second: (nullable): how it goes on
 * @n_second: its size
 * @out_digest: (out caller-allocates): the digest of both as one; may lie in them
 *
 * Hashes a message in two pieces.
 */
void
cpx_sha256_two (const void *first,
                gsize       n_first,
                const void *second,
                gsize       n_second,
                guint8      out_digest[CPX_SHA256_SIZE])
{
  CpxSha256 digest;

  cpx_sha256_begin (&digest);
  cpx_sha256_add (&digest, first, n_first);
  cpx_sha256_add (&digest, second, n_second);
  cpx_sha256_end (&digest, out_digest);
}

static const EVP_MD *
hmac_digest (CpxHmac algorithm)
{
  switch (algorithm)
    {
    case CPX_HMAC_SHA1: return EVP_sha1 ();
    case CPX_HMAC_SHA256: return EVP_sha256 ();
    case CPX_HMAC_SHA512: return EVP_sha512 ();
    default: g_assert_not_reached ();
    }
}

/**
 * cpx_short_hash:
 * @key: drawn at random
 * @bytes: what to hash
 * @n_bytes: its size
 *
 * Hashes a few bytes quickly (SipHash-2-4). Only who knows @key can find two that have the same.
 *
 * Returns: the hash
 */
guint64
cpx_short_hash (const guint8  key[CPX_SHORT_HASH_KEY_SIZE],
                const void   *bytes,
                gsize         n_bytes)
{
  guint8 hash[crypto_shorthash_BYTES];
  guint64 number;

  G_STATIC_ASSERT (crypto_shorthash_KEYBYTES == CPX_SHORT_HASH_KEY_SIZE);
  G_STATIC_ASSERT (sizeof hash == sizeof number);

  crypto_shorthash (hash, bytes, n_bytes, key);
  memcpy (&number, hash, sizeof number);

  return number;
}

/**
 * cpx_hmac:
 * @algorithm: the hash inside
 * @key: a key of any size
 * @n_key: its size
 * @bytes: (nullable): the message
 * @n_bytes: its size
 * @out_mac: (out caller-allocates): room for the longest
 *
 * Returns: the size of the code: 20, 32 or 64 bytes
 */
gsize
cpx_hmac (CpxHmac     algorithm,
          const void *key,
          gsize       n_key,
          const void *bytes,
          gsize       n_bytes,
          guint8      out_mac[64])
{
  unsigned int n = 0;

  if (HMAC (hmac_digest (algorithm), n_key > 0 ? key : "", (int) n_key, bytes, n_bytes, out_mac, &n) == NULL)
    g_error ("libcrypto does not hash");

  return n;
}

/**
 * cpx_kdf_derive_bytes:
 * @key: a key of 16 to 64 bytes
 * @n_key: its size
 * @purpose: what the new key is for, at most 16 bytes; two purposes never give the same key
 * @salt: (nullable): 16 more bytes that tell keys apart, such as a vault's id
 * @context: (nullable): what the new key is of: an epoch, an entry's id
 * @n_context: its size
 * @out_key: (out caller-allocates): the new key
 * @n_out: its size, 16 to 64
 *
 * Derives a key from which @key cannot be found, for keys that are data of the vault themselves and too many for
 * guarded memory.
 */
void
cpx_kdf_derive_bytes (const guint8 *key,
                      gsize         n_key,
                      const char   *purpose,
                      const guint8 *salt,
                      const void   *context,
                      gsize         n_context,
                      guint8       *out_key,
                      gsize         n_out)
{
  guint8 personal[crypto_generichash_blake2b_PERSONALBYTES] = { 0 };
  gsize n_purpose = strlen (purpose);

  g_assert (n_purpose <= sizeof personal);
  memcpy (personal, purpose, n_purpose);
  if (crypto_generichash_blake2b_salt_personal (out_key, n_out, context, n_context, key, n_key, salt, personal) != 0)
    g_error ("libsodium does not derive a key of %" G_GSIZE_FORMAT " bytes", n_out);
}

/**
 * cpx_kdf_derive:
 * @key: a key of 16 to 64 bytes
 * @purpose: what the new key is for, at most 16 bytes
 * @salt: (nullable): 16 more bytes that tell keys apart
 * @context: (nullable): what the new key is of
 * @n_context: its size
 * @out_key: (out caller-allocates): the new key
 * @n_out: its size, 16 to 64
 *
 * Derives a key from which @key cannot be found.
 */
void
cpx_kdf_derive (CpxSecret    *key,
                const char   *purpose,
                const guint8 *salt,
                const void   *context,
                gsize         n_context,
                guint8       *out_key,
                gsize         n_out)
{
  cpx_kdf_derive_bytes (cpx_secret_get_bytes (key), cpx_secret_get_size (key), purpose, salt, context, n_context,
                        out_key, n_out);
}

/**
 * cpx_kdf_derive_secret:
 * @key: a key of 16 to 64 bytes
 * @purpose: what the new key is for, at most 16 bytes
 * @context: (nullable): what the new key is of
 * @n_context: its size
 *
 * Returns: (transfer full): a key of 32 bytes
 */
CpxSecret *
cpx_kdf_derive_secret (CpxSecret  *key,
                       const char *purpose,
                       const void *context,
                       gsize       n_context)
{
  CpxSecret *derived = cpx_secret_new (32);

  cpx_kdf_derive (key, purpose, NULL, context, n_context, cpx_secret_get_writable (derived), 32);

  return derived;
}
