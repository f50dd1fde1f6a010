/* test-coding-rules.c: nothing goes around the deeds of coding. Numbers are those of cpx-coding-rules.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "coding-fixture.h"

#include "cpx-save-record.h"

#include <cpx-act.h>
#include <cpx-coding.h>
#include <cpx-intervention.h>
#include <cpx-learning-reset.h>
#include <cpx-clock.h>
#include <cpx-operative-note.h>

#define ID "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"

/* 1 */
static void
test_own_deeds (CodingFixture *self,
                gconstpointer  data)
{
  const char *patient = cpx_record_get_id (self->patient);
  const char *intervention = cpx_record_get_id (self->intervention);
  const char *surgeon = cpx_record_get_id (self->surgeon);
  g_autoptr(CpxRecord) coding =
    cpx_record_new_with_texts (&cpx_coding_kind, ID, CPX_CODING_PATIENT, patient, CPX_CODING_INTERVENTION,
                               intervention, CPX_CODING_PRACTITIONER, surgeon, CPX_CODING_STATE, "locked", -1);
  g_autoptr(CpxRecord) bare_act =
    cpx_record_new_with_texts (&cpx_act_kind, ID, CPX_ACT_PATIENT, patient, CPX_ACT_INTERVENTION, intervention,
                               CPX_ACT_CODING, ID, CPX_ACT_CODE, "HHFA016", CPX_ACT_DATE, CODING_DAY,
                               CPX_ACT_PRACTITIONER, surgeon, -1);
  g_autoptr(CpxRecord) act = cpx_record_with_integer (bare_act, CPX_ACT_ACTIVITY, 1);
  g_autoptr(CpxRecord) reset = cpx_record_new (&cpx_learning_reset_kind, ID);

  coding_fixture_assert_refused (self, NULL, coding, CPX_PRACTICE_ERROR_REFUSED);
  coding_fixture_assert_refused (self, NULL, act, CPX_PRACTICE_ERROR_REFUSED);
  coding_fixture_assert_refused (self, NULL, reset, CPX_PRACTICE_ERROR_REFUSED);
}

/* 2 */
static void
test_coded_by_hand (CodingFixture *self,
                    gconstpointer  data)
{
  g_autoptr(CpxRecord) coded = cpx_record_with_text (self->intervention, CPX_INTERVENTION_STATE, "coded");
  g_autoptr(CpxRecord) cancelled = cpx_record_with_text (self->intervention, CPX_INTERVENTION_STATE, "cancelled");
  g_autoptr(CpxRecord) kept = NULL;

  coding_fixture_assert_refused (self, self->intervention, coded, CPX_PRACTICE_ERROR_REFUSED);
  kept = practice_fixture_save (&self->base, self->intervention, cancelled);
  g_assert_cmpstr (cpx_record_get_text (kept, CPX_INTERVENTION_STATE), ==, "cancelled");
}

/* 4 */
static void
test_signed (CodingFixture *self,
             gconstpointer  data)
{
  g_autoptr(CpxRecord) final = cpx_record_with_text (self->note, CPX_OPERATIVE_NOTE_STATE, "signed");
  g_autoptr(CpxRecord) signed_note = NULL;
  g_autoptr(CpxRecord) other_text = NULL;
  g_autoptr(CpxRecord) unsigned_note = NULL;
  g_autoptr(CpxRecord) antedated = cpx_record_with_text (self->note, CPX_OPERATIVE_NOTE_SIGNED_ON, "2020-01-01");
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local (cpx_clock_now_us () / G_USEC_PER_SEC);
  g_autofree char *today = g_date_time_format (now, "%F");
  g_autoptr(CpxRecord) rewritten = cpx_record_with_text (self->note, CPX_OPERATIVE_NOTE_TEXT, "Rien.");

  practice_fixture_add_user (&self->base, "sylvie", CPX_ROLE_SECRETARY);
  practice_fixture_reopen (&self->base, "sylvie", FIXTURE_PASSPHRASE);
  coding_fixture_assert_refused (self, self->note, final, CPX_PRACTICE_ERROR_NOT_ALLOWED);
  practice_fixture_reopen (&self->base, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  signed_note = practice_fixture_save (&self->base, self->note, final);
  g_assert_cmpstr (cpx_record_get_text (signed_note, CPX_OPERATIVE_NOTE_SIGNED_ON), ==, today);

  other_text = cpx_record_with_text (signed_note, CPX_OPERATIVE_NOTE_TEXT, "Rien.");
  unsigned_note = cpx_record_with_text (signed_note, CPX_OPERATIVE_NOTE_STATE, "draft");
  /* 7 */
  coding_fixture_assert_refused (self, self->note, antedated, CPX_PRACTICE_ERROR_INVALID);
  coding_fixture_assert_refused (self, signed_note, other_text, CPX_PRACTICE_ERROR_REFUSED);
  coding_fixture_assert_refused (self, signed_note, unsigned_note, CPX_PRACTICE_ERROR_REFUSED);
  /* What the author read was not signed yet. */
  coding_fixture_assert_refused (self, self->note, rewritten, CPX_PRACTICE_ERROR_REFUSED);
}

static void
test_nurse (CodingFixture *self,
            gconstpointer  data)
{
  g_autoptr(CpxRecord) text = cpx_record_with_text (self->note, CPX_OPERATIVE_NOTE_TEXT, "Rien.");
  g_autoptr(CpxRecord) sided = cpx_record_with_text (self->intervention, CPX_INTERVENTION_SIDE, "none");
  g_autoptr(CpxRecord) kept = NULL;

  practice_fixture_add_user (&self->base, "noe", CPX_ROLE_NURSE);
  practice_fixture_reopen (&self->base, "noe", FIXTURE_PASSPHRASE);
  coding_fixture_assert_refused (self, self->note, text, CPX_PRACTICE_ERROR_NOT_ALLOWED);
  kept = practice_fixture_save (&self->base, self->intervention, sided);
  g_assert_cmpstr (cpx_record_get_text (kept, CPX_INTERVENTION_SIDE), ==, "none");
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  CODING_TEST ("/coding-rules/own-deeds", test_own_deeds);
  CODING_TEST ("/coding-rules/coded-by-hand", test_coded_by_hand);
  CODING_TEST ("/coding-rules/signed", test_signed);
  CODING_TEST ("/coding-rules/nurse", test_nurse);

  return g_test_run ();
}
