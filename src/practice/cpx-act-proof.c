/* cpx-act-proof.c: the act, its coding, the sentences that were read, the suggestions and what was seen of them, who
 * decided and why, and where the audit log says so, with the hash of each leaf.
 *
 * A proof is made to leave the practice: that it was taken is itself noted, before it is given.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-act-proof.h"

#include "cpx-coding-proposals.h"
#include "cpx-coding-records.h"
#include "cpx-coding-request-private.h"
#include "cpx-coding-verdict.h"
#include "cpx-journal.h"
#include "cpx-note-versions-private.h"
#include "cpx-practice-private.h"

#include <cpx-act.h>
#include <cpx-audit-log.h>
#include <cpx-coding.h>
#include <cpx-intervention.h>
#include <cpx-user.h>
#include <string.h>

#define PAGE 200

/* A proof being gathered. */
typedef struct
{
  CpxTxn           *txn;         /* (unowned) */
  CpxRecord        *act;         /* (owned) */
  CpxRecord        *coding;      /* (owned) */
  CpxCodingRequest *request;     /* (owned) */
  json_t           *suggestion;  /* (unowned) (nullable): the one that the act answers */
  json_t           *proof;       /* (owned) */
} Work;

static void
work_clear (Work *work)
{
  g_clear_object (&work->act);
  g_clear_object (&work->coding);
  g_clear_pointer (&work->request, cpx_coding_request_free);
  g_clear_pointer (&work->proof, json_decref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static void
add_user (Work       *work,
          json_t     *object,
          const char *name,
          const char *user_id)
{
  g_autoptr(CpxRecord) user = user_id != NULL ? cpx_txn_get (work->txn, &cpx_user_kind, user_id, NULL) : NULL;

  json_object_set_new (object, name,
                       json_pack ("{s:s*, s:s*}", "id", user_id, "name",
                                  user != NULL ? cpx_record_get_text (user, CPX_USER_NAME) : NULL));
}

static void
add_nomenclature (Work *work)
{
  CpxNomenclature *nomenclature = work->request->nomenclature;
  json_t *object = json_pack ("{s:s*, s:s*}", "version", cpx_record_get_text (work->act, CPX_ACT_NOMENCLATURE),
                              "sha256", cpx_record_get_text (work->act, CPX_ACT_NOMENCLATURE_HASH));
  guint row = nomenclature != NULL
              ? cpx_nomenclature_find_act (nomenclature, cpx_record_get_text (work->act, CPX_ACT_CODE))
              : CPX_CCAM_NONE;

  if (row != CPX_CCAM_NONE)
    json_object_set_new (object, "label", json_string (cpx_nomenclature_get_long_label (nomenclature, row)));
  json_object_set_new (work->proof, "nomenclature", object);
}

/* The whole list, and what a person saw of it: an act recorded from a terminal has a list that nobody saw. */
static void
add_suggestions (Work *work)
{
  static const char * const words[] = { [CPX_SHOWN_NOTHING] = "nothing proposed", [CPX_SHOWN_UNKNOWN] = "not recorded",
                                        [CPX_SHOWN_NONE] = "not shown", [CPX_SHOWN_SOME] = "shown in part",
                                        [CPX_SHOWN_ALL] = "shown" };

  json_object_set_new (work->proof, "suggestions_shown",
                       json_string (words[cpx_coding_proposals_get_shown (work->request->suggestions)]));
  json_object_set_new (work->proof, "suggestions",
                       work->request->suggestions != NULL ? json_deep_copy (work->request->suggestions)
                                                          : json_array ());
}

/* What was proposed, else what was kept: with its rank in the list. */
static void
add_suggestion (Work *work)
{
  const char *proposed = cpx_record_get_text (work->act, CPX_ACT_PROPOSED_CODE);
  const char *code = proposed != NULL ? proposed : cpx_record_get_text (work->act, CPX_ACT_CODE);
  gsize i;
  json_t *suggestion;

  json_array_foreach (work->request->suggestions, i, suggestion)
    {
      json_t *shown;

      if (g_strcmp0 (json_string_value (json_object_get (suggestion, "code")), code) != 0)
        continue;
      work->suggestion = suggestion;
      shown = json_copy (suggestion);
      json_object_set_new (shown, "rank", json_integer ((json_int_t) i + 1));
      json_object_set_new (work->proof, "suggestion", shown);
      return;
    }
}

static gboolean
ends_sentence (char c)
{
  return c == '.' || c == '\n' || c == ';' || c == '!' || c == '?';
}

/* The sentence around the bytes from @start to @end. */
static char *
cut_sentence (const char *text,
              gsize       start,
              gsize       end)
{
  gsize length = strlen (text);
  char *sentence;

  while (start > 0 && !ends_sentence (text[start - 1]))
    start--;
  while (end < length && !ends_sentence (text[end]))
    end++;
  sentence = g_strndup (text + start, end - start + (end < length && text[end] != '\n' ? 1 : 0));

  return g_strstrip (sentence);
}

static void
add_sentence (json_t     *sentences,
              const char *text,
              json_t     *span)
{
  json_int_t start = json_integer_value (json_array_get (span, 0));
  json_int_t end = json_integer_value (json_array_get (span, 1));
  g_autofree char *sentence = NULL;
  gsize i;
  json_t *known;

  if (start < 0 || end < start || (gsize) end > strlen (text))
    return;
  sentence = cut_sentence (text, (gsize) start, (gsize) end);
  if (!g_utf8_validate (sentence, -1, NULL))
    return;
  json_array_foreach (sentences, i, known)
    {
      if (g_str_equal (json_string_value (known), sentence))
        return;
    }
  json_array_append_new (sentences, json_string (sentence));
}

static json_t *
list_sentences (Work       *work,
                const char *text)
{
  json_t *sentences = json_array ();
  gsize i;
  json_t *span;

  json_array_foreach (json_object_get (work->suggestion, "spans"), i, span)
    {
      add_sentence (sentences, text, span);
    }

  return sentences;
}

/* The very wording that was read, which may not be the last. */
static gboolean
add_note (Work    *work,
          GError **error)
{
  CpxCodingRequest *request = work->request;
  g_autoptr(GPtrArray) versions = NULL;

  if (request->note_id == NULL)
    return TRUE;
  versions = cpx_note_versions_read (work->txn, request->note_id, error);
  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      const CpxNoteVersion *version = g_ptr_array_index (versions, i);

      if (g_strcmp0 (version->hash, request->note_hash) != 0)
        continue;
      json_object_set_new (work->proof, "note",
                           json_pack ("{s:s, s:i, s:s, s:o}", "id", request->note_id, "version", (int) version->number,
                                      "sha256", version->hash, "sentences", list_sentences (work, version->reading)));
      break;
    }

  return versions != NULL;
}

static json_t *
print_entry (Work                    *work,
             const CpxAuditLogEntry  *stored,
             const CpxAuditEntry     *entry)
{
  g_autofree char *roles = cpx_roles_format (entry->roles);
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (entry->time_us / G_USEC_PER_SEC);
  g_autofree char *iso = g_date_time_format_iso8601 (time);
  char hash[2 * CPX_AUDIT_LEAF_HASH_SIZE + 1];
  json_t *object;

  for (gsize i = 0; i < sizeof stored->hash; i++)
    g_snprintf (hash + 2 * i, 3, "%02x", stored->hash[i]);
  object = json_pack ("{s:I, s:s, s:s, s:s, s:s, s:s}", "index", (json_int_t) stored->index, "leaf_hash", hash,
                      "device", entry->device_id, "action", entry->action, "time", iso, "roles", roles);
  add_user (work, object, "user", entry->user_id);

  return object;
}

/* The newest first. */
static gboolean
add_page (Work       *work,
          GPtrArray  *page,
          json_t     *entries,
          GError    **error)
{
  for (guint i = 0; i < page->len; i++)
    {
      const CpxAuditLogEntry *stored = g_ptr_array_index (page, i);
      g_autoptr(CpxAuditLeaf) leaf = cpx_audit_leaf_parse (stored->leaf, error);
      const CpxAuditEntry *entry;

      if (leaf == NULL)
        return FALSE;
      entry = cpx_audit_leaf_get_entry (leaf);
      if (g_strcmp0 (entry->id, cpx_record_get_id (work->act)) == 0 ||
          g_strcmp0 (entry->id, cpx_record_get_id (work->coding)) == 0)
        json_array_append_new (entries, print_entry (work, stored, entry));
    }

  return TRUE;
}

static gboolean
add_audit (Work    *work,
           GError **error)
{
  const char *patient_id = cpx_record_get_patient_id (work->act);
  json_t *entries = json_array ();
  gint64 before_place = G_MAXINT64;
  guint n_read = PAGE;

  json_object_set_new (work->proof, "audit", entries);
  while (n_read == PAGE)
    {
      g_autoptr(GPtrArray) page = cpx_audit_log_list_about (work->txn, patient_id, before_place, PAGE, error);

      if (page == NULL || !add_page (work, page, entries, error))
        return FALSE;
      n_read = page->len;
      if (n_read > 0)
        before_place = ((CpxAuditLogEntry *) page->pdata[n_read - 1])->place;
    }

  return TRUE;
}

static gboolean
read_records (Work        *work,
              const char  *act_id,
              GError     **error)
{
  work->act = cpx_txn_get (work->txn, &cpx_act_kind, act_id, error);
  if (work->act == NULL)
    return FALSE;
  work->coding = cpx_txn_get (work->txn, &cpx_coding_kind, cpx_record_get_text (work->act, CPX_ACT_CODING), error);
  if (work->coding == NULL)
    return FALSE;
  work->request = cpx_coding_request_read (work->txn, cpx_record_get_text (work->act, CPX_ACT_INTERVENTION),
                                           cpx_record_get_text (work->act, CPX_ACT_PRACTITIONER), error);

  return work->request != NULL;
}

static void
add_records (Work *work)
{
  json_t *coding = cpx_record_to_json (work->coding, CPX_RECORD_WITH_ID);

  json_object_del (coding, "suggestions");
  json_object_del (coding, "overrides");
  json_object_set_new (work->proof, "act", cpx_record_to_json (work->act, CPX_RECORD_WITH_ID));
  json_object_set_new (work->proof, "coding", coding);
  json_object_set_new (work->proof, "intervention", cpx_record_to_json (work->request->intervention,
                                                                        CPX_RECORD_WITH_ID));
  json_object_set (work->proof, "overrides", work->request->overrides);
  add_user (work, work->proof, "recorded_by", cpx_record_get_text (work->act, CPX_ACT_RECORDED_BY));
  add_user (work, work->proof, "decided_by", cpx_record_get_text (work->coding, CPX_CODING_DECIDED_BY));
}

static void
add_findings (Work *work)
{
  g_autoptr(CpxCodingVerdict) verdict = cpx_coding_verdict_new (work->request);

  json_object_set_new (work->proof, "check", cpx_coding_verdict_to_json (verdict));
}

static json_t *
prove (CpxTxn      *txn,
       const char  *act_id,
       GError     **error)
{
  g_auto(Work) work = { .txn = txn, .proof = json_object () };

  if (!read_records (&work, act_id, error))
    return NULL;
  add_records (&work);
  add_nomenclature (&work);
  add_suggestions (&work);
  add_suggestion (&work);
  add_findings (&work);
  if (!add_note (&work, error) || !add_audit (&work, error))
    return NULL;

  return g_steal_pointer (&work.proof);
}

/* What the proof says of the log is how it was before. */
static json_t *
give_noted (CpxJournal  *journal,
            json_t      *taken_proof,
            const char  *action,
            CpxRecord   *about,
            GError     **error)
{
  g_autoptr(json_t) proof = taken_proof;
  g_autoptr(CpxReceipt) receipt = NULL;

  if (proof != NULL)
    receipt = cpx_journal_note (journal, NULL, action, about, NULL, error);

  return receipt != NULL ? g_steal_pointer (&proof) : NULL;
}

/* A CpxDeedFunc. */
static gpointer
prove_noted (CpxJournal  *journal,
             gpointer     act_id,
             GError     **error)
{
  CpxTxn *txn = cpx_journal_get_txn (journal);
  g_autoptr(CpxRecord) act = NULL;

  if (!cpx_journal_check (journal, "patient:read", error))
    return NULL;
  act = cpx_txn_get (txn, &cpx_act_kind, act_id, error);

  return act != NULL ? give_noted (journal, prove (txn, act_id, error), "act.proved", act, error) : NULL;
}

/**
 * cpx_practice_prove_act:
 * @practice: a practice
 * @act_id: an act
 * @error: where the fault goes
 *
 * Gathers the act, its label, the findings of the rules and why they were overridden, the sentences of the report as it
 * was read, the suggestions with their scores and whether anybody saw them, who decided, and the entries of the audit
 * log with the hash of each leaf. Notes there that the proof was taken.
 *
 * Returns: (transfer full) (nullable): an object
 */
json_t *
cpx_practice_prove_act (CpxPractice  *practice,
                        const char   *act_id,
                        GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_perform (practice, prove_noted, (gpointer) act_id, (GDestroyNotify) json_decref, error);
}

static json_t *
prove_all (CpxTxn      *txn,
           const char  *coding_id,
           GError     **error)
{
  g_autoptr(GPtrArray) acts = cpx_coding_records_list_acts (txn, coding_id, error);
  g_autoptr(json_t) proofs = json_array ();

  if (acts == NULL)
    return NULL;
  for (guint i = 0; i < acts->len; i++)
    {
      json_t *proof = prove (txn, cpx_record_get_id (g_ptr_array_index (acts, i)), error);

      if (proof == NULL)
        return NULL;
      json_array_append_new (proofs, proof);
    }

  return g_steal_pointer (&proofs);
}

/* A CpxDeedFunc. */
static gpointer
prove_all_noted (CpxJournal  *journal,
                 gpointer     coding_id,
                 GError     **error)
{
  CpxTxn *txn = cpx_journal_get_txn (journal);
  g_autoptr(CpxRecord) coding = NULL;

  if (!cpx_journal_check (journal, "patient:read", error))
    return NULL;
  coding = cpx_txn_get (txn, &cpx_coding_kind, coding_id, error);

  return coding != NULL ? give_noted (journal, prove_all (txn, coding_id, error), "coding.proved", coding, error)
                        : NULL;
}

/**
 * cpx_practice_prove_coding:
 * @practice: a practice
 * @coding_id: a coding
 * @error: where the fault goes
 *
 * Does cpx_practice_prove_act() for each of its acts, as they are at one moment, and waits.
 *
 * Returns: (transfer full) (nullable): an array
 */
json_t *
cpx_practice_prove_coding (CpxPractice  *practice,
                           const char   *coding_id,
                           GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_perform (practice, prove_all_noted, (gpointer) coding_id, (GDestroyNotify) json_decref, error);
}

/**
 * cpx_practice_prove_coding_async:
 * @practice: a practice
 * @coding_id: a coding
 * @cancellable: (nullable): the page's
 * @callback: called when it is gathered
 * @user_data: for @callback
 *
 * Does cpx_practice_prove_coding().
 */
void
cpx_practice_prove_coding_async (CpxPractice         *practice,
                                 const char          *coding_id,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_perform_async (practice, prove_all_noted, g_strdup (coding_id), g_free, (GDestroyNotify) json_decref,
                              cancellable, callback, user_data);
}

/**
 * cpx_practice_prove_coding_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): an array
 */
json_t *
cpx_practice_prove_coding_finish (CpxPractice   *practice,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}
