/* cpx-message-row.h: the row under a field that says what is wrong with it: the keyboard passes over it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_MESSAGE_ROW (cpx_message_row_get_type ())
G_DECLARE_FINAL_TYPE (CpxMessageRow, cpx_message_row, CPX, MESSAGE_ROW, AdwPreferencesRow)

GtkWidget *cpx_message_row_new (GtkWidget *message);

G_END_DECLS
