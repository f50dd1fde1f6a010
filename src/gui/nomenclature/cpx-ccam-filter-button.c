/* cpx-ccam-filter-button.c: what a version cannot answer is not asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-ccam-filter-button.h"

#include "cpx-control-names.h"

#include <glib/gi18n-lib.h>

struct _CpxCcamFilterButton
{
  GtkWidget  parent_instance;

  GtkWidget *button;
  GtkWidget *kind;
  GtkWidget *activity;
  GtkWidget *refund;
  GtkWidget *refund_label;
  GtkWidget *agreement;
  GtkWidget *agreement_label;
  GtkWidget *clear_button;
};

G_DEFINE_FINAL_TYPE (CpxCcamFilterButton, cpx_ccam_filter_button, GTK_TYPE_WIDGET)

static guint changed_signal;

/* Their order in the lists. */
static const char activities[] = { '\0', '1', '2', '3', '4', '5' };
static const char agreements[] = { '\0', 'O', 'N' };

static guint
get_selected (GtkWidget *list)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (list));

  return selected != GTK_INVALID_LIST_POSITION ? selected : 0;
}

static void
update (CpxCcamFilterButton *self)
{
  CpxCcamFilter filter = cpx_ccam_filter_button_get_filter (self);
  guint n = (filter.kind != 0) + (filter.activity != 0) + (filter.refund != 0) + (filter.agreement != 0);
  g_autofree char *tooltip =
    n > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Filters: %u in use", "Filters: %u in use", n), n)
          : g_strdup (_("Filters"));

  gtk_widget_set_tooltip_text (self->button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_widget_set_sensitive (self->clear_button, n > 0);
  if (n > 0)
    gtk_widget_add_css_class (self->button, "filter-in-use");
  else
    gtk_widget_remove_css_class (self->button, "filter-in-use");
}

static void
chosen_cb (CpxCcamFilterButton *self)
{
  update (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
cpx_ccam_filter_button_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CPX_TYPE_CCAM_FILTER_BUTTON);

  G_OBJECT_CLASS (cpx_ccam_filter_button_parent_class)->dispose (object);
}

static void
cpx_ccam_filter_button_class_init (CpxCcamFilterButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_ccam_filter_button_dispose;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/nomenclature/ccam-filter.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFilterButton, button);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFilterButton, kind);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFilterButton, activity);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFilterButton, refund);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFilterButton, refund_label);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFilterButton, agreement);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFilterButton, agreement_label);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamFilterButton, clear_button);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, cpx_ccam_filter_button_clear);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_ccam_filter_button_init (CpxCcamFilterButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cpx_control_names_give_button (self->kind, _("Kind"));
  cpx_control_names_give_button (self->activity, _("Activity"));
  cpx_control_names_give_button (self->refund, _("Refund"));
  cpx_control_names_give_button (self->agreement, _("Prior agreement"));
  update (self);
}

/**
 * cpx_ccam_filter_button_get_filter:
 * @self: the button
 *
 * Returns: what is asked
 */
CpxCcamFilter
cpx_ccam_filter_button_get_filter (CpxCcamFilterButton *self)
{
  return (CpxCcamFilter) {
    .kind = (int) get_selected (self->kind),
    .activity = activities[MIN (get_selected (self->activity), G_N_ELEMENTS (activities) - 1)],
    .refund = (int) get_selected (self->refund),
    .agreement = agreements[MIN (get_selected (self->agreement), G_N_ELEMENTS (agreements) - 1)],
  };
}

static void
offer (GtkWidget *label,
       GtkWidget *list,
       gboolean   offered)
{
  gtk_widget_set_visible (label, offered);
  gtk_widget_set_visible (list, offered);
  if (!offered)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (list), 0);
}

/**
 * cpx_ccam_filter_button_set_choices:
 * @self: the button
 * @choices: what the version can answer
 */
void
cpx_ccam_filter_button_set_choices (CpxCcamFilterButton  *self,
                                    CpxCcamFilterChoices  choices)
{
  g_return_if_fail (CPX_IS_CCAM_FILTER_BUTTON (self));

  offer (self->refund_label, self->refund, choices.has_refund);
  offer (self->agreement_label, self->agreement, choices.has_agreement);
}

/**
 * cpx_ccam_filter_button_clear:
 * @self: the button
 *
 * Asks nothing any more.
 */
void
cpx_ccam_filter_button_clear (CpxCcamFilterButton *self)
{
  g_return_if_fail (CPX_IS_CCAM_FILTER_BUTTON (self));

  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->kind), 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->activity), 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->refund), 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->agreement), 0);
}
