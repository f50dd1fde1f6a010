/* cpx-file-picker.c: lets a person choose where to save or what to open.
 *
 * GtkFileDialog comes with GTK 4.10; GtkFileChooserNative stays behind this door.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-file-picker.h"

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             GTask           *task)
{
  GFile *file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_task_return_pointer (task, file, g_object_unref);
  g_object_unref (task);
  g_object_unref (dialog);
}

static void
pick (GtkWidget            *parent,
      GtkFileChooserAction  action,
      const char           *title,
      const char           *suggested_name,
      GAsyncReadyCallback   callback,
      gpointer              user_data)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (parent));
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, window, action, NULL, NULL);
  GTask *task = g_task_new (parent, NULL, callback, user_data);

  g_task_set_source_tag (task, pick);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  if (suggested_name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), suggested_name);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * cpx_file_picker_save_async:
 * @parent: what asks
 * @title: of the dialog
 * @suggested_name: the name first shown
 * @callback: called with the choice
 * @user_data: for @callback
 *
 * Asks for a file to write; the dialog itself asks before an existing file is replaced.
 */
void
cpx_file_picker_save_async (GtkWidget           *parent,
                            const char          *title,
                            const char          *suggested_name,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));

  pick (parent, GTK_FILE_CHOOSER_ACTION_SAVE, title, suggested_name, callback, user_data);
}

/**
 * cpx_file_picker_open_async:
 * @parent: what asks
 * @title: of the dialog
 * @callback: called with the choice
 * @user_data: for @callback
 *
 * Asks for a file to read.
 */
void
cpx_file_picker_open_async (GtkWidget           *parent,
                            const char          *title,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));

  pick (parent, GTK_FILE_CHOOSER_ACTION_OPEN, title, NULL, callback, user_data);
}

/**
 * cpx_file_picker_finish:
 * @result: what the callback got
 *
 * Returns: (transfer full) (nullable): the file, or `NULL` if the person changed their mind
 */
GFile *
cpx_file_picker_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
