/* cpx-csv.c: RFC 4180 as spreadsheets really write it.
 *
 * The encoding is the byte order mark's, else UTF-8 if the bytes are UTF-8, else Windows-1252, which French
 * spreadsheets write. The delimiter is the one of `;`, tab, `,` and `|` that the first line holds most often
 * outside quotes. Empty lines before the header are skipped; line numbers are those of the file, as an editor shows
 * them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CpxCsv
{
  char       *text;       /* (owned): UTF-8, the whole file */
  const char *at;         /* what is read next, within text */
  guint       line;       /* the line of at, from 1 */
  char        delimiter;
  const char *encoding;
  char      **header;     /* (owned) */
};

G_DEFINE_QUARK (cpx-csv-error-quark, cpx_csv_error)

static gboolean
has_prefix (const char *data,
            gsize       size,
            const char *prefix,
            gsize       n_prefix)
{
  return size >= n_prefix && memcmp (data, prefix, n_prefix) == 0;
}

/* How many bytes of mark come before the text of the encoding named. */
static gsize
detect_encoding (const char  *data,
                 gsize        size,
                 const char **out_encoding)
{
  if (has_prefix (data, size, "\xef\xbb\xbf", 3))
    {
      *out_encoding = "UTF-8";
      return 3;
    }
  if (has_prefix (data, size, "\xff\xfe", 2) || has_prefix (data, size, "\xfe\xff", 2))
    {
      *out_encoding = data[0] == '\xff' ? "UTF-16LE" : "UTF-16BE";
      return 2;
    }
  *out_encoding = g_utf8_validate_len (data, size, NULL) ? "UTF-8" : "WINDOWS-1252";

  return 0;
}

static gboolean
decode (CpxCsv  *self,
        GBytes  *bytes,
        GError **error)
{
  gsize size = 0;
  gsize n_text = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  gsize skip = size > 0 ? detect_encoding (data, size, &self->encoding) : 0;

  if (size > skip)
    self->text = g_convert (data + skip, (gssize) (size - skip), "UTF-8", self->encoding, NULL, &n_text, NULL);
  if (size > skip && (self->text == NULL || strlen (self->text) != n_text ||
                      !g_utf8_validate (self->text, (gssize) n_text, NULL)))
    {
      g_set_error (error, CPX_CSV_ERROR, CPX_CSV_ERROR_TEXT,
                   _("this is not a table of text: save it as CSV in UTF-8 and try again"));
      return FALSE;
    }
  self->at = self->text;

  return TRUE;
}

static char
detect_delimiter (const char *text)
{
  static const char candidates[] = ";\t,|";
  guint counts[sizeof candidates - 1] = { 0 };
  gsize best = 0;
  gboolean quoted = FALSE;

  for (const char *c = text; *c != '\0' && (quoted || (*c != '\n' && *c != '\r')); c++)
    {
      const char *found = strchr (candidates, *c);

      if (*c == '"')
        quoted = !quoted;
      else if (!quoted && found != NULL)
        counts[found - candidates]++;
    }
  for (gsize i = 1; i < G_N_ELEMENTS (counts); i++)
    {
      if (counts[i] > counts[best])
        best = i;
    }

  return candidates[best];
}

static gboolean
read_quoted (CpxCsv   *self,
             GString  *value,
             GError  **error)
{
  guint first_line = self->line;

  for (self->at++; *self->at != '\0'; self->at++)
    {
      if (*self->at == '"' && self->at[1] != '"')
        {
          self->at++;
          return TRUE;
        }
      if (*self->at == '"')
        self->at++;
      if (*self->at == '\n')
        self->line++;
      g_string_append_c (value, *self->at);
    }
  g_set_error (error, CPX_CSV_ERROR, CPX_CSV_ERROR_QUOTE,
               _("line %u: a quoted value is never closed"), first_line);

  return FALSE;
}

static gboolean
at_line_end (CpxCsv *self)
{
  return *self->at == '\0' || *self->at == '\n' || *self->at == '\r';
}

static char *
read_value (CpxCsv  *self,
            GError **error)
{
  g_autoptr(GString) value = g_string_new (NULL);

  if (*self->at == '"' && !read_quoted (self, value, error))
    return NULL;
  while (!at_line_end (self) && *self->at != self->delimiter)
    g_string_append_c (value, *self->at++);

  return g_strstrip (g_string_free (g_steal_pointer (&value), FALSE));
}

static void
skip_line_end (CpxCsv *self)
{
  if (*self->at == '\r')
    self->at++;
  if (*self->at == '\n')
    self->at++;
  self->line++;
}

static char **
read_line (CpxCsv  *self,
           GError **error)
{
  g_autoptr(GStrvBuilder) values = g_strv_builder_new ();

  for (;;)
    {
      g_autofree char *value = read_value (self, error);

      if (value == NULL)
        return NULL;
      g_strv_builder_add (values, value);
      if (at_line_end (self))
        break;
      self->at++;
    }
  if (*self->at != '\0')
    skip_line_end (self);

  return g_strv_builder_end (values);
}

static gboolean
read_header (CpxCsv  *self,
             GError **error)
{
  while (*self->at != '\0')
    {
      g_auto(GStrv) values = read_line (self, error);

      if (values == NULL)
        return FALSE;
      if (cpx_csv_is_blank (values))
        continue;
      self->header = g_steal_pointer (&values);
      return TRUE;
    }

  return TRUE;
}

/**
 * cpx_csv_new:
 * @bytes: the whole file
 * @error: where the fault goes
 *
 * Decodes a table and reads its header line.
 *
 * Returns: (transfer full) (nullable): the table, before its first row
 */
CpxCsv *
cpx_csv_new (GBytes  *bytes,
             GError **error)
{
  g_autoptr(CpxCsv) self = g_new0 (CpxCsv, 1);

  self->line = 1;
  if (!decode (self, bytes, error))
    return NULL;
  if (self->text != NULL)
    {
      self->delimiter = detect_delimiter (self->text);
      if (!read_header (self, error))
        return NULL;
    }
  if (self->header == NULL)
    {
      g_set_error (error, CPX_CSV_ERROR, CPX_CSV_ERROR_EMPTY,
                   _("the table is empty: its first line must name the columns"));
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * cpx_csv_free:
 * @self: (transfer full): a table
 */
void
cpx_csv_free (CpxCsv *self)
{
  g_strfreev (self->header);
  g_free (self->text);
  g_free (self);
}

/**
 * cpx_csv_get_delimiter:
 * @self: a table
 *
 * Returns: what stands between two values
 */
char
cpx_csv_get_delimiter (CpxCsv *self)
{
  return self->delimiter;
}

/**
 * cpx_csv_get_encoding:
 * @self: a table
 *
 * Returns: (transfer none): the encoding it was read in
 */
const char *
cpx_csv_get_encoding (CpxCsv *self)
{
  return self->encoding;
}

/**
 * cpx_csv_get_header:
 * @self: a table
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of the columns
 */
const char * const *
cpx_csv_get_header (CpxCsv *self)
{
  return (const char * const *) self->header;
}

/**
 * cpx_csv_next:
 * @self: a table
 * @out_values: (out) (transfer full) (nullable): the values of the next row; `NULL` after the last
 * @out_line: (out): the line where the row begins, from 1
 * @error: where the fault goes
 *
 * Reads one row. It may have fewer or more values than the header, or be empty: see cpx_csv_is_blank().
 *
 * Returns: `FALSE` if the rest cannot be read
 */
gboolean
cpx_csv_next (CpxCsv   *self,
              char   ***out_values,
              guint    *out_line,
              GError  **error)
{
  *out_values = NULL;
  *out_line = self->line;
  if (*self->at == '\0')
    return TRUE;
  *out_values = read_line (self, error);

  return *out_values != NULL;
}

/**
 * cpx_csv_is_blank:
 * @values: (array zero-terminated=1): a row
 *
 * A spreadsheet's empty lines may hold delimiters; they say nothing either.
 *
 * Returns: `TRUE` if the row holds nothing
 */
gboolean
cpx_csv_is_blank (char **values)
{
  for (; *values != NULL; values++)
    {
      if (**values != '\0')
        return FALSE;
    }

  return TRUE;
}
