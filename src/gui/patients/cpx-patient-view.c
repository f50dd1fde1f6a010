/* cpx-patient-view.c: the file of one patient.
 *
 * The view is made for one patient and thrown away for the next; what is typed and not kept outlives it in
 * cpx-unsaved.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-patient-view.h"

#include "cpx-banner.h"
#include "cpx-child-list.h"
#include "cpx-columns.h"
#include "cpx-columns-box.h"
#include "cpx-erase-dialog.h"
#include "cpx-file-archive.h"
#include "cpx-interventions-view.h"
#include "cpx-merge-menu.h"
#include "cpx-number-watch.h"
#include "cpx-patient-fields.h"
#include "cpx-patient-side.h"
#include "cpx-patient-state.h"
#include "cpx-record-form.h"
#include "cpx-stack-page.h"
#include "cpx-tab-bar.h"
#include "cpx-timeline-view.h"
#include "cpx-toast.h"
#include "cpx-unsaved.h"

#include <cpx-find-duplicates.h>
#include <cpx-patient.h>
#include <cpx-practitioner.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

enum
{
  ALERTS,
  ALLERGIES,
  TREATMENTS,
  HISTORIES,
  COVERS,
  CORRESPONDENTS,
  CONTACTS,
  N_LISTS
};

struct _CpxPatientView
{
  GtkWidget       parent_instance;

  GtkWidget      *box;
  GtkWidget      *back_button;
  GtkWidget      *name_label;
  GtkWidget      *birth_label;
  GtkWidget      *identifiers_label;
  GtkWidget      *saved_label;
  GtkWidget      *standing;
  GtkWidget      *warning;
  GtkWidget      *duplicates;
  GtkWidget      *tab_box;
  GtkWidget      *tabs;
  GtkWidget      *identity_columns;
  GtkWidget      *record_columns;
  GtkWidget      *cover_columns;
  GtkWidget      *interventions;
  GtkWidget      *timeline_view;
  GtkWidget      *side;
  GMenu          *merge_section;

  CpxPractice    *practice;            /* (owned) */
  CpxRecordForm  *form;                /* (owned) */
  CpxRecordList  *lists[N_LISTS];      /* (owned) */
  CpxRecordList  *practitioners;       /* (owned) */
  CpxTimeline    *timeline;            /* (owned) (nullable): until the tab is shown */
  CpxRecord      *likely;              /* (owned) (nullable): the likeliest duplicate */
  GCancellable   *cancellable;         /* (owned): of reads */
};

enum
{
  COMPARE,
  ERASED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxPatientView, cpx_patient_view, GTK_TYPE_WIDGET)

static CpxRecord *
get_patient (CpxPatientView *self)
{
  return cpx_draft_get_kept (cpx_record_form_get_draft (self->form));
}

static void
update_side (CpxPatientView *self)
{
  CpxSideLists lists = {
    .alerts = G_LIST_MODEL (self->lists[ALERTS]),
    .allergies = G_LIST_MODEL (self->lists[ALLERGIES]),
    .treatments = G_LIST_MODEL (self->lists[TREATMENTS]),
    .histories = G_LIST_MODEL (self->lists[HISTORIES]),
  };
  g_autoptr(GPtrArray) sections = cpx_side_state_compute (get_patient (self), &lists, cpx_partial_date_today ());

  cpx_patient_side_show (CPX_PATIENT_SIDE (self->side), sections);
}

static void
update_saved (CpxPatientView *self)
{
  gtk_label_set_label (GTK_LABEL (self->saved_label), cpx_record_form_get_status (self->form));
}

static void
update (CpxPatientView *self)
{
  g_auto(CpxPatientState) state = cpx_patient_state_compute (get_patient (self), cpx_partial_date_today ());
  gboolean may_archive = cpx_practice_may (self->practice, "patient:archive");

  gtk_label_set_label (GTK_LABEL (self->name_label), state.name);
  gtk_label_set_label (GTK_LABEL (self->birth_label), state.birth);
  gtk_label_set_label (GTK_LABEL (self->identifiers_label), state.identifiers);
  g_object_set (self->standing, "title", state.banner, "revealed", state.banner != NULL,
                "button-label", state.archived && may_archive ? _("_Restore") : NULL, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "patient.archive", may_archive && !state.archived);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "patient.restore", may_archive && state.archived);
  update_saved (self);
  update_side (self);
}

/* Duplicates: a quiet banner. */

/* Two different numbers are two persons, however close the rest. */
static gboolean
is_likely (CpxDuplicateScore score)
{
  return score.score >= CPX_DUPLICATE_LIKELY && (score.reasons & (1u << CPX_DUPLICATE_OTHER_NIR)) == 0;
}

static void
show_duplicates (CpxPatientView *self,
                 GPtrArray      *found)
{
  CpxDuplicate *first = found != NULL && found->len > 0 ? g_ptr_array_index (found, 0) : NULL;
  gboolean likely = first != NULL && is_likely (first->score);
  g_autofree char *name = NULL;
  g_autofree char *reasons = NULL;
  g_autofree char *sentence = NULL;

  if (likely)
    {
      name = cpx_patient_dup_name (first->patient);
      reasons = cpx_duplicate_score_explain (first->score);
      sentence = g_strdup_printf (_("Possible duplicate: %s (%s)"), name, reasons);
    }
  g_clear_object (&self->likely);
  self->likely = likely ? g_object_ref (first->patient) : NULL;
  g_object_set (self->duplicates, "title", sentence, "revealed", likely, NULL);
}

static void
duplicates_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(CpxPatientView) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = cpx_practice_find_duplicates_finish (CPX_PRACTICE (source), result, &error);

  if (self->duplicates == NULL)
    return;

  if (found != NULL)
    show_duplicates (self, found);
  else
    cpx_toast_show_error (GTK_WIDGET (self), error);
}

static void
look_for_duplicates (CpxPatientView *self)
{
  if (cpx_practice_may (self->practice, "patient:merge") &&
      !cpx_record_has (get_patient (self), CPX_PATIENT_MERGED_INTO))
    cpx_practice_find_duplicates_async (self->practice, get_patient (self), self->cancellable, duplicates_cb,
                                        g_object_ref (self));
}

static void
compare_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CpxPatientView *self = CPX_PATIENT_VIEW (widget);

  if (self->likely != NULL)
    g_signal_emit (self, signals[COMPARE], 0, cpx_record_get_id (self->likely));
}

/* Archiving, undone by a toast. */

static void
archive_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CpxPatientView *self = CPX_PATIENT_VIEW (widget);

  cpx_file_archive_begin (widget, self->practice, cpx_patient_view_get_id (self), TRUE);
}

static void
restore_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CpxPatientView *self = CPX_PATIENT_VIEW (widget);

  cpx_file_archive_begin (widget, self->practice, cpx_patient_view_get_id (self), FALSE);
}

/* Erasing, which nothing undoes. */

static void
erased (CpxPatientView *self)
{
  g_signal_emit (self, signals[ERASED], 0);
}

static void
erase_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CpxPatientView *self = CPX_PATIENT_VIEW (widget);

  if (!cpx_practice_is_locked (self->practice))
    cpx_erase_dialog_present (widget, self->practice, get_patient (self), G_CALLBACK (erased), self);
}

/* Who did what in the file, for who may read that. */
static void
show_entries_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.show-patient-entries", "s",
                              cpx_patient_view_get_id (CPX_PATIENT_VIEW (widget)));
}

/* What the form and the store tell. */

static void
saved_cb (CpxPatientView *self)
{
  update (self);
  look_for_duplicates (self);
}

static void
failed_cb (CpxRecordForm  *form,
           const GError   *error,
           CpxPatientView *self)
{
  update_saved (self);
  cpx_toast_show_error (GTK_WIDGET (self), error);
}

static void
practice_changed_cb (CpxPractice    *practice,
                     GPtrArray      *changes,
                     CpxPatientView *self)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const CpxChanged *changed = g_ptr_array_index (changes, i);

      if (changed->kind == &cpx_patient_kind && changed->record != NULL &&
          g_str_equal (changed->id, cpx_patient_view_get_id (self)))
        {
          cpx_draft_set_kept (cpx_record_form_get_draft (self->form), changed->record);
          update (self);
        }
    }
}

/* A list that is not empty contradicts the statement that there is nothing, which is then not offered. */
static void
check_statement (CpxPatientView *self,
                 int             list,
                 int             field)
{
  CpxDraft *draft = cpx_record_form_get_draft (self->form);
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->lists[list])) == 0;

  cpx_record_form_show_field (self->form, field, empty);
  if (empty || *cpx_draft_get_state (draft, field).text == '\0')
    return;

  cpx_draft_set_text (draft, field, "");
  cpx_record_form_save (self->form);
}

static void
items_changed_cb (CpxPatientView *self)
{
  check_statement (self, ALLERGIES, CPX_PATIENT_ALLERGIES_STATEMENT);
  check_statement (self, TREATMENTS, CPX_PATIENT_TREATMENTS_STATEMENT);
  check_statement (self, HISTORIES, CPX_PATIENT_HISTORY_STATEMENT);
  update_side (self);
}

static void
tab_cb (CpxPatientView *self)
{
  const char *name = adw_view_stack_get_visible_child_name (ADW_VIEW_STACK (self->tabs));

  if (self->practice == NULL)
    return;
  if (g_strcmp0 (name, "interventions") == 0)
    cpx_interventions_view_set_patient (CPX_INTERVENTIONS_VIEW (self->interventions), self->practice,
                                        cpx_patient_view_get_id (self));
  if (self->timeline != NULL || g_strcmp0 (name, "timeline") != 0)
    return;

  self->timeline = cpx_timeline_new (self->practice, cpx_patient_view_get_id (self));
  cpx_timeline_view_set_timeline (CPX_TIMELINE_VIEW (self->timeline_view), self->timeline);
}

static void
show_tab_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (CPX_PATIENT_VIEW (widget)->tabs),
                                         g_variant_get_string (parameter, NULL));
}

static void
new_intervention_action (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  CpxPatientView *self = CPX_PATIENT_VIEW (widget);

  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (self->tabs), "interventions");
  cpx_interventions_view_add (CPX_INTERVENTIONS_VIEW (self->interventions));
}

static void
cpx_patient_view_dispose (GObject *object)
{
  CpxPatientView *self = CPX_PATIENT_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->practice != NULL)
    g_signal_handlers_disconnect_by_data (self->practice, self);
  for (guint i = 0; i < N_LISTS; i++)
    {
      if (self->lists[i] != NULL)
        g_signal_handlers_disconnect_by_data (self->lists[i], self);
      g_clear_object (&self->lists[i]);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_PATIENT_VIEW);
  g_clear_object (&self->practitioners);
  g_clear_object (&self->timeline);
  g_clear_object (&self->likely);

  G_OBJECT_CLASS (cpx_patient_view_parent_class)->dispose (object);
}

static void
cpx_patient_view_finalize (GObject *object)
{
  CpxPatientView *self = CPX_PATIENT_VIEW (object);

  g_clear_object (&self->form);
  g_clear_object (&self->practice);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (cpx_patient_view_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/patients/patient-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxPatientView, box);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientView, name_label);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientView, back_button);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientView, birth_label);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientView, identifiers_label);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientView, saved_label);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientView, standing);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientView, warning);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientView, duplicates);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientView, tabs);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientView, tab_box);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientView, identity_columns);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientView, record_columns);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientView, cover_columns);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientView, interventions);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientView, timeline_view);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientView, side);
  gtk_widget_class_bind_template_child (widget_class, CpxPatientView, merge_section);
  gtk_widget_class_bind_template_callback (widget_class, tab_cb);
}

static void
cpx_patient_view_class_init (CpxPatientViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_patient_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = cpx_patient_view_finalize;

  signals[COMPARE] = g_signal_new ("compare", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ERASED] = g_signal_new ("erased", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  g_type_ensure (CPX_TYPE_BANNER);
  g_type_ensure (CPX_TYPE_COLUMNS);
  g_type_ensure (CPX_TYPE_COLUMNS_BOX);
  g_type_ensure (CPX_TYPE_INTERVENTIONS_VIEW);
  g_type_ensure (CPX_TYPE_PATIENT_SIDE);
  g_type_ensure (CPX_TYPE_TIMELINE_VIEW);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "patient.archive", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "patient.restore", NULL, restore_action);
  gtk_widget_class_install_action (widget_class, "patient.compare", NULL, compare_action);
  gtk_widget_class_install_action (widget_class, "patient.erase", NULL, erase_action);
  gtk_widget_class_install_action (widget_class, "patient.show-entries", NULL, show_entries_action);
  gtk_widget_class_install_action (widget_class, "patient.show-tab", "s", show_tab_action);
  gtk_widget_class_install_action (widget_class, "patient.new-intervention", NULL, new_intervention_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "patient.new-intervention", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_patient_view_init (CpxPatientView *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->tab_box), cpx_tab_bar_new (ADW_VIEW_STACK (self->tabs)));
  cpx_tab_bar_add_keys (GTK_WIDGET (self), ADW_VIEW_STACK (self->tabs));
  for (GtkWidget *page = gtk_widget_get_first_child (self->tabs); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    cpx_stack_page_mark (page);
}

static void
fill_columns (CpxPatientView      *self,
              GtkWidget           *columns,
              const CpxFieldGroup *groups)
{
  for (; groups->title != NULL; groups++)
    {
      AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

      adw_preferences_group_set_title (group, _(groups->title));
      cpx_record_form_fill_group (self->form, group, groups->fields);
      gtk_box_append (GTK_BOX (columns), GTK_WIDGET (group));
    }
}

static void
add_list (CpxPatientView      *self,
          int                  list,
          GtkWidget           *columns,
          const CpxChildStyle *style,
          const int           *statement)
{
  const char *id = cpx_patient_view_get_id (self);
  GListModel *choices = list == CORRESPONDENTS ? G_LIST_MODEL (self->practitioners) : NULL;
  CpxChildList *group;

  self->lists[list] = cpx_record_list_new (self->practice, style->kind, id);
  group = cpx_child_list_new (self->practice, self->lists[list], id, style, choices);
  if (statement != NULL)
    cpx_record_form_fill_group (self->form, ADW_PREFERENCES_GROUP (group), statement);
  gtk_box_append (GTK_BOX (columns), GTK_WIDGET (group));
  g_signal_connect_object (self->lists[list], "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
fill (CpxPatientView *self)
{
  self->practitioners = cpx_record_list_new (self->practice, &cpx_practitioner_kind, NULL);
  fill_columns (self, self->identity_columns, cpx_identity_groups);
  add_list (self, ALERTS, self->record_columns, &cpx_alert_style, NULL);
  add_list (self, ALLERGIES, self->record_columns, &cpx_allergy_style, cpx_allergies_statement);
  add_list (self, TREATMENTS, self->record_columns, &cpx_treatment_style, cpx_treatments_statement);
  add_list (self, HISTORIES, self->record_columns, &cpx_history_style, cpx_history_statement);
  fill_columns (self, self->record_columns, cpx_record_groups);
  add_list (self, COVERS, self->cover_columns, &cpx_cover_style, NULL);
  add_list (self, CORRESPONDENTS, self->cover_columns, &cpx_correspondent_style, NULL);
  add_list (self, CONTACTS, self->cover_columns, &cpx_contact_style, NULL);
}

static void
tell_about_file (CpxPatientView       *self,
                 const CpxPatientFile *file)
{
  g_autofree char *name = file->merged != NULL ? cpx_patient_dup_name (file->merged) : NULL;
  g_autofree char *merged = name != NULL ? g_strdup_printf (_("The file of %s was merged into this one"), name) : NULL;
  const char *sentence = file->warning != NULL ? file->warning : merged;

  g_object_set (self->warning, "title", sentence, "revealed", sentence != NULL, NULL);
}

/**
 * cpx_patient_view_new:
 * @practice: an unlocked practice
 * @file: the file as it was opened
 *
 * Shows the file and follows it. Signal `compare` carries the id of another file that may be the same person's;
 * `erased` says that there is nothing left to show.
 *
 * Returns: (transfer floating): the view
 */
CpxPatientView *
cpx_patient_view_new (CpxPractice          *practice,
                      const CpxPatientFile *file)
{
  CpxPatientView *self = g_object_new (CPX_TYPE_PATIENT_VIEW, NULL);
  g_autoptr(CpxDraft) draft = cpx_unsaved_begin (cpx_unsaved_get (practice), file->patient);

  self->practice = g_object_ref (practice);
  self->form = cpx_record_form_new (practice, draft, CPX_FORM_SAVES_WHEN_LEFT);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "patient.new-intervention",
                                 cpx_practice_may (practice, "intervention:write"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "patient.erase", cpx_practice_may (practice, "patient:erase"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "patient.show-entries", cpx_practice_may (practice, "audit:read"));
  fill (self);
  tell_about_file (self, file);
  cpx_number_watch_begin (self->form, practice);
  cpx_merge_menu_begin (GTK_WIDGET (self), practice, cpx_patient_view_get_id (self), self->merge_section);
  g_signal_connect_object (self->form, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "failed", G_CALLBACK (failed_cb), self, 0);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (update_saved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (practice, "changed", G_CALLBACK (practice_changed_cb), self, 0);
  update (self);
  look_for_duplicates (self);

  return self;
}

/**
 * cpx_patient_view_get_id:
 * @self: a view
 *
 * Returns: the id of its patient
 */
const char *
cpx_patient_view_get_id (CpxPatientView *self)
{
  return cpx_record_get_id (get_patient (self));
}

/**
 * cpx_patient_view_get_back_button:
 * @self: a view
 *
 * Returns: (transfer none): the button that returns to the list, to be shown only where the list is folded away
 */
GtkWidget *
cpx_patient_view_get_back_button (CpxPatientView *self)
{
  return self->back_button;
}

/**
 * cpx_patient_view_get_tabs:
 * @self: a view
 *
 * Returns: (transfer none): the stack of its tabs
 */
AdwViewStack *
cpx_patient_view_get_tabs (CpxPatientView *self)
{
  return ADW_VIEW_STACK (self->tabs);
}

/**
 * cpx_patient_view_focus:
 * @self: a view
 *
 * Puts the keyboard into the first field, nothing selected: a key pressed by mistake must not replace the name.
 */
void
cpx_patient_view_focus (CpxPatientView *self)
{
  cpx_record_form_enter_field (self->form, cpx_identity_groups[0].fields[0]);
}
