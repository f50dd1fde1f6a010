/* cpx-ccam-list-state.h: what stands at the left of the CCAM: a list, or why there is none. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-used-acts.h>

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_CCAM_SHELF_CHAPTERS,
  CPX_CCAM_SHELF_FAVOURITES,
  CPX_CCAM_SHELF_USED,
} CpxCcamShelf;

typedef struct
{
  gboolean           loading;
  const char        *failure;      /* (nullable): why the CCAM could not be opened */
  const char        *typed;
  gboolean           filtered;
  CpxCcamShelf       shelf;
  guint              n_found;
  guint              n_shown;
  guint              n_unknown;
  const char        *unheard;      /* (nullable): words typed that no act has, parted by commas */
  guint              n_acts;       /* of the version that is open */
  guint              n_favourites;
  CpxUsedActsSource  used;
} CpxCcamListInput;

typedef struct
{
  const char *page;         /* "loading", "chapters", "favourites", "used", "results" or "nothing" */
  const char *icon_name;    /* of "nothing" */
  char       *title;        /* (owned) (nullable) */
  char       *description;  /* (owned) (nullable) */
  char       *foot;         /* (owned) (nullable): under the list */
  gboolean    shelves;      /* whether one may choose between chapters, favourites and used */
  gboolean    retry;        /* whether "nothing" offers to try again */
  gboolean    unfilter;     /* whether "nothing" offers to ask less */
} CpxCcamListState;

CpxCcamListState cpx_ccam_list_state_compute (const CpxCcamListInput *input);
void             cpx_ccam_list_state_clear   (CpxCcamListState       *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxCcamListState, cpx_ccam_list_state_clear)

G_END_DECLS
