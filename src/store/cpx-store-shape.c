/* cpx-store-shape.c: brings a vault's tables to the shape this program needs.
 *
 * The store's own tables come from the numbered files of data/sql/, those of records from the declarations of model/.
 * A vault written by an older program is backed up beside itself before it is changed.
 *
 *   look: no transaction, around bad pages ──all as it must be──▶ done
 *                     │
 *                     └──something is not──▶ prepare: one transaction of the connection that writes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-store-shape.h"

#include "cpx-log-leave.h"
#include "cpx-patient-keys-private.h"
#include "cpx-store.h"
#include "cpx-store-schema.h"

#include <cpx-crypto.h>
#include <cpx-migration.h>
#include <cpx-vault-copy.h>

#include <glib/gi18n-lib.h>
#include <string.h>

void
cpx_store_shape_init (CpxStoreShape *self)
{
  const CpxKind *const *kinds = cpx_kinds_list (&self->n_tables);

  self->tables = g_new0 (CpxRecordTable *, self->n_tables);
  for (guint i = 0; i < self->n_tables; i++)
    self->tables[i] = cpx_record_table_new (kinds[i]);
  self->patients = cpx_patient_index_new ();
  self->tiles = cpx_audit_tiles_new ();
}

void
cpx_store_shape_clear (CpxStoreShape *self)
{
  for (guint i = 0; i < self->n_tables; i++)
    cpx_record_table_free (self->tables[i]);
  g_free (self->tables);
  cpx_patient_index_free (self->patients);
  cpx_audit_tiles_free (self->tiles);
}

static gboolean
backup_before (CpxVault *vault,
               guint     version,
               GError  **error)
{
  g_autofree char *path = g_strdup_printf ("%s.avant-migration-%u", cpx_vault_get_path (vault), version);
  g_autoptr(GError) failure = NULL;

  if (cpx_vault_backup (vault, path, NULL, NULL, NULL, &failure) ||
      g_error_matches (failure, CPX_VAULT_ERROR, CPX_VAULT_ERROR_EXISTS))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

static gboolean
migrate (CpxVault *vault,
         CpxDb    *db,
         GError  **error)
{
  guint version;

  if (!cpx_migration_get_version (db, &version, error))
    return FALSE;
  if (version > G_N_ELEMENTS (schema_steps))
    {
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_NEWER_SCHEMA,
                   _("“%s” was last opened by a newer version of ChirurgieProX: install that version"),
                   cpx_vault_get_path (vault));
      return FALSE;
    }
  if (version == G_N_ELEMENTS (schema_steps))
    return TRUE;
  if (!cpx_db_is_writer (db))
    {
      g_set_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_READ_ONLY,
                   _("“%s” was last written by another version of the program; open it once where it can be written"),
                   cpx_vault_get_path (vault));
      return FALSE;
    }
  if (version > 0 && !backup_before (vault, version, error))
    return FALSE;

  return cpx_migration_run (db, schema_steps, G_N_ELEMENTS (schema_steps), error);
}

static gboolean
prepare_tables (CpxStoreShape  *self,
                CpxDb          *db,
                GError        **error)
{
  for (guint i = 0; i < self->n_tables; i++)
    {
      if (!cpx_record_table_prepare (self->tables[i], db, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_device (CpxStoreShape  *self,
             CpxDb          *db,
             const char     *sql,
             gboolean       *out_found,
             GError        **error)
{
  g_autoptr(CpxStatement) statement = cpx_db_prepare (db, sql, error);
  CpxStep step;

  if (statement == NULL)
    return FALSE;
  step = cpx_statement_step (statement, error);
  *out_found = step == CPX_STEP_ROW;
  if (*out_found)
    {
      gsize size;
      const void *id = cpx_statement_get_blob (statement, 1, &size);

      self->device_number = cpx_statement_get_int64 (statement, 0);
      memcpy (&self->device, id, MIN (size, sizeof self->device));
      cpx_id_format (&self->device, self->device_text);
    }

  return step != CPX_STEP_ERROR;
}

#define READ_DEVICE "SELECT number, id FROM device"
#define IS_THIS_POST " WHERE id = (SELECT value FROM setting WHERE key = '" CPX_DEVICE_SETTING "')"

/* Through the index of devices, then without it. Where not even the setting can be read the practice is only read, and
 * then the post that came last stands for this one: nothing is written in its name. */
static gboolean
read_device_anyhow (CpxStoreShape  *self,
                    CpxDb          *db,
                    gboolean       *out_found,
                    GError        **error)
{
  static const char *const ways[] = {
    READ_DEVICE IS_THIS_POST,
    READ_DEVICE " NOT INDEXED" IS_THIS_POST,
    READ_DEVICE " NOT INDEXED ORDER BY number DESC LIMIT 1",
  };
  guint n_ways = G_N_ELEMENTS (ways) - (cpx_db_is_writer (db) ? 1 : 0);
  g_autoptr(GError) failure = NULL;

  for (guint i = 0; i < n_ways; i++)
    {
      g_clear_error (&failure);
      if (read_device (self, db, ways[i], out_found, &failure))
        return TRUE;
      if (!cpx_store_error_spares_others (failure))
        break;
      self->is_damaged = TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

static gboolean
run_with_blob (CpxDb       *db,
               const char  *sql,
               const void  *bytes,
               gsize        size,
               GError     **error)
{
  g_autoptr(CpxStatement) statement = cpx_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_blob (statement, 1, bytes, size);

  return cpx_statement_run (statement, error);
}

static gboolean
make_device (CpxDb   *db,
             GError **error)
{
  CpxId id = cpx_id_new ();

  return run_with_blob (db, "INSERT INTO device (id) VALUES (?1)", id.bytes, sizeof id.bytes, error) &&
         run_with_blob (db, "INSERT OR REPLACE INTO setting (key, value) VALUES ('" CPX_DEVICE_SETTING "', ?1)",
                        id.bytes, sizeof id.bytes, error);
}

static gboolean
make_practice_key (CpxDb   *db,
                   GError **error)
{
  guint8 key[CPX_PATIENT_KEY_SIZE];
  gboolean done;

  cpx_crypto_fill_random (key, sizeof key);
  done = run_with_blob (db, "INSERT OR IGNORE INTO setting (key, value) VALUES ('" CPX_PRACTICE_KEY_SETTING "', ?1)",
                        key, sizeof key, error);
  cpx_crypto_wipe (key, sizeof key);

  return done;
}

static gboolean
prepare_all (CpxStoreShape  *self,
             CpxDb          *db,
             GError        **error)
{
  gboolean found;

  if (!prepare_tables (self, db, error) || !read_device (self, db, READ_DEVICE IS_THIS_POST, &found, error))
    return FALSE;
  if (found)
    return TRUE;

  return make_device (db, error) && make_practice_key (db, error) &&
         read_device (self, db, READ_DEVICE IS_THIS_POST, &found, error);
}

static gboolean
look_at_all (CpxStoreShape  *self,
             CpxDb          *db,
             gboolean       *out_is_right,
             GError        **error)
{
  *out_is_right = TRUE;
  for (guint i = 0; i < self->n_tables; i++)
    {
      gboolean is_right;

      if (!cpx_record_table_look (self->tables[i], db, &is_right, &self->is_damaged, error))
        return FALSE;
      *out_is_right &= is_right;
    }
  /* Only what was found to be in its shape is asked for the post. */
  if (*out_is_right && !read_device_anyhow (self, db, out_is_right, error))
    return FALSE;

  return TRUE;
}

/**
 * cpx_store_shape_prepare:
 * @self: what both threads share
 * @vault: the vault, for the backup before a migration
 * @db: the connection that writes; for a vault that is only read, the other
 * @error: where to put what is wrong
 *
 * Makes or checks every table, and this device's identity.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_store_shape_prepare (CpxStoreShape  *self,
                         CpxVault       *vault,
                         CpxDb          *db,
                         GError        **error)
{
  gboolean is_right;

  if (!migrate (vault, db, error) || !look_at_all (self, db, &is_right, error))
    return FALSE;
  if (is_right)
    return TRUE;
  if (!cpx_db_is_writer (db))
    {
      g_set_error_literal (error, CPX_STORE_ERROR, CPX_STORE_ERROR_READ_ONLY,
                           _("This practice was last written by another version of the program; "
                             "open it once where it can be written"));
      return FALSE;
    }
  /* A bad page met in the transaction would end it, and the rest be done by halves. */
  if (self->is_damaged)
    {
      g_set_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_DAMAGED, _("“%s” is damaged: restore the last backup"),
                   cpx_vault_get_path (vault));
      return FALSE;
    }
  if (!cpx_db_begin_immediate (db, error))
    return FALSE;
  if (prepare_all (self, db, error) && cpx_db_commit (db, error))
    return TRUE;
  cpx_db_rollback (db);

  return FALSE;
}
