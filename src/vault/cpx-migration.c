/* cpx-migration.c: the numbered steps from an older shape of the tables to this program's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-migration.h"

#include "cpx-vault-error.h"

#include <glib/gi18n-lib.h>

/**
 * cpx_migration_get_version:
 * @db: a connection
 * @out_version: (out): how many steps the tables have had
 * @error: return location for an error
 *
 * Tells whether cpx_migration_run() would change anything, so that a backup can be made before.
 *
 * Returns: `TRUE` if nothing failed
 */
gboolean
cpx_migration_get_version (CpxDb   *db,
                           guint   *out_version,
                           GError **error)
{
  gint64 version;

  if (!cpx_db_query_int64 (db, "PRAGMA user_version", 0, &version, error))
    return FALSE;
  *out_version = (guint) version;

  return TRUE;
}

static gboolean
run_steps (CpxDb              *db,
           const char *const  *steps,
           guint               from,
           guint               to,
           GError            **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version=%u", to);

  for (guint i = from; i < to; i++)
    {
      if (!cpx_db_exec (db, steps[i], error))
        return FALSE;
    }

  return cpx_db_exec (db, mark, error);
}

/**
 * cpx_migration_run:
 * @db: the writer
 * @steps: (array length=n_steps): SQL; step n leads from version n to n + 1; never changed once released
 * @n_steps: how many: the version that this program knows
 * @error: return location for an error
 *
 * Brings the tables to this program's shape, in one transaction: all steps or none.
 *
 * Returns: `FALSE` with %CPX_VAULT_ERROR_NEWER_SCHEMA if a newer program was there, or with what failed
 */
gboolean
cpx_migration_run (CpxDb              *db,
                   const char *const  *steps,
                   guint               n_steps,
                   GError            **error)
{
  guint version;

  if (!cpx_migration_get_version (db, &version, error))
    return FALSE;
  if (version > n_steps)
    {
      g_set_error_literal (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_NEWER_SCHEMA,
                           _("This practice was last used with a newer version of the program: install that version"));
      return FALSE;
    }
  if (version == n_steps)
    return TRUE;

  if (!cpx_db_begin_immediate (db, error))
    return FALSE;
  if (!run_steps (db, steps, version, n_steps, error) || !cpx_db_commit (db, error))
    {
      cpx_db_rollback (db);
      return FALSE;
    }

  return TRUE;
}
