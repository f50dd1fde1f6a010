/* cpx-rule-case.h: a draft beside the rows of the nomenclature that its lines name: what every family of rules reads.
 *
 * Private to coding/: made by cpx_coding_check(), lives as long as one check.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-association.h"
#include "cpx-nomenclature.h"
#include "cpx-price.h"
#include "cpx-rule-finding.h"

G_BEGIN_DECLS

typedef struct
{
  const CpxCodingLine  *line;
  const CpxPerformer   *performer;
  guint                 act;           /* CPX_CCAM_NONE: not in the nomenclature; then nothing below is */
  CpxCcamAct            row;
  gboolean              has_version;
  CpxCcamVersion        version;
  const char           *chapter;       /* "07.03.05"; "" when unknown */
  guint                 activity;
  gboolean              has_activity;
  CpxCcamActivityState  activity_state;
  const CpxGridRule    *grid_rule;     /* (nullable): when the grid was chosen by hand, or is unknown */
  CpxPriceBase          base;
} CpxRuleLine;

typedef struct _CpxRuleCase CpxRuleCase;

struct _CpxRuleCase
{
  CpxCodingDraft         *draft;
  const CpxCodingContext *context;
  CpxNomenclature        *nomenclature;
  CpxDay                  day;
  int                     age_months;  /* -1: unknown */
  guint                   n_lines;
  CpxRuleLine            *lines;
  CpxAssociationFact     *facts;
  CpxAssociationPlan     *plan;
  CpxPricedLine          *prices;
  GPtrArray              *findings;    /* (element-type CpxRuleFinding) */
};

void            cpx_rule_case_init         (CpxRuleCase      *self,
                                            CpxCodingDraft   *draft,
                                            CpxNomenclature  *nomenclature);
void            cpx_rule_case_clear        (CpxRuleCase      *self);
void            cpx_rule_case_price        (CpxRuleCase      *self);

CpxRuleFinding *cpx_rule_case_add          (CpxRuleCase      *self,
                                            CpxFindingLevel   level,
                                            const char       *rule,
                                            const char       *format,
                                            ...) G_GNUC_PRINTF (4, 5);
CpxRuleFinding *cpx_rule_case_add_line     (CpxRuleCase      *self,
                                            CpxFindingLevel   level,
                                            const char       *rule,
                                            guint             line,
                                            const char       *format,
                                            ...) G_GNUC_PRINTF (5, 6);
CpxRuleFinding *cpx_rule_case_add_pair     (CpxRuleCase      *self,
                                            CpxFindingLevel   level,
                                            const char       *rule,
                                            guint             line,
                                            guint             other,
                                            const char       *format,
                                            ...) G_GNUC_PRINTF (6, 7);
gboolean        cpx_rule_case_share_invoice (const CpxRuleCase *self,
                                             guint              line,
                                             guint              other);

/* One function a family, in cpx-rules-<family>.c. */
void            cpx_rules_check_lines             (CpxRuleCase *self);
void            cpx_rules_check_kinds             (CpxRuleCase *self);
void            cpx_rules_check_anaesthesia       (CpxRuleCase *self);
void            cpx_rules_check_associations      (CpxRuleCase *self);
void            cpx_rules_check_modifiers         (CpxRuleCase *self);
void            cpx_rules_check_incompatibilities (CpxRuleCase *self);
void            cpx_rules_check_notes             (CpxRuleCase *self);
void            cpx_rules_check_rivals            (CpxRuleCase *self);
void            cpx_rules_check_fees              (CpxRuleCase  *self,
                                                   const GArray *totals);

G_END_DECLS
