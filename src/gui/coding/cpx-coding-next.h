/* cpx-coding-next.h: what is to be done with a coding once the save that is under way is over. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-coding-draft.h>

G_BEGIN_DECLS

/* Each does what those before it do. */
typedef enum
{
  CPX_CODING_WANT_NOTHING,
  CPX_CODING_WANT_KEPT,        /* for its author alone */
  CPX_CODING_WANT_DRAFT,       /* recorded */
  CPX_CODING_WANT_VALIDATION,
} CpxCodingWant;

typedef struct
{
  CpxCodingWant   want;
  CpxCodingDraft *seen;  /* (owned) (nullable): what was chosen when it was asked for */
} CpxCodingNext;

gboolean      cpx_coding_next_ask   (CpxCodingNext  *self,
                                     CpxCodingWant   want,
                                     CpxCodingDraft *seen);
CpxCodingWant cpx_coding_next_take  (CpxCodingNext  *self,
                                     CpxCodingDraft *now);
void          cpx_coding_next_clear (CpxCodingNext  *self);

G_END_DECLS
