/* cpx-ccam-tree.c: the rows below a chapter are those before its end; a chapter without any act on that day stays, its
 * page says what it was for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-ccam-tree.h"

#include "cpx-ccam-row.h"

#define ROOT 0

typedef struct
{
  CpxNomenclature    *nomenclature;  /* (owned) */
  CpxDay              day;
  CpxCcamIsFavourite  is_favourite;
  gpointer            data;
} Tree;

static void
tree_free (gpointer data)
{
  Tree *self = data;

  cpx_nomenclature_unref (self->nomenclature);
  g_free (self);
}

static void
add_chapters (Tree       *self,
              guint       menu,
              GListStore *rows)
{
  CpxCcamMenu parent = cpx_nomenclature_get_menu (self->nomenclature, menu);

  for (guint i = menu + 1; i < parent.end; i = cpx_nomenclature_get_menu (self->nomenclature, i).end)
    {
      g_autoptr(CpxCcamRow) row = cpx_ccam_row_new_menu (self->nomenclature, i);

      g_list_store_append (rows, row);
    }
}

static gboolean
is_open (Tree  *self,
         guint  act)
{
  CpxCcamAct row = cpx_nomenclature_get_act (self->nomenclature, act);

  return row.closing == CPX_DAY_NONE || row.closing > self->day;
}

static void
add_acts (Tree       *self,
          guint       menu,
          GListStore *rows)
{
  CpxCcamRange range = cpx_nomenclature_list_menu_acts (self->nomenclature, menu);

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      guint act = cpx_nomenclature_get_menu_act (self->nomenclature, i).act;
      g_autoptr(CpxCcamRow) row = NULL;

      if (!is_open (self, act))
        continue;
      row = cpx_ccam_row_new_act (self->nomenclature, act, self->day, NULL);
      cpx_ccam_row_set_favourite (row, self->is_favourite (cpx_ccam_row_get_code (row), self->data));
      g_list_store_append (rows, row);
    }
}

static GListModel *
list_below (Tree  *self,
            guint  menu)
{
  GListStore *rows = g_list_store_new (CPX_TYPE_CCAM_ROW);

  add_chapters (self, menu, rows);
  add_acts (self, menu, rows);

  return G_LIST_MODEL (rows);
}

/* A GtkTreeListModelCreateModelFunc. */
static GListModel *
create_model (gpointer item,
              gpointer data)
{
  CpxCcamRow *row = item;

  return cpx_ccam_row_is_act (row) ? NULL : list_below (data, cpx_ccam_row_get_menu (row));
}

/**
 * cpx_ccam_tree_new:
 * @nomenclature: a nomenclature
 * @day: acts closed then are left out
 * @is_favourite: asked of each act as its row is made
 * @data: for @is_favourite; must outlive the tree
 *
 * Returns: (transfer full): the tree, folded
 */
GtkTreeListModel *
cpx_ccam_tree_new (CpxNomenclature    *nomenclature,
                   CpxDay              day,
                   CpxCcamIsFavourite  is_favourite,
                   gpointer            data)
{
  Tree *self = g_new0 (Tree, 1);
  GListModel *root;

  self->nomenclature = cpx_nomenclature_ref (nomenclature);
  self->day = day;
  self->is_favourite = is_favourite;
  self->data = data;
  root = cpx_nomenclature_get_n_menus (nomenclature) > 0 ? list_below (self, ROOT)
                                                         : G_LIST_MODEL (g_list_store_new (CPX_TYPE_CCAM_ROW));

  return gtk_tree_list_model_new (root, FALSE, FALSE, create_model, self, tree_free);
}

static guint
find_menu (GtkTreeListModel *tree,
           guint             from,
           guint             menu)
{
  for (guint i = from; i < g_list_model_get_n_items (G_LIST_MODEL (tree)); i++)
    {
      g_autoptr(GtkTreeListRow) row = gtk_tree_list_model_get_row (tree, i);
      g_autoptr(CpxCcamRow) item = gtk_tree_list_row_get_item (row);

      if (cpx_ccam_row_get_menu (item) == menu)
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

/**
 * cpx_ccam_tree_reveal:
 * @tree: a tree
 * @nomenclature: of what it was made
 * @menu: a chapter
 *
 * Opens the chapters above @menu, and @menu.
 *
 * Returns: its position, or `GTK_INVALID_LIST_POSITION`
 */
guint
cpx_ccam_tree_reveal (GtkTreeListModel *tree,
                      CpxNomenclature  *nomenclature,
                      guint             menu)
{
  guint parent = cpx_nomenclature_get_menu (nomenclature, menu).parent;
  guint from = 0;
  guint position;
  g_autoptr(GtkTreeListRow) row = NULL;

  if (parent != CPX_CCAM_NONE && parent != ROOT)
    from = cpx_ccam_tree_reveal (tree, nomenclature, parent);
  if (from == GTK_INVALID_LIST_POSITION)
    return from;
  position = find_menu (tree, from, menu);
  row = gtk_tree_list_model_get_row (tree, position);
  if (row != NULL)
    gtk_tree_list_row_set_expanded (row, TRUE);

  return position;
}
