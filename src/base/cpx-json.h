/* cpx-json.h: JSON from outside: bounded, without duplicate keys, each fault named with its place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <jansson.h>

G_BEGIN_DECLS

#define CPX_JSON_ERROR (cpx_json_error_quark ())

#define CPX_JSON_MAX_DEPTH      32
#define CPX_JSON_MAX_SIZE_BYTES (16 * 1024 * 1024)

typedef enum
{
  CPX_JSON_ERROR_SYNTAX,     /* not JSON, or JSON that means two things (duplicate keys, NUL, lone surrogates) */
  CPX_JSON_ERROR_TOO_DEEP,
  CPX_JSON_ERROR_TOO_LARGE,
} CpxJsonError;

GQuark cpx_json_error_quark (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

/* Gives one line's value; FALSE with an error stops the reading. */
typedef gboolean (*CpxJsonLineFunc) (guint64    line,
                                     json_t    *value,
                                     gpointer   user_data,
                                     GError   **error);

/* Gives one line's text, without its end, not ended by NUL; FALSE with an error stops the reading. */
typedef gboolean (*CpxJsonTextFunc) (guint64      line,
                                     const char  *text,
                                     gsize        length,
                                     gpointer     user_data,
                                     GError     **error);

json_t   *cpx_json_parse        (const char       *text,
                                 gssize            length,
                                 GError          **error);
char     *cpx_json_print        (json_t           *value);
json_t   *cpx_json_parse_line   (guint64           line,
                                 const char       *text,
                                 gsize             length,
                                 GError          **error);
gboolean  cpx_json_read_texts   (GInputStream     *stream,
                                 CpxJsonTextFunc   func,
                                 gpointer          user_data,
                                 GCancellable     *cancellable,
                                 GError          **error);
gboolean  cpx_json_read_lines   (GInputStream     *stream,
                                 CpxJsonLineFunc   func,
                                 gpointer          user_data,
                                 GCancellable     *cancellable,
                                 GError          **error);

G_END_DECLS
