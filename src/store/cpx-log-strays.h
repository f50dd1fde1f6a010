/* cpx-log-strays.h: entries that are kept under no post.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-txn.h"

G_BEGIN_DECLS

gboolean cpx_log_find_stray (CpxTxn    *txn,
                             gboolean  *out_found,
                             gint64    *out_number,
                             GError   **error);

G_END_DECLS
