/* cpx-signature-part.c: rows for a reason and a signature, and what was tried with them.
 *
 *   typed ──"changed"──▶ its dialog: get_input(), compute, show()
 *   Enter ──"pressed"──▶ its dialog: try(), then accept: sent() ──refused──▶ refuse()
 *
 * Passphrase and code are forgotten as soon as they were sent: after a refusal they are typed again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-signature-part.h"

#include "cpx-author-line.h"
#include "cpx-control-names.h"
#include "cpx-reason-row.h"

#include <cpx-second-factor.h>
#include <cpx-user.h>
#include <glib/gi18n-lib.h>

struct _CpxSignaturePart
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *reason_row;
  GtkWidget *author_row;
  GtkWidget *passphrase_row;
  GtkWidget *code_row;
  GtkWidget *message;

  gboolean   is_ready;     /* it has a practice, and is not going */
  char      *failure;      /* (owned) (nullable): why it was refused */
  gboolean   wrong_code;
  gboolean   asks_code;
  gboolean   left_reason;
  gboolean   tried;
  gboolean   busy;
};

enum
{
  CHANGED,
  PRESSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CpxSignaturePart, cpx_signature_part, ADW_TYPE_PREFERENCES_GROUP)

static void
tell_changed (CpxSignaturePart *self)
{
  if (self->is_ready)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
say (CpxSignaturePart *self,
     const char       *sentence)
{
  gtk_label_set_label (GTK_LABEL (self->message), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->message, sentence != NULL);
}

static void
show_wrong (GtkWidget *row,
            gboolean   wrong)
{
  (wrong ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (row, "error");
}

static void
typed_cb (CpxSignaturePart *self)
{
  g_clear_pointer (&self->failure, g_free);
  tell_changed (self);
}

static void
left_cb (CpxSignaturePart *self)
{
  if (!self->is_ready || *cpx_signature_part_get_reason (self) == '\0')
    return;
  self->left_reason = TRUE;
  tell_changed (self);
}

static void
refused_cb (CpxSignaturePart *self)
{
  say (self, _("This text is too long for a justification and was not taken in."));
}

static void
pressed_cb (CpxSignaturePart *self)
{
  g_signal_emit (self, signals[PRESSED], 0);
}

static gboolean
cpx_signature_part_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CPX_SIGNATURE_PART (widget)->reason_row);
}

static void
cpx_signature_part_dispose (GObject *object)
{
  CpxSignaturePart *self = CPX_SIGNATURE_PART (object);

  cpx_signature_part_forget (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CPX_TYPE_SIGNATURE_PART);

  G_OBJECT_CLASS (cpx_signature_part_parent_class)->dispose (object);
}

static void
cpx_signature_part_finalize (GObject *object)
{
  g_free (CPX_SIGNATURE_PART (object)->failure);

  G_OBJECT_CLASS (cpx_signature_part_parent_class)->finalize (object);
}

static void
cpx_signature_part_class_init (CpxSignaturePartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cpx_signature_part_dispose;
  G_OBJECT_CLASS (klass)->finalize = cpx_signature_part_finalize;
  widget_class->grab_focus = cpx_signature_part_grab_focus;
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PRESSED] =
    g_signal_new ("pressed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CPX_TYPE_REASON_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/chirurgieprox/ChirurgieProX/ui/form/signature-part.ui");
  gtk_widget_class_bind_template_child (widget_class, CpxSignaturePart, reason_row);
  gtk_widget_class_bind_template_child (widget_class, CpxSignaturePart, author_row);
  gtk_widget_class_bind_template_child (widget_class, CpxSignaturePart, passphrase_row);
  gtk_widget_class_bind_template_child (widget_class, CpxSignaturePart, code_row);
  gtk_widget_class_bind_template_child (widget_class, CpxSignaturePart, message);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, refused_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
}

static void
cpx_signature_part_init (CpxSignaturePart *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
has_code_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CpxSignaturePart) self = user_data;   /* the reference taken by the call */

  self->asks_code = cpx_practice_has_code_finish (CPX_PRACTICE (source), result, NULL) || self->asks_code;
  tell_changed (self);
}

/**
 * cpx_signature_part_set_practice:
 * @self: the part
 * @practice: an unlocked practice, whose user signs
 *
 * Says who signs, and asks for a code once it is known that they have a second factor. From now on it tells of changes.
 */
void
cpx_signature_part_set_practice (CpxSignaturePart *self,
                                 CpxPractice      *practice)
{
  CpxRecord *user;

  g_return_if_fail (CPX_IS_SIGNATURE_PART (self));

  user = cpx_practice_get_user (practice);
  self->is_ready = TRUE;
  cpx_author_line_show (self->author_row, practice);
  cpx_control_names_give (self->author_row, C_("coding", "Signed by"));
  cpx_practice_has_code_async (practice, cpx_record_get_text (user, CPX_USER_LOGIN), NULL, has_code_cb,
                               g_object_ref (self));
}

/**
 * cpx_signature_part_set_reason:
 * @self: the part
 * @reason: (nullable): a reason
 */
void
cpx_signature_part_set_reason (CpxSignaturePart *self,
                               const char       *reason)
{
  g_return_if_fail (CPX_IS_SIGNATURE_PART (self));

  cpx_reason_row_set_text (CPX_REASON_ROW (self->reason_row), reason);
}

/**
 * cpx_signature_part_get_reason:
 * @self: the part
 *
 * Returns: (transfer none): the reason as typed
 */
const char *
cpx_signature_part_get_reason (CpxSignaturePart *self)
{
  g_return_val_if_fail (CPX_IS_SIGNATURE_PART (self), NULL);

  return cpx_reason_row_get_text (CPX_REASON_ROW (self->reason_row));
}

/**
 * cpx_signature_part_get_passphrase:
 * @self: the part
 *
 * Returns: (transfer none): the passphrase as typed
 */
const char *
cpx_signature_part_get_passphrase (CpxSignaturePart *self)
{
  g_return_val_if_fail (CPX_IS_SIGNATURE_PART (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->passphrase_row));
}

/**
 * cpx_signature_part_get_code:
 * @self: the part
 *
 * Returns: (transfer none) (nullable): the code as typed; `NULL` if none is asked for
 */
const char *
cpx_signature_part_get_code (CpxSignaturePart *self)
{
  g_return_val_if_fail (CPX_IS_SIGNATURE_PART (self), NULL);

  return self->asks_code ? gtk_editable_get_text (GTK_EDITABLE (self->code_row)) : NULL;
}

/**
 * cpx_signature_part_get_input:
 * @self: the part
 *
 * Returns: what was entered so far, its texts lent; the dialog adds `no_reason` and `before`
 */
CpxSignatureInput
cpx_signature_part_get_input (CpxSignaturePart *self)
{
  const char *code = cpx_signature_part_get_code (self);

  return (CpxSignatureInput) {
    .reason = cpx_signature_part_get_reason (self),
    .has_passphrase = *cpx_signature_part_get_passphrase (self) != '\0',
    .asks_code = self->asks_code,
    .has_code = code != NULL && *code != '\0',
    .left_reason = self->left_reason,
    .tried = self->tried,
    .wrong_code = self->wrong_code,
    .failure = self->failure,
    .busy = self->busy,
  };
}

/**
 * cpx_signature_part_show:
 * @self: the part
 * @state: what cpx_signature_state_compute() made of the input
 */
void
cpx_signature_part_show (CpxSignaturePart        *self,
                         const CpxSignatureState *state)
{
  g_return_if_fail (CPX_IS_SIGNATURE_PART (self));

  say (self, state->message);
  cpx_reason_row_show_wrong (CPX_REASON_ROW (self->reason_row), state->reason_is_wrong, state->message);
  show_wrong (self->passphrase_row, state->passphrase_is_wrong);
  show_wrong (self->code_row, state->code_is_wrong);
  gtk_widget_set_visible (self->code_row, self->asks_code);
}

/**
 * cpx_signature_part_try:
 * @self: the part
 *
 * They asked for it: whatever is missing is said.
 */
void
cpx_signature_part_try (CpxSignaturePart *self)
{
  g_return_if_fail (CPX_IS_SIGNATURE_PART (self));

  self->tried = TRUE;
  tell_changed (self);
}

/* Without a word to who watches. */
static void
clear (CpxSignaturePart *self,
       GtkWidget        *row)
{
  g_signal_handlers_block_by_func (row, typed_cb, self);
  gtk_editable_set_text (GTK_EDITABLE (row), "");
  g_signal_handlers_unblock_by_func (row, typed_cb, self);
}

/**
 * cpx_signature_part_sent:
 * @self: the part
 *
 * The deed is on its way: passphrase and code were taken, and are forgotten here.
 */
void
cpx_signature_part_sent (CpxSignaturePart *self)
{
  g_return_if_fail (CPX_IS_SIGNATURE_PART (self));

  self->busy = TRUE;
  self->tried = FALSE;   /* until they ask again */
  g_clear_pointer (&self->failure, g_free);
  clear (self, self->passphrase_row);
  clear (self, self->code_row);
  tell_changed (self);
}

/**
 * cpx_signature_part_refuse:
 * @self: the part
 * @error: why
 *
 * The deed was refused: it is said, and the signature is asked again.
 */
void
cpx_signature_part_refuse (CpxSignaturePart *self,
                           const GError     *error)
{
  g_return_if_fail (CPX_IS_SIGNATURE_PART (self));

  self->busy = FALSE;
  g_free (self->failure);
  self->failure = g_strdup (error->message);
  self->wrong_code = g_error_matches (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_WRONG_CODE) ||
                     g_error_matches (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NEED_CODE);
  self->asks_code = self->asks_code || self->wrong_code;
  tell_changed (self);
  gtk_widget_grab_focus (self->passphrase_row);
}

/**
 * cpx_signature_part_forget:
 * @self: the part
 *
 * Its dialog goes: it tells of nothing any more, and keeps no passphrase.
 */
void
cpx_signature_part_forget (CpxSignaturePart *self)
{
  if (!self->is_ready)
    return;
  self->is_ready = FALSE;
  clear (self, self->passphrase_row);
  clear (self, self->code_row);
}
