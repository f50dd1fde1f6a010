/* cpx-rules-incompatibilities.c: RULES 6: listed pairs, by the version that lists them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-rule-case.h"

#include <glib/gi18n-lib.h>

/* 6.1: a pair of an older version was not carried on: advice at most. */
static void
check_pair (CpxRuleCase *self,
            guint        i,
            guint        j)
{
  const char *code = self->lines[i].line->code, *other = self->lines[j].line->code;
  CpxCcamIncompatibility row;
  g_autofree char *day = NULL;

  if (cpx_nomenclature_find_incompatibility (self->nomenclature, self->lines[i].act, self->lines[j].act, self->day,
                                             &row))
    {
      cpx_rule_case_add_pair (self, CPX_FINDING_TO_JUSTIFY, "ccam.6.1", j, i,
                              _("%s and %s are incompatible: they are not charged on the same day."), code, other)
        ->remedy.kind = CPX_REMEDY_REMOVE_LINE;
      return;
    }
  if (!cpx_nomenclature_was_incompatible (self->nomenclature, self->lines[i].act, self->lines[j].act, &row)
      || row.span.last == CPX_DAY_NONE)
    return;
  day = cpx_day_format_french (row.span.last);
  cpx_rule_case_add_pair (self, CPX_FINDING_TO_KNOW, "ccam.6.1", j, i,
                          _("%s and %s were listed as incompatible until %s; the later versions no longer say "
                            "so."), code,
                          other, day);
}

/**
 * cpx_rules_check_incompatibilities:
 * @self: a case
 *
 * RULES 6.1, 6.2, 6.4.
 */
void
cpx_rules_check_incompatibilities (CpxRuleCase *self)
{
  for (guint i = 0; i < self->n_lines; i++)
    {
      for (guint j = 0; j < i; j++)
        {
          if (self->lines[i].act == CPX_CCAM_NONE || self->lines[j].act == CPX_CCAM_NONE
              || self->lines[i].act == self->lines[j].act || !cpx_rule_case_share_invoice (self, i, j))
            continue;
          check_pair (self, j, i);
        }
    }
  if (self->context->consultation && self->n_lines > 0)   /* 3.6, 6.4 */
    cpx_rule_case_add (self, CPX_FINDING_TO_JUSTIFY, "ccam.3.6",
                       _("A consultation and a technical act of the same physician at the same time are not charged "
                         "together, apart from the exceptions of article III-3 A."));
}
