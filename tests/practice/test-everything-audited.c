/* test-everything-audited.c: each deed that issue 4 names leaves its entry, and no other, with all it should say.
 *
 * One line of the table a deed, done on a real vault by whoever may. Compared are the entries that came since: which
 * ones, then the user, their roles, the post, the clock's trust, the record, the fields before and after, the reason.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "audit-fixture.h"
#include "ccam-fixture.h"
#include "coding-fixture.h"

#include "cpx-act-proof.h"
#include "cpx-add-user.h"
#include "cpx-archive-patient.h"
#include "cpx-audit-action.h"
#include "cpx-audit-seal.h"
#include "cpx-backup.h"
#include "cpx-change-passphrase.h"
#include "cpx-check.h"
#include "cpx-disable-user.h"
#include "cpx-erase-patient.h"
#include "cpx-export-proof.h"
#include "cpx-export.h"
#include "cpx-favourites.h"
#include "cpx-import.h"
#include "cpx-language-model-settings.h"
#include "cpx-learning.h"
#include "cpx-lock-coding.h"
#include "cpx-merge-patients.h"
#include "cpx-note-deed.h"
#include "cpx-open-patient.h"
#include "cpx-own-lexicon.h"
#include "cpx-recovery.h"
#include "cpx-rekey.h"
#include "cpx-remove-record.h"
#include "cpx-restore.h"
#include "cpx-save-coding.h"
#include "cpx-save-record.h"
#include "cpx-second-factor.h"
#include "cpx-set-roles.h"
#include "cpx-slots.h"
#include "cpx-suggesters.h"
#include "cpx-timeline-sentence.h"
#include "cpx-unlock.h"

#include <cpx-allergy.h>
#include <cpx-audit-leaf.h>
#include <cpx-clock.h>
#include <cpx-patient.h>
#include <cpx-room.h>
#include <cpx-secret.h>
#include <cpx-user.h>

#define REASON "Conversion en laparotomie, geste autre."
#define BASIS "Fin du délai de conservation de vingt ans"

typedef struct
{
  const char *name;
  void      (*deed) (CodingFixture *self);
  const char *actions;    /* of all entries that came, in their order */
  const char *action;     /* of the one that is looked at */
  const char *kind;       /* (nullable): of its record */
  const char *details;    /* (nullable): JSON that its details contain, ' for " */
  const char *reason;     /* (nullable) */
  gboolean    anonymous;  /* nobody had unlocked */
} Row;

static GError *failure;

/* What a deed gave; it must have given something. */
static void
done (gpointer given)
{
  g_assert_no_error (failure);
  g_assert_nonnull (given);
  g_object_unref (given);
}

#define P (self->base.practice)

static void
edit_patient (CodingFixture *self)
{
  g_autoptr(CpxRecord) after = cpx_record_with_text (self->patient, CPX_PATIENT_CITY, "Lyon");

  done (cpx_practice_save_record (P, self->patient, after, &failure));
}

static void
add_allergy (CodingFixture *self)
{
  g_autoptr(CpxRecord) allergy = practice_fixture_make_child (&cpx_allergy_kind, self->patient,
                                                              CPX_ALLERGY_SUBSTANCE, "Latex");

  done (cpx_practice_save_record (P, NULL, allergy, &failure));
}

static void
open_file (CodingFixture *self)
{
  g_autoptr(CpxPatientFile) file = cpx_practice_open_patient (P, cpx_record_get_id (self->patient), &failure);

  g_assert_no_error (failure);
  g_assert_nonnull (file);
}

static void
fail_unlock (CodingFixture *self)
{
  g_autoptr(GError) error = NULL;

  practice_fixture_close (&self->base);
  g_assert_null (cpx_practice_unlock (self->base.path, FIXTURE_LOGIN, "pas la bonne phrase", NULL, &error));
  practice_fixture_reopen (&self->base, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
}

static void
export_all (CodingFixture *self)
{
  g_autofree char *path = g_build_filename (self->base.folder, "tout.zip", NULL);

  g_assert_cmpint (cpx_practice_export (P, path, FALSE, NULL, NULL, &failure), >, 0);
  g_assert_no_error (failure);
}

static void
prove (CodingFixture *self,
       gboolean       whole);

static void
prove_act (CodingFixture *self)
{
  prove (self, FALSE);
}

static void
prove_coding (CodingFixture *self)
{
  prove (self, TRUE);
}

static void
print_recovery (CodingFixture *self)
{
  done (cpx_practice_note_deed (P, CPX_DEED_RECOVERY_PRINTED, NULL, NULL, &failure));
}

static void
save_recovery (CodingFixture *self)
{
  done (cpx_practice_note_deed (P, CPX_DEED_RECOVERY_SAVED, NULL, NULL, &failure));
}

static void
show_suggestions (CodingFixture *self)
{
  g_autoptr(json_t) shown = json_pack ("{s:[{s:s}]}", "suggestions", "code", "HHFA016");

  done (cpx_practice_note_deed (P, CPX_DEED_SUGGESTIONS_SHOWN, self->intervention, shown, &failure));
}

static void
back_up (CodingFixture *self)
{
  g_autofree char *path = g_build_filename (self->base.folder, "copie.cpx", NULL);
  g_autofree char *made = cpx_practice_backup (P, path, NULL, &failure);

  g_assert_no_error (failure);
  g_assert_nonnull (made);
}

static void
check_vault (CodingFixture *self)
{
  g_autoptr(CpxCheckReport) report = cpx_practice_check (P, NULL, &failure);

  g_assert_no_error (failure);
  g_assert_true (report->sound);
}

static void
seal (CodingFixture *self)
{
  g_autoptr(CpxAuditSeal) made = cpx_practice_seal_log (P, CPX_SEAL_ASKED, &failure);

  g_assert_no_error (failure);
  g_assert_nonnull (made);
}

/* The second entry: it is sealed first, for a proof leads to a seal. */
static void
save_proof (CodingFixture *self)
{
  g_autofree char *path = g_build_filename (self->base.folder, "preuve.tlog-proof", NULL);
  g_autofree char *text = NULL;
  CpxProofExport export = { cpx_practice_get_device_id (P), 1, path, FALSE };

  g_assert_true (cpx_practice_export_proof (P, &export, &failure));
  g_assert_no_error (failure);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "c2sp.org/tlog-proof@v1\n"));
  g_assert_nonnull (strstr (text, "\nindex 1\n"));
}

static void
add_user (CodingFixture *self)
{
  practice_fixture_add_user (&self->base, "sylvie", CPX_ROLE_SECRETARY);
}

static void
change_roles (CodingFixture *self)
{
  done (cpx_practice_set_roles (P, "anne", CPX_ROLE_SECRETARY | CPX_ROLE_CODER, &failure));
}

static void
disable_user (CodingFixture *self)
{
  done (cpx_practice_disable_user (P, "anne", &failure));
}

static void
change_passphrase (CodingFixture *self)
{
  done (cpx_practice_change_passphrase (P, "anne", NULL, "une tout autre phrase", &failure));
}

static void
revoke_slot (CodingFixture *self)
{
  done (cpx_practice_revoke_slot (P, "anne", &failure));
}

static void
renew_recovery (CodingFixture *self)
{
  g_autofree char *code = cpx_practice_renew_recovery (P, &failure);

  g_assert_no_error (failure);
  g_assert_nonnull (code);
}

static void
recover (CodingFixture *self)
{
  practice_fixture_close (&self->base);
  cpx_practice_recover (self->base.path, self->base.recovery_code, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, &failure);
  g_assert_no_error (failure);
  practice_fixture_reopen (&self->base, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
}

static void
rekey (CodingFixture *self)
{
  practice_fixture_close (&self->base);
  cpx_practice_rekey (self->base.path, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, NULL, &failure);
  g_assert_no_error (failure);
  practice_fixture_reopen (&self->base, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
}

/* RFC 4648 base 32. */
static void
enrol_code (CodingFixture *self)
{
  g_autofree char *secret = cpx_second_factor_new_secret ();
  g_autofree char *code = practice_fixture_make_code (secret, cpx_clock_now_us ());

  done (cpx_practice_enrol_code (P, "anne", secret, code, &failure));
}

static void
enrol_and_remove_code (CodingFixture *self)
{
  enrol_code (self);
  done (cpx_practice_remove_code (P, "anne", &failure));
}

static void
import_volumes (CodingFixture *self)
{
  static const char text[] = "code\tnb_acts\nHHFA016\t10\n";
  g_autoptr(GBytes) table = g_bytes_new_static (text, strlen (text));

  done (cpx_practice_import_volumes (P, table, "essai", &failure));
}

static void
import_lexicon (CodingFixture *self)
{
  static const char text[] = "zorg | zorglub\tact\tHHFA016\tvu au bloc\tvisceral\n";
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr(GPtrArray) receipts = cpx_practice_import_lexicon (P, bytes, &failure);

  g_assert_no_error (failure);
  g_assert_cmpuint (receipts->len, ==, 1);
}

static void
switch_model (CodingFixture *self)
{
  CpxLanguageModelWanted wanted = { TRUE, "http://127.0.0.1:8080/v1", "modele-local", NULL, FALSE };

  done (cpx_practice_save_language_model (P, &wanted, &failure));
}

static void
reset_learning (CodingFixture *self)
{
  done (cpx_practice_reset_learning (P, NULL, REASON, &failure));
}

static void
add_favourite (CodingFixture *self)
{
  done (cpx_practice_set_favourite (P, "HHFA016", TRUE, &failure));
}

static void
add_room (CodingFixture *self)
{
  g_autoptr(CpxRecord) room = cpx_record_new_with_texts (&cpx_room_kind, "01890000-0000-7000-8000-000000000a01",
                                                         CPX_ROOM_NAME, "Salle 1", -1);

  done (cpx_practice_save_record (P, NULL, room, &failure));
}

static void
erase (CodingFixture *self)
{
  done (cpx_practice_erase_patient (P, cpx_record_get_id (self->patient), BASIS, &failure));
}

/* A coding of one act, kept in spite of another suggestion, for a reason; the id of what was written first. */
static char *
save_coding (CodingFixture *self,
             CpxCodingStep  step)
{
  g_autoptr(CpxCodingRequest) request = cpx_practice_load_coding (P, cpx_record_get_id (self->intervention), NULL,
                                                                  &failure);
  g_autoptr(GPtrArray) receipts = NULL;
  CpxCodingLine line;

  g_assert_no_error (failure);
  cpx_coding_line_init (&line, "HHFA016");
  request->suggestions = json_pack ("[{s:s, s:f}]", "code", "HMFC004", "probability", 0.5);
  cpx_coding_request_add_line (request, &line, cpx_act_choice_new ("suggestion", "HMFC004", "different_gesture",
                                                                   REASON));
  receipts = cpx_practice_save_coding (P, request, step, &failure);
  g_assert_no_error (failure);

  return g_strdup (cpx_record_get_id (cpx_receipt_get_record (g_ptr_array_index (receipts, 0))));
}

static void
draft_coding (CodingFixture *self)
{
  g_autofree char *id = save_coding (self, CPX_CODING_STEP_DRAFT);

  g_assert_nonnull (id);
}

static void
validate_coding (CodingFixture *self)
{
  g_autofree char *id = save_coding (self, CPX_CODING_STEP_VALIDATE);

  g_assert_nonnull (id);
}

static void
lock_coding (CodingFixture *self)
{
  g_autofree char *id = save_coding (self, CPX_CODING_STEP_VALIDATE);
  g_autoptr(GPtrArray) locked = cpx_practice_lock_coding (P, id, &failure);

  g_assert_no_error (failure);
  g_assert_nonnull (locked);
}

static void
prove (CodingFixture *self,
       gboolean       whole)
{
  g_autofree char *id = save_coding (self, CPX_CODING_STEP_DRAFT);
  g_autoptr(json_t) proofs = cpx_practice_prove_coding (P, id, &failure);
  const char *act_id = json_string_value (json_object_get (json_object_get (json_array_get (proofs, 0), "act"), "id"));
  g_autoptr(json_t) proof = whole ? NULL : cpx_practice_prove_act (P, act_id, &failure);

  g_assert_no_error (failure);
  g_assert_true (whole || proof != NULL);
}

static const Row rows[] = {
  { "write, field by field", edit_patient, "patient.edited", "patient.edited", "patient",
    "{'after':{'city':'Lyon'},'before':{}}" },
  { "new record", add_allergy, "allergy.created", "allergy.created", "allergy", "{'after':{'substance':'Latex'}}" },
  { "another kind", add_room, "room.created", "room.created", "room", "{'after':{'name':'Salle 1'}}" },
  { "opening of a file", open_file, "patient.opened", "patient.opened", "patient" },
  { "failed unlock", fail_unlock, "practice.unlock-failed practice.unlocked", "practice.unlock-failed", NULL,
    "{'more':{'login':'martin'}}", NULL, TRUE },
  { "export", export_all, "practice.exported", "practice.exported" },
  { "proof of an act", prove_act, "coding.drafted act.recorded coding.proved act.proved", "act.proved", "act" },
  { "proof of a coding", prove_coding, "coding.drafted act.recorded coding.proved", "coding.proved", "coding" },
  { "print", print_recovery, "recovery.printed", "recovery.printed" },
  { "printed to a file", save_recovery, "recovery.saved", "recovery.saved" },
  { "suggestions and no coding", show_suggestions, "suggestions.shown", "suggestions.shown", "intervention",
    "{'more':{'suggestions':[{'code':'HHFA016'}]}}" },
  { "suggestions and what was chosen", draft_coding, "coding.drafted act.recorded", "coding.drafted", "coding",
    "{'after':{'suggestions':'[{\\\"code\\\":\\\"HMFC004\\\",\\\"probability\\\":0.5}]'}}" },
  { "override and its reason", draft_coding, "coding.drafted act.recorded", "act.recorded", "act",
    "{'after':{'code':'HHFA016','proposed_code':'HMFC004','motive':'different_gesture','reason':'" REASON "'}}" },
  { "validation", validate_coding, "coding.validated act.recorded intervention.coded", "coding.validated", "coding",
    "{'after':{'state':'validated'}}" },
  { "lock of a coding", lock_coding, "coding.validated act.recorded intervention.coded coding.locked", "coding.locked",
    "coding", "{'after':{'state':'locked'},'before':{'state':'validated'}}" },
  { "backup", back_up, "backup.made", "backup.made" },
  { "check", check_vault, "vault.checked", "vault.checked", NULL, "{'more':{'sound':true}}" },
  { "seal", seal, "log.sealed", "log.sealed", NULL, "{'more':{'occasion':'asked'}}" },
  { "proof of an entry", save_proof, "log.sealed log.proved", "log.proved", NULL,
    "{'more':{'entry':2,'file':true}}" },
  { "new user", add_user, "user.created", "user.created", "user",
    "{'after':{'login':'sylvie','role_secretary':true}}" },
  { "roles", change_roles, "user.roles-changed", "user.roles-changed", "user", "{'after':{'role_coder':true}}" },
  { "user disabled", disable_user, "user.disabled", "user.disabled", "user", "{'after':{'disabled':true}}" },
  { "passphrase", change_passphrase, "user.passphrase-changed", "user.passphrase-changed", "user" },
  { "key taken away", revoke_slot, "slot.revoked", "slot.revoked", NULL, "{'more':{'login':'anne'}}" },
  { "recovery code", renew_recovery, "recovery.renewed", "recovery.renewed" },
  { "recovery", recover, "practice.recovered practice.unlocked", "practice.recovered", "user", NULL, NULL,
    TRUE },
  { "rekey", rekey, "practice.unlocked vault.rekeyed practice.unlocked", "vault.rekeyed" },
  { "second factor", enrol_code, "user.code-enrolled", "user.code-enrolled", "user" },
  { "no second factor", enrol_and_remove_code, "user.code-enrolled user.code-removed", "user.code-removed", "user" },
  { "figures of acts", import_volumes, "volumes.imported", "volumes.imported", "act_volumes" },
  { "own words", import_lexicon, "lexicon_entry.created", "lexicon_entry.created", "lexicon_entry" },
  { "language model", switch_model, "language-model.set", "language-model.set", "language_model" },
  { "learning", reset_learning, "learning.reset", "learning.reset", "learning_reset" },
  { "favourite", add_favourite, "favourite.added", "favourite.added", "favourite_act", "{'after':{'code':'HHFA016'}}" },
  { "erasure", erase, "patient.erased", "patient.erased", "patient", NULL, BASIS },
};

/* Whether @part is in @whole: members of objects, elements of arrays, equal values. */
static gboolean
contains (json_t *whole,
          json_t *part)
{
  const char *name;
  json_t *value;

  if (!json_is_object (part))
    return json_equal (whole, part);
  json_object_foreach (part, name, value)
    {
      if (!contains (json_object_get (whole, name), value))
        return FALSE;
    }

  return TRUE;
}

static void
check_details (const Row          *row,
               const AuditedEntry *entry)
{
  g_auto(GStrv) parts = row->details != NULL ? g_strsplit (row->details, "'", -1) : NULL;
  g_autofree char *text = parts != NULL ? g_strjoinv ("\"", parts) : NULL;
  g_autoptr(json_t) expected = NULL;

  if (text == NULL)
    return;
  expected = cpx_json_parse (text, -1, NULL);
  g_assert_nonnull (expected);
  if (!contains (entry->details, expected))
    {
      g_autofree char *found = json_dumps (entry->details, 0);

      g_error ("%s: %s is not in %s", row->name, text, found);
    }
}

/* Every action has words of its own, and the sentence names who did it. */
static void
check_sentence (const AuditedEntry *entry)
{
  g_autofree char *sentence = cpx_timeline_sentence_make ("Ann", entry->entry->action, entry->entry->kind,
                                                          entry->details);
  g_autofree char *bare = g_strdup_printf ("Ann: %s", entry->entry->action);
  g_autofree char *label = cpx_audit_action_dup_label (entry->entry->action);

  g_assert_cmpstr (sentence, !=, bare);
  g_assert_nonnull (strstr (sentence, "Ann"));
  g_assert_cmpstr (label, !=, entry->entry->action);
}

static void
check_entry (CodingFixture      *self,
             const Row          *row,
             const AuditedEntry *audited,
             gint64              since_us)
{
  const CpxAuditEntry *entry = audited->entry;
  CpxRecord *user = cpx_practice_get_user (P);

  g_assert_cmpstr (entry->user_id, ==, row->anonymous ? NULL : cpx_record_get_id (user));
  g_assert_cmpuint (entry->roles, ==, row->anonymous ? 0 : CPX_ROLE_SURGEON | CPX_ROLE_ADMIN);
  g_assert_cmpstr (entry->device_id, ==, cpx_practice_get_device_id (P));
  g_assert_cmpint (entry->clock, ==, CPX_AUDIT_CLOCK_OK);
  g_assert_cmpint (entry->time_us, >=, since_us);
  g_assert_cmpint (entry->time_us, <=, cpx_clock_now_us ());
  g_assert_cmpstr (entry->kind, ==, row->kind);
  g_assert_cmpint (entry->id != NULL, ==, row->kind != NULL);
  g_assert_cmpstr (entry->reason, ==, row->reason);
  check_details (row, audited);
  check_sentence (audited);
}

static void
test_row (CodingFixture *self,
          gconstpointer  data)
{
  const Row *row = data;
  gint64 since_us = cpx_clock_now_us ();
  g_autofree char *actions = NULL;
  guint64 n, end;
  guint n_found = 0;

  practice_fixture_add_user (&self->base, "anne", CPX_ROLE_SECRETARY);
  n = (guint64) practice_fixture_count_audit (&self->base);
  row->deed (self);
  end = (guint64) practice_fixture_count_audit (&self->base);
  actions = audit_fixture_list_from (&self->base, n);
  g_assert_cmpstr (actions, ==, row->actions);
  for (guint64 i = n; i < end; i++)
    {
      g_autoptr(AuditedEntry) audited = audit_fixture_read (&self->base, i);

      if (g_str_equal (audited->entry->action, row->action))
        {
          check_entry (self, row, audited, since_us);
          n_found++;
        }
    }
  g_assert_cmpuint (n_found, ==, 1);
}

/* The restored vault tells it itself: the first entry of its new log names the old one. */
static void
test_restore (PracticeFixture *self,
              gconstpointer    data)
{
  g_autofree char *path = g_build_filename (self->folder, "copie.cpx", NULL);
  g_autofree char *old_device = g_strdup (cpx_practice_get_device_id (self->practice));
  g_autofree char *made = cpx_practice_backup (self->practice, path, NULL, &failure);
  g_autoptr(CpxRestored) restored = NULL;
  g_autoptr(AuditedEntry) first = NULL;
  const char *from;

  g_assert_no_error (failure);
  g_assert_nonnull (made);
  practice_fixture_close (self);
  restored = cpx_practice_restore (self->path, path, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, FALSE, NULL, &failure);
  g_assert_no_error (failure);
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  first = audit_fixture_read (self, 0);
  from = json_string_value (json_object_get (json_object_get (first->details, "after"), "restored_from"));
  g_assert_cmpstr (first->entry->action, ==, "device.restored");
  g_assert_cmpstr (first->entry->user_id, ==, cpx_record_get_id (cpx_practice_get_user (self->practice)));
  g_assert_cmpstr (from, ==, restored->old_log);
  g_assert_true (g_str_has_prefix (from, old_device));
  g_assert_cmpstr (cpx_practice_get_device_id (self->practice), !=, old_device);
}

/* Another practice's records come in one by one, each with its entry. */
static void
test_import (PracticeFixture *self,
             gconstpointer    data)
{
  g_autofree char *zip = g_build_filename (self->folder, "tout.zip", NULL);
  PracticeFixture other = { NULL };
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Moreau", "Ève", "1964-03-12");
  g_autoptr(CpxImportSummary) summary = NULL;
  g_autofree char *actions = NULL;
  guint64 n;

  g_assert_nonnull (patient);
  g_assert_cmpint (cpx_practice_export (self->practice, zip, FALSE, NULL, NULL, &failure), >, 0);
  practice_fixture_set_up (&other, NULL);
  n = (guint64) practice_fixture_count_audit (&other);
  summary = cpx_practice_import (other.practice, zip, NULL, &failure);
  g_assert_no_error (failure);
  actions = audit_fixture_list_from (&other, n);
  g_assert_nonnull (strstr (actions, "record.imported"));
  g_assert_nonnull (strstr (actions, "practice.imported"));
  /* Again in the same session: everything is there already. */
  cpx_import_summary_free (g_steal_pointer (&summary));
  summary = cpx_practice_import (other.practice, zip, NULL, &failure);
  g_assert_no_error (failure);
  g_assert_cmpuint (summary->n_added, ==, 0);
  practice_fixture_tear_down (&other, NULL);
}

/* No action of the table has the words of another, or none. */
static void
test_table (void)
{
  guint n;
  const CpxAuditAction *actions = cpx_audit_action_list (&n);

  for (guint i = 0; i < n; i++)
    {
      CpxSentenceFacts facts = { .user_name = "Ann", .action = actions[i].name, .subject = "Zoé" };
      g_autofree char *sentence = cpx_timeline_sentence_tell (&facts);

      g_assert_true (i == 0 || strcmp (actions[i - 1].name, actions[i].name) < 0);
      g_assert_true (g_str_has_prefix (actions[i].sentence, "%s"));
      g_assert_null (strstr (sentence, "%s"));
      g_assert_cmpint (strstr (sentence, "Zoé") != NULL, ==, actions[i].tells == CPX_AUDIT_TELLS_SUBJECT);
      g_assert_cmpint (actions[i].key != NULL, ==,
                       actions[i].tells == CPX_AUDIT_TELLS_MORE || actions[i].tells == CPX_AUDIT_TELLS_TIME);
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (actions[i].sentence, !=, actions[j].sentence);
    }
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/everything-audited/", rows[i].name, NULL);

      g_test_add (path, CodingFixture, &rows[i], coding_fixture_set_up, test_row, coding_fixture_tear_down);
    }
  FIXTURE_TEST ("/everything-audited/restore", test_restore);
  FIXTURE_TEST ("/everything-audited/import", test_import);
  g_test_add_func ("/everything-audited/table", test_table);

  return g_test_run ();
}
