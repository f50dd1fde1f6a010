/* cpx-log-leave.c: a log ends here, and the next one of the same post follows it.
 *
 * Entries wait to be entered into the table by patient, and those that wait are read by the next commit, whichever
 * log it writes to. One of them on a bad page would keep that from being written: so they are entered here, one by one,
 * those that can be read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-leave.h"

#include "cpx-audit-log-private.h"
#include "cpx-setting-table.h"
#include "cpx-store.h"

#include <string.h>

static gboolean
add_waiting (CpxTxn  *txn,
             gint64   place,
             GArray  *waiting,
             GError **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, "SELECT coalesce (patient, record) FROM log WHERE place = ?1", error);
  CpxWaiting entry = { .place = place };
  const void *owner = NULL;
  gsize size = 0;
  CpxStep step;

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, place);
  step = cpx_statement_step (statement, error);
  if (step == CPX_STEP_ROW)
    owner = cpx_statement_get_blob (statement, 0, &size);
  if (owner != NULL && size == sizeof entry.owner)
    {
      memcpy (&entry.owner, owner, size);
      g_array_append_val (waiting, entry);
    }

  return step != CPX_STEP_ERROR;
}

/* Those of a stretch that can be read. */
GArray *
cpx_log_list_waiting_between (CpxTxn  *txn,
                              gint64   first,
                              gint64   end,
                              GError **error)
{
  g_autoptr(GArray) waiting = g_array_new (FALSE, FALSE, sizeof (CpxWaiting));

  for (gint64 place = first; place < end; place++)
    {
      g_autoptr(GError) failure = NULL;

      if (add_waiting (txn, place, waiting, &failure) || cpx_store_error_is_damage (failure))
        continue;
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&waiting);
}

/**
 * cpx_log_list_waiting:
 * @txn: a transaction that looks: one that writes is undone by a bad page
 * @error: where to put what is wrong
 *
 * Lists the entries of this device's log that wait to be entered into the table by patient, as many as can be read.
 *
 * Returns: (transfer full) (nullable) (element-type CpxWaiting): the entries, for cpx_log_leave()
 */
GArray *
cpx_log_list_waiting (CpxTxn  *txn,
                      GError **error)
{
  g_autofree char *text = cpx_setting_table_get_text (txn, CPX_LOG_ABOUT_SETTING, NULL);
  gint64 count = cpx_audit_log_count (txn, NULL, error);
  gint64 first, end;

  if (count < 0 || !cpx_audit_log_find_range (txn, NULL, 0, &first, &end, error))
    return NULL;

  return cpx_log_list_waiting_between (txn, MAX (first, text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0),
                                       first + count, error);
}

static gboolean
enter (CpxTxn            *txn,
       const CpxWaiting  *entry,
       GError           **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "INSERT OR IGNORE INTO log_about (owner, place) VALUES (?1, ?2)", error);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_blob (statement, 1, entry->owner.bytes, sizeof entry->owner.bytes);
  cpx_statement_bind_int64 (statement, 2, entry->place);

  return cpx_statement_run (statement, error);
}

gboolean
cpx_log_enter_waiting (CpxTxn  *txn,
                       GArray  *waiting,
                       GError **error)
{
  for (guint i = 0; i < waiting->len; i++)
    {
      if (!enter (txn, &g_array_index (waiting, CpxWaiting, i), error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cpx_log_leave:
 * @txn: a transaction that writes
 * @waiting: (element-type CpxWaiting): what cpx_log_list_waiting() gave
 * @error: where to put what is wrong
 *
 * Ends this device's log: the store that opens next is another device's, whose log begins. This one stays as it is.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_log_leave (CpxTxn  *txn,
               GArray  *waiting,
               GError **error)
{
  gint64 end = cpx_audit_log_get_next_place (txn);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, end);

  if (!cpx_log_enter_waiting (txn, waiting, error))
    return FALSE;
  txn->logs.first_not_about = end;

  return cpx_setting_table_set_text (txn, CPX_LOG_ABOUT_SETTING, text, error) &&
         cpx_setting_table_set (txn, CPX_DEVICE_SETTING, NULL, error);
}
