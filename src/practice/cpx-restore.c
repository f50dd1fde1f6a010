/* cpx-restore.c: a backup takes a vault's place only once it has proved itself, and the vault that was there is kept.
 *
 *   backup ──copy──▶ x.cpx.restoring ──unlock, check, new device──▶ proved ──rename──▶ x.cpx
 *                                                                      x.cpx ──link────▶ x.cpx.replaced-…
 *
 * The old vault gets its second name first, so that at every instant one of the two is there, whole, under the usual
 * name: power may be lost anywhere.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-restore.h"

#include "cpx-device-identity.h"
#include "cpx-journal.h"
#include "cpx-log-origin-private.h"
#include "cpx-unlock-private.h"

#include <cpx-audit-log.h>
#include <cpx-clock.h>
#include <cpx-lock-file.h>
#include <cpx-log-leave.h>
#include <cpx-setting-table.h>
#include <cpx-vault-copy.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Which backup goes where, by whom. */
typedef struct
{
  char      *vault_path;
  char      *backup_path;
  char      *login;
  CpxSecret *passphrase;
  char      *one_time_code;  /* (nullable) */
  gboolean   replaces_other;  /* also the file of another practice */
} Request;

/* The file itself, as who holds it names it: a link to it stays a link. */
static char *
resolve (const char *path)
{
  char *resolved = realpath (path, NULL);
  char *copy = g_strdup (resolved != NULL ? resolved : path);

  free (resolved);

  return copy;
}

static Request *
request_new (const char *vault_path,
             const char *backup_path,
             const char *login,
             const char *passphrase,
             const char *one_time_code,
             gboolean    replaces_other)
{
  Request *request = g_new0 (Request, 1);

  request->vault_path = resolve (vault_path);
  request->backup_path = g_strdup (backup_path);
  request->login = g_strdup (login);
  request->passphrase = cpx_secret_new_from_text (passphrase);
  request->one_time_code = g_strdup (one_time_code);
  request->replaces_other = replaces_other;

  return request;
}

static void
request_free (Request *self)
{
  g_free (self->vault_path);
  g_free (self->backup_path);
  g_free (self->login);
  cpx_secret_unref (self->passphrase);
  g_free (self->one_time_code);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

/**
 * cpx_restored_free:
 * @self: (transfer full): what a restore did
 */
void
cpx_restored_free (CpxRestored *self)
{
  g_free (self->replaced_path);
  g_free (self->old_log);
  cpx_backup_origin_clear (&self->origin);
  g_free (self);
}

/**
 * cpx_restored_get_reminder:
 * @self: what a restore did
 *
 * An erasure is a duty that outlives the file it was done in: a backup made before it brings the person back.
 *
 * Returns: (nullable): what remains to be done by hand, as a sentence; `NULL` if nothing was replaced
 */
const char *
cpx_restored_get_reminder (const CpxRestored *self)
{
  if (self->replaced_path == NULL)
    return NULL;

  return _("If files were erased since this backup, they are here again: erase them once more. On the file that is "
           "kept, “cpxctl audit log --action patient.erased --json” gives their ids.");
}

static gboolean
fail_file (const char  *path,
           GError     **error)
{
  int code = errno;
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_IO, _("“%s” cannot be written (%s)."), shown,
               g_strerror (code));

  return FALSE;
}

static gboolean
sync_path (const char  *path,
           GError     **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (!done)
    fail_file (path, error);
  if (fd >= 0)
    close (fd);

  return done;
}

static gboolean
copy (const char    *from,
      const char    *to,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr(GFile) source = g_file_new_for_path (from);
  g_autoptr(GFile) target = g_file_new_for_path (to);

  if (!g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, cancellable, NULL,
                    NULL, error))
    return cpx_practice_error_translate (error);
  if (g_chmod (to, 0600) != 0)
    return fail_file (to, error);

  return sync_path (to, error);
}

/* The vault that is there must be nobody's until the backup is in its place: what is written meanwhile would go aside
 * with it. */
static CpxLockFile *
hold (const Request  *request,
      GError        **error)
{
  CpxLockFile *lock_file = cpx_lock_file_take (request->vault_path, request->login, FALSE, error);

  if (lock_file == NULL)
    cpx_practice_error_translate (error);

  return lock_file;
}

static gboolean
check_sound (CpxPractice   *practice,
             const char    *backup_path,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr(CpxVaultReport) report = cpx_vault_check (cpx_practice_get_vault (practice), NULL, NULL,
                                                      cancellable, error);
  g_autofree char *shown = g_filename_display_name (backup_path);

  if (report == NULL)
    return cpx_practice_error_translate (error);
  if (cpx_vault_report_is_clean (report))
    return TRUE;
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED,
               _("“%s” is damaged: choose an older backup. Nothing was replaced."), shown);

  return FALSE;
}

/* A CpxTxnFunc: what the new log has to say of the one that ends here. */
static gpointer
leave_device (CpxTxn    *txn,
              gpointer   device_id,
              GError   **error)
{
  gint64 n_entries = cpx_audit_log_count (txn, NULL, error);
  g_autofree char *old_log = n_entries >= 0 ? cpx_log_origin_print (txn, device_id, (guint64) n_entries) : NULL;

  if (old_log == NULL || !cpx_setting_table_set (txn, CPX_DEVICE_SETTING, NULL, error))
    return NULL;

  return g_steal_pointer (&old_log);
}

/* A CpxDeedFunc. */
static gpointer
found_device (CpxJournal  *journal,
              gpointer     old_log,
              GError     **error)
{
  CpxStore *store = cpx_practice_get_store (cpx_journal_get_practice (journal));

  if (!cpx_journal_check (journal, "backup:restore", error) ||
      !cpx_device_identity_create (journal, cpx_store_get_device (store), CPX_DEVICE_RESTORED, old_log, error))
    return NULL;

  return GINT_TO_POINTER (TRUE);
}

/* The old log stays in the vault and ends here; the new one begins by naming it. */
static char *
change_device (CpxPractice  *practice,
               GError      **error)
{
  g_autofree char *device_id = g_strdup (cpx_practice_get_device_id (practice));
  g_autofree char *old_log = cpx_store_run_sync (cpx_practice_get_store (practice), leave_device, device_id, g_free,
                                                 error);

  if (old_log == NULL || !cpx_practice_renew_device (practice, error) ||
      cpx_practice_perform (practice, found_device, old_log, NULL, error) == NULL)
    {
      cpx_practice_error_translate (error);
      return NULL;
    }

  return g_steal_pointer (&old_log);
}

static char *
prove (const Request  *request,
       const char     *copy_path,
       CpxRestored    *restored,
       GCancellable   *cancellable,
       GError        **error)
{
  g_autoptr(CpxPractice) practice = cpx_unlock_quietly (copy_path, request->login,
                                                        cpx_secret_get_text (request->passphrase),
                                                        request->one_time_code, error);
  g_autofree char *old_log = NULL;

  if (practice == NULL)
    return NULL;
  if (cpx_access_check (cpx_practice_get_roles (practice), "backup:restore", error) &&
      cpx_backup_origin_read (practice, request->backup_path, &restored->origin, error) &&
      (request->replaces_other ||
       cpx_backup_origin_check (&restored->origin, practice, request->vault_path, error)) &&
      check_sound (practice, request->backup_path, cancellable, error))
    old_log = change_device (practice, error);
  if (!cpx_practice_close (practice, old_log != NULL ? error : NULL))
    return NULL;

  return g_steal_pointer (&old_log);
}

/* A name that nothing bears: what an earlier restore kept is never touched. */
static char *
make_replaced_path (const char *vault_path)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local (cpx_clock_now_us () / G_USEC_PER_SEC);
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M%S");
  char *path = g_strdup_printf ("%s.replaced-%s", vault_path, stamp);

  for (guint n = 2; g_file_test (path, G_FILE_TEST_EXISTS); n++)
    {
      g_free (path);
      path = g_strdup_printf ("%s.replaced-%s-%u", vault_path, stamp, n);
    }

  return path;
}

/* What lies beside a vault that was not closed well; it belongs to that file alone. */
static const char * const suffixes[] = { "-wal", "-journal" };

static void
delete_beside (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *beside = g_strconcat (path, suffixes[i], NULL);

      g_unlink (beside);
    }
}

static void
delete_whole (const char *path)
{
  delete_beside (path);
  g_unlink (path);
}

/* A disk that refused the last writes left them in the log: without it the file lacks them. */
static gboolean
check_whole (const char  *path,
             GError     **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *beside = g_strconcat (path, suffixes[i], NULL);

      if (g_file_test (beside, G_FILE_TEST_EXISTS))
        {
          errno = EIO;
          return fail_file (path, error);
        }
    }

  return TRUE;
}

static gboolean
link_aside (const char  *vault_path,
            const char  *replaced_path,
            const char  *suffix,
            GError     **error)
{
  g_autofree char *from = g_strconcat (vault_path, suffix, NULL);
  g_autofree char *to = g_strconcat (replaced_path, suffix, NULL);

  if (!g_file_test (from, G_FILE_TEST_EXISTS) || link (from, to) == 0)
    return TRUE;

  /* FAT and some network shares have no links. */
  if (errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS)
    return copy (from, to, NULL, error);

  return fail_file (to, error);
}

static gboolean
keep_aside (const char  *vault_path,
            const char  *replaced_path,
            GError     **error)
{
  return link_aside (vault_path, replaced_path, suffixes[0], error) &&
         link_aside (vault_path, replaced_path, suffixes[1], error) &&
         link_aside (vault_path, replaced_path, "", error);
}

static gboolean
swap (const char   *vault_path,
      const char   *copy_path,
      CpxRestored  *restored,
      GError      **error)
{
  g_autofree char *folder = g_path_get_dirname (vault_path);
  gboolean done;

  if (g_file_test (vault_path, G_FILE_TEST_EXISTS))
    restored->replaced_path = make_replaced_path (vault_path);
  done = (restored->replaced_path == NULL || keep_aside (vault_path, restored->replaced_path, error)) &&
         (g_rename (copy_path, vault_path) == 0 || fail_file (vault_path, error));
  if (!done)
    {
      if (restored->replaced_path != NULL)
        delete_whole (restored->replaced_path);
      return FALSE;
    }
  delete_beside (vault_path);

  return sync_path (folder, error);
}

/* The sentence names what its reader knows: the file that was to be written, or the one that was to be read. */
static void
say_asked (const Request  *request,
           const char     *copy_path,
           GError        **error)
{
  gboolean is_writing = error != NULL && g_error_matches (*error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_IO);

  cpx_vault_error_rename_file (error, copy_path, is_writing ? request->vault_path : request->backup_path);
}

/* Who restores thinks of the practice of today: the passphrase was another one then, or is another practice's. */
static void
say_whose_passphrase (const Request  *request,
                      GError        **error)
{
  g_autofree char *shown = g_filename_display_name (request->backup_path);

  if (error == NULL || !g_error_matches (*error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_WRONG_PASSPHRASE))
    return;
  g_clear_error (error);
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_WRONG_PASSPHRASE,
               _("Incorrect passphrase: it is the one that “%s” had in “%s”, when that backup was made."),
               request->login, shown);
}

/* Under another name too, a vault is no backup of itself. */
static gboolean
check_other_file (const Request  *request,
                  GError        **error)
{
  g_autofree char *shown = g_filename_display_name (request->backup_path);
  GStatBuf vault;
  GStatBuf backup;

  if (g_stat (request->vault_path, &vault) != 0 || g_stat (request->backup_path, &backup) != 0 ||
      vault.st_dev != backup.st_dev || vault.st_ino != backup.st_ino)
    return TRUE;
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
               _("“%s” is the practice's own file: choose a backup of it. Nothing was replaced."), shown);

  return FALSE;
}

/* Before anything is taken or copied: what GIO would say of a missing file or a folder is not for a person. */
static gboolean
check_is_vault (const Request  *request,
                GError        **error)
{
  g_autoptr(CpxVaultInfo) info = cpx_vault_probe (request->backup_path, error);

  return info != NULL || cpx_practice_error_translate (error);
}

static CpxRestored *
restore (const Request  *request,
         GCancellable   *cancellable,
         GError        **error)
{
  g_autofree char *copy_path = g_strconcat (request->vault_path, ".restoring", NULL);
  g_autofree char *folder = g_path_get_dirname (request->vault_path);
  g_autoptr(CpxRestored) restored = g_new0 (CpxRestored, 1);
  g_autoptr(CpxLockFile) lock_file = NULL;
  gboolean done = FALSE;

  if (!check_is_vault (request, error) || !check_other_file (request, error))
    return NULL;
  g_mkdir_with_parents (folder, 0700);
  lock_file = hold (request, error);
  if (lock_file == NULL)
    return NULL;
  if (copy (request->backup_path, copy_path, cancellable, error))
    {
      restored->old_log = prove (request, copy_path, restored, cancellable, error);
      done = restored->old_log != NULL && check_whole (copy_path, error) &&
             !g_cancellable_set_error_if_cancelled (cancellable, error) &&
             swap (request->vault_path, copy_path, restored, error);
    }
  if (!done)
    {
      delete_whole (copy_path);
      say_asked (request, copy_path, error);
      say_whose_passphrase (request, error);
    }

  return done ? g_steal_pointer (&restored) : NULL;
}

/**
 * cpx_practice_restore:
 * @vault_path: where the vault goes
 * @backup_path: the backup, which is only read
 * @login: an administrator at the time of the backup
 * @passphrase: theirs at the time of the backup
 * @one_time_code: (nullable): six digits, for who has a second factor
 * @replaces_other: whether the file of another practice may be replaced
 * @cancellable: (nullable): to give up: everything is then as it was
 * @error: where the refusal goes: %CPX_PRACTICE_ERROR_CONFLICT if the backup is of another practice
 *
 * Puts a backup in the vault's place. The backup is copied, unlocked and read whole first; the file that was there is
 * kept aside; the post gets a new identity whose log names the old one.
 *
 * Returns: (transfer full) (nullable): what was done
 */
CpxRestored *
cpx_practice_restore (const char    *vault_path,
                      const char    *backup_path,
                      const char    *login,
                      const char    *passphrase,
                      const char    *one_time_code,
                      gboolean       replaces_other,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr(Request) request = request_new (vault_path, backup_path, login, passphrase, one_time_code,
                                            replaces_other);

  return restore (request, cancellable, error);
}

/* A GTaskThreadFunc. */
static void
restore_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  GError *error = NULL;
  CpxRestored *restored = restore (task_data, cancellable, &error);

  if (restored == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, restored, (GDestroyNotify) cpx_restored_free);
}

/**
 * cpx_practice_restore_async:
 * @vault_path: where the vault goes; nobody may hold it
 * @backup_path: the backup
 * @login: an administrator at the time of the backup
 * @passphrase: theirs at the time of the backup
 * @one_time_code: (nullable): six digits, for who has a second factor
 * @replaces_other: whether the file of another practice may be replaced
 * @callback: called when done
 * @user_data: for @callback
 *
 * Does cpx_practice_restore() on a thread.
 */
void
cpx_practice_restore_async (const char          *vault_path,
                            const char          *backup_path,
                            const char          *login,
                            const char          *passphrase,
                            const char          *one_time_code,
                            gboolean             replaces_other,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, cpx_practice_restore_async);
  g_task_set_task_data (task,
                        request_new (vault_path, backup_path, login, passphrase, one_time_code, replaces_other),
                        (GDestroyNotify) request_free);
  g_task_run_in_thread (task, restore_in_thread);
}

/**
 * cpx_practice_restore_finish:
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what was done
 */
CpxRestored *
cpx_practice_restore_finish (GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
