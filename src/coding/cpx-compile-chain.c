/* cpx-compile-chain.c: activities, phases, prices: each row hangs on a version of the row above (SCHEMA section 2).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-compile-private.h"

#define FIRST_DAY_OF_GRIDS 20150101  /* before, one price served all */

/* A row of R_ACTE_IVITE_PHASE, until prices are read. */
typedef struct
{
  guint32    phase;
  CpxDaySpan span;
  int        cents;
} PhasePrice;

typedef struct
{
  GArray *prices;  /* (element-type PhasePrice) */
  GArray *keys;    /* (element-type guint32) */
} Chain;

/* The activity or phase of a code, added at its first row. */
static gboolean
find_or_add (CpxCompile    *self,
             CpxLevel       level,
             CpxDbfTable   *table,
             guint          row,
             guint          column,
             gconstpointer  owner,
             guint32       *out_index,
             GError       **error)
{
  char key[CPX_KEY_BYTES];
  gpointer index;

  if (!cpx_dbf_table_get_key (table, row, column, key, sizeof key, error))
    return FALSE;
  if (g_hash_table_lookup_extended (self->levels[level].owners, key, NULL, &index))
    {
      *out_index = GPOINTER_TO_UINT (index);
      return TRUE;
    }
  *out_index = level == CPX_LEVEL_ACTIVITY ? cpx_nomenclature_builder_add_activity (self->builder, owner)
                                           : cpx_nomenclature_builder_add_phase (self->builder, owner);
  g_hash_table_insert (self->levels[level].owners, g_strdup (key), GUINT_TO_POINTER (*out_index));

  return TRUE;
}

static gboolean
add_level_version (CpxCompile             *self,
                   CpxLevel                level,
                   CpxDbfTable            *table,
                   guint                   row,
                   guint                   date,
                   guint32                 owner,
                   const CpxLevelVersion  *parent,
                   GError                **error)
{
  CpxLevelVersion version = { .owner = owner, .span = parent->span, .row = row, .is_void = parent->is_void };

  if (!cpx_dbf_table_get_day (table, row, date, &version.modified, error))
    return FALSE;
  g_array_append_val (self->levels[level].versions, version);

  return TRUE;
}

static gboolean
read_activity (CpxCompile   *self,
               CpxDbfTable  *table,
               guint         row,
               const guint  *columns,
               gpointer      data,
               GError      **error)
{
  CpxCcamActivity activity;
  CpxCcamActivityState state = { 0 };
  char grouping[8];
  char category[8];
  CpxLevelVersion *parent;

  if (!cpx_compile_find_parent (self, CPX_LEVEL_ACT, table, row, columns, &parent, error) ||
      !cpx_dbf_table_get_char (table, row, columns[4], &activity.activity, error) ||
      !cpx_dbf_table_get_key (table, row, columns[5], grouping, sizeof grouping, error) ||
      !cpx_dbf_table_get_key (table, row, columns[6], category, sizeof category, error))
    return FALSE;
  activity.act = parent->owner;
  if (!find_or_add (self, CPX_LEVEL_ACTIVITY, table, row, columns[2], &activity, &state.activity, error) ||
      !add_level_version (self, CPX_LEVEL_ACTIVITY, table, row, columns[3], state.activity, parent, error))
    return FALSE;
  state.span = parent->span;
  state.grouping = grouping;
  state.category = category;
  if (!parent->is_void)
    cpx_nomenclature_builder_add_activity_state (self->builder, &state);

  return TRUE;
}

static gboolean
read_count (CpxDbfTable  *table,
            guint         row,
            guint         column,
            guint        *out_count,
            GError      **error)
{
  int number;

  if (!cpx_dbf_table_get_number (table, row, column, 0, &number, error))
    return FALSE;
  *out_count = (guint) MAX (number, 0);

  return TRUE;
}

static gboolean
read_phase (CpxCompile   *self,
            CpxDbfTable  *table,
            guint         row,
            const guint  *columns,
            gpointer      data,
            GError      **error)
{
  Chain *chain = data;
  CpxCcamPhase phase;
  CpxCcamPhaseState state = { 0 };
  PhasePrice price;
  CpxLevelVersion *parent;

  if (!cpx_compile_find_parent (self, CPX_LEVEL_ACTIVITY, table, row, columns, &parent, error) ||
      !read_count (table, row, columns[4], &phase.phase, error) ||
      !cpx_dbf_table_get_number (table, row, columns[5], 2, &price.cents, error) ||
      !cpx_dbf_table_get_number (table, row, columns[6], 2, &state.supplement_cents, error) ||
      !read_count (table, row, columns[7], &state.n_sessions, error) ||
      !read_count (table, row, columns[8], &state.age_min, error) ||
      !read_count (table, row, columns[9], &state.age_max, error))
    return FALSE;
  phase.activity = parent->owner;
  if (!find_or_add (self, CPX_LEVEL_PHASE, table, row, columns[2], &phase, &state.phase, error) ||
      !add_level_version (self, CPX_LEVEL_PHASE, table, row, columns[3], state.phase, parent, error))
    return FALSE;
  state.span = price.span = parent->span;
  price.phase = state.phase;
  if (parent->is_void)
    return TRUE;
  cpx_nomenclature_builder_add_phase_state (self->builder, &state);
  g_array_append_val (chain->prices, price);

  return TRUE;
}

static gboolean
read_price (CpxCompile   *self,
            CpxDbfTable  *table,
            guint         row,
            const guint  *columns,
            gpointer      data,
            GError      **error)
{
  Chain *chain = data;
  CpxCcamPrice price = { 0 };
  CpxLevelVersion *parent;
  guint32 key[4];

  if (!cpx_compile_find_parent (self, CPX_LEVEL_PHASE, table, row, columns, &parent, error) ||
      !read_count (table, row, columns[2], &price.grid, error) ||
      !cpx_dbf_table_get_number (table, row, columns[3], 2, &price.cents, error))
    return FALSE;
  price.phase = parent->owner;
  price.span = parent->span;
  key[0] = price.phase;
  key[1] = price.grid;
  key[2] = parent->modified;
  key[3] = row;
  g_array_append_vals (chain->keys, key, G_N_ELEMENTS (key));
  if (!parent->is_void)
    cpx_nomenclature_builder_add_price (self->builder, &price);

  return TRUE;
}

/* Until 2015 the price of the phase is that of all grids. */
static void
add_old_prices (CpxCompile *self,
                Chain      *chain)
{
  CpxDaySpan before = { 0, cpx_day_add (FIRST_DAY_OF_GRIDS, -1) };

  for (guint i = 0; i < chain->prices->len; i++)
    {
      const PhasePrice *old = &g_array_index (chain->prices, PhasePrice, i);
      CpxCcamPrice price = { .phase = old->phase, .grid = CPX_CCAM_ALL_GRIDS, .cents = old->cents };

      if (old->cents > 0 && cpx_day_span_intersect (old->span, before, &price.span))
        cpx_nomenclature_builder_add_price (self->builder, &price);
    }
}

static gboolean
read_territory (CpxCompile   *self,
                CpxDbfTable  *table,
                guint         row,
                const guint  *columns,
                gpointer      data,
                GError      **error)
{
  CpxCcamTerritory territory = { 0 };
  CpxHolds holds = cpx_compile_find_span (self, CPX_LEVEL_PHASE, table, row, columns, &territory.phase, &territory.span,
                                          error);
  int coefficient;

  if (holds == CPX_HOLDS_NOTHING || !read_count (table, row, columns[2], &territory.territory, error) ||
      !cpx_dbf_table_get_number (table, row, columns[3], 3, &coefficient, error))
    return FALSE;
  territory.coefficient = (guint) MAX (coefficient, 0);
  if (holds == CPX_HOLDS)
    cpx_nomenclature_builder_add_territory (self->builder, &territory);

  return TRUE;
}

/* Reads a table whose rows are the versions of a level. */
static gboolean
read_level (CpxCompile          *self,
            CpxLevel             level,
            const char          *name,
            const char * const  *columns,
            CpxCompileRow        func,
            gpointer             data,
            GError             **error)
{
  g_autoptr(CpxDbfTable) table = cpx_compile_open (self, name, TRUE, error);

  if (table == NULL || !cpx_compile_rows (self, table, columns, func, data, error))
    return FALSE;
  if (level == CPX_N_LEVELS)
    return cpx_compile_check_keys (table, ((Chain *) data)->keys, error);

  return cpx_compile_sort_versions (self, level, table, error);
}

static gboolean
read_prices (CpxCompile  *self,
             Chain       *chain,
             GError     **error)
{
  static const char *const prices[] = { "AAP_COD", "APDT_MODIF", "GRILLE_COD", "PU_BASE", NULL };
  static const char *const territories[] = { "AAP_COD", "APDT_MODIF", "DOM_COD", "MAJORATION", NULL };

  if (!read_level (self, CPX_N_LEVELS, "R_PU_BASE", prices, read_price, chain, error))
    return FALSE;
  add_old_prices (self, chain);

  return cpx_compile_table (self, "R_ACTIVITE_PHASE_DOM", FALSE, territories, read_territory, chain, error);
}

static gboolean
read_all (CpxCompile  *self,
          Chain       *chain,
          GError     **error)
{
  static const char *const activities[] = { "ACTE_COD", "ACDT_MODIF", "COD_AA", "DT_MODIF", "ACTIV_COD", "REGROU_COD",
                                            "CATMED_COD", NULL };
  static const char *const phases[] = { "AA_COD", "AADT_MODIF", "COD_AAP", "DT_MODIF", "PHASE_COD", "PU_BASE",
                                        "SUPPLEMENT", "NB_SEANCES", "AGE_MIN", "AGE_MAX", NULL };

  return read_level (self, CPX_LEVEL_ACTIVITY, "R_ACTE_IVITE", activities, read_activity, chain, error) &&
         read_level (self, CPX_LEVEL_PHASE, "R_ACTE_IVITE_PHASE", phases, read_phase, chain, error) &&
         read_prices (self, chain, error);
}

/**
 * cpx_compile_read_chain:
 * @self: a compilation of which the acts are read
 * @error: where the fault goes
 *
 * Reads activities, phases and prices, each with the versions of what it hangs on.
 *
 * Returns: `TRUE` if all could be read
 */
gboolean
cpx_compile_read_chain (CpxCompile  *self,
                        GError     **error)
{
  g_autoptr(GArray) prices = g_array_new (FALSE, FALSE, sizeof (PhasePrice));
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (guint32));
  Chain chain = { prices, keys };

  return read_all (self, &chain, error);
}
