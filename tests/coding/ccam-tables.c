/* ccam-tables.c: reads acts.tsv and notes.tsv.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ccam-tables.h"

#include <stdlib.h>
#include <string.h>

struct _CcamTables
{
  GPtrArray *rows;      /* (owned): fields of the acts */
  GArray    *acts;      /* (owned): CpxActText */
  GHashTable *synonyms; /* (owned): code → GString */
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

char **
ccam_tables_read_lines (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return g_strsplit (text, "\n", -1);
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
  load_synonyms (self);
  load_acts (self);

  return self;
}

void
ccam_tables_free (CcamTables *self)
{
  g_ptr_array_unref (self->rows);
  g_array_unref (self->acts);
  g_hash_table_unref (self->synonyms);
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
