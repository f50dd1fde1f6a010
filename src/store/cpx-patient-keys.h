/* cpx-patient-keys.h: one random key a patient, under which everything said of them in the logs is sealed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-txn.h"

G_BEGIN_DECLS

/* What is left of an erased patient. */
typedef struct
{
  char   *patient_id;
  gint64  erased_us;
  char   *legal_basis;
} CpxErasure;

void        cpx_erasure_free         (CpxErasure  *self);
CpxErasure *cpx_patient_keys_erasure (CpxTxn      *txn,
                                      const char  *patient_id,
                                      GError     **error);
GPtrArray  *cpx_patient_keys_list_erasures
                                     (CpxTxn      *txn,
                                      GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxErasure, cpx_erasure_free)

G_END_DECLS
