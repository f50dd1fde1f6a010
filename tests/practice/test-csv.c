/* test-csv.c: tables as other programs write them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-csv.h"

#include <string.h>

/* Values are shown as "a|b", rows as "a|b/c|d"; @lines are where they begin. */
typedef struct
{
  const char *name;
  const char *text;
  gssize      size;      /* -1: up to the NUL */
  char        delimiter;
  const char *encoding;
  const char *rows;      /* header first */
  const char *lines;
} Case;

static const Case cases[] = {
  { "semicolon", "nom;prénom\nDupont;Zoé\n", -1, ';', "UTF-8", "nom|prénom/Dupont|Zoé", "2" },
  { "comma", "a,b\n1,2", -1, ',', "UTF-8", "a|b/1|2", "2" },
  { "tab", "a\tb\n1\t2\n", -1, '\t', "UTF-8", "a|b/1|2", "2" },
  { "pipe", "a|b\n1|2\n", -1, '|', "UTF-8", "a|b/1|2", "2" },
  { "crlf", "a;b\r\n1;2\r\n3;4\r\n", -1, ';', "UTF-8", "a|b/1|2/3|4", "2 3" },
  { "old-mac", "a;b\r1;2\r", -1, ';', "UTF-8", "a|b/1|2", "2" },
  { "bom", "\xef\xbb\xbfnom;b\n1;2\n", -1, ';', "UTF-8", "nom|b/1|2", "2" },
  { "latin", "pr\xe9nom;b\nZo\xe9;\x80\n", -1, ';', "WINDOWS-1252", "prénom|b/Zoé|€", "2" },
  { "utf16", "\xff\xfe" "a\0;\0b\0\n\0\xe9\0;\0" "2\0", 16, ';', "UTF-16LE", "a|b/é|2", "2" },
  { "quotes", "a;b\n\"1;x\";\"say \"\"hi\"\"\"\n", -1, ';', "UTF-8", "a|b/1;x|say \"hi\"", "2" },
  { "newline-in-quotes", "a;b\n\"1\n2\";3\n4;5\n", -1, ';', "UTF-8", "a|b/1\n2|3/4|5", "2 4" },
  { "delimiter-in-header-quotes", "\"a,b,c,d\";b\n1;2\n", -1, ';', "UTF-8", "a,b,c,d|b/1|2", "2" },
  { "blank-lines", "a;b\n\n;\n1;2\n\n", -1, ';', "UTF-8", "a|b//|/1|2/", "2 3 4 5" },
  { "blank-before-header", "\n;;\na;b\n1;2", -1, ';', "UTF-8", "a|b/1|2", "4" },
  { "spaces", " a ; b\n 1 ;2 \n", -1, ';', "UTF-8", "a|b/1|2", "2" },
  { "short-and-long", "a;b\n1\n1;2;3\n", -1, ';', "UTF-8", "a|b/1/1|2|3", "2 3" },
  { "one-column", "nir\n123\n", -1, ';', "UTF-8", "nir/123", "2" },
  { "header-only", "a;b\n", -1, ';', "UTF-8", "a|b", "" },
};

static void
append_row (GString            *out,
            const char * const *values)
{
  g_autofree char *row = g_strjoinv ("|", (char **) values);

  if (out->len > 0)
    g_string_append_c (out, '/');
  g_string_append (out, row);
}

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  gsize size = expected->size < 0 ? strlen (expected->text) : (gsize) expected->size;
  g_autoptr(GBytes) bytes = g_bytes_new_static (expected->text, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxCsv) csv = cpx_csv_new (bytes, &error);
  g_autoptr(GString) rows = g_string_new (NULL);
  g_autoptr(GString) lines = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpint (cpx_csv_get_delimiter (csv), ==, expected->delimiter);
  g_assert_cmpstr (cpx_csv_get_encoding (csv), ==, expected->encoding);
  append_row (rows, cpx_csv_get_header (csv));
  for (;;)
    {
      g_auto(GStrv) values = NULL;
      guint line;

      g_assert_true (cpx_csv_next (csv, &values, &line, &error));
      g_assert_no_error (error);
      if (values == NULL)
        break;
      append_row (rows, (const char * const *) values);
      g_string_append_printf (lines, "%s%u", lines->len > 0 ? " " : "", line);
    }
  g_assert_cmpstr (rows->str, ==, expected->rows);
  g_assert_cmpstr (lines->str, ==, expected->lines);
}

static const struct
{
  const char  *name;
  const char  *text;
  gssize       size;
  CpxCsvError  code;
} refused[] = {
  { "empty", "", 0, CPX_CSV_ERROR_EMPTY },
  { "blank", "\n\n;;\n", -1, CPX_CSV_ERROR_EMPTY },
  { "bom-alone", "\xef\xbb\xbf", -1, CPX_CSV_ERROR_EMPTY },
  { "nul", "a;b\n1\0;2\n", 9, CPX_CSV_ERROR_TEXT },
  { "open-quote", "a;\"b\n1;2\n", -1, CPX_CSV_ERROR_QUOTE },
};

static void
test_refused (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      gsize size = refused[i].size < 0 ? strlen (refused[i].text) : (gsize) refused[i].size;
      g_autoptr(GBytes) bytes = g_bytes_new_static (refused[i].text, size);
      g_autoptr(GError) error = NULL;

      g_assert_null (cpx_csv_new (bytes, &error));
      g_assert_error (error, CPX_CSV_ERROR, (int) refused[i].code);
    }
}

static void
test_open_quote_later (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("a;b\n1;2\n3;\"4\n", 13);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxCsv) csv = cpx_csv_new (bytes, &error);
  g_auto(GStrv) values = NULL;
  char **none = NULL;
  guint line;

  g_assert_no_error (error);
  g_assert_true (cpx_csv_next (csv, &values, &line, &error));
  g_assert_false (cpx_csv_next (csv, &none, &line, &error));
  g_assert_error (error, CPX_CSV_ERROR, CPX_CSV_ERROR_QUOTE);
  g_assert_nonnull (strstr (error->message, "3"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/csv/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/csv/refused", test_refused);
  g_test_add_func ("/csv/open-quote-later", test_open_quote_later);

  return g_test_run ();
}
