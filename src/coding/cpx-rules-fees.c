/* cpx-rules-fees.c: RULES 5 and 7: grid, unknown amounts, overcharge, threshold, version of the price.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-invoice-total.h"
#include "cpx-rule-case.h"

#include <glib/gi18n-lib.h>

#define PATHWAY_CAP_THOUSANDTHS 175
#define CENTS_OF_EURO           100
#define THOUSANDTHS_OF_EURO     (CENTS_OF_EURO * 1000)

static const char *
find_grid_label (const CpxRuleCase *self,
                 guint              grid)
{
  CpxCcamRange range = cpx_nomenclature_list_grids (self->nomenclature);

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      CpxCcamGrid row = cpx_nomenclature_get_grid (self->nomenclature, i);

      if (row.grid == grid)
        return row.label;
    }

  return "";
}

static gboolean
has_lines (const CpxRuleCase *self,
           guint              performer)
{
  for (guint i = 0; i < self->n_lines; i++)
    {
      if ((guint) self->lines[i].line->performer == performer)
        return TRUE;
    }

  return FALSE;
}

static void
check_grid (CpxRuleCase *self,
            guint        performer)
{
  const CpxPerformer *row = &self->context->performers[performer];
  const CpxGridRule *rule = row->grid > 0 ? NULL : cpx_grid_rule_find (row->specialty, row->convention, self->day);
  guint grid = rule != NULL ? (guint) rule->grid : (guint) row->grid;

  if (rule == NULL && row->grid == 0)
    cpx_rule_case_add (self, CPX_FINDING_TO_KNOW, "ccam.5.grid",
                       _("No tariff grid is known for this specialty: choose one."));
  else if (rule != NULL && !rule->sure)
    cpx_rule_case_add (self, CPX_FINDING_TO_KNOW, "ccam.5.grid",
                       _("No label of the nomenclature names this case: the nearest grid is taken, %u (%s)."), grid,
                       find_grid_label (self, grid));
  else
    cpx_rule_case_add (self, CPX_FINDING_TO_KNOW, "ccam.5.grid", _("Tariffs of grid %u: %s"), grid,
                       find_grid_label (self, grid));
  if (row->convention == CPX_CONVENTION_NONE)
    cpx_rule_case_add (self, CPX_FINDING_TO_KNOW, "ccam.5.contracted",
                       _("Outside the convention, the fund refunds a small part of the tariff only."));
}

static void
check_gap (CpxRuleCase *self,
           guint        i)
{
  g_autofree char *why = cpx_price_dup_gap (&self->prices[i]);

  if (why != NULL)
    cpx_rule_case_add_line (self, CPX_FINDING_TO_KNOW, "ccam.5.price", i, _("The amount of %s is unknown: %s."),
                            self->lines[i].line->code, why);
}

static void
add_overcharge (CpxRuleCase     *self,
                CpxFindingLevel  level,
                guint            i,
                const char      *sentence)
{
  cpx_rule_case_add_line (self, level, "ccam.5.overcharge", i, "%s: %s", self->lines[i].line->code, sentence)
    ->remedy.kind = CPX_REMEDY_REMOVE_OVERCHARGE;
}

/* What forbids an overcharge whatever the contract; a written reason may override it. */
static void
check_protection (CpxRuleCase *self,
                  guint        i)
{
  if (self->context->c2s)
    add_overcharge (self, CPX_FINDING_TO_JUSTIFY, i, _("no overcharge for a patient with C2S."));
  if (self->context->ame)
    add_overcharge (self, CPX_FINDING_TO_JUSTIFY, i, _("no overcharge for a patient with AME."));
  if (self->context->emergency == CPX_FACT_YES)
    add_overcharge (self, CPX_FINDING_TO_JUSTIFY, i, _("no overcharge in an emergency."));
}

/* 17.5 percent, rounded up to the euro (SFG RG_VF637). */
static gint64
get_pathway_cap (gint64 base_cents)
{
  gint64 thousandths_of_cents = base_cents * PATHWAY_CAP_THOUSANDTHS;

  return (thousandths_of_cents + THOUSANDTHS_OF_EURO - 1) / THOUSANDTHS_OF_EURO * CENTS_OF_EURO;
}

static void
check_pathway (CpxRuleCase *self,
               guint        i)
{
  const CpxPricedLine *price = &self->prices[i];
  gint64 cap = get_pathway_cap (price->base_cents);
  g_autofree char *most = cpx_cents_dup_text (cap);

  if (!self->context->out_of_pathway)
    cpx_rule_case_add_line (self, CPX_FINDING_TO_JUSTIFY, "ccam.5.pathway", i,
                            _("%s: nobody states that the patient came outside the care pathway."),
                            self->lines[i].line->code);
  if (price->gap == CPX_PRICE_KNOWN && self->lines[i].line->overcharge_cents > cap)
    cpx_rule_case_add_line (self, CPX_FINDING_TO_JUSTIFY, "ccam.5.pathway", i,
                            _("%s: out of the care pathway the overcharge is %s at most, 17.5 percent rounded up to "
                              "the euro."), self->lines[i].line->code, most)
      ->remedy.kind = CPX_REMEDY_REMOVE_OVERCHARGE;
}

static void
check_overcharge (CpxRuleCase *self,
                  guint        i)
{
  const CpxRuleLine *line = &self->lines[i];
  CpxOverchargeReason reason = line->line->overcharge_reason;

  if (line->line->overcharge_cents == 0)
    return;
  check_protection (self, i);
  if (self->plan->used[i] == CPX_ASSOCIATION_UNPRICED)
    add_overcharge (self, CPX_FINDING_TO_JUSTIFY, i, _("an overcharge on an act that is not charged."));
  if (reason == CPX_OVERCHARGE_REASON_PATHWAY)
    check_pathway (self, i);
  else if (reason == CPX_OVERCHARGE_REASON_NONE)
    add_overcharge (self, cpx_convention_may_overcharge (line->performer->convention) ? CPX_FINDING_TO_JUSTIFY
                                                                                        : CPX_FINDING_BLOCKING,
                    i, _("an overcharge needs its reason."));
  else if (!cpx_convention_may_overcharge (line->performer->convention) && reason == CPX_OVERCHARGE_REASON_AGREEMENT)
    add_overcharge (self, CPX_FINDING_BLOCKING, i,
                    _("in sector 1, an overcharge is for a demand of the patient, not by agreement."));
  else if (!cpx_convention_may_overcharge (line->performer->convention))
    add_overcharge (self, CPX_FINDING_TO_KNOW, i,
                    _("in sector 1, the demand of the patient must be told in the file."));
}

/* 7.1, 7.3 */
static void
check_total (CpxRuleCase           *self,
             const CpxInvoiceTotal *total)
{
  g_autofree char *counted = cpx_cents_dup_text (total->counted_cents);
  g_autofree char *threshold = cpx_cents_dup_text (MAX (total->threshold_cents, 0));

  if (total->may_be_exempt && total->share_kind != CPX_SHARE_NONE)
    cpx_rule_case_add (self, CPX_FINDING_TO_KNOW, "ccam.7.2",
                       _("Within a prevention programme, one of these acts bears no share: it is reckoned without "
                         "one."));
  if (total->share_kind == CPX_SHARE_UNKNOWN)
    {
      if (total->is_known && total->share_is_untold)
        cpx_rule_case_add (self, CPX_FINDING_TO_KNOW, "ccam.7.2",
                           _("The patient's share on dental acts is unknown: no source of this program tells its "
                             "rate."));
      else if (total->is_known)
        cpx_rule_case_add (self, CPX_FINDING_TO_KNOW, "ccam.7.2",
                           _("The patient's share is unknown: the imported nomenclature lacks a rule of refund."));
      return;
    }
  if (total->pathway_is_untold)
    cpx_rule_case_add (self, CPX_FINDING_TO_KNOW, "ccam.7.2",
                       _("Outside the care pathway the fund refunds less: by how much is not reckoned, so the "
                         "patient's share told here is the least."));
  if (total->threshold_cents >= 0 && total->counted_cents >= total->threshold_cents && total->counted_cents > 0)
    cpx_rule_case_add (self, CPX_FINDING_TO_KNOW, "ccam.7.1",
                       _("%s counts towards the threshold of %s: the flat share takes the place of the percentage."),
                       counted, threshold);
  if (total->share_high_cents != total->share_cents)
    {
      g_autofree char *low = cpx_cents_dup_text (total->share_cents);
      g_autofree char *high = cpx_cents_dup_text (total->share_high_cents);

      cpx_rule_case_add (self, CPX_FINDING_TO_KNOW, "ccam.7.3",
                         _("The flat share is %s or %s: the sources differ, the day of the change is not established."),
                         low, high);
    }
}

/* 7, "price version and date" */
static void
check_version (CpxRuleCase *self)
{
  CpxDay effect = cpx_nomenclature_get_effect (self->nomenclature);
  g_autofree char *day = effect != CPX_DAY_NONE ? cpx_day_format_french (effect) : g_strdup ("?");

  if (cpx_nomenclature_is_starter (self->nomenclature))
    cpx_rule_case_add (self, CPX_FINDING_TO_KNOW, "ccam.7.version",
                       _("Starter nomenclature %s, of %s: import the official one to check every rule."),
                       cpx_nomenclature_get_version (self->nomenclature), day);
  else
    cpx_rule_case_add (self, CPX_FINDING_TO_KNOW, "ccam.7.version", _("Prices of nomenclature %s, of %s."),
                       cpx_nomenclature_get_version (self->nomenclature), day);
}

/**
 * cpx_rules_check_fees:
 * @self: a case that is priced
 * @totals: (element-type CpxInvoiceTotal): its totals
 *
 * RULES 5 and 7.
 */
void
cpx_rules_check_fees (CpxRuleCase  *self,
                      const GArray *totals)
{
  for (guint i = 0; i < self->n_lines; i++)
    {
      check_gap (self, i);
      check_overcharge (self, i);
    }
  for (guint i = 0; i < totals->len; i++)
    {
      if (!has_lines (self, i))
        continue;
      check_grid (self, i);
      check_total (self, &g_array_index (totals, CpxInvoiceTotal, i));
    }
  if (self->n_lines > 0)
    check_version (self);
}
