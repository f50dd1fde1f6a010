/* cpx-assistant.c: the first run, in three steps: the practice, you, the recovery code.
 *
 *   [practice] ── next ──> [you] ── next: the vault is made ──> [recovery code] ── next ──> signal created
 *        <───── back ───────┘
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-assistant.h"

#include "cpx-assistant-state.h"
#include "cpx-control-names.h"
#include "cpx-passphrase-fields.h"
#include "cpx-recovery-card.h"
#include "cpx-settings.h"
#include "cpx-stack-page.h"

#include <cpx-create-practice.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CpxAssistant
{
  GtkWidget         parent_instance;

  GtkWidget        *box;
  GtkWidget        *title;
  GtkWidget        *steps;
  GtkWidget        *practice_step;
  GtkWidget        *you_step;
  GtkWidget        *recovery_step;
  GtkWidget        *practice_row;
  GtkWidget        *name_row;
  GtkWidget        *login_row;
  GtkWidget        *surgeon_switch;
  GtkWidget        *rpps_row;
  GtkWidget        *fields;
  GtkWidget        *card;
  GtkWidget        *message;
  GtkWidget        *spinner;
  GtkWidget        *next_label;

  CpxAssistantStep  step;
  gboolean          busy;
  gboolean          login_typed;   /* the suggestion follows the name no more */
  char             *vault_path;    /* (owned) (nullable) */
  char             *failure;       /* (owned) (nullable) */
  CpxPractice      *practice;      /* (owned) (nullable): made, not yet entered */
};

enum
{
  CREATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxAssistant, cpx_assistant, GTK_TYPE_WIDGET)

static const char *
get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
show_step (CpxAssistant *self)
{
  GtkWidget *pages[] = { self->practice_step, self->you_step, self->recovery_step };
  GtkWidget *first[] = { self->practice_row, self->name_row, self->card };

  gtk_stack_set_visible_child (GTK_STACK (self->steps), pages[self->step]);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (first[self->step]);
}

static void
update (CpxAssistant *self)
{
  CpxAssistantInput input = {
    .step = self->step,
    .busy = self->busy,
    .proved = cpx_recovery_card_is_proved (CPX_RECOVERY_CARD (self->card)),
    .practice_name = get_text (self->practice_row),
    .user_name = get_text (self->name_row),
    .login = get_text (self->login_row),
    .rpps = get_text (self->rpps_row),
    .has_passphrase = cpx_passphrase_fields_can_accept (CPX_PASSPHRASE_FIELDS (self->fields)),
    .failure = self->failure,
  };
  g_auto(CpxAssistantState) state = cpx_assistant_state_compute (&input);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assistant.next", state.can_go_on);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assistant.back", state.can_go_back);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), state.title);
  gtk_label_set_label (GTK_LABEL (self->message), state.sentence != NULL ? state.sentence : "");
  gtk_widget_set_visible (self->message, state.sentence != NULL);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), state.shows_spinner);
  gtk_widget_set_visible (self->spinner, state.shows_spinner);
  gtk_widget_set_sensitive (self->steps, !self->busy);
  gtk_label_set_label (GTK_LABEL (self->next_label),
                       self->step == CPX_STEP_RECOVERY ? _("_Open the practice") : _("_Next"));
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CpxAssistant) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autofree char *code = NULL;
  g_autoptr(CpxPractice) practice = cpx_practice_create_finish (result, &code, &error);

  self->busy = FALSE;
  if (self->vault_path == NULL)
    return;

  if (practice == NULL)
    self->failure = g_strdup (error->message);
  else
    {
      self->practice = g_steal_pointer (&practice);
      self->step = CPX_STEP_RECOVERY;
      cpx_recovery_card_show_code (CPX_RECOVERY_CARD (self->card), self->practice, code);
      cpx_settings_set_last_login (get_text (self->login_row));
      cpx_passphrase_fields_wipe (CPX_PASSPHRASE_FIELDS (self->fields));
    }
  update (self);
  show_step (self);
}

static void
create (CpxAssistant *self)
{
  gboolean surgeon = gtk_switch_get_active (GTK_SWITCH (self->surgeon_switch));
  CpxPracticeSetup setup = {
    .practice_name = get_text (self->practice_row),
    .login = get_text (self->login_row),
    .user_name = get_text (self->name_row),
    .rpps = *get_text (self->rpps_row) != '\0' ? get_text (self->rpps_row) : NULL,
    .roles = surgeon ? CPX_ROLE_SURGEON | CPX_ROLE_ADMIN : CPX_ROLE_SECRETARY | CPX_ROLE_ADMIN,
    .passphrase = cpx_passphrase_fields_get_fresh (CPX_PASSPHRASE_FIELDS (self->fields)),
  };

  self->busy = TRUE;
  g_clear_pointer (&self->failure, g_free);
  cpx_practice_create_async (self->vault_path, &setup, NULL, created_cb, g_object_ref (self));
}

static void
next_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CpxAssistant *self = CPX_ASSISTANT (widget);
  g_autoptr(CpxPractice) practice = NULL;

  switch (self->step)
    {
    case CPX_STEP_PRACTICE:
      self->step = CPX_STEP_YOU;
      break;
    case CPX_STEP_YOU:
      create (self);
      break;
    case CPX_STEP_RECOVERY:
      practice = g_steal_pointer (&self->practice);
      cpx_recovery_card_show_code (CPX_RECOVERY_CARD (self->card), NULL, "");
      g_signal_emit (self, signals[CREATED], 0, practice);
      return;
    case CPX_N_STEPS:
    default:
      return;
    }
  update (self);
  if (!self->busy)
    show_step (self);
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CpxAssistant *self = CPX_ASSISTANT (widget);

  self->step = CPX_STEP_PRACTICE;
  g_clear_pointer (&self->failure, g_free);
  update (self);
  show_step (self);
}

static void
typed_cb (CpxAssistant *self)
{
  if (!self->busy)
    g_clear_pointer (&self->failure, g_free);
  update (self);
}

static void
name_cb (CpxAssistant *self)
{
  g_autofree char *login = cpx_assistant_state_suggest_login (get_text (self->name_row));

  if (!self->login_typed)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->login_row), login);
      self->login_typed = FALSE;
    }
  typed_cb (self);
}

static void
login_cb (CpxAssistant *self)
{
  g_autofree char *suggested = cpx_assistant_state_suggest_login (get_text (self->name_row));

  self->login_typed = !g_str_equal (suggested, get_text (self->login_row));
  cpx_passphrase_fields_set_login (CPX_PASSPHRASE_FIELDS (self->fields), get_text (self->login_row));
  typed_cb (self);
}

static void
entry_activated_cb (CpxAssistant *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "assistant.next", NULL);
}

static void
cpx_assistant_dispose (GObject *object)
{
  CpxAssistant *self = CPX_ASSISTANT (object);

  if (self->fields != NULL)
    g_signal_handlers_disconnect_by_data (self->fields, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_ASSISTANT);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->vault_path, g_free);
  g_clear_pointer (&self->failure, g_free);

  G_OBJECT_CLASS (cpx_assistant_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/session/assistant.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxAssistant, box);
  gtk_widget_class_bind_template_child (widget_class, CpxAssistant, title);
  gtk_widget_class_bind_template_child (widget_class, CpxAssistant, steps);
  gtk_widget_class_bind_template_child (widget_class, CpxAssistant, practice_step);
  gtk_widget_class_bind_template_child (widget_class, CpxAssistant, you_step);
  gtk_widget_class_bind_template_child (widget_class, CpxAssistant, recovery_step);
  gtk_widget_class_bind_template_child (widget_class, CpxAssistant, practice_row);
  gtk_widget_class_bind_template_child (widget_class, CpxAssistant, name_row);
  gtk_widget_class_bind_template_child (widget_class, CpxAssistant, login_row);
  gtk_widget_class_bind_template_child (widget_class, CpxAssistant, surgeon_switch);
  gtk_widget_class_bind_template_child (widget_class, CpxAssistant, rpps_row);
  gtk_widget_class_bind_template_child (widget_class, CpxAssistant, fields);
  gtk_widget_class_bind_template_child (widget_class, CpxAssistant, card);
  gtk_widget_class_bind_template_child (widget_class, CpxAssistant, message);
  gtk_widget_class_bind_template_child (widget_class, CpxAssistant, spinner);
  gtk_widget_class_bind_template_child (widget_class, CpxAssistant, next_label);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_cb);
  gtk_widget_class_bind_template_callback (widget_class, login_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
}

static void
cpx_assistant_class_init (CpxAssistantClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_assistant_dispose;

  signals[CREATED] = g_signal_new ("created", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, CPX_TYPE_PRACTICE);
  g_type_ensure (CPX_TYPE_PASSPHRASE_FIELDS);
  g_type_ensure (CPX_TYPE_RECOVERY_CARD);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "assistant.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "assistant.back", NULL, back_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_assistant_init (CpxAssistant *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cpx_stack_page_mark (self->practice_step);
  cpx_stack_page_mark (self->you_step);
  cpx_stack_page_mark (self->recovery_step);
  cpx_control_names_give (GTK_WIDGET (self), _("First run"));
}

/**
 * cpx_assistant_begin:
 * @self: an assistant
 * @vault_path: where the vault will be
 *
 * Begins the first run. Signal `created` carries the practice, unlocked, once its recovery code is in safety.
 */
void
cpx_assistant_begin (CpxAssistant *self,
                     const char   *vault_path)
{
  g_return_if_fail (CPX_IS_ASSISTANT (self));

  g_free (self->vault_path);
  self->vault_path = g_strdup (vault_path);
  self->step = CPX_STEP_PRACTICE;
  update (self);
  show_step (self);
}
