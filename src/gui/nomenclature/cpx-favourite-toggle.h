/* cpx-favourite-toggle.h: makes an act a favourite, or takes it back with a way to undo it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cpx_favourite_toggle (GtkWidget   *from,
                           CpxPractice *practice,
                           const char  *code,
                           gboolean     is_favourite);

G_END_DECLS
