/* cpx-password.c: from a passphrase to a key, slowly on purpose (Argon2id).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-password.h"

#include "cpx-crypto.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

#define SANE_OPS_MAX 64
#define SANE_MEM_MAX (G_GUINT64_CONSTANT (4) << 30)

const CpxPasswordCost CPX_PASSWORD_COST_CHEAP = { 1, 64 * 1024 };
const CpxPasswordCost CPX_PASSWORD_COST_MODERATE = { crypto_pwhash_argon2id_OPSLIMIT_MODERATE,
                                                     crypto_pwhash_argon2id_MEMLIMIT_MODERATE };

/**
 * cpx_password_cost_is_sane:
 * @cost: a cost, perhaps read from a file
 *
 * A file made by an enemy must not make the program work for a week or take all the memory.
 *
 * Returns: `TRUE` if a machine can be asked to pay @cost
 */
gboolean
cpx_password_cost_is_sane (const CpxPasswordCost *cost)
{
  return cost->ops >= crypto_pwhash_argon2id_OPSLIMIT_MIN && cost->ops <= SANE_OPS_MAX
         && cost->mem_bytes >= crypto_pwhash_argon2id_MEMLIMIT_MIN && cost->mem_bytes <= SANE_MEM_MAX;
}

/**
 * cpx_password_cost_is_enough:
 * @cost: a cost
 *
 * Returns: `TRUE` if a passphrase chosen by a person may be kept under @cost
 */
gboolean
cpx_password_cost_is_enough (const CpxPasswordCost *cost)
{
  return cpx_password_cost_is_sane (cost) && cost->ops >= CPX_PASSWORD_COST_MODERATE.ops
         && cost->mem_bytes >= CPX_PASSWORD_COST_MODERATE.mem_bytes;
}

/**
 * cpx_password_derive:
 * @passphrase: what a person typed
 * @salt: random bytes kept beside what the key opens
 * @cost: a sane cost
 * @n_key: the size of the key, at least 16
 * @error: return location for an error
 *
 * Derives a key from a passphrase; call it from a thread that may take half a second.
 *
 * Returns: (transfer full) (nullable): the key, or `NULL` if there was not enough memory
 */
CpxSecret *
cpx_password_derive (CpxSecret             *passphrase,
                     const guint8           salt[CPX_PASSWORD_SALT_SIZE],
                     const CpxPasswordCost *cost,
                     gsize                  n_key,
                     GError               **error)
{
  g_autoptr(CpxSecret) key = NULL;

  g_return_val_if_fail (passphrase != NULL, NULL);
  g_return_val_if_fail (cpx_password_cost_is_sane (cost), NULL);

  cpx_crypto_init ();
  key = cpx_secret_new (n_key);
  if (crypto_pwhash_argon2id (cpx_secret_get_writable (key), n_key, cpx_secret_get_text (passphrase),
                              cpx_secret_get_size (passphrase), salt, cost->ops, cost->mem_bytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
    {
      g_set_error (error, CPX_CRYPTO_ERROR, CPX_CRYPTO_ERROR_MEMORY,
                   _("Checking a passphrase needs %u MB of free memory: close other programs"),
                   (guint) (cost->mem_bytes / (1024 * 1024)));
      return NULL;
    }

  return g_steal_pointer (&key);
}
