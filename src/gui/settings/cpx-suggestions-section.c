/* cpx-suggestions-section.c: the volumes that were imported, and what the codings of this practice taught.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-suggestions-section.h"

#include "cpx-file-picker.h"
#include "cpx-learning-state.h"
#include "cpx-table-file.h"
#include "cpx-toast.h"
#include "cpx-volumes-state.h"

#include <cpx-act-volumes-record.h>
#include <cpx-coding.h>
#include <cpx-day.h>
#include <cpx-learning-reset.h>
#include <cpx-learning.h>
#include <cpx-practitioner.h>
#include <cpx-record-list.h>
#include <cpx-remove-record.h>
#include <cpx-suggesters.h>

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CpxSuggestionsSection
{
  AdwPreferencesPage  parent_instance;

  GtkWidget          *volumes_row;
  GtkWidget          *volumes_icon;
  GtkWidget          *volumes_spinner;
  GtkWidget          *remove_button;
  GtkWidget          *import_button;
  GtkWidget          *volumes_error_row;
  GtkWidget          *learning_group;
  GtkWidget          *learning_row;
  GtkWidget          *people_box;

  CpxPractice        *practice;       /* (owned) */
  CpxRecordList      *volumes;        /* (owned) */
  CpxRecordList      *practitioners;  /* (owned) */
  CpxPracticePrior   *prior;          /* (owned) (nullable): not known yet */
  gboolean            busy;           /* with volumes */
  char               *source;         /* (owned) (nullable): the name of the file being read */
};

G_DEFINE_FINAL_TYPE (CpxSuggestionsSection, cpx_suggestions_section, ADW_TYPE_PREFERENCES_PAGE)

/* Volumes */

static void
show_volumes (CpxSuggestionsSection *self)
{
  g_auto(CpxVolumesState) state =
    cpx_volumes_state_compute (cpx_volumes_state_find (G_LIST_MODEL (self->volumes)), self->busy);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->volumes_row), state.title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->volumes_row), state.subtitle);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->volumes_icon), state.icon_name);
  gtk_button_set_label (GTK_BUTTON (self->import_button), state.import_label);
  gtk_widget_set_visible (self->remove_button, state.can_remove);
  gtk_widget_set_visible (self->volumes_spinner, self->busy);
  gtk_spinner_set_spinning (GTK_SPINNER (self->volumes_spinner), self->busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "volumes.import", !self->busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "volumes.remove", state.can_remove);
}

static void
set_busy (CpxSuggestionsSection *self,
          gboolean               busy)
{
  self->busy = busy;
  show_volumes (self);
}

static void
show_volumes_error (CpxSuggestionsSection *self,
                    const char            *sentence)
{
  gtk_widget_set_visible (self->volumes_error_row, sentence != NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->volumes_error_row), sentence != NULL ? sentence : "");
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxSuggestionsSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_remove_record_finish (CPX_PRACTICE (source), result, &error);

  if (receipt == NULL && self->practice != NULL)
    cpx_toast_show_error (GTK_WIDGET (self), error);
}

/* A CpxUndoFunc: what served before serves again. */
static void
undo_import (GObject    *owner,
             const char *target)
{
  CpxSuggestionsSection *self = CPX_SUGGESTIONS_SECTION (owner);

  if (self->practice != NULL)
    cpx_practice_remove_record_async (self->practice, &cpx_act_volumes_record_kind, target, undone_cb,
                                      g_object_ref (self));
}

/* A CpxUndoFunc. */
static void
undo_remove (GObject    *owner,
             const char *target)
{
  CpxSuggestionsSection *self = CPX_SUGGESTIONS_SECTION (owner);

  if (self->practice != NULL)
    cpx_practice_restore_record_async (self->practice, &cpx_act_volumes_record_kind, target, undone_cb,
                                       g_object_ref (self));
}

static CpxRecord *
find_before (CpxSuggestionsSection *self,
             CpxRecord             *imported)
{
  CpxRecord *served = cpx_volumes_state_find (G_LIST_MODEL (self->volumes));

  return served != NULL && !g_str_equal (cpx_record_get_id (served), cpx_record_get_id (imported)) ? served : NULL;
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CpxSuggestionsSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_import_volumes_finish (CPX_PRACTICE (source), result, &error);
  g_autofree char *sentence = NULL;
  CpxRecord *record;

  if (self->practice == NULL)
    return;
  set_busy (self, FALSE);
  if (receipt == NULL)
    {
      show_volumes_error (self, error->message);
      return;
    }
  record = cpx_receipt_get_record (receipt);
  sentence = cpx_volumes_state_dup_result (record, find_before (self, record));
  cpx_toast_show_undo (GTK_WIDGET (self), sentence, undo_import, G_OBJECT (self), cpx_record_get_id (record));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(CpxSuggestionsSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) table = cpx_table_file_read_finish (G_FILE (source), result, &error);

  if (self->practice == NULL)
    return;
  if (table != NULL)
    {
      cpx_practice_import_volumes_async (self->practice, table, self->source, imported_cb, g_object_ref (self));
      return;
    }
  set_busy (self, FALSE);
  show_volumes_error (self, error->message);
}

/**
 * cpx_suggestions_section_import_volumes:
 * @self: the section
 * @file: a table of how often acts are done
 *
 * Begins to import @file in place of the one that serves, unless another import is under way.
 */
void
cpx_suggestions_section_import_volumes (CpxSuggestionsSection *self,
                                        GFile                 *file)
{
  g_autofree char *name = g_file_get_basename (file);

  g_return_if_fail (CPX_IS_SUGGESTIONS_SECTION (self));

  if (self->practice == NULL || self->busy)
    return;
  g_free (self->source);
  self->source = g_filename_display_name (name);
  show_volumes_error (self, NULL);
  set_busy (self, TRUE);
  cpx_table_file_read_async (file, read_cb, g_object_ref (self));
}

static void
picked_volumes_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GFile) file = cpx_file_picker_finish (result);

  if (file != NULL)
    cpx_suggestions_section_import_volumes (CPX_SUGGESTIONS_SECTION (source), file);
}

static void
import_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  cpx_file_picker_open_async (widget, _("A table of how often acts are done"), picked_volumes_cb, NULL);
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CpxSuggestionsSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_remove_volumes_finish (CPX_PRACTICE (source), result, &error);

  if (self->practice == NULL)
    return;
  set_busy (self, FALSE);
  if (receipt == NULL)
    cpx_toast_show_error (GTK_WIDGET (self), error);
  else
    cpx_toast_show_undo (GTK_WIDGET (self), _("Volumes of acts removed: the suggestions work without."), undo_remove,
                         G_OBJECT (self), self->source);
}

static void
remove_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  CpxSuggestionsSection *self = CPX_SUGGESTIONS_SECTION (widget);
  CpxRecord *served = cpx_volumes_state_find (G_LIST_MODEL (self->volumes));

  if (served == NULL)
    return;
  g_free (self->source);
  self->source = g_strdup (cpx_record_get_id (served));
  show_volumes_error (self, NULL);
  set_busy (self, TRUE);
  cpx_practice_remove_volumes_async (self->practice, removed_cb, g_object_ref (self));
}

/* What the codings taught */

static GtkWidget *
make_habit_row (const CpxLearningHabit *habit)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), habit->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), habit->subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);

  return row;
}

static GtkWidget *
make_forget_button (const CpxLearningPerson *person)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("F_orget"));
  g_autofree char *name = g_strdup_printf (_("Forget what %s taught"), person->title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "learning.reset");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", person->practitioner_id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return button;
}

static GtkWidget *
make_person_row (const CpxLearningPerson *person)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), person->title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), person->subtitle);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), make_forget_button (person));
  for (guint i = 0; i < person->habits->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_habit_row (g_ptr_array_index (person->habits, i)));

  return row;
}

/* People are a handful, and nobody types in their rows: they are shown anew. */
static void
show_learning (CpxSuggestionsSection *self)
{
  g_auto(CpxLearningState) state = cpx_learning_state_compute (self->prior, G_LIST_MODEL (self->practitioners));
  GtkWidget *row;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->learning_row), state.title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->learning_row), state.subtitle);
  while ((row = gtk_widget_get_first_child (self->people_box)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->people_box), row);
  for (guint i = 0; i < state.people->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->people_box), make_person_row (g_ptr_array_index (state.people, i)));
  gtk_widget_set_visible (self->people_box, state.people->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "learning.reset", state.can_reset);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "learning.export", state.can_reset);
}

static void
learnt_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxSuggestionsSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  CpxPracticePrior *prior = cpx_practice_learn_finish (CPX_PRACTICE (source), result, &error);

  if (self->practice == NULL || prior == NULL)
    {
      g_clear_pointer (&prior, cpx_practice_prior_unref);
      if (self->practice != NULL)
        cpx_toast_show_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->prior, cpx_practice_prior_unref);
  self->prior = prior;
  show_learning (self);
}

static void
refresh (CpxSuggestionsSection *self)
{
  if (!cpx_practice_is_locked (self->practice))
    cpx_practice_learn_async (self->practice, NULL, learnt_cb, g_object_ref (self));
}

static void
changed_cb (CpxPractice           *practice,
            GPtrArray             *changes,
            CpxSuggestionsSection *self)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const CpxKind *kind = ((const CpxChanged *) g_ptr_array_index (changes, i))->kind;

      if ((kind == &cpx_coding_kind || kind == &cpx_learning_reset_kind) && gtk_widget_get_mapped (GTK_WIDGET (self)))
        {
          refresh (self);
          return;
        }
    }
}

/* A CpxUndoFunc. */
static void
undo_reset (GObject    *owner,
            const char *target)
{
  CpxSuggestionsSection *self = CPX_SUGGESTIONS_SECTION (owner);

  if (self->practice != NULL)
    cpx_practice_undo_learning_reset_async (self->practice, target, undone_cb, g_object_ref (self));
}

static char *
find_name (CpxSuggestionsSection *self,
           const char            *practitioner_id)
{
  CpxRecord *found = practitioner_id != NULL ? cpx_record_list_find (self->practitioners, practitioner_id) : NULL;

  return found != NULL ? cpx_practitioner_dup_name (found) : NULL;
}

static void
reset_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CpxSuggestionsSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_reset_learning_finish (CPX_PRACTICE (source), result, &error);
  g_autofree char *name = NULL;
  g_autofree char *sentence = NULL;
  const char *whose;
  CpxRecord *reset;

  if (self->practice == NULL)
    return;
  if (receipt == NULL)
    {
      cpx_toast_show_error (GTK_WIDGET (self), error);
      return;
    }
  reset = cpx_receipt_get_record (receipt);
  whose = cpx_record_get_text (reset, CPX_LEARNING_RESET_PRACTITIONER);
  name = find_name (self, whose);
  sentence = cpx_learning_state_dup_forgotten (name, whose != NULL ? cpx_practice_prior_n_cases_of (self->prior, whose)
                                                                   : cpx_practice_prior_n_cases (self->prior));
  cpx_toast_show_undo (GTK_WIDGET (self), sentence, undo_reset, G_OBJECT (self), cpx_record_get_id (reset));
  refresh (self);
}

static void
reset_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  CpxSuggestionsSection *self = CPX_SUGGESTIONS_SECTION (widget);
  const char *practitioner_id = g_variant_get_string (parameter, NULL);

  if (self->prior != NULL)
    cpx_practice_reset_learning_async (self->practice, *practitioner_id != '\0' ? practitioner_id : NULL, NULL,
                                       reset_cb, g_object_ref (self));
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CpxSuggestionsSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;

  if (self->practice == NULL)
    return;
  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    cpx_toast_show (GTK_WIDGET (self), _("What was learnt is written into the file."));
  else
    cpx_toast_show_error (GTK_WIDGET (self), error);
}

/**
 * cpx_suggestions_section_export:
 * @self: the section
 * @file: where to
 *
 * Writes what was learnt as JSON: counts, no patient.
 */
void
cpx_suggestions_section_export (CpxSuggestionsSection *self,
                                GFile                 *file)
{
  g_autoptr(json_t) object = NULL;
  g_autoptr(GBytes) bytes = NULL;
  char *text;

  g_return_if_fail (CPX_IS_SUGGESTIONS_SECTION (self));

  if (self->prior == NULL)
    return;
  object = cpx_practice_prior_to_json (self->prior);
  text = cpx_json_print (object);
  bytes = g_bytes_new_take (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, exported_cb,
                                       g_object_ref (self));
}

static void
picked_export_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GFile) file = cpx_file_picker_finish (result);

  if (file != NULL)
    cpx_suggestions_section_export (CPX_SUGGESTIONS_SECTION (source), file);
}

static void
export_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  g_autofree char *day = cpx_day_format_iso (cpx_day_today ());
  g_autofree char *name = g_strdup_printf (_("learnt-%s.json"), day);

  cpx_file_picker_save_async (widget, _("Export what was learnt"), name, picked_export_cb, NULL);
}

static void
cpx_suggestions_section_map (GtkWidget *widget)
{
  refresh (CPX_SUGGESTIONS_SECTION (widget));

  GTK_WIDGET_CLASS (cpx_suggestions_section_parent_class)->map (widget);
}

static void
cpx_suggestions_section_dispose (GObject *object)
{
  CpxSuggestionsSection *self = CPX_SUGGESTIONS_SECTION (object);

  if (self->volumes != NULL)
    g_signal_handlers_disconnect_by_data (self->volumes, self);
  if (self->practitioners != NULL)
    g_signal_handlers_disconnect_by_data (self->practitioners, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_SUGGESTIONS_SECTION);
  g_clear_object (&self->volumes);
  g_clear_object (&self->practitioners);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->prior, cpx_practice_prior_unref);
  g_clear_pointer (&self->source, g_free);

  G_OBJECT_CLASS (cpx_suggestions_section_parent_class)->dispose (object);
}

static void
cpx_suggestions_section_class_init (CpxSuggestionsSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_suggestions_section_dispose;
  widget_class->map = cpx_suggestions_section_map;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/settings/suggestions-section.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionsSection, volumes_row);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionsSection, volumes_icon);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionsSection, volumes_spinner);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionsSection, remove_button);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionsSection, import_button);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionsSection, volumes_error_row);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionsSection, learning_group);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionsSection, learning_row);
  gtk_widget_class_bind_template_child (widget_class, CpxSuggestionsSection, people_box);
  gtk_widget_class_install_action (widget_class, "volumes.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "volumes.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "learning.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "learning.reset", "s", reset_action);
}

static void
cpx_suggestions_section_init (CpxSuggestionsSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_suggestions_section_new:
 * @practice: an unlocked practice
 *
 * Returns: (transfer floating): what the suggestions know of what is usual
 */
GtkWidget *
cpx_suggestions_section_new (CpxPractice *practice)
{
  CpxSuggestionsSection *self = g_object_new (CPX_TYPE_SUGGESTIONS_SECTION, NULL);

  self->practice = g_object_ref (practice);
  self->volumes = cpx_record_list_new (practice, &cpx_act_volumes_record_kind, NULL);
  self->practitioners = cpx_record_list_new (practice, &cpx_practitioner_kind, NULL);
  g_signal_connect_swapped (self->volumes, "items-changed", G_CALLBACK (show_volumes), self);
  g_signal_connect_swapped (self->practitioners, "items-changed", G_CALLBACK (show_learning), self);
  g_signal_connect_object (practice, "changed", G_CALLBACK (changed_cb), self, 0);
  show_volumes (self);
  show_learning (self);

  return GTK_WIDGET (self);
}
