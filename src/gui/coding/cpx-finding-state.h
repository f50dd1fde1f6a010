/* cpx-finding-state.h: what a rule says of the acts kept, in an icon, a word and a sentence; and what they come to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-coding-verdict.h>

G_BEGIN_DECLS

typedef struct
{
  const char *icon_name;
  const char *word;         /* "To justify", never colour alone */
  const char *style_class;
  char       *sentence;     /* (owned) */
  gboolean    is_long;      /* more than is read in passing: it is folded */
  char       *reason;       /* (owned) (nullable): why the coding stands all the same */
  char       *remedy;       /* (owned) (nullable): what a button would change */
  const char *override;     /* (nullable): what the button says that asks for a reason */
} CpxFindingState;

CpxFindingState cpx_finding_state_compute (CpxCodingRequest     *request,
                                           CpxCodingVerdict     *verdict,
                                           const CpxRuleFinding *finding,
                                           gboolean              may_change);
void            cpx_finding_state_clear   (CpxFindingState      *self);
gboolean        cpx_finding_is_listed     (const CpxRuleFinding *finding);

/* How many findings there are, for where they are out of sight. */
typedef struct
{
  char       *label;         /* (owned): "1 blocking · 2 to justify"; "" for none */
  const char *icon_name;     /* of the worst of them */
  guint       n_blocking;
  guint       n_to_justify;  /* and no reason was given */
  guint       n_justified;
  guint       n_to_know;
} CpxFindingCounts;

CpxFindingCounts cpx_finding_counts_compute (CpxCodingVerdict *verdict);
void             cpx_finding_counts_clear   (CpxFindingCounts *self);

typedef struct
{
  char     *total;    /* (owned): "Total 293.94 €", or that it is unknown */
  char     *detail;   /* (owned): base, overcharge, the patient's share */
  gboolean  known;
} CpxTotalState;

CpxTotalState   cpx_total_state_compute   (CpxCodingRequest     *request,
                                           CpxCodingVerdict     *verdict);
void            cpx_total_state_clear     (CpxTotalState        *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxFindingState, cpx_finding_state_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxFindingCounts, cpx_finding_counts_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxTotalState, cpx_total_state_clear)

G_END_DECLS
