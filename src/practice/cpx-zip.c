/* cpx-zip.c: libarchive, with what an archive from outside may do to us bounded.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-zip.h"

#include "cpx-partial-file.h"
#include "cpx-practice-error.h"

#include <cpx-clock.h>

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define BUFFER_BYTES (64 * 1024)

struct _CpxZipWriter
{
  struct archive *archive;  /* (owned) */
  CpxPartialFile *file;     /* (owned) */
};

static gboolean
fail_archive (CpxZipWriter  *self,
              GError       **error)
{
  int code = archive_errno (self->archive);

  return cpx_partial_file_fail (self->file, code > 0 ? code : EIO, error);
}

static gboolean
open_archive (CpxZipWriter  *self,
              GError       **error)
{
  self->archive = archive_write_new ();

  return (archive_write_set_format_zip (self->archive) == ARCHIVE_OK &&
          archive_write_open_fd (self->archive, cpx_partial_file_get_fd (self->file)) == ARCHIVE_OK) ||
         fail_archive (self, error);
}

/**
 * cpx_zip_writer_new:
 * @path: a file
 * @replace: whether it may exist already; it stays as it is until the new one is whole
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): an archive without entries, for its owner's eyes only
 */
CpxZipWriter *
cpx_zip_writer_new (const char  *path,
                    gboolean     replace,
                    GError     **error)
{
  g_autoptr(CpxZipWriter) self = g_new0 (CpxZipWriter, 1);

  self->file = cpx_partial_file_new (path, replace, error);
  if (self->file == NULL || !open_archive (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * cpx_zip_writer_free:
 * @self: (transfer full): an archive; what was not finished leaves no file
 */
void
cpx_zip_writer_free (CpxZipWriter *self)
{
  if (self->archive != NULL)
    archive_write_free (self->archive);
  g_clear_pointer (&self->file, cpx_partial_file_free);
  g_free (self);
}

/**
 * cpx_zip_writer_begin:
 * @self: an archive
 * @name: of the next entry
 * @error: where the fault goes
 *
 * Returns: `TRUE` if text can be put into the entry
 */
gboolean
cpx_zip_writer_begin (CpxZipWriter  *self,
                      const char    *name,
                      GError       **error)
{
  struct archive_entry *entry = archive_entry_new ();
  int result;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_mtime (entry, (time_t) (cpx_clock_now_us () / G_USEC_PER_SEC), 0);
  result = archive_write_header (self->archive, entry);
  archive_entry_free (entry);

  return result == ARCHIVE_OK || fail_archive (self, error);
}

/**
 * cpx_zip_writer_put:
 * @self: an archive with an entry begun
 * @text: bytes
 * @n_bytes: how many
 * @error: where the fault goes
 *
 * Returns: `TRUE` if they are in the entry
 */
gboolean
cpx_zip_writer_put (CpxZipWriter  *self,
                    const char    *text,
                    gsize          n_bytes,
                    GError       **error)
{
  return archive_write_data (self->archive, text, n_bytes) == (la_ssize_t) n_bytes || fail_archive (self, error);
}

/**
 * cpx_zip_writer_finish:
 * @self: an archive
 * @error: where the fault goes
 *
 * Returns: `TRUE` if the file is whole, on the disk and under its name
 */
gboolean
cpx_zip_writer_finish (CpxZipWriter  *self,
                       GError       **error)
{
  return (archive_write_close (self->archive) == ARCHIVE_OK || fail_archive (self, error)) &&
         cpx_partial_file_finish (self->file, error);
}

static gboolean
fail_read (const char      *path,
           struct archive  *archive,
           GError         **error)
{
  g_debug ("libarchive: %s", archive_error_string (archive));
  if (archive_errno (archive) == ENOENT)
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND, _("There is no file “%s”."), path);
  else
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED, _("“%s” is no whole zip archive."), path);

  return FALSE;
}

static GBytes *
read_entry (const char      *path,
            struct archive  *archive,
            GError         **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *buffer = g_malloc (BUFFER_BYTES);
  la_ssize_t n;

  while ((n = archive_read_data (archive, buffer, BUFFER_BYTES)) > 0)
    {
      if ((guint64) bytes->len + (guint64) n > MIN (CPX_ZIP_MAX_ENTRY_BYTES, G_MAXUINT - BUFFER_BYTES))
        {
          g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                       _("“%s” holds an entry that is too large."), path);
          return NULL;
        }
      g_byte_array_append (bytes, buffer, (guint) n);
    }
  if (n < 0)
    {
      fail_read (path, archive, error);
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* TRUE with no bytes: the archive ends without that entry. */
static gboolean
find_entry (const char      *path,
            struct archive  *archive,
            const char      *name,
            GBytes         **out_bytes,
            GError         **error)
{
  struct archive_entry *entry;
  int result;

  while ((result = archive_read_next_header (archive, &entry)) == ARCHIVE_OK || result == ARCHIVE_WARN)
    {
      const char *found = archive_entry_pathname (entry);

      if (g_strcmp0 (found, name) != 0)
        continue;
      *out_bytes = read_entry (path, archive, error);
      return *out_bytes != NULL;
    }

  return result == ARCHIVE_EOF || fail_read (path, archive, error);
}

/**
 * cpx_zip_read:
 * @path: a zip archive
 * @name: an entry
 * @out_bytes: (out) (transfer full) (nullable): what it holds; `NULL` if there is no such entry
 * @error: where the fault goes: no such file, no zip archive, a damaged one
 *
 * Returns: `TRUE` if the archive could be read
 */
gboolean
cpx_zip_read (const char  *path,
              const char  *name,
              GBytes     **out_bytes,
              GError     **error)
{
  struct archive *archive = archive_read_new ();
  gboolean read;

  *out_bytes = NULL;
  archive_read_support_format_zip (archive);
  read = archive_read_open_filename (archive, path, BUFFER_BYTES) == ARCHIVE_OK
         ? find_entry (path, archive, name, out_bytes, error)
                                                                               : fail_read (path, archive, error);
  archive_read_free (archive);

  return read;
}
