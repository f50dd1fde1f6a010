/* cpx-lock-file.c: one process holds a vault; who does is written beside it.
 *
 * The lock is flock() on `x.cpx-lock`: it ends with the process however that ends, and unlike POSIX locks it keeps
 * out a second opening by the same process.  The holder is told from the file's text, not from the lock, so that
 * the text may be stale; the lock never is.
 *
 * Who only reads shares the lock with others who do: a writer would change pages under them.  In a folder that may not
 * be written there may be no lock to take, and then nobody who writes either.
 *
 * Invariants
 *   L1  Who holds the lock holds it on the file that bears the name now: the file is removed by its holder, and
 *       who locked a file that was removed meanwhile starts again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-lock-file.h"

#include "cpx-vault-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEXT_MAX 1024
#define GROUP "holder"

struct _CpxLockFile
{
  char     *path;       /* (owned) */
  int       fd;         /* -1: a read-only folder in which nobody can hold anything */
  gboolean  exclusive;
};

/**
 * cpx_lock_file_release:
 * @self: (nullable) (transfer full): a lock
 *
 * Lets others open the vault.
 */
void
cpx_lock_file_release (CpxLockFile *self)
{
  if (self == NULL)
    return;

  if (self->fd >= 0 && (self->exclusive || flock (self->fd, LOCK_EX | LOCK_NB) == 0))
    (void) g_unlink (self->path);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self);
}

static char *
describe_holder (int fd)
{
  g_autoptr(GKeyFile) keys = g_key_file_new ();
  g_autofree char *program = NULL;
  g_autofree char *host = NULL;
  g_autofree char *login = NULL;
  char text[TEXT_MAX];
  ssize_t n = pread (fd, text, sizeof text, 0);

  if (n <= 0 || !g_key_file_load_from_data (keys, text, (gsize) n, G_KEY_FILE_NONE, NULL))
    return g_strdup (_("another program"));

  program = g_key_file_get_string (keys, GROUP, "program", NULL);
  host = g_key_file_get_string (keys, GROUP, "host", NULL);
  login = g_key_file_get_string (keys, GROUP, "login", NULL);

  return g_strdup_printf (_("%s (process %d on %s, user %s)"), program != NULL ? program : "?",
                          g_key_file_get_integer (keys, GROUP, "pid", NULL), host != NULL ? host : "?",
                          login != NULL && *login != '\0' ? login : "?");
}

static void
write_holder (int         fd,
              const char *login)
{
  g_autoptr(GKeyFile) keys = g_key_file_new ();
  g_autofree char *text = NULL;
  gsize n_text;

  g_key_file_set_integer (keys, GROUP, "pid", getpid ());
  g_key_file_set_string (keys, GROUP, "host", g_get_host_name ());
  g_key_file_set_string (keys, GROUP, "program", g_get_prgname () != NULL ? g_get_prgname () : "?");
  g_key_file_set_string (keys, GROUP, "login", login);
  text = g_key_file_to_data (keys, &n_text, NULL);

  /* On a full disk the text is missing and the lock is there: the other one is told less. */
  if (ftruncate (fd, 0) == 0)
    (void) !pwrite (fd, text, n_text, 0);
}

static gboolean
is_same_file (int         fd,
              const char *path)
{
  struct stat by_fd;
  struct stat by_path;

  return fstat (fd, &by_fd) == 0 && stat (path, &by_path) == 0 && by_fd.st_dev == by_path.st_dev
         && by_fd.st_ino == by_path.st_ino;
}

static int
open_text (const char *path,
           gboolean    exclusive)
{
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0 && !exclusive && (errno == EACCES || errno == EROFS || errno == EPERM))
    fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

  return fd;
}

/* L1.  Returns a locked descriptor, or -1 with errno; EWOULDBLOCK comes with the descriptor of the holder's text. */
static int
open_locked (const char *path,
             gboolean    exclusive,
             int        *out_holder_fd)
{
  for (;;)
    {
      int fd = open_text (path, exclusive);

      if (fd < 0)
        return -1;
      if (flock (fd, (exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0)
        {
          int saved = errno;

          *out_holder_fd = fd;
          errno = saved;
          return -1;
        }
      if (is_same_file (fd, path))
        return fd;
      close (fd);
    }
}

static void
set_refused (GError     **error,
             const char  *vault_path,
             int          holder_fd,
             int          saved_errno)
{
  if (holder_fd >= 0 && saved_errno == EWOULDBLOCK)
    {
      g_autofree char *holder = describe_holder (holder_fd);

      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_HELD, _("“%s” is already open in %s: close it there first"),
                   vault_path, holder);
    }
  else if (saved_errno == EACCES || saved_errno == EROFS || saved_errno == EPERM)
    {
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_READ_ONLY,
                   _("The folder of “%s” cannot be written: make it writable, or copy the file elsewhere"), vault_path);
    }
  else if (saved_errno == ENOSPC || saved_errno == EDQUOT)
    {
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_FULL,
                   _("The disk of “%s” is full: make room, then try again"), vault_path);
    }
  else
    {
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_IO, _("“%s” cannot be locked: %s"), vault_path,
                   g_strerror (saved_errno));
    }
}

/**
 * cpx_lock_file_take:
 * @vault_path: a vault
 * @login: who opens it, told to the next one who tries
 * @read_only: whether nothing is to be written; the lock is then shared with others like it
 * @error: return location for an error
 *
 * Takes the lock, without waiting.
 *
 * Returns: (transfer full) (nullable): the lock, or `NULL` with %CPX_VAULT_ERROR_HELD
 */
CpxLockFile *
cpx_lock_file_take (const char  *vault_path,
                    const char  *login,
                    gboolean     read_only,
                    GError     **error)
{
  g_autofree char *path = g_strconcat (vault_path, "-lock", NULL);
  CpxLockFile *self;
  int holder_fd = -1;
  int fd = open_locked (path, !read_only, &holder_fd);
  int saved_errno = errno;

  /* Read-only and nobody there: in a folder that we may not write, that is all we can know. */
  if (fd < 0 && !(read_only && saved_errno == ENOENT))
    {
      set_refused (error, vault_path, holder_fd, saved_errno);
      if (holder_fd >= 0)
        close (holder_fd);
      return NULL;
    }
  if (fd >= 0)
    write_holder (fd, login);

  self = g_new0 (CpxLockFile, 1);
  self->path = g_steal_pointer (&path);
  self->fd = fd;
  self->exclusive = !read_only;

  return self;
}
