/* cpx-user-actions.c: what is done with a user's passphrase, one-time code and access, as actions.
 *
 * The group "users" of a widget: add; change-passphrase, set-up-code, remove-code and disable with a login.
 * The last two destroy a key or a secret that no toast brings back: they ask once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-user-actions.h"

#include "cpx-code-dialog.h"
#include "cpx-confirm.h"
#include "cpx-passphrase-dialog.h"
#include "cpx-toast.h"
#include "cpx-user-dialog.h"

#include <cpx-second-factor.h>
#include <cpx-disable-user.h>

#include <glib/gi18n-lib.h>

struct _CpxUserActions
{
  GObject      parent_instance;

  CpxPractice *practice;   /* (owned) */
  GtkWidget   *owner;      /* (weak): where dialogs and toasts come from */
};

/* What was asked about, while the person answers. */
typedef struct
{
  CpxUserActions *self;    /* (owned) */
  char           *login;   /* (owned) */
} Question;

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxUserActions, cpx_user_actions, G_TYPE_OBJECT)

static Question *
question_new (CpxUserActions *self,
              const char     *login)
{
  Question *question = g_new0 (Question, 1);

  question->self = g_object_ref (self);
  question->login = g_strdup (login);

  return question;
}

static void
question_free (Question *question)
{
  g_object_unref (question->self);
  g_free (question->login);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
tell (CpxUserActions *self,
      const GError   *error,
      const char     *sentence)
{
  g_signal_emit (self, signals[CHANGED], 0);
  if (self->owner == NULL)
    return;

  if (error != NULL)
    cpx_toast_show_error (self->owner, error);
  else
    cpx_toast_show (self->owner, sentence);
}

static void
emit_changed (CpxUserActions *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_cb (GSimpleAction  *action,
        GVariant       *parameter,
        CpxUserActions *self)
{
  if (self->owner != NULL)
    cpx_user_dialog_present (self->owner, self->practice);
}

static void
change_passphrase_cb (GSimpleAction  *action,
                      GVariant       *parameter,
                      CpxUserActions *self)
{
  if (self->owner != NULL)
    cpx_passphrase_dialog_present (self->owner, self->practice, g_variant_get_string (parameter, NULL));
}

static void
set_up_code_cb (GSimpleAction  *action,
                GVariant       *parameter,
                CpxUserActions *self)
{
  if (self->owner != NULL)
    cpx_code_dialog_present (self->owner, self->practice, g_variant_get_string (parameter, NULL),
                             G_CALLBACK (emit_changed), self);
}

static void
code_removed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(Question) question = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_remove_code_finish (CPX_PRACTICE (source), result, &error);
  g_autofree char *sentence = g_strdup_printf (_("No one-time code is asked of %s any more"), question->login);

  tell (question->self, error, sentence);
}

static void
remove_code_answered_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  g_autoptr(Question) question = user_data;
  CpxPractice *practice = question->self->practice;
  const char *login = question->login;

  if (cpx_confirm_finish (result))
    cpx_practice_remove_code_async (practice, login, code_removed_cb, g_steal_pointer (&question));
}

static void
remove_code_cb (GSimpleAction  *action,
                GVariant       *parameter,
                CpxUserActions *self)
{
  const char *login = g_variant_get_string (parameter, NULL);
  g_autofree char *heading = g_strdup_printf (_("Stop asking %s for a one-time code?"), login);

  if (self->owner != NULL)
    cpx_confirm_async (self->owner, heading, _("The passphrase alone will open the practice. The secret in the "
                                               "telephone becomes useless; setting a code up again makes a new one."),
                       _("_Stop asking"), CPX_CONFIRM_DESTRUCTIVE, remove_code_answered_cb,
                       question_new (self, login));
}

static void
disabled_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Question) question = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_disable_user_finish (CPX_PRACTICE (source), result, &error);
  GPtrArray *findings = receipt != NULL ? cpx_receipt_get_findings (receipt) : NULL;
  g_autofree char *sentence = g_strdup_printf (_("%s no longer opens the practice"), question->login);
  const CpxFinding *finding = findings != NULL && findings->len > 0 ? g_ptr_array_index (findings, 0) : NULL;

  tell (question->self, error, finding != NULL ? finding->sentence : sentence);
}

static void
disable_answered_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(Question) question = user_data;
  CpxPractice *practice = question->self->practice;
  const char *login = question->login;

  if (cpx_confirm_finish (result))
    cpx_practice_disable_user_async (practice, login, disabled_cb, g_steal_pointer (&question));
}

static void
disable_cb (GSimpleAction  *action,
            GVariant       *parameter,
            CpxUserActions *self)
{
  const char *login = g_variant_get_string (parameter, NULL);
  g_autofree char *heading = g_strdup_printf (_("Disable %s?"), login);

  if (self->owner != NULL)
    cpx_confirm_async (self->owner, heading, _("Their key is destroyed: their passphrase no longer opens the practice. "
                                               "What they wrote stays. A new passphrase lets them in again."),
                       _("_Disable"), CPX_CONFIRM_DESTRUCTIVE, disable_answered_cb, question_new (self, login));
}

static void
cpx_user_actions_dispose (GObject *object)
{
  CpxUserActions *self = CPX_USER_ACTIONS (object);

  g_clear_weak_pointer (&self->owner);
  g_clear_object (&self->practice);

  G_OBJECT_CLASS (cpx_user_actions_parent_class)->dispose (object);
}

static void
cpx_user_actions_class_init (CpxUserActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cpx_user_actions_dispose;

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cpx_user_actions_init (CpxUserActions *self)
{
}

static void
add_action (CpxUserActions     *self,
            GSimpleActionGroup *group,
            const char         *name,
            GCallback           callback)
{
  const GVariantType *type = g_str_equal (name, "add") ? NULL : G_VARIANT_TYPE_STRING;
  g_autoptr(GSimpleAction) action = g_simple_action_new (name, type);

  g_signal_connect_object (action, "activate", callback, self, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
}

/**
 * cpx_user_actions_new:
 * @practice: an unlocked practice
 * @owner: the widget that gets the actions
 *
 * Gives @owner the group of actions. Signal `changed` tells that something about a user that is not in their record is
 * no longer what it was.
 *
 * Returns: (transfer full): the actions, which work as long as this lives
 */
CpxUserActions *
cpx_user_actions_new (CpxPractice *practice,
                      GtkWidget   *owner)
{
  CpxUserActions *self = g_object_new (CPX_TYPE_USER_ACTIONS, NULL);
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

  self->practice = g_object_ref (practice);
  g_set_weak_pointer (&self->owner, owner);
  add_action (self, group, "add", G_CALLBACK (add_cb));
  add_action (self, group, "change-passphrase", G_CALLBACK (change_passphrase_cb));
  add_action (self, group, "set-up-code", G_CALLBACK (set_up_code_cb));
  add_action (self, group, "remove-code", G_CALLBACK (remove_code_cb));
  add_action (self, group, "disable", G_CALLBACK (disable_cb));
  gtk_widget_insert_action_group (owner, "users", G_ACTION_GROUP (group));

  return self;
}

/**
 * cpx_user_actions_get_practice:
 * @self: the actions
 *
 * Returns: (transfer none): whose users they are about
 */
CpxPractice *
cpx_user_actions_get_practice (CpxUserActions *self)
{
  return self->practice;
}
