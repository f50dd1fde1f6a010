/* cpx-totp.h: the second factor, six digits that change each 30 seconds (RFC 6238).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-hash.h"
#include "cpx-secret.h"

G_BEGIN_DECLS

#define CPX_TOTP_STEP_SECONDS 30

CpxSecret *cpx_totp_secret_new  (void);
char      *cpx_totp_dup_base32  (CpxSecret  *secret);
char      *cpx_totp_dup_uri     (CpxSecret  *secret,
                                 const char *issuer,
                                 const char *account);
guint32    cpx_totp_code        (CpxSecret  *secret,
                                 CpxHmac     algorithm,
                                 guint       n_digits,
                                 guint64     counter);
gint64     cpx_totp_check       (CpxSecret  *secret,
                                 const char *code,
                                 gint64      now_us,
                                 gint64      last_counter);

G_END_DECLS
