/* cpx-coding-header.c: whose operation it is, where its coding stands, planned acts against coded acts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-header.h"

struct _CpxCodingHeader
{
  GtkWidget  parent_instance;

  GtkWidget *box;
  GtkWidget *title_label;
  GtkWidget *subtitle_label;
  GtkWidget *comparison;
  GtkWidget *comparison_icon;
  GtkWidget *comparison_label;
  GtkWidget *planned_button;
  GtkWidget *state_label;
  GtkWidget *saved_label;
};

G_DEFINE_FINAL_TYPE (CpxCodingHeader, cpx_coding_header, GTK_TYPE_WIDGET)

static void
cpx_coding_header_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CPX_TYPE_CODING_HEADER);

  G_OBJECT_CLASS (cpx_coding_header_parent_class)->dispose (object);
}

static void
cpx_coding_header_class_init (CpxCodingHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_coding_header_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/coding/coding-header.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxCodingHeader, box);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingHeader, title_label);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingHeader, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingHeader, comparison);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingHeader, comparison_icon);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingHeader, comparison_label);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingHeader, planned_button);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingHeader, state_label);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingHeader, saved_label);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_coding_header_init (CpxCodingHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_coding_header_show:
 * @self: a header
 * @state: what the panel says
 *
 * Shows the operation.
 */
void
cpx_coding_header_show (CpxCodingHeader      *self,
                        const CpxCodingState *state)
{
  gtk_label_set_label (GTK_LABEL (self->title_label), state->title);
  gtk_label_set_label (GTK_LABEL (self->subtitle_label), state->subtitle);
  gtk_label_set_label (GTK_LABEL (self->state_label), state->state);
  gtk_label_set_label (GTK_LABEL (self->saved_label), state->saved);
  gtk_label_set_label (GTK_LABEL (self->comparison_label), state->comparison != NULL ? state->comparison : "");
  gtk_widget_set_visible (self->comparison, state->comparison != NULL);
  gtk_widget_set_visible (self->comparison_icon, state->comparison_differs);
  gtk_widget_set_visible (self->planned_button, state->may_add_planned);
}
