/* cpx-rerank.h: what a language model is asked of a list of suggestions, and what its answer makes of them. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-suggestion.h"

G_BEGIN_DECLS

#define CPX_RERANK_ERROR (cpx_rerank_error_quark ())

typedef enum {
  CPX_RERANK_ERROR_ANSWER,    /* not of the form that was asked */
  CPX_RERANK_ERROR_UNKNOWN,   /* names a code that was not in the list */
  CPX_RERANK_ERROR_DUPLICATE, /* names one twice */
} CpxRerankError;

GQuark     cpx_rerank_error_quark   (void);

json_t    *cpx_rerank_ask           (const char           *text,
                                     GPtrArray            *suggestions);
GPtrArray *cpx_rerank_apply         (GPtrArray            *suggestions,
                                     const char           *answer,
                                     const char           *model,
                                     GError              **error);
char      *cpx_rerank_dup_reason    (const CpxSuggestion  *suggestion);

G_END_DECLS
