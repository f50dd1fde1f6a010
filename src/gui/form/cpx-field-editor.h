/* cpx-field-editor.h: the rows in which one declared field is typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-draft.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CPX_TYPE_FIELD_EDITOR (cpx_field_editor_get_type ())
G_DECLARE_FINAL_TYPE (CpxFieldEditor, cpx_field_editor, CPX, FIELD_EDITOR, GObject)

CpxFieldEditor *cpx_field_editor_new             (const CpxField  *field,
                                                  GListModel      *choices);
GtkWidget      *cpx_field_editor_get_row         (CpxFieldEditor  *self);
GtkWidget      *cpx_field_editor_get_message_row (CpxFieldEditor  *self);
void            cpx_field_editor_show            (CpxFieldEditor  *self,
                                                  CpxFieldState    state);
void            cpx_field_editor_set_editable    (CpxFieldEditor  *self,
                                                  gboolean         editable);

G_END_DECLS
