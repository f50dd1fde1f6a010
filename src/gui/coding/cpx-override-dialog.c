/* cpx-override-dialog.c: shows a CpxOverrideState and hands its result to who asked; saves nothing.
 *
 * What was typed is left with the owner when the dialog is closed without being accepted, and found again there by the
 * next dialog about the same thing. While the dialog is open it is held with every other unfinished text, and found
 * again after a lock.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-override-dialog.h"

#include "cpx-act-picker.h"
#include "cpx-author-line.h"
#include "cpx-control-names.h"
#include "cpx-override-held.h"
#include "cpx-override-state.h"
#include "cpx-reason-row.h"

#include <cpx-act.h>
#include <cpx-suggesters.h>
#include <glib/gi18n-lib.h>

#define MEMORY "cpx-override-memory"

struct _CpxOverrideDialog
{
  AdwWindow          parent_instance;

  GtkWidget         *proposed_title;
  GtkWidget         *proposed_name;
  GtkWidget         *proposed_label;
  GtkWidget         *proposed_amount;
  GtkWidget         *kept_title;
  GtkWidget         *kept_name;
  GtkWidget         *kept_label;
  GtkWidget         *kept_amount;
  GtkWidget         *picker;
  GtkWidget         *effect_row;
  GtkWidget         *remarks;
  GtkWidget         *motive_row;
  GtkWidget         *reason_row;
  GtkWidget         *author_row;
  GtkWidget         *missing;

  CpxPractice       *practice;    /* (owned) */
  GCancellable      *cancellable; /* (owned) */
  CpxCodingRequest  *request;     /* (owned): a copy */
  CpxOverrideTarget  target;      /* its texts are owned */
  CpxOverrideEntry   entry;
  CpxOverrideFunc    func;
  GWeakRef           owner;
  char              *key;         /* (owned): under which the owner keeps what was typed */
  CpxDraft          *held;        /* (owned) (nullable): holds what is typed while the dialog is open */
  gboolean           accepted;
};

G_DEFINE_FINAL_TYPE (CpxOverrideDialog, cpx_override_dialog, ADW_TYPE_WINDOW)

/* What was typed and not accepted, by key, with the owner. */

static CpxOverrideEntry *
entry_copy (const CpxOverrideEntry *entry)
{
  CpxOverrideEntry *copy = g_new0 (CpxOverrideEntry, 1);

  copy->kept = g_strdup (entry->kept);
  copy->motive = g_strdup (entry->motive);
  copy->reason = g_strdup (entry->reason);

  return copy;
}

static void
entry_free (CpxOverrideEntry *entry)
{
  cpx_override_entry_clear (entry);
  g_free (entry);
}

static GHashTable *
get_memory (GObject *owner)
{
  GHashTable *memory = g_object_get_data (owner, MEMORY);

  if (memory == NULL)
    {
      memory = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) entry_free);
      g_object_set_data_full (owner, MEMORY, memory, (GDestroyNotify) g_hash_table_unref);
    }

  return memory;
}

static void
remember (CpxOverrideDialog *self)
{
  g_autoptr(GObject) owner = g_weak_ref_get (&self->owner);

  if (owner == NULL)
    return;
  if (self->accepted)
    g_hash_table_remove (get_memory (owner), self->key);
  else
    g_hash_table_replace (get_memory (owner), g_strdup (self->key), entry_copy (&self->entry));
}

static void
recall (CpxOverrideDialog *self,
        GObject           *owner)
{
  const CpxOverrideEntry *typed = g_hash_table_lookup (get_memory (owner), self->key);

  if (typed == NULL)
    return;
  cpx_override_entry_clear (&self->entry);
  self->entry.kept = g_strdup (typed->kept);
  self->entry.motive = g_strdup (typed->motive);
  self->entry.reason = g_strdup (typed->reason);
}

/* Showing */

static void
set_class (GtkWidget  *widget,
           const char *css_class,
           gboolean    wanted)
{
  (wanted ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (widget, css_class);
}

static void
show_line (GtkWidget  *label,
           const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL && *text != '\0');
}

static void
show_sides (CpxOverrideDialog      *self,
            const CpxOverrideState *state)
{
  show_line (self->proposed_name, state->proposed.name);
  show_line (self->proposed_label, state->proposed.label);
  show_line (self->proposed_amount, state->proposed.amount);
  show_line (self->kept_name, state->kept.name);
  show_line (self->kept_label, state->kept.label);
  show_line (self->kept_amount, state->kept.amount);
  set_class (self->kept_name, "dim-label", self->target.kind == CPX_OVERRIDE_CODE && self->entry.kept == NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->effect_row), state->effect);
  show_line (self->remarks, state->remarks);
}

static void
show_entry (CpxOverrideDialog      *self,
            const CpxOverrideState *state)
{
  cpx_reason_row_show_wrong (CPX_REASON_ROW (self->reason_row), state->reason_is_wrong, state->missing);
  set_class (self->motive_row, "error", state->motive_is_wrong);
  gtk_widget_set_sensitive (self->motive_row, state->needs_reason);
  gtk_widget_set_sensitive (self->reason_row, state->needs_reason);
  show_line (self->missing, state->missing);
}

static void
update (CpxOverrideDialog *self)
{
  g_auto(CpxOverrideState) state = { 0 };

  cpx_override_state_compute (self->request, &self->target, &self->entry, &state);
  show_sides (self, &state);
  show_entry (self, &state);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.accept", state.can_accept);
}

/* Entering */

static void
set_text (char       **place,
          const char  *text)
{
  char *copy = g_strdup (text);

  g_free (*place);
  *place = copy;
}

static void
entered (CpxOverrideDialog *self)
{
  cpx_override_held_write (self->held, self->key, &self->entry);
  update (self);
}

static void
chosen_cb (CpxActPicker      *picker,
           const char        *code,
           CpxOverrideDialog *self)
{
  set_text (&self->entry.kept, code);
  entered (self);
  gtk_widget_grab_focus (self->motive_row);
}

static const CpxToken *
get_motives (void)
{
  return cpx_act_kind.fields[CPX_ACT_MOTIVE].tokens;
}

static void
motive_cb (AdwComboRow       *row,
           GParamSpec        *pspec,
           CpxOverrideDialog *self)
{
  guint selected = adw_combo_row_get_selected (row);

  set_text (&self->entry.motive,
            selected == 0 || selected == GTK_INVALID_LIST_POSITION ? NULL : get_motives ()[selected - 1].token);
  entered (self);
}

static void
reason_cb (CpxOverrideDialog *self)
{
  if (self->practice == NULL || self->held == NULL)   /* not yet put together, or going */
    return;
  set_text (&self->entry.reason, cpx_reason_row_get_text (CPX_REASON_ROW (self->reason_row)));
  entered (self);
}

static void
refused_cb (CpxOverrideDialog *self)
{
  show_line (self->missing, _("This text is too long for a justification and was not taken in."));
}

static void
left_reason_cb (CpxOverrideDialog *self)
{
  if (self->practice == NULL || self->entry.reason == NULL || *self->entry.reason == '\0')
    return;
  self->entry.tried = TRUE;
  update (self);
}

/* Who asks before it is complete is told what is missing. */
static void
try_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  CpxOverrideDialog *self = CPX_OVERRIDE_DIALOG (widget);

  self->entry.tried = TRUE;
  update (self);
  gtk_widget_activate_action (widget, "dialog.accept", NULL);
}

static void
pressed_cb (CpxOverrideDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.try", NULL);
}

static void
accept_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  CpxOverrideDialog *self = CPX_OVERRIDE_DIALOG (widget);
  g_auto(CpxOverrideState) state = { 0 };
  g_autoptr(GObject) owner = g_weak_ref_get (&self->owner);

  cpx_override_state_compute (self->request, &self->target, &self->entry, &state);
  if (state.result == NULL)
    return;
  self->accepted = TRUE;
  if (owner != NULL)
    self->func (owner, state.result);
  gtk_window_close (GTK_WINDOW (self));
}

static void
cancel_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

/* Putting together */

static void
suggester_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(CpxOverrideDialog) self = user_data;   /* the reference taken by the call */
  g_autoptr(CpxSuggester) suggester = cpx_practice_open_suggester_finish (CPX_PRACTICE (source), result, NULL);

  /* Without one a whole code can be typed all the same. */
  if (suggester != NULL && self->practice != NULL)
    cpx_act_picker_set_suggester (CPX_ACT_PICKER (self->picker), suggester,
                                  cpx_coding_draft_get_context (self->request->draft)->day);
}

static void
begin_picker (CpxOverrideDialog *self,
              CpxSuggester      *suggester)
{
  CpxDay day = cpx_coding_draft_get_context (self->request->draft)->day;

  gtk_widget_set_visible (self->picker, self->target.kind == CPX_OVERRIDE_CODE);
  if (self->target.kind != CPX_OVERRIDE_CODE)
    return;
  if (suggester != NULL)
    cpx_act_picker_set_suggester (CPX_ACT_PICKER (self->picker), suggester, day);
  else
    cpx_practice_open_suggester_async (self->practice, day, self->cancellable, suggester_cb, g_object_ref (self));
}

static void
fill_motives (CpxOverrideDialog *self)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (labels, C_("motive", "Choose…"));
  for (guint i = 0; get_motives ()[i].token != NULL; i++)
    {
      gtk_string_list_append (labels, cpx_token_get_label (&get_motives ()[i]));
      if (g_strcmp0 (self->entry.motive, get_motives ()[i].token) == 0)
        selected = i + 1;
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (self->motive_row), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->motive_row), selected);
  g_signal_connect_object (self->motive_row, "notify::selected", G_CALLBACK (motive_cb), self, 0);
}

static void
say_titles (CpxOverrideDialog *self)
{
  gboolean code = self->target.kind == CPX_OVERRIDE_CODE;
  gboolean finding = self->target.kind == CPX_OVERRIDE_FINDING;

  gtk_window_set_title (GTK_WINDOW (self), code ? _("Override the proposal") : _("Override the rule"));
  gtk_label_set_label (GTK_LABEL (self->proposed_title),
                       code ? _("Code proposed") : finding ? _("What the rule says") : _("What the rules propose"));
  gtk_label_set_label (GTK_LABEL (self->kept_title), code ? _("Code kept") : _("What is kept"));
}

static void
target_copy (CpxOverrideTarget       *self,
             const CpxOverrideTarget *target)
{
  *self = *target;
  self->proposed = g_strdup (target->proposed);
  self->kept = g_strdup (target->kept);
  self->rule = g_strdup (target->rule);
  self->finding = target->finding != NULL ? cpx_rule_finding_copy (target->finding) : NULL;
}

static void
target_clear (CpxOverrideTarget *self)
{
  g_clear_pointer ((char **) &self->proposed, g_free);
  g_clear_pointer ((char **) &self->kept, g_free);
  g_clear_pointer ((char **) &self->rule, g_free);
  g_clear_pointer ((CpxRuleFinding **) &self->finding, cpx_rule_finding_free);
}

static void
cpx_override_dialog_dispose (GObject *object)
{
  CpxOverrideDialog *self = CPX_OVERRIDE_DIALOG (object);

  if (self->practice != NULL)
    {
      remember (self);
      if (!cpx_practice_is_locked (self->practice))   /* a person closed it */
        cpx_draft_revert (self->held);
      g_cancellable_cancel (self->cancellable);
      g_signal_handlers_disconnect_by_data (self->motive_row, self);
    }
  g_clear_object (&self->cancellable);
  g_clear_object (&self->held);
  g_clear_object (&self->practice);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_OVERRIDE_DIALOG);

  G_OBJECT_CLASS (cpx_override_dialog_parent_class)->dispose (object);
}

static void
cpx_override_dialog_finalize (GObject *object)
{
  CpxOverrideDialog *self = CPX_OVERRIDE_DIALOG (object);

  g_clear_pointer (&self->request, cpx_coding_request_free);
  cpx_override_entry_clear (&self->entry);
  target_clear (&self->target);
  g_weak_ref_clear (&self->owner);
  g_free (self->key);

  G_OBJECT_CLASS (cpx_override_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CpxOverrideDialog, proposed_title);
  gtk_widget_class_bind_template_child (widget_class, CpxOverrideDialog, proposed_name);
  gtk_widget_class_bind_template_child (widget_class, CpxOverrideDialog, proposed_label);
  gtk_widget_class_bind_template_child (widget_class, CpxOverrideDialog, proposed_amount);
  gtk_widget_class_bind_template_child (widget_class, CpxOverrideDialog, kept_title);
  gtk_widget_class_bind_template_child (widget_class, CpxOverrideDialog, kept_name);
  gtk_widget_class_bind_template_child (widget_class, CpxOverrideDialog, kept_label);
  gtk_widget_class_bind_template_child (widget_class, CpxOverrideDialog, kept_amount);
  gtk_widget_class_bind_template_child (widget_class, CpxOverrideDialog, picker);
  gtk_widget_class_bind_template_child (widget_class, CpxOverrideDialog, effect_row);
  gtk_widget_class_bind_template_child (widget_class, CpxOverrideDialog, remarks);
  gtk_widget_class_bind_template_child (widget_class, CpxOverrideDialog, motive_row);
  gtk_widget_class_bind_template_child (widget_class, CpxOverrideDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, CpxOverrideDialog, author_row);
  gtk_widget_class_bind_template_child (widget_class, CpxOverrideDialog, missing);
}

static void
cpx_override_dialog_class_init (CpxOverrideDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_override_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = cpx_override_dialog_finalize;

  g_type_ensure (CPX_TYPE_ACT_PICKER);
  g_type_ensure (CPX_TYPE_REASON_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/coding/override-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, reason_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_reason_cb);
  gtk_widget_class_bind_template_callback (widget_class, refused_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_install_action (widget_class, "dialog.accept", NULL, accept_action);
  gtk_widget_class_install_action (widget_class, "dialog.try", NULL, try_action);
  gtk_widget_class_install_action (widget_class, "dialog.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "dialog.try", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "dialog.try", NULL);
}

static void
cpx_override_dialog_init (CpxOverrideDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_weak_ref_init (&self->owner, NULL);
  self->cancellable = g_cancellable_new ();
}

/* What was typed when the practice was locked, in this dialog or in another one of this operation. */
static void
take_held (CpxOverrideDialog *self)
{
  self->held = cpx_override_held_begin (self->practice, self->request->intervention);
  if (!cpx_override_held_read (self->held, self->key, &self->entry))
    cpx_draft_revert (self->held);
}

/**
 * cpx_override_dialog_new:
 * @practice: an unlocked practice
 * @request: what is decided so far; copied
 * @target: what is overridden; copied
 * @suggester: (nullable): what finds acts; `NULL`: that of the practice is opened
 * @func: called with the changed copy once it is accepted
 * @owner: given to @func, and keeps what was typed and not accepted; held weakly
 *
 * Returns: (transfer full): a window, not yet shown
 */
GtkWidget *
cpx_override_dialog_new (CpxPractice             *practice,
                         CpxCodingRequest        *request,
                         const CpxOverrideTarget *target,
                         CpxSuggester            *suggester,
                         CpxOverrideFunc          func,
                         GObject                 *owner)
{
  CpxOverrideDialog *self = g_object_new (CPX_TYPE_OVERRIDE_DIALOG, NULL);

  self->practice = g_object_ref (practice);
  self->request = cpx_coding_request_copy (request);
  target_copy (&self->target, target);
  self->entry = cpx_override_entry_begin (request, target);
  self->key = cpx_override_target_dup_key (target, request);
  self->func = func;
  g_weak_ref_set (&self->owner, owner);
  recall (self, owner);
  take_held (self);
  begin_picker (self, suggester);
  fill_motives (self);
  cpx_reason_row_set_text (CPX_REASON_ROW (self->reason_row), self->entry.reason);
  cpx_author_line_show (self->author_row, self->practice);
  say_titles (self);
  cpx_control_names_give (self->author_row, _("Author"));
  update (self);

  return GTK_WIDGET (self);
}

/**
 * cpx_override_dialog_present:
 * @parent: what asks
 * @practice: an unlocked practice
 * @request: what is decided so far; copied
 * @target: what is overridden; copied
 * @suggester: (nullable): what finds acts
 * @func: called with the changed copy once it is accepted
 * @owner: given to @func, and keeps what was typed and not accepted; held weakly
 *
 * Shows the dialog over the window of @parent.
 */
void
cpx_override_dialog_present (GtkWidget               *parent,
                             CpxPractice             *practice,
                             CpxCodingRequest        *request,
                             const CpxOverrideTarget *target,
                             CpxSuggester            *suggester,
                             CpxOverrideFunc          func,
                             GObject                 *owner)
{
  GtkWidget *dialog = cpx_override_dialog_new (practice, request, target, suggester, func, owner);
  CpxOverrideDialog *self = CPX_OVERRIDE_DIALOG (dialog);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_root (parent)));
  gtk_window_present (GTK_WINDOW (dialog));
  if (target->kind == CPX_OVERRIDE_CODE && (self->entry.kept == NULL || !gtk_widget_get_sensitive (self->motive_row)))
    gtk_widget_grab_focus (self->picker);
  else
    gtk_widget_grab_focus (self->motive_row);
}
