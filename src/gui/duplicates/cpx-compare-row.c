/* cpx-compare-row.c: one field of two files: both values, how they compare, which one is kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-compare-row.h"

#include <glib/gi18n-lib.h>

struct _CpxCompareRow
{
  GtkListBoxRow   parent_instance;

  GtkWidget      *field_label;
  GtkWidget      *mark_icon;
  GtkWidget      *mark_label;
  GtkWidget      *buttons[CPX_N_SIDES];
  GtkWidget      *value_labels[CPX_N_SIDES];

  int             field;
  CpxSide         side;
  CpxCompareMark  mark;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxCompareRow, cpx_compare_row, GTK_TYPE_LIST_BOX_ROW)

static void
toggled_cb (GtkCheckButton *button,
            CpxCompareRow  *self)
{
  CpxSide side = GTK_WIDGET (button) == self->buttons[CPX_SIDE_RIGHT] ? CPX_SIDE_RIGHT : CPX_SIDE_LEFT;

  if (gtk_check_button_get_active (button) && side != self->side)
    g_signal_emit (self, signals[CHOSEN], 0, self->field, side);
}

static void
cpx_compare_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CPX_TYPE_COMPARE_ROW);

  G_OBJECT_CLASS (cpx_compare_row_parent_class)->dispose (object);
}

static void
cpx_compare_row_class_init (CpxCompareRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const char *path = "/fr/chirurgieprox/ChirurgieProX/ui/duplicates/compare-row.ui";

  G_OBJECT_CLASS (klass)->dispose = cpx_compare_row_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (widget_class, path);
  gtk_widget_class_bind_template_child (widget_class, CpxCompareRow, field_label);
  gtk_widget_class_bind_template_child (widget_class, CpxCompareRow, mark_icon);
  gtk_widget_class_bind_template_child (widget_class, CpxCompareRow, mark_label);
  gtk_widget_class_bind_template_child_full (widget_class, "left_button", FALSE,
                                             G_STRUCT_OFFSET (CpxCompareRow, buttons[CPX_SIDE_LEFT]));
  gtk_widget_class_bind_template_child_full (widget_class, "right_button", FALSE,
                                             G_STRUCT_OFFSET (CpxCompareRow, buttons[CPX_SIDE_RIGHT]));
  gtk_widget_class_bind_template_child_full (widget_class, "left_label", FALSE,
                                             G_STRUCT_OFFSET (CpxCompareRow, value_labels[CPX_SIDE_LEFT]));
  gtk_widget_class_bind_template_child_full (widget_class, "right_label", FALSE,
                                             G_STRUCT_OFFSET (CpxCompareRow, value_labels[CPX_SIDE_RIGHT]));
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
cpx_compare_row_init (CpxCompareRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_compare_row_new:
 * @field: a field of the kind patient
 *
 * Makes a row. Signal `chosen` carries the field and the #CpxSide that was picked.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
cpx_compare_row_new (int field)
{
  CpxCompareRow *self = g_object_new (CPX_TYPE_COMPARE_ROW, NULL);

  self->field = field;
  gtk_label_set_label (GTK_LABEL (self->field_label), cpx_field_get_label (&cpx_patient_kind.fields[field]));

  return GTK_WIDGET (self);
}

static void
show_value (CpxCompareRow        *self,
            const CpxCompareLine *line,
            CpxSide               side,
            gboolean              may_choose)
{
  const char *text = *line->texts[side] != '\0' ? line->texts[side] : _("Nothing");
  const char *field = cpx_field_get_label (&cpx_patient_kind.fields[self->field]);
  g_autofree char *name = NULL;

  name = side == CPX_SIDE_LEFT ? g_strdup_printf (_("%s, left file: %s"), field, text)
                               : g_strdup_printf (_("%s, right file: %s"), field, text);
  gtk_label_set_label (GTK_LABEL (self->value_labels[side]), text);
  (*line->texts[side] != '\0' ? gtk_widget_remove_css_class
                              : gtk_widget_add_css_class) (self->value_labels[side], "dim-label");
  gtk_widget_set_sensitive (self->buttons[side], may_choose && line->mark != CPX_COMPARE_SAME);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->buttons[side]), line->side == side);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[side]), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, cpx_compare_mark_get_label (line->mark), -1);
}

/**
 * cpx_compare_row_show:
 * @self: a row
 * @line: the two values
 * @may_choose: whether the person may pick one
 *
 * Shows how the two files stand in this field.
 */
void
cpx_compare_row_show (CpxCompareRow        *self,
                      const CpxCompareLine *line,
                      gboolean              may_choose)
{
  g_return_if_fail (CPX_IS_COMPARE_ROW (self));

  self->side = line->side;
  self->mark = line->mark;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->mark_icon), cpx_compare_mark_get_icon (line->mark));
  gtk_label_set_label (GTK_LABEL (self->mark_label), cpx_compare_mark_get_label (line->mark));
  (line->mark == CPX_COMPARE_DIFFERENT ? gtk_widget_add_css_class
                                       : gtk_widget_remove_css_class) (GTK_WIDGET (self), "differs");
  show_value (self, line, CPX_SIDE_LEFT, may_choose);
  show_value (self, line, CPX_SIDE_RIGHT, may_choose);
}

/**
 * cpx_compare_row_get_mark:
 * @self: a row
 *
 * Returns: how the two values compare
 */
CpxCompareMark
cpx_compare_row_get_mark (CpxCompareRow *self)
{
  return self->mark;
}
