/* cpx-suggest-reasons.h: why a code answers a text, what speaks against it, and what tells it from the next.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-form-scorer.h"
#include "cpx-suggestion.h"

G_BEGIN_DECLS

/* A text as it was read. */
typedef struct
{
  const CpxActIndex *index;
  const CpxNoteText *note;
  const CpxClaims   *claims;
} CpxReadText;

void  cpx_suggest_reasons_fill        (const CpxReadText   *text,
                                       const CpxAnswer     *answer,
                                       CpxSuggestionFields *fields);
char *cpx_suggest_reasons_tell_apart  (const CpxActIndex   *index,
                                       guint                act,
                                       guint                rival);

G_END_DECLS
