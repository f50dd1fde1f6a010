/* cpx-compare-state.h: two files side by side: what differs, what would be kept, whether they may be merged.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-access.h>
#include <cpx-patient.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_SIDE_LEFT,
  CPX_SIDE_RIGHT,
} CpxSide;

#define CPX_N_SIDES 2

typedef enum
{
  CPX_COMPARE_SAME,
  CPX_COMPARE_ALIKE,       /* the same letters, some of them capitals in one file alone */
  CPX_COMPARE_DIFFERENT,
  CPX_COMPARE_ONLY_LEFT,   /* the other says nothing */
  CPX_COMPARE_ONLY_RIGHT,
} CpxCompareMark;

/* What the person decided so far. Zero is a good beginning. */
typedef struct
{
  CpxSide     kept;     /* the file that stays */
  CpxFieldSet decided;  /* the fields for which a side was chosen */
  CpxFieldSet right;    /* of those, the ones taken from the right */
} CpxCompareChoice;

/* One field of the two files. */
typedef struct
{
  int             field;
  char           *texts[CPX_N_SIDES];  /* (owned): as shown; empty where a file says nothing */
  CpxCompareMark  mark;
  CpxSide         side;                /* whose value would be kept */
} CpxCompareLine;

typedef struct
{
  GPtrArray   *lines;        /* (owned) (element-type CpxCompareLine): the fields that one of the two fills in */
  guint        n_different;
  CpxFieldSet  from_other;   /* for cpx_practice_merge_patients_async() */
  char        *hint;         /* (owned) (nullable): why they cannot be merged like this */
  gboolean     can_merge;
} CpxCompareState;

CpxSide          cpx_compare_suggest_kept    (CpxRecord              *left,
                                              CpxRecord              *right);
CpxCompareChoice cpx_compare_choose          (CpxCompareChoice        choice,
                                              int                     field,
                                              CpxSide                 side);
CpxCompareState  cpx_compare_state_compute   (CpxRecord              *left,
                                              CpxRecord              *right,
                                              CpxCompareChoice        choice,
                                              CpxRoles                roles);
void             cpx_compare_state_clear     (CpxCompareState        *self);
const char      *cpx_compare_mark_get_label  (CpxCompareMark          mark);
const char      *cpx_compare_mark_get_icon   (CpxCompareMark          mark);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxCompareState, cpx_compare_state_clear)

G_END_DECLS
