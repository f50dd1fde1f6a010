/* cpx-coding-check.h: a draft checked and priced: findings, a price a line, a total a practitioner. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-association.h"
#include "cpx-invoice-total.h"
#include "cpx-price.h"
#include "cpx-rule-finding.h"

#include <jansson.h>

G_BEGIN_DECLS

#define CPX_TYPE_CODING_RESULT (cpx_coding_result_get_type ())

typedef struct _CpxCodingResult CpxCodingResult;

GType                      cpx_coding_result_get_type     (void);
CpxCodingResult           *cpx_coding_check               (CpxCodingDraft        *draft,
                                                           CpxNomenclature       *nomenclature);
CpxCodingDraft            *cpx_coding_arrange             (CpxCodingDraft        *draft,
                                                           CpxNomenclature       *nomenclature,
                                                           char                 **out_explanation);

CpxCodingResult           *cpx_coding_result_ref          (CpxCodingResult       *self);
void                       cpx_coding_result_unref        (CpxCodingResult       *self);
CpxCodingDraft            *cpx_coding_result_dup_settled  (CpxCodingResult       *self);
CpxCodingDraft            *cpx_coding_result_get_draft    (CpxCodingResult       *self);
GPtrArray                 *cpx_coding_result_get_findings (CpxCodingResult       *self);
gboolean                   cpx_coding_result_is_blocked   (CpxCodingResult       *self);
guint                      cpx_coding_result_get_n_lines  (CpxCodingResult       *self);
const CpxPricedLine       *cpx_coding_result_get_line     (CpxCodingResult       *self,
                                                           guint                  position);
const CpxAssociationPlan  *cpx_coding_result_get_plan     (CpxCodingResult       *self);
guint                      cpx_coding_result_get_n_totals (CpxCodingResult       *self);
const CpxInvoiceTotal     *cpx_coding_result_get_total    (CpxCodingResult       *self,
                                                           guint                  position);
json_t                    *cpx_coding_result_to_json      (CpxCodingResult       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxCodingResult, cpx_coding_result_unref)

G_END_DECLS
