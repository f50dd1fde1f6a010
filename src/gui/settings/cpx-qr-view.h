/* cpx-qr-view.h: a text as a picture that telephones read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_QR_VIEW (cpx_qr_view_get_type ())
G_DECLARE_FINAL_TYPE (CpxQrView, cpx_qr_view, CPX, QR_VIEW, GtkWidget)

GtkWidget *cpx_qr_view_new      (void);
gboolean   cpx_qr_view_set_text (CpxQrView  *self,
                                 const char *text);
guint      cpx_qr_view_get_size (CpxQrView  *self);

G_END_DECLS
