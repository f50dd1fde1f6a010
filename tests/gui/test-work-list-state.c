/* test-work-list-state.c: the work list of codings in words, computed without a display.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-house-state.h"
#include "cpx-uncoded-state.h"

#include <cpx-intervention.h>
#include <cpx-patient.h>
#include <cpx-practitioner.h>
#include <cpx-user.h>

#define ID "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
#define OTHER_ID "017f22e2-79b0-7cc3-98c4-dc0c0c073990"
#define RPPS "10003456786"

static const CpxPartialDate today = { 2026, 11, 22 };

typedef struct
{
  CpxRecord *patient;
  CpxRecord *surgeon;
} People;

static People
make_people (void)
{
  return (People) {
    .patient = cpx_record_new_with_texts (&cpx_patient_kind, ID, CPX_PATIENT_BIRTH_NAME, "Lefèvre",
                                          CPX_PATIENT_USED_NAME, "Dupont", CPX_PATIENT_BIRTH_FIRST_NAMES, "Jeanne",
                                          -1),
    .surgeon = cpx_record_new_with_texts (&cpx_practitioner_kind, ID, CPX_PRACTITIONER_NAME, "Vasseur",
                                          CPX_PRACTITIONER_FIRST_NAME, "Hugo", CPX_PRACTITIONER_CIVILITY, "dr",
                                          CPX_PRACTITIONER_RPPS, RPPS, -1),
  };
}

static void
people_clear (People *self)
{
  g_clear_object (&self->patient);
  g_clear_object (&self->surgeon);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (People, people_clear)

static CpxRecord *
make_intervention (const char *date,
                   const char *side,
                   const char *acts)
{
  return cpx_record_new_with_texts (&cpx_intervention_kind, ID, CPX_INTERVENTION_LABEL, "Cholécystectomie",
                                    CPX_INTERVENTION_DATE, date, CPX_INTERVENTION_SIDE, side,
                                    CPX_INTERVENTION_PLANNED_ACTS, acts, -1);
}

/* A row */

typedef struct
{
  const char *name;
  const char *date;
  const char *side;       /* (nullable) */
  const char *acts;       /* (nullable) */
  gboolean    has_draft;
  gboolean    has_note;
  const char *shown_date;
  const char *age;
  const char *operation;
  const char *state;
  const char *missing;    /* (nullable) */
  gboolean    has_choices;
} RowCase;

static const RowCase row_cases[] = {
  { "plain", "2026-11-18", NULL, NULL, FALSE, TRUE, "18/11/2026", "4 days ago", "Cholécystectomie", "Not coded", NULL },
  { "sided", "2026-11-21", "right", "HMFC004", FALSE, TRUE, "21/11/2026", "yesterday",
    "Cholécystectomie · right side · HMFC004", "Not coded", NULL },
  { "no-side", "2026-11-22", "none", "HMFC004 HMFC002", FALSE, TRUE, "22/11/2026", "today",
    "Cholécystectomie · HMFC004 HMFC002", "Not coded", NULL },
  { "begun", "2026-11-20", NULL, NULL, TRUE, TRUE, "20/11/2026", "2 days ago", "Cholécystectomie", "Coding begun",
    NULL },
  { "choices", "2026-11-20", NULL, NULL, FALSE, TRUE, "20/11/2026", "2 days ago", "Cholécystectomie",
    "Choices not recorded", NULL, TRUE },
  { "choices-over-a-draft", "2026-11-20", NULL, NULL, TRUE, TRUE, "20/11/2026", "2 days ago", "Cholécystectomie",
    "Choices not recorded", NULL, TRUE },
  { "no-note", "2025-11-22", NULL, NULL, FALSE, FALSE, "22/11/2025", "365 days ago", "Cholécystectomie", "Not coded",
    "No report" },
  { "month-only", "2026-11", NULL, NULL, FALSE, TRUE, "11/2026", "", "Cholécystectomie", "Not coded", NULL },
  { "tomorrow", "2026-11-23", NULL, NULL, FALSE, TRUE, "23/11/2026", "today", "Cholécystectomie", "Not coded", NULL },
};

static void
test_row (gconstpointer data)
{
  const RowCase *expected = data;
  g_auto(People) people = make_people ();
  g_autoptr(CpxRecord) intervention = make_intervention (expected->date, expected->side, expected->acts);
  CpxUncodedInput input = { intervention, people.patient, people.surgeon, expected->has_draft, expected->has_note,
                            expected->has_choices };
  g_auto(CpxUncodedState) state = cpx_uncoded_state_compute (&input, today);

  g_assert_cmpstr (state.date, ==, expected->shown_date);
  g_assert_cmpstr (state.age, ==, expected->age);
  g_assert_cmpstr (state.patient, ==, "DUPONT Jeanne");
  g_assert_cmpstr (state.operation, ==, expected->operation);
  g_assert_cmpstr (state.surgeon, ==, "Dr Hugo VASSEUR");
  g_assert_cmpstr (state.state, ==, expected->state);
  g_assert_cmpstr (state.missing, ==, expected->missing);
}

static void
test_row_without_surgeon (void)
{
  g_auto(People) people = make_people ();
  g_autoptr(CpxRecord) intervention = make_intervention ("2026-11-18", NULL, NULL);
  CpxUncodedInput input = { intervention, people.patient, NULL, FALSE, TRUE };
  g_auto(CpxUncodedState) state = cpx_uncoded_state_compute (&input, today);

  g_assert_cmpstr (state.surgeon, ==, "");
  g_assert_true (cpx_uncoded_state_matches (&input, "dupont"));
}

/* What is found */

typedef struct
{
  const char *name;
  const char *query;
  gboolean    found;
} FindCase;

static const FindCase find_cases[] = {
  { "empty", "", TRUE },
  { "spaces", "   ", TRUE },
  { "name", "dup", TRUE },
  { "birth-name", "lefevre", TRUE },
  { "accents", "LEFÈVRE", TRUE },
  { "operation", "cholecystectomie", TRUE },
  { "code", "hmfc004", TRUE },
  { "surgeon", "vasseur", TRUE },
  { "date", "18/11", TRUE },
  { "several", "jeanne vass 2026", TRUE },
  { "other", "petit", FALSE },
  { "one-of-two", "dupont petit", FALSE },
  { "naughty", "%n'; zz --", FALSE },
};

static void
test_find (gconstpointer data)
{
  const FindCase *expected = data;
  g_auto(People) people = make_people ();
  g_autoptr(CpxRecord) intervention = make_intervention ("2026-11-18", "right", "HMFC004");
  CpxUncodedInput input = { intervention, people.patient, people.surgeon, FALSE, TRUE };

  g_assert_cmpint (cpx_uncoded_state_matches (&input, expected->query), ==, expected->found);
}

/* Whose it is */

typedef struct
{
  const char *name;
  const char *linked;    /* (nullable) */
  const char *rpps;      /* (nullable) */
  gboolean    has_own;
  gboolean    is_own;
} OwnCase;

static const OwnCase own_cases[] = {
  { "linked", ID, NULL, TRUE, TRUE },
  { "linked-to-another", OTHER_ID, NULL, TRUE, FALSE },
  { "link-before-number", OTHER_ID, RPPS, TRUE, FALSE },
  { "number", NULL, RPPS, TRUE, TRUE },
  { "other-number", NULL, "10009999998", TRUE, FALSE },
  { "secretary", NULL, NULL, FALSE, FALSE },
};

static void
test_own (gconstpointer data)
{
  const OwnCase *expected = data;
  g_auto(People) people = make_people ();
  g_autoptr(CpxRecord) user = cpx_record_new_with_texts (&cpx_user_kind, OTHER_ID, CPX_USER_PRACTITIONER,
                                                         expected->linked, CPX_USER_RPPS, expected->rpps, -1);

  g_assert_cmpint (cpx_uncoded_state_has_own (user), ==, expected->has_own);
  g_assert_cmpint (cpx_uncoded_state_is_own (user, people.surgeon), ==, expected->is_own);
  g_assert_false (cpx_uncoded_state_is_own (user, NULL));
}

/* The page around the rows */

typedef struct
{
  const char       *name;
  CpxWorkListInput  input;
  const char       *page;
  const char       *title;   /* (nullable) */
  const char       *count;
} PageCase;

static const PageCase page_cases[] = {
  { "reading", { .query = "" }, "rows", NULL, "0 operations" },
  { "rows", { "", 3, 1, 3, FALSE, TRUE, NULL }, "rows", NULL, "3 operations" },
  { "one", { "", 1, 1, 1, FALSE, TRUE, NULL }, "rows", NULL, "1 operation" },
  { "own", { "", 3, 1, 1, TRUE, TRUE, NULL }, "rows", NULL, "1 of 3 operations" },
  { "all-coded", { "", 0, 0, 0, FALSE, TRUE, NULL }, "nothing", "No uncoded operation", "0 operations" },
  { "all-coded-own", { "", 0, 0, 0, TRUE, TRUE, NULL }, "nothing", "No uncoded operation", "0 operations" },
  { "none-own", { "", 3, 0, 0, TRUE, TRUE, NULL }, "nothing", "None of yours is uncoded", "0 of 3 operations" },
  { "not-found", { "petit", 3, 1, 0, FALSE, TRUE, NULL }, "nothing", "No operation found", "0 of 3 operations" },
  { "own-not-found", { "petit", 3, 1, 0, TRUE, TRUE, NULL }, "nothing", "No operation found", "0 of 3 operations" },
  { "failure", { "", 3, 1, 3, FALSE, TRUE, "Disk gone" }, "nothing", "The list could not be read", "3 operations" },
};

static void
test_page (gconstpointer data)
{
  const PageCase *expected = data;
  g_auto(CpxWorkListState) state = cpx_work_list_state_compute (&expected->input);

  g_assert_cmpstr (state.page, ==, expected->page);
  g_assert_cmpstr (state.title, ==, expected->title);
  g_assert_cmpstr (state.count, ==, expected->count);
  g_assert_cmpint (state.description != NULL, ==, g_str_equal (state.page, "nothing"));
  if (expected->input.failure != NULL)
    g_assert_cmpstr (state.description, ==, expected->input.failure);
}

static void
test_next (void)
{
  const char * const ids[] = { "a", "b", "c", NULL };
  const char * const alone[] = { "a", NULL };
  const char * const none[] = { NULL };

  g_assert_cmpint (cpx_work_list_state_pick_next (ids, "a"), ==, 1);
  g_assert_cmpint (cpx_work_list_state_pick_next (ids, "b"), ==, 2);
  g_assert_cmpint (cpx_work_list_state_pick_next (ids, "c"), ==, 0);
  g_assert_cmpint (cpx_work_list_state_pick_next (ids, "gone"), ==, 0);
  g_assert_cmpint (cpx_work_list_state_pick_next (ids, NULL), ==, 0);
  g_assert_cmpint (cpx_work_list_state_pick_next (alone, "a"), ==, -1);
  g_assert_cmpint (cpx_work_list_state_pick_next (none, "a"), ==, -1);
}

/* The badge */

static void
test_badge (void)
{
  static const struct
  {
    guint       n;
    const char *figure;
    const char *name;
  } cases[] = {
    { 0, "", "Coding" },
    { 1, "1", "Coding, 1 waiting" },
    { 24, "24", "Coding, 24 waiting" },
    { 999, "999", "Coding, 999 waiting" },
    { 12345, "999+", "Coding, 12345 waiting" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *figure = cpx_house_state_dup_badge (cases[i].n);
      g_autofree char *name = cpx_house_state_dup_page_name ("Coding", cases[i].n);

      g_assert_cmpstr (figure, ==, cases[i].figure);
      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

#define ADD_TABLE(path, cases, func) \
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) \
    { \
      g_autofree char *name = g_strconcat (path, cases[i].name, NULL); \
      g_test_add_data_func (name, &cases[i], func); \
    }

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TABLE ("/work-list/row/", row_cases, test_row);
  g_test_add_func ("/work-list/row/without-surgeon", test_row_without_surgeon);
  ADD_TABLE ("/work-list/find/", find_cases, test_find);
  ADD_TABLE ("/work-list/own/", own_cases, test_own);
  ADD_TABLE ("/work-list/page/", page_cases, test_page);
  g_test_add_func ("/work-list/next", test_next);
  g_test_add_func ("/work-list/badge", test_badge);

  return g_test_run ();
}
