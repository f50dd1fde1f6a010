/* test-restore-test.c: a backup put to the test, which leaves no trace of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-backup.h"
#include "cpx-restore-test.h"

#include <string.h>

typedef struct
{
  GBytes *bytes;
  char   *path;
} Backup;

static GBytes *
read_file (const char *path)
{
  g_autoptr(GError) error = NULL;
  char *contents = NULL;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (contents, length);
}

static Backup
make_backup (PracticeFixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (fixture, "DUPONT", "Jean", "1958-03-14");
  Backup backup = { .path = cpx_practice_backup (fixture->practice, NULL, NULL, &error) };

  g_assert_no_error (error);
  backup.bytes = read_file (backup.path);

  return backup;
}

/* The backup is byte for byte as it was, and nothing lies beside it that was not there. */
static void
end (Backup *backup)
{
  g_autoptr(GBytes) now = read_file (backup->path);
  g_autofree char *log = g_strconcat (backup->path, "-wal", NULL);

  g_assert_true (g_bytes_equal (backup->bytes, now));
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_bytes_unref (backup->bytes);
  g_free (backup->path);
}

static void
test_sound (PracticeFixture *fixture,
            gconstpointer    data)
{
  Backup backup = make_backup (fixture);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxCheckReport) report =
    cpx_practice_test_restore (backup.path, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (report->sound);
  g_assert_cmpuint (report->n_records, >=, 3);   /* the practice, its user, a patient */
  end (&backup);
}

static void
test_wrong_passphrase (PracticeFixture *fixture,
                       gconstpointer    data)
{
  Backup backup = make_backup (fixture);
  g_autoptr(GError) error = NULL;

  g_assert_null (cpx_practice_test_restore (backup.path, FIXTURE_LOGIN, "une autre phrase", NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_WRONG_PASSPHRASE);
  end (&backup);
}

static void
test_missing (PracticeFixture *fixture,
              gconstpointer    data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "no-such-backup.cpx", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (cpx_practice_test_restore (path, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, path));
}

/* Every page is read: damage anywhere behind the header is told, as an error or in the report. */
static void
test_damaged (PracticeFixture *fixture,
              gconstpointer    data)
{
  Backup backup = make_backup (fixture);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxCheckReport) report = NULL;
  gsize length = g_bytes_get_size (backup.bytes);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (backup.bytes, NULL), length);

  memset (bytes + length / 2, 0xa5, 64);
  g_file_set_contents (backup.path, (char *) bytes, (gssize) length, &error);
  g_assert_no_error (error);
  g_bytes_unref (backup.bytes);
  backup.bytes = read_file (backup.path);

  report = cpx_practice_test_restore (backup.path, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, &error);
  g_assert_true (report != NULL ? !report->sound : error != NULL);
  end (&backup);
}

static void
tested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  CpxCheckReport **report = user_data;
  g_autoptr(GError) error = NULL;

  *report = cpx_practice_test_restore_finish (result, &error);
  g_assert_no_error (error);
}

/* The practice may be worked with meanwhile: it is not the same file. */
static void
test_async (PracticeFixture *fixture,
            gconstpointer    data)
{
  Backup backup = make_backup (fixture);
  CpxCheckReport *report = NULL;
  g_autoptr(CpxRecord) patient = NULL;

  cpx_practice_test_restore_async (backup.path, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, tested_cb, &report);
  patient = practice_fixture_add_patient (fixture, "MARTIN", "Anne", "1970-01-02");
  while (report == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (report->sound);
  cpx_check_report_free (report);
  end (&backup);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);

  FIXTURE_TEST ("/restore-test/sound", test_sound);
  FIXTURE_TEST ("/restore-test/wrong-passphrase", test_wrong_passphrase);
  FIXTURE_TEST ("/restore-test/missing", test_missing);
  FIXTURE_TEST ("/restore-test/damaged", test_damaged);
  FIXTURE_TEST ("/restore-test/async", test_async);

  return g_test_run ();
}
