/* cpx-base64.h: base64 read strictly: one text for the same bytes (RFC 4648, section 4).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes   *cpx_base64_decode       (const char *text,
                                   gssize      length);
gboolean  cpx_base64_decode_exact (const char *text,
                                   gssize      length,
                                   void       *out_bytes,
                                   gsize       size);
void      cpx_base64_append       (const void *bytes,
                                   gsize       size,
                                   GString    *out);

G_END_DECLS
