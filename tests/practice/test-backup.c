/* test-backup.c: copies that prove themselves, rotation, restore, check.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-backup.h"
#include "cpx-check.h"
#include "cpx-export.h"
#include "cpx-practice-private.h"
#include "cpx-restore.h"
#include "cpx-unlock.h"

#include <cpx-audit-log-private.h>
#include <cpx-clock.h>
#include <cpx-device.h>
#include <cpx-patient.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define DAY_US (24 * 3600 * (gint64) G_USEC_PER_SEC)

static char *
back_up (PracticeFixture *self,
         const char      *destination)
{
  g_autoptr(GError) error = NULL;
  char *path = cpx_practice_backup (self->practice, destination, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));

  return path;
}

static void
test_back_up (PracticeFixture *self,
              gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Moreau", "Ève", "1980-02-29");
  g_autofree char *path = back_up (self, NULL);
  g_autofree char *elsewhere = g_build_filename (self->folder, "copy.cpx", NULL);
  g_autofree char *made = back_up (self, elsewhere);
  g_autoptr(GPtrArray) list = cpx_practice_list_backups (self->path);
  CpxBackupInfo *backup;
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPractice) copy = NULL;
  g_autoptr(CpxRecord) read = NULL;

  g_assert_cmpstr (made, ==, elsewhere);
  g_assert_cmpuint (list->len, ==, 1);
  backup = g_ptr_array_index (list, 0);
  g_assert_cmpstr (backup->path, ==, path);
  g_assert_cmpuint (backup->size_bytes, >, 0);

  /* Nothing is overwritten. */
  g_assert_null (cpx_practice_backup (self->practice, elsewhere, NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED);
  g_clear_error (&error);
  copy = cpx_practice_unlock (elsewhere, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, &error);
  g_assert_no_error (error);
  read = cpx_practice_load (copy, &cpx_patient_kind, cpx_record_get_id (patient), &error);
  g_assert_true (cpx_record_equal (read, patient));
  g_assert_true (cpx_practice_close (copy, &error));
}

static void
test_not_allowed (PracticeFixture *self,
                  gconstpointer    data)
{
  g_autoptr(GError) error = NULL;

  practice_fixture_add_user (self, "nora", CPX_ROLE_NURSE);
  practice_fixture_reopen (self, "nora", FIXTURE_PASSPHRASE);
  g_assert_null (cpx_practice_backup (self->practice, NULL, NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED);
  g_clear_error (&error);
  g_assert_null (cpx_practice_check (self->practice, NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED);
}

/* Forty days with two old backups each; today's makes the newest of thirty days stay. */
static void
test_rotation (PracticeFixture *self,
               gconstpointer    data)
{
  g_autofree char *folder = cpx_practice_dup_backup_folder (self->path);
  g_autofree char *foreign = g_build_filename (folder, "practice-photo.cpx", NULL);
  g_autofree char *made = NULL;
  g_autoptr(GPtrArray) list = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (foreign, "mine", -1, NULL));
  for (int i = 1; i <= 40; i++)
    {
      g_autoptr(GDateTime) day = g_date_time_new_from_unix_local ((cpx_clock_now_us () - i * DAY_US) / G_USEC_PER_SEC);

      for (int hour = 0; hour < 2; hour++)
        {
          g_autofree char *stamp = g_date_time_format (day, "%Y%m%d");
          g_autofree char *path = g_strdup_printf ("%s/practice-%s-0%d0000.cpx", folder, stamp, hour);

          g_assert_true (g_file_set_contents (path, "old", -1, NULL));
        }
    }
  made = back_up (self, NULL);
  list = cpx_practice_list_backups (self->path);
  g_assert_cmpuint (list->len, ==, CPX_BACKUPS_KEPT);
  for (guint i = 1; i < list->len; i++)
    g_assert_true (g_str_has_suffix (((CpxBackupInfo *) list->pdata[i])->path, "-010000.cpx"));
  g_assert_true (g_file_test (foreign, G_FILE_TEST_EXISTS));
}

/* A file is where the folder should be: the sentence names it, and it is a fault of the disk. */
static void
test_no_folder (PracticeFixture *self,
                gconstpointer    data)
{
  g_autofree char *folder = cpx_practice_dup_backup_folder (self->path);
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (folder, "x", -1, NULL));
  g_assert_null (cpx_practice_backup (self->practice, NULL, NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_IO);
  g_assert_nonnull (strstr (error->message, folder));
}

/* A CpxTxnFunc: what somebody does who has the passphrase and knows SQL. */
static gpointer
alter_first_entry (CpxTxn    *txn,
                   gpointer   data,
                   GError   **error)
{
  return cpx_db_exec (txn->db, "UPDATE log SET hash = zeroblob (32) WHERE place = (SELECT min (place) FROM log)",
                      error) ? txn : NULL;
}

/* @old_log: "device, number of entries, hash of the last" */
static void
check_both_logs (PracticeFixture *self,
                 const char      *old_log)
{
  g_auto(GStrv) old = g_strsplit (old_log, " ", 3);
  gint64 n_own = practice_fixture_count_audit (self);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxCheckReport) sound = cpx_practice_check (self->practice, NULL, &error);
  g_autoptr(CpxCheckReport) altered = NULL;

  g_assert_no_error (error);
  g_assert_true (sound->sound);
  g_assert_cmpuint (sound->n_audit_entries, ==, (guint64) n_own + g_ascii_strtoull (old[1], NULL, 10));

  cpx_store_run_sync (cpx_practice_get_store (self->practice), alter_first_entry, NULL, NULL, &error);
  g_assert_no_error (error);
  altered = cpx_practice_check (self->practice, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (altered->problems->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (altered->problems, 0), old[0]));
  g_assert_nonnull (strstr (g_ptr_array_index (altered->problems, 0), "entry 0 was altered"));
}

static void
test_restore (PracticeFixture *self,
              gconstpointer    data)
{
  g_autofree char *copy = g_build_filename (self->folder, "copy.cpx", NULL);
  g_autofree char *old_device = g_strdup (cpx_practice_get_device_id (self->practice));
  g_autoptr(CpxRecord) before = practice_fixture_add_patient (self, "Moreau", "Ève", "1980-02-29");
  g_autofree char *made = back_up (self, copy);
  g_autoptr(CpxRecord) after = practice_fixture_add_patient (self, "Adam", "Luc", "1970-01-01");
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxRestored) restored = NULL;
  g_autoptr(CpxRecord) device = NULL;
  g_auto(GStrv) actions = NULL;

  /* Held: refused, nothing touched. */
  g_assert_null (cpx_practice_restore (self->path, copy, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, FALSE, NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_HELD);
  g_clear_error (&error);
  practice_fixture_close (self);
  g_assert_null (cpx_practice_restore (self->path, copy, FIXTURE_LOGIN, "pas la bonne", NULL, FALSE, NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_WRONG_PASSPHRASE);
  g_clear_error (&error);

  restored = cpx_practice_restore (self->path, copy, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, FALSE, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (restored->replaced_path, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpint (restored->origin.last_us, >, 0);
  g_assert_true (g_str_has_prefix (restored->old_log, old_device));
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_cmpint (practice_fixture_count (self, &cpx_patient_kind), ==, 1);
  g_assert_cmpstr (cpx_practice_get_device_id (self->practice), !=, old_device);
  device = cpx_practice_load (self->practice, &cpx_device_kind, cpx_practice_get_device_id (self->practice), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cpx_record_get_text (device, CPX_DEVICE_RESTORED_FROM), ==, restored->old_log);
  actions = practice_fixture_list_actions (self);
  g_assert_cmpstr (actions[0], ==, "device.restored");
  check_both_logs (self, restored->old_log);

  /* What was replaced is whole. */
  practice_fixture_close (self);
  g_free (self->path);
  self->path = g_strdup (restored->replaced_path);
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_cmpint (practice_fixture_count (self, &cpx_patient_kind), ==, 2);
}

/* Given up: no file, and nothing said to have been found. */
static void
test_cancelled (PracticeFixture *self,
                gconstpointer    data)
{
  g_autofree char *copy = g_build_filename (self->folder, "copy.cpx", NULL);
  g_autofree char *archive = g_build_filename (self->folder, "all.zip", NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GDir) dir = NULL;
  const char *name;
  GError *error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (cpx_practice_backup (self->practice, copy, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpint (cpx_practice_export (self->practice, archive, TRUE, NULL, cancellable, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (cpx_practice_check (self->practice, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_free (back_up (self, copy));
  practice_fixture_close (self);
  g_assert_null (cpx_practice_restore (self->path, copy, FIXTURE_LOGIN, FIXTURE_PASSPHRASE,
                                       NULL, FALSE, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpint (g_unlink (copy), ==, 0);
  dir = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_true (g_str_has_prefix (name, "practice.cpx"));
}

/* Everything in clear leaves only with who may open it, and nothing is left behind by who may not. */
static void
test_export_roles (PracticeFixture *self,
                   gconstpointer    data)
{
  static const struct
  {
    const char *login;
    CpxRoles    roles;
    gboolean    may;
  } users[] = {
    { "gerant", CPX_ROLE_ADMIN, FALSE },
    { "remplacant", CPX_ROLE_SURGEON, FALSE },
    { "sylvie", CPX_ROLE_ADMIN | CPX_ROLE_SECRETARY, TRUE },
    { "yves", CPX_ROLE_ADMIN | CPX_ROLE_SURGEON, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (users); i++)
    practice_fixture_add_user (self, users[i].login, users[i].roles);
  for (gsize i = 0; i < G_N_ELEMENTS (users); i++)
    {
      g_autofree char *archive = g_strdup_printf ("%s/%s.zip", self->folder, users[i].login);
      g_autoptr(GError) error = NULL;
      gint64 n;

      practice_fixture_reopen (self, users[i].login, FIXTURE_PASSPHRASE);
      n = cpx_practice_export (self->practice, archive, FALSE, NULL, NULL, &error);
      g_assert_cmpint (n > 0, ==, users[i].may);
      g_assert_cmpint (g_file_test (archive, G_FILE_TEST_EXISTS), ==, users[i].may);
      if (!users[i].may)
        g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED);
    }
}

/* A disk without room names the file that was asked for, not the one that was being made. */
static void
test_named (PracticeFixture *self,
            gconstpointer    data)
{
  g_autofree char *copy = g_build_filename (self->folder, "none", "copy.cpx", NULL);
  g_autofree char *sentence = g_strdup_printf ("“%s”", copy);
  g_autoptr(GError) error = NULL;

  g_assert_null (cpx_practice_backup (self->practice, copy, NULL, &error));
  g_assert_nonnull (strstr (error->message, sentence));
}

/* This program's own: where links are refused, as on FAT. */
static gboolean has_no_links;

int
link (const char *from,
      const char *to)
{
  if (!has_no_links)
    return linkat (AT_FDCWD, from, AT_FDCWD, to, 0);
  errno = EPERM;

  return -1;
}

static void
test_restore_without_links (PracticeFixture *self,
                            gconstpointer    data)
{
  g_autofree char *copy = g_build_filename (self->folder, "copy.cpx", NULL);
  g_autoptr(CpxRecord) after = NULL;
  g_autoptr(CpxRestored) restored = NULL;
  g_autoptr(GError) error = NULL;

  has_no_links = TRUE;
  g_free (back_up (self, copy));
  after = practice_fixture_add_patient (self, "Adam", "Luc", "1970-01-01");
  practice_fixture_close (self);
  restored = cpx_practice_restore (self->path, copy, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, FALSE, NULL, &error);
  g_assert_no_error (error);
  has_no_links = FALSE;
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_cmpint (practice_fixture_count (self, &cpx_patient_kind), ==, 0);
  practice_fixture_close (self);
  g_free (self->path);
  self->path = g_strdup (restored->replaced_path);
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_cmpint (practice_fixture_count (self, &cpx_patient_kind), ==, 1);
}

static void
flip_byte (const char *path,
           goffset     offset)
{
  int byte;
  FILE *file = g_fopen (path, "r+b");

  g_assert_nonnull (file);
  fseek (file, offset, SEEK_SET);
  byte = fgetc (file);
  fseek (file, offset, SEEK_SET);
  fputc (byte ^ 0x10, file);
  fclose (file);
}

static void
test_restore_damaged (PracticeFixture *self,
                      gconstpointer    data)
{
  g_autofree char *copy = g_build_filename (self->folder, "copy.cpx", NULL);
  g_autofree char *none = g_build_filename (self->folder, "none.cpx", NULL);
  g_autofree char *leftover = g_strconcat (self->path, ".restoring", NULL);
  g_autofree char *made = back_up (self, copy);
  g_autoptr(GError) error = NULL;
  GStatBuf status;

  practice_fixture_close (self);
  g_assert_cmpint (g_stat (copy, &status), ==, 0);
  flip_byte (copy, status.st_size - 100);
  g_assert_null (cpx_practice_restore (self->path, copy, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, FALSE, NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_null (cpx_practice_restore (self->path, none, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, FALSE, NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (leftover, G_FILE_TEST_EXISTS));
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
}

static void
test_restore_in_empty_place (PracticeFixture *self,
                             gconstpointer    data)
{
  g_autofree char *copy = g_build_filename (self->folder, "copy.cpx", NULL);
  g_autofree char *place = g_build_filename (self->folder, "new", "practice.cpx", NULL);
  g_autofree char *made = back_up (self, copy);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxRestored) restored = cpx_practice_restore (place, copy, FIXTURE_LOGIN, FIXTURE_PASSPHRASE,
                                                          NULL, FALSE, NULL,
                                                          &error);

  g_assert_no_error (error);
  g_assert_null (restored->replaced_path);
  g_assert_true (g_file_test (place, G_FILE_TEST_IS_REGULAR));
}

/* The same passphrase opens both: what tells them apart is the vault's id, which a change of keys leaves alone. */
static void
test_restore_other_practice (PracticeFixture *self,
                             gconstpointer    data)
{
  PracticeFixture other = { NULL };
  g_autofree char *copy = g_build_filename (self->folder, "copy.cpx", NULL);
  g_autofree char *made = back_up (self, copy);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(CpxRestored) restored = NULL;
  g_autoptr(GError) error = NULL;
  gsize n_before, n_after;

  practice_fixture_set_up (&other, NULL);
  practice_fixture_close (&other);
  g_assert_true (g_file_get_contents (other.path, &before, &n_before, NULL));
  g_assert_null (cpx_practice_restore (other.path, copy, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, FALSE, NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, copy));
  g_assert_nonnull (strstr (error->message, other.path));
  g_assert_true (g_file_get_contents (other.path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);

  restored = cpx_practice_restore (other.path, copy, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, TRUE, NULL, NULL);
  g_assert_nonnull (restored);
  g_assert_cmpstr (restored->origin.practice_name, ==, "Cabinet d’essai");
  g_assert_true (g_file_test (restored->replaced_path, G_FILE_TEST_IS_REGULAR));
  practice_fixture_tear_down (&other, NULL);
}

static void
test_check (PracticeFixture *self,
            gconstpointer    data)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Moreau", "Ève", "1980-02-29");
  gint64 n_audit = practice_fixture_count_audit (self);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxCheckReport) report = cpx_practice_check (self->practice, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (report->sound);
  g_assert_cmpuint (report->problems->len, ==, 0);
  g_assert_cmpuint (report->n_audit_entries, ==, (guint64) n_audit);
  g_assert_cmpuint (report->n_records, ==, 4);  /* practice, user, device, patient */
  g_assert_cmpuint (report->n_changes, ==, 4);
}

/* Who holds the file holds it whatever it is called, and the link stays a link. */
static void
test_restore_through_a_link (PracticeFixture *self,
                             gconstpointer    data)
{
  g_autofree char *copy = g_build_filename (self->folder, "copy.cpx", NULL);
  g_autofree char *other = g_build_filename (self->folder, "link.cpx", NULL);
  g_autofree char *made = back_up (self, copy);
  g_autoptr(CpxRecord) after = practice_fixture_add_patient (self, "Adam", "Luc", "1970-01-01");
  g_autoptr(CpxRestored) restored = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (symlink (self->path, other), ==, 0);
  g_assert_null (cpx_practice_restore (other, copy, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, FALSE, NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_HELD);
  g_clear_error (&error);
  practice_fixture_close (self);

  restored = cpx_practice_restore (other, copy, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, FALSE, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (other, G_FILE_TEST_IS_SYMLINK));
  g_assert_false (g_file_test (restored->replaced_path, G_FILE_TEST_IS_SYMLINK));
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_cmpint (practice_fixture_count (self, &cpx_patient_kind), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  FIXTURE_TEST ("/backup/back-up", test_back_up);
  FIXTURE_TEST ("/backup/not-allowed", test_not_allowed);
  FIXTURE_TEST ("/backup/rotation", test_rotation);
  FIXTURE_TEST ("/backup/no-folder", test_no_folder);
  FIXTURE_TEST ("/backup/cancelled", test_cancelled);
  FIXTURE_TEST ("/backup/named", test_named);
  FIXTURE_TEST ("/export/roles", test_export_roles);
  FIXTURE_TEST ("/restore/restore", test_restore);
  FIXTURE_TEST ("/restore/without-links", test_restore_without_links);
  FIXTURE_TEST ("/restore/damaged", test_restore_damaged);
  FIXTURE_TEST ("/restore/in-empty-place", test_restore_in_empty_place);
  FIXTURE_TEST ("/restore/through-a-link", test_restore_through_a_link);
  FIXTURE_TEST ("/restore/other-practice", test_restore_other_practice);
  FIXTURE_TEST ("/check/sound", test_check);

  return g_test_run ();
}
