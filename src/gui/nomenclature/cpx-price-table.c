/* cpx-price-table.c: the prices of an act, a line a grid; one's own first, the others on demand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-price-table.h"

#include <glib/gi18n-lib.h>

#define FIRST_ROWS 4     /* shown before one asks for all */
#define FITTING_COLUMNS 3  /* more than these scroll, and names of grids are cut */

/* Whether one asked for all; kept from one act to the next. */
static gboolean shows_all;

static GtkWidget *
make_text (const char *text,
           float       xalign,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static GtkWidget *
make_grid_label (const CpxSheetPrices *prices,
                 gboolean              wraps)
{
  g_autofree char *text = prices->own ? g_strdup_printf (_("%u · %s (your tariffs)"), prices->grid, prices->label)
                                      : g_strdup_printf ("%u · %s", prices->grid, prices->label);
  GtkWidget *label = make_text (text, 0, prices->own ? "heading" : NULL);

  gtk_label_set_wrap (GTK_LABEL (label), wraps);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_ellipsize (GTK_LABEL (label), wraps ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, wraps ? NULL : text);
  gtk_label_set_width_chars (GTK_LABEL (label), 16);
  gtk_widget_set_hexpand (label, TRUE);

  return label;
}

static GtkWidget *
make_cell (const CpxSheetPrices *prices,
           const CpxSheetCell   *cell)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *text = make_text (cell->text, 1, prices->own ? "heading" : NULL);

  gtk_widget_add_css_class (text, "numeric");
  if (!cell->known)
    gtk_widget_add_css_class (text, "dim-label");
  gtk_box_append (GTK_BOX (box), text);
  if (cell->since != NULL)
    {
      GtkWidget *since = make_text (cell->since, 1, "caption");

      gtk_widget_add_css_class (since, "dim-label");
      gtk_box_append (GTK_BOX (box), since);
    }

  return box;
}

static void
attach_head (GtkGrid             *grid,
             const CpxSheetTable *table)
{
  GtkWidget *corner = make_text (_("Grid"), 0, "caption-heading");

  gtk_grid_attach (grid, corner, 0, 0, 1, 1);
  for (guint i = 0; i < table->columns->len; i++)
    gtk_grid_attach (grid, make_text (g_ptr_array_index (table->columns, i), 1, "caption-heading"), (int) i + 1, 0, 1,
                     1);
}

static void
attach_rows (GtkGrid             *grid,
             const CpxSheetTable *table,
             guint                from,
             guint                until)
{
  for (guint i = from; i < until; i++)
    {
      const CpxSheetPrices *prices = g_ptr_array_index (table->rows, i);

      gtk_grid_attach (grid, make_grid_label (prices, table->columns->len <= FITTING_COLUMNS), 0, (int) i + 1, 1, 1);
      for (guint j = 0; j < table->columns->len; j++)
        gtk_grid_attach (grid, make_cell (prices, &prices->cells[j]), (int) j + 1, (int) i + 1, 1, 1);
    }
}

/* Rows that are hidden would leave their spacing behind: they go, and are made again. */
static void
toggled_cb (GtkToggleButton *button,
            GtkGrid         *grid)
{
  const CpxSheetTable *table = g_object_get_data (G_OBJECT (button), "table");

  shows_all = gtk_toggle_button_get_active (button);
  if (shows_all)
    attach_rows (grid, table, FIRST_ROWS, table->rows->len);
  for (guint i = table->rows->len; !shows_all && i > FIRST_ROWS; i--)
    gtk_grid_remove_row (grid, (int) i);
}

static GtkWidget *
make_more (const CpxSheetTable *table,
           GtkGrid             *grid)
{
  g_autofree char *text = g_strdup_printf (_("All %u grids"), table->rows->len);
  GtkWidget *button = gtk_toggle_button_new_with_label (text);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_object_set_data (G_OBJECT (button), "table", (gpointer) table);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), shows_all);
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), grid, 0);

  return button;
}

static GtkWidget *
make_scroller (GtkWidget *grid)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);

  return scroller;
}

/**
 * cpx_price_table_new:
 * @table: prices
 *
 * Returns: (transfer floating): the table, to be dropped before @table
 */
GtkWidget *
cpx_price_table_new (const CpxSheetTable *table)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_accessible_update_property (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Prices"), -1);
  attach_head (GTK_GRID (grid), table);
  attach_rows (GTK_GRID (grid), table, 0, shows_all ? table->rows->len : MIN (table->rows->len, FIRST_ROWS));
  gtk_box_append (GTK_BOX (box), table->columns->len <= FITTING_COLUMNS ? grid : make_scroller (grid));
  if (table->rows->len > FIRST_ROWS)
    gtk_box_append (GTK_BOX (box), make_more (table, GTK_GRID (grid)));
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "price-table");

  return box;
}
