/* cpx-invoice-total.c: RULES 7.1 to 7.3.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-invoice-total.h"

#include "cpx-rule-case.h"

#include <string.h>

#define SHARE_PERCENT 30  /* ticket modérateur of medical acts, CSS art. R. 160-5; no source tells the dental one */

/* The flat share: ameli.fr says the first, SFG V06.09 the second, nothing says since when (rule 7.3). */
#define FLAT_SHARE_CENTS      2400
#define FLAT_SHARE_HIGH_CENTS 3200

/* EXO_TM */
#define EXEMPTS_INVOICE_BY_THRESHOLD 1
#define EXEMPTS_ITSELF_BY_THRESHOLD  2
#define EXEMPTS_ITSELF_BY_NATURE     3
#define EXEMPTS_INVOICE_BY_NATURE    4
#define EXEMPTS_IN_PREVENTION        7

typedef struct
{
  const CpxRuleCase *rule_case;
  CpxInvoiceTotal   *total;
  gboolean           invoice_is_exempt;
  gboolean           bears_flat_share;
  gboolean           is_known;
} Reckoning;

static gboolean
has_exemption (const CpxRuleLine *line,
               guint              code)
{
  return line->has_version && (line->version.exemptions & (1u << code)) != 0;
}

static gboolean
is_of (const Reckoning *self,
       guint            i)
{
  return self->rule_case->lines[i].line->performer == self->total->performer;
}

static gint64
find_threshold (const CpxRuleCase *rule_case)
{
  const char *zone = rule_case->context->zone;
  CpxCcamThreshold row;

  if (!cpx_nomenclature_find_threshold (rule_case->nomenclature, rule_case->day, &row))
    return -1;
  if (strcmp (zone, "971") == 0 || strcmp (zone, "972") == 0)
    return row.antilles_cents;
  if (strcmp (zone, "973") == 0)
    return row.guyane_cents;

  return strcmp (zone, "974") == 0 ? row.reunion_cents : row.metropole_cents;
}

static void
sum_amounts (Reckoning *self)
{
  CpxInvoiceTotal *total = self->total;

  for (guint i = 0; i < self->rule_case->n_lines; i++)
    {
      const CpxPricedLine *price = &self->rule_case->prices[i];

      if (!is_of (self, i))
        continue;
      total->is_known = total->is_known && price->gap == CPX_PRICE_KNOWN;
      self->is_known = self->is_known && price->refund_is_known;
      total->base_cents += price->base_cents;
      total->overcharge_cents += price->overcharge_cents;
      total->charged_cents += price->charged_cents;
      total->refund_base_cents += price->refund_base_cents;
      if (has_exemption (&self->rule_case->lines[i], EXEMPTS_INVOICE_BY_THRESHOLD) && price->refund_base_cents > 0)
        total->counted_cents += price->threshold_cents;
      if (has_exemption (&self->rule_case->lines[i], EXEMPTS_INVOICE_BY_NATURE))
        self->invoice_is_exempt = TRUE;
    }
}

/* None on anaesthesia, imaging and dental acts (SFG RG_VF682). */
static gboolean
may_bear_flat_share (const CpxRuleCase *rule_case,
                     guint              i)
{
  const char *grouping = rule_case->lines[i].has_activity ? rule_case->lines[i].activity_state.grouping : "";

  return strcmp (grouping, "ADA") != 0 && strcmp (grouping, "ADI") != 0 && strcmp (grouping, "ADE") != 0
         && rule_case->facts[i].family != CPX_ACT_FAMILY_DENTAL;
}

static gint64
share_line (Reckoning *self,
            guint      i)
{
  const CpxRuleLine *line = &self->rule_case->lines[i];
  const CpxPricedLine *price = &self->rule_case->prices[i];
  gint64 threshold = self->total->threshold_cents;
  gboolean by_threshold = has_exemption (line, EXEMPTS_INVOICE_BY_THRESHOLD)
                          || has_exemption (line, EXEMPTS_ITSELF_BY_THRESHOLD);
  gboolean over = self->total->counted_cents >= threshold
                  || (has_exemption (line, EXEMPTS_ITSELF_BY_THRESHOLD) && price->threshold_cents >= threshold);

  if (price->refund_base_cents == 0)
    return 0;
  if (self->invoice_is_exempt || has_exemption (line, EXEMPTS_ITSELF_BY_NATURE))
    return 0;
  if (line->version.exemptions == 0 || (by_threshold && threshold < 0))
    self->is_known = FALSE;
  self->total->may_be_exempt = self->total->may_be_exempt || has_exemption (line, EXEMPTS_IN_PREVENTION);
  if (!over && self->rule_case->facts[i].family == CPX_ACT_FAMILY_DENTAL)
    {
      self->total->share_is_untold = TRUE;
      self->is_known = FALSE;
    }
  if (!over)
    return cpx_round_half_up (price->refund_base_cents * SHARE_PERCENT, 100);
  self->bears_flat_share = self->bears_flat_share || may_bear_flat_share (self->rule_case, i);

  return 0;
}

/* Nothing is left of the share whatever the acts are. */
static gboolean
is_covered (const CpxCodingContext *context)
{
  return context->maternity || context->work_injury || context->ald || context->ame;
}

static void
sum_shares (Reckoning *self)
{
  const CpxCodingContext *context = self->rule_case->context;
  CpxInvoiceTotal *total = self->total;

  total->share_kind = CPX_SHARE_NONE;
  total->pathway_is_untold = context->out_of_pathway && !context->c2s && !context->ame;
  if (is_covered (context))
    return;
  for (guint i = 0; i < self->rule_case->n_lines; i++)
    {
      if (is_of (self, i))
        total->share_cents += share_line (self, i);
    }
  total->share_high_cents = total->share_cents;
  if (total->share_cents > 0)
    total->share_kind = CPX_SHARE_PERCENT;
  if (self->bears_flat_share)
    {
      gboolean told = context->flat_share_cents >= 0;

      total->share_kind = CPX_SHARE_FLAT;
      total->share_cents += told ? context->flat_share_cents : FLAT_SHARE_CENTS;
      total->share_high_cents += told ? context->flat_share_cents : FLAT_SHARE_HIGH_CENTS;
    }
  if (context->c2s && total->share_kind != CPX_SHARE_NONE)
    total->share_kind = CPX_SHARE_COMPLEMENTARY;
}

static void
settle (Reckoning *self)
{
  CpxInvoiceTotal *total = self->total;
  gint64 unpaid;

  if (!self->is_known || !total->is_known)
    {
      total->share_kind = CPX_SHARE_UNKNOWN;
      return;
    }
  total->share_cents = MIN (total->share_cents, total->refund_base_cents);
  total->share_high_cents = MIN (total->share_high_cents, total->refund_base_cents);
  total->fund_cents = total->refund_base_cents - total->share_cents;
  unpaid = total->charged_cents - total->refund_base_cents;
  total->patient_cents = unpaid + (total->share_kind == CPX_SHARE_COMPLEMENTARY ? 0 : total->share_cents);
  total->patient_high_cents = unpaid + (total->share_kind == CPX_SHARE_COMPLEMENTARY ? 0 : total->share_high_cents);
}

static CpxInvoiceTotal
reckon (const CpxRuleCase *rule_case,
        int                performer)
{
  CpxInvoiceTotal total = { .performer = performer, .is_known = TRUE };
  Reckoning self = { .rule_case = rule_case, .total = &total, .is_known = TRUE };

  total.threshold_cents = find_threshold (rule_case);
  sum_amounts (&self);
  if (total.threshold_cents >= 0 && total.counted_cents >= total.threshold_cents && total.counted_cents > 0)
    {
      /* An act of code 1 exempts the whole invoice. */
      for (guint i = 0; i < rule_case->n_lines; i++)
        self.bears_flat_share = self.bears_flat_share
                                || (is_of (&self, i) && rule_case->prices[i].refund_base_cents > 0
                                    && may_bear_flat_share (rule_case, i)
                                    && has_exemption (&rule_case->lines[i], EXEMPTS_INVOICE_BY_THRESHOLD));
      self.invoice_is_exempt = TRUE;
    }
  sum_shares (&self);
  settle (&self);

  return total;
}

/**
 * cpx_invoice_totals_new:
 * @rule_case: a case that is priced
 *
 * Returns: (transfer full) (element-type CpxInvoiceTotal): one total for each practitioner of the draft, in their order
 */
GArray *
cpx_invoice_totals_new (const CpxRuleCase *rule_case)
{
  GArray *totals = g_array_new (FALSE, FALSE, sizeof (CpxInvoiceTotal));

  for (guint i = 0; i < rule_case->context->n_performers; i++)
    {
      CpxInvoiceTotal total = reckon (rule_case, (int) i);

      g_array_append_val (totals, total);
    }

  return totals;
}

/**
 * cpx_share_kind_get_token:
 * @kind: how a patient's share is reckoned
 *
 * Returns: (transfer none): what --json calls it
 */
const char *
cpx_share_kind_get_token (CpxShareKind kind)
{
  static const char * const tokens[] = { "unknown", "percent", "flat", "none", "complementary" };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (tokens), "unknown");

  return tokens[kind];
}
