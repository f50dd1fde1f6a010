/* cpx-restore-test.c: would this backup bring the practice back? Tried on a copy, aside.
 *
 * A vault that is opened is written to (who opened it, when): the backup itself is never opened, only a copy of it in a
 * folder of its own, which is deleted whatever happens. The copy is as encrypted as the backup.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-restore-test.h"

#include "cpx-unlock.h"

#include <cpx-secret.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define COPY_NAME "restore-test.cpxvault"

typedef struct
{
  char      *backup_path;
  char      *login;
  char      *one_time_code;  /* (nullable) */
  CpxSecret *passphrase;
} Request;

static void
request_free (Request *self)
{
  g_free (self->backup_path);
  g_free (self->login);
  g_free (self->one_time_code);
  g_clear_pointer (&self->passphrase, cpx_secret_unref);
  g_free (self);
}

/* The folder holds the copy and what a vault puts beside itself, no folders. */
static void
delete_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static gboolean
copy_backup (const char  *backup_path,
             const char  *copy_path,
             GError     **error)
{
  g_autoptr(GFile) backup = g_file_new_for_path (backup_path);
  g_autoptr(GFile) copy = g_file_new_for_path (copy_path);
  g_autoptr(GError) local_error = NULL;

  if (g_file_copy (backup, copy, G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, &local_error))
    return TRUE;

  g_set_error (error, CPX_PRACTICE_ERROR,
               g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ? CPX_PRACTICE_ERROR_NOT_FOUND
                                                                               : CPX_PRACTICE_ERROR_IO,
               _("The backup “%s” could not be copied aside (%s): see whether the medium is there and the disk has "
                 "room."),
               backup_path, local_error->message);

  return FALSE;
}

static CpxCheckReport *
try_copy (const char  *copy_path,
          const char  *login,
          const char  *passphrase,
          const char  *one_time_code,
          GError     **error)
{
  g_autoptr(CpxPractice) practice = cpx_practice_unlock (copy_path, login, passphrase, one_time_code, error);
  g_autoptr(CpxCheckReport) report = NULL;

  if (practice == NULL)
    return NULL;
  report = cpx_practice_check (practice, NULL, error);
  if (!cpx_practice_close (practice, report != NULL ? error : NULL))
    return NULL;

  return g_steal_pointer (&report);
}

/**
 * cpx_practice_test_restore:
 * @backup_path: a backup
 * @login: who would restore it
 * @passphrase: theirs on the day of the backup
 * @one_time_code: (nullable): their code, if one is asked of them
 * @error: where the refusal goes
 *
 * Copies @backup_path aside, unlocks the copy and reads it from end to end. Takes a key derivation and the time to read
 * the whole file.
 *
 * Returns: (transfer full) (nullable): what was read, and whether it is sound
 */
CpxCheckReport *
cpx_practice_test_restore (const char  *backup_path,
                           const char  *login,
                           const char  *passphrase,
                           const char  *one_time_code,
                           GError     **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("chirurgieprox-restore-XXXXXX", &local_error);
  g_autofree char *copy_path = NULL;
  CpxCheckReport *report = NULL;

  if (folder == NULL)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_IO,
                   _("There is no room for a copy of the backup (%s): free some of the disk."), local_error->message);
      return NULL;
    }

  copy_path = g_build_filename (folder, COPY_NAME, NULL);
  if (copy_backup (backup_path, copy_path, error))
    report = try_copy (copy_path, login, passphrase, one_time_code, error);
  delete_folder (folder);

  return report;
}

static void
test_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Request *request = task_data;
  GError *error = NULL;
  CpxCheckReport *report =
    cpx_practice_test_restore (request->backup_path, request->login, cpx_secret_get_text (request->passphrase),
                               request->one_time_code, &error);

  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) cpx_check_report_free);
  else
    g_task_return_error (task, error);
}

/**
 * cpx_practice_test_restore_async:
 * @backup_path: a backup
 * @login: who would restore it
 * @passphrase: theirs on the day of the backup
 * @one_time_code: (nullable): their code, if one is asked of them
 * @callback: called when done
 * @user_data: for @callback
 *
 * Does cpx_practice_test_restore() in a thread of its own; an open practice may be worked with meanwhile.
 */
void
cpx_practice_test_restore_async (const char          *backup_path,
                                 const char          *login,
                                 const char          *passphrase,
                                 const char          *one_time_code,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Request *request = g_new0 (Request, 1);

  g_task_set_source_tag (task, cpx_practice_test_restore_async);
  request->backup_path = g_strdup (backup_path);
  request->login = g_strdup (login);
  request->passphrase = cpx_secret_new_from_text (passphrase);
  request->one_time_code = g_strdup (one_time_code);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_run_in_thread (task, test_in_thread);
}

/**
 * cpx_practice_test_restore_finish:
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what was read, and whether it is sound
 */
CpxCheckReport *
cpx_practice_test_restore_finish (GAsyncResult  *result,
                                  GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
