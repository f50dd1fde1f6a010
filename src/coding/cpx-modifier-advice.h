/* cpx-modifier-advice.h: what the rules say of a modifier for a line: proposed, not advised, forbidden, and why.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-draft.h"
#include "cpx-nomenclature.h"

G_BEGIN_DECLS

typedef enum
{
  CPX_MODIFIER_ALLOWED,      /* nothing speaks for or against it, or a fact is missing: the reason says which */
  CPX_MODIFIER_PROPOSED,
  CPX_MODIFIER_NOT_ADVISED,  /* may be kept with a reason */
  CPX_MODIFIER_FORBIDDEN,
} CpxModifierState;

typedef struct
{
  char              letter;
  CpxModifierState  state;
  gboolean          is_on_line;
  const char       *rule;         /* see cpx_rule_card_find() */
  const char       *reason;       /* translated; "" when there is nothing to say */
  const char       *label;        /* (nullable): of the nomenclature; valid as long as it is */
  gboolean          value_is_known;
  guint             coefficient;  /* thousandths */
  gint64            flat_cents;
} CpxModifierAdvice;

GArray     *cpx_modifier_advice_list      (CpxCodingDraft   *draft,
                                           CpxNomenclature  *nomenclature,
                                           guint             line);
const char *cpx_modifier_state_get_token  (CpxModifierState  state);
const char *cpx_modifier_state_get_label  (CpxModifierState  state);

G_END_DECLS
