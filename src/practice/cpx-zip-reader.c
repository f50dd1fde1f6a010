/* cpx-zip-reader.c: libarchive, reading by the directory at the archive's end: the one that every program believes.
 *
 * Nothing is unpacked, no name is taken for a path; a member is as long as who reads it goes on reading.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-zip-reader.h"

#include "cpx-practice-error.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib/gi18n-lib.h>

#define BUFFER_BYTES (64 * 1024)

#define CPX_TYPE_ZIP_STREAM (cpx_zip_stream_get_type ())
G_DECLARE_FINAL_TYPE (CpxZipStream, cpx_zip_stream, CPX, ZIP_STREAM, GInputStream)

/* The member that an archive stands at. */
struct _CpxZipStream
{
  GInputStream    parent_instance;

  struct archive *archive;
  gboolean        owns_archive;
  char           *path;
};

G_DEFINE_FINAL_TYPE (CpxZipStream, cpx_zip_stream, G_TYPE_INPUT_STREAM)

static gboolean
fail_damaged (const char      *path,
              struct archive  *archive,
              GError         **error)
{
  g_debug ("libarchive: %s", archive_error_string (archive));
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED,
               _("“%s” is damaged: the archive cannot be unpacked."),
               path);

  return FALSE;
}

static gssize
cpx_zip_stream_read (GInputStream  *stream,
                     void          *buffer,
                     gsize          count,
                     GCancellable  *cancellable,
                     GError       **error)
{
  CpxZipStream *self = CPX_ZIP_STREAM (stream);
  la_ssize_t n_read;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;
  n_read = archive_read_data (self->archive, buffer, count);
  if (n_read >= 0)
    return (gssize) n_read;
  fail_damaged (self->path, self->archive, error);

  return -1;
}

static void
cpx_zip_stream_finalize (GObject *object)
{
  CpxZipStream *self = CPX_ZIP_STREAM (object);

  if (self->owns_archive)
    archive_read_free (self->archive);
  g_free (self->path);
  G_OBJECT_CLASS (cpx_zip_stream_parent_class)->finalize (object);
}

static void
cpx_zip_stream_class_init (CpxZipStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cpx_zip_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = cpx_zip_stream_read;
}

static void
cpx_zip_stream_init (CpxZipStream *self)
{
}

static GInputStream *
stream_new (struct archive *archive,
            gboolean        owns_archive,
            const char     *path)
{
  CpxZipStream *self = g_object_new (CPX_TYPE_ZIP_STREAM, NULL);

  self->archive = archive;
  self->owns_archive = owns_archive;
  self->path = g_strdup (path);

  return G_INPUT_STREAM (self);
}

static gboolean
fail_open (const char      *path,
           struct archive  *archive,
           GError         **error)
{
  int code = archive_errno (archive);

  if (code == ENOENT)
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND, _("There is no file “%s”."), path);
  else if (code == EACCES || code == EIO || code == EPERM)
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_IO, _("“%s” cannot be read: %s"), path,
                 g_strerror (code));
  else
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED, _("“%s” is no whole zip archive."), path);

  return FALSE;
}

/* Without the directory at its end an archive was cut off: then it is none. */
static struct archive *
open_archive (const char  *path,
              GError     **error)
{
  struct archive *archive = archive_read_new ();

  archive_read_support_format_zip_seekable (archive);
  if (archive_read_open_filename (archive, path, BUFFER_BYTES) == ARCHIVE_OK)
    return archive;
  fail_open (path, archive, error);
  archive_read_free (archive);

  return NULL;
}

/* The next file, folders passed over. NULL without an error at the end. */
static const char *
next_name (const char      *path,
           struct archive  *archive,
           GError         **error)
{
  struct archive_entry *entry;
  const char *name;
  int result;

  do
    {
      result = archive_read_next_header (archive, &entry);
      if (result == ARCHIVE_EOF)
        return NULL;
      if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
        {
          fail_damaged (path, archive, error);
          return NULL;
        }
    }
  while (archive_entry_filetype (entry) == AE_IFDIR);

  name = archive_entry_filetype (entry) == AE_IFREG ? archive_entry_pathname_utf8 (entry) : NULL;
  if (name == NULL)
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                 _("“%s” holds a member that is no ordinary file."), path);

  return name;
}

static gboolean
walk (const char      *path,
      struct archive  *archive,
      CpxZipFunc       func,
      gpointer         user_data,
      GError         **error)
{
  g_autoptr(GError) fault = NULL;
  const char *found;

  while ((found = next_name (path, archive, &fault)) != NULL)
    {
      g_autoptr(GInputStream) stream = stream_new (archive, FALSE, path);
      g_autofree char *name = g_strdup (found);

      if (!func (name, stream, user_data, error))
        return FALSE;
    }
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));

  return FALSE;
}

/**
 * cpx_zip_reader_walk:
 * @path: a zip archive
 * @func: (scope call): given each file of it in turn
 * @user_data: for @func
 * @error: where the fault goes: no such file, no zip archive, a damaged one, or one of @func
 *
 * Returns: `TRUE` once each was given and taken
 */
gboolean
cpx_zip_reader_walk (const char  *path,
                     CpxZipFunc   func,
                     gpointer     user_data,
                     GError     **error)
{
  struct archive *archive = open_archive (path, error);
  gboolean done = archive != NULL && walk (path, archive, func, user_data, error);

  if (archive != NULL)
    archive_read_free (archive);

  return done;
}

/**
 * cpx_zip_reader_open:
 * @path: a zip archive
 * @name: one of its files
 * @error: where the fault goes
 *
 * Opens a file of an archive. Several may be open at a time.
 *
 * Returns: (transfer full) (nullable): what it holds
 */
GInputStream *
cpx_zip_reader_open (const char  *path,
                     const char  *name,
                     GError     **error)
{
  struct archive *archive = open_archive (path, error);
  g_autoptr(GError) fault = NULL;
  const char *found;

  if (archive == NULL)
    return NULL;
  while ((found = next_name (path, archive, &fault)) != NULL)
    {
      if (g_str_equal (found, name))
        return stream_new (archive, TRUE, path);
    }
  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  else
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED, _("“%s” does not hold “%s”."), path, name);
  archive_read_free (archive);

  return NULL;
}
