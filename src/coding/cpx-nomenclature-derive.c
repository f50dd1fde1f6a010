/* cpx-nomenclature-derive.c: what follows from the rows: the order of chapters, their acts, the acts that notes name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-nomenclature-builder-private.h"
#include "cpx-row-order.h"

#include <string.h>

/* Words of a chapter's row, in the order of its table. */
enum
{
  MENU_ID,
  MENU_PARENT,
  MENU_RANK,
  MENU_DEPTH,
  MENU_END,
  MENU_NUMBER,
};

static int
compare_ranks (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  CpxNomenclatureBuilder *self = data;
  const guint32 *left = cpx_nomenclature_builder_get_row (self, CPX_TABLE_MENU, *(const guint32 *) a);
  const guint32 *right = cpx_nomenclature_builder_get_row (self, CPX_TABLE_MENU, *(const guint32 *) b);

  return cpx_words_compare (&left[MENU_PARENT], &right[MENU_PARENT], 0, 2);
}

/* The children of @parent, in the order of their ranks, each followed by its own. Parents are added before their
 * children, so that there are no rings. */
static void
walk (CpxNomenclatureBuilder *self,
      GArray                 *by_parent,
      guint32                 parent,
      const char             *number,
      guint32                 depth,
      GArray                 *order)
{
  for (guint i = 0; i < by_parent->len; i++)
    {
      guint32 child = g_array_index (by_parent, guint32, i);
      guint32 *row = cpx_nomenclature_builder_get_row (self, CPX_TABLE_MENU, child);
      g_autofree char *own = NULL;

      if (row[MENU_PARENT] != parent)
        continue;
      own = depth == 0 ? g_strdup ("")
                       : g_strdup_printf ("%s%s%02u", number, *number == '\0' ? "" : ".", row[MENU_RANK]);
      row[MENU_DEPTH] = depth;
      row[MENU_NUMBER] = cpx_nomenclature_builder_intern (own, self);
      g_array_append_val (order, child);
      walk (self, by_parent, child, own, depth + 1, order);
      cpx_nomenclature_builder_get_row (self, CPX_TABLE_MENU, child)[MENU_END] = order->len;
    }
}

/**
 * cpx_nomenclature_builder_order_menus:
 * @self: a builder
 *
 * Gives each chapter its depth, its number and its end.
 *
 * Returns: (transfer full) (element-type guint32): the chapters in the order of the book
 */
GArray *
cpx_nomenclature_builder_order_menus (CpxNomenclatureBuilder *self)
{
  g_autoptr(GArray) by_parent = g_array_new (FALSE, FALSE, sizeof (guint32));
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < cpx_nomenclature_builder_count (self, CPX_TABLE_MENU); i++)
    g_array_append_val (by_parent, i);
  g_qsort_with_data (by_parent->data, (int) by_parent->len, sizeof (guint32), compare_ranks, self);
  walk (self, by_parent, CPX_CCAM_NONE, "", 0, order);

  return order;
}

/**
 * cpx_nomenclature_builder_add_menu_acts:
 * @self: a builder of which acts and chapters are in their order
 *
 * Lists the acts of each chapter.
 */
void
cpx_nomenclature_builder_add_menu_acts (CpxNomenclatureBuilder *self)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 act = 0; act < cpx_nomenclature_builder_count (self, CPX_TABLE_ACT); act++)
    {
      const guint32 *row = cpx_nomenclature_builder_get_row (self, CPX_TABLE_ACT, act);
      guint32 menu = row[8];
      guint32 place = row[9];

      if (menu == CPX_CCAM_NONE)
        continue;
      g_array_append_val (rows, menu);
      g_array_append_val (rows, place);
      g_array_append_val (rows, act);
    }
  cpx_rows_sort (rows, 3, &(CpxRowOrder) { 3, 0, 3 });
  for (guint i = 0; i < rows->len; i += 3)
    {
      g_array_append_val (self->tables[CPX_TABLE_MENU_ACT], g_array_index (rows, guint32, i));
      g_array_append_val (self->tables[CPX_TABLE_MENU_ACT], g_array_index (rows, guint32, i + 2));
    }
}

static guint32
find_code (CpxNomenclatureBuilder *self,
           const char             *code,
           GHashTable             *codes)
{
  char key[8];
  gpointer act;

  memcpy (key, code, 7);
  key[7] = '\0';

  return g_hash_table_lookup_extended (codes, key, NULL, &act) ? GPOINTER_TO_UINT (act) : CPX_CCAM_NONE;
}

/* Four capitals and three digits, and nothing of the kind beside them. */
static gboolean
is_code_at (const char *text,
            gsize       at)
{
  if (at > 0 && g_ascii_isalnum (text[at - 1]))
    return FALSE;
  for (guint i = 0; i < 7; i++)
    {
      if (i < 4 ? !g_ascii_isupper (text[at + i]) : !g_ascii_isdigit (text[at + i]))
        return FALSE;
    }

  return !g_ascii_isalnum (text[at + 7]);
}

static void
link_note (CpxNomenclatureBuilder *self,
           guint32                 note,
           GHashTable             *codes)
{
  const char *text = (const char *) self->pool->data + cpx_nomenclature_builder_get_row (self, CPX_TABLE_NOTE, note)[3];

  for (gsize at = 0; text[at] != '\0'; at++)
    {
      guint32 act = is_code_at (text, at) ? find_code (self, text + at, codes) : CPX_CCAM_NONE;
      guint32 link[] = { note, act, (guint32) at, 7 };

      if (act != CPX_CCAM_NONE)
        g_array_append_vals (self->tables[CPX_TABLE_NOTE_LINK], link, G_N_ELEMENTS (link));
    }
}

/**
 * cpx_nomenclature_builder_add_note_links:
 * @self: a builder of which acts and notes are in their order
 *
 * Finds the codes that notes quote.
 */
void
cpx_nomenclature_builder_add_note_links (CpxNomenclatureBuilder *self)
{
  g_autoptr(GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint act = 0; act < cpx_nomenclature_builder_count (self, CPX_TABLE_ACT); act++)
    {
      const guint32 *row = cpx_nomenclature_builder_get_row (self, CPX_TABLE_ACT, act);

      g_hash_table_insert (codes, (char *) self->pool->data + *row, GUINT_TO_POINTER (act));
    }
  for (guint32 note = 0; note < cpx_nomenclature_builder_count (self, CPX_TABLE_NOTE); note++)
    link_note (self, note, codes);
}
