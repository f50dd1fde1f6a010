/* cpx-acts-group.c: the acts recorded of an operation, as they will be billed.
 *
 * Read only: acts change through the coding of their operation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-acts-group.h"

#include <cpx-act.h>

#include <glib/gi18n-lib.h>

struct _CpxActsGroup
{
  AdwPreferencesGroup  parent_instance;

  GPtrArray           *rows;    /* (element-type GtkWidget) (unowned) */
  GPtrArray           *shown;   /* (owned) (nullable) (element-type CpxRecord) */
};

G_DEFINE_FINAL_TYPE (CpxActsGroup, cpx_acts_group, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
same_acts (GPtrArray *a,
           GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      if (!cpx_record_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
        return FALSE;
    }

  return TRUE;
}

static void
add_row (CpxActsGroup *self,
         CpxRecord    *act)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *detail = cpx_operation_state_dup_act (act);
  g_autofree char *why = cpx_act_is_override (act)
                         ? g_strdup_printf (_("kept instead of %s"), cpx_record_get_text (act, CPX_ACT_PROPOSED_CODE))
                         : NULL;
  g_autofree char *subtitle = g_strjoin (why != NULL ? " · " : "", detail, why, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), cpx_record_get_text (act, CPX_ACT_CODE));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (row, "numeric");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
cpx_acts_group_dispose (GObject *object)
{
  CpxActsGroup *self = CPX_ACTS_GROUP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_ptr_array_unref);

  G_OBJECT_CLASS (cpx_acts_group_parent_class)->dispose (object);
}

static void
cpx_acts_group_class_init (CpxActsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cpx_acts_group_dispose;
}

static void
cpx_acts_group_init (CpxActsGroup *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Coded acts"));
}

/**
 * cpx_acts_group_show:
 * @self: a group
 * @operations: the operations of a patient
 * @intervention: one of them
 *
 * Shows the acts of @intervention; the group is not there while there are none.
 */
void
cpx_acts_group_show (CpxActsGroup         *self,
                     CpxPatientOperations *operations,
                     CpxRecord            *intervention)
{
  CpxOperationInput input = cpx_patient_operations_read_input (operations, intervention);
  g_auto(CpxOperationState) state = cpx_operation_state_compute (&input);
  g_autoptr(GPtrArray) acts = cpx_operation_state_list_acts (input.acts, cpx_record_get_id (intervention));

  gtk_widget_set_visible (GTK_WIDGET (self), acts->len > 0);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), state.state);
  if (same_acts (self->shown, acts))
    return;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < acts->len; i++)
    add_row (self, g_ptr_array_index (acts, i));
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = g_steal_pointer (&acts);
}
