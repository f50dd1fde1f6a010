/* cpx-header.c: the plain region before the pages: what the file is, and who may open it.
 *
 *         0  copy A of the header          32768  commit mark 0 (cpx-commit-mark.c)
 *     16384  copy B of the header          49152  commit mark 1               65536  page 1, page 2…
 *
 * A copy, little endian:
 *
 *         0  magic (16)           24  page size            56  zeros
 *        16  format version       28  65536, its region   112  first half of the SHA-256 of bytes 0 to 111
 *        20  cipher suite         32  vault id            128  32 slots of 384 bytes (cpx-key-slot.c)
 *                                 48  counter           12416  keyed BLAKE2b of bytes 0 to 12415 (32)
 *                                                       16352  SHA-256 of bytes 0 to 16351
 *
 * Invariants
 *   H1  The copies are written one after the other, each synced and read back before the next is touched, first the
 *       one that is not the header: a torn write leaves one whole.  The whole one with the highest counter is the
 *       header.
 *   H2  Checksums need no key (damage is told from a wrong passphrase); the keyed hash is verified once the
 *       data key is known (forgery is told from a right header).
 *   H3  When no copy is whole, what is whole of each is put together; H2's keyed hash says whether that is right.
 *   H4  A format version that is not ours is looked at before anything else of the copy.
 *   H5  A copy that is not the header is brought up to date when the vault is next opened to be written: what one copy
 *       alone says may be lost with it.
 *   H6  A passphrase that the header refuses and the other copy takes gives the key that judges the header: a slot
 *       forged in one copy is told from an old passphrase.  Forged in both, it reads as a wrong passphrase to its owner
 *       alone; whoever else unlocks is told (H2).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-header.h"

#include "cpx-crypto.h"
#include "cpx-hash.h"

#include <string.h>

#define AT_VERSION 16
#define AT_CIPHER 20
#define AT_PAGE_SIZE 24
#define AT_REGION 28
#define AT_ID 32
#define AT_COUNTER 48
#define AT_FIXED_CHECKSUM 112
#define FIXED_CHECKSUM_SIZE 16
#define AT_SLOTS 128
#define AT_MAC (AT_SLOTS + CPX_VAULT_SLOTS_MAX * CPX_KEY_SLOT_SIZE)
#define MAC_SIZE 32
#define AT_CHECKSUM (CPX_HEADER_COPY_SIZE - CPX_SHA256_SIZE)
#define MAC_PURPOSE "cpx header mac"

G_STATIC_ASSERT (AT_MAC == 12416 && AT_MAC + MAC_SIZE <= AT_CHECKSUM);

static const guint8 magic[16] = "CPX-VAULT\r\n\032\n\0\377\0";

static void
put_u32 (guint8  *out,
         guint32  value)
{
  value = GUINT32_TO_LE (value);
  memcpy (out, &value, sizeof value);
}

static guint32
take_u32 (const guint8 *bytes)
{
  guint32 value;

  memcpy (&value, bytes, sizeof value);

  return GUINT32_FROM_LE (value);
}

static void
write_fixed (const CpxHeader *self,
             guint8          *out)
{
  guint64 counter = GUINT64_TO_LE (self->counter);
  guint8 digest[CPX_SHA256_SIZE];

  memcpy (out, magic, sizeof magic);
  put_u32 (out + AT_VERSION, self->format_version);
  put_u32 (out + AT_CIPHER, (guint32) self->cipher);
  put_u32 (out + AT_PAGE_SIZE, self->page_size);
  put_u32 (out + AT_REGION, CPX_HEADER_REGION_SIZE);
  memcpy (out + AT_ID, self->vault_id, sizeof self->vault_id);
  memcpy (out + AT_COUNTER, &counter, sizeof counter);
  cpx_sha256 (out, AT_FIXED_CHECKSUM, digest);
  memcpy (out + AT_FIXED_CHECKSUM, digest, FIXED_CHECKSUM_SIZE);
}

static void
write_authenticated (const CpxHeader *self,
                     guint8          *out)
{
  memset (out, 0, CPX_HEADER_COPY_SIZE);
  write_fixed (self, out);
  for (int i = 0; i < CPX_VAULT_SLOTS_MAX; i++)
    cpx_key_slot_write (&self->slots[i], out + AT_SLOTS + i * CPX_KEY_SLOT_SIZE);
}

/**
 * cpx_header_write:
 * @self: a header; its keyed hash is computed
 * @data_key: the vault's data key
 * @out_copy: (out caller-allocates): its stored form
 */
void
cpx_header_write (CpxHeader *self,
                  CpxSecret *data_key,
                  guint8     out_copy[CPX_HEADER_COPY_SIZE])
{
  write_authenticated (self, out_copy);
  cpx_kdf_derive (data_key, MAC_PURPOSE, self->vault_id, out_copy, AT_MAC, out_copy + AT_MAC, MAC_SIZE);
  for (int i = 0; i < CPX_HEADER_N_COPIES; i++)
    memcpy (self->macs[i], out_copy + AT_MAC, MAC_SIZE);
  cpx_sha256 (out_copy, AT_CHECKSUM, out_copy + AT_CHECKSUM);
}

static gboolean
has_magic (const guint8 *copy)
{
  return memcmp (copy, magic, sizeof magic) == 0;
}

static gboolean
read_fixed (CpxHeader    *self,
            const guint8 *copy)
{
  guint8 digest[CPX_SHA256_SIZE];
  guint64 counter;

  cpx_sha256 (copy, AT_FIXED_CHECKSUM, digest);
  if (!has_magic (copy) || memcmp (digest, copy + AT_FIXED_CHECKSUM, FIXED_CHECKSUM_SIZE) != 0)
    return FALSE;

  self->format_version = take_u32 (copy + AT_VERSION);
  self->cipher = (CpxCipherSuite) take_u32 (copy + AT_CIPHER);
  self->page_size = take_u32 (copy + AT_PAGE_SIZE);
  memcpy (self->vault_id, copy + AT_ID, sizeof self->vault_id);
  memcpy (&counter, copy + AT_COUNTER, sizeof counter);
  self->counter = GUINT64_FROM_LE (counter);

  return self->format_version == CPX_FORMAT_VERSION && cpx_cipher_suite_is_known ((int) self->cipher)
         && (self->page_size == 4096 || self->page_size == 8192)
         && take_u32 (copy + AT_REGION) == CPX_HEADER_REGION_SIZE;
}

static gboolean
read_copy (CpxHeader    *self,
           const guint8 *copy)
{
  guint8 digest[CPX_SHA256_SIZE];

  memset (self, 0, sizeof *self);
  cpx_sha256 (copy, AT_CHECKSUM, digest);
  if (memcmp (digest, copy + AT_CHECKSUM, sizeof digest) != 0 || !read_fixed (self, copy))
    return FALSE;

  for (int i = 0; i < CPX_VAULT_SLOTS_MAX; i++)
    {
      if (!cpx_key_slot_read (&self->slots[i], copy + AT_SLOTS + i * CPX_KEY_SLOT_SIZE))
        return FALSE;
    }
  for (int i = 0; i < CPX_HEADER_N_COPIES; i++)
    memcpy (self->macs[i], copy + AT_MAC, MAC_SIZE);

  return TRUE;
}

/* H3.  Nothing tells which keyed hash is whole before the data key is known: both are kept. */
static gboolean
read_pieces (CpxHeader    *self,
             const guint8 *bytes)
{
  const guint8 *copies[CPX_HEADER_N_COPIES] = { bytes, bytes + CPX_HEADER_COPY_SIZE };

  memset (self, 0, sizeof *self);
  if (!read_fixed (self, copies[0]) && !read_fixed (self, copies[1]))
    return FALSE;

  for (int i = 0; i < CPX_VAULT_SLOTS_MAX; i++)
    {
      gsize at = AT_SLOTS + (gsize) i * CPX_KEY_SLOT_SIZE;

      if (!cpx_key_slot_read (&self->slots[i], copies[0] + at) && !cpx_key_slot_read (&self->slots[i], copies[1] + at))
        return FALSE;
    }
  for (int i = 0; i < CPX_HEADER_N_COPIES; i++)
    memcpy (self->macs[i], copies[i] + AT_MAC, MAC_SIZE);

  return TRUE;
}

static gboolean
says_newer (const guint8 *copy)
{
  return has_magic (copy) && take_u32 (copy + AT_VERSION) > CPX_FORMAT_VERSION;
}

/**
 * cpx_header_read:
 * @self: (out caller-allocates): the header
 * @bytes: the beginning of a file
 * @n_bytes: how many there are, at least two copies in a vault
 *
 * Chooses between the copies (H1, H3); nothing is authenticated yet.
 *
 * Returns: what the file is
 */
CpxHeaderState
cpx_header_read (CpxHeader    *self,
                 const guint8 *bytes,
                 gsize         n_bytes)
{
  const guint8 *b = bytes + CPX_HEADER_COPY_SIZE;
  CpxHeader other;
  gboolean good_a;
  gboolean good_b;

  memset (self, 0, sizeof *self);
  if (n_bytes < CPX_HEADER_N_COPIES * CPX_HEADER_COPY_SIZE)
    return n_bytes >= sizeof magic && has_magic (bytes) ? CPX_HEADER_DAMAGED : CPX_HEADER_NOT_A_VAULT;

  good_a = read_copy (self, bytes);
  good_b = read_copy (&other, b);
  if (good_a || good_b)
    {
      gboolean takes_b = good_b && (!good_a || other.counter > self->counter);

      if (takes_b)
        *self = other;
      self->one_copy_damaged = good_a != good_b;
      self->stale_copies = memcmp (bytes, b, CPX_HEADER_COPY_SIZE) == 0 ? 0 : 1u << !takes_b;
      return CPX_HEADER_GOOD;
    }

  if (says_newer (bytes) && says_newer (b))
    return CPX_HEADER_NEWER;
  if (!has_magic (bytes) && !has_magic (b))
    return CPX_HEADER_NOT_A_VAULT;
  if (!read_pieces (self, bytes))
    return CPX_HEADER_DAMAGED;
  self->one_copy_damaged = TRUE;
  self->stale_copies = 3;

  return CPX_HEADER_GOOD;
}

/**
 * cpx_header_read_copy:
 * @self: (out caller-allocates): the header
 * @bytes: the beginning of a vault, two copies
 * @index: which of them
 *
 * Reads one of the copies as if it were the header (H6).
 *
 * Returns: `TRUE` if it is whole
 */
gboolean
cpx_header_read_copy (CpxHeader    *self,
                      const guint8 *bytes,
                      int           index)
{
  return read_copy (self, bytes + (gsize) index * CPX_HEADER_COPY_SIZE);
}

/**
 * cpx_header_verify:
 * @self: a header as read
 * @data_key: the data key that one of its slots gave
 *
 * Returns: `TRUE` if the header was written by someone who had @data_key (H2)
 */
gboolean
cpx_header_verify (CpxHeader *self,
                   CpxSecret *data_key)
{
  g_autofree guint8 *copy = g_malloc (CPX_HEADER_COPY_SIZE);
  guint8 mac[MAC_SIZE];

  write_authenticated (self, copy);
  cpx_kdf_derive (data_key, MAC_PURPOSE, self->vault_id, copy, AT_MAC, mac, MAC_SIZE);

  return cpx_crypto_equal (mac, self->macs[0], MAC_SIZE) || cpx_crypto_equal (mac, self->macs[1], MAC_SIZE);
}

/**
 * cpx_header_find_login:
 * @self: a header
 * @login: a user
 *
 * Returns: (nullable) (transfer none): the user's slot
 */
CpxKeySlot *
cpx_header_find_login (CpxHeader  *self,
                       const char *login)
{
  for (int i = 0; i < CPX_VAULT_SLOTS_MAX; i++)
    {
      if (self->slots[i].info.kind == CPX_VAULT_SLOT_USER && strcmp (self->slots[i].info.login, login) == 0)
        return &self->slots[i];
    }

  return NULL;
}

/**
 * cpx_header_find_empty:
 * @self: a header
 *
 * Returns: (nullable) (transfer none): a slot nobody uses
 */
CpxKeySlot *
cpx_header_find_empty (CpxHeader *self)
{
  for (int i = 0; i < CPX_VAULT_SLOTS_MAX; i++)
    {
      if (cpx_key_slot_is_empty (&self->slots[i]))
        return &self->slots[i];
    }

  return NULL;
}

/**
 * cpx_header_count:
 * @self: a header
 * @kind: a kind of slot
 *
 * Returns: how many of that kind are in use
 */
guint
cpx_header_count (const CpxHeader  *self,
                  CpxVaultSlotKind  kind)
{
  guint n = 0;

  for (int i = 0; i < CPX_VAULT_SLOTS_MAX; i++)
    n += self->slots[i].info.kind == kind;

  return n;
}
