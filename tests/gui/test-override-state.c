/* test-override-state.c: what the dialog of an override says and hands back, by table, without a display.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "coding-fixture.h"
#include "request-fixture.h"

#include "cpx-override-state.h"
#include "cpx-reason-state.h"

#include <cpx-coding-verdict.h>
#include <string.h>

#define REASON "Adhérences : conversion, geste autre."
#define LATER "Geste repris au vu de la pièce opératoire."

typedef struct
{
  const char *name;
  const char *kept;
  const char *motive;
  const char *reason;
  gboolean    tried;
  gboolean    can_accept;
  const char *counter;
  const char *missing;      /* NULL: nothing is said */
  gboolean    reason_is_wrong;
  gboolean    motive_is_wrong;
} EntryCase;

#define REQUIRED "The justification is required to validate this code"

static const EntryCase entry_cases[] = {
  { "nothing", NULL, NULL, NULL, FALSE, FALSE, "20 characters more", NULL, FALSE, FALSE },
  { "nothing-tried", NULL, NULL, NULL, TRUE, FALSE, "20 characters more", "Choose the code to keep", TRUE, TRUE },
  { "no-reason", "HMFC004", "other", "", FALSE, FALSE, "20 characters more", NULL, FALSE, FALSE },
  { "no-reason-tried", "HMFC004", "other", "", TRUE, FALSE, "20 characters more", REQUIRED, TRUE, FALSE },
  { "eight", "HMFC004", "other", "12345678", FALSE, FALSE, "12 characters more", NULL, FALSE, FALSE },
  { "nineteen", "HMFC004", "other", "1234567890123456789", TRUE, FALSE, "1 character more", REQUIRED, TRUE, FALSE },
  { "twenty", "HMFC004", "other", "12345678901234567890", FALSE, TRUE, "20 characters", NULL, FALSE, FALSE },
  { "dots", "HMFC004", "other", ".........................", TRUE, FALSE, "20 characters more", REQUIRED, TRUE, FALSE },
  { "spaces", "HMFC004", "other", "                         ", TRUE, FALSE, "20 characters more", REQUIRED, TRUE,
    FALSE },
  { "spaces-between", "HMFC004", "other", "un          deux", FALSE, FALSE, "13 characters more", NULL, FALSE, FALSE },
  { "lines", "HMFC004", "other", "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n", TRUE, FALSE,
    "20 characters more", REQUIRED, TRUE, FALSE },
  { "invisible", "HMFC004", "other", "\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b"
    "\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b", TRUE, FALSE,
    "20 characters more", REQUIRED, TRUE, FALSE },
  { "accents", "HMFC004", "other", "éàçùîôêëïüœæÉÀÇÙÎÔÊË", FALSE, TRUE, "20 characters", NULL, FALSE, FALSE },
  { "accents-apart", "HMFC004", "other",
    "e\u0301a\u0301o\u0301u\u0301i\u0301e\u0301a\u0301o\u0301u\u0301i\u0301e\u0301", FALSE, FALSE,
    "9 characters more", NULL, FALSE, FALSE },
  { "arabic", "HMFC004", "other", "الطبيب الجراح يبرر هذا", FALSE, TRUE, "22 characters", NULL, FALSE, FALSE },
  { "not-text", "HMFC004", "other", "\xff\xfe\xff\xfe\xff\xfe\xff\xfe\xff\xfe\xff\xfe\xff\xfe\xff\xfe\xff\xfe\xff\xfe",
    TRUE, FALSE, "20 characters more", REQUIRED, TRUE, FALSE },
  { "no-motive", "HMFC004", NULL, REASON, FALSE, FALSE, "37 characters", NULL, FALSE, FALSE },
  { "no-motive-tried", "HMFC004", NULL, REASON, TRUE, FALSE, "37 characters", "Choose a motive", FALSE, TRUE },
  { "whole", "HMFC004", "different_gesture", REASON, TRUE, TRUE, "37 characters", NULL, FALSE, FALSE },
  { "unknown-code", "ZZZZ999", "other", REASON, FALSE, TRUE, "37 characters", NULL, FALSE, FALSE },
  { "same-code", "HHFA016", "other", REASON, FALSE, FALSE, "37 characters",
    "The code kept is the one proposed: there is nothing to justify.", FALSE, FALSE },
};

static CpxOverrideEntry
make_entry (const char *kept,
            const char *motive,
            const char *reason)
{
  return (CpxOverrideEntry) { g_strdup (kept), g_strdup (motive), g_strdup (reason), FALSE };
}

static void
test_entry (gconstpointer data)
{
  const EntryCase *line = data;
  g_autoptr(CpxCodingRequest) request = request_fixture_new ("HHFA016");
  CpxOverrideTarget target = { .kind = CPX_OVERRIDE_CODE, .line = 0 };
  g_auto(CpxOverrideEntry) entry = make_entry (line->kept, line->motive, line->reason);
  g_auto(CpxOverrideState) state = { 0 };
  g_autofree char *counter = NULL;

  entry.tried = line->tried;
  cpx_override_state_compute (request, &target, &entry, &state);
  g_assert_cmpint (state.can_accept, ==, line->can_accept);
  g_assert_cmpint (state.result != NULL, ==, line->can_accept);
  counter = cpx_reason_dup_counter (line->reason);
  g_assert_cmpstr (counter, ==, line->counter);
  g_assert_cmpstr (state.missing, ==, line->missing);
  g_assert_cmpint (state.reason_is_wrong, ==, line->reason_is_wrong);
  g_assert_cmpint (state.motive_is_wrong, ==, line->motive_is_wrong);
}

/* Two thousand characters are kept, not one more, of whatever length in bytes. */
static void
test_length (void)
{
  g_autoptr(CpxCodingRequest) request = request_fixture_new ("HHFA016");
  CpxOverrideTarget target = { .kind = CPX_OVERRIDE_CODE, .line = 0 };

  for (guint over = 0; over < 3; over++)
    {
      g_auto(CpxOverrideEntry) entry = make_entry ("HMFC004", "other", NULL);
      g_auto(CpxOverrideState) state = { 0 };
      g_autofree char *counter = NULL;
      GString *reason = g_string_new ("motif ");

      for (guint i = 6; i < 2000 + over; i++)
        g_string_append (reason, i % 2 == 0 ? "é" : "x");
      entry.reason = g_string_free (reason, FALSE);
      cpx_override_state_compute (request, &target, &entry, &state);
      g_assert_cmpint (state.can_accept, ==, over == 0);
      g_assert_cmpint (state.missing != NULL, ==, over > 0);
      counter = cpx_reason_dup_counter (entry.reason);
      g_assert_cmpstr (counter, ==, over == 0 ? "2000 characters" : over == 1 ? "1 character too many"
                                                                              : "2 characters too many");
    }
}

/* A megabyte is judged at each key without a wait that one notices. */
static void
test_megabyte (void)
{
  g_autoptr(CpxCodingRequest) request = request_fixture_new ("HHFA016");
  CpxOverrideTarget target = { .kind = CPX_OVERRIDE_CODE, .line = 0 };
  g_auto(CpxOverrideEntry) entry = make_entry ("HMFC004", "other", NULL);
  g_auto(CpxOverrideState) state = { 0 };
  g_autofree char *counter = NULL;

  entry.reason = g_strnfill (1 << 20, 'a');
  cpx_override_state_compute (request, &target, &entry, &state);
  g_assert_false (state.can_accept);
  g_assert_null (state.result);
  counter = cpx_reason_dup_counter (entry.reason);
  g_assert_cmpstr (counter, ==, "1046576 characters too many");
}

typedef struct
{
  const char     *name;
  const char     *acts;
  CpxOverrideKind kind;
  int             line;
  const char     *kept;
  int             value;
  const char     *proposed_name;
  const char     *proposed_amount;
  const char     *kept_name;
  const char     *kept_amount;
  const char     *effect;
  const char     *remark;      /* a part of the remarks; NULL: none */
  gboolean        can_accept;
} SideCase;

/* RULES 5: HMFC004 and HHFA016 with codes 1 and 2 are 293.94 + 95.93 = 389.87; HHFA016 alone 191.86. */
static const SideCase side_cases[] = {
  { "dearer", "HHFA016", CPX_OVERRIDE_CODE, 0, "HMFC004", 0, "HHFA016", "191.86 €", "HMFC004", "293.94 €",
    "+102.08 €: 293.94 € in all instead of 191.86 €", NULL, TRUE },
  { "cheaper", "HMFC004", CPX_OVERRIDE_CODE, 0, "HHFA016", 0, "HMFC004", "293.94 €", "HHFA016", "191.86 €",
    "-102.08 €: 191.86 € in all instead of 293.94 €", NULL, TRUE },
  { "none-yet", "HMFC004", CPX_OVERRIDE_CODE, 0, NULL, 0, "HMFC004", "293.94 €", "None yet", "",
    "Not known before a code is chosen", NULL, FALSE },
  { "price-unknown", "HHFA016", CPX_OVERRIDE_CODE, 0, "ZZZZ999", 0, "HHFA016", "191.86 €", "ZZZZ999",
    "Unknown: the act is not in the nomenclature of that day",
    "Unknown: in all Unknown with what is kept, 191.86 € with the proposal", "Blocking: ", TRUE },
  { "second-act", "HMFC004 NBCA900", CPX_OVERRIDE_CODE, 1, "HHFA016", 0, "NBCA900", "100.00 €", "HHFA016", "95.93 €",
    "-4.07 €: 389.87 € in all instead of 393.94 €", NULL, TRUE },
  { "other-sex", "HHFA016", CPX_OVERRIDE_CODE, 0, "AAAA900", 0, "HHFA016", "191.86 €", "AAAA900", NULL, NULL,
    "Blocking: ", TRUE },
  { "association-dearer", "HMFC004 HHFA016", CPX_OVERRIDE_ASSOCIATION, 1, NULL, CPX_ASSOCIATION_3, "Association 2",
    "95.93 €", "Association 3", "143.90 €", "+47.97 €: 437.84 € in all instead of 389.87 €", "To justify: ", TRUE },
  { "association-uncharged", "HMFC004 HHFA016", CPX_OVERRIDE_ASSOCIATION, 1, NULL, CPX_ASSOCIATION_UNPRICED,
    "Association 2", "95.93 €", "Coded, not charged", "0.00 €", NULL, NULL, TRUE },
  { "association-invalid", "HHFA016", CPX_OVERRIDE_ASSOCIATION, 0, NULL, CPX_ASSOCIATION_2, "No association code",
    "191.86 €", "Association 2", "95.93 €", NULL, "Blocking: ", FALSE },
  { "modifier-not-advised", "HHFA016", CPX_OVERRIDE_MODIFIER, 0, NULL, 'U', "No modifier", "191.86 €", "Modifiers U",
    "217.01 €", "+25.15 €: 217.01 € in all instead of 191.86 €", "To justify: ", TRUE },
  { "modifier-forbidden", "HHFA016", CPX_OVERRIDE_MODIFIER, 0, NULL, 'Y', "No modifier", "191.86 €", "Modifiers Y",
    NULL, NULL, "Blocking: ", FALSE },
  { "modifier-off", "HHFA016:J", CPX_OVERRIDE_MODIFIER, 0, NULL, 'J', "Modifiers J", "204.33 €", "No modifier",
    "191.86 €", "-12.47 €: 191.86 € in all instead of 204.33 €", NULL, TRUE },
};

static void
test_sides (gconstpointer data)
{
  const SideCase *line = data;
  g_autoptr(CpxCodingRequest) request = request_fixture_new (line->acts);
  CpxOverrideTarget target = { .kind = line->kind, .line = line->line, .value = line->value };
  g_auto(CpxOverrideEntry) entry = make_entry (line->kept, "other", REASON);
  g_auto(CpxOverrideState) state = { 0 };

  cpx_override_state_compute (request, &target, &entry, &state);
  g_assert_cmpstr (state.proposed.name, ==, line->proposed_name);
  g_assert_cmpstr (state.proposed.amount, ==, line->proposed_amount);
  g_assert_cmpstr (state.kept.name, ==, line->kept_name);
  if (line->kept_amount != NULL)
    g_assert_cmpstr (state.kept.amount, ==, line->kept_amount);
  if (line->effect != NULL)
    g_assert_cmpstr (state.effect, ==, line->effect);
  if (line->remark == NULL)
    g_assert_cmpstr (state.remarks, ==, NULL);
  else
    g_assert_nonnull (strstr (state.remarks, line->remark));
  g_assert_cmpint (state.can_accept, ==, line->can_accept);
}

static void
test_without_nomenclature (void)
{
  g_autoptr(CpxCodingRequest) request = request_fixture_new ("HHFA016");
  CpxOverrideTarget target = { .kind = CPX_OVERRIDE_CODE, .line = 0 };
  g_auto(CpxOverrideEntry) entry = make_entry ("HMFC004", "other", REASON);
  g_auto(CpxOverrideState) state = { 0 };

  g_clear_pointer (&request->nomenclature, cpx_nomenclature_unref);
  cpx_override_state_compute (request, &target, &entry, &state);
  g_assert_cmpstr (state.proposed.amount, ==, "Unknown");
  g_assert_cmpstr (state.kept.label, ==, "Not in the nomenclature of that day");
  g_assert_true (state.can_accept);
}

/* The request that was looked at stays as it was; the copy says who kept what, and why. */
static void
test_result (void)
{
  g_autoptr(CpxCodingRequest) request = request_fixture_new ("HMFC004 NBCA900");
  CpxOverrideTarget target = { .kind = CPX_OVERRIDE_CODE, .line = 1 };
  g_auto(CpxOverrideEntry) entry = make_entry ("HHFA016", "different_gesture", "  Adhérences :\x07 conversion…\n\n");
  g_auto(CpxOverrideState) state = { 0 };
  const CpxActChoice *choice;

  cpx_override_state_compute (request, &target, &entry, &state);
  g_assert_cmpstr (cpx_coding_draft_get_line (request->draft, 1)->code, ==, "NBCA900");
  choice = g_ptr_array_index (state.result->choices, 1);
  g_assert_cmpstr (cpx_coding_draft_get_line (state.result->draft, 1)->code, ==, "HHFA016");
  g_assert_cmpstr (cpx_coding_draft_get_line (state.result->draft, 0)->code, ==, "HMFC004");
  g_assert_cmpstr (choice->proposed_code, ==, "NBCA900");
  g_assert_cmpstr (choice->motive, ==, "different_gesture");
  g_assert_cmpstr (choice->reason, ==, "Adhérences : conversion…");
}

static void
test_added (void)
{
  g_autoptr(CpxCodingRequest) request = request_fixture_new ("HMFC004");
  CpxOverrideTarget target = { .kind = CPX_OVERRIDE_CODE, .line = -1, .proposed = "NBCA900", .kept = "HHFA016" };
  g_auto(CpxOverrideEntry) entry = cpx_override_entry_begin (request, &target);
  g_auto(CpxOverrideState) state = { 0 };
  const CpxActChoice *choice;

  g_assert_cmpstr (entry.kept, ==, "HHFA016");
  entry.motive = g_strdup ("other");
  entry.reason = g_strdup (REASON);
  cpx_override_state_compute (request, &target, &entry, &state);
  g_assert_cmpstr (state.effect, ==, "-4.07 €: 389.87 € in all instead of 393.94 €");
  g_assert_cmpuint (cpx_coding_draft_get_n_lines (state.result->draft), ==, 2);
  choice = g_ptr_array_index (state.result->choices, 1);
  g_assert_cmpstr (choice->proposed_code, ==, "NBCA900");
  g_assert_cmpstr (choice->source, ==, "search");
}

/* Who takes the proposal up again owes no reason, and the old one goes. */
static void
test_return (void)
{
  g_autoptr(CpxCodingRequest) request = request_fixture_new ("HMFC004");
  CpxOverrideTarget target = { .kind = CPX_OVERRIDE_CODE, .line = 0 };
  g_auto(CpxOverrideEntry) first = make_entry ("HHFA016", "other", REASON);
  g_auto(CpxOverrideState) overridden = { 0 };
  g_auto(CpxOverrideState) state = { 0 };
  g_auto(CpxOverrideEntry) entry = { 0 };
  const CpxActChoice *choice;

  cpx_override_state_compute (request, &target, &first, &overridden);
  entry = cpx_override_entry_begin (overridden.result, &target);
  g_assert_cmpstr (entry.kept, ==, "HHFA016");
  g_assert_cmpstr (entry.motive, ==, "other");
  g_assert_cmpstr (entry.reason, ==, REASON);
  g_free (entry.kept);
  entry.kept = g_strdup ("HMFC004");
  cpx_override_state_compute (overridden.result, &target, &entry, &state);
  g_assert_false (state.needs_reason);
  g_assert_true (state.can_accept);
  choice = g_ptr_array_index (state.result->choices, 0);
  g_assert_cmpstr (choice->proposed_code, ==, "HMFC004");
  g_assert_cmpstr (choice->reason, ==, NULL);
}

/* Findings */

static const CpxRuleFinding *
find (CpxCodingVerdict *verdict,
      const char       *rule)
{
  return coding_fixture_find (cpx_coding_verdict_get_result (verdict), rule);
}

static void
test_finding (void)
{
  g_autoptr(CpxCodingRequest) request = request_fixture_new ("HMFC004 LHCA900 HHFA016:U");
  g_autoptr(CpxCodingVerdict) before = cpx_coding_verdict_new (request);
  CpxOverrideTarget target = { .kind = CPX_OVERRIDE_FINDING, .line = -1, .finding = find (before, "ccam.6.3") };
  g_auto(CpxOverrideEntry) entry = make_entry (NULL, "complexity", REASON);
  g_auto(CpxOverrideState) state = { 0 };
  g_autoptr(CpxCodingVerdict) after = NULL;

  g_assert_cmpint (target.finding->level, ==, CPX_FINDING_TO_JUSTIFY);
  g_assert_false (cpx_coding_verdict_settles (before, target.finding));
  cpx_override_state_compute (request, &target, &entry, &state);
  g_assert_true (state.can_accept);
  after = cpx_coding_verdict_new (state.result);
  g_assert_true (state.remarks == NULL || strstr (state.remarks, target.finding->sentence) == NULL);   /* said above */
  g_assert_true (cpx_coding_verdict_settles (after, target.finding));
  g_assert_cmpstr (cpx_coding_request_get_motive (state.result, target.finding), ==, "complexity");
  g_assert_cmpuint (json_array_size (request->overrides), ==, 0);
}

/* The reason given for one act does not serve for another that breaks the same rule. */
static void
test_finding_of_another_act (void)
{
  g_autoptr(CpxCodingRequest) request = request_fixture_new ("HMFC004:U HHFA016:O");
  g_autoptr(CpxCodingVerdict) verdict = cpx_coding_verdict_new (request);
  GPtrArray *findings = cpx_coding_result_get_findings (cpx_coding_verdict_get_result (verdict));
  guint n_settled = 0;
  CpxRuleFinding one = { CPX_FINDING_TO_JUSTIFY, "ccam.4.9", NULL, (guint[]) { 0 }, 1, { 0 } };
  CpxRuleFinding other = { CPX_FINDING_TO_JUSTIFY, "ccam.4.9", NULL, (guint[]) { 1 }, 1, { 0 } };

  cpx_coding_request_justify (request, &one, "other", REASON);
  g_assert_cmpstr (cpx_coding_request_get_justification (request, &one), ==, REASON);
  g_assert_cmpstr (cpx_coding_request_get_justification (request, &other), ==, NULL);
  /* By code: the reason follows its act when a line before it goes. */
  cpx_coding_request_justify (request, &other, "other", LATER);
  cpx_coding_request_remove_line (request, 0);
  g_assert_cmpstr (cpx_coding_request_get_justification (request, &one), ==, LATER);
  /* One for the rule as a whole, as the command line gives it, serves for all. */
  cpx_coding_request_set_override (request, "ccam.4.8", REASON);
  for (guint i = 0; i < findings->len; i++)
    n_settled += cpx_coding_request_get_justification (request, findings->pdata[i]) != NULL;
  g_assert_cmpuint (n_settled, >, 0);
}

/* Nor for a second act of the same code; once the first of the two goes, the other keeps its own reason. */
static void
test_finding_of_a_second_act (void)
{
  g_autoptr(CpxCodingRequest) request = request_fixture_new ("HMFC004:U HHFA016:U HHFA016:O");
  CpxRuleFinding one = { CPX_FINDING_TO_JUSTIFY, "ccam.4.9", NULL, (guint[]) { 1 }, 1, { 0 } };
  CpxRuleFinding second = { CPX_FINDING_TO_JUSTIFY, "ccam.4.9", NULL, (guint[]) { 2 }, 1, { 0 } };
  CpxRuleFinding other = { CPX_FINDING_TO_JUSTIFY, "ccam.4.9", NULL, (guint[]) { 0 }, 1, { 0 } };

  cpx_coding_request_justify (request, &one, "other", REASON);
  g_assert_cmpstr (cpx_coding_request_get_justification (request, &second), ==, NULL);
  cpx_coding_request_justify (request, &second, "other", LATER);
  cpx_coding_request_justify (request, &other, "other", REASON);
  g_assert_cmpstr (cpx_coding_request_get_justification (request, &one), ==, REASON);
  g_assert_cmpstr (cpx_coding_request_get_justification (request, &second), ==, LATER);
  cpx_coding_request_remove_line (request, 1);
  g_assert_cmpstr (cpx_coding_request_get_justification (request, &one), ==, LATER);
  g_assert_cmpstr (cpx_coding_request_get_justification (request, &other), ==, REASON);
}

/* Two answers to one gesture of the report are rivals, whatever their labels: it is said before it is accepted. */
static void
test_rival_of_a_gesture (void)
{
  g_autoptr(CpxCodingRequest) request = request_fixture_new ("LCFA900 HMFC004");
  CpxOverrideTarget target = { .kind = CPX_OVERRIDE_CODE, .line = 1 };
  g_auto(CpxOverrideEntry) entry = make_entry ("LCMA900", "other", REASON);

  for (int told = 0; told < 2; told++)
    {
      g_auto(CpxOverrideState) state = { 0 };

      if (told)
        request->suggestions = json_pack ("[{s:s, s:i}, {s:s, s:i}]", "code", "LCFA900", "group", 0,
                                          "code", "LCMA900", "group", 0);
      cpx_override_state_compute (request, &target, &entry, &state);
      g_assert_cmpint (state.remarks != NULL && strstr (state.remarks, "one gesture of the report") != NULL, ==, told);
      g_assert_true (state.can_accept);
      g_assert_cmpint (cpx_coding_draft_get_line (state.result->draft, 1)->gesture, ==, 0);
    }
}

static void
test_blocking (void)
{
  g_autoptr(CpxCodingRequest) request = request_fixture_new ("HPQB900");
  g_autoptr(CpxCodingVerdict) verdict = cpx_coding_verdict_new (request);
  CpxOverrideTarget target = { .kind = CPX_OVERRIDE_FINDING, .line = -1, .finding = find (verdict, "ccam.2.2") };
  g_auto(CpxOverrideEntry) entry = make_entry (NULL, "other", REASON);
  g_auto(CpxOverrideState) state = { 0 };

  cpx_override_state_compute (request, &target, &entry, &state);
  g_assert_cmpint (target.finding->level, ==, CPX_FINDING_BLOCKING);
  g_assert_false (state.can_accept);
  g_assert_false (state.needs_reason);
  g_assert_cmpstr (state.missing, ==, "This rule blocks: no justification lifts it. Change the act instead.");
}

static void
test_empty (void)
{
  g_autoptr(CpxCodingRequest) request = request_fixture_new ("");
  CpxOverrideTarget target = { .kind = CPX_OVERRIDE_FINDING, .line = -1, .rule = CPX_CODING_RULE_EMPTY };
  g_auto(CpxOverrideEntry) entry = make_entry (NULL, "other", REASON);
  g_auto(CpxOverrideState) state = { 0 };
  g_autoptr(CpxCodingVerdict) before = cpx_coding_verdict_new (request);
  g_autoptr(CpxCodingVerdict) after = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (cpx_coding_verdict_check (before, NULL));
  cpx_override_state_compute (request, &target, &entry, &state);
  g_assert_cmpstr (state.proposed.name, ==, "No act is coded");
  after = cpx_coding_verdict_new (state.result);
  g_assert_true (cpx_coding_verdict_check (after, &error));
  g_assert_no_error (error);
}

/* A modifier or an association that is to be justified is justified by the same words. */
static void
test_change (void)
{
  g_autoptr(CpxCodingRequest) request = request_fixture_new ("HHFA016");
  CpxOverrideTarget target = { .kind = CPX_OVERRIDE_MODIFIER, .line = 0, .value = 'U' };
  g_auto(CpxOverrideEntry) entry = make_entry (NULL, "other", REASON);
  g_auto(CpxOverrideState) state = { 0 };
  g_autoptr(CpxCodingVerdict) verdict = NULL;
  g_autoptr(GError) error = NULL;

  cpx_override_state_compute (request, &target, &entry, &state);
  g_assert_cmpstr (cpx_coding_draft_get_line (state.result->draft, 0)->modifiers, ==, "U");
  verdict = cpx_coding_verdict_new (state.result);
  g_assert_true (cpx_coding_verdict_check (verdict, &error));
  g_assert_no_error (error);
}

static void
test_keys (void)
{
  g_autoptr(CpxCodingRequest) request = request_fixture_new ("HHFA016 HHFA016");
  const CpxOverrideTarget targets[] = {
    { .kind = CPX_OVERRIDE_CODE, .line = 0 }, { .kind = CPX_OVERRIDE_CODE, .line = 1 },
    { .kind = CPX_OVERRIDE_CODE, .line = -1, .proposed = "HHFA016" },
    { .kind = CPX_OVERRIDE_MODIFIER, .line = 0, .value = 'U' },
    { .kind = CPX_OVERRIDE_MODIFIER, .line = 0, .value = 'J' },
    { .kind = CPX_OVERRIDE_FINDING, .line = -1, .rule = "ccam.6.3" },
    { .kind = CPX_OVERRIDE_FINDING, .line = -1, .rule = CPX_CODING_RULE_EMPTY },
  };
  g_autoptr(GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    g_assert_true (g_hash_table_add (keys, cpx_override_target_dup_key (&targets[i], request)));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (entry_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/override/entry/", entry_cases[i].name, NULL);

      g_test_add_data_func (path, &entry_cases[i], test_entry);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (side_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/override/sides/", side_cases[i].name, NULL);

      g_test_add_data_func (path, &side_cases[i], test_sides);
    }
  g_test_add_func ("/override/length", test_length);
  g_test_add_func ("/override/megabyte", test_megabyte);
  g_test_add_func ("/override/without-nomenclature", test_without_nomenclature);
  g_test_add_func ("/override/result", test_result);
  g_test_add_func ("/override/added", test_added);
  g_test_add_func ("/override/return", test_return);
  g_test_add_func ("/override/finding", test_finding);
  g_test_add_func ("/override/finding-of-another-act", test_finding_of_another_act);
  g_test_add_func ("/override/finding-of-a-second-act", test_finding_of_a_second_act);
  g_test_add_func ("/override/rival-of-a-gesture", test_rival_of_a_gesture);
  g_test_add_func ("/override/blocking", test_blocking);
  g_test_add_func ("/override/empty", test_empty);
  g_test_add_func ("/override/change", test_change);
  g_test_add_func ("/override/keys", test_keys);

  return g_test_run ();
}
