/* test-json.c: JSON from outside: the public suite of JSON texts, our own bounds, files of lines.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-json.h"

#include <string.h>

/* Texts that the grammar allows and this reader refuses, because they mean different things to different programs. */
static const char *const refused_by_policy[] = {
  "y_object_duplicated_key.json",            /* one key, two values */
  "y_object_duplicated_key_and_value.json",  /* one key twice */
  "y_object_escaped_null_in_key.json",       /* NUL in a key */
  "y_string_null_escape.json",               /* NUL in a text */
  NULL
};

static char *
find_suite (void)
{
  const char *shared = g_getenv ("CPX_SHARED");

  return shared != NULL ? g_build_filename (shared, "vectors", "json-nst", "test_parsing", NULL) : NULL;
}

static void
check_text (const char *name,
            const char *text,
            gsize       length)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(json_t) value = cpx_json_parse (text, (gssize) length, &error);
  gboolean refused = g_strv_contains (refused_by_policy, name);

  g_assert_true ((value == NULL) == (error != NULL));
  if (name[0] == 'y' && !refused && value == NULL)
    g_error ("%s must be read: %s", name, error->message);
  if ((name[0] == 'n' || refused) && value != NULL)
    g_error ("%s must be refused", name);
}

static void
test_suite (void)
{
  g_autofree char *folder = find_suite ();
  g_autoptr(GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  guint n_texts = 0;
  const char *name;

  if (dir == NULL)
    {
      g_test_skip ("vectors/json-nst is not there");
      return;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      check_text (name, text, length);
      n_texts++;
    }
  g_assert_cmpuint (n_texts, ==, 318);
}

typedef struct
{
  const char *name;
  const char *text;
  int         error;  /* CpxJsonError, or -1 if it is read */
  const char *named;  /* what the sentence says */
} ParseCase;

static const ParseCase parse_cases[] = {
  { "object", "{\"a\":[1,2.5,\"x\",true,null]}", -1, NULL },
  { "scalar", " 12 ", -1, NULL },
  { "brackets-in-text", "\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"", -1, NULL },
  { "escaped-quote", "[\"\\\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"]", -1, NULL },
  { "syntax", "{\n\"a\": x}", CPX_JSON_ERROR_SYNTAX, "2" },
  { "duplicate", "{\"nom\":1,\"nom\":2}", CPX_JSON_ERROR_SYNTAX, "nom" },
  { "duplicate-named", "{\"a\":{\"b\":1,\"b\":2}}", CPX_JSON_ERROR_SYNTAX, "field “b”: the same key" },
  { "control", "{\"a\":\"x\",\"nom\":\"a\001b\"}", CPX_JSON_ERROR_SYNTAX, "field “nom”: a text holds a control" },
  { "newline", "{\"nom\":\"a\nb\"}", CPX_JSON_ERROR_SYNTAX, "field “nom”: a text holds a control" },
  { "utf-8", "{\"nom\":\"\xff\"}", CPX_JSON_ERROR_SYNTAX, "field “nom”: this is no UTF-8" },
  { "number", "{\"n\":99999999999999999999}", CPX_JSON_ERROR_SYNTAX, "field “n”: a number is too large" },
  { "early", "{\"n\":[1,", CPX_JSON_ERROR_SYNTAX, "ends too early" },
  { "more", "{\"n\":1} x", CPX_JSON_ERROR_SYNTAX, "column" },
  { "nul", "{\"nom\":\"a\\u0000b\"}", CPX_JSON_ERROR_SYNTAX, "NUL" },
  { "lone-surrogate", "[\"\\ud800\"]", CPX_JSON_ERROR_SYNTAX, "1" },
  { "byte-order-mark", "\xef\xbb\xbf{}", CPX_JSON_ERROR_SYNTAX, "1" },
  { "two-values", "{} {}", CPX_JSON_ERROR_SYNTAX, "1" },
  { "empty", "", CPX_JSON_ERROR_SYNTAX, "1" },
};

static void
test_parse (gconstpointer data)
{
  const ParseCase *expected = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(json_t) value = cpx_json_parse (expected->text, -1, &error);

  if (expected->error < 0)
    {
      g_assert_no_error (error);
      return;
    }
  g_assert_null (value);
  g_assert_error (error, CPX_JSON_ERROR, expected->error);
  g_assert_nonnull (strstr (error->message, expected->named));
}

static void
test_depth (void)
{
  for (guint depth = CPX_JSON_MAX_DEPTH - 1; depth <= CPX_JSON_MAX_DEPTH + 1; depth++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(json_t) value = NULL;

      for (guint i = 0; i < depth; i++)
        g_string_append (text, i % 2 == 0 ? "[" : "{\"a\":");
      g_string_append (text, "1");
      for (guint i = depth; i > 0; i--)
        g_string_append (text, i % 2 == 1 ? "]" : "}");

      value = cpx_json_parse (text->str, (gssize) text->len, &error);
      if (depth <= CPX_JSON_MAX_DEPTH)
        g_assert_no_error (error);
      else
        g_assert_error (error, CPX_JSON_ERROR, CPX_JSON_ERROR_TOO_DEEP);
    }
}

static void
test_size (void)
{
  g_autofree char *text = g_malloc (CPX_JSON_MAX_SIZE_BYTES + 1);
  g_autoptr(GError) error = NULL;
  g_autoptr(json_t) value = NULL;
  g_autoptr(json_t) fits = NULL;

  memset (text, ' ', CPX_JSON_MAX_SIZE_BYTES + 1);
  text[0] = '1';
  fits = cpx_json_parse (text, CPX_JSON_MAX_SIZE_BYTES, NULL);
  value = cpx_json_parse (text, CPX_JSON_MAX_SIZE_BYTES + 1, &error);
  g_assert_nonnull (fits);
  g_assert_null (value);
  g_assert_error (error, CPX_JSON_ERROR, CPX_JSON_ERROR_TOO_LARGE);
}

static gboolean
take_line (guint64    line,
           json_t    *value,
           gpointer   user_data,
           GError   **error)
{
  GString *seen = user_data;
  g_autofree char *text = cpx_json_print (value);

  g_string_append_printf (seen, "%u:%s;", (guint) line, text);
  if (json_is_string (value))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "stopped");

  return !json_is_string (value);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *seen;
  const char *fault;  /* (nullable) */
} LinesCase;

static const LinesCase lines_cases[] = {
  { "none", "", "", NULL },
  { "one", "{\"a\":1}", "1:{\"a\":1};", NULL },
  { "newline-at-end", "1\n2\n", "1:1;2:2;", NULL },
  { "dos", "1\r\n2\r\n", "1:1;2:2;", NULL },
  { "blank", "1\n\n  \n2", "1:1;4:2;", NULL },
  { "broken", "1\n{\n3", "1:1;", "2" },
  { "broken-last", "1\n2\n}", "1:1;2:2;", "3" },
  { "marked", "\xef\xbb\xbf" "1\n2", "1:1;2:2;", NULL },
  { "marked-twice", "1\n\xef\xbb\xbf" "2", "1:1;", "2" },
  { "refused", "1\n\"x\"\n3", "1:1;2:\"x\";", "stopped" },
};

static void
test_lines (gconstpointer data)
{
  const LinesCase *expected = data;
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_data (expected->text, -1, NULL);
  g_autoptr(GString) seen = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  gboolean done = cpx_json_read_lines (stream, take_line, seen, NULL, &error);

  g_assert_cmpint (done, ==, expected->fault == NULL);
  g_assert_cmpstr (seen->str, ==, expected->seen);
  if (!done)
    g_assert_nonnull (strstr (error->message, expected->fault));
}

/* Lines longer than one read, and one that no memory should be given to. */
static void
test_long_lines (void)
{
  g_autofree char *text = g_malloc (CPX_JSON_MAX_SIZE_BYTES + 100000);
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GString) seen = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  memset (text, ' ', CPX_JSON_MAX_SIZE_BYTES + 100000);
  memcpy (text, "1\n", 2);
  memcpy (text + 200000, "2\n", 2);
  text[200002 + 5] = '3';
  stream = g_memory_input_stream_new_from_data (text, CPX_JSON_MAX_SIZE_BYTES + 100000, NULL);
  g_assert_true (cpx_json_read_lines (stream, take_line, seen, NULL, NULL));
  g_assert_cmpstr (seen->str, ==, "1:1;2:2;3:3;");

  g_clear_object (&stream);
  text[1] = ' ';
  text[200001] = ' ';
  stream = g_memory_input_stream_new_from_data (text, CPX_JSON_MAX_SIZE_BYTES + 100000, NULL);
  g_assert_false (cpx_json_read_lines (stream, take_line, seen, NULL, &error));
  g_assert_error (error, CPX_JSON_ERROR, CPX_JSON_ERROR_TOO_LARGE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/suite", test_suite);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/size", test_size);
  g_test_add_func ("/json/long-lines", test_long_lines);
  for (gsize i = 0; i < G_N_ELEMENTS (parse_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/json/parse/", parse_cases[i].name, NULL);

      g_test_add_data_func (path, &parse_cases[i], test_parse);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (lines_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/json/lines/", lines_cases[i].name, NULL);

      g_test_add_data_func (path, &lines_cases[i], test_lines);
    }

  return g_test_run ();
}
