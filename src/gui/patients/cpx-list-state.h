/* cpx-list-state.h: what the list of patients shows: its rows, or why there are none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *query;
  guint       n_rows;
  gboolean    loading;
  gboolean    may_add;
  gboolean    archived;  /* the archive is shown */
  guint       n_elsewhere;  /* found in the archive, or out of it, where nothing is found on this side */
  const char *failure;   /* (nullable) */
  guint       n_unreadable;  /* files on damaged pages */
} CpxListInput;

typedef struct
{
  const char *page;         /* "rows", "reading" or "nothing" */
  const char *icon_name;
  char       *title;        /* (owned) (nullable): of the empty page */
  char       *description;  /* (owned) (nullable) */
  char       *add_label;    /* (owned) (nullable): of its button; NULL for none */
  char       *other_label;  /* (owned) (nullable): of the button that shows the archive, or leaves it; NULL for none */
  char       *count;        /* (owned): "12 patients", for the foot of the list */
  char       *gap;          /* (owned) (nullable): over the list: that files are missing from it */
  const char *invitation;   /* (nullable): what is said beside, while no file is open */
} CpxListState;

CpxListState cpx_list_state_compute (const CpxListInput *input);
char        *cpx_list_state_dup_none (guint              n_archived);
void         cpx_list_state_clear   (CpxListState       *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxListState, cpx_list_state_clear)

G_END_DECLS
