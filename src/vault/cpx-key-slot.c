/* cpx-key-slot.c: what lets one passphrase, or one recovery code, open a vault.
 *
 *     passphrase --Argon2id--> key --opens--> secret half of the slot's pair --opens--> data key of the vault
 *
 * The data key is sealed to the slot's public half, so that new keys (`rekey`) reach every slot without anyone's
 * passphrase.  Layout of the 384 bytes, little endian:
 *
 *       0  kind (0: empty)            72  salt             208  data key sealed to the public key (80)
 *       1  length of the login        88  Argon2id ops     288  zeros
 *       8  login, padded with zeros   96  Argon2id bytes   368  first half of the SHA-256 of bytes 0 to 367
 *                                    104  public key
 *                                    136  secret key under the passphrase (72)
 *
 * Invariants
 *   S1  The checksum needs no key: a damaged slot is told from a wrong passphrase before anything is derived.
 *   S2  The wrapped secret key is bound to the vault and to all that the slot says of itself: a slot copied to
 *       another vault, renamed, or made cheaper does not open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-key-slot.h"

#include "cpx-crypto.h"
#include "cpx-hash.h"
#include "cpx-seal.h"

#include <string.h>

#define AT_KIND 0
#define AT_LOGIN_LENGTH 1
#define AT_LOGIN 8
#define AT_SALT 72
#define AT_OPS 88
#define AT_MEM 96
#define AT_PUBLIC_KEY 104
#define AT_WRAPPED 136
#define AT_SEALED 208
#define AT_CHECKSUM 368
#define CHECKSUM_SIZE (CPX_KEY_SLOT_SIZE - AT_CHECKSUM)

/* The bytes that S2 binds: the vault's id, then the slot up to its wrapped key. */
#define BOUND_SIZE (CPX_VAULT_ID_SIZE + AT_WRAPPED)

static void
put_u64 (guint8  *out,
         guint64  value)
{
  value = GUINT64_TO_LE (value);
  memcpy (out, &value, sizeof value);
}

static guint64
take_u64 (const guint8 *bytes)
{
  guint64 value;

  memcpy (&value, bytes, sizeof value);

  return GUINT64_FROM_LE (value);
}

static void
checksum (const guint8 *bytes,
          guint8        out[CHECKSUM_SIZE])
{
  guint8 digest[CPX_SHA256_SIZE];

  cpx_sha256 (bytes, AT_CHECKSUM, digest);
  memcpy (out, digest, CHECKSUM_SIZE);
}

/**
 * cpx_key_slot_is_empty:
 * @self: a slot
 *
 * Returns: `TRUE` if nobody uses it
 */
gboolean
cpx_key_slot_is_empty (const CpxKeySlot *self)
{
  return self->info.kind != CPX_VAULT_SLOT_USER && self->info.kind != CPX_VAULT_SLOT_RECOVERY;
}

static void
bind (const CpxKeySlot *self,
      const guint8      vault_id[CPX_VAULT_ID_SIZE],
      guint8            out_bound[BOUND_SIZE])
{
  guint8 bytes[CPX_KEY_SLOT_SIZE];

  cpx_key_slot_write (self, bytes);
  memcpy (out_bound, vault_id, CPX_VAULT_ID_SIZE);
  memcpy (out_bound + CPX_VAULT_ID_SIZE, bytes, AT_WRAPPED);
}

/**
 * cpx_key_slot_make:
 * @self: (out caller-allocates): the slot to fill
 * @kind: whose it is
 * @login: the user, or an empty text for a recovery code
 * @passphrase: what will open it
 * @cost: what a guess costs
 * @vault_id: the vault
 * @data_key: the vault's data key
 * @error: return location for an error
 *
 * Makes a slot with a new pair of keys.
 *
 * Returns: `TRUE` if done
 */
gboolean
cpx_key_slot_make (CpxKeySlot            *self,
                   CpxVaultSlotKind       kind,
                   const char            *login,
                   CpxSecret             *passphrase,
                   const CpxPasswordCost *cost,
                   const guint8           vault_id[CPX_VAULT_ID_SIZE],
                   CpxSecret             *data_key,
                   GError               **error)
{
  CpxKeySlot slot = { .info.kind = kind, .info.cost = *cost };
  g_autoptr(CpxSecret) secret_key = cpx_seal_key_pair_new (slot.public_key);
  g_autoptr(CpxSecret) key = NULL;
  guint8 bound[BOUND_SIZE];

  g_assert (strlen (login) <= CPX_VAULT_LOGIN_MAX);

  g_strlcpy (slot.info.login, login, sizeof slot.info.login);
  cpx_crypto_fill_random (slot.salt, sizeof slot.salt);
  key = cpx_password_derive (passphrase, slot.salt, cost, CPX_SEAL_KEY_SIZE, error);
  if (key == NULL)
    return FALSE;

  bind (&slot, vault_id, bound);
  cpx_seal_with_key (key, bound, sizeof bound, cpx_secret_get_bytes (secret_key), cpx_secret_get_size (secret_key),
                     slot.wrapped_secret_key);
  cpx_key_slot_reseal (&slot, data_key);
  *self = slot;

  return TRUE;
}

/**
 * cpx_key_slot_reseal:
 * @self: a slot in use
 * @data_key: the vault's new data key
 *
 * Gives the slot another data key to open, without the passphrase.
 */
void
cpx_key_slot_reseal (CpxKeySlot *self,
                     CpxSecret  *data_key)
{
  g_assert (cpx_secret_get_size (data_key) == CPX_DATA_KEY_SIZE);

  cpx_seal_to_public_key (self->public_key, cpx_secret_get_bytes (data_key), CPX_DATA_KEY_SIZE,
                          self->sealed_data_key);
}

/**
 * cpx_key_slot_unlock:
 * @self: a slot in use
 * @passphrase: what may open it
 * @vault_id: the vault
 * @out_data_key: (out) (transfer full) (nullable): the data key, or `NULL` if the passphrase is not the right one
 * @error: return location for an error
 *
 * Tries a passphrase, at the slot's cost.
 *
 * Returns: `TRUE` if the passphrase could be tried
 */
gboolean
cpx_key_slot_unlock (const CpxKeySlot  *self,
                     CpxSecret         *passphrase,
                     const guint8       vault_id[CPX_VAULT_ID_SIZE],
                     CpxSecret        **out_data_key,
                     GError           **error)
{
  g_autoptr(CpxSecret) key = NULL;
  g_autoptr(CpxSecret) secret_key = NULL;
  guint8 bound[BOUND_SIZE];

  *out_data_key = NULL;
  key = cpx_password_derive (passphrase, self->salt, &self->info.cost, CPX_SEAL_KEY_SIZE, error);
  if (key == NULL)
    return FALSE;

  bind (self, vault_id, bound);
  secret_key = cpx_seal_open_with_key (key, bound, sizeof bound, self->wrapped_secret_key,
                                       sizeof self->wrapped_secret_key);
  if (secret_key != NULL)
    *out_data_key = cpx_seal_open_with_pair (secret_key, self->public_key, self->sealed_data_key,
                                             sizeof self->sealed_data_key);

  return TRUE;
}

/**
 * cpx_key_slot_write:
 * @self: a slot, in use or empty
 * @out_bytes: (out caller-allocates): its stored form
 */
void
cpx_key_slot_write (const CpxKeySlot *self,
                    guint8            out_bytes[CPX_KEY_SLOT_SIZE])
{
  gsize n_login = strlen (self->info.login);

  memset (out_bytes, 0, CPX_KEY_SLOT_SIZE);
  if (!cpx_key_slot_is_empty (self))
    {
      out_bytes[AT_KIND] = (guint8) self->info.kind;
      out_bytes[AT_LOGIN_LENGTH] = (guint8) n_login;
      memcpy (out_bytes + AT_LOGIN, self->info.login, n_login);
      memcpy (out_bytes + AT_SALT, self->salt, sizeof self->salt);
      put_u64 (out_bytes + AT_OPS, self->info.cost.ops);
      put_u64 (out_bytes + AT_MEM, self->info.cost.mem_bytes);
      memcpy (out_bytes + AT_PUBLIC_KEY, self->public_key, sizeof self->public_key);
      memcpy (out_bytes + AT_WRAPPED, self->wrapped_secret_key, sizeof self->wrapped_secret_key);
      memcpy (out_bytes + AT_SEALED, self->sealed_data_key, sizeof self->sealed_data_key);
    }
  checksum (out_bytes, out_bytes + AT_CHECKSUM);
}

static gboolean
is_well_formed (const CpxKeySlot *self,
                gsize             n_login)
{
  return (self->info.kind == CPX_VAULT_SLOT_USER || self->info.kind == CPX_VAULT_SLOT_RECOVERY)
         && strlen (self->info.login) == n_login && g_utf8_validate (self->info.login, -1, NULL)
         && (n_login > 0) == (self->info.kind == CPX_VAULT_SLOT_USER)
         && cpx_password_cost_is_sane (&self->info.cost);
}

/**
 * cpx_key_slot_read:
 * @self: (out caller-allocates): the slot
 * @bytes: its stored form
 *
 * Reads a slot, in use or empty.
 *
 * Returns: `FALSE` if the bytes are damaged (S1)
 */
gboolean
cpx_key_slot_read (CpxKeySlot   *self,
                   const guint8  bytes[CPX_KEY_SLOT_SIZE])
{
  guint8 expected[CHECKSUM_SIZE];
  gsize n_login = bytes[AT_LOGIN_LENGTH];

  memset (self, 0, sizeof *self);
  checksum (bytes, expected);
  if (memcmp (expected, bytes + AT_CHECKSUM, CHECKSUM_SIZE) != 0)
    return FALSE;
  if (bytes[AT_KIND] == 0)
    return TRUE;
  if (n_login > CPX_VAULT_LOGIN_MAX)
    return FALSE;

  self->info.kind = bytes[AT_KIND];
  memcpy (self->info.login, bytes + AT_LOGIN, n_login);
  memcpy (self->salt, bytes + AT_SALT, sizeof self->salt);
  self->info.cost.ops = take_u64 (bytes + AT_OPS);
  self->info.cost.mem_bytes = take_u64 (bytes + AT_MEM);
  memcpy (self->public_key, bytes + AT_PUBLIC_KEY, sizeof self->public_key);
  memcpy (self->wrapped_secret_key, bytes + AT_WRAPPED, sizeof self->wrapped_secret_key);
  memcpy (self->sealed_data_key, bytes + AT_SEALED, sizeof self->sealed_data_key);

  return is_well_formed (self, n_login);
}
