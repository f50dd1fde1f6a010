/* cpx-strut.h: nothing to see: keeps what it stands in as wide as so many letters, however large the text is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_STRUT (cpx_strut_get_type ())
G_DECLARE_FINAL_TYPE (CpxStrut, cpx_strut, CPX, STRUT, GtkWidget)

G_END_DECLS
