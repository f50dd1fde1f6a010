/* cpx-rules-modifiers.c: RULES 4: modifiers of each line, together, and on the invoice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-modifier-judge.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
add_remedy (CpxRuleFinding *finding,
            CpxRemedyKind   kind,
            char            letter)
{
  finding->remedy.kind = kind;
  finding->remedy.value = letter;
}

/* 8: a letter of the emergency that nobody stated asks for its justification. */
static CpxFindingLevel
get_level_of_open (const CpxRuleCase *self,
                   char               letter)
{
  return strchr ("FOPSU", letter) != NULL && self->context->emergency == CPX_FACT_UNKNOWN ? CPX_FINDING_TO_JUSTIFY
                                                                                           : CPX_FINDING_TO_KNOW;
}

/* 4.1, and the conditions of 4.5 to 4.13 */
static void
check_letter (CpxRuleCase *self,
              guint        i,
              char         letter)
{
  const CpxRuleLine *line = &self->lines[i];
  const char *code = line->line->code;
  CpxModifierVerdict condition = cpx_modifier_judge_condition (self, i, letter);
  CpxCcamAnswer allowed = cpx_nomenclature_allows_modifier (self->nomenclature, line->activity, letter, self->day);

  if (allowed == CPX_CCAM_NO)
    {
      add_remedy (cpx_rule_case_add_line (self, CPX_FINDING_BLOCKING, "ccam.4.1", i,
                                          _("The modifier %c is not allowed for %s, activity %d."), letter, code,
                                          line->line->activity),
                  CPX_REMEDY_REMOVE_MODIFIER, letter);
      return;
    }
  if (allowed == CPX_CCAM_UNKNOWN)
    cpx_rule_case_add_line (self, CPX_FINDING_TO_KNOW, "ccam.4.1", i,
                            _("The imported nomenclature does not say whether %s allows the modifier "
                              "%c."), code, letter);
  if (condition.state == CPX_MODIFIER_NOT_ADVISED)
    add_remedy (cpx_rule_case_add_line (self, CPX_FINDING_TO_JUSTIFY, condition.rule, i, _("%s, modifier %c: %s."),
                                        code,
                                        letter, _(condition.reason)),
                CPX_REMEDY_REMOVE_MODIFIER, letter);
  else if (condition.state == CPX_MODIFIER_ALLOWED && condition.reason != NULL)
    cpx_rule_case_add_line (self, get_level_of_open (self, letter), condition.rule, i, _("%s, modifier %c: %s."), code,
                            letter, _(condition.reason));
}

/* How ill a letter stands on that line, by itself: nothing, its condition, or the nomenclature. */
static int
get_fault (const CpxRuleCase *self,
           guint              i,
           char               letter)
{
  if (cpx_nomenclature_allows_modifier (self->nomenclature, self->lines[i].activity, letter, self->day) == CPX_CCAM_NO)
    return 2;

  return cpx_modifier_judge_condition (self, i, letter).state == CPX_MODIFIER_NOT_ADVISED;
}

/* Of two that exclude one another, does the first go? The one that another rule would take away (4.10: not U, F). */
static gboolean
choose_to_go (const CpxRuleCase *self,
              guint              i,
              char               letter,
              guint              j,
              char               other)
{
  return get_fault (self, i, letter) > get_fault (self, j, other);
}

/* 4.3, 4.5 */
static void
check_pair (CpxRuleCase *self,
            guint        i,
            char         letter,
            char         other)
{
  const char *code = self->lines[i].line->code;

  if (cpx_modifiers_are_exclusive (letter, other))
    add_remedy (cpx_rule_case_add_line (self, CPX_FINDING_BLOCKING,
                                        strchr ("KT", letter) != NULL ? "ccam.4.5" : "ccam.4.3", i,
                                        _("The modifiers %c and %c of %s exclude one another."), letter, other, code),
                CPX_REMEDY_REMOVE_MODIFIER, choose_to_go (self, i, letter, i, other) ? letter : other);
  else if (letter == other)
    cpx_rule_case_add_line (self, CPX_FINDING_TO_JUSTIFY, "ccam.4.3", i,
                            _("The modifier %c is written twice on %s; it is charged once."), letter, code);
  else if (cpx_nomenclature_may_combine (self->nomenclature, letter, other, self->day) == CPX_CCAM_NO)
    cpx_rule_case_add_line (self, CPX_FINDING_TO_JUSTIFY, "ccam.4.3", i,
                            _("The nomenclature does not list the modifiers %c and %c, on %s, as a pair that may "
                              "be."), letter,
                            other, code);
}

/* 4.3, 4.4: F, P, S and U are charged once, so that one of them on another act of the moment excludes the rest. */
static void
check_across (CpxRuleCase *self,
              guint        i,
              guint        j,
              char         letter,
              char         other)
{
  gboolean goes_here = choose_to_go (self, i, letter, j, other);
  guint line = goes_here ? i : j;

  if (strchr ("FPSU", letter) == NULL || letter == other || !cpx_modifiers_are_exclusive (letter, other))
    return;
  add_remedy (cpx_rule_case_add_line (self, CPX_FINDING_BLOCKING, "ccam.4.3", line,
                                      _("The modifier %c of %s and the modifier %c of %s exclude one another."), letter,
                                      self->lines[i].line->code, other, self->lines[j].line->code),
              CPX_REMEDY_REMOVE_MODIFIER, goes_here ? letter : other);
}

static void
check_invoice (CpxRuleCase *self,
               guint        j)
{
  const char *others = self->lines[j].line->modifiers;

  for (guint i = 0; i < j; i++)
    {
      const char *letters = self->lines[i].line->modifiers;

      if (self->lines[i].activity == CPX_CCAM_NONE || !cpx_rule_case_share_invoice (self, i, j)
          || self->lines[i].line->moment != self->lines[j].line->moment)
        continue;
      for (guint m = 0; letters[m] != '\0'; m++)
        {
          for (guint n = 0; others[n] != '\0'; n++)
            check_across (self, i, j, letters[m], others[n]);
        }
    }
}

/* 4.2, 4.4: as the price was reckoned. */
static void
check_uses (CpxRuleCase *self,
            guint        i)
{
  const CpxPricedLine *price = &self->prices[i];
  const char *code = self->lines[i].line->code;

  for (guint m = 0; m < price->n_modifiers; m++)
    {
      char letter = price->modifiers[m].letter;

      switch (price->modifiers[m].use)
        {
        case CPX_MODIFIER_OVER_LIMIT:
          cpx_rule_case_add_line (self, CPX_FINDING_TO_JUSTIFY, "ccam.4.2", i,
                                  _("%u modifiers at most are charged: %c of %s is not."),
                                  cpx_nomenclature_get_max_modifiers (self->nomenclature, self->day), letter, code);
          break;
        case CPX_MODIFIER_REPEATED:
          if (memchr (self->lines[i].line->modifiers, letter, m) != NULL)
            break;   /* said by check_pair() */
          add_remedy (cpx_rule_case_add_line (self, CPX_FINDING_TO_JUSTIFY, "ccam.4.4", i,
                                              _("The modifier %c is charged once an invoice: on %s it is not."), letter,
                                              code),
                      CPX_REMEDY_REMOVE_MODIFIER, letter);
          break;
        case CPX_MODIFIER_PRICED:
        case CPX_MODIFIER_UNKNOWN:   /* said with the price */
        default:
          break;
        }
    }
}

/* One line of the invoice has it, or an earlier one was offered it. */
static gboolean
is_on_invoice (const CpxRuleCase *self,
               guint              i,
               char               letter)
{
  for (guint j = 0; j < self->n_lines; j++)
    {
      if (!cpx_rule_case_share_invoice (self, i, j) || self->lines[j].activity == CPX_CCAM_NONE)
        continue;
      if (strchr (self->lines[j].line->modifiers, letter) != NULL)
        return TRUE;
      if (j < i && self->plan->used[j] != CPX_ASSOCIATION_UNPRICED
          && cpx_nomenclature_allows_modifier (self->nomenclature, self->lines[j].activity, letter,
                                               self->day) == CPX_CCAM_YES)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_once_only (const CpxRuleCase *self,
              char               letter)
{
  CpxCcamModifierRule rule;

  return cpx_nomenclature_find_modifier_rule (self->nomenclature, letter, self->day, &rule) && !rule.may_repeat;
}

/* A letter charged once is proposed on one line of the invoice, others on each. */
static gboolean
is_missing (const CpxRuleCase *self,
            guint              i,
            char               letter)
{
  return strchr (self->lines[i].line->modifiers, letter) == NULL
         && !(is_once_only (self, letter) && is_on_invoice (self, i, letter));
}

static void
propose (CpxRuleCase *self,
         guint        i)
{
  CpxCcamRange range = cpx_nomenclature_list_allowed_modifiers (self->nomenclature, self->lines[i].activity);

  for (guint m = range.first; m < range.first + range.n; m++)
    {
      CpxCcamAllowedModifier row = cpx_nomenclature_get_allowed_modifier (self->nomenclature, m);
      CpxModifierVerdict condition;

      if (!cpx_day_span_contains (row.span, self->day) || !is_missing (self, i, row.letter))
        continue;
      condition = cpx_modifier_judge (self, i, row.letter);
      if (condition.state == CPX_MODIFIER_PROPOSED)
        add_remedy (cpx_rule_case_add_line (self, CPX_FINDING_TO_KNOW, condition.rule, i,
                                            _("%s may take the modifier %c: "
                                              "%s."), self->lines[i].line->code, row.letter,
                                            _(condition.reason)),
                    CPX_REMEDY_ADD_MODIFIER, row.letter);
    }
}

/**
 * cpx_rules_check_modifiers:
 * @self: a case that is priced
 *
 * RULES 4.1 to 4.13.
 */
void
cpx_rules_check_modifiers (CpxRuleCase *self)
{
  for (guint i = 0; i < self->n_lines; i++)
    {
      const char *letters = self->lines[i].line->modifiers;

      if (self->lines[i].activity == CPX_CCAM_NONE)
        continue;
      for (guint m = 0; letters[m] != '\0'; m++)
        {
          if (memchr (letters, letters[m], m) == NULL)
            check_letter (self, i, letters[m]);
          for (guint n = 0; n < m; n++)
            check_pair (self, i, letters[n], letters[m]);
        }
      check_invoice (self, i);
      check_uses (self, i);
      if (self->plan->used[i] != CPX_ASSOCIATION_UNPRICED)
        propose (self, i);
    }
}
