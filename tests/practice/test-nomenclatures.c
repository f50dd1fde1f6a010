/* test-nomenclatures.c: official archives into a practice: kept once, side by side, or nothing at all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-import-nomenclature.h"
#include "cpx-journal.h"
#include "cpx-nomenclatures.h"
#include "dbf-fixture.h"
#include "practice-fixture.h"

#include <cpx-blob-table.h>
#include <cpx-nomenclature-record.h>
#include <cpx-user.h>
#include <glib/gstdio.h>
#include <string.h>

/* A file of ../shared/ccam, or NULL after saying by name why this test is skipped. */
static char *
find_shared (const char *name)
{
  char *path = g_build_filename (g_getenv ("CPX_SHARED"), "ccam", name, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return path;
  g_test_skip ("the official distribution is not beside this repository");
  g_free (path);

  return NULL;
}

static CpxImportedNomenclature *
import (PracticeFixture  *self,
        const char       *path,
        const char       *version,
        GError          **error)
{
  const char *paths[] = { path, NULL };

  return cpx_practice_import_nomenclature (self->practice, paths, version, FALSE, NULL, NULL, NULL, error);
}

static guint
count_versions (PracticeFixture *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = cpx_practice_list_nomenclatures (self->practice, &error);

  g_assert_no_error (error);

  return records->len;
}

static void
test_starter (PracticeFixture *self,
              gconstpointer    data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxNomenclature) nomenclature = cpx_practice_open_nomenclature (self->practice, 20261122, &error);

  g_assert_no_error (error);
  g_assert_true (cpx_nomenclature_is_starter (nomenclature));
  g_assert_cmpuint (strlen (cpx_nomenclatures_get_hash (nomenclature)), ==, 64);
  g_assert_cmpuint (count_versions (self), ==, 0);
}

static void
test_import (PracticeFixture *self,
             gconstpointer    data)
{
  g_autofree char *path = find_shared ("dbf/small.zip");
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxImportedNomenclature) first = NULL;
  g_autoptr(CpxImportedNomenclature) again = NULL;
  g_autoptr(CpxImportedNomenclature) other = NULL;
  g_autoptr(CpxNomenclature) open = NULL;

  if (path == NULL)
    return;
  first = import (self, path, "78.10", &error);
  g_assert_no_error (error);
  g_assert_true (first->is_new);
  g_assert_true (cpx_nomenclature_is_starter (first->before));
  g_assert_cmpuint (cpx_nomenclature_get_n_acts (first->imported), ==, 59);
  g_assert_cmpstr (cpx_record_get_text (first->record, CPX_NOMENCLATURE_RECORD_HASH), ==,
                   cpx_nomenclatures_get_hash (first->imported));
  again = import (self, path, "78.10", &error);
  g_assert_no_error (error);
  g_assert_false (again->is_new);
  g_assert_null (again->receipt);
  g_assert_cmpuint (count_versions (self), ==, 1);
  other = import (self, path, "79", &error);
  g_assert_true (other->is_new);
  g_assert_cmpuint (count_versions (self), ==, 2);
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  open = cpx_practice_open_nomenclature (self->practice, 20261122, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cpx_nomenclature_get_version (open), ==, "79");
  g_assert_true (g_bytes_equal (cpx_nomenclature_get_bytes (open), cpx_nomenclature_get_bytes (other->imported)));
}

/* Two acts, in a folder of tables. */
static char *
write_extract (PracticeFixture *self)
{
  g_autoptr(GHashTable) tables = dbf_distribution ();
  char *folder = g_build_filename (self->folder, "extract", NULL);
  GHashTableIter iter;
  gpointer name, bytes;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_hash_table_iter_init (&iter, tables);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    {
      g_autofree char *file = g_strdup_printf ("%s.dbf", (const char *) name);
      g_autofree char *path = g_build_filename (folder, file, NULL);
      gsize size;
      const char *data = g_bytes_get_data (bytes, &size);

      g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
    }

  return folder;
}

/* Beside the starter an extract is what it says; in place of a whole version it is asked about first. */
static void
test_smaller (PracticeFixture *self,
              gconstpointer    data)
{
  g_autofree char *whole = find_shared ("dbf/small.zip");
  g_autofree char *extract = NULL;
  g_autofree char *warning = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxImportedNomenclature) first = NULL;
  g_autoptr(CpxImportedNomenclature) refused = NULL;
  g_autoptr(CpxImportedNomenclature) accepted = NULL;

  if (whole == NULL)
    return;
  extract = write_extract (self);
  first = import (self, whole, "78.10", &error);
  g_assert_no_error (error);
  g_assert_false (first->is_smaller);
  g_assert_null (cpx_imported_nomenclature_dup_warning (first));
  refused = import (self, extract, "79", &error);
  g_assert_no_error (error);
  g_assert_true (refused->is_smaller);
  g_assert_false (refused->is_new);
  g_assert_null (refused->record);
  warning = cpx_imported_nomenclature_dup_warning (refused);
  g_assert_nonnull (strstr (warning, "79 has 2 acts"));
  g_assert_nonnull (strstr (warning, "78.10, in force, has 59"));
  g_assert_cmpuint (count_versions (self), ==, 1);
  accepted = cpx_practice_import_nomenclature (self->practice, (const char *[]) { extract, NULL }, "79", TRUE, NULL,
                                               NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (accepted->is_new);
  g_assert_cmpuint (count_versions (self), ==, 2);
}

/* A CpxDeedFunc. */
static gpointer
lose_content (CpxJournal  *journal,
              gpointer     record,
              GError     **error)
{
  const char *text = cpx_record_get_text (record, CPX_NOMENCLATURE_RECORD_HASH);
  guint8 hash[CPX_BLOB_HASH_SIZE];

  for (guint i = 0; i < sizeof hash; i++)
    hash[i] = (guint8) (g_ascii_xdigit_value (text[2 * i]) << 4 | g_ascii_xdigit_value (text[2 * i + 1]));

  return cpx_blob_table_remove (cpx_journal_get_txn (journal), hash, error) ? record : NULL;
}

/* A record may come from elsewhere without what it names: the starter serves until the files are imported here too. */
static void
test_content_lost (PracticeFixture *self,
                   gconstpointer    data)
{
  g_autofree char *path = find_shared ("dbf/small.zip");
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxImportedNomenclature) imported = NULL;
  g_autoptr(CpxImportedNomenclature) again = NULL;
  g_autoptr(CpxNomenclature) without = NULL;
  g_autoptr(CpxNomenclature) with = NULL;

  if (path == NULL)
    return;
  imported = import (self, path, "78.10", &error);
  g_assert_nonnull (cpx_practice_perform (self->practice, lose_content, imported->record, NULL, &error));
  without = cpx_practice_open_nomenclature (self->practice, 20261122, &error);
  g_assert_true (cpx_nomenclature_is_starter (without));
  again = import (self, path, "78.10", &error);
  g_assert_no_error (error);
  g_assert_false (again->is_new);
  with = cpx_practice_open_nomenclature (self->practice, 20261122, &error);
  g_assert_false (cpx_nomenclature_is_starter (with));
  g_assert_cmpuint (count_versions (self), ==, 1);
}

/* The archive cut at every 1,000th byte: always an error, never anything written. */
static void
test_cut (PracticeFixture *self,
          gconstpointer    data)
{
  g_autofree char *path = find_shared ("dbf/small.zip");
  g_autofree char *cut = g_build_filename (self->folder, "cut.zip", NULL);
  g_autofree char *content = NULL;
  gint64 n_entries = practice_fixture_count_audit (self);
  gsize size;

  if (path == NULL)
    return;
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  for (gsize length = 0; length < size; length += 1000)
    {
      g_autoptr(GError) error = NULL;

      g_assert_true (g_file_set_contents (cut, content, (gssize) length, NULL));
      g_assert_null (import (self, cut, NULL, &error));
      g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED);
      g_assert_nonnull (strstr (error->message, "cut.zip"));
    }
  g_assert_cmpuint (count_versions (self), ==, 0);
  g_assert_cmpint (practice_fixture_count_audit (self), ==, n_entries);
}

/* A byte changed anywhere in what is packed is seen by its sum. */
static void
test_flipped (PracticeFixture *self,
              gconstpointer    data)
{
  g_autofree char *path = find_shared ("dbf/small.zip");
  g_autofree char *flipped = g_build_filename (self->folder, "flipped.zip", NULL);
  g_autofree char *content = NULL;
  gsize size;

  if (path == NULL)
    return;
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  for (gsize at = 500; at < size; at += size / 10)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CpxImportedNomenclature) imported = NULL;

      content[at] ^= 0x55;
      g_assert_true (g_file_set_contents (flipped, content, (gssize) size, NULL));
      content[at] ^= 0x55;
      imported = import (self, flipped, "1", &error);
      if (imported != NULL)  /* in a name, or in the table that tells how the data were made */
        g_assert_cmpuint (cpx_nomenclature_get_n_acts (imported->imported), ==, 59);
    }
}

static void
test_refused (PracticeFixture *self,
              gconstpointer    data)
{
  g_autofree char *part = find_shared ("dbf/zip/CCAM07810_DBF_PART2.zip");
  g_autoptr(GError) error = NULL;

  g_assert_null (import (self, self->folder, NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (import (self, "/nowhere/x.zip", NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  practice_fixture_add_user (self, "secretary", CPX_ROLE_SECRETARY);
  if (part != NULL)
    {
      g_assert_null (import (self, part, NULL, &error));
      g_assert_nonnull (strstr (error->message, "R_ACTE"));
      g_clear_error (&error);
    }
  practice_fixture_reopen (self, "secretary", FIXTURE_PASSPHRASE);
  g_assert_null (import (self, self->folder, NULL, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED);
}

static void
cancel (double   fraction,
        guint64  n_records,
        gpointer data)
{
  g_assert_cmpfloat (fraction, <=, 1.0);
  if (n_records > 10000)
    g_cancellable_cancel (data);
}

static void
test_cancel (PracticeFixture *self,
             gconstpointer    data)
{
  g_autofree char *path = find_shared ("dbf/small.zip");
  const char *paths[] = { path, NULL };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  if (path == NULL)
    return;
  g_assert_null (cpx_practice_import_nomenclature (self->practice, paths, NULL, FALSE, cancel, cancellable,
                                                   cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_versions (self), ==, 0);
}

typedef struct
{
  GMainLoop               *loop;
  CpxImportedNomenclature *imported;
  GError                  *error;
  guint64                  n_said;
} Wait;

static void
count_progress (double   fraction,
                guint64  n_records,
                gpointer data)
{
  ((Wait *) data)->n_said++;
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Wait *wait = data;

  wait->imported = cpx_practice_import_nomenclature_finish (CPX_PRACTICE (source), result, &wait->error);
  g_main_loop_quit (wait->loop);
}

/* As the screen does it: read on a thread of its own, progress told here. */
static void
test_async (PracticeFixture *self,
            gconstpointer    data)
{
  g_autofree char *path = find_shared ("dbf/small.zip");
  const char *paths[] = { path, NULL };
  Wait wait = { .loop = g_main_loop_new (NULL, FALSE) };

  if (path != NULL)
    {
      cpx_practice_import_nomenclature_async (self->practice, paths, "78.10", FALSE, count_progress, &wait, NULL,
                                              imported_cb, &wait);
      g_main_loop_run (wait.loop);
      g_assert_no_error (wait.error);
      g_assert_true (wait.imported->is_new);
      g_assert_cmpuint (wait.n_said, >, 10);
      g_assert_cmpuint (count_versions (self), ==, 1);
      cpx_imported_nomenclature_free (wait.imported);
    }
  g_main_loop_unref (wait.loop);
}

/* The three archives, in their folder: their version is in their names, each label is that of the public data. */
static void
test_whole (PracticeFixture *self,
            gconstpointer    data)
{
  g_autofree char *path = find_shared ("dbf/zip");
  g_autofree char *table = path != NULL ? find_shared ("data/acts.tsv") : NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxImportedNomenclature) imported = NULL;
  guint n_found = 0;

  if (table == NULL)
    return;
  imported = import (self, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cpx_nomenclature_get_version (imported->imported), ==, "78.10");
  g_assert_cmpuint (imported->n_records, >=, 683000);
  g_assert_true (g_file_get_contents (table, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto(GStrv) columns = g_strsplit (lines[i], "\t", 10);
      g_auto(GStrv) parts = g_strsplit (columns[2], "¶", -1);
      g_autofree char *label = NULL;
      guint act = cpx_nomenclature_find_act (imported->imported, columns[0]);
      CpxCcamAct row;

      if (act == CPX_CCAM_NONE)
        continue;
      n_found++;
      row = cpx_nomenclature_get_act (imported->imported, act);
      g_assert_true (*row.short_label == '\0' || strcmp (row.short_label, columns[1]) == 0);
      label = g_strstrip (g_strjoinv ("\n", parts));
      g_assert_cmpstr (row.long_label, ==, label);
      g_assert_cmpint (row.kind, ==, columns[3][0] - '0');
      g_assert_cmpint (row.sex, ==, columns[4][0] - '0');
      g_assert_cmpstr (cpx_nomenclature_get_menu (imported->imported, row.menu).number, ==, columns[8]);
    }
  g_assert_cmpuint (n_found, ==, cpx_nomenclature_get_n_acts (imported->imported));
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);

  FIXTURE_TEST ("/nomenclatures/starter", test_starter);
  FIXTURE_TEST ("/nomenclatures/import", test_import);
  FIXTURE_TEST ("/nomenclatures/smaller", test_smaller);
  FIXTURE_TEST ("/nomenclatures/content-lost", test_content_lost);
  FIXTURE_TEST ("/nomenclatures/cut", test_cut);
  FIXTURE_TEST ("/nomenclatures/flipped", test_flipped);
  FIXTURE_TEST ("/nomenclatures/refused", test_refused);
  FIXTURE_TEST ("/nomenclatures/cancel", test_cancel);
  FIXTURE_TEST ("/nomenclatures/async", test_async);
  FIXTURE_TEST ("/nomenclatures/whole", test_whole);

  return g_test_run ();
}
