/* cpx-glass-notice.c: how many files were opened by break-glass on this post, and how many of them each was told of.
 *
 *   {"count":3,"told":{"<user>":2}}
 *
 * A setting of this post, so that unlocking reads one row and not the log. It only calls attention: what counts is the
 * log, in which each opening stands.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-glass-notice.h"

#include <cpx-json.h>
#include <cpx-setting-table.h>

#include <glib/gi18n-lib.h>

#define SETTING "break-glass"

/* NULL with an error; an object that lacks what was never counted. */
static json_t *
load (CpxTxn  *txn,
      GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autofree char *text = cpx_setting_table_get_text (txn, SETTING, &failure);
  json_t *kept = text != NULL ? cpx_json_parse (text, -1, NULL) : NULL;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (kept == NULL)
    kept = json_object ();
  if (json_object_get (kept, "told") == NULL)
    json_object_set_new (kept, "told", json_object ());

  return kept;
}

static gboolean
save (CpxTxn  *txn,
      json_t  *kept,
      GError **error)
{
  g_autofree char *text = json_dumps (kept, JSON_COMPACT | JSON_SORT_KEYS);

  return cpx_setting_table_set_text (txn, SETTING, text, error);
}

static gint64
get_count (json_t *kept)
{
  return json_integer_value (json_object_get (kept, "count"));
}

static gint64
get_told (json_t     *kept,
          const char *user_id)
{
  return json_integer_value (json_object_get (json_object_get (kept, "told"), user_id));
}

static void
set_told (json_t     *kept,
          const char *user_id,
          gint64      n)
{
  json_object_set_new (json_object_get (kept, "told"), user_id, json_integer (n));
}

/**
 * cpx_glass_notice_count:
 * @journal: the journal of the transaction that notes an opening by break-glass
 * @error: where the fault goes
 *
 * Counts one more, of which all are to be told but who did it.
 *
 * Returns: `TRUE` if it is in the transaction
 */
gboolean
cpx_glass_notice_count (CpxJournal  *journal,
                        GError     **error)
{
  CpxTxn *txn = cpx_journal_get_txn (journal);
  const char *user_id = cpx_journal_get_user_id (journal);
  g_autoptr(json_t) kept = load (txn, error);

  if (kept == NULL)
    return FALSE;
  json_object_set_new (kept, "count", json_integer (get_count (kept) + 1));
  set_told (kept, user_id, get_told (kept, user_id) + 1);

  return save (txn, kept, error);
}

/**
 * cpx_glass_notice_take:
 * @journal: the journal of the transaction that notes that someone unlocked
 * @out_sentence: (out) (nullable): what they are told; `NULL` if there is nothing new, or nothing for their role
 * @error: where the fault goes
 *
 * Tells who may read the audit log, once.
 *
 * Returns: `FALSE` with an error
 */
gboolean
cpx_glass_notice_take (CpxJournal  *journal,
                       char       **out_sentence,
                       GError     **error)
{
  CpxTxn *txn = cpx_journal_get_txn (journal);
  const char *user_id = cpx_journal_get_user_id (journal);
  g_autoptr(json_t) kept = NULL;
  gint64 n;

  *out_sentence = NULL;
  if (!cpx_access_may (cpx_journal_get_roles (journal), "audit:read"))
    return TRUE;
  kept = load (txn, error);
  if (kept == NULL)
    return FALSE;
  n = get_count (kept) - get_told (kept, user_id);
  if (n <= 0)
    return TRUE;

  *out_sentence = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                "%d file was opened by break-glass since you were last told: the audit "
                                                "log says which one, by whom and why.",
                                                "%d files were opened by break-glass since you were last told: the "
                                                "audit log says which ones, by whom and why.", (gulong) n), (int) n);
  set_told (kept, user_id, get_count (kept));

  return save (txn, kept, error);
}
