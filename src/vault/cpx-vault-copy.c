/* cpx-vault-copy.c: making another file of a vault: backup, new keys.
 *
 * Both copy the pages of one moment into a new file under another name, close it, open it again, verify each page,
 * and only then give it its name.
 *
 * Invariants
 *   B1  A copy bears its name only after it was read back: every page verifies and SQLite finds no fault.
 *   B2  New keys never touch the old file: until the rename it is the vault, after it the new one is; a power cut
 *       leaves one of them whole.  The lock is held throughout.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-vault-copy.h"

#include "cpx-sqlite-error.h"
#include "cpx-vault-private.h"
#include "cpx-vfs.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define PAGES_A_STEP 512

typedef struct
{
  CpxVaultProgress  func;   /* (nullable) */
  gpointer          data;
  GCancellable     *cancellable;  /* (nullable) */
} Watcher;

static gboolean
copy_pages (CpxDb    *from,
            CpxDb    *to,
            Watcher   watcher,
            GError  **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (cpx_db_get_handle (to), "main", cpx_db_get_handle (from), "main");
  gboolean cancelled = FALSE;
  int rc = backup != NULL ? SQLITE_OK : SQLITE_ERROR;

  while (rc == SQLITE_OK && !cancelled)
    {
      rc = sqlite3_backup_step (backup, PAGES_A_STEP);
      if (watcher.func != NULL)
        watcher.func ((guint64) (sqlite3_backup_pagecount (backup) - sqlite3_backup_remaining (backup)),
                      (guint64) sqlite3_backup_pagecount (backup), watcher.data);
      cancelled = g_cancellable_set_error_if_cancelled (watcher.cancellable, error);
    }
  sqlite3_backup_finish (backup);
  if (!cancelled && rc != SQLITE_DONE)
    cpx_db_set_error (rc == SQLITE_IOERR_DATA ? from : to, rc, error);

  return !cancelled && rc == SQLITE_DONE;
}

/* The copy has no log to write each page twice, and no sync before the last one: nobody relies on it yet. */
static gboolean
fill (const char   *made,
      CpxHeader    *header,
      CpxSecret    *data_key,
      CpxDb        *from,
      Watcher       watcher,
      GError      **error)
{
  int rc;
  g_autoptr(CpxVaultFile) file = cpx_vault_file_new (made, FALSE, &rc);
  g_autoptr(CpxVfs) vfs = NULL;
  CpxDb *to;
  gboolean done;

  if (file == NULL)
    {
      cpx_sqlite_error_set (error, rc, NULL, NULL, made);
      return FALSE;
    }
  cpx_vault_file_set_keys (file, header->cipher, data_key, header->vault_id, header->page_size);
  rc = cpx_vault_file_load_marks (file);
  vfs = cpx_vfs_new (file);
  to = rc == SQLITE_OK ? cpx_db_open (file, cpx_vfs_get_name (vfs), CPX_DB_WRITER, 0, error) : NULL;
  if (to == NULL)
    return FALSE;

  done = cpx_db_exec (to, "PRAGMA journal_mode=DELETE; PRAGMA synchronous=OFF", error)
         && copy_pages (from, to, watcher, error);

  return cpx_db_close (to, done ? error : NULL) && done;
}

/* B1 */
static gboolean
verify (const char    *made,
        CpxSecret     *data_key,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autoptr(CpxVault) vault = cpx_vault_open_with_key (made, data_key, CPX_VAULT_OPEN_READ_ONLY, error);
  g_autoptr(CpxVaultReport) report = NULL;
  gboolean clean;

  if (vault == NULL)
    return FALSE;
  report = cpx_vault_check (vault, NULL, NULL, cancellable, error);
  if (report == NULL)
    return FALSE;

  clean = cpx_vault_report_is_clean (report);
  if (!clean)
    g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_DAMAGED,
                 _("The copy “%s” does not read back as it was written: check the disk"), made);

  return clean && cpx_vault_close (vault, error);
}

static gboolean
make_copy (const char   *made,
           CpxHeader    *header,
           CpxSecret    *data_key,
           CpxDb        *from,
           Watcher       watcher,
           GError      **error)
{
  return cpx_vault_make_file (made, header, data_key, error) && fill (made, header, data_key, from, watcher, error)
         && cpx_vault_sync_path (made, FALSE, error) && verify (made, data_key, watcher.cancellable, error);
}

/**
 * cpx_vault_backup:
 * @self: a vault, open; work may go on meanwhile
 * @path: where; nothing may be there
 * @progress: (nullable) (scope call): told from time to time, in the calling thread
 * @user_data: for @progress
 * @cancellable: (nullable): to give up
 * @error: return location for an error
 *
 * Copies the vault as it is at this moment, with its slots, under the same key, and reads the copy back.
 *
 * Returns: `TRUE` if the copy is there
 */
gboolean
cpx_vault_backup (CpxVault          *self,
                  const char        *path,
                  CpxVaultProgress   progress,
                  gpointer           user_data,
                  GCancellable      *cancellable,
                  GError           **error)
{
  g_autofree char *made = cpx_vault_dup_sibling (path, "new");
  g_autofree CpxHeader *header = cpx_vault_dup_header (self);
  CpxDb *from = NULL;
  gboolean done;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_EXISTS,
                   _("There is already a file “%s”: choose another name"), path);
      return FALSE;
    }
  from = cpx_vault_open_reader (self, 0, error);
  if (from == NULL)
    return FALSE;

  /* One moment: the transaction lasts as long as the copy. */
  done = cpx_db_begin (from, error) && cpx_db_exec (from, "SELECT count(*) FROM sqlite_schema", error)
         && make_copy (made, header, cpx_vault_get_data_key (self), from,
                       (Watcher) { progress, user_data, cancellable }, error)
         && cpx_vault_give_name (made, path, error);
  cpx_vault_error_rename_file (done ? NULL : error, made, path);
  cpx_db_rollback (from);
  (void) cpx_db_close (from, NULL);
  cpx_vault_delete_files (made);

  return done;
}

static void
reseal_slots (CpxHeader *header,
              CpxSecret *data_key)
{
  for (int i = 0; i < CPX_VAULT_SLOTS_MAX; i++)
    {
      if (!cpx_key_slot_is_empty (&header->slots[i]))
        cpx_key_slot_reseal (&header->slots[i], data_key);
    }
}

static gboolean
copy_under_new_key (CpxVault    *self,
                    const char  *made,
                    Watcher      watcher,
                    GError     **error)
{
  g_autofree CpxHeader *header = cpx_vault_dup_header (self);
  g_autoptr(CpxSecret) data_key = cpx_secret_new_random (CPX_DATA_KEY_SIZE);
  CpxDb *from = cpx_vault_open_writer (self, 0, error);
  gboolean done;

  if (from == NULL)
    return FALSE;

  header->counter++;
  reseal_slots (header, data_key);
  done = make_copy (made, header, data_key, from, watcher, error);

  /* The log of the old file goes with the writer: it would be beside the new one. */
  return cpx_db_close (from, done ? error : NULL) && done;
}

/* B2 */
static gboolean
put_in_place (const char  *made,
              const char  *path,
              GError     **error)
{
  if (g_rename (made, path) != 0)
    {
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_IO,
                   _("The new file cannot take the place of “%s”, which is as it was: check the folder"), path);
      return FALSE;
    }

  return cpx_vault_sync_path (path, TRUE, error);
}

/**
 * cpx_vault_rekey:
 * @path: a vault, closed
 * @login: one of its users
 * @passphrase: that user's passphrase
 * @progress: (nullable) (scope call): told from time to time
 * @user_data: for @progress
 * @cancellable: (nullable): to give up
 * @error: return location for an error
 *
 * Encrypts the vault anew under another data key, for the day someone who had the old one must be shut out.
 *
 * Passphrases, recovery code and the vault's id stay.  Backups made before still open under the old key.
 *
 * Returns: `TRUE` if done; else the vault is as it was
 */
gboolean
cpx_vault_rekey (const char        *path,
                 const char        *login,
                 CpxSecret         *passphrase,
                 CpxVaultProgress   progress,
                 gpointer           user_data,
                 GCancellable      *cancellable,
                 GError           **error)
{
  g_autoptr(CpxVault) vault = cpx_vault_unlock (path, login, passphrase, CPX_VAULT_OPEN_DEFAULT, error);
  g_autofree char *made = NULL;
  gboolean done;

  if (vault == NULL)
    return FALSE;

  made = cpx_vault_dup_sibling (cpx_vault_get_path (vault), "new");
  done = copy_under_new_key (vault, made, (Watcher) { progress, user_data, cancellable }, error)
         && put_in_place (made, cpx_vault_get_path (vault), error);
  cpx_vault_error_rename_file (done ? NULL : error, made, cpx_vault_get_path (vault));
  cpx_vault_delete_files (made);

  return done;
}
