/* cpx-signature.h: Ed25519 signatures: a device signs its audit log, a practitioner a document.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-secret.h"

G_BEGIN_DECLS

#define CPX_SIGNATURE_SIZE            64
#define CPX_SIGNATURE_PUBLIC_KEY_SIZE 32
#define CPX_SIGNATURE_SEED_SIZE       32

CpxSecret *cpx_signature_seed_new        (void);
void       cpx_signature_get_public_key  (CpxSecret    *seed,
                                          guint8        out_public_key[CPX_SIGNATURE_PUBLIC_KEY_SIZE]);
void       cpx_signature_sign            (CpxSecret    *seed,
                                          const void   *message,
                                          gsize         n_message,
                                          guint8        out_signature[CPX_SIGNATURE_SIZE]);
gboolean   cpx_signature_verify          (const guint8  public_key[CPX_SIGNATURE_PUBLIC_KEY_SIZE],
                                          const void   *message,
                                          gsize         n_message,
                                          const guint8  signature[CPX_SIGNATURE_SIZE]);

G_END_DECLS
