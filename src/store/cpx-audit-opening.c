/* cpx-audit-opening.c: what is sealed in an entry of the audit log, opened with the key of its patient or the practice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-log.h"

#include "cpx-patient-keys-private.h"

#include <cpx-crypto.h>

/**
 * cpx_audit_log_open_with_key:
 * @txn: a transaction
 * @leaf: an entry of any device
 * @out_key: (out caller-allocates): the key of this entry alone: with the details, its opening
 * @error: where to put what is wrong
 *
 * Opens the details of an entry so that whoever is given both can seal them again and compare.
 *
 * Returns: (transfer full) (nullable): a canonical JSON object; NULL without an error if there are no details, with
 *   CPX_STORE_ERROR_ERASED if the patient was erased
 */
char *
cpx_audit_log_open_with_key (CpxTxn        *txn,
                             CpxAuditLeaf  *leaf,
                             guint8         out_key[CPX_AUDIT_LEAF_KEY_SIZE],
                             GError       **error)
{
  guint8 owner_key[CPX_PATIENT_KEY_SIZE];

  if (!cpx_audit_leaf_has_details (leaf) ||
      !cpx_patient_keys_get (txn, cpx_audit_leaf_get_entry (leaf)->patient_id, owner_key, error))
    return NULL;
  cpx_audit_leaf_derive_key (leaf, owner_key, out_key);
  cpx_crypto_wipe (owner_key, sizeof owner_key);

  return cpx_audit_leaf_open_details (leaf, out_key, error);
}

/**
 * cpx_audit_log_open_details:
 * @txn: a transaction
 * @leaf: an entry of any device
 * @error: where to put what is wrong
 *
 * Opens the details of an entry.
 *
 * Returns: (transfer full) (nullable): as cpx_audit_log_open_with_key()
 */
char *
cpx_audit_log_open_details (CpxTxn        *txn,
                            CpxAuditLeaf  *leaf,
                            GError       **error)
{
  guint8 key[CPX_AUDIT_LEAF_KEY_SIZE] = { 0 };
  char *details = cpx_audit_log_open_with_key (txn, leaf, key, error);

  cpx_crypto_wipe (key, sizeof key);

  return details;
}
