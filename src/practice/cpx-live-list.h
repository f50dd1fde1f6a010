/* cpx-live-list.h: a list on the screen that is read in the background and kept true: what all of them have in common.
 *
 * A GListModel. A subclass says what to ask, how to take the answer and what a change does to it; when to ask, what is
 * cancelled and what a lock leaves behind is decided here, once. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

#define CPX_TYPE_LIVE_LIST (cpx_live_list_get_type ())
G_DECLARE_DERIVABLE_TYPE (CpxLiveList, cpx_live_list, CPX, LIVE_LIST, GObject)

/* What a change does to a list. */
typedef enum
{
  CPX_LIVE_UNTOUCHED,
  CPX_LIVE_APPLIED,    /* the list has taken it up; an answer on its way may be older */
  CPX_LIVE_STALE,      /* the list has to be read again */
} CpxLiveEffect;

struct _CpxLiveListClass
{
  GObjectClass    parent_class;

  GType           item_type;
  guint           burst_ms;  /* how long to wait for more changes before reading again; 0: not at all */

  /* Asks for the content: an operation of the practice that is cancelled by @until and given the callback. */
  void          (*ask)         (CpxLiveList         *self,
                                GCancellable        *until,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);
  /* Takes the content: (transfer full), what the operation gave. */
  void          (*take)        (CpxLiveList         *self,
                                gpointer             content);
  CpxLiveEffect (*apply)       (CpxLiveList         *self,
                                const CpxChanged    *changed);
  /* Nothing is to be seen any more. By default, no items. */
  void          (*forget)      (CpxLiveList         *self);

  /* By default, the items given to cpx_live_list_take_items(). */
  guint         (*get_n_items) (CpxLiveList         *self);
  gpointer      (*get_item)    (CpxLiveList         *self,
                                guint                position);
};

/* Properties: practice, loading, loaded, error (text or NULL). */
CpxPractice  *cpx_live_list_get_practice (CpxLiveList *self);
gboolean      cpx_live_list_get_loading  (CpxLiveList *self);
gboolean      cpx_live_list_get_loaded   (CpxLiveList *self);
const GError *cpx_live_list_get_error    (CpxLiveList *self);

G_END_DECLS
