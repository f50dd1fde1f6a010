/* cpx-live-list-private.h: what the subclasses of CpxLiveList call.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-list-difference.h"
#include "cpx-live-list.h"

G_BEGIN_DECLS

/* Given what a read gave, or why it failed; not called once the list, or what was asked, is gone. */
typedef void (*CpxLiveAnswered) (CpxLiveList  *self,
                                 gpointer      found,
                                 const GError *error);

void          cpx_live_list_refresh     (CpxLiveList         *self);
void          cpx_live_list_ask_anew    (CpxLiveList         *self);

/* Reads beside the content. */
GCancellable *cpx_live_list_get_alive   (CpxLiveList         *self);
GCancellable *cpx_live_list_get_until   (CpxLiveList         *self);
gpointer      cpx_live_list_await       (CpxLiveList         *self,
                                         GCancellable        *until,
                                         CpxLiveAnswered      answered);
void          cpx_live_list_answered_cb (GObject             *source,
                                         GAsyncResult        *result,
                                         gpointer             awaiting);
void          cpx_live_list_set_error   (CpxLiveList         *self,
                                         const GError        *error);

/* Lists of objects. */
gpointer      cpx_live_list_peek        (CpxLiveList         *self,
                                         guint                position);
void          cpx_live_list_splice      (CpxLiveList         *self,
                                         guint                position,
                                         guint                n_removed,
                                         gpointer            *added,
                                         guint                n_added);
void          cpx_live_list_take_items  (CpxLiveList         *self,
                                         GPtrArray           *items,
                                         CpxSameEntry         same);

G_END_DECLS
