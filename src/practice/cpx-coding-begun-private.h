/* cpx-coding-begun-private.h: what was begun, inside the transactions that read a coding and that record it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-begun.h"

#include <cpx-txn.h>

G_BEGIN_DECLS

gboolean cpx_coding_begun_read    (CpxTxn            *txn,
                                   const char        *author_id,
                                   CpxCodingRequest  *base,
                                   GError           **error);
GHashTable *cpx_coding_begun_list (CpxTxn            *txn,
                                   const char        *author_id,
                                   GError           **error);
gboolean cpx_coding_begun_forget  (CpxTxn            *txn,
                                   const char        *author_id,
                                   CpxCodingRequest  *chosen,
                                   GError           **error);

G_END_DECLS
