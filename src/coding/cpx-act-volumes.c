/* cpx-act-volumes.c: reads a table with the columns "code" and "nb_acts", parted by tabs, semicolons or commas.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-act-volumes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CODE_LENGTH 7
#define MAX_CODES 100000   /* the CCAM has some 8,600: more is no volumes file */

struct _CpxActVolumes
{
  gatomicrefcount  ref_count;
  GHashTable      *counts;   /* (owned): code (owned) → guint64 (owned) */
};

/* Which columns hold what, and what parts them. */
typedef struct
{
  char separator[2];
  guint code;
  guint count;
} Columns;

G_DEFINE_QUARK (cpx-act-volumes-error-quark, cpx_act_volumes_error)

static gboolean
find_column (char       **names,
             const char  *name,
             guint       *out_column)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_strstrip (names[i]);
      if (g_str_equal (names[i], name))
        {
          *out_column = i;
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
read_header (const char  *line,
             Columns     *out_columns,
             GError     **error)
{
  static const char separators[] = "\t;,";

  if (g_str_has_prefix (line, "\xef\xbb\xbf"))
    line += 3;
  for (gsize i = 0; separators[i] != '\0'; i++)
    {
      g_auto(GStrv) names = NULL;

      out_columns->separator[0] = separators[i];
      out_columns->separator[1] = '\0';
      names = g_strsplit (line, out_columns->separator, -1);
      if (find_column (names, "code", &out_columns->code) && find_column (names, "nb_acts", &out_columns->count))
        return TRUE;
    }
  g_set_error_literal (error, CPX_ACT_VOLUMES_ERROR, CPX_ACT_VOLUMES_ERROR_HEADER,
                       _("The first line of a volumes file must name the columns “code” and “nb_acts”."));

  return FALSE;
}

static gboolean
is_code (const char *text)
{
  if (strlen (text) != CODE_LENGTH)
    return FALSE;

  for (guint i = 0; i < CODE_LENGTH; i++)
    {
      if (i < 4 ? !g_ascii_isupper (text[i]) : !g_ascii_isdigit (text[i]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_line (CpxActVolumes *self,
           const Columns *columns,
           const char    *line)
{
  g_auto(GStrv) fields = g_strsplit (line, columns->separator, -1);
  guint n = g_strv_length (fields);
  guint64 count;

  if (n <= MAX (columns->code, columns->count) || g_hash_table_size (self->counts) >= MAX_CODES)
    return FALSE;
  g_strstrip (fields[columns->count]);
  if (!is_code (g_strstrip (fields[columns->code])) ||
      !g_ascii_string_to_unsigned (fields[columns->count], 10, 0, G_MAXUINT32, &count, NULL))
    return FALSE;
  g_hash_table_insert (self->counts, g_strdup (fields[columns->code]), g_memdup2 (&count, sizeof count));

  return TRUE;
}

/**
 * cpx_act_volumes_new:
 * @text: a table; its first line names the columns, of which "code" and "nb_acts" are read
 * @error: what is wrong, with the line
 *
 * Returns: (transfer full) (nullable): the volumes
 */
CpxActVolumes *
cpx_act_volumes_new (GBytes  *text,
                     GError **error)
{
  g_autoptr(CpxActVolumes) self = g_new0 (CpxActVolumes, 1);
  Columns columns = { .code = 0 };
  gsize size;
  const char *bytes = g_bytes_get_data (text, &size);
  g_autofree char *copy = g_utf8_make_valid (bytes != NULL ? bytes : "", size);
  g_auto(GStrv) lines = g_strsplit (copy, "\n", -1);

  g_atomic_ref_count_init (&self->ref_count);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!read_header (lines[0] != NULL ? lines[0] : "", &columns, error))
    return NULL;

  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_strchomp (lines[i]);
      if (*lines[i] == '\0' || read_line (self, &columns, lines[i]))
        continue;
      g_set_error (error, CPX_ACT_VOLUMES_ERROR, CPX_ACT_VOLUMES_ERROR_LINE,
                   _("Line %u of the volumes file holds no act code and number."), i + 1);
      return NULL;
    }

  return g_steal_pointer (&self);
}

CpxActVolumes *
cpx_act_volumes_ref (CpxActVolumes *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
cpx_act_volumes_unref (CpxActVolumes *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->counts);
  g_free (self);
}

/**
 * cpx_act_volumes_n_codes:
 * @self: volumes
 *
 * Returns: how many codes have one
 */
guint
cpx_act_volumes_n_codes (const CpxActVolumes *self)
{
  return g_hash_table_size (self->counts);
}

/**
 * cpx_act_volumes_get:
 * @self: volumes
 * @code: an act
 *
 * Returns: how often it was done; 0 if the file does not say
 */
guint64
cpx_act_volumes_get (const CpxActVolumes *self,
                     const char          *code)
{
  const guint64 *count = g_hash_table_lookup (self->counts, code);

  return count != NULL ? *count : 0;
}
