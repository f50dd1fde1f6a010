/* cpx-favourites.c: a favourite is a record of its user, so it is journalled, exported, and on every post.
 *
 * Two posts may each have noted the same act before they met: it is listed once, and both go together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-favourites.h"

#include "cpx-journal.h"
#include "cpx-nomenclatures-private.h"
#include "cpx-practice-private.h"

#include <cpx-favourite-act.h>
#include <cpx-text.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* An act, and whether it shall be a favourite. */
typedef struct
{
  char     *code;
  gboolean  wanted;
} Request;

static void
request_free (Request *self)
{
  g_free (self->code);
  g_free (self);
}

/* Of one user, in the order of their making. */
static GPtrArray *
list_records (CpxTxn      *txn,
              const char  *user_id,
              GError     **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_favourite_act_kind);

  cpx_query_where (query, CPX_FAVOURITE_ACT_USER, user_id);

  return cpx_txn_list (txn, query, error);
}

static const char *
get_code (GPtrArray *records,
          guint      position)
{
  const char *code = cpx_record_get_text (g_ptr_array_index (records, position), CPX_FAVOURITE_ACT_CODE);

  return code != NULL ? code : "";
}

static gboolean
check_known (CpxTxn      *txn,
             const char  *code,
             GError     **error)
{
  g_autoptr(CpxNomenclature) nomenclature = cpx_nomenclatures_find (txn, cpx_day_today (), error);

  if (nomenclature == NULL)
    return FALSE;
  if (cpx_nomenclature_find_act (nomenclature, code) != CPX_CCAM_NONE)
    return TRUE;
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND, _("Version %s has no act “%s”."),
               cpx_nomenclature_get_version (nomenclature), code);

  return FALSE;
}

static gboolean
check_new (CpxJournal  *journal,
           const char  *code,
           GError     **error)
{
  g_autoptr(GPtrArray) records = list_records (cpx_journal_get_txn (journal), cpx_journal_get_user_id (journal), error);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      if (strcmp (get_code (records, i), code) != 0)
        continue;
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED, _("%s is among your favourites already."),
                   code);
      return FALSE;
    }

  return TRUE;
}

/**
 * cpx_add_favourite:
 * @journal: the journal of a transaction
 * @code: an act of the version in force today
 * @error: where the refusal goes
 *
 * Puts an act among the favourites of the user.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_add_favourite (CpxJournal  *journal,
                   const char  *code,
                   GError     **error)
{
  g_autofree char *clean = cpx_text_squeeze (code);
  g_autoptr(CpxRecord) record = NULL;

  if (!check_known (cpx_journal_get_txn (journal), clean, error) || !check_new (journal, clean, error))
    return NULL;
  record = cpx_record_new_with_texts (&cpx_favourite_act_kind, NULL, CPX_FAVOURITE_ACT_USER,
                                      cpx_journal_get_user_id (journal), CPX_FAVOURITE_ACT_CODE, clean, -1);

  return cpx_journal_save (journal, NULL, record, NULL, "favourite.added", NULL, error);
}

/**
 * cpx_remove_favourite:
 * @journal: the journal of a transaction
 * @code: one of the user's favourites; it may be of no version any more
 * @error: where the refusal goes
 *
 * Takes an act from the favourites of the user.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_remove_favourite (CpxJournal  *journal,
                      const char  *code,
                      GError     **error)
{
  g_autofree char *clean = cpx_text_squeeze (code);
  g_autoptr(GPtrArray) records = list_records (cpx_journal_get_txn (journal), cpx_journal_get_user_id (journal), error);
  g_autoptr(CpxReceipt) receipt = NULL;

  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      if (strcmp (get_code (records, i), clean) != 0)
        continue;
      g_clear_object (&receipt);
      receipt = cpx_journal_remove (journal, g_ptr_array_index (records, i), NULL, "favourite.removed", error);
      if (receipt == NULL)
        return NULL;
    }
  if (receipt == NULL)
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND, _("%s is not among your favourites."),
                 clean);

  return g_steal_pointer (&receipt);
}

/* A CpxTxnFunc. */
static gpointer
list (CpxTxn    *txn,
      gpointer   user_id,
      GError   **error)
{
  g_autoptr(GPtrArray) records = list_records (txn, user_id, error);
  g_autoptr(GStrvBuilder) codes = g_strv_builder_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      if (g_hash_table_add (seen, (gpointer) get_code (records, i)))
        g_strv_builder_add (codes, get_code (records, i));
    }

  return g_strv_builder_end (codes);
}

/**
 * cpx_practice_list_favourites:
 * @practice: a practice
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): the codes of the user's favourites, in the order in which they became some
 */
char **
cpx_practice_list_favourites (CpxPractice  *practice,
                              GError      **error)
{
  g_autofree char *user_id = NULL;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  user_id = g_strdup (cpx_record_get_id (cpx_practice_get_user (practice)));

  return cpx_practice_look (practice, NULL, list, user_id, (GDestroyNotify) g_strfreev, error);
}

/* A CpxDeedFunc. */
static gpointer
set (CpxJournal  *journal,
     gpointer     data,
     GError     **error)
{
  const Request *request = data;

  return request->wanted ? cpx_add_favourite (journal, request->code, error)
                         : cpx_remove_favourite (journal, request->code, error);
}

/**
 * cpx_practice_set_favourite:
 * @practice: a practice
 * @code: an act
 * @wanted: whether it shall be a favourite of the user
 * @error: where the refusal goes
 *
 * Does cpx_add_favourite() or cpx_remove_favourite() and waits until it is durable.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_set_favourite (CpxPractice  *practice,
                            const char   *code,
                            gboolean      wanted,
                            GError      **error)
{
  Request request = { (char *) code, wanted };

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_perform (practice, set, &request, g_object_unref, error);
}

/**
 * cpx_practice_set_favourite_async:
 * @practice: a practice
 * @code: an act
 * @wanted: whether it shall be a favourite of the user
 * @callback: called when it is durable, or refused
 * @user_data: for @callback
 *
 * Does cpx_add_favourite() or cpx_remove_favourite().
 */
void
cpx_practice_set_favourite_async (CpxPractice         *practice,
                                  const char          *code,
                                  gboolean             wanted,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  Request *request;

  g_return_if_fail (CPX_IS_PRACTICE (practice));

  request = g_new0 (Request, 1);
  request->code = g_strdup (code);
  request->wanted = wanted;
  cpx_practice_perform_async (practice, set, request, (GDestroyNotify) request_free, g_object_unref, NULL, callback,
                              user_data);
}

/**
 * cpx_practice_set_favourite_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_set_favourite_finish (CpxPractice   *practice,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}
