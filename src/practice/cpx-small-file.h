/* cpx-small-file.h: reading a file that somebody else may have put there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *cpx_small_file_read (const char  *path,
                           goffset      max_bytes,
                           gsize       *out_size,
                           GError     **error);

G_END_DECLS
