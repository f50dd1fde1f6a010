/* cpx-coding-lock-bar.c: shows a CpxLockState and the history of one coding; locks, reopens and saves the proof.
 *
 * It hides itself as long as the coding is a draft.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-lock-bar.h"

#include "cpx-file-picker.h"
#include "cpx-lock-state.h"
#include "cpx-proof-file.h"
#include "cpx-reopen-dialog.h"
#include "cpx-toast.h"

#include <cpx-act-proof.h>
#include <cpx-lock-coding.h>
#include <glib/gi18n-lib.h>

struct _CpxCodingLockBar
{
  AdwBin        parent_instance;

  GtkWidget    *icon;
  GtkWidget    *sentence;
  GtkWidget    *detail;
  GtkWidget    *lock_button;
  GtkWidget    *reopen_button;
  GtkWidget    *journal_button;
  GtkWidget    *revealer;
  GtkWidget    *history_list;

  CpxPractice  *practice;     /* (owned) */
  GCancellable *cancellable;  /* (owned): of what is read for the coding that is shown */
  CpxRecord    *coding;       /* (owned) (nullable) */
  GPtrArray    *history;      /* (owned) (nullable) (element-type CpxCodingEvent) */
  GFile        *proof_file;   /* (owned) (nullable): where a proof is being saved */
  gboolean      busy;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxCodingLockBar, cpx_coding_lock_bar, ADW_TYPE_BIN)

static const char *
get_id (CpxCodingLockBar *self)
{
  return cpx_record_get_id (self->coding);
}

static void
show_line (GtkWidget  *label,
           const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL);
}

static void
update (CpxCodingLockBar *self)
{
  CpxLockFacts facts = { self->coding, self->history, cpx_practice_may (self->practice, "coding:lock"),
                         cpx_practice_may (self->practice, "coding:reopen"), self->busy };
  g_auto(CpxLockState) state = { 0 };

  cpx_lock_state_compute (&facts, &state);
  gtk_widget_set_visible (GTK_WIDGET (self), state.visible);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), state.icon_name);
  show_line (self->sentence, state.sentence);
  show_line (self->detail, state.detail);
  gtk_widget_set_visible (self->lock_button, state.shows_lock);
  gtk_widget_set_visible (self->reopen_button, state.shows_reopen);
  gtk_widget_set_visible (self->journal_button, cpx_practice_may (self->practice, "audit:read"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->journal_button), "s",
                                    self->coding != NULL ? cpx_record_get_id (self->coding) : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "coding.lock", state.can_lock);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "coding.reopen", state.can_reopen);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "coding.save-proof", state.visible && self->proof_file == NULL);
}

/* The history */

static GtkWidget *
create_row (const CpxCodingEvent *event)
{
  g_autofree char *title = cpx_coding_event_dup_title (event);
  g_autofree char *reasons = cpx_coding_event_dup_reasons (event);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), reasons);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);

  return row;
}

static void
show_history (CpxCodingLockBar *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->history_list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->history_list), row);
  for (guint i = 0; self->history != NULL && i < self->history->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->history_list), create_row (g_ptr_array_index (self->history, i)));
}

static void
history_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CpxCodingLockBar) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) history = cpx_practice_list_coding_history_finish (CPX_PRACTICE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->practice == NULL)
    return;
  if (history == NULL)
    {
      cpx_toast_show_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->history, g_ptr_array_unref);
  self->history = g_steal_pointer (&history);
  show_history (self);
  update (self);
}

static void
forget (CpxCodingLockBar *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->history, g_ptr_array_unref);
  g_clear_object (&self->coding);
}

/* Deeds */

static void
locked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxCodingLockBar) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) receipts = cpx_practice_lock_coding_finish (CPX_PRACTICE (source), result, &error);

  self->busy = FALSE;
  if (self->practice == NULL)   /* the page is gone */
    return;
  update (self);
  if (receipts == NULL)
    cpx_toast_show_error (GTK_WIDGET (self), error);
  else
    cpx_toast_show (GTK_WIDGET (self), _("Coding locked"));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
lock_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CpxCodingLockBar *self = CPX_CODING_LOCK_BAR (widget);

  self->busy = TRUE;
  update (self);
  cpx_practice_lock_coding_async (self->practice, get_id (self), NULL, NULL, NULL, locked_cb, g_object_ref (self));
}

static void
reopened_cb (CpxCodingLockBar *self)
{
  cpx_toast_show (GTK_WIDGET (self), _("Coding reopened: its operation is to be coded again"));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
reopen_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CpxCodingLockBar *self = CPX_CODING_LOCK_BAR (widget);

  cpx_reopen_dialog_present (widget, self->practice, self->coding, G_CALLBACK (reopened_cb), self);
}

static void
end_proof (CpxCodingLockBar *self,
           const GError     *error)
{
  g_autofree char *name = g_file_get_basename (self->proof_file);
  g_autofree char *sentence = error == NULL ? g_strdup_printf (_("Proof saved: %s"), name)
                                            : cpx_proof_file_dup_refusal (error);

  g_clear_object (&self->proof_file);
  if (self->practice == NULL)   /* the page is gone */
    return;
  cpx_toast_show (GTK_WIDGET (self), sentence);
  update (self);
}

static void
proof_written_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(CpxCodingLockBar) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;

  g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);
  end_proof (self, error);
}

static void
proved_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxCodingLockBar) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(json_t) proofs = cpx_practice_prove_coding_finish (CPX_PRACTICE (source), result, &error);
  g_autoptr(GBytes) bytes = NULL;

  if (proofs == NULL)
    {
      end_proof (self, error);
      return;
    }
  bytes = cpx_proof_file_print (proofs);
  g_file_replace_contents_bytes_async (self->proof_file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                       proof_written_cb, g_object_ref (self));
}

static void
picked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxCodingLockBar) self = user_data;   /* the reference taken by the call */
  g_autoptr(GFile) file = cpx_file_picker_finish (result);

  if (file == NULL || self->practice == NULL || self->coding == NULL || self->proof_file != NULL)
    return;
  self->proof_file = g_steal_pointer (&file);
  update (self);
  cpx_practice_prove_coding_async (self->practice, get_id (self), NULL, proved_cb, g_object_ref (self));
}

static void
save_proof_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  CpxCodingLockBar *self = CPX_CODING_LOCK_BAR (widget);
  g_autofree char *suggested = cpx_proof_file_dup_name (self->coding);

  cpx_file_picker_save_async (widget, _("Save the proof"), suggested, picked_cb, g_object_ref (self));
}

static void
cpx_coding_lock_bar_dispose (GObject *object)
{
  CpxCodingLockBar *self = CPX_CODING_LOCK_BAR (object);

  forget (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_CODING_LOCK_BAR);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (cpx_coding_lock_bar_parent_class)->dispose (object);
}

static void
cpx_coding_lock_bar_finalize (GObject *object)
{
  g_clear_object (&CPX_CODING_LOCK_BAR (object)->proof_file);

  G_OBJECT_CLASS (cpx_coding_lock_bar_parent_class)->finalize (object);
}

static void
cpx_coding_lock_bar_class_init (CpxCodingLockBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_coding_lock_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = cpx_coding_lock_bar_finalize;
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/coding/coding-lock-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxCodingLockBar, icon);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingLockBar, sentence);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingLockBar, detail);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingLockBar, lock_button);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingLockBar, reopen_button);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingLockBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingLockBar, journal_button);
  gtk_widget_class_bind_template_child (widget_class, CpxCodingLockBar, history_list);
  gtk_widget_class_install_action (widget_class, "coding.lock", NULL, lock_action);
  gtk_widget_class_install_action (widget_class, "coding.reopen", NULL, reopen_action);
  gtk_widget_class_install_action (widget_class, "coding.save-proof", NULL, save_proof_action);
}

static void
cpx_coding_lock_bar_init (CpxCodingLockBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * cpx_coding_lock_bar_new:
 * @practice: an unlocked practice
 *
 * Signal `changed` tells that the coding was locked or reopened, or that this was refused: read it again.
 *
 * Returns: (transfer floating): a bar that hides itself until a coding is shown that is no draft
 */
GtkWidget *
cpx_coding_lock_bar_new (CpxPractice *practice)
{
  CpxCodingLockBar *self = g_object_new (CPX_TYPE_CODING_LOCK_BAR, NULL);

  self->practice = g_object_ref (practice);

  return GTK_WIDGET (self);
}

/**
 * cpx_coding_lock_bar_show:
 * @self: a bar
 * @request: (nullable): what is decided, as it was read
 *
 * Shows the coding of @request, and reads its history.
 */
void
cpx_coding_lock_bar_show (CpxCodingLockBar *self,
                          CpxCodingRequest *request)
{
  CpxRecord *coding = request != NULL ? request->coding : NULL;

  g_return_if_fail (CPX_IS_CODING_LOCK_BAR (self));

  if (coding == self->coding)
    return;
  forget (self);
  self->coding = coding != NULL ? g_object_ref (coding) : NULL;
  self->cancellable = g_cancellable_new ();
  show_history (self);
  update (self);
  if (coding != NULL && gtk_widget_get_visible (GTK_WIDGET (self)))
    cpx_practice_list_coding_history_async (self->practice, get_id (self), self->cancellable, history_cb,
                                            g_object_ref (self));
}
