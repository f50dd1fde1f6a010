/* cpx-coding-request.c: records become a draft, a person changes it, cpx-save-coding.c makes records of it again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-request-private.h"

#include "cpx-act-line.h"
#include "cpx-coding-begun-private.h"
#include "cpx-coding-context.h"
#include "cpx-coding-records.h"
#include "cpx-nomenclatures-private.h"
#include "cpx-note-versions.h"
#include "cpx-practice-private.h"

#include <cpx-act.h>
#include <cpx-coding-draft-json.h>
#include <cpx-coding.h>
#include <cpx-intervention.h>
#include <cpx-operative-note.h>
#include <glib/gi18n-lib.h>

/* What is to be read. */
typedef struct
{
  char *intervention_id;
  char *practitioner_id;
  char *author_id;
} Wanted;

static void
wanted_free (Wanted *self)
{
  g_free (self->intervention_id);
  g_free (self->practitioner_id);
  g_free (self->author_id);
  g_free (self);
}

/**
 * cpx_act_choice_new:
 * @source: (nullable): a token of the act's kind
 * @proposed_code: (nullable): what was proposed
 * @motive: (nullable): why another code is kept, a token
 * @reason: (nullable): the same in words
 *
 * Returns: (transfer full): what a new act says beside its line
 */
CpxActChoice *
cpx_act_choice_new (const char *source,
                    const char *proposed_code,
                    const char *motive,
                    const char *reason)
{
  CpxActChoice *self = g_new0 (CpxActChoice, 1);

  self->source = g_strdup (source);
  self->proposed_code = g_strdup (proposed_code);
  self->motive = g_strdup (motive);
  self->reason = g_strdup (reason);

  return self;
}

static CpxActChoice *
act_choice_copy (const CpxActChoice *self)
{
  CpxActChoice *copy = cpx_act_choice_new (self->source, self->proposed_code, self->motive, self->reason);

  g_set_object (&copy->act, self->act);

  return copy;
}

static gpointer
copy_choice (gconstpointer choice,
             gpointer      unused)
{
  return act_choice_copy (choice);
}

static gpointer
copy_act (gconstpointer act,
          gpointer      unused)
{
  return g_object_ref ((gpointer) act);
}

/**
 * cpx_act_choice_free:
 * @self: (transfer full): a choice
 */
void
cpx_act_choice_free (CpxActChoice *self)
{
  g_clear_object (&self->act);
  g_free (self->source);
  g_free (self->proposed_code);
  g_free (self->motive);
  g_free (self->reason);
  g_free (self);
}

static CpxActChoice *
read_choice (CpxRecord *act)
{
  CpxActChoice *choice = cpx_act_choice_new (cpx_record_get_text (act, CPX_ACT_SOURCE),
                                             cpx_record_get_text (act, CPX_ACT_PROPOSED_CODE),
                                             cpx_record_get_text (act, CPX_ACT_MOTIVE),
                                             cpx_record_get_text (act, CPX_ACT_REASON));

  choice->act = g_object_ref (act);

  return choice;
}

static json_t *
read_array (CpxRecord *coding,
            int        field)
{
  const char *text = coding != NULL ? cpx_record_get_text (coding, field) : NULL;
  json_t *array = text != NULL ? cpx_json_parse (text, -1, NULL) : NULL;

  return array;
}

/* The circumstances that were kept, or those that the files tell; the day is always that of the operation. */
static CpxCodingDraft *
read_bare_draft (CpxTxn            *txn,
                 CpxCodingRequest  *self,
                 GError           **error)
{
  const char *text = self->coding != NULL ? cpx_record_get_text (self->coding, CPX_CODING_CONTEXT) : NULL;
  CpxCodingContext context;

  if (!cpx_coding_context_read (txn, self->intervention, self->practitioner_id, &context, error))
    return NULL;
  if (text != NULL)
    cpx_coding_context_restore (&context, text);

  return cpx_coding_draft_new (&context, NULL, 0);
}

static gboolean
read_lines (CpxCodingRequest  *self,
            GError           **error)
{
  g_autofree CpxCodingLine *lines = g_new0 (CpxCodingLine, self->acts->len + 1);
  CpxCodingDraft *draft;

  for (guint i = 0; i < self->acts->len; i++)
    {
      CpxRecord *act = g_ptr_array_index (self->acts, i);

      if (!cpx_act_line_read (act, &lines[i], error))
        return FALSE;
      g_ptr_array_add (self->choices, read_choice (act));
    }
  draft = cpx_coding_draft_new (cpx_coding_draft_get_context (self->draft), lines, self->acts->len);
  g_object_unref (self->draft);
  self->draft = draft;

  return TRUE;
}

static gboolean
read_coding (CpxTxn            *txn,
             CpxCodingRequest  *self,
             GError           **error)
{
  if (!cpx_coding_records_find_coding (txn, cpx_record_get_id (self->intervention), self->practitioner_id,
                                       &self->coding, error))
    return FALSE;
  self->suggestions = read_array (self->coding, CPX_CODING_SUGGESTIONS);
  self->overrides = read_array (self->coding, CPX_CODING_OVERRIDES);
  if (self->overrides == NULL)
    self->overrides = json_array ();
  if (self->coding == NULL)
    {
      self->acts = g_ptr_array_new_with_free_func (g_object_unref);
      return TRUE;
    }
  self->note_id = g_strdup (cpx_record_get_text (self->coding, CPX_CODING_NOTE));
  self->note_hash = g_strdup (cpx_record_get_text (self->coding, CPX_CODING_NOTE_HASH));
  self->acts = cpx_coding_records_list_acts (txn, cpx_record_get_id (self->coding), error);

  return self->acts != NULL;
}

static gboolean
read_nomenclature (CpxTxn            *txn,
                   CpxCodingRequest  *self,
                   GError           **error)
{
  CpxDay day = cpx_coding_draft_get_context (self->draft)->day;
  g_autoptr(CpxNomenclature) nomenclature = cpx_nomenclatures_find (txn, day, error);

  if (nomenclature == NULL)
    return FALSE;
  cpx_coding_request_set_nomenclature (self, nomenclature, cpx_nomenclatures_get_hash (nomenclature));

  return TRUE;
}

/**
 * cpx_coding_request_read:
 * @txn: a transaction
 * @intervention_id: an operation
 * @practitioner_id: (nullable): for whom it is coded; `NULL` for its surgeon
 * @error: where the fault goes
 *
 * Reads what was decided so far. Circumstances that nobody stated yet come from the files of operation, patient and
 * practitioner.
 *
 * Returns: (transfer full) (nullable): the request, without lines if nobody began
 */
CpxCodingRequest *
cpx_coding_request_read (CpxTxn      *txn,
                         const char  *intervention_id,
                         const char  *practitioner_id,
                         GError     **error)
{
  g_autoptr(CpxCodingRequest) self = g_new0 (CpxCodingRequest, 1);

  self->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_act_choice_free);
  self->intervention = cpx_txn_get (txn, &cpx_intervention_kind, intervention_id, error);
  if (self->intervention == NULL)
    return NULL;
  self->practitioner_id = g_strdup (practitioner_id != NULL
                                    ? practitioner_id
                                    : cpx_record_get_text (self->intervention, CPX_INTERVENTION_SURGEON));
  if (!read_coding (txn, self, error))
    return NULL;
  self->draft = read_bare_draft (txn, self, error);
  if (self->draft == NULL || !read_lines (self, error) || !read_nomenclature (txn, self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * cpx_coding_request_copy:
 * @self: a request
 *
 * Returns: (transfer full): the same, to be changed or handed to another thread; what was begun stays with @self
 */
CpxCodingRequest *
cpx_coding_request_copy (CpxCodingRequest *self)
{
  CpxCodingRequest *copy = g_new0 (CpxCodingRequest, 1);

  copy->intervention = g_object_ref (self->intervention);
  g_set_object (&copy->coding, self->coding);
  copy->acts = g_ptr_array_copy (self->acts, copy_act, NULL);
  copy->practitioner_id = g_strdup (self->practitioner_id);
  copy->draft = g_object_ref (self->draft);
  copy->choices = g_ptr_array_copy (self->choices, copy_choice, NULL);
  copy->note_id = g_strdup (self->note_id);
  copy->note_hash = g_strdup (self->note_hash);
  copy->suggestions = json_deep_copy (self->suggestions);
  copy->overrides = json_deep_copy (self->overrides);
  copy->nomenclature = self->nomenclature != NULL ? cpx_nomenclature_ref (self->nomenclature) : NULL;
  copy->nomenclature_hash = g_strdup (self->nomenclature_hash);
  copy->takes_begun = self->takes_begun;

  return copy;
}

/**
 * cpx_coding_request_free:
 * @self: (transfer full): a request
 */
void
cpx_coding_request_free (CpxCodingRequest *self)
{
  g_clear_object (&self->intervention);
  g_clear_object (&self->coding);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->acts, g_ptr_array_unref);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->suggestions, json_decref);
  g_clear_pointer (&self->overrides, json_decref);
  g_clear_pointer (&self->nomenclature, cpx_nomenclature_unref);
  g_clear_pointer (&self->begun, cpx_coding_request_free);
  g_free (self->nomenclature_hash);
  g_free (self->practitioner_id);
  g_free (self->note_id);
  g_free (self->note_hash);
  g_free (self);
}

static void
take_draft (CpxCodingRequest *self,
            CpxCodingDraft   *draft)
{
  g_object_unref (self->draft);
  self->draft = draft;
}

/**
 * cpx_coding_request_set_context:
 * @self: a request
 * @context: the circumstances as a person states them
 */
void
cpx_coding_request_set_context (CpxCodingRequest       *self,
                                const CpxCodingContext *context)
{
  take_draft (self, cpx_coding_draft_with_context (self->draft, context));
}

/**
 * cpx_coding_request_add_line:
 * @self: a request
 * @line: an act
 * @choice: (transfer full): what it says beside
 *
 * Adds an act after the others; the same code a second time is a second act.
 */
void
cpx_coding_request_add_line (CpxCodingRequest    *self,
                             const CpxCodingLine *line,
                             CpxActChoice        *choice)
{
  take_draft (self, cpx_coding_draft_with_new_line (self->draft, line));
  g_ptr_array_add (self->choices, choice);
}

/**
 * cpx_coding_request_set_line:
 * @self: a request
 * @position: a line of the draft
 * @line: the act as it is to be
 *
 * What justified an act of another code goes with that code.
 */
void
cpx_coding_request_set_line (CpxCodingRequest    *self,
                             guint                position,
                             const CpxCodingLine *line)
{
  gboolean is_other = !g_str_equal (cpx_coding_draft_get_line (self->draft, position)->code, line->code);

  if (is_other)
    cpx_coding_request_forget_overrides (self, position);
  take_draft (self, cpx_coding_draft_with_line (self->draft, position, line));
  if (is_other)
    cpx_coding_request_make_room (self, position);
}

/**
 * cpx_coding_request_remove_line:
 * @self: a request
 * @position: a line of the draft
 *
 * Takes an act back: its record goes when the request is saved.
 */
void
cpx_coding_request_remove_line (CpxCodingRequest *self,
                                guint             position)
{
  cpx_coding_request_forget_overrides (self, position);
  take_draft (self, cpx_coding_draft_without_line (self->draft, position));
  g_ptr_array_remove_index (self->choices, position);
}

/**
 * cpx_coding_request_find_act:
 * @self: a request
 * @act_id: an act
 *
 * Returns: the line of the draft that is the act, or -1
 */
int
cpx_coding_request_find_act (CpxCodingRequest *self,
                             const char       *act_id)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      const CpxActChoice *choice = g_ptr_array_index (self->choices, i);

      if (choice->act != NULL && g_str_equal (cpx_record_get_id (choice->act), act_id))
        return (int) i;
    }

  return -1;
}

/**
 * cpx_coding_request_set_note:
 * @self: a request
 * @note: the report as it is read
 *
 * Says from which report, in which wording, the acts are coded.
 */
void
cpx_coding_request_set_note (CpxCodingRequest *self,
                             CpxRecord        *note)
{
  g_autofree char *reading = cpx_operative_note_dup_reading (note);
  char hash[CPX_NOTE_HASH_LENGTH + 1];

  cpx_note_hash (reading, hash);
  g_free (self->note_id);
  g_free (self->note_hash);
  self->note_id = g_strdup (cpx_record_get_id (note));
  self->note_hash = g_strdup (hash);
}

/**
 * cpx_coding_request_set_nomenclature:
 * @self: a request
 * @nomenclature: the version in force on the day of the operation
 * @hash: the SHA-256 of its bytes, in hexadecimal
 *
 * Says with what the acts are checked and priced.
 */
void
cpx_coding_request_set_nomenclature (CpxCodingRequest *self,
                                     CpxNomenclature  *nomenclature,
                                     const char       *hash)
{
  g_clear_pointer (&self->nomenclature, cpx_nomenclature_unref);
  g_free (self->nomenclature_hash);
  self->nomenclature = cpx_nomenclature_ref (nomenclature);
  self->nomenclature_hash = g_strdup (hash);
}

/**
 * cpx_coding_request_may_change:
 * @self: a request
 *
 * Returns: `FALSE` if the coding was locked when it was read
 */
gboolean
cpx_coding_request_may_change (CpxCodingRequest *self)
{
  return self->coding == NULL || cpx_coding_may_change (self->coding);
}

/* A CpxTxnFunc. */
static gpointer
read_request (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  Wanted *wanted = data;
  g_autoptr(CpxCodingRequest) request =
    cpx_coding_request_read (txn, wanted->intervention_id, wanted->practitioner_id, error);

  if (request == NULL || !cpx_coding_begun_read (txn, wanted->author_id, request, error))
    return NULL;

  return g_steal_pointer (&request);
}

static const char *
get_user_id (CpxPractice *practice)
{
  return cpx_record_get_id (cpx_practice_get_user (practice));
}

/**
 * cpx_practice_load_coding:
 * @practice: a practice
 * @intervention_id: an operation
 * @practitioner_id: (nullable): for whom it is coded; `NULL` for its surgeon
 * @error: where the fault goes
 *
 * Does cpx_coding_request_read() and waits.
 *
 * Returns: (transfer full) (nullable): what was decided so far, and beside it what the user began and did not record
 */
CpxCodingRequest *
cpx_practice_load_coding (CpxPractice  *practice,
                          const char   *intervention_id,
                          const char   *practitioner_id,
                          GError      **error)
{
  Wanted wanted = { (char *) intervention_id, (char *) practitioner_id, NULL };

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  wanted.author_id = (char *) get_user_id (practice);

  return cpx_practice_look (practice, "patient:read", read_request, &wanted, (GDestroyNotify) cpx_coding_request_free,
                            error);
}

/**
 * cpx_practice_load_coding_async:
 * @practice: a practice
 * @intervention_id: an operation
 * @practitioner_id: (nullable): for whom it is coded; `NULL` for its surgeon
 * @cancellable: (nullable): the page's
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Does cpx_coding_request_read().
 */
void
cpx_practice_load_coding_async (CpxPractice         *practice,
                                const char          *intervention_id,
                                const char          *practitioner_id,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  g_return_if_fail (CPX_IS_PRACTICE (practice));

  wanted->intervention_id = g_strdup (intervention_id);
  wanted->practitioner_id = g_strdup (practitioner_id);
  wanted->author_id = g_strdup (get_user_id (practice));
  cpx_practice_look_async (practice, "patient:read", read_request, wanted, (GDestroyNotify) wanted_free,
                           (GDestroyNotify) cpx_coding_request_free, cancellable, callback, user_data);
}

/**
 * cpx_practice_load_coding_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): what was decided so far
 */
CpxCodingRequest *
cpx_practice_load_coding_finish (CpxPractice   *practice,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}
