/* cpx-cipher.h: authenticated encryption under one key, fast enough for the path of each page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CPX_CIPHER_KEY_SIZE   32
#define CPX_CIPHER_NONCE_SIZE 24  /* AES-256-GCM takes the first 12 bytes; the others must be zero */
#define CPX_CIPHER_TAG_SIZE   16

/* The values are stored in vaults: never renumber. */
typedef enum {
  CPX_CIPHER_AES_256_GCM        = 1,
  CPX_CIPHER_XCHACHA20_POLY1305 = 2,
} CpxCipherSuite;

/* One key; used by one thread at a time. */
typedef struct _CpxCipher CpxCipher;

CpxCipherSuite  cpx_cipher_suite_get_default (void);
gboolean        cpx_cipher_suite_is_known    (int             suite);
const char     *cpx_cipher_suite_get_name    (CpxCipherSuite  suite);

CpxCipher      *cpx_cipher_new               (CpxCipherSuite  suite,
                                              const guint8    key[CPX_CIPHER_KEY_SIZE]);
void            cpx_cipher_free              (CpxCipher      *self);

void            cpx_cipher_seal              (CpxCipher      *self,
                                              const guint8    nonce[CPX_CIPHER_NONCE_SIZE],
                                              const void     *aad,
                                              gsize           n_aad,
                                              const guint8   *plain,
                                              gsize           n_bytes,
                                              guint8         *out_sealed,
                                              guint8          out_tag[CPX_CIPHER_TAG_SIZE]);
void            cpx_cipher_seal_alone        (CpxCipher      *self,
                                              const guint8    nonce[CPX_CIPHER_NONCE_SIZE],
                                              const void     *aad,
                                              gsize           n_aad,
                                              const guint8   *plain,
                                              gsize           n_bytes,
                                              guint8         *out_sealed,
                                              guint8          out_tag[CPX_CIPHER_TAG_SIZE]);
gboolean        cpx_cipher_open              (CpxCipher      *self,
                                              const guint8    nonce[CPX_CIPHER_NONCE_SIZE],
                                              const void     *aad,
                                              gsize           n_aad,
                                              const guint8   *sealed,
                                              gsize           n_bytes,
                                              const guint8    tag[CPX_CIPHER_TAG_SIZE],
                                              guint8         *out_plain);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxCipher, cpx_cipher_free)

G_END_DECLS
