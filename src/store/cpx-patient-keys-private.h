/* cpx-patient-keys-private.h: the keys themselves, for the log.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-patient-keys.h"
#include "cpx-record-table.h"

G_BEGIN_DECLS

gboolean cpx_patient_keys_get      (CpxTxn        *txn,
                                    const char    *patient_id,
                                    guint8         out_key[CPX_PATIENT_KEY_SIZE],
                                    GError       **error);
gboolean cpx_patient_keys_make     (CpxTxn        *txn,
                                    const char    *patient_id,
                                    guint8         out_key[CPX_PATIENT_KEY_SIZE],
                                    GError       **error);
gboolean cpx_patient_keys_bury     (CpxTxn        *txn,
                                    const char    *patient_id,
                                    const char    *legal_basis,
                                    GError       **error);

#define CPX_PRACTICE_KEY_SETTING "practice-key"

G_END_DECLS
