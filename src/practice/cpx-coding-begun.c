/* cpx-coding-begun.c: choices not recorded, in the store's draft table beside the unfinished forms, as JSON.
 *
 * 1. They are neither records nor changes: not checked, not audited, not synced; their author alone is given them.
 * 2. A line that was an act already names it, so that recording changes that act and makes no second one.
 * 3. They were laid over what the records said. If these still say it, all of what was chosen is given back; if
 *    somebody changed them, only the acts that were added and that nobody else added since.
 * 4. Recording the choices forgets them in the same transaction.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-begun-private.h"

#include "cpx-coding-context.h"
#include "cpx-journal.h"
#include "cpx-practice-private.h"

#include <cpx-canonical-json.h>
#include <cpx-coding-draft-json.h>
#include <cpx-coding.h>
#include <cpx-draft-table.h>

/* No kind of record: lists of unfinished forms pass it over. */
#define KIND "coding-choices"

/* Choices to keep, or a place to clear. */
typedef struct
{
  char *place;
  char *text;  /* (nullable): NULL to clear */
} Keeping;

static void
keeping_free (Keeping *self)
{
  g_free (self->place);
  g_free (self->text);
  g_free (self);
}

/* An operation is coded once for each practitioner. */
static char *
make_place (CpxCodingRequest *request)
{
  return g_strdup_printf (KIND "/%s/%s", cpx_record_get_id (request->intervention), request->practitioner_id);
}

/* 3: what the records say, in a few letters. */
static char *
dup_fingerprint (CpxCodingRequest *request)
{
  const char *state = request->coding != NULL ? cpx_record_get_text (request->coding, CPX_CODING_STATE) : NULL;
  g_autoptr(json_t) said = json_pack ("[s?]", state);
  g_autofree char *text = NULL;

  for (guint i = 0; i < request->acts->len; i++)
    {
      CpxRecord *act = g_ptr_array_index (request->acts, i);

      json_array_append_new (said, json_string (cpx_record_get_id (act)));
      json_array_append_new (said, cpx_record_to_json (act, CPX_RECORD_FIELDS_ONLY));
    }
  text = cpx_canonical_json_print (said);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/* 2 */
static json_t *
print_choices (CpxCodingRequest *request)
{
  json_t *choices = json_array ();

  for (guint i = 0; i < request->choices->len; i++)
    {
      const CpxActChoice *choice = g_ptr_array_index (request->choices, i);

      json_array_append_new (choices, json_pack ("{s:s*, s:s*, s:s*, s:s*, s:s*}", "act",
                                                 choice->act != NULL ? cpx_record_get_id (choice->act) : NULL,
                                                 "source", choice->source, "proposed_code", choice->proposed_code,
                                                 "motive", choice->motive, "reason", choice->reason));
    }

  return choices;
}

static char *
print (CpxCodingRequest *request)
{
  g_autofree char *fingerprint = dup_fingerprint (request);
  g_autoptr(json_t) root =
    json_pack ("{s:s, s:s, s:s, s:o, s:o, s:O}", "kind", KIND, "patient",
               cpx_record_get_patient_id (request->intervention), "over", fingerprint, "draft",
               cpx_coding_draft_to_json (request->draft), "choices", print_choices (request), "overrides",
               request->overrides);

  return cpx_json_print (root);
}

static const char *
get_text (json_t     *choice,
          const char *name)
{
  return json_string_value (json_object_get (choice, name));
}

static CpxActChoice *
read_choice (json_t           *kept,
             CpxCodingRequest *base)
{
  CpxActChoice *choice = cpx_act_choice_new (get_text (kept, "source"), get_text (kept, "proposed_code"),
                                             get_text (kept, "motive"), get_text (kept, "reason"));
  const char *act_id = get_text (kept, "act");
  int position = act_id != NULL ? cpx_coding_request_find_act (base, act_id) : -1;

  if (position >= 0)
    choice->act = g_object_ref (((CpxActChoice *) g_ptr_array_index (base->choices, position))->act);

  return choice;
}

/* What a person stated of the circumstances; day, patient and practitioner are those of the files. */
static void
take_circumstances (CpxCodingRequest *request,
                    CpxCodingDraft   *kept)
{
  CpxCodingContext context = *cpx_coding_draft_get_context (request->draft);
  g_autofree char *stated = cpx_coding_context_print (cpx_coding_draft_get_context (kept));

  cpx_coding_context_restore (&context, stated);
  cpx_coding_request_set_context (request, &context);
}

static gboolean
has_code (CpxCodingRequest *request,
          const char       *code)
{
  for (guint i = 0; i < cpx_coding_draft_get_n_lines (request->draft); i++)
    {
      if (g_str_equal (cpx_coding_draft_get_line (request->draft, i)->code, code))
        return TRUE;
    }

  return FALSE;
}

static void
take_all (CpxCodingRequest *request,
          CpxCodingRequest *base,
          CpxCodingDraft   *kept,
          json_t           *choices)
{
  while (request->choices->len > 0)
    cpx_coding_request_remove_line (request, 0);
  for (guint i = 0; i < cpx_coding_draft_get_n_lines (kept); i++)
    cpx_coding_request_add_line (request, cpx_coding_draft_get_line (kept, i),
                                 read_choice (json_array_get (choices, i), base));
}

/* 3 */
static void
take_additions (CpxCodingRequest *request,
                CpxCodingRequest *base,
                CpxCodingDraft   *kept,
                json_t           *choices)
{
  for (guint i = 0; i < cpx_coding_draft_get_n_lines (kept); i++)
    {
      const CpxCodingLine *line = cpx_coding_draft_get_line (kept, i);
      json_t *choice = json_array_get (choices, i);

      if (get_text (choice, "act") == NULL && !has_code (base, line->code) &&
          cpx_coding_draft_get_n_lines (request->draft) < CPX_CODING_MAX_LINES)
        cpx_coding_request_add_line (request, line, read_choice (choice, base));
    }
}

/* NULL for what a newer program wrote: it stays in the table for it. */
static CpxCodingRequest *
parse (const char       *text,
       CpxCodingRequest *base,
       gboolean         *out_over_others)
{
  g_autoptr(json_t) root = cpx_json_parse (text, -1, NULL);
  json_t *choices = json_object_get (root, "choices");
  json_t *overrides = json_object_get (root, "overrides");
  g_autoptr(CpxCodingDraft) kept = root != NULL ? cpx_coding_draft_from_json (json_object_get (root, "draft"), NULL)
                                                : NULL;
  g_autofree char *fingerprint = dup_fingerprint (base);
  CpxCodingRequest *request;

  if (kept == NULL || json_array_size (choices) != cpx_coding_draft_get_n_lines (kept) || !json_is_array (overrides))
    return NULL;
  request = cpx_coding_request_copy (base);
  take_circumstances (request, kept);
  *out_over_others = g_strcmp0 (get_text (root, "over"), fingerprint) != 0;
  if (*out_over_others)
    take_additions (request, base, kept, choices);
  else
    {
      take_all (request, base, kept, choices);
      json_decref (request->overrides);
      request->overrides = json_deep_copy (overrides);
    }

  return request;
}

/**
 * cpx_coding_begun_read:
 * @txn: a transaction
 * @author_id: a user
 * @base: (inout): what the records say; what the user began and did not record is put into it
 * @error: where the fault goes
 *
 * Returns: `FALSE` if it could not be read
 */
gboolean
cpx_coding_begun_read (CpxTxn            *txn,
                       const char        *author_id,
                       CpxCodingRequest  *base,
                       GError           **error)
{
  g_autofree char *place = make_place (base);
  g_autoptr(GError) local_error = NULL;
  g_autoptr(CpxDraft) stored = cpx_draft_table_load (txn, author_id, place, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (stored != NULL)
    base->begun = parse (stored->text, base, &base->begun_over_others);

  return TRUE;
}

/**
 * cpx_coding_begun_list:
 * @txn: a transaction
 * @author_id: a user
 * @error: where the fault goes
 *
 * Returns: (transfer full) (element-type utf8 utf8) (nullable): a set of the ids of the operations for which they chose
 *   something that they did not record
 */
GHashTable *
cpx_coding_begun_list (CpxTxn      *txn,
                       const char  *author_id,
                       GError     **error)
{
  g_autoptr(GPtrArray) drafts = cpx_draft_table_list (txn, author_id, error);
  GHashTable *ids;

  if (drafts == NULL)
    return NULL;
  ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < drafts->len; i++)
    {
      g_auto(GStrv) parts = g_strsplit (((const CpxDraft *) g_ptr_array_index (drafts, i))->place, "/", 3);

      if (g_strv_length (parts) == 3 && g_str_equal (parts[0], KIND))
        g_hash_table_add (ids, g_strdup (parts[1]));
    }

  return ids;
}

/**
 * cpx_coding_begun_forget:
 * @txn: a transaction that writes
 * @author_id: a user
 * @chosen: what they chose, recorded now
 * @error: where the fault goes
 *
 * Returns: `FALSE` if it could not be forgotten
 */
gboolean
cpx_coding_begun_forget (CpxTxn            *txn,
                         const char        *author_id,
                         CpxCodingRequest  *chosen,
                         GError           **error)
{
  g_autofree char *place = make_place (chosen);

  return cpx_draft_table_remove (txn, author_id, place, error);
}

/* A CpxDeedFunc. */
static gpointer
keep (CpxJournal  *journal,
      gpointer     data,
      GError     **error)
{
  Keeping *keeping = data;
  CpxTxn *txn = cpx_journal_get_txn (journal);
  const char *author_id = cpx_journal_get_user_id (journal);
  gboolean kept = cpx_journal_check (journal, "draft:write", error) &&
                  (keeping->text != NULL ? cpx_draft_table_save (txn, author_id, keeping->place, keeping->text, error)
                                         : cpx_draft_table_remove (txn, author_id, keeping->place, error));

  return kept ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
begin (CpxPractice         *practice,
       CpxCodingRequest    *chosen,
       char                *text,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  Keeping *keeping = g_new0 (Keeping, 1);

  keeping->place = make_place (chosen);
  keeping->text = text;
  cpx_practice_perform_async (practice, keep, keeping, (GDestroyNotify) keeping_free, NULL, NULL, callback, user_data);
}

/**
 * cpx_practice_keep_begun_async:
 * @practice: a practice
 * @chosen: what is chosen so far, allowed by the rules or not; read at once
 * @callback: called when it is durable
 * @user_data: for @callback
 *
 * Keeps what somebody chose for an operation without recording it, in place of what they had chosen before: their
 * next cpx_practice_load_coding() of the operation gives it. A lock asked for afterwards waits for it.
 */
void
cpx_practice_keep_begun_async (CpxPractice         *practice,
                               CpxCodingRequest    *chosen,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  begin (practice, chosen, print (chosen), callback, user_data);
}

/**
 * cpx_practice_drop_begun_async:
 * @practice: a practice
 * @chosen: what was chosen, and is not wanted any more
 * @callback: (nullable): called when it is gone
 * @user_data: for @callback
 *
 * Forgets what cpx_practice_keep_begun_async() kept.
 */
void
cpx_practice_drop_begun_async (CpxPractice         *practice,
                               CpxCodingRequest    *chosen,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  begin (practice, chosen, NULL, callback, user_data);
}

/**
 * cpx_practice_keep_begun_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: `TRUE` once what was asked is durable
 */
gboolean
cpx_practice_keep_begun_finish (CpxPractice   *practice,
                                GAsyncResult  *result,
                                GError       **error)
{
  gboolean kept = cpx_practice_perform_finish (practice, result, error) != NULL;

  if (kept)
    g_signal_emit_by_name (practice, "choices-kept");

  return kept;
}
