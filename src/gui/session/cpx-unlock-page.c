/* cpx-unlock-page.c: the door: who one is, and the passphrase; or the recovery code.
 *
 * GTK keeps what is typed into an entry in ordinary memory: the entries are emptied as soon as the attempt is over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-unlock-page.h"

#include "cpx-choice-typing.h"
#include "cpx-control-names.h"
#include "cpx-recovery-page.h"
#include "cpx-settings.h"
#include "cpx-stack-page.h"
#include "cpx-unlock-state.h"

#include <cpx-unlock.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CpxUnlockPage
{
  GtkWidget     parent_instance;

  GtkWidget    *box;
  GtkWidget    *ways;            /* the passphrase, or the recovery code */
  GtkWidget    *passphrase_way;
  GtkWidget    *recovery_page;
  GtkWidget    *file_label;
  GtkWidget    *login_row;
  GtkWidget    *passphrase_row;
  GtkWidget    *code_row;
  GtkWidget    *message;
  GtkWidget    *button_content;
  GtkWidget    *spinner;

  char         *vault_path;      /* (owned) (nullable) */
  char        **logins;          /* (owned) (nullable) */
  char         *failure;         /* (owned) (nullable) */
  const char   *news;            /* (nullable): what went well instead */
  gboolean      asks_code;
  gboolean      busy;
  guint         tick_id;         /* counts the delay down */
};

enum
{
  UNLOCKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxUnlockPage, cpx_unlock_page, GTK_TYPE_WIDGET)

static void update (CpxUnlockPage *self);

static const char *
get_login (CpxUnlockPage *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->login_row));
  guint n_logins = self->logins != NULL ? g_strv_length (self->logins) : 0;

  return selected < n_logins ? self->logins[selected] : "";
}

static const char *
get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gint64
get_wait_us (CpxUnlockPage *self)
{
  return self->vault_path != NULL ? cpx_practice_get_wait_us (self->vault_path, get_login (self)) : 0;
}

static gboolean
tick_cb (gpointer user_data)
{
  CpxUnlockPage *self = user_data;

  self->tick_id = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

static void
update (CpxUnlockPage *self)
{
  CpxUnlockInput input = {
    .login = get_login (self),
    .passphrase = get_text (self->passphrase_row),
    .code = get_text (self->code_row),
    .asks_code = self->asks_code,
    .busy = self->busy,
    .wait_us = get_wait_us (self),
    .failure = self->failure,
    .news = self->news,
  };
  g_auto(CpxUnlockState) state = cpx_unlock_state_compute (&input);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "unlock.unlock", state.can_unlock);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "unlock.recover", state.can_type);
  gtk_widget_set_sensitive (self->login_row, state.can_type);
  gtk_widget_set_sensitive (self->passphrase_row, state.can_type);
  gtk_widget_set_sensitive (self->code_row, state.can_type);
  gtk_widget_set_visible (self->code_row, state.shows_code);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), state.shows_spinner);
  gtk_widget_set_visible (self->spinner, state.shows_spinner);
  gtk_label_set_label (GTK_LABEL (self->message), state.sentence != NULL ? state.sentence : "");
  gtk_widget_set_css_classes (self->message, (const char *[]) { state.style_class, NULL });
  gtk_widget_set_visible (self->message, state.sentence != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->passphrase_row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  state.sentence != NULL ? state.sentence : "", -1);
  if (input.wait_us > 0 && self->tick_id == 0)
    self->tick_id = g_timeout_add (250, tick_cb, self);
}

static void
set_failure (CpxUnlockPage *self,
             const char    *sentence)
{
  g_free (self->failure);
  self->failure = g_strdup (sentence);
  self->news = NULL;
}

static void
forget_secrets (CpxUnlockPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase_row), "");
  gtk_editable_set_text (GTK_EDITABLE (self->code_row), "");
  self->asks_code = FALSE;
}

static void
enter (CpxUnlockPage *self,
       CpxPractice   *practice)
{
  cpx_settings_set_last_login (get_login (self));
  forget_secrets (self);
  set_failure (self, NULL);
  update (self);
  g_signal_emit (self, signals[UNLOCKED], 0, practice);
}

static void
refuse (CpxUnlockPage *self,
        GError        *error)
{
  gboolean needs_code = g_error_matches (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NEED_CODE);
  gboolean wrong_code = g_error_matches (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_WRONG_CODE);
  GtkWidget *next = needs_code || wrong_code ? self->code_row : self->passphrase_row;

  if (!needs_code && !wrong_code)
    forget_secrets (self);
  self->asks_code = needs_code || wrong_code;
  gtk_editable_set_text (GTK_EDITABLE (self->code_row), "");
  set_failure (self, needs_code ? NULL : error->message);
  update (self);
  gtk_widget_grab_focus (next);
}

static void
unlocked_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CpxUnlockPage) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPractice) practice = cpx_practice_unlock_finish (result, &error);

  self->busy = FALSE;
  if (self->vault_path == NULL)
    return;

  if (practice != NULL)
    enter (self, practice);
  else
    refuse (self, error);
}

/* Spaces in a code are for reading. */
static char *
dup_code (CpxUnlockPage *self)
{
  g_auto(GStrv) parts = g_strsplit (get_text (self->code_row), " ", -1);

  return self->asks_code ? g_strjoinv ("", parts) : NULL;
}

static void
unlock_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CpxUnlockPage *self = CPX_UNLOCK_PAGE (widget);
  g_autofree char *code = dup_code (self);

  gtk_root_set_focus (gtk_widget_get_root (widget), NULL);
  self->busy = TRUE;
  set_failure (self, NULL);
  cpx_practice_unlock_async (self->vault_path, get_login (self), get_text (self->passphrase_row), code, NULL,
                             unlocked_cb, g_object_ref (self));
  update (self);
}

static void
recover_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CpxUnlockPage *self = CPX_UNLOCK_PAGE (widget);

  cpx_recovery_page_begin (CPX_RECOVERY_PAGE (self->recovery_page), self->vault_path, (const char **) self->logins);
  gtk_stack_set_visible_child (GTK_STACK (self->ways), self->recovery_page);
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CpxUnlockPage *self = CPX_UNLOCK_PAGE (widget);

  gtk_stack_set_visible_child (GTK_STACK (self->ways), self->passphrase_way);
  gtk_widget_grab_focus (self->passphrase_row);
}

static void
recovered_cb (CpxRecoveryPage *page,
              const char      *login,
              CpxUnlockPage   *self)
{
  for (guint i = 0; self->logins != NULL && self->logins[i] != NULL; i++)
    {
      if (g_str_equal (self->logins[i], login))
        adw_combo_row_set_selected (ADW_COMBO_ROW (self->login_row), i);
    }
  back_action (GTK_WIDGET (self), NULL, NULL);
  set_failure (self, NULL);
  self->news = _("The new passphrase is set: unlock with it");
  update (self);
}

static void
entry_activated_cb (CpxUnlockPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "unlock.unlock", NULL);
}

static void
typed_cb (CpxUnlockPage *self)
{
  if (!self->busy && *get_text (self->passphrase_row) != '\0' && self->failure != NULL && !self->asks_code)
    set_failure (self, NULL);
  update (self);
}

static void
login_cb (CpxUnlockPage *self)
{
  self->asks_code = FALSE;
  set_failure (self, NULL);
  update (self);
}

static void
cpx_unlock_page_dispose (GObject *object)
{
  CpxUnlockPage *self = CPX_UNLOCK_PAGE (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_UNLOCK_PAGE);
  g_clear_pointer (&self->vault_path, g_free);
  g_clear_pointer (&self->failure, g_free);
  g_clear_pointer (&self->logins, g_strfreev);

  G_OBJECT_CLASS (cpx_unlock_page_parent_class)->dispose (object);
}

static gboolean
cpx_unlock_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CPX_UNLOCK_PAGE (widget)->passphrase_row);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/session/unlock-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxUnlockPage, box);
  gtk_widget_class_bind_template_child (widget_class, CpxUnlockPage, ways);
  gtk_widget_class_bind_template_child (widget_class, CpxUnlockPage, passphrase_way);
  gtk_widget_class_bind_template_child (widget_class, CpxUnlockPage, recovery_page);
  gtk_widget_class_bind_template_child (widget_class, CpxUnlockPage, file_label);
  gtk_widget_class_bind_template_child (widget_class, CpxUnlockPage, login_row);
  gtk_widget_class_bind_template_child (widget_class, CpxUnlockPage, passphrase_row);
  gtk_widget_class_bind_template_child (widget_class, CpxUnlockPage, code_row);
  gtk_widget_class_bind_template_child (widget_class, CpxUnlockPage, message);
  gtk_widget_class_bind_template_child (widget_class, CpxUnlockPage, button_content);
  gtk_widget_class_bind_template_child (widget_class, CpxUnlockPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, login_cb);
  gtk_widget_class_bind_template_callback (widget_class, recovered_cb);
}

static void
cpx_unlock_page_class_init (CpxUnlockPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_unlock_page_dispose;
  widget_class->grab_focus = cpx_unlock_page_grab_focus;

  signals[UNLOCKED] = g_signal_new ("unlocked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, CPX_TYPE_PRACTICE);
  g_type_ensure (CPX_TYPE_RECOVERY_PAGE);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "unlock.unlock", NULL, unlock_action);
  gtk_widget_class_install_action (widget_class, "unlock.recover", NULL, recover_action);
  gtk_widget_class_install_action (widget_class, "unlock.back", NULL, back_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_unlock_page_init (CpxUnlockPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cpx_stack_page_mark (self->passphrase_way);
  cpx_stack_page_mark (self->recovery_page);
  cpx_choice_typing_add (ADW_COMBO_ROW (self->login_row));
  cpx_control_names_give (GTK_WIDGET (self), _("Unlock"));
}

static void
offer_logins (CpxUnlockPage *self)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new ((const char * const *) self->logins);
  g_autofree char *last = cpx_settings_dup_last_login ();

  adw_combo_row_set_model (ADW_COMBO_ROW (self->login_row), G_LIST_MODEL (list));
  for (guint i = 0; self->logins != NULL && self->logins[i] != NULL; i++)
    {
      if (g_str_equal (self->logins[i], last))
        adw_combo_row_set_selected (ADW_COMBO_ROW (self->login_row), i);
    }
}

/**
 * cpx_unlock_page_begin:
 * @self: an unlock page
 * @vault_path: the vault to open
 *
 * Offers the logins of the vault, the last one used on this post first, and waits for a passphrase.
 *
 * Signal `unlocked` carries the practice. A vault that cannot be opened at all is said in one sentence.
 */
void
cpx_unlock_page_begin (CpxUnlockPage *self,
                       const char    *vault_path)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *shown = g_filename_display_basename (vault_path);

  g_return_if_fail (CPX_IS_UNLOCK_PAGE (self));

  g_free (self->vault_path);
  self->vault_path = g_strdup (vault_path);
  g_strfreev (self->logins);
  self->logins = cpx_practice_list_logins (vault_path, &error);
  forget_secrets (self);
  set_failure (self, error != NULL ? error->message : NULL);
  gtk_label_set_label (GTK_LABEL (self->file_label), shown);
  gtk_widget_set_tooltip_text (self->file_label, vault_path);
  offer_logins (self);
  gtk_stack_set_visible_child (GTK_STACK (self->ways), self->passphrase_way);
  update (self);
  gtk_widget_grab_focus (self->passphrase_row);
}
