/* cpx-override-compare.h: two drafts checked and priced, and what one has more than the other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-coding-check.h>

G_BEGIN_DECLS

typedef struct
{
  CpxCodingDraft  *proposed;         /* (owned) (nullable) */
  CpxCodingDraft  *kept;             /* (owned) (nullable): nothing is chosen yet */
  CpxCodingResult *proposed_result;  /* (owned) (nullable): also without a nomenclature */
  CpxCodingResult *kept_result;      /* (owned) (nullable) */
  int              line;             /* of both, that is compared */
} CpxOverrideComparison;

void       cpx_override_compare          (CpxOverrideComparison       *self,
                                          CpxCodingDraft              *proposed,
                                          CpxCodingDraft              *kept,
                                          CpxNomenclature             *nomenclature,
                                          int                          line);
void       cpx_override_comparison_clear (CpxOverrideComparison       *self);

char      *cpx_override_dup_amount       (CpxCodingResult             *result,
                                          int                          line);
char      *cpx_override_dup_effect       (const CpxOverrideComparison *self);
GPtrArray *cpx_override_list_new_findings (const CpxOverrideComparison *self);
gboolean   cpx_override_is_newly_blocked (const CpxOverrideComparison *self);
char      *cpx_override_dup_remarks      (const CpxOverrideComparison *self,
                                          const CpxRuleFinding        *overridden);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxOverrideComparison, cpx_override_comparison_clear)

G_END_DECLS
