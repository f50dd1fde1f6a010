/* cpx-sha256-many.h: SHA-256 of many short messages, side by side where the processor can.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-hash.h"

G_BEGIN_DECLS

typedef struct
{
  const void *bytes;
  gsize       n_bytes;
} CpxSha256Message;

void cpx_sha256_many (const CpxSha256Message *messages,
                      gsize                   n,
                      guint8                 *out_digests);

G_END_DECLS
