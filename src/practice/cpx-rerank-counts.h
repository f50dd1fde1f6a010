/* cpx-rerank-counts.h: how often a language model was asked from this post, and what came of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What came of a question. */
typedef enum {
  CPX_RERANK_USED,            /* its order was given to the screen */
  CPX_RERANK_CANCELLED,       /* nobody wanted to know any more */
  CPX_RERANK_WITHHELD,        /* the report could not be made safe to send: nothing left */
  CPX_RERANK_BAD_ADDRESS,
  CPX_RERANK_UNREACHABLE,
  CPX_RERANK_TOO_SLOW,
  CPX_RERANK_INSECURE,
  CPX_RERANK_REFUSED,
  CPX_RERANK_REDIRECTED,
  CPX_RERANK_TOO_LARGE,
  CPX_RERANK_WRONG_ANSWER,
  CPX_RERANK_UNKNOWN_CODE,
  CPX_RERANK_DUPLICATE_CODE,
  CPX_N_RERANK_OUTCOMES
} CpxRerankOutcome;

typedef struct
{
  guint64 n_asked;                           /* requests that left */
  guint64 n_outcomes[CPX_N_RERANK_OUTCOMES];
} CpxRerankCounts;

const char      *cpx_rerank_outcome_get_token  (CpxRerankOutcome       outcome);
const char      *cpx_rerank_outcome_get_label  (CpxRerankOutcome       outcome);
CpxRerankOutcome cpx_rerank_outcome_of         (const GError          *error);
guint64          cpx_rerank_counts_get_failed  (const CpxRerankCounts *self);

G_END_DECLS
