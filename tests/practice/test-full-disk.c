/* test-full-disk.c: a disk that fills up while the practice is open, or before: files still open, and are still noted.
 *
 * On a real file system of its own, a few MiB large; where none may be mounted the test is skipped.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-open-patient.h"
#include "cpx-unlock.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

#define DISK_OPTIONS "size=24m"
#define N_OPENINGS   60

typedef void (*Play) (PracticeFixture *self,
                      const char      *disk);

/* Takes all that is left. */
static void
fill (const char *path)
{
  g_autofree char *bytes = g_malloc0 (64 * 1024);
  int fd = open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  for (gsize n = 64 * 1024; n > 0;)
    {
      if (write (fd, bytes, n) < 0)
        n /= 2;
    }
  g_assert_cmpint (errno, ==, ENOSPC);
  close (fd);
}

static guint
count (PracticeFixture *self,
       const char      *action)
{
  g_auto(GStrv) actions = practice_fixture_list_actions (self);
  guint n = 0;

  for (guint i = 0; actions[i] != NULL; i++)
    n += g_str_equal (actions[i], action);

  return n;
}

/* The vault is moved to the small disk: the fixture makes it elsewhere. */
static void
move_to (PracticeFixture *self,
         const char      *disk)
{
  g_autoptr(GFile) from = g_file_new_for_path (self->path), to = NULL;
  g_autoptr(GError) error = NULL;

  practice_fixture_close (self);
  g_free (self->path);
  self->path = g_build_filename (disk, "practice.cpx", NULL);
  to = g_file_new_for_path (self->path);
  g_file_move (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
}

static void
open_noted (PracticeFixture *self,
            CpxRecord       *patient)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPatientFile) file = cpx_practice_open_patient (self->practice, cpx_record_get_id (patient), &error);

  g_assert_no_error (error);
  g_assert_true (file->noted);
  g_assert_null (file->warning);
}

static void
play (PracticeFixture *self,
      const char      *disk)
{
  g_autofree char *filler = g_build_filename (disk, "filler", NULL);
  g_autoptr(CpxRecord) patient = NULL;

  move_to (self, disk);
  patient = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  fill (filler);
  for (guint i = 0; i < N_OPENINGS; i++)
    open_noted (self, patient);
  g_assert_cmpuint (count (self, "patient.opened"), ==, N_OPENINGS);

  /* Whoever ends the program now loses none of it, though nothing else found room. */
  practice_fixture_close (self);
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_cmpuint (count (self, "patient.opened"), ==, N_OPENINGS);
  g_assert_cmpint (g_unlink (filler), ==, 0);
  open_noted (self, patient);
  g_assert_cmpuint (count (self, "patient.opened"), ==, N_OPENINGS + 1);
  practice_fixture_close (self);
}

/* What this machine remembers of failed unlocks goes to the small disk too. */
static void
move_state_to (const char *disk)
{
  g_autofree char *from = g_build_filename (g_get_user_state_dir (), "chirurgieprox", NULL);
  g_autofree char *to = g_build_filename (disk, "state", NULL), *aside = g_strconcat (from, ".aside", NULL);

  g_assert_cmpint (g_rename (from, aside), ==, 0);
  g_assert_cmpint (g_mkdir (to, 0700), ==, 0);
  g_assert_cmpint (symlink (to, from), ==, 0);
}

static void
move_state_back (void)
{
  g_autofree char *from = g_build_filename (g_get_user_state_dir (), "chirurgieprox", NULL);
  g_autofree char *aside = g_strconcat (from, ".aside", NULL);

  g_assert_cmpint (g_unlink (from), ==, 0);
  g_assert_cmpint (g_rename (aside, from), ==, 0);
}

/* As on a machine where nobody ever came in. */
static void
empty_state (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "chirurgieprox", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

static void
fail_to_unlock (PracticeFixture *self,
                const char      *told)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPractice) nobody = cpx_practice_unlock (self->path, FIXTURE_LOGIN, "wrong", NULL, &error);

  g_assert_null (nobody);
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_WRONG_PASSPHRASE);
  if (told == NULL)
    g_assert_cmpstr (error->message, ==, "Incorrect passphrase");
  else
    g_assert_nonnull (strstr (error->message, told));
}

/* Nobody was in when the disk filled up. */
static void
play_closed (PracticeFixture *self,
             const char      *disk)
{
  g_autofree char *filler = g_build_filename (disk, "filler", NULL);
  g_autoptr(CpxRecord) patient = NULL;

  move_state_to (disk);
  move_to (self, disk);
  patient = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  practice_fixture_close (self);
  fill (filler);
  fail_to_unlock (self, NULL);
  fail_to_unlock (self, NULL);

  for (guint n_times = 1; n_times <= 3; n_times++)
    {
      practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
      g_assert_null (cpx_practice_get_notice (self->practice));
      for (guint i = 0; i < N_OPENINGS; i++)
        open_noted (self, patient);
      g_assert_cmpuint (count (self, "patient.opened"), ==, n_times * N_OPENINGS);
      g_assert_cmpuint (count (self, "practice.unlock-failed"), ==, 2);
      practice_fixture_close (self);
    }
  move_state_back ();
}

/* Nor had its file kept room: it was made by an older version, or copied to a full disk. */
static void
play_without_room (PracticeFixture *self,
                   const char      *disk)
{
  g_autofree char *filler = g_build_filename (disk, "filler", NULL);
  g_autoptr(CpxRecord) patient = NULL;
  g_autoptr(CpxPatientFile) file = NULL;
  g_autoptr(GError) error = NULL;
  GStatBuf status;

  move_state_to (disk);
  move_to (self, disk);
  patient = practice_fixture_add_patient (self, "Dupont", "Zoé", "1980-02-29");
  practice_fixture_close (self);
  g_assert_cmpint (g_stat (self->path, &status), ==, 0);
  g_assert_cmpint (truncate (self->path, status.st_size), ==, 0);
  empty_state ();
  fill (filler);

  fail_to_unlock (self, "will not be in the journal");
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_nonnull (strstr (cpx_practice_get_notice (self->practice), "are not noted in the journal"));
  file = cpx_practice_open_patient (self->practice, cpx_record_get_id (patient), &error);
  g_assert_no_error (error);
  g_assert_false (file->noted);
  g_assert_nonnull (file->warning);
  practice_fixture_close (self);

  /* Once there is room it is as before. */
  g_assert_cmpint (g_unlink (filler), ==, 0);
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_null (cpx_practice_get_notice (self->practice));
  open_noted (self, patient);
  practice_fixture_close (self);
  move_state_back ();
}

static void
test_full (PracticeFixture *self,
           gconstpointer    data)
{
  g_autofree char *disk = g_dir_make_tmp ("cpx-disk-XXXXXX", NULL);

  if (mount ("tmpfs", disk, "tmpfs", MS_NOSUID | MS_NODEV, DISK_OPTIONS) != 0)
    {
      g_test_skip ("no file system may be mounted here");
      g_rmdir (disk);
      return;
    }
  ((Play) data) (self, disk);
  g_assert_cmpint (umount (disk), ==, 0);
  g_rmdir (disk);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);

  g_test_add ("/full-disk/noted", PracticeFixture, (gconstpointer) play, practice_fixture_set_up, test_full,
              practice_fixture_tear_down);
  g_test_add ("/full-disk/before-the-unlock", PracticeFixture, (gconstpointer) play_closed, practice_fixture_set_up,
              test_full, practice_fixture_tear_down);
  g_test_add ("/full-disk/no-room-kept", PracticeFixture, (gconstpointer) play_without_room, practice_fixture_set_up,
              test_full, practice_fixture_tear_down);

  return g_test_run ();
}
