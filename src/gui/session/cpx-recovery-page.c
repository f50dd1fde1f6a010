/* cpx-recovery-page.c: the other way in: the printed code sets an administrator's new passphrase.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-recovery-page.h"

#include "cpx-control-names.h"
#include "cpx-passphrase-fields.h"
#include "cpx-recovery-state.h"

#include <cpx-recovery.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CpxRecoveryPage
{
  GtkWidget   parent_instance;

  GtkWidget  *scroller;
  GtkWidget  *code_row;
  GtkWidget  *login_row;
  GtkWidget  *fields;
  GtkWidget  *message;
  GtkWidget  *spinner;

  char       *vault_path;   /* (owned) (nullable) */
  char      **logins;       /* (owned) (nullable) */
  char       *failure;      /* (owned) (nullable) */
  gboolean    busy;
};

enum
{
  RECOVERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxRecoveryPage, cpx_recovery_page, GTK_TYPE_WIDGET)

static const char *
get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static const char *
get_login (CpxRecoveryPage *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->login_row));
  guint n_logins = self->logins != NULL ? g_strv_length (self->logins) : 0;

  return selected < n_logins ? self->logins[selected] : "";
}

static void
update (CpxRecoveryPage *self)
{
  const char *code = get_text (self->code_row);
  g_auto(CpxRecoveryState) state = cpx_recovery_state_compute (code, self->failure);
  gboolean can_accept = cpx_passphrase_fields_can_accept (CPX_PASSPHRASE_FIELDS (self->fields));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "recovery.set-passphrase",
                                 !self->busy && can_accept &&
                                   cpx_recovery_check_code (code) == CPX_RECOVERY_CODE_OK);
  gtk_label_set_label (GTK_LABEL (self->message), state.sentence != NULL ? state.sentence : "");
  gtk_widget_set_css_classes (self->message, (const char *[]) { state.style_class, NULL });
  gtk_widget_set_visible (self->message, state.sentence != NULL);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), self->busy);
  gtk_widget_set_visible (self->spinner, self->busy);
}

static void
typed_cb (CpxRecoveryPage *self)
{
  g_clear_pointer (&self->failure, g_free);
  update (self);
}

static void
login_cb (CpxRecoveryPage *self)
{
  cpx_passphrase_fields_set_login (CPX_PASSPHRASE_FIELDS (self->fields), get_login (self));
  typed_cb (self);
}

static void
activated_cb (CpxRecoveryPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "recovery.set-passphrase", NULL);
}

static void
forget_secrets (CpxRecoveryPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->code_row), "");
  cpx_passphrase_fields_wipe (CPX_PASSPHRASE_FIELDS (self->fields));
}

static void
recovered_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(CpxRecoveryPage) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  gboolean recovered = cpx_practice_recover_finish (result, &error);

  self->busy = FALSE;
  if (self->vault_path == NULL)
    return;

  if (recovered)
    {
      forget_secrets (self);
      g_signal_emit (self, signals[RECOVERED], 0, get_login (self));
    }
  else
    self->failure = g_strdup (error->message);
  update (self);
}

static void
set_passphrase_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  CpxRecoveryPage *self = CPX_RECOVERY_PAGE (widget);

  self->busy = TRUE;
  cpx_practice_recover_async (self->vault_path, get_text (self->code_row), get_login (self),
                              cpx_passphrase_fields_get_fresh (CPX_PASSPHRASE_FIELDS (self->fields)), NULL,
                              recovered_cb, g_object_ref (self));
  update (self);
}

static void
cpx_recovery_page_dispose (GObject *object)
{
  CpxRecoveryPage *self = CPX_RECOVERY_PAGE (object);

  if (self->fields != NULL)
    g_signal_handlers_disconnect_by_data (self->fields, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_RECOVERY_PAGE);
  g_clear_pointer (&self->vault_path, g_free);
  g_clear_pointer (&self->failure, g_free);
  g_clear_pointer (&self->logins, g_strfreev);

  G_OBJECT_CLASS (cpx_recovery_page_parent_class)->dispose (object);
}

static void
cpx_recovery_page_class_init (CpxRecoveryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_recovery_page_dispose;

  signals[RECOVERED] = g_signal_new ("recovered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (CPX_TYPE_PASSPHRASE_FIELDS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/session/recovery-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxRecoveryPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, CpxRecoveryPage, code_row);
  gtk_widget_class_bind_template_child (widget_class, CpxRecoveryPage, login_row);
  gtk_widget_class_bind_template_child (widget_class, CpxRecoveryPage, fields);
  gtk_widget_class_bind_template_child (widget_class, CpxRecoveryPage, message);
  gtk_widget_class_bind_template_child (widget_class, CpxRecoveryPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, login_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "recovery.set-passphrase", NULL, set_passphrase_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_recovery_page_init (CpxRecoveryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cpx_control_names_give (GTK_WIDGET (self), _("Recovery code"));
}

/**
 * cpx_recovery_page_begin:
 * @self: a recovery page
 * @vault_path: the vault
 * @logins: (nullable): its logins; only an administrator's can be recovered
 *
 * Waits for the code. Signal `recovered` carries the login whose passphrase is new.
 */
void
cpx_recovery_page_begin (CpxRecoveryPage  *self,
                         const char       *vault_path,
                         const char      **logins)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (logins);

  g_return_if_fail (CPX_IS_RECOVERY_PAGE (self));

  g_free (self->vault_path);
  self->vault_path = g_strdup (vault_path);
  g_strfreev (self->logins);
  self->logins = g_strdupv ((char **) logins);
  g_clear_pointer (&self->failure, g_free);
  adw_combo_row_set_model (ADW_COMBO_ROW (self->login_row), G_LIST_MODEL (list));
  forget_secrets (self);
  login_cb (self);
  gtk_widget_grab_focus (self->code_row);
}
