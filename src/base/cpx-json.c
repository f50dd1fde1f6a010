/* cpx-json.c: jansson, with what it lets through refused.
 *
 * jansson checks the grammar, UTF-8, surrogates, NUL and, when asked, duplicate keys. Depth is counted before it reads,
 * because it recurses and its own bound (2048) is not ours.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CHUNK_BYTES    (64 * 1024)
#define MAX_NAME_BYTES 64   /* of a field, in a sentence */

G_DEFINE_QUARK (cpx-json-error-quark, cpx_json_error)

/* Brackets outside strings; text that is not JSON is left for the parser to refuse. */
static gboolean
is_too_deep (const char *text,
             gsize       length)
{
  gboolean in_string = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
        }
      else if (c == '"')
        in_string = TRUE;
      else if ((c == '{' || c == '[') && ++depth > CPX_JSON_MAX_DEPTH)
        return TRUE;
      else if ((c == '}' || c == ']') && depth > 0)
        depth--;
    }

  return FALSE;
}

/* Where the reading stopped. */
typedef struct
{
  const char *name;       /* (nullable): the last text that ended, within the text read: a name once ':' follows */
  gsize       name_bytes;
  gboolean    is_member;  /* @name is that of the value being read */
  gboolean    in_string;
} Place;

static Place
find_place (const char *text,
            gsize       length)
{
  Place place = { 0 };
  gsize start = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (place.in_string && text[i] == '\\')
        i++;
      else if (place.in_string && text[i] == '"')
        {
          place.in_string = FALSE;
          if (!place.is_member)
            place.name = text + start, place.name_bytes = i - start;
        }
      else if (!place.in_string && text[i] == '"')
        {
          place.in_string = TRUE;
          start = i + 1;
        }
      else if (!place.in_string && text[i] == ':')
        place.is_member = place.name != NULL;
      else if (!place.in_string && strchr ("{},", text[i]) != NULL)
        place.name = NULL, place.is_member = FALSE;
    }

  return place;
}

static const char *
get_reason (const json_error_t *fault,
            gboolean            is_control)
{
  switch (json_error_code (fault))
    {
    case json_error_duplicate_key:
      return _("the same key appears twice in one object");
    case json_error_null_character:
    case json_error_null_byte_in_key:
      return _("a text holds the character NUL, which no field can keep");
    case json_error_invalid_utf8:
      return _("this is no UTF-8 text: save the file as UTF-8");
    case json_error_premature_end_of_input:
      return _("this is not JSON: it ends too early");
    case json_error_end_of_input_expected:
      return _("this is not JSON: something follows its end");
    case json_error_numeric_overflow:
      return _("a number is too large");
    case json_error_unknown:
    case json_error_out_of_memory:
    case json_error_stack_overflow:
    case json_error_cannot_open_file:
    case json_error_invalid_argument:
    case json_error_invalid_syntax:
    case json_error_invalid_format:
    case json_error_wrong_type:
    case json_error_null_value:
    case json_error_item_not_found:
    case json_error_index_out_of_range:
    default:
      return is_control ? _("a text holds a control character or a line end: write \\n, \\t or \\u00XX for it")
                        : _("this is not JSON");
    }
}

/* Of a file of JSON lines @first_line is the number of the line; else 1. */
static void
set_syntax_error (const json_error_t  *fault,
                  guint64              first_line,
                  const char          *text,
                  gsize                length,
                  GError             **error)
{
  int line = (int) first_line + fault->line - 1;
  gsize stop = MIN ((gsize) MAX (fault->position, 0), length);
  Place place = find_place (text, stop);
  const char *reason = get_reason (fault, place.in_string && stop < length && (guchar) text[stop] < 0x20);
  gboolean named = place.name != NULL && (place.is_member || json_error_code (fault) == json_error_duplicate_key) &&
                   place.name_bytes <= MAX_NAME_BYTES &&
                   g_utf8_validate_len (place.name, place.name_bytes, NULL);

  if (named)
    g_set_error (error, CPX_JSON_ERROR, CPX_JSON_ERROR_SYNTAX, _("Line %d, column %d, field “%.*s”: %s"),
                 line, fault->column, (int) place.name_bytes, place.name, reason);
  else
    g_set_error (error, CPX_JSON_ERROR, CPX_JSON_ERROR_SYNTAX, _("Line %d, column %d: %s"), line, fault->column,
                 reason);
}

/* @line is where the text stands in a file of JSON lines; 0: it is no line of a file. */
static json_t *
parse (const char  *text,
       gsize        n_bytes,
       guint64      line,
       GError     **error)
{
  g_autofree char *place = line > 0 ? g_strdup_printf (_("Line %u of the file: "), (guint) line) : g_strdup ("");
  json_error_t fault;
  json_t *value;

  if (n_bytes > CPX_JSON_MAX_SIZE_BYTES)
    {
      g_set_error (error, CPX_JSON_ERROR, CPX_JSON_ERROR_TOO_LARGE,
                   _("This JSON text is larger than %d MiB"), CPX_JSON_MAX_SIZE_BYTES / 1024 / 1024);
      g_prefix_error (error, "%s", place);
      return NULL;
    }
  if (is_too_deep (text, n_bytes))
    {
      g_set_error (error, CPX_JSON_ERROR, CPX_JSON_ERROR_TOO_DEEP,
                   _("This JSON text has more than %d levels of nesting"), CPX_JSON_MAX_DEPTH);
      g_prefix_error (error, "%s", place);
      return NULL;
    }

  /* jansson takes a NUL after the value for the end of the text. */
  if (memchr (text, '\0', n_bytes) != NULL)
    {
      g_set_error (error, CPX_JSON_ERROR, CPX_JSON_ERROR_SYNTAX,
                   _("This is not JSON: it holds the byte NUL"));
      g_prefix_error (error, "%s", place);
      return NULL;
    }

  value = json_loadb (text, n_bytes, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &fault);
  if (value == NULL)
    set_syntax_error (&fault, MAX (line, 1), text, n_bytes, error);

  return value;
}

/**
 * cpx_json_parse:
 * @text: JSON text, UTF-8 without byte order mark
 * @length: its length in bytes, or -1 if it ends with NUL
 * @error: return location for an error
 *
 * Reads one JSON value that came from outside.
 *
 * Texts of more than 16 MiB, more than 32 levels of nesting, duplicate keys and NUL characters are refused: the
 * first two exhaust the reader, the others mean different things to different programs.
 *
 * Returns: (transfer full): the value
 */
json_t *
cpx_json_parse (const char  *text,
                gssize       length,
                GError     **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  return parse (text, length < 0 ? strlen (text) : (gsize) length, 0, error);
}

/**
 * cpx_json_print:
 * @value: a value
 *
 * Returns: (transfer full): the value on one line, keys in their order
 */
char *
cpx_json_print (json_t *value)
{
  char *printed = json_dumps (value, JSON_COMPACT | JSON_ENCODE_ANY);
  char *text;

  g_return_val_if_fail (printed != NULL, NULL);

  text = g_strdup (printed);
  free (printed);

  return text;
}

static gboolean
is_blank (const char *text,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isspace (text[i]))
        return FALSE;
    }

  return TRUE;
}

/* Windows programs begin a file of UTF-8 with U+FEFF. */
static gsize
count_mark_bytes (guint64     line,
                  const char *text,
                  gsize       length)
{
  static const char mark[] = "\xef\xbb\xbf";
  gsize n_mark = sizeof mark - 1;

  return line == 1 && length >= n_mark && memcmp (text, mark, n_mark) == 0 ? n_mark : 0;
}

static gboolean
give_line (guint64           line,
           const char       *text,
           gsize             length,
           CpxJsonTextFunc   func,
           gpointer          user_data,
           GError          **error)
{
  gsize n_mark;

  if (length == 0)   /* then @text may be NULL */
    return TRUE;
  n_mark = count_mark_bytes (line, text, length);
  text += n_mark;
  length -= n_mark;

  return is_blank (text, length) || func (line, text, length, user_data, error);
}

/* Gives the full lines of @pending and keeps what follows the last of them. */
static gboolean
give_lines (GByteArray       *pending,
            guint64          *line,
            CpxJsonTextFunc   func,
            gpointer          user_data,
            GError          **error)
{
  gsize start = 0;
  guint8 *end;

  while (start < pending->len && (end = memchr (pending->data + start, '\n', pending->len - start)) != NULL)
    {
      gsize length = (gsize) (end - (pending->data + start));

      (*line)++;
      if (!give_line (*line, (const char *) pending->data + start, length, func, user_data, error))
        return FALSE;
      start += length + 1;
    }
  if (start > 0)
    g_byte_array_remove_range (pending, 0, (guint) start);

  return TRUE;
}

/**
 * cpx_json_parse_line:
 * @line: where it stands in its file, from 1
 * @text: JSON text
 * @length: its length in bytes
 * @error: return location for an error, which names the line
 *
 * Does cpx_json_parse() for a line that cpx_json_read_texts() gave.
 *
 * Returns: (transfer full): the value
 */
json_t *
cpx_json_parse_line (guint64      line,
                     const char  *text,
                     gsize        length,
                     GError     **error)
{
  return parse (text, length, line, error);
}

/**
 * cpx_json_read_texts:
 * @stream: JSON lines
 * @func: (scope call): what takes the text of each
 * @user_data: for @func
 * @cancellable: (nullable): stops the reading
 * @error: return location for an error
 *
 * Does cpx_json_read_lines() for who knows how to read most lines without making a tree of each.
 *
 * Returns: `TRUE` once every line was given and taken
 */
gboolean
cpx_json_read_texts (GInputStream     *stream,
                     CpxJsonTextFunc   func,
                     gpointer          user_data,
                     GCancellable     *cancellable,
                     GError          **error)
{
  g_autoptr(GByteArray) pending = g_byte_array_new ();
  g_autofree char *chunk = g_malloc (CHUNK_BYTES);
  guint64 line = 0;
  gssize n_read;

  while ((n_read = g_input_stream_read (stream, chunk, CHUNK_BYTES, cancellable, error)) > 0)
    {
      g_byte_array_append (pending, (const guint8 *) chunk, (guint) n_read);
      if (!give_lines (pending, &line, func, user_data, error))
        return FALSE;
      if (pending->len > CPX_JSON_MAX_SIZE_BYTES)
        {
          g_set_error (error, CPX_JSON_ERROR, CPX_JSON_ERROR_TOO_LARGE,
                       _("Line %u of the file is larger than %d MiB"),
                       (guint) line + 1, CPX_JSON_MAX_SIZE_BYTES / 1024 / 1024);
          return FALSE;
        }
    }
  if (n_read < 0)
    return FALSE;

  return give_line (line + 1, (const char *) pending->data, pending->len, func, user_data, error);
}

/* Who takes values. */
typedef struct
{
  CpxJsonLineFunc func;
  gpointer        user_data;
} Taker;

/* A CpxJsonTextFunc. */
static gboolean
give_value (guint64      line,
            const char  *text,
            gsize        length,
            gpointer     user_data,
            GError     **error)
{
  const Taker *taker = user_data;
  g_autoptr(json_t) value = parse (text, length, line, error);

  return value != NULL && taker->func (line, value, taker->user_data, error);
}

/**
 * cpx_json_read_lines:
 * @stream: JSON lines
 * @func: (scope call): what takes each value
 * @user_data: for @func
 * @cancellable: (nullable): stops the reading
 * @error: return location for an error
 *
 * Reads a file of any size, one JSON value a line; blank lines are passed over. Lines count from 1.
 *
 * Returns: `TRUE` once every line was given and taken
 */
gboolean
cpx_json_read_lines (GInputStream     *stream,
                     CpxJsonLineFunc   func,
                     gpointer          user_data,
                     GCancellable     *cancellable,
                     GError          **error)
{
  Taker taker = { func, user_data };

  return cpx_json_read_texts (stream, give_value, &taker, cancellable, error);
}
