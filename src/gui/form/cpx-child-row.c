/* cpx-child-row.c: one record of a list: a line that opens into its form.
 *
 * The form is made when the line is first opened. A new record has two more buttons, to keep it or to drop it; an
 * existing one is kept as one leaves it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-child-row.h"

#include "cpx-record-form.h"
#include "cpx-toast.h"

#include <cpx-remove-record.h>

#include <glib/gi18n-lib.h>

struct _CpxChildRow
{
  AdwExpanderRow       parent_instance;

  CpxPractice         *practice;   /* (owned) */
  CpxDraft            *draft;      /* (owned) */
  const CpxChildStyle *style;
  GListModel          *choices;    /* (owned) (nullable) */
  CpxRecordForm       *form;       /* (owned) (nullable): until first opened */
  GtkWidget           *remove_button;
};

enum
{
  DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxChildRow, cpx_child_row, ADW_TYPE_EXPANDER_ROW)

/* The record that the line's reference names, among the choices. */
static CpxRecord *
find_choice (CpxChildRow *self)
{
  const char *id = cpx_record_get_text (cpx_draft_get_kept (self->draft), self->style->choices_field);
  guint n = self->choices != NULL && id != NULL ? g_list_model_get_n_items (self->choices) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(CpxRecord) choice = g_list_model_get_item (self->choices, i);

      if (g_strcmp0 (cpx_record_get_id (choice), id) == 0)
        return g_steal_pointer (&choice);
    }

  return NULL;
}

static char *
describe (CpxChildRow *self)
{
  CpxRecord *kept = cpx_draft_get_kept (self->draft);
  g_autoptr(CpxRecord) choice = NULL;

  if (self->style->describe_with != NULL)
    {
      choice = find_choice (self);
      return self->style->describe_with (kept, choice);
    }

  return self->style->describe != NULL ? self->style->describe (kept) : cpx_record_summarize (kept);
}

static char *
dup_title (CpxChildRow *self)
{
  g_autofree char *summary = NULL;

  if (cpx_draft_is_new (self->draft))
    return g_strdup (_(self->style->add_label));

  summary = describe (self);

  return g_strdup (summary != NULL && *summary != '\0' ? summary : cpx_kind_get_label (self->style->kind));
}

static void
update (CpxChildRow *self)
{
  g_autofree char *title = dup_title (self);
  g_autofree char *name = g_strdup_printf (_("Remove: %s"), title);
  gboolean unsaved = cpx_draft_is_changed (self->draft) && !cpx_draft_is_new (self->draft);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), unsaved ? _("Not saved") : "");
  gtk_widget_set_tooltip_text (self->remove_button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (self->remove_button, !cpx_draft_is_new (self->draft));
}

static void
saved_cb (CpxRecordForm *form,
          CpxRecord     *record,
          CpxChildRow   *self)
{
  cpx_toast_show (GTK_WIDGET (self), _("Saved"));
}

static void
failed_cb (CpxRecordForm *form,
           const GError  *error,
           CpxChildRow   *self)
{
  cpx_toast_show_error (GTK_WIDGET (self), error);
}

static GtkWidget *
make_button (const char *label,
             const char *action,
             const char *css_class)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);

  return button;
}

static void
add_buttons (CpxChildRow *self)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_append (GTK_BOX (box), make_button (_("_Cancel"), "child.drop", NULL));
  gtk_box_append (GTK_BOX (box), make_button (_("_Add"), "child.save", "suggested-action"));
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_widget_add_css_class (row, "button-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
make_form (CpxChildRow *self)
{
  gboolean is_new = cpx_draft_is_new (self->draft);

  self->form = cpx_record_form_new (self->practice, self->draft,
                                    is_new ? CPX_FORM_SAVES_WHEN_ASKED : CPX_FORM_SAVES_WHEN_LEFT);
  if (self->choices != NULL)
    cpx_record_form_set_choices (self->form, self->style->kind->fields[self->style->choices_field].target,
                                 self->choices);
  cpx_record_form_fill_expander (self->form, ADW_EXPANDER_ROW (self), self->style->fields);
  if (is_new)
    add_buttons (self);
  g_signal_connect_object (self->form, "saved", G_CALLBACK (saved_cb), self, 0);
  g_signal_connect_object (self->form, "failed", G_CALLBACK (failed_cb), self, 0);
}

static void
expanded_cb (CpxChildRow *self)
{
  if (self->form == NULL && self->draft != NULL && adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    make_form (self);
}

/* Removing and taking back. */

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GtkWidget) overlay = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_restore_record_finish (CPX_PRACTICE (source), result, &error);

  if (receipt == NULL && gtk_widget_get_root (overlay) != NULL)
    cpx_toast_show_error (overlay, error);
}

typedef struct
{
  CpxPractice   *practice;
  const CpxKind *kind;
  GtkWidget     *overlay;
} Removed;

static void
removed_free (gpointer data)
{
  Removed *removed = data;

  g_object_unref (removed->practice);
  g_object_unref (removed->overlay);
  g_free (removed);
}

static void
restore (GObject    *owner,
         const char *id)
{
  Removed *removed = g_object_get_data (owner, "removed");

  cpx_practice_restore_record_async (removed->practice, removed->kind, id, restored_cb,
                                     g_object_ref (removed->overlay));
}

/* The row is gone by the time someone doubts: what undoes it stands on its own. */
static GObject *
make_undo (CpxChildRow *self,
           GtkWidget   *overlay)
{
  GObject *owner = g_object_new (G_TYPE_OBJECT, NULL);
  Removed *removed = g_new0 (Removed, 1);

  removed->practice = g_object_ref (self->practice);
  removed->kind = self->style->kind;
  removed->overlay = g_object_ref (overlay);
  g_object_set_data_full (owner, "removed", removed, removed_free);

  return owner;
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CpxChildRow) self = user_data;   /* the reference taken by the call */
  g_autoptr(GtkWidget) overlay = g_object_steal_data (G_OBJECT (self), "overlay");
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_remove_record_finish (CPX_PRACTICE (source), result, &error);
  g_autoptr(GObject) undo = NULL;
  g_autofree char *title = NULL;
  g_autofree char *sentence = NULL;

  if (gtk_widget_get_root (overlay) == NULL)
    return;
  if (receipt == NULL)
    {
      cpx_toast_show_error (overlay, error);
      return;
    }
  undo = make_undo (self, overlay);
  title = dup_title (self);
  sentence = g_strdup_printf (_("Removed: %s"), title);
  cpx_toast_show_undo (overlay, sentence, restore, undo, cpx_child_row_get_id (self));
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CpxChildRow *self = CPX_CHILD_ROW (widget);
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  if (overlay == NULL)
    return;

  g_object_set_data_full (G_OBJECT (self), "overlay", g_object_ref (overlay), g_object_unref);
  cpx_practice_remove_record_async (self->practice, self->style->kind, cpx_child_row_get_id (self), removed_cb,
                                    g_object_ref (self));
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  cpx_record_form_save (CPX_CHILD_ROW (widget)->form);
}

static void
drop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CpxChildRow *self = CPX_CHILD_ROW (widget);

  cpx_draft_revert (self->draft);
  g_signal_emit (self, signals[DROPPED], 0);
}

static void
cpx_child_row_dispose (GObject *object)
{
  CpxChildRow *self = CPX_CHILD_ROW (object);

  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  g_clear_object (&self->form);

  G_OBJECT_CLASS (cpx_child_row_parent_class)->dispose (object);
}

static void
cpx_child_row_finalize (GObject *object)
{
  CpxChildRow *self = CPX_CHILD_ROW (object);

  g_clear_object (&self->practice);
  g_clear_object (&self->draft);
  g_clear_object (&self->choices);

  G_OBJECT_CLASS (cpx_child_row_parent_class)->finalize (object);
}

static void
cpx_child_row_class_init (CpxChildRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_child_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = cpx_child_row_finalize;

  signals[DROPPED] =
    g_signal_new ("dropped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "child.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "child.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "child.drop", NULL, drop_action);
}

static void
cpx_child_row_init (CpxChildRow *self)
{
  self->remove_button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_set_valign (self->remove_button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->remove_button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->remove_button), "child.remove");
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->remove_button);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

/**
 * cpx_child_row_new:
 * @practice: where it is kept
 * @draft: what is typed into it
 * @style: how its kind is shown
 * @choices: (nullable): what its reference may name
 *
 * Makes the line of a record. Signal `dropped` tells that a new one is not wanted after all.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
cpx_child_row_new (CpxPractice         *practice,
                   CpxDraft            *draft,
                   const CpxChildStyle *style,
                   GListModel          *choices)
{
  CpxChildRow *self = g_object_new (CPX_TYPE_CHILD_ROW, NULL);

  self->practice = g_object_ref (practice);
  self->draft = g_object_ref (draft);
  self->style = style;
  self->choices = choices != NULL ? g_object_ref (choices) : NULL;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "child.remove", cpx_practice_may_write (practice, style->kind));
  g_signal_connect_object (draft, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  if (choices != NULL)   /* read after the row was made, or named anew in the meantime */
    g_signal_connect_object (choices, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

/**
 * cpx_child_row_get_id:
 * @self: a row
 *
 * Returns: the id of its record
 */
const char *
cpx_child_row_get_id (CpxChildRow *self)
{
  return cpx_record_get_id (cpx_draft_get_kept (self->draft));
}

/**
 * cpx_child_row_set_record:
 * @self: a row
 * @record: the record as it is now stored
 *
 * Follows the store; what is being typed stays.
 */
void
cpx_child_row_set_record (CpxChildRow *self,
                          CpxRecord   *record)
{
  if (!cpx_record_equal (cpx_draft_get_kept (self->draft), record) || cpx_draft_is_new (self->draft))
    cpx_draft_set_kept (self->draft, record);
}

/**
 * cpx_child_row_open:
 * @self: a row
 *
 * Opens the form and puts the keyboard into its first field.
 */
void
cpx_child_row_open (CpxChildRow *self)
{
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  if (self->form != NULL)
    cpx_record_form_focus_field (self->form, self->style->fields[0]);
}
