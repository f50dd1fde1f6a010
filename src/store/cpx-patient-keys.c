/* cpx-patient-keys.c: one random key a patient.
 *
 * Keys lie in the vault as they are: the vault encrypts every page, and a second key kept in the same vault would
 * protect nothing. What matters is that a key can be destroyed: the connection overwrites what it deletes
 * (secure_delete), and no copy of a key is kept elsewhere.
 *
 * What says nothing of a patient is sealed under the practice's own key, kept under the identifier of zeros.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-patient-keys-private.h"
#include "cpx-store.h"
#include "cpx-txn-private.h"

#include <cpx-clock.h>
#include <cpx-crypto.h>

#include <glib/gi18n-lib.h>
#include <string.h>

static const CpxId practice_owner;

void
cpx_erasure_free (CpxErasure *self)
{
  g_free (self->legal_basis);
  g_free (self);
}

/* NULL stands for the practice. */
static gboolean
parse_owner (const char  *patient_id,
             CpxId       *out_owner,
             GError     **error)
{
  *out_owner = practice_owner;
  if (patient_id == NULL || cpx_id_parse (patient_id, out_owner))
    return TRUE;

  g_set_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND, _("There is no patient with the identifier %s"),
               patient_id);
  return FALSE;
}

/**
 * cpx_patient_keys_create:
 * @txn: a transaction that writes
 * @patient_id: (nullable): a new patient; NULL: the practice
 * @out_key: (out caller-allocates): the key made
 * @error: where to put what is wrong
 *
 * Makes the key of a new patient.
 *
 * Returns: `FALSE` on error, among them CPX_STORE_ERROR_ERASED for a patient that was erased
 */
gboolean
cpx_patient_keys_create (CpxTxn      *txn,
                         const char  *patient_id,
                         guint8       out_key[CPX_PATIENT_KEY_SIZE],
                         GError     **error)
{
  g_autoptr(CpxStatement) statement = NULL;
  g_autoptr(GError) failure = NULL;
  CpxId owner;

  if (!parse_owner (patient_id, &owner, error))
    return FALSE;
  statement = cpx_txn_prepare_write (txn, "INSERT INTO patient_key (patient, key) VALUES (?1, ?2)", error);
  if (statement == NULL)
    return FALSE;

  cpx_crypto_fill_random (out_key, CPX_PATIENT_KEY_SIZE);
  cpx_statement_bind_blob (statement, 1, owner.bytes, sizeof owner.bytes);
  cpx_statement_bind_blob (statement, 2, out_key, CPX_PATIENT_KEY_SIZE);
  if (cpx_statement_run (statement, &failure))
    return TRUE;

  /* A record of this id was there before: the row itself will say so, unless it was erased. */
  if (g_error_matches (failure, CPX_VAULT_ERROR, CPX_VAULT_ERROR_CONSTRAINT))
    return cpx_patient_keys_get (txn, patient_id, out_key, error);
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

/**
 * cpx_patient_keys_get:
 * @txn: a transaction
 * @patient_id: (nullable): a patient; NULL: the practice
 * @out_key: (out caller-allocates): the key
 * @error: where to put what is wrong
 *
 * Finds a key.
 *
 * Returns: `FALSE` with CPX_STORE_ERROR_ERASED, CPX_STORE_ERROR_NOT_FOUND or another error
 */
gboolean
cpx_patient_keys_get (CpxTxn      *txn,
                      const char  *patient_id,
                      guint8       out_key[CPX_PATIENT_KEY_SIZE],
                      GError     **error)
{
  g_autoptr(CpxStatement) statement = NULL;
  const void *key;
  CpxStep step;
  CpxId owner;
  gsize size;

  if (!parse_owner (patient_id, &owner, error))
    return FALSE;
  statement = cpx_db_prepare (txn->db, "SELECT key FROM patient_key WHERE patient = ?1", error);
  if (statement == NULL)
    return FALSE;

  cpx_statement_bind_blob (statement, 1, owner.bytes, sizeof owner.bytes);
  step = cpx_statement_step (statement, error);
  if (step == CPX_STEP_ERROR)
    return FALSE;
  if (step == CPX_STEP_DONE)
    {
      g_set_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND, _("There is no patient with the identifier %s"),
                   patient_id != NULL ? patient_id : "-");
      return FALSE;
    }

  key = cpx_statement_get_blob (statement, 0, &size);
  if (key == NULL || size != CPX_PATIENT_KEY_SIZE)
    {
      g_set_error_literal (error, CPX_STORE_ERROR, CPX_STORE_ERROR_ERASED, _("This patient's data were erased"));
      return FALSE;
    }
  memcpy (out_key, key, CPX_PATIENT_KEY_SIZE);

  return TRUE;
}

/**
 * cpx_patient_keys_destroy:
 * @txn: a transaction that writes
 * @patient_id: a patient
 * @legal_basis: why, as the law names it
 * @error: where to put what is wrong
 *
 * Destroys a key: what it sealed stays where it is and can never be read again, here. Backups made before hold it
 * until they expire.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_patient_keys_destroy (CpxTxn      *txn,
                          const char  *patient_id,
                          const char  *legal_basis,
                          GError     **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "UPDATE patient_key SET key = NULL, erased_us = ?2, legal_basis = ?3"
                                " WHERE patient = ?1 AND key IS NOT NULL", error);
  CpxId owner;

  if (statement == NULL || !parse_owner (patient_id, &owner, error))
    return FALSE;

  cpx_statement_bind_blob (statement, 1, owner.bytes, sizeof owner.bytes);
  cpx_statement_bind_int64 (statement, 2, cpx_clock_now_us ());
  cpx_statement_bind_text (statement, 3, legal_basis);

  return cpx_statement_run (statement, error);
}

/**
 * cpx_patient_keys_erasure:
 * @txn: a transaction
 * @patient_id: a patient
 * @error: where to put what is wrong
 *
 * Tells when and why a patient was erased.
 *
 * Returns: (transfer full) (nullable): NULL without an error if they were not
 */
CpxErasure *
cpx_patient_keys_erasure (CpxTxn      *txn,
                          const char  *patient_id,
                          GError     **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, "SELECT erased_us, legal_basis FROM patient_key WHERE patient = ?1 AND key IS NULL",
                    error);
  CpxErasure *erasure;
  CpxId owner;

  if (statement == NULL || !cpx_id_parse (patient_id, &owner))
    return NULL;
  cpx_statement_bind_blob (statement, 1, owner.bytes, sizeof owner.bytes);
  if (cpx_statement_step (statement, error) != CPX_STEP_ROW)
    return NULL;

  erasure = g_new0 (CpxErasure, 1);
  erasure->erased_us = cpx_statement_get_int64 (statement, 0);
  erasure->legal_basis = cpx_statement_dup_text (statement, 1);

  return erasure;
}
