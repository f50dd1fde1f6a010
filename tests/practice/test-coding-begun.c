/* test-coding-begun.c: what is chosen and not recorded, kept for who chose it. Numbers are those of cpx-coding-begun.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "coding-fixture.h"

#include "cpx-coding-begun.h"
#include "cpx-drafts.h"
#include "cpx-save-coding.h"

#include <cpx-act.h>
#include <cpx-coding.h>

#define REASON "Geste complémentaire décrit par le compte rendu"

static CpxCodingRequest *
load (CodingFixture *self)
{
  g_autoptr(GError) error = NULL;
  CpxCodingRequest *request =
    cpx_practice_load_coding (self->base.practice, cpx_record_get_id (self->intervention), NULL, &error);

  g_assert_no_error (error);

  return request;
}

static void
add_line (CpxCodingRequest *request,
          const char       *code,
          const char       *reason)
{
  CpxCodingLine line;

  cpx_coding_line_init (&line, code);
  cpx_coding_request_add_line (request, &line,
                               cpx_act_choice_new ("search", reason != NULL ? "HHFA011" : NULL,
                                                   reason != NULL ? "complexity" : NULL, reason));
}

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (cpx_practice_keep_begun_finish (CPX_PRACTICE (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
keep (CodingFixture    *self,
      CpxCodingRequest *chosen)
{
  gboolean done = FALSE;

  cpx_practice_keep_begun_async (self->base.practice, chosen, finished_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
drop (CodingFixture    *self,
      CpxCodingRequest *chosen)
{
  gboolean done = FALSE;

  cpx_practice_drop_begun_async (self->base.practice, chosen, finished_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static GPtrArray *
save (CodingFixture    *self,
      CpxCodingRequest *request,
      CpxCodingStep     step)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *receipts = cpx_practice_save_coding (self->base.practice, request, step, &error);

  g_assert_no_error (error);

  return receipts;
}

static const CpxActChoice *
get_choice (CpxCodingRequest *request,
            guint             position)
{
  return g_ptr_array_index (request->choices, position);
}

/* 1: all of it is back after an unlock, and neither a record nor an entry tells of it. */
static void
test_kept (CodingFixture *self,
           gconstpointer  data)
{
  gint64 n_audit = practice_fixture_count_audit (&self->base);
  g_autoptr(CpxCodingRequest) chosen = load (self);
  CpxCodingContext context = *cpx_coding_draft_get_context (chosen->draft);
  g_autoptr(CpxCodingRequest) back = NULL;
  g_autoptr(GPtrArray) forms = NULL;

  g_assert_null (chosen->begun);
  context.emergency = CPX_FACT_YES;
  cpx_coding_request_set_context (chosen, &context);
  add_line (chosen, "HHFA016", REASON);
  cpx_coding_request_set_override (chosen, "coding.empty", REASON);
  keep (self, chosen);
  g_assert_cmpint (practice_fixture_count_audit (&self->base), ==, n_audit);
  g_assert_cmpint (practice_fixture_count (&self->base, &cpx_act_kind), ==, 0);
  g_assert_cmpint (practice_fixture_count (&self->base, &cpx_coding_kind), ==, 0);

  practice_fixture_reopen (&self->base, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  back = load (self);
  g_assert_cmpuint (back->choices->len, ==, 0);
  g_assert_nonnull (back->begun);
  g_assert_false (back->begun_over_others);
  g_assert_true (cpx_coding_draft_equal (back->begun->draft, chosen->draft));
  g_assert_cmpstr (get_choice (back->begun, 0)->reason, ==, REASON);
  g_assert_cmpstr (cpx_coding_request_get_override (back->begun, "coding.empty"), ==, REASON);
  forms = cpx_practice_list_drafts (self->base.practice, NULL);
  g_assert_cmpuint (forms->len, ==, 0);
}

/* 1 */
static void
test_of_others (CodingFixture *self,
                gconstpointer  data)
{
  g_autoptr(CpxCodingRequest) chosen = load (self);
  g_autoptr(CpxCodingRequest) theirs = NULL;

  practice_fixture_add_user (&self->base, "rempla", CPX_ROLE_LOCUM);
  add_line (chosen, "HHFA016", NULL);
  keep (self, chosen);
  practice_fixture_reopen (&self->base, "rempla", FIXTURE_PASSPHRASE);
  theirs = load (self);
  g_assert_null (theirs->begun);
}

/* 2: recording what was begun changes the act that it was, and 4: forgets what was begun. */
static void
test_over_records (CodingFixture *self,
                   gconstpointer  data)
{
  g_autoptr(CpxCodingRequest) first = load (self);
  g_autoptr(CpxCodingRequest) chosen = NULL;
  g_autoptr(CpxCodingRequest) back = NULL;
  g_autoptr(CpxCodingRequest) recorded = NULL;
  g_autoptr(GPtrArray) drafted = NULL;
  g_autoptr(GPtrArray) validated = NULL;
  CpxCodingLine line;

  add_line (first, "HHFA016", NULL);
  add_line (first, "HMFC004", NULL);
  drafted = save (self, first, CPX_CODING_STEP_DRAFT);
  chosen = load (self);
  cpx_coding_request_remove_line (chosen, 0);
  line = *cpx_coding_draft_get_line (chosen->draft, 0);
  line.moment = 1;
  cpx_coding_request_set_line (chosen, 0, &line);
  keep (self, chosen);

  back = load (self);
  g_assert_cmpuint (back->choices->len, ==, 2);
  g_assert_cmpuint (back->begun->choices->len, ==, 1);
  g_assert_cmpstr (cpx_record_get_id (get_choice (back->begun, 0)->act), ==,
                   cpx_record_get_id (get_choice (back, 1)->act));
  back->begun->takes_begun = TRUE;
  validated = save (self, back->begun, CPX_CODING_STEP_VALIDATE);
  recorded = load (self);
  g_assert_null (recorded->begun);
  g_assert_cmpuint (recorded->acts->len, ==, 1);
  g_assert_cmpstr (cpx_record_get_id (recorded->acts->pdata[0]), ==, cpx_record_get_id (get_choice (back, 1)->act));
  g_assert_cmpint (cpx_coding_draft_get_line (recorded->draft, 0)->moment, ==, 1);
}

/* 3: of what was begun the additions stay, once, and nothing of what somebody else did is undone. */
static void
test_over_others (CodingFixture *self,
                  gconstpointer  data)
{
  g_autoptr(CpxCodingRequest) chosen = load (self);
  g_autoptr(CpxCodingRequest) theirs = load (self);
  g_autoptr(CpxCodingRequest) back = NULL;
  g_autoptr(GPtrArray) drafted = NULL;

  add_line (chosen, "HHFA016", NULL);
  add_line (chosen, "HMFC004", NULL);
  keep (self, chosen);
  add_line (theirs, "HHFA016", NULL);
  add_line (theirs, "AHPA009", NULL);
  drafted = save (self, theirs, CPX_CODING_STEP_DRAFT);

  back = load (self);
  g_assert_true (back->begun_over_others);
  g_assert_cmpuint (back->begun->choices->len, ==, 3);
  g_assert_nonnull (get_choice (back->begun, 0)->act);
  g_assert_nonnull (get_choice (back->begun, 1)->act);
  g_assert_cmpstr (cpx_coding_draft_get_line (back->begun->draft, 2)->code, ==, "HMFC004");
  g_assert_null (get_choice (back->begun, 2)->act);
}

/* Recorded by another door, it stays; dropped, it is gone; what nobody can read is nobody's. */
static void
test_dropped (CodingFixture *self,
              gconstpointer  data)
{
  g_autoptr(CpxCodingRequest) chosen = load (self);
  g_autoptr(CpxCodingRequest) other = load (self);
  g_autoptr(CpxCodingRequest) still = NULL;
  g_autoptr(CpxCodingRequest) gone = NULL;
  g_autoptr(GPtrArray) drafted = NULL;

  add_line (chosen, "HHFA016", NULL);
  keep (self, chosen);
  add_line (other, "HMFC004", NULL);
  drafted = save (self, other, CPX_CODING_STEP_DRAFT);
  still = load (self);
  g_assert_nonnull (still->begun);
  drop (self, chosen);
  gone = load (self);
  g_assert_null (gone->begun);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  CODING_TEST ("/coding-begun/kept", test_kept);
  CODING_TEST ("/coding-begun/of-others", test_of_others);
  CODING_TEST ("/coding-begun/over-records", test_over_records);
  CODING_TEST ("/coding-begun/over-others", test_over_others);
  CODING_TEST ("/coding-begun/dropped", test_dropped);

  return g_test_run ();
}
