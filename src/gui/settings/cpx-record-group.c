/* cpx-record-group.c: the records of one kind of the practice, to look up, edit, add and archive.
 *
 * A line lives as long as its record: a save replaces the record in the list, and the line, open, with the keyboard in
 * it, follows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-record-group.h"

#include "cpx-toast.h"
#include "cpx-unsaved.h"

#include <cpx-fold.h>
#include <cpx-save-record.h>

#include <glib/gi18n-lib.h>

#define SEARCH_FROM 12  /* records that one does not take in at a glance any more */

struct _CpxRecordGroup
{
  AdwPreferencesGroup       parent_instance;

  const CpxRecordGroupSpec *spec;
  CpxPractice              *practice;        /* (owned) */
  CpxRecordList            *list;            /* (owned) */
  GListModel               *choices;         /* (owned) (nullable) */
  GHashTable               *rows;            /* (owned): record id to CpxRecordRow (unowned) */
  CpxRecordRow             *new_row;         /* (nullable): the line of a record to add */
  char                    **tokens;          /* (owned): what is searched for */
  gboolean                  shows_archived;

  GtkWidget                *search_entry;
  GtkWidget                *list_box;
  GtkWidget                *archived_button;
  GtkWidget                *placeholder;
};

enum
{
  ROW_FILLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxRecordGroup, cpx_record_group, ADW_TYPE_PREFERENCES_GROUP)

static guint
count_archived (CpxRecordGroup *self)
{
  GHashTableIter iter;
  gpointer row;
  guint count = 0;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    count += cpx_record_row_is_archived (row) ? 1 : 0;

  return count;
}

static const char *
choose_placeholder (CpxRecordGroup *self)
{
  const GError *error = self->list != NULL ? cpx_record_list_get_error (self->list) : NULL;

  if (error != NULL)
    return error->message;

  return *self->tokens != NULL ? _("Nothing found") : _(self->spec->empty);
}

static void
update (CpxRecordGroup *self)
{
  guint n_rows = g_hash_table_size (self->rows);
  guint n_archived = count_archived (self);
  g_autofree char *label =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Show %u archived", "Show %u archived", n_archived), n_archived);

  gtk_widget_set_visible (self->search_entry, n_rows >= SEARCH_FROM);
  gtk_widget_set_visible (self->archived_button, n_archived > 0);
  gtk_button_set_label (GTK_BUTTON (self->archived_button), self->shows_archived ? _("Hide archived") : label);
  gtk_label_set_label (GTK_LABEL (self->placeholder), choose_placeholder (self));
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->list_box));
  gtk_list_box_invalidate_sort (GTK_LIST_BOX (self->list_box));
}

static int
compare_rows (GtkListBoxRow *a,
              GtkListBoxRow *b,
              gpointer       user_data)
{
  gboolean a_new = cpx_record_row_is_new (CPX_RECORD_ROW (a));
  gboolean b_new = cpx_record_row_is_new (CPX_RECORD_ROW (b));

  if (a_new != b_new)
    return a_new ? -1 : 1;

  return g_strcmp0 (cpx_record_row_get_sort_key (CPX_RECORD_ROW (a)), cpx_record_row_get_sort_key (CPX_RECORD_ROW (b)));
}

static gboolean
filter_row (GtkListBoxRow *row,
            gpointer       user_data)
{
  CpxRecordGroup *self = user_data;
  CpxRecordRow *record_row = CPX_RECORD_ROW (row);

  if (cpx_record_row_is_new (record_row))
    return TRUE;

  return (self->shows_archived || !cpx_record_row_is_archived (record_row)) &&
         cpx_record_row_matches (record_row, self->tokens);
}

static void
row_filled_cb (CpxRecordRow   *row,
               CpxRecordGroup *self)
{
  if (!cpx_record_row_is_new (row))
    g_signal_emit (self, signals[ROW_FILLED], 0, row);
}

static CpxRecordRow *
add_row (CpxRecordGroup *self,
         CpxRecord      *record)
{
  GtkWidget *row = cpx_record_row_new (self->spec, self->practice, record);

  if (self->choices != NULL)
    cpx_record_row_set_choices (CPX_RECORD_ROW (row), self->choices);
  g_signal_connect_object (row, "filled", G_CALLBACK (row_filled_cb), self, 0);
  gtk_list_box_append (GTK_LIST_BOX (self->list_box), row);

  return CPX_RECORD_ROW (row);
}

static void
show_record (CpxRecordGroup *self,
             CpxRecord      *record)
{
  CpxRecordRow *row = g_hash_table_lookup (self->rows, cpx_record_get_id (record));

  if (row != NULL)
    cpx_record_row_set_record (row, record);
  else
    g_hash_table_insert (self->rows, g_strdup (cpx_record_get_id (record)), add_row (self, record));
}

static gboolean
is_gone (gpointer id,
         gpointer row,
         gpointer user_data)
{
  CpxRecordGroup *self = user_data;

  if (cpx_record_list_find (self->list, id) != NULL)
    return FALSE;

  gtk_list_box_remove (GTK_LIST_BOX (self->list_box), row);

  return TRUE;
}

static void
items_changed_cb (GListModel     *list,
                  guint           position,
                  guint           n_removed,
                  guint           n_added,
                  CpxRecordGroup *self)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr(CpxRecord) record = g_list_model_get_item (list, i);

      show_record (self, record);
    }
  if (n_removed > n_added)
    g_hash_table_foreach_remove (self->rows, is_gone, self);
  update (self);
}

static void
remove_new_row (CpxRecordGroup *self)
{
  if (self->new_row == NULL)
    return;

  gtk_list_box_remove (GTK_LIST_BOX (self->list_box), GTK_WIDGET (self->new_row));
  self->new_row = NULL;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "records.add", TRUE);
  update (self);
}

static void
added_cb (CpxRecordGroup *self,
          CpxRecord      *record)
{
  g_autofree char *summary = cpx_record_summarize (record);
  g_autofree char *sentence = g_strdup_printf (_("Added: %s"), summary);

  remove_new_row (self);
  cpx_toast_show (GTK_WIDGET (self), sentence);
}

static void
add_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  CpxRecordGroup *self = CPX_RECORD_GROUP (widget);

  if (self->new_row == NULL)
    {
      self->new_row = add_row (self, NULL);
      g_signal_connect_object (self->new_row, "saved", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
    }
  update (self);
  cpx_record_row_open (self->new_row);
}

static void
give_up_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  CpxRecordGroup *self = CPX_RECORD_GROUP (widget);
  g_autoptr(CpxDraft) draft = cpx_unsaved_begin_new (cpx_unsaved_get (self->practice), self->spec->kind, NULL);

  cpx_draft_revert (draft);
  remove_new_row (self);
}

/* Archiving, and its undoing. */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CpxRecordGroup) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_save_record_finish (CPX_PRACTICE (source), result, &error);

  if (receipt == NULL && self->practice != NULL)
    cpx_toast_show_error (GTK_WIDGET (self), error);
}

static void
set_archived (CpxRecordGroup *self,
              CpxRecord      *record,
              gboolean        archived)
{
  g_autoptr(CpxRecord) changed = cpx_record_with_boolean (record, self->spec->archived_field, archived);

  cpx_practice_save_record_async (self->practice, record, changed, NULL, saved_cb, g_object_ref (self));
}

static void
undo_archive (GObject    *owner,
              const char *target)
{
  CpxRecordGroup *self = CPX_RECORD_GROUP (owner);
  CpxRecord *record = self->list != NULL ? cpx_record_list_find (self->list, target) : NULL;

  if (record != NULL)
    set_archived (self, record, FALSE);
}

static CpxRecord *
find_record (CpxRecordGroup *self,
             GVariant       *parameter)
{
  return cpx_record_list_find (self->list, g_variant_get_string (parameter, NULL));
}

static void
archive_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  CpxRecordGroup *self = CPX_RECORD_GROUP (widget);
  CpxRecord *record = find_record (self, parameter);
  g_autofree char *summary = NULL;
  g_autofree char *sentence = NULL;

  if (record == NULL)
    return;

  summary = cpx_record_summarize (record);
  sentence = g_strdup_printf (_("Archived: %s"), summary);
  set_archived (self, record, TRUE);
  cpx_toast_show_undo (widget, sentence, undo_archive, G_OBJECT (self), cpx_record_get_id (record));
}

static void
restore_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  CpxRecordGroup *self = CPX_RECORD_GROUP (widget);
  CpxRecord *record = find_record (self, parameter);

  if (record != NULL)
    set_archived (self, record, FALSE);
}

static void
show_archived_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  CpxRecordGroup *self = CPX_RECORD_GROUP (widget);

  self->shows_archived = !self->shows_archived;
  update (self);
}

static void
search_changed_cb (CpxRecordGroup *self)
{
  g_strfreev (self->tokens);
  self->tokens = cpx_fold_tokens (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  update (self);
}

static void
cpx_record_group_dispose (GObject *object)
{
  CpxRecordGroup *self = CPX_RECORD_GROUP (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  g_clear_object (&self->choices);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->tokens, g_strfreev);

  G_OBJECT_CLASS (cpx_record_group_parent_class)->dispose (object);
}

static void
cpx_record_group_class_init (CpxRecordGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_record_group_dispose;

  signals[ROW_FILLED] = g_signal_new ("row-filled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, CPX_TYPE_RECORD_ROW);

  gtk_widget_class_install_action (widget_class, "records.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "records.give-up", NULL, give_up_action);
  gtk_widget_class_install_action (widget_class, "records.archive", "s", archive_action);
  gtk_widget_class_install_action (widget_class, "records.restore", "s", restore_action);
  gtk_widget_class_install_action (widget_class, "records.show-archived", NULL, show_archived_action);
}

static void
make_search_entry (CpxRecordGroup *self)
{
  self->search_entry = gtk_search_entry_new ();
  gtk_widget_set_margin_bottom (self->search_entry, 12);
  g_object_set (self->search_entry, "placeholder-text", _("Search this list"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search_entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search this list"), -1);
  g_signal_connect_swapped (self->search_entry, "search-changed", G_CALLBACK (search_changed_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->search_entry);
}

static void
make_list_box (CpxRecordGroup *self)
{
  self->placeholder = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->placeholder), TRUE);
  gtk_widget_set_margin_top (self->placeholder, 18);
  gtk_widget_set_margin_bottom (self->placeholder, 18);
  gtk_widget_add_css_class (self->placeholder, "dim-label");

  self->list_box = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list_box, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list_box), GTK_SELECTION_NONE);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->list_box), self->placeholder);
  gtk_list_box_set_sort_func (GTK_LIST_BOX (self->list_box), compare_rows, NULL, NULL);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->list_box), filter_row, self, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->list_box);
}

static void
make_archived_button (CpxRecordGroup *self)
{
  self->archived_button = gtk_button_new ();
  gtk_widget_add_css_class (self->archived_button, "flat");
  gtk_widget_set_halign (self->archived_button, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (self->archived_button, 6);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->archived_button), "records.show-archived");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->archived_button);
}

static void
cpx_record_group_init (CpxRecordGroup *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->tokens = g_new0 (char *, 1);
  make_search_entry (self);
  make_list_box (self);
  make_archived_button (self);
}

static void
make_add_button (CpxRecordGroup *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _(self->spec->add_label));
  adw_button_content_set_use_underline (ADW_BUTTON_CONTENT (content), TRUE);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "records.add");
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), button);
}

/**
 * cpx_record_group_new:
 * @spec: what is shown, and how; kept
 * @practice: where it is kept
 *
 * Makes a group of the records of a kind. Signal `row-filled` tells that a #CpxRecordRow was opened for the first time,
 * so that more may be put below its form.
 *
 * Returns: (transfer floating): the group
 */
GtkWidget *
cpx_record_group_new (const CpxRecordGroupSpec *spec,
                      CpxPractice              *practice)
{
  CpxRecordGroup *self = g_object_new (CPX_TYPE_RECORD_GROUP, "title", _(spec->title), NULL);

  self->spec = spec;
  self->practice = g_object_ref (practice);
  self->list = cpx_record_list_new (practice, spec->kind, NULL);
  if (spec->description != NULL)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), _(spec->description));
  if (spec->add_label != NULL && cpx_practice_may_write (practice, spec->kind))
    make_add_button (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_box), GTK_ACCESSIBLE_PROPERTY_LABEL, _(spec->title), -1);
  g_signal_connect (self->list, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect_swapped (self->list, "notify::error", G_CALLBACK (update), self);
  items_changed_cb (G_LIST_MODEL (self->list), 0, 0, g_list_model_get_n_items (G_LIST_MODEL (self->list)), self);

  return GTK_WIDGET (self);
}

/**
 * cpx_record_group_set_choices:
 * @self: a group none of whose lines was opened
 * @choices: what the references of its records may name
 */
void
cpx_record_group_set_choices (CpxRecordGroup *self,
                              GListModel     *choices)
{
  GHashTableIter iter;
  gpointer row;

  g_set_object (&self->choices, choices);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    cpx_record_row_set_choices (row, choices);
}

/**
 * cpx_record_group_get_list:
 * @self: a group
 *
 * Returns: (transfer none): the records it shows
 */
CpxRecordList *
cpx_record_group_get_list (CpxRecordGroup *self)
{
  return self->list;
}

/**
 * cpx_record_group_find_row:
 * @self: a group
 * @record_id: the id of a record
 *
 * Returns: (transfer none) (nullable): its line
 */
CpxRecordRow *
cpx_record_group_find_row (CpxRecordGroup *self,
                           const char     *record_id)
{
  return g_hash_table_lookup (self->rows, record_id);
}
