/* cpx-confirm.h: one question, for the few acts that no toast can undo.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_CONFIRM_PLAIN,
  CPX_CONFIRM_DESTRUCTIVE,
} CpxConfirmStyle;

void     cpx_confirm_async  (GtkWidget            *parent,
                             const char           *heading,
                             const char           *body,
                             const char           *accept_label,
                             CpxConfirmStyle       style,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data);
gboolean cpx_confirm_finish (GAsyncResult         *result);

G_END_DECLS
