/* cpx-nomenclature-rows.c: rows by index, rows of an owner, the row of a day.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-nomenclature-private.h"

static const guint32 *
get_words (CpxNomenclature *self,
           CpxTable         table,
           guint            row)
{
  return self->tables[table] + (gsize) row * cpx_table_get_n_words (table);
}

/**
 * cpx_nomenclature_read_row:
 * @self: a nomenclature
 * @table: a table
 * @row: the index of a row
 * @out_row: the struct of that table
 */
void
cpx_nomenclature_read_row (CpxNomenclature *self,
                           CpxTable         table,
                           guint            row,
                           gpointer         out_row)
{
  g_assert (row < self->n_rows[table]);
  cpx_table_read_row (table, get_words (self, table, row), self->pool, out_row);
}

static int
compare_keys (const guint32 *words,
              const guint32 *keys,
              guint          n_keys)
{
  for (guint i = 0; i < n_keys; i++)
    {
      guint32 word = GUINT32_FROM_LE (words[i]);

      if (word != keys[i])
        return word < keys[i] ? -1 : 1;
    }

  return 0;
}

/* The first row whose keys are not before @keys, or, with @after, that are after them. */
static guint
find_bound (CpxNomenclature *self,
            CpxTable         table,
            const guint32   *keys,
            guint            n_keys,
            gboolean         after)
{
  guint n_words = cpx_table_get_n_words (table);
  guint low = 0;
  guint high = self->n_rows[table];

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = compare_keys (self->tables[table] + (gsize) middle * n_words, keys, n_keys);

      if (order < 0 || (after && order == 0))
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/**
 * cpx_nomenclature_find_rows:
 * @self: a nomenclature
 * @table: a table
 * @keys: the first of its keys
 * @n_keys: how many of them
 *
 * Returns: the rows that have those keys
 */
CpxCcamRange
cpx_nomenclature_find_rows (CpxNomenclature *self,
                            CpxTable         table,
                            const guint32   *keys,
                            guint            n_keys)
{
  guint n_words = cpx_table_get_n_words (table);
  guint first = find_bound (self, table, keys, n_keys, FALSE);
  guint last = first;

  /* Few rows share their keys: the next ones are nearer than another search, up to a point. */
  while (last < self->n_rows[table] && last < first + 32 &&
         compare_keys (self->tables[table] + (gsize) last * n_words, keys, n_keys) == 0)
    last++;
  if (last == first + 32)
    last = find_bound (self, table, keys, n_keys, TRUE);

  return (CpxCcamRange) { first, last - first };
}

/* The last row of @range that holds at @day, or CPX_CCAM_NONE. */
static guint
find_day (CpxNomenclature *self,
          CpxTable         table,
          CpxCcamRange     range,
          CpxDay           day)
{
  guint at = cpx_table_get_shape (table)->n_keys;

  for (guint i = range.n; i > 0; i--)
    {
      const guint32 *words = get_words (self, table, range.first + i - 1);
      CpxDaySpan span = { GUINT32_FROM_LE (words[at]), GUINT32_FROM_LE (words[at + 1]) };

      if (cpx_day_span_contains (span, day))
        return range.first + i - 1;
    }

  return CPX_CCAM_NONE;
}

/**
 * cpx_nomenclature_find_at:
 * @self: a nomenclature
 * @table: a table with spans
 * @keys: all its keys
 * @day: a day
 * @out_row: (nullable): the struct of that table, set if there is such a row
 *
 * Returns: `TRUE` if there is a row with those keys that holds at @day
 */
gboolean
cpx_nomenclature_find_at (CpxNomenclature *self,
                          CpxTable         table,
                          const guint32   *keys,
                          CpxDay           day,
                          gpointer         out_row)
{
  CpxCcamRange range = cpx_nomenclature_find_rows (self, table, keys, cpx_table_get_shape (table)->n_keys);
  guint row = find_day (self, table, range, day);

  if (row == CPX_CCAM_NONE)
    return FALSE;
  if (out_row != NULL)
    cpx_nomenclature_read_row (self, table, row, out_row);

  return TRUE;
}

/**
 * cpx_nomenclature_has_at:
 * @self: a nomenclature
 * @table: a table with spans
 * @keys: the first of its keys
 * @n_keys: how many of them
 * @day: a day, or `CPX_DAY_NONE` for any
 *
 * Returns: `TRUE` if a row with those keys holds at @day
 */
gboolean
cpx_nomenclature_has_at (CpxNomenclature *self,
                         CpxTable         table,
                         const guint32   *keys,
                         guint            n_keys,
                         CpxDay           day)
{
  CpxCcamRange range = cpx_nomenclature_find_rows (self, table, keys, n_keys);

  return day == CPX_DAY_NONE ? range.n > 0 : find_day (self, table, range, day) != CPX_CCAM_NONE;
}

/* cpx_nomenclature_get_…: the row of an index that a list or another row gave. */
#define DEFINE_GET(Type, name, table)                                 \
  Type cpx_nomenclature_get_##name (CpxNomenclature *self, guint row) \
  {                                                                   \
    Type value;                                                       \
    cpx_nomenclature_read_row (self, table, row, &value);             \
    return value;                                                     \
  }

DEFINE_GET (CpxCcamAct, act, CPX_TABLE_ACT)
DEFINE_GET (CpxCcamVersion, act_version, CPX_TABLE_VERSION)
DEFINE_GET (CpxCcamActivity, activity, CPX_TABLE_ACTIVITY)
DEFINE_GET (CpxCcamExecutant, executant, CPX_TABLE_EXECUTANT)
DEFINE_GET (CpxCcamPhase, phase, CPX_TABLE_PHASE)
DEFINE_GET (CpxCcamPrice, price, CPX_TABLE_PRICE)
DEFINE_GET (CpxCcamGrid, grid, CPX_TABLE_GRID)
DEFINE_GET (CpxCcamAllowedModifier, allowed_modifier, CPX_TABLE_ALLOWED_MODIFIER)
DEFINE_GET (CpxCcamModifierValue, modifier_value, CPX_TABLE_MODIFIER_VALUE)
DEFINE_GET (CpxCcamAssociation, association, CPX_TABLE_ASSOCIATION)
DEFINE_GET (CpxCcamProcedure, procedure, CPX_TABLE_PROCEDURE)
DEFINE_GET (CpxCcamSpecialty, specialty, CPX_TABLE_SPECIALTY)
DEFINE_GET (CpxCcamConcept, concept, CPX_TABLE_CONCEPT)
DEFINE_GET (CpxCcamNote, note, CPX_TABLE_NOTE)
DEFINE_GET (CpxCcamNoteLink, note_link, CPX_TABLE_NOTE_LINK)
DEFINE_GET (CpxCcamMenu, menu, CPX_TABLE_MENU)
DEFINE_GET (CpxCcamMenuAct, menu_act, CPX_TABLE_MENU_ACT)
DEFINE_GET (CpxCcamCondition, condition, CPX_TABLE_CONDITION)
DEFINE_GET (CpxCcamTerm, term, CPX_TABLE_TERM)

/* cpx_nomenclature_list_…: the rows of an owner. */
#define DEFINE_LIST(name, table)                                                   \
  CpxCcamRange cpx_nomenclature_list_##name (CpxNomenclature *self, guint owner)   \
  {                                                                                \
    return cpx_nomenclature_find_rows (self, table, (const guint32[]) { owner }, 1); \
  }

DEFINE_LIST (versions, CPX_TABLE_VERSION)
DEFINE_LIST (activities, CPX_TABLE_ACTIVITY)
DEFINE_LIST (executants, CPX_TABLE_EXECUTANT)
DEFINE_LIST (phases, CPX_TABLE_PHASE)
DEFINE_LIST (prices, CPX_TABLE_PRICE)
DEFINE_LIST (allowed_modifiers, CPX_TABLE_ALLOWED_MODIFIER)
DEFINE_LIST (associations, CPX_TABLE_ASSOCIATION)
DEFINE_LIST (procedures, CPX_TABLE_PROCEDURE)
DEFINE_LIST (note_links, CPX_TABLE_NOTE_LINK)
DEFINE_LIST (menu_acts, CPX_TABLE_MENU_ACT)
DEFINE_LIST (conditions, CPX_TABLE_CONDITION)

/* The same, of tables that are shown whole. */
#define DEFINE_LIST_ALL(name, table)                                  \
  CpxCcamRange cpx_nomenclature_list_##name (CpxNomenclature *self)   \
  {                                                                   \
    return (CpxCcamRange) { 0, self->n_rows[table] };                 \
  }

DEFINE_LIST_ALL (grids, CPX_TABLE_GRID)
DEFINE_LIST_ALL (modifier_values, CPX_TABLE_MODIFIER_VALUE)
DEFINE_LIST_ALL (specialties, CPX_TABLE_SPECIALTY)
DEFINE_LIST_ALL (concepts, CPX_TABLE_CONCEPT)
DEFINE_LIST_ALL (terms, CPX_TABLE_TERM)
