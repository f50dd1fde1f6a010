/* cpx-rule-finding.h: what a rule says of a draft, with the lines it is about and what would settle it. Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-draft.h"

#include <cpx-finding.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_REMEDY_NONE,
  CPX_REMEDY_SET_ASSOCIATION,   /* value: a CpxAssociation */
  CPX_REMEDY_ADD_MODIFIER,      /* value: a letter */
  CPX_REMEDY_REMOVE_MODIFIER,   /* value: a letter */
  CPX_REMEDY_REMOVE_LINE,
  CPX_REMEDY_REMOVE_OVERCHARGE,
  CPX_REMEDY_ALLOW_REFUND,      /* states the exceptional refund */
  CPX_REMEDY_LEAVE_ASSOCIATIONS, /* to the rules: of the line and of all that are charged together with it */
} CpxRemedyKind;

/* What one click would change; nothing does it unasked. */
typedef struct
{
  CpxRemedyKind kind;
  guint         line;
  int           value;
} CpxRemedy;

#define CPX_TYPE_RULE_FINDING (cpx_rule_finding_get_type ())

typedef struct
{
  CpxFindingLevel  level;
  const char      *rule;      /* stable id, see cpx_rule_card_find() */
  char            *sentence;  /* in the language of the screen; names the acts */
  guint           *lines;     /* positions in the draft, in order */
  guint            n_lines;   /* none: about the whole draft */
  CpxRemedy        remedy;
} CpxRuleFinding;

GType           cpx_rule_finding_get_type     (void);
CpxRuleFinding *cpx_rule_finding_new          (CpxFindingLevel        level,
                                               const char            *rule,
                                               const guint           *lines,
                                               guint                  n_lines,
                                               const char            *sentence);
CpxRuleFinding *cpx_rule_finding_copy         (const CpxRuleFinding  *self);
void            cpx_rule_finding_free         (CpxRuleFinding        *self);
gboolean        cpx_rule_finding_concerns     (const CpxRuleFinding  *self,
                                               guint                  line);
const char     *cpx_finding_level_get_token   (CpxFindingLevel        level);

CpxCodingDraft *cpx_remedy_apply              (const CpxRemedy       *remedy,
                                               CpxCodingDraft        *draft);
char           *cpx_remedy_dup_label          (const CpxRemedy       *remedy,
                                               CpxCodingDraft        *draft);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxRuleFinding, cpx_rule_finding_free)

G_END_DECLS
