/* cpx-cli-output.c: standard output and standard error.
 *
 * Text of the vault goes to a terminal: its control characters are shown, never obeyed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-output.h"

#include "cpx-cli-exit.h"

#include <cpx-json.h>

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#define FIRST_CONTROL_PICTURE 0x2400  /* U+2400 to U+241F picture U+0000 to U+001F */
#define PICTURE_OF_DELETE     0x2421

#define FIRST_STRONG_ISOLATE    0x2068
#define POP_DIRECTIONAL_ISOLATE 0x2069

static gboolean
check_stream (GError **error)
{
  int code = errno;

  if (!ferror (stdout))
    return TRUE;
  g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_OUTPUT, _("The output cannot be written: %s"), g_strerror (code));

  return FALSE;
}

/* What turns the direction of the text that follows: U+202A to U+202E until U+202C, U+2066 to U+2068 until U+2069. */
static gboolean
is_direction (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* A field ends at a tab or a line end; what it turned, and did not turn back, must not reach the next one. */
typedef struct
{
  GString  *shown;        /* (owned) */
  gsize     start;        /* of the field */
  gboolean  is_directed;
  guint     n_isolates;   /* that the field opened and did not close */
} Shown;

static void
end_field (Shown *self)
{
  if (self->is_directed)
    {
      g_string_insert_unichar (self->shown, (gssize) self->start, FIRST_STRONG_ISOLATE);
      for (guint i = 0; i <= self->n_isolates; i++)
        g_string_append_unichar (self->shown, POP_DIRECTIONAL_ISOLATE);
    }
  self->is_directed = FALSE;
  self->n_isolates = 0;
}

/* The end of an isolate that was not begun would end the one around the field. */
static gunichar
see_direction (Shown    *self,
               gunichar  c)
{
  if (!is_direction (c))
    return c;
  self->is_directed = TRUE;
  if (c == POP_DIRECTIONAL_ISOLATE && self->n_isolates == 0)
    return 0xfffd;
  if (c == POP_DIRECTIONAL_ISOLATE)
    self->n_isolates--;
  else if (c >= 0x2066)
    self->n_isolates++;

  return c;
}

/* Line ends and tabs stay where @keep says so. */
static char *
picture_controls (const char *text,
                  const char *keep)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  Shown self = { .shown = g_string_sized_new (strlen (valid)) };

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = see_direction (&self, g_utf8_get_char (p));
      gboolean ends = c < 0x20 && strchr (keep, (int) c) != NULL;

      if (ends)
        end_field (&self);
      if (c == 0x7f)
        c = PICTURE_OF_DELETE;
      else if (c < 0x20 && !ends)
        c += FIRST_CONTROL_PICTURE;
      else if (c >= 0x80 && c < 0xa0)
        c = 0xfffd;
      g_string_append_unichar (self.shown, c);
      if (ends)
        self.start = self.shown->len;
    }
  end_field (&self);

  return g_string_free (self.shown, FALSE);
}

static void
open_stream (int fd,
             int flags)
{
  if (fcntl (fd, F_GETFD) < 0 && open ("/dev/null", flags) != fd)
    _exit (CPX_CLI_EXIT_IO);
}

/**
 * cpx_cli_output_open_streams:
 *
 * Occupies the three standard descriptors if the caller closed them: else the vault might be opened as one, and written
 * into by a message. A closed output stays one that cannot be written.
 */
void
cpx_cli_output_open_streams (void)
{
  open_stream (STDIN_FILENO, O_RDONLY);
  open_stream (STDOUT_FILENO, O_RDONLY);
  open_stream (STDERR_FILENO, O_WRONLY);
}

/**
 * cpx_cli_output_text:
 * @error: where the fault goes: %CPX_CLI_ERROR_OUTPUT
 * @format: a line for a person, without its end
 * @...: its values
 *
 * Returns: `TRUE` if it could be written
 */
gboolean
cpx_cli_output_text (GError     **error,
                     const char  *format,
                     ...)
{
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;
  va_list values;

  va_start (values, format);
  text = g_strdup_vprintf (format, values);
  va_end (values);
  shown = picture_controls (text, "\n\t");
  fputs (shown, stdout);
  fputc ('\n', stdout);

  return check_stream (error);
}

/**
 * cpx_cli_output_json:
 * @object: one JSON object
 * @error: where the fault goes: %CPX_CLI_ERROR_OUTPUT
 *
 * Returns: `TRUE` if it could be written, on one line
 */
gboolean
cpx_cli_output_json (json_t  *object,
                     GError **error)
{
  g_autofree char *text = cpx_json_print (object);

  fputs (text, stdout);
  fputc ('\n', stdout);

  return check_stream (error);
}

/**
 * cpx_cli_output_flush:
 * @error: where the fault goes: %CPX_CLI_ERROR_OUTPUT
 *
 * Returns: `TRUE` if all that was written so far left the program
 */
gboolean
cpx_cli_output_flush (GError **error)
{
  fflush (stdout);

  return check_stream (error);
}

/**
 * cpx_cli_output_complain:
 * @format: what to say on standard error
 * @...: its values
 *
 * Complains on one line, however many sentences there are.
 */
void
cpx_cli_output_complain (const char *format,
                         ...)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autofree char *line = NULL;
  g_autofree char *shown = NULL;
  va_list values;

  va_start (values, format);
  text = g_strdup_vprintf (format, values);
  va_end (values);
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  line = g_strjoinv ("; ", lines);
  shown = picture_controls (line, "");
  fflush (stdout);
  fprintf (stderr, "cpxctl: %s\n", shown);
}
