/* cpx-patient-keys-private.h: the keys themselves, for the logs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-patient-keys.h"

G_BEGIN_DECLS

#define CPX_PATIENT_KEY_SIZE 32

gboolean cpx_patient_keys_create  (CpxTxn        *txn,
                                   const char    *patient_id,
                                   guint8         out_key[CPX_PATIENT_KEY_SIZE],
                                   GError       **error);
gboolean cpx_patient_keys_get     (CpxTxn        *txn,
                                   const char    *patient_id,
                                   guint8         out_key[CPX_PATIENT_KEY_SIZE],
                                   GError       **error);
gboolean cpx_patient_keys_destroy (CpxTxn        *txn,
                                   const char    *patient_id,
                                   const char    *legal_basis,
                                   GError       **error);

G_END_DECLS
