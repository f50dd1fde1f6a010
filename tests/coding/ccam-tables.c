/* ccam-tables.c: reads acts.tsv and notes.tsv.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ccam-tables.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

struct _CcamTables
{
  GPtrArray *rows;      /* (owned): fields of the acts */
  GArray    *acts;      /* (owned): CpxActText */
  GHashTable *synonyms; /* (owned): code → GString */
  GHashTable *prices;   /* (owned): code → cents */
  GHashTable *anaesthesia;  /* (owned): codes */
};

/**
 * ccam_tables_path:
 * @name: a file below the shared folder
 *
 * Returns: (transfer full) (nullable): its path; `NULL` if no folder is shared
 */
char *
ccam_tables_path (const char *name)
{
  const char *shared = g_getenv ("CPX_SHARED");

  return shared != NULL ? g_build_filename (shared, name, NULL) : NULL;
}

gboolean
ccam_tables_are_there (void)
{
  g_autofree char *path = ccam_tables_path ("ccam/data/acts.tsv");

  return path != NULL && g_file_test (path, G_FILE_TEST_EXISTS);
}

/* By memchr(): a look for a string lets the sanitizers check the whole rest of a text, at each line. */
static char **
split_lines (const char *text,
             gsize       size)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  const char *end = text + size;

  while (text <= end)
    {
      const char *mark = memchr (text, '\n', end - text);
      const char *stop = mark != NULL ? mark : end;

      g_ptr_array_add (lines, g_strndup (text, stop - text));
      text = stop + 1;
    }

  return (char **) g_ptr_array_steal (lines, NULL);
}

char **
ccam_tables_read_lines (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);

  return split_lines (text, size);
}

static void
free_string (gpointer string)
{
  g_string_free (string, TRUE);
}

static void
load_synonyms (CcamTables *self)
{
  g_autofree char *path = ccam_tables_path ("ccam/data/notes.tsv");
  g_auto(GStrv) lines = ccam_tables_read_lines (path);

  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto(GStrv) fields = g_strsplit (lines[i], "\t", -1);
      GString *names;

      if (g_strv_length (fields) < 6 || !g_str_equal (fields[2], "09"))
        continue;
      names = g_hash_table_lookup (self->synonyms, fields[0]);
      if (names == NULL)
        g_hash_table_insert (self->synonyms, g_strdup (fields[0]), names = g_string_new (NULL));
      g_string_append_printf (names, "%s\n", fields[5]);
    }
}

char **
ccam_tables_read_packed_lines (const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) packed = g_file_read (file, NULL, NULL);
  g_autoptr(GZlibDecompressor) unpack = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();

  g_assert_nonnull (packed);
  stream = g_converter_input_stream_new (G_INPUT_STREAM (packed), G_CONVERTER (unpack));
  g_assert_cmpint (g_output_stream_splice (memory, stream, G_OUTPUT_STREAM_SPLICE_NONE, NULL, NULL), >, 0);

  return split_lines (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
                      g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
}

/* The first grid of the first activity. */
static void
load_prices (CcamTables *self)
{
  g_autofree char *path = ccam_tables_path ("ccam/data/tariffs_current_wide.tsv.gz");
  g_auto(GStrv) lines = ccam_tables_read_packed_lines (path);

  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto(GStrv) fields = g_strsplit (lines[i], "\t", 6);

      if (g_strv_length (fields) == 6 && g_str_equal (fields[1], "1") && g_str_equal (fields[2], "0"))
        g_hash_table_insert (self->prices, g_strdup (fields[0]),
                             GUINT_TO_POINTER ((guint) (g_ascii_strtod (fields[4], NULL) * 100)));
    }
}

/* Acts that an anaesthetist has a part in. */
static void
load_anaesthesia (CcamTables *self)
{
  g_autofree char *path = ccam_tables_path ("ccam/data/activities.tsv");
  g_auto(GStrv) lines = ccam_tables_read_lines (path);

  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto(GStrv) fields = g_strsplit (lines[i], "\t", 3);

      if (g_strv_length (fields) == 3 && g_str_equal (fields[1], "4"))
        g_hash_table_add (self->anaesthesia, g_strdup (fields[0]));
    }
}

static void
load_acts (CcamTables *self)
{
  g_autofree char *path = ccam_tables_path ("ccam/data/acts.tsv");
  g_auto(GStrv) lines = ccam_tables_read_lines (path);

  for (guint i = 1; lines[i] != NULL; i++)
    {
      char **fields = g_strsplit (lines[i], "\t", -1);
      GString *names;
      CpxActText act;

      g_ptr_array_add (self->rows, fields);
      if (g_strv_length (fields) < 10)
        continue;
      names = g_hash_table_lookup (self->synonyms, fields[0]);
      act = (CpxActText) {
        .code = fields[0],
        .label = *fields[2] != '\0' ? fields[2] : fields[1],
        .path = fields[9],
        .synonyms = names != NULL ? names->str : NULL,
        .type = atoi (fields[3]),
        .sex = (CpxSex) atoi (fields[4]),
        .anaesthesia = g_hash_table_contains (self->anaesthesia, fields[0]),
        .price_cents = GPOINTER_TO_UINT (g_hash_table_lookup (self->prices, fields[0])),
        .end = CPX_DAY_NONE,
      };
      cpx_day_parse_iso (fields[6], &act.end);
      g_array_append_val (self->acts, act);
    }
}

CcamTables *
ccam_tables_load (void)
{
  CcamTables *self = g_new0 (CcamTables, 1);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->acts = g_array_new (FALSE, TRUE, sizeof (CpxActText));
  self->synonyms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_string);
  self->prices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->anaesthesia = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  load_synonyms (self);
  load_prices (self);
  load_anaesthesia (self);
  load_acts (self);

  return self;
}

void
ccam_tables_free (CcamTables *self)
{
  g_ptr_array_unref (self->rows);
  g_array_unref (self->acts);
  g_hash_table_unref (self->synonyms);
  g_hash_table_unref (self->prices);
  g_hash_table_unref (self->anaesthesia);
  g_free (self);
}

const CpxActText *
ccam_tables_get_acts (CcamTables *self,
                      guint      *out_n)
{
  *out_n = self->acts->len;

  return (const CpxActText *) (gpointer) self->acts->data;
}

CpxActVolumes *
ccam_tables_load_volumes (void)
{
  g_autofree char *path = ccam_tables_path ("ccam/data/act_volumes_2024.tsv");
  g_autofree char *text = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  gsize size;
  CpxActVolumes *volumes;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (g_steal_pointer (&text), size);
  volumes = cpx_act_volumes_new (bytes, &error);
  g_assert_no_error (error);

  return volumes;
}
