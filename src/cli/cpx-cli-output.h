/* cpx-cli-output.h: the lines cpxctl writes, and whether they could be written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

void     cpx_cli_output_open_streams (void);
gboolean cpx_cli_output_text         (GError      **error,
                                      const char   *format,
                                      ...) G_GNUC_PRINTF (2, 3);
gboolean cpx_cli_output_json         (json_t       *object,
                                      GError      **error);
gboolean cpx_cli_output_flush        (GError      **error);
void     cpx_cli_output_complain     (const char   *format,
                                      ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
