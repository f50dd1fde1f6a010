/* cpx-remove-record.c: a tombstone over a record, and its lifting.
 *
 * What was removed is not gone: its last state is folded from its changes, and written anew by the undo.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-remove-record.h"

#include "cpx-coding-rules.h"
#include "cpx-journal.h"

#include <cpx-act-volumes-record.h>
#include <cpx-change-log.h>
#include <cpx-merge.h>
#include <cpx-patient.h>
#include <cpx-practice-record.h>
#include <cpx-user.h>
#include <glib/gi18n-lib.h>

/* Which record. */
typedef struct
{
  const CpxKind *kind;
  char          *id;
} Request;

static void
request_free (Request *self)
{
  g_free (self->id);
  g_free (self);
}

static const char *
get_permission (const CpxKind *kind)
{
  if (kind == &cpx_act_volumes_record_kind)
    return "nomenclature:import";

  return kind == &cpx_patient_kind ? "patient:remove" : NULL;
}

static gboolean
check_removable (const CpxKind  *kind,
                 GError        **error)
{
  if (kind != &cpx_user_kind && kind != &cpx_practice_record_kind)
    return TRUE;
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
               _("“%s” cannot be removed: the logs speak of it. A user is disabled instead."),
               cpx_kind_get_label (kind));

  return FALSE;
}

/* What a patient's file must be free of before it goes. */
static gboolean
has_records (CpxJournal     *journal,
             const CpxKind  *kind,
             const char     *patient_id,
             gboolean       *out_has,
             GError        **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (kind);
  g_autoptr(GArray) ids = NULL;

  cpx_query_set_scope (query, CPX_QUERY_ALL);
  cpx_query_where (query, kind->patient_field, patient_id);
  cpx_query_set_limit (query, 1);
  ids = cpx_txn_list_ids (cpx_journal_get_txn (journal), query, error);
  if (ids == NULL)
    return FALSE;
  *out_has = ids->len > 0;

  return TRUE;
}

/* Files are kept for twenty years (art. R. 1112-7 CSP); only one opened by mistake, with nothing in it, may go. */
static gboolean
check_empty (CpxJournal  *journal,
             const char  *patient_id,
             GError     **error)
{
  guint n_kinds;
  const CpxKind * const *kinds = cpx_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      gboolean has = FALSE;

      if (kinds[i]->patient_field < 0)
        continue;
      if (!has_records (journal, kinds[i], patient_id, &has, error))
        return FALSE;
      if (has)
        {
          g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                       _("A file that holds something is kept for twenty years: archive it instead."));
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * cpx_remove_record:
 * @journal: the journal of a transaction
 * @kind: a kind of record
 * @id: which one
 * @error: where the refusal goes
 *
 * Takes a record away. Users and the practice stay, and so does a patient's file with something in it.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_remove_record (CpxJournal     *journal,
                   const CpxKind  *kind,
                   const char     *id,
                   GError        **error)
{
  g_autofree char *action = g_strconcat (kind->name, ".removed", NULL);
  g_autoptr(CpxRecord) record = NULL;

  if (!check_removable (kind, error))
    return NULL;
  record = cpx_journal_read (journal, kind, id, error);
  if (record == NULL || (kind == &cpx_patient_kind && !check_empty (journal, id, error)) ||
      !cpx_coding_rules_check_remove (journal, record, error))
    return NULL;

  return cpx_journal_remove (journal, record, get_permission (kind), action, error);
}

/* The state that a record had, folded from its changes, without its tombstone. */
static json_t *
fold (CpxTxn         *txn,
      const CpxKind  *kind,
      const char     *id,
      GError        **error)
{
  g_autoptr(GPtrArray) changes = cpx_change_log_list_about (txn, kind, id, error);
  g_autoptr(CpxVersions) versions = cpx_versions_new ();
  g_autoptr(json_t) state = json_object ();

  if (changes == NULL)
    return NULL;
  if (changes->len == 0)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND,
                   _("There never was a “%s” with the identifier %s."), cpx_kind_get_label (kind), id);
      return NULL;
    }
  for (guint i = 0; i < changes->len; i++)
    {
      g_autoptr(GPtrArray) conflicts = cpx_merge_change (state, versions, g_ptr_array_index (changes, i));
    }
  json_object_del (state, CPX_CHANGE_DELETED);

  return g_steal_pointer (&state);
}

/**
 * cpx_restore_record:
 * @journal: the journal of a transaction
 * @kind: a kind of record
 * @id: one that was removed
 * @error: where the refusal goes
 *
 * Puts a removed record back as it was.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_restore_record (CpxJournal     *journal,
                    const CpxKind  *kind,
                    const char     *id,
                    GError        **error)
{
  g_autofree char *action = g_strconcat (kind->name, ".restored", NULL);
  g_autoptr(json_t) state = fold (cpx_journal_get_txn (journal), kind, id, error);
  g_autoptr(CpxRecord) record = NULL;

  if (state == NULL)
    return NULL;
  record = cpx_record_from_json (kind, id, state, CPX_RECORD_FROM_STORE, error);
  if (record == NULL || !cpx_coding_rules_check_save (journal, NULL, record, error))
    return NULL;

  return cpx_journal_save (journal, NULL, record, get_permission (kind), action, NULL, error);
}

/* A CpxDeedFunc. */
static gpointer
do_remove (CpxJournal  *journal,
           gpointer     data,
           GError     **error)
{
  Request *request = data;

  return cpx_remove_record (journal, request->kind, request->id, error);
}

/* A CpxDeedFunc. */
static gpointer
do_restore (CpxJournal  *journal,
            gpointer     data,
            GError     **error)
{
  Request *request = data;

  return cpx_restore_record (journal, request->kind, request->id, error);
}

static void
start (CpxPractice         *practice,
       CpxDeedFunc          func,
       const CpxKind       *kind,
       const char          *id,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  Request *request = g_new0 (Request, 1);

  request->kind = kind;
  request->id = g_strdup (id);
  cpx_practice_perform_async (practice, func, request, (GDestroyNotify) request_free, g_object_unref, NULL, callback,
                              user_data);
}

/**
 * cpx_practice_remove_record_async:
 * @practice: a practice
 * @kind: a kind of record
 * @id: which one
 * @callback: called when it is durable, or refused
 * @user_data: for @callback
 *
 * Does cpx_remove_record().
 */
void
cpx_practice_remove_record_async (CpxPractice         *practice,
                                  const CpxKind       *kind,
                                  const char          *id,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  start (practice, do_remove, kind, id, callback, user_data);
}

/**
 * cpx_practice_remove_record_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_remove_record_finish (CpxPractice   *practice,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

/**
 * cpx_practice_restore_record_async:
 * @practice: a practice
 * @kind: a kind of record
 * @id: one that was removed
 * @callback: called when it is durable, or refused
 * @user_data: for @callback
 *
 * Does cpx_restore_record(): the undo of a removal.
 */
void
cpx_practice_restore_record_async (CpxPractice         *practice,
                                   const CpxKind       *kind,
                                   const char          *id,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  start (practice, do_restore, kind, id, callback, user_data);
}

/**
 * cpx_practice_restore_record_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_restore_record_finish (CpxPractice   *practice,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}
