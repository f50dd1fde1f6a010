/* cpx-code-advisor.h: asks the suggestion engine what a text may mean, away from the main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>
#include <cpx-suggester.h>

G_BEGIN_DECLS

#define CPX_CODE_ADVISOR_LIMIT 9  /* one for each digit */

/* What is asked; all but the text may be NULL. */
typedef struct
{
  const char             *text;
  const char             *intervention_id;
  const char             *specialty;      /* of the surgeon */
  const char             *practitioner;   /* whose habits count */
  const char             *operation;      /* title */
  const char             *side;           /* a token of an intervention */
  const char             *planned;        /* codes */
  const CpxCodingContext *circumstances;  /* the patient's sex and age */
} CpxCodeQuestion;

#define CPX_TYPE_CODE_ADVISOR (cpx_code_advisor_get_type ())
G_DECLARE_FINAL_TYPE (CpxCodeAdvisor, cpx_code_advisor, CPX, CODE_ADVISOR, GObject)

CpxCodeAdvisor *cpx_code_advisor_new             (CpxPractice           *practice,
                                                  CpxDay                 day);
void            cpx_code_advisor_ask             (CpxCodeAdvisor        *self,
                                                  const CpxCodeQuestion *question);
void            cpx_code_advisor_stop            (CpxCodeAdvisor        *self);
void            cpx_code_advisor_touch           (CpxCodeAdvisor        *self);
void            cpx_code_advisor_dismiss         (CpxCodeAdvisor        *self,
                                                  guint                  position);
GPtrArray      *cpx_code_advisor_get_dismissed   (CpxCodeAdvisor        *self);
json_t         *cpx_code_advisor_to_json         (CpxCodeAdvisor        *self);
GPtrArray      *cpx_code_advisor_get_suggestions (CpxCodeAdvisor        *self);
CpxSuggester   *cpx_code_advisor_get_suggester   (CpxCodeAdvisor        *self);
gboolean        cpx_code_advisor_is_asking       (CpxCodeAdvisor        *self);

G_END_DECLS
