/* cpx-file-picker.h: lets a person choose where to save or what to open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void    cpx_file_picker_save_async         (GtkWidget           *parent,
                                            const char          *title,
                                            const char          *suggested_name,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
void    cpx_file_picker_open_async         (GtkWidget           *parent,
                                            const char          *title,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
void    cpx_file_picker_open_several_async (GtkWidget           *parent,
                                            const char          *title,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
void    cpx_file_picker_open_folder_async  (GtkWidget           *parent,
                                            const char          *title,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
GFile  *cpx_file_picker_finish             (GAsyncResult        *result);
char  **cpx_file_picker_finish_paths       (GAsyncResult        *result);

G_END_DECLS
