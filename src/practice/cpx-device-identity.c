/* cpx-device-identity.c: a post names itself after its machine and keeps a signing seed in the vault.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-device-identity.h"

#include "cpx-practice-error.h"

#include <cpx-device.h>
#include <cpx-record-builder.h>
#include <cpx-setting-table.h>
#include <cpx-signature.h>

#include <glib/gi18n-lib.h>

#define SEED_KEY "device.signature-seed"

static gboolean
keep_seed (CpxTxn     *txn,
           CpxSecret  *seed,
           GError    **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (cpx_secret_get_bytes (seed), cpx_secret_get_size (seed));

  return cpx_setting_table_set (txn, SEED_KEY, bytes, error);
}

static CpxRecord *
make_device (const CpxId *id,
             CpxSecret   *seed,
             const char  *restored_from)
{
  guint8 public_key[CPX_SIGNATURE_PUBLIC_KEY_SIZE];
  g_autofree char *key_text = NULL;
  g_autofree char *id_text = cpx_id_dup_text (id);
  g_autofree char *name = g_utf8_make_valid (g_get_host_name (), -1);
  CpxRecordBuilder *builder = cpx_record_builder_new (&cpx_device_kind, id_text);

  cpx_signature_get_public_key (seed, public_key);
  key_text = g_base64_encode (public_key, sizeof public_key);
  cpx_record_builder_set_text (builder, CPX_DEVICE_NAME, name);
  cpx_record_builder_set_text (builder, CPX_DEVICE_PUBLIC_KEY, key_text);
  if (restored_from != NULL)
    cpx_record_builder_set_text (builder, CPX_DEVICE_RESTORED_FROM, restored_from);

  return cpx_record_builder_end (builder);
}

static const char *const origin_actions[] = {
  [CPX_DEVICE_CREATED] = "device.created",
  [CPX_DEVICE_RESTORED] = "device.restored",
  [CPX_DEVICE_FOLLOWING] = "log.followed",
};

/**
 * cpx_device_identity_create:
 * @journal: the journal of a transaction of an administrator; of anyone, where the log follows another
 * @device: what the store calls itself
 * @origin: why
 * @old_log: (nullable): which log this one follows: see cpx_log_origin_print()
 * @error: where the fault goes
 *
 * Writes the record of the device that the store is, with a new key.
 *
 * Returns: `TRUE` if it is in the transaction
 */
gboolean
cpx_device_identity_create (CpxJournal       *journal,
                            const CpxId      *device,
                            CpxDeviceOrigin   origin,
                            const char       *old_log,
                            GError          **error)
{
  CpxTxn *txn = cpx_journal_get_txn (journal);
  g_autoptr(CpxSecret) seed = cpx_signature_seed_new ();
  g_autoptr(CpxRecord) record = make_device (device, seed, old_log);
  g_autoptr(CpxReceipt) receipt = NULL;

  if (!keep_seed (txn, seed, error))
    return FALSE;
  receipt = cpx_journal_save (journal, NULL, record, origin == CPX_DEVICE_FOLLOWING ? "log:follow" : "device:write",
                              origin_actions[origin], NULL, error);

  return receipt != NULL;
}

/**
 * cpx_device_identity_load_seed:
 * @txn: a transaction
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): what this post signs its log with
 */
CpxSecret *
cpx_device_identity_load_seed (CpxTxn  *txn,
                               GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(GBytes) bytes = cpx_setting_table_get (txn, SEED_KEY, &failure);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (bytes == NULL || g_bytes_get_size (bytes) != CPX_SIGNATURE_SEED_SIZE)
    g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED,
                         _("This post has no key to sign its log with: restore a backup of the practice."));
  else
    return cpx_secret_new_from_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  return NULL;
}
