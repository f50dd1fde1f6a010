/* cpx-sheet-view.c: shows what is told of an act or a chapter: head, prices, sections in one or two columns.
 *
 * A supplement may be foreseen with hundreds of acts: a section shows its first rows, the others are made on demand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-sheet-view.h"

#include "cpx-columns.h"
#include "cpx-price-table.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define FIRST_ROWS 10
#define MORE_ROWS 100
#define MAX_WIDTH 1192  /* two columns, their margins */

struct _CpxSheetView
{
  GtkWidget     parent_instance;

  GtkWidget    *scroller;
  GtkWidget    *content;
  GtkWidget    *star;        /* (nullable): of the act shown */

  CpxCcamSheet *sheet;       /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CpxSheetView, cpx_sheet_view, GTK_TYPE_WIDGET)

static guint link_signal;

static gboolean
link_cb (CpxSheetView *self,
         const char   *uri)
{
  g_autofree char *held = g_strdup (uri);   /* the label goes with the sheet */

  g_signal_emit (self, link_signal, 0, held);

  return TRUE;
}

/* Links and selection are of labels; a section of a long list makes many of them. */
static GtkWidget *
make_label (CpxSheetView *self,
            const char   *markup)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  g_signal_connect_object (label, "activate-link", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);

  return label;
}

static GtkWidget *
make_plain (CpxSheetView *self,
            const char   *text,
            const char   *css_class)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  GtkWidget *label = make_label (self, escaped);

  gtk_widget_add_css_class (label, css_class);

  return label;
}

/* The head */

static GtkWidget *
make_button (const char *icon_name,
             const char *action,
             const char *tooltip)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);

  return button;
}

static GtkWidget *
make_title_line (CpxSheetView *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *code = make_plain (self, self->sheet->code, "title-2");

  gtk_widget_add_css_class (code, "numeric");
  gtk_label_set_selectable (GTK_LABEL (code), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (code), -1);
  gtk_box_append (GTK_BOX (line), code);
  if (!self->sheet->is_act)
    return line;
  self->star = make_button ("non-starred-symbolic", "nomenclature.toggle-favourite", _("Favourite (Ctrl+D)"));
  gtk_box_append (GTK_BOX (line), self->star);
  gtk_box_append (GTK_BOX (line), make_button ("edit-copy-symbolic", "nomenclature.copy-code",
                                               _("Copy the code (Ctrl+C)")));

  return line;
}

static GtkWidget *
make_notice (CpxSheetView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = make_plain (self, self->sheet->notice, "body");

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (box, "sheet-notice");

  return box;
}

static GtkWidget *
make_head (CpxSheetView *self)
{
  const CpxCcamSheet *sheet = self->sheet;
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = make_plain (self, sheet->title, "title-4");
  g_autofree char *tags = NULL;

  gtk_label_set_selectable (GTK_LABEL (title), TRUE);
  if (*sheet->path != '\0')
    {
      GtkWidget *path = make_label (self, sheet->path);

      gtk_widget_add_css_class (path, "caption");
      gtk_box_append (GTK_BOX (head), path);
    }
  gtk_box_append (GTK_BOX (head), make_title_line (self));
  gtk_box_append (GTK_BOX (head), title);
  if (sheet->subtitle != NULL && *sheet->subtitle != '\0')
    gtk_box_append (GTK_BOX (head), make_plain (self, sheet->subtitle, "dim-label"));
  g_ptr_array_add (sheet->tags, NULL);
  tags = g_strjoinv (" · ", (char **) sheet->tags->pdata);
  g_ptr_array_remove_index (sheet->tags, sheet->tags->len - 1);
  if (*tags != '\0')
    gtk_box_append (GTK_BOX (head), make_plain (self, tags, "sheet-tags"));
  if (sheet->notice != NULL)
    gtk_box_append (GTK_BOX (head), make_notice (self));

  return head;
}

/* Sections */

static GtkWidget *
make_row (CpxSheetView      *self,
          const CpxSheetRow *row)
{
  GtkWidget *list_row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *markup = make_label (self, row->markup);

  if (row->caption != NULL)
    {
      GtkWidget *caption = make_plain (self, row->caption, "caption");

      gtk_widget_add_css_class (caption, "dim-label");
      gtk_box_append (GTK_BOX (texts), caption);
    }
  gtk_box_append (GTK_BOX (texts), markup);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (line), texts);
  if (row->value != NULL)
    {
      GtkWidget *value = gtk_label_new (row->value);

      gtk_widget_add_css_class (value, "numeric");
      gtk_label_set_xalign (GTK_LABEL (value), 1);
      gtk_box_append (GTK_BOX (line), value);
    }
  gtk_widget_add_css_class (line, "sheet-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (list_row), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (list_row), FALSE);
  gtk_widget_set_focusable (list_row, FALSE);

  return list_row;
}

static void add_rows (CpxSheetView          *self,
                      GtkWidget             *list,
                      const CpxSheetSection *section,
                      guint                  from,
                      guint                  n);

/* The row that offers more gives way to them, and to another one if there are more still. */
static void
more_cb (GtkButton    *button,
         CpxSheetView *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW);
  GtkWidget *list = gtk_widget_get_parent (row);
  const CpxSheetSection *section = g_object_get_data (G_OBJECT (button), "section");
  guint from = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "from"));
  GtkWidget *first;

  add_rows (self, list, section, from, MORE_ROWS);
  first = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int) from + 1));
  gtk_widget_child_focus (first, GTK_DIR_TAB_FORWARD);   /* GTK wants a focus to come from */
  gtk_list_box_remove (GTK_LIST_BOX (list), row);
}

static GtkWidget *
make_more (CpxSheetView          *self,
           const CpxSheetSection *section,
           guint                  from)
{
  guint left = section->rows->len - from;
  g_autofree char *text =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Show %u more", "Show %u more", MIN (left, MORE_ROWS)),
                     MIN (left, MORE_ROWS));
  g_autofree char *counted = left > MORE_ROWS ? g_strdup_printf (_("%s of %u"), text, left) : g_strdup (text);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *button = gtk_button_new_with_label (counted);

  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "section", (gpointer) section);
  g_object_set_data (G_OBJECT (button), "from", GUINT_TO_POINTER (from));
  g_signal_connect_object (button, "clicked", G_CALLBACK (more_cb), self, 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);

  return row;
}

static void
add_rows (CpxSheetView          *self,
          GtkWidget             *list,
          const CpxSheetSection *section,
          guint                  from,
          guint                  n)
{
  guint until = from + n < section->rows->len ? from + n : section->rows->len;

  for (guint i = from; i < until; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), make_row (self, g_ptr_array_index (section->rows, i)));
  if (until < section->rows->len)
    gtk_list_box_append (GTK_LIST_BOX (list), make_more (self, section, until));
}

static GtkWidget *
make_section (CpxSheetView          *self,
              const CpxSheetSection *section)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();
  guint n = section->rows->len;

  gtk_widget_set_name (group, section->id);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), section->title);
  if (section->hint != NULL)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), section->hint);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, section->title, -1);
  add_rows (self, list, section, 0, n <= FIRST_ROWS + 1 ? n : FIRST_ROWS);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);

  return group;
}

static GtkWidget *
make_prices (CpxSheetView *self)
{
  const CpxSheetTable *table = &self->sheet->prices;
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *hint = table->hint != NULL ? g_markup_escape_text (table->hint, -1) : NULL;

  gtk_widget_set_name (group, "prices");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Prices"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), hint);
  if (table->rows->len > 0)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), cpx_price_table_new (table));

  return group;
}

static GtkWidget *
make_sections (CpxSheetView *self)
{
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  if (self->sheet->is_act)
    gtk_widget_set_layout_manager (columns, cpx_columns_new ());
  for (guint i = 0; i < self->sheet->sections->len; i++)
    {
      GtkWidget *section = make_section (self, g_ptr_array_index (self->sheet->sections, i));

      gtk_box_append (GTK_BOX (columns), section);
    }

  return columns;
}

static void
empty (CpxSheetView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->content)) != NULL)
    gtk_box_remove (GTK_BOX (self->content), child);
  self->star = NULL;
}

static void
cpx_sheet_view_dispose (GObject *object)
{
  CpxSheetView *self = CPX_SHEET_VIEW (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (cpx_sheet_view_parent_class)->dispose (object);
}

static void
cpx_sheet_view_finalize (GObject *object)
{
  g_clear_pointer (&CPX_SHEET_VIEW (object)->sheet, cpx_ccam_sheet_free);

  G_OBJECT_CLASS (cpx_sheet_view_parent_class)->finalize (object);
}

static void
cpx_sheet_view_class_init (CpxSheetViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cpx_sheet_view_dispose;
  object_class->finalize = cpx_sheet_view_finalize;

  link_signal = g_signal_new ("link", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "ccam-sheet");
}

static void
cpx_sheet_view_init (CpxSheetView *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  self->scroller = gtk_scrolled_window_new ();
  gtk_widget_add_css_class (self->content, "sheet-content");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), MAX_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), MAX_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->content);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), clamp);
  gtk_widget_set_focusable (self->scroller, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scroller), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Page of the act"),
                                  -1);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * cpx_sheet_view_show:
 * @self: a view
 * @sheet: (transfer full): what is to be shown
 */
void
cpx_sheet_view_show (CpxSheetView *self,
                     CpxCcamSheet *sheet)
{
  g_return_if_fail (CPX_IS_SHEET_VIEW (self));

  empty (self);
  g_clear_pointer (&self->sheet, cpx_ccam_sheet_free);
  self->sheet = sheet;
  gtk_box_append (GTK_BOX (self->content), make_head (self));
  if (sheet->is_act && sheet->prices.hint != NULL)
    gtk_box_append (GTK_BOX (self->content), make_prices (self));
  gtk_box_append (GTK_BOX (self->content), make_sections (self));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

/**
 * cpx_sheet_view_set_favourite:
 * @self: a view
 * @favourite: whether the act shown wears a star
 * @may_change: whether one may change that
 */
void
cpx_sheet_view_set_favourite (CpxSheetView *self,
                              gboolean      favourite,
                              gboolean      may_change)
{
  const char *text = favourite ? _("Take from my favourites (Ctrl+D)") : _("Add to my favourites (Ctrl+D)");

  g_return_if_fail (CPX_IS_SHEET_VIEW (self));

  if (self->star == NULL)
    return;
  gtk_button_set_icon_name (GTK_BUTTON (self->star), favourite ? "starred-symbolic" : "non-starred-symbolic");
  gtk_widget_set_tooltip_text (self->star, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->star), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_visible (self->star, may_change);
}

/**
 * cpx_sheet_view_get_code:
 * @self: a view
 *
 * Returns: (nullable): the code of the act shown
 */
const char *
cpx_sheet_view_get_code (CpxSheetView *self)
{
  return self->sheet != NULL && self->sheet->is_act ? self->sheet->code : NULL;
}

/**
 * cpx_sheet_view_focus:
 * @self: a view
 *
 * Puts the keyboard on the sheet: the keys scroll it, Tab goes to its first link.
 */
void
cpx_sheet_view_focus (CpxSheetView *self)
{
  gtk_widget_grab_focus (self->scroller);
}
