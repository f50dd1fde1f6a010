/* cpx-cipher.c: authenticated encryption under one key, fast enough for the path of each page.
 *
 * AES-256-GCM comes from OpenSSL, whose assembler is about twice libsodium's; its context is kept with the
 * expanded key, so that a page costs one call with a new nonce.  Around its assembler OpenSSL looks parameters up by
 * name, some 3,000 instructions a piece; what is short, as the header of each frame of a log, goes through
 * libsodium's AES-256-GCM instead where the machine has it: the bytes are the same.  XChaCha20-Poly1305 comes from
 * libsodium.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cipher.h"

#include "cpx-crypto.h"

#include <openssl/evp.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define GCM_NONCE_SIZE 12
#define SHORT_BYTES 64  /* up to here libsodium is the faster one */

struct _CpxCipher
{
  CpxCipherSuite  suite;
  EVP_CIPHER_CTX *seal;                        /* (owned) (nullable) AES only */
  EVP_CIPHER_CTX *open;                        /* (owned) (nullable) AES only */
  guint8          key[CPX_CIPHER_KEY_SIZE];    /* XChaCha only */
  gboolean        has_brief;                   /* AES only, where the machine has instructions for it */

  crypto_aead_aes256gcm_state brief;           /* the expanded key, for what is short */
};

/**
 * cpx_cipher_suite_get_default:
 *
 * Returns: AES-256-GCM on a machine with instructions for it, else XChaCha20-Poly1305
 */
CpxCipherSuite
cpx_cipher_suite_get_default (void)
{
  cpx_crypto_init ();

  return crypto_aead_aes256gcm_is_available () ? CPX_CIPHER_AES_256_GCM : CPX_CIPHER_XCHACHA20_POLY1305;
}

/**
 * cpx_cipher_suite_is_known:
 * @suite: a number read from a file
 *
 * Returns: `TRUE` if it is one of #CpxCipherSuite
 */
gboolean
cpx_cipher_suite_is_known (int suite)
{
  return suite == CPX_CIPHER_AES_256_GCM || suite == CPX_CIPHER_XCHACHA20_POLY1305;
}

/**
 * cpx_cipher_suite_get_name:
 * @suite: a suite
 *
 * Returns: its usual name, for people who know such names
 */
const char *
cpx_cipher_suite_get_name (CpxCipherSuite suite)
{
  return suite == CPX_CIPHER_AES_256_GCM ? "AES-256-GCM" : "XChaCha20-Poly1305";
}

static EVP_CIPHER_CTX *
gcm_context_new (const guint8 *key,
                 int           encrypt)
{
  EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new ();

  if (context == NULL || EVP_CipherInit_ex (context, EVP_aes_256_gcm (), NULL, key, NULL, encrypt) != 1)
    g_error ("libcrypto has no AES-256-GCM");

  return context;
}

/**
 * cpx_cipher_new:
 * @suite: which one
 * @key: its key; copied
 *
 * Returns: (transfer full): a cipher under that key
 */
CpxCipher *
cpx_cipher_new (CpxCipherSuite suite,
                const guint8   key[CPX_CIPHER_KEY_SIZE])
{
  CpxCipher *self = aligned_alloc (_Alignof (CpxCipher), sizeof (CpxCipher));

  g_assert (self != NULL);
  memset (self, 0, sizeof *self);
  cpx_crypto_init ();
  self->suite = suite;
  if (suite == CPX_CIPHER_AES_256_GCM)
    {
      self->seal = gcm_context_new (key, 1);
      self->open = gcm_context_new (key, 0);
      self->has_brief = crypto_aead_aes256gcm_is_available ();
      if (self->has_brief)
        crypto_aead_aes256gcm_beforenm (&self->brief, key);
    }
  else
    {
      memcpy (self->key, key, sizeof self->key);
    }

  return self;
}

/**
 * cpx_cipher_free:
 * @self: (nullable) (transfer full): a cipher
 *
 * Forgets the key.
 */
void
cpx_cipher_free (CpxCipher *self)
{
  if (self == NULL)
    return;

  EVP_CIPHER_CTX_free (self->seal);  /* wipes the key it expanded */
  EVP_CIPHER_CTX_free (self->open);
  cpx_crypto_wipe (self->key, sizeof self->key);
  cpx_crypto_wipe (&self->brief, sizeof self->brief);
  free (self);
}

static gboolean
is_brief (CpxCipher *self,
          gsize      n_bytes)
{
  return self->has_brief && n_bytes > 0 && n_bytes <= SHORT_BYTES;  /* libsodium wants bytes where there are none */
}

static gboolean
gcm_run (EVP_CIPHER_CTX *context,
         const guint8   *nonce,
         const void     *aad,
         gsize           n_aad,
         const guint8   *in,
         gsize           n_bytes,
         guint8         *out)
{
  int n;

  return EVP_CipherInit_ex (context, NULL, NULL, NULL, nonce, -1) == 1
         && (n_aad == 0 || EVP_CipherUpdate (context, NULL, &n, aad, (int) n_aad) == 1)
         && (n_bytes == 0 || EVP_CipherUpdate (context, out, &n, in, (int) n_bytes) == 1);
}

static void
gcm_seal (CpxCipher    *self,
          const guint8 *nonce,
          const void   *aad,
          gsize         n_aad,
          const guint8 *plain,
          gsize         n_bytes,
          guint8       *out_sealed,
          guint8       *out_tag)
{
  guint8 none[16];
  int n;

  if (is_brief (self, n_bytes))
    {
      crypto_aead_aes256gcm_encrypt_detached_afternm (out_sealed, out_tag, NULL, plain, n_bytes, aad, n_aad, NULL,
                                                      nonce, &self->brief);
      return;
    }
  if (!gcm_run (self->seal, nonce, aad, n_aad, plain, n_bytes, out_sealed)
      || EVP_CipherFinal_ex (self->seal, none, &n) != 1
      || EVP_CIPHER_CTX_ctrl (self->seal, EVP_CTRL_AEAD_GET_TAG, CPX_CIPHER_TAG_SIZE, out_tag) != 1)
    g_error ("libcrypto does not encrypt");  /* writing what was not encrypted is the one thing never to do */
}

static gboolean
gcm_open (CpxCipher    *self,
          const guint8 *nonce,
          const void   *aad,
          gsize         n_aad,
          const guint8 *sealed,
          gsize         n_bytes,
          const guint8 *tag,
          guint8       *out_plain)
{
  guint8 expected[CPX_CIPHER_TAG_SIZE];
  guint8 none[16];
  int n;

  if (is_brief (self, n_bytes))
    return crypto_aead_aes256gcm_decrypt_detached_afternm (out_plain, NULL, sealed, n_bytes, tag, aad, n_aad, nonce,
                                                           &self->brief) == 0;
  memcpy (expected, tag, sizeof expected);

  return gcm_run (self->open, nonce, aad, n_aad, sealed, n_bytes, out_plain)
         && EVP_CIPHER_CTX_ctrl (self->open, EVP_CTRL_AEAD_SET_TAG, sizeof expected, expected) == 1
         && EVP_CipherFinal_ex (self->open, none, &n) == 1;
}

/**
 * cpx_cipher_seal:
 * @self: a cipher
 * @nonce: a number never used before under this key
 * @aad: (nullable): bytes that are authenticated with it, not kept
 * @n_aad: how many
 * @plain: what to encrypt
 * @n_bytes: how many
 * @out_sealed: (out caller-allocates): as many bytes; may be @plain itself
 * @out_tag: (out caller-allocates): what proves it
 *
 * Encrypts and authenticates.
 */
void
cpx_cipher_seal (CpxCipher    *self,
                 const guint8  nonce[CPX_CIPHER_NONCE_SIZE],
                 const void   *aad,
                 gsize         n_aad,
                 const guint8 *plain,
                 gsize         n_bytes,
                 guint8       *out_sealed,
                 guint8        out_tag[CPX_CIPHER_TAG_SIZE])
{
  if (self->suite == CPX_CIPHER_AES_256_GCM)
    gcm_seal (self, nonce, aad, n_aad, plain, n_bytes, out_sealed, out_tag);
  else
    crypto_aead_xchacha20poly1305_ietf_encrypt_detached (out_sealed, out_tag, NULL, plain, n_bytes, aad, n_aad, NULL,
                                                         nonce, self->key);
}

/**
 * cpx_cipher_open:
 * @self: a cipher
 * @nonce: the nonce it was sealed with
 * @aad: (nullable): the same bytes as when it was sealed
 * @n_aad: how many
 * @sealed: what to decrypt
 * @n_bytes: how many
 * @tag: what proves it
 * @out_plain: (out caller-allocates): as many bytes; may be @sealed itself
 *
 * Decrypts what verifies; else @out_plain is wiped.
 *
 * Returns: `TRUE` if it is what was sealed
 */
gboolean
cpx_cipher_open (CpxCipher    *self,
                 const guint8  nonce[CPX_CIPHER_NONCE_SIZE],
                 const void   *aad,
                 gsize         n_aad,
                 const guint8 *sealed,
                 gsize         n_bytes,
                 const guint8  tag[CPX_CIPHER_TAG_SIZE],
                 guint8       *out_plain)
{
  gboolean good;

  if (self->suite == CPX_CIPHER_AES_256_GCM)
    good = gcm_open (self, nonce, aad, n_aad, sealed, n_bytes, tag, out_plain);
  else
    good = crypto_aead_xchacha20poly1305_ietf_decrypt_detached (out_plain, NULL, sealed, n_bytes, tag, aad, n_aad,
                                                                nonce, self->key) == 0;
  if (!good && n_bytes > 0)
    memset (out_plain, 0, n_bytes);

  return good;
}
