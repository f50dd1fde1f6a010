/* cpx-password.h: from a passphrase to a key, slowly on purpose (Argon2id).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-secret.h"

G_BEGIN_DECLS

#define CPX_PASSWORD_SALT_SIZE 16

/* What one guess costs; kept with each slot, so that it can grow with the years. */
typedef struct
{
  guint64 ops;        /* passes over the memory */
  guint64 mem_bytes;
} CpxPasswordCost;

extern const CpxPasswordCost CPX_PASSWORD_COST_CHEAP;     /* for tests, and for secrets made at random */
extern const CpxPasswordCost CPX_PASSWORD_COST_MODERATE;  /* libsodium's: 256 MiB, three passes, about 0.5 s */

gboolean   cpx_password_cost_is_sane    (const CpxPasswordCost *cost);
gboolean   cpx_password_cost_is_enough  (const CpxPasswordCost *cost);
CpxSecret *cpx_password_derive          (CpxSecret             *passphrase,
                                         const guint8           salt[CPX_PASSWORD_SALT_SIZE],
                                         const CpxPasswordCost *cost,
                                         gsize                  n_key,
                                         GError               **error);

G_END_DECLS
