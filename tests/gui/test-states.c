/* test-states.c: what the screens show, computed without a display.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-columns.h"
#include "cpx-choice-state.h"
#include "cpx-house-state.h"
#include "cpx-list-state.h"
#include "cpx-patient-state.h"
#include "cpx-place.h"
#include "cpx-query-guess.h"
#include "cpx-recovery-state.h"
#include "cpx-side-state.h"
#include "cpx-timeline-state.h"
#include "cpx-unlock-state.h"

#include <cpx-alert.h>
#include <cpx-allergy.h>
#include <cpx-patient.h>
#include <cpx-treatment.h>

#define ID "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"

static const CpxPartialDate today = { 2026, 11, 22 };

/* The unlock page */

typedef struct
{
  const char     *name;
  CpxUnlockInput  input;
  gboolean        can_unlock;
  gboolean        shows_code;
  const char     *sentence;   /* (nullable) */
  const char     *style;      /* (nullable): that of a failure */
} UnlockCase;

static const UnlockCase unlock_cases[] = {
  { "empty", { .login = "", .passphrase = "", .code = "" }, FALSE, FALSE, NULL },
  { "no-passphrase", { .login = "martin", .passphrase = "", .code = "" }, FALSE, FALSE, NULL },
  { "typed", { .login = "martin", .passphrase = "x", .code = "" }, TRUE, FALSE, NULL },
  { "busy", { .login = "martin", .passphrase = "x", .code = "", .busy = TRUE, .failure = "no" }, FALSE, FALSE, NULL },
  { "wrong", { .login = "martin", .passphrase = "x", .code = "", .failure = "Wrong" }, TRUE, FALSE, "Wrong" },
  { "waiting", { .login = "martin", .passphrase = "x", .code = "", .wait_us = 1500000, .failure = "Wrong" }, FALSE,
    FALSE, "Wrong. Try again in 2 seconds." },
  { "last-second", { .login = "martin", .passphrase = "x", .code = "", .wait_us = 1 }, FALSE, FALSE,
    "Try again in 1 second." },
  { "news", { .login = "martin", .passphrase = "", .code = "", .news = "Done" }, FALSE, FALSE, "Done", "success" },
  { "news-typed", { .login = "martin", .passphrase = "x", .code = "", .news = "Done" }, TRUE, FALSE, "Done",
    "success" },
  { "failure-after-news", { .login = "martin", .passphrase = "x", .code = "", .failure = "Wrong", .news = "Done" },
    TRUE, FALSE, "Wrong" },
  { "wait-after-news", { .login = "martin", .passphrase = "x", .code = "", .wait_us = 1, .news = "Done" }, FALSE, FALSE,
    "Try again in 1 second." },
  { "code-missing", { .login = "martin", .passphrase = "x", .code = "", .asks_code = TRUE }, FALSE, TRUE, NULL },
  { "code-short", { .login = "martin", .passphrase = "x", .code = "12345", .asks_code = TRUE }, FALSE, TRUE, NULL },
  { "code-letters", { .login = "martin", .passphrase = "x", .code = "12345a", .asks_code = TRUE }, FALSE, TRUE, NULL },
  { "code-spaced", { .login = "martin", .passphrase = "x", .code = "123 456", .asks_code = TRUE }, TRUE, TRUE, NULL },
};

static void
test_unlock (gconstpointer data)
{
  const UnlockCase *expected = data;
  g_auto(CpxUnlockState) state = cpx_unlock_state_compute (&expected->input);

  g_assert_cmpint (state.can_unlock, ==, expected->can_unlock);
  g_assert_cmpint (state.shows_code, ==, expected->shows_code);
  g_assert_cmpint (state.shows_spinner, ==, expected->input.busy);
  g_assert_cmpint (state.can_type, ==, !expected->input.busy);
  g_assert_cmpstr (state.sentence, ==, expected->sentence);
  g_assert_cmpstr (state.style_class, ==, expected->style != NULL ? expected->style : "message");
}

/* The recovery code */

#define WHOLE_CODE "0123-4567-89AB-CDEF-GHJK-MNPQ-RYNJ"

typedef struct
{
  const char *name;
  const char *code;
  const char *failure;    /* (nullable) */
  const char *sentence;   /* (nullable) */
  const char *style;
} RecoveryCase;

static const RecoveryCase recovery_cases[] = {
  { "nothing-typed", "", NULL, NULL, "message" },
  { "whole", WHOLE_CODE, NULL, NULL, "message" },
  { "one-missing", "0123-4567-89AB-CDEF-GHJK-MNPQ-RYN", NULL,
    "The recovery code is not whole: 1 letter or digit is missing", "dim-label" },
  { "groups-missing", "0123-4567", NULL, "The recovery code is not whole: 20 letters or digits are missing",
    "dim-label" },
  { "slip", "B123-4567-89AB-CDEF-GHJK-MNPQ-RYNJ", NULL,
    "A letter of the recovery code is wrong: compare it with the paper", "message" },
  { "refused", WHOLE_CODE, "Not this vault", "Not this vault", "message" },
  { "refused-then-shorter", "0123", "Not this vault", "Not this vault", "message" },
};

static void
test_recovery (gconstpointer data)
{
  const RecoveryCase *expected = data;
  g_auto(CpxRecoveryState) state = cpx_recovery_state_compute (expected->code, expected->failure);

  g_assert_cmpstr (state.sentence, ==, expected->sentence);
  g_assert_cmpstr (state.style_class, ==, expected->style);
}

/* The list */

typedef struct
{
  const char   *name;
  CpxListInput  input;
  const char   *page;
  const char   *add_label;   /* (nullable) */
  const char   *count;       /* (nullable): not looked at */
  const char   *description; /* (nullable): not looked at */
  const char   *other_label; /* (nullable) */
} ListCase;

static const ListCase list_cases[] = {
  { "rows", { .query = "", .n_rows = 3, .may_add = TRUE }, "rows", NULL, "3 patients" },
  { "thousand", { .query = "", .n_rows = 1000 }, "rows", NULL, "1,000 patients" },
  { "many", { .query = "", .n_rows = 1234567 }, "rows", NULL, "1,234,567 patients" },
  { "reading", { .query = "", .loading = TRUE, .may_add = TRUE }, "reading", NULL, "" },
  { "reading-again", { .query = "", .n_rows = 2, .loading = TRUE }, "rows", NULL, "2 patients" },
  { "looking", { .query = "dup", .loading = TRUE }, "rows", NULL },
  { "gap", { .query = "", .n_rows = 2, .n_unreadable = 1 }, "rows", NULL, "2 patients" },
  { "empty", { .query = "", .may_add = TRUE }, "nothing", "New patient" },
  { "empty-may-not", { .query = "" }, "nothing", NULL },
  { "no-hit", { .query = " dupont jean ", .may_add = TRUE }, "nothing", "Create “dupont jean”" },
  { "in-archive", { .query = "dupont", .may_add = TRUE, .n_elsewhere = 1 }, "nothing", NULL, NULL,
    "One archived file is found", "Show the archived files" },
  { "out-of-archive", { .query = "dupont", .may_add = TRUE, .archived = TRUE, .n_elsewhere = 2 }, "nothing", NULL, NULL,
    "2 files that are not archived are found", "Show the other files" },
  { "nowhere", { .query = "dupont", .may_add = TRUE, .archived = TRUE }, "nothing", "Create “dupont”" },
  { "empty-archive", { .query = "", .may_add = TRUE, .archived = TRUE }, "nothing", NULL, NULL,
    "A file is archived from its menu", "Show the other files" },
  { "no-hit-may-not", { .query = "dupont" }, "nothing", NULL },
  { "failure", { .query = "", .n_rows = 3, .may_add = TRUE, .failure = "Disk gone" }, "nothing", NULL },
};

static void
test_list (gconstpointer data)
{
  const ListCase *expected = data;
  g_auto(CpxListState) state = cpx_list_state_compute (&expected->input);

  g_assert_cmpstr (state.page, ==, expected->page);
  if (expected->count != NULL)
    g_assert_cmpstr (state.count, ==, expected->count);
  if (expected->description != NULL)
    g_assert_cmpstr (state.description, ==, expected->description);
  g_assert_cmpstr (state.add_label, ==, expected->add_label);
  g_assert_cmpstr (state.other_label, ==, expected->other_label);
  g_assert_cmpint (state.invitation != NULL, ==, !g_str_equal (state.page, "nothing"));
  g_assert_cmpint (state.gap != NULL, ==, expected->input.n_unreadable > 0);
  if (g_str_equal (state.page, "nothing"))
    g_assert_nonnull (state.title);
  if (expected->input.failure != NULL)
    g_assert_cmpstr (state.description, ==, expected->input.failure);
}

/* What a search in vain says of a new patient */

typedef struct
{
  const char *name;
  const char *query;
  const char *birth_name;
  const char *first_names;
  const char *birth_date;
  const char *mobile;
} GuessCase;

static const GuessCase guess_cases[] = {
  { "name", "dupont", "DUPONT", "", "", "" },
  { "names", "dupont jean paul", "DUPONT", "Jean Paul", "", "" },
  { "accents", "élodie éva", "ÉLODIE", "Éva", "", "" },
  { "date", "dupont jean 14/03/1958", "DUPONT", "Jean", "14/03/1958", "" },
  { "date-first", "14031958 dupont", "DUPONT", "", "14031958", "" },
  { "mobile", "0612345678", "", "", "", "0612345678" },
  { "spaces", "  dupont   jean ", "DUPONT", "Jean", "", "" },
  { "nothing", "", "", "", "", "" },
};

static void
test_guess (gconstpointer data)
{
  const GuessCase *expected = data;
  g_autoptr(CpxRecord) empty = cpx_record_new (&cpx_patient_kind, ID);
  g_autoptr(CpxDraft) draft = cpx_draft_new (empty, TRUE);

  cpx_query_guess_fill (draft, expected->query);
  g_assert_cmpstr (cpx_draft_get_state (draft, CPX_PATIENT_BIRTH_NAME).text, ==, expected->birth_name);
  g_assert_cmpstr (cpx_draft_get_state (draft, CPX_PATIENT_BIRTH_FIRST_NAMES).text, ==, expected->first_names);
  g_assert_cmpstr (cpx_draft_get_state (draft, CPX_PATIENT_BIRTH_DATE).text, ==, expected->birth_date);
  g_assert_cmpstr (cpx_draft_get_state (draft, CPX_PATIENT_MOBILE).text, ==, expected->mobile);
}

/* The right column */

static GListModel *
make_list (CpxRecord *first,
           CpxRecord *second)
{
  GListStore *list = g_list_store_new (CPX_TYPE_RECORD);

  if (first != NULL)
    g_list_store_append (list, first);
  if (second != NULL)
    g_list_store_append (list, second);

  return G_LIST_MODEL (list);
}

static CpxSideSection *
find_section (GPtrArray  *sections,
              const char *title)
{
  for (guint i = 0; i < sections->len; i++)
    {
      CpxSideSection *section = g_ptr_array_index (sections, i);

      if (g_str_equal (section->title, title))
        return section;
    }

  return NULL;
}

static void
test_side_unknown (void)
{
  g_autoptr(CpxRecord) patient = cpx_record_new (&cpx_patient_kind, ID);
  CpxSideLists lists = { NULL };
  g_autoptr(GPtrArray) sections = cpx_side_state_compute (patient, &lists, today);

  g_assert_null (find_section (sections, "Alerts"));
  g_assert_cmpint (find_section (sections, "Allergies")->tone, ==, CPX_TONE_UNKNOWN);
  g_assert_cmpstr (find_section (sections, "Allergies")->lines[0], ==, "Not asked yet");
}

static void
test_side_stated (void)
{
  g_autoptr(CpxRecord) patient = cpx_record_new_with_texts (&cpx_patient_kind, ID, CPX_PATIENT_ALLERGIES_STATEMENT,
                                                            "none_known", -1);
  CpxSideLists lists = { NULL };
  g_autoptr(GPtrArray) sections = cpx_side_state_compute (patient, &lists, today);

  g_assert_cmpint (find_section (sections, "Allergies")->tone, ==, CPX_TONE_QUIET);
  g_assert_cmpstr (find_section (sections, "Allergies")->lines[0], ==, "No known allergy");
}

static void
test_side_danger (void)
{
  g_autoptr(CpxRecord) patient = cpx_record_new (&cpx_patient_kind, ID);
  g_autoptr(CpxRecord) allergy = cpx_record_new_with_texts (&cpx_allergy_kind, NULL, CPX_ALLERGY_PATIENT, ID,
                                                            CPX_ALLERGY_SUBSTANCE, "Pénicilline", -1);
  g_autoptr(CpxRecord) thinner = cpx_record_new_with_texts (&cpx_treatment_kind, NULL, CPX_TREATMENT_PATIENT, ID,
                                                            CPX_TREATMENT_DRUG, "Xarelto",
                                                            CPX_TREATMENT_BLOOD_THINNER, "anticoagulant", -1);
  g_autoptr(CpxRecord) over = cpx_record_with_text (thinner, CPX_TREATMENT_UNTIL, "2020-01-01");
  g_autoptr(GListModel) allergies = make_list (allergy, NULL);
  g_autoptr(GListModel) taken = make_list (thinner, NULL);
  g_autoptr(GListModel) stopped = make_list (over, NULL);
  CpxSideLists lists = { .allergies = allergies, .treatments = taken };
  g_autoptr(GPtrArray) sections = cpx_side_state_compute (patient, &lists, today);
  CpxSideLists later = { .allergies = allergies, .treatments = stopped };
  g_autoptr(GPtrArray) sections_later = cpx_side_state_compute (patient, &later, today);

  g_assert_cmpint (find_section (sections, "Allergies")->tone, ==, CPX_TONE_DANGER);
  g_assert_nonnull (strstr (find_section (sections, "Allergies")->lines[0], "Pénicilline"));
  g_assert_cmpint (find_section (sections, "Anticoagulant / antiplatelet")->tone, ==, CPX_TONE_DANGER);
  g_assert_nonnull (strstr (find_section (sections, "Anticoagulant / antiplatelet")->lines[0], "Xarelto"));
  g_assert_cmpint (find_section (sections_later, "Anticoagulant / antiplatelet")->tone, ==, CPX_TONE_QUIET);
  g_assert_cmpstr (find_section (sections, "Current treatments")->lines[0], ==, "No other noted");
  g_assert_cmpstr (find_section (sections_later, "Current treatments")->lines[0], ==, "Not asked yet");
}

static void
test_side_alert (void)
{
  g_autoptr(CpxRecord) patient = cpx_record_new (&cpx_patient_kind, ID);
  g_autoptr(CpxRecord) standing = cpx_record_new_with_texts (&cpx_alert_kind, NULL, CPX_ALERT_PATIENT, ID,
                                                             CPX_ALERT_TEXT, "Pacemaker", CPX_ALERT_LEVEL, "critical",
                                                             -1);
  g_autoptr(CpxRecord) over = cpx_record_with_text (standing, CPX_ALERT_UNTIL, "2026-11-21");
  g_autoptr(GListModel) alerts = make_list (standing, over);
  CpxSideLists lists = { .alerts = alerts };
  g_autoptr(GPtrArray) sections = cpx_side_state_compute (patient, &lists, today);
  CpxSideSection *section = g_ptr_array_index (sections, 0);

  /* First, with its level in words, and without the one that is over. */
  g_assert_cmpstr (section->title, ==, "Alerts");
  g_assert_cmpuint (g_strv_length (section->lines), ==, 1);
  g_assert_cmpstr (section->lines[0], ==, "Critical: Pacemaker");
}

/* The header of a file */

static void
test_patient (void)
{
  g_autoptr(CpxRecord) patient =
    cpx_record_new_with_texts (&cpx_patient_kind, ID, CPX_PATIENT_BIRTH_NAME, "DUPONT", CPX_PATIENT_BIRTH_FIRST_NAMES,
                               "Jeanne", CPX_PATIENT_SEX, "F", CPX_PATIENT_BIRTH_DATE, "1958-03-14",
                               CPX_PATIENT_FILE_NUMBER, "2026-0412", CPX_PATIENT_IDENTITY_STATUS, "validated", -1);
  g_autoptr(CpxRecord) archived = cpx_record_with_boolean (patient, CPX_PATIENT_ARCHIVED, TRUE);
  g_auto(CpxPatientState) state = cpx_patient_state_compute (patient, today);
  g_auto(CpxPatientState) state_archived = cpx_patient_state_compute (archived, today);

  g_assert_cmpstr (state.birth, ==, "born on 14/03/1958 (68 years) · Female");
  g_assert_cmpstr (state.identifiers, ==, "File 2026-0412 · Identity validated");
  g_assert_null (state.banner);
  g_assert_false (state.archived);
  g_assert_cmpstr (state_archived.banner, ==, "Archived file");
  g_assert_true (state_archived.archived);
}

static void
test_house (void)
{
  g_autofree char *saving = cpx_house_state_dup_text (TRUE, 2);
  g_autofree char *quiet = cpx_house_state_dup_text (FALSE, 0);
  g_autofree char *unsaved = cpx_house_state_dup_text (FALSE, 2);

  g_assert_cmpstr (saving, ==, "Saving…");
  g_assert_cmpstr (quiet, ==, "Up to date");
  g_assert_cmpstr (unsaved, ==, "2 entries not saved");
}

/* After the lock */

typedef struct
{
  const char *name;
  const char *user_id;   /* (nullable): nobody was there */
  const char *page;
  gboolean    expected;
} PlaceCase;

static const PlaceCase place_cases[] = {
  { "nobody", NULL, NULL, FALSE },
  { "same-user", "martin", "coding", TRUE },
  { "same-user-first-page", "martin", "patients", TRUE },
  { "other-user", "durand", "coding", FALSE },
  { "page-not-allowed", "martin", "journal", FALSE },
  { "other-user-page-not-allowed", "durand", "journal", FALSE },
};

static void
test_place (gconstpointer data)
{
  const PlaceCase *c = data;
  const char *pages[] = { "patients", "coding", "settings", NULL };
  g_autoptr(CpxPlace) place = c->user_id != NULL ? cpx_place_new (c->user_id, c->page) : NULL;

  g_assert_cmpint (cpx_place_leads_back (place, "martin", pages), ==, c->expected);
}

/* Letters typed on a row of choices */

typedef struct
{
  const char *name;
  guint       selected;
  const char *typed;
  guint       expected;
} ChoiceCase;

static const ChoiceCase choice_cases[] = {
  { "letter", 0, "f", 1 },
  { "capital", 0, "M", 2 },
  { "there-already", 1, "f", 1 },
  { "next-of-a-letter", 3, "d", 4 },
  { "around", 5, "d", 3 },
  { "repeated-letter", 4, "dd", 5 },
  { "word", 0, "dr m", 4 },
  { "mark", 0, "jean.d", 8 },
  { "word-from-the-chosen", 4, "dr", 4 },
  { "accents", 0, "eme", 6 },
  { "doubled-letter-of-a-label", 0, "aa", 7 },
  { "nothing-so", 2, "x", G_MAXUINT },
  { "nothing-so-of-a-word", 2, "dr x", G_MAXUINT },
  { "none-chosen", G_MAXUINT, "f", 1 },
  { "nothing-typed", 2, "", G_MAXUINT },
  { "a-space", 2, " ", G_MAXUINT },
};

static void
test_choice (gconstpointer data)
{
  static const char *labels[] = { "Non renseigné", "Féminin", "Masculin", "Dr Durand", "Dr Martin", "Dupont", "Émeline",
                                  "Aaron", "jean.dupond", NULL };
  static const char *nothing[] = { NULL };
  const ChoiceCase *c = data;

  g_assert_cmpuint (cpx_choice_state_find (labels, c->selected, c->typed), ==, c->expected);
  g_assert_cmpuint (cpx_choice_state_find (nothing, c->selected, c->typed), ==, G_MAXUINT);
}

/* Two columns */

typedef struct
{
  const char *name;
  int         heights[6];
  guint       n_heights;
  guint       expected;
} BreakCase;

static const BreakCase break_cases[] = {
  { "none", { 0 }, 0, 0 },
  { "one", { 100 }, 1, 1 },
  { "two-equal", { 100, 100 }, 2, 1 },
  { "tall-first", { 300, 100, 100 }, 3, 1 },
  { "tall-last", { 100, 100, 300 }, 3, 2 },
  { "many", { 100, 100, 100, 100, 100, 100 }, 6, 3 },
};

static void
test_break (gconstpointer data)
{
  const BreakCase *expected = data;

  g_assert_cmpuint (cpx_columns_break_after (expected->heights, expected->n_heights, 24), ==, expected->expected);
}

static void
test_time (void)
{
  g_autoptr(GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr(GDateTime) now = g_date_time_new (paris, 2026, 11, 22, 0, 30, 0);
  g_autoptr(GDateTime) just_now = g_date_time_new (paris, 2026, 11, 22, 0, 5, 0);
  g_autoptr(GDateTime) before_midnight = g_date_time_new (paris, 2026, 11, 21, 23, 55, 0);
  g_autoptr(GDateTime) long_ago = g_date_time_new (paris, 2026, 2, 1, 8, 0, 0);
  g_autofree char *first = cpx_timeline_state_dup_time (just_now, now);
  g_autofree char *second = cpx_timeline_state_dup_time (before_midnight, now);
  g_autofree char *third = cpx_timeline_state_dup_time (long_ago, now);

  g_assert_cmpstr (first, ==, "Today 00:05");
  g_assert_cmpstr (second, ==, "Yesterday 23:55");
  g_assert_cmpstr (third, ==, "01/02/2026 08:00");
}

#define ADD_CASES(prefix, cases, func) \
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) \
    { \
      g_autofree char *path = g_strconcat (prefix, cases[i].name, NULL); \
      g_test_add_data_func (path, &cases[i], func); \
    }

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_CASES ("/states/unlock/", unlock_cases, test_unlock)
  ADD_CASES ("/states/recovery/", recovery_cases, test_recovery)
  ADD_CASES ("/states/list/", list_cases, test_list)
  ADD_CASES ("/states/guess/", guess_cases, test_guess)
  ADD_CASES ("/states/columns/", break_cases, test_break)
  ADD_CASES ("/states/choice/", choice_cases, test_choice)
  ADD_CASES ("/states/place/", place_cases, test_place)
  g_test_add_func ("/states/side/unknown", test_side_unknown);
  g_test_add_func ("/states/side/stated", test_side_stated);
  g_test_add_func ("/states/side/danger", test_side_danger);
  g_test_add_func ("/states/side/alert", test_side_alert);
  g_test_add_func ("/states/patient", test_patient);
  g_test_add_func ("/states/house", test_house);
  g_test_add_func ("/states/time", test_time);

  return g_test_run ();
}
