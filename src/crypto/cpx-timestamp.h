/* cpx-timestamp.h: a question to a time-stamping authority, and whether its answer proves anything (RFC 3161).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-hash.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define CPX_TIMESTAMP_ERROR (cpx_timestamp_error_quark ())

#define CPX_TIMESTAMP_MAX_ANSWER_BYTES       65536
#define CPX_TIMESTAMP_MAX_CERTIFICATES_BYTES 262144

typedef enum
{
  CPX_TIMESTAMP_ERROR_CERTIFICATES,  /* what should be the authority's certificates is none */
  CPX_TIMESTAMP_ERROR_FORMAT,        /* no time-stamp response, or one cut short */
  CPX_TIMESTAMP_ERROR_REFUSED,       /* the authority says no */
  CPX_TIMESTAMP_ERROR_NONCE,         /* the answer to another question */
  CPX_TIMESTAMP_ERROR_IMPRINT,       /* of something else */
  CPX_TIMESTAMP_ERROR_EXPIRED,       /* signed with a certificate that is over, or not valid yet */
  CPX_TIMESTAMP_ERROR_UNTRUSTED,     /* not signed by the authority that was chosen */
} CpxTimestampError;

GQuark    cpx_timestamp_error_quark         (void);

GBytes   *cpx_timestamp_make_request        (const guint8   imprint[CPX_SHA256_SIZE]);
gboolean  cpx_timestamp_check               (GBytes        *request,
                                             GBytes        *answer,
                                             const char    *certificates,
                                             gint64         now_us,
                                             gint64        *out_time_us,
                                             GError       **error);
gboolean  cpx_timestamp_check_data          (const guint8   imprint[CPX_SHA256_SIZE],
                                             GBytes        *answer,
                                             const char    *certificates,
                                             gint64        *out_time_us,
                                             GError       **error);
char     *cpx_timestamp_dup_authority       (const char    *certificates,
                                             GError       **error);

G_END_DECLS
