/* cpx-grid-table.c: which grid of tariffs serves whom, as a table to read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-grid-table.h"

#include "cpx-grid-table-state.h"

struct _CpxGridTable
{
  GtkWidget  parent_instance;

  GtkWidget *grid;
};

G_DEFINE_FINAL_TYPE (CpxGridTable, cpx_grid_table, GTK_TYPE_WIDGET)

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static GtkWidget *
make_grid_cell (const CpxGridLine *line)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *label = make_label (line->label, "dim-label");

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_visible (label, *line->label != '\0');
  gtk_box_append (GTK_BOX (box), make_label (line->grid, "numeric"));
  gtk_box_append (GTK_BOX (box), label);

  return box;
}

/* A line above each rule, so that the two cells are read together. */
static void
attach (CpxGridTable      *self,
        const CpxGridLine *line,
        int               *row)
{
  if (line->specialty != NULL)
    {
      GtkWidget *heading = make_label (line->specialty, "heading");

      gtk_widget_set_margin_top (heading, *row > 0 ? 12 : 0);
      gtk_grid_attach (GTK_GRID (self->grid), heading, 0, (*row)++, 2, 1);
      return;
    }
  gtk_grid_attach (GTK_GRID (self->grid), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0, (*row)++, 2, 1);
  gtk_grid_attach (GTK_GRID (self->grid), make_label (line->contracts, NULL), 0, *row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), make_grid_cell (line), 1, (*row)++, 1, 1);
}

static void
cpx_grid_table_dispose (GObject *object)
{
  g_clear_pointer (&CPX_GRID_TABLE (object)->grid, gtk_widget_unparent);

  G_OBJECT_CLASS (cpx_grid_table_parent_class)->dispose (object);
}

static void
cpx_grid_table_class_init (CpxGridTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cpx_grid_table_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
cpx_grid_table_init (CpxGridTable *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  cpx_grid_table_show (self, NULL);
}

/**
 * cpx_grid_table_show:
 * @self: the table
 * @nomenclature: (nullable): the version whose labels are shown
 *
 * Shows all lines anew.
 */
void
cpx_grid_table_show (CpxGridTable    *self,
                     CpxNomenclature *nomenclature)
{
  g_autoptr(GPtrArray) lines = cpx_grid_table_state_list (nomenclature);
  int row = 0;

  g_return_if_fail (CPX_IS_GRID_TABLE (self));

  g_clear_pointer (&self->grid, gtk_widget_unparent);
  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 18);
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_widget_set_margin_top (self->grid, 12);
  gtk_widget_set_margin_bottom (self->grid, 12);
  gtk_widget_set_margin_start (self->grid, 12);
  gtk_widget_set_margin_end (self->grid, 12);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  for (guint i = 0; i < lines->len; i++)
    attach (self, g_ptr_array_index (lines, i), &row);
}
