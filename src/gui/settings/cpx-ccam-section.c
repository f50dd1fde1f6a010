/* cpx-ccam-section.c: the version of the CCAM that serves, those kept beside it, and the import of another.
 *
 * Nothing is written until all files are read and sound; leaving the page stops an import under way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-ccam-section.h"

#include "cpx-ccam-state.h"
#include "cpx-confirm.h"
#include "cpx-file-picker.h"
#include "cpx-grid-table.h"
#include "cpx-toast.h"
#include "cpx-version-row.h"

#include <cpx-import-nomenclature.h>
#include <cpx-nomenclature-record.h>
#include <cpx-nomenclatures.h>
#include <cpx-record-list.h>

#include <glib/gi18n-lib.h>

struct _CpxCcamSection
{
  AdwPreferencesPage  parent_instance;

  GtkWidget          *in_force_row;
  GtkWidget          *in_force_icon;
  GtkWidget          *progress_row;
  GtkWidget          *progress_bar;
  GtkWidget          *error_row;
  GtkWidget          *list_box;
  GtkWidget          *grid_table;

  CpxPractice        *practice;      /* (owned) */
  CpxRecordList      *records;       /* (owned) */
  CpxNomenclature    *in_force;      /* (owned) (nullable): not known yet */
  GCancellable       *cancellable;   /* (owned) (nullable): of the import under way */
  char              **paths;         /* (owned) (nullable): of the last import */
};

G_DEFINE_FINAL_TYPE (CpxCcamSection, cpx_ccam_section, ADW_TYPE_PREFERENCES_PAGE)

static void
update_actions (CpxCcamSection *self)
{
  gboolean busy = self->cancellable != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "ccam.import", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "ccam.import-folder", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "ccam.cancel", busy);
  gtk_widget_set_visible (self->progress_row, busy);
}

static void
show_in_force (CpxCcamSection *self)
{
  CpxCcamFacts facts = { 0 };
  g_auto(CpxCcamState) state = { 0 };

  if (self->in_force != NULL)
    facts = cpx_ccam_facts_of (self->in_force);
  state = cpx_ccam_state_compute (self->in_force != NULL ? &facts : NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->in_force_row), state.title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->in_force_row), state.subtitle);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->in_force_icon), state.icon_name);
}

static void
show_error (CpxCcamSection *self,
            const char     *sentence)
{
  gtk_widget_set_visible (self->error_row, sentence != NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->error_row), sentence != NULL ? sentence : "");
}

/* The versions kept */

static CpxDay
get_effect (CpxRecord *record)
{
  CpxDay day = CPX_DAY_NONE;

  cpx_day_parse_iso (cpx_record_get_text (record, CPX_NOMENCLATURE_RECORD_EFFECT), &day);

  return day;
}

/* A GCompareFunc: the one that takes effect last comes first; of two, the one imported last. */
static int
compare_records (gconstpointer a,
                 gconstpointer b)
{
  CpxRecord *first = *(CpxRecord * const *) a;
  CpxRecord *second = *(CpxRecord * const *) b;
  CpxDay first_day = get_effect (first);
  CpxDay second_day = get_effect (second);

  if (first_day != second_day)
    return first_day < second_day ? 1 : -1;

  return g_strcmp0 (cpx_record_get_id (second), cpx_record_get_id (first));
}

static void
add_version (CpxCcamSection *self,
             CpxRecord      *record,
             const char     *hash_in_force)
{
  CpxCcamFacts facts = {
    .version = cpx_record_get_text (record, CPX_NOMENCLATURE_RECORD_VERSION),
    .effect = get_effect (record),
    .n_acts = (guint) cpx_record_get_integer (record, CPX_NOMENCLATURE_RECORD_N_ACTS),
  };
  gboolean is_in_force = g_strcmp0 (cpx_record_get_text (record, CPX_NOMENCLATURE_RECORD_HASH), hash_in_force) == 0;
  g_auto(CpxCcamState) state = cpx_ccam_state_of_kept (&facts, is_in_force, cpx_day_today ());

  gtk_list_box_append (GTK_LIST_BOX (self->list_box), cpx_version_row_new (self->practice, record, &state));
}

static void
add_starter (CpxCcamSection *self,
             gboolean        is_in_force)
{
  g_auto(CpxCcamState) state = cpx_ccam_state_of_starter (is_in_force);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), state.title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), state.subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (state.icon_name));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (GTK_LIST_BOX (self->list_box), row);
}

/* Versions are a handful, and nobody types in their rows: they are shown anew. */
static void
show_versions (CpxCcamSection *self)
{
  GListModel *model = G_LIST_MODEL (self->records);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  const char *hash = self->in_force != NULL ? cpx_nomenclatures_get_hash (self->in_force) : NULL;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list_box)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list_box), row);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (records, g_list_model_get_item (model, i));
  g_ptr_array_sort (records, compare_records);
  for (guint i = 0; i < records->len; i++)
    add_version (self, g_ptr_array_index (records, i), hash);
  add_starter (self, self->in_force != NULL && cpx_nomenclature_is_starter (self->in_force));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxCcamSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  CpxNomenclature *opened = cpx_practice_open_nomenclature_finish (CPX_PRACTICE (source), result, &error);

  if (self->practice == NULL || opened == NULL)
    {
      g_clear_pointer (&opened, cpx_nomenclature_unref);
      if (self->practice != NULL)
        show_error (self, error->message);
      return;
    }
  g_clear_pointer (&self->in_force, cpx_nomenclature_unref);
  self->in_force = opened;
  show_in_force (self);
  show_versions (self);
  cpx_grid_table_show (CPX_GRID_TABLE (self->grid_table), opened);
}

static void
refresh (CpxCcamSection *self)
{
  if (!cpx_practice_is_locked (self->practice))
    cpx_practice_open_nomenclature_async (self->practice, cpx_day_today (), NULL, opened_cb, g_object_ref (self));
}

static void
items_changed_cb (GListModel     *records,
                  guint           position,
                  guint           n_removed,
                  guint           n_added,
                  CpxCcamSection *self)
{
  show_versions (self);
  refresh (self);
}

/* An import */

/* A CpxImportProgress. */
static void
progress_cb (double   fraction,
             guint64  n_records,
             gpointer data)
{
  CpxCcamSection *self = data;
  g_autofree char *pace = cpx_ccam_state_dup_pace (fraction, n_records);

  if (self->practice == NULL)
    return;
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress_bar), fraction);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->progress_row), pace);
}

static void begin_import (CpxCcamSection *self,
                          gboolean        accepts_smaller);

static void
confirmed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  CpxCcamSection *self = CPX_CCAM_SECTION (source);

  if (cpx_confirm_finish (result) && self->practice != NULL && self->cancellable == NULL)
    begin_import (self, TRUE);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CpxCcamSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxImportedNomenclature) imported =
    cpx_practice_import_nomenclature_finish (CPX_PRACTICE (source), result, &error);
  g_autofree char *sentence = NULL;
  g_autofree char *warning = NULL;
  gboolean cancelled = g_cancellable_is_cancelled (self->cancellable);
  CpxCcamFacts facts;

  g_clear_object (&self->cancellable);
  if (self->practice == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  update_actions (self);
  if (imported == NULL && cancelled)
    {
      cpx_toast_show (GTK_WIDGET (self), _("Import stopped: nothing changed."));
      return;
    }
  if (imported == NULL)
    {
      show_error (self, error->message);
      return;
    }
  warning = cpx_imported_nomenclature_dup_warning (imported);
  if (warning != NULL)
    {
      cpx_confirm_async (GTK_WIDGET (self), _("Import a much smaller version?"), warning, _("_Import All the Same"),
                         CPX_CONFIRM_DESTRUCTIVE, confirmed_cb, NULL);
      return;
    }
  facts = cpx_ccam_facts_of (imported->imported);
  sentence = cpx_ccam_state_dup_result (&facts, imported->is_new);
  cpx_toast_show (GTK_WIDGET (self), sentence);
  refresh (self);
}

static void
begin_import (CpxCcamSection *self,
              gboolean        accepts_smaller)
{
  self->cancellable = g_cancellable_new ();
  show_error (self, NULL);
  progress_cb (0, 0, self);
  update_actions (self);
  cpx_practice_import_nomenclature_async (self->practice, (const char * const *) self->paths, NULL, accepts_smaller,
                                          progress_cb, self, self->cancellable, imported_cb, g_object_ref (self));
}

/**
 * cpx_ccam_section_import:
 * @self: the section
 * @paths: (array zero-terminated=1): the archives, the folder or the tables of one distribution
 *
 * Begins to import a version, unless another import is under way.
 */
void
cpx_ccam_section_import (CpxCcamSection     *self,
                         const char * const *paths)
{
  g_return_if_fail (CPX_IS_CCAM_SECTION (self));

  if (self->practice == NULL || self->cancellable != NULL)
    return;

  g_strfreev (self->paths);
  self->paths = g_strdupv ((char **) paths);
  begin_import (self, FALSE);
}

static void
picked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_auto(GStrv) paths = cpx_file_picker_finish_paths (result);

  if (paths != NULL)
    cpx_ccam_section_import (CPX_CCAM_SECTION (source), (const char * const *) paths);
}

static void
import_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  cpx_file_picker_open_several_async (widget, _("The archives of the CCAM, chosen together"), picked_cb, NULL);
}

static void
import_folder_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  cpx_file_picker_open_folder_async (widget, _("The folder that holds the files of the CCAM"), picked_cb, NULL);
}

static void
cancel_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  CpxCcamSection *self = CPX_CCAM_SECTION (widget);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_action_set_enabled (widget, "ccam.cancel", FALSE);
}

static void
cpx_ccam_section_map (GtkWidget *widget)
{
  refresh (CPX_CCAM_SECTION (widget));

  GTK_WIDGET_CLASS (cpx_ccam_section_parent_class)->map (widget);
}

/* The import under way holds a reference: it is told to stop here, not when that reference goes. */
static void
cpx_ccam_section_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (CPX_CCAM_SECTION (widget)->cancellable);

  GTK_WIDGET_CLASS (cpx_ccam_section_parent_class)->unroot (widget);
}

static void
cpx_ccam_section_dispose (GObject *object)
{
  CpxCcamSection *self = CPX_CCAM_SECTION (object);

  if (self->records != NULL)
    g_signal_handlers_disconnect_by_data (self->records, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_CCAM_SECTION);
  g_clear_object (&self->records);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->paths, g_strfreev);
  g_clear_pointer (&self->in_force, cpx_nomenclature_unref);

  G_OBJECT_CLASS (cpx_ccam_section_parent_class)->dispose (object);
}

static void
cpx_ccam_section_class_init (CpxCcamSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_ccam_section_dispose;
  widget_class->map = cpx_ccam_section_map;
  widget_class->unroot = cpx_ccam_section_unroot;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/settings/ccam-section.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxCcamSection, in_force_row);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamSection, in_force_icon);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamSection, progress_row);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamSection, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamSection, error_row);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamSection, list_box);
  gtk_widget_class_bind_template_child (widget_class, CpxCcamSection, grid_table);
  gtk_widget_class_install_action (widget_class, "ccam.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "ccam.import-folder", NULL, import_folder_action);
  gtk_widget_class_install_action (widget_class, "ccam.cancel", NULL, cancel_action);
}

static void
cpx_ccam_section_init (CpxCcamSection *self)
{
  g_type_ensure (CPX_TYPE_GRID_TABLE);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_ccam_section_new:
 * @practice: an unlocked practice
 *
 * Returns: (transfer floating): what concerns the versions of the CCAM
 */
GtkWidget *
cpx_ccam_section_new (CpxPractice *practice)
{
  CpxCcamSection *self = g_object_new (CPX_TYPE_CCAM_SECTION, NULL);

  self->practice = g_object_ref (practice);
  self->records = cpx_record_list_new (practice, &cpx_nomenclature_record_kind, NULL);
  g_signal_connect (self->records, "items-changed", G_CALLBACK (items_changed_cb), self);
  show_in_force (self);
  show_versions (self);
  update_actions (self);

  return GTK_WIDGET (self);
}
