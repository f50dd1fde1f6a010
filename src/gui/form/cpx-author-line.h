/* cpx-author-line.h: who signs and when, in a row of a dialog.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>
#include <cpx-practice.h>

G_BEGIN_DECLS

void cpx_author_line_show (GtkWidget   *row,
                           CpxPractice *practice);

G_END_DECLS
