/* cpx-coding-state.h: what the panel of one operation says around its acts: whose, what state, what may be done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-code-advisor.h"

#include <cpx-coding-verdict.h>
#include <cpx-record.h>
#include <cpx-suggester.h>

G_BEGIN_DECLS

/* What is known of it; all may be NULL until it is read. */
typedef struct
{
  CpxCodingRequest *request;
  CpxCodingVerdict *verdict;
  CpxRecord        *patient;
  CpxRecord        *surgeon;
  CpxRecord        *note;         /* there may be none */
  gboolean          notes_known;
  const char       *text;         /* what suggestions are asked for */
  CpxCodeAdvisor   *advisor;
  GPtrArray        *suggestions;  /* (element-type CpxSuggestion) */
  CpxSuggester     *suggester;
  gboolean          asking;
  const GError     *error;        /* why it could not be read */
  gboolean          may_write;    /* the user codes */
  gboolean          saving;
  gboolean          unsaved;
  gboolean          kept;          /* for its author alone */
} CpxCodingFacts;

typedef struct
{
  char       *title;        /* (owned): "DUPONT Jean" */
  char       *subtitle;     /* (owned): "Cholécystectomie · 18/11/2026 · Dr Martin · côté droit" */
  const char *state;        /* "Not coded", translated */
  const char *saved;        /* "Saved" … or "" */
  char       *comparison;   /* (owned) (nullable): planned acts against coded acts */
  gboolean    comparison_differs;
  gboolean    may_add_planned;  /* a planned act is not coded */
  char       *notice;       /* (owned) (nullable): why nothing may be changed, or what is missing */
  gboolean    starter;      /* the nomenclature is the one that came with the program */
  gboolean    may_change;
  gboolean    may_validate;
  char       *why_not;      /* (owned) (nullable): why it may not be validated yet */
} CpxCodingState;

CpxCodingState cpx_coding_state_compute (const CpxCodingFacts *facts);
void           cpx_coding_state_clear   (CpxCodingState       *self);

gboolean       cpx_coding_state_may_change   (CpxCodingRequest *request,
                                              gboolean          may_write);
int            cpx_coding_state_find_line    (CpxCodingDraft   *draft,
                                              const char       *code);
gboolean       cpx_coding_state_has_code     (CpxCodingDraft   *draft,
                                              const char       *code);
char         **cpx_coding_state_list_missing (CpxCodingRequest *request);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxCodingState, cpx_coding_state_clear)

G_END_DECLS
