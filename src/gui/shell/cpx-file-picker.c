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
  GListModel *files = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  g_task_return_pointer (task, files, g_object_unref);
  g_object_unref (task);
  g_object_unref (dialog);
}

static void
pick (GtkWidget            *parent,
      GtkFileChooserAction  action,
      gboolean              several,
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
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), several);
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

  pick (parent, GTK_FILE_CHOOSER_ACTION_SAVE, FALSE, title, suggested_name, callback, user_data);
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

  pick (parent, GTK_FILE_CHOOSER_ACTION_OPEN, FALSE, title, NULL, callback, user_data);
}

/**
 * cpx_file_picker_open_several_async:
 * @parent: what asks
 * @title: of the dialog
 * @callback: called with the choice, for cpx_file_picker_finish_paths()
 * @user_data: for @callback
 *
 * Asks for one or several files to read.
 */
void
cpx_file_picker_open_several_async (GtkWidget           *parent,
                                    const char          *title,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));

  pick (parent, GTK_FILE_CHOOSER_ACTION_OPEN, TRUE, title, NULL, callback, user_data);
}

/**
 * cpx_file_picker_open_folder_async:
 * @parent: what asks
 * @title: of the dialog
 * @callback: called with the choice
 * @user_data: for @callback
 *
 * Asks for a folder to read.
 */
void
cpx_file_picker_open_folder_async (GtkWidget           *parent,
                                   const char          *title,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));

  pick (parent, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, FALSE, title, NULL, callback, user_data);
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
  g_autoptr(GListModel) files = g_task_propagate_pointer (G_TASK (result), NULL);

  return files != NULL ? g_list_model_get_item (files, 0) : NULL;
}

/**
 * cpx_file_picker_finish_paths:
 * @result: what the callback got
 *
 * Returns: (transfer full) (nullable): the paths of all that was chosen, or `NULL` if the person changed their mind
 */
char **
cpx_file_picker_finish_paths (GAsyncResult *result)
{
  g_autoptr(GListModel) files = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new ();
  guint n_files = files != NULL ? g_list_model_get_n_items (files) : 0;

  for (guint i = 0; i < n_files; i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        g_strv_builder_add (paths, path);
    }

  return n_files > 0 ? g_strv_builder_end (paths) : NULL;
}
