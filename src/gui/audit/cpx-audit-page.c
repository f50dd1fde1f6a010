/* cpx-audit-page.c: the journal on the screen.
 *
 *   bar ──"changed"──▶ list ──▶ update()            selection ──▶ details slide in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-page.h"

#include "cpx-as-it-was-window.h"
#include "cpx-audit-bar.h"
#include "cpx-audit-details.h"
#include "cpx-audit-export.h"
#include "cpx-audit-index.h"
#include "cpx-audit-integrity.h"
#include "cpx-audit-line.h"
#include "cpx-audit-memory.h"
#include "cpx-audit-openings.h"
#include "cpx-audit-proof.h"
#include "cpx-audit-state.h"
#include "cpx-file-check-window.h"
#include "cpx-stack-page.h"
#include "cpx-status-text.h"
#include "cpx-toast.h"

#include <cpx-kind.h>
#include <cpx-log-list.h>
#include <cpx-log-note.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define NEAR_END 0.9   /* of the scroll: a search for words goes on */

struct _CpxAuditPage
{
  GtkWidget           parent_instance;

  GtkWidget          *box;
  GtkWidget          *integrity;
  GtkWidget          *head;
  GtkWidget          *bar;
  GtkWidget          *count;
  GtkWidget          *search_on_button;
  GtkWidget          *export_button, *index;
  GtkWidget          *stack;
  GtkWidget          *scroller;
  GtkWidget          *list;
  GtkWidget          *nothing;
  GtkWidget          *spinner;
  GtkWidget          *revealer;
  GtkWidget          *details;

  CpxPractice        *practice;    /* (owned) */
  CpxLogList         *entries;     /* (owned) */
  GtkSingleSelection *selection;   /* (owned) */
  CpxLogRow          *watched;     /* (owned) (nullable): the chosen row, whose entry is awaited */
  gboolean            noted;       /* that the journal is being read */
  CpxAuditOpenings   *opened;      /* (owned) (nullable): files of which something was seen here */
};

enum
{
  PROP_PRACTICE = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (CpxAuditPage, cpx_audit_page, GTK_TYPE_WIDGET)

/* The list */

static CpxLogEntry *
get_entry (CpxAuditPage *self)
{
  return cpx_audit_details_get_entry (CPX_AUDIT_DETAILS (self->details));
}

static void
update_nothing (CpxAuditPage *self,
                const GError *error)
{
  gboolean filtered = !cpx_log_filter_is_empty (cpx_log_list_get_filter (self->entries));

  if (error != NULL)
    cpx_status_text_show (self->nothing, "dialog-warning-symbolic", _("The journal could not be read"), error->message);
  else
    cpx_status_text_show (self->nothing, "system-search-symbolic",
                          filtered ? _("No entry found") : _("Nothing happened yet"),
                          filtered ? _("Take a filter away, or choose a longer period.") : NULL);
}

static void
update (CpxAuditPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->entries));
  const GError *error = cpx_log_list_get_error (self->entries);
  CpxLogSearch search = cpx_log_list_get_search (self->entries);
  gboolean busy = cpx_log_list_get_loading (self->entries) || search.searching;
  g_autofree char *count =
    cpx_audit_state_dup_count (n, !cpx_log_filter_is_empty (cpx_log_list_get_filter (self->entries)), &search);

  gtk_label_set_label (GTK_LABEL (self->count), count);
  gtk_widget_set_visible (self->search_on_button, search.paused);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "audit.export", n > 0 && cpx_practice_may (self->practice,
                                                                                               "export:make"));
  update_nothing (self, error);
  g_object_set (self->spinner, "spinning", busy && n == 0, NULL);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), n > 0 ? self->scroller : busy ? self->spinner : self->nothing);
}

/* An entry that cannot be read does not say whose it is. */
static void
update_proof (CpxAuditPage *self)
{
  CpxLogEntry *entry = get_entry (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "audit.prove",
                                 entry != NULL && cpx_log_entry_get (entry)->device_id != NULL);
}

static void
show_details (CpxAuditPage *self,
              gboolean      shown)
{
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), shown);
  if (!shown)
    cpx_audit_details_set_entry (CPX_AUDIT_DETAILS (self->details), NULL);
  update_proof (self);
}

static void
show_chosen (CpxAuditPage *self)
{
  CpxLogEntry *entry = self->watched != NULL ? cpx_log_row_get_entry (self->watched) : NULL;

  if (entry == NULL)
    return;
  if (cpx_log_entry_get (entry)->details_state == CPX_LOG_DETAILS_OPEN)
    cpx_audit_openings_note (self->opened, GTK_WIDGET (self), cpx_log_entry_get (entry));
  cpx_audit_details_set_entry (CPX_AUDIT_DETAILS (self->details), entry);
  show_details (self, TRUE);
}

static void
watch (CpxAuditPage *self,
       CpxLogRow    *row)
{
  if (self->watched != NULL)
    g_signal_handlers_disconnect_by_func (self->watched, show_chosen, self);
  g_set_object (&self->watched, row);
  if (row != NULL)
    g_signal_connect_object (row, "notify::entry", G_CALLBACK (show_chosen), self, G_CONNECT_SWAPPED);
}

static void
selected_cb (CpxAuditPage *self)
{
  CpxLogRow *row = gtk_single_selection_get_selected_item (self->selection);

  watch (self, row);
  if (row == NULL)
    show_details (self, FALSE);
  else
    show_chosen (self);
}

static void
activated_cb (CpxAuditPage *self,
              guint         position)
{
  gtk_single_selection_set_selected (self->selection, position);
  show_chosen (self);
}

static void
close_details (CpxAuditPage *self)
{
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  show_details (self, FALSE);
  gtk_widget_grab_focus (self->list);
}

static void
filter_changed_cb (CpxAuditPage *self)
{
  if (self->entries == NULL)
    return;
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  cpx_log_list_set_filter (self->entries, cpx_audit_bar_get_filter (CPX_AUDIT_BAR (self->bar)));
  cpx_audit_memory_keep (self->practice, cpx_log_list_get_filter (self->entries));
  update (self);
}

static void
scrolled_cb (GtkAdjustment *adjustment,
             CpxAuditPage  *self)
{
  double seen = gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment);

  if (seen > NEAR_END * gtk_adjustment_get_upper (adjustment) && cpx_log_list_get_search (self->entries).paused)
    cpx_log_list_search_on (self->entries);
}

static void
noted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CpxAuditPage) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  gboolean noted = cpx_practice_note_log_read_finish (CPX_PRACTICE (source), result, &error);

  if (self->practice == NULL)
    return;
  if (!noted)
    cpx_toast_show_error (GTK_WIDGET (self), error);
  cpx_log_list_refresh (self->entries);
}

/* That somebody reads the journal is noted once an unlock, before they see it. */
static void
mapped_cb (CpxAuditPage *self)
{
  if (self->noted)
    {
      cpx_log_list_refresh (self->entries);
      return;
    }
  self->noted = TRUE;
  cpx_practice_note_log_read_async (self->practice, noted_cb, g_object_ref (self));
}

/* Actions */

static void
verify_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  cpx_audit_integrity_verify (CPX_AUDIT_INTEGRITY (CPX_AUDIT_PAGE (widget)->integrity));
}

static void
list_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gboolean refreshes = g_str_equal (name, "audit.refresh");

  (refreshes ? cpx_log_list_refresh : cpx_log_list_search_on) (CPX_AUDIT_PAGE (widget)->entries);
}

static void
clear_filter_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  cpx_audit_bar_clear (CPX_AUDIT_BAR (CPX_AUDIT_PAGE (widget)->bar));
}

static void
close_details_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  if (get_entry (CPX_AUDIT_PAGE (widget)) != NULL)
    close_details (CPX_AUDIT_PAGE (widget));
}

static void
only_patient_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  CpxAuditPage *self = CPX_AUDIT_PAGE (widget);
  CpxLogEntry *entry = get_entry (self);

  if (entry != NULL && cpx_log_entry_get (entry)->patient_id != NULL)
    cpx_audit_bar_ask_patient (CPX_AUDIT_BAR (self->bar), cpx_log_entry_get (entry)->patient_id);
}

static void
only_record_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  CpxAuditPage *self = CPX_AUDIT_PAGE (widget);
  const CpxLogFacts *facts = get_entry (self) != NULL ? cpx_log_entry_get (get_entry (self)) : NULL;
  const CpxKind *kind = facts != NULL && facts->kind != NULL ? cpx_kinds_find (facts->kind) : NULL;

  if (facts != NULL && facts->record_id != NULL)
    cpx_audit_bar_ask_record (CPX_AUDIT_BAR (self->bar), facts->record_id,
                              kind != NULL ? cpx_kind_get_label (kind) : _("this item"));
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CpxAuditPage *self = CPX_AUDIT_PAGE (widget);

  cpx_audit_export_begin (widget, self->practice, cpx_log_list_get_filter (self->entries),
                          g_variant_get_string (parameter, NULL));
}

static void
prove_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CpxAuditPage *self = CPX_AUDIT_PAGE (widget);

  if (get_entry (self) != NULL)
    cpx_audit_proof_begin (widget, self->practice, get_entry (self));
}

static void
verify_file_cb (CpxAuditPage *self)
{
  cpx_file_check_window_ask (GTK_WIDGET (self), self->practice);
}

static void
as_it_was_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  CpxAuditPage *self = CPX_AUDIT_PAGE (widget);
  const CpxLogFacts *facts = get_entry (self) != NULL ? cpx_log_entry_get (get_entry (self)) : NULL;
  const CpxKind *kind = facts != NULL && facts->kind != NULL ? cpx_kinds_find (facts->kind) : NULL;
  CpxAsItWasRequest request;

  if (facts == NULL || facts->record_id == NULL)
    return;
  cpx_audit_openings_note (self->opened, widget, facts);
  request = (CpxAsItWasRequest) { facts->patient_id, facts->record_id, facts->place, 0 };
  cpx_as_it_was_window_present (widget, self->practice, &request,
                                facts->patient_name != NULL ? facts->patient_name
                                : kind != NULL              ? cpx_kind_get_label (kind)
                                                            : _("this item"));
}

static void
cpx_audit_page_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  CpxAuditPage *self = CPX_AUDIT_PAGE (object);

  switch (prop_id)
    {
    case PROP_PRACTICE:
      self->practice = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static GtkSingleSelection *
make_selection (CpxAuditPage *self)
{
  GtkSingleSelection *selection = gtk_single_selection_new (NULL);

  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_single_selection_set_model (selection, G_LIST_MODEL (self->entries));

  return selection;
}

/* What was asked before the lock. */
static void
take_up (CpxAuditPage *self)
{
  const CpxLogFilter *kept = cpx_audit_memory_find (self->practice);
  g_autoptr(CpxLogFilter) filter = kept != NULL ? cpx_log_filter_copy (kept) : NULL;

  if (filter == NULL)
    return;
  g_clear_pointer (&filter->record_id, g_free);   /* nothing would say which */
  cpx_audit_bar_set_filter (CPX_AUDIT_BAR (self->bar), filter);
}

static void
cpx_audit_page_constructed (GObject *object)
{
  CpxAuditPage *self = CPX_AUDIT_PAGE (object);

  G_OBJECT_CLASS (cpx_audit_page_parent_class)->constructed (object);

  self->entries = cpx_log_list_new (self->practice);
  self->opened = cpx_audit_openings_new (self->practice);
  self->selection = make_selection (self);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entries, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entries, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entries, "progress", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  cpx_audit_bar_set_practice (CPX_AUDIT_BAR (self->bar), self->practice);
  cpx_audit_details_set_post (CPX_AUDIT_DETAILS (self->details), cpx_practice_get_device_id (self->practice));
  take_up (self);
  cpx_audit_integrity_set_practice (CPX_AUDIT_INTEGRITY (self->integrity), self->practice);
  cpx_audit_index_follow (GTK_LABEL (self->index), self->practice);
  update_proof (self);
  update (self);
}

static void
cpx_audit_page_dispose (GObject *object)
{
  CpxAuditPage *self = CPX_AUDIT_PAGE (object);

  watch (self, NULL);
  if (self->entries != NULL)
    g_signal_handlers_disconnect_by_data (self->entries, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_AUDIT_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->entries);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->opened, cpx_audit_openings_free);

  G_OBJECT_CLASS (cpx_audit_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "audit.verify", NULL, verify_action);
  gtk_widget_class_install_action (widget_class, "audit.refresh", NULL, list_action);
  gtk_widget_class_install_action (widget_class, "audit.search-on", NULL, list_action);
  gtk_widget_class_install_action (widget_class, "audit.clear-filter", NULL, clear_filter_action);
  gtk_widget_class_install_action (widget_class, "audit.close-details", NULL, close_details_action);
  gtk_widget_class_install_action (widget_class, "audit.export", "s", export_action);
  gtk_widget_class_install_action (widget_class, "audit.as-it-was", NULL, as_it_was_action);
  gtk_widget_class_install_action (widget_class, "audit.prove", NULL, prove_action);
  gtk_widget_class_install_action (widget_class, "audit.only-patient", NULL, only_patient_action);
  gtk_widget_class_install_action (widget_class, "audit.only-record", NULL, only_record_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "audit.refresh", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "audit.close-details", NULL);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CpxAuditPage, box);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditPage, integrity);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditPage, head);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditPage, bar);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditPage, count);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditPage, search_on_button);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditPage, export_button);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditPage, index);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditPage, list);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditPage, revealer);
  gtk_widget_class_bind_template_child (widget_class, CpxAuditPage, details);
}

static void
cpx_audit_page_class_init (CpxAuditPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = cpx_audit_page_set_property;
  object_class->constructed = cpx_audit_page_constructed;
  object_class->dispose = cpx_audit_page_dispose;

  props[PROP_PRACTICE] = g_param_spec_object ("practice", NULL, NULL, CPX_TYPE_PRACTICE,
                                              G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  g_type_ensure (CPX_TYPE_AUDIT_BAR);
  g_type_ensure (CPX_TYPE_AUDIT_DETAILS);
  g_type_ensure (CPX_TYPE_AUDIT_INTEGRITY);
  gtk_widget_class_set_template_from_resource (widget_class, "/fr/chirurgieprox/ChirurgieProX/ui/audit/audit-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, verify_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  install_actions (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_audit_page_init (CpxAuditPage *self)
{
  GtkAdjustment *adjustment;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->list), cpx_audit_line_factory_new ());
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, 0);
  g_signal_connect (self, "map", G_CALLBACK (mapped_cb), NULL);
  cpx_stack_page_mark (self->scroller);
  cpx_stack_page_mark (self->nothing);
  cpx_stack_page_mark (self->spinner);
}

/**
 * cpx_audit_page_may_use:
 * @practice: an unlocked practice
 *
 * Returns: `TRUE` if its user may read the journal
 */
gboolean
cpx_audit_page_may_use (CpxPractice *practice)
{
  return cpx_practice_may (practice, "audit:read");
}

/**
 * cpx_audit_page_new:
 * @practice: an unlocked practice
 *
 * Returns: (transfer floating): the journal; it is read once it is on the screen
 */
GtkWidget *
cpx_audit_page_new (CpxPractice *practice)
{
  return g_object_new (CPX_TYPE_AUDIT_PAGE, "practice", practice, NULL);
}

/**
 * cpx_audit_page_find:
 * @self: the journal
 *
 * Puts the keyboard where words are typed.
 */
void
cpx_audit_page_find (CpxAuditPage *self)
{
  g_return_if_fail (CPX_IS_AUDIT_PAGE (self));

  cpx_audit_bar_find (CPX_AUDIT_BAR (self->bar));
}

/**
 * cpx_audit_page_go_back:
 * @self: the journal
 *
 * Closes the details.
 *
 * Returns: `FALSE` if there were none
 */
gboolean
cpx_audit_page_go_back (CpxAuditPage *self)
{
  gboolean shown;

  g_return_val_if_fail (CPX_IS_AUDIT_PAGE (self), FALSE);

  shown = get_entry (self) != NULL;
  if (shown)
    close_details (self);

  return shown;
}

/**
 * cpx_audit_page_show_patient:
 * @self: the journal
 * @patient_id: a patient
 *
 * Shows what happened to one patient's file, and nothing else.
 */
void
cpx_audit_page_show_patient (CpxAuditPage *self,
                             const char   *patient_id)
{
  g_return_if_fail (CPX_IS_AUDIT_PAGE (self));

  cpx_audit_bar_clear (CPX_AUDIT_BAR (self->bar));
  cpx_audit_bar_ask_patient (CPX_AUDIT_BAR (self->bar), patient_id);
}

/**
 * cpx_audit_page_show_record:
 * @self: the journal
 * @record_id: a record: a coding, an act
 *
 * Shows what happened to one record, and nothing else.
 */
void
cpx_audit_page_show_record (CpxAuditPage *self,
                            const char   *record_id)
{
  g_return_if_fail (CPX_IS_AUDIT_PAGE (self));

  cpx_audit_bar_clear (CPX_AUDIT_BAR (self->bar));
  cpx_audit_bar_ask_record (CPX_AUDIT_BAR (self->bar), record_id, _("this item"));
}
