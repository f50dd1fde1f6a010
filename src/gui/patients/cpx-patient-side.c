/* cpx-patient-side.c: the column that never leaves while one types into a patient's file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-patient-side.h"

#include <glib/gi18n-lib.h>

struct _CpxPatientSide
{
  GtkWidget  parent_instance;

  GtkWidget *scroller;
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (CpxPatientSide, cpx_patient_side, GTK_TYPE_WIDGET)

static const char * const tone_classes[] = {
  [CPX_TONE_PLAIN] = "tone-plain",
  [CPX_TONE_QUIET] = "tone-quiet",
  [CPX_TONE_UNKNOWN] = "tone-unknown",
  [CPX_TONE_DANGER] = "tone-danger",
};

static GtkWidget *
make_label (const char    *text,
            PangoWrapMode  wrap,
            const char    *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), wrap);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static GtkWidget *
make_section (const CpxSideSection *section)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6,
                                 "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", section->icon_name,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_box_append (GTK_BOX (head), icon);
  gtk_box_append (GTK_BOX (head), make_label (section->title, PANGO_WRAP_WORD, "heading"));
  gtk_box_append (GTK_BOX (box), head);
  for (guint i = 0; section->lines[i] != NULL; i++)
    gtk_box_append (GTK_BOX (box), make_label (section->lines[i], PANGO_WRAP_WORD_CHAR, "side-line"));
  gtk_widget_add_css_class (box, "side-section");
  gtk_widget_add_css_class (box, tone_classes[section->tone]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, section->title, -1);

  return box;
}

static void
cpx_patient_side_dispose (GObject *object)
{
  CpxPatientSide *self = CPX_PATIENT_SIDE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (cpx_patient_side_parent_class)->dispose (object);
}

static void
cpx_patient_side_class_init (CpxPatientSideClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cpx_patient_side_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "patient-side");
}

static void
cpx_patient_side_init (CpxPatientSide *self)
{
  self->scroller = gtk_scrolled_window_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->box);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scroller), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("To know about this patient"), -1);
}

/**
 * cpx_patient_side_show:
 * @self: the column
 * @sections: (element-type CpxSideSection): what to show, in order
 *
 * Shows @sections.
 */
void
cpx_patient_side_show (CpxPatientSide *self,
                       GPtrArray      *sections)
{
  GtkWidget *child;

  g_return_if_fail (CPX_IS_PATIENT_SIDE (self));

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  for (guint i = 0; i < sections->len; i++)
    gtk_box_append (GTK_BOX (self->box), make_section (g_ptr_array_index (sections, i)));
}
