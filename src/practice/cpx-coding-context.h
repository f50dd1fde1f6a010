/* cpx-coding-context.h: what the files tell of the circumstances of an operation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-coding-draft.h>
#include <cpx-txn.h>

G_BEGIN_DECLS

gboolean  cpx_coding_context_read    (CpxTxn                  *txn,
                                      CpxRecord               *intervention,
                                      const char              *practitioner_id,
                                      CpxCodingContext        *out_context,
                                      GError                 **error);
void      cpx_coding_context_restore (CpxCodingContext        *context,
                                      const char              *kept);
char     *cpx_coding_context_print   (const CpxCodingContext  *context);
gboolean  cpx_coding_context_read_performer (CpxTxn            *txn,
                                             const char        *practitioner_id,
                                             CpxPerformer      *performer,
                                             GError           **error);

G_END_DECLS
