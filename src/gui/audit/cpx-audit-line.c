/* cpx-audit-line.c: one line of the journal: when, who did what, of whom and where; above it its day, where one begins.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-line.h"

#include "cpx-audit-state.h"

#include <cpx-clock.h>
#include <cpx-timeline-entry.h>

#include <glib/gi18n-lib.h>

struct _CpxAuditLine
{
  GtkWidget  parent_instance;

  GtkWidget *box;
  GtkWidget *day;
  GtkWidget *time;
  GtkWidget *icon;
  GtkWidget *sentence;
  GtkWidget *about;

  CpxLogRow *row;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CpxAuditLine, cpx_audit_line, GTK_TYPE_WIDGET)

static void
set_tone (GtkWidget  *widget,
          const char *name,
          gboolean    has)
{
  if (has)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_day (CpxAuditLine      *self,
          const CpxLogFacts *facts)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local (cpx_clock_now_us () / G_USEC_PER_SEC);
  gboolean begins = facts != NULL && cpx_log_row_begins_day (self->row);
  g_autofree char *day = begins ? cpx_audit_state_dup_day (facts->time_us, now) : NULL;

  gtk_label_set_label (GTK_LABEL (self->day), day != NULL ? day : "");
  gtk_widget_set_visible (self->day, day != NULL);
}

/* What a screen reader says of the line: it stands in the list's own widget, which has no name of itself. */
static void
set_name (CpxAuditLine *self,
          const char   *time,
          const char   *sentence,
          const char   *about)
{
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *name = g_strjoin (", ", time, sentence, about, NULL);

  if (item != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Two lines high also while it is read, that the list does not jump. */
static void
show_facts (CpxAuditLine      *self,
            const CpxLogFacts *facts)
{
  g_autofree char *time = facts != NULL ? cpx_audit_state_dup_time (facts) : g_strdup ("");
  g_autofree char *about = facts != NULL ? cpx_audit_state_dup_about (facts) : g_strdup (" ");
  gboolean is_bad = facts != NULL && facts->action == NULL;

  gtk_label_set_label (GTK_LABEL (self->time), time);
  gtk_label_set_label (GTK_LABEL (self->sentence), facts != NULL ? facts->sentence : "…");
  gtk_label_set_label (GTK_LABEL (self->about), about);
  if (facts != NULL)
    set_name (self, time, facts->sentence, about);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), facts == NULL ? "content-loading-symbolic"
                                                        : is_bad      ? "dialog-warning-symbolic"
                                                                 : cpx_timeline_entry_find_icon (facts->action));
  set_tone (self->sentence, "error", is_bad);
}

static void
update (CpxAuditLine *self)
{
  CpxLogEntry *entry = self->row != NULL ? cpx_log_row_get_entry (self->row) : NULL;
  const CpxLogFacts *facts = entry != NULL ? cpx_log_entry_get (entry) : NULL;

  show_day (self, facts);
  show_facts (self, facts);
}

static void
set_row (CpxAuditLine *self,
         CpxLogRow    *row)
{
  if (self->row != NULL)
    g_signal_handlers_disconnect_by_data (self->row, self);
  g_set_object (&self->row, row);
  if (row != NULL)
    g_signal_connect_object (row, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  if (row != NULL)
    update (self);
}

static void
cpx_audit_line_dispose (GObject *object)
{
  set_row (CPX_AUDIT_LINE (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CPX_TYPE_AUDIT_LINE);

  G_OBJECT_CLASS (cpx_audit_line_parent_class)->dispose (object);
}

static void
cpx_audit_line_class_init (CpxAuditLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_audit_line_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/fr/chirurgieprox/ChirurgieProX/ui/audit/audit-line.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxAuditLine, box);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditLine, day);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditLine, time);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditLine, icon);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditLine, sentence);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditLine, about);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_audit_line_init (CpxAuditLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  gtk_list_item_set_child (item, g_object_new (CPX_TYPE_AUDIT_LINE, NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  set_row (CPX_AUDIT_LINE (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item)
{
  set_row (CPX_AUDIT_LINE (gtk_list_item_get_child (item)), NULL);
}

/**
 * cpx_audit_line_factory_new:
 *
 * Returns: (transfer full): what makes the lines of a list of CpxLogRow
 */
GtkListItemFactory *
cpx_audit_line_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);

  return factory;
}
