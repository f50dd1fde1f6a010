/* cpx-coding-view.c: the panel of one operation: its report, the codes it may mean, the acts kept, what they are worth.
 *
 * What is chosen lives in a CpxCodingDesk, which outlives the panel until it is kept; the panel shows it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-view.h"

#include "cpx-banner.h"
#include "cpx-coding-acts.h"
#include "cpx-coding-desk.h"
#include "cpx-coding-header.h"
#include "cpx-coding-keys.h"
#include "cpx-coding-lock-bar.h"
#include "cpx-draft-pane.h"
#include "cpx-note-pane.h"
#include "cpx-override-dialog.h"
#include "cpx-shown-suggestions.h"
#include "cpx-status-text.h"
#include "cpx-suggestions-pane.h"
#include "cpx-toast.h"
#include "cpx-unsaved.h"

#include <glib/gi18n-lib.h>

struct _CpxCodingView
{
  GtkWidget      parent_instance;

  GtkWidget     *box;
  GtkWidget     *header;
  GtkWidget     *notice;
  GtkWidget     *starter;
  GtkWidget     *stack;
  GtkWidget     *error_page;
  GtkWidget     *note_pane;
  GtkWidget     *suggestions_pane;
  GtkWidget     *draft_pane;
  GtkWidget     *lock_bar;

  CpxPractice   *practice;   /* (owned) */
  CpxCodingDesk *desk;       /* (owned) (nullable): until an operation is shown */
  CpxShownSuggestions *shown;  /* (owned) */
  gboolean       wants_focus;  /* the keyboard is to go into the panel as soon as there is something in it */
};

enum
{
  CLOSE,
  VALIDATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxCodingView, cpx_coding_view, GTK_TYPE_WIDGET)

static CpxCodingFacts
get_facts (GtkWidget *view)
{
  CpxCodingView *self = CPX_CODING_VIEW (view);

  return self->desk != NULL ? cpx_coding_desk_get_facts (self->desk) : (CpxCodingFacts) { 0 };
}

static void
update_banners (CpxCodingView        *self,
                const CpxCodingState *state)
{
  g_object_set (self->notice, "title", state->notice, "revealed", state->notice != NULL, NULL);
  g_object_set (self->starter, "revealed", state->starter, NULL);
}

static void
update_stack (CpxCodingView        *self,
              const CpxCodingFacts *facts)
{
  if (facts->error != NULL)
    cpx_status_text_describe (self->error_page, facts->error->message);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    facts->request != NULL ? "content" : facts->error != NULL ? "error" : "loading");
}

static void
take_focus (CpxCodingView        *self,
            const CpxCodingFacts *facts)
{
  gboolean asked = facts->notes_known && facts->suggester != NULL && !facts->asking;

  if (!self->wants_focus || facts->request == NULL || (facts->request->nomenclature != NULL && !asked))
    return;
  self->wants_focus = FALSE;
  cpx_suggestions_pane_focus (CPX_SUGGESTIONS_PANE (self->suggestions_pane));
}

static void
update (CpxCodingView *self)
{
  CpxCodingFacts facts = cpx_coding_desk_get_facts (self->desk);
  g_auto(CpxCodingState) state = cpx_coding_state_compute (&facts);

  cpx_coding_header_show (CPX_CODING_HEADER (self->header), &state);
  update_banners (self, &state);
  update_stack (self, &facts);
  cpx_note_pane_show (CPX_NOTE_PANE (self->note_pane), &facts);
  cpx_suggestions_pane_show (CPX_SUGGESTIONS_PANE (self->suggestions_pane), &facts, state.may_change);
  cpx_draft_pane_show (CPX_DRAFT_PANE (self->draft_pane), &facts, &state);
  if (facts.request != NULL)
    cpx_coding_lock_bar_show (CPX_CODING_LOCK_BAR (self->lock_bar), facts.request);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "coding.validate", state.may_validate);
  take_focus (self, &facts);
}

static void
selected_cb (CpxCodingView *self)
{
  CpxCodingFacts facts = get_facts (GTK_WIDGET (self));

  if (facts.advisor != NULL && cpx_suggestions_pane_get_selected (CPX_SUGGESTIONS_PANE (self->suggestions_pane)) > 0)
    cpx_code_advisor_touch (facts.advisor);
  cpx_note_pane_underline (CPX_NOTE_PANE (self->note_pane), facts.suggestions,
                           cpx_suggestions_pane_get_selected (CPX_SUGGESTIONS_PANE (self->suggestions_pane)));
}

static void
title_changed_cb (GtkWidget     *pane,
                  const char    *title,
                  CpxCodingView *self)
{
  if (self->desk != NULL)
    cpx_coding_desk_ask (self->desk, title);
}

static void
failed_cb (CpxCodingDesk *desk,
           const GError  *error,
           CpxCodingView *self)
{
  cpx_toast_show_error (GTK_WIDGET (self), error);
}

static void
overtaken_cb (CpxCodingView *self)
{
  cpx_toast_show (GTK_WIDGET (self), _("Somebody else changed this operation: it was read again. Check your choices."));
}

/* What was taken back before is decided now. */
static void
validated_cb (CpxCodingView *self)
{
  cpx_toast_withdraw (GTK_WIDGET (self));
  g_signal_emit (self, signals[VALIDATED], 0);
}

static void
restored_cb (CpxCodingView *self)
{
  cpx_toast_show (GTK_WIDGET (self), _("What you had chosen and not recorded is here again"));
}

/* Ctrl+S, for what is looked at. */
static void
record_asked_cb (CpxCodingView *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    cpx_coding_view_save_draft (self);
}

static void
keep (CpxCodingView *self)
{
  if (self->desk != NULL)
    cpx_coding_desk_keep (self->desk);
}

static void
leave_desk (CpxCodingView *self)
{
  if (self->desk == NULL)
    return;
  cpx_toast_withdraw (GTK_WIDGET (self));   /* its offer is about this operation */
  cpx_coding_desk_keep (self->desk);
  cpx_shown_suggestions_leave (self->shown);
  g_signal_handlers_disconnect_by_data (self->desk, self);
  g_clear_object (&self->desk);
}

/* Actions */

static void
close_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CpxCodingView *self = CPX_CODING_VIEW (widget);

  keep (self);
  g_signal_emit (self, signals[CLOSE], 0);
}

static void
reload_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CpxCodingView *self = CPX_CODING_VIEW (widget);

  if (self->desk != NULL)
    cpx_coding_desk_reload (self->desk);
}

/* Acts. What is asked for by a key or a button becomes an edit of the desk; nothing else adds an act. */

static void
accept_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CpxCodingView *self = CPX_CODING_VIEW (widget);

  if (self->desk != NULL)
    cpx_coding_acts_accept (self->desk, widget, g_variant_get_uint32 (parameter));
}

static void
dismiss_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  cpx_coding_acts_dismiss (CPX_CODING_VIEW (widget)->desk, g_variant_get_uint32 (parameter));
}

static void
dismiss_all_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  CpxCodingView *self = CPX_CODING_VIEW (widget);

  cpx_coding_acts_dismiss_all (self->desk);
  cpx_suggestions_pane_search (CPX_SUGGESTIONS_PANE (self->suggestions_pane));
}

static void override_cb (GtkWidget               *pane,
                         const CpxOverrideTarget *target,
                         CpxCodingView           *self);

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  CpxCodingView *self = CPX_CODING_VIEW (widget);
  CpxOverrideTarget target = { .kind = CPX_OVERRIDE_CODE, .line = -1 };

  if (self->desk == NULL)
    return;
  target.kept = g_variant_get_string (parameter, NULL);
  target.proposed = cpx_coding_acts_add (self->desk, widget, target.kept);
  if (target.proposed != NULL)
    override_cb (self->draft_pane, &target, self);
}

static void
add_planned_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  if (CPX_CODING_VIEW (widget)->desk != NULL)
    cpx_coding_acts_add_planned (CPX_CODING_VIEW (widget)->desk);
}

static void
duplicate_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  CpxCodingView *self = CPX_CODING_VIEW (widget);

  if (self->desk != NULL)
    cpx_coding_acts_duplicate (self->desk, widget, self->practice, g_variant_get_string (parameter, NULL));
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CpxCodingView *self = CPX_CODING_VIEW (widget);

  cpx_suggestions_pane_search (CPX_SUGGESTIONS_PANE (self->suggestions_pane));
}

static void
take_back_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  CpxCodingView *self = CPX_CODING_VIEW (widget);

  if (self->desk != NULL)
    cpx_coding_acts_take_back (self->desk, widget, g_variant_get_uint32 (parameter));
}

static void
take_back_code_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  CpxCodingView *self = CPX_CODING_VIEW (widget);

  if (self->desk != NULL)
    cpx_coding_acts_take_back_code (self->desk, widget, g_variant_get_string (parameter, NULL));
}

static void
arrange_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  cpx_coding_desk_change (CPX_CODING_VIEW (widget)->desk, cpx_coding_edit_new_arrange ());
}

static void
line_changed_cb (GtkWidget           *pane,
                 guint                position,
                 const CpxCodingLine *line,
                 CpxCodingView       *self)
{
  cpx_coding_desk_change (self->desk, cpx_coding_edit_new_set (position, line));
}

/* Requests that a dialog or a form changed */

static void
overridden (GObject          *owner,
            CpxCodingRequest *request)
{
  CpxCodingView *self = CPX_CODING_VIEW (owner);

  if (self->desk != NULL)
    cpx_coding_desk_change (self->desk, cpx_coding_edit_new_take (request));
}

static void
override_cb (GtkWidget               *pane,
             const CpxOverrideTarget *target,
             CpxCodingView           *self)
{
  CpxCodingFacts facts = cpx_coding_desk_get_facts (self->desk);

  cpx_override_dialog_present (GTK_WIDGET (self), self->practice, facts.request, target, facts.suggester, overridden,
                               G_OBJECT (self));
}

static void
stated_cb (GtkWidget        *pane,
           CpxCodingRequest *request,
           CpxCodingView    *self)
{
  overridden (G_OBJECT (self), request);
}

static void
remedy_cb (GtkWidget       *pane,
           const CpxRemedy *remedy,
           CpxCodingView   *self)
{
  cpx_coding_desk_change (self->desk, cpx_coding_edit_new_remedy (remedy));
}

static void
validate_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  CpxCodingView *self = CPX_CODING_VIEW (widget);

  if (self->desk != NULL)
    cpx_coding_desk_save (self->desk, CPX_CODING_STEP_VALIDATE);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  keyval,
        guint                  keycode,
        GdkModifierType        modifiers,
        CpxCodingView         *self)
{
  CpxSuggestionsPane *pane = CPX_SUGGESTIONS_PANE (self->suggestions_pane);
  CpxCodingFacts facts = get_facts (GTK_WIDGET (self));
  CpxCodingRequest *request = facts.request;
  guint n_acts = request != NULL ? cpx_coding_draft_get_n_lines (request->draft) : 0;
  CpxCodingKey key;

  key = cpx_coding_key_read (keyval, modifiers, facts.suggestions != NULL ? facts.suggestions->len : 0,
                             cpx_suggestions_pane_get_selected (pane), n_acts,
                             cpx_coding_state_may_change (request, facts.may_write));
  switch (key.kind)
    {
    case CPX_CODING_KEY_SELECT:
      cpx_suggestions_pane_select (pane, key.position);
      return GDK_EVENT_STOP;
    case CPX_CODING_KEY_ACCEPT:
      cpx_coding_acts_accept (self->desk, GTK_WIDGET (self), key.position);
      return GDK_EVENT_STOP;
    case CPX_CODING_KEY_TAKE_BACK:
      cpx_coding_acts_take_back (self->desk, GTK_WIDGET (self), n_acts - 1);
      return GDK_EVENT_STOP;
    case CPX_CODING_KEY_CLOSE:
      gtk_widget_activate_action (GTK_WIDGET (self), "coding.close", NULL);
      return GDK_EVENT_STOP;
    case CPX_CODING_KEY_NONE:
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
cpx_coding_view_unmap (GtkWidget *widget)
{
  keep (CPX_CODING_VIEW (widget));

  GTK_WIDGET_CLASS (cpx_coding_view_parent_class)->unmap (widget);
}

static void
cpx_coding_view_dispose (GObject *object)
{
  CpxCodingView *self = CPX_CODING_VIEW (object);

  leave_desk (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_CODING_VIEW);
  g_clear_pointer (&self->shown, cpx_shown_suggestions_free);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (cpx_coding_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/coding/coding-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxCodingView, box);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingView, header);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingView, notice);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingView, starter);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingView, stack);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingView, error_page);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingView, note_pane);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingView, suggestions_pane);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingView, draft_pane);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, title_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, line_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, override_cb);
  gtk_widget_class_bind_template_callback (widget_class, remedy_cb);
  gtk_widget_class_bind_template_callback (widget_class, stated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "coding.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "coding.reload", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "coding.accept", "u", accept_action);
  gtk_widget_class_install_action (widget_class, "coding.dismiss", "u", dismiss_action);
  gtk_widget_class_install_action (widget_class, "coding.dismiss-all", NULL, dismiss_all_action);
  gtk_widget_class_install_action (widget_class, "coding.add", "s", add_action);
  gtk_widget_class_install_action (widget_class, "coding.add-planned", NULL, add_planned_action);
  gtk_widget_class_install_action (widget_class, "coding.duplicate", "s", duplicate_action);
  gtk_widget_class_install_action (widget_class, "coding.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "coding.take-back", "u", take_back_action);
  gtk_widget_class_install_action (widget_class, "coding.take-back-code", "s", take_back_code_action);
  gtk_widget_class_install_action (widget_class, "coding.arrange", NULL, arrange_action);
  gtk_widget_class_install_action (widget_class, "coding.validate", NULL, validate_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "coding.validate", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "coding.validate", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "coding.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "coding.close", NULL);
}

static void
cpx_coding_view_class_init (CpxCodingViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_coding_view_dispose;
  widget_class->unmap = cpx_coding_view_unmap;

  signals[CLOSE] = g_signal_new ("close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[VALIDATED] = g_signal_new ("validated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
  g_type_ensure (CPX_TYPE_BANNER);
  g_type_ensure (CPX_TYPE_CODING_HEADER);
  g_type_ensure (CPX_TYPE_NOTE_PANE);
  g_type_ensure (CPX_TYPE_SUGGESTIONS_PANE);
  g_type_ensure (CPX_TYPE_DRAFT_PANE);
  bind_template (widget_class);
  install_actions (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_coding_view_init (CpxCodingView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_coding_view_new:
 * @practice: an unlocked practice
 *
 * Signals: `close` asks for the list, `validated` tells that a coding was.
 *
 * Returns: (transfer floating): the panel, empty until cpx_coding_view_show()
 */
GtkWidget *
cpx_coding_view_new (CpxPractice *practice)
{
  CpxCodingView *self = g_object_new (CPX_TYPE_CODING_VIEW, NULL);

  self->practice = g_object_ref (practice);
  g_signal_connect_object (cpx_unsaved_get (practice), "create-asked", G_CALLBACK (record_asked_cb), self,
                           G_CONNECT_SWAPPED);
  self->shown = cpx_shown_suggestions_new (practice, GTK_WIDGET (self), get_facts);
  self->lock_bar = cpx_coding_lock_bar_new (practice);
  gtk_box_append (GTK_BOX (self->box), self->lock_bar);
  cpx_toast_set_place (GTK_WIDGET (self), cpx_draft_pane_get_toasts (CPX_DRAFT_PANE (self->draft_pane)));

  return GTK_WIDGET (self);
}

/**
 * cpx_coding_view_show:
 * @self: a panel
 * @intervention_id: an operation
 *
 * Shows the operation; what was chosen for the one before is kept for its author.
 */
void
cpx_coding_view_show (CpxCodingView *self,
                      const char    *intervention_id)
{
  if (g_strcmp0 (cpx_coding_view_get_id (self), intervention_id) == 0)
    return;
  leave_desk (self);
  cpx_shown_suggestions_begin (self->shown);
  self->desk = cpx_coding_desk_open (self->practice, intervention_id);
  cpx_draft_pane_set_operation (CPX_DRAFT_PANE (self->draft_pane), self->practice, intervention_id);
  g_signal_connect_object (self->desk, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "failed", G_CALLBACK (failed_cb), self, 0);
  g_signal_connect_object (self->desk, "overtaken", G_CALLBACK (overtaken_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "restored", G_CALLBACK (restored_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "validated", G_CALLBACK (validated_cb), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * cpx_coding_view_get_id:
 * @self: a panel
 *
 * Returns: (nullable): the id of the operation that is shown
 */
const char *
cpx_coding_view_get_id (CpxCodingView *self)
{
  return self->desk != NULL ? cpx_coding_desk_get_id (self->desk) : NULL;
}

/**
 * cpx_coding_view_save_draft:
 * @self: a panel
 *
 * Records what is chosen, as a draft that colleagues see. Ctrl+S does it too.
 */
void
cpx_coding_view_save_draft (CpxCodingView *self)
{
  if (self->desk != NULL)
    cpx_coding_desk_save (self->desk, CPX_CODING_STEP_DRAFT);
}

/**
 * cpx_coding_view_focus:
 * @self: a panel
 *
 * Puts the keyboard where one goes on, as soon as there is something to choose from.
 */
void
cpx_coding_view_focus (CpxCodingView *self)
{
  self->wants_focus = TRUE;
  if (self->desk != NULL)
    update (self);
}
