/* cpx-nomenclature-compile.c: the order in which tables are read, each of them let go before the next.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-compile-private.h"

#include <glib/gi18n-lib.h>

#define ROWS_A_LOOK 4096  /* between two looks at whether to go on */
#define MAX_COLUMNS 16

#define SOURCE "CCAM, Assurance Maladie (CNAM) / ATIH, Licence Ouverte 2.0"

/* The 72 tables of a distribution. */
static const char *const tables[] = {
  "R_AAP_PMSI", "R_ACTE", "R_ACTE_CLASSE_DMT", "R_ACTE_CMUC", "R_ACTE_COND_GEN", "R_ACTE_EXO_TM", "R_ACTE_FORFAIT",
  "R_ACTE_IVITE", "R_ACTE_IVITE_PHASE", "R_ACTE_NAT_ASS", "R_ACTE_PRESCRIPTEUR", "R_ACTIVITE", "R_ACTIVITE_AGRE_RADIO",
  "R_ACTIVITE_EXECUTANT", "R_ACTIVITE_EXTENSION", "R_ACTIVITE_MODIFICATEUR", "R_ACTIVITE_PHASE_DENT",
  "R_ACTIVITE_PHASE_DOM", "R_ACTIVITE_RMO", "R_AGRE_RADIO", "R_ASSOCIATIONS", "R_CATEGORIE_MEDIC", "R_CATE_SPEC",
  "R_CLASSE_DMT", "R_COMPAT_EXO_TM", "R_COND_GEN", "R_CONTEXT_BN", "R_CONTEXT_PS", "R_DENT", "R_DOM", "R_EXO_TM",
  "R_EXTENSION", "R_FORFAIT", "R_FRAIS_DEP", "R_GLOSSAIRE", "R_INCOMPATIBILITES", "R_MENU", "R_NAT_ASS",
  "R_NOTE_ACTE", "R_NOTE_MENU", "R_PAIEMENT", "R_PHASE", "R_PROCEDURE", "R_PU_BASE", "R_REGROUPEMENT",
  "R_REMBOURSEMENT", "R_RMO", "R_TB01", "R_TB02", "R_TB03", "R_TB04", "R_TB05", "R_TB06", "R_TB07", "R_TB08", "R_TB09",
  "R_TB10", "R_TB11", "R_TB12", "R_TB13", "R_TB14", "R_TB15", "R_TB17", "R_TB18", "R_TB19", "R_TB20", "R_TB21",
  "R_TB22", "R_TB23", "R_TYPE", "R_TYPE_NOTE", "R_UNITE_OEUVRE",
};

/**
 * cpx_nomenclature_list_tables:
 * @out_n_tables: (out): how many
 *
 * Returns: (transfer none) (array length=out_n_tables): the names of the tables of a distribution, sorted
 */
const char * const *
cpx_nomenclature_list_tables (guint *out_n_tables)
{
  *out_n_tables = G_N_ELEMENTS (tables);

  return tables;
}

static void
tell (CpxCompile *self)
{
  if (self->source->progress != NULL)
    self->source->progress (self->counts.n_records, self->counts.n_bytes, self->source->data);
}

static GBytes *
load (CpxCompile  *self,
      const char  *name,
      gboolean     is_needed,
      GError     **error)
{
  g_autoptr(GError) local = NULL;
  GBytes *bytes = self->source->load (name, self->source->data, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (bytes == NULL && is_needed)
    g_set_error (error, CPX_NOMENCLATURE_ERROR, CPX_NOMENCLATURE_ERROR_INVALID,
                 _("The table %s is missing: give all the archives of the distribution."), name);

  return bytes;
}

/**
 * cpx_compile_open:
 * @self: a compilation
 * @name: the name of a table
 * @is_needed: whether there is no nomenclature without it
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the table; `NULL` without an error if there is none and none is needed
 */
CpxDbfTable *
cpx_compile_open (CpxCompile  *self,
                  const char  *name,
                  gboolean     is_needed,
                  GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;

  if (g_cancellable_set_error_if_cancelled (self->source->cancellable, error))
    return NULL;
  bytes = load (self, name, is_needed, error);
  if (bytes == NULL)
    return NULL;
  g_hash_table_add (self->used, (gpointer) name);
  self->counts.n_bytes += g_bytes_get_size (bytes);

  return cpx_dbf_table_new (name, bytes, error);
}

static gboolean
find_columns (CpxDbfTable         *table,
              const char * const  *names,
              guint               *out_columns,
              GError             **error)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_assert (i < MAX_COLUMNS);
      if (!cpx_dbf_table_find_column (table, names[i], &out_columns[i], error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cpx_compile_rows:
 * @self: a compilation
 * @table: a table
 * @columns: (array zero-terminated=1): those that @func reads
 * @func: reads a row
 * @data: for @func
 * @error: where the fault goes
 *
 * Reads each row that is not deleted, and counts all of them.
 *
 * Returns: `TRUE` if all could be read
 */
gboolean
cpx_compile_rows (CpxCompile          *self,
                  CpxDbfTable         *table,
                  const char * const  *columns,
                  CpxCompileRow        func,
                  gpointer             data,
                  GError             **error)
{
  guint found[MAX_COLUMNS];

  if (!find_columns (table, columns, found, error))
    return FALSE;
  self->last_key[0] = '\0';
  for (guint row = 0; row < cpx_dbf_table_get_n_rows (table); row++)
    {
      if (row % ROWS_A_LOOK == 0)
        tell (self);
      if (row % ROWS_A_LOOK == 0 && g_cancellable_set_error_if_cancelled (self->source->cancellable, error))
        return FALSE;
      self->counts.n_records++;
      if (!cpx_dbf_table_is_deleted (table, row) && !func (self, table, row, found, data, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cpx_compile_table:
 * @self: a compilation
 * @name: the name of a table
 * @is_needed: whether there is no nomenclature without it
 * @columns: (array zero-terminated=1): those that @func reads
 * @func: reads a row
 * @data: for @func
 * @error: where the fault goes
 *
 * Opens a table, reads its rows, lets it go.
 *
 * Returns: `TRUE` if all could be read, or the table is not there and not needed
 */
gboolean
cpx_compile_table (CpxCompile          *self,
                   const char          *name,
                   gboolean             is_needed,
                   const char * const  *columns,
                   CpxCompileRow        func,
                   gpointer             data,
                   GError             **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(CpxDbfTable) table = cpx_compile_open (self, name, is_needed, &local);

  if (table != NULL)
    return cpx_compile_rows (self, table, columns, func, data, error);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/* Tables of which nothing is kept: they are looked at all the same, so that a cut file is not taken for a whole one. */
static gboolean
count_others (CpxCompile  *self,
              GError     **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr(GError) local = NULL;
      g_autoptr(CpxDbfTable) table = NULL;

      if (g_hash_table_contains (self->used, tables[i]))
        continue;
      table = cpx_compile_open (self, tables[i], FALSE, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      self->counts.n_records += table != NULL ? cpx_dbf_table_get_n_rows (table) : 0;
    }
  tell (self);

  return TRUE;
}

static void
compile_init (CpxCompile           *self,
              const CpxTableSource *source)
{
  self->source = source;
  self->builder = cpx_nomenclature_builder_new (NULL, CPX_DAY_NONE, SOURCE);
  for (guint i = 0; i < CPX_N_LEVELS; i++)
    {
      self->levels[i].owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      self->levels[i].versions = g_array_new (FALSE, FALSE, sizeof (CpxLevelVersion));
    }
  self->menus = g_hash_table_new (NULL, NULL);
  self->used = g_hash_table_new (g_str_hash, g_str_equal);
}

static void
compile_clear (CpxCompile *self)
{
  cpx_nomenclature_builder_free (self->builder);
  for (guint i = 0; i < CPX_N_LEVELS; i++)
    {
      g_hash_table_unref (self->levels[i].owners);
      g_array_unref (self->levels[i].versions);
    }
  g_hash_table_unref (self->menus);
  g_hash_table_unref (self->used);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxCompile, compile_clear)

/**
 * cpx_nomenclature_compile:
 * @source: where the tables come from
 * @version: (nullable): its number, "78.10"; `NULL`: the day of its last effect stands for it
 * @out_counts: (out): how much was read
 * @error: where the fault goes; what is wrong is named with its table and row
 *
 * Makes a nomenclature of the official tables. What a version says holds from its DT_EFFET, whatever its DT_MODIF,
 * to the day before the next version of the same act takes effect; rows below an act hold with the version whose
 * date they carry.
 *
 * Returns: (transfer full) (nullable): the bytes of the nomenclature
 */
GBytes *
cpx_nomenclature_compile (const CpxTableSource  *source,
                          const char            *version,
                          CpxCompileCounts      *out_counts,
                          GError               **error)
{
  g_auto(CpxCompile) self = { 0 };
  g_autofree char *day = NULL;

  compile_init (&self, source);
  if (!cpx_compile_read_menus (&self, error) || !cpx_compile_read_acts (&self, error) ||
      !cpx_compile_read_chain (&self, error) || !cpx_compile_read_links (&self, error) ||
      !cpx_compile_read_values (&self, error) ||
      !cpx_compile_read_book (&self, error) || !count_others (&self, error))
    return NULL;
  *out_counts = self.counts;
  day = cpx_day_format_iso (self.effect);
  cpx_nomenclature_builder_set_version (self.builder, version != NULL ? version : day, self.effect);

  return cpx_nomenclature_builder_build (self.builder, error);
}
