/* cpx-child-list.c: a short list of records, each edited where it stands: allergies, contacts, rooms…
 *
 * Rows follow the model one by one: a row whose record changed stays, with what is being typed in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-child-list.h"

#include "cpx-child-row.h"
#include "cpx-unsaved.h"

#include <glib/gi18n-lib.h>

struct _CpxChildList
{
  AdwPreferencesGroup  parent_instance;

  CpxPractice         *practice;     /* (owned) */
  CpxRecordList       *records;      /* (owned) */
  char                *patient_id;   /* (owned) (nullable) */
  const CpxChildStyle *style;
  GListModel          *choices;      /* (owned) (nullable) */
  GPtrArray           *rows;         /* (element-type CpxChildRow) (unowned): as in records */
  GtkWidget           *new_row;      /* (nullable): the record being added */
  GtkWidget           *empty_row;
};

G_DEFINE_FINAL_TYPE (CpxChildList, cpx_child_list, ADW_TYPE_PREFERENCES_GROUP)

static void
update (CpxChildList *self)
{
  gboolean loaded = cpx_record_list_get_loaded (self->records);
  const GError *error = cpx_record_list_get_error (self->records);

  gtk_widget_set_visible (self->empty_row,
                          error != NULL || (loaded && self->rows->len == 0 && self->new_row == NULL));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->empty_row),
                                 error != NULL ? error->message : _(self->style->empty));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "children.add",
                                 self->new_row == NULL && cpx_practice_may_write (self->practice, self->style->kind));
}

static void
drop_new_row (CpxChildList *self)
{
  if (self->new_row != NULL)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->new_row);
  self->new_row = NULL;
  update (self);
}

static GtkWidget *
make_row (CpxChildList *self,
          CpxDraft     *draft)
{
  return cpx_child_row_new (self->practice, draft, self->style, self->choices);
}

static GtkWidget *
find_row (GPtrArray  *rows,
          const char *id)
{
  for (guint i = 0; i < rows->len; i++)
    {
      if (g_str_equal (cpx_child_row_get_id (g_ptr_array_index (rows, i)), id))
        return g_ptr_array_index (rows, i);
    }

  return NULL;
}

static GtkWidget *
add_row (CpxChildList *self,
         CpxRecord    *record)
{
  g_autoptr(CpxDraft) draft = cpx_unsaved_begin (cpx_unsaved_get (self->practice), record);
  GtkWidget *row = make_row (self, draft);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);

  return row;
}

/* Records are listed in the order of their making: one that is new comes last, as rows do. */
static void
items_changed_cb (CpxChildList *self)
{
  g_autoptr(GPtrArray) before = g_steal_pointer (&self->rows);
  GListModel *model = G_LIST_MODEL (self->records);

  self->rows = g_ptr_array_new ();
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(CpxRecord) record = g_list_model_get_item (model, i);
      GtkWidget *row = find_row (before, cpx_record_get_id (record));

      if (self->new_row != NULL &&
          g_str_equal (cpx_child_row_get_id (CPX_CHILD_ROW (self->new_row)), cpx_record_get_id (record)))
        drop_new_row (self);
      if (row != NULL)
        {
          cpx_child_row_set_record (CPX_CHILD_ROW (row), record);
          g_ptr_array_remove (before, row);
        }
      g_ptr_array_add (self->rows, row != NULL ? row : add_row (self, record));
    }
  for (guint i = 0; i < before->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (before, i));
  update (self);
}

static void
begin_new_row (CpxChildList *self,
               CpxDraft     *draft)
{
  self->new_row = make_row (self, draft);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->new_row);
  g_signal_connect_object (self->new_row, "dropped", G_CALLBACK (drop_new_row), self, G_CONNECT_SWAPPED);
  cpx_child_row_open (CPX_CHILD_ROW (self->new_row));
  update (self);
}

/* What was begun before a page change or the lock shows itself again. */
static void
take_up_unfinished (CpxChildList *self)
{
  g_autoptr(CpxDraft) draft =
    cpx_unsaved_begin_new (cpx_unsaved_get (self->practice), self->style->kind, self->patient_id);

  if (cpx_draft_is_changed (draft))
    begin_new_row (self, draft);
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  cpx_child_list_add (CPX_CHILD_LIST (widget));
}

static void
cpx_child_list_dispose (GObject *object)
{
  CpxChildList *self = CPX_CHILD_LIST (object);

  if (self->records != NULL)
    g_signal_handlers_disconnect_by_data (self->records, self);
  self->new_row = NULL;
  g_clear_object (&self->practice);
  g_clear_object (&self->records);
  g_clear_object (&self->choices);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->patient_id, g_free);

  G_OBJECT_CLASS (cpx_child_list_parent_class)->dispose (object);
}

static void
cpx_child_list_class_init (CpxChildListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cpx_child_list_dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "children.add", NULL, add_action);
}

static void
cpx_child_list_init (CpxChildList *self)
{
  self->rows = g_ptr_array_new ();
  self->empty_row = adw_action_row_new ();
  gtk_widget_add_css_class (self->empty_row, "dim-label");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->empty_row), FALSE);
  gtk_widget_set_focusable (self->empty_row, FALSE);
}

static void
add_header_button (CpxChildList *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _("Add"));
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _(self->style->add_label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _(self->style->add_label),
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "children.add");
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), button);
}

/**
 * cpx_child_list_new:
 * @practice: where they are kept
 * @records: the records
 * @patient_id: (nullable): whose they are
 * @style: how they are shown
 * @choices: (nullable): what the reference of @style may name
 *
 * Makes the list.
 *
 * Returns: (transfer floating): the list
 */
CpxChildList *
cpx_child_list_new (CpxPractice         *practice,
                    CpxRecordList       *records,
                    const char          *patient_id,
                    const CpxChildStyle *style,
                    GListModel          *choices)
{
  CpxChildList *self = g_object_new (CPX_TYPE_CHILD_LIST, "title", _(style->title), NULL);

  self->practice = g_object_ref (practice);
  self->records = g_object_ref (records);
  self->patient_id = g_strdup (patient_id);
  self->style = style;
  self->choices = choices != NULL ? g_object_ref (choices) : NULL;
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->empty_row);
  add_header_button (self);
  g_signal_connect_object (records, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (records, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  items_changed_cb (self);
  take_up_unfinished (self);

  return self;
}

/**
 * cpx_child_list_add:
 * @self: a list
 *
 * Opens the form of a new record at the end of the list.
 */
void
cpx_child_list_add (CpxChildList *self)
{
  g_autoptr(CpxDraft) draft = NULL;

  g_return_if_fail (CPX_IS_CHILD_LIST (self));

  if (self->new_row != NULL)
    return;

  draft = cpx_unsaved_begin_new (cpx_unsaved_get (self->practice), self->style->kind, self->patient_id);
  begin_new_row (self, draft);
}
