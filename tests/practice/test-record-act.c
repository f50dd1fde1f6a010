/* test-record-act.c: from a decision to its records, or to nothing at all. Numbers are those of cpx-save-coding.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ccam-fixture.h"
#include "coding-fixture.h"

#include "cpx-coding-history.h"
#include "cpx-coding-proposals.h"
#include "cpx-coding-verdict.h"
#include "cpx-journal.h"
#include "cpx-lock-coding.h"
#include "cpx-note-versions.h"
#include "cpx-practice-private.h"
#include "cpx-record-act.h"
#include "cpx-remove-record.h"
#include "cpx-save-coding.h"
#include "cpx-save-record.h"
#include "cpx-second-factor.h"
#include "cpx-used-acts.h"

#include <cpx-act.h>
#include <cpx-audit-log.h>
#include <cpx-clock.h>
#include <cpx-coding.h>
#include <cpx-intervention.h>
#include <cpx-operative-note.h>
#include <cpx-practitioner.h>
#include <cpx-rule-finding.h>
#include <cpx-user.h>
#include <string.h>

#define REASON "Geste complémentaire décrit par le compte rendu"

/* What must be the same before and after a refusal. */
typedef struct
{
  gint64 n_acts;
  gint64 n_codings;
  gint64 n_audit;
} Counts;

static Counts
count (CodingFixture *self)
{
  return (Counts) { practice_fixture_count (&self->base, &cpx_act_kind),
                    practice_fixture_count (&self->base, &cpx_coding_kind),
                    practice_fixture_count_audit (&self->base) };
}

static CpxCodingRequest *
load (CodingFixture *self)
{
  g_autoptr(GError) error = NULL;
  CpxCodingRequest *request =
    cpx_practice_load_coding (self->base.practice, cpx_record_get_id (self->intervention), NULL, &error);

  g_assert_no_error (error);

  return request;
}

static void
add_line (CpxCodingRequest *request,
          const char       *code,
          CpxActChoice     *choice)
{
  CpxCodingLine line;

  cpx_coding_line_init (&line, code);
  cpx_coding_request_add_line (request, &line, choice);
}

static CpxActChoice *
suggested (const char *code)
{
  return cpx_act_choice_new ("suggestion", code, NULL, NULL);
}

static GPtrArray *
save (CodingFixture    *self,
      CpxCodingRequest *request,
      CpxCodingStep     step)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *receipts = cpx_practice_save_coding (self->base.practice, request, step, &error);

  g_assert_no_error (error);

  return receipts;
}

static void
assert_refused (CodingFixture    *self,
                CpxCodingRequest *request,
                CpxCodingStep     step,
                CpxPracticeError  code,
                const char       *named)
{
  Counts before = count (self);
  Counts after;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) receipts = cpx_practice_save_coding (self->base.practice, request, step, &error);

  g_assert_null (receipts);
  g_assert_error (error, CPX_PRACTICE_ERROR, (int) code);
  if (named != NULL)
    g_assert_nonnull (strstr (error->message, named));
  after = count (self);
  g_assert_cmpmem (&before, sizeof before, &after, sizeof after);
}

static CpxRecord *
get_record (GPtrArray *receipts,
            guint      position)
{
  return cpx_receipt_get_record (g_ptr_array_index (receipts, position));
}

static const char *
get_text (GPtrArray *receipts,
          guint      position,
          int        field)
{
  return cpx_record_get_text (get_record (receipts, position), field);
}

static void
assert_state (CodingFixture *self,
              const char    *state)
{
  g_autoptr(CpxRecord) now = coding_fixture_load (self, self->intervention);

  g_assert_cmpstr (cpx_record_get_text (now, CPX_INTERVENTION_STATE), ==, state);
}

/* One act, validated: the receipts. */
static GPtrArray *
validate_one (CodingFixture *self)
{
  g_autoptr(CpxCodingRequest) request = load (self);

  cpx_coding_request_set_note (request, self->note);
  add_line (request, "HHFA016", suggested ("HHFA016"));

  return save (self, request, CPX_CODING_STEP_VALIDATE);
}

static GPtrArray *
validate_again (CodingFixture *self)
{
  g_autoptr(CpxCodingRequest) request = load (self);

  return save (self, request, CPX_CODING_STEP_VALIDATE);
}

static json_t *
propose (void)
{
  return json_pack ("[{s:s, s:f, s:i}, {s:s, s:f, s:i}, {s:s, s:f, s:i}]", "code", "HHFA016", "confidence", 0.82,
                    "group", 0, "code", "HHFA011", "confidence", 0.1, "group", 0, "code", "HMFC004", "confidence", 0.1,
                    "group", 1);
}

typedef struct
{
  const char       *source;
  const char       *code;
  const char       *beside;         /* (nullable): another act, which is a suggestion that was taken */
  const char       *proposed;       /* (nullable) */
  const char       *planned;        /* (nullable): by the operation */
  CpxPracticeError  refusal;
  gboolean          passes;
} ProposalLine;

static const ProposalLine proposal_lines[] = {
  { "search", "AHPA009", NULL, NULL, NULL, CPX_PRACTICE_ERROR_REFUSED, FALSE },
  { "typed", "AHPA009", NULL, NULL, NULL, CPX_PRACTICE_ERROR_REFUSED, FALSE },
  /* It does not help to call it something else. */
  { "suggestion", "AHPA009", NULL, NULL, NULL, CPX_PRACTICE_ERROR_REFUSED, FALSE },
  { "planned", "AHPA009", NULL, NULL, NULL, CPX_PRACTICE_ERROR_REFUSED, FALSE },
  { NULL, "AHPA009", NULL, NULL, NULL, CPX_PRACTICE_ERROR_REFUSED, FALSE },
  { "planned", "AHPA009", NULL, NULL, "AHPA009", 0, TRUE },
  { "duplicate", "AHPA009", NULL, NULL, NULL, 0, TRUE },
  { "search", "AHPA009", NULL, "HHFA016", NULL, 0, TRUE },
  { "search", "AHPA009", "HHFA016", NULL, NULL, 0, TRUE },
  /* Another code of the gesture answers it; the gesture of HMFC004 is hardly likely. */
  { "search", "HHFA011", NULL, NULL, NULL, 0, TRUE },
};

/* 10 */
static void
test_proposals (CodingFixture *self,
                gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (proposal_lines); i++)
    {
      const ProposalLine *line = &proposal_lines[i];
      g_autoptr(CpxCodingRequest) request = load (self);
      g_autoptr(CpxRecord) planning = cpx_record_with_text (request->intervention, CPX_INTERVENTION_PLANNED_ACTS,
                                                            line->planned != NULL ? line->planned : "HHFA016");
      g_autoptr(GError) error = NULL;

      g_clear_pointer (&request->suggestions, json_decref);
      request->suggestions = propose ();
      g_set_object (&request->intervention, planning);
      if (line->beside != NULL)
        add_line (request, line->beside, suggested (line->beside));
      add_line (request, line->code, cpx_act_choice_new (line->source, line->proposed,
                                                         line->proposed != NULL ? "complexity" : NULL,
                                                         line->proposed != NULL ? REASON : NULL));
      g_assert_cmpint (cpx_coding_proposals_check (request, FALSE, &error), ==, line->passes);
      if (line->passes)
        g_assert_no_error (error);
      else
        g_assert_error (error, CPX_PRACTICE_ERROR, (int) line->refusal);
    }
}

/* Each line says for which gesture it was proposed, or in place of whose code it stands. */
static void
test_gestures (CodingFixture *self,
               gconstpointer  data)
{
  static const int gestures[] = { 1, 2, 1, 0 };
  g_autoptr(CpxCodingRequest) request = load (self);
  g_autoptr(CpxCodingDraft) silent = NULL;
  g_autoptr(CpxCodingDraft) told = NULL;

  add_line (request, "HHFA011", suggested ("HHFA011"));
  add_line (request, "HMFC004", cpx_act_choice_new ("search", NULL, NULL, NULL));
  add_line (request, "AHPA009", cpx_act_choice_new ("search", "HHFA016", "complexity", REASON));
  add_line (request, "NEKA020", cpx_act_choice_new ("planned", NULL, NULL, NULL));
  silent = cpx_coding_proposals_dup_told_draft (request);
  request->suggestions = propose ();
  told = cpx_coding_proposals_dup_told_draft (request);
  for (guint i = 0; i < G_N_ELEMENTS (gestures); i++)
    {
      g_assert_cmpint (cpx_coding_draft_get_line (silent, i)->gesture, ==, 0);
      g_assert_cmpint (cpx_coding_draft_get_line (told, i)->gesture, ==, gestures[i]);
      g_assert_cmpint (cpx_coding_draft_get_line (request->draft, i)->gesture, ==, 0);
    }
}

static const char *
get_reason (CpxCodingRequest *request,
            guint             line)
{
  guint lines[] = { line };
  CpxRuleFinding finding = { .rule = (char *) "ccam.1.2", .lines = lines, .n_lines = 1 };

  return cpx_coding_request_get_justification (request, &finding);
}

static void
justify_line (CpxCodingRequest *request,
              guint             line,
              const char       *reason)
{
  guint lines[] = { line };
  CpxRuleFinding finding = { .rule = (char *) "ccam.1.2", .lines = lines, .n_lines = 1 };

  cpx_coding_request_justify (request, &finding, NULL, reason);
}

/* Three acts of one code: one goes, one becomes another act, one comes between; each reason stays with its act. */
static void
test_reasons_move (CodingFixture *self,
                   gconstpointer  data)
{
  g_autoptr(CpxCodingRequest) request = load (self);
  CpxCodingLine line;

  for (guint i = 0; i < 4; i++)
    add_line (request, "HMFC004", suggested ("HMFC004"));
  justify_line (request, 0, "un");
  justify_line (request, 1, "deux");
  justify_line (request, 2, "trois");
  justify_line (request, 3, "quatre");
  cpx_coding_request_remove_line (request, 1);
  g_assert_cmpstr (get_reason (request, 0), ==, "un");
  g_assert_cmpstr (get_reason (request, 1), ==, "trois");
  g_assert_cmpstr (get_reason (request, 2), ==, "quatre");

  cpx_coding_line_init (&line, "HHFA016");
  cpx_coding_request_set_line (request, 0, &line);
  g_assert_null (get_reason (request, 0));
  g_assert_cmpstr (get_reason (request, 1), ==, "trois");
  g_assert_cmpstr (get_reason (request, 2), ==, "quatre");

  cpx_coding_line_init (&line, "HMFC004");
  cpx_coding_request_set_line (request, 0, &line);
  g_assert_null (get_reason (request, 0));
  g_assert_cmpstr (get_reason (request, 1), ==, "trois");
  g_assert_cmpstr (get_reason (request, 2), ==, "quatre");
}

static void
test_shown (void)
{
  static const struct { const char *list; CpxShown shown; } lists[] = {
    { "[]", CPX_SHOWN_NOTHING },
    { "[{\"code\": \"HHFA016\"}]", CPX_SHOWN_UNKNOWN },
    { "[{\"shown\": true}, {\"code\": \"HHFA016\"}]", CPX_SHOWN_UNKNOWN },
    { "[{\"shown\": 1}]", CPX_SHOWN_UNKNOWN },
    { "[{\"shown\": false}, {\"shown\": false}]", CPX_SHOWN_NONE },
    { "[{\"shown\": true}, {\"shown\": false}]", CPX_SHOWN_SOME },
    { "[{\"shown\": true}, {\"shown\": true}]", CPX_SHOWN_ALL },
  };

  g_assert_cmpint (cpx_coding_proposals_get_shown (NULL), ==, CPX_SHOWN_NOTHING);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr(json_t) list = cpx_json_parse (lists[i].list, -1, NULL);

      g_assert_cmpint (cpx_coding_proposals_get_shown (list), ==, lists[i].shown);
    }
}

/* What the screen showed from a wording stays on record when a terminal goes on; from another wording it is asked anew,
 * and nobody saw that. */
static void
test_shown_stays (CodingFixture *self,
                  gconstpointer  data)
{
  g_autoptr(CpxCodingRequest) screen = load (self);
  g_autoptr(CpxCodingRequest) terminal = NULL;
  g_autoptr(CpxCodingRequest) later = NULL;
  g_autoptr(GPtrArray) receipts = NULL;
  g_autoptr(CpxRecord) other = cpx_record_with_text (self->note, CPX_OPERATIVE_NOTE_TEXT,
                                                     "Appendicectomie par cœlioscopie.");
  g_autoptr(CpxRecord) rewritten = NULL;
  g_autoptr(GError) error = NULL;

  cpx_coding_request_set_note (screen, self->note);
  screen->suggestions = json_pack ("[{s:s, s:f, s:i}]", "code", "HMFC004", "confidence", 0.82, "group", 0);
  cpx_coding_proposals_mark (screen->suggestions, TRUE);
  add_line (screen, "HMFC004", suggested ("HMFC004"));
  receipts = cpx_practice_save_coding (self->base.practice, screen, CPX_CODING_STEP_DRAFT, &error);
  g_assert_no_error (error);

  terminal = load (self);
  g_assert_true (cpx_practice_propose (self->base.practice, terminal, &error));
  g_assert_no_error (error);
  g_assert_true (json_equal (terminal->suggestions, screen->suggestions));

  rewritten = practice_fixture_save (&self->base, self->note, other);
  later = load (self);
  g_assert_true (cpx_practice_propose (self->base.practice, later, &error));
  g_assert_no_error (error);
  g_assert_false (json_equal (later->suggestions, screen->suggestions));
  g_assert_cmpint (cpx_coding_proposals_get_shown (later->suggestions), <=, CPX_SHOWN_NONE);
  g_assert_cmpstr (later->note_hash, !=, terminal->note_hash);
}

/* 10: neither as a draft nor validated; an act that was recorded before anything was proposed is asked about when the
 * coding is validated. */
static void
test_in_place_of_proposal (CodingFixture *self,
                           gconstpointer  data)
{
  g_autoptr(CpxCodingRequest) silent = load (self);
  g_autoptr(CpxCodingRequest) before = load (self);
  g_autoptr(CpxCodingRequest) later = NULL;
  g_autoptr(GPtrArray) drafted = NULL;
  g_autoptr(GPtrArray) kept = NULL;

  add_line (silent, "HMFC004", cpx_act_choice_new ("search", NULL, NULL, NULL));
  silent->suggestions = json_pack ("[{s:s, s:f, s:i}]", "code", "HHFA016", "confidence", 0.82, "group", 0);
  assert_refused (self, silent, CPX_CODING_STEP_DRAFT, CPX_PRACTICE_ERROR_REFUSED, "HHFA016");
  assert_refused (self, silent, CPX_CODING_STEP_VALIDATE, CPX_PRACTICE_ERROR_REFUSED, "HHFA016");

  add_line (before, "HMFC004", cpx_act_choice_new ("search", NULL, NULL, NULL));
  drafted = save (self, before, CPX_CODING_STEP_DRAFT);
  later = load (self);
  later->suggestions = json_incref (silent->suggestions);
  kept = save (self, later, CPX_CODING_STEP_DRAFT);
  assert_refused (self, later, CPX_CODING_STEP_VALIDATE, CPX_PRACTICE_ERROR_REFUSED, "HHFA016");
}

/* 7 and 9 */
static void
test_validated (CodingFixture *self,
                gconstpointer  data)
{
  g_autoptr(GPtrArray) receipts = validate_one (self);
  CpxRecord *coding = get_record (receipts, 0);
  CpxRecord *act = get_record (receipts, 1);
  g_autoptr(CpxCodingRequest) again = load (self);

  g_assert_cmpuint (receipts->len, ==, 3);
  g_assert_cmpstr (cpx_record_get_text (coding, CPX_CODING_STATE), ==, "validated");
  g_assert_cmpstr (cpx_record_get_text (coding, CPX_CODING_NOTE), ==, cpx_record_get_id (self->note));
  g_assert_cmpstr (cpx_record_get_text (act, CPX_ACT_CODE), ==, "HHFA016");
  g_assert_cmpint (cpx_record_get_integer (act, CPX_ACT_BASE_CENTS), ==, CCAM_HHFA016_CENTS);
  g_assert_cmpint (cpx_record_get_integer (act, CPX_ACT_POSITION), ==, 1);
  g_assert_cmpint (cpx_record_get_integer (act, CPX_ACT_ACTIVITY), ==, 1);
  g_assert_cmpstr (cpx_record_get_text (act, CPX_ACT_DATE), ==, CODING_DAY);
  g_assert_cmpstr (cpx_record_get_text (act, CPX_ACT_NOMENCLATURE), ==, "78.10");
  g_assert_cmpstr (cpx_record_get_text (act, CPX_ACT_NOMENCLATURE_HASH), ==, again->nomenclature_hash);
  g_assert_cmpstr (cpx_record_get_text (act, CPX_ACT_CODING), ==, cpx_record_get_id (coding));
  g_assert_cmpstr (cpx_record_get_text (act, CPX_ACT_RECORDED_BY), ==,
                   cpx_record_get_id (cpx_practice_get_user (self->base.practice)));
  assert_state (self, "coded");

  g_assert_cmpuint (again->choices->len, ==, 1);
  g_assert_true (cpx_record_equal (again->coding, coding));
  g_assert_cmpstr (cpx_coding_draft_get_line (again->draft, 0)->code, ==, "HHFA016");
}

static const struct
{
  const char *login;
  CpxRoles    roles;
  gboolean    may;
} coders[] = {
  { "noe", CPX_ROLE_NURSE, FALSE },
  { "sylvie", CPX_ROLE_SECRETARY, FALSE },
  { "manager", CPX_ROLE_SECRETARY | CPX_ROLE_ADMIN, FALSE },
  { "lise", CPX_ROLE_SECRETARY | CPX_ROLE_CODER, TRUE },
  { "rempla", CPX_ROLE_LOCUM, TRUE },
};

/* 1 */
static void
test_who (CodingFixture *self,
          gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (coders); i++)
    practice_fixture_add_user (&self->base, coders[i].login, coders[i].roles);
  for (gsize i = 0; i < G_N_ELEMENTS (coders); i++)
    {
      g_autoptr(CpxCodingRequest) request = NULL;

      practice_fixture_reopen (&self->base, coders[i].login, FIXTURE_PASSPHRASE);
      request = load (self);
      add_line (request, "HHFA016", suggested ("HHFA016"));
      if (coders[i].may)
        g_ptr_array_unref (save (self, request, CPX_CODING_STEP_DRAFT));
      else
        assert_refused (self, request, CPX_CODING_STEP_DRAFT, CPX_PRACTICE_ERROR_NOT_ALLOWED, "act:write");
    }
  g_assert_cmpint (practice_fixture_count (&self->base, &cpx_act_kind), ==, 2);
}

static void
assert_lock_refused (CodingFixture    *self,
                     const char       *coding_id,
                     const char       *reason,
                     CpxPracticeError  code)
{
  Counts before = count (self);
  Counts after;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) receipts = reason != NULL
                                  ? cpx_practice_reopen_coding (self->base.practice, coding_id, reason,
                                                                FIXTURE_PASSPHRASE, NULL, &error)
                                  : cpx_practice_lock_coding (self->base.practice, coding_id, &error);

  g_assert_null (receipts);
  g_assert_error (error, CPX_PRACTICE_ERROR, (int) code);
  after = count (self);
  g_assert_cmpmem (&before, sizeof before, &after, sizeof after);
}

/* A CpxDeedFunc. */
static gpointer
take_back (CpxJournal  *journal,
           gpointer     act_id,
           GError     **error)
{
  return cpx_take_back_act (journal, act_id, error);
}

static GPtrArray *
perform_take_back (CodingFixture  *self,
                   const char     *act_id,
                   GError        **error)
{
  return cpx_practice_perform (self->base.practice, take_back, (gpointer) act_id, (GDestroyNotify) g_ptr_array_unref,
                               error);
}

/* A CpxDeedFunc. */
static gpointer
remove_act (CpxJournal  *journal,
            gpointer     act_id,
            GError     **error)
{
  return cpx_remove_record (journal, &cpx_act_kind, act_id, error);
}

/* 2 and 9 */
static void
test_locked (CodingFixture *self,
             gconstpointer  data)
{
  g_autoptr(GPtrArray) receipts = validate_one (self);
  const char *coding_id = cpx_record_get_id (get_record (receipts, 0));
  const char *act_id = cpx_record_get_id (get_record (receipts, 1));
  g_autoptr(GPtrArray) locked = NULL;
  g_autoptr(GPtrArray) reopened = NULL;
  g_autoptr(GPtrArray) taken_back = NULL;
  g_autoptr(CpxCodingRequest) request = NULL;
  g_autoptr(GError) error = NULL;

  assert_lock_refused (self, coding_id, REASON, CPX_PRACTICE_ERROR_REFUSED);
  locked = cpx_practice_lock_coding (self->base.practice, coding_id, &error);
  g_assert_no_error (error);
  assert_lock_refused (self, coding_id, NULL, CPX_PRACTICE_ERROR_REFUSED);

  request = load (self);
  g_assert_false (cpx_coding_request_may_change (request));
  add_line (request, "HMFC004", suggested ("HMFC004"));
  assert_refused (self, request, CPX_CODING_STEP_DRAFT, CPX_PRACTICE_ERROR_REFUSED, NULL);
  g_assert_null (perform_take_back (self, act_id, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (cpx_practice_perform (self->base.practice, remove_act, (gpointer) act_id, g_object_unref, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED);
  g_clear_error (&error);

  assert_lock_refused (self, coding_id, "erreur", CPX_PRACTICE_ERROR_INVALID);
  assert_state (self, "coded");
  reopened = cpx_practice_reopen_coding (self->base.practice, coding_id, REASON, FIXTURE_PASSPHRASE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (get_text (reopened, 0, CPX_CODING_STATE), ==, "reopened");
  g_assert_cmpstr (get_text (reopened, 0, CPX_CODING_REOPENING_REASON), ==, REASON);
  assert_state (self, "done");
  taken_back = perform_take_back (self, act_id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (get_text (taken_back, 0, CPX_CODING_STATE), ==, "reopened");
}

/* A locked coding is reopened with one's own passphrase: another one leaves an entry, and nothing else. */
static void
test_signature (CodingFixture *self,
                gconstpointer  data)
{
  g_autoptr(GPtrArray) receipts = validate_one (self);
  const char *coding_id = cpx_record_get_id (get_record (receipts, 0));
  g_autoptr(GPtrArray) locked = cpx_practice_lock_coding (self->base.practice, coding_id, NULL);
  g_autoptr(GPtrArray) refused = NULL;
  g_autoptr(GPtrArray) reopened = NULL;
  g_autoptr(GPtrArray) history = NULL;
  g_autoptr(GError) error = NULL;
  Counts before = count (self);
  Counts after;

  g_assert_nonnull (locked);
  refused = cpx_practice_reopen_coding (self->base.practice, coding_id, REASON, "une autre phrase de passe", NULL,
                                        &error);
  g_assert_null (refused);
  g_assert_error (error, CPX_PRACTICE_ERROR, (int) CPX_PRACTICE_ERROR_WRONG_PASSPHRASE);
  g_clear_error (&error);
  after = count (self);
  before.n_audit++;
  g_assert_cmpmem (&before, sizeof before, &after, sizeof after);
  assert_state (self, "coded");
  reopened = cpx_practice_reopen_coding (self->base.practice, coding_id, REASON, FIXTURE_PASSPHRASE, NULL, &error);
  g_assert_no_error (error);
  assert_state (self, "done");
  history = cpx_practice_list_coding_history (self->base.practice, coding_id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((CpxCodingEvent *) history->pdata[0])->action, ==, "coding.reopened");
  g_assert_cmpstr (((CpxCodingEvent *) history->pdata[1])->action, ==, "coding.signature-refused");
}

#define STEP_US (30 * (gint64) G_USEC_PER_SEC)

static void
assert_signature_refused (CodingFixture *self,
                          const char    *coding_id,
                          const char    *passphrase,
                          const char    *code,
                          int            refusal,
                          gint64         n_noted)
{
  Counts before = count (self);
  Counts after;
  g_autoptr(GError) error = NULL;

  g_assert_null (cpx_practice_reopen_coding (self->base.practice, coding_id, REASON, passphrase, code, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, refusal);
  after = count (self);
  before.n_audit += n_noted;
  g_assert_cmpmem (&before, sizeof before, &after, sizeof after);
  assert_state (self, "coded");
}

/* Who has a second factor signs with a code too, which neither unlocked nor signed before; guesses are written down. */
static void
test_signature_with_code (CodingFixture *self,
                          gconstpointer  data)
{
  g_autoptr(GPtrArray) receipts = validate_one (self);
  const char *coding_id = cpx_record_get_id (get_record (receipts, 0));
  g_autoptr(GPtrArray) locked = cpx_practice_lock_coding (self->base.practice, coding_id, NULL);
  gint64 now_us = cpx_clock_now_us ();
  g_autofree char *secret = cpx_second_factor_new_secret ();
  g_autofree char *first = practice_fixture_make_code (secret, now_us);
  g_autofree char *second = practice_fixture_make_code (secret, now_us + STEP_US);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) enrolled = NULL;
  g_autoptr(GPtrArray) reopened = NULL;
  g_autoptr(GPtrArray) again = NULL;
  g_autoptr(GPtrArray) relocked = NULL;

  cpx_clock_stop (now_us);
  enrolled = cpx_practice_enrol_code (self->base.practice, FIXTURE_LOGIN, secret, first, &error);
  g_assert_no_error (error);
  g_assert_nonnull (locked);
  assert_signature_refused (self, coding_id, FIXTURE_PASSPHRASE, NULL, CPX_PRACTICE_ERROR_NEED_CODE, 0);
  assert_signature_refused (self, coding_id, FIXTURE_PASSPHRASE, first, CPX_PRACTICE_ERROR_WRONG_CODE, 1);
  assert_signature_refused (self, coding_id, "une autre phrase de passe", second,
                            CPX_PRACTICE_ERROR_WRONG_PASSPHRASE, 1);
  cpx_clock_stop (now_us + STEP_US);
  reopened = cpx_practice_reopen_coding (self->base.practice, coding_id, REASON, FIXTURE_PASSPHRASE, second, &error);
  g_assert_no_error (error);
  assert_state (self, "done");

  again = validate_again (self);
  relocked = cpx_practice_lock_coding (self->base.practice, coding_id, &error);
  g_assert_no_error (error);
  assert_signature_refused (self, coding_id, FIXTURE_PASSPHRASE, second, CPX_PRACTICE_ERROR_WRONG_CODE, 1);
  cpx_clock_resume ();
}

static void
test_who_locks (CodingFixture *self,
                gconstpointer  data)
{
  g_autoptr(GPtrArray) receipts = validate_one (self);
  const char *coding_id = cpx_record_get_id (get_record (receipts, 0));
  g_autoptr(GPtrArray) locked = NULL;

  practice_fixture_add_user (&self->base, "lise", CPX_ROLE_SECRETARY | CPX_ROLE_CODER);
  practice_fixture_add_user (&self->base, "rempla", CPX_ROLE_LOCUM);
  practice_fixture_reopen (&self->base, "lise", FIXTURE_PASSPHRASE);
  assert_lock_refused (self, coding_id, NULL, CPX_PRACTICE_ERROR_NOT_ALLOWED);
  practice_fixture_reopen (&self->base, "rempla", FIXTURE_PASSPHRASE);
  locked = cpx_practice_lock_coding (self->base.practice, coding_id, NULL);
  g_assert_nonnull (locked);
  assert_lock_refused (self, coding_id, REASON, CPX_PRACTICE_ERROR_NOT_ALLOWED);
}

typedef struct
{
  const char *name;
  const char *proposed;
  const char *motive;
  const char *reason;
  gboolean    refused;
} OverrideCase;

static const OverrideCase override_cases[] = {
  { "no reason", "HMFC004", "other", NULL, TRUE },
  { "short", "HMFC004", "other", "parce que", TRUE },
  { "spaces", "HMFC004", "other", "a                              b", TRUE },
  { "no motive", "HMFC004", NULL, REASON, TRUE },
  { "motive unknown", "HMFC004", "magic", REASON, TRUE },
  { "justified", "HMFC004", "different_gesture", REASON, FALSE },
};

/* 3 */
static void
test_override (CodingFixture *self,
               gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (override_cases); i++)
    {
      const OverrideCase *line = &override_cases[i];
      g_autoptr(CpxCodingRequest) request = load (self);
      g_autoptr(GPtrArray) receipts = NULL;

      add_line (request, "HHFA016", cpx_act_choice_new ("suggestion", line->proposed, line->motive, line->reason));
      if (line->refused)
        {
          assert_refused (self, request, CPX_CODING_STEP_DRAFT, CPX_PRACTICE_ERROR_INVALID, NULL);
          assert_refused (self, request, CPX_CODING_STEP_VALIDATE, CPX_PRACTICE_ERROR_INVALID, NULL);
          continue;
        }
      receipts = save (self, request, CPX_CODING_STEP_VALIDATE);
      g_assert_true (cpx_act_is_override (get_record (receipts, 1)));
      g_assert_cmpstr (get_text (receipts, 1, CPX_ACT_REASON), ==, line->reason);
    }
}

/* A CpxDeedFunc: the same code once more, as the command line does it. */
static gpointer
record_one (CpxJournal  *journal,
            gpointer     intervention_id,
            GError     **error)
{
  g_autoptr(CpxActChoice) choice = suggested ("HHFA016");
  CpxCodingLine line;

  cpx_coding_line_init (&line, "HHFA016");

  return cpx_record_act (journal, intervention_id, &line, choice, NULL, error);
}

/* 4: trap 3 of FEATURES.md, section 6. */
static void
test_twice (CodingFixture *self,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  const char *id = cpx_record_get_id (self->intervention);
  g_autoptr(GPtrArray) first = NULL;
  g_autoptr(GPtrArray) second = NULL;
  g_autoptr(GPtrArray) taken_back = NULL;
  g_autoptr(CpxCodingRequest) left = NULL;
  const char *second_id;

  for (int i = 0; i < 2; i++)
    {
      GPtrArray *receipts = cpx_practice_perform (self->base.practice, record_one, (gpointer) id,
                                                  (GDestroyNotify) g_ptr_array_unref, &error);

      g_assert_no_error (error);
      *(i == 0 ? &first : &second) = receipts;
    }
  g_assert_cmpint (practice_fixture_count (&self->base, &cpx_act_kind), ==, 2);
  second_id = cpx_record_get_id (get_record (second, 2));
  taken_back = perform_take_back (self, cpx_record_get_id (get_record (first, 1)), &error);
  g_assert_no_error (error);
  left = load (self);
  g_assert_cmpuint (left->choices->len, ==, 1);
  g_assert_cmpint (cpx_coding_request_find_act (left, second_id), ==, 0);
  g_assert_cmpint (cpx_record_get_integer (g_ptr_array_index (left->acts, 0), CPX_ACT_POSITION), ==, 1);
  assert_state (self, "done");
}

/* 5 */
static void
test_meanwhile (CodingFixture *self,
                gconstpointer  data)
{
  g_autoptr(CpxCodingRequest) mine = load (self);
  g_autoptr(CpxCodingRequest) theirs = load (self);
  g_autoptr(CpxCodingRequest) late = NULL;
  g_autoptr(GPtrArray) saved = NULL;
  g_autoptr(GPtrArray) more = NULL;

  add_line (mine, "HHFA016", suggested ("HHFA016"));
  add_line (theirs, "HMFC004", suggested ("HMFC004"));
  saved = save (self, theirs, CPX_CODING_STEP_DRAFT);
  assert_refused (self, mine, CPX_CODING_STEP_VALIDATE, CPX_PRACTICE_ERROR_CONFLICT, NULL);

  g_clear_pointer (&theirs, cpx_coding_request_free);
  theirs = load (self);
  late = load (self);
  cpx_coding_request_remove_line (theirs, 0);
  more = save (self, theirs, CPX_CODING_STEP_DRAFT);
  assert_refused (self, late, CPX_CODING_STEP_VALIDATE, CPX_PRACTICE_ERROR_CONFLICT, NULL);
}

/* 5: a version of the CCAM that came meanwhile, or that the screen made up. */
static void
test_other_version (CodingFixture *self,
                    gconstpointer  data)
{
  g_autoptr(CpxCodingRequest) request = load (self);
  g_autoptr(CpxNomenclature) nomenclature = ccam_fixture_new ();

  add_line (request, "HHFA016", suggested ("HHFA016"));
  cpx_coding_request_set_nomenclature (request, nomenclature, "0f");
  assert_refused (self, request, CPX_CODING_STEP_VALIDATE, CPX_PRACTICE_ERROR_CONFLICT, "CCAM");
}

/* 6 */
static void
test_blocked (CodingFixture *self,
              gconstpointer  data)
{
  g_autoptr(CpxCodingRequest) unknown = load (self);
  g_autoptr(CpxCodingRequest) empty = load (self);
  g_autoptr(GPtrArray) kept = NULL;
  g_autoptr(GPtrArray) closed = NULL;

  assert_refused (self, empty, CPX_CODING_STEP_VALIDATE, CPX_PRACTICE_ERROR_REFUSED, "20");
  add_line (unknown, "ZZZZ999", cpx_act_choice_new ("typed", NULL, NULL, NULL));
  assert_refused (self, unknown, CPX_CODING_STEP_VALIDATE, CPX_PRACTICE_ERROR_REFUSED, "ZZZZ999");
  /* Typed, it may stand in a draft, at no known price. */
  kept = save (self, unknown, CPX_CODING_STEP_DRAFT);
  g_assert_false (cpx_record_has (get_record (kept, 1), CPX_ACT_BASE_CENTS));
  assert_state (self, "done");

  g_clear_pointer (&empty, cpx_coding_request_free);
  empty = load (self);
  cpx_coding_request_remove_line (empty, 0);
  cpx_coding_request_set_override (empty, "coding.empty", REASON);
  closed = save (self, empty, CPX_CODING_STEP_VALIDATE);
  assert_state (self, "coded");
}

/* Every finding to justify; the number of them. */
static guint
justify (CpxCodingRequest *request,
         const char       *reason)
{
  g_autoptr(CpxCodingVerdict) verdict = cpx_coding_verdict_new (request);
  GPtrArray *findings = cpx_coding_result_get_findings (cpx_coding_verdict_get_result (verdict));
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      const CpxRuleFinding *finding = g_ptr_array_index (findings, i);

      g_assert_cmpint (finding->level, !=, CPX_FINDING_BLOCKING);
      if (finding->level != CPX_FINDING_TO_JUSTIFY)
        continue;
      cpx_coding_request_set_override (request, finding->rule, reason);
      n++;
    }

  return n;
}

static void
assert_used (CodingFixture     *self,
             CpxUsedActsSource  source)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxUsedActs) used = cpx_practice_list_used_acts (self->base.practice, 10, &error);

  g_assert_no_error (error);
  g_assert_cmpint (used->source, ==, source);
  g_assert_cmpuint (used->acts->len, ==, 1);
  g_assert_cmpstr (g_array_index (used->acts, CpxUsedAct, 0).code, ==, "HHFA016");
}

/* Whoever is unlocked from now on. */
static void
become (CodingFixture *self,
        CpxRecord     *practitioner)
{
  CpxRecord *user = cpx_practice_get_user (self->base.practice);
  g_autoptr(CpxRecord) named = cpx_record_with_text (user, CPX_USER_PRACTITIONER, cpx_record_get_id (practitioner));
  g_autoptr(CpxRecord) kept = practice_fixture_save (&self->base, user, named);

  practice_fixture_reopen (&self->base, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
}

/* The acts used most are one's own; those of the practice for who recorded none, or operates not at all. */
static void
test_used (CodingFixture *self,
           gconstpointer  data)
{
  g_autoptr(GPtrArray) receipts = validate_one (self);
  g_autoptr(CpxRecord) plain = cpx_record_new_with_texts (&cpx_practitioner_kind, NULL, CPX_PRACTITIONER_NAME,
                                                          "Legrand", -1);
  g_autoptr(CpxRecord) other = practice_fixture_save (&self->base, NULL, plain);

  assert_used (self, CPX_USED_ACTS_PRACTICE);
  become (self, self->surgeon);
  assert_used (self, CPX_USED_ACTS_OWN);
  become (self, other);
  assert_used (self, CPX_USED_ACTS_PRACTICE);
}

/* 6: more acts than are priced need a reason. */
static void
test_justified (CodingFixture *self,
                gconstpointer  data)
{
  g_autoptr(CpxCodingRequest) request = load (self);
  g_autoptr(GPtrArray) receipts = NULL;

  add_line (request, "HMFC004", suggested ("HMFC004"));
  for (int i = 0; i < 2; i++)
    add_line (request, "HHFA016", suggested ("HHFA016"));
  assert_refused (self, request, CPX_CODING_STEP_VALIDATE, CPX_PRACTICE_ERROR_REFUSED, NULL);
  g_assert_cmpuint (justify (request, "trop court"), >, 0);
  assert_refused (self, request, CPX_CODING_STEP_VALIDATE, CPX_PRACTICE_ERROR_REFUSED, NULL);
  justify (request, REASON);
  receipts = save (self, request, CPX_CODING_STEP_VALIDATE);
  g_assert_nonnull (strstr (get_text (receipts, 0, CPX_CODING_OVERRIDES), REASON));
}

/* 7: trap 2 of FEATURES.md: what somebody chose stands, and the amount follows it. */
static void
test_association (CodingFixture *self,
                  gconstpointer  data)
{
  g_autoptr(CpxCodingRequest) request = load (self);
  g_autoptr(CpxCodingRequest) again = NULL;
  g_autoptr(GPtrArray) receipts = NULL;
  g_autoptr(GPtrArray) later = NULL;
  CpxRecord *second;

  add_line (request, "HMFC004", suggested ("HMFC004"));
  add_line (request, "HHFA016", suggested ("HHFA016"));
  receipts = save (self, request, CPX_CODING_STEP_VALIDATE);
  second = get_record (receipts, 2);
  g_assert_cmpstr (get_text (receipts, 1, CPX_ACT_ASSOCIATION), ==, "1");
  g_assert_cmpstr (cpx_record_get_text (second, CPX_ACT_ASSOCIATION), ==, "2");
  g_assert_false (cpx_record_get_boolean (second, CPX_ACT_ASSOCIATION_CHOSEN));
  g_assert_cmpint (cpx_record_get_integer (second, CPX_ACT_BASE_CENTS), ==, CCAM_HHFA016_CENTS / 2);

  again = load (self);
  g_assert_cmpint (cpx_coding_draft_get_line (again->draft, 1)->association, ==, CPX_ASSOCIATION_AUTO);
  cpx_coding_request_remove_line (again, 0);
  later = save (self, again, CPX_CODING_STEP_VALIDATE);
  g_assert_cmpint (cpx_record_get_integer (get_record (later, 1), CPX_ACT_BASE_CENTS), ==, CCAM_HHFA016_CENTS);
  g_assert_cmpstr (cpx_record_get_id (get_record (later, 1)), ==, cpx_record_get_id (second));
}

/* A CpxTxnFunc: the details of the last entry of @action. */
static gpointer
open_details (CpxTxn    *txn,
              gpointer   action,
              GError   **error)
{
  g_autoptr(GPtrArray) entries = cpx_audit_log_list (txn, NULL, 0, 100000, error);
  char *details = NULL;

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      g_autoptr(CpxAuditLeaf) leaf = cpx_audit_leaf_parse (((CpxAuditLogEntry *) entries->pdata[i])->leaf, error);

      if (!g_str_equal (cpx_audit_leaf_get_entry (leaf)->action, action))
        continue;
      g_free (details);
      details = cpx_audit_log_open_details (txn, leaf, error);
    }

  return details;
}

/* 8 */
static void
test_audit (CodingFixture *self,
            gconstpointer  data)
{
  g_autoptr(CpxCodingRequest) request = load (self);
  g_autoptr(GPtrArray) receipts = NULL;
  g_autofree char *text = NULL;
  g_autoptr(json_t) details = NULL;
  json_t *more;

  request->suggestions = json_pack ("[{s:s, s:f}]", "code", "HMFC004", "confidence", 0.81);
  add_line (request, "HHFA016", cpx_act_choice_new ("suggestion", "HMFC004", "rule_misapplied", REASON));
  receipts = save (self, request, CPX_CODING_STEP_VALIDATE);
  text = cpx_practice_look (self->base.practice, NULL, open_details, (gpointer) "coding.validated",
                            g_free, NULL);
  details = cpx_json_parse (text, -1, NULL);
  more = json_object_get (details, "more");
  g_assert_cmpstr (json_string_value (json_object_get (json_array_get (json_object_get (more, "suggestions"), 0),
                                                       "code")), ==, "HMFC004");
  g_assert_cmpstr (json_string_value (json_object_get (json_array_get (json_object_get (more, "choices"), 0),
                                                       "reason")), ==, REASON);
  g_assert_cmpuint (json_array_size (json_object_get (json_object_get (more, "draft"), "acts")), ==, 1);
  g_assert_nonnull (json_object_get (json_object_get (more, "check"), "findings"));
}

static void
test_not_performed (CodingFixture *self,
                    gconstpointer  data)
{
  g_autoptr(CpxRecord) planned = cpx_record_with_text (self->intervention, CPX_INTERVENTION_STATE, "scheduled");
  g_autoptr(CpxRecord) kept = practice_fixture_save (&self->base, self->intervention, planned);
  g_autoptr(CpxCodingRequest) request = load (self);

  add_line (request, "HHFA016", suggested ("HHFA016"));
  assert_refused (self, request, CPX_CODING_STEP_DRAFT, CPX_PRACTICE_ERROR_REFUSED, NULL);
}

static void
test_note (CodingFixture *self,
           gconstpointer  data)
{
  g_autoptr(CpxRecord) other = coding_fixture_add_intervention (self, "done", CODING_DAY);
  g_autoptr(CpxRecord) typed = cpx_record_with_text (self->note, CPX_OPERATIVE_NOTE_TEXT, "Jamais enregistré.");
  g_autoptr(CpxRecord) plain = cpx_record_with_id (self->note, "01890000-0000-7000-8000-000000000001");
  g_autoptr(CpxRecord) moved = cpx_record_with_text (plain, CPX_OPERATIVE_NOTE_INTERVENTION, cpx_record_get_id (other));
  g_autoptr(CpxRecord) elsewhere = practice_fixture_save (&self->base, NULL, moved);
  g_autoptr(CpxCodingRequest) request = load (self);

  add_line (request, "HHFA016", suggested ("HHFA016"));
  cpx_coding_request_set_note (request, typed);
  assert_refused (self, request, CPX_CODING_STEP_DRAFT, CPX_PRACTICE_ERROR_CONFLICT, NULL);
  cpx_coding_request_set_note (request, elsewhere);
  assert_refused (self, request, CPX_CODING_STEP_DRAFT, CPX_PRACTICE_ERROR_INVALID, NULL);
}

/* A field of a structured report that coding reads makes another wording; one that it does not read makes none. */
static void
test_structured_note (CodingFixture *self,
                      gconstpointer  data)
{
  g_autoptr(CpxRecord) counted = cpx_record_with_text (self->note, CPX_OPERATIVE_NOTE_COUNTS, "Exacts");
  g_autoptr(CpxRecord) approached = cpx_record_with_text (counted, CPX_OPERATIVE_NOTE_APPROACH, "Cœlioscopie");
  g_autoptr(CpxCodingRequest) request = load (self);
  g_autoptr(CpxRecord) with_counts = practice_fixture_save (&self->base, self->note, counted);
  g_autoptr(CpxRecord) with_approach = NULL;
  g_autoptr(GPtrArray) versions = NULL;
  g_autoptr(GPtrArray) receipts = NULL;

  add_line (request, "HHFA016", suggested ("HHFA016"));
  cpx_coding_request_set_note (request, approached);
  assert_refused (self, request, CPX_CODING_STEP_DRAFT, CPX_PRACTICE_ERROR_CONFLICT, NULL);
  with_approach = practice_fixture_save (&self->base, with_counts, approached);
  receipts = save (self, request, CPX_CODING_STEP_DRAFT);
  versions = cpx_practice_list_note_versions (self->base.practice, cpx_record_get_id (self->note), NULL);
  g_assert_cmpuint (versions->len, ==, 2);
  g_assert_true (g_str_has_prefix (((CpxNoteVersion *) versions->pdata[1])->reading, "Cœlioscopie\n"));
  g_assert_cmpstr (((CpxNoteVersion *) versions->pdata[1])->text, ==, ((CpxNoteVersion *) versions->pdata[0])->text);
  g_assert_cmpstr (((CpxNoteVersion *) versions->pdata[1])->hash, ==, request->note_hash);
}

/* What is coded keeps its day, and is not removed. */
static void
test_coded_stays (CodingFixture *self,
                  gconstpointer  data)
{
  g_autoptr(GPtrArray) receipts = validate_one (self);
  g_autoptr(CpxRecord) now = coding_fixture_load (self, self->intervention);
  g_autoptr(CpxRecord) moved = cpx_record_with_text (now, CPX_INTERVENTION_DATE, "2026-03-10");
  g_autoptr(CpxRecord) stale = cpx_record_with_text (self->intervention, CPX_INTERVENTION_DATE, "2026-03-10");
  g_autoptr(CpxRecord) cancelled = cpx_record_with_text (now, CPX_INTERVENTION_STATE, "cancelled");
  g_autoptr(CpxRecord) noted = cpx_record_with_text (now, CPX_INTERVENTION_NOTES, "RAS");
  g_autoptr(CpxRecord) kept = NULL;

  coding_fixture_assert_refused (self, now, moved, CPX_PRACTICE_ERROR_REFUSED);
  coding_fixture_assert_refused (self, self->intervention, stale, CPX_PRACTICE_ERROR_REFUSED);
  coding_fixture_assert_refused (self, now, cancelled, CPX_PRACTICE_ERROR_REFUSED);
  kept = practice_fixture_save (&self->base, now, noted);
  g_assert_cmpstr (cpx_record_get_text (kept, CPX_INTERVENTION_STATE), ==, "coded");
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  CODING_TEST ("/record-act/validated", test_validated);
  CODING_TEST ("/record-act/used", test_used);
  CODING_TEST ("/record-act/proposals", test_proposals);
  CODING_TEST ("/record-act/gestures", test_gestures);
  CODING_TEST ("/record-act/reasons-move", test_reasons_move);
  g_test_add_func ("/record-act/shown", test_shown);
  CODING_TEST ("/record-act/shown-stays", test_shown_stays);
  CODING_TEST ("/record-act/in-place-of-proposal", test_in_place_of_proposal);
  CODING_TEST ("/record-act/who", test_who);
  CODING_TEST ("/record-act/locked", test_locked);
  CODING_TEST ("/record-act/signature", test_signature);
  CODING_TEST ("/record-act/signature-with-code", test_signature_with_code);
  CODING_TEST ("/record-act/who-locks", test_who_locks);
  CODING_TEST ("/record-act/override", test_override);
  CODING_TEST ("/record-act/twice", test_twice);
  CODING_TEST ("/record-act/meanwhile", test_meanwhile);
  CODING_TEST ("/record-act/other-version", test_other_version);
  CODING_TEST ("/record-act/blocked", test_blocked);
  CODING_TEST ("/record-act/justified", test_justified);
  CODING_TEST ("/record-act/association", test_association);
  CODING_TEST ("/record-act/audit", test_audit);
  CODING_TEST ("/record-act/not-performed", test_not_performed);
  CODING_TEST ("/record-act/note", test_note);
  CODING_TEST ("/record-act/structured-note", test_structured_note);
  CODING_TEST ("/record-act/coded-stays", test_coded_stays);

  return g_test_run ();
}
