/* cpx-toast.h: says at the bottom of the window what happened, and takes it back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Undoes, or does, what a toast offers; @target is what was given with it. */
typedef void (*CpxUndoFunc) (GObject    *owner,
                             const char *target);

void cpx_toast_show       (GtkWidget    *from,
                           const char   *sentence);
void cpx_toast_show_error (GtkWidget    *from,
                           const GError *error);
void cpx_toast_show_action (GtkWidget   *from,
                            const char  *sentence,
                            const char  *label,
                            CpxUndoFunc  act,
                            GObject     *owner,
                            const char  *target);
void cpx_toast_show_undo  (GtkWidget    *from,
                           const char   *sentence,
                           CpxUndoFunc   undo,
                           GObject      *owner,
                           const char   *target);
void cpx_toast_withdraw   (GtkWidget    *from);
void cpx_toast_set_place  (GtkWidget    *page,
                           GtkWidget    *overlay);

G_END_DECLS
