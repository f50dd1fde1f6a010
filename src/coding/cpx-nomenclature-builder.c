/* cpx-nomenclature-builder.c: rows as they come, then sorted, renumbered, merged and written once.
 *
 * Until it is built, a row names others by the order in which they were added. Building sorts the tables that are
 * named first (acts by code, chapters as in the book, then activities, phases, notes), keeps where each row went,
 * and renumbers whoever names it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-nomenclature-builder-private.h"
#include "cpx-row-order.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * cpx_nomenclature_builder_intern:
 * @text: (nullable): a text
 * @self: a builder
 *
 * Returns: the offset of the text in the pool, where each text is once
 */
guint32
cpx_nomenclature_builder_intern (const char *text,
                                 gpointer    data)
{
  CpxNomenclatureBuilder *self = data;
  gpointer offset;

  if (text == NULL || *text == '\0')
    return 0;
  if (g_hash_table_lookup_extended (self->offsets, text, NULL, &offset))
    return GPOINTER_TO_UINT (offset);
  offset = GUINT_TO_POINTER (self->pool->len);
  g_byte_array_append (self->pool, (const guint8 *) text, (guint) strlen (text) + 1);
  g_hash_table_insert (self->offsets, g_strdup (text), offset);

  return GPOINTER_TO_UINT (offset);
}

/**
 * cpx_nomenclature_builder_new:
 * @version: "78.10"
 * @effect: the day from which it is in force
 * @source: where it comes from, shown as it is
 *
 * Returns: (transfer full): a builder without rows
 */
CpxNomenclatureBuilder *
cpx_nomenclature_builder_new (const char *version,
                              CpxDay      effect,
                              const char *source)
{
  CpxNomenclatureBuilder *self = g_new0 (CpxNomenclatureBuilder, 1);

  self->offsets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pool = g_byte_array_new ();
  g_byte_array_append (self->pool, (const guint8 *) "", 1);
  for (guint i = 0; i < CPX_N_TABLES; i++)
    self->tables[i] = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->version = cpx_nomenclature_builder_intern (version, self);
  self->source = cpx_nomenclature_builder_intern (source, self);
  self->effect = effect;

  return self;
}

/**
 * cpx_nomenclature_builder_free:
 * @self: (transfer full): a builder
 */
void
cpx_nomenclature_builder_free (CpxNomenclatureBuilder *self)
{
  g_hash_table_unref (self->offsets);
  g_byte_array_unref (self->pool);
  for (guint i = 0; i < CPX_N_TABLES; i++)
    {
      g_array_unref (self->tables[i]);
      g_clear_pointer (&self->places[i], g_array_unref);
    }
  g_free (self);
}

/**
 * cpx_nomenclature_builder_set_version:
 * @self: a builder
 * @version: "78.10"
 * @effect: the day from which it is in force
 *
 * Says what was not known when the builder was made.
 */
void
cpx_nomenclature_builder_set_version (CpxNomenclatureBuilder *self,
                                      const char             *version,
                                      CpxDay                  effect)
{
  self->version = cpx_nomenclature_builder_intern (version, self);
  self->effect = effect;
}

/**
 * cpx_nomenclature_builder_set_source:
 * @self: a builder
 * @source: where it comes from, shown as it is
 */
void
cpx_nomenclature_builder_set_source (CpxNomenclatureBuilder *self,
                                     const char             *source)
{
  self->source = cpx_nomenclature_builder_intern (source, self);
}

/**
 * cpx_nomenclature_builder_set_starter:
 * @self: a builder
 *
 * Says that it is the small nomenclature that the program comes with.
 */
void
cpx_nomenclature_builder_set_starter (CpxNomenclatureBuilder *self)
{
  self->starter = TRUE;
}

/**
 * cpx_nomenclature_builder_count:
 * @self: a builder
 * @table: a table
 *
 * Returns: how many rows it has
 */
guint
cpx_nomenclature_builder_count (CpxNomenclatureBuilder *self,
                                CpxTable                table)
{
  return self->tables[table]->len / cpx_table_get_n_words (table);
}

/**
 * cpx_nomenclature_builder_get_row:
 * @self: a builder
 * @table: a table
 * @row: a row of it
 *
 * Returns: (transfer none): its words, until the next row is added
 */
guint32 *
cpx_nomenclature_builder_get_row (CpxNomenclatureBuilder *self,
                                  CpxTable                table,
                                  guint                   row)
{
  return &g_array_index (self->tables[table], guint32, (gsize) row * cpx_table_get_n_words (table));
}

/* What a row names has been added before it. */
static gboolean
names_rows (CpxNomenclatureBuilder *self,
            CpxTable                table,
            const guint32          *words)
{
  const char *types = cpx_table_get_shape (table)->types;

  for (guint i = 0; types[i] != '\0'; i++)
    {
      CpxTable named = cpx_table_of_index (types[i]);

      if (named == CPX_N_TABLES || (types[i] == 'm' && words[i] == CPX_CCAM_NONE))
        continue;
      if (words[i] >= cpx_nomenclature_builder_count (self, named))
        return FALSE;
    }

  return TRUE;
}

/**
 * cpx_nomenclature_builder_add_row:
 * @self: a builder
 * @table: a table
 * @row: the struct of that table
 *
 * Returns: the index by which later rows name it
 */
guint
cpx_nomenclature_builder_add_row (CpxNomenclatureBuilder *self,
                                  CpxTable                table,
                                  gconstpointer           row)
{
  guint32 words[CPX_TABLE_MAX_COLUMNS];
  guint index = cpx_nomenclature_builder_count (self, table);

  g_assert (self->places[CPX_TABLE_ACT] == NULL);  /* not built yet */
  cpx_table_write_row (table, row, cpx_nomenclature_builder_intern, self, words);
  g_return_val_if_fail (names_rows (self, table, words), CPX_CCAM_NONE);
  g_array_append_vals (self->tables[table], words, cpx_table_get_n_words (table));

  return index;
}

#define DEFINE_ADD(Type, name, table)                                                       \
  void cpx_nomenclature_builder_add_##name (CpxNomenclatureBuilder *self, const Type *row)  \
  {                                                                                         \
    cpx_nomenclature_builder_add_row (self, table, row);                                    \
  }

/* The same, of rows that others name. */
#define DEFINE_ADD_INDEX(Type, name, table)                                                 \
  guint cpx_nomenclature_builder_add_##name (CpxNomenclatureBuilder *self, const Type *row) \
  {                                                                                         \
    return cpx_nomenclature_builder_add_row (self, table, row);                             \
  }

DEFINE_ADD_INDEX (CpxCcamMenu, menu, CPX_TABLE_MENU)
DEFINE_ADD_INDEX (CpxCcamAct, act, CPX_TABLE_ACT)
DEFINE_ADD (CpxCcamVersion, version, CPX_TABLE_VERSION)
DEFINE_ADD_INDEX (CpxCcamActivity, activity, CPX_TABLE_ACTIVITY)
DEFINE_ADD (CpxCcamActivityState, activity_state, CPX_TABLE_ACTIVITY_STATE)
DEFINE_ADD (CpxCcamExecutant, executant, CPX_TABLE_EXECUTANT)
DEFINE_ADD_INDEX (CpxCcamPhase, phase, CPX_TABLE_PHASE)
DEFINE_ADD (CpxCcamPhaseState, phase_state, CPX_TABLE_PHASE_STATE)
DEFINE_ADD (CpxCcamPrice, price, CPX_TABLE_PRICE)
DEFINE_ADD (CpxCcamTerritory, territory, CPX_TABLE_TERRITORY)
DEFINE_ADD (CpxCcamAllowedModifier, allowed_modifier, CPX_TABLE_ALLOWED_MODIFIER)
DEFINE_ADD (CpxCcamAssociation, association, CPX_TABLE_ASSOCIATION)
DEFINE_ADD (CpxCcamIncompatibility, incompatibility, CPX_TABLE_INCOMPATIBILITY)
DEFINE_ADD (CpxCcamProcedure, procedure, CPX_TABLE_PROCEDURE)
DEFINE_ADD (CpxCcamModifierValue, modifier_value, CPX_TABLE_MODIFIER_VALUE)
DEFINE_ADD (CpxCcamModifierPair, modifier_pair, CPX_TABLE_MODIFIER_PAIR)
DEFINE_ADD (CpxCcamModifierRule, modifier_rule, CPX_TABLE_MODIFIER_RULE)
DEFINE_ADD (CpxCcamModifierAge, modifier_age, CPX_TABLE_MODIFIER_AGE)
DEFINE_ADD (CpxCcamModifierLimit, modifier_limit, CPX_TABLE_MODIFIER_LIMIT)
DEFINE_ADD (CpxCcamAssociationCode, association_code, CPX_TABLE_ASSOCIATION_CODE)
DEFINE_ADD (CpxCcamAssociationCode, association_rule, CPX_TABLE_ASSOCIATION_RULE)
DEFINE_ADD (CpxCcamThreshold, threshold, CPX_TABLE_THRESHOLD)
DEFINE_ADD (CpxCcamHoliday, holiday, CPX_TABLE_HOLIDAY)
DEFINE_ADD (CpxCcamNonContracted, non_contracted, CPX_TABLE_NON_CONTRACTED)
DEFINE_ADD (CpxCcamGrid, grid, CPX_TABLE_GRID)
DEFINE_ADD (CpxCcamContext, context, CPX_TABLE_CONTEXT)
DEFINE_ADD (CpxCcamSpecialty, specialty, CPX_TABLE_SPECIALTY)
DEFINE_ADD (CpxCcamConcept, concept, CPX_TABLE_CONCEPT)
DEFINE_ADD (CpxCcamLabel, label, CPX_TABLE_LABEL)
DEFINE_ADD (CpxCcamNote, note, CPX_TABLE_NOTE)
DEFINE_ADD (CpxCcamCondition, condition, CPX_TABLE_CONDITION)
DEFINE_ADD (CpxCcamTerm, term, CPX_TABLE_TERM)

static void
order_table (CpxNomenclatureBuilder *self,
             CpxTable                table)
{
  const CpxTableShape *shape = cpx_table_get_shape (table);
  guint n_words = cpx_table_get_n_words (table);
  guint n_sorted = shape->has_span ? n_words : shape->n_keys;  /* lists stay as they came */

  if (shape->merges)
    {
      cpx_rows_sort (self->tables[table], n_words, &(CpxRowOrder) { shape->n_keys, 2, n_words });
      cpx_rows_merge (self->tables[table], n_words, shape->n_keys);
    }
  cpx_rows_sort (self->tables[table], n_words, &(CpxRowOrder) { n_sorted, 0, n_sorted });
}

static void
renumber (CpxNomenclatureBuilder *self,
          CpxTable                table)
{
  const char *types = cpx_table_get_shape (table)->types;
  guint n_words = cpx_table_get_n_words (table);

  for (guint i = 0; i < self->tables[table]->len; i++)
    {
      guint32 *word = &g_array_index (self->tables[table], guint32, i);
      CpxTable named = cpx_table_of_index (types[i % n_words]);

      if (named != CPX_N_TABLES && *word != CPX_CCAM_NONE)
        *word = g_array_index (self->places[named], guint32, *word);
    }
}

typedef struct
{
  CpxNomenclatureBuilder *self;
  CpxTable                table;
} IndexOrder;

static int
compare_codes (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  CpxNomenclatureBuilder *self = ((IndexOrder *) data)->self;
  const char *pool = (const char *) self->pool->data;

  return strcmp (pool + *cpx_nomenclature_builder_get_row (self, CPX_TABLE_ACT, *(const guint32 *) a),
                 pool + *cpx_nomenclature_builder_get_row (self, CPX_TABLE_ACT, *(const guint32 *) b));
}

static int
compare_keys (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  IndexOrder *order = data;

  return cpx_words_compare (cpx_nomenclature_builder_get_row (order->self, order->table, *(const guint32 *) a),
                        cpx_nomenclature_builder_get_row (order->self, order->table, *(const guint32 *) b), 0,
                        cpx_table_get_shape (order->table)->n_keys);
}

static GArray *
count_up (guint n)
{
  GArray *numbers = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);

  for (guint32 i = 0; i < n; i++)
    g_array_append_val (numbers, i);

  return numbers;
}

/* Puts the rows of a table that others name in @order, row numbers in their new order, and keeps where each went. */
static void
place_rows (CpxNomenclatureBuilder *self,
            CpxTable                table,
            GArray                 *order)
{
  guint n_words = cpx_table_get_n_words (table);
  GArray *rows = g_array_sized_new (FALSE, FALSE, sizeof (guint32), self->tables[table]->len);

  self->places[table] = g_array_sized_new (FALSE, FALSE, sizeof (guint32), order->len);
  g_array_set_size (self->places[table], order->len);
  for (guint32 i = 0; i < order->len; i++)
    {
      guint32 row = g_array_index (order, guint32, i);

      g_array_append_vals (rows, cpx_nomenclature_builder_get_row (self, table, row), n_words);
      g_array_index (self->places[table], guint32, row) = i;
    }
  g_array_unref (self->tables[table]);
  self->tables[table] = rows;
}

static void
place_sorted (CpxNomenclatureBuilder *self,
              CpxTable                table,
              GCompareDataFunc        compare)
{
  IndexOrder context = { self, table };
  g_autoptr(GArray) order = count_up (cpx_nomenclature_builder_count (self, table));

  g_qsort_with_data (order->data, (int) order->len, sizeof (guint32), compare, &context);
  place_rows (self, table, order);
}

/* The code of the act that a row of acts, activities or phases belongs to. */
static const char *
get_code (CpxNomenclatureBuilder *self,
          CpxTable                table,
          guint                   row)
{
  guint32 first = *cpx_nomenclature_builder_get_row (self, table, row);

  if (table == CPX_TABLE_PHASE)
    return get_code (self, CPX_TABLE_ACTIVITY, first);

  return table == CPX_TABLE_ACTIVITY ? get_code (self, CPX_TABLE_ACT, first) : (const char *) self->pool->data + first;
}

/* No two acts share their code, no two activities or phases their letter or number. */
static gboolean
check_unique (CpxNomenclatureBuilder  *self,
              CpxTable                 table,
              guint                    n_keys,
              GError                 **error)
{
  for (guint i = 1; i < cpx_nomenclature_builder_count (self, table); i++)
    {
      if (cpx_words_compare (cpx_nomenclature_builder_get_row (self, table, i),
                             cpx_nomenclature_builder_get_row (self, table, i - 1), 0, n_keys) != 0)
        continue;
      g_set_error (error, CPX_NOMENCLATURE_ERROR, CPX_NOMENCLATURE_ERROR_INVALID, _("“%s” is there twice."),
                   get_code (self, table, i));
      return FALSE;
    }

  return TRUE;
}

/* Notes name an act or a chapter, by their first column. */
static void
place_notes (CpxNomenclatureBuilder *self)
{
  for (guint i = 0; i < cpx_nomenclature_builder_count (self, CPX_TABLE_NOTE); i++)
    {
      guint32 *row = cpx_nomenclature_builder_get_row (self, CPX_TABLE_NOTE, i);
      CpxTable owner = row[0] == CPX_CCAM_NOTE_OF_ACT ? CPX_TABLE_ACT : CPX_TABLE_MENU;

      g_assert (row[1] < self->places[owner]->len);
      row[1] = g_array_index (self->places[owner], guint32, row[1]);
    }
  place_sorted (self, CPX_TABLE_NOTE, compare_keys);
}

/* Pairs without order are kept in one order. */
static void
order_pairs (CpxNomenclatureBuilder *self)
{
  for (guint i = 0; i < cpx_nomenclature_builder_count (self, CPX_TABLE_INCOMPATIBILITY); i++)
    {
      guint32 *row = cpx_nomenclature_builder_get_row (self, CPX_TABLE_INCOMPATIBILITY, i);
      guint32 first = MIN (row[0], row[1]);

      row[1] = MAX (row[0], row[1]);
      row[0] = first;
    }
}

static gboolean
is_placed (CpxTable table)
{
  return table == CPX_TABLE_ACT || table == CPX_TABLE_MENU || table == CPX_TABLE_ACTIVITY || table == CPX_TABLE_PHASE ||
         table == CPX_TABLE_NOTE;
}

static gboolean
place_all (CpxNomenclatureBuilder  *self,
           GError                 **error)
{
  g_autoptr(GArray) menus = cpx_nomenclature_builder_order_menus (self);

  place_rows (self, CPX_TABLE_MENU, menus);
  renumber (self, CPX_TABLE_MENU);
  place_sorted (self, CPX_TABLE_ACT, compare_codes);
  renumber (self, CPX_TABLE_ACT);
  if (!check_unique (self, CPX_TABLE_ACT, 1, error))
    return FALSE;
  renumber (self, CPX_TABLE_ACTIVITY);
  place_sorted (self, CPX_TABLE_ACTIVITY, compare_keys);
  renumber (self, CPX_TABLE_PHASE);
  place_sorted (self, CPX_TABLE_PHASE, compare_keys);
  place_notes (self);

  return check_unique (self, CPX_TABLE_ACTIVITY, 2, error) && check_unique (self, CPX_TABLE_PHASE, 2, error);
}

static void
order_all (CpxNomenclatureBuilder *self)
{
  for (guint table = 0; table < CPX_N_TABLES; table++)
    {
      if (is_placed (table))
        continue;
      renumber (self, table);
      if (table == CPX_TABLE_INCOMPATIBILITY)
        order_pairs (self);
      order_table (self, table);
    }
  cpx_nomenclature_builder_add_menu_acts (self);
  cpx_nomenclature_builder_add_note_links (self);
}

static void
append_words (GByteArray    *bytes,
              const guint32 *words,
              guint          n_words)
{
  for (guint i = 0; i < n_words; i++)
    {
      guint32 word = GUINT32_TO_LE (words[i]);

      g_byte_array_append (bytes, (const guint8 *) &word, sizeof word);
    }
}

static guint32
lay_out (CpxNomenclatureBuilder *self,
         guint32                *header)
{
  guint64 offset = CPX_HEADER_WORDS * sizeof (guint32);

  for (guint table = 0; table < CPX_N_TABLES; table++)
    {
      header[CPX_HEADER_TABLES + 2 * table] = (guint32) offset;
      header[CPX_HEADER_TABLES + 2 * table + 1] = cpx_nomenclature_builder_count (self, table);
      offset += self->tables[table]->len * sizeof (guint32);
    }
  header[CPX_HEADER_FORMAT] = CPX_NOMENCLATURE_FORMAT;
  header[CPX_HEADER_VERSION] = self->version;
  header[CPX_HEADER_SOURCE] = self->source;
  header[CPX_HEADER_EFFECT] = self->effect;
  header[CPX_HEADER_STARTER] = self->starter ? 1 : 0;
  header[CPX_HEADER_POOL] = (guint32) offset;
  header[CPX_HEADER_POOL_SIZE] = self->pool->len;
  header[CPX_HEADER_SIZE] = (guint32) (offset + self->pool->len);

  return header[CPX_HEADER_SIZE];
}

static GBytes *
write_all (CpxNomenclatureBuilder *self)
{
  guint32 header[CPX_HEADER_WORDS] = { 0 };
  GByteArray *bytes = g_byte_array_sized_new (lay_out (self, header));

  append_words (bytes, header, CPX_HEADER_WORDS);
  memcpy (bytes->data, CPX_NOMENCLATURE_MAGIC, sizeof CPX_NOMENCLATURE_MAGIC);
  for (guint table = 0; table < CPX_N_TABLES; table++)
    append_words (bytes, (const guint32 *) (gpointer) self->tables[table]->data, self->tables[table]->len);
  g_byte_array_append (bytes, self->pool->data, self->pool->len);

  return g_byte_array_free_to_bytes (bytes);
}

/**
 * cpx_nomenclature_builder_build:
 * @self: a builder, of which nothing more can be asked afterwards
 * @error: where the fault goes: a code that is there twice
 *
 * Returns: (transfer full) (nullable): the bytes of a nomenclature; the same rows always give the same bytes
 */
GBytes *
cpx_nomenclature_builder_build (CpxNomenclatureBuilder  *self,
                                GError                 **error)
{
  g_return_val_if_fail (self->places[CPX_TABLE_ACT] == NULL, NULL);

  if (!place_all (self, error))
    return NULL;
  order_all (self);

  return write_all (self);
}
