/* cpx-override-state.c: two drafts side by side, one with the proposal and one with what is kept, both checked.
 *
 * What a rule blocks stays blocked: a reason answers a finding that is to be justified, and only that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-override-state.h"

#include "cpx-override-compare.h"
#include "cpx-reason-state.h"

#include <cpx-coding-proposals.h>
#include <cpx-coding-verdict.h>
#include <cpx-rule-card.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* One look at a target. */
typedef struct
{
  CpxCodingRequest        *request;   /* (unowned) */
  CpxCodingDraft          *draft;     /* (owned): of @request, each line with the gesture it answers: rivals are seen */
  const CpxOverrideTarget *target;    /* (unowned) */
  const CpxOverrideEntry  *entry;     /* (unowned) */
  const char              *proposed;  /* (nullable): CODE */
  const char              *kept;      /* (nullable): CODE */
  gboolean                 has_line;
  gboolean                 returns;   /* CODE: the proposal is taken up again */
} Look;

static void
look_clear (Look *look)
{
  g_clear_object (&look->draft);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static Look
begin_look (CpxCodingRequest        *request,
            const CpxOverrideTarget *target,
            const CpxOverrideEntry  *entry)
{
  Look look = { .request = request, .draft = cpx_coding_proposals_dup_told_draft (request), .target = target,
                .entry = entry,
                .has_line = cpx_override_target_get_choice (target, request) != NULL };

  if (target->kind != CPX_OVERRIDE_CODE)
    return look;
  look.proposed = cpx_override_target_get_proposed (target, request);
  look.kept = entry->kept;
  look.returns = look.has_line && look.kept != NULL && g_strcmp0 (look.kept, look.proposed) == 0 &&
                 g_strcmp0 (cpx_override_target_get_code (target, request), look.proposed) != 0;

  return look;
}

/* What is compared. */

/* As cpx_coding_proposals_dup_told_draft() has it once it is kept. */
static void
take_code (const Look    *look,
           CpxCodingLine *line,
           const char    *code)
{
  json_t *suggestions = look->request->suggestions;

  g_strlcpy (line->code, code, sizeof line->code);
  line->gesture = cpx_coding_proposals_find_gesture (suggestions, code);
  if (line->gesture == 0)
    line->gesture = cpx_coding_proposals_find_gesture (suggestions, look->proposed);
}

static CpxCodingDraft *
make_draft_with_code (const Look *look,
                      const char *code)
{
  CpxCodingLine line;

  if (!look->has_line)
    {
      cpx_coding_line_init (&line, code);
      take_code (look, &line, code);
      return cpx_coding_draft_with_new_line (look->draft, &line);
    }
  line = *cpx_coding_draft_get_line (look->draft, (guint) look->target->line);
  take_code (look, &line, code);

  return cpx_coding_draft_with_line (look->draft, (guint) look->target->line, &line);
}

/* What would be changed if it were a remedy: an association given, a letter more or one less. */
static CpxRemedy
make_change (const Look *look)
{
  const CpxOverrideTarget *target = look->target;
  CpxRemedy change = { CPX_REMEDY_NONE, (guint) target->line, target->value };

  if (!look->has_line)
    return change;
  if (target->kind == CPX_OVERRIDE_ASSOCIATION)
    change.kind = CPX_REMEDY_SET_ASSOCIATION;
  else if (target->kind == CPX_OVERRIDE_MODIFIER)
    change.kind = strchr (cpx_coding_draft_get_line (look->draft, (guint) target->line)->modifiers,
                          target->value) == NULL ? CPX_REMEDY_ADD_MODIFIER : CPX_REMEDY_REMOVE_MODIFIER;

  return change;
}

/* With what is proposed: the rules' own association, the line as it is, what a finding asks for. */
static CpxCodingDraft *
make_proposed_draft (const Look *look)
{
  CpxRemedy automatic = { CPX_REMEDY_SET_ASSOCIATION, (guint) look->target->line, CPX_ASSOCIATION_AUTO };

  switch (look->target->kind)
    {
    case CPX_OVERRIDE_CODE:
      return look->proposed != NULL ? make_draft_with_code (look, look->proposed) : NULL;
    case CPX_OVERRIDE_ASSOCIATION:
      return cpx_remedy_apply (&automatic, look->draft);
    case CPX_OVERRIDE_FINDING:
      return look->target->finding != NULL ? cpx_remedy_apply (&look->target->finding->remedy, look->draft)
                                           : g_object_ref (look->draft);
    case CPX_OVERRIDE_MODIFIER:
    default:
      return g_object_ref (look->draft);
    }
}

static CpxCodingDraft *
make_kept_draft (const Look *look)
{
  CpxRemedy change = make_change (look);

  if (look->target->kind == CPX_OVERRIDE_CODE)
    return look->kept != NULL ? make_draft_with_code (look, look->kept) : NULL;

  return cpx_remedy_apply (&change, look->draft);
}

/* How each side is called. */

static char *
dup_act_label (const Look *look,
               const char *code)
{
  CpxNomenclature *nomenclature = look->request->nomenclature;
  guint act = nomenclature != NULL ? cpx_nomenclature_find_act (nomenclature, code) : CPX_CCAM_NONE;

  return g_strdup (act != CPX_CCAM_NONE ? cpx_nomenclature_get_long_label (nomenclature, act)
                                        : _("Not in the nomenclature of that day"));
}

static void
name_code (const Look      *look,
           CpxOverrideSide *side,
           const char      *code)
{
  side->name = g_strdup (code != NULL ? code : C_("code", "None yet"));
  side->label = code != NULL ? dup_act_label (look, code) : g_strdup (_("Look for it by code or in words"));
}

static char *
dup_association_name (CpxAssociation association)
{
  if (association >= CPX_ASSOCIATION_1 && association <= CPX_ASSOCIATION_5)
    return g_strdup_printf (_("Association %d"), association - CPX_ASSOCIATION_1 + 1);
  if (association == CPX_ASSOCIATION_UNPRICED)
    return g_strdup (_("Coded, not charged"));

  return g_strdup (association == CPX_ASSOCIATION_NONE ? _("No association code") : _("Left to the rules"));
}

static void
name_association (const Look          *look,
                  CpxOverrideSide     *side,
                  const CpxOverrideComparison *compared,
                  CpxCodingResult     *result)
{
  guint line = (guint) look->target->line;
  CpxAssociation association = result != NULL ? cpx_coding_result_get_line (result, line)->association
                                              : CPX_ASSOCIATION_AUTO;

  side->name = dup_association_name (association);
  side->label = g_strdup (cpx_coding_draft_get_line (compared->kept, line)->code);
}

static void
name_modifiers (const Look      *look,
                CpxOverrideSide *side,
                CpxCodingDraft  *draft)
{
  const CpxCodingLine *line = cpx_coding_draft_get_line (draft, (guint) look->target->line);

  side->name = *line->modifiers != '\0' ? g_strdup_printf (_("Modifiers %s"), line->modifiers)
                                        : g_strdup (_("No modifier"));
  side->label = g_strdup (line->code);
}

static const char *
get_rule_title (const Look *look)
{
  const char *rule = cpx_override_target_get_rule (look->target);
  const CpxRuleCard *card = cpx_rule_card_find (rule);

  if (g_str_equal (rule, CPX_CODING_RULE_EMPTY))
    return _("No act is coded");

  return card != NULL ? cpx_rule_card_get_title (card) : rule;
}

static void
name_finding (const Look       *look,
              CpxOverrideState *state)
{
  const CpxRuleFinding *finding = look->target->finding;
  g_autofree char *remedy = finding != NULL ? cpx_remedy_dup_label (&finding->remedy, look->request->draft) : NULL;

  state->proposed.name = g_strdup (get_rule_title (look));
  state->proposed.label = g_strdup (remedy != NULL ? remedy : finding != NULL ? finding->sentence : "");
  state->kept.name = g_strdup (_("The coding as it is"));
  state->kept.label = g_strdup (remedy != NULL ? finding->sentence : "");
}

static void
name_sides (const Look                  *look,
            const CpxOverrideComparison *compared,
            CpxOverrideState            *state)
{
  switch (look->target->kind)
    {
    case CPX_OVERRIDE_CODE:
      name_code (look, &state->proposed, look->proposed);
      name_code (look, &state->kept, look->kept);
      break;
    case CPX_OVERRIDE_ASSOCIATION:
      name_association (look, &state->proposed, compared, compared->proposed_result);
      name_association (look, &state->kept, compared, compared->kept_result);
      break;
    case CPX_OVERRIDE_MODIFIER:
      name_modifiers (look, &state->proposed, compared->proposed);
      name_modifiers (look, &state->kept, compared->kept);
      break;
    case CPX_OVERRIDE_FINDING:
    default:
      name_finding (look, state);
    }
}

/* An act that was searched while another is proposed: in its place, or one more? */
static char *
dup_remarks (const Look                  *look,
             const CpxOverrideComparison *compared)
{
  g_autofree char *remarks = cpx_override_dup_remarks (compared, look->target->finding);
  g_autofree char *more = NULL;

  if (look->target->kind != CPX_OVERRIDE_CODE || look->has_line || look->proposed == NULL)
    return g_steal_pointer (&remarks);
  more = g_strdup_printf (_("In place of %s, with a reason. If it is one act more, accept %s first."), look->proposed,
                          look->proposed);

  return remarks != NULL ? g_strjoin ("\n", more, remarks, NULL) : g_steal_pointer (&more);
}

static void
show_sides (const Look                  *look,
            const CpxOverrideComparison *compared,
            CpxOverrideState            *state)
{
  gboolean whole = look->target->kind == CPX_OVERRIDE_FINDING;

  name_sides (look, compared, state);
  state->proposed.amount = cpx_override_dup_amount (compared->proposed_result, whole ? -1 : compared->line);
  state->kept.amount = compared->kept != NULL ? cpx_override_dup_amount (compared->kept_result,
                                                                         whole ? -1 : compared->line)
                                              : g_strdup ("");
  state->effect = cpx_override_dup_effect (compared);
  state->remarks = dup_remarks (look, compared);
}

/* What is missing. */

/* What no reason mends. */
static const char *
find_obstacle (const Look                  *look,
               const CpxOverrideComparison *compared)
{
  const CpxOverrideTarget *target = look->target;
  gboolean changes_line = target->kind == CPX_OVERRIDE_ASSOCIATION || target->kind == CPX_OVERRIDE_MODIFIER;

  if (target->kind == CPX_OVERRIDE_FINDING && target->finding != NULL &&
      target->finding->level == CPX_FINDING_TO_KNOW)
    return _("There is nothing to justify: this is to know only.");
  if ((target->finding != NULL && target->finding->level == CPX_FINDING_BLOCKING) ||
      (changes_line && cpx_override_is_newly_blocked (compared)))
    return _("This rule blocks: no justification lifts it. Change the act instead.");
  if (target->kind == CPX_OVERRIDE_CODE && !look->returns && look->kept != NULL &&
      g_strcmp0 (look->kept, look->proposed) == 0)
    return _("The code kept is the one proposed: there is nothing to justify.");

  return NULL;
}

static const char *
find_missing_reason (const Look *look)
{
  if (cpx_reason_is_too_long (look->entry->reason))
    return _("The justification is too long: shorten it.");
  if (cpx_reason_is_enough (look->entry->reason))
    return NULL;

  return look->target->kind == CPX_OVERRIDE_CODE ? _("The justification is required to validate this code")
                                                 : _("The justification is required to validate this coding");
}

static const char *
find_missing (const Look       *look,
              CpxOverrideState *state)
{
  const char *reason = find_missing_reason (look);

  if (look->target->kind == CPX_OVERRIDE_CODE && look->kept == NULL)
    return _("Choose the code to keep");
  if (!state->needs_reason)
    return NULL;
  if (reason != NULL)
    return reason;

  return look->entry->motive == NULL ? _("Choose a motive") : NULL;
}

static void
judge (const Look                  *look,
       const CpxOverrideComparison *compared,
       CpxOverrideState            *state)
{
  const char *obstacle = find_obstacle (look, compared);
  const char *missing;
  gboolean too_long;

  state->needs_reason = obstacle == NULL && !look->returns;
  too_long = state->needs_reason && cpx_reason_is_too_long (look->entry->reason);
  missing = find_missing (look, state);
  state->can_accept = obstacle == NULL && missing == NULL;
  state->missing = obstacle != NULL ? obstacle
                   : look->entry->tried || too_long ? missing
                   : NULL;
  state->motive_is_wrong = look->entry->tried && state->needs_reason && look->entry->motive == NULL;
  state->reason_is_wrong = state->needs_reason && find_missing_reason (look) != NULL &&
                           (look->entry->tried || too_long);
}

/* What would be handed back. */

static void
put_choice (const Look *look,
            CpxActChoice *choice,
            const char *reason)
{
  g_autofree char *proposed = g_strdup (look->proposed);

  g_free (choice->proposed_code);
  g_free (choice->motive);
  g_free (choice->reason);
  choice->proposed_code = g_steal_pointer (&proposed);
  choice->motive = look->returns ? NULL : g_strdup (look->entry->motive);
  choice->reason = look->returns ? NULL : g_strdup (reason);
}

static void
put_code (const Look       *look,
          CpxCodingRequest *result,
          const char       *reason)
{
  CpxCodingLine line;

  if (!look->has_line)
    {
      cpx_coding_line_init (&line, look->kept);
      cpx_coding_request_add_line (result, &line, cpx_act_choice_new ("search", look->proposed, look->entry->motive,
                                                                      reason));
      return;
    }
  line = *cpx_coding_draft_get_line (result->draft, (guint) look->target->line);
  g_strlcpy (line.code, look->kept, sizeof line.code);
  cpx_coding_request_set_line (result, (guint) look->target->line, &line);
  put_choice (look, g_ptr_array_index (result->choices, (guint) look->target->line), reason);
}

/* Each finding that the change brings is justified by the same words; the rule of its kind when it brings none. */
static void
put_change (const Look                  *look,
            const CpxOverrideComparison *compared,
            CpxCodingRequest            *result,
            const char                  *reason)
{
  g_autoptr(GPtrArray) findings = cpx_override_list_new_findings (compared);
  CpxCodingLine line = *cpx_coding_draft_get_line (compared->kept, (guint) look->target->line);
  gboolean justified = FALSE;

  line.gesture = cpx_coding_draft_get_line (result->draft, (guint) look->target->line)->gesture;
  cpx_coding_request_set_line (result, (guint) look->target->line, &line);
  for (guint i = 0; i < findings->len; i++)
    {
      const CpxRuleFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level != CPX_FINDING_TO_JUSTIFY)
        continue;
      cpx_coding_request_justify (result, finding, look->entry->motive, reason);
      justified = TRUE;
    }
  if (!justified)
    {
      CpxRuleFinding whole = { CPX_FINDING_TO_JUSTIFY, look->target->kind == CPX_OVERRIDE_ASSOCIATION ? "ccam.3.code"
                                                                                                      : "ccam.4.1",
                               NULL, (guint[]) { (guint) look->target->line }, 1, { 0 } };

      cpx_coding_request_justify (result, &whole, look->entry->motive, reason);
    }
}

static void
put_finding (const Look       *look,
             CpxCodingRequest *result,
             const char       *reason)
{
  CpxRuleFinding whole = { CPX_FINDING_TO_JUSTIFY, cpx_override_target_get_rule (look->target), NULL, NULL, 0, { 0 } };

  if (look->target->finding != NULL)
    cpx_coding_request_justify (result, look->target->finding, look->entry->motive, reason);
  else
    cpx_coding_request_justify (result, &whole, look->entry->motive, reason);
}

static CpxCodingRequest *
make_result (const Look                  *look,
             const CpxOverrideComparison *compared)
{
  CpxCodingRequest *result = cpx_coding_request_copy (look->request);
  g_autofree char *reason = cpx_reason_dup_clean (look->entry->reason);

  if (look->target->kind == CPX_OVERRIDE_CODE)
    put_code (look, result, reason);
  else if (look->target->kind == CPX_OVERRIDE_FINDING)
    put_finding (look, result, reason);
  else
    put_change (look, compared, result, reason);

  return result;
}

/**
 * cpx_override_state_compute:
 * @request: what is decided so far; not changed
 * @target: what is overridden
 * @entry: what was entered so far
 * @out_state: (out caller-allocates): what to show
 *
 * Compares, judges what is missing, and makes the changed copy once nothing is.
 */
void
cpx_override_state_compute (CpxCodingRequest        *request,
                            const CpxOverrideTarget *target,
                            const CpxOverrideEntry  *entry,
                            CpxOverrideState        *out_state)
{
  g_auto(Look) look = begin_look (request, target, entry);
  g_auto(CpxOverrideComparison) compared = { 0 };

  *out_state = (CpxOverrideState) { 0 };
  cpx_override_compare (&compared, make_proposed_draft (&look), make_kept_draft (&look), request->nomenclature,
                        look.has_line ? target->line : (int) cpx_coding_draft_get_n_lines (request->draft));
  show_sides (&look, &compared, out_state);
  judge (&look, &compared, out_state);
  if (out_state->can_accept)
    out_state->result = make_result (&look, &compared);
}

static void
clear_side (CpxOverrideSide *side)
{
  g_clear_pointer (&side->name, g_free);
  g_clear_pointer (&side->label, g_free);
  g_clear_pointer (&side->amount, g_free);
}

/**
 * cpx_override_state_clear:
 * @self: a state
 */
void
cpx_override_state_clear (CpxOverrideState *self)
{
  clear_side (&self->proposed);
  clear_side (&self->kept);
  g_clear_pointer (&self->effect, g_free);
  g_clear_pointer (&self->remarks, g_free);
  g_clear_pointer (&self->result, cpx_coding_request_free);
}

/**
 * cpx_override_entry_clear:
 * @self: an entry
 */
void
cpx_override_entry_clear (CpxOverrideEntry *self)
{
  g_clear_pointer (&self->kept, g_free);
  g_clear_pointer (&self->motive, g_free);
  g_clear_pointer (&self->reason, g_free);
}

/**
 * cpx_override_entry_begin:
 * @request: what is decided so far
 * @target: what is overridden
 *
 * Returns: (transfer full): what the dialog begins with: what was said before of the same thing, or nothing
 */
CpxOverrideEntry
cpx_override_entry_begin (CpxCodingRequest        *request,
                          const CpxOverrideTarget *target)
{
  const CpxActChoice *choice = cpx_override_target_get_choice (target, request);
  const char *code = cpx_override_target_get_code (target, request);
  CpxOverrideEntry entry = { 0 };

  if (target->kind == CPX_OVERRIDE_CODE)
    {
      const char *proposed = cpx_override_target_get_proposed (target, request);

      entry.kept = g_strdup (target->kept != NULL ? target->kept : g_strcmp0 (code, proposed) != 0 ? code : NULL);
      entry.motive = g_strdup (choice != NULL ? choice->motive : NULL);
      entry.reason = g_strdup (choice != NULL ? choice->reason : NULL);
    }
  else if (target->finding != NULL)
    {
      entry.motive = g_strdup (cpx_coding_request_get_motive (request, target->finding));
      entry.reason = g_strdup (cpx_coding_request_get_justification (request, target->finding));
    }

  return entry;
}
