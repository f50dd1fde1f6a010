/* cpx-duplicate-button.c: read when it is opened; a row that is chosen asks for `coding.duplicate` with its operation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-duplicate-button.h"

#include <cpx-duplicate-coding.h>
#include <cpx-text.h>
#include <glib/gi18n-lib.h>

struct _CpxDuplicateButton
{
  AdwBin        parent_instance;

  GtkWidget    *popover;
  GtkWidget    *list;
  GtkWidget    *message;

  CpxPractice  *practice;         /* (owned) (nullable): until an operation is shown */
  char         *intervention_id;  /* (owned) (nullable) */
  GPtrArray    *found;            /* (owned) (nullable) (element-type CpxDuplicable): as listed */
  GCancellable *reading;          /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CpxDuplicateButton, cpx_duplicate_button, ADW_TYPE_BIN)

static void
say (CpxDuplicateButton *self,
     const char         *sentence)
{
  gtk_label_set_label (GTK_LABEL (self->message), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->message, sentence != NULL);
}

static GtkWidget *
create_row (const CpxDuplicable *candidate)
{
  GtkWidget *row = adw_action_row_new ();
  GString *title = g_string_new (NULL);

  cpx_text_add_part (title, candidate->label);
  cpx_text_add_part (title, candidate->date);
  if (candidate->same_patient)
    cpx_text_add_part (title, _("same patient"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title->str);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), candidate->codes);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_string_free (title, TRUE);

  return row;
}

static void
clear (CpxDuplicateButton *self)
{
  GtkWidget *row;

  g_clear_pointer (&self->found, g_ptr_array_unref);
  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  gtk_widget_set_visible (self->list, FALSE);
}

static void
fill (CpxDuplicateButton *self)
{
  for (guint i = 0; i < self->found->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), create_row (g_ptr_array_index (self->found, i)));
  gtk_widget_set_visible (self->list, self->found->len > 0);
  say (self, self->found->len > 0 ? NULL
                                  : _("No coding of this surgeon is decided for this patient, nor for an operation of "
                                      "this name."));
  if (self->found->len > 0)
    gtk_widget_child_focus (self->list, GTK_DIR_TAB_FORWARD);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxDuplicateButton) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = cpx_practice_list_duplicable_finish (CPX_PRACTICE (source), result, &error);

  if (self->practice == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  clear (self);
  if (found == NULL)
    {
      say (self, error->message);
      return;
    }
  self->found = g_steal_pointer (&found);
  fill (self);
}

static void
stop (CpxDuplicateButton *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static void
shown_cb (CpxDuplicateButton *self)
{
  if (self->practice == NULL || cpx_practice_is_locked (self->practice))
    return;
  stop (self);
  clear (self);
  say (self, _("Reading…"));
  self->reading = g_cancellable_new ();
  cpx_practice_list_duplicable_async (self->practice, self->intervention_id, self->reading, listed_cb,
                                      g_object_ref (self));
}

static void
row_activated_cb (CpxDuplicateButton *self,
                  GtkListBoxRow      *row)
{
  guint position = (guint) gtk_list_box_row_get_index (row);
  g_autofree char *id = NULL;

  if (self->found == NULL || position >= self->found->len)
    return;
  id = g_strdup (((CpxDuplicable *) self->found->pdata[position])->intervention_id);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_widget_activate_action (GTK_WIDGET (self), "coding.duplicate", "s", id);
}

static void
cpx_duplicate_button_dispose (GObject *object)
{
  CpxDuplicateButton *self = CPX_DUPLICATE_BUTTON (object);

  stop (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_DUPLICATE_BUTTON);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->intervention_id, g_free);
  g_clear_pointer (&self->found, g_ptr_array_unref);

  G_OBJECT_CLASS (cpx_duplicate_button_parent_class)->dispose (object);
}

static void
cpx_duplicate_button_class_init (CpxDuplicateButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_duplicate_button_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/coding/duplicate-button.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxDuplicateButton, popover);
  gtk_widget_class_bind_template_child (widget_class, CpxDuplicateButton, list);
  gtk_widget_class_bind_template_child (widget_class, CpxDuplicateButton, message);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
cpx_duplicate_button_init (CpxDuplicateButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_duplicate_button_set_operation:
 * @self: a button
 * @practice: an unlocked practice
 * @intervention_id: the operation into which acts are taken over
 *
 * Says for which operation it looks.
 */
void
cpx_duplicate_button_set_operation (CpxDuplicateButton *self,
                                    CpxPractice        *practice,
                                    const char         *intervention_id)
{
  if (g_strcmp0 (self->intervention_id, intervention_id) == 0)
    return;
  stop (self);
  g_set_object (&self->practice, practice);
  g_free (self->intervention_id);
  self->intervention_id = g_strdup (intervention_id);
}
