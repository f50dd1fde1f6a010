/* cpx-coding-verdict.h: what the rules say of a request: whether it may be validated, at which amounts. Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-request.h"

#include <cpx-coding-check.h>

G_BEGIN_DECLS

/* A coding without acts is no oversight only if somebody says so: they override this rule. */
#define CPX_CODING_RULE_EMPTY "coding.empty"

typedef struct _CpxCodingVerdict CpxCodingVerdict;

CpxCodingVerdict *cpx_coding_verdict_new              (CpxCodingRequest  *request);
void              cpx_coding_verdict_free             (CpxCodingVerdict  *self);

CpxCodingResult  *cpx_coding_verdict_get_result       (CpxCodingVerdict  *self);
gboolean          cpx_coding_verdict_check            (CpxCodingVerdict  *self,
                                                       GError           **error);
gboolean          cpx_coding_verdict_is_justified     (CpxCodingVerdict  *self,
                                                       const char        *rule);
gboolean          cpx_coding_verdict_settles          (CpxCodingVerdict     *self,
                                                       const CpxRuleFinding *finding);
const char       *cpx_coding_verdict_find_unsettled   (CpxCodingVerdict  *self);
const char       *cpx_coding_verdict_get_version      (CpxCodingVerdict  *self);
gint64            cpx_coding_verdict_get_base_cents   (CpxCodingVerdict  *self,
                                                       guint              position);
CpxAssociation    cpx_coding_verdict_get_association  (CpxCodingVerdict  *self,
                                                       guint              position);
json_t           *cpx_coding_verdict_to_json          (CpxCodingVerdict  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxCodingVerdict, cpx_coding_verdict_free)

G_END_DECLS
