/* cpx-chat-address.h: where a language model may be asked: over TLS, or on this very machine.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GUri     *cpx_chat_address_resolve     (const char  *address,
                                        GError     **error);
gboolean  cpx_chat_address_is_loopback (GUri        *uri);
char     *cpx_chat_address_dup_origin  (const char  *address);

G_END_DECLS
