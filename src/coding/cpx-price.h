/* cpx-price.h: the price of a line with each of its steps (SFG RG_VF632, 633, 640), in exact numbers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-draft.h"
#include "cpx-nomenclature.h"

G_BEGIN_DECLS

/* Why an amount is unknown. It is never guessed. */
typedef enum
{
  CPX_PRICE_KNOWN,
  CPX_PRICE_NO_ACT,             /* the act, activity or phase is not in the nomenclature that day */
  CPX_PRICE_NO_GRID,            /* no grid for that specialty and convention */
  CPX_PRICE_NO_TARIFF,          /* the nomenclature holds no price for that day */
  CPX_PRICE_CLOSED,             /* no price in that grid that day */
  CPX_PRICE_NO_TERRITORY,       /* no coefficient overseas */
  CPX_PRICE_NO_MODIFIER_VALUE,  /* see gap_letter */
  CPX_PRICE_NO_RATE,            /* the association code is not in R_TB02 */
} CpxPriceGap;

typedef enum
{
  CPX_MODIFIER_PRICED,
  CPX_MODIFIER_OVER_LIMIT,   /* beyond the number of R_TB19 */
  CPX_MODIFIER_REPEATED,     /* R_TB10: once per performer and invoice */
  CPX_MODIFIER_UNKNOWN,      /* R_TB11 holds no value that day in that grid */
} CpxModifierUse;

typedef struct
{
  char            letter;
  CpxModifierUse  use;
  guint           coefficient;  /* thousandths; 1000 for a flat amount */
  gint64          flat_cents;
} CpxPricedModifier;

/* What a line needs besides itself. */
typedef struct
{
  guint               phase;         /* row of the nomenclature, or CPX_CCAM_NONE */
  CpxCcamPhaseState   state;
  gboolean            has_state;
  guint               grid;          /* CPX_CCAM_NONE: unknown */
  CpxCcamPriceState   tariff_state;
  CpxCcamPrice        tariff;
  CpxCcamRefund       refund;
  CpxDay              version;       /* since when the act's version of that day holds; 0: unknown */
} CpxPriceBase;

/* (PU × territory) × (1 + Σ (coefficient - 1)) × rate, rounded; + flat modifiers; + supplement; × quantity. */
typedef struct
{
  CpxPriceGap        gap;
  char               gap_letter;

  guint              grid;             /* CPX_CCAM_NONE: unknown */
  CpxDay             effect;           /* since when that amount holds */
  CpxDay             version;          /* since when the act's version of that day holds; 0: unknown */
  gint64             tariff_cents;     /* PU, -1: unknown */
  guint              territory;        /* thousandths */
  CpxPricedModifier  modifiers[CPX_CODING_MAX_MODIFIERS];
  guint              n_modifiers;
  guint              coefficient;      /* of the percentage modifiers, thousandths */
  CpxAssociation     association;
  guint              rate;             /* of the association, thousandths */
  gint64             reduced_cents;    /* M1 */
  gint64             flat_cents;       /* M2 */
  gint64             supplement_cents; /* M3 */
  gint64             base_cents;       /* all of it times the quantity; 0 when unknown */

  gboolean           refund_is_known;
  guint              contract_rate;    /* thousandths: 1000, or that of R_TB12 outside the convention */
  gint64             refund_base_cents;
  gint64             threshold_cents;  /* what counts towards the threshold of exemption: M1 times the quantity */
  gint64             overcharge_cents;
  gint64             charged_cents;    /* base and overcharge */
} CpxPricedLine;

gint64      cpx_round_half_up      (gint64                   numerator,
                                    gint64                   denominator);
guint       cpx_price_get_rate     (CpxNomenclature         *nomenclature,
                                    CpxAssociation           association,
                                    guint                    grid,
                                    CpxDay                   day);
guint       cpx_price_sum_percents (CpxNomenclature         *nomenclature,
                                    const char              *modifiers,
                                    guint                    grid,
                                    CpxDay                   day);
void        cpx_price_line         (CpxNomenclature         *nomenclature,
                                    const CpxCodingContext  *context,
                                    const CpxCodingLine     *line,
                                    const CpxPriceBase      *base,
                                    CpxAssociation           association,
                                    GString                 *once,
                                    CpxPricedLine           *out_price);
char       *cpx_price_dup_gap      (const CpxPricedLine     *price);
const char *cpx_price_gap_get_token (CpxPriceGap             gap);
char       *cpx_cents_dup_text     (gint64                   cents);

G_END_DECLS
