/* cpx-list-nothing.c: shows the part of a CpxListState that says why there is no row.
 *
 * It asks for no more room than rows do: a long text searched in vain does not move what stands beside the list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-list-nothing.h"

#include "cpx-status-text.h"

struct _CpxListNothing
{
  AdwBin     parent_instance;

  GtkWidget *page;
  GtkWidget *add_button;
  GtkWidget *add_label;
  GtkWidget *other_button;
  GtkWidget *other_label;
};

enum
{
  OTHER_SIDE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxListNothing, cpx_list_nothing, ADW_TYPE_BIN)

static void
other_cb (CpxListNothing *self)
{
  g_signal_emit (self, signals[OTHER_SIDE], 0);
}

static void
cpx_list_nothing_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CPX_TYPE_LIST_NOTHING);

  G_OBJECT_CLASS (cpx_list_nothing_parent_class)->dispose (object);
}

static void
cpx_list_nothing_class_init (CpxListNothingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_list_nothing_dispose;
  signals[OTHER_SIDE] =
    g_signal_new ("other-side", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/patients/list-nothing.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxListNothing, page);
  gtk_widget_class_bind_template_child (widget_class, CpxListNothing, add_button);
  gtk_widget_class_bind_template_child (widget_class, CpxListNothing, add_label);
  gtk_widget_class_bind_template_child (widget_class, CpxListNothing, other_button);
  gtk_widget_class_bind_template_child (widget_class, CpxListNothing, other_label);
  gtk_widget_class_bind_template_callback (widget_class, other_cb);
}

static void
cpx_list_nothing_init (CpxListNothing *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A button with a label of its own has no name for screen readers unless it is given one. */
static void
show_button (GtkWidget  *button,
             GtkWidget  *label,
             const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text != NULL ? text : "", -1);
  gtk_widget_set_visible (button, text != NULL);
}

/**
 * cpx_list_nothing_show:
 * @self: the page
 * @state: what the list shows
 *
 * Shows why there is no row; screen readers are told too.
 */
void
cpx_list_nothing_show (CpxListNothing     *self,
                       const CpxListState *state)
{
  const char *title = state->title != NULL ? state->title : "";
  const char *description = state->description != NULL ? state->description : "";

  g_return_if_fail (CPX_IS_LIST_NOTHING (self));

  cpx_status_text_show (self->page, state->icon_name, state->title, state->description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  show_button (self->add_button, self->add_label, state->add_label);
  show_button (self->other_button, self->other_label, state->other_label);
}
