/* cpx-keys-section.c: what opens the vault: the keys, and the code for the day when all are forgotten.
 *
 * Revoking a key and renewing the code destroy what was there before: they ask once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-keys-section.h"

#include "cpx-confirm.h"
#include "cpx-recovery-card.h"
#include "cpx-slot-state.h"
#include "cpx-toast.h"

#include <cpx-recovery.h>
#include <cpx-user.h>

#include <glib/gi18n-lib.h>

struct _CpxKeysSection
{
  AdwPreferencesPage  parent_instance;

  GtkWidget          *list_box;
  GtkWidget          *recovery_group;
  GtkWidget          *renew_row;
  GtkWidget          *spinner;
  GtkWidget          *card_group;
  GtkWidget          *card;

  CpxPractice        *practice;   /* (owned) */
  char               *asked;      /* (owned) (nullable): the login asked about */
  gboolean            busy;
  gboolean            shows_code;
};

G_DEFINE_FINAL_TYPE (CpxKeysSection, cpx_keys_section, ADW_TYPE_PREFERENCES_PAGE)

static void
update (CpxKeysSection *self)
{
  gtk_widget_set_visible (self->card_group, self->shows_code);
  gtk_widget_set_visible (self->recovery_group, !self->shows_code);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), self->busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "keys.renew-recovery", !self->busy && !self->shows_code);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "keys.put-away",
                                 self->shows_code && cpx_recovery_card_is_proved (CPX_RECOVERY_CARD (self->card)));
}

static void
add_revoke_button (GtkWidget          *row,
                   const CpxSlotInfo  *slot,
                   const CpxSlotState *state)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Revoke…"));
  g_autofree char *name = g_strdup_printf (_("Revoke: %s"), state->title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, state->can_revoke);
  gtk_widget_set_tooltip_text (button, state->hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, state->hint, -1);
  if (state->can_revoke)
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "keys.revoke");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", slot->login);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_slot (CpxKeysSection    *self,
          const CpxSlotInfo *slot,
          guint              n_slots)
{
  const char *own = cpx_record_get_text (cpx_practice_get_user (self->practice), CPX_USER_LOGIN);
  g_auto(CpxSlotState) state = cpx_slot_state_compute (slot, n_slots, own, cpx_practice_get_roles (self->practice));
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), state.title);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), state.subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (slot->login != NULL
                                                                                   ? "dialog-password-symbolic"
                                                                                   : "document-print-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  add_revoke_button (row, slot, &state);
  gtk_list_box_append (GTK_LIST_BOX (self->list_box), row);
}

/* Keys are a handful and nobody types in their rows: they are shown anew. */
static void
refresh (CpxKeysSection *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) slots = NULL;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list_box)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list_box), row);
  if (cpx_practice_is_locked (self->practice))
    return;

  slots = cpx_practice_list_slots (self->practice, &error);
  if (slots == NULL)
    {
      cpx_toast_show_error (GTK_WIDGET (self), error);
      return;
    }
  for (guint i = 0; i < slots->len; i++)
    add_slot (self, g_ptr_array_index (slots, i), slots->len);
}

static void
revoked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CpxKeysSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_revoke_slot_finish (CPX_PRACTICE (source), result, &error);

  if (self->practice == NULL)
    return;

  if (receipt == NULL)
    cpx_toast_show_error (GTK_WIDGET (self), error);
  else
    cpx_toast_show (GTK_WIDGET (self), _("Key revoked"));
  refresh (self);
}

static void
revoke_answered_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(CpxKeysSection) self = user_data;   /* the reference taken by the call */

  if (cpx_confirm_finish (result) && self->practice != NULL)
    cpx_practice_revoke_slot_async (self->practice, self->asked, revoked_cb, g_object_ref (self));
}

static void
revoke_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  CpxKeysSection *self = CPX_KEYS_SECTION (widget);
  g_autofree char *heading = NULL;

  g_free (self->asked);
  self->asked = g_variant_dup_string (parameter, NULL);
  heading = g_strdup_printf (_("Revoke the key of %s?"), self->asked);
  cpx_confirm_async (widget, heading,
                     _("Their passphrase no longer opens the practice. An administrator can give them a new one."),
                     _("_Revoke"), CPX_CONFIRM_DESTRUCTIVE, revoke_answered_cb, g_object_ref (self));
}

/* The recovery code */

static void
renewed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(CpxKeysSection) self = user_data;   /* the reference taken by the call */
  g_autoptr(GError) error = NULL;
  char *code = cpx_practice_renew_recovery_finish (CPX_PRACTICE (source), result, &error);

  self->busy = FALSE;
  if (self->practice != NULL && code != NULL)
    {
      self->shows_code = TRUE;
      cpx_recovery_card_show_code (CPX_RECOVERY_CARD (self->card), self->practice, code);
    }
  if (self->practice != NULL)
    {
      update (self);
      refresh (self);
      if (error != NULL)
        cpx_toast_show_error (GTK_WIDGET (self), error);
    }
  if (code != NULL)
    explicit_bzero (code, strlen (code));
  g_free (code);
}

static void
renew_answered_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(CpxKeysSection) self = user_data;   /* the reference taken by the call */

  if (!cpx_confirm_finish (result) || self->practice == NULL)
    return;

  self->busy = TRUE;
  update (self);
  cpx_practice_renew_recovery_async (self->practice, renewed_cb, g_object_ref (self));
}

static void
renew_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  cpx_confirm_async (widget, _("Make a new recovery code?"),
                     _("The code printed before no longer opens anything. The new one is shown once, to print or "
                       "save."),
                     _("_Make a new one"), CPX_CONFIRM_PLAIN, renew_answered_cb, g_object_ref (widget));
}

static void
put_away_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  CpxKeysSection *self = CPX_KEYS_SECTION (widget);

  self->shows_code = FALSE;
  cpx_recovery_card_show_code (CPX_RECOVERY_CARD (self->card), NULL, "");
  update (self);
}

static void
cpx_keys_section_map (GtkWidget *widget)
{
  refresh (CPX_KEYS_SECTION (widget));

  GTK_WIDGET_CLASS (cpx_keys_section_parent_class)->map (widget);
}

static void
cpx_keys_section_dispose (GObject *object)
{
  CpxKeysSection *self = CPX_KEYS_SECTION (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_KEYS_SECTION);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->asked, g_free);

  G_OBJECT_CLASS (cpx_keys_section_parent_class)->dispose (object);
}

static void
cpx_keys_section_class_init (CpxKeysSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_keys_section_dispose;
  widget_class->map = cpx_keys_section_map;

  g_type_ensure (CPX_TYPE_RECOVERY_CARD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/settings/keys-section.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxKeysSection, list_box);
  gtk_widget_class_bind_template_child (widget_class, CpxKeysSection, recovery_group);
  gtk_widget_class_bind_template_child (widget_class, CpxKeysSection, renew_row);
  gtk_widget_class_bind_template_child (widget_class, CpxKeysSection, spinner);
  gtk_widget_class_bind_template_child (widget_class, CpxKeysSection, card_group);
  gtk_widget_class_bind_template_child (widget_class, CpxKeysSection, card);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_install_action (widget_class, "keys.revoke", "s", revoke_action);
  gtk_widget_class_install_action (widget_class, "keys.renew-recovery", NULL, renew_action);
  gtk_widget_class_install_action (widget_class, "keys.put-away", NULL, put_away_action);
}

static void
cpx_keys_section_init (CpxKeysSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cpx_keys_section_new:
 * @practice: an unlocked practice
 *
 * Returns: (transfer floating): the keys and the recovery code
 */
GtkWidget *
cpx_keys_section_new (CpxPractice *practice)
{
  CpxKeysSection *self = g_object_new (CPX_TYPE_KEYS_SECTION, NULL);

  self->practice = g_object_ref (practice);
  gtk_widget_set_visible (self->renew_row, cpx_practice_may (practice, "slot:write"));
  update (self);

  return GTK_WIDGET (self);
}
