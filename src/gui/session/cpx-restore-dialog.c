/* cpx-restore-dialog.c: puts a backup in the place of the vault: which one, by whom, and where the other file is now.
 *
 * Nobody may hold the vault meanwhile: the window shows this at its door only, see cpx-window.c.
 *
 *   [form] ── restore: the backup is proved, then takes the place ──> [done] ── close: signal restored
 *     ^────────────── refused: nothing was replaced ─────────┘
 *     └── of another practice: said, and the button asks for it by name: asks_other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-restore-dialog.h"

#include "cpx-control-names.h"
#include "cpx-file-picker.h"
#include "cpx-restore-state.h"

#include <cpx-backup.h>
#include <cpx-restore.h>
#include <cpx-unlock.h>

#include <glib/gi18n-lib.h>

struct _CpxRestoreDialog
{
  AdwWindow   parent_instance;

  GtkWidget  *stack;
  GtkWidget  *form;
  GtkWidget  *done;
  GtkWidget  *cancel_button;
  GtkWidget  *restore_button;
  GtkWidget  *restore_label;
  GtkWidget  *backup_row;
  GtkWidget  *none_row;     /* shown while there is no backup to choose */
  GtkWidget  *administrator;
  GtkWidget  *choose_button;
  GtkWidget  *login_row;
  GtkWidget  *passphrase_row;
  GtkWidget  *code_row;
  GtkWidget  *message;
  GtkWidget  *spinner;

  char       *vault_path;   /* (owned) */
  GPtrArray  *paths;        /* (owned) (element-type filename): of the backups offered, in order */
  char      **logins;       /* (owned) (nullable): of the backup chosen */
  char       *failure;      /* (owned) (nullable) */
  gboolean    asks_code;
  gboolean    asks_other;   /* the backup is of another practice: the next press says that this is meant */
  gboolean    busy;
};

enum
{
  RESTORED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxRestoreDialog, cpx_restore_dialog, ADW_TYPE_WINDOW)

static const char *
get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static const char *
get_backup (CpxRestoreDialog *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->backup_row));

  return selected < self->paths->len ? g_ptr_array_index (self->paths, selected) : NULL;
}

static const char *
get_login (CpxRestoreDialog *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->login_row));
  guint n_logins = self->logins != NULL ? g_strv_length (self->logins) : 0;

  return selected < n_logins ? self->logins[selected] : NULL;
}

static void
update (CpxRestoreDialog *self)
{
  CpxRestoreInput input = {
    .backup = get_backup (self),
    .login = get_login (self),
    .passphrase = get_text (self->passphrase_row),
    .code = get_text (self->code_row),
    .asks_code = self->asks_code,
    .busy = self->busy,
  };

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.restore", cpx_restore_state_can_restore (&input));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.cancel", !self->busy);
  gtk_label_set_label (GTK_LABEL (self->restore_label),
                       self->asks_other ? _("_Replace by the other practice") : C_("backup", "_Restore"));
  gtk_widget_set_visible (self->backup_row, self->paths->len > 0);
  gtk_widget_set_visible (self->none_row, self->paths->len == 0);
  gtk_widget_set_visible (self->administrator, self->paths->len > 0);
  gtk_widget_set_visible (self->login_row, get_login (self) != NULL);
  gtk_widget_set_visible (self->code_row, self->asks_code);
  gtk_widget_set_sensitive (self->form, !self->busy);
  gtk_label_set_label (GTK_LABEL (self->message), self->failure != NULL ? self->failure : "");
  gtk_widget_set_visible (self->message, self->failure != NULL);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), self->busy);
  gtk_widget_set_visible (self->spinner, self->busy);
}

static void
set_failure (CpxRestoreDialog *self,
             const char       *sentence)
{
  g_free (self->failure);
  self->failure = g_strdup (sentence);
}

static void
forget_secrets (CpxRestoreDialog *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase_row), "");
  gtk_editable_set_text (GTK_EDITABLE (self->code_row), "");
}

/* Who may restore is who administered the practice on the day of the backup: the logins come from the backup. */
static void
backup_cb (CpxRestoreDialog *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GtkStringList) list = NULL;
  const char *backup = get_backup (self);

  g_clear_pointer (&self->logins, g_strfreev);
  self->logins = backup != NULL ? cpx_practice_list_logins (backup, &error) : NULL;
  list = gtk_string_list_new ((const char * const *) self->logins);
  adw_combo_row_set_model (ADW_COMBO_ROW (self->login_row), G_LIST_MODEL (list));
  self->asks_code = FALSE;
  self->asks_other = FALSE;
  set_failure (self, error != NULL ? error->message : NULL);
  update (self);
}

static void
typed_cb (CpxRestoreDialog *self)
{
  if (!self->busy && *get_text (self->passphrase_row) != '\0' && !self->asks_code && !self->asks_other)
    set_failure (self, NULL);
  update (self);
}

static void
entry_activated_cb (CpxRestoreDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.restore", NULL);
}

static void
show_done (CpxRestoreDialog  *self,
           const CpxRestored *restored)
{
  g_autofree char *shown = restored->replaced_path != NULL ? g_filename_display_name (restored->replaced_path) : NULL;
  g_autoptr(GDateTime) last = g_date_time_new_from_unix_local (restored->origin.last_us / G_USEC_PER_SEC);
  g_autofree char *time = g_date_time_format (last, _("%d/%m/%Y at %H:%M"));
  g_autofree char *kept = shown != NULL ? g_strdup_printf (_("The file that was there is kept: %s"), shown)
                                        : g_strdup (_("There was no file in its place before."));
  g_autofree char *state = g_strdup_printf (_("“%s” is as it was on %s."), restored->origin.practice_name, time);
  const char *reminder = cpx_restored_get_reminder (restored);
  g_autofree char *text = g_strjoin ("\n", state, kept, reminder, NULL);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_description (ADW_STATUS_PAGE (self->done), escaped);
  gtk_widget_set_visible (self->cancel_button, FALSE);
  gtk_widget_set_visible (self->restore_button, FALSE);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->done);
  gtk_widget_child_focus (self->done, GTK_DIR_TAB_FORWARD);
  g_signal_emit (self, signals[RESTORED], 0);
}

static void
refuse (CpxRestoreDialog *self,
        const GError     *error)
{
  gboolean needs_code = g_error_matches (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NEED_CODE);
  gboolean wrong_code = g_error_matches (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_WRONG_CODE);

  self->asks_code = needs_code || wrong_code;
  self->asks_other = self->asks_other || g_error_matches (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_CONFLICT);
  set_failure (self, needs_code ? NULL : error->message);
  gtk_editable_set_text (GTK_EDITABLE (self->code_row), "");
  if (!self->asks_code && !self->asks_other)
    gtk_editable_set_text (GTK_EDITABLE (self->passphrase_row), "");
  update (self);
  gtk_widget_grab_focus (self->asks_other ? self->cancel_button
                         : self->asks_code ? self->code_row : self->passphrase_row);
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CpxRestoreDialog) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxRestored) restored = cpx_practice_restore_finish (result, &error);

  self->busy = FALSE;
  if (self->vault_path == NULL)
    return;

  update (self);
  if (restored == NULL)
    {
      refuse (self, error);
      return;
    }
  forget_secrets (self);
  show_done (self, restored);
}

static void
restore_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CpxRestoreDialog *self = CPX_RESTORE_DIALOG (widget);
  g_auto(GStrv) parts = g_strsplit (get_text (self->code_row), " ", -1);
  g_autofree char *code = self->asks_code ? g_strjoinv ("", parts) : NULL;

  if (self->busy)
    return;

  self->busy = TRUE;
  set_failure (self, NULL);
  cpx_practice_restore_async (self->vault_path, get_backup (self), get_login (self), get_text (self->passphrase_row),
                              code, self->asks_other, restored_cb, g_object_ref (self));
  update (self);
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
picked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GFile) file = cpx_file_picker_finish (result);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && CPX_RESTORE_DIALOG (source)->vault_path != NULL)
    cpx_restore_dialog_choose (CPX_RESTORE_DIALOG (source), path);
}

static void
choose_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  cpx_file_picker_open_async (widget, _("Choose a backup"), picked_cb, NULL);
}

/* What has begun goes to its end: a half is never left, but nobody would hear of it. */
static gboolean
close_request_cb (CpxRestoreDialog *self)
{
  return self->busy ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

/* Where the keyboard begins: at the passphrase, the newest backup being the usual one. */
static void
cpx_restore_dialog_show (GtkWidget *widget)
{
  CpxRestoreDialog *self = CPX_RESTORE_DIALOG (widget);

  GTK_WIDGET_CLASS (cpx_restore_dialog_parent_class)->show (widget);
  gtk_widget_grab_focus (get_backup (self) != NULL ? self->passphrase_row : self->choose_button);
}

static void
cpx_restore_dialog_dispose (GObject *object)
{
  CpxRestoreDialog *self = CPX_RESTORE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_RESTORE_DIALOG);
  g_clear_pointer (&self->vault_path, g_free);
  g_clear_pointer (&self->failure, g_free);
  g_clear_pointer (&self->logins, g_strfreev);

  G_OBJECT_CLASS (cpx_restore_dialog_parent_class)->dispose (object);
}

static void
cpx_restore_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (CPX_RESTORE_DIALOG (object)->paths);

  G_OBJECT_CLASS (cpx_restore_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/session/restore-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxRestoreDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CpxRestoreDialog, form);
  gtk_widget_class_bind_template_child (widget_class, CpxRestoreDialog, done);
  gtk_widget_class_bind_template_child (widget_class, CpxRestoreDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, CpxRestoreDialog, restore_button);
  gtk_widget_class_bind_template_child (widget_class, CpxRestoreDialog, restore_label);
  gtk_widget_class_bind_template_child (widget_class, CpxRestoreDialog, backup_row);
  gtk_widget_class_bind_template_child (widget_class, CpxRestoreDialog, none_row);
  gtk_widget_class_bind_template_child (widget_class, CpxRestoreDialog, administrator);
  gtk_widget_class_bind_template_child (widget_class, CpxRestoreDialog, choose_button);
  gtk_widget_class_bind_template_child (widget_class, CpxRestoreDialog, login_row);
  gtk_widget_class_bind_template_child (widget_class, CpxRestoreDialog, passphrase_row);
  gtk_widget_class_bind_template_child (widget_class, CpxRestoreDialog, code_row);
  gtk_widget_class_bind_template_child (widget_class, CpxRestoreDialog, message);
  gtk_widget_class_bind_template_child (widget_class, CpxRestoreDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, backup_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
}

static void
cpx_restore_dialog_class_init (CpxRestoreDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_restore_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = cpx_restore_dialog_finalize;
  widget_class->show = cpx_restore_dialog_show;

  signals[RESTORED] =
    g_signal_new ("restored", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "dialog.restore", NULL, restore_action);
  gtk_widget_class_install_action (widget_class, "dialog.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "dialog.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cpx_restore_dialog_init (CpxRestoreDialog *self)
{
  self->paths = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  cpx_control_names_give (GTK_WIDGET (self), _("Restore a backup"));
}

/* Newest first, as cpx_practice_list_backups() has no order to rely on. */
static int
compare_age (gconstpointer a,
             gconstpointer b)
{
  gint64 first = (*(const CpxBackupInfo * const *) a)->made_us;
  gint64 second = (*(const CpxBackupInfo * const *) b)->made_us;

  return (second > first) - (second < first);
}

static void
offer_backups (CpxRestoreDialog *self)
{
  g_autoptr(GPtrArray) backups = cpx_practice_list_backups (self->vault_path);
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  if (backups != NULL)
    g_ptr_array_sort (backups, compare_age);
  for (guint i = 0; backups != NULL && i < backups->len; i++)
    {
      const CpxBackupInfo *backup = g_ptr_array_index (backups, i);
      g_autofree char *label = cpx_restore_state_dup_label (backup->made_us, backup->size_bytes);

      gtk_string_list_append (list, label);
      g_ptr_array_add (self->paths, g_strdup (backup->path));
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (self->backup_row), G_LIST_MODEL (list));
  backup_cb (self);
}

/**
 * cpx_restore_dialog_new:
 * @vault_path: the vault whose place a backup takes; nobody holds it
 *
 * Makes the dialog, which offers the backups kept beside @vault_path. Signal `restored` tells that another file is now
 * at that path.
 *
 * Returns: (transfer full): a window, not yet shown
 */
GtkWidget *
cpx_restore_dialog_new (const char *vault_path)
{
  CpxRestoreDialog *self = g_object_new (CPX_TYPE_RESTORE_DIALOG, NULL);

  self->vault_path = g_strdup (vault_path);
  offer_backups (self);

  return GTK_WIDGET (self);
}

/**
 * cpx_restore_dialog_choose:
 * @self: a dialog
 * @backup_path: a backup kept anywhere
 *
 * Offers @backup_path too, and chooses it.
 */
void
cpx_restore_dialog_choose (CpxRestoreDialog *self,
                           const char       *backup_path)
{
  GListModel *list = adw_combo_row_get_model (ADW_COMBO_ROW (self->backup_row));
  g_autofree char *shown = g_filename_display_basename (backup_path);

  g_return_if_fail (CPX_IS_RESTORE_DIALOG (self));

  g_ptr_array_add (self->paths, g_strdup (backup_path));
  gtk_string_list_append (GTK_STRING_LIST (list), shown);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->backup_row), self->paths->len - 1);
  backup_cb (self);
}
