/* cpx-timestamp-client.h: one question to a time-stamping authority over HTTP (RFC 3161, 3.4).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CPX_TIMESTAMP_CLIENT_LIMIT_MS 10000

gboolean  cpx_timestamp_address_check (const char    *address,
                                       GError       **error);
GBytes   *cpx_timestamp_ask           (const char    *address,
                                       GBytes        *request,
                                       guint          limit_ms,
                                       GCancellable  *cancellable,
                                       GError       **error);

G_END_DECLS
