/* cpx-hash.h: SHA-256, HMAC and key derivation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-secret.h"

G_BEGIN_DECLS

#define CPX_SHA256_SIZE 32
#define CPX_KDF_SALT_SIZE 16
#define CPX_SHORT_HASH_KEY_SIZE 16

/* A digest under way; reused from message to message, by one thread at a time. */
typedef struct _CpxSha256 CpxSha256;

typedef enum {
  CPX_HMAC_SHA1,
  CPX_HMAC_SHA256,
  CPX_HMAC_SHA512,
} CpxHmac;

CpxSha256 *cpx_sha256_new     (void);
void       cpx_sha256_free    (CpxSha256    *self);
void       cpx_sha256_begin   (CpxSha256    *self);
void       cpx_sha256_add     (CpxSha256    *self,
                               const void   *bytes,
                               gsize         n_bytes);
void       cpx_sha256_end     (CpxSha256    *self,
                               guint8        out_digest[CPX_SHA256_SIZE]);

void       cpx_sha256         (const void   *bytes,
                               gsize         n_bytes,
                               guint8        out_digest[CPX_SHA256_SIZE]);
void       cpx_sha256_two     (const void   *first,
                               gsize         n_first,
                               const void   *second,
                               gsize         n_second,
                               guint8        out_digest[CPX_SHA256_SIZE]);

guint64    cpx_short_hash     (const guint8  key[CPX_SHORT_HASH_KEY_SIZE],
                               const void   *bytes,
                               gsize         n_bytes);

gsize      cpx_hmac           (CpxHmac       algorithm,
                               const void   *key,
                               gsize         n_key,
                               const void   *bytes,
                               gsize         n_bytes,
                               guint8        out_mac[64]);

void       cpx_kdf_derive     (CpxSecret    *key,
                               const char   *purpose,
                               const guint8 *salt,
                               const void   *context,
                               gsize         n_context,
                               guint8       *out_key,
                               gsize         n_out);
void       cpx_kdf_derive_bytes (const guint8 *key,
                                 gsize         n_key,
                                 const char   *purpose,
                                 const guint8 *salt,
                                 const void   *context,
                                 gsize         n_context,
                                 guint8       *out_key,
                                 gsize         n_out);
CpxSecret *cpx_kdf_derive_secret (CpxSecret  *key,
                                  const char *purpose,
                                  const void *context,
                                  gsize       n_context);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxSha256, cpx_sha256_free)

G_END_DECLS
