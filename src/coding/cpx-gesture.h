/* cpx-gesture.h: one gesture that a text tells, and the acts that it may be, each weighed on the gesture's own words.
 *
 * Private to coding/ and to those who fit the model.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-form-scorer.h"
#include "cpx-suggest-reasons.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *answers;               /* (owned) (element-type CpxAnswer): at least one, the best first */
  float   looks[CPX_N_LOOKS];    /* of the first answer */
  double  probability;           /* that the first answer is right: of the surest gesture, the principal act */
  guint   place;                 /* where the text first names it; a title before the rest */
  double  sum;                   /* of what the answers weigh, the first one 1 */
} CpxGesture;

void       cpx_gesture_free           (CpxGesture            *self);
double     cpx_gesture_get_share      (const CpxGesture      *self,
                                       const CpxSuggestModel *model,
                                       guint                  answer);

gboolean   cpx_gesture_is_like_a_better_one (GPtrArray         *gestures,
                                             const CpxActIndex *index,
                                             guint              number);

void       cpx_gestures_put_principal_first (GPtrArray             *gestures,
                                             const CpxReadText     *text,
                                             const CpxSuggestModel *model);
GPtrArray *cpx_gestures_find          (const CpxReadText     *text,
                                       const CpxSuggestModel *model,
                                       CpxFormScorer         *scorer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxGesture, cpx_gesture_free)

G_END_DECLS
