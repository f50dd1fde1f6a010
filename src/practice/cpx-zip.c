/* cpx-zip.c: libarchive, with what an archive from outside may do to us bounded.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-zip.h"

#include "cpx-practice-error.h"

#include <cpx-clock.h>

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define BUFFER_BYTES (64 * 1024)

struct _CpxZipWriter
{
  struct archive *archive;  /* (owned) */
  char           *path;     /* (owned) */
  char           *partial;  /* (owned): the file until it is whole */
  int             fd;       /* -1 once closed */
};

static gboolean
fail_system (const char  *path,
             int          code,
             GError     **error)
{
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code), _("“%s” cannot be written: %s"), path,
               g_strerror (code));

  return FALSE;
}

static gboolean
fail_archive (CpxZipWriter  *self,
              GError       **error)
{
  int code = archive_errno (self->archive);

  return fail_system (self->path, code > 0 ? code : EIO, error);
}

static gboolean
open_partial (CpxZipWriter  *self,
              GError       **error)
{
  if (g_file_test (self->path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                   _("“%s” exists already: nothing is overwritten, choose another name."), self->path);
      return FALSE;
    }
  self->fd = open (self->partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (self->fd < 0)
    return fail_system (self->path, errno, error);
  if (archive_write_set_format_zip (self->archive) != ARCHIVE_OK ||
      archive_write_open_fd (self->archive, self->fd) != ARCHIVE_OK)
    return fail_archive (self, error);

  return TRUE;
}

/**
 * cpx_zip_writer_new:
 * @path: a file that does not exist yet
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): an archive without entries, for its owner's eyes only
 */
CpxZipWriter *
cpx_zip_writer_new (const char  *path,
                    GError     **error)
{
  g_autoptr(CpxZipWriter) self = g_new0 (CpxZipWriter, 1);

  self->archive = archive_write_new ();
  self->path = g_strdup (path);
  self->partial = g_strconcat (path, ".partial", NULL);
  self->fd = -1;
  if (!open_partial (self, error))
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
  archive_write_free (self->archive);
  if (self->fd >= 0)
    {
      close (self->fd);
      g_unlink (self->partial);
    }
  g_free (self->path);
  g_free (self->partial);
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
  if (archive_write_close (self->archive) != ARCHIVE_OK)
    return fail_archive (self, error);
  if (fsync (self->fd) != 0 || g_rename (self->partial, self->path) != 0)
    return fail_system (self->path, errno, error);
  close (self->fd);
  self->fd = -1;

  return TRUE;
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
