/* cpx-learning-state.h: what the settings say of what the codings of this practice taught the suggestions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice-prior.h>
#include <cpx-record.h>

G_BEGIN_DECLS

/* What one practitioner taught. */
typedef struct
{
  char      *practitioner_id;  /* (owned) */
  char      *title;            /* (owned): the name */
  char      *subtitle;         /* (owned) */
  GPtrArray *habits;           /* (owned) (element-type CpxLearningHabit) */
} CpxLearningPerson;

typedef struct
{
  char *title;     /* (owned): « HMFC004 : 41 fois sur 52 » */
  char *subtitle;  /* (owned): when */
} CpxLearningHabit;

typedef struct
{
  char      *title;      /* (owned) */
  char      *subtitle;   /* (owned) */
  GPtrArray *people;     /* (owned) (element-type CpxLearningPerson): who taught most comes first */
  gboolean   can_reset;
} CpxLearningState;

CpxLearningState  cpx_learning_state_compute     (const CpxPracticePrior *prior,
                                                  GListModel             *practitioners);
void              cpx_learning_state_clear       (CpxLearningState       *self);
char             *cpx_learning_state_dup_forgotten (const char           *name,
                                                    guint                 n_cases);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxLearningState, cpx_learning_state_clear)

G_END_DECLS
