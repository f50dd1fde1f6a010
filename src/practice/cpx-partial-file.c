/* cpx-partial-file.c: written beside under another name, brought to the disk, renamed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-partial-file.h"

#include "cpx-practice-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

struct _CpxPartialFile
{
  char *path;     /* (owned) */
  char *partial;  /* (owned): the file until it is whole */
  int   fd;       /* -1 once it is under its name, or never was */
};

/**
 * cpx_partial_file_fail:
 * @self: a file
 * @code: of errno.h
 * @error: where the fault goes
 *
 * Says that a file cannot be written.
 *
 * Returns: `FALSE`
 */
gboolean
cpx_partial_file_fail (CpxPartialFile  *self,
                       int              code,
                       GError         **error)
{
  if (code == ENOSPC || code == EDQUOT)
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_IO,
                 _("“%s” cannot be written: the disk is full. Nothing was left there; make room or choose another "
                   "place."), self->path);
  else
    g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code), _("“%s” cannot be written: %s"), self->path,
                 g_strerror (code));

  return FALSE;
}

static gboolean
check_free (CpxPartialFile  *self,
            GError         **error)
{
  if (!g_file_test (self->path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
               _("“%s” exists already: nothing is overwritten, choose another name."), self->path);

  return FALSE;
}

/**
 * cpx_partial_file_new:
 * @path: where it will be
 * @replace: whether another file may be there; it stays until this one is whole
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): an empty file
 */
CpxPartialFile *
cpx_partial_file_new (const char  *path,
                      gboolean     replace,
                      GError     **error)
{
  g_autoptr(CpxPartialFile) self = g_new0 (CpxPartialFile, 1);

  self->path = g_strdup (path);
  self->partial = g_strconcat (path, ".partial", NULL);
  self->fd = -1;
  if (!replace && !check_free (self, error))
    return NULL;
  self->fd = open (self->partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->fd < 0)
    {
      cpx_partial_file_fail (self, errno, error);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * cpx_partial_file_free:
 * @self: (transfer full): a file; what was not finished leaves none
 */
void
cpx_partial_file_free (CpxPartialFile *self)
{
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
 * cpx_partial_file_get_fd:
 * @self: a file being written
 *
 * Returns: its descriptor, which stays its own
 */
int
cpx_partial_file_get_fd (CpxPartialFile *self)
{
  return self->fd;
}

/**
 * cpx_partial_file_put:
 * @self: a file
 * @bytes: what comes next
 * @n_bytes: how many
 * @error: where the fault goes
 *
 * Returns: `TRUE` if they are in the file
 */
gboolean
cpx_partial_file_put (CpxPartialFile  *self,
                      const char      *bytes,
                      gsize            n_bytes,
                      GError         **error)
{
  while (n_bytes > 0)
    {
      ssize_t n = write (self->fd, bytes, n_bytes);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return cpx_partial_file_fail (self, errno, error);
      bytes += n;
      n_bytes -= (gsize) n;
    }

  return TRUE;
}

/**
 * cpx_partial_file_finish:
 * @self: a file with all that belongs in it
 * @error: where the fault goes
 *
 * Returns: `TRUE` if it is on the disk and under its name
 */
gboolean
cpx_partial_file_finish (CpxPartialFile  *self,
                         GError         **error)
{
  if (fsync (self->fd) != 0 || g_rename (self->partial, self->path) != 0)
    return cpx_partial_file_fail (self, errno, error);
  close (self->fd);
  self->fd = -1;

  return TRUE;
}
