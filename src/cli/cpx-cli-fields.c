/* cpx-cli-fields.c: makes a JSON object of what was typed; the model then refuses what is no field or no value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-fields.h"

#include "cpx-cli-exit.h"
#include "cpx-cli-signals.h"

#include <cpx-practice-error.h>

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

/* What the option of CPX_CLI_FIELDS_OPTION was given. */
char *cpx_cli_fields_json_file;

typedef struct
{
  const char *word;
  gboolean    value;
} Answer;

static const Answer answers[] = {
  { "true", TRUE }, { "yes", TRUE }, { "oui", TRUE }, { "1", TRUE },
  { "false", FALSE }, { "no", FALSE }, { "non", FALSE }, { "0", FALSE },
};

static json_t *
make_boolean (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      if (g_ascii_strcasecmp (answers[i].word, text) == 0)
        return json_boolean (answers[i].value);
    }

  return json_string (text);
}

static json_t *
make_integer (const char *text)
{
  gint64 number;

  if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return json_integer (number);

  return json_string (text);
}

/* What cannot be of the field's type stays a string, which the model refuses with the field's name. */
static json_t *
make_value (const CpxKind *kind,
            const char    *name,
            const char    *text)
{
  int field = cpx_kind_find_field (kind, name);

  if (*text == '\0')
    return json_null ();
  if (field >= 0 && kind->fields[field].type == CPX_FIELD_BOOLEAN)
    return make_boolean (text);
  if (field >= 0 && kind->fields[field].type == CPX_FIELD_INTEGER)
    return make_integer (text);

  return json_string (text);
}

static gboolean
put_argument (const CpxKind  *kind,
              json_t         *object,
              const char     *argument,
              GError        **error)
{
  const char *equals = strchr (argument, '=');
  g_autofree char *name = NULL;

  if (equals == NULL || equals == argument)
    {
      g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, _("“%s” is not of the form FIELD=VALUE."), argument);
      return FALSE;
    }
  name = g_strndup (argument, (gsize) (equals - argument));
  json_object_set_new (object, name, make_value (kind, name, equals + 1));

  return TRUE;
}

/**
 * cpx_cli_fields_open:
 * @path: a file, or `-` for standard input
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): its bytes
 */
GInputStream *
cpx_cli_fields_open (const char  *path,
                     GError     **error)
{
  gboolean is_stdin = strcmp (path, "-") == 0;
  int fd = is_stdin ? STDIN_FILENO : open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

  if (fd >= 0 && !is_stdin && g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      close (fd);
      fd = -1;
      errno = EISDIR;
    }
  if (fd >= 0)
    return g_unix_input_stream_new (fd, !is_stdin);
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), _("“%s” cannot be read: %s"), path,
               g_strerror (errno));

  return NULL;
}

static json_t *
read_object (const char  *path,
             GError     **error)
{
  g_autoptr(GInputStream) stream = cpx_cli_fields_open (path, error);
  g_autoptr(GOutputStream) text = g_memory_output_stream_new_resizable ();
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (text);
  json_t *object;

  if (stream == NULL || g_output_stream_splice (text, stream, G_OUTPUT_STREAM_SPLICE_NONE,
                                                cpx_cli_signals_get_cancellable (), error) < 0)
    return NULL;
  object = cpx_json_parse (g_memory_output_stream_get_data_size (memory) > 0 ? g_memory_output_stream_get_data (memory)
                           : "",
                           (gssize) g_memory_output_stream_get_data_size (memory), error);
  if (object == NULL)
    g_prefix_error (error, "%s: ", path);

  return object;
}

/**
 * cpx_cli_fields_read:
 * @kind: the kind of record
 * @arguments: `field=value` each, ends with `NULL`; an empty value clears
 * @error: where the fault goes
 *
 * Puts together what --json-file and the arguments say.
 *
 * Returns: (transfer full) (nullable): one member for each field that was named
 */
json_t *
cpx_cli_fields_read (const CpxKind  *kind,
                     char          **arguments,
                     GError        **error)
{
  g_autoptr(json_t) object = NULL;

  object = cpx_cli_fields_json_file != NULL ? read_object (cpx_cli_fields_json_file, error) : json_object ();
  if (object == NULL)
    return NULL;
  if (!json_is_object (object))
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                   _("“%s” must hold one JSON object."), cpx_cli_fields_json_file);
      return NULL;
    }
  for (guint i = 0; arguments[i] != NULL; i++)
    {
      if (!put_argument (kind, object, arguments[i], error))
        return NULL;
    }

  return g_steal_pointer (&object);
}

static const char *
describe_type (const CpxField *field)
{
  switch (field->type)
    {
    case CPX_FIELD_DATE:
      return _("date, or year, or year and month");
    case CPX_FIELD_BOOLEAN:
      return _("yes or no");
    case CPX_FIELD_INTEGER:
      return _("whole number");
    case CPX_FIELD_REFERENCE:
      return field->target;
    case CPX_FIELD_ENUM:
    case CPX_FIELD_TEXT:
    case CPX_FIELD_LONG_TEXT:
    default:
      return "";
    }
}

/* What may be typed: the tokens, or what form the value has, and its unit. */
static char *
make_hint (const CpxField *field)
{
  GString *hint = g_string_new (describe_type (field));
  const char *unit = cpx_field_get_unit (field);

  for (const CpxToken *token = field->tokens; token != NULL && token->token != NULL; token++)
    g_string_append_printf (hint, "%s%s", hint->len > 0 ? ", " : "", token->token);
  if (unit != NULL)
    g_string_append_printf (hint, ", %s", unit);

  return g_string_free (hint, FALSE);
}

static void
append_field (GString        *text,
              const CpxField *field)
{
  g_autofree char *hint = make_hint (field);

  g_string_append_printf (text, "  %-26s %s", field->name, cpx_field_get_label (field));
  if (*hint != '\0')
    g_string_append_printf (text, " (%s)", hint);
  g_string_append_printf (text, "%s\n", (field->flags & CPX_FIELD_REQUIRED) != 0 ? _(" — required") : "");
}

/**
 * cpx_cli_fields_list:
 * @kind: a kind of record
 *
 * Returns: (transfer full): the fields that can be set, a line each
 */
char *
cpx_cli_fields_list (const CpxKind *kind)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      if ((kind->fields[i].flags & CPX_FIELD_READ_ONLY) == 0)
        append_field (text, &kind->fields[i]);
    }

  return g_string_free (text, FALSE);
}
