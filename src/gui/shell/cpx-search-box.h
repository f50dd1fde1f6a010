/* cpx-search-box.h: one search for all, in the header bar.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_SEARCH_BOX (cpx_search_box_get_type ())
G_DECLARE_FINAL_TYPE (CpxSearchBox, cpx_search_box, CPX, SEARCH_BOX, GtkWidget)

void cpx_search_box_set_hint     (CpxSearchBox *self,
                                  const char   *hint);
void cpx_search_box_set_practice (CpxSearchBox *self,
                                  CpxPractice  *practice);

G_END_DECLS
