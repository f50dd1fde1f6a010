/* cpx-version-row.c: a version of the CCAM as a line that opens into where it is from and what it changes.
 *
 * Versions are compared when the line first opens.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-version-row.h"

#include "cpx-changes-state.h"

#include <cpx-nomenclature-record.h>

#include <glib/gi18n-lib.h>

struct _CpxVersionRow
{
  AdwExpanderRow  parent_instance;

  GtkWidget      *changes_row;   /* (nullable): once opened */

  CpxPractice    *practice;      /* (owned) */
  CpxRecord      *version;       /* (owned) */
};

G_DEFINE_FINAL_TYPE (CpxVersionRow, cpx_version_row, ADW_TYPE_EXPANDER_ROW)

static GtkWidget *
add_line (CpxVersionRow *self,
          const char    *title,
          const char    *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);

  return row;
}

static void
add_field (CpxVersionRow *self,
           int            field)
{
  g_autofree char *value = cpx_record_dup_display (self->version, field);
  const CpxField *declared = &cpx_nomenclature_record_kind.fields[field];

  if (*value != '\0')
    gtk_widget_add_css_class (add_line (self, cpx_field_get_label (declared), value), "property");
}

static void
show_changes (CpxVersionRow                *self,
              const CpxNomenclatureChanges *found)
{
  g_auto(CpxChangesState) state = cpx_changes_state_compute (found);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->changes_row), state.title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->changes_row), state.subtitle);
  for (guint i = 0; i < state.acts->len; i++)
    {
      const CpxChangedAct *act = g_ptr_array_index (state.acts, i);

      adw_action_row_set_title_lines (ADW_ACTION_ROW (add_line (self, act->title, act->changes)), 2);
    }
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CpxVersionRow) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxNomenclatureChanges) found = cpx_practice_find_changes_finish (CPX_PRACTICE (source), result, &error);

  if (self->practice == NULL)
    return;
  if (found != NULL)
    show_changes (self, found);
  else
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->changes_row), error->message);
}

static void
expanded_cb (CpxVersionRow *self)
{
  if (self->changes_row != NULL || !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;
  add_field (self, CPX_NOMENCLATURE_RECORD_SOURCE);
  add_field (self, CPX_NOMENCLATURE_RECORD_FILES);
  add_field (self, CPX_NOMENCLATURE_RECORD_IMPORTED);
  self->changes_row = add_line (self, "", "");
  show_changes (self, NULL);
  cpx_practice_find_changes_async (self->practice, self->version, NULL, found_cb, g_object_ref (self));
}

static void
cpx_version_row_dispose (GObject *object)
{
  CpxVersionRow *self = CPX_VERSION_ROW (object);

  g_clear_object (&self->practice);
  g_clear_object (&self->version);

  G_OBJECT_CLASS (cpx_version_row_parent_class)->dispose (object);
}

static void
cpx_version_row_class_init (CpxVersionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cpx_version_row_dispose;
}

static void
cpx_version_row_init (CpxVersionRow *self)
{
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

/**
 * cpx_version_row_new:
 * @practice: an unlocked practice
 * @version: a version that it keeps
 * @state: what is said of it
 *
 * Returns: (transfer floating): the line
 */
GtkWidget *
cpx_version_row_new (CpxPractice        *practice,
                     CpxRecord          *version,
                     const CpxCcamState *state)
{
  CpxVersionRow *self = g_object_new (CPX_TYPE_VERSION_ROW, "use-markup", FALSE, NULL);

  self->practice = g_object_ref (practice);
  self->version = g_object_ref (version);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), state->title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), state->subtitle);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), gtk_image_new_from_icon_name (state->icon_name));

  return GTK_WIDGET (self);
}
