/* cpx-note-versions-window.h: every wording that a report ever had, to be read and taken up again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_NOTE_VERSIONS_WINDOW (cpx_note_versions_window_get_type ())
G_DECLARE_FINAL_TYPE (CpxNoteVersionsWindow, cpx_note_versions_window, CPX, NOTE_VERSIONS_WINDOW, AdwWindow)

/* Signal `taken`: the text of a wording that is to be taken up again. */
GtkWidget *cpx_note_versions_window_new (CpxPractice *practice,
                                         CpxRecord   *note,
                                         CpxRecord   *coding,
                                         gboolean     may_take);

G_END_DECLS
