/* test-duplicate-coding.c: the acts of one operation taken over for another; what was decided for it stays behind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "coding-fixture.h"

#include "cpx-duplicate-coding.h"
#include "cpx-save-coding.h"

#include <cpx-act.h>
#include <cpx-coding.h>
#include <cpx-intervention.h>

#define REASON "Geste complémentaire décrit par le compte rendu"

static CpxCodingRequest *
load (CodingFixture *self,
      const char    *intervention_id)
{
  g_autoptr(GError) error = NULL;
  CpxCodingRequest *request = cpx_practice_load_coding (self->base.practice, intervention_id, NULL, &error);

  g_assert_no_error (error);

  return request;
}

/* One act, kept in place of a proposal. */
static void
code (CodingFixture *self)
{
  g_autoptr(CpxCodingRequest) request = load (self, cpx_record_get_id (self->intervention));
  g_autoptr(GPtrArray) receipts = NULL;
  g_autoptr(GError) error = NULL;
  CpxCodingLine line;

  cpx_coding_line_init (&line, "HHFA016");
  line.body_part = CPX_BODY_PART_TRUNK;
  cpx_coding_request_add_line (request, &line, cpx_act_choice_new ("suggestion", "HMFC004", "other", REASON));
  receipts = cpx_practice_save_coding (self->base.practice, request, CPX_CODING_STEP_VALIDATE, &error);
  g_assert_no_error (error);
}

static guint
count_listed (CodingFixture *self,
              CpxRecord     *to)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = cpx_practice_list_duplicable (self->base.practice, cpx_record_get_id (to), &error);

  g_assert_no_error (error);

  return found->len;
}

static void
test_take_over (CodingFixture *self,
                gconstpointer  data)
{
  g_autoptr(CpxRecord) other = coding_fixture_add_intervention (self, "done", CODING_DAY);
  const char *from_id = cpx_record_get_id (self->intervention);
  const char *to_id = cpx_record_get_id (other);
  g_autoptr(GPtrArray) nothing = NULL;
  g_autoptr(GPtrArray) receipts = NULL;
  g_autoptr(GPtrArray) again = NULL;
  g_autoptr(CpxCodingRequest) request = NULL;
  g_autoptr(GError) error = NULL;
  const CpxActChoice *choice;

  g_assert_cmpuint (count_listed (self, other), ==, 0);
  nothing = cpx_practice_duplicate_coding (self->base.practice, from_id, to_id, &error);
  g_assert_null (nothing);
  g_assert_error (error, CPX_PRACTICE_ERROR, (int) CPX_PRACTICE_ERROR_REFUSED);
  g_clear_error (&error);

  code (self);
  g_assert_cmpuint (count_listed (self, other), ==, 1);
  g_assert_cmpuint (count_listed (self, self->intervention), ==, 0);
  receipts = cpx_practice_duplicate_coding (self->base.practice, from_id, to_id, &error);
  g_assert_no_error (error);
  request = load (self, to_id);
  g_assert_cmpuint (request->acts->len, ==, 1);
  choice = g_ptr_array_index (request->choices, 0);
  g_assert_cmpstr (cpx_coding_draft_get_line (request->draft, 0)->code, ==, "HHFA016");
  g_assert_cmpint (cpx_coding_draft_get_line (request->draft, 0)->body_part, ==, CPX_BODY_PART_TRUNK);
  g_assert_cmpstr (choice->source, ==, "duplicate");
  g_assert_null (choice->proposed_code);
  g_assert_null (choice->reason);
  g_assert_cmpstr (cpx_record_get_text (request->coding, CPX_CODING_STATE), ==, "draft");

  again = cpx_practice_duplicate_coding (self->base.practice, from_id, to_id, &error);
  g_assert_null (again);
  g_assert_error (error, CPX_PRACTICE_ERROR, (int) CPX_PRACTICE_ERROR_REFUSED);
}

/* What belongs to the day and to the decision stays behind. */
static void
test_line (CodingFixture *self,
           gconstpointer  data)
{
  g_autoptr(CpxCodingRequest) request = load (self, cpx_record_get_id (self->intervention));
  g_autoptr(GArray) lines = NULL;
  const CpxCodingLine *begun;
  CpxCodingLine line;

  cpx_coding_line_init (&line, "HHFA016");
  g_strlcpy (line.modifiers, "JU", sizeof line.modifiers);
  line.association = CPX_ASSOCIATION_2;
  line.overcharge_cents = 5000;
  line.activity = 4;
  cpx_coding_request_add_line (request, &line, cpx_act_choice_new ("typed", NULL, NULL, NULL));
  lines = cpx_coding_list_duplicate (request);
  begun = &g_array_index (lines, CpxCodingLine, 0);
  g_assert_cmpint (begun->activity, ==, 4);
  g_assert_cmpstr (begun->modifiers, ==, "");
  g_assert_cmpint (begun->association, ==, CPX_ASSOCIATION_AUTO);
  g_assert_cmpint (begun->overcharge_cents, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CODING_TEST ("/duplicate-coding/take-over", test_take_over);
  CODING_TEST ("/duplicate-coding/line", test_line);

  return g_test_run ();
}
