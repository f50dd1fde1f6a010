/* cpx-lexicon-section.c: the entries of this practice, whether they point to something, in and out of a file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-lexicon-section.h"

#include "cpx-file-picker.h"
#include "cpx-lexicon-state.h"
#include "cpx-record-form.h"
#include "cpx-record-group.h"
#include "cpx-table-file.h"
#include "cpx-toast.h"

#include <cpx-lexicon-record.h>
#include <cpx-nomenclature-record.h>
#include <cpx-own-lexicon.h>

#include <glib/gi18n-lib.h>

struct _CpxLexiconSection
{
  AdwPreferencesPage  parent_instance;

  GtkWidget          *state_row;
  GtkWidget          *state_icon;
  GtkWidget          *error_row;
  GtkWidget          *group;       /* of the entries */

  CpxPractice        *practice;    /* (owned) */
  GPtrArray          *faults;      /* (owned) (nullable): not known yet */
  GFile              *out;         /* (owned) (nullable): where an export goes */
  gboolean            busy;
};

G_DEFINE_FINAL_TYPE (CpxLexiconSection, cpx_lexicon_section, ADW_TYPE_PREFERENCES_PAGE)

static const int entry_fields[] = {
  CPX_LEXICON_RECORD_PHRASES, CPX_LEXICON_RECORD_SENSE, CPX_LEXICON_RECORD_TARGET, CPX_LEXICON_RECORD_SPECIALTY,
  CPX_LEXICON_RECORD_NOTES, CPX_END_OF_FIELDS
};

static const CpxRecordGroupSpec entries = {
  .kind = &cpx_lexicon_record_kind,
  .fields = entry_fields,
  .archived_field = CPX_LEXICON_RECORD_ARCHIVED,
  .title = N_("Words of this practice"),
  .add_label = N_("Add an _entry"),
  .new_title = N_("New entry"),
  .empty = N_("No word added yet"),
  .make_title = cpx_lexicon_state_dup_title,
  .make_subtitle = cpx_lexicon_state_dup_subtitle,
};

static guint
count_entries (CpxLexiconSection *self)
{
  GListModel *list = G_LIST_MODEL (cpx_record_group_get_list (CPX_RECORD_GROUP (self->group)));
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(CpxRecord) entry = g_list_model_get_item (list, i);

      n += cpx_record_get_boolean (entry, CPX_LEXICON_RECORD_ARCHIVED) ? 0 : 1;
    }

  return n;
}

static void
update (CpxLexiconSection *self)
{
  g_auto(CpxLexiconState) state = cpx_lexicon_state_compute (count_entries (self), self->faults);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), state.title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->state_row), state.subtitle);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->state_icon), state.icon_name);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lexicon.export", state.can_export && !self->busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lexicon.import", !self->busy);
}

static void
show_error (CpxLexiconSection *self,
            const char        *sentence)
{
  gtk_widget_set_visible (self->error_row, sentence != NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->error_row), sentence != NULL ? sentence : "");
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CpxLexiconSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  GPtrArray *faults = cpx_practice_check_lexicon_finish (CPX_PRACTICE (source), result, &error);

  if (self->practice == NULL || faults == NULL)
    {
      g_clear_pointer (&faults, g_ptr_array_unref);
      if (self->practice != NULL)
        show_error (self, error->message);
      return;
    }
  g_clear_pointer (&self->faults, g_ptr_array_unref);
  self->faults = faults;
  update (self);
}

static void
refresh (CpxLexiconSection *self)
{
  if (!cpx_practice_is_locked (self->practice))
    cpx_practice_check_lexicon_async (self->practice, NULL, checked_cb, g_object_ref (self));
}

static void
changed_cb (CpxPractice       *practice,
            GPtrArray         *changes,
            CpxLexiconSection *self)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const CpxKind *kind = ((const CpxChanged *) g_ptr_array_index (changes, i))->kind;

      if (kind == &cpx_lexicon_record_kind || kind == &cpx_nomenclature_record_kind)
        {
          refresh (self);
          return;
        }
    }
}

static void
set_busy (CpxLexiconSection *self,
          gboolean           busy)
{
  self->busy = busy;
  update (self);
}

/* Import */

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CpxLexiconSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) receipts = cpx_practice_import_lexicon_finish (CPX_PRACTICE (source), result, &error);
  g_autofree char *sentence = NULL;

  if (self->practice == NULL)
    return;
  set_busy (self, FALSE);
  if (receipts == NULL)
    {
      show_error (self, error->message);
      return;
    }
  sentence = cpx_lexicon_state_dup_result (receipts->len);
  cpx_toast_show (GTK_WIDGET (self), sentence);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(CpxLexiconSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) text = cpx_table_file_read_finish (G_FILE (source), result, &error);

  if (self->practice == NULL)
    return;
  if (text != NULL)
    {
      cpx_practice_import_lexicon_async (self->practice, text, imported_cb, g_object_ref (self));
      return;
    }
  set_busy (self, FALSE);
  show_error (self, error->message);
}

/**
 * cpx_lexicon_section_import:
 * @self: the section
 * @file: entries as cpx_practice_import_lexicon() reads them
 *
 * Begins to add the entries of @file, all or none, unless that is being done.
 */
void
cpx_lexicon_section_import (CpxLexiconSection *self,
                            GFile             *file)
{
  g_return_if_fail (CPX_IS_LEXICON_SECTION (self));

  if (self->practice == NULL || self->busy)
    return;
  show_error (self, NULL);
  set_busy (self, TRUE);
  cpx_table_file_read_async (file, read_cb, g_object_ref (self));
}

static void
picked_import_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GFile) file = cpx_file_picker_finish (result);

  if (file != NULL)
    cpx_lexicon_section_import (CPX_LEXICON_SECTION (source), file);
}

static void
import_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  cpx_file_picker_open_async (widget, _("A file of entries of the lexicon"), picked_import_cb, NULL);
}

/* Export */

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CpxLexiconSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;

  if (self->practice == NULL)
    return;
  set_busy (self, FALSE);
  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    cpx_toast_show (GTK_WIDGET (self), _("The entries of this practice are written into the file."));
  else
    cpx_toast_show_error (GTK_WIDGET (self), error);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CpxLexiconSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) text = cpx_practice_export_lexicon_finish (CPX_PRACTICE (source), result, &error);

  if (self->practice == NULL)
    return;
  if (text != NULL)
    {
      g_file_replace_contents_bytes_async (self->out, text, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, written_cb,
                                           g_object_ref (self));
      return;
    }
  set_busy (self, FALSE);
  cpx_toast_show_error (GTK_WIDGET (self), error);
}

/**
 * cpx_lexicon_section_export:
 * @self: the section
 * @file: where to
 *
 * Writes the entries of this practice as cpx_lexicon_section_import() reads them.
 */
void
cpx_lexicon_section_export (CpxLexiconSection *self,
                            GFile             *file)
{
  g_return_if_fail (CPX_IS_LEXICON_SECTION (self));

  if (self->practice == NULL || self->busy)
    return;
  g_set_object (&self->out, file);
  set_busy (self, TRUE);
  cpx_practice_export_lexicon_async (self->practice, NULL, exported_cb, g_object_ref (self));
}

static void
picked_export_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GFile) file = cpx_file_picker_finish (result);

  if (file != NULL)
    cpx_lexicon_section_export (CPX_LEXICON_SECTION (source), file);
}

static void
export_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  cpx_file_picker_save_async (widget, _("Export the entries of this practice"), _("lexicon.tsv"), picked_export_cb,
                              NULL);
}

static void
cpx_lexicon_section_map (GtkWidget *widget)
{
  refresh (CPX_LEXICON_SECTION (widget));

  GTK_WIDGET_CLASS (cpx_lexicon_section_parent_class)->map (widget);
}

static void
cpx_lexicon_section_dispose (GObject *object)
{
  CpxLexiconSection *self = CPX_LEXICON_SECTION (object);

  if (self->group != NULL)
    g_signal_handlers_disconnect_by_data (cpx_record_group_get_list (CPX_RECORD_GROUP (self->group)), self);
  self->group = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_LEXICON_SECTION);
  g_clear_pointer (&self->faults, g_ptr_array_unref);
  g_clear_object (&self->out);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (cpx_lexicon_section_parent_class)->dispose (object);
}

static void
cpx_lexicon_section_class_init (CpxLexiconSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_lexicon_section_dispose;
  widget_class->map = cpx_lexicon_section_map;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/settings/lexicon-section.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxLexiconSection, state_row);
  gtk_widget_class_bind_template_child (widget_class, CpxLexiconSection, state_icon);
  gtk_widget_class_bind_template_child (widget_class, CpxLexiconSection, error_row);
  gtk_widget_class_install_action (widget_class, "lexicon.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "lexicon.export", NULL, export_action);
}

static void
cpx_lexicon_section_init (CpxLexiconSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_lexicon_section_new:
 * @practice: an unlocked practice
 *
 * Returns: (transfer floating): the words of this practice
 */
GtkWidget *
cpx_lexicon_section_new (CpxPractice *practice)
{
  CpxLexiconSection *self = g_object_new (CPX_TYPE_LEXICON_SECTION, NULL);

  self->practice = g_object_ref (practice);
  self->group = cpx_record_group_new (&entries, practice);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (self->group));
  g_signal_connect_swapped (cpx_record_group_get_list (CPX_RECORD_GROUP (self->group)), "items-changed",
                            G_CALLBACK (update), self);
  g_signal_connect_object (practice, "changed", G_CALLBACK (changed_cb), self, 0);
  update (self);

  return GTK_WIDGET (self);
}
