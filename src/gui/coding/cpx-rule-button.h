/* cpx-rule-button.h: a button that opens the cards of rules: what each says, and where that comes from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A rule, and what it said here. */
typedef struct
{
  const char *rule;      /* its id, see cpx_rule_card_find() */
  const char *sentence;  /* (nullable): told above the card; NULL where it stands beside the button */
} CpxRuleMention;

#define CPX_TYPE_RULE_BUTTON (cpx_rule_button_get_type ())
G_DECLARE_FINAL_TYPE (CpxRuleButton, cpx_rule_button, CPX, RULE_BUTTON, AdwBin)

void cpx_rule_button_show (CpxRuleButton        *self,
                           const CpxRuleMention *mentions,
                           guint                 n_mentions);

G_END_DECLS
