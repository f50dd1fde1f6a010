/* test-favourites.c: what a user wants at hand is theirs alone, journalled, and leaves and comes with an export.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ccam-fixture.h"
#include "coding-fixture.h"

#include "cpx-ccam-book.h"
#include "cpx-export.h"
#include "cpx-favourites.h"
#include "cpx-import.h"
#include "cpx-save-record.h"
#include "cpx-suggesters.h"
#include "cpx-used-acts.h"

#include <cpx-favourite-act.h>
#include <cpx-user.h>

static char *
list (PracticeFixture *self)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) codes = cpx_practice_list_favourites (self->practice, &error);

  g_assert_no_error (error);

  return g_strjoinv (" ", codes);
}

static void
assert_list (PracticeFixture *self,
             const char      *wanted)
{
  g_autofree char *codes = list (self);

  g_assert_cmpstr (codes, ==, wanted);
}

static void
set (PracticeFixture *self,
     const char      *code,
     gboolean         wanted)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_set_favourite (self->practice, code, wanted, &error);

  g_assert_no_error (error);
  g_assert_nonnull (receipt);
}

static void
test_own (PracticeFixture *self,
          gconstpointer    data)
{
  g_auto(GStrv) actions = NULL;

  ccam_fixture_import (self->practice);
  assert_list (self, "");
  set (self, "HMFC004", TRUE);
  set (self, " hhfa 016 ", TRUE);
  assert_list (self, "HMFC004 HHFA016");
  practice_fixture_add_user (self, "sylvie", CPX_ROLE_SECRETARY);
  practice_fixture_reopen (self, "sylvie", FIXTURE_PASSPHRASE);
  assert_list (self, "");
  set (self, "HHFA016", TRUE);
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  set (self, "HMFC004", FALSE);
  assert_list (self, "HHFA016");
  actions = practice_fixture_list_actions (self);
  g_assert_true (g_strv_contains ((const char * const *) actions, "favourite.added"));
  g_assert_true (g_strv_contains ((const char * const *) actions, "favourite.removed"));
}

/* What is wrong, and how it is refused. */
static const struct
{
  const char *name;
  const char *code;
  gboolean    wanted;
  int         refusal;
} wrong[] = {
  { "twice", "HMFC004", TRUE, CPX_PRACTICE_ERROR_REFUSED },
  { "unknown", "ZZZZ999", TRUE, CPX_PRACTICE_ERROR_NOT_FOUND },
  { "nothing", "", TRUE, CPX_PRACTICE_ERROR_NOT_FOUND },
  { "hostile", "'; DROP TABLE act; --", TRUE, CPX_PRACTICE_ERROR_NOT_FOUND },
  { "bytes", "\xff\xfe", TRUE, CPX_PRACTICE_ERROR_NOT_FOUND },
  { "not-there", "HHFA016", FALSE, CPX_PRACTICE_ERROR_NOT_FOUND },
};

static void
test_refused (PracticeFixture *self,
              gconstpointer    data)
{
  ccam_fixture_import (self->practice);
  set (self, "HMFC004", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CpxReceipt) receipt =
        cpx_practice_set_favourite (self->practice, wrong[i].code, wrong[i].wanted, &error);

      g_test_message ("%s", wrong[i].name);
      g_assert_null (receipt);
      g_assert_error (error, CPX_PRACTICE_ERROR, wrong[i].refusal);
    }
  assert_list (self, "HMFC004");
}

/* Nobody puts an act among the favourites of another. */
static void
test_by_hand (PracticeFixture *self,
              gconstpointer    data)
{
  const char *user_id = cpx_record_get_id (cpx_practice_get_user (self->practice));
  g_autoptr(CpxRecord) record = cpx_record_new_with_texts (&cpx_favourite_act_kind, NULL, CPX_FAVOURITE_ACT_USER,
                                                           user_id, CPX_FAVOURITE_ACT_CODE, "HMFC004", -1);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_save_record (self->practice, NULL, record, &error);

  g_assert_null (receipt);
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED);
}

/* Into a new practice, whose first user bears the same login: the favourites become theirs, and once only. */
static void
test_export (PracticeFixture *self,
             gconstpointer    data)
{
  g_autofree char *archive = g_build_filename (self->folder, "export.zip", NULL);
  PracticeFixture other = { 0 };
  g_autoptr(GError) error = NULL;

  ccam_fixture_import (self->practice);
  set (self, "HMFC004", TRUE);
  g_assert_cmpint (cpx_practice_export (self->practice, archive, FALSE, NULL, NULL, &error), >, 0);
  practice_fixture_set_up (&other, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(CpxImportSummary) summary = cpx_practice_import (other.practice, archive, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (summary);
      assert_list (&other, "HMFC004");
      practice_fixture_reopen (&other, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
    }
  practice_fixture_tear_down (&other, NULL);
}

static void
assert_used (PracticeFixture   *self,
             CpxUsedActsSource  source,
             const char        *first)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxUsedActs) used = cpx_practice_list_used_acts (self->practice, 10, &error);

  g_assert_no_error (error);
  g_assert_cmpint (used->source, ==, source);
  g_assert_cmpuint (used->acts->len > 0, ==, first != NULL);
  if (first != NULL)
    g_assert_cmpstr (g_array_index (used->acts, CpxUsedAct, 0).code, ==, first);
}

static void
test_used (PracticeFixture *self,
           gconstpointer    data)
{
  static const char volumes[] = "code\tnb_acts\nHHFA016\t12\nHMFC004\t300\nZZZZ999\t9000\n";
  g_autoptr(GBytes) table = g_bytes_new_static (volumes, strlen (volumes));
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  ccam_fixture_import (self->practice);
  assert_used (self, CPX_USED_ACTS_NOBODY, NULL);
  receipt = cpx_practice_import_volumes (self->practice, table, "by hand", &error);
  g_assert_no_error (error);
  assert_used (self, CPX_USED_ACTS_VOLUMES, "HMFC004");
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  *(CpxCcamBook **) user_data = cpx_practice_open_ccam_book_finish (CPX_PRACTICE (source), result, &error);
  g_assert_no_error (error);
}

static CpxCcamBook *
open_book (PracticeFixture *self,
           CpxDay           day,
           CpxRecord       *version)
{
  CpxCcamBook *book = NULL;

  cpx_practice_open_ccam_book_async (self->practice, day, version, NULL, opened_cb, &book);
  while (book == NULL)
    g_main_context_iteration (NULL, TRUE);

  return book;
}

static void
test_book (PracticeFixture *self,
           gconstpointer    data)
{
  g_autoptr(CpxCcamBook) starter = open_book (self, 20260101, NULL);
  g_autoptr(CpxCcamBook) in_force = NULL;
  g_autoptr(CpxCcamBook) chosen = NULL;

  g_assert_true (cpx_nomenclature_is_starter (starter->nomenclature));
  g_assert_null (starter->version);
  g_assert_cmpuint (starter->versions->len, ==, 0);
  ccam_fixture_import (self->practice);
  in_force = open_book (self, 20260101, NULL);
  g_assert_cmpstr (cpx_nomenclature_get_version (in_force->nomenclature), ==, "78.10");
  g_assert_nonnull (in_force->version);
  g_assert_cmpuint (in_force->versions->len, ==, 1);
  chosen = open_book (self, 19990101, in_force->version);
  g_assert_true (cpx_record_equal (chosen->version, in_force->version));
  g_assert_true (chosen->nomenclature == in_force->nomenclature);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);

  FIXTURE_TEST ("/favourites/own", test_own);
  FIXTURE_TEST ("/favourites/refused", test_refused);
  FIXTURE_TEST ("/favourites/by-hand", test_by_hand);
  FIXTURE_TEST ("/favourites/export", test_export);
  FIXTURE_TEST ("/favourites/used", test_used);
  FIXTURE_TEST ("/favourites/book", test_book);

  return g_test_run ();
}
