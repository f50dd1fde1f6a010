/* cpx-coding-view.c: the panel of one operation: its report, the codes it may mean, the acts kept, what they are worth.
 *
 * What is chosen lives in a CpxCodingDesk, which outlives the panel until it is kept; the panel shows it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-view.h"

#include "cpx-banner.h"
#include "cpx-coding-desk.h"
#include "cpx-coding-state.h"
#include "cpx-toast.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CpxCodingView
{
  GtkWidget      parent_instance;

  GtkWidget     *box;
  GtkWidget     *title_label;
  GtkWidget     *subtitle_label;
  GtkWidget     *state_label;
  GtkWidget     *saved_label;
  GtkWidget     *comparison_label;
  GtkWidget     *notice;
  GtkWidget     *starter;
  GtkWidget     *stack;
  GtkWidget     *error_page;

  CpxPractice   *practice;   /* (owned) */
  CpxCodingDesk *desk;       /* (owned) (nullable): until an operation is shown */
};

enum
{
  CLOSE,
  VALIDATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxCodingView, cpx_coding_view, GTK_TYPE_WIDGET)

static void
update_header (CpxCodingView        *self,
               const CpxCodingState *state)
{
  gtk_label_set_label (GTK_LABEL (self->title_label), state->title);
  gtk_label_set_label (GTK_LABEL (self->subtitle_label), state->subtitle);
  gtk_label_set_label (GTK_LABEL (self->state_label), state->state);
  gtk_label_set_label (GTK_LABEL (self->saved_label), state->saved);
  gtk_label_set_label (GTK_LABEL (self->comparison_label), state->comparison != NULL ? state->comparison : "");
  gtk_widget_set_visible (self->comparison_label, state->comparison != NULL);
  g_object_set (self->notice, "title", state->notice, "revealed", state->notice != NULL, NULL);
  g_object_set (self->starter, "revealed", state->starter, NULL);
}

static void
update_stack (CpxCodingView        *self,
              const CpxCodingFacts *facts)
{
  if (facts->error != NULL)
    adw_status_page_set_description (ADW_STATUS_PAGE (self->error_page), facts->error->message);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    facts->request != NULL ? "content" : facts->error != NULL ? "error" : "loading");
}

static void
update (CpxCodingView *self)
{
  CpxCodingFacts facts = cpx_coding_desk_get_facts (self->desk);
  g_auto(CpxCodingState) state = cpx_coding_state_compute (&facts);

  update_header (self, &state);
  update_stack (self, &facts);
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

static void
validated_cb (CpxCodingView *self)
{
  g_signal_emit (self, signals[VALIDATED], 0);
}

static void
leave_desk (CpxCodingView *self)
{
  if (self->desk == NULL)
    return;
  cpx_coding_desk_save (self->desk, CPX_CODING_STEP_DRAFT);
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

  cpx_coding_view_save_draft (self);
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

static void
cpx_coding_view_unmap (GtkWidget *widget)
{
  cpx_coding_view_save_draft (CPX_CODING_VIEW (widget));

  GTK_WIDGET_CLASS (cpx_coding_view_parent_class)->unmap (widget);
}

static void
cpx_coding_view_dispose (GObject *object)
{
  CpxCodingView *self = CPX_CODING_VIEW (object);

  leave_desk (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_CODING_VIEW);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (cpx_coding_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/coding/coding-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxCodingView, box);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingView, title_label);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingView, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingView, state_label);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingView, saved_label);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingView, comparison_label);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingView, notice);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingView, starter);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingView, stack);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingView, error_page);
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
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "coding.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "coding.reload", NULL, reload_action);
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

  return GTK_WIDGET (self);
}

/**
 * cpx_coding_view_show:
 * @self: a panel
 * @intervention_id: an operation
 *
 * Shows the operation; what was chosen for the one before is kept as a draft.
 */
void
cpx_coding_view_show (CpxCodingView *self,
                      const char    *intervention_id)
{
  if (g_strcmp0 (cpx_coding_view_get_id (self), intervention_id) == 0)
    return;
  leave_desk (self);
  self->desk = cpx_coding_desk_open (self->practice, intervention_id);
  g_signal_connect_object (self->desk, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "failed", G_CALLBACK (failed_cb), self, 0);
  g_signal_connect_object (self->desk, "overtaken", G_CALLBACK (overtaken_cb), self, G_CONNECT_SWAPPED);
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
 * Keeps what is chosen, as a draft. Leaving the panel, Ctrl+S and the lock do it too.
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
 * Puts the keyboard where one goes on.
 */
void
cpx_coding_view_focus (CpxCodingView *self)
{
  gtk_widget_child_focus (self->stack, GTK_DIR_TAB_FORWARD);
}
