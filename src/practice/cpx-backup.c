/* cpx-backup.c: online, under the same keys, read back whole by the vault before it counts, rotated by days.
 *
 * Automatic backups lie in a folder beside the vault, named after it and the moment. Of these the newest of each of the
 * last thirty days that have one is kept. A file that is not named like that is never touched.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-backup.h"

#include "cpx-journal.h"
#include "cpx-practice-private.h"

#include <cpx-clock.h>
#include <cpx-vault-copy.h>
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#define FOLDER       "backups"
#define STAMP_FORMAT "%Y%m%d-%H%M%S"
#define STAMP_LENGTH 15
#define DAY_LENGTH   8

/**
 * cpx_backup_info_free:
 * @self: (transfer full): a backup
 */
void
cpx_backup_info_free (CpxBackupInfo *self)
{
  g_free (self->path);
  g_free (self);
}

/* "practice" of "/x/practice.cpx" */
static char *
dup_stem (const char *vault_path)
{
  g_autofree char *name = g_path_get_basename (vault_path);

  if (g_str_has_suffix (name, ".cpx"))
    name[strlen (name) - strlen (".cpx")] = '\0';

  return g_steal_pointer (&name);
}

static char *
make_name (const char *vault_path)
{
  g_autofree char *stem = dup_stem (vault_path);
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local (cpx_clock_now_us () / G_USEC_PER_SEC);
  g_autofree char *stamp = g_date_time_format (now, STAMP_FORMAT);

  return g_strdup_printf ("%s-%s.cpx", stem, stamp);
}

/* The stamp within a name that make_name() gives, or NULL. */
static const char *
find_stamp (const char *name,
            const char *stem)
{
  gsize n_stem = strlen (stem);
  const char *stamp = name + n_stem + 1;

  if (strlen (name) != n_stem + 1 + STAMP_LENGTH + strlen (".cpx") || !g_str_has_prefix (name, stem) ||
      name[n_stem] != '-' || !g_str_has_suffix (name, ".cpx"))
    return NULL;
  for (gsize i = 0; i < STAMP_LENGTH; i++)
    {
      if (i == DAY_LENGTH ? stamp[i] != '-' : !g_ascii_isdigit (stamp[i]))
        return NULL;
    }

  return stamp;
}

static gint64
parse_stamp_us (const char *stamp)
{
  int year, month, day, hour, minute, second;
  g_autoptr(GDateTime) made = NULL;

  if (sscanf (stamp, "%4d%2d%2d-%2d%2d%2d", &year, &month, &day, &hour, &minute, &second) != 6)
    return 0;
  made = g_date_time_new_local (year, month, day, hour, minute, second);

  return made != NULL ? g_date_time_to_unix (made) * G_USEC_PER_SEC : 0;
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  return strcmp ((*(CpxBackupInfo * const *) b)->path, (*(CpxBackupInfo * const *) a)->path);
}

/**
 * cpx_practice_dup_backup_folder:
 * @vault_path: a vault
 *
 * Returns: (transfer full): where its automatic backups go
 */
char *
cpx_practice_dup_backup_folder (const char *vault_path)
{
  g_autofree char *folder = g_path_get_dirname (vault_path);

  return g_build_filename (folder, FOLDER, NULL);
}

/**
 * cpx_practice_list_backups:
 * @vault_path: a vault
 *
 * Returns: (transfer full) (element-type CpxBackupInfo): its automatic backups, the newest first
 */
GPtrArray *
cpx_practice_list_backups (const char *vault_path)
{
  g_autofree char *folder = cpx_practice_dup_backup_folder (vault_path);
  g_autofree char *stem = dup_stem (vault_path);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *backups = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_backup_info_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      const char *stamp = find_stamp (name, stem);
      CpxBackupInfo *backup;
      GStatBuf status;

      if (stamp == NULL)
        continue;
      backup = g_new0 (CpxBackupInfo, 1);
      backup->path = g_build_filename (folder, name, NULL);
      backup->made_us = parse_stamp_us (stamp);
      backup->size_bytes = g_stat (backup->path, &status) == 0 ? (guint64) status.st_size : 0;
      g_ptr_array_add (backups, backup);
    }
  g_ptr_array_sort (backups, compare_newest_first);

  return backups;
}

/* Goes from the newest to the oldest: the first of a day is that day's newest. */
static void
rotate (const char *vault_path)
{
  g_autoptr(GPtrArray) backups = cpx_practice_list_backups (vault_path);
  g_autofree char *stem = dup_stem (vault_path);
  char last_day[DAY_LENGTH + 1] = "";
  guint n_days = 0;

  for (guint i = 0; i < backups->len; i++)
    {
      CpxBackupInfo *backup = g_ptr_array_index (backups, i);
      g_autofree char *name = g_path_get_basename (backup->path);
      const char *stamp = find_stamp (name, stem);
      gboolean new_day = strncmp (stamp, last_day, DAY_LENGTH) != 0;

      if (new_day)
        {
          memcpy (last_day, stamp, DAY_LENGTH);
          n_days++;
        }
      if (!new_day || n_days > CPX_BACKUPS_KEPT)
        g_unlink (backup->path);
    }
}

/* A CpxDeedFunc. */
static gpointer
note_backup (CpxJournal  *journal,
             gpointer     path,
             GError     **error)
{
  g_autoptr(json_t) details = json_object ();
  g_autofree char *shown = g_filename_display_name (path);

  json_object_set_new (details, "path", json_string (shown));

  return cpx_journal_note (journal, "backup:make", "backup.made", NULL, details, error);
}

/* A full disk is the very day one wants a backup elsewhere: that it was made is then noted later, or never. */
static gboolean
note (CpxPractice  *practice,
      const char   *path,
      GError      **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_perform (practice, note_backup, (gpointer) path, g_object_unref,
                                                        &local_error);

  if (receipt != NULL || g_error_matches (local_error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_IO))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

static gboolean
make_folder (const char  *folder,
             GError     **error)
{
  g_autofree char *shown = NULL;
  int code;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  code = errno;
  shown = g_filename_display_name (folder);
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_IO, _("“%s” cannot be written (%s)."), shown,
               g_strerror (code));

  return FALSE;
}

/* A folder gets a new name in it; anything else is the file to make. */
static char *
choose_path (const char  *vault_path,
             const char  *destination,
             GError     **error)
{
  g_autofree char *name = make_name (vault_path);
  g_autofree char *folder = NULL;

  if (destination != NULL && !g_file_test (destination, G_FILE_TEST_IS_DIR))
    return g_strdup (destination);
  if (destination != NULL)
    return g_build_filename (destination, name, NULL);
  folder = cpx_practice_dup_backup_folder (vault_path);

  return make_folder (folder, error) ? g_build_filename (folder, name, NULL) : NULL;
}

/* A copy that lacks a page would pass for a backup on the day it is needed: there is none then, and none goes. */
static void
say_way_out (const char  *vault_path,
             GError     **error)
{
  if (error == NULL || !g_error_matches (*error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED) ||
      strstr ((*error)->message, vault_path) == NULL)
    return;
  g_prefix_error (error, "%s ", _("No backup was made; the earlier ones are untouched. Put what can still be read in "
                                  "safety with “cpxctl export FILE.zip”."));
}

static char *
copy (CpxPractice   *practice,
      const char    *destination,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autofree char *path = choose_path (cpx_practice_get_path (practice), destination, error);

  if (path == NULL)
    return NULL;
  if (!cpx_vault_backup (cpx_practice_get_vault (practice), path, NULL, NULL, cancellable, error))
    {
      cpx_practice_error_translate (error);
      say_way_out (cpx_practice_get_path (practice), error);
      return NULL;
    }
  if (destination == NULL)
    rotate (cpx_practice_get_path (practice));

  return note (practice, path, error) ? g_steal_pointer (&path) : NULL;
}

/**
 * cpx_practice_backup:
 * @practice: a practice
 * @destination: (nullable): a new file, or a folder; `NULL` for the folder beside the vault, which is then rotated
 * @cancellable: (nullable): to give up: no file is left then
 * @error: where the refusal goes
 *
 * Copies the vault while it is in use and reads the copy back whole. Nothing is ever overwritten. A practice that is
 * locked meanwhile does not wait for it: there is no copy then.
 *
 * Returns: (transfer full) (nullable): the file made
 */
char *
cpx_practice_backup (CpxPractice   *practice,
                     const char    *destination,
                     GCancellable  *cancellable,
                     GError       **error)
{
  CpxHold hold;
  char *path;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  if (!cpx_access_check (cpx_practice_get_roles (practice), "backup:make", error) ||
      !cpx_closing_hold (cpx_practice_get_closing (practice), cancellable, &hold, error))
    return NULL;
  path = copy (practice, destination, hold.cancellable, error);
  cpx_closing_release (cpx_practice_get_closing (practice), &hold);

  return path;
}

/* A GTaskThreadFunc. */
static void
backup_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  GError *error = NULL;
  char *path = cpx_practice_backup (source, task_data, cancellable, &error);

  if (path == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, path, g_free);
}

/**
 * cpx_practice_backup_async:
 * @practice: a practice
 * @destination: (nullable): a new file, or a folder; `NULL` for the folder beside the vault
 * @callback: called with the file made
 * @user_data: for @callback
 *
 * Does cpx_practice_backup() on a thread.
 */
void
cpx_practice_backup_async (CpxPractice         *practice,
                           const char          *destination,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CPX_IS_PRACTICE (practice));

  task = g_task_new (practice, NULL, callback, user_data);
  g_task_set_source_tag (task, cpx_practice_backup_async);
  g_task_set_task_data (task, g_strdup (destination), g_free);
  g_task_run_in_thread (task, backup_in_thread);
}

/**
 * cpx_practice_backup_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): the file made
 */
char *
cpx_practice_backup_finish (CpxPractice   *practice,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
