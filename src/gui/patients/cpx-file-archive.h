/* cpx-file-archive.h: archives a file or takes it out again; a toast undoes it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

void cpx_file_archive_begin (GtkWidget   *view,
                             CpxPractice *practice,
                             const char  *patient_id,
                             gboolean     archived);

G_END_DECLS
