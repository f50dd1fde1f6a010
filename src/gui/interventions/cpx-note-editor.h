/* cpx-note-editor.h: one operative report: read, written, signed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-patient-operations.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_NOTE_EDITOR (cpx_note_editor_get_type ())
G_DECLARE_FINAL_TYPE (CpxNoteEditor, cpx_note_editor, CPX, NOTE_EDITOR, AdwPreferencesGroup)

GtkWidget  *cpx_note_editor_new        (CpxPatientOperations *operations,
                                        CpxRecord            *intervention,
                                        CpxRecord            *note);
const char *cpx_note_editor_get_id     (CpxNoteEditor        *self);
gboolean    cpx_note_editor_is_unused  (CpxNoteEditor        *self);
void        cpx_note_editor_follow     (CpxNoteEditor        *self,
                                        CpxRecord            *note);
void        cpx_note_editor_focus      (CpxNoteEditor        *self);

G_END_DECLS
