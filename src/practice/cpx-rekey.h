/* cpx-rekey.h: the whole vault under new keys, for when one may have been copied.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean cpx_practice_rekey (const char    *path,
                             const char    *login,
                             const char    *passphrase,
                             const char    *one_time_code,
                             GCancellable  *cancellable,
                             GError       **error);

G_END_DECLS
