/* cpx-recovery-card.c: the recovery code, shown once: to print or save, and to prove that one has it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-recovery-card.h"

#include "cpx-file-picker.h"
#include "cpx-toast.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CpxRecoveryCard
{
  GtkWidget   parent_instance;

  GtkWidget  *box;
  GtkWidget  *code_label;
  GtkWidget  *group_row;

  char       *practice_name;   /* (owned) (nullable) */
  char       *code;            /* (owned) (nullable) */
  guint       asked;           /* the number of the group to retype, from 1 */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxRecoveryCard, cpx_recovery_card, GTK_TYPE_WIDGET)

static char *
make_sheet (CpxRecoveryCard *self)
{
  return g_strdup_printf (_("ChirurgieProX – recovery code of %s\n\n%s\n\n"
                            "Keep this sheet in a safe, away from the computers.\n"
                            "Who holds it can set the new passphrase of an administrator.\n"),
                          self->practice_name, self->code);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CpxRecoveryCard) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    cpx_toast_show (GTK_WIDGET (self), _("Recovery code saved"));
  else
    cpx_toast_show_error (GTK_WIDGET (self), error);
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

  if (file == NULL || self->code == NULL)
    return;

  sheet = make_sheet (self);
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

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              CpxRecoveryCard   *self)
{
  g_autoptr(PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  g_autofree char *sheet = make_sheet (self);
  PangoFontDescription *font = pango_font_description_from_string ("Monospace 14");

  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (gtk_print_context_get_width (context) * PANGO_SCALE));
  pango_layout_set_text (layout, sheet, -1);
  pango_cairo_show_layout (gtk_print_context_get_cairo_context (context), layout);
  pango_font_description_free (font);
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  g_autoptr(GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr(GError) error = NULL;

  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_job_name (operation, _("Recovery code"));
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (draw_page_cb), widget, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_WINDOW (gtk_widget_get_root (widget)), &error);
  if (error != NULL)
    cpx_toast_show_error (widget, error);
}

static void
typed_cb (CpxRecoveryCard *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
cpx_recovery_card_dispose (GObject *object)
{
  CpxRecoveryCard *self = CPX_RECOVERY_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_RECOVERY_CARD);
  g_clear_pointer (&self->practice_name, g_free);
  g_clear_pointer (&self->code, g_free);

  G_OBJECT_CLASS (cpx_recovery_card_parent_class)->dispose (object);
}

static void
cpx_recovery_card_class_init (CpxRecoveryCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_recovery_card_dispose;

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/session/recovery-card.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxRecoveryCard, box);
  gtk_widget_class_bind_template_child (widget_class, CpxRecoveryCard, code_label);
  gtk_widget_class_bind_template_child (widget_class, CpxRecoveryCard, group_row);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
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
 * Makes a card without a code. Signal `changed` tells that something was typed, see cpx_recovery_card_is_proved().
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
 * @practice_name: for the printed sheet
 * @code: the recovery code
 *
 * Shows @code and asks for one of its groups.
 */
void
cpx_recovery_card_show_code (CpxRecoveryCard *self,
                             const char      *practice_name,
                             const char      *code)
{
  g_autofree char *title = NULL;

  g_return_if_fail (CPX_IS_RECOVERY_CARD (self));

  g_free (self->practice_name);
  g_free (self->code);
  self->practice_name = g_strdup (practice_name);
  self->code = g_strdup (code);
  self->asked = cpx_recovery_card_choose (code);
  title = g_strdup_printf (_("To be sure: group %u of the printed code"), self->asked);
  gtk_label_set_label (GTK_LABEL (self->code_label), code);
  gtk_editable_set_text (GTK_EDITABLE (self->group_row), "");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->group_row), title);
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
