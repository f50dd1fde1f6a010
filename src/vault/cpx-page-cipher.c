/* cpx-page-cipher.c: everything a vault writes after its header is sealed here, each piece with its own nonce.
 *
 * A sealed piece is as long as the plain one, and a trailer of 32 bytes goes with it:
 *
 *     epoch (12 random bytes) | counter (32 bits, little endian) | tag (16)
 *
 * The subkey of an epoch is derived from the data key, the vault's id and the epoch; the nonce is the counter.  An
 * epoch is one opening of the vault, or EPOCH_LENGTH seals of it, whichever ends first.
 *
 * Invariants
 *   K1  Under one subkey no nonce is used twice: every seal of the process takes the next counter of the one
 *       current epoch, and epochs are random, so that a restored or copied file does not repeat one either.
 *   K2  A piece opens only as what it was sealed as: kind, index and generation are associated data.
 *   K3  A subkey encrypts at most EPOCH_LENGTH pieces, far below the bound of GCM.
 *
 * CpxPageKeys is shared by all files of a vault and locks itself.  CpxPageCipher belongs to one file handle, and so
 * to one thread at a time; it keeps the subkeys it met last ready for use.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-page-cipher.h"

#include "cpx-crypto.h"
#include "cpx-hash.h"

#include <string.h>

#define EPOCH_SIZE 12
#define EPOCH_LENGTH (1u << 24)
#define N_KEPT 64  /* subkeys a handle keeps; a power of two */
#define SUBKEY_PURPOSE "cpx page subkey"

struct _CpxPageKeys
{
  CpxCipherSuite  suite;
  CpxSecret      *data_key;  /* (owned) */
  guint8          vault_id[16];

  GMutex          lock;
  guint8          epoch[EPOCH_SIZE];  /* guarded by lock */
  guint32         counter;            /* guarded by lock; the next one */
};

typedef struct
{
  guint8     epoch[EPOCH_SIZE];
  CpxCipher *cipher;  /* (owned) (nullable) */
} KeptCipher;

struct _CpxPageCipher
{
  CpxPageKeys *keys;  /* (unowned) outlives it */
  KeptCipher   kept[N_KEPT];
};

typedef struct
{
  guint8 bytes[16];
} Aad;

/**
 * cpx_page_keys_new:
 * @suite: the vault's cipher
 * @data_key: the vault's data key
 * @vault_id: the vault's id
 *
 * Begins an epoch.
 *
 * Returns: (transfer full): what the ciphers of a vault's files share
 */
CpxPageKeys *
cpx_page_keys_new (CpxCipherSuite  suite,
                   CpxSecret      *data_key,
                   const guint8    vault_id[16])
{
  CpxPageKeys *self = g_new0 (CpxPageKeys, 1);

  self->suite = suite;
  self->data_key = cpx_secret_ref (data_key);
  memcpy (self->vault_id, vault_id, sizeof self->vault_id);
  g_mutex_init (&self->lock);
  cpx_crypto_fill_random (self->epoch, sizeof self->epoch);

  return self;
}

/**
 * cpx_page_keys_free:
 * @self: (nullable) (transfer full): keys
 */
void
cpx_page_keys_free (CpxPageKeys *self)
{
  if (self == NULL)
    return;

  cpx_secret_unref (self->data_key);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * cpx_page_keys_skip:
 * @self: the keys of an opening
 * @n_nonces: how many
 *
 * Leaves nonces unused, so that a test reaches the end of an epoch.
 */
void
cpx_page_keys_skip (CpxPageKeys *self,
                    guint32      n_nonces)
{
  g_mutex_lock (&self->lock);
  self->counter = MIN (self->counter + n_nonces, EPOCH_LENGTH);
  g_mutex_unlock (&self->lock);
}

/* K1, K3 */
static void
take_nonce (CpxPageKeys *self,
            guint8       out_epoch[EPOCH_SIZE],
            guint32     *out_counter)
{
  g_mutex_lock (&self->lock);
  if (self->counter == EPOCH_LENGTH)
    {
      cpx_crypto_fill_random (self->epoch, sizeof self->epoch);
      self->counter = 0;
    }
  memcpy (out_epoch, self->epoch, EPOCH_SIZE);
  *out_counter = self->counter++;
  g_mutex_unlock (&self->lock);
}

/**
 * cpx_page_cipher_new:
 * @keys: the vault's; must outlive the cipher
 *
 * Returns: (transfer full): a cipher for one file handle
 */
CpxPageCipher *
cpx_page_cipher_new (CpxPageKeys *keys)
{
  CpxPageCipher *self = g_new0 (CpxPageCipher, 1);

  self->keys = keys;

  return self;
}

/**
 * cpx_page_cipher_free:
 * @self: (nullable) (transfer full): a cipher
 */
void
cpx_page_cipher_free (CpxPageCipher *self)
{
  if (self == NULL)
    return;

  for (gsize i = 0; i < N_KEPT; i++)
    cpx_cipher_free (self->kept[i].cipher);
  g_free (self);
}

static CpxCipher *
lookup_cipher (CpxPageCipher *self,
               const guint8   epoch[EPOCH_SIZE])
{
  KeptCipher *kept = &self->kept[epoch[0] % N_KEPT];  /* epochs are random: their first byte is a hash */
  guint8 subkey[CPX_CIPHER_KEY_SIZE];

  if (kept->cipher != NULL && memcmp (kept->epoch, epoch, EPOCH_SIZE) == 0)
    return kept->cipher;

  cpx_kdf_derive (self->keys->data_key, SUBKEY_PURPOSE, self->keys->vault_id, epoch, EPOCH_SIZE, subkey,
                  sizeof subkey);
  cpx_cipher_free (kept->cipher);
  kept->cipher = cpx_cipher_new (self->keys->suite, subkey);
  memcpy (kept->epoch, epoch, EPOCH_SIZE);
  cpx_crypto_wipe (subkey, sizeof subkey);

  return kept->cipher;
}

/* K2 */
static Aad
make_aad (CpxPiece piece)
{
  Aad aad = { { (guint8) piece.kind } };
  guint32 index = GUINT32_TO_LE (piece.index);
  guint64 generation = GUINT64_TO_LE (piece.generation);

  memcpy (aad.bytes + 4, &index, sizeof index);
  memcpy (aad.bytes + 8, &generation, sizeof generation);

  return aad;
}

typedef void (*SealFunc) (CpxCipher *, const guint8 *, const void *, gsize, const guint8 *, gsize, guint8 *, guint8 *);

static void
seal (CpxPageCipher *self,
      SealFunc       seal_func,
      CpxPiece       piece,
      const guint8  *plain,
      gsize          n_bytes,
      guint8        *out_sealed,
      guint8        *out_trailer)
{
  guint8 nonce[CPX_CIPHER_NONCE_SIZE] = { 0 };
  Aad aad = make_aad (piece);
  guint32 counter;

  take_nonce (self->keys, out_trailer, &counter);
  counter = GUINT32_TO_LE (counter);
  memcpy (nonce, &counter, sizeof counter);
  memcpy (out_trailer + EPOCH_SIZE, &counter, sizeof counter);
  seal_func (lookup_cipher (self, out_trailer), nonce, aad.bytes, sizeof aad.bytes, plain, n_bytes, out_sealed,
             out_trailer + EPOCH_SIZE + sizeof counter);
}

/**
 * cpx_page_cipher_seal:
 * @self: a cipher
 * @piece: where the bytes belong
 * @plain: what to seal
 * @n_bytes: how many
 * @out_sealed: (out caller-allocates): as many bytes; may be @plain itself
 * @out_trailer: (out caller-allocates): what to keep beside them
 */
void
cpx_page_cipher_seal (CpxPageCipher *self,
                      CpxPiece       piece,
                      const guint8  *plain,
                      gsize          n_bytes,
                      guint8        *out_sealed,
                      guint8         out_trailer[CPX_TRAILER_SIZE])
{
  seal (self, cpx_cipher_seal, piece, plain, n_bytes, out_sealed, out_trailer);
}

/**
 * cpx_page_cipher_seal_alone:
 * @self: a cipher
 * @piece: where the bytes belong
 * @plain: what to seal
 * @n_bytes: how many
 * @out_sealed: (out caller-allocates): as many bytes; may be @plain itself
 * @out_trailer: (out caller-allocates): what to keep beside them
 *
 * Does as cpx_page_cipher_seal(), and is the quicker one for a piece that neither follows nor precedes others.
 */
void
cpx_page_cipher_seal_alone (CpxPageCipher *self,
                            CpxPiece       piece,
                            const guint8  *plain,
                            gsize          n_bytes,
                            guint8        *out_sealed,
                            guint8         out_trailer[CPX_TRAILER_SIZE])
{
  seal (self, cpx_cipher_seal_alone, piece, plain, n_bytes, out_sealed, out_trailer);
}

/**
 * cpx_page_cipher_open:
 * @self: a cipher
 * @piece: where the bytes were found
 * @sealed: the bytes
 * @n_bytes: how many
 * @trailer: what was kept beside them
 * @out_plain: (out caller-allocates): as many bytes; may be @sealed itself, not overlap @trailer
 *
 * Opens a piece; when it does not verify, @out_plain is wiped.
 *
 * Returns: `TRUE` if these bytes were sealed for this place under this vault's key
 */
gboolean
cpx_page_cipher_open (CpxPageCipher *self,
                      CpxPiece       piece,
                      const guint8  *sealed,
                      gsize          n_bytes,
                      const guint8   trailer[CPX_TRAILER_SIZE],
                      guint8        *out_plain)
{
  guint8 nonce[CPX_CIPHER_NONCE_SIZE] = { 0 };
  Aad aad = make_aad (piece);

  memcpy (nonce, trailer + EPOCH_SIZE, sizeof (guint32));

  return cpx_cipher_open (lookup_cipher (self, trailer), nonce, aad.bytes, sizeof aad.bytes, sealed, n_bytes,
                          trailer + EPOCH_SIZE + sizeof (guint32), out_plain);
}
