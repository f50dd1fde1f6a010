/* cpx-rules-lines.c: RULES 1: does the line exist, may this act be done to this patient, by this person, that day.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-rule-case.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* 1.1 */
static void
check_triplet (CpxRuleCase *self,
               guint        i)
{
  const CpxRuleLine *line = &self->lines[i];

  if (line->act == CPX_CCAM_NONE)
    cpx_rule_case_add_line (self, CPX_FINDING_BLOCKING, "ccam.1.1", i, _("%s is not in the nomenclature."),
                            line->line->code);
  else if (line->row.creation != CPX_DAY_NONE && self->day < line->row.creation)
    cpx_rule_case_add_line (self, CPX_FINDING_BLOCKING, "ccam.1.1", i,
                            _("%s did not exist yet on the day of the acts."),
                            line->line->code);
  else if (line->activity == CPX_CCAM_NONE)
    cpx_rule_case_add_line (self, CPX_FINDING_BLOCKING, "ccam.1.1", i, _("%s has no activity %d."),
                            line->line->code, line->line->activity);
  else if (line->base.phase == CPX_CCAM_NONE)
    cpx_rule_case_add_line (self, CPX_FINDING_BLOCKING, "ccam.1.1", i,
                            _("%s has no phase %d for activity %d that day."),
                            line->line->code, line->line->phase, line->line->activity);
  else if (!line->has_version)
    cpx_rule_case_add_line (self, CPX_FINDING_TO_KNOW, "ccam.1.1", i,
                            _("The imported nomenclature does not hold the version of %s of that "
                              "day."), line->line->code);
}

/* 1.13: the act is not to be billed from that day. */
static void
check_closing (CpxRuleCase *self,
               guint        i)
{
  const CpxRuleLine *line = &self->lines[i];
  CpxRuleFinding *finding;
  g_autofree char *day = NULL;

  if (line->row.closing == CPX_DAY_NONE || self->day < line->row.closing)
    return;
  day = cpx_day_format_french (line->row.closing);
  finding = cpx_rule_case_add_line (self, CPX_FINDING_BLOCKING, "ccam.1.13", i,
                                    _("%s is closed since %s: choose the act that replaces it."), line->line->code,
                                    day);
  finding->remedy.kind = CPX_REMEDY_REMOVE_LINE;
}

/* 1.2 */
static void
check_twice (CpxRuleCase *self,
             guint        i)
{
  const CpxCodingLine *line = self->lines[i].line;

  if (line->quantity > 1 && self->lines[i].act != CPX_CCAM_NONE && !self->facts[i].adds)
    cpx_rule_case_add_line (self, CPX_FINDING_BLOCKING, "ccam.1.2", i,
                            _("%s is given %d times on one line, and counts once: write each execution on a line of "
                              "its own."),
                            line->code, line->quantity);
  for (guint j = 0; j < i; j++)
    {
      const CpxCodingLine *other = self->lines[j].line;

      if (strcmp (line->code, other->code) == 0 && line->activity == other->activity && line->phase == other->phase
          && line->moment == other->moment && cpx_rule_case_share_invoice (self, i, j))
        {
          cpx_rule_case_add_pair (self, CPX_FINDING_TO_JUSTIFY, "ccam.1.2", i, j,
                                  _("%s has been coded already in this operation: is it a second one?"), line->code)
            ->remedy.kind = CPX_REMEDY_REMOVE_LINE;
          return;
        }
    }
}

/* 1.7 */
static void
check_sex (CpxRuleCase *self,
           guint        i)
{
  const CpxRuleLine *line = &self->lines[i];

  if (line->row.sex == CPX_CCAM_SEX_ANY || (int) self->context->sex == (int) line->row.sex)
    return;
  cpx_rule_case_add_line (self, self->context->sex == CPX_SEX_UNKNOWN ? CPX_FINDING_TO_KNOW : CPX_FINDING_BLOCKING,
                          "ccam.1.7", i,
                          line->row.sex == CPX_CCAM_SEX_MAN ? _("%s is an act for men only.") : _("%s is an act for "
                                                                                                  "women only."),
                          line->line->code);
}

/* 1.8: both bounds belong to it. */
static void
check_age (CpxRuleCase *self,
           guint        i)
{
  const CpxRuleLine *line = &self->lines[i];
  guint years = (guint) MAX (self->age_months, 0) / 12;

  if (!line->base.has_state || self->age_months < 0)
    return;
  if (line->base.state.age_min > 0 && years < line->base.state.age_min)
    cpx_rule_case_add_line (self, CPX_FINDING_TO_JUSTIFY, "ccam.1.8", i,
                            g_dngettext (GETTEXT_PACKAGE, "%s is foreseen from %u year on.",
                                         "%s is foreseen from %u years on.", line->base.state.age_min),
                            line->line->code, line->base.state.age_min);
  if (line->base.state.age_max > 0 && years > line->base.state.age_max)
    cpx_rule_case_add_line (self, CPX_FINDING_TO_JUSTIFY, "ccam.1.8", i,
                            g_dngettext (GETTEXT_PACKAGE, "%s is foreseen up to %u year.",
                                         "%s is foreseen up to %u years.", line->base.state.age_max),
                            line->line->code, line->base.state.age_max);
}

/* 1.9 */
static void
check_performer (CpxRuleCase *self,
                 guint        i)
{
  const CpxRuleLine *line = &self->lines[i];
  const char *code = cpx_specialty_get_code (line->performer->specialty);
  CpxCcamRange range;
  CpxCcamSpecialty specialty;
  gboolean listed = FALSE;

  if (line->activity == CPX_CCAM_NONE || code == NULL
      || !cpx_nomenclature_find_specialty (self->nomenclature, code, self->day, &specialty))
    return;
  range = cpx_nomenclature_list_executants (self->nomenclature, line->activity);
  for (guint j = range.first; j < range.first + range.n; j++)
    {
      CpxCcamExecutant executant = cpx_nomenclature_get_executant (self->nomenclature, j);

      if (!cpx_day_span_contains (executant.span, self->day))
        continue;
      if (strcmp (executant.performers, specialty.performers) == 0)
        return;
      listed = TRUE;
    }
  if (listed)
    cpx_rule_case_add_line (self, CPX_FINDING_TO_JUSTIFY, "ccam.1.9", i,
                            _("%s is not foreseen for the class of this practitioner."), line->line->code);
}

/* 1.10 */
static void
check_refund (CpxRuleCase *self,
              guint        i)
{
  const CpxRuleLine *line = &self->lines[i];
  CpxRuleFinding *finding;

  if (line->base.refund == CPX_CCAM_REFUND_NO)
    cpx_rule_case_add_line (self, CPX_FINDING_TO_KNOW, "ccam.1.10", i, _("%s is not refunded."), line->line->code);
  else if (line->base.refund == CPX_CCAM_REFUND_CONDITIONAL && line->line->exceptional_refund != CPX_FACT_YES)
    {
      finding = cpx_rule_case_add_line (self, CPX_FINDING_TO_KNOW, "ccam.1.10", i,
                                        _("%s is refunded under conditions: without your statement that they are met, "
                                          "it is not."),
                                        line->line->code);
      finding->remedy.kind = CPX_REMEDY_ALLOW_REFUND;
    }
  else if (line->base.refund == CPX_CCAM_REFUND_CONDITIONAL)
    cpx_rule_case_add_line (self, CPX_FINDING_TO_KNOW, "ccam.1.10", i,
                            _("%s is refunded because you state that its conditions are met."), line->line->code);
  else if (line->base.refund == CPX_CCAM_REFUND_UNKNOWN && line->has_version)
    cpx_rule_case_add_line (self, CPX_FINDING_TO_KNOW, "ccam.1.10", i,
                            _("The imported nomenclature does not say whether %s is refunded."), line->line->code);
}

static void
check_notices (CpxRuleCase *self,
               guint        i)
{
  const CpxRuleLine *line = &self->lines[i];

  if (line->has_version && line->version.prior_agreement == 'O')   /* 1.11 */
    cpx_rule_case_add_line (self, CPX_FINDING_TO_KNOW, "ccam.1.11", i,
                            _("%s needs a prior agreement; fifteen days without an answer mean "
                              "yes."), line->line->code);
  if (line->line->phase > 0)   /* 1.3 */
    cpx_rule_case_add_line (self, CPX_FINDING_TO_KNOW, "ccam.1.3", i,
                            _("Phase %d of %s is billed once it is complete, with all its "
                              "sessions."), line->line->phase,
                            line->line->code);
}

/**
 * cpx_rules_check_lines:
 * @self: a case
 *
 * RULES 1.1 to 1.13.
 */
void
cpx_rules_check_lines (CpxRuleCase *self)
{
  for (guint i = 0; i < self->n_lines; i++)
    {
      check_triplet (self, i);
      check_twice (self, i);
      if (self->lines[i].act == CPX_CCAM_NONE)
        continue;
      check_closing (self, i);
      check_sex (self, i);
      check_age (self, i);
      check_performer (self, i);
      check_refund (self, i);
      check_notices (self, i);
    }
}
