/* cpx-table-file.c: reads a table that a person chose, unless it is far too large to be one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-table-file.h"

#include <glib/gi18n-lib.h>

#define MAX_BYTES (16u << 20)   /* the national volumes are 100 kB, the program's own lexicon 200 kB */

/* A GFileReadMoreCallback: one byte more tells that there is too much. */
static gboolean
wants_more_cb (const char *content,
               goffset     size,
               gpointer    unused)
{
  return size <= MAX_BYTES;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autofree char *content = NULL;
  GError *error = NULL;
  gsize size;

  if (!g_file_load_partial_contents_finish (G_FILE (source), result, &content, &size, NULL, &error))
    g_task_return_error (task, error);
  else if (size > MAX_BYTES)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                             _("This file is too large to be such a table: nothing was read."));
  else
    g_task_return_pointer (task, g_bytes_new_take (g_steal_pointer (&content), size), (GDestroyNotify) g_bytes_unref);
}

/**
 * cpx_table_file_read_async:
 * @file: what was chosen
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads all of @file, or nothing if it is larger than any table asked for here.
 */
void
cpx_table_file_read_async (GFile               *file,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task = g_task_new (file, NULL, callback, user_data);

  g_task_set_source_tag (task, cpx_table_file_read_async);
  g_file_load_partial_contents_async (file, NULL, wants_more_cb, read_cb, task);
}

/**
 * cpx_table_file_read_finish:
 * @file: what was chosen
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): its bytes
 */
GBytes *
cpx_table_file_read_finish (GFile         *file,
                            GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
