/* cpx-price.c: amounts in cents, coefficients in thousandths, one rounding a product, half up.
 *
 * The product tariff × territory × coefficient × rate is made whole, in 128 bits, before it is rounded.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-price.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define ONE  G_GINT64_CONSTANT (1000)  /* a coefficient of 1 */

/**
 * cpx_round_half_up:
 * @numerator: not negative
 * @denominator: more than 0
 *
 * Returns: the whole number nearest to the quotient, the upper one from a half on
 */
gint64
cpx_round_half_up (gint64 numerator,
                   gint64 denominator)
{
  g_return_val_if_fail (numerator >= 0 && denominator > 0, 0);

  return numerator / denominator + (numerator % denominator * 2 >= denominator);
}

/* M1: what is left of a tariff, in cents. */
static gint64
reduce (const CpxPricedLine *price)
{
  __extension__ typedef unsigned __int128 Product;
  const Product denominator = (Product) ONE * ONE * ONE;
  Product product = (Product) price->tariff_cents * price->territory * price->coefficient * price->rate;

  return (gint64) ((product + denominator / 2) / denominator);
}

/**
 * cpx_price_get_rate:
 * @nomenclature: the nomenclature of the day
 * @association: what a line uses, not %CPX_ASSOCIATION_AUTO
 * @grid: its grid
 * @day: the day of execution
 *
 * Returns: the rate in thousandths, 0 for a line that is not charged or a code that R_TB02 does not hold
 */
guint
cpx_price_get_rate (CpxNomenclature *nomenclature,
                    CpxAssociation   association,
                    guint            grid,
                    CpxDay           day)
{
  CpxCcamAssociationCode row;

  if (association == CPX_ASSOCIATION_NONE)
    return ONE;
  if (association < CPX_ASSOCIATION_1 || association > CPX_ASSOCIATION_5)
    return 0;

  return cpx_nomenclature_find_association_code (nomenclature, (char) ('1' + association - CPX_ASSOCIATION_1),
                                                 grid == CPX_CCAM_NONE ? CPX_CCAM_ALL_GRIDS : grid, day, &row)
           ? row.coefficient
           : 0;
}

/**
 * cpx_price_sum_percents:
 * @nomenclature: the nomenclature of the day
 * @modifiers: letters of a line
 * @grid: its grid
 * @day: the day of execution
 *
 * Returns: 1000 and what the percentage modifiers with a known value add, in thousandths
 */
guint
cpx_price_sum_percents (CpxNomenclature *nomenclature,
                        const char      *modifiers,
                        guint            grid,
                        CpxDay           day)
{
  guint sum = ONE;

  for (; *modifiers != '\0'; modifiers++)
    {
      CpxCcamModifierValue value;

      if (cpx_nomenclature_find_modifier_value (nomenclature, *modifiers, grid, day, &value) && value.flat_cents == 0)
        sum += value.coefficient - (guint) ONE;
    }

  return sum;
}

static void
set_gap (CpxPricedLine *price,
         CpxPriceGap    gap,
         char           letter)
{
  if (price->gap != CPX_PRICE_KNOWN)
    return;
  price->gap = gap;
  price->gap_letter = letter;
}

static gboolean
is_once_only (CpxNomenclature *nomenclature,
              char             letter,
              CpxDay           day)
{
  CpxCcamModifierRule rule;

  return cpx_nomenclature_find_modifier_rule (nomenclature, letter, day, &rule) && !rule.may_repeat;
}

/* The first modifiers of a line are charged, in their order; one that was charged on another line keeps its place. */
static CpxModifierUse
judge_use (CpxNomenclature         *nomenclature,
           const CpxCodingLine     *line,
           guint                    position,
           CpxDay                   day,
           const GString           *once)
{
  guint limit = cpx_nomenclature_get_max_modifiers (nomenclature, day);
  char letter = line->modifiers[position];

  if (memchr (line->modifiers, letter, position) != NULL)
    return CPX_MODIFIER_REPEATED;
  if (limit > 0 && position >= limit)
    return CPX_MODIFIER_OVER_LIMIT;

  return strchr (once->str, letter) != NULL ? CPX_MODIFIER_REPEATED : CPX_MODIFIER_PRICED;
}

static void
price_modifier (CpxNomenclature         *nomenclature,
                const CpxCodingContext  *context,
                const CpxCodingLine     *line,
                GString                 *once,
                CpxPricedLine           *price)
{
  CpxPricedModifier *modifier = &price->modifiers[price->n_modifiers];
  CpxCcamModifierValue value;
  gboolean once_only;

  modifier->letter = line->modifiers[price->n_modifiers];
  modifier->use = judge_use (nomenclature, line, price->n_modifiers, context->day, once);
  modifier->coefficient = ONE;
  price->n_modifiers++;
  if (modifier->use != CPX_MODIFIER_PRICED)
    return;

  once_only = is_once_only (nomenclature, modifier->letter, context->day);
  if (once_only)
    g_string_append_c (once, modifier->letter);
  if (!cpx_nomenclature_find_modifier_value (nomenclature, modifier->letter, price->grid, context->day, &value))
    {
      modifier->use = CPX_MODIFIER_UNKNOWN;
      set_gap (price, CPX_PRICE_NO_MODIFIER_VALUE, modifier->letter);
      return;
    }
  modifier->coefficient = value.flat_cents == 0 ? value.coefficient : ONE;
  modifier->flat_cents = value.flat_cents * (gint64) (once_only ? 1 : line->quantity);
  price->coefficient += modifier->coefficient - (guint) ONE;
  price->flat_cents += modifier->flat_cents;
}

static void
find_tariff (CpxNomenclature         *nomenclature,
             const CpxCodingContext  *context,
             const CpxPriceBase      *base,
             CpxPricedLine           *price)
{
  price->grid = base->grid;
  price->version = base->version;
  price->tariff_cents = -1;
  price->territory = ONE;
  if (base->phase == CPX_CCAM_NONE)
    set_gap (price, CPX_PRICE_NO_ACT, '\0');
  else if (base->grid == CPX_CCAM_NONE)
    set_gap (price, CPX_PRICE_NO_GRID, '\0');
  else if (base->tariff_state != CPX_CCAM_PRICE_KNOWN)
    set_gap (price, base->tariff_state == CPX_CCAM_PRICE_CLOSED ? CPX_PRICE_CLOSED : CPX_PRICE_NO_TARIFF, '\0');
  else
    {
      price->tariff_cents = base->tariff.cents;
      price->effect = base->tariff.span.first;
    }
  if (base->phase == CPX_CCAM_NONE || *context->zone == '\0')
    return;

  price->territory = cpx_nomenclature_find_territory (nomenclature, base->phase, (guint) atoi (context->zone),
                                                      context->day);
  if (price->territory == 0)
    set_gap (price, CPX_PRICE_NO_TERRITORY, '\0');
}

/* Not refunded, or under conditions that nobody stated: no base (RULES 1.10). */
static gboolean
is_refunded (const CpxCodingLine *line,
             CpxCcamRefund        refund)
{
  return refund == CPX_CCAM_REFUND_YES
         || (refund == CPX_CCAM_REFUND_CONDITIONAL && line->exceptional_refund == CPX_FACT_YES);
}

static void
find_refund (CpxNomenclature         *nomenclature,
             const CpxCodingContext  *context,
             const CpxCodingLine     *line,
             const CpxPriceBase      *base,
             CpxPricedLine           *price)
{
  CpxCcamNonContracted row;

  price->contract_rate = ONE;
  price->refund_is_known = base->refund != CPX_CCAM_REFUND_UNKNOWN && price->gap == CPX_PRICE_KNOWN;
  if (context->performers[line->performer].convention == CPX_CONVENTION_NONE)
    {
      if (cpx_nomenclature_find_non_contracted (nomenclature, context->day, &row))
        price->contract_rate = row.coefficient;
      else
        price->refund_is_known = FALSE;
    }
  if (price->refund_is_known && is_refunded (line, base->refund))
    price->refund_base_cents = cpx_round_half_up (price->base_cents * price->contract_rate, ONE);
}

/**
 * cpx_price_line:
 * @nomenclature: the nomenclature of the day
 * @context: who, when, whom
 * @line: an act
 * @base: its rows of @nomenclature
 * @association: the code it is charged with, not %CPX_ASSOCIATION_AUTO
 * @once: (inout): letters of R_TB10 that were charged already on this performer's invoice
 * @out_price: (out caller-allocates): the price and each of its steps
 *
 * Prices one line (RULES 5). The percentage of the association applies to the tariff increased by percentage modifiers;
 * flat modifiers and the supplement are never reduced.
 */
void
cpx_price_line (CpxNomenclature         *nomenclature,
                const CpxCodingContext  *context,
                const CpxCodingLine     *line,
                const CpxPriceBase      *base,
                CpxAssociation           association,
                GString                 *once,
                CpxPricedLine           *out_price)
{
  gint64 quantity = line->quantity;

  *out_price = (CpxPricedLine) { .coefficient = ONE, .association = association };
  find_tariff (nomenclature, context, base, out_price);
  out_price->overcharge_cents = line->overcharge_cents;
  out_price->rate = cpx_price_get_rate (nomenclature, association, base->grid, context->day);
  if (out_price->rate == 0 && association != CPX_ASSOCIATION_UNPRICED)
    set_gap (out_price, CPX_PRICE_NO_RATE, '\0');

  if (association != CPX_ASSOCIATION_UNPRICED)
    {
      for (gsize i = strlen (line->modifiers); i > 0; i--)
        price_modifier (nomenclature, context, line, once, out_price);
      if (context->in_practice && base->has_state)
        out_price->supplement_cents = base->state.supplement_cents * quantity;
    }
  if (out_price->gap == CPX_PRICE_KNOWN)
    {
      out_price->reduced_cents = quantity * reduce (out_price);
      out_price->base_cents = out_price->reduced_cents + out_price->flat_cents + out_price->supplement_cents;
      out_price->threshold_cents = out_price->reduced_cents;
    }
  out_price->charged_cents = out_price->base_cents + out_price->overcharge_cents;
  find_refund (nomenclature, context, line, base, out_price);
}

/**
 * cpx_price_gap_get_token:
 * @gap: why there is no price
 *
 * Returns: (transfer none): what --json calls it; "known" where there is one
 */
const char *
cpx_price_gap_get_token (CpxPriceGap gap)
{
  static const char * const tokens[] = { "known", "no_act", "no_grid", "no_tariff", "closed", "no_territory",
                                         "no_modifier_value", "no_rate" };

  g_return_val_if_fail ((guint) gap < G_N_ELEMENTS (tokens), "known");

  return tokens[gap];
}

/**
 * cpx_price_dup_gap:
 * @price: a priced line
 *
 * Returns: (transfer full) (nullable): why the amount is unknown, or `NULL` if it is known
 */
char *
cpx_price_dup_gap (const CpxPricedLine *price)
{
  switch (price->gap)
    {
    case CPX_PRICE_NO_ACT:
      return g_strdup (_("the act is not in the nomenclature of that day"));
    case CPX_PRICE_NO_GRID:
      return g_strdup (_("no tariff grid is known for this specialty and convention"));
    case CPX_PRICE_NO_TARIFF:
      return g_strdup (_("the imported nomenclature holds no price for that day"));
    case CPX_PRICE_CLOSED:
      return g_strdup_printf (_("the act has no price in grid %u that day"), price->grid);
    case CPX_PRICE_NO_TERRITORY:
      return g_strdup (_("the imported nomenclature holds no overseas coefficient for this act"));
    case CPX_PRICE_NO_MODIFIER_VALUE:
      return g_strdup_printf (_("the imported nomenclature holds no value of the modifier %c"), price->gap_letter);
    case CPX_PRICE_NO_RATE:
      return g_strdup (_("the imported nomenclature holds no rate of the association code"));
    case CPX_PRICE_KNOWN:
    default:
      return NULL;
    }
}

/**
 * cpx_cents_dup_text:
 * @cents: an amount
 *
 * Returns: (transfer full): as a person reads it, "293,94 €" in French
 */
char *
cpx_cents_dup_text (gint64 cents)
{
  guint64 absolute = (guint64) (cents < 0 ? -cents : cents);

  /* Translators: an amount in euros; the arguments are sign, euros, cents */
  return g_strdup_printf (_("%s%lu.%02u €"), cents < 0 ? "-" : "", (gulong) (absolute / 100), (guint) (absolute % 100));
}
