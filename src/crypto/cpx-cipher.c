/* cpx-cipher.c: authenticated encryption under one key, fast enough for the path of each page.
 *
 * AES-256-GCM comes from OpenSSL, whose assembler is about twice libsodium's; its context is kept with the
 * expanded key, so that a page costs one call with a new nonce.  Around its assembler OpenSSL looks parameters up by
 * name, some 3,000 instructions a piece, and through so much code that a processor that comes back from the disk takes
 * 5 to 8 µs for a page instead of 1.5.  So the nonce takes a short way where OpenSSL knows it; and what is short, as
 * the header of each frame of a log, or comes alone, as the page of a small commit, goes through libsodium's
 * AES-256-GCM where the machine has it (3.4 µs for such a page): the bytes are the same.  XChaCha20-Poly1305 comes from
 * libsodium.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cipher.h"

#include "cpx-crypto.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
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

  crypto_aead_aes256gcm_state brief;           /* the expanded key, for what is short or alone */
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

/* The short way of a nonce into a context, and of the expected tag with it: as the "fixed part" of a nonce whose length
 * -1 means all of it.  OpenSSH sets its nonces so. */
static gboolean
take_nonce_at_once (EVP_CIPHER_CTX *context,
                    const guint8   *nonce,
                    const guint8   *tag)
{
  const OSSL_PARAM end = OSSL_PARAM_construct_end ();
  const OSSL_PARAM params[] = {
    OSSL_PARAM_octet_string (OSSL_CIPHER_PARAM_AEAD_TLS1_IV_FIXED, (void *) nonce, (size_t) -1),
    tag != NULL ? (OSSL_PARAM) OSSL_PARAM_octet_string (OSSL_CIPHER_PARAM_AEAD_TAG, (void *) tag, CPX_CIPHER_TAG_SIZE)
                : end,
    end,
  };

  return EVP_CIPHER_CTX_set_params (context, params) == 1;
}

/* The long way, which every OpenSSL knows. */
static gboolean
take_nonce (EVP_CIPHER_CTX *context,
            const guint8   *nonce,
            const guint8   *tag)
{
  return EVP_CipherInit_ex (context, NULL, NULL, NULL, nonce, -1) == 1
         && (tag == NULL
             || EVP_CIPHER_CTX_ctrl (context, EVP_CTRL_AEAD_SET_TAG, CPX_CIPHER_TAG_SIZE, (void *) tag) == 1);
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

/* What a block of zeros is under a nonce that was set in this way. */
static gboolean
seal_zeros (EVP_CIPHER_CTX *context,
            gboolean (*take) (EVP_CIPHER_CTX *, const guint8 *, const guint8 *),
            guint8          first,
            guint8          out[16])
{
  const guint8 nonce[GCM_NONCE_SIZE] = { first };
  const guint8 zeros[16] = { 0 };
  guint8 none[16];
  int n;

  return take (context, nonce, NULL) && EVP_CipherUpdate (context, out, &n, zeros, sizeof zeros) == 1
         && EVP_CipherFinal_ex (context, none, &n) == 1;
}

/* Whether the short way leads where the long one does.  A nonce that is not taken is one that is used twice: tried
 * before it is believed, once a process. */
static gboolean
knows_short_way (void)
{
  static gsize known;  /* 1: no, 2: yes */

  if (g_once_init_enter (&known))
    {
      const guint8 key[CPX_CIPHER_KEY_SIZE] = { 0 };
      EVP_CIPHER_CTX *context = gcm_context_new (key, 1);
      guint8 other[16];
      guint8 expected[16];
      guint8 found[16];
      gboolean same = seal_zeros (context, take_nonce, 1, other) && seal_zeros (context, take_nonce, 2, expected)
                      && seal_zeros (context, take_nonce, 1, other)
                      && seal_zeros (context, take_nonce_at_once, 2, found)
                      && memcmp (found, expected, sizeof found) == 0;

      EVP_CIPHER_CTX_free (context);
      g_once_init_leave (&known, same ? 2 : 1);
    }

  return known == 2;
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

/* Libsodium wants bytes where there are none. */
static gboolean
is_brief (CpxCipher *self,
          gsize      n_bytes,
          gboolean   alone)
{
  return self->has_brief && n_bytes > 0 && (alone || n_bytes <= SHORT_BYTES);
}

static gboolean
gcm_run (EVP_CIPHER_CTX *context,
         const guint8   *nonce,
         const guint8   *tag,
         const void     *aad,
         gsize           n_aad,
         const guint8   *in,
         gsize           n_bytes,
         guint8         *out)
{
  int n;

  return (knows_short_way () ? take_nonce_at_once (context, nonce, tag) : take_nonce (context, nonce, tag))
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
          gboolean      alone,
          guint8       *out_sealed,
          guint8       *out_tag)
{
  guint8 none[16];
  int n;

  if (is_brief (self, n_bytes, alone))
    {
      crypto_aead_aes256gcm_encrypt_detached_afternm (out_sealed, out_tag, NULL, plain, n_bytes, aad, n_aad, NULL,
                                                      nonce, &self->brief);
      return;
    }
  if (!gcm_run (self->seal, nonce, NULL, aad, n_aad, plain, n_bytes, out_sealed)
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
  guint8 none[16];
  int n;

  if (is_brief (self, n_bytes, FALSE))
    return crypto_aead_aes256gcm_decrypt_detached_afternm (out_plain, NULL, sealed, n_bytes, tag, aad, n_aad, nonce,
                                                           &self->brief) == 0;

  return gcm_run (self->open, nonce, tag, aad, n_aad, sealed, n_bytes, out_plain)
         && EVP_CipherFinal_ex (self->open, none, &n) == 1;
}

static void
seal (CpxCipher    *self,
      const guint8 *nonce,
      const void   *aad,
      gsize         n_aad,
      const guint8 *plain,
      gsize         n_bytes,
      gboolean      alone,
      guint8       *out_sealed,
      guint8       *out_tag)
{
  if (self->suite == CPX_CIPHER_AES_256_GCM)
    gcm_seal (self, nonce, aad, n_aad, plain, n_bytes, alone, out_sealed, out_tag);
  else
    crypto_aead_xchacha20poly1305_ietf_encrypt_detached (out_sealed, out_tag, NULL, plain, n_bytes, aad, n_aad, NULL,
                                                         nonce, self->key);
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
  seal (self, nonce, aad, n_aad, plain, n_bytes, FALSE, out_sealed, out_tag);
}

/**
 * cpx_cipher_seal_alone:
 * @self: a cipher
 * @nonce: a number never used before under this key
 * @aad: (nullable): bytes that are authenticated with it, not kept
 * @n_aad: how many
 * @plain: what to encrypt
 * @n_bytes: how many
 * @out_sealed: (out caller-allocates): as many bytes; may be @plain itself
 * @out_tag: (out caller-allocates): what proves it
 *
 * Does as cpx_cipher_seal(), and is the quicker one for a piece that neither follows nor precedes others.
 */
void
cpx_cipher_seal_alone (CpxCipher    *self,
                       const guint8  nonce[CPX_CIPHER_NONCE_SIZE],
                       const void   *aad,
                       gsize         n_aad,
                       const guint8 *plain,
                       gsize         n_bytes,
                       guint8       *out_sealed,
                       guint8        out_tag[CPX_CIPHER_TAG_SIZE])
{
  seal (self, nonce, aad, n_aad, plain, n_bytes, TRUE, out_sealed, out_tag);
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
