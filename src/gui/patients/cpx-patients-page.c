/* cpx-patients-page.c: the patients: the list one searches, and the file one chose.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-patients-page.h"

#include "cpx-compare-view.h"
#include "cpx-list-focus.h"
#include "cpx-list-nothing.h"
#include "cpx-list-scroll.h"
#include "cpx-new-patient.h"
#include "cpx-patient-place.h"
#include "cpx-patient-row-factory.h"
#include "cpx-patient-view.h"
#include "cpx-split.h"
#include "cpx-strut.h"
#include "cpx-stack-page.h"
#include "cpx-status-text.h"
#include "cpx-toast.h"

#include <cpx-patient.h>
#include <cpx-patient-list.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CpxPatientsPage
{
  GtkWidget           parent_instance;

  GtkWidget          *split;
  GtkWidget          *search;
  GtkWidget          *archived_button;
  GtkWidget          *gap;
  GtkWidget          *gap_label;
  GtkWidget          *list_stack;
  GtkWidget          *reading_spinner;
  GtkWidget          *nothing;
  GtkWidget          *count;
  GtkWidget          *list;
  GtkWidget          *detail;
  GtkWidget          *nobody;

  CpxPractice        *practice;      /* (owned) */
  CpxPatientList     *patients;      /* (owned) */
  GtkSingleSelection *selection;     /* (owned) */
  char               *wanted_id;     /* (owned) (nullable): the file being opened */
  char               *operation_id;  /* (owned) (nullable): the operation to show in it */
  CpxPlace           *place;         /* (owned) (nullable): what was open before the lock, until it is read */
  gboolean            searched;      /* what is found is not shown from its top yet */
  gboolean            go_on;         /* Enter was pressed before the search was over */
  gboolean            goes_in;       /* nothing was searched since the file was asked for */
  gboolean            to_reveal;     /* the row of the file that is shown was not in the list yet */
};

G_DEFINE_FINAL_TYPE (CpxPatientsPage, cpx_patients_page, GTK_TYPE_WIDGET)

static const char *
get_query (CpxPatientsPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}

static void
update (CpxPatientsPage *self)
{
  const GError *error = cpx_patient_list_get_error (self->patients);
  CpxListInput input = {
    .query = get_query (self),
    .n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->patients)),
    .loading = cpx_patient_list_get_loading (self->patients),
    .may_add = cpx_practice_may (self->practice, "patient:write"),
    .archived = cpx_patient_list_get_show_archived (self->patients),
    .n_elsewhere = cpx_patient_list_get_n_elsewhere (self->patients),
    .failure = error != NULL ? error->message : NULL,
    .n_unreadable = cpx_patient_list_get_n_unreadable (self->patients),
  };
  g_auto(CpxListState) state = cpx_list_state_compute (&input);

  gtk_stack_set_visible_child_name (GTK_STACK (self->list_stack), state.page);
  gtk_spinner_set_spinning (GTK_SPINNER (self->reading_spinner), g_str_equal (state.page, "reading"));
  gtk_label_set_label (GTK_LABEL (self->gap_label), state.gap != NULL ? state.gap : "");
  gtk_widget_set_visible (self->gap, state.gap != NULL);
  gtk_label_set_label (GTK_LABEL (self->count), state.count);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->nobody), state.invitation);
  cpx_list_nothing_show (CPX_LIST_NOTHING (self->nothing), &state);
}

/* The detail */

static GtkWidget *
get_shown (CpxPatientsPage *self)
{
  return gtk_stack_get_visible_child (GTK_STACK (self->detail));
}

/* Who opened a file goes into it; who is typing the next search by the time it is there goes on typing. */
static void
place_focus (CpxPatientsPage *self)
{
  gboolean folded;

  g_object_get (self->split, "folded", &folded, NULL);
  if (folded || self->goes_in)
    cpx_patient_view_focus (CPX_PATIENT_VIEW (get_shown (self)));
}

/* Whose file stands beside the list, be it for a comparison or to say that it is gone. */
static const char *
get_open_id (CpxPatientsPage *self)
{
  GtkWidget *shown = get_shown (self);

  if (CPX_IS_PATIENT_VIEW (shown))
    return cpx_patient_view_get_id (CPX_PATIENT_VIEW (shown));

  return shown == self->nobody || CPX_IS_NEW_PATIENT (shown) ? NULL : self->wanted_id;
}

/* The row of the file that is open is selected, or none: beside a file the row of another patient would be taken
 * for it. Who goes through the list by keyboard moves the selection; it goes back when they go. */
static void
mark_open (CpxPatientsPage *self)
{
  const char *id;
  guint position;

  if (self->detail == NULL)   /* disposed */
    return;
  id = get_open_id (self);
  position = id != NULL ? cpx_patient_list_find (self->patients, id) : GTK_INVALID_LIST_POSITION;
  gtk_single_selection_set_selected (self->selection, position);
}

/* A file that was opened otherwise than from the list comes into the list, or is looked for in it, after that. */
static void
reveal (CpxPatientsPage *self)
{
  GtkWidget *shown = get_shown (self);

  if (!self->to_reveal || !CPX_IS_PATIENT_VIEW (shown) || cpx_patient_list_get_loading (self->patients) ||
      cpx_patient_list_find (self->patients, cpx_patient_view_get_id (CPX_PATIENT_VIEW (shown))) == G_MAXUINT)
    return;

  self->to_reveal = FALSE;
  mark_open (self);
  cpx_list_scroll_to_selected (GTK_LIST_VIEW (self->list));
}

static void
show_detail (CpxPatientsPage *self,
             GtkWidget       *child)
{
  GtkWidget *before = get_shown (self);

  cpx_stack_page_leave (before);
  if (child != self->nobody)
    {
      gtk_stack_add_child (GTK_STACK (self->detail), child);
      cpx_stack_page_mark (child);
    }
  gtk_stack_set_visible_child (GTK_STACK (self->detail), child);
  if (before != self->nobody && before != child)
    gtk_stack_remove (GTK_STACK (self->detail), before);
  mark_open (self);
  if (child == self->nobody)
    cpx_split_show_list (CPX_SPLIT (self->split));
  else
    cpx_split_show_detail (CPX_SPLIT (self->split));
}

/* Back from the comparison; or the file was erased, and its id still says when, and on what legal basis. */
static void
open_again_cb (CpxPatientsPage *self)
{
  g_autofree char *id = g_strdup (self->wanted_id);

  cpx_patients_page_open (self, id);
}

static void
compare_cb (CpxPatientsPage *self,
            const char      *other_id)
{
  GtkWidget *view = cpx_compare_view_new (self->practice, self->wanted_id, other_id);

  g_signal_connect_object (view, "merged", G_CALLBACK (cpx_patients_page_open), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "closed", G_CALLBACK (open_again_cb), self, G_CONNECT_SWAPPED);
  show_detail (self, view);
  gtk_widget_child_focus (view, GTK_DIR_TAB_FORWARD);   /* so that Escape reaches it */
}

/* In the place of a file that is not there any more. */
static void
show_gone (CpxPatientsPage *self,
           const GError    *error)
{
  GtkWidget *gone = adw_status_page_new ();

  gtk_widget_set_name (gone, "patient-gone");
  gtk_widget_add_css_class (gone, "compact");
  cpx_status_text_show (gone, "user-trash-symbolic", _("This file is not there any more"), error->message);
  show_detail (self, gone);
}

static CpxPatientView *
show_file (CpxPatientsPage      *self,
           const CpxPatientFile *file)
{
  CpxPatientView *view = cpx_patient_view_new (self->practice, file);

  g_object_bind_property (self->split, "folded", cpx_patient_view_get_back_button (view), "visible",
                          G_BINDING_SYNC_CREATE);
  g_signal_connect_object (view, "compare", G_CALLBACK (compare_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "erased", G_CALLBACK (open_again_cb), self, G_CONNECT_SWAPPED);
  show_detail (self, GTK_WIDGET (view));
  self->to_reveal = TRUE;
  reveal (self);

  return view;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxPatientsPage) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPatientFile) file = cpx_practice_open_patient_finish (CPX_PRACTICE (source), result, &error);
  CpxPatientView *view;

  if (self->detail == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (g_error_matches (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND))
    {
      show_gone (self, error);
      return;
    }
  if (file == NULL)
    {
      mark_open (self);
      cpx_toast_show_error (GTK_WIDGET (self), error);
      return;
    }
  view = show_file (self, file);
  if (self->operation_id != NULL)
    cpx_patient_place_show_operation (view, self->operation_id);
  else
    place_focus (self);
  g_clear_pointer (&self->operation_id, g_free);
}

/* What was open before the lock. Archived, erased or unreadable since: the list, and nothing to say. */
static void
reopened_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CpxPatientsPage) self = user_data;   /* the reference taken by the call */
  g_autoptr(CpxPatientFile) file = cpx_practice_open_patient_finish (CPX_PRACTICE (source), result, NULL);
  g_autoptr(CpxPlace) place = g_steal_pointer (&self->place);

  if (place == NULL || file == NULL || cpx_record_get_boolean (file->patient, CPX_PATIENT_ARCHIVED) ||
      gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  self->wanted_id = g_strdup (place->patient_id);
  cpx_patient_place_go_to (show_file (self, file), place);
  place_focus (self);
}

static void
new_created_cb (CpxNewPatient   *form,
                const char      *patient_id,
                CpxPatientsPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  cpx_patients_page_open (self, patient_id);
}

static void
new_dropped_cb (CpxPatientsPage *self)
{
  show_detail (self, self->nobody);
  gtk_widget_grab_focus (self->search);
}

/* The list */

static void
open_position (CpxPatientsPage *self,
               guint            position)
{
  g_autoptr(CpxPatientRow) row = g_list_model_get_item (G_LIST_MODEL (self->patients), position);

  if (row == NULL)
    return;

  gtk_single_selection_set_selected (self->selection, position);
  cpx_patients_page_open (self, cpx_patient_row_get_id (row));
}

static void
activated_cb (GtkListView     *list,
              guint            position,
              CpxPatientsPage *self)
{
  open_position (self, position);
}

static void
settled_cb (CpxPatientsPage *self)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->patients));

  if (cpx_patient_list_get_loading (self->patients))
    return;

  update (self);
  if (!cpx_list_focus_is_within (self->list))
    mark_open (self);
  if (self->searched)
    cpx_list_scroll_to_first (GTK_LIST_VIEW (self->list));
  self->searched = FALSE;
  if (self->go_on && n_rows == 1)
    open_position (self, 0);
  else if (self->go_on)
    cpx_list_enter_first (GTK_LIST_VIEW (self->list));
  self->go_on = FALSE;
  reveal (self);
}

static void
items_changed_cb (CpxPatientsPage *self)
{
  update (self);
  reveal (self);
}

/* A letter typed on a row is searched: the keyboard follows it, for the row may not be among those found. */
static void
follow_typing (CpxPatientsPage *self)
{
  if (cpx_list_focus_is_within (self->list))
    gtk_text_grab_focus_without_selecting (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->search))));
}

static void
search_changed_cb (CpxPatientsPage *self)
{
  self->searched = TRUE;
  self->go_on = FALSE;
  self->goes_in = FALSE;
  self->to_reveal = FALSE;
  follow_typing (self);
  cpx_patient_list_set_query (self->patients, get_query (self));
  update (self);
}

/* A single hit opens by Enter; among several, the keyboard goes to the first. */
static void
search_activated_cb (CpxPatientsPage *self)
{
  cpx_patient_list_set_query (self->patients, get_query (self));
  self->go_on = TRUE;
  settled_cb (self);
}

/* What is searched stays: it is found there. */
static void
other_cb (CpxPatientsPage *self)
{
  g_object_set (self->archived_button, "active", !cpx_patient_list_get_show_archived (self->patients), NULL);
  gtk_widget_grab_focus (self->search);
}

static void
search_down_cb (CpxPatientsPage *self)
{
  cpx_list_enter_first (GTK_LIST_VIEW (self->list));
}

static void
cpx_patients_page_dispose (GObject *object)
{
  CpxPatientsPage *self = CPX_PATIENTS_PAGE (object);

  if (self->patients != NULL)
    g_signal_handlers_disconnect_by_data (self->patients, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_PATIENTS_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->patients);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->wanted_id, g_free);
  g_clear_pointer (&self->operation_id, g_free);
  g_clear_pointer (&self->place, cpx_place_free);

  G_OBJECT_CLASS (cpx_patients_page_parent_class)->dispose (object);
}

static void
cpx_patients_page_class_init (CpxPatientsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_patients_page_dispose;

  g_type_ensure (CPX_TYPE_LIST_NOTHING);
  g_type_ensure (CPX_TYPE_SPLIT);
  g_type_ensure (CPX_TYPE_STRUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/patients/patients-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxPatientsPage, split);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientsPage, search);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientsPage, archived_button);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientsPage, gap);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientsPage, gap_label);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientsPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientsPage, reading_spinner);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientsPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientsPage, count);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientsPage, list);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientsPage, detail);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientsPage, nobody);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_down_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_patients_page_init (CpxPatientsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->list), cpx_patient_row_factory_new ());
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search), self->list);
  cpx_stack_page_mark_all (GTK_STACK (self->list_stack));
  cpx_stack_page_mark_all (GTK_STACK (self->detail));
  cpx_list_focus_on_leave (self->list, G_CALLBACK (mark_open), self);
}

/**
 * cpx_patients_page_new:
 * @practice: an unlocked practice
 *
 * Makes the page, its list already being read.
 *
 * Returns: (transfer floating): the page
 */
CpxPatientsPage *
cpx_patients_page_new (CpxPractice *practice)
{
  CpxPatientsPage *self = g_object_new (CPX_TYPE_PATIENTS_PAGE, NULL);

  self->practice = g_object_ref (practice);
  self->patients = cpx_patient_list_new (practice);
  g_object_bind_property (self->archived_button, "active", self->patients, "show-archived", G_BINDING_DEFAULT);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->patients));
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->patients, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->patients, "notify::loading", G_CALLBACK (settled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->patients, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return self;
}

/**
 * cpx_patients_page_find:
 * @self: the page
 *
 * Brings the list forward and puts the keyboard into its search.
 */
void
cpx_patients_page_find (CpxPatientsPage *self)
{
  g_return_if_fail (CPX_IS_PATIENTS_PAGE (self));

  self->goes_in = FALSE;
  cpx_split_show_list (CPX_SPLIT (self->split));
  gtk_widget_grab_focus (self->search);
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);   /* the next letter begins another search */
}

/**
 * cpx_patients_page_add:
 * @self: the page
 *
 * Shows the form of a new patient, begun with what was searched in vain.
 */
void
cpx_patients_page_add (CpxPatientsPage *self)
{
  gboolean in_vain;
  CpxNewPatient *form;

  g_return_if_fail (CPX_IS_PATIENTS_PAGE (self));

  if (CPX_IS_NEW_PATIENT (get_shown (self)))
    return;

  g_clear_pointer (&self->place, cpx_place_free);
  in_vain = g_list_model_get_n_items (G_LIST_MODEL (self->patients)) == 0;
  form = cpx_new_patient_new (self->practice, in_vain ? get_query (self) : "");
  g_signal_connect_object (form, "created", G_CALLBACK (new_created_cb), self, 0);
  g_signal_connect_object (form, "dropped", G_CALLBACK (new_dropped_cb), self, G_CONNECT_SWAPPED);
  show_detail (self, GTK_WIDGET (form));
  cpx_new_patient_focus (form);
}

/**
 * cpx_patients_page_open:
 * @self: the page
 * @patient_id: a patient
 *
 * Opens the file of a patient; the opening is noted in the audit log.
 */
void
cpx_patients_page_open (CpxPatientsPage *self,
                        const char      *patient_id)
{
  g_return_if_fail (CPX_IS_PATIENTS_PAGE (self));

  g_free (self->wanted_id);
  self->wanted_id = g_strdup (patient_id);
  self->goes_in = TRUE;
  g_clear_pointer (&self->operation_id, g_free);
  g_clear_pointer (&self->place, cpx_place_free);
  cpx_practice_open_patient_async (self->practice, patient_id, NULL, opened_cb, g_object_ref (self));
}

/**
 * cpx_patients_page_open_at:
 * @self: the page
 * @patient_id: a patient
 * @intervention_id: one of their operations
 *
 * Opens the file of a patient at the report of an operation.
 */
void
cpx_patients_page_open_at (CpxPatientsPage *self,
                           const char      *patient_id,
                           const char      *intervention_id)
{
  cpx_patients_page_open (self, patient_id);
  self->operation_id = g_strdup (intervention_id);
}

/**
 * cpx_patients_page_reopen:
 * @self: the page, just made
 * @place: (transfer full): what was open on it before the lock
 *
 * Opens that file again as any other, unless something else was asked for already.
 */
void
cpx_patients_page_reopen (CpxPatientsPage *self,
                          CpxPlace        *place)
{
  g_autoptr(CpxPlace) held = place;

  g_return_if_fail (CPX_IS_PATIENTS_PAGE (self));

  if (self->wanted_id != NULL || get_shown (self) != self->nobody)
    return;

  self->place = g_steal_pointer (&held);
  cpx_practice_open_patient_async (self->practice, self->place->patient_id, NULL, reopened_cb, g_object_ref (self));
}

/**
 * cpx_patients_page_describe_place:
 * @self: the page
 * @place: what to complete with the file that is open
 */
void
cpx_patients_page_describe_place (CpxPatientsPage *self,
                                  CpxPlace        *place)
{
  if (CPX_IS_PATIENT_VIEW (get_shown (self)))
    cpx_patient_place_describe (CPX_PATIENT_VIEW (get_shown (self)), place);
}

/**
 * cpx_patients_page_go_back:
 * @self: the page
 *
 * Returns to the list where it is folded away.
 */
void
cpx_patients_page_go_back (CpxPatientsPage *self)
{
  cpx_split_show_list (CPX_SPLIT (self->split));
}
