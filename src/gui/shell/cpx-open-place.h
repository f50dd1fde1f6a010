/* cpx-open-place.h: what is open on a page: noted at the lock, opened again after it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-place.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cpx_open_place_describe (GtkWidget *page,
                              CpxPlace  *place);
void cpx_open_place_reopen   (GtkWidget *page,
                              CpxPlace  *place);

G_END_DECLS
