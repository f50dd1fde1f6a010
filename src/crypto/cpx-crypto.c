/* cpx-crypto.c: starting the cryptography, its errors, and the small pieces everything else uses.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-crypto.h"

#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>

G_DEFINE_QUARK (cpx-crypto-error-quark, cpx_crypto_error)

/**
 * cpx_crypto_init:
 *
 * Starts libsodium, once; anything in crypto/ that needs it calls this itself, so programs need not.
 *
 * A machine on which it fails has no random numbers: going on would be worse than stopping.
 */
void
cpx_crypto_init (void)
{
  static gsize started;

  if (!g_once_init_enter (&started))
    return;
  if (sodium_init () < 0)
    g_error ("libsodium does not start");
  g_once_init_leave (&started, 1);
}

/**
 * cpx_crypto_forbid_dumps:
 *
 * Keeps this process's memory out of core dumps and away from other processes of the same user.
 *
 * Programs call it first thing in main(); tests do not, because it also stops debuggers.
 */
void
cpx_crypto_forbid_dumps (void)
{
  const struct rlimit none = { 0, 0 };

  /* Neither is worth refusing to work for: locked memory is left out of dumps by libsodium besides. */
  (void) setrlimit (RLIMIT_CORE, &none);
  (void) prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);
}

/**
 * cpx_crypto_fill_random:
 * @bytes: (out caller-allocates): where they go
 * @n_bytes: how many
 *
 * Fills @bytes with numbers nobody can guess.
 */
void
cpx_crypto_fill_random (void  *bytes,
                        gsize  n_bytes)
{
  cpx_crypto_init ();
  randombytes_buf (bytes, n_bytes);
}

/**
 * cpx_crypto_equal:
 * @a: bytes
 * @b: as many bytes
 * @n_bytes: how many
 *
 * Compares in a time that does not depend on where the difference is.
 *
 * Returns: `TRUE` if they are the same
 */
gboolean
cpx_crypto_equal (const void *a,
                  const void *b,
                  gsize       n_bytes)
{
  return sodium_memcmp (a, b, n_bytes) == 0;
}

/**
 * cpx_crypto_wipe:
 * @bytes: what to forget
 * @n_bytes: how many
 *
 * Overwrites @bytes in a way the compiler does not leave out.
 */
void
cpx_crypto_wipe (void  *bytes,
                 gsize  n_bytes)
{
  sodium_memzero (bytes, n_bytes);
}
