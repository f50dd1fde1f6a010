/* cpx-glass-page.c: where a role that does not open files opens one by break-glass.
 *
 *   form ──glass.open──▶ being noted ──durable──▶ file, banner over it ──glass.close, or its time is over──▶ form
 *    ▲                        │ refused: said under the form
 *    └────────────────────────┘
 *
 * There is no list to look through: who breaks the glass knows whose file they want.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-glass-page.h"

#include "cpx-banner.h"
#include "cpx-glass-state.h"
#include "cpx-held-reason.h"
#include "cpx-patient-view.h"
#include "cpx-reason-row.h"
#include "cpx-reason-state.h"
#include "cpx-stack-page.h"
#include "cpx-unsaved.h"

#include <cpx-clock.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CpxGlassPage
{
  GtkWidget    parent_instance;

  GtkWidget   *stack;
  GtkWidget   *form;
  GtkWidget   *number_row;
  GtkWidget   *name_row;
  GtkWidget   *birth_row;
  GtkWidget   *reason_row;
  GtkWidget   *message;
  GtkWidget   *file;
  GtkWidget   *banner;

  CpxPractice *practice;   /* (owned) (nullable): until it is made, and once it goes */
  CpxDraft    *held;       /* (owned) (nullable): holds what is typed, over a lock too */
  GtkWidget   *view;       /* (nullable): the file that is open */
  char        *refusal;    /* (owned) (nullable): why the last one was not opened */
  guint        timer;
  gboolean     tried;
  gboolean     busy;
};

G_DEFINE_FINAL_TYPE (CpxGlassPage, cpx_glass_page, GTK_TYPE_WIDGET)

static const char *
get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static CpxGlassInput
read_input (CpxGlassPage *self)
{
  return (CpxGlassInput) {
    .target = { get_text (self->number_row), get_text (self->name_row), get_text (self->birth_row) },
    .reason = cpx_reason_row_get_text (CPX_REASON_ROW (self->reason_row)),
    .tried = self->tried,
    .busy = self->busy,
  };
}

static void
update (CpxGlassPage *self)
{
  CpxGlassInput input;
  g_auto(CpxGlassState) state = { FALSE };
  const char *sentence;

  if (self->practice == NULL)   /* not yet put together, or going */
    return;
  input = read_input (self);
  state = cpx_glass_state_compute (&input);
  sentence = state.missing != NULL ? state.missing : self->refusal;
  gtk_label_set_label (GTK_LABEL (self->message), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->message, sentence != NULL);
  cpx_reason_row_show_wrong (CPX_REASON_ROW (self->reason_row), state.wrong_reason, state.missing);
  gtk_widget_set_sensitive (self->form, !self->busy);
}

#define TARGET_LINES "=%s\n=%s\n=%s"   /* none of them has more than one line; the ends of a text are cleaned */

static void
hold (CpxGlassPage *self)
{
  CpxGlassInput input = read_input (self);
  const CpxGlassTarget *target = &input.target;
  gboolean is_empty = *target->number == '\0' && *target->name == '\0' && *target->birth_date == '\0';
  g_autofree char *lines =
    is_empty ? NULL : g_strdup_printf (TARGET_LINES, target->number, target->name, target->birth_date);

  cpx_held_reason_write (self->held, input.reason, lines);
}

static void
typed_cb (CpxGlassPage *self)
{
  if (self->held != NULL)
    hold (self);
  g_clear_pointer (&self->refusal, g_free);
  update (self);
}

static CpxDraft *
begin_held (CpxGlassPage *self)
{
  return cpx_held_reason_begin (self->practice, "patient.break-glass", NULL, NULL);
}

static void
clear_form (CpxGlassPage *self)
{
  cpx_held_reason_end (self->practice, &self->held);
  self->tried = FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->number_row), "");
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), "");
  gtk_editable_set_text (GTK_EDITABLE (self->birth_row), "");
  cpx_reason_row_set_text (CPX_REASON_ROW (self->reason_row), NULL);
  self->held = begin_held (self);
}

/* The file */

static void
close_file (CpxGlassPage *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->view == NULL)
    return;
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->form);
  gtk_box_remove (GTK_BOX (self->file), self->view);
  self->view = NULL;
  gtk_widget_grab_focus (self->number_row);
}

static gboolean
ended_cb (gpointer user_data)
{
  CpxGlassPage *self = user_data;

  if (cpx_practice_may_read_file (self->practice, cpx_patient_view_get_id (CPX_PATIENT_VIEW (self->view))))
    return G_SOURCE_CONTINUE;
  self->timer = 0;
  close_file (self);
  g_free (self->refusal);
  self->refusal = g_strdup (_("The time of the break-glass access is over: the file is closed. Ask again if the "
                              "emergency goes on."));
  update (self);

  return G_SOURCE_REMOVE;
}

static void
show_file (CpxGlassPage         *self,
           const CpxPatientFile *file)
{
  g_autofree char *sentence = cpx_glass_state_dup_banner (file->glass_until_us);
  CpxPatientView *view = cpx_patient_view_new (self->practice, file);

  gtk_widget_set_visible (cpx_patient_view_get_back_button (view), FALSE);
  gtk_widget_set_vexpand (GTK_WIDGET (view), TRUE);
  g_object_set (self->banner, "title", sentence, "revealed", TRUE, NULL);
  gtk_box_append (GTK_BOX (self->file), GTK_WIDGET (view));
  self->view = GTK_WIDGET (view);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->file);
  gtk_widget_child_focus (self->file, GTK_DIR_TAB_FORWARD);
  self->timer = g_timeout_add_seconds (1, ended_cb, self);
  clear_form (self);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxGlassPage) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPatientFile) file = cpx_practice_break_glass_finish (CPX_PRACTICE (source), result, &error);

  self->busy = FALSE;
  if (self->practice == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (file != NULL)
    show_file (self, file);
  else
    self->refusal = g_strdup (error->message);
  update (self);
}

static void
open_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  CpxGlassPage *self = CPX_GLASS_PAGE (widget);
  CpxGlassInput input = read_input (self);
  g_auto(CpxGlassState) state = cpx_glass_state_compute (&input);
  g_autofree char *reason = cpx_reason_dup_clean (input.reason);

  self->tried = TRUE;
  g_clear_pointer (&self->refusal, g_free);
  if (state.can_open)
    {
      self->busy = TRUE;
      cpx_practice_break_glass_async (self->practice, &input.target, reason, opened_cb, g_object_ref (self));
    }
  update (self);
}

static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  close_file (CPX_GLASS_PAGE (widget));
  update (CPX_GLASS_PAGE (widget));
}

static void
cpx_glass_page_dispose (GObject *object)
{
  CpxGlassPage *self = CPX_GLASS_PAGE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->practice != NULL)
    cpx_held_reason_end (self->practice, &self->held);
  g_clear_object (&self->practice);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_GLASS_PAGE);
  self->view = NULL;
  g_clear_pointer (&self->refusal, g_free);

  G_OBJECT_CLASS (cpx_glass_page_parent_class)->dispose (object);
}

static void
cpx_glass_page_class_init (CpxGlassPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_glass_page_dispose;

  g_type_ensure (CPX_TYPE_BANNER);
  g_type_ensure (CPX_TYPE_REASON_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/patients/glass-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxGlassPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CpxGlassPage, form);
  gtk_widget_class_bind_template_child (widget_class, CpxGlassPage, number_row);
  gtk_widget_class_bind_template_child (widget_class, CpxGlassPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, CpxGlassPage, birth_row);
  gtk_widget_class_bind_template_child (widget_class, CpxGlassPage, reason_row);
  gtk_widget_class_bind_template_child (widget_class, CpxGlassPage, message);
  gtk_widget_class_bind_template_child (widget_class, CpxGlassPage, file);
  gtk_widget_class_bind_template_child (widget_class, CpxGlassPage, banner);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_install_action (widget_class, "glass.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "glass.close", NULL, close_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_glass_page_init (CpxGlassPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cpx_stack_page_mark (self->form);
  cpx_stack_page_mark (self->file);
}

/* What was typed when the practice was locked. */
static void
take_held (CpxGlassPage *self)
{
  g_autoptr(CpxDraft) held = begin_held (self);
  g_autofree char *reason = cpx_held_reason_dup_reason (held);
  g_autofree char *target = cpx_held_reason_dup_choice (held);
  g_auto(GStrv) lines = g_strsplit (target != NULL ? target : "", "\n", 3);

  GtkWidget *rows[] = { self->number_row, self->name_row, self->birth_row };

  for (guint i = 0; g_strv_length (lines) == G_N_ELEMENTS (rows) && i < G_N_ELEMENTS (rows); i++)
    {
      if (g_str_has_prefix (lines[i], "="))
        gtk_editable_set_text (GTK_EDITABLE (rows[i]), lines[i] + 1);
    }
  cpx_reason_row_set_text (CPX_REASON_ROW (self->reason_row), reason);
  g_set_object (&self->held, held);
}

/* It is read back after the page was made. */
static void
unsaved_cb (CpxGlassPage *self)
{
  g_autoptr(CpxDraft) draft = NULL;

  if (self->held == NULL || cpx_draft_is_changed (self->held))
    return;
  draft = begin_held (self);
  if (cpx_draft_is_changed (draft))
    {
      g_clear_object (&self->held);
      take_held (self);
    }
}

/**
 * cpx_glass_page_new:
 * @practice: a practice unlocked by who needs to break the glass, cpx_practice_needs_glass()
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
cpx_glass_page_new (CpxPractice *practice)
{
  CpxGlassPage *self = g_object_new (CPX_TYPE_GLASS_PAGE, NULL);

  self->practice = g_object_ref (practice);
  take_held (self);
  g_signal_connect_object (cpx_unsaved_get (practice), "changed", G_CALLBACK (unsaved_cb), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
