/* test-practice-prior.c: what a practice learns, and what it must not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-practice-prior.h"

#include <string.h>

static void
add (CpxPracticePriorBuilder *builder,
     const char              *practitioner,
     const char              *title,
     const char              *proposed,
     const char              *kept,
     guint                    times)
{
  const char *shown[] = { proposed, NULL };
  CpxPriorCase one = {
    .practitioner = practitioner, .text = title, .shown = shown, .kept = kept,
  };

  for (guint i = 0; i < times; i++)
    cpx_practice_prior_builder_add (builder, &one);
}

static double
weigh (CpxPracticePrior *prior,
       const char       *practitioner,
       const char       *title,
       const char       *code,
       double            probability,
       guint            *out_kept,
       guint            *out_shown)
{
  g_autofree char *key = cpx_practice_prior_make_key (prior, title);
  CpxPriorQuestion question = { .practitioner = practitioner, .text_key = key, .proposed = "AAAA001" };

  return cpx_practice_prior_weigh (prior, &question, code, probability, 0.9, out_kept, out_shown);
}

/* Invariant 1. */
static void
test_nothing (void)
{
  g_autoptr(CpxPracticePriorBuilder) builder = cpx_practice_prior_builder_new ();
  g_autoptr(CpxPracticePrior) prior = cpx_practice_prior_builder_end (builder);
  guint kept;
  guint shown;

  g_assert_cmpfloat_with_epsilon (weigh (prior, "dr-a", "PTH droite", "AAAA001", 0.7, &kept, &shown), 0.7, 1e-9);
  g_assert_cmpuint (shown, ==, 0);
}

/* Invariant 2, and the sentence "41 of 52 at your practice". */
static void
test_counts (void)
{
  g_autoptr(CpxPracticePriorBuilder) builder = cpx_practice_prior_builder_new ();
  g_autoptr(CpxPracticePrior) prior = NULL;
  guint kept;
  guint shown;
  double p;

  add (builder, "dr-a", "PTH droite", "AAAA001", "BBBB001", 41);
  add (builder, "dr-a", "PTH gauche", "AAAA001", "AAAA001", 11);
  prior = cpx_practice_prior_builder_end (builder);
  p = weigh (prior, "dr-a", "pth", "BBBB001", 0.05, &kept, &shown);
  g_assert_cmpuint (kept, ==, 41);
  g_assert_cmpuint (shown, ==, 52);
  g_assert_cmpfloat (p, >, 0.5);
  g_assert_cmpfloat (p, <, 1);
  g_assert_cmpfloat (weigh (prior, "dr-a", "pth", "AAAA001", 0.9, &kept, &shown), <, 0.5);
}

static void
test_monotone (void)
{
  double before = 0;

  for (guint n = 0; n < 60; n++)
    {
      g_autoptr(CpxPracticePriorBuilder) builder = cpx_practice_prior_builder_new ();
      g_autoptr(CpxPracticePrior) prior = NULL;
      guint kept;
      guint shown;
      double p;

      add (builder, "dr-a", "PTH", "AAAA001", "BBBB001", n);
      prior = cpx_practice_prior_builder_end (builder);
      p = weigh (prior, "dr-a", "PTH", "BBBB001", 0.01, &kept, &shown);
      g_assert_cmpfloat (p, >, before);
      g_assert_cmpfloat (p, <, 1);
      before = p;
    }
}

/* Invariant 3: nor do two. */
static void
test_one_error (void)
{
  g_autoptr(CpxPracticePriorBuilder) builder = cpx_practice_prior_builder_new ();
  g_autoptr(CpxPracticePrior) prior = NULL;
  guint kept;
  guint shown;

  add (builder, "dr-a", "PTH", "AAAA001", "BBBB001", 2);
  prior = cpx_practice_prior_builder_end (builder);
  g_assert_cmpfloat (weigh (prior, "dr-a", "PTH", "AAAA001", 0.9, &kept, &shown), >,
                     weigh (prior, "dr-a", "PTH", "BBBB001", 0.05, &kept, &shown));
}

/* Invariant 4. */
static void
test_others (void)
{
  g_autoptr(CpxPracticePriorBuilder) builder = cpx_practice_prior_builder_new ();
  g_autoptr(CpxPracticePrior) prior = NULL;
  guint kept;
  guint shown;

  add (builder, "dr-a", "PTH", "AAAA001", "BBBB001", 500);
  prior = cpx_practice_prior_builder_end (builder);
  g_assert_cmpfloat (weigh (prior, "dr-b", "PTH", "AAAA001", 0.9, &kept, &shown), >,
                     weigh (prior, "dr-b", "PTH", "BBBB001", 0.05, &kept, &shown));
  g_assert_cmpuint (shown, ==, 0);
}

/* Invariant 5. */
static void
test_order (void)
{
  g_autoptr(CpxPracticePriorBuilder) forth = cpx_practice_prior_builder_new ();
  g_autoptr(CpxPracticePriorBuilder) back = cpx_practice_prior_builder_new ();
  g_autoptr(CpxPracticePrior) a = NULL;
  g_autoptr(CpxPracticePrior) b = NULL;
  json_t *of_a;
  json_t *of_b;

  add (forth, "dr-a", "PTH", "AAAA001", "BBBB001", 3);
  add (forth, "dr-b", "PTG", "CCCC001", "CCCC001", 2);
  add (back, "dr-b", "PTG", "CCCC001", "CCCC001", 2);
  add (back, "dr-a", "PTH", "AAAA001", "BBBB001", 3);
  a = cpx_practice_prior_builder_end (forth);
  b = cpx_practice_prior_builder_end (back);
  of_a = cpx_practice_prior_to_json (a);
  of_b = cpx_practice_prior_to_json (b);
  g_assert_true (json_equal (of_a, of_b));
  g_assert_cmpuint (json_array_size (json_object_get (of_a, "tallies")), ==, 4);
  json_decref (of_a);
  json_decref (of_b);
}

static void
test_keys (void)
{
  g_autoptr(CpxPracticePriorBuilder) builder = cpx_practice_prior_builder_new ();
  g_autoptr(CpxPracticePrior) prior = cpx_practice_prior_builder_end (builder);
  g_autofree char *a = cpx_practice_prior_make_key (prior, "Prothèse totale de hanche DROITE");
  g_autofree char *b = cpx_practice_prior_make_key (prior, "hanche gauche : prothese totale");
  g_autofree char *none = cpx_practice_prior_make_key (prior, "de la");
  g_autoptr(GString) note = g_string_new (NULL);
  g_autofree char *of_note = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append (note, "hanche ");
  of_note = cpx_practice_prior_make_key (prior, note->str);
  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (a, ==, "hanche prothese totale");
  g_assert_null (none);
  g_assert_null (of_note);
}

/* What people type into a title besides the gesture. */
static const char * const hostile_titles[] = {
  "CARPENTERET Danielo Hernie inguinale",
  "carpenteret danielo hernie inguinale",
  "Hernie inguinale - Mme Petit née Blanc",
  "Hernie inguinale, Mlle Rose Roux",
  "carpenteret danielo né le 22/06/1944 hernie inguinale",
  "06 1944 22 carpenteret danielo hernie inguinale",
  "hernie inguinale 22.06.44",
  "hernie inguinale 22-06-1944",
  "hernie inguinale 1944-06-22",
  "hernie inguinale 22 juin 1944",
  "hernie inguinale 22061944",
  "hernie inguinale 22/6",
  "hernie inguinale 6 6 44",
  "hernie inguinale 06 12 34 56 78",
  "hernie inguinale 0612345678",
  "hernie inguinale +33 6 12 34 56 78",
  "hernie inguinale 06.12.34.56.78",
  "hernie inguinale 1 44 06 75 056 123 45",
  "hernie inguinale 144067505612345",
  "hernie inguinale danielo.carpenteret@exemple.fr",
  "hernie inguinale, 12 rue du Petit Bassin 75012 Paris",
  "hernie inguinale dossier 2026-00118",
  "hernie inguinale 8001234",
  "hernie\tinguinale\x01 carpenteret",
  "hernie inguinale carpenteret\xff danielo",
};

/* Invariant 6. */
static void
test_hostile_titles (void)
{
  g_autoptr(CpxPracticePriorBuilder) builder = cpx_practice_prior_builder_new ();
  g_autoptr(CpxPracticePrior) prior = cpx_practice_prior_builder_end (builder);

  for (gsize i = 0; i < G_N_ELEMENTS (hostile_titles); i++)
    {
      g_autofree char *key = cpx_practice_prior_make_key (prior, hostile_titles[i]);

      g_test_message ("title %zu", i);
      g_assert_cmpstr (key, ==, "hernie inguinale");
    }
}

/* The patient's own name goes even where it is a word of the nomenclature; a count that is none of a date stays. */
static void
test_names (void)
{
  g_autoptr(CpxPracticePriorBuilder) builder = cpx_practice_prior_builder_new ();
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  CpxPriorCase one = { .practitioner = "dr-a", .operation = "PETIT Os hernie inguinale", .kept = "LMMA009",
                       .names = names };
  CpxPriorCase garbage = { .practitioner = "dr-a", .operation = "hernie", .proposed = "Carpenteret",
                           .kept = "Danielo" };
  g_autoptr(CpxPracticePrior) prior = NULL;
  g_autofree char *digits = NULL;
  g_autofree char *text = NULL;
  json_t *object;

  g_hash_table_add (names, (gpointer) "petit");
  g_hash_table_add (names, (gpointer) "os");
  cpx_practice_prior_builder_add (builder, &one);
  cpx_practice_prior_builder_add (builder, &garbage);
  prior = cpx_practice_prior_builder_end (builder);
  object = cpx_practice_prior_to_json (prior);
  text = json_dumps (object, JSON_COMPACT);
  json_decref (object);
  g_assert_nonnull (strstr (text, "\"hernie inguinale\""));
  g_assert_null (strstr (text, "petit"));
  g_assert_null (strstr (text, "Carpenteret"));
  g_assert_null (strstr (text, "Danielo"));
  digits = cpx_practice_prior_make_key (prior, "arthrodèse de 2 vertèbres");
  g_assert_cmpstr (digits, ==, "2 arthrodese vertebres");
}

/* What the screen shows of it: by surgeon, the most frequent first. */
static void
test_habits (void)
{
  g_autoptr(CpxPracticePriorBuilder) builder = cpx_practice_prior_builder_new ();
  g_autoptr(CpxPracticePrior) prior = NULL;
  g_autoptr(GPtrArray) who = NULL;
  g_autoptr(GArray) habits = NULL;
  g_autoptr(GArray) first = NULL;
  g_autoptr(GArray) nobody = NULL;
  const CpxPriorHabit *habit;

  add (builder, "dr-a", "PTH droite", "AAAA001", "BBBB001", 1);
  add (builder, "dr-a", "PTH droite", "AAAA001", "AAAA001", 4);
  add (builder, "dr-a", "PTG", "CCCC001", "CCCC001", 1);
  add (builder, "dr-ab", "PTG", "CCCC001", "CCCC001", 1);
  prior = cpx_practice_prior_builder_end (builder);
  who = cpx_practice_prior_list_practitioners (prior);
  g_assert_cmpuint (who->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (who, 0), ==, "dr-a");
  g_assert_cmpuint (cpx_practice_prior_n_cases_of (prior, "dr-a"), ==, 6);
  g_assert_cmpuint (cpx_practice_prior_n_cases_of (prior, "dr-ab"), ==, 1);
  g_assert_cmpuint (cpx_practice_prior_n_cases_of (prior, "dr-c"), ==, 0);
  habits = cpx_practice_prior_list_habits (prior, "dr-a", 100);
  first = cpx_practice_prior_list_habits (prior, "dr-a", 1);
  nobody = cpx_practice_prior_list_habits (prior, "dr-c", 100);
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpuint (nobody->len, ==, 0);
  for (guint i = 1; i < habits->len; i++)
    g_assert_cmpuint (g_array_index (habits, CpxPriorHabit, i - 1).n_shown, >=,
                      g_array_index (habits, CpxPriorHabit, i).n_shown);
  for (guint i = 0; i < habits->len; i++)
    {
      habit = &g_array_index (habits, CpxPriorHabit, i);
      if (g_str_equal (habit->key, "pth"))
        {
          g_assert_cmpstr (habit->code, ==, "AAAA001");
          g_assert_cmpuint (habit->n_kept, ==, 4);
          g_assert_cmpuint (habit->n_shown, ==, 5);
          return;
        }
    }
  g_assert_not_reached ();
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice-prior/nothing", test_nothing);
  g_test_add_func ("/practice-prior/counts", test_counts);
  g_test_add_func ("/practice-prior/habits", test_habits);
  g_test_add_func ("/practice-prior/monotone", test_monotone);
  g_test_add_func ("/practice-prior/one-error", test_one_error);
  g_test_add_func ("/practice-prior/others", test_others);
  g_test_add_func ("/practice-prior/order", test_order);
  g_test_add_func ("/practice-prior/keys", test_keys);
  g_test_add_func ("/practice-prior/hostile-titles", test_hostile_titles);
  g_test_add_func ("/practice-prior/names", test_names);

  return g_test_run ();
}
