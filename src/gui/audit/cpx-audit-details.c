/* cpx-audit-details.c: all that one entry of the journal says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-details.h"

#include "cpx-audit-state.h"

#include <cpx-audit-action.h>
#include <cpx-kind.h>
#include <cpx-log-field.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CpxAuditDetails
{
  GtkWidget    parent_instance;

  GtkWidget   *box;
  GtkWidget   *title;
  GtkWidget   *close_button;
  GtkWidget   *scroller;
  GtkWidget   *content;
  GtkWidget   *sentence;
  GtkWidget   *buttons;
  GtkWidget   *as_it_was_button;
  GtkWidget   *only_patient_button;
  GtkWidget   *only_record_button;
  GtkWidget   *proof_button;
  GtkWidget   *why_none;
  GtkWidget   *values;
  GtkWidget   *facts;

  CpxLogEntry *entry;      /* (owned) (nullable) */
  GPtrArray   *fact_rows;  /* (owned): children of facts */
  int          n_rows;     /* of values */
  char        *post;       /* (owned) (nullable): id of this post, which seals its own log alone */
};

G_DEFINE_FINAL_TYPE (CpxAuditDetails, cpx_audit_details, GTK_TYPE_WIDGET)

static void
add_fact (CpxAuditDetails *self,
          const char      *label,
          const char      *text)
{
  GtkWidget *row;
  g_autofree char *escaped = NULL;

  if (text == NULL || *text == '\0')
    return;
  escaped = g_markup_escape_text (text, -1);
  row = g_object_new (ADW_TYPE_ACTION_ROW, "title", label, "subtitle", escaped, "subtitle-lines", 0, NULL);
  gtk_widget_add_css_class (row, "property");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->facts), row);
  g_ptr_array_add (self->fact_rows, row);
}

/* Read out, and copied, as it is. */
static void
add_hash (CpxAuditDetails *self,
          const char      *hash)
{
  add_fact (self, _("Hash"), hash);
  if (*hash != '\0')
    gtk_widget_add_css_class (g_ptr_array_index (self->fact_rows, self->fact_rows->len - 1), "secret-row");
}

static void
clear (CpxAuditDetails *self)
{
  GtkWidget *child;

  for (guint i = 0; i < self->fact_rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->facts), g_ptr_array_index (self->fact_rows, i));
  g_ptr_array_set_size (self->fact_rows, 0);
  while ((child = gtk_widget_get_first_child (self->values)) != NULL)
    gtk_grid_remove (GTK_GRID (self->values), child);
  self->n_rows = 0;
}

static char *
dup_instant (const CpxLogFacts *facts)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (facts->time_us / G_USEC_PER_SEC);
  g_autofree char *text = facts->time_us != 0 && time != NULL ? g_date_time_format (time, "%d/%m/%Y %H:%M:%S") : NULL;

  if (text != NULL && facts->clock_back)
    return g_strdup_printf (_("%s (the clock had been set back)"), text);

  return g_steal_pointer (&text);
}

static char *
dup_user (const CpxLogFacts *facts)
{
  g_autofree char *roles = cpx_roles_dup_label (facts->roles);
  const char *name = facts->user_name != NULL ? facts->user_name : facts->user_id;

  if (name == NULL)
    return g_strdup (facts->action != NULL ? _("Nobody had unlocked") : NULL);

  return *roles != '\0' ? g_strdup_printf ("%s (%s)", name, roles) : g_strdup (name);
}

static const char *
find_kind_label (const CpxLogFacts *facts)
{
  const CpxKind *kind = facts->kind != NULL ? cpx_kinds_find (facts->kind) : NULL;

  return kind != NULL ? cpx_kind_get_label (kind) : facts->kind;
}

static void
show_facts (CpxAuditDetails   *self,
            const CpxLogFacts *facts)
{
  g_autofree char *instant = dup_instant (facts);
  g_autofree char *user = dup_user (facts);
  g_autofree char *number = cpx_audit_state_dup_number (facts->index + 1);
  g_autofree char *hash = cpx_log_entry_dup_hash (self->entry);
  g_autofree char *label = facts->action != NULL ? cpx_audit_action_dup_label (facts->action) : NULL;
  g_autofree char *action = label != NULL ? g_strdup_printf ("%s (%s)", label, facts->action) : NULL;

  add_fact (self, _("Date and time"), instant);
  add_fact (self, _("User"), user);
  add_fact (self, _("Patient"), facts->patient_name);
  add_fact (self, _("Reason"), facts->reason);
  add_fact (self, _("About"), find_kind_label (facts));
  add_fact (self, _("Post"), facts->device_name != NULL ? facts->device_name : facts->device_id);
  add_fact (self, _("Action"), action);
  add_fact (self, _("Entry number in the log of this post"), number);
  add_hash (self, hash);
}

static void
put_label (CpxAuditDetails *self,
           const char      *text,
           int              column,
           int              width,
           const char      *style)
{
  GtkWidget *label = gtk_label_new (text);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));   /* a hash has the hyphens it has */
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), style == NULL);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_grid_attach (GTK_GRID (self->values), label, column, self->n_rows, width, 1);
}

static void
put_value (CpxAuditDetails *self,
           const char      *text,
           int              column)
{
  gboolean none = text == NULL || *text == '\0';

  put_label (self, none ? "–" : text, column, 1, none ? "dim-label" : NULL);
}

static void
put_heads (CpxAuditDetails *self)
{
  put_label (self, _("Before"), 0, 1, "heading");
  put_label (self, _("After"), 1, 1, "heading");
  self->n_rows++;
}

static void
show_fields (CpxAuditDetails *self)
{
  g_autoptr(GPtrArray) fields = cpx_log_entry_list_fields (self->entry);

  if (fields->len > 0)
    put_heads (self);
  for (guint i = 0; i < fields->len; i++)
    {
      const CpxLogField *field = g_ptr_array_index (fields, i);

      put_label (self, field->label, 0, 2, "caption-heading");
      self->n_rows++;
      put_value (self, field->before, 0);
      put_value (self, field->after, 1);
      self->n_rows++;
    }
}

static void
show_more (CpxAuditDetails *self)
{
  g_autoptr(GPtrArray) more = cpx_log_entry_list_more (self->entry);

  for (guint i = 0; i < more->len; i++)
    {
      const CpxLogField *field = g_ptr_array_index (more, i);

      put_label (self, field->label, 0, 2, "caption-heading");
      self->n_rows++;
      put_label (self, field->after != NULL ? field->after : "–", 0, 2, NULL);
      self->n_rows++;
    }
}

static void
show_proof (CpxAuditDetails   *self,
            const CpxLogFacts *facts)
{
  gboolean own = g_strcmp0 (facts->device_id, self->post) == 0;

  gtk_widget_set_tooltip_text (self->proof_button,
                               own ? _("A file by which anyone verifies that the sealed journal holds this entry; its "
                                       "details stay sealed in it")
                                   : _("This entry is in the log of another post: it is proved under the last seal "
                                       "that the post set"));
}

static void
show_buttons (CpxAuditDetails   *self,
              const CpxLogFacts *facts)
{
  gboolean of_patient = facts->patient_id != NULL;

  gtk_widget_set_visible (self->as_it_was_button, facts->record_id != NULL && facts->erased_us == 0 &&
                                                    facts->details_state != CPX_LOG_DETAILS_WITHHELD);
  gtk_button_set_label (GTK_BUTTON (self->as_it_was_button),
                        of_patient ? _("See the file _as it was") : _("See it _as it was"));
  gtk_widget_set_visible (self->only_patient_button, of_patient);
  gtk_widget_set_visible (self->only_record_button,
                          facts->record_id != NULL && g_strcmp0 (facts->record_id, facts->patient_id) != 0);
  show_proof (self, facts);
}

static void
show (CpxAuditDetails *self)
{
  const CpxLogFacts *facts = cpx_log_entry_get (self->entry);
  g_autofree char *number = cpx_audit_state_dup_number (facts->index + 1);
  g_autofree char *title = g_strdup_printf (_("Entry %s"), number);
  g_autofree char *why_none = cpx_audit_state_dup_details (facts);

  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_label_set_label (GTK_LABEL (self->sentence), facts->sentence);
  gtk_label_set_label (GTK_LABEL (self->why_none), why_none);
  gtk_widget_set_visible (self->why_none, *why_none != '\0');
  show_fields (self);
  show_more (self);
  gtk_widget_set_visible (self->values, self->n_rows > 0);
  show_facts (self, facts);
  show_buttons (self, facts);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

static void
cpx_audit_details_dispose (GObject *object)
{
  CpxAuditDetails *self = CPX_AUDIT_DETAILS (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_AUDIT_DETAILS);
  g_clear_object (&self->entry);
  g_clear_pointer (&self->fact_rows, g_ptr_array_unref);
  g_clear_pointer (&self->post, g_free);

  G_OBJECT_CLASS (cpx_audit_details_parent_class)->dispose (object);
}

static void
cpx_audit_details_class_init (CpxAuditDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_audit_details_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/audit/audit-details.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxAuditDetails, box);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditDetails, title);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditDetails, close_button);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditDetails, scroller);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditDetails, content);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditDetails, sentence);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditDetails, buttons);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditDetails, as_it_was_button);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditDetails, only_patient_button);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditDetails, only_record_button);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditDetails, proof_button);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditDetails, why_none);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditDetails, values);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditDetails, facts);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "audit-details");
}

static void
cpx_audit_details_init (CpxAuditDetails *self)
{
  self->fact_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_audit_details_set_post:
 * @self: the details
 * @device_id: this post, which seals its own log alone
 */
void
cpx_audit_details_set_post (CpxAuditDetails *self,
                            const char      *device_id)
{
  g_return_if_fail (CPX_IS_AUDIT_DETAILS (self));

  g_free (self->post);
  self->post = g_strdup (device_id);
}

/**
 * cpx_audit_details_set_entry:
 * @self: the details
 * @entry: (nullable): what to show; `NULL`: nothing
 */
void
cpx_audit_details_set_entry (CpxAuditDetails *self,
                             CpxLogEntry     *entry)
{
  g_return_if_fail (CPX_IS_AUDIT_DETAILS (self));

  if (!g_set_object (&self->entry, entry))
    return;
  clear (self);
  if (entry != NULL)
    show (self);
}

/**
 * cpx_audit_details_get_entry:
 * @self: the details
 *
 * Returns: (transfer none) (nullable): what is shown
 */
CpxLogEntry *
cpx_audit_details_get_entry (CpxAuditDetails *self)
{
  g_return_val_if_fail (CPX_IS_AUDIT_DETAILS (self), NULL);

  return self->entry;
}
