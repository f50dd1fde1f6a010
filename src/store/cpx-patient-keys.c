/* cpx-patient-keys.c: one random key a patient.
 *
 * A key lies in its patient's row, as it is: the vault encrypts every page, and a second key kept in the same vault
 * would protect nothing. What matters is that it can be destroyed: it goes with the row, the connection overwrites
 * what it deletes (secure_delete), and no copy is kept elsewhere. What is left says when and why.
 *
 * What says nothing of a patient is sealed under the practice's own key, kept as a setting.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-patient-keys-private.h"

#include "cpx-setting-table.h"
#include "cpx-store.h"
#include "cpx-txn-private.h"

#include <cpx-clock.h>
#include <cpx-crypto.h>

#include <glib/gi18n-lib.h>
#include <string.h>

void
cpx_erasure_free (CpxErasure *self)
{
  g_free (self->patient_id);
  g_free (self->legal_basis);
  g_free (self);
}

static gboolean
fail_unknown (const char  *patient_id,
              GError     **error)
{
  g_set_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND, _("There is no patient with the identifier %s"),
               patient_id);
  return FALSE;
}

/* FALSE with CPX_STORE_ERROR_ERASED if the patient was; TRUE if nothing is known of that. */
static gboolean
check_not_erased (CpxTxn      *txn,
                  const char  *patient_id,
                  GError     **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(CpxErasure) erasure = cpx_patient_keys_erasure (txn, patient_id, &failure);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (erasure != NULL)
    g_set_error_literal (error, CPX_STORE_ERROR, CPX_STORE_ERROR_ERASED, _("This patient's data were erased"));
  else
    return TRUE;

  return FALSE;
}

static gboolean
take_key (const void *key,
          gsize       size,
          guint8      out_key[CPX_PATIENT_KEY_SIZE])
{
  if (key == NULL || size != CPX_PATIENT_KEY_SIZE)
    return FALSE;
  memcpy (out_key, key, CPX_PATIENT_KEY_SIZE);

  return TRUE;
}

static gboolean
get_practice_key (CpxTxn   *txn,
                  guint8    out_key[CPX_PATIENT_KEY_SIZE],
                  GError  **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(GBytes) key = cpx_setting_table_get (txn, CPX_PRACTICE_KEY_SETTING, &failure);

  if (key != NULL && take_key (g_bytes_get_data (key, NULL), g_bytes_get_size (key), out_key))
    return TRUE;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error_literal (error, CPX_STORE_ERROR, CPX_STORE_ERROR_DAMAGED, _("The practice's key is missing"));

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
  CpxStep step;
  CpxId id;

  if (patient_id == NULL)
    return get_practice_key (txn, out_key, error);
  if (!cpx_id_parse (patient_id, &id))
    return fail_unknown (patient_id, error);

  statement = cpx_db_prepare (txn->db, "SELECT key FROM r_patient WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_blob (statement, 1, id.bytes, sizeof id.bytes);
  step = cpx_statement_step (statement, error);
  if (step == CPX_STEP_ROW)
    {
      gsize size;
      const void *key = cpx_statement_get_blob (statement, 0, &size);

      return take_key (key, size, out_key) || fail_unknown (patient_id, error);
    }

  return step == CPX_STEP_DONE && check_not_erased (txn, patient_id, error) && fail_unknown (patient_id, error);
}

/**
 * cpx_patient_keys_make:
 * @txn: a transaction that writes
 * @patient_id: a new patient
 * @out_key: (out caller-allocates): the key for its row
 * @error: where to put what is wrong
 *
 * Makes the key of a new patient, unless that patient was erased: who comes back from another post does not come back.
 *
 * Returns: `FALSE` on error, among them CPX_STORE_ERROR_ERASED
 */
gboolean
cpx_patient_keys_make (CpxTxn      *txn,
                       const char  *patient_id,
                       guint8       out_key[CPX_PATIENT_KEY_SIZE],
                       GError     **error)
{
  cpx_crypto_fill_random (out_key, CPX_PATIENT_KEY_SIZE);

  return check_not_erased (txn, patient_id, error);
}

/**
 * cpx_patient_keys_bury:
 * @txn: a transaction that writes
 * @patient_id: a patient whose row was purged
 * @legal_basis: why, as the law names it
 * @error: where to put what is wrong
 *
 * Notes when and why a key was destroyed. What it sealed stays where it is and can never be read again, here; backups
 * made before hold it until they expire.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_patient_keys_bury (CpxTxn      *txn,
                       const char  *patient_id,
                       const char  *legal_basis,
                       GError     **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "INSERT OR IGNORE INTO erasure (patient, erased_us, legal_basis) VALUES (?1, ?2, ?3)",
                           error);
  CpxId id;

  if (statement == NULL)
    return FALSE;
  if (!cpx_id_parse (patient_id, &id))
    return fail_unknown (patient_id, error);
  cpx_statement_bind_blob (statement, 1, id.bytes, sizeof id.bytes);
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
    cpx_db_prepare (txn->db, "SELECT erased_us, legal_basis FROM erasure WHERE patient = ?1", error);
  CpxErasure *erasure;
  CpxId id;

  if (statement == NULL || !cpx_id_parse (patient_id, &id))
    return NULL;
  cpx_statement_bind_blob (statement, 1, id.bytes, sizeof id.bytes);
  if (cpx_statement_step (statement, error) != CPX_STEP_ROW)
    return NULL;

  erasure = g_new0 (CpxErasure, 1);
  erasure->patient_id = g_strdup (patient_id);
  erasure->erased_us = cpx_statement_get_int64 (statement, 0);
  erasure->legal_basis = cpx_statement_dup_text (statement, 1);

  return erasure;
}

static CpxErasure *
read_erasure (CpxStatement *statement)
{
  CpxErasure *erasure = g_new0 (CpxErasure, 1);
  gsize size;
  const void *id = cpx_statement_get_blob (statement, 0, &size);
  CpxId patient = { { 0 } };

  if (size == sizeof patient.bytes)
    memcpy (patient.bytes, id, size);
  erasure->patient_id = cpx_id_dup_text (&patient);
  erasure->erased_us = cpx_statement_get_int64 (statement, 1);
  erasure->legal_basis = cpx_statement_dup_text (statement, 2);

  return erasure;
}

/**
 * cpx_patient_keys_list_erasures:
 * @txn: a transaction
 * @error: where to put what is wrong
 *
 * Returns: (transfer full) (nullable) (element-type CpxErasure): all of them
 */
GPtrArray *
cpx_patient_keys_list_erasures (CpxTxn  *txn,
                                GError **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, "SELECT patient, erased_us, legal_basis FROM erasure", error);
  g_autoptr(GPtrArray) erasures = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_erasure_free);
  CpxStep step;

  if (statement == NULL)
    return NULL;
  while ((step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    g_ptr_array_add (erasures, read_erasure (statement));

  return step == CPX_STEP_DONE ? g_steal_pointer (&erasures) : NULL;
}
