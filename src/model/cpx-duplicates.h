/* cpx-duplicates.h: are these two files the same person? A score, and why.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-patient.h"

G_BEGIN_DECLS

typedef enum
{
  CPX_DUPLICATE_SAME_NIR,
  CPX_DUPLICATE_SAME_INS,
  CPX_DUPLICATE_SAME_TRAITS,         /* names, first name, sex and birth date, accents and case apart */
  CPX_DUPLICATE_SAME_NAME,
  CPX_DUPLICATE_USED_IS_BIRTH_NAME,  /* one's used name is the other's birth name */
  CPX_DUPLICATE_SWAPPED_NAMES,       /* name and first name the other way round */
  CPX_DUPLICATE_CLOSE_NAME,          /* one letter slipped */
  CPX_DUPLICATE_SAME_FIRST_NAME,
  CPX_DUPLICATE_CLOSE_FIRST_NAME,
  CPX_DUPLICATE_SAME_BIRTH_DATE,
  CPX_DUPLICATE_CLOSE_BIRTH_DATE,    /* partial, day and month swapped, or one digit apart */
  CPX_DUPLICATE_SAME_PHONE,
  CPX_DUPLICATE_OTHER_NAME,          /* against, though people marry */
  CPX_DUPLICATE_OTHER_FIRST_NAME,    /* against: twins, parent and child */
  CPX_DUPLICATE_OTHER_SEX,           /* against */
  CPX_DUPLICATE_OTHER_BIRTH_DATE,    /* against */
  CPX_DUPLICATE_OTHER_NIR,           /* against */
  CPX_DUPLICATE_NAME_BY_EAR,         /* said alike; first name and date of birth are the same */
  CPX_N_DUPLICATE_REASONS,
} CpxDuplicateReason;

/* At or above: shown as a likely duplicate. Below CPX_DUPLICATE_HOMONYM: not shown. */
#define CPX_DUPLICATE_LIKELY  70
#define CPX_DUPLICATE_HOMONYM 45

typedef struct
{
  int   score;    /* 0 to 100 */
  guint reasons;  /* bits 1 << CpxDuplicateReason */
} CpxDuplicateScore;

CpxDuplicateScore   cpx_duplicates_score           (CpxRecord          *a,
                                                    CpxRecord          *b);
char              **cpx_duplicates_list_keys       (CpxRecord          *patient);
const char         *cpx_duplicate_reason_get_id    (CpxDuplicateReason  reason);
const char         *cpx_duplicate_reason_get_label (CpxDuplicateReason  reason);
char               *cpx_duplicate_score_explain    (CpxDuplicateScore   score);

G_END_DECLS
