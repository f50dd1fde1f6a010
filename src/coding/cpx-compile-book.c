/* cpx-compile-book.c: chapters, notes, conditions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-compile-private.h"

#include <glib/gi18n-lib.h>

#define MAX_DEPTH 32
#define MAX_MENUS 20000

typedef struct
{
  int   code;
  int   parent;
  int   rank;
  guint row;
  char *label;  /* (owned) */
} MenuRow;

static void
menu_row_clear (gpointer data)
{
  g_free (((MenuRow *) data)->label);
}

static gboolean
read_menu (CpxCompile   *self,
           CpxDbfTable  *table,
           guint         row,
           const guint  *columns,
           gpointer      data,
           GError      **error)
{
  MenuRow menu = { .row = row };
  CpxDbfParts parts = { { columns[3] }, 1 };

  if (!cpx_dbf_table_get_number (table, row, columns[0], 0, &menu.code, error) ||
      !cpx_dbf_table_get_number (table, row, columns[1], 0, &menu.parent, error) ||
      !cpx_dbf_table_get_number (table, row, columns[2], 0, &menu.rank, error))
    return FALSE;
  if (menu.code <= 0 || row >= MAX_MENUS)
    {
      cpx_dbf_table_fail (table, row, error, _("%d is no code of a chapter."), menu.code);
      return FALSE;
    }
  menu.label = cpx_dbf_table_dup_text (table, row, &parts);
  g_array_append_val (data, menu);

  return TRUE;
}

/* A chapter is added after the one above it, wherever its row is. */
static gboolean
add_menu (CpxCompile    *self,
          CpxDbfTable   *table,
          GHashTable    *rows,
          const MenuRow *menu,
          guint          depth,
          guint32       *out_menu,
          GError       **error)
{
  CpxCcamMenu chapter = { .id = (guint) menu->code, .parent = CPX_CCAM_NONE, .rank = (guint) MAX (menu->rank, 0) };
  const MenuRow *parent = g_hash_table_lookup (rows, GINT_TO_POINTER (menu->parent));
  gpointer known;

  if (g_hash_table_lookup_extended (self->menus, GINT_TO_POINTER (menu->code), NULL, &known))
    {
      *out_menu = GPOINTER_TO_UINT (known);
      return TRUE;
    }
  if (menu->parent != 0 && (parent == NULL || depth == MAX_DEPTH))
    {
      cpx_dbf_table_fail (table, menu->row, error, _("the chapter %d is not in the table %s."), menu->parent, "R_MENU");
      return FALSE;
    }
  if (menu->parent != 0 && !add_menu (self, table, rows, parent, depth + 1, &chapter.parent, error))
    return FALSE;
  chapter.label = menu->label;
  *out_menu = cpx_nomenclature_builder_add_menu (self->builder, &chapter);
  g_hash_table_insert (self->menus, GINT_TO_POINTER (menu->code), GUINT_TO_POINTER (*out_menu));

  return TRUE;
}

static gboolean
add_menus (CpxCompile   *self,
           CpxDbfTable  *table,
           GArray       *menus,
           GError      **error)
{
  g_autoptr(GHashTable) rows = g_hash_table_new (NULL, NULL);
  guint32 index;

  for (guint i = 0; i < menus->len; i++)
    {
      MenuRow *menu = &g_array_index (menus, MenuRow, i);

      if (g_hash_table_insert (rows, GINT_TO_POINTER (menu->code), menu))
        continue;
      cpx_dbf_table_fail (table, menu->row, error, _("the chapter %d is there twice."), menu->code);
      return FALSE;
    }
  for (guint i = 0; i < menus->len; i++)
    {
      if (!add_menu (self, table, rows, &g_array_index (menus, MenuRow, i), 0, &index, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cpx_compile_read_menus:
 * @self: a compilation
 * @error: where the fault goes
 *
 * Reads the chapters.
 *
 * Returns: `TRUE` if all could be read
 */
gboolean
cpx_compile_read_menus (CpxCompile  *self,
                        GError     **error)
{
  static const char *const columns[] = { "COD_MENU", "COD_PERE", "RANG", "LIBELLE", NULL };
  g_autoptr(GArray) menus = g_array_new (FALSE, FALSE, sizeof (MenuRow));
  g_autoptr(CpxDbfTable) table = cpx_compile_open (self, "R_MENU", TRUE, error);

  g_array_set_clear_func (menus, menu_row_clear);

  return table != NULL && cpx_compile_rows (self, table, columns, read_menu, menus, error) &&
         add_menus (self, table, menus, error);
}

/* A note and where it goes among those of its owner. */
typedef struct
{
  CpxCcamNote note;
  int         order;
  guint       row;
} NoteRow;

static gboolean
add_note (CpxDbfTable       *table,
          guint              row,
          const guint       *columns,
          CpxCcamNoteOwner   owner,
          guint32            of,
          GArray            *notes,
          GError           **error)
{
  NoteRow note = { .note = { .owner = owner, .of = of }, .row = row };
  int type;

  if (!cpx_dbf_table_get_number (table, row, columns[0], 0, &note.order, error) ||
      !cpx_dbf_table_get_number (table, row, columns[1], 0, &type, error))
    return FALSE;
  note.note.type = (guint) MAX (type, 0);
  g_array_append_val (notes, note);

  return TRUE;
}

/* Notes are not historised: each version repeats them, those of the last one are kept. */
static gboolean
read_act_note (CpxCompile   *self,
               CpxDbfTable  *table,
               guint         row,
               const guint  *columns,
               gpointer      data,
               GError      **error)
{
  guint32 act;
  CpxDaySpan span;
  CpxHolds holds = cpx_compile_find_span (self, CPX_LEVEL_ACT, table, row, columns, &act, &span, error);

  if (holds == CPX_HOLDS_NOTHING)
    return FALSE;

  return holds != CPX_HOLDS || span.last != CPX_DAY_NONE ||
         add_note (table, row, columns + 2, CPX_CCAM_NOTE_OF_ACT, act, data, error);
}

static gboolean
read_menu_note (CpxCompile   *self,
                CpxDbfTable  *table,
                guint         row,
                const guint  *columns,
                gpointer      data,
                GError      **error)
{
  int code;
  gpointer menu;

  if (!cpx_dbf_table_get_number (table, row, columns[0], 0, &code, error))
    return FALSE;
  if (g_hash_table_lookup_extended (self->menus, GINT_TO_POINTER (code), NULL, &menu))
    return add_note (table, row, columns + 1, CPX_CCAM_NOTE_OF_MENU, GPOINTER_TO_UINT (menu), data, error);
  cpx_dbf_table_fail (table, row, error, _("the chapter %d is not in the table %s."), code, "R_MENU");

  return FALSE;
}

static int
compare_notes (gconstpointer a,
               gconstpointer b)
{
  const NoteRow *left = a;
  const NoteRow *right = b;

  if (left->note.of != right->note.of)
    return left->note.of < right->note.of ? -1 : 1;
  if (left->order != right->order)
    return left->order < right->order ? -1 : 1;

  return (int) left->row - (int) right->row;
}

static gboolean
read_notes (CpxCompile          *self,
            const char          *name,
            gboolean             is_needed,
            const char * const  *columns,
            CpxCompileRow        func,
            GError             **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(GArray) notes = g_array_new (FALSE, FALSE, sizeof (NoteRow));
  g_autoptr(CpxDbfTable) table = cpx_compile_open (self, name, is_needed, &local);
  CpxDbfParts parts;

  if (table == NULL && local == NULL)
    return TRUE;
  if (table == NULL || !cpx_compile_rows (self, table, columns, func, notes, &local) ||
      !cpx_dbf_table_find_parts (table, "TEXTE_NOTE", &parts, &local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_array_sort (notes, compare_notes);
  for (guint i = 0; i < notes->len; i++)
    {
      NoteRow *row = &g_array_index (notes, NoteRow, i);
      g_autofree char *text = cpx_dbf_table_dup_text (table, row->row, &parts);

      row->note.text = text;
      cpx_nomenclature_builder_add_note (self->builder, &row->note);
    }

  return TRUE;
}

static void
take_condition (GHashTable  *texts,
                int          number,
                CpxDbfTable *table,
                guint        row)
{
  CpxDbfParts parts;

  if (cpx_dbf_table_find_parts (table, "LIBELLE", &parts, NULL))
    g_hash_table_insert (texts, GINT_TO_POINTER (number), cpx_dbf_table_dup_text (table, row, &parts));
}

static gboolean
read_condition (CpxCompile   *self,
                CpxDbfTable  *table,
                guint         row,
                const guint  *columns,
                gpointer      data,
                GError      **error)
{
  int number;

  if (!cpx_dbf_table_get_number (table, row, columns[0], 0, &number, error))
    return FALSE;
  take_condition (data, number, table, row);

  return TRUE;
}

static gboolean
read_act_condition (CpxCompile   *self,
                    CpxDbfTable  *table,
                    guint         row,
                    const guint  *columns,
                    gpointer      data,
                    GError      **error)
{
  CpxCcamCondition condition = { 0 };
  int number;

  if (!cpx_compile_find_owner (self, CPX_LEVEL_ACT, table, row, columns[0], &condition.act, error) ||
      !cpx_dbf_table_get_number (table, row, columns[1], 0, &number, error))
    return FALSE;
  condition.number = (guint) MAX (number, 0);
  condition.text = g_hash_table_lookup (data, GINT_TO_POINTER (number));
  if (condition.text != NULL)
    cpx_nomenclature_builder_add_condition (self->builder, &condition);

  return TRUE;
}

/**
 * cpx_compile_read_book:
 * @self: a compilation of which acts and chapters are read
 * @error: where the fault goes
 *
 * Reads notes and general conditions.
 *
 * Returns: `TRUE` if all could be read
 */
gboolean
cpx_compile_read_book (CpxCompile  *self,
                       GError     **error)
{
  static const char *const act_notes[] = { "ACTE_COD", "ACDT_MODIF", "ORDRE_NOTE", "TYPNOT_COD", NULL };
  static const char *const menu_notes[] = { "MENU_COD", "ORDRE_NOTE", "TYPNOT_COD", NULL };
  static const char *const conditions[] = { "COD_CONDGE", "LIBELLE", NULL };
  static const char *const act_conditions[] = { "ACTE_COD", "CONDGE_COD", NULL };
  g_autoptr(GHashTable) texts = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  return read_notes (self, "R_NOTE_ACTE", TRUE, act_notes, read_act_note, error) &&
         read_notes (self, "R_NOTE_MENU", FALSE, menu_notes, read_menu_note, error) &&
         cpx_compile_table (self, "R_COND_GEN", FALSE, conditions, read_condition, texts, error) &&
         cpx_compile_table (self, "R_ACTE_COND_GEN", FALSE, act_conditions, read_act_condition, texts, error);
}
