/* cpx-paged-list-private.h: what the subclasses of CpxPagedList call.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-live-list-private.h"
#include "cpx-paged-list.h"

G_BEGIN_DECLS

GArray  *cpx_paged_list_get_keys    (CpxPagedList  *self);
void     cpx_paged_list_take_keys   (CpxPagedList  *self,
                                     GArray        *keys);
void     cpx_paged_list_append_keys (CpxPagedList  *self,
                                     GArray        *keys);
gpointer cpx_paged_list_peek_row    (CpxPagedList  *self,
                                     guint          position);
gpointer cpx_paged_list_peek_value  (CpxPagedList  *self,
                                     guint          position);
void     cpx_paged_list_keep        (CpxPagedList  *self,
                                     gpointer       value);
void     cpx_paged_list_drop        (CpxPagedList  *self,
                                     gconstpointer  key);

G_END_DECLS
