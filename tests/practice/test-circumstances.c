/* test-circumstances.c: what a person states of an operation, what is not understood, what the rules ask for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "coding-fixture.h"

#include "cpx-circumstances.h"
#include "cpx-coding-verdict.h"
#include "cpx-save-coding.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *circumstance;
  guint       line;
  const char *typed;
  const char *value;     /* NULL: refused */
} SetCase;

static const SetCase set_cases[] = {
  { "yes", "emergency", 0, "yes", "yes" },
  { "oui", "emergency", 0, "oui", "yes" },
  { "no", "emergency", 0, "no", "no" },
  { "back", "emergency", 0, "", "" },
  { "perhaps", "emergency", 0, "perhaps", NULL },
  { "not-text", "emergency", 0, "\xff", NULL },
  { "boolean", "ald", 0, "yes", "yes" },
  { "boolean-no", "ald", 0, "no", "" },
  { "day-iso", "admission_date", 0, "2026-03-08", "2026-03-08" },
  { "day-french", "admission_date", 0, "8/3/2026", "2026-03-08" },
  { "day-partial", "admission_date", 0, "2026-03", NULL },
  { "day-none", "admission_date", 0, "30/02/2026", NULL },
  { "day-words", "admission_date", 0, "hier", NULL },
  { "time", "admission_time", 0, "14:30", "14:30" },
  { "time-typed", "admission_time", 0, "9h05", "09:05" },
  { "time-midnight", "admission_time", 0, "00:00", "00:00" },
  { "time-too-late", "admission_time", 0, "24:00", NULL },
  { "time-minutes", "admission_time", 0, "12:60", NULL },
  { "time-negative", "admission_time", 0, "-1:30", NULL },
  { "time-words", "admission_time", 0, "midi", NULL },
  { "part", "body_part", 0, "left_leg", "left_leg" },
  { "part-label", "body_part", 1, "Left leg", "left_leg" },
  { "part-unknown", "body_part", 0, "tail", NULL },
  { "part-no-line", "body_part", 2, "head", NULL },
  { "part-far-line", "body_part", G_MAXUINT, "head", NULL },
  { "trauma", "trauma", 1, "yes", "yes" },
  { "ent", "ent_part", 0, "excision", "excision" },
  { "refund", "exceptional_refund", 0, "yes", "yes" },
  { "refund-no", "exceptional_refund", 0, "no", "" },
};

/* Two acts, not yet saved. */
static CpxCodingRequest *
make_request (CodingFixture *self)
{
  g_autoptr(GError) error = NULL;
  CpxCodingRequest *request = cpx_practice_load_coding (self->base.practice, cpx_record_get_id (self->intervention),
                                                        NULL, &error);
  static const char * const codes[] = { "HHFA016", "HMFC004" };

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      CpxCodingLine line;

      cpx_coding_line_init (&line, codes[i]);
      cpx_coding_request_add_line (request, &line, cpx_act_choice_new ("typed", NULL, NULL, NULL));
    }

  return request;
}

static void
test_set (CodingFixture *self,
          gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (set_cases); i++)
    {
      const SetCase *line = &set_cases[i];
      const CpxCircumstance *circumstance = cpx_circumstance_find (line->circumstance);
      g_autoptr(CpxCodingRequest) request = make_request (self);
      g_autoptr(CpxCodingDraft) before = g_object_ref (request->draft);
      g_autoptr(GError) error = NULL;
      gboolean done = cpx_circumstance_set (circumstance, request, line->line, line->typed, &error);
      g_autofree char *value = NULL;

      g_test_message ("%s", line->name);
      g_assert_cmpint (done, ==, line->value != NULL);
      if (!done)
        {
          g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID);
          g_assert_true (cpx_coding_draft_equal (request->draft, before));
          continue;
        }
      value = cpx_circumstance_dup_value (circumstance, request, line->line);
      g_assert_cmpstr (value, ==, line->value);
      g_assert_cmpuint (cpx_coding_draft_get_n_lines (request->draft), ==, 2);
    }
}

/* A megabyte is refused in a sentence of a readable length. */
static void
test_long (CodingFixture *self,
           gconstpointer  data)
{
  g_autoptr(CpxCodingRequest) request = make_request (self);
  g_autofree char *typed = g_strnfill (1 << 20, '9');
  guint n;
  const CpxCircumstance *all = cpx_circumstances_list (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (cpx_circumstance_set (&all[i], request, 0, typed, &error));
      g_assert_cmpuint (strlen (error->message), <, 1000);
    }
}

/* What was stated is there again when the coding is read. */
static void
test_kept (CodingFixture *self,
           gconstpointer  data)
{
  g_autoptr(CpxCodingRequest) request = make_request (self);
  g_autoptr(CpxCodingRequest) again = NULL;
  g_autoptr(GPtrArray) receipts = NULL;
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (set_cases); i++)
    {
      if (set_cases[i].value != NULL)
        cpx_circumstance_set (cpx_circumstance_find (set_cases[i].circumstance), request, set_cases[i].line,
                              set_cases[i].typed, NULL);
    }
  receipts = cpx_practice_save_coding (self->base.practice, request, CPX_CODING_STEP_DRAFT, &error);
  g_assert_no_error (error);
  again = cpx_practice_load_coding (self->base.practice, cpx_record_get_id (self->intervention), NULL, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (set_cases); i++)
    {
      const CpxCircumstance *circumstance = cpx_circumstance_find (set_cases[i].circumstance);
      g_autofree char *was = NULL;
      g_autofree char *is = NULL;

      if (set_cases[i].line >= cpx_coding_draft_get_n_lines (again->draft))
        continue;
      was = cpx_circumstance_dup_value (circumstance, request, set_cases[i].line);
      is = cpx_circumstance_dup_value (circumstance, again, set_cases[i].line);
      g_assert_cmpstr (is, ==, was);
    }
}

static void
test_names (void)
{
  guint n;
  const CpxCircumstance *all = cpx_circumstances_list (&n);

  for (guint i = 0; i < n; i++)
    {
      g_assert_true (cpx_circumstance_find (all[i].name) == &all[i]);
      g_assert_cmpstr (cpx_circumstance_get_label (&all[i]), !=, "");
    }
  g_assert_null (cpx_circumstance_find (""));
  g_assert_null (cpx_circumstance_find ("date"));
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);

  g_test_add_func ("/circumstances/names", test_names);
  CODING_TEST ("/circumstances/set", test_set);
  CODING_TEST ("/circumstances/long", test_long);
  CODING_TEST ("/circumstances/kept", test_kept);

  return g_test_run ();
}
