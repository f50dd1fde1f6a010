/* cpx-small-file.c: reading a file that somebody else may have put there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-small-file.h"

#include <glib/gi18n-lib.h>

/**
 * cpx_small_file_read:
 * @path: a file
 * @max_bytes: how large it may be
 * @out_size: (out) (optional): how many bytes it has
 * @error: where the fault goes; `G_IO_ERROR_NOT_FOUND`: there is none
 *
 * Reads a file of a place that others write to: a pipe would keep the thread waiting for ever, and what is too large is
 * not read into memory.
 *
 * Returns: (transfer full) (nullable): what it holds
 */
char *
cpx_small_file_read (const char  *path,
                     goffset      max_bytes,
                     gsize       *out_size,
                     GError     **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInfo) info = g_file_query_info (file, "standard::size,standard::type", 0, NULL, error);
  char *text = NULL;

  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR || g_file_info_get_size (info) > max_bytes)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” is not what it should be."), path);
  else
    g_file_get_contents (path, &text, out_size, error);

  return text;
}
