/* cpx-second-place-files.c: the two files of a post in the second place: its last seal, and the book of the codes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-second-place.h"

#include "cpx-seal-file.h"
#include "cpx-small-file.h"

#include <glib/gi18n-lib.h>

#define PREFIX         "chirurgieprox-"
#define MAX_BOOK_BYTES (4 * 1024 * 1024)
#define MAX_BOOK_LINES 10000

/**
 * cpx_second_place_dup_seal_path:
 * @folder: the second place
 * @device_id: a post
 *
 * Returns: (transfer full): the file of its last seal there
 */
char *
cpx_second_place_dup_seal_path (const char *folder,
                                const char *device_id)
{
  g_autofree char *name = cpx_seal_file_make_name (device_id, 0);

  return g_build_filename (folder, name, NULL);
}

/**
 * cpx_second_place_dup_book_path:
 * @folder: the second place
 * @device_id: a post
 *
 * Returns: (transfer full): the file of the codes of its seals there, a line each
 */
char *
cpx_second_place_dup_book_path (const char *folder,
                                const char *device_id)
{
  g_autofree char *name = g_strconcat (PREFIX, device_id, "-sceaux.txt", NULL);

  return g_build_filename (folder, name, NULL);
}

/**
 * cpx_second_place_read:
 * @folder: the second place
 * @device_id: a post
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): its last seal there; `NULL` without an error if there is none yet
 */
CpxSignedNote *
cpx_second_place_read (const char  *folder,
                       const char  *device_id,
                       GError     **error)
{
  g_autofree char *path = cpx_second_place_dup_seal_path (folder, device_id);
  g_autofree char *text = NULL;
  g_autoptr(GError) failure = NULL;
  gsize size;

  text = cpx_small_file_read (path, CPX_SIGNED_NOTE_MAX_SIZE_BYTES, &size, &failure);
  if (text != NULL)
    return cpx_signed_note_parse (text, size, error);
  if (!g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&failure));

  return NULL;
}

static char *
print_line (const CpxAuditSeal *seal)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (seal->made_us / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *moment = g_date_time_format (local, "%Y-%m-%d %H:%M");

  return g_strdup_printf ("%s\t%" G_GUINT64_FORMAT "\t%s", moment, seal->size, seal->code);
}

/* The book with one more line, unless its last is that one already. */
static char *
add_line (const char *book,
          const char *line)
{
  g_auto(GStrv) lines = g_strsplit (book != NULL ? book : "", "\n", -1);
  guint n = g_strv_length (lines);
  guint first;
  GString *out;

  for (; n > 0 && *lines[n - 1] == '\0'; n--)
    g_clear_pointer (&lines[n - 1], g_free);
  if (n > 0 && g_str_equal (lines[n - 1], line))
    return g_strdup (book);
  first = n > MAX_BOOK_LINES ? n - MAX_BOOK_LINES : 0;
  out = g_string_new (NULL);
  for (guint i = first; i < n; i++)
    g_string_append_printf (out, "%s\n", lines[i]);
  g_string_append_printf (out, "%s\n", line);

  return g_string_free (out, FALSE);
}

/* Invariant 1 of cpx-second-place.c. */
static gboolean
put (const char  *path,
     const char  *text,
     GError     **error)
{
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644,
                                   error);
}

static gboolean
write_book (const char          *folder,
            const char          *device_id,
            const CpxAuditSeal  *seal,
            GError             **error)
{
  g_autofree char *path = cpx_second_place_dup_book_path (folder, device_id);
  g_autofree char *book = NULL, *line = print_line (seal), *longer = NULL;
  g_autoptr(GError) failure = NULL;
  gsize size;

  book = cpx_small_file_read (path, MAX_BOOK_BYTES, &size, &failure);
  if (book == NULL && !g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  longer = add_line (book, line);

  return put (path, longer, error);
}

/**
 * cpx_second_place_write:
 * @folder: the second place
 * @device_id: a post
 * @seal: its last seal
 * @error: where the fault goes
 *
 * Puts @seal in the place of the one that is there, and its code into the book.
 *
 * Returns: `FALSE` on error: what was there is still there
 */
gboolean
cpx_second_place_write (const char          *folder,
                        const char          *device_id,
                        const CpxAuditSeal  *seal,
                        GError             **error)
{
  g_autofree char *path = cpx_second_place_dup_seal_path (folder, device_id);

  return write_book (folder, device_id, seal, error) && put (path, seal->note, error);
}
