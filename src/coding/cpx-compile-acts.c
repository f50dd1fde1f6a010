/* cpx-compile-acts.c: acts and their versions, which say on which days all that hangs on them holds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-compile-private.h"

#include <cpx-ccam-code.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* A row of R_ACTE. Of these, the row of the last version tells what is not historised. */
typedef struct
{
  CpxCcamVersion version;
  guint          row;
  gboolean       is_void;
} ActRow;

typedef struct
{
  CpxCompile *self;
  GArray     *rows;    /* (element-type ActRow) */
  GPtrArray  *codes;   /* (element-type utf8): by act */
} Acts;

static guint32
find_or_add_code (Acts       *acts,
                  const char *code)
{
  GHashTable *owners = acts->self->levels[CPX_LEVEL_ACT].owners;
  gpointer act;

  if (g_hash_table_lookup_extended (owners, code, NULL, &act))
    return GPOINTER_TO_UINT (act);
  g_hash_table_insert (owners, g_strdup (code), GUINT_TO_POINTER (acts->codes->len));
  g_ptr_array_add (acts->codes, g_strdup (code));

  return acts->codes->len - 1;
}

static gboolean
read_act (CpxCompile   *self,
          CpxDbfTable  *table,
          guint         row,
          const guint  *columns,
          gpointer      data,
          GError      **error)
{
  Acts *acts = data;
  ActRow act = { .row = row };
  CpxCcamVersion *version = &act.version;
  char code[CPX_KEY_BYTES];
  int refund;

  if (!cpx_dbf_table_get_key (table, row, columns[0], code, sizeof code, error) ||
      !cpx_dbf_table_get_day (table, row, columns[1], &version->modified, error) ||
      !cpx_dbf_table_get_day (table, row, columns[2], &version->span.first, error) ||
      !cpx_dbf_table_get_number (table, row, columns[3], 0, &refund, error) ||
      !cpx_dbf_table_get_char (table, row, columns[4], &version->prior_agreement, error) ||
      !cpx_dbf_table_get_char (table, row, columns[5], &version->travel, error) ||
      !cpx_dbf_table_get_day (table, row, columns[6], &version->published, error))
    return FALSE;
  if (!cpx_ccam_code_is_valid (code))
    {
      cpx_dbf_table_fail (table, row, error, _("“%s” is no code of an act (four letters, three digits)."), code);
      return FALSE;
    }
  if (version->span.first == CPX_DAY_NONE)
    version->span.first = version->modified;
  version->refund = refund >= 1 && refund <= 3 ? (CpxCcamRefund) refund : CPX_CCAM_REFUND_UNKNOWN;
  version->act = find_or_add_code (acts, code);
  self->effect = MAX (self->effect, version->span.first);
  g_array_append_val (acts->rows, act);

  return TRUE;
}

/* By act, then by the day of effect, which is what counts; DT_MODIF only decides between two of one day. */
static int
compare_effects (gconstpointer a,
                 gconstpointer b)
{
  const CpxCcamVersion *left = &((const ActRow *) a)->version;
  const CpxCcamVersion *right = &((const ActRow *) b)->version;

  if (left->act != right->act)
    return left->act < right->act ? -1 : 1;
  if (left->span.first != right->span.first)
    return left->span.first < right->span.first ? -1 : 1;
  if (left->modified != right->modified)
    return left->modified < right->modified ? -1 : 1;

  return (int) ((const ActRow *) a)->row - (int) ((const ActRow *) b)->row;
}

/* A version holds to the day before the next one; two of the same day: the one that was decided last. */
static void
end_versions (GArray *rows)
{
  g_array_sort (rows, compare_effects);
  for (guint i = 0; i + 1 < rows->len; i++)
    {
      ActRow *row = &g_array_index (rows, ActRow, i);
      const CpxCcamVersion *next = &g_array_index (rows, ActRow, i + 1).version;

      if (next->act != row->version.act)
        continue;
      row->is_void = next->span.first == row->version.span.first;
      row->version.span.last = cpx_day_add (next->span.first, -1);
    }
}

static gboolean
take_versions (CpxCompile   *self,
               Acts         *acts,
               CpxDbfTable  *table,
               GError      **error)
{
  end_versions (acts->rows);
  for (guint i = 0; i < acts->rows->len; i++)
    {
      const ActRow *row = &g_array_index (acts->rows, ActRow, i);
      CpxLevelVersion version = { row->version.act, row->version.modified, row->version.span, row->row, row->is_void };

      g_array_append_val (self->levels[CPX_LEVEL_ACT].versions, version);
    }

  return cpx_compile_sort_versions (self, CPX_LEVEL_ACT, table, error);
}

static gboolean
find_menu (CpxCompile   *self,
           CpxDbfTable  *table,
           guint         row,
           guint         column,
           guint32      *out_menu,
           GError      **error)
{
  int code;
  gpointer menu;

  *out_menu = CPX_CCAM_NONE;
  if (!cpx_dbf_table_get_number (table, row, column, 0, &code, error))
    return FALSE;
  if (code == 0)
    return TRUE;
  if (!g_hash_table_lookup_extended (self->menus, GINT_TO_POINTER (code), NULL, &menu))
    {
      cpx_dbf_table_fail (table, row, error, _("the chapter %d is not in the table %s."), code, "R_MENU");
      return FALSE;
    }
  *out_menu = GPOINTER_TO_UINT (menu);

  return TRUE;
}

enum
{
  ACT_MENU,
  ACT_TYPE,
  ACT_SEX,
  ACT_CREATION,
  ACT_CLOSING,
  ACT_PLACE,
  N_ACT_COLUMNS
};

static const char *const act_columns[] = { "MENU_COD", "TYPE_COD", "SEXE", "DT_CREATIO", "DT_FIN", "MFIC_PLACE" };

static gboolean
read_enum (CpxDbfTable  *table,
           guint         row,
           guint         column,
           guint        *out_value,
           GError      **error)
{
  int number;

  if (!cpx_dbf_table_get_number (table, row, column, 0, &number, error))
    return FALSE;
  *out_value = (guint) number;
  if (number >= 0 && number <= 2)
    return TRUE;
  cpx_dbf_table_fail (table, row, error, _("the type or the sex is not 0, 1 or 2."));

  return FALSE;
}

static gboolean
read_last_version (CpxCompile   *self,
                   CpxDbfTable  *table,
                   const guint  *columns,
                   guint         row,
                   CpxCcamAct   *act,
                   GError      **error)
{
  int place;

  if (!cpx_dbf_table_get_number (table, row, columns[ACT_PLACE], 6, &place, NULL))
    place = 0;  /* it only orders a list */
  act->place = (guint) MAX (place, 0);

  return find_menu (self, table, row, columns[ACT_MENU], &act->menu, error) &&
         read_enum (table, row, columns[ACT_TYPE], &act->kind, error) &&
         read_enum (table, row, columns[ACT_SEX], &act->sex, error) &&
         cpx_dbf_table_get_day (table, row, columns[ACT_CREATION], &act->creation, error) &&
         cpx_dbf_table_get_day (table, row, columns[ACT_CLOSING], &act->closing, error);
}

static gboolean
add_act (CpxCompile   *self,
         Acts         *acts,
         CpxDbfTable  *table,
         const ActRow *last,
         GError      **error)
{
  CpxCcamAct act = { .code = g_ptr_array_index (acts->codes, last->version.act), .effect = last->version.span.first };
  g_autofree char *short_label = NULL;
  g_autofree char *long_label = NULL;
  CpxDbfParts parts;
  guint columns[N_ACT_COLUMNS];

  for (guint i = 0; i < N_ACT_COLUMNS; i++)
    {
      if (!cpx_dbf_table_find_column (table, act_columns[i], &columns[i], error))
        return FALSE;
    }
  if (!read_last_version (self, table, columns, last->row, &act, error) ||
      !cpx_dbf_table_find_parts (table, "NOM_COURT", &parts, error))
    return FALSE;
  act.short_label = short_label = cpx_dbf_table_dup_text (table, last->row, &parts);
  if (!cpx_dbf_table_find_parts (table, "NOM_LONG", &parts, error))
    return FALSE;
  act.long_label = long_label = cpx_dbf_table_dup_text (table, last->row, &parts);
  cpx_nomenclature_builder_add_act (self->builder, &act);

  return TRUE;
}

/* Acts are added in the order of their first rows, which is how rows name them already. */
static gboolean
add_acts (CpxCompile   *self,
          Acts         *acts,
          CpxDbfTable  *table,
          GError      **error)
{
  for (guint i = 0; i < acts->rows->len; i++)
    {
      const ActRow *row = &g_array_index (acts->rows, ActRow, i);

      if (i + 1 < acts->rows->len && row[1].version.act == row->version.act)
        continue;
      if (!add_act (self, acts, table, row, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_r_acte (CpxCompile  *self,
             Acts        *acts,
             GError     **error)
{
  static const char *const columns[] = { "COD_ACTE", "DT_MODIF", "DT_EFFET", "REMBOU_COD", "ENTENTE", "FRAIDP_COD",
                                         "DT_JO", NULL };
  g_autoptr(CpxDbfTable) table = cpx_compile_open (self, "R_ACTE", TRUE, error);

  return table != NULL && cpx_compile_rows (self, table, columns, read_act, acts, error) &&
         take_versions (self, acts, table, error) && add_acts (self, acts, table, error);
}

static ActRow *
find_act_row (Acts          *acts,
              guint32        act,
              CpxDaySpan     span)
{
  ActRow wanted = { .version = { .act = act, .span = span, .modified = G_MAXUINT32 } };
  guint low = 0;
  guint high = acts->rows->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare_effects (&g_array_index (acts->rows, ActRow, middle), &wanted) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low > 0 ? &g_array_index (acts->rows, ActRow, low - 1) : NULL;
}

static gboolean
read_exemption (CpxCompile   *self,
                CpxDbfTable  *table,
                guint         row,
                const guint  *columns,
                gpointer      data,
                GError      **error)
{
  guint32 act;
  CpxDaySpan span;
  CpxHolds holds = cpx_compile_find_span (self, CPX_LEVEL_ACT, table, row, columns, &act, &span, error);
  int code;

  if (holds == CPX_HOLDS_NOTHING || !cpx_dbf_table_get_number (table, row, columns[2], 0, &code, error))
    return FALSE;
  if (holds == CPX_HOLDS && code >= 0 && code < 32)
    find_act_row (data, act, span)->version.exemptions |= 1u << code;

  return TRUE;
}

static gboolean
read_package (CpxCompile   *self,
              CpxDbfTable  *table,
              guint         row,
              const guint  *columns,
              gpointer      data,
              GError      **error)
{
  guint32 act;
  CpxDaySpan span;
  CpxHolds holds = cpx_compile_find_span (self, CPX_LEVEL_ACT, table, row, columns, &act, &span, error);
  char code;

  if (holds == CPX_HOLDS_NOTHING || !cpx_dbf_table_get_char (table, row, columns[2], &code, error))
    return FALSE;
  if (holds == CPX_HOLDS)
    find_act_row (data, act, span)->version.package = code;

  return TRUE;
}

static gboolean
read_versions (CpxCompile  *self,
               Acts        *acts,
               GError     **error)
{
  static const char *const exemptions[] = { "ACTE_COD", "ACDT_MODIF", "EXOTM_COD", NULL };
  static const char *const packages[] = { "ACTE_COD", "ACDT_MODIF", "FORFAI_COD", NULL };

  if (!cpx_compile_table (self, "R_ACTE_EXO_TM", FALSE, exemptions, read_exemption, acts, error) ||
      !cpx_compile_table (self, "R_ACTE_FORFAIT", FALSE, packages, read_package, acts, error))
    return FALSE;
  for (guint i = 0; i < acts->rows->len; i++)
    {
      const ActRow *row = &g_array_index (acts->rows, ActRow, i);

      if (!row->is_void)
        cpx_nomenclature_builder_add_version (self->builder, &row->version);
    }

  return TRUE;
}

/**
 * cpx_compile_read_acts:
 * @self: a compilation of which the chapters are read
 * @error: where the fault goes
 *
 * Reads acts and their versions.
 *
 * Returns: `TRUE` if all could be read
 */
gboolean
cpx_compile_read_acts (CpxCompile  *self,
                       GError     **error)
{
  Acts acts = { .self = self };
  gboolean done;

  acts.rows = g_array_new (FALSE, FALSE, sizeof (ActRow));
  acts.codes = g_ptr_array_new_with_free_func (g_free);
  done = read_r_acte (self, &acts, error) && read_versions (self, &acts, error);
  g_array_unref (acts.rows);
  g_ptr_array_unref (acts.codes);

  return done;
}
