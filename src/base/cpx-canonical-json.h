/* cpx-canonical-json.h: the one text of a JSON value (RFC 8785), for what is hashed and signed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

char *cpx_canonical_json_print        (json_t  *value);
void  cpx_canonical_json_append       (json_t  *value,
                                       GString *out);
void  cpx_canonical_json_append_text  (const char *text,
                                       GString    *out);
void  cpx_canonical_json_append_real  (double   value,
                                       GString *out);
void  cpx_canonical_json_append_uint64 (guint64  value,
                                        GString *out);

const char **cpx_canonical_json_list_keys (json_t *object,
                                           gsize  *out_n);

G_END_DECLS
