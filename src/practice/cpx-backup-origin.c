/* cpx-backup-origin.c: which practice a backup is of, and from when.
 *
 * A vault keeps its id through every backup, restore and change of keys: another id is another practice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-backup-origin.h"

#include "cpx-practice-private.h"

#include <cpx-audit-log.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* A CpxTxnFunc: when the last entry of the log was made. */
static gpointer
read_last_time (CpxTxn    *txn,
                gpointer   data,
                GError   **error)
{
  gint64 n_entries = cpx_audit_log_count (txn, NULL, error);
  g_autoptr(GPtrArray) last = NULL;
  g_autoptr(CpxAuditLeaf) leaf = NULL;

  if (n_entries < 0)
    return NULL;
  last = cpx_audit_log_list (txn, NULL, (guint64) MAX (n_entries - 1, 0), 1, error);
  if (last == NULL)
    return NULL;
  if (last->len > 0)
    leaf = cpx_audit_leaf_parse (((CpxAuditLogEntry *) g_ptr_array_index (last, 0))->leaf, NULL);
  *(gint64 *) data = leaf != NULL ? cpx_audit_leaf_get_entry (leaf)->time_us : 0;

  return data;
}

/**
 * cpx_backup_origin_read:
 * @practice: a backup, unlocked
 * @path: where it lies
 * @self: (out caller-allocates): what it is of
 * @error: where the fault goes
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_backup_origin_read (CpxPractice      *practice,
                        const char       *path,
                        CpxBackupOrigin  *self,
                        GError          **error)
{
  self->path = g_strdup (path);
  self->practice_name = g_strdup (cpx_practice_get_name (practice));

  return cpx_practice_look (practice, NULL, read_last_time, &self->last_us, NULL, error) != NULL;
}

/* Enough of it for a person to tell two vaults apart; info shows the whole. */
static char *
dup_short_id (const CpxVaultInfo *info)
{
  return g_strdup_printf ("%02x%02x%02x%02x", info->id[0], info->id[1], info->id[2], info->id[3]);
}

static char *
dup_time (gint64 time_us)
{
  g_autoptr(GDateTime) local = g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC);

  return local != NULL ? g_date_time_format (local, _("%d/%m/%Y at %H:%M")) : g_strdup ("?");
}

static gint64
get_file_time_us (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 ? (gint64) status.st_mtime * G_USEC_PER_SEC : 0;
}

static void
say_other_practice (const CpxBackupOrigin  *self,
                    const char             *vault_path,
                    const CpxVaultInfo     *here,
                    const CpxVaultInfo     *there,
                    GError                **error)
{
  g_autofree char *backup = g_filename_display_name (self->path);
  g_autofree char *vault = g_filename_display_name (vault_path);
  g_autofree char *id_here = dup_short_id (here);
  g_autofree char *id_there = dup_short_id (there);
  g_autofree char *time_here = dup_time (get_file_time_us (vault_path));
  g_autofree char *time_there = dup_time (self->last_us);

  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_CONFLICT,
               _("“%s” is of another practice: “%s”, vault %s, as it was on %s. In its place is “%s”, vault %s, "
                 "written on %s. Nothing was replaced."),
               backup, self->practice_name, id_there, time_there, vault, id_here, time_here);
}

/**
 * cpx_backup_origin_check:
 * @self: what a backup is of
 * @practice: it, unlocked
 * @vault_path: the vault whose place it is to take
 * @error: where the refusal goes: %CPX_PRACTICE_ERROR_CONFLICT
 *
 * Refuses to put the backup in the place of another practice's vault. What is too damaged to have an id may be
 * replaced.
 *
 * Returns: `TRUE` if they are of the same practice, or nothing tells that they are not
 */
gboolean
cpx_backup_origin_check (const CpxBackupOrigin  *self,
                         CpxPractice            *practice,
                         const char             *vault_path,
                         GError                **error)
{
  g_autoptr(CpxVaultInfo) here = cpx_vault_probe (vault_path, NULL);
  g_autoptr(CpxVaultInfo) there = cpx_vault_probe (cpx_practice_get_path (practice), NULL);

  if (here == NULL || there == NULL || memcmp (here->id, there->id, sizeof here->id) == 0)
    return TRUE;
  say_other_practice (self, vault_path, here, there, error);

  return FALSE;
}

/**
 * cpx_backup_origin_clear:
 * @self: what a backup is of
 */
void
cpx_backup_origin_clear (CpxBackupOrigin *self)
{
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->practice_name, g_free);
}
