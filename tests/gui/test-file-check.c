/* test-file-check.c: a bundle and a proof that somebody sends, verified on the screen: good, altered, and no such file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page-fixture.h"

#include "cpx-audit-page.h"
#include "cpx-file-check-window.h"

#include <cpx-export-audit.h>
#include <cpx-export-proof.h>
#include <cpx-zip-reader.h>
#include <cpx-zip.h>
#include <glib/gstdio.h>
#include <string.h>

static void
set_up (PageFixture   *self,
        gconstpointer  data)
{
  page_fixture_set_up (self, data);
  page_fixture_show (self, cpx_audit_page_new (self->practice));
}

static GtkWidget *
find_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (CPX_IS_FILE_CHECK_WINDOW (window))
        return window;
    }

  return NULL;
}

static AdwStatusPage *
get_status (void)
{
  return ADW_STATUS_PAGE (page_fixture_find_name (find_window (), "file-check-status"));
}

static const char *
read_row (const char *name)
{
  GtkWidget *row = page_fixture_find_name (find_window (), name);

  return gtk_widget_get_visible (row) ? adw_action_row_get_subtitle (ADW_ACTION_ROW (row)) : NULL;
}

static gboolean
has_found (gpointer data)
{
  return find_window () != NULL && adw_status_page_get_title (get_status ()) != NULL &&
         *adw_status_page_get_title (get_status ()) != '\0';
}

static gboolean
is_gone (gpointer data)
{
  return find_window () == NULL;
}

static void
check (PageFixture *self,
       const char  *path)
{
  cpx_file_check_window_present (page_fixture_find_type (self->window, CPX_TYPE_AUDIT_PAGE, 0), self->practice, path);
  page_fixture_wait (has_found, NULL);
}

static void
close_found (void)
{
  gtk_window_close (GTK_WINDOW (find_window ()));
  page_fixture_wait (is_gone, NULL);
}

static char *
export_bundle (PageFixture *self)
{
  char *path = g_build_filename (self->folder, "journal.zip", NULL);
  const CpxLogExport wanted = { .format = CPX_LOG_EXPORT_BUNDLE, .path = path };
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxLogExportResult) result = cpx_practice_export_log (self->practice, &wanted, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);

  return path;
}

/* The last line of the entries says another leaf: its last but fifth letter of base64 is another one. */
static void
alter_entries (GString *text)
{
  char *leaf = g_strrstr (text->str, "\"leaf\":\"");
  char *end = leaf != NULL ? strchr (leaf + strlen ("\"leaf\":\""), '"') : NULL;

  g_assert_nonnull (end);
  end[-5] = end[-5] == 'A' ? 'B' : 'A';
}

/* A CpxZipFunc. */
static gboolean
copy_member (const char    *name,
             GInputStream  *stream,
             gpointer       user_data,
             GError       **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  char piece[4096];
  gssize n_read;

  while ((n_read = g_input_stream_read (stream, piece, sizeof piece, NULL, error)) > 0)
    g_string_append_len (text, piece, n_read);
  if (g_str_equal (name, "entries.jsonl"))
    alter_entries (text);

  return n_read == 0 && cpx_zip_writer_begin (user_data, name, error) &&
         cpx_zip_writer_put (user_data, text->str, text->len, error);
}

static char *
alter_bundle (const char *path)
{
  char *altered = g_strconcat (path, ".altered", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxZipWriter) writer = cpx_zip_writer_new (altered, FALSE, &error);

  g_assert_no_error (error);
  cpx_zip_reader_walk (path, copy_member, writer, &error);
  g_assert_no_error (error);
  cpx_zip_writer_finish (writer, &error);
  g_assert_no_error (error);

  return altered;
}

static void
test_bundle (PageFixture   *self,
             gconstpointer  data)
{
  g_autofree char *path = export_bundle (self), *altered = alter_bundle (path);

  check (self, path);
  g_assert_cmpstr (adw_status_page_get_title (get_status ()), ==, "The file is what was sealed");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (get_status ()), "success"));
  g_assert_nonnull (strstr (read_row ("file-check-signer"), "of this practice"));
  g_assert_nonnull (read_row ("file-check-key"));
  g_assert_nonnull (strstr (read_row ("file-check-contents"), "the whole journal of a post"));
  close_found ();

  check (self, altered);
  g_assert_cmpstr (adw_status_page_get_title (get_status ()), ==, "The file is not what was sealed");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (get_status ()), "error"));
  g_test_message ("%s", adw_status_page_get_description (get_status ()));
  g_assert_nonnull (strstr (adw_status_page_get_description (get_status ()), "ntry"));
  g_assert_null (read_row ("file-check-contents"));
  g_assert_null (read_row ("file-check-signer"));   /* the key stands in the file: it lends no name to a false one */
  g_assert_null (read_row ("file-check-key"));
  close_found ();
  g_unlink (path);
  g_unlink (altered);
}

static void
test_proof (PageFixture   *self,
            gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "preuve", NULL), *text = NULL;
  const CpxProofExport wanted = { cpx_practice_get_device_id (self->practice), 0, path, TRUE };
  g_autoptr(GError) error = NULL;

  cpx_practice_export_proof (self->practice, &wanted, &error);
  g_assert_no_error (error);
  check (self, path);
  g_assert_cmpstr (adw_status_page_get_title (get_status ()), ==, "The file is what was sealed");
  g_assert_nonnull (strstr (read_row ("file-check-contents"), "Proof of entry 1 of a journal sealed up to entry"));
  g_assert_nonnull (read_row ("file-check-key"));
  close_found ();

  /* With its signature altered it only agrees with itself. */
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  text[strlen (text) - 10] = text[strlen (text) - 10] == 'A' ? 'B' : 'A';
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  check (self, path);
  g_assert_cmpstr (adw_status_page_get_title (get_status ()), ==, "The file agrees with itself");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (get_status ()), "warning"));
  g_assert_cmpstr (read_row ("file-check-signer"), ==, "No post of this practice");
  g_assert_null (read_row ("file-check-key"));
  close_found ();
  g_unlink (path);
}

/* A letter, a folder, nothing, and a picture of a zip: told, and nothing else happens. */
static void
test_no_such_file (PageFixture   *self,
                   gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "lettre & co.txt", NULL);
  const char *const contents[] = { "Cher confrère,\n", "", "PK\003\004 no zip at all" };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
      check (self, path);
      g_assert_cmpstr (adw_status_page_get_title (get_status ()), ==, "The file could not be verified");
      g_assert_cmpstr (adw_status_page_get_description (get_status ()), !=, "");
      g_assert_null (read_row ("file-check-signer"));
      close_found ();
    }
  g_unlink (path);
  check (self, path);
  g_assert_cmpstr (adw_status_page_get_title (get_status ()), ==, "The file could not be verified");
  close_found ();
  check (self, self->folder);
  g_assert_cmpstr (adw_status_page_get_title (get_status ()), ==, "The file could not be verified");
  close_found ();
}

/* What is on the screen goes with the practice. */
static void
test_lock (PageFixture   *self,
           gconstpointer  data)
{
  g_autofree char *path = export_bundle (self);

  cpx_file_check_window_present (page_fixture_find_type (self->window, CPX_TYPE_AUDIT_PAGE, 0), self->practice, path);
  g_assert_nonnull (find_window ());
  g_signal_emit_by_name (self->practice, "locked");
  page_fixture_wait (is_gone, NULL);
  g_unlink (path);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!page_fixture_has_display ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }

#define TEST(path, func) g_test_add (path, PageFixture, NULL, set_up, func, page_fixture_tear_down)
  TEST ("/file-check/bundle", test_bundle);
  TEST ("/file-check/proof", test_proof);
  TEST ("/file-check/no-such-file", test_no_such_file);
  TEST ("/file-check/lock", test_lock);

  return g_test_run ();
}
