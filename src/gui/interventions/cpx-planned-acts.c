/* cpx-planned-acts.c: the acts planned for an operation, found by search and each named.
 *
 * The codes are one field of the operation's draft, which the form keeps; here they are lines.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-planned-acts.h"

#include "cpx-act-picker.h"
#include "cpx-operation-state.h"
#include "cpx-toast.h"

#include <cpx-ccam-code.h>
#include <cpx-intervention.h>
#include <cpx-suggesters.h>

#include <glib/gi18n-lib.h>

#define POPOVER_WIDTH 420

struct _CpxPlannedActs
{
  AdwPreferencesGroup  parent_instance;

  GtkWidget           *add_button;
  GtkWidget           *picker;
  GtkWidget           *empty_row;
  GPtrArray           *rows;         /* (element-type GtkWidget) (unowned) */
  char                *shown;        /* (owned) (nullable): the codes that the rows show */

  CpxPractice         *practice;     /* (owned) (nullable): until the form is known */
  CpxRecordForm       *form;         /* (owned) (nullable) */
  CpxSuggester        *suggester;    /* (owned) (nullable): names the acts, once it is there */
  gboolean             asked;        /* for the suggester */
  GCancellable        *cancellable;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (CpxPlannedActs, cpx_planned_acts, ADW_TYPE_PREFERENCES_GROUP)

static CpxDraft *
get_draft (CpxPlannedActs *self)
{
  return cpx_record_form_get_draft (self->form);
}

static const char *
get_codes (CpxPlannedActs *self)
{
  return cpx_draft_get_state (get_draft (self), CPX_INTERVENTION_PLANNED_ACTS).text;
}

static CpxDay
get_day (CpxPlannedActs *self)
{
  CpxDay day;

  return cpx_day_parse (cpx_draft_get_state (get_draft (self), CPX_INTERVENTION_DATE).text, &day) ? day
                                                                                                 : cpx_day_today ();
}

static void
set_codes (CpxPlannedActs *self,
           const char     *codes)
{
  cpx_draft_set_text (get_draft (self), CPX_INTERVENTION_PLANNED_ACTS, codes);
  if (!cpx_draft_is_new (get_draft (self)))
    cpx_record_form_save (self->form);
}

static void
add_code (CpxPlannedActs *self,
          const char     *code)
{
  g_autofree char *codes = cpx_operation_state_add_code (get_codes (self), code);

  set_codes (self, codes);
}

static void
chosen_cb (CpxPlannedActs *self,
           const char     *code)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->add_button));
  add_code (self, code);
}

static void
undo_remove (GObject    *owner,
             const char *code)
{
  CpxPlannedActs *self = CPX_PLANNED_ACTS (owner);

  if (self->form != NULL && !cpx_practice_is_locked (self->practice))
    add_code (self, code);
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CpxPlannedActs *self = CPX_PLANNED_ACTS (widget);
  const char *code = g_variant_get_string (parameter, NULL);
  g_autofree char *codes = cpx_operation_state_remove_code (get_codes (self), code);
  g_autofree char *sentence = g_strdup_printf (_("Removed: %s"), code);

  set_codes (self, codes);
  cpx_toast_show_undo (widget, sentence, undo_remove, G_OBJECT (self), code);
}

/* Rows */

static const char *
find_label (CpxPlannedActs *self,
            const char     *code)
{
  const CpxActIndex *index = self->suggester != NULL ? cpx_suggester_get_index (self->suggester) : NULL;
  guint act;

  return index != NULL && cpx_act_index_find (index, code, &act) ? cpx_act_index_get_label (index, act) : "";
}

static GtkWidget *
make_remove_button (const char *code)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *name = g_strdup_printf (_("Remove: %s"), code);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", code);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "planned-acts.remove");

  return button;
}

static void
add_row (CpxPlannedActs *self,
         const char     *code)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), code);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), find_label (self, code));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_remove_button (code));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
fill (CpxPlannedActs *self)
{
  g_auto(GStrv) codes = cpx_ccam_code_list (get_codes (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; codes[i] != NULL; i++)
    add_row (self, codes[i]);
  gtk_widget_set_visible (self->empty_row, codes[0] == NULL);
}

static void
update (CpxPlannedActs *self)
{
  if (g_strcmp0 (self->shown, get_codes (self)) == 0)
    return;

  g_free (self->shown);
  self->shown = g_strdup (get_codes (self));
  fill (self);
}

/* What names the acts */

static void
suggester_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(CpxPlannedActs) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxSuggester) suggester =
    cpx_practice_open_suggester_finish (CPX_PRACTICE (source), result, &error);

  if (self->form == NULL || suggester == NULL)
    {
      if (self->form != NULL && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
        cpx_toast_show_error (GTK_WIDGET (self), error);
      return;
    }
  self->suggester = g_steal_pointer (&suggester);
  cpx_act_picker_set_suggester (CPX_ACT_PICKER (self->picker), self->suggester, get_day (self));
  fill (self);
}

static void
map_cb (CpxPlannedActs *self)
{
  if (self->asked || self->form == NULL || cpx_practice_is_locked (self->practice))
    return;

  self->asked = TRUE;
  cpx_practice_open_suggester_async (self->practice, get_day (self), self->cancellable, suggester_cb,
                                     g_object_ref (self));
}

static void
cpx_planned_acts_dispose (GObject *object)
{
  CpxPlannedActs *self = CPX_PLANNED_ACTS (object);

  g_cancellable_cancel (self->cancellable);
  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  g_clear_object (&self->form);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->suggester, cpx_suggester_unref);

  G_OBJECT_CLASS (cpx_planned_acts_parent_class)->dispose (object);
}

static void
cpx_planned_acts_finalize (GObject *object)
{
  CpxPlannedActs *self = CPX_PLANNED_ACTS (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_free (self->shown);

  G_OBJECT_CLASS (cpx_planned_acts_parent_class)->finalize (object);
}

static void
cpx_planned_acts_class_init (CpxPlannedActsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cpx_planned_acts_dispose;
  G_OBJECT_CLASS (klass)->finalize = cpx_planned_acts_finalize;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "planned-acts.remove", "s", remove_action);
}

static void
make_add_button (CpxPlannedActs *self)
{
  GtkWidget *content = adw_button_content_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *clamp = adw_clamp_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _("Add"));
  self->picker = cpx_act_picker_new ();
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), POPOVER_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->picker);
  gtk_widget_set_size_request (clamp, POPOVER_WIDTH, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), clamp);
  self->add_button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->add_button), content);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->add_button), popover);
  gtk_widget_add_css_class (self->add_button, "flat");
  gtk_widget_set_tooltip_text (self->add_button, _("Add a planned act, found by its code or in words"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Add a planned act"), -1);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->add_button);
  g_signal_connect_object (self->picker, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}

static void
cpx_planned_acts_init (CpxPlannedActs *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Planned acts"));
  make_add_button (self);
  self->empty_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->empty_row), _("No planned act"));
  gtk_widget_add_css_class (self->empty_row, "dim-label");
  gtk_widget_set_focusable (self->empty_row, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->empty_row);
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
}

/**
 * cpx_planned_acts_set_form:
 * @self: a group
 * @practice: an unlocked practice
 * @form: of an operation
 *
 * Shows the planned acts that are in the form's draft, and follows it. Only once.
 */
void
cpx_planned_acts_set_form (CpxPlannedActs *self,
                           CpxPractice    *practice,
                           CpxRecordForm  *form)
{
  gboolean may_write = cpx_practice_may_write (practice, &cpx_intervention_kind);

  g_return_if_fail (CPX_IS_PLANNED_ACTS (self));
  g_return_if_fail (self->form == NULL);

  self->practice = g_object_ref (practice);
  self->form = g_object_ref (form);
  gtk_widget_set_visible (self->add_button, may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "planned-acts.remove", may_write);
  g_signal_connect_object (form, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
