/* test-coding-history.c: who decided what about a coding, why, and the proof of all its acts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "coding-fixture.h"

#include "cpx-act-proof.h"
#include "cpx-coding-history.h"
#include "cpx-lock-coding.h"
#include "cpx-save-coding.h"

#include <cpx-coding.h>

#define REASON "Conversion en laparotomie, geste autre."
#define REOPENING "Erreur de code signalée par la caisse."

static CpxCodingRequest *
load (CodingFixture *self)
{
  g_autoptr(GError) error = NULL;
  CpxCodingRequest *request = cpx_practice_load_coding (self->base.practice, cpx_record_get_id (self->intervention),
                                                        NULL, &error);

  g_assert_no_error (error);

  return request;
}

/* Saves as many times as asked; returns the id of the coding. */
static char *
save (CodingFixture *self,
      CpxCodingStep  step,
      guint          n_times,
      const char    *proposed)
{
  g_autoptr(GError) error = NULL;
  char *id = NULL;

  for (guint i = 0; i < n_times; i++)
    {
      g_autoptr(CpxCodingRequest) request = load (self);
      g_autoptr(GPtrArray) receipts = NULL;
      CpxCodingLine line;

      cpx_coding_line_init (&line, "HHFA016");
      if (request->choices->len == 0)
        cpx_coding_request_add_line (request, &line, cpx_act_choice_new ("suggestion", proposed, "different_gesture",
                                                                         REASON));
      receipts = cpx_practice_save_coding (self->base.practice, request, step, &error);
      g_assert_no_error (error);
      g_free (id);
      id = g_strdup (cpx_record_get_id (cpx_receipt_get_record (g_ptr_array_index (receipts, 0))));
    }

  return id;
}

static void
assert_event (GPtrArray  *history,
              guint       position,
              const char *action,
              const char *about,
              const char *motive,
              const char *reason)
{
  const CpxCodingEvent *event = g_ptr_array_index (history, position);
  const CpxCodingReason *why;

  g_assert_cmpstr (event->action, ==, action);
  g_assert_cmpstr (event->user_name, !=, NULL);
  g_assert_cmpuint (event->roles & CPX_ROLE_SURGEON, !=, 0);
  g_assert_cmpuint (event->reasons->len, ==, about != NULL ? 1 : 0);
  if (about == NULL)
    return;
  why = g_ptr_array_index (event->reasons, 0);
  g_assert_cmpstr (why->about, ==, about);
  g_assert_cmpstr (why->motive, ==, motive);
  g_assert_cmpstr (why->reason, ==, reason);
}

/* The newest first; of the many drafts the first one alone. */
static void
test_history (CodingFixture *self,
              gconstpointer  data)
{
  g_autofree char *draft_id = save (self, CPX_CODING_STEP_DRAFT, 4, "HMFC004");
  g_autofree char *id = save (self, CPX_CODING_STEP_VALIDATE, 1, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) locked = cpx_practice_lock_coding (self->base.practice, id, &error);
  g_autoptr(GPtrArray) reopened = cpx_practice_reopen_coding (self->base.practice, id, REOPENING,
                                                              FIXTURE_PASSPHRASE, NULL, &error);
  g_autoptr(GPtrArray) history = cpx_practice_list_coding_history (self->base.practice, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (draft_id, ==, id);
  g_assert_cmpuint (history->len, ==, 4);
  assert_event (history, 0, "coding.reopened", "", NULL, REOPENING);
  assert_event (history, 1, "coding.locked", NULL, NULL, NULL);
  assert_event (history, 2, "coding.validated", "HMFC004 → HHFA016", "different_gesture", REASON);
  g_assert_cmpstr (((CpxCodingEvent *) history->pdata[2])->codes, ==, "HHFA016");
  assert_event (history, 3, "coding.drafted", "HMFC004 → HHFA016", "different_gesture", REASON);
}

/* A rule that was overridden is named with the acts it was about. */
static void
test_rule (CodingFixture *self,
           gconstpointer  data)
{
  g_autoptr(CpxCodingRequest) request = load (self);
  CpxRuleFinding finding = { CPX_FINDING_TO_JUSTIFY, "ccam.6.3", NULL, (guint[]) { 0, 1 }, 2, { 0 } };
  g_autoptr(GPtrArray) receipts = NULL;
  g_autoptr(GPtrArray) history = NULL;
  g_autoptr(GError) error = NULL;
  const CpxCodingEvent *event;
  CpxCodingLine line;

  cpx_coding_line_init (&line, "HHFA016");
  cpx_coding_request_add_line (request, &line, cpx_act_choice_new ("typed", NULL, NULL, NULL));
  cpx_coding_line_init (&line, "HMFC004");
  cpx_coding_request_add_line (request, &line, cpx_act_choice_new ("typed", NULL, NULL, NULL));
  cpx_coding_request_justify (request, &finding, "complexity", REASON);
  receipts = cpx_practice_save_coding (self->base.practice, request, CPX_CODING_STEP_DRAFT, &error);
  g_assert_no_error (error);
  history = cpx_practice_list_coding_history (self->base.practice,
                                              cpx_record_get_id (cpx_receipt_get_record (receipts->pdata[0])), &error);
  g_assert_no_error (error);
  assert_event (history, 0, "coding.drafted", "HHFA016, HMFC004", "complexity", REASON);
  event = g_ptr_array_index (history, 0);
  g_assert_cmpstr (((CpxCodingReason *) g_ptr_array_index (event->reasons, 0))->rule, ==, "ccam.6.3");
}

static void
test_refused (CodingFixture *self,
              gconstpointer  data)
{
  static const char * const ids[] = { "", "x", "01890000-0000-7000-8000-00000000ffff" };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) history = cpx_practice_list_coding_history (self->base.practice, ids[i], &error);

      g_assert_null (history);
      g_assert_nonnull (error);
    }
}

static void
test_proof (CodingFixture *self,
            gconstpointer  data)
{
  g_autofree char *id = save (self, CPX_CODING_STEP_VALIDATE, 1, "HMFC004");
  g_autoptr(GError) error = NULL;
  g_autoptr(json_t) proofs = cpx_practice_prove_coding (self->base.practice, id, &error);
  json_t *proof;

  g_assert_no_error (error);
  g_assert_cmpuint (json_array_size (proofs), ==, 1);
  proof = json_array_get (proofs, 0);
  g_assert_cmpstr (json_string_value (json_object_get (json_object_get (proof, "act"), "code")), ==, "HHFA016");
  g_assert_cmpstr (json_string_value (json_object_get (json_object_get (proof, "act"), "reason")), ==, REASON);
  g_assert_cmpuint (json_array_size (json_object_get (proof, "audit")), >, 0);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);

  CODING_TEST ("/coding-history/history", test_history);
  CODING_TEST ("/coding-history/rule", test_rule);
  CODING_TEST ("/coding-history/refused", test_refused);
  CODING_TEST ("/coding-history/proof", test_proof);

  return g_test_run ();
}
