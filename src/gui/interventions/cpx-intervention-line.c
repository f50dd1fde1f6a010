/* cpx-intervention-line.c: one operation in the list of a patient's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-intervention-line.h"

#include <glib/gi18n-lib.h>

struct _CpxInterventionLine
{
  GtkListBoxRow  parent_instance;

  GtkWidget     *title;
  GtkWidget     *when;
  GtkWidget     *acts;
  GtkWidget     *state;
  GtkWidget     *report;
  GtkWidget     *note_button;
  GtkWidget     *code_button;

  CpxRecord     *intervention;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CpxInterventionLine, cpx_intervention_line, GTK_TYPE_LIST_BOX_ROW)

static void
show_text (GtkWidget  *label,
           const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL && *text != '\0');
}

static void
set_class (GtkWidget  *widget,
           const char *css_class,
           gboolean    on)
{
  (on ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (widget, css_class);
}

static void
aim (GtkWidget  *button,
     const char *format,
     const char *title,
     const char *id)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", format, title);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
cpx_intervention_line_dispose (GObject *object)
{
  CpxInterventionLine *self = CPX_INTERVENTION_LINE (object);

  g_clear_object (&self->intervention);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_INTERVENTION_LINE);

  G_OBJECT_CLASS (cpx_intervention_line_parent_class)->dispose (object);
}

static void
cpx_intervention_line_class_init (CpxInterventionLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_intervention_line_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/fr/chirurgieprox/ChirurgieProX/ui/interventions/"
                                                             "intervention-line.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionLine, title);
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionLine, when);
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionLine, acts);
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionLine, state);
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionLine, report);
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionLine, note_button);
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionLine, code_button);
}

static void
cpx_intervention_line_init (CpxInterventionLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_intervention_line_new:
 *
 * Returns: (transfer floating): a line, empty until cpx_intervention_line_show()
 */
GtkWidget *
cpx_intervention_line_new (void)
{
  return g_object_new (CPX_TYPE_INTERVENTION_LINE, NULL);
}

/**
 * cpx_intervention_line_get_intervention:
 * @self: a line
 *
 * Returns: (transfer none) (nullable): the operation it shows
 */
CpxRecord *
cpx_intervention_line_get_intervention (CpxInterventionLine *self)
{
  return self->intervention;
}

/**
 * cpx_intervention_line_show_state:
 * @chip: a label
 * @state: the operation in words
 *
 * Shows the state of an operation as a word on a tint.
 */
void
cpx_intervention_line_show_state (GtkWidget               *chip,
                                  const CpxOperationState *state)
{
  gtk_label_set_label (GTK_LABEL (chip), state->state);
  set_class (chip, "warning", state->tone == CPX_OPERATION_WAITS);
  set_class (chip, "success", state->tone == CPX_OPERATION_DONE);
}

/**
 * cpx_intervention_line_show:
 * @self: a line
 * @input: the operation with what hangs on it
 * @may_code: whether the user may code operations
 *
 * Shows the operation as it is now.
 */
void
cpx_intervention_line_show (CpxInterventionLine     *self,
                            const CpxOperationInput *input,
                            gboolean                 may_code)
{
  g_auto(CpxOperationState) state = cpx_operation_state_compute (input);
  const char *id = cpx_record_get_id (input->intervention);
  g_autofree char *name = g_strjoin (", ", state.title, state.when, state.state, state.report, NULL);

  g_set_object (&self->intervention, input->intervention);
  show_text (self->title, state.title);
  show_text (self->when, state.when);
  show_text (self->acts, state.acts);
  show_text (self->report, state.report);
  set_class (self->report, "warning", state.misses_report);
  cpx_intervention_line_show_state (self->state, &state);
  gtk_widget_set_visible (self->code_button, may_code && state.can_code);
  aim (self->note_button, _("Report"), state.title, id);
  gtk_button_set_label (GTK_BUTTON (self->code_button), state.code_label);
  aim (self->code_button, state.code_label, state.title, id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
