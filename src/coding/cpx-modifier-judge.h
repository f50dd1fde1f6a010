/* cpx-modifier-judge.h: one modifier against the clock, the age, the specialty and the facts. Private to coding/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-modifier-advice.h"
#include "cpx-rule-case.h"

G_BEGIN_DECLS

typedef struct
{
  CpxModifierState  state;
  const char       *rule;
  const char       *reason;  /* English, N_(): what is said for or against it; NULL: nothing */
} CpxModifierVerdict;

CpxModifierVerdict  cpx_modifier_judge            (const CpxRuleCase *self,
                                                   guint              line,
                                                   char               letter);
CpxModifierVerdict  cpx_modifier_judge_condition  (const CpxRuleCase *self,
                                                   guint              line,
                                                   char               letter);
gboolean            cpx_modifiers_are_exclusive   (char               letter,
                                                   char               other);

G_END_DECLS
