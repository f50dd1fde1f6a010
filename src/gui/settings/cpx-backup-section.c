/* cpx-backup-section.c: the last backup, the next one, and the proof that one can come back from it.
 *
 * One thing at a time: a backup, a restore test or a check keeps the other two waiting.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-backup-section.h"

#include "cpx-backup-state.h"
#include "cpx-file-picker.h"
#include "cpx-toast.h"

#include <cpx-clock.h>
#include <cpx-restore-test.h>
#include <cpx-second-factor.h>
#include <cpx-user.h>

#include <glib/gi18n-lib.h>

struct _CpxBackupSection
{
  AdwPreferencesPage  parent_instance;

  GtkWidget          *last_row;
  GtkWidget          *last_icon;
  GtkWidget          *spinner;
  GtkWidget          *test_group;
  GtkWidget          *passphrase_row;
  GtkWidget          *code_row;
  GtkWidget          *test_result_row;
  GtkWidget          *test_spinner;
  GtkWidget          *restore_group;
  GtkWidget          *check_group;
  GtkWidget          *check_result_row;
  GtkWidget          *check_spinner;

  CpxPractice        *practice;   /* (owned) */
  GPtrArray          *backups;    /* (owned) (nullable) (element-type CpxBackupInfo) */
  GtkWidget          *busy;       /* (nullable): the spinner of what is under way */
  char               *suggested;  /* (owned) (nullable): the name offered for a backup elsewhere */
};

G_DEFINE_FINAL_TYPE (CpxBackupSection, cpx_backup_section, ADW_TYPE_PREFERENCES_PAGE)

static const char *
get_login (CpxBackupSection *self)
{
  return cpx_record_get_text (cpx_practice_get_user (self->practice), CPX_USER_LOGIN);
}

static void
spin (CpxBackupSection *self,
      GtkWidget        *spinner)
{
  gtk_spinner_set_spinning (GTK_SPINNER (spinner), self->busy == spinner);
  gtk_widget_set_visible (spinner, self->busy == spinner);
}

static void
update (CpxBackupSection *self)
{
  g_auto(CpxBackupState) state = cpx_backup_state_compute (self->backups, cpx_clock_now_us ());
  gboolean idle = self->busy == NULL;
  gboolean has_passphrase = *gtk_editable_get_text (GTK_EDITABLE (self->passphrase_row)) != '\0';

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->last_row), state.title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->last_row), state.subtitle);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->last_icon), state.icon_name);
  gtk_widget_set_visible (self->test_group, state.newest != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "backups.make", idle);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "backups.make-elsewhere", idle);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "backups.test-restore",
                                 idle && has_passphrase && state.newest != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "backups.check", idle);
  spin (self, self->spinner);
  spin (self, self->test_spinner);
  spin (self, self->check_spinner);
}

static void
set_busy (CpxBackupSection *self,
          GtkWidget        *spinner)
{
  self->busy = spinner;
  update (self);
}

static void
code_heard_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(CpxBackupSection) self = user_data;   /* the reference taken by the call */
  gboolean has_code = cpx_practice_has_code_finish (CPX_PRACTICE (source), result, NULL);

  if (self->practice != NULL)
    gtk_widget_set_visible (self->code_row, has_code);
}

static void
refresh (CpxBackupSection *self)
{
  g_clear_pointer (&self->backups, g_ptr_array_unref);
  self->backups = cpx_practice_list_backups (cpx_practice_get_path (self->practice));
  if (!cpx_practice_is_locked (self->practice))
    cpx_practice_has_code_async (self->practice, get_login (self), NULL, code_heard_cb, g_object_ref (self));
  update (self);
}

/* A backup */

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(CpxBackupSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autofree char *path = cpx_practice_backup_finish (CPX_PRACTICE (source), result, &error);
  g_autofree char *sentence = NULL;

  if (self->practice == NULL)
    return;

  self->busy = NULL;
  refresh (self);
  if (path == NULL)
    {
      cpx_toast_show_error (GTK_WIDGET (self), error);
      return;
    }
  sentence = g_strdup_printf (_("Backup made and verified: %s"), path);
  cpx_toast_show (GTK_WIDGET (self), sentence);
}

static void
make_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  CpxBackupSection *self = CPX_BACKUP_SECTION (widget);

  set_busy (self, self->spinner);
  cpx_practice_backup_async (self->practice, NULL, made_cb, g_object_ref (self));
}

static void
picked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  CpxBackupSection *self = CPX_BACKUP_SECTION (source);
  g_autoptr(GFile) file = cpx_file_picker_finish (result);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path == NULL || self->practice == NULL || self->busy != NULL)
    return;

  set_busy (self, self->spinner);
  cpx_practice_backup_async (self->practice, path, made_cb, g_object_ref (self));
}

static void
make_elsewhere_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  CpxBackupSection *self = CPX_BACKUP_SECTION (widget);
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (cpx_clock_now_us () / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *day = g_date_time_format (local, "%Y-%m-%d");

  g_free (self->suggested);
  self->suggested = g_strdup_printf (_("backup-%s.cpxvault"), day);
  cpx_file_picker_save_async (widget, _("Back up to an external medium"), self->suggested, picked_cb, NULL);
}

/* The restore test and the check */

/* What became of reading a vault from end to end, as a row. */
static void
show_outcome (GtkWidget            *row,
              const char           *sound_title,
              const CpxCheckReport *report,
              const GError         *error)
{
  gboolean sound = report != NULL && report->sound;
  g_autofree char *text = report != NULL ? cpx_backup_state_dup_report (report) : g_strdup (error->message);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sound ? sound_title : _("Not proved"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), sound ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
  gtk_widget_set_visible (row, TRUE);
}

static void
tested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CpxBackupSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxCheckReport) report = cpx_practice_test_restore_finish (result, &error);

  if (self->practice == NULL)
    return;

  show_outcome (self->test_result_row, _("The last backup can be restored"), report, error);
  set_busy (self, NULL);
}

static void
test_restore_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  CpxBackupSection *self = CPX_BACKUP_SECTION (widget);
  g_auto(CpxBackupState) state = cpx_backup_state_compute (self->backups, cpx_clock_now_us ());
  const char *code = gtk_editable_get_text (GTK_EDITABLE (self->code_row));

  if (state.newest == NULL || self->busy != NULL)
    return;

  gtk_widget_set_visible (self->test_result_row, FALSE);
  set_busy (self, self->test_spinner);
  cpx_practice_test_restore_async (state.newest->path, get_login (self),
                                   gtk_editable_get_text (GTK_EDITABLE (self->passphrase_row)),
                                   *code != '\0' ? code : NULL, tested_cb, g_object_ref (self));
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase_row), "");
  gtk_editable_set_text (GTK_EDITABLE (self->code_row), "");
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CpxBackupSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxCheckReport) report = cpx_practice_check_finish (CPX_PRACTICE (source), result, &error);

  if (self->practice == NULL)
    return;

  show_outcome (self->check_result_row, _("The database is sound"), report, error);
  set_busy (self, NULL);
}

static void
check_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  CpxBackupSection *self = CPX_BACKUP_SECTION (widget);

  gtk_widget_set_visible (self->check_result_row, FALSE);
  set_busy (self, self->check_spinner);
  cpx_practice_check_async (self->practice, checked_cb, g_object_ref (self));
}

static void
activated_cb (CpxBackupSection *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "backups.test-restore", NULL);
}

static void
cpx_backup_section_map (GtkWidget *widget)
{
  refresh (CPX_BACKUP_SECTION (widget));

  GTK_WIDGET_CLASS (cpx_backup_section_parent_class)->map (widget);
}

static void
cpx_backup_section_dispose (GObject *object)
{
  CpxBackupSection *self = CPX_BACKUP_SECTION (object);

  if (self->passphrase_row != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->passphrase_row, self);
      gtk_editable_set_text (GTK_EDITABLE (self->passphrase_row), "");
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_BACKUP_SECTION);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->backups, g_ptr_array_unref);
  g_clear_pointer (&self->suggested, g_free);

  G_OBJECT_CLASS (cpx_backup_section_parent_class)->dispose (object);
}

static void
cpx_backup_section_class_init (CpxBackupSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_backup_section_dispose;
  widget_class->map = cpx_backup_section_map;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/settings/backup-section.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxBackupSection, last_row);
  gtk_widget_class_bind_template_child (widget_class, CpxBackupSection, last_icon);
  gtk_widget_class_bind_template_child (widget_class, CpxBackupSection, spinner);
  gtk_widget_class_bind_template_child (widget_class, CpxBackupSection, test_group);
  gtk_widget_class_bind_template_child (widget_class, CpxBackupSection, passphrase_row);
  gtk_widget_class_bind_template_child (widget_class, CpxBackupSection, code_row);
  gtk_widget_class_bind_template_child (widget_class, CpxBackupSection, test_result_row);
  gtk_widget_class_bind_template_child (widget_class, CpxBackupSection, test_spinner);
  gtk_widget_class_bind_template_child (widget_class, CpxBackupSection, restore_group);
  gtk_widget_class_bind_template_child (widget_class, CpxBackupSection, check_group);
  gtk_widget_class_bind_template_child (widget_class, CpxBackupSection, check_result_row);
  gtk_widget_class_bind_template_child (widget_class, CpxBackupSection, check_spinner);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "backups.make", NULL, make_action);
  gtk_widget_class_install_action (widget_class, "backups.make-elsewhere", NULL, make_elsewhere_action);
  gtk_widget_class_install_action (widget_class, "backups.test-restore", NULL, test_restore_action);
  gtk_widget_class_install_action (widget_class, "backups.check", NULL, check_action);
}

static void
cpx_backup_section_init (CpxBackupSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_backup_section_new:
 * @practice: an unlocked practice
 *
 * Returns: (transfer floating): what is known and can be done about backups
 */
GtkWidget *
cpx_backup_section_new (CpxPractice *practice)
{
  CpxBackupSection *self = g_object_new (CPX_TYPE_BACKUP_SECTION, NULL);

  self->practice = g_object_ref (practice);
  gtk_widget_set_visible (self->restore_group, cpx_practice_may (practice, "backup:restore"));
  gtk_widget_set_visible (self->check_group, cpx_practice_may (practice, "vault:check"));
  refresh (self);

  return GTK_WIDGET (self);
}
