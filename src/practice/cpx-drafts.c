/* cpx-drafts.c: unfinished forms in the store's draft table, as JSON.
 *
 * A draft is neither a record nor a change: it is not validated, not audited, and does not sync. Its place is
 * "kind/id", also for a record that does not exist yet: its id is given when one begins to type. (Older programs wrote
 * "kind/new".)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-drafts.h"

#include "cpx-journal.h"
#include "cpx-practice-private.h"

#include <cpx-draft-table.h>
#include <cpx-json.h>

/* A form to keep, or a place to clear. */
typedef struct
{
  char *place;
  char *text;  /* (nullable): NULL to clear */
} Request;

static void
request_free (Request *self)
{
  g_free (self->place);
  g_free (self->text);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
pack (json_t     *root,
      const char *name,
      CpxRecord  *record)
{
  json_object_set_new (root, name, cpx_record_to_json (record, CPX_RECORD_FIELDS_ONLY));
}

static Request *
request_new (CpxRecord *base,
             CpxRecord *record)
{
  Request *request = g_new0 (Request, 1);
  g_autoptr(json_t) root = json_object ();
  const CpxKind *kind = cpx_record_get_kind (record);

  json_object_set_new (root, "kind", json_string (kind->name));
  json_object_set_new (root, "id", json_string (cpx_record_get_id (record)));
  if (base != NULL)
    pack (root, "base", base);
  pack (root, "record", record);
  request->place = cpx_form_draft_dup_place (record);
  request->text = cpx_json_print (root);

  return request;
}

/**
 * cpx_form_draft_dup_place:
 * @record: what is being typed, new or not
 *
 * Returns: (transfer full): the id of its draft
 */
char *
cpx_form_draft_dup_place (CpxRecord *record)
{
  return g_strdup_printf ("%s/%s", cpx_record_get_kind (record)->name, cpx_record_get_id (record));
}

/**
 * cpx_form_draft_free:
 * @self: (transfer full): a draft
 */
void
cpx_form_draft_free (CpxFormDraft *self)
{
  g_free (self->id);
  g_clear_object (&self->base);
  g_clear_object (&self->record);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxFormDraft, cpx_form_draft_free)

/* NULL for a draft that a newer program wrote: it stays in the table for it. */
static CpxFormDraft *
parse (const CpxDraft *stored)
{
  g_autoptr(CpxFormDraft) draft = g_new0 (CpxFormDraft, 1);
  g_autoptr(json_t) root = cpx_json_parse (stored->text, -1, NULL);
  const char *kind_name = json_string_value (json_object_get (root, "kind"));
  const char *id = json_string_value (json_object_get (root, "id"));
  const CpxKind *kind = kind_name != NULL ? cpx_kinds_find (kind_name) : NULL;
  json_t *base = json_object_get (root, "base");

  if (kind == NULL || id == NULL)
    return NULL;
  draft->id = g_strdup (stored->place);
  draft->saved_us = stored->saved_us;
  draft->record = cpx_record_from_json (kind, id, json_object_get (root, "record"), CPX_RECORD_FROM_STORE, NULL);
  if (base != NULL)
    draft->base = cpx_record_from_json (kind, id, base, CPX_RECORD_FROM_STORE, NULL);

  return draft->record != NULL && (base == NULL || draft->base != NULL) ? g_steal_pointer (&draft) : NULL;
}

/* A CpxDeedFunc. */
static gpointer
save (CpxJournal  *journal,
      gpointer     data,
      GError     **error)
{
  Request *request = data;

  if (!cpx_journal_check (journal, "draft:write", error) ||
      !cpx_draft_table_save (cpx_journal_get_txn (journal), cpx_journal_get_user_id (journal), request->place,
                             request->text, error))
    return NULL;

  return GINT_TO_POINTER (TRUE);
}

/* A CpxDeedFunc. */
static gpointer
discard (CpxJournal  *journal,
         gpointer     place,
         GError     **error)
{
  if (!cpx_journal_check (journal, "draft:write", error) ||
      !cpx_draft_table_remove (cpx_journal_get_txn (journal), cpx_journal_get_user_id (journal), place, error))
    return NULL;

  return GINT_TO_POINTER (TRUE);
}

/* A power failure may fall between the record that was added and the draft of it that is not wanted any more. */
static gboolean
was_added (CpxTxn             *txn,
           const CpxFormDraft *draft)
{
  g_autoptr(CpxRecord) record = NULL;

  if (draft->base != NULL)
    return FALSE;
  record = cpx_txn_get (txn, cpx_record_get_kind (draft->record), cpx_record_get_id (draft->record), NULL);

  return record != NULL;
}

/* A CpxTxnFunc. */
static gpointer
list (CpxTxn    *txn,
      gpointer   author_id,
      GError   **error)
{
  g_autoptr(GPtrArray) stored = cpx_draft_table_list (txn, author_id, error);
  GPtrArray *drafts;

  if (stored == NULL)
    return NULL;
  drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_form_draft_free);
  for (guint i = 0; i < stored->len; i++)
    {
      CpxFormDraft *draft = parse (g_ptr_array_index (stored, i));

      if (draft == NULL)
        continue;
      draft->added = was_added (txn, draft);
      g_ptr_array_add (drafts, draft);
    }

  return drafts;
}

/**
 * cpx_practice_save_draft:
 * @practice: a practice
 * @base: (nullable): the record that is being edited; `NULL` for a new one
 * @record: what is typed so far, valid or not
 * @error: where the fault goes
 *
 * Keeps an unfinished form. It replaces the author's earlier draft of the same record.
 *
 * Returns: `TRUE` once it is durable
 */
gboolean
cpx_practice_save_draft (CpxPractice  *practice,
                         CpxRecord    *base,
                         CpxRecord    *record,
                         GError      **error)
{
  g_autoptr(Request) request = request_new (base, record);

  return cpx_practice_perform (practice, save, request, NULL, error) != NULL;
}

/**
 * cpx_practice_save_draft_async:
 * @practice: a practice
 * @base: (nullable): the record that is being edited; `NULL` for a new one
 * @record: what is typed so far, valid or not
 * @callback: called when it is durable
 * @user_data: for @callback
 *
 * Does cpx_practice_save_draft(). A lock asked for afterwards waits for it.
 */
void
cpx_practice_save_draft_async (CpxPractice         *practice,
                               CpxRecord           *base,
                               CpxRecord           *record,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));
  g_return_if_fail (CPX_IS_RECORD (record));

  cpx_practice_perform_async (practice, save, request_new (base, record), (GDestroyNotify) request_free, NULL, NULL,
                              callback, user_data);
}

/**
 * cpx_practice_save_draft_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: `TRUE` once it is durable
 */
gboolean
cpx_practice_save_draft_finish (CpxPractice   *practice,
                                GAsyncResult  *result,
                                GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error) != NULL;
}

/**
 * cpx_practice_list_drafts:
 * @practice: a practice
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable) (element-type CpxFormDraft): the user's own drafts
 */
GPtrArray *
cpx_practice_list_drafts (CpxPractice  *practice,
                          GError      **error)
{
  g_autofree char *author_id = g_strdup (cpx_record_get_id (cpx_practice_get_user (practice)));

  return cpx_practice_look (practice, NULL, list, author_id, (GDestroyNotify) g_ptr_array_unref, error);
}

/**
 * cpx_practice_list_drafts_async:
 * @practice: a practice
 * @cancellable: (nullable): cancelled when nobody looks any more
 * @callback: called when done
 * @user_data: for @callback
 *
 * Does cpx_practice_list_drafts().
 */
void
cpx_practice_list_drafts_async (CpxPractice         *practice,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  char *author_id;

  g_return_if_fail (CPX_IS_PRACTICE (practice));

  author_id = g_strdup (cpx_record_get_id (cpx_practice_get_user (practice)));
  cpx_practice_look_async (practice, NULL, list, author_id, g_free, (GDestroyNotify) g_ptr_array_unref, cancellable,
                           callback, user_data);
}

/**
 * cpx_practice_list_drafts_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable) (element-type CpxFormDraft): the user's own drafts
 */
GPtrArray *
cpx_practice_list_drafts_finish (CpxPractice   *practice,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

/**
 * cpx_practice_discard_draft:
 * @practice: a practice
 * @draft_id: which one
 * @error: where the fault goes
 *
 * Drops a draft, because what it held was saved or is not wanted.
 *
 * Returns: `TRUE` once it is gone
 */
gboolean
cpx_practice_discard_draft (CpxPractice  *practice,
                            const char   *draft_id,
                            GError      **error)
{
  return cpx_practice_perform (practice, discard, (gpointer) draft_id, NULL, error) != NULL;
}

/**
 * cpx_practice_discard_draft_async:
 * @practice: a practice
 * @draft_id: which one
 * @callback: called when it is gone
 * @user_data: for @callback
 *
 * Does cpx_practice_discard_draft().
 */
void
cpx_practice_discard_draft_async (CpxPractice         *practice,
                                  const char          *draft_id,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_perform_async (practice, discard, g_strdup (draft_id), g_free, NULL, NULL, callback, user_data);
}

/**
 * cpx_practice_discard_draft_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: `TRUE` once it is gone
 */
gboolean
cpx_practice_discard_draft_finish (CpxPractice   *practice,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error) != NULL;
}
