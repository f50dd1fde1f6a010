/* cpx-coding-proposals.h: another code than the one that was proposed has its reason, whichever door it came in by.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-request.h"

G_BEGIN_DECLS

/* What a person saw of a list of suggestions before the decision. */
typedef enum {
  CPX_SHOWN_NOTHING,      /* nothing was proposed */
  CPX_SHOWN_UNKNOWN,      /* recorded by a version of the program that did not say */
  CPX_SHOWN_NONE,         /* asked for the record, on a terminal: nobody saw it */
  CPX_SHOWN_SOME,
  CPX_SHOWN_ALL,
} CpxShown;

void        cpx_coding_proposals_mark            (json_t            *suggestions,
                                                  gboolean           shown);
CpxShown    cpx_coding_proposals_get_shown       (json_t            *suggestions);
gboolean    cpx_coding_proposals_hold            (json_t            *suggestions,
                                                  const char        *code);
const char *cpx_coding_proposals_find_unanswered (json_t            *suggestions,
                                                  CpxCodingRequest  *request);
int         cpx_coding_proposals_find_gesture    (json_t            *suggestions,
                                                  const char        *code);
CpxCodingDraft *cpx_coding_proposals_dup_told_draft (CpxCodingRequest *request);
gboolean    cpx_coding_proposals_check           (CpxCodingRequest  *request,
                                                  gboolean           all,
                                                  GError           **error);
gboolean    cpx_practice_propose                 (CpxPractice       *practice,
                                                  CpxCodingRequest  *request,
                                                  GError           **error);

G_END_DECLS
