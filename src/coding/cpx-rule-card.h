/* cpx-rule-card.h: what a rule of the CCAM says, in our own words, and where that comes from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_CONFIDENCE_HIGH,    /* the text or the official specification was seen */
  CPX_CONFIDENCE_MEDIUM,  /* a secondary source or an implementation was seen */
  CPX_CONFIDENCE_LOW,     /* indirect */
  CPX_CONFIDENCE_OPEN,    /* not established: several readings */
} CpxConfidence;

typedef struct
{
  const char    *rule;        /* stable id: "ccam." and the number of the rule */
  CpxConfidence  confidence;
  const char    *title;       /* English: the getters translate */
  const char    *text;
  const char    *source;      /* article, decision, table; never translated */
} CpxRuleCard;

const CpxRuleCard *cpx_rule_card_find           (const char        *rule);
const CpxRuleCard *cpx_rule_card_list           (gsize             *out_n_cards);
const char        *cpx_rule_card_get_title      (const CpxRuleCard *self);
const char        *cpx_rule_card_get_text       (const CpxRuleCard *self);
const char        *cpx_confidence_get_token     (CpxConfidence      self);
const char        *cpx_confidence_get_label     (CpxConfidence      self);

G_END_DECLS
