/* test-full-disk.c: a disk that fills up while the practice is open: files still open, and are still noted.
 *
 * On a real file system of its own, a few MiB large; where none may be mounted the test is skipped.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-open-patient.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

#define DISK_OPTIONS "size=24m"
#define N_OPENINGS   60

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
count_openings (PracticeFixture *self)
{
  g_auto(GStrv) actions = practice_fixture_list_actions (self);
  guint n = 0;

  for (guint i = 0; actions[i] != NULL; i++)
    n += g_str_equal (actions[i], "patient.opened");

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
  g_assert_cmpuint (count_openings (self), ==, N_OPENINGS);

  /* Whoever ends the program now loses none of it, though nothing else found room. */
  practice_fixture_close (self);
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_cmpuint (count_openings (self), ==, N_OPENINGS);
  g_assert_cmpint (g_unlink (filler), ==, 0);
  open_noted (self, patient);
  g_assert_cmpuint (count_openings (self), ==, N_OPENINGS + 1);
  practice_fixture_close (self);
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
  play (self, disk);
  g_assert_cmpint (umount (disk), ==, 0);
  g_rmdir (disk);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);

  g_test_add ("/full-disk/noted", PracticeFixture, NULL, practice_fixture_set_up, test_full,
              practice_fixture_tear_down);

  return g_test_run ();
}
