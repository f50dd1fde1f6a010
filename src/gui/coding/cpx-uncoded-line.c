/* cpx-uncoded-line.c: one line of the work list on the screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-uncoded-line.h"

struct _CpxUncodedLine
{
  GtkWidget      parent_instance;

  GtkWidget     *box;
  GtkWidget     *date;
  GtkWidget     *age;
  GtkWidget     *patient;
  GtkWidget     *operation;
  GtkWidget     *surgeon;
  GtkWidget     *state;
  GtkWidget     *missing;

  CpxUncodedRow *row;   /* (owned) (nullable) */
};

enum
{
  PROP_ROW = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (CpxUncodedLine, cpx_uncoded_line, GTK_TYPE_WIDGET)

static void
show_text (GtkWidget  *label,
           const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL && *text != '\0');
}

static void
update (CpxUncodedLine *self)
{
  CpxUncodedInput input = cpx_uncoded_line_read_input (self->row);
  g_auto(CpxUncodedState) state = cpx_uncoded_state_compute (&input, cpx_partial_date_today ());

  show_text (self->date, state.date);
  show_text (self->age, state.age);
  show_text (self->patient, state.patient);
  show_text (self->operation, state.operation);
  show_text (self->surgeon, state.surgeon);
  show_text (self->state, state.state);
  show_text (self->missing, state.missing);
}

static void
cpx_uncoded_line_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  CpxUncodedLine *self = CPX_UNCODED_LINE (object);

  switch (prop_id)
    {
    case PROP_ROW:
      if (g_set_object (&self->row, g_value_get_object (value)) && self->row != NULL)
        update (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_uncoded_line_dispose (GObject *object)
{
  g_clear_object (&CPX_UNCODED_LINE (object)->row);
  gtk_widget_dispose_template (GTK_WIDGET (object), CPX_TYPE_UNCODED_LINE);

  G_OBJECT_CLASS (cpx_uncoded_line_parent_class)->dispose (object);
}

static void
cpx_uncoded_line_class_init (CpxUncodedLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = cpx_uncoded_line_set_property;
  object_class->dispose = cpx_uncoded_line_dispose;

  props[PROP_ROW] = g_param_spec_object ("row", NULL, NULL, CPX_TYPE_UNCODED_ROW,
                                         G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/coding/uncoded-line.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxUncodedLine, box);
  gtk_widget_class_bind_template_child (widget_class, CpxUncodedLine, date);
  gtk_widget_class_bind_template_child (widget_class, CpxUncodedLine, age);
  gtk_widget_class_bind_template_child (widget_class, CpxUncodedLine, patient);
  gtk_widget_class_bind_template_child (widget_class, CpxUncodedLine, operation);
  gtk_widget_class_bind_template_child (widget_class, CpxUncodedLine, surgeon);
  gtk_widget_class_bind_template_child (widget_class, CpxUncodedLine, state);
  gtk_widget_class_bind_template_child (widget_class, CpxUncodedLine, missing);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_uncoded_line_init (CpxUncodedLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_uncoded_line_factory_new:
 *
 * Returns: (transfer full): a factory of lines for a list of #CpxUncodedRow
 */
GtkListItemFactory *
cpx_uncoded_line_factory_new (void)
{
  g_type_ensure (CPX_TYPE_UNCODED_LINE);

  return gtk_builder_list_item_factory_new_from_resource (NULL, "/fr/chirurgieprox/ChirurgieProX/ui/coding/"
                                                                "uncoded-item.ui");
}

/**
 * cpx_uncoded_line_read_input:
 * @row: a row of the model
 *
 * Returns: what of it is put into words, borrowed from @row
 */
CpxUncodedInput
cpx_uncoded_line_read_input (CpxUncodedRow *row)
{
  return (CpxUncodedInput) {
    .intervention = cpx_uncoded_row_get_intervention (row),
    .patient = cpx_uncoded_row_get_patient (row),
    .surgeon = cpx_uncoded_row_get_surgeon (row),
    .has_draft = cpx_uncoded_row_has_draft (row),
    .has_note = cpx_uncoded_row_has_note (row),
    .has_choices = cpx_uncoded_row_has_choices (row),
  };
}
