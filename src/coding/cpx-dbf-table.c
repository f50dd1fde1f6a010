/* cpx-dbf-table.c: header, columns, rows; every length is checked against the file before anything is read.
 *
 * shapelib, which Debian has for DBF, strips the spaces of texts (the long labels of the CCAM are cut anywhere,
 * also beside a space), reads what is missing at the end of a file as empty, and says neither which row nor why.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-dbf-table.h"

#include "cpx-nomenclature.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HEADER_BYTES 32
#define COLUMN_BYTES 32
#define NAME_BYTES   11

typedef struct
{
  char  name[NAME_BYTES + 1];
  char  type;
  guint start;  /* in the row, after the mark of deletion */
  guint width;
} Column;

struct _CpxDbfTable
{
  char         *name;     /* (owned) */
  GBytes       *bytes;    /* (owned) */
  const guint8 *rows;
  guint32       n_rows;
  guint         row_bytes;
  GArray       *columns;  /* (owned) (element-type Column) */
};

/* What each byte of CP850 is, in UTF-8. */
static char letters[256][4];

/* Latin-1's no-break space was left in some labels, where CP850 has "á"; "¿" is what became of a curly apostrophe;
 * "¶" ends a line of a note. */
static void
learn_letters (void)
{
  for (guint i = 0; i < 256; i++)
    {
      char byte = (char) i;
      g_autofree char *letter = g_convert (&byte, 1, "UTF-8", "CP850", NULL, NULL, NULL);

      g_strlcpy (letters[i], letter != NULL && i >= 0x20 && i != 0x7f ? letter : " ", sizeof letters[i]);
    }
  g_strlcpy (letters[0xa0], " ", sizeof letters[0xa0]);
  g_strlcpy (letters[0xa8], "'", sizeof letters[0xa8]);
  g_strlcpy (letters[0xf4], "\n", sizeof letters[0xf4]);
  g_strlcpy (letters[0x14], "\n", sizeof letters[0x14]);
}

static guint
get_16 (const guint8 *at)
{
  return (guint) at[0] | (guint) at[1] << 8;
}

static guint32
get_32 (const guint8 *at)
{
  return get_16 (at) | (guint32) get_16 (at + 2) << 16;
}

static gboolean
fail_table (const char  *name,
            GError     **error,
            const char  *reason)
{
  g_set_error (error, CPX_NOMENCLATURE_ERROR, CPX_NOMENCLATURE_ERROR_INVALID, _("Table %s: %s"), name, reason);

  return FALSE;
}

/**
 * cpx_dbf_table_fail:
 * @self: a table
 * @row: a row of it, from 0
 * @error: where the fault goes
 * @format: what is wrong with the row
 *
 * Says what is wrong, with the name of the table and the number of the row, from 1.
 */
void
cpx_dbf_table_fail (CpxDbfTable  *self,
                    guint         row,
                    GError      **error,
                    const char   *format,
                    ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, CPX_NOMENCLATURE_ERROR, CPX_NOMENCLATURE_ERROR_INVALID, _("Table %s, row %u: %s"), self->name,
               row + 1, reason);
}

static void
read_column (CpxDbfTable  *self,
             const guint8 *at,
             guint        *start)
{
  Column column = { .type = (char) at[NAME_BYTES], .start = *start, .width = at[16] };

  memcpy (column.name, at, NAME_BYTES);
  *start += column.width;
  g_array_append_val (self->columns, column);
}

/* The columns fill the header up to its mark, and the row up to its end. */
static gboolean
read_columns (CpxDbfTable   *self,
              const guint8  *data,
              gsize          header_bytes,
              GError       **error)
{
  guint start = 0;
  gsize at = HEADER_BYTES;

  for (; at + COLUMN_BYTES < header_bytes && data[at] != 0x0d; at += COLUMN_BYTES)
    read_column (self, data + at, &start);
  if (data[at] != 0x0d || self->columns->len == 0 || start + 1 != self->row_bytes)
    return fail_table (self->name, error, _("its columns do not fit its rows: the file is damaged."));

  return TRUE;
}

static gboolean
read_header (CpxDbfTable  *self,
             GError      **error)
{
  gsize n_bytes;
  const guint8 *data = g_bytes_get_data (self->bytes, &n_bytes);
  gsize header_bytes;

  if (n_bytes <= HEADER_BYTES || data[0] != 0x03)
    return fail_table (self->name, error, _("this is no dBase III table."));
  self->n_rows = get_32 (data + 4);
  header_bytes = get_16 (data + 8);
  self->row_bytes = get_16 (data + 10);
  if (header_bytes <= HEADER_BYTES || header_bytes > n_bytes)
    return fail_table (self->name, error, _("its header is cut: the file is damaged."));
  if (!read_columns (self, data, header_bytes, error))
    return FALSE;
  self->rows = data + header_bytes;
  if (self->n_rows <= (n_bytes - header_bytes) / self->row_bytes)
    return TRUE;
  cpx_dbf_table_fail (self, (guint) ((n_bytes - header_bytes) / self->row_bytes), error,
                      _("the file is cut here, it should have %u rows."), self->n_rows);

  return FALSE;
}

/**
 * cpx_dbf_table_new:
 * @name: how the table is called in sentences, "R_ACTE"
 * @bytes: the file
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the table, of which all rows are there
 */
CpxDbfTable *
cpx_dbf_table_new (const char  *name,
                   GBytes      *bytes,
                   GError     **error)
{
  static gsize learned;
  g_autoptr(CpxDbfTable) self = g_new0 (CpxDbfTable, 1);

  if (g_once_init_enter (&learned))
    {
      learn_letters ();
      g_once_init_leave (&learned, 1);
    }
  self->name = g_strdup (name);
  self->bytes = g_bytes_ref (bytes);
  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  if (!read_header (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * cpx_dbf_table_free:
 * @self: (transfer full): a table
 */
void
cpx_dbf_table_free (CpxDbfTable *self)
{
  g_free (self->name);
  g_bytes_unref (self->bytes);
  g_array_unref (self->columns);
  g_free (self);
}

/**
 * cpx_dbf_table_get_name:
 * @self: a table
 *
 * Returns: (transfer none): how it is called
 */
const char *
cpx_dbf_table_get_name (CpxDbfTable *self)
{
  return self->name;
}

/**
 * cpx_dbf_table_get_n_rows:
 * @self: a table
 *
 * Returns: how many rows it has, deleted ones included
 */
guint
cpx_dbf_table_get_n_rows (CpxDbfTable *self)
{
  return self->n_rows;
}

static const Column *
get_column (CpxDbfTable *self,
            guint        column)
{
  return &g_array_index (self->columns, Column, column);
}

/**
 * cpx_dbf_table_find_column:
 * @self: a table
 * @column: the name of a column, in letters of any case
 * @out_column: (out): its index
 * @error: where the fault goes
 *
 * Returns: `TRUE` if the table has it
 */
gboolean
cpx_dbf_table_find_column (CpxDbfTable  *self,
                           const char   *column,
                           guint        *out_column,
                           GError      **error)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      if (g_ascii_strcasecmp (get_column (self, i)->name, column) != 0)
        continue;
      *out_column = i;
      return TRUE;
    }
  g_set_error (error, CPX_NOMENCLATURE_ERROR, CPX_NOMENCLATURE_ERROR_INVALID,
               _("Table %s: the column %s is missing: is this the right file?"), self->name, column);

  return FALSE;
}

/**
 * cpx_dbf_table_find_parts:
 * @self: a table
 * @column: the first column of a long text
 * @out_parts: (out): it and those that go on with it, in the order of the file
 * @error: where the fault goes
 *
 * Finds the columns of a long text: after `TEXTE_NOTE` come `TEXTE_NOT0`, `TEXTE_NOT1`, … `TEXTE_NOTD`,
 * `TEXTE_NOTF`: the last of its ten characters goes on, and one letter is left out.
 *
 * Returns: `TRUE` if the table has @column
 */
gboolean
cpx_dbf_table_find_parts (CpxDbfTable  *self,
                          const char   *column,
                          CpxDbfParts  *out_parts,
                          GError      **error)
{
  gsize stem = MIN (strlen (column), 9);
  guint first;

  out_parts->n = 0;
  if (!cpx_dbf_table_find_column (self, column, &first, error))
    return FALSE;
  for (guint i = first; i < self->columns->len && out_parts->n < CPX_DBF_MAX_PARTS; i++)
    {
      const char *name = get_column (self, i)->name;

      if (i == first || (g_ascii_strncasecmp (name, column, stem) == 0 && strlen (name) == stem + 1))
        out_parts->columns[out_parts->n++] = i;
    }

  return TRUE;
}

static const guint8 *
get_row (CpxDbfTable *self,
         guint        row)
{
  g_assert (row < self->n_rows);

  return self->rows + (gsize) row * self->row_bytes;
}

/**
 * cpx_dbf_table_is_deleted:
 * @self: a table
 * @row: a row
 *
 * Returns: `TRUE` if the row is marked as deleted and counts for nothing
 */
gboolean
cpx_dbf_table_is_deleted (CpxDbfTable *self,
                          guint        row)
{
  return get_row (self, row)[0] == '*';
}

/* The bytes of a value without the spaces, or zeros, around it. */
static const char *
get_value (CpxDbfTable *self,
           guint        row,
           guint        column,
           gsize       *out_length)
{
  const Column *shape = get_column (self, column);
  const char *value = (const char *) get_row (self, row) + 1 + shape->start;
  gsize length = shape->width;

  while (length > 0 && (value[length - 1] == ' ' || value[length - 1] == '\0'))
    length--;
  for (; length > 0 && *value == ' '; length--)
    value++;
  *out_length = length;

  return value;
}

/**
 * cpx_dbf_table_get_key:
 * @self: a table
 * @row: a row
 * @column: a column
 * @out_key: (out caller-allocates): the value, without spaces around it
 * @size: of @out_key
 * @error: where the fault goes
 *
 * Reads a code: printable ASCII, shorter than @size.
 *
 * Returns: `TRUE` if it is one; an empty one is
 */
gboolean
cpx_dbf_table_get_key (CpxDbfTable  *self,
                       guint         row,
                       guint         column,
                       char         *out_key,
                       gsize         size,
                       GError      **error)
{
  gsize length;
  const char *value = get_value (self, row, column, &length);
  gsize i = 0;

  for (; i < length && i < size - 1 && g_ascii_isprint (value[i]); i++)
    out_key[i] = value[i];
  out_key[i] = '\0';
  if (i == length)
    return TRUE;
  cpx_dbf_table_fail (self, row, error, _("the column %s holds no code."), get_column (self, column)->name);

  return FALSE;
}

/**
 * cpx_dbf_table_get_char:
 * @self: a table
 * @row: a row
 * @column: a column
 * @out_char: (out): its first character, NUL if it is blank
 * @error: where the fault goes
 *
 * Reads a code of one character; what follows it does not count.
 *
 * Returns: `TRUE` if it is one, or none
 */
gboolean
cpx_dbf_table_get_char (CpxDbfTable  *self,
                        guint         row,
                        guint         column,
                        char         *out_char,
                        GError      **error)
{
  char key[8];

  if (!cpx_dbf_table_get_key (self, row, column, key, sizeof key, error))
    return FALSE;
  *out_char = key[0];

  return TRUE;
}

/**
 * cpx_dbf_table_get_day:
 * @self: a table
 * @row: a row
 * @column: a column
 * @out_day: (out): the day, `CPX_DAY_NONE` if it is blank or zeros
 * @error: where the fault goes
 *
 * Returns: `TRUE` if it is a day of the calendar, or none
 */
gboolean
cpx_dbf_table_get_day (CpxDbfTable  *self,
                       guint         row,
                       guint         column,
                       CpxDay       *out_day,
                       GError      **error)
{
  gsize length;
  const char *value = get_value (self, row, column, &length);

  *out_day = CPX_DAY_NONE;
  if (length == 0 || (length == 8 && cpx_day_parse_digits (value, out_day)))
    return TRUE;
  cpx_dbf_table_fail (self, row, error, _("the column %s holds no date."), get_column (self, column)->name);

  return FALSE;
}

/* Digits, a sign before them, a point or a comma in them. What is beyond @n_decimals must be zeros. */
static gboolean
parse_number (const char *value,
              gsize       length,
              guint       n_decimals,
              int        *out_number)
{
  gboolean is_negative = length > 0 && *value == '-';
  gint64 number = 0;
  guint n_left = n_decimals;
  gboolean is_fraction = FALSE;

  for (gsize i = is_negative ? 1 : 0; i < length; i++)
    {
      if ((value[i] == '.' || value[i] == ',') && !is_fraction)
        {
          is_fraction = TRUE;
          continue;
        }
      if (!g_ascii_isdigit (value[i]) || (is_fraction && n_left == 0 && value[i] != '0'))
        return FALSE;
      if (is_fraction && n_left == 0)
        continue;
      number = number * 10 + (value[i] - '0');
      n_left -= is_fraction ? 1 : 0;
      if (number > G_MAXINT)
        return FALSE;
    }
  while (n_left-- > 0)
    number *= 10;
  if (number > G_MAXINT)
    return FALSE;
  *out_number = (int) (is_negative ? -number : number);

  return TRUE;
}

/**
 * cpx_dbf_table_get_number:
 * @self: a table
 * @row: a row
 * @column: a column
 * @n_decimals: at most 3: 2 for cents
 * @out_number: (out): the number, with @n_decimals of its decimals, 0 if it is blank
 * @error: where the fault goes
 *
 * Reads a decimal number exactly.
 *
 * Returns: `TRUE` if it is one, or blank
 */
gboolean
cpx_dbf_table_get_number (CpxDbfTable  *self,
                          guint         row,
                          guint         column,
                          guint         n_decimals,
                          int          *out_number,
                          GError      **error)
{
  gsize length;
  const char *value = get_value (self, row, column, &length);

  *out_number = 0;
  if (length == 0 || parse_number (value, length, n_decimals, out_number))
    return TRUE;
  cpx_dbf_table_fail (self, row, error, _("the column %s holds no number."), get_column (self, column)->name);

  return FALSE;
}

/* Several spaces, which columns that are cut and no-break spaces leave, are one; a line does not end with any. */
static void
append_letter (GString    *text,
               const char *letter)
{
  if (*letter == ' ' && text->len > 0 && text->str[text->len - 1] == ' ')
    return;
  if (*letter == '\n' && text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  g_string_append (text, letter);
}

/**
 * cpx_dbf_table_dup_text:
 * @self: a table
 * @row: a row
 * @parts: the columns of a text
 *
 * Puts together a text: its columns whole, spaces included, since they were cut after so many characters wherever that
 * fell. Bytes are CP850, see the top of this file. Only the whole is stripped; runs of spaces become one.
 *
 * Returns: (transfer full): the text
 */
char *
cpx_dbf_table_dup_text (CpxDbfTable       *self,
                        guint              row,
                        const CpxDbfParts *parts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < parts->n; i++)
    {
      const Column *shape = get_column (self, parts->columns[i]);
      const guint8 *value = get_row (self, row) + 1 + shape->start;

      for (guint j = 0; j < shape->width; j++)
        append_letter (text, letters[value[j]]);
    }

  return g_strstrip (g_string_free (text, FALSE));
}
