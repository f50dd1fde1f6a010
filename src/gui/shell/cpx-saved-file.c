/* cpx-saved-file.c: the folder of what was saved, in the program that shows files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-saved-file.h"

#include "cpx-toast.h"

#include <glib/gi18n-lib.h>

/* A folder to be shown. */
typedef struct
{
  GtkWidget *from;    /* (owned) */
  char      *folder;  /* (owned) */
} Folder;

static void
folder_free (Folder *self)
{
  g_object_unref (self->from);
  g_free (self->folder);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Folder, folder_free)

static void
shown_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Folder) self = user_data;
  g_autofree char *shown = g_filename_display_name (self->folder);
  g_autofree char *sentence = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, NULL) || gtk_widget_get_root (self->from) == NULL)
    return;
  sentence = g_strdup_printf (_("No program of this computer shows folders. The file is in: %s"), shown);
  cpx_toast_show (self->from, sentence);
}

/* A CpxUndoFunc. */
static void
show_folder (GObject    *owner,
             const char *target)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (owner));
  g_autofree char *folder = g_path_get_dirname (target);
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);
  Folder *wanted;

  if (root == NULL || uri == NULL)
    return;
  wanted = g_new0 (Folder, 1);
  wanted->from = g_object_ref (GTK_WIDGET (owner));
  wanted->folder = g_steal_pointer (&folder);
  gtk_show_uri_full (GTK_WINDOW (root), uri, GDK_CURRENT_TIME, NULL, shown_cb, wanted);
}

/**
 * cpx_saved_file_show:
 * @from: a widget of the window
 * @sentence: what was saved, plain text
 * @path: the file, absolute
 *
 * Says that a file was saved, with a button that shows its folder.
 */
void
cpx_saved_file_show (GtkWidget  *from,
                     const char *sentence,
                     const char *path)
{
  g_return_if_fail (GTK_IS_WIDGET (from));

  cpx_toast_show_action (from, sentence, _("Open the _folder"), show_folder, G_OBJECT (from), path);
}
