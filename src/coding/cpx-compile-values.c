/* cpx-compile-values.c: the tables of values, each declared by a line a column: R_TB…, code lists, glossary.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-compile-private.h"

#define MAX_VALUE_COLUMNS 8

/* c its first character, w a number, t thousandths, e cents, d a day, s a code as text, l a text over several
 * columns, o 'O' for yes. */
typedef struct
{
  const char *name;
  char        type;
  guint16     field;
} ValueColumn;

typedef struct
{
  const char    *name;
  gboolean       is_needed;
  CpxTable       table;
  guint          list;      /* CPX_TABLE_LABEL: which */
  gboolean       is_keyed;  /* no two rows share their keys and their first day */
  ValueColumn    columns[MAX_VALUE_COLUMNS];
} ValueTable;

#define AT(Type, field) ((guint16) offsetof (Type, field))
#define SPAN(Type) { "DT_DEBUT", 'd', AT (Type, span.first) }, { "DT_FIN", 'd', AT (Type, span.last) }

static const ValueTable value_tables[] = {
#define T CpxCcamModifierValue
  { "R_TB11", TRUE, CPX_TABLE_MODIFIER_VALUE, 0, TRUE,
    { { "COD_MODIFI", 'c', AT (T, letter) }, { "GRILLE_COD", 'w', AT (T, grid) }, SPAN (T),
      { "COEF", 't', AT (T, coefficient) }, { "FORFAIT", 'e', AT (T, flat_cents) },
      { "LIBELLE", 'l', AT (T, label) } } },
#undef T
#define T CpxCcamAssociationCode
  { "R_TB02", TRUE, CPX_TABLE_ASSOCIATION_CODE, 0, TRUE,
    { { "COD_ASSONP", 'c', AT (T, code) }, { "GRILLE_COD", 'w', AT (T, grid) }, SPAN (T),
      { "COEF", 't', AT (T, coefficient) }, { "LIBELLE", 'l', AT (T, label) } } },
  { "R_TB03", TRUE, CPX_TABLE_ASSOCIATION_RULE, 0, TRUE,
    { { "COD_REGLE", 'c', AT (T, code) }, { "GRILLE_COD", 'w', AT (T, grid) }, SPAN (T),
      { "COEF", 't', AT (T, coefficient) }, { "LIBELLE", 'l', AT (T, label) } } },
#undef T
#define T CpxCcamSpecialty
  { "R_TB04", FALSE, CPX_TABLE_SPECIALTY, 0, FALSE,
    { SPAN (T), { "COD_SPECIA", 's', AT (T, code) }, { "CATSPE_COD", 's', AT (T, performers) },
      { "LIBELLE", 'l', AT (T, label) } } },
#undef T
#define T CpxCcamModifierAge
  { "R_TB06", FALSE, CPX_TABLE_MODIFIER_AGE, 0, TRUE,
    { { "MODIFI_COD", 'c', AT (T, letter) }, SPAN (T), { "AGE_MIN", 'w', AT (T, age_min) },
      { "UNI_AGEMIN", 'c', AT (T, unit_min) }, { "AGE_MAX", 'w', AT (T, age_max) },
      { "UNI_AGEMAX", 'c', AT (T, unit_max) } } },
#undef T
#define T CpxCcamThreshold
  { "R_TB07", FALSE, CPX_TABLE_THRESHOLD, 0, TRUE,
    { SPAN (T), { "METROPOLE", 'e', AT (T, metropole_cents) }, { "ANTILLES", 'e', AT (T, antilles_cents) },
      { "REUNION", 'e', AT (T, reunion_cents) }, { "GUYANE", 'e', AT (T, guyane_cents) } } },
#undef T
#define T CpxCcamHoliday
  { "R_TB08", FALSE, CPX_TABLE_HOLIDAY, 0, FALSE,
    { { "JOUR_FERIE", 'w', AT (T, day) }, { "COD_CAISSE", 'w', AT (T, fund) }, SPAN (T),
      { "TYPE_JOUR", 'c', AT (T, type) } } },
#undef T
#define T CpxCcamModifierPair
  { "R_TB09", TRUE, CPX_TABLE_MODIFIER_PAIR, 0, TRUE,
    { { "MODIF_COD1", 'c', AT (T, letter) }, { "MODIF_COD2", 'c', AT (T, other) }, SPAN (T) } },
#undef T
#define T CpxCcamModifierRule
  { "R_TB10", TRUE, CPX_TABLE_MODIFIER_RULE, 0, TRUE,
    { { "MODIFI_COD", 'c', AT (T, letter) }, SPAN (T), { "TOP_CTRLE", 'o', AT (T, on_all_activities) },
      { "TOP_MULTIP", 'o', AT (T, may_repeat) } } },
#undef T
#define T CpxCcamNonContracted
  { "R_TB12", FALSE, CPX_TABLE_NON_CONTRACTED, 0, TRUE,
    { SPAN (T), { "FORFAIT_RN", 'e', AT (T, flat_cents) }, { "COEF_RNC", 't', AT (T, coefficient) } } },
#undef T
#define T CpxCcamModifierLimit
  { "R_TB19", TRUE, CPX_TABLE_MODIFIER_LIMIT, 0, TRUE, { SPAN (T), { "NB_MODIFIC", 'w', AT (T, n) } } },
#undef T
#define T CpxCcamConcept
  { "R_TB20", FALSE, CPX_TABLE_CONCEPT, 0, FALSE,
    { SPAN (T), { "CONCEPT", 's', AT (T, concept) }, { "CODE", 's', AT (T, code) } } },
#undef T
#define T CpxCcamContext
  { "R_TB22", FALSE, CPX_TABLE_CONTEXT, 0, TRUE,
    { { "COD_CONTXT", 'w', AT (T, physician) }, { "COD_CONTX0", 'w', AT (T, patient) }, SPAN (T),
      { "GRILLE_COD", 'w', AT (T, grid) } } },
#undef T
#define T CpxCcamGrid
  { "R_TB23", TRUE, CPX_TABLE_GRID, 0, TRUE,
    { { "COD_GRILLE", 'w', AT (T, grid) }, { "LIBELLE", 'l', AT (T, label) },
      { "DEFINITION", 'l', AT (T, definition) } } },
#undef T
#define T CpxCcamTerm
  { "R_GLOSSAIRE", FALSE, CPX_TABLE_TERM, 0, FALSE,
    { { "LIBELLE", 'l', AT (T, term) }, { "DEFINITION", 'l', AT (T, definition) } } },
#undef T
#define LIST(name, list, column) \
  { name, FALSE, CPX_TABLE_LABEL, list, FALSE, \
    { { column, 's', AT (CpxCcamLabel, code) }, { "LIBELLE", 'l', AT (CpxCcamLabel, label) } } }
  LIST ("R_ACTIVITE", CPX_CCAM_LABELS_ACTIVITY, "COD_ACTIV"),
  LIST ("R_PHASE", CPX_CCAM_LABELS_PHASE, "COD_PHASE"),
  LIST ("R_TYPE_NOTE", CPX_CCAM_LABELS_NOTE_TYPE, "COD_TYPNOT"),
  LIST ("R_REGROUPEMENT", CPX_CCAM_LABELS_GROUPING, "COD_REGROU"),
  LIST ("R_CATEGORIE_MEDIC", CPX_CCAM_LABELS_CATEGORY, "COD_CATMED"),
  LIST ("R_CATE_SPEC", CPX_CCAM_LABELS_PERFORMERS, "COD_CATSPE"),
  LIST ("R_REMBOURSEMENT", CPX_CCAM_LABELS_REFUND, "COD_REMBOU"),
  LIST ("R_EXO_TM", CPX_CCAM_LABELS_EXEMPTION, "COD_EXOTM"),
  LIST ("R_DOM", CPX_CCAM_LABELS_TERRITORY, "COD_DOM"),
  LIST ("R_FORFAIT", CPX_CCAM_LABELS_PACKAGE, "COD_FORFAI"),
  LIST ("R_FRAIS_DEP", CPX_CCAM_LABELS_TRAVEL, "COD_FRAIDP"),
  LIST ("R_CONTEXT_PS", CPX_CCAM_LABELS_PHYSICIAN, "COD_CONTXT"),
  LIST ("R_CONTEXT_BN", CPX_CCAM_LABELS_PATIENT, "COD_CONTXT"),
};

/* Room for the struct of any of these tables. */
typedef union
{
  CpxCcamModifierValue   value;
  CpxCcamAssociationCode code;
  CpxCcamSpecialty       specialty;
  CpxCcamModifierAge     age;
  CpxCcamThreshold       threshold;
  CpxCcamHoliday         holiday;
  CpxCcamModifierPair    pair;
  CpxCcamModifierRule    rule;
  CpxCcamNonContracted   non_contracted;
  CpxCcamModifierLimit   limit;
  CpxCcamConcept         concept;
  CpxCcamContext         context;
  CpxCcamGrid            grid;
  CpxCcamTerm            term;
  CpxCcamLabel           label;
} AnyRow;

typedef struct
{
  const ValueTable *shape;
  GArray           *keys;   /* (element-type guint32) */
  GPtrArray        *texts;  /* (element-type utf8): those of one row */
} Values;

static gboolean
read_text (CpxDbfTable        *table,
           guint               row,
           const ValueColumn  *column,
           guint               index,
           GPtrArray          *texts,
           const char        **out_text,
           GError            **error)
{
  CpxDbfParts parts = { { index }, 1 };

  if (column->type == 'l' && !cpx_dbf_table_find_parts (table, column->name, &parts, error))
    return FALSE;
  *out_text = cpx_dbf_table_dup_text (table, row, &parts);
  g_ptr_array_add (texts, (char *) *out_text);

  return TRUE;
}

static gboolean
read_character (CpxDbfTable        *table,
                guint               row,
                const ValueColumn  *column,
                guint               index,
                char               *field,
                GError            **error)
{
  char key[16];
  gboolean is_yes;

  if (!cpx_dbf_table_get_key (table, row, index, key, sizeof key, error))
    return FALSE;
  is_yes = key[0] == 'O';
  if (column->type == 'o')
    memcpy (field, &is_yes, sizeof is_yes);
  else
    *field = key[0];

  return TRUE;
}

static gboolean
read_value (CpxDbfTable        *table,
            guint               row,
            const ValueColumn  *column,
            guint               index,
            Values             *values,
            AnyRow             *any,
            GError            **error)
{
  char *field = (char *) any + column->field;
  guint n_decimals = column->type == 't' ? 3 : column->type == 'e' ? 2 : 0;

  switch (column->type)
    {
    case 'l':
    case 's':
      return read_text (table, row, column, index, values->texts, (const char **) (gpointer) field, error);
    case 'c':
    case 'o':
      return read_character (table, row, column, index, field, error);
    case 'd':
      return cpx_dbf_table_get_day (table, row, index, (CpxDay *) (gpointer) field, error);
    default:
      return cpx_dbf_table_get_number (table, row, index, n_decimals, (int *) (gpointer) field, error);
    }
}

/* The keys of a row, up to two, and its first day: what must not be there twice. */
static void
keep_key (Values        *values,
          const AnyRow  *any,
          guint          row)
{
  guint32 key[4] = { 0, 0, 0, row };
  guint n = 0;

  for (guint i = 0; i < MAX_VALUE_COLUMNS && values->shape->columns[i].name != NULL && n < 3; i++)
    {
      const ValueColumn *column = &values->shape->columns[i];
      const char *field = (const char *) any + column->field;

      if (column->type == 'c')
        key[n++] = (guint8) *field;
      else if (column->type == 'w' || column->type == 'd')
        memcpy (&key[n++], field, sizeof (guint32));
      if (column->type == 'd')
        break;
    }
  g_array_append_vals (values->keys, key, G_N_ELEMENTS (key));
}

static gboolean
read_row (CpxCompile   *self,
          CpxDbfTable  *table,
          guint         row,
          const guint  *columns,
          gpointer      data,
          GError      **error)
{
  Values *values = data;
  AnyRow any = { 0 };

  g_ptr_array_set_size (values->texts, 0);
  for (guint i = 0; i < MAX_VALUE_COLUMNS && values->shape->columns[i].name != NULL; i++)
    {
      if (!read_value (table, row, &values->shape->columns[i], columns[i], values, &any, error))
        return FALSE;
    }
  if (values->shape->table == CPX_TABLE_LABEL)
    any.label.list = values->shape->list;
  keep_key (values, &any, row);
  cpx_nomenclature_builder_add_row (self->builder, values->shape->table, &any);

  return TRUE;
}

static gboolean
read_table (CpxCompile        *self,
            const ValueTable  *shape,
            GError           **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(CpxDbfTable) table = cpx_compile_open (self, shape->name, shape->is_needed, &local);
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  Values values = { shape, keys, texts };
  const char *names[MAX_VALUE_COLUMNS + 1] = { NULL };

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (table == NULL)
    return TRUE;
  for (guint i = 0; i < MAX_VALUE_COLUMNS; i++)
    names[i] = shape->columns[i].name;

  return cpx_compile_rows (self, table, names, read_row, &values, error) &&
         (!shape->is_keyed || cpx_compile_check_keys (table, keys, error));
}

/**
 * cpx_compile_read_values:
 * @self: a compilation
 * @error: where the fault goes
 *
 * Reads the tables that stand alone.
 *
 * Returns: `TRUE` if all could be read
 */
gboolean
cpx_compile_read_values (CpxCompile  *self,
                         GError     **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (value_tables); i++)
    {
      if (!read_table (self, &value_tables[i], error))
        return FALSE;
    }

  return TRUE;
}
