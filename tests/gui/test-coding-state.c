/* test-coding-state.c: the panel of one operation without a display: keys, edits, words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ccam-fixture.h"

#include "cpx-act-state.h"
#include "cpx-added-act.h"
#include "cpx-coding-autosave.h"
#include "cpx-coding-edit.h"
#include "cpx-coding-keys.h"
#include "cpx-coding-state.h"
#include "cpx-finding-state.h"
#include "cpx-suggestion-state.h"

#include <cpx-act.h>
#include <cpx-coding.h>
#include <cpx-intervention.h>
#include <cpx-patient.h>
#include <gdk/gdkkeysyms.h>
#include <string.h>

#define ID "01890000-0000-7000-8000-00000000000"

/* Keys */

typedef struct
{
  const char       *name;
  guint             keyval;
  GdkModifierType   modifiers;
  guint             n_suggestions;
  int               selected;
  guint             n_acts;
  gboolean          may_change;
  CpxCodingKeyKind  kind;
  guint             position;
} KeyCase;

static const KeyCase key_cases[] = {
  { "digit", GDK_KEY_3, 0, 5, -1, 0, TRUE, CPX_CODING_KEY_SELECT, 2 },
  { "keypad", GDK_KEY_KP_1, 0, 5, -1, 0, TRUE, CPX_CODING_KEY_SELECT, 0 },
  { "french-row", GDK_KEY_eacute, 0, 5, -1, 0, TRUE, CPX_CODING_KEY_SELECT, 1 },
  { "digit-beyond-the-list", GDK_KEY_6, 0, 5, -1, 0, TRUE, CPX_CODING_KEY_NONE, 0 },
  { "zero", GDK_KEY_0, 0, 9, -1, 0, TRUE, CPX_CODING_KEY_NONE, 0 },
  { "digit-reads-only", GDK_KEY_1, 0, 5, -1, 0, FALSE, CPX_CODING_KEY_SELECT, 0 },
  { "alt-digit-is-a-page", GDK_KEY_2, GDK_ALT_MASK, 5, -1, 0, TRUE, CPX_CODING_KEY_NONE, 0 },
  { "enter", GDK_KEY_Return, 0, 5, 1, 0, TRUE, CPX_CODING_KEY_ACCEPT, 1 },
  { "enter-keypad", GDK_KEY_KP_Enter, 0, 5, 4, 0, TRUE, CPX_CODING_KEY_ACCEPT, 4 },
  { "enter-without-selection", GDK_KEY_Return, 0, 5, -1, 3, TRUE, CPX_CODING_KEY_NONE, 0 },
  { "enter-reads-only", GDK_KEY_Return, 0, 5, 1, 0, FALSE, CPX_CODING_KEY_NONE, 0 },
  { "control-enter-validates-elsewhere", GDK_KEY_Return, GDK_CONTROL_MASK, 5, 1, 1, TRUE, CPX_CODING_KEY_NONE, 0 },
  { "backspace", GDK_KEY_BackSpace, 0, 5, 1, 2, TRUE, CPX_CODING_KEY_TAKE_BACK, 0 },
  { "backspace-without-acts", GDK_KEY_BackSpace, 0, 5, 1, 0, TRUE, CPX_CODING_KEY_NONE, 0 },
  { "backspace-reads-only", GDK_KEY_BackSpace, 0, 5, 1, 2, FALSE, CPX_CODING_KEY_NONE, 0 },
  { "escape", GDK_KEY_Escape, 0, 0, -1, 0, FALSE, CPX_CODING_KEY_CLOSE, 0 },
  { "letter", GDK_KEY_a, 0, 5, 1, 2, TRUE, CPX_CODING_KEY_NONE, 0 },
};

static void
test_key (gconstpointer data)
{
  const KeyCase *one = data;
  CpxCodingKey key = cpx_coding_key_read (one->keyval, one->modifiers, one->n_suggestions, one->selected, one->n_acts,
                                          one->may_change);

  g_assert_cmpint (key.kind, ==, one->kind);
  g_assert_cmpuint (key.position, ==, one->position);
}

/* A request as it is read */

static CpxCodingRequest *
make_request (CpxNomenclature *nomenclature,
              const char      *planned)
{
  g_autoptr(CpxCodingRequest) empty = g_new0 (CpxCodingRequest, 1);
  CpxCodingContext context;

  cpx_coding_context_init (&context, 20260309);
  context.performers[0] = (CpxPerformer) { CPX_SPECIALTY_SURGEON, CPX_CONVENTION_SECTOR_1, 0 };
  empty->intervention =
    cpx_record_new_with_texts (&cpx_intervention_kind, ID "1", CPX_INTERVENTION_PATIENT, ID "2",
                               CPX_INTERVENTION_SURGEON, ID "3", CPX_INTERVENTION_LABEL, "Appendicectomie",
                               CPX_INTERVENTION_STATE, "done", CPX_INTERVENTION_DATE, "2026-03-09",
                               CPX_INTERVENTION_SIDE, "right", CPX_INTERVENTION_PLANNED_ACTS,
                               planned != NULL ? planned : "", -1);
  empty->draft = cpx_coding_draft_new (&context, NULL, 0);
  empty->acts = g_ptr_array_new_with_free_func (g_object_unref);
  empty->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_act_choice_free);
  empty->overrides = json_array ();
  empty->practitioner_id = g_strdup (ID "3");
  if (nomenclature != NULL)
    empty->nomenclature = cpx_nomenclature_ref (nomenclature);

  return g_steal_pointer (&empty);
}

/* The edit is given away. */
static gboolean
apply (CpxCodingRequest *request,
       CpxCodingEdit    *edit)
{
  g_autoptr(CpxCodingEdit) owned = edit;

  return cpx_coding_edit_apply (owned, request);
}

static void
add (CpxCodingRequest *request,
     const char       *code)
{
  g_assert_true (apply (request, cpx_coding_edit_new_add (request->nomenclature, code, "suggestion", code)));
}

static char *
print_codes (CpxCodingRequest *request)
{
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < cpx_coding_draft_get_n_lines (request->draft); i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? " " : "", cpx_coding_draft_get_line (request->draft, i)->code);

  return g_string_free (codes, FALSE);
}

static void
assert_codes (CpxCodingRequest *request,
              const char       *expected)
{
  g_autofree char *codes = print_codes (request);

  g_assert_cmpstr (codes, ==, expected);
  g_assert_cmpuint (request->choices->len, ==, cpx_coding_draft_get_n_lines (request->draft));
}

static void
test_edit_add (void)
{
  g_autoptr(CpxNomenclature) nomenclature = ccam_fixture_new ();
  g_autoptr(CpxCodingRequest) request = make_request (nomenclature, NULL);
  const CpxActChoice *choice;

  add (request, "HHFA016");
  assert_codes (request, "HHFA016");
  choice = g_ptr_array_index (request->choices, 0);
  g_assert_cmpstr (choice->source, ==, "suggestion");
  g_assert_cmpstr (choice->proposed_code, ==, "HHFA016");
  g_assert_cmpint (cpx_coding_draft_get_line (request->draft, 0)->activity, ==, 1);
}

/* Trap 3 of the peers: two of the same code, taken back together. */
static void
test_edit_remove_one_of_two (void)
{
  g_autoptr(CpxNomenclature) nomenclature = ccam_fixture_new ();
  g_autoptr(CpxCodingRequest) request = make_request (nomenclature, NULL);
  CpxRemedy remedy = { CPX_REMEDY_REMOVE_LINE, 0, 0 };

  add (request, "HHFA016");
  add (request, "HHFA016");
  add (request, "HHFA016");
  g_assert_true (apply (request, cpx_coding_edit_new_remove (1)));
  assert_codes (request, "HHFA016 HHFA016");
  g_assert_true (apply (request, cpx_coding_edit_new_remedy (&remedy)));
  assert_codes (request, "HHFA016");
  g_assert_false (apply (request, cpx_coding_edit_new_remove (1)));
  remedy.line = 7;
  g_assert_false (apply (request, cpx_coding_edit_new_remedy (&remedy)));
  assert_codes (request, "HHFA016");
}

static void
test_edit_arrange (void)
{
  g_autoptr(CpxNomenclature) nomenclature = ccam_fixture_new ();
  g_autoptr(CpxCodingRequest) request = make_request (nomenclature, NULL);
  g_autoptr(GArray) order = NULL;

  add (request, "HHFA016");
  g_assert_null (cpx_coding_edit_find_order (request));
  add (request, "HMFC004");
  order = cpx_coding_edit_find_order (request);
  g_assert_nonnull (order);
  g_assert_cmpuint (g_array_index (order, guint, 0), ==, 1);
  g_assert_true (apply (request, cpx_coding_edit_new_arrange ()));
  assert_codes (request, "HMFC004 HHFA016");
  g_assert_cmpstr (((CpxActChoice *) request->choices->pdata[0])->proposed_code, ==, "HMFC004");
  g_assert_false (apply (request, cpx_coding_edit_new_arrange ()));
}

/* Trap 2 of the peers: an association chosen by hand stays chosen, and the total follows it. */
static void
test_edit_association_by_hand (void)
{
  g_autoptr(CpxNomenclature) nomenclature = ccam_fixture_new ();
  g_autoptr(CpxCodingRequest) request = make_request (nomenclature, NULL);
  g_autoptr(CpxCodingVerdict) before = NULL;
  g_autoptr(CpxCodingVerdict) after = NULL;
  CpxCodingLine line;

  add (request, "HMFC004");
  add (request, "HHFA016");
  before = cpx_coding_verdict_new (request);
  g_assert_cmpint (cpx_coding_verdict_get_base_cents (before, 1), ==, CCAM_HHFA016_CENTS / 2);
  line = *cpx_coding_draft_get_line (request->draft, 1);
  line.association = CPX_ASSOCIATION_1;
  g_assert_true (apply (request, cpx_coding_edit_new_set (1, &line)));
  add (request, "HHFA016");
  after = cpx_coding_verdict_new (request);
  g_assert_cmpint (cpx_coding_verdict_get_association (after, 1), ==, CPX_ASSOCIATION_1);
  g_assert_cmpint (cpx_coding_verdict_get_base_cents (after, 1), ==, CCAM_HHFA016_CENTS);
}

static void
test_edit_take (void)
{
  g_autoptr(CpxNomenclature) nomenclature = ccam_fixture_new ();
  g_autoptr(CpxCodingRequest) request = make_request (nomenclature, NULL);
  g_autoptr(CpxCodingRequest) changed = NULL;

  add (request, "HHFA016");
  changed = cpx_coding_request_copy (request);
  add (changed, "HMFC004");
  g_assert_true (apply (request, cpx_coding_edit_new_take (changed)));
  assert_codes (request, "HHFA016 HMFC004");
  g_assert_true (apply (changed, cpx_coding_edit_new_remove (0)));
  g_assert_false (apply (request, cpx_coding_edit_new_take (changed)));
}

static CpxRecord *
make_act (const char *id)
{
  return cpx_record_new_with_texts (&cpx_act_kind, id, CPX_ACT_CODE, "HHFA016", -1);
}

static CpxCodingRequest *
make_kept (CpxNomenclature *nomenclature,
           const char      *act_id)
{
  CpxCodingRequest *request = make_request (nomenclature, NULL);

  add (request, "HHFA016");
  g_ptr_array_add (request->acts, make_act (act_id));

  return request;
}

/* What was chosen is laid anew over what the records say; what names lines only if they are the same acts. */
static void
test_edits_lay (void)
{
  g_autoptr(CpxNomenclature) nomenclature = ccam_fixture_new ();
  g_autoptr(CpxCodingRequest) before = make_kept (nomenclature, ID "5");
  g_autoptr(CpxCodingRequest) same = make_kept (nomenclature, ID "5");
  g_autoptr(CpxCodingRequest) other = make_kept (nomenclature, ID "6");
  g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_coding_edit_free);
  g_autoptr(CpxCodingRequest) over_same = NULL;
  g_autoptr(CpxCodingRequest) over_other = NULL;

  g_ptr_array_add (edits, cpx_coding_edit_new_remove (0));
  g_ptr_array_add (edits, cpx_coding_edit_new_add (nomenclature, "HMFC004", "search", NULL));
  over_same = cpx_coding_edits_lay (edits, before, same);
  assert_codes (over_same, "HMFC004");
  g_assert_cmpuint (edits->len, ==, 2);
  over_other = cpx_coding_edits_lay (edits, before, other);
  assert_codes (over_other, "HHFA016 HMFC004");
  g_assert_cmpuint (edits->len, ==, 1);
}

static void
test_edits_locked (void)
{
  g_autoptr(CpxNomenclature) nomenclature = ccam_fixture_new ();
  g_autoptr(CpxCodingRequest) locked = make_request (nomenclature, NULL);
  g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_coding_edit_free);
  g_autoptr(CpxCodingRequest) request = NULL;

  locked->coding = cpx_record_new_with_texts (&cpx_coding_kind, ID "7", CPX_CODING_STATE, "locked", -1);
  g_ptr_array_add (edits, cpx_coding_edit_new_add (nomenclature, "HMFC004", "search", NULL));
  request = cpx_coding_edits_lay (edits, NULL, locked);
  assert_codes (request, "");
  g_assert_cmpuint (edits->len, ==, 0);
}

/* The words around the acts */

static CpxCodingState
compute (CpxCodingRequest *request,
         CpxCodingVerdict *verdict,
         gboolean          may_write)
{
  CpxCodingFacts facts = { .request = request, .verdict = verdict, .may_write = may_write };

  return cpx_coding_state_compute (&facts);
}

static void
test_state_validation (void)
{
  g_autoptr(CpxNomenclature) nomenclature = ccam_fixture_new ();
  g_autoptr(CpxCodingRequest) request = make_request (nomenclature, NULL);
  g_autoptr(CpxCodingVerdict) empty = cpx_coding_verdict_new (request);
  g_auto(CpxCodingState) nothing = compute (request, empty, TRUE);
  g_autoptr(CpxCodingVerdict) verdict = NULL;
  g_auto(CpxCodingState) one = { 0 };
  g_auto(CpxCodingState) secretary = { 0 };

  g_assert_false (nothing.may_validate);
  g_assert_nonnull (strstr (nothing.why_not, "No act is coded"));
  g_assert_cmpstr (nothing.subtitle, ==, "Appendicectomie · 09/03/2026 · right side");
  add (request, "HHFA016");
  verdict = cpx_coding_verdict_new (request);
  one = compute (request, verdict, TRUE);
  g_assert_true (one.may_validate);
  g_assert_null (one.why_not);
  secretary = compute (request, verdict, FALSE);
  g_assert_false (secretary.may_change);
  g_assert_false (secretary.may_validate);
  g_assert_nonnull (secretary.notice);
}

static void
test_state_without_nomenclature (void)
{
  g_autoptr(CpxCodingRequest) request = make_request (NULL, NULL);
  g_autoptr(CpxCodingVerdict) verdict = NULL;
  g_auto(CpxCodingState) state = { 0 };
  g_auto(CpxActState) act = { 0 };
  g_auto(CpxTotalState) total = { 0 };

  add (request, "HHFA016");
  verdict = cpx_coding_verdict_new (request);
  state = compute (request, verdict, TRUE);
  g_assert_true (state.may_change);
  g_assert_false (state.may_validate);
  g_assert_nonnull (strstr (state.notice, "Import one"));
  act = cpx_act_state_compute (request, verdict, 0);
  g_assert_false (act.amount_known);
  g_assert_cmpstr (act.amount, ==, "tariff unknown in this version");
  total = cpx_total_state_compute (request, verdict);
  g_assert_false (total.known);
}

static void
test_state_plan (void)
{
  g_autoptr(CpxNomenclature) nomenclature = ccam_fixture_new ();
  g_autoptr(CpxCodingRequest) request = make_request (nomenclature, "HMFC004");
  g_autoptr(CpxCodingVerdict) verdict = cpx_coding_verdict_new (request);
  g_auto(CpxCodingState) planned = compute (request, verdict, TRUE);
  g_auto(CpxCodingState) other = { 0 };
  g_auto(CpxCodingState) both = { 0 };

  g_assert_cmpstr (planned.comparison, ==, "Planned: HMFC004");
  g_assert_true (planned.may_add_planned);
  add (request, "HHFA016");
  other = compute (request, verdict, TRUE);
  g_assert_cmpstr (other.comparison, ==, "HMFC004 planned, not coded · HHFA016 coded, not planned");
  g_assert_true (other.comparison_differs);
  g_assert_true (apply (request, cpx_coding_edit_new_remove (0)));
  add (request, "HMFC004");
  both = compute (request, verdict, TRUE);
  g_assert_cmpstr (both.comparison, ==, "Coded as planned: HMFC004");
  g_assert_false (both.comparison_differs);
  g_assert_false (both.may_add_planned);
}

static void
test_act_words (void)
{
  g_autoptr(CpxNomenclature) nomenclature = ccam_fixture_new ();
  g_autoptr(CpxCodingRequest) request = make_request (nomenclature, NULL);
  g_autoptr(CpxCodingVerdict) verdict = NULL;
  g_auto(CpxActState) second = { 0 };
  g_auto(CpxTotalState) total = { 0 };
  g_auto(CpxActState) unknown = { 0 };

  add (request, "HMFC004");
  add (request, "HHFA016");
  add (request, "ZZZZ999");
  verdict = cpx_coding_verdict_new (request);
  second = cpx_act_state_compute (request, verdict, 1);
  g_assert_nonnull (strstr (second.facts, "50 %"));
  g_assert_cmpstr (second.amount, ==, "95.93 €");
  unknown = cpx_act_state_compute (request, verdict, 2);
  g_assert_false (unknown.amount_known);
  g_assert_null (strstr (unknown.amount, "0.00"));
  total = cpx_total_state_compute (request, verdict);
  g_assert_false (total.known);
}

/* Suggestions */

static CpxSuggestion *
make_suggestion (const char *code,
                 double      probability,
                 guint       group)
{
  CpxTextSpan *spans = g_new0 (CpxTextSpan, 2);
  CpxSuggestionFields fields = { .label = g_strdup ("label"), .probability = probability, .group = group,
                                 .axes = { CPX_AXIS_AGREES, CPX_AXIS_DIFFERS, CPX_AXIS_UNSAID }, .n_kept = 41,
                                 .n_shown = 43, .spans = spans, .n_spans = 2 };

  spans[0] = (CpxTextSpan) { 0, 5 };
  spans[1] = (CpxTextSpan) { 900, 905 };
  g_strlcpy (fields.code, code, sizeof fields.code);

  return cpx_suggestion_new (&fields);
}

static GPtrArray *
make_suggestions (void)
{
  GPtrArray *suggestions = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_suggestion_unref);

  g_ptr_array_add (suggestions, make_suggestion ("HMFC004", 0.94, 0));
  g_ptr_array_add (suggestions, make_suggestion ("HHFA016", 0.50, 1));
  g_ptr_array_add (suggestions, make_suggestion ("HMFC002", 0.04, 0));
  g_ptr_array_add (suggestions, make_suggestion ("HMFA007", 0.0001, 0));

  return suggestions;
}

static void
test_suggestion_words (void)
{
  g_autoptr(GPtrArray) ranked = make_suggestions ();
  g_autoptr(GPtrArray) shown = cpx_suggestions_arrange (ranked, 9);
  g_auto(CpxSuggestionState) first = cpx_suggestion_state_compute (shown, 0, TRUE);
  g_auto(CpxSuggestionState) third = cpx_suggestion_state_compute (shown, 2, FALSE);
  g_auto(CpxSuggestionState) fourth = cpx_suggestion_state_compute (shown, 3, FALSE);

  g_assert_cmpstr (first.confidence, ==, "94\u00a0%  High");
  g_assert_cmpstr (first.history, ==, "41 times of 43 with you");
  g_assert_cmpstr (first.axes, ==, "site ✓  gesture ✗  approach –");
  g_assert_cmpstr (first.heading, ==, "Principal gesture");
  g_assert_true (first.kept);
  g_assert_cmpstr (third.code, ==, "HMFA007");
  g_assert_cmpstr (third.confidence, ==, "<\u00a01\u00a0%  Low");
  g_assert_null (third.heading);
  g_assert_cmpstr (fourth.code, ==, "HHFA016");
  g_assert_cmpstr (fourth.heading, ==, "Second gesture");
  g_assert_cmpstr (fourth.confidence, ==, "50\u00a0%  Medium");
}

static void
test_suggestion_of_one_gesture (void)
{
  g_autoptr(GPtrArray) ranked = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_suggestion_unref);
  g_autoptr(GPtrArray) shown = NULL;
  g_auto(CpxSuggestionState) first = { 0 };

  for (guint i = 0; i < 12; i++)
    g_ptr_array_add (ranked, make_suggestion ("HMFC004", 0.9 / (i + 1), 0));
  shown = cpx_suggestions_arrange (ranked, 9);
  g_assert_cmpuint (shown->len, ==, 9);
  first = cpx_suggestion_state_compute (shown, 0, FALSE);
  g_assert_null (first.heading);
}

static CpxSuggestion *
make_plain (const char          *code,
            double               probability,
            guint                group,
            CpxSuggestionSource  source)
{
  CpxSuggestionFields fields = { .label = g_strdup ("label"), .probability = probability, .group = group,
                                 .source = source };

  g_strlcpy (fields.code, code, sizeof fields.code);

  return cpx_suggestion_new (&fields);
}

/* Beside a code that is nearly sure: what is hardly possible is left out, but for what was planned or is kept here. */
static void
test_suggestion_noise (void)
{
  g_autoptr(GPtrArray) ranked = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_suggestion_unref);
  g_autoptr(GPtrArray) shown = NULL;
  g_autoptr(GString) codes = g_string_new (NULL);

  g_ptr_array_add (ranked, make_plain ("AAAA001", 0.90, 0, CPX_SUGGESTION_FROM_TEXT));
  g_ptr_array_add (ranked, make_plain ("BBBB001", 0.89, 1, CPX_SUGGESTION_FROM_TEXT));
  g_ptr_array_add (ranked, make_plain ("AAAA002", 0.05, 0, CPX_SUGGESTION_FROM_TEXT));
  g_ptr_array_add (ranked, make_plain ("AAAA003", 0.049, 0, CPX_SUGGESTION_FROM_TEXT));
  g_ptr_array_add (ranked, make_plain ("AAAA004", 0.01, 0, CPX_SUGGESTION_FROM_PLAN));
  g_ptr_array_add (ranked, make_plain ("BBBB002", 0.01, 1, CPX_SUGGESTION_FROM_TEXT));
  g_ptr_array_add (ranked, make_suggestion ("AAAA005", 0.001, 0));   /* kept 41 times */
  shown = cpx_suggestions_arrange (ranked, 9);
  for (guint i = 0; i < shown->len; i++)
    g_string_append_printf (codes, "%s ", cpx_suggestion_get_fields (shown->pdata[i])->code);
  g_assert_cmpstr (codes->str, ==, "AAAA001 AAAA002 AAAA004 AAAA005 BBBB001 BBBB002 ");
}

/* A span beyond the text is of another wording: it is left out, not read. */
static void
test_suggestion_supporting_words (void)
{
  g_autoptr(GPtrArray) ranked = make_suggestions ();
  g_autofree char *words = cpx_suggestions_dup_words (ranked, 0, "vésicule");
  g_autofree char *none = cpx_suggestions_dup_words (ranked, 0, "");

  g_assert_cmpstr (words, ==, "Words that support HMFC004: vési");
  g_assert_cmpstr (none, ==, "HMFC004: no word of the text supports it");
}

static void
test_suggestion_notices (void)
{
  g_autoptr(GPtrArray) sure = make_suggestions ();
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autoptr(GPtrArray) weak = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_suggestion_unref);

  g_ptr_array_add (weak, make_suggestion ("HMFC004", 0.10, 0));
  g_assert_null (cpx_suggestions_notice_find (sure, FALSE, TRUE, FALSE).title);
  g_assert_cmpstr (cpx_suggestions_notice_find (weak, FALSE, TRUE, FALSE).title, ==, "Not enough evidence");
  g_assert_cmpstr (cpx_suggestions_notice_find (none, FALSE, TRUE, FALSE).title, ==, "Not enough evidence");
  g_assert_cmpstr (cpx_suggestions_notice_find (NULL, TRUE, FALSE, FALSE).title, ==, "Reading…");
  g_assert_cmpstr (cpx_suggestions_notice_find (NULL, FALSE, FALSE, FALSE).title, ==, "No suggestion");
  g_assert_cmpstr (cpx_suggestions_notice_find (none, FALSE, TRUE, TRUE).title, ==, "None of these codes");
  g_assert_cmpstr (cpx_suggestions_notice_find (NULL, FALSE, TRUE, FALSE).title, ==, "Nothing to read yet");
}

/* Neither sure nor impossible, however near. */
static void
test_percent (void)
{
  static const struct { double probability; const char *text; } rows[] = {
    { 0, "<\u00a01\u00a0%" }, { 0.0049, "<\u00a01\u00a0%" }, { 0.005, "1\u00a0%" }, { 0.014, "1\u00a0%" },
    { 0.5, "50\u00a0%" }, { 0.985, "99\u00a0%" }, { 0.9949, "99\u00a0%" }, { 0.996, ">\u00a099\u00a0%" },
    { 1, ">\u00a099\u00a0%" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = cpx_suggestion_dup_percent (rows[i].probability);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* Each change begins the wait anew; nothing waits longer than the most. */
static void
test_autosave (void)
{
  static const struct { gint64 first_ms, now_ms; guint wait_ms; } rows[] = {
    { 0, 0, 1000 }, { 1000, 4900, 1000 }, { 0, 4000, 1000 }, { 0, 4700, 300 }, { 0, 5000, 0 }, { 0, 99000, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpuint (cpx_coding_autosave_find_wait (rows[i].first_ms, rows[i].now_ms), ==, rows[i].wait_ms);
}

/* An act that was searched. Gesture 0 is proposed HMFC004, gesture 1 HHFA016; HMFC002 was put aside. */
typedef struct
{
  const char  *name;
  const char  *kept;         /* codes parted by a space */
  const char  *in_place_of;  /* (nullable): what the last of them is kept in place of */
  const char  *code;
  CpxAddedAct  added;
  const char  *proposed;
} AddedCase;

static const AddedCase added_cases[] = {
  { "on-the-list", "", NULL, "HHFA016", CPX_ADDED_PROPOSED, NULL },
  { "put-aside-is-on-the-list", "", NULL, "HMFC002", CPX_ADDED_PROPOSED, NULL },
  { "in-place-of-the-best", "", NULL, "ZZZZ999", CPX_ADDED_INSTEAD, "HMFC004" },
  { "in-place-of-the-second-gesture", "HMFC004", NULL, "ZZZZ999", CPX_ADDED_INSTEAD, "HHFA016" },
  { "one-more", "HMFC004 HHFA016", NULL, "ZZZZ999", CPX_ADDED_MORE, NULL },
  { "one-more-after-an-override", "HMFC004 AAAA001", "HHFA016", "ZZZZ999", CPX_ADDED_MORE, NULL },
  { "another-code-of-the-gesture-answers-it", "HMFC002", NULL, "ZZZZ999", CPX_ADDED_INSTEAD, "HHFA016" },
};

static void
test_added (gconstpointer data)
{
  const AddedCase *line = data;
  g_autoptr(CpxNomenclature) nomenclature = ccam_fixture_new ();
  g_autoptr(CpxCodingRequest) request = make_request (nomenclature, NULL);
  g_autoptr(GPtrArray) shown = make_suggestions ();
  g_autoptr(GPtrArray) dismissed = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_suggestion_unref);
  g_auto(GStrv) kept = g_strsplit (line->kept, " ", -1);
  const char *proposed;

  g_ptr_array_add (dismissed, g_ptr_array_steal_index (shown, 2));
  for (guint i = 0; kept[i] != NULL && *kept[i] != '\0'; i++)
    add (request, kept[i]);
  if (line->in_place_of != NULL)
    {
      CpxActChoice *last = g_ptr_array_index (request->choices, request->choices->len - 1);

      g_free (last->proposed_code);
      last->proposed_code = g_strdup (line->in_place_of);
    }
  g_assert_cmpint (cpx_added_act_judge (shown, dismissed, request, line->code, &proposed), ==, (int) line->added);
  g_assert_cmpstr (proposed, ==, line->proposed);
}

/* What is hardly likely is no proposal, and neither is what nobody has answered yet. */
static void
test_added_without_answer (void)
{
  g_autoptr(CpxNomenclature) nomenclature = ccam_fixture_new ();
  g_autoptr(CpxCodingRequest) request = make_request (nomenclature, NULL);
  g_autoptr(GPtrArray) weak = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_suggestion_unref);
  const char *proposed;

  g_ptr_array_add (weak, make_suggestion ("HMFC004", 0.10, 0));
  g_assert_cmpint (cpx_added_act_judge (weak, NULL, request, "ZZZZ999", &proposed), ==, CPX_ADDED_MORE);
  g_assert_cmpint (cpx_added_act_judge (NULL, NULL, request, "ZZZZ999", &proposed), ==, CPX_ADDED_MORE);
  g_assert_null (proposed);
}

static void
test_finding_counts (void)
{
  g_autoptr(CpxNomenclature) nomenclature = ccam_fixture_new ();
  g_autoptr(CpxCodingRequest) request = make_request (nomenclature, NULL);
  g_autoptr(CpxCodingVerdict) none = cpx_coding_verdict_new (request);
  g_auto(CpxFindingCounts) nothing = cpx_finding_counts_compute (none);
  g_autoptr(CpxCodingVerdict) verdict = NULL;
  g_auto(CpxFindingCounts) counts = { 0 };

  g_assert_cmpstr (nothing.label, ==, "");
  add (request, "ZZZZ999");
  verdict = cpx_coding_verdict_new (request);
  counts = cpx_finding_counts_compute (verdict);
  g_assert_cmpuint (counts.n_blocking, ==, 1);
  g_assert_true (g_str_has_prefix (counts.label, "1 blocking"));
  g_assert_cmpstr (counts.icon_name, ==, "cpx-blocking-symbolic");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (key_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/coding-state/key/", key_cases[i].name, NULL);

      g_test_add_data_func (path, &key_cases[i], test_key);
    }
  g_test_add_func ("/coding-state/percent", test_percent);
  g_test_add_func ("/coding-state/autosave", test_autosave);
  g_test_add_func ("/coding-state/edit/add", test_edit_add);
  g_test_add_func ("/coding-state/edit/remove-one-of-two", test_edit_remove_one_of_two);
  g_test_add_func ("/coding-state/edit/arrange", test_edit_arrange);
  g_test_add_func ("/coding-state/edit/association-by-hand", test_edit_association_by_hand);
  g_test_add_func ("/coding-state/edit/take", test_edit_take);
  g_test_add_func ("/coding-state/edits/lay", test_edits_lay);
  g_test_add_func ("/coding-state/edits/locked", test_edits_locked);
  g_test_add_func ("/coding-state/validation", test_state_validation);
  g_test_add_func ("/coding-state/without-nomenclature", test_state_without_nomenclature);
  g_test_add_func ("/coding-state/plan", test_state_plan);
  g_test_add_func ("/coding-state/act-words", test_act_words);
  g_test_add_func ("/coding-state/suggestion/words", test_suggestion_words);
  g_test_add_func ("/coding-state/suggestion/one-gesture", test_suggestion_of_one_gesture);
  g_test_add_func ("/coding-state/suggestion/noise", test_suggestion_noise);
  g_test_add_func ("/coding-state/suggestion/supporting-words", test_suggestion_supporting_words);
  g_test_add_func ("/coding-state/suggestion/notices", test_suggestion_notices);
  for (gsize i = 0; i < G_N_ELEMENTS (added_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/coding-state/added/", added_cases[i].name, NULL);

      g_test_add_data_func (path, &added_cases[i], test_added);
    }
  g_test_add_func ("/coding-state/added/no-answer-yet", test_added_without_answer);
  g_test_add_func ("/coding-state/finding-counts", test_finding_counts);

  return g_test_run ();
}
