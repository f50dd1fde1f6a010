/* cpx-cli-secret.h: passphrases and codes from a file, standard input or the keyboard, never from argv.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-secret.h>

G_BEGIN_DECLS

CpxSecret *cpx_cli_secret_read     (const char  *path,
                                    GError     **error);
gboolean   cpx_cli_secret_can_ask  (void);
CpxSecret *cpx_cli_secret_ask      (const char  *question,
                                    GError     **error);
CpxSecret *cpx_cli_secret_ask_new  (GError     **error);
gboolean   cpx_cli_secret_reserve (const char  *path,
                                    GError     **error);
gboolean   cpx_cli_secret_write    (const char  *path,
                                    const char  *text,
                                    GError     **error);

G_END_DECLS
