/* test-own-lexicon.c: the words that a practice adds: checked, merged at once, for whom they are, in and out of a file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-export.h"
#include "cpx-own-lexicon.h"
#include "cpx-remove-record.h"
#include "cpx-save-record.h"
#include "cpx-suggesters.h"

#include <cpx-lexicon-record.h>
#include <cpx-practitioner.h>
#include <cpx-user.h>
#include <string.h>

static CpxRecord *
make (const char *phrases,
      const char *sense,
      const char *target)
{
  return cpx_record_new_with_texts (&cpx_lexicon_record_kind, NULL, CPX_LEXICON_RECORD_PHRASES, phrases,
                                    CPX_LEXICON_RECORD_SENSE, sense, target != NULL ? CPX_LEXICON_RECORD_TARGET : -1,
                                    target, -1);
}

static CpxReceipt *
add (PracticeFixture  *self,
     const char       *phrases,
     const char       *sense,
     const char       *target,
     GError          **error)
{
  g_autoptr(CpxRecord) record = make (phrases, sense, target);

  return cpx_practice_save_record (self->practice, NULL, record, error);
}

/* The code put first for a text; "" if none. */
static char *
ask (PracticeFixture *self,
     const char      *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxSuggester) suggester = cpx_practice_open_suggester (self->practice, cpx_day_today (), &error);
  g_autoptr(GPtrArray) suggestions = NULL;

  g_assert_no_error (error);
  suggestions = cpx_suggester_suggest (suggester, text, NULL, 1);

  return g_strdup (suggestions->len > 0
                   ? cpx_suggestion_get_fields (g_ptr_array_index (suggestions, 0))->code : "");
}

/* Bad input: phrases, sense, target; what the sentence names, "" if it may stand. */
static const struct
{
  const char *phrases;
  const char *sense;
  const char *target;
  const char *named;
} entries[] = {
  { "zorglub", "act", "HHFA016", "" },
  { "zorglub | zorg", "act", "HHFA016, hmfc004", "" },
  { "zorglub", "act", "ZZZZ999", "ZZZZ999" },
  { "zorglub", "act", "appendice", "appendice" },
  { "zorglub", "act", NULL, "point" },
  { "zorglub", "word", "appendicectomie", "" },
  { "zorglub", "word", "appendicectomie xyzzy", "xyzzy" },
  { "zorglub", "word", "|", "point" },
  { "zorglub", "quiet", NULL, "" },
  { "zorglub", "quiet", "HHFA016", "empty" },
  { "zorglub | ", "quiet", NULL, "bars" },
  { "...", "quiet", NULL, "bars" },
  { "# zorglub", "act", "HHFA016", "" },
  { "# zorglub", "act", "ZZZZ999", "ZZZZ999" },
};

static void
test_checked (PracticeFixture *self,
              gconstpointer    data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CpxReceipt) receipt = add (self, entries[i].phrases, entries[i].sense, entries[i].target, &error);

      g_test_message ("%s %s %s: %s", entries[i].phrases, entries[i].sense, entries[i].target,
                      error != NULL ? error->message : "kept");
      g_assert_true ((receipt != NULL) == (*entries[i].named == '\0'));
      if (error != NULL)
        g_assert_nonnull (strstr (error->message, entries[i].named));
    }
}

/* An edit is asked the same; to set an entry aside, or to remove it, is always possible. */
static void
test_edited (PracticeFixture *self,
             gconstpointer    data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) added = add (self, "zorglub", "act", "HHFA016", &error);
  CpxRecord *kept = cpx_receipt_get_record (added);
  g_autoptr(CpxRecord) wrong = cpx_record_with_text (kept, CPX_LEXICON_RECORD_TARGET, "ZZZZ999");
  g_autoptr(CpxRecord) aside = cpx_record_with_boolean (wrong, CPX_LEXICON_RECORD_ARCHIVED, TRUE);
  g_autoptr(CpxReceipt) refused = cpx_practice_save_record (self->practice, kept, wrong, &error);
  g_autoptr(CpxReceipt) archived = NULL;

  g_assert_null (refused);
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID);
  g_clear_error (&error);
  archived = cpx_practice_save_record (self->practice, kept, aside, &error);
  g_assert_no_error (error);
}

static gpointer
remove_entry (CpxJournal  *journal,
              gpointer     id,
              GError     **error)
{
  return cpx_remove_record (journal, &cpx_lexicon_record_kind, id, error);
}

/* The very next suggestion knows it, and knows it no more once it is gone. */
static void
test_serves_at_once (PracticeFixture *self,
                     gconstpointer    data)
{
  g_autofree char *before = ask (self, "zorglub");
  g_autoptr(CpxReceipt) added = add (self, "zorglub | zorglubectomie", "act", "HHFA016", NULL);
  g_autofree char *after = ask (self, "zorglub");
  g_autofree char *other = ask (self, "Zorglubectomie");
  g_autoptr(CpxReceipt) removed = NULL;
  g_autofree char *gone = NULL;

  g_assert_cmpstr (before, ==, "");
  g_assert_cmpstr (after, ==, "HHFA016");
  g_assert_cmpstr (other, ==, "HHFA016");
  removed = cpx_practice_perform (self->practice, remove_entry,
                                  (gpointer) cpx_record_get_id (cpx_receipt_get_record (added)), g_object_unref, NULL);
  g_assert_nonnull (removed);
  gone = ask (self, "zorglub");
  g_assert_cmpstr (gone, ==, "");
}

static void
test_word_and_quiet (PracticeFixture *self,
                     gconstpointer    data)
{
  g_autoptr(CpxReceipt) word = add (self, "zorglub", "word", "appendicectomie", NULL);
  g_autofree char *meant = ask (self, "zorglub");
  g_autoptr(CpxReceipt) quiet = add (self, "appendicectomie", "quiet", NULL, NULL);
  g_autoptr(CpxReceipt) louder = NULL;

  g_assert_cmpstr (meant, ==, "HHFA016");
  g_assert_nonnull (quiet);
  louder = add (self, "gros zorglub", "act", "HMFC004", NULL);
  g_assert_nonnull (louder);
}

/* Makes @self's user a surgeon of that specialty. */
static void
become (PracticeFixture *self,
        const char      *specialty)
{
  g_autoptr(CpxRecord) plain = cpx_record_new_with_texts (&cpx_practitioner_kind, NULL, CPX_PRACTITIONER_NAME, "Martin",
                                                          CPX_PRACTITIONER_SPECIALTY, specialty, -1);
  g_autoptr(CpxRecord) practitioner = practice_fixture_save (self, NULL, plain);
  CpxRecord *user = cpx_practice_get_user (self->practice);
  g_autoptr(CpxRecord) named = cpx_record_with_text (user, CPX_USER_PRACTITIONER, cpx_record_get_id (practitioner));
  g_autoptr(CpxRecord) kept = practice_fixture_save (self, user, named);

  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
}

static void
test_specialty (PracticeFixture *self,
                gconstpointer    data)
{
  g_autoptr(CpxRecord) plain = make ("zorglub", "act", "HHFA016");
  g_autoptr(CpxRecord) record = cpx_record_with_text (plain, CPX_LEXICON_RECORD_SPECIALTY, "visceral");
  g_autoptr(CpxRecord) kept = practice_fixture_save (self, NULL, record);
  g_autofree char *anybody = ask (self, "zorglub");
  g_autofree char *orthopaedist = NULL;
  g_autofree char *visceral = NULL;

  g_assert_cmpstr (anybody, ==, "HHFA016");
  become (self, "Chirurgie orthopédique");
  orthopaedist = ask (self, "zorglub");
  g_assert_cmpstr (orthopaedist, ==, "");
  become (self, "Chirurgie viscérale et digestive");
  visceral = ask (self, "zorglub");
  g_assert_cmpstr (visceral, ==, "HHFA016");
}

static GPtrArray *
import (PracticeFixture  *self,
        const char       *text,
        GError          **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return cpx_practice_import_lexicon (self->practice, bytes, error);
}

/* All or none, and the line is named. */
static const struct
{
  const char *text;
  const char *named;
} bad_files[] = {
  { "", "no entry" },
  { "# a comment\n\n", "no entry" },
  { "zorg\n", "Line 1 " },
  { "zorg\tact\tHHFA016\nglub\tact\tZZZZ999\n", "Line 2 " },
  { "zorg\tact\tHHFA016\nglub\tword\txyzzy\n", "xyzzy" },
  { "zorg\tact\tHHFA016\nglub\troot\tappendicectomie\n", "Line 2 " },
  { "zorg\tact\tHHFA016\nglub\tsaying\tHHFA016\n", "Line 2 " },
  { "zorg\tact\tHHFA016\t\talchemy\n", "Line 1 " },
  { " | \tact\tHHFA016\n", "Line 1 " },
  { "zorg\tact\tHHFA016\nglub\tquiet\tHHFA016\n", "Line 2 " },
  { "zorg\tact\tHHFA016\n\xff\tact\tHHFA016\n", "UTF-8" },
  { "PK\003\004\tx", "Line 1 " },
};

static void
test_bad_files (PracticeFixture *self,
                gconstpointer    data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) receipts = import (self, bad_files[i].text, &error);

      g_assert_null (receipts);
      g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, bad_files[i].named));
      g_assert_cmpint (practice_fixture_count (self, &cpx_lexicon_record_kind), ==, 0);
    }
}

#define FILE_TEXT "# mine\nzorg | zorglub\tact\tHHFA016 HMFC004\tvu au bloc\tvisceral\nglub\tword\tappendicectomie\n" \
                  "hop\tquiet\n"

/* What is written is read back, and nothing is there twice. */
static void
test_round_trip (PracticeFixture *self,
                 gconstpointer    data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) first = import (self, FILE_TEXT, &error);
  g_autoptr(GPtrArray) again = NULL;
  g_autoptr(GPtrArray) back = NULL;
  g_autoptr(GBytes) out = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (first->len, ==, 3);
  again = import (self, FILE_TEXT, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, 0);
  out = cpx_practice_export_lexicon (self->practice, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (g_bytes_get_data (out, NULL),
                            "zorg | zorglub\tact\tHHFA016 HMFC004\tvu au bloc\tvisceral\n"));
  back = cpx_practice_import_lexicon (self->practice, out, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->len, ==, 0);
}

static void
test_nobody_points_nowhere (PracticeFixture *self,
                            gconstpointer    data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) added = import (self, FILE_TEXT, &error);
  g_autoptr(GPtrArray) faults = cpx_practice_check_lexicon (self->practice, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, ==, 0);
  g_assert_true (cpx_export_covers (&cpx_lexicon_record_kind));
}

/* A coder may, a secretary may not. */
static void
test_who (PracticeFixture *self,
          gconstpointer    data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;
  g_autoptr(GPtrArray) receipts = NULL;
  g_autofree char *served = NULL;

  receipt = add (self, "zorglub", "act", "HHFA016", &error);
  g_assert_no_error (error);
  g_clear_object (&receipt);
  practice_fixture_add_user (self, "lise", CPX_ROLE_SECRETARY);
  practice_fixture_reopen (self, "lise", FIXTURE_PASSPHRASE);
  served = ask (self, "zorglub");
  g_assert_cmpstr (served, ==, "HHFA016");
  receipt = add (self, "zorglub", "act", "HHFA016", &error);
  g_assert_null (receipt);
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED);
  g_clear_error (&error);
  receipts = import (self, FILE_TEXT, &error);
  g_assert_null (receipts);
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  FIXTURE_TEST ("/own-lexicon/checked", test_checked);
  FIXTURE_TEST ("/own-lexicon/edited", test_edited);
  FIXTURE_TEST ("/own-lexicon/serves-at-once", test_serves_at_once);
  FIXTURE_TEST ("/own-lexicon/word-and-quiet", test_word_and_quiet);
  FIXTURE_TEST ("/own-lexicon/specialty", test_specialty);
  FIXTURE_TEST ("/own-lexicon/bad-files", test_bad_files);
  FIXTURE_TEST ("/own-lexicon/round-trip", test_round_trip);
  FIXTURE_TEST ("/own-lexicon/nobody-points-nowhere", test_nobody_points_nowhere);
  FIXTURE_TEST ("/own-lexicon/who", test_who);

  return g_test_run ();
}
