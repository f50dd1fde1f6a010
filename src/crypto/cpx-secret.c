/* cpx-secret.c: bytes that must not leave the process: locked in memory, guarded, wiped.
 *
 * The bytes live in libsodium's guarded heap (guard pages, a canary, mlock, left out of dumps, wiped when
 * freed).  Each takes three pages of memory: this is for keys and passphrases, not for data.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-secret.h"

#include "cpx-crypto.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#define FILE_MAX_BYTES 4096

struct _CpxSecret
{
  gatomicrefcount  ref_count;
  gsize            n_bytes;
  guint8          *bytes;  /* (owned) n_bytes and a final NUL, in the guarded heap */
};

G_DEFINE_BOXED_TYPE (CpxSecret, cpx_secret, cpx_secret_ref, cpx_secret_unref)

/**
 * cpx_secret_new:
 * @n_bytes: its size
 *
 * Makes a secret of zeros, to be filled through cpx_secret_get_writable() before anyone else sees it.
 *
 * Returns: (transfer full): the secret
 */
CpxSecret *
cpx_secret_new (gsize n_bytes)
{
  CpxSecret *self = g_new0 (CpxSecret, 1);

  cpx_crypto_init ();
  g_atomic_ref_count_init (&self->ref_count);
  self->n_bytes = n_bytes;
  self->bytes = sodium_malloc (n_bytes + 1);
  if (self->bytes == NULL)
    g_error ("no memory for a secret of %" G_GSIZE_FORMAT " bytes", n_bytes);
  memset (self->bytes, 0, n_bytes + 1);

  return self;
}

/**
 * cpx_secret_new_random:
 * @n_bytes: its size
 *
 * Returns: (transfer full): a new key
 */
CpxSecret *
cpx_secret_new_random (gsize n_bytes)
{
  CpxSecret *self = cpx_secret_new (n_bytes);

  cpx_crypto_fill_random (self->bytes, n_bytes);

  return self;
}

/**
 * cpx_secret_new_from_bytes:
 * @bytes: (array length=n_bytes): what to keep; the caller wipes its own copy
 * @n_bytes: how many
 *
 * Returns: (transfer full): a secret with a copy of @bytes
 */
CpxSecret *
cpx_secret_new_from_bytes (const void *bytes,
                           gsize       n_bytes)
{
  CpxSecret *self = cpx_secret_new (n_bytes);

  if (n_bytes > 0)
    memcpy (self->bytes, bytes, n_bytes);

  return self;
}

/**
 * cpx_secret_new_from_text:
 * @text: a passphrase, as UTF-8
 *
 * Returns: (transfer full): a secret with the bytes of @text, its final NUL left out
 */
CpxSecret *
cpx_secret_new_from_text (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return cpx_secret_new_from_bytes (text, strlen (text));
}

static gssize
read_all (int     fd,
          guint8 *bytes,
          gsize   n_max)
{
  gsize n = 0;

  while (n < n_max)
    {
      ssize_t got = read (fd, bytes + n, n_max - n);

      if (got == 0)
        break;
      if (got < 0 && errno != EINTR)
        return -1;
      if (got > 0)
        n += (gsize) got;
    }

  return (gssize) n;
}

/**
 * cpx_secret_new_from_file:
 * @path: a file, or `-` for standard input
 * @error: return location for an error
 *
 * Reads a secret from the first line of a file, so that it travels neither in argv nor in the environment.
 *
 * The end of the line is left out.  More than 4096 bytes are refused.
 *
 * Returns: (transfer full) (nullable): the secret
 */
CpxSecret *
cpx_secret_new_from_file (const char  *path,
                          GError     **error)
{
  g_autoptr(CpxSecret) buffer = NULL;
  gboolean is_stdin;
  const guint8 *end;
  gsize n_line;
  gssize n;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);

  is_stdin = strcmp (path, "-") == 0;
  buffer = cpx_secret_new (FILE_MAX_BYTES + 1);
  fd = is_stdin ? STDIN_FILENO : open (path, O_RDONLY | O_CLOEXEC);
  n = fd < 0 ? -1 : read_all (fd, buffer->bytes, FILE_MAX_BYTES + 1);
  if (n < 0 || n > FILE_MAX_BYTES)
    g_set_error (error, CPX_CRYPTO_ERROR, CPX_CRYPTO_ERROR_FILE, _("The secret cannot be read from “%s”: %s"), path,
                 n < 0 ? g_strerror (errno) : _("it is too long"));
  if (fd >= 0 && !is_stdin)
    close (fd);
  if (n < 0 || n > FILE_MAX_BYTES)
    return NULL;

  end = memchr (buffer->bytes, '\n', (gsize) n);
  n_line = end != NULL ? (gsize) (end - buffer->bytes) : (gsize) n;
  if (n_line > 0 && buffer->bytes[n_line - 1] == '\r')
    n_line--;

  return cpx_secret_new_from_bytes (buffer->bytes, n_line);
}

/**
 * cpx_secret_ref:
 * @self: a secret
 *
 * Returns: (transfer full): @self
 */
CpxSecret *
cpx_secret_ref (CpxSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * cpx_secret_unref:
 * @self: (nullable) (transfer full): a secret
 *
 * Gives a reference back; the last one wipes the bytes.
 */
void
cpx_secret_unref (CpxSecret *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  sodium_free (self->bytes);
  g_free (self);
}

/**
 * cpx_secret_get_bytes:
 * @self: a secret
 *
 * Returns: (transfer none): its bytes
 */
const guint8 *
cpx_secret_get_bytes (CpxSecret *self)
{
  return self->bytes;
}

/**
 * cpx_secret_get_size:
 * @self: a secret
 *
 * Returns: the number of its bytes
 */
gsize
cpx_secret_get_size (CpxSecret *self)
{
  return self->n_bytes;
}

/**
 * cpx_secret_get_text:
 * @self: a secret that is a text
 *
 * Returns: (transfer none): its bytes, which a NUL follows
 */
const char *
cpx_secret_get_text (CpxSecret *self)
{
  return (const char *) self->bytes;
}

/**
 * cpx_secret_get_writable:
 * @self: a secret that nobody else has yet
 *
 * Returns: (transfer none): its bytes, to be filled
 */
guint8 *
cpx_secret_get_writable (CpxSecret *self)
{
  return self->bytes;
}

/**
 * cpx_secret_equal:
 * @a: a secret
 * @b: another
 *
 * Compares two secrets; the time taken tells their sizes at most.
 *
 * Returns: `TRUE` if they are the same
 */
gboolean
cpx_secret_equal (CpxSecret *a,
                  CpxSecret *b)
{
  return a->n_bytes == b->n_bytes && cpx_crypto_equal (a->bytes, b->bytes, a->n_bytes);
}
