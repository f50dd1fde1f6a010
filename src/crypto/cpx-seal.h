/* cpx-seal.h: small secrets and small texts put under a key or under a person's public key.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-secret.h"

G_BEGIN_DECLS

#define CPX_SEAL_KEY_SIZE          32
#define CPX_SEAL_OVERHEAD          40  /* nonce 24, tag 16 */
#define CPX_SEAL_PUBLIC_KEY_SIZE   32
#define CPX_SEAL_PUBLIC_OVERHEAD   48  /* one-time public key 32, tag 16 */

/* Under a key of 32 bytes, nonce at random: XChaCha20-Poly1305. */
void       cpx_seal_with_key          (CpxSecret    *key,
                                       const void   *aad,
                                       gsize         n_aad,
                                       const void   *plain,
                                       gsize         n_plain,
                                       guint8       *out_sealed);
CpxSecret *cpx_seal_open_with_key     (CpxSecret    *key,
                                       const void   *aad,
                                       gsize         n_aad,
                                       const guint8 *sealed,
                                       gsize         n_sealed);

/* The same, but equal inputs give equal bytes, so that who has the opening can seal again and compare. Keys are plain
 * bytes: these are derived by the thousand, one an entry, and guarded memory costs 30 µs each. */
GBytes    *cpx_seal_deterministic      (const guint8  key[CPX_SEAL_KEY_SIZE],
                                        const void   *aad,
                                        gsize         n_aad,
                                        const void   *plain,
                                        gsize         n_plain);
GBytes    *cpx_seal_open_deterministic (const guint8  key[CPX_SEAL_KEY_SIZE],
                                        const void   *aad,
                                        gsize         n_aad,
                                        const void   *sealed,
                                        gsize         n_sealed);

/* To a public key (X25519, libsodium's sealed box). */
CpxSecret *cpx_seal_key_pair_new      (guint8        out_public_key[CPX_SEAL_PUBLIC_KEY_SIZE]);
void       cpx_seal_to_public_key     (const guint8  public_key[CPX_SEAL_PUBLIC_KEY_SIZE],
                                       const void   *plain,
                                       gsize         n_plain,
                                       guint8       *out_sealed);
CpxSecret *cpx_seal_open_with_pair    (CpxSecret    *secret_key,
                                       const guint8  public_key[CPX_SEAL_PUBLIC_KEY_SIZE],
                                       const guint8 *sealed,
                                       gsize         n_sealed);

G_END_DECLS
