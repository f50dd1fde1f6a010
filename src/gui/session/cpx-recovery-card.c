/* cpx-recovery-card.c: the recovery code, shown once: to print or save, and to prove that one has it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-recovery-card.h"

#include "cpx-file-picker.h"
#include "cpx-recovery-sheet.h"

#include <cpx-note-deed.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CpxRecoveryCard
{
  GtkWidget    parent_instance;

  GtkWidget   *box;
  GtkWidget   *code_label;
  GtkWidget   *group_row;
  GtkWidget   *message;

  CpxPractice *practice;   /* (owned) (nullable): whose code it is */
  char        *code;       /* (owned) (nullable) */
  guint        asked;      /* the number of the group to retype, from 1 */
};

enum
{
  CHANGED,
  PRESSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxRecoveryCard, cpx_recovery_card, GTK_TYPE_WIDGET)

/* Under the card, not in a toast: that would lie over the button which is pressed next. */
static void
say (CpxRecoveryCard *self,
     const char      *sentence,
     gboolean         wrong)
{
  if (self->message == NULL)   /* gone meanwhile */
    return;

  gtk_label_set_label (GTK_LABEL (self->message), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->message, sentence != NULL);
  if (wrong)
    gtk_widget_add_css_class (self->message, "message");
  else
    gtk_widget_remove_css_class (self->message, "message");
}

static void
noted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CpxRecoveryCard) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_note_deed_finish (CPX_PRACTICE (source), result, &error);

  if (receipt == NULL)
    say (self, error->message, TRUE);
}

/* Who took the code out of the program, and when, is for the audit log. */
static void
note (CpxRecoveryCard *self,
      CpxNotedDeed     deed)
{
  if (self->practice != NULL)
    cpx_practice_note_deed_async (self->practice, deed, NULL, NULL, noted_cb, g_object_ref (self));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CpxRecoveryCard) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      say (self, _("Recovery code saved"), FALSE);
      note (self, CPX_DEED_RECOVERY_SAVED);
    }
  else
    say (self, error->message, TRUE);
}

static void
picked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  CpxRecoveryCard *self = CPX_RECOVERY_CARD (source);
  g_autoptr(GFile) file = cpx_file_picker_finish (result);
  g_autofree char *sheet = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (file == NULL || self->practice == NULL)
    return;

  sheet = cpx_recovery_sheet_dup_text (cpx_practice_get_name (self->practice), self->code);
  bytes = g_bytes_new (sheet, strlen (sheet));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, saved_cb,
                                       g_object_ref (self));
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  cpx_file_picker_save_async (widget, _("Save the recovery code"), _("recovery-code.txt"), picked_cb, NULL);
}

/* The dialog may stay open for long: who prints is told when it is over. */
static void
printed_cb (GtkPrintOperation       *operation,
            GtkPrintOperationResult  result,
            CpxRecoveryCard         *self)
{
  g_autoptr(GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      say (self, error->message, TRUE);
    }
  else if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    {
      say (self, _("Recovery code printed"), FALSE);
      note (self, CPX_DEED_RECOVERY_PRINTED);
    }
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CpxRecoveryCard *self = CPX_RECOVERY_CARD (widget);
  g_autoptr(GtkPrintOperation) operation = NULL;

  if (self->practice == NULL)   /* nothing is shown */
    return;
  operation = cpx_recovery_sheet_new_print (cpx_practice_get_name (self->practice), self->code);

  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "done", G_CALLBACK (printed_cb), widget, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_WINDOW (gtk_widget_get_root (widget)), NULL);
}

/* A group is blamed once it is as long as the right one. */
static void
typed_cb (CpxRecoveryCard *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->group_row));
  g_autofree char *group = self->code != NULL ? cpx_recovery_card_dup_group (self->code, self->asked) : NULL;
  gboolean wrong = group != NULL && strlen (typed) >= strlen (group) && !cpx_recovery_card_is_proved (self);
  g_autofree char *sentence =
    wrong ? g_strdup_printf (_("This is not group %u: read it from the paper"), self->asked) : NULL;

  say (self, sentence, wrong);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
pressed_cb (CpxRecoveryCard *self)
{
  g_signal_emit (self, signals[PRESSED], 0);
}

static gboolean
cpx_recovery_card_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CPX_RECOVERY_CARD (widget)->group_row);
}

static void
cpx_recovery_card_dispose (GObject *object)
{
  CpxRecoveryCard *self = CPX_RECOVERY_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_RECOVERY_CARD);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->code, g_free);

  G_OBJECT_CLASS (cpx_recovery_card_parent_class)->dispose (object);
}

static void
cpx_recovery_card_class_init (CpxRecoveryCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_recovery_card_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = cpx_recovery_card_grab_focus;

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PRESSED] =
    g_signal_new ("pressed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/session/recovery-card.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxRecoveryCard, box);
  gtk_widget_class_bind_template_child (widget_class, CpxRecoveryCard, code_label);
  gtk_widget_class_bind_template_child (widget_class, CpxRecoveryCard, group_row);
  gtk_widget_class_bind_template_child (widget_class, CpxRecoveryCard, message);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_install_action (widget_class, "recovery.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "recovery.save", NULL, save_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
cpx_recovery_card_init (CpxRecoveryCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_recovery_card_new:
 *
 * Makes a card without a code. Signal `changed` tells that something was typed, see cpx_recovery_card_is_proved();
 * `pressed`, that Enter was. The keyboard begins where the group is typed, which a code copied by hand needs as well.
 *
 * Returns: (transfer floating): the card
 */
GtkWidget *
cpx_recovery_card_new (void)
{
  return g_object_new (CPX_TYPE_RECOVERY_CARD, NULL);
}

/**
 * cpx_recovery_card_show_code:
 * @self: a card
 * @practice: (nullable): whose code it is; `NULL` to forget the one shown before
 * @code: the recovery code, or ""
 *
 * Shows @code and asks for one of its groups. That it was printed or saved is noted in the audit log of @practice.
 */
void
cpx_recovery_card_show_code (CpxRecoveryCard *self,
                             CpxPractice     *practice,
                             const char      *code)
{
  g_autofree char *title = NULL;

  g_return_if_fail (CPX_IS_RECOVERY_CARD (self));

  g_set_object (&self->practice, practice);
  g_free (self->code);
  self->code = g_strdup (code);
  self->asked = cpx_recovery_card_choose (code);
  title = g_strdup_printf (_("To be sure: group %u of the printed code"), self->asked);
  gtk_label_set_label (GTK_LABEL (self->code_label), code);
  gtk_editable_set_text (GTK_EDITABLE (self->group_row), "");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->group_row), title);
}

/**
 * cpx_recovery_card_get_code:
 * @self: a card
 *
 * Returns: (nullable): the code it shows
 */
const char *
cpx_recovery_card_get_code (CpxRecoveryCard *self)
{
  return self->code;
}

/**
 * cpx_recovery_card_is_proved:
 * @self: a card
 *
 * Returns: whether the group asked for was retyped right
 */
gboolean
cpx_recovery_card_is_proved (CpxRecoveryCard *self)
{
  return self->code != NULL && cpx_recovery_card_check_group (self->code, self->asked,
                                                              gtk_editable_get_text (GTK_EDITABLE (self->group_row)));
}

/**
 * cpx_recovery_card_dup_group:
 * @code: a recovery code, its groups parted by dashes or spaces
 * @number: from 1
 *
 * Returns: (transfer full) (nullable): the group, or `NULL` if there is none of that number
 */
char *
cpx_recovery_card_dup_group (const char *code,
                             guint       number)
{
  g_auto(GStrv) groups = g_strsplit_set (code, "- ", -1);

  return number >= 1 && number <= g_strv_length (groups) ? g_strdup (groups[number - 1]) : NULL;
}

/**
 * cpx_recovery_card_choose:
 * @code: a recovery code
 *
 * Returns: the number of the group to ask for, from 1; never the first, which the eye keeps
 */
guint
cpx_recovery_card_choose (const char *code)
{
  g_auto(GStrv) groups = g_strsplit_set (code, "- ", -1);
  guint n_groups = g_strv_length (groups);

  return n_groups > 1 ? (guint) g_random_int_range (2, (int) n_groups + 1) : 1;
}

/**
 * cpx_recovery_card_check_group:
 * @code: a recovery code
 * @number: of the group asked for, from 1
 * @typed: what was typed, in capitals or not
 *
 * Returns: whether @typed is that group
 */
gboolean
cpx_recovery_card_check_group (const char *code,
                               guint       number,
                               const char *typed)
{
  g_autofree char *group = cpx_recovery_card_dup_group (code, number);
  g_autofree char *stripped = g_strstrip (g_strdup (typed));

  return group != NULL && g_ascii_strcasecmp (group, stripped) == 0;
}
