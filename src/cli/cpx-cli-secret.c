/* cpx-cli-secret.c: one line, read byte by byte into locked memory: what follows it on standard input is still there
 * for the command.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-secret.h"

#include "cpx-cli-exit.h"
#include "cpx-cli-signals.h"

#include <cpx-practice-error.h>

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#define MAX_BYTES 4096

static gboolean
fail (const char  *path,
      int          code,
      GError     **error)
{
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code),
               _("The secret cannot be read from “%s”: %s"), path, g_strerror (code));

  return FALSE;
}

/* FALSE once a signal asked to stop: a person waits at the prompt, and so does the terminal's echo. */
static gboolean
wait_for_input (int fd)
{
  GCancellable *cancellable = cpx_cli_signals_get_cancellable ();
  struct pollfd watched[2] = { { .fd = fd, .events = POLLIN },
                               { .fd = g_cancellable_get_fd (cancellable), .events = POLLIN } };

  while (poll (watched, G_N_ELEMENTS (watched), -1) < 0 && errno == EINTR)
    continue;
  g_cancellable_release_fd (cancellable);

  return !g_cancellable_is_cancelled (cancellable);
}

/* One byte; 0 at the end, -1 with errno. */
static gssize
read_byte (int     fd,
           guint8 *out_byte)
{
  gssize n;

  do
    {
      if (!wait_for_input (fd))
        {
          errno = ECANCELED;
          return -1;
        }
      n = read (fd, out_byte, 1);
    }
  while (n < 0 && errno == EINTR);

  return n;
}

static gboolean
read_line (int          fd,
           const char  *path,
           CpxSecret   *buffer,
           gsize       *out_length,
           GError     **error)
{
  guint8 *bytes = cpx_secret_get_writable (buffer);
  gsize length = 0;
  gssize n;

  while ((n = read_byte (fd, bytes + length)) == 1 && bytes[length] != '\n')
    {
      if (++length >= MAX_BYTES)
        return fail (path, EFBIG, error);
    }
  if (n < 0 && errno == ECANCELED)
    return cpx_cli_signals_check (error);
  if (n < 0)
    return fail (path, errno, error);
  if (length > 0 && bytes[length - 1] == '\r')
    length--;
  *out_length = length;

  return TRUE;
}

static CpxSecret *
check_text (const char  *path,
            CpxSecret   *buffer,
            gsize        length,
            GError     **error)
{
  const char *bytes = (const char *) cpx_secret_get_bytes (buffer);

  if (length > 0 && g_utf8_validate_len (bytes, length, NULL))
    return cpx_secret_new_from_bytes (bytes, length);
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
               length == 0 ? _("The secret in “%s” is empty: its first line must hold it.")
                           : _("The secret in “%s” is no UTF-8 text."), path);

  return NULL;
}

/**
 * cpx_cli_secret_read:
 * @path: a file, or `-` for standard input
 * @error: where the fault goes
 *
 * Reads a secret: the first line, without its end. Called again for `-`, it reads the next one.
 *
 * Returns: (transfer full) (nullable): the secret
 */
CpxSecret *
cpx_cli_secret_read (const char  *path,
                     GError     **error)
{
  gboolean is_stdin = strcmp (path, "-") == 0;
  int fd = is_stdin ? STDIN_FILENO : open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  g_autoptr(CpxSecret) buffer = NULL;
  gsize length = 0;
  gboolean read;

  if (fd < 0)
    {
      fail (path, errno, error);
      return NULL;
    }
  buffer = cpx_secret_new (MAX_BYTES);
  read = read_line (fd, path, buffer, &length, error);
  if (!is_stdin)
    close (fd);

  return read ? check_text (path, buffer, length, error) : NULL;
}

/**
 * cpx_cli_secret_can_ask:
 *
 * Returns: `TRUE` if someone sits at a terminal
 */
gboolean
cpx_cli_secret_can_ask (void)
{
  return isatty (STDIN_FILENO) && isatty (STDERR_FILENO);
}

/**
 * cpx_cli_secret_ask:
 * @question: what is asked, in the language of the screen
 * @error: where the fault goes
 *
 * Asks at the terminal and does not show what is typed.
 *
 * Returns: (transfer full) (nullable): the secret
 */
CpxSecret *
cpx_cli_secret_ask (const char  *question,
                    GError     **error)
{
  struct termios shown;
  struct termios hidden;
  CpxSecret *secret;

  if (!cpx_cli_secret_can_ask () || tcgetattr (STDIN_FILENO, &shown) != 0)
    {
      g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE,
                   _("%s: there is no terminal to ask at; give a file with one of the options --…-file."), question);
      return NULL;
    }
  hidden = shown;
  hidden.c_lflag &= ~(tcflag_t) ECHO;
  fprintf (stderr, _("%s: "), question);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
  secret = cpx_cli_secret_read ("-", error);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
  fputc ('\n', stderr);

  return secret;
}

/**
 * cpx_cli_secret_ask_new:
 * @error: where the fault goes
 *
 * Asks twice for a new passphrase: nobody sees what they type.
 *
 * Returns: (transfer full) (nullable): the passphrase
 */
CpxSecret *
cpx_cli_secret_ask_new (GError **error)
{
  g_autoptr(CpxSecret) first = cpx_cli_secret_ask (_("New passphrase"), error);
  g_autoptr(CpxSecret) second = NULL;

  if (first == NULL)
    return NULL;
  second = cpx_cli_secret_ask (_("The same again"), error);
  if (second == NULL)
    return NULL;
  if (!cpx_secret_equal (first, second))
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                   _("The two passphrases differ: type them again."));
      return NULL;
    }

  return g_steal_pointer (&first);
}

static gboolean
fail_to_write (const char  *path,
               int          code,
               GError     **error)
{
  if (code == EEXIST)
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                 _("“%s” exists already: nothing is overwritten, choose another name."), path);
  else
    g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code),
                 _("The secret cannot be written to “%s”: %s"), path, g_strerror (code));

  return FALSE;
}

/**
 * cpx_cli_secret_reserve:
 * @path: a file that does not exist yet
 * @error: where the fault goes
 *
 * Makes a file that nobody else may read, before there is a secret to put into it: one that opens something must not be
 * made and then lost.
 *
 * Returns: `TRUE` if it is there, empty
 */
gboolean
cpx_cli_secret_reserve (const char  *path,
                        GError     **error)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);

  if (fd < 0)
    return fail_to_write (path, errno, error);
  close (fd);

  return TRUE;
}

/**
 * cpx_cli_secret_write:
 * @path: a file made by cpx_cli_secret_reserve()
 * @text: a secret shown once
 * @error: where the fault goes
 *
 * Returns: `TRUE` if the secret is on the disk
 */
gboolean
cpx_cli_secret_write (const char  *path,
                      const char  *text,
                      GError     **error)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  gsize length = strlen (text);
  int code = errno;

  if (fd >= 0)
    {
      gboolean written = write (fd, text, length) == (gssize) length && write (fd, "\n", 1) == 1 && fsync (fd) == 0;

      code = errno;
      if (close (fd) == 0 && written)
        return TRUE;
    }

  return fail_to_write (path, code, error);
}
