/* cpx-erasure-witness-private.h: what the logs say of erasures, to hold the vault's own list of them against.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-txn.h>

G_BEGIN_DECLS

typedef struct _CpxErasureWitness CpxErasureWitness;

CpxErasureWitness *cpx_erasure_witness_new     (void);
void               cpx_erasure_witness_free    (CpxErasureWitness  *self);

void               cpx_erasure_witness_hear    (CpxErasureWitness  *self,
                                                const void         *leaf,
                                                gsize               size);
gboolean           cpx_erasure_witness_read    (CpxErasureWitness  *self,
                                                CpxTxn             *txn,
                                                GError            **error);
gboolean           cpx_erasure_witness_compare (CpxErasureWitness  *self,
                                                CpxTxn             *txn,
                                                char              **out_sentence,
                                                GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxErasureWitness, cpx_erasure_witness_free)

G_END_DECLS
