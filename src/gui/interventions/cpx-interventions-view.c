/* cpx-interventions-view.c: the operations of a patient, and the one that was chosen.
 *
 *            row, "Report…", interventions.open            interventions.add
 *   [one] <──────────────────────────────────── [list] ─────────────────────> [new]
 *     │              "close", Escape              ▲                             │
 *     └───────────────────────────────────────────┴──── "close", Escape ────────┤
 *   [one] <─────────────────────────────────────────────────── "created" ───────┘
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-interventions-view.h"

#include "cpx-coding-page.h"
#include "cpx-intervention-line.h"
#include "cpx-intervention-view.h"
#include "cpx-kept-focus.h"
#include "cpx-patient-operations.h"
#include "cpx-stack-page.h"
#include "cpx-unsaved.h"

#include <cpx-intervention.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CpxInterventionsView
{
  GtkWidget             parent_instance;

  GtkWidget            *stack;
  GtkWidget            *page;
  GtkWidget            *list;
  GtkWidget            *nothing;

  CpxPatientOperations *operations;   /* (owned) (nullable): until the patient is known */
  GtkWidget            *detail;       /* (nullable): the operation that is open */
  char                 *wanted_id;    /* (owned) (nullable): to be opened once it was read */
};

G_DEFINE_FINAL_TYPE (CpxInterventionsView, cpx_interventions_view, GTK_TYPE_WIDGET)

/* The list */

static CpxInterventionLine *
find_line (CpxInterventionsView *self,
           const char           *id)
{
  for (GtkWidget *line = gtk_widget_get_first_child (self->list); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    {
      if (g_str_equal (cpx_record_get_id (cpx_intervention_line_get_intervention (CPX_INTERVENTION_LINE (line))), id))
        return CPX_INTERVENTION_LINE (line);
    }

  return NULL;
}

static void
show_line (CpxInterventionsView *self,
           CpxRecord            *intervention)
{
  CpxOperationInput input = cpx_patient_operations_read_input (self->operations, intervention);
  CpxInterventionLine *line = find_line (self, cpx_record_get_id (intervention));
  gboolean is_new = line == NULL;

  if (is_new)
    line = CPX_INTERVENTION_LINE (g_object_ref_sink (cpx_intervention_line_new ()));
  cpx_intervention_line_show (line, &input,
                              cpx_coding_page_may_use (cpx_patient_operations_get_practice (self->operations)));
  if (is_new)
    {
      gtk_list_box_append (GTK_LIST_BOX (self->list), GTK_WIDGET (line));
      g_object_unref (line);
    }
}

static void
drop_gone_lines (CpxInterventionsView *self)
{
  GtkWidget *line = gtk_widget_get_first_child (self->list);

  while (line != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (line);
      CpxRecord *intervention = cpx_intervention_line_get_intervention (CPX_INTERVENTION_LINE (line));

      if (cpx_patient_operations_find (self->operations, cpx_record_get_id (intervention)) == NULL)
        gtk_list_box_remove (GTK_LIST_BOX (self->list), line);
      line = next;
    }
}

static int
compare_lines (GtkListBoxRow *a,
               GtkListBoxRow *b,
               gpointer       user_data)
{
  return cpx_operation_state_compare (cpx_intervention_line_get_intervention (CPX_INTERVENTION_LINE (a)),
                                      cpx_intervention_line_get_intervention (CPX_INTERVENTION_LINE (b)));
}

static void
show_nothing (CpxInterventionsView *self,
              guint                 n_lines)
{
  const GError *error = cpx_patient_operations_get_error (self->operations);
  gboolean may_add = cpx_practice_may_write (cpx_patient_operations_get_practice (self->operations),
                                             &cpx_intervention_kind);
  const char *invitation = may_add ? _("Note one that is planned or done: “New operation…”, above.") : "";
  g_autofree char *escaped = g_markup_escape_text (error != NULL ? error->message : invitation, -1);

  gtk_widget_set_visible (self->list, n_lines > 0);
  gtk_widget_set_visible (self->nothing,
                          error != NULL || (n_lines == 0 && cpx_patient_operations_get_loaded (self->operations)));
  adw_status_page_set_title (ADW_STATUS_PAGE (self->nothing),
                             error != NULL ? _("The list could not be read") : _("No operation"));
  adw_status_page_set_description (ADW_STATUS_PAGE (self->nothing), escaped);
}

static void
open_wanted (CpxInterventionsView *self)
{
  g_autofree char *id = NULL;
  GtkWidget *typing;

  if (self->wanted_id == NULL || cpx_patient_operations_find (self->operations, self->wanted_id) == NULL ||
      !cpx_patient_operations_get_loaded (self->operations))
    return;

  id = g_steal_pointer (&self->wanted_id);
  typing = cpx_kept_focus_take (GTK_WIDGET (self));
  cpx_interventions_view_open (self, id);
  cpx_kept_focus_return (typing);
}

static void
update (CpxInterventionsView *self)
{
  GListModel *interventions =
    cpx_patient_operations_get_list (self->operations, CPX_OPERATIONS_INTERVENTIONS);
  guint n_interventions = g_list_model_get_n_items (interventions);

  drop_gone_lines (self);
  for (guint i = 0; i < n_interventions; i++)
    {
      g_autoptr(CpxRecord) intervention = g_list_model_get_item (interventions, i);

      show_line (self, intervention);
    }
  gtk_list_box_invalidate_sort (GTK_LIST_BOX (self->list));
  show_nothing (self, n_interventions);
  open_wanted (self);
}

static void
row_activated_cb (CpxInterventionsView *self,
                  GtkListBoxRow        *row)
{
  CpxRecord *intervention = cpx_intervention_line_get_intervention (CPX_INTERVENTION_LINE (row));

  cpx_interventions_view_open (self, cpx_record_get_id (intervention));
}

/* The operation that is open */

static void
drop_detail (CpxInterventionsView *self)
{
  GtkWidget *detail = g_steal_pointer (&self->detail);

  if (detail == NULL)
    return;

  cpx_stack_page_leave (detail);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->page);
  gtk_stack_remove (GTK_STACK (self->stack), detail);
}

static void
close_cb (CpxInterventionsView *self)
{
  g_autofree char *id = g_strdup (cpx_intervention_view_get_id (CPX_INTERVENTION_VIEW (self->detail)));
  CpxInterventionLine *line = find_line (self, id);

  drop_detail (self);
  if (line != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (line));
  else
    gtk_widget_child_focus (self->page, GTK_DIR_TAB_FORWARD);
}

static void
show_detail (CpxInterventionsView *self,
             CpxRecord            *intervention)
{
  drop_detail (self);
  self->detail = cpx_intervention_view_new (self->operations, intervention);
  gtk_stack_add_child (GTK_STACK (self->stack), self->detail);
  cpx_stack_page_mark (self->detail);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->detail);
  g_signal_connect_object (self->detail, "close", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->detail, "created", G_CALLBACK (cpx_interventions_view_open), self,
                           G_CONNECT_SWAPPED);
  cpx_intervention_view_focus (CPX_INTERVENTION_VIEW (self->detail));
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  cpx_interventions_view_add (CPX_INTERVENTIONS_VIEW (widget));
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  cpx_interventions_view_open (CPX_INTERVENTIONS_VIEW (widget), g_variant_get_string (parameter, NULL));
}

static void
cpx_interventions_view_dispose (GObject *object)
{
  CpxInterventionsView *self = CPX_INTERVENTIONS_VIEW (object);

  if (self->operations != NULL)
    g_signal_handlers_disconnect_by_data (self->operations, self);
  self->detail = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_INTERVENTIONS_VIEW);
  g_clear_object (&self->operations);
  g_clear_pointer (&self->wanted_id, g_free);

  G_OBJECT_CLASS (cpx_interventions_view_parent_class)->dispose (object);
}

static void
cpx_interventions_view_class_init (CpxInterventionsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_interventions_view_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/fr/chirurgieprox/ChirurgieProX/ui/interventions/"
                                                             "interventions-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionsView, stack);
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionsView, page);
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionsView, list);
  gtk_widget_class_bind_template_child (widget_class, CpxInterventionsView, nothing);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_action (widget_class, "interventions.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "interventions.open", "s", open_action);
  gtk_widget_class_install_action (widget_class, "interventions.write-note", "s", open_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_interventions_view_init (CpxInterventionsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_sort_func (GTK_LIST_BOX (self->list), compare_lines, NULL, NULL);
  cpx_stack_page_mark (self->page);
}

/* What was begun before a page change or the lock shows itself again. */
static void
take_up_unfinished (CpxInterventionsView *self)
{
  CpxPractice *practice = cpx_patient_operations_get_practice (self->operations);
  const char *patient_id = cpx_patient_operations_get_patient_id (self->operations);
  g_autoptr(CpxDraft) draft =
    cpx_unsaved_begin_new (cpx_unsaved_get (practice), &cpx_intervention_kind, patient_id);

  if (cpx_draft_is_changed (draft))
    show_detail (self, NULL);
}

/**
 * cpx_interventions_view_set_patient:
 * @self: a view
 * @practice: an unlocked practice
 * @patient_id: a patient
 *
 * Shows the operations of the patient and follows them. Only once.
 */
void
cpx_interventions_view_set_patient (CpxInterventionsView *self,
                                    CpxPractice          *practice,
                                    const char           *patient_id)
{
  g_return_if_fail (CPX_IS_INTERVENTIONS_VIEW (self));

  if (self->operations != NULL)
    return;

  self->operations = cpx_patient_operations_new (practice, patient_id);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "interventions.add",
                                 cpx_practice_may_write (practice, &cpx_intervention_kind));
  g_signal_connect_object (self->operations, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  take_up_unfinished (self);
}

/**
 * cpx_interventions_view_open:
 * @self: a view whose patient is known
 * @intervention_id: an operation of the patient
 *
 * Opens the operation, at its report; as soon as it is read, if it is not yet.
 */
void
cpx_interventions_view_open (CpxInterventionsView *self,
                             const char           *intervention_id)
{
  g_autofree char *id = g_strdup (intervention_id);
  CpxRecord *intervention;

  g_return_if_fail (CPX_IS_INTERVENTIONS_VIEW (self));
  g_return_if_fail (self->operations != NULL);

  intervention = cpx_patient_operations_find (self->operations, id);
  if (intervention == NULL || !cpx_patient_operations_get_loaded (self->operations))
    {
      g_free (self->wanted_id);
      self->wanted_id = g_steal_pointer (&id);
      return;
    }
  show_detail (self, intervention);
}

/**
 * cpx_interventions_view_add:
 * @self: a view whose patient is known
 *
 * Shows the form of an operation to be added.
 */
void
cpx_interventions_view_add (CpxInterventionsView *self)
{
  g_return_if_fail (CPX_IS_INTERVENTIONS_VIEW (self));
  g_return_if_fail (self->operations != NULL);

  show_detail (self, NULL);
}

/**
 * cpx_interventions_view_get_open_id:
 * @self: a view
 *
 * Returns: (nullable): the id of the operation that is open, `NULL` for the list; one that is being added has its id
 *   already
 */
const char *
cpx_interventions_view_get_open_id (CpxInterventionsView *self)
{
  g_return_val_if_fail (CPX_IS_INTERVENTIONS_VIEW (self), NULL);

  return self->detail != NULL ? cpx_intervention_view_get_id (CPX_INTERVENTION_VIEW (self->detail)) : NULL;
}
