/* cpx-rules-kinds.c: RULES 2: complementary acts and supplements, procedures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-rule-case.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* May be added to any act without being listed (decision of 08/01/2020, article 1). */
static const char * const unlisted_additions[] = { "AHQJ021", "YYYY041", NULL };

static gboolean
is_main (const CpxRuleCase *self,
         guint              i)
{
  return self->lines[i].act != CPX_CCAM_NONE && self->lines[i].row.kind != CPX_CCAM_KIND_COMPLEMENTARY;
}

static gboolean
has_main_beside (const CpxRuleCase *self,
                 guint              i)
{
  for (guint j = 0; j < self->n_lines; j++)
    {
      if (j != i && is_main (self, j) && cpx_rule_case_share_invoice (self, i, j))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_foreseen_with (const CpxRuleCase *self,
                  guint              addition,
                  guint              other)
{
  guint a = self->lines[addition].activity, b = self->lines[other].activity;
  CpxCcamAssociation row;

  return a != CPX_CCAM_NONE && b != CPX_CCAM_NONE
         && (cpx_nomenclature_find_association (self->nomenclature, b, a, self->day, &row)
             || cpx_nomenclature_find_association (self->nomenclature, a, b, self->day, &row));
}

/* Foreseen with one act of the operation, whoever performs that act. */
static gboolean
is_foreseen (const CpxRuleCase *self,
             guint              i)
{
  for (guint j = 0; j < self->n_lines; j++)
    {
      if (j != i && is_main (self, j) && is_foreseen_with (self, i, j))
        return TRUE;
    }

  return g_strv_contains (unlisted_additions, self->lines[i].line->code);
}

/* Later acts, and a starter nomenclature, may have no list at all. */
static gboolean
has_list (const CpxRuleCase *self,
          guint              i)
{
  if (self->lines[i].activity != CPX_CCAM_NONE
      && cpx_nomenclature_list_associations (self->nomenclature, self->lines[i].activity).n > 0)
    return TRUE;
  for (guint j = 0; j < self->n_lines; j++)
    {
      if (j != i && is_main (self, j) && self->lines[j].activity != CPX_CCAM_NONE
          && cpx_nomenclature_list_associations (self->nomenclature, self->lines[j].activity).n > 0)
        return TRUE;
    }

  return FALSE;
}

/* 2.2, 2.3 */
static void
check_addition (CpxRuleCase *self,
                guint        i)
{
  const char *code = self->lines[i].line->code;
  CpxRuleFinding *finding;

  if (self->lines[i].row.kind != CPX_CCAM_KIND_COMPLEMENTARY)
    return;
  if (!has_main_beside (self, i))
    cpx_rule_case_add_line (self, CPX_FINDING_BLOCKING, "ccam.2.2", i,
                            _("%s is a complementary act or a supplement: it is never billed alone."), code);
  else if (!has_list (self, i) && !is_foreseen (self, i))
    cpx_rule_case_add_line (self, CPX_FINDING_TO_KNOW, "ccam.2.3", i,
                            _("The imported nomenclature does not say with which acts %s is foreseen."), code);
  else if (!is_foreseen (self, i))
    {
      finding = cpx_rule_case_add_line (self, CPX_FINDING_TO_JUSTIFY, "ccam.2.3", i,
                                        _("%s is not foreseen with any act of this operation."), code);
      finding->remedy.kind = CPX_REMEDY_REMOVE_LINE;
    }
}

static gboolean
is_in_procedure (const CpxRuleCase *self,
                 guint              act,
                 guint              procedure)
{
  CpxCcamRange range = cpx_nomenclature_list_procedures (self->nomenclature, act);

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      CpxCcamProcedure row = cpx_nomenclature_get_procedure (self->nomenclature, i);

      if (row.procedure == procedure && cpx_day_span_contains (row.span, self->day))
        return TRUE;
    }

  return FALSE;
}

/* The procedure that contains both acts, or CPX_CCAM_NONE. */
static guint
find_common_procedure (const CpxRuleCase *self,
                       guint              act,
                       guint              other)
{
  CpxCcamRange range = cpx_nomenclature_list_procedures (self->nomenclature, act);

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      CpxCcamProcedure row = cpx_nomenclature_get_procedure (self->nomenclature, i);

      if (cpx_day_span_contains (row.span, self->day) && is_in_procedure (self, other, row.procedure))
        return row.procedure;
    }

  return CPX_CCAM_NONE;
}

/* 2.6 */
static void
check_procedure (CpxRuleCase *self,
                 guint        i,
                 guint        j)
{
  guint a = self->lines[i].act, b = self->lines[j].act, common;
  const char *code = self->lines[i].line->code, *other = self->lines[j].line->code;

  if (a == b)
    return;
  if (is_in_procedure (self, a, b) || is_in_procedure (self, b, a))
    {
      gboolean first_is_part = is_in_procedure (self, a, b);

      cpx_rule_case_add_pair (self, CPX_FINDING_TO_JUSTIFY, "ccam.2.6", first_is_part ? i : j, first_is_part ? j : i,
                              _("%s is part of the procedure %s: it is not charged beside it."),
                              first_is_part ? code : other, first_is_part ? other : code)
        ->remedy.kind = CPX_REMEDY_REMOVE_LINE;
      return;
    }
  common = find_common_procedure (self, a, b);
  if (common != CPX_CCAM_NONE)
    cpx_rule_case_add_pair (self, CPX_FINDING_TO_JUSTIFY, "ccam.2.6", j, i,
                            _("%s and %s belong to one procedure, %s: code the procedure."), code, other,
                            cpx_nomenclature_get_code (self->nomenclature, common));
}

/**
 * cpx_rules_check_kinds:
 * @self: a case
 *
 * RULES 2.1 to 2.3, 2.6.
 */
void
cpx_rules_check_kinds (CpxRuleCase *self)
{
  for (guint i = 0; i < self->n_lines; i++)
    {
      if (self->lines[i].act == CPX_CCAM_NONE)
        continue;
      check_addition (self, i);
      for (guint j = 0; j < i; j++)
        {
          if (self->lines[j].act != CPX_CCAM_NONE && self->lines[j].line->activity == self->lines[i].line->activity
              && cpx_rule_case_share_invoice (self, i, j))
            check_procedure (self, j, i);
        }
    }
}
