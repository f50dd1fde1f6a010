/* test-lock-bar.c: a validated coding is locked, reopened with a reason and proved, through the bar under it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "operation-fixture.h"

#include "cpx-coding-lock-bar.h"
#include "cpx-lock-state.h"
#include "cpx-proof-file.h"
#include "cpx-signature-state.h"
#include "cpx-unsaved.h"

#include <cpx-act-proof.h>
#include <cpx-coding.h>
#include <cpx-lock-coding.h>
#include <cpx-save-coding.h>
#include <cpx-second-factor.h>
#include <string.h>

#define REASON "Erreur de code signalée par la caisse."

typedef struct
{
  PageFixture  base;
  CpxRecord   *operation;
  GtkWidget   *bar;
  guint        n_changed;
} BarFixture;

static void
changed_cb (BarFixture *self)
{
  self->n_changed++;
}

static void
show (BarFixture *self)
{
  g_autoptr(CpxCodingRequest) request = operation_fixture_load (&self->base, self->operation);

  cpx_coding_lock_bar_show (CPX_CODING_LOCK_BAR (self->bar), request);
}

static void
save (BarFixture    *self,
      CpxCodingStep  step)
{
  g_autoptr(CpxCodingRequest) request = operation_fixture_load (&self->base, self->operation);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) receipts = NULL;

  if (request->choices->len == 0)
    operation_fixture_add_act (request, "HHFA016");
  receipts = cpx_practice_save_coding (self->base.practice, request, step, &error);
  g_assert_no_error (error);
}

static void
set_up (BarFixture    *self,
        gconstpointer  data)
{
  page_fixture_set_up (&self->base, data);
  self->operation = operation_fixture_add (&self->base);
  self->bar = cpx_coding_lock_bar_new (self->base.practice);
  g_signal_connect_swapped (self->bar, "changed", G_CALLBACK (changed_cb), self);
  page_fixture_show (&self->base, self->bar);
}

static void
tear_down (BarFixture    *self,
           gconstpointer  data)
{
  g_clear_object (&self->operation);
  page_fixture_tear_down (&self->base, data);
}

static const char *
read_label (GtkWidget  *root,
            const char *name)
{
  return gtk_label_get_text (GTK_LABEL (page_fixture_find_name (root, name)));
}

static gboolean
tells_who (gpointer data)
{
  return strstr (read_label (((BarFixture *) data)->bar, "lock-sentence"), "Dr Claire Martin") != NULL;
}

static gboolean
has_changed (gpointer data)
{
  return ((BarFixture *) data)->n_changed > 0;
}

static void
test_draft (BarFixture    *self,
            gconstpointer  data)
{
  g_assert_false (gtk_widget_get_visible (self->bar));
  show (self);
  g_assert_false (gtk_widget_get_visible (self->bar));
  save (self, CPX_CODING_STEP_DRAFT);
  show (self);
  g_assert_false (gtk_widget_get_visible (self->bar));
}

static const char *
get_signature (GtkWidget *dialog)
{
  return gtk_editable_get_text (GTK_EDITABLE (page_fixture_find_name (dialog, "signature")));
}

static void
sign (GtkWidget  *dialog,
      const char *passphrase)
{
  gtk_editable_set_text (GTK_EDITABLE (page_fixture_find_name (dialog, "signature")), passphrase);
  g_assert_true (page_fixture_can (dialog, "dialog.accept"));
  gtk_widget_activate_action (dialog, "dialog.try", NULL);
}

static gboolean
is_refused (gpointer dialog)
{
  return g_str_has_prefix (read_label (dialog, "message"), "This is not your passphrase");
}

/* Validated, locked, reopened: impossible without a reason and a signature; the history says all of it. */
static void
test_whole_way (BarFixture    *self,
                gconstpointer  data)
{
  GtkWidget *dialog;
  GtkTextBuffer *buffer;

  save (self, CPX_CODING_STEP_VALIDATE);
  show (self);
  g_assert_true (gtk_widget_get_visible (self->bar));
  page_fixture_wait (tells_who, self);
  g_assert_true (page_fixture_can (self->bar, "coding.lock"));
  g_assert_false (page_fixture_can (self->bar, "coding.reopen"));
  gtk_widget_activate_action (self->bar, "coding.lock", NULL);
  page_fixture_wait (has_changed, self);
  self->n_changed = 0;
  show (self);
  page_fixture_wait (tells_who, self);
  g_assert_false (page_fixture_can (self->bar, "coding.lock"));

  gtk_widget_activate_action (self->bar, "coding.reopen", NULL);
  page_fixture_settle ();
  dialog = operation_fixture_find_dialog ();
  g_assert_false (page_fixture_can (dialog, "dialog.accept"));
  gtk_widget_activate_action (dialog, "dialog.try", NULL);
  g_assert_cmpstr (read_label (dialog, "message"), ==, "The justification is required to reopen this coding");
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (page_fixture_find_name (dialog, "reason")));
  gtk_text_buffer_set_text (buffer, "trop court", -1);
  g_assert_false (page_fixture_can (dialog, "dialog.accept"));
  gtk_widget_activate_action (dialog, "dialog.cancel", NULL);
  page_fixture_settle ();
  g_assert_cmpuint (self->n_changed, ==, 0);

  gtk_widget_activate_action (self->bar, "coding.reopen", NULL);
  page_fixture_settle ();
  dialog = operation_fixture_find_dialog ();
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (page_fixture_find_name (dialog, "reason")));
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 10);
  gtk_text_buffer_set_text (buffer, REASON, -1);
  gtk_widget_activate_action (dialog, "dialog.try", NULL);
  g_assert_cmpstr (read_label (dialog, "message"), ==, "Type your passphrase to sign");
  sign (dialog, "une autre phrase de passe");
  page_fixture_wait (is_refused, dialog);
  g_assert_cmpstr (get_signature (dialog), ==, "");
  g_assert_cmpuint (self->n_changed, ==, 0);
  sign (dialog, FIXTURE_PASSPHRASE);
  page_fixture_wait (has_changed, self);
  show (self);
  page_fixture_wait (tells_who, self);
  g_assert_cmpstr (read_label (self->bar, "lock-detail"), ==, "Why: " REASON);
  g_assert_nonnull (gtk_list_box_get_row_at_index (GTK_LIST_BOX (page_fixture_find_name (self->bar, "lock-history")),
                                                   3));
}

/* Signed or not, what is typed in the open dialog outlives a lock. */
static void
test_locked (BarFixture    *self,
             gconstpointer  data)
{
  GtkWidget *dialog;
  GtkTextBuffer *buffer;
  g_autofree char *reason = NULL;

  save (self, CPX_CODING_STEP_VALIDATE);
  show (self);
  page_fixture_wait (tells_who, self);
  gtk_widget_activate_action (self->bar, "coding.lock", NULL);
  page_fixture_wait (has_changed, self);
  show (self);
  page_fixture_wait (tells_who, self);
  gtk_widget_activate_action (self->bar, "coding.reopen", NULL);
  page_fixture_settle ();
  dialog = operation_fixture_find_dialog ();
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (page_fixture_find_name (dialog, "reason")));
  gtk_text_buffer_set_text (buffer, REASON, -1);
  page_fixture_lock_and_unlock (&self->base, FIXTURE_LOGIN);

  self->bar = cpx_coding_lock_bar_new (self->base.practice);
  page_fixture_show (&self->base, self->bar);
  show (self);
  page_fixture_wait (tells_who, self);
  gtk_widget_activate_action (self->bar, "coding.reopen", NULL);
  page_fixture_settle ();
  dialog = operation_fixture_find_dialog ();
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (page_fixture_find_name (dialog, "reason")));
  g_object_get (buffer, "text", &reason, NULL);
  g_assert_cmpstr (reason, ==, REASON);
  gtk_widget_activate_action (dialog, "dialog.cancel", NULL);
  page_fixture_settle ();
  g_assert_cmpuint (cpx_unsaved_count (cpx_unsaved_get (self->base.practice)), ==, 0);
}

static gboolean
asks_code (gpointer dialog)
{
  return gtk_widget_get_visible (page_fixture_find_name (dialog, "signature-code"));
}

static gboolean
is_code_refused (gpointer dialog)
{
  return g_str_has_prefix (read_label (dialog, "message"), "Incorrect one-time code");
}

/* Who has a second factor is asked for a code; the one that was used already does not sign. */
static void
test_code (BarFixture    *self,
           gconstpointer  data)
{
  g_autofree char *secret = cpx_second_factor_new_secret ();
  g_autofree char *code = operation_fixture_make_code (secret);
  g_autoptr(CpxReceipt) enrolled =
    cpx_practice_enrol_code (self->base.practice, FIXTURE_LOGIN, secret, code, NULL);
  GtkWidget *dialog;
  GtkTextBuffer *buffer;

  g_assert_nonnull (enrolled);
  save (self, CPX_CODING_STEP_VALIDATE);
  show (self);
  page_fixture_wait (tells_who, self);
  gtk_widget_activate_action (self->bar, "coding.lock", NULL);
  page_fixture_wait (has_changed, self);
  show (self);
  page_fixture_wait (tells_who, self);
  gtk_widget_activate_action (self->bar, "coding.reopen", NULL);
  page_fixture_settle ();
  dialog = operation_fixture_find_dialog ();
  page_fixture_wait (asks_code, dialog);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (page_fixture_find_name (dialog, "reason")));
  gtk_text_buffer_set_text (buffer, REASON, -1);
  gtk_editable_set_text (GTK_EDITABLE (page_fixture_find_name (dialog, "signature")), FIXTURE_PASSPHRASE);
  g_assert_false (page_fixture_can (dialog, "dialog.accept"));
  gtk_editable_set_text (GTK_EDITABLE (page_fixture_find_name (dialog, "signature-code")), code);
  g_assert_true (page_fixture_can (dialog, "dialog.accept"));
  gtk_widget_activate_action (dialog, "dialog.try", NULL);
  page_fixture_wait (is_code_refused, dialog);
  g_assert_cmpstr (get_signature (dialog), ==, "");
}

/* Someone else reopened it meanwhile: the refusal is told, and the page reads it again. */
static void
test_meanwhile (BarFixture    *self,
                gconstpointer  data)
{
  g_autoptr(CpxCodingRequest) request = NULL;
  g_autoptr(GPtrArray) receipts = NULL;
  g_autoptr(GError) error = NULL;

  save (self, CPX_CODING_STEP_VALIDATE);
  show (self);
  request = operation_fixture_load (&self->base, self->operation);
  receipts = cpx_practice_lock_coding (self->base.practice, cpx_record_get_id (request->coding), &error);
  g_assert_no_error (error);
  gtk_widget_activate_action (self->bar, "coding.lock", NULL);
  page_fixture_wait (has_changed, self);
  g_assert_nonnull (page_fixture_find_label (self->base.window, "Only a validated coding is locked"));
}

static void
test_proof_text (BarFixture    *self,
                 gconstpointer  data)
{
  g_autoptr(CpxCodingRequest) request = NULL;
  g_autoptr(json_t) proofs = NULL;
  g_autoptr(json_t) again = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *name = NULL;

  save (self, CPX_CODING_STEP_VALIDATE);
  request = operation_fixture_load (&self->base, self->operation);
  proofs = cpx_practice_prove_coding (self->base.practice, cpx_record_get_id (request->coding), NULL);
  bytes = cpx_proof_file_print (proofs);
  again = cpx_json_parse (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL);
  g_assert_true (json_equal (proofs, again));
  name = cpx_proof_file_dup_name (request->coding);
  g_assert_true (g_str_has_prefix (name, "proof-") && g_str_has_suffix (name, ".json"));
  g_assert_null (strstr (name, "upont"));
}

static const struct
{
  int         code;
  const char *sentence;
} refusals[] = {
  { G_IO_ERROR_NO_SPACE, "There is no room left on that disk: the proof was not saved." },
  { G_IO_ERROR_READ_ONLY, "That folder cannot be written to: choose another one. The proof was not saved." },
  { G_IO_ERROR_PERMISSION_DENIED, "That folder cannot be written to: choose another one. The proof was not saved." },
  { G_IO_ERROR_FAILED, "The proof was not saved: x" },
};

static void
test_refusals (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, refusals[i].code, "x");
      g_autofree char *sentence = cpx_proof_file_dup_refusal (error);

      g_assert_cmpstr (sentence, ==, refusals[i].sentence);
    }
}

typedef struct
{
  const char *name;
  const char *state;
  gboolean    may_lock;
  gboolean    may_reopen;
  gboolean    busy;
  gboolean    visible;
  gboolean    can_lock;
  gboolean    can_reopen;
  const char *sentence;
} StateCase;

static const StateCase state_cases[] = {
  { "nothing", NULL, TRUE, TRUE, FALSE, FALSE, FALSE, FALSE, NULL },
  { "draft", "draft", TRUE, TRUE, FALSE, FALSE, FALSE, FALSE, NULL },
  { "validated", "validated", TRUE, TRUE, FALSE, TRUE, TRUE, FALSE, "Coding validated" },
  { "validated-busy", "validated", TRUE, TRUE, TRUE, TRUE, FALSE, FALSE, "Coding validated" },
  { "validated-secretary", "validated", FALSE, FALSE, FALSE, TRUE, FALSE, FALSE, "Coding validated" },
  { "locked", "locked", TRUE, TRUE, FALSE, TRUE, FALSE, TRUE, "Coding locked" },
  { "locked-locum", "locked", TRUE, FALSE, FALSE, TRUE, FALSE, FALSE, "Coding locked" },
  { "reopened", "reopened", TRUE, TRUE, FALSE, TRUE, FALSE, FALSE, "Coding reopened" },
};

static void
test_state (gconstpointer data)
{
  const StateCase *line = data;
  g_autoptr(CpxRecord) empty = cpx_record_new (&cpx_coding_kind, NULL);
  g_autoptr(CpxRecord) coding = line->state != NULL ? cpx_record_with_text (empty, CPX_CODING_STATE, line->state)
                                                    : NULL;
  CpxLockFacts facts = { coding, NULL, line->may_lock, line->may_reopen, line->busy };
  g_auto(CpxLockState) state = { 0 };

  cpx_lock_state_compute (&facts, &state);
  g_assert_cmpint (state.visible, ==, line->visible);
  g_assert_cmpint (state.can_lock, ==, line->can_lock);
  g_assert_cmpint (state.can_reopen, ==, line->can_reopen);
  g_assert_cmpstr (state.sentence, ==, line->sentence);
}

typedef struct
{
  const char     *name;
  CpxSignatureInput input;
  const char     *message;
  gboolean        reason_is_wrong;
  gboolean        passphrase_is_wrong;
  gboolean        code_is_wrong;
  gboolean        can_accept;
} ReopenCase;

#define NO_CODE .has_passphrase = TRUE, .left_reason = TRUE, .asks_code = TRUE

static const ReopenCase reopen_cases[] = {
  { "begun", { .reason = "" }, NULL, FALSE, FALSE, FALSE, FALSE },
  { "left-too-early", { .reason = "court", .left_reason = TRUE },
    "The justification is required to reopen this coding", TRUE, FALSE, FALSE, FALSE },
  { "on-the-way-to-the-passphrase", { .reason = REASON, .left_reason = TRUE }, NULL, FALSE, FALSE, FALSE, FALSE },
  { "without-passphrase", { .reason = REASON, .left_reason = TRUE, .tried = TRUE, .asks_code = TRUE },
    "Type your passphrase to sign", FALSE, TRUE, FALSE, FALSE },
  { "complete", { .reason = REASON, .has_passphrase = TRUE, .left_reason = TRUE }, NULL, FALSE, FALSE, FALSE, TRUE },
  { "under-way", { .reason = REASON, .has_passphrase = TRUE, .tried = TRUE, .busy = TRUE }, NULL, FALSE, FALSE, FALSE,
    FALSE },
  { "refused", { .reason = REASON, .left_reason = TRUE, .failure = "no" }, "no", FALSE, TRUE, FALSE, FALSE },
  { "code-to-type", { .reason = REASON, NO_CODE }, NULL, FALSE, FALSE, FALSE, FALSE },
  { "without-code", { .reason = REASON, NO_CODE, .tried = TRUE }, "Type the six digits that your telephone shows",
    FALSE, FALSE, TRUE, FALSE },
  { "with-code", { .reason = REASON, NO_CODE, .has_code = TRUE }, NULL, FALSE, FALSE, FALSE, TRUE },
  { "code-refused", { .reason = REASON, .asks_code = TRUE, .wrong_code = TRUE, .failure = "no" }, "no", FALSE, FALSE,
    TRUE, FALSE },
};

static void
test_reopen_state (gconstpointer data)
{
  const ReopenCase *line = data;
  CpxSignatureInput input = line->input;
  CpxSignatureState state;

  input.no_reason = "The justification is required to reopen this coding";
  state = cpx_signature_state_compute (&input);
  g_assert_cmpstr (state.message, ==, line->message);
  g_assert_cmpint (state.reason_is_wrong, ==, line->reason_is_wrong);
  g_assert_cmpint (state.passphrase_is_wrong, ==, line->passphrase_is_wrong);
  g_assert_cmpint (state.code_is_wrong, ==, line->code_is_wrong);
  g_assert_cmpint (state.can_accept, ==, line->can_accept);
}

#define BAR_TEST(path, func) g_test_add (path, BarFixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!page_fixture_has_display ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (state_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/lock-bar/state/", state_cases[i].name, NULL);

      g_test_add_data_func (path, &state_cases[i], test_state);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (reopen_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/lock-bar/reopen/", reopen_cases[i].name, NULL);

      g_test_add_data_func (path, &reopen_cases[i], test_reopen_state);
    }
  g_test_add_func ("/lock-bar/refusals", test_refusals);
  BAR_TEST ("/lock-bar/draft", test_draft);
  BAR_TEST ("/lock-bar/whole-way", test_whole_way);
  BAR_TEST ("/lock-bar/locked", test_locked);
  BAR_TEST ("/lock-bar/meanwhile", test_meanwhile);
  BAR_TEST ("/lock-bar/code", test_code);
  BAR_TEST ("/lock-bar/proof-text", test_proof_text);

  return g_test_run ();
}
