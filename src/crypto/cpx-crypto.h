/* cpx-crypto.h: starting the cryptography, its errors, and the small pieces everything else uses.
 *
 * crypto/ is the only folder that includes <sodium.h> or OpenSSL.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CPX_CRYPTO_ERROR (cpx_crypto_error_quark ())

typedef enum {
  CPX_CRYPTO_ERROR_TYPO,    /* a recovery code whose checksum says that it was mistyped */
  CPX_CRYPTO_ERROR_FILE,    /* a secret's file could not be read */
  CPX_CRYPTO_ERROR_MEMORY,  /* not enough memory to derive a key at that cost */
} CpxCryptoError;

GQuark   cpx_crypto_error_quark   (void);

void     cpx_crypto_init          (void);
void     cpx_crypto_forbid_dumps  (void);

void     cpx_crypto_fill_random   (void       *bytes,
                                   gsize       n_bytes);
gboolean cpx_crypto_equal         (const void *a,
                                   const void *b,
                                   gsize       n_bytes);
void     cpx_crypto_wipe          (void       *bytes,
                                   gsize       n_bytes);

G_END_DECLS
