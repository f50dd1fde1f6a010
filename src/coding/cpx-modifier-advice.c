/* cpx-modifier-advice.c: the letters that a screen offers for a line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-modifier-advice.h"

#include "cpx-modifier-judge.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static CpxModifierAdvice
advise (const CpxRuleCase *rule_case,
        guint              line,
        char               letter)
{
  const CpxRuleLine *row = &rule_case->lines[line];
  CpxModifierVerdict verdict = cpx_modifier_judge (rule_case, line, letter);
  CpxModifierAdvice advice = { letter, verdict.state, .rule = verdict.rule, .coefficient = 1000 };
  CpxCcamModifierValue value;

  advice.is_on_line = strchr (row->line->modifiers, letter) != NULL;
  advice.reason = verdict.reason != NULL ? _(verdict.reason) : "";
  advice.label = cpx_nomenclature_get_modifier_label (rule_case->nomenclature, letter);
  if (row->base.grid != CPX_CCAM_NONE
      && cpx_nomenclature_find_modifier_value (rule_case->nomenclature, letter, row->base.grid, rule_case->day, &value))
    {
      advice.value_is_known = TRUE;
      advice.flat_cents = value.flat_cents;
      advice.coefficient = value.flat_cents == 0 ? value.coefficient : 1000;
    }

  return advice;
}

static gboolean
has_letter (GArray *advices,
            char    letter)
{
  for (guint i = 0; i < advices->len; i++)
    {
      if (g_array_index (advices, CpxModifierAdvice, i).letter == letter)
        return TRUE;
    }

  return FALSE;
}

static void
add_letter (GArray            *advices,
            const CpxRuleCase *rule_case,
            guint              line,
            char               letter)
{
  CpxModifierAdvice advice;

  if (has_letter (advices, letter))
    return;
  advice = advise (rule_case, line, letter);
  g_array_append_val (advices, advice);
}

/**
 * cpx_modifier_advice_list:
 * @draft: a draft
 * @nomenclature: the version to judge with
 * @line: position of one of its lines
 *
 * Judges each modifier that the act and activity list, and those that the line carries without being allowed to.
 *
 * Returns: (transfer full) (element-type CpxModifierAdvice): one advice a letter; those of the line first, in its order
 */
GArray *
cpx_modifier_advice_list (CpxCodingDraft  *draft,
                          CpxNomenclature *nomenclature,
                          guint            line)
{
  GArray *advices = g_array_new (FALSE, FALSE, sizeof (CpxModifierAdvice));
  CpxCcamRange range = { 0 };
  CpxRuleCase rule_case;

  g_return_val_if_fail (line < cpx_coding_draft_get_n_lines (draft), advices);

  cpx_rule_case_init (&rule_case, draft, nomenclature);
  for (const char *letter = rule_case.lines[line].line->modifiers; *letter != '\0'; letter++)
    add_letter (advices, &rule_case, line, *letter);
  if (rule_case.lines[line].activity != CPX_CCAM_NONE)
    range = cpx_nomenclature_list_allowed_modifiers (nomenclature, rule_case.lines[line].activity);
  for (guint i = range.first; i < range.first + range.n; i++)
    {
      CpxCcamAllowedModifier row = cpx_nomenclature_get_allowed_modifier (nomenclature, i);

      if (cpx_day_span_contains (row.span, rule_case.day))
        add_letter (advices, &rule_case, line, row.letter);
    }
  cpx_rule_case_clear (&rule_case);

  return advices;
}

/**
 * cpx_modifier_state_get_token:
 * @state: what is advised of a modifier
 *
 * Returns: (transfer none): what --json calls it
 */
const char *
cpx_modifier_state_get_token (CpxModifierState state)
{
  static const char * const tokens[] = { "allowed", "proposed", "not_advised", "forbidden" };

  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (tokens), "allowed");

  return tokens[state];
}

/**
 * cpx_modifier_state_get_label:
 * @state: what is advised of a modifier
 *
 * Returns: (transfer none): what the screen calls it
 */
const char *
cpx_modifier_state_get_label (CpxModifierState state)
{
  static const char * const labels[] = { N_("Allowed"), N_("Proposed"), N_("Not advised"), N_("Forbidden") };

  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (labels), "");

  return _(labels[state]);
}
