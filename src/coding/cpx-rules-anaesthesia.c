/* cpx-rules-anaesthesia.c: RULES 2.5: who gives the anaesthesia, and with which act where an act has none of its own.
 *
 * An act has its anaesthesia as activity 4. Where it has none, the nomenclature lists beside it the complementary
 * anaesthesia act of its level; where it lists none, it is level 1 (decision of 08/01/2020, article 1).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-rule-case.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ACTIVITY_ANAESTHESIA 4
#define ANAESTHESIA_GROUPING "ADA"
#define LEVEL_1 "ZZLP025"   /* named by the decision */

/* An isolated act all of which is anaesthesia. */
static gboolean
is_anaesthesia_act (const CpxRuleCase *self,
                    guint              act)
{
  guint activity = cpx_nomenclature_find_activity (self->nomenclature, act, '1');
  CpxCcamActivityState state;

  return cpx_nomenclature_get_act (self->nomenclature, act).kind != CPX_CCAM_KIND_COMPLEMENTARY
         && activity != CPX_CCAM_NONE
         && cpx_nomenclature_find_activity_state (self->nomenclature, activity, self->day, &state)
         && strcmp (state.grouping, ANAESTHESIA_GROUPING) == 0;
}

static gboolean
has_own_anaesthesia (const CpxRuleCase *self,
                     guint              act)
{
  return cpx_nomenclature_find_activity (self->nomenclature, act, '0' + ACTIVITY_ANAESTHESIA) != CPX_CCAM_NONE;
}

/* An act of the operation whose anaesthesia is another act. */
static gboolean
lacks_anaesthesia (const CpxRuleCase *self,
                   guint              i)
{
  const CpxRuleLine *line = &self->lines[i];

  return line->act != CPX_CCAM_NONE && line->row.kind != CPX_CCAM_KIND_COMPLEMENTARY
         && !is_anaesthesia_act (self, line->act) && !has_own_anaesthesia (self, line->act);
}

/* The anaesthesia act listed beside the first activity of @act, or CPX_CCAM_NONE. */
static guint
find_listed (const CpxRuleCase *self,
             guint              act)
{
  guint activity = cpx_nomenclature_find_activity (self->nomenclature, act, '1');
  CpxCcamRange range = { 0, 0 };

  if (activity != CPX_CCAM_NONE)
    range = cpx_nomenclature_list_associations (self->nomenclature, activity);
  for (guint i = range.first; i < range.first + range.n; i++)
    {
      CpxCcamAssociation row = cpx_nomenclature_get_association (self->nomenclature, i);
      guint other = cpx_nomenclature_get_activity (self->nomenclature, row.other).act;

      if (cpx_day_span_contains (row.span, self->day) && is_anaesthesia_act (self, other))
        return other;
    }

  return CPX_CCAM_NONE;
}

/* What to charge beside @act; CPX_CCAM_NONE if the nomenclature cannot tell. */
static guint
find_beside (const CpxRuleCase *self,
             guint              act)
{
  guint listed = find_listed (self, act);

  return listed != CPX_CCAM_NONE ? listed : cpx_nomenclature_find_act (self->nomenclature, LEVEL_1);
}

static gboolean
is_beside (const CpxRuleCase *self,
           guint              i)
{
  for (guint j = 0; j < self->n_lines; j++)
    {
      if (self->lines[j].act != CPX_CCAM_NONE && is_anaesthesia_act (self, self->lines[j].act)
          && self->lines[j].line->moment == self->lines[i].line->moment)
        return TRUE;
    }

  return FALSE;
}

/* Who looks for activity 4 where there is none, or states an anaesthesia, is told which act it is. */
static void
tell_beside (CpxRuleCase *self,
             guint        i)
{
  gboolean asked = self->lines[i].line->activity == ACTIVITY_ANAESTHESIA
                   || self->context->anaesthesia == CPX_FACT_YES;
  guint beside = asked && lacks_anaesthesia (self, i) && !is_beside (self, i) ? find_beside (self, self->lines[i].act)
                                                                              : CPX_CCAM_NONE;

  if (beside != CPX_CCAM_NONE)
    cpx_rule_case_add_line (self, CPX_FINDING_TO_KNOW, "ccam.2.5", i,
                            _("%s has no anaesthesia of its own: the anaesthetist charges it with %s."),
                            self->lines[i].line->code, cpx_nomenclature_get_code (self->nomenclature, beside));
}

/* An anaesthesia act beside acts that have theirs, or of another level than is listed. */
static void
check_beside (CpxRuleCase *self,
              guint        i)
{
  guint with_own = CPX_CCAM_NONE, other_level = CPX_CCAM_NONE;

  for (guint j = 0; j < self->n_lines; j++)
    {
      guint listed;

      if (j == i || self->lines[j].act == CPX_CCAM_NONE || is_anaesthesia_act (self, self->lines[j].act)
          || self->lines[j].line->moment != self->lines[i].line->moment)
        continue;
      listed = lacks_anaesthesia (self, j) ? find_beside (self, self->lines[j].act) : CPX_CCAM_NONE;
      if (listed == self->lines[i].act || (listed == CPX_CCAM_NONE && lacks_anaesthesia (self, j)))
        return;   /* one act is reason enough */
      if (listed != CPX_CCAM_NONE)
        other_level = j;
      else if (has_own_anaesthesia (self, self->lines[j].act))
        with_own = j;
    }
  if (other_level != CPX_CCAM_NONE)
    cpx_rule_case_add_pair (self, CPX_FINDING_TO_JUSTIFY, "ccam.2.5", i, other_level,
                            _("Beside %s the anaesthesia is %s, not %s."), self->lines[other_level].line->code,
                            cpx_nomenclature_get_code (self->nomenclature,
                                                       find_beside (self, self->lines[other_level].act)),
                            self->lines[i].line->code)
      ->remedy.kind = CPX_REMEDY_REMOVE_LINE;
  else if (with_own != CPX_CCAM_NONE)
    cpx_rule_case_add_pair (self, CPX_FINDING_TO_JUSTIFY, "ccam.2.5", i, with_own,
                            _("%s has an anaesthesia of its own, activity 4: %s is not charged beside it."),
                            self->lines[with_own].line->code, self->lines[i].line->code)
      ->remedy.kind = CPX_REMEDY_REMOVE_LINE;
}

static void
check_giver (CpxRuleCase *self,
             guint        i)
{
  const CpxRuleLine *line = &self->lines[i];

  if (line->line->activity != ACTIVITY_ANAESTHESIA)
    return;
  if (line->performer->specialty != CPX_SPECIALTY_ANAESTHETIST)
    cpx_rule_case_add_line (self, CPX_FINDING_TO_JUSTIFY, "ccam.2.5", i,
                            _("The anaesthesia of %s is charged by someone who is no anaesthetist."), line->line->code);
  for (guint j = 0; j < self->n_lines; j++)
    {
      if (self->lines[j].line->activity != ACTIVITY_ANAESTHESIA && self->lines[j].act == line->act
          && cpx_rule_case_share_invoice (self, i, j))
        {
          cpx_rule_case_add_pair (self, CPX_FINDING_TO_JUSTIFY, "ccam.2.5", i, j,
                                  _("The anaesthesia of %s must be given by another physician than the operator."),
                                  line->line->code);
          return;
        }
    }
}

/**
 * cpx_rules_check_anaesthesia:
 * @self: a case
 *
 * RULES 2.5.
 */
void
cpx_rules_check_anaesthesia (CpxRuleCase *self)
{
  for (guint i = 0; i < self->n_lines; i++)
    {
      if (self->lines[i].act == CPX_CCAM_NONE)
        continue;
      check_giver (self, i);
      tell_beside (self, i);
      if (is_anaesthesia_act (self, self->lines[i].act))
        check_beside (self, i);
    }
}
