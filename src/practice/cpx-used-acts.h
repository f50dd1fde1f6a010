/* cpx-used-acts.h: the acts used most: by oneself, or else by this practice, or else as public statistics count them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

#include <cpx-ccam-code.h>

G_BEGIN_DECLS

/* Who counted. */
typedef enum
{
  CPX_USED_ACTS_NOBODY,    /* nothing is recorded here, no volumes were imported */
  CPX_USED_ACTS_PRACTICE,  /* the acts recorded here */
  CPX_USED_ACTS_VOLUMES,   /* the volumes that were imported */
  CPX_USED_ACTS_OWN,       /* the acts recorded here of one practitioner */
} CpxUsedActsSource;

typedef struct
{
  char    code[CPX_CCAM_CODE_LENGTH + 1];
  guint64 n;
} CpxUsedAct;

typedef struct
{
  CpxUsedActsSource  source;
  GArray            *acts;    /* (owned) (element-type CpxUsedAct): the most used first */
} CpxUsedActs;

CpxUsedActs *cpx_practice_list_used_acts (CpxPractice          *practice,
                                          guint                 limit,
                                          GError              **error);
void         cpx_used_acts_free          (CpxUsedActs          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxUsedActs, cpx_used_acts_free)

G_END_DECLS
