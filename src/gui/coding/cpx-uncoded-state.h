/* cpx-uncoded-state.h: the work list in words: its rows, what is found in it, what is said when it is empty.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-partial-date.h>
#include <cpx-record.h>

G_BEGIN_DECLS

/* An operation to be coded, and whom it is about. */
typedef struct
{
  CpxRecord *intervention;
  CpxRecord *patient;
  CpxRecord *surgeon;     /* (nullable): the directory may have lost them */
  gboolean   has_draft;
  gboolean   has_note;
  gboolean   has_choices; /* of the user, not recorded */
} CpxUncodedInput;

typedef struct
{
  char       *date;      /* (owned): "18/11/2026" */
  char       *age;       /* (owned): "4 days ago" */
  char       *patient;   /* (owned): "DUPONT Jean" */
  char       *operation; /* (owned): "Cholecystectomy · right · HMFC004" */
  char       *surgeon;   /* (owned): empty if unknown */
  const char *state;     /* "Not coded", "Coding begun", "Choices not recorded" */
  const char *missing;   /* (nullable): "No report" */
} CpxUncodedState;

CpxUncodedState cpx_uncoded_state_compute     (const CpxUncodedInput *input,
                                               CpxPartialDate         today);
void            cpx_uncoded_state_clear       (CpxUncodedState       *self);
gboolean        cpx_uncoded_state_matches     (const CpxUncodedInput *input,
                                               const char            *query);

gboolean        cpx_uncoded_state_has_own     (CpxRecord             *user);
gboolean        cpx_uncoded_state_is_own      (CpxRecord             *user,
                                               CpxRecord             *surgeon);

/* What the page shows around the rows. */
typedef struct
{
  const char *query;
  guint       n_all;      /* in the work list */
  guint       n_own;      /* of them, those that the user performed */
  guint       n_shown;    /* after the filters */
  gboolean    only_own;
  gboolean    loaded;
  const char *failure;    /* (nullable) */
} CpxWorkListInput;

typedef struct
{
  const char *page;         /* "rows" or "nothing" */
  const char *icon_name;
  const char *title;        /* (nullable): of the empty page */
  char       *description;  /* (owned) (nullable) */
  char       *count;        /* (owned): "3 operations", "2 of 3 operations" */
} CpxWorkListState;

CpxWorkListState cpx_work_list_state_compute   (const CpxWorkListInput *input);
void             cpx_work_list_state_clear     (CpxWorkListState       *self);
int              cpx_work_list_state_pick_next (const char * const     *ids,
                                                const char             *current);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxUncodedState, cpx_uncoded_state_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxWorkListState, cpx_work_list_state_clear)

G_END_DECLS
