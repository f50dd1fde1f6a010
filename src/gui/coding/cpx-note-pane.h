/* cpx-note-pane.h: the operative report beside its codes, the words that support the selected one underlined.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_NOTE_PANE (cpx_note_pane_get_type ())
G_DECLARE_FINAL_TYPE (CpxNotePane, cpx_note_pane, CPX, NOTE_PANE, GtkWidget)

void cpx_note_pane_show      (CpxNotePane          *self,
                              const CpxCodingFacts *facts);
void cpx_note_pane_underline (CpxNotePane          *self,
                              GPtrArray            *suggestions,
                              int                   selected);

G_END_DECLS
