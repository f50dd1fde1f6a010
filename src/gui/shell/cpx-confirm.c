/* cpx-confirm.c: one question, for the few acts that no toast can undo.
 *
 * AdwAlertDialog comes with libadwaita 1.5; AdwMessageDialog stays behind this door.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-confirm.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             GTask            *task)
{
  g_task_return_boolean (task, g_str_equal (response, "accept"));
  g_object_unref (task);
}

/**
 * cpx_confirm_async:
 * @parent: what asks; its window becomes the parent of the dialog
 * @heading: the question
 * @body: (nullable): what the answer will do
 * @accept_label: the verb of the answer, with a mnemonic
 * @style: whether the answer destroys something
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks, with Cancel as the default answer and as the meaning of Escape.
 */
void
cpx_confirm_async (GtkWidget           *parent,
                   const char          *heading,
                   const char          *body,
                   const char          *accept_label,
                   CpxConfirmStyle      style,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  AdwMessageDialog *dialog;
  GTask *task;

  g_return_if_fail (GTK_IS_WIDGET (parent));

  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), heading, body));
  task = g_task_new (parent, NULL, callback, user_data);
  g_task_set_source_tag (task, cpx_confirm_async);
  adw_message_dialog_add_response (dialog, "cancel", _("_Cancel"));
  adw_message_dialog_add_response (dialog, "accept", accept_label);
  adw_message_dialog_set_response_appearance (dialog, "accept", style == CPX_CONFIRM_DESTRUCTIVE
                                                                  ? ADW_RESPONSE_DESTRUCTIVE
                                                                  : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * cpx_confirm_finish:
 * @result: what the callback got
 *
 * Returns: `TRUE` if the person accepted
 */
gboolean
cpx_confirm_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
