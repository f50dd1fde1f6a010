/* cpx-paged-list.h: a list as long as one likes: keys in order, rows made when looked at, their values read by pages.
 *
 * A row is made without its value when it is first looked at; its page is then read and the value given to it. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-live-list.h"

G_BEGIN_DECLS

#define CPX_TYPE_PAGED_LIST (cpx_paged_list_get_type ())
G_DECLARE_DERIVABLE_TYPE (CpxPagedList, cpx_paged_list, CPX, PAGED_LIST, CpxLiveList)

struct _CpxPagedListClass
{
  CpxLiveListClass  parent_class;

  gsize             key_bytes;
  GHashFunc         key_hash;
  GEqualFunc        key_equal;

  /* Reads the values of @keys (transfer full): an operation that gives a GPtrArray of objects. */
  void            (*ask_page) (CpxPagedList        *self,
                               GArray              *keys,
                               GCancellable        *until,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data);
  void            (*get_key)  (gpointer             value,
                               gpointer             out_key);
  gpointer        (*make_row) (gconstpointer        key);
  void            (*fill_row) (gpointer             row,
                               gpointer             value);
  /* (nullable): told of what a read did not give: it was removed meanwhile, or lies on a bad page. */
  void            (*miss_row) (CpxPagedList        *self,
                               gpointer             row);
  /* (nullable): settles what of a row depends on the row above it; called whenever either may have come. */
  void            (*settle)   (CpxPagedList        *self,
                               guint                position);
};

G_END_DECLS
