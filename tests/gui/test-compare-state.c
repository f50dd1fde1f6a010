/* test-compare-state.c: two files side by side, by table, without a display.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-compare-state.h"

#define LEFT_ID  "01890000000070008000000000000001"
#define RIGHT_ID "01890000000070008000000000000002"

static CpxRecord *
make_left (void)
{
  return cpx_record_new_with_texts (&cpx_patient_kind, LEFT_ID, CPX_PATIENT_BIRTH_NAME, "DUPONT",
                                    CPX_PATIENT_BIRTH_FIRST_NAMES, "Jean", CPX_PATIENT_SEX, "M",
                                    CPX_PATIENT_USED_NAME, "LEFÈVRE", CPX_PATIENT_PROFESSION, "MEDECIN",
                                    CPX_PATIENT_BIRTH_DATE, "1958-03-14", CPX_PATIENT_CITY, "Lyon",
                                    CPX_PATIENT_IDENTITY_STATUS, "provisional", -1);
}

static CpxRecord *
make_right (void)
{
  return cpx_record_new_with_texts (&cpx_patient_kind, RIGHT_ID, CPX_PATIENT_BIRTH_NAME, "DUPOND",
                                    CPX_PATIENT_BIRTH_FIRST_NAMES, "Jean", CPX_PATIENT_SEX, "M",
                                    CPX_PATIENT_BIRTH_DATE, "1958-03-14", CPX_PATIENT_USED_NAME, "Lefèvre",
                                    CPX_PATIENT_PROFESSION, "Médecin", CPX_PATIENT_MOBILE, "06 12 34 56 78",
                                    CPX_PATIENT_IDENTITY_STATUS, "provisional", -1);
}

static const CpxCompareLine *
find_line (const CpxCompareState *state,
           int                    field)
{
  for (guint i = 0; i < state->lines->len; i++)
    {
      const CpxCompareLine *line = g_ptr_array_index (state->lines, i);

      if (line->field == field)
        return line;
    }

  return NULL;
}

typedef struct
{
  const char     *name;
  int             field;
  CpxCompareMark  mark;
  CpxSide         side_keeping_left;
  CpxSide         side_keeping_right;
} LineCase;

static const LineCase line_cases[] = {
  { "different", CPX_PATIENT_BIRTH_NAME, CPX_COMPARE_DIFFERENT, CPX_SIDE_LEFT, CPX_SIDE_RIGHT },
  { "same", CPX_PATIENT_BIRTH_FIRST_NAMES, CPX_COMPARE_SAME, CPX_SIDE_LEFT, CPX_SIDE_RIGHT },
  { "alike", CPX_PATIENT_USED_NAME, CPX_COMPARE_ALIKE, CPX_SIDE_LEFT, CPX_SIDE_RIGHT },
  { "accents", CPX_PATIENT_PROFESSION, CPX_COMPARE_DIFFERENT, CPX_SIDE_LEFT, CPX_SIDE_RIGHT },
  { "only-left", CPX_PATIENT_CITY, CPX_COMPARE_ONLY_LEFT, CPX_SIDE_LEFT, CPX_SIDE_LEFT },
  { "only-right", CPX_PATIENT_MOBILE, CPX_COMPARE_ONLY_RIGHT, CPX_SIDE_RIGHT, CPX_SIDE_RIGHT },
};

static void
test_line (gconstpointer data)
{
  const LineCase *c = data;
  g_autoptr(CpxRecord) left = make_left ();
  g_autoptr(CpxRecord) right = make_right ();

  for (CpxSide kept = CPX_SIDE_LEFT; kept <= CPX_SIDE_RIGHT; kept++)
    {
      CpxCompareChoice choice = { .kept = kept };
      g_auto(CpxCompareState) state = cpx_compare_state_compute (left, right, choice, CPX_ROLE_SURGEON);
      const CpxCompareLine *line = find_line (&state, c->field);
      CpxSide side = kept == CPX_SIDE_LEFT ? c->side_keeping_left : c->side_keeping_right;
      gboolean from_other = (state.from_other & CPX_FIELD_BIT (c->field)) != 0;

      g_assert_nonnull (line);
      g_assert_cmpint (line->mark, ==, c->mark);
      g_assert_cmpint (line->side, ==, side);
      g_assert_cmpint (from_other, ==, c->mark != CPX_COMPARE_SAME && side != kept);
      g_assert_cmpuint (state.n_different, ==, 5);
      g_assert_true (state.can_merge);
    }
}

static void
test_choice (void)
{
  g_autoptr(CpxRecord) left = make_left ();
  g_autoptr(CpxRecord) right = make_right ();
  CpxCompareChoice choice = cpx_compare_choose ((CpxCompareChoice) { 0 }, CPX_PATIENT_BIRTH_NAME, CPX_SIDE_RIGHT);
  g_auto(CpxCompareState) chosen = cpx_compare_state_compute (left, right, choice, CPX_ROLE_SECRETARY);
  g_auto(CpxCompareState) swapped = { 0 };
  g_auto(CpxCompareState) back = { 0 };

  g_assert_cmpuint (chosen.from_other, ==, CPX_FIELD_BIT (CPX_PATIENT_BIRTH_NAME) | CPX_FIELD_BIT (CPX_PATIENT_MOBILE));

  choice.kept = CPX_SIDE_RIGHT;   /* what was chosen stays chosen */
  swapped = cpx_compare_state_compute (left, right, choice, CPX_ROLE_SECRETARY);
  g_assert_cmpuint (swapped.from_other, ==, CPX_FIELD_BIT (CPX_PATIENT_CITY));

  choice = cpx_compare_choose (choice, CPX_PATIENT_BIRTH_NAME, CPX_SIDE_LEFT);
  back = cpx_compare_state_compute (left, right, choice, CPX_ROLE_SECRETARY);
  g_assert_cmpuint (back.from_other, ==, CPX_FIELD_BIT (CPX_PATIENT_CITY) | CPX_FIELD_BIT (CPX_PATIENT_BIRTH_NAME));
}

static void
test_no_value_may_be_chosen (void)
{
  g_autoptr(CpxRecord) left = make_left ();
  g_autoptr(CpxRecord) right = make_right ();
  CpxCompareChoice choice = cpx_compare_choose ((CpxCompareChoice) { 0 }, CPX_PATIENT_CITY, CPX_SIDE_RIGHT);
  g_auto(CpxCompareState) state = cpx_compare_state_compute (left, right, choice, CPX_ROLE_SURGEON);

  g_assert_cmpint (find_line (&state, CPX_PATIENT_CITY)->side, ==, CPX_SIDE_RIGHT);
  g_assert_cmpstr (find_line (&state, CPX_PATIENT_CITY)->texts[CPX_SIDE_RIGHT], ==, "");
}

/* In words and with units, as the file shows them. */
static void
test_values (void)
{
  g_autoptr(CpxRecord) plain = make_left ();
  g_autoptr(CpxRecord) weighed = cpx_record_with_integer (plain, CPX_PATIENT_WEIGHT_G, 63000);
  g_autoptr(CpxRecord) coded = cpx_record_with_text (weighed, CPX_PATIENT_BIRTH_PLACE_INSEE, "44055");
  g_autoptr(CpxRecord) left = cpx_record_with_text (coded, CPX_PATIENT_BIRTH_PLACE, "La Baule");
  g_autoptr(CpxRecord) other = make_right ();
  g_autoptr(CpxRecord) right = cpx_record_with_text (other, CPX_PATIENT_BIRTH_PLACE_INSEE, "75056");
  g_auto(CpxCompareState) state =
    cpx_compare_state_compute (left, right, (CpxCompareChoice) { 0 }, CPX_ROLE_SURGEON);

  g_assert_cmpstr (find_line (&state, CPX_PATIENT_WEIGHT_G)->texts[CPX_SIDE_LEFT], ==, "63 kg");
  g_assert_cmpstr (find_line (&state, CPX_PATIENT_WEIGHT_G)->texts[CPX_SIDE_RIGHT], ==, "");
  g_assert_cmpstr (find_line (&state, CPX_PATIENT_BIRTH_PLACE_INSEE)->texts[CPX_SIDE_LEFT], ==, "44055 (La Baule)");
  g_assert_cmpstr (find_line (&state, CPX_PATIENT_BIRTH_PLACE_INSEE)->texts[CPX_SIDE_RIGHT], ==, "75056");
  g_assert_cmpstr (find_line (&state, CPX_PATIENT_BIRTH_DATE)->texts[CPX_SIDE_LEFT], ==, "14/03/1958");
  g_assert_cmpstr (find_line (&state, CPX_PATIENT_SEX)->texts[CPX_SIDE_LEFT], ==, "Male");
}

static void
test_role (void)
{
  g_autoptr(CpxRecord) left = make_left ();
  g_autoptr(CpxRecord) right = make_right ();
  g_auto(CpxCompareState) state =
    cpx_compare_state_compute (left, right, (CpxCompareChoice) { 0 }, CPX_ROLE_NURSE);

  g_assert_false (state.can_merge);
  g_assert_nonnull (state.hint);
}

/* A mix of two files that no form would accept is not merged. */
static void
test_obstacle (void)
{
  g_autoptr(CpxRecord) left = make_left ();
  g_autoptr(CpxRecord) plain = make_right ();
  g_autoptr(CpxRecord) right = cpx_record_without (plain, CPX_PATIENT_BIRTH_NAME);
  CpxCompareChoice choice = cpx_compare_choose ((CpxCompareChoice) { 0 }, CPX_PATIENT_BIRTH_NAME, CPX_SIDE_RIGHT);
  g_auto(CpxCompareState) state = cpx_compare_state_compute (left, right, choice, CPX_ROLE_SURGEON);

  g_assert_false (state.can_merge);
  g_assert_nonnull (state.hint);
}

static void
test_suggestion (void)
{
  g_autoptr(CpxRecord) left = make_left ();
  g_autoptr(CpxRecord) right = make_right ();
  g_autoptr(CpxRecord) fuller = cpx_record_with_text (right, CPX_PATIENT_EMAIL, "j@example.org");
  g_autoptr(CpxRecord) validated = cpx_record_with_text (left, CPX_PATIENT_IDENTITY_STATUS, "validated");

  g_assert_cmpint (cpx_compare_suggest_kept (left, right), ==, CPX_SIDE_LEFT);
  g_assert_cmpint (cpx_compare_suggest_kept (left, fuller), ==, CPX_SIDE_RIGHT);
  g_assert_cmpint (cpx_compare_suggest_kept (validated, fuller), ==, CPX_SIDE_LEFT);
  g_assert_cmpint (cpx_compare_suggest_kept (fuller, validated), ==, CPX_SIDE_RIGHT);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (line_cases); i++)
    {
      g_autofree char *name = g_strconcat ("/compare/line/", line_cases[i].name, NULL);

      g_test_add_data_func (name, &line_cases[i], test_line);
    }
  g_test_add_func ("/compare/choice", test_choice);
  g_test_add_func ("/compare/no-value", test_no_value_may_be_chosen);
  g_test_add_func ("/compare/values", test_values);
  g_test_add_func ("/compare/role", test_role);
  g_test_add_func ("/compare/obstacle", test_obstacle);
  g_test_add_func ("/compare/suggestion", test_suggestion);

  return g_test_run ();
}
