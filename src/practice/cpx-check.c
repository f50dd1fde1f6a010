/* cpx-check.c: the vault reads and authenticates every page; here every leaf of every post's audit log is hashed again.
 *
 * Checking writes one entry, where the practice was unlocked to work in. `cpxctl check` unlocks to read, and writes its
 * entries only once it knows that the file is sound: a damaged one stays byte for byte as it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-check.h"

#include "cpx-journal.h"
#include "cpx-practice-private.h"

#include <cpx-audit-log.h>
#include <cpx-change-log.h>
#include <cpx-vault-copy.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define PAGE         1000
#define MAX_PROBLEMS 100

/**
 * cpx_check_report_free:
 * @self: (transfer full): a report
 */
void
cpx_check_report_free (CpxCheckReport *self)
{
  g_ptr_array_unref (self->problems);
  g_free (self->not_noted);
  g_free (self);
}

static void
add_problem (CpxCheckReport *report,
             char           *sentence)
{
  if (report->problems->len < MAX_PROBLEMS)
    g_ptr_array_add (report->problems, sentence);
  else
    g_free (sentence);
}

/* What check_contents() is given. */
typedef struct
{
  CpxCheckReport *report;
  const char     *own_id;       /* this post */
  GCancellable   *cancellable;
} Contents;

/* One post's log under way. */
typedef struct
{
  CpxTxn         *txn;
  CpxCheckReport *report;
  const CpxId    *device;
  gboolean        is_own;  /* this post's as it is now; others are of before a restore, or of other posts */
} LogCheck;

/* @format has one %s, for the number. */
static void
add_entry_problem (const LogCheck *log,
                   const char     *format,
                   guint64         index)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, index);
  g_auto(GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *sentence = g_strjoinv (number, parts);
  g_autofree char *id = cpx_id_dup_text (log->device);

  if (log->is_own)
    add_problem (log->report, g_steal_pointer (&sentence));
  else
    add_problem (log->report, g_strdup_printf (_("Post %s: %s"), id, sentence));
}

static void
check_entry (const LogCheck         *log,
             const CpxAuditLogEntry *entry,
             guint64                 expected_index)
{
  guint8 hash[CPX_AUDIT_LEAF_HASH_SIZE];
  gsize size;
  gconstpointer bytes = g_bytes_get_data (entry->leaf, &size);
  g_autoptr(CpxAuditLeaf) leaf = cpx_audit_leaf_parse (entry->leaf, NULL);

  cpx_audit_leaf_hash (bytes, size, hash);
  if (entry->index != expected_index)
    add_entry_problem (log, _("Audit log: entry %s is missing."), expected_index);
  else if (leaf == NULL || memcmp (hash, entry->hash, sizeof hash) != 0)
    add_entry_problem (log, _("Audit log: entry %s was altered."), entry->index);
}

static gboolean
check_log (const LogCheck  *log,
           GCancellable    *cancellable,
           GError         **error)
{
  gint64 n_entries = cpx_audit_log_count (log->txn, log->device, error);
  guint64 expected = 0;

  if (n_entries < 0)
    return FALSE;
  log->report->n_audit_entries += (guint64) n_entries;
  for (;;)
    {
      g_autoptr(GPtrArray) page = cpx_audit_log_list (log->txn, log->device, expected, PAGE, error);

      if (page == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      for (guint i = 0; i < page->len; i++)
        {
          const CpxAuditLogEntry *entry = g_ptr_array_index (page, i);

          check_entry (log, entry, expected);
          expected = entry->index + 1;
        }
      if (page->len < PAGE)
        break;
    }
  if (expected != (guint64) n_entries)
    add_entry_problem (log, _("Audit log: it ends before entry %s and should have more."), expected);

  return TRUE;
}

/* A restore ends a log and begins another: what was written before it is proved as well. */
static gboolean
check_logs (CpxTxn          *txn,
            const Contents  *contents,
            GError         **error)
{
  g_autoptr(GArray) devices = cpx_audit_log_list_devices (txn, error);

  for (guint i = 0; devices != NULL && i < devices->len; i++)
    {
      const CpxId *device = &g_array_index (devices, CpxId, i);
      g_autofree char *id = cpx_id_dup_text (device);
      LogCheck log = { txn, contents->report, device, g_strcmp0 (id, contents->own_id) == 0 };

      if (!check_log (&log, contents->cancellable, error))
        return FALSE;
    }

  return devices != NULL;
}

static gboolean
count_records (CpxTxn          *txn,
               CpxCheckReport  *report,
               GError         **error)
{
  guint n_kinds;
  const CpxKind * const *kinds = cpx_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr(CpxQuery) query = cpx_query_new (kinds[i]);
      gint64 n;

      cpx_query_set_scope (query, CPX_QUERY_ALL);
      n = cpx_txn_count (txn, query, error);
      if (n < 0)
        return FALSE;
      report->n_records += (guint64) n;
    }

  return TRUE;
}

/* A CpxTxnFunc. */
static gpointer
check_contents (CpxTxn    *txn,
                gpointer   data,
                GError   **error)
{
  Contents *contents = data;
  CpxCheckReport *report = contents->report;
  gint64 n_changes = cpx_change_log_count (txn, error);

  if (n_changes < 0 || !count_records (txn, report, error) || !check_logs (txn, contents, error))
    return NULL;
  report->n_changes = (guint64) n_changes;

  return report;
}

/* Pages that follow one another are one sentence: a stretch of a file may be bad. */
static void
add_bad_pages (CpxCheckReport *report,
               const GArray   *pages)
{
  const guint32 *numbers = (const guint32 *) pages->data;

  for (guint i = 0, end; i < pages->len; i = end)
    {
      for (end = i + 1; end < pages->len && numbers[end] == numbers[end - 1] + 1; end++)
        ;
      if (end == i + 1)
        add_problem (report, g_strdup_printf (_("Page %u does not verify: what it holds cannot be read."), numbers[i]));
      else
        add_problem (report, g_strdup_printf (_("Pages %u to %u do not verify: what they hold cannot be read."),
                                              numbers[i], numbers[end - 1]));
    }
}

static gboolean
check_pages (CpxPractice     *practice,
             CpxCheckReport  *report,
             GCancellable    *cancellable,
             GError         **error)
{
  g_autoptr(CpxVaultReport) pages = cpx_vault_check (cpx_practice_get_vault (practice), NULL, NULL, cancellable,
                                                     error);

  if (pages == NULL)
    return FALSE;
  add_bad_pages (report, pages->bad_pages);
  for (guint i = 0; i < pages->problems->len; i++)
    add_problem (report, g_strdup (g_ptr_array_index (pages->problems, i)));

  return TRUE;
}

/* A CpxDeedFunc. */
static gpointer
note_check (CpxJournal  *journal,
            gpointer     data,
            GError     **error)
{
  CpxCheckReport *report = data;
  g_autoptr(json_t) details = json_pack ("{s:b, s:I}", "sound", report->sound, "problems",
                                         (json_int_t) report->problems->len);

  return cpx_journal_note (journal, "vault:check", "vault.checked", NULL, details, error);
}

static gboolean
check_all (CpxPractice     *practice,
           CpxCheckReport  *report,
           GCancellable    *cancellable,
           GError         **error)
{
  Contents contents = { report, cpx_practice_get_device_id (practice), cancellable };
  g_autoptr(GError) local_error = NULL;

  if (!check_pages (practice, report, cancellable, error))
    return cpx_practice_error_translate (error);
  /* A bad page met here was counted above; anything else that stops the reading is a finding too. */
  if (cpx_practice_look (practice, NULL, check_contents, &contents, NULL, &local_error) == NULL)
    add_problem (report, g_strdup (local_error->message));
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  report->sound = report->problems->len == 0;
  cpx_practice_note_check (practice, report);

  return TRUE;
}

/**
 * cpx_practice_note_check:
 * @practice: a practice
 * @report: what cpx_practice_check() found in it, opened to read
 *
 * Notes a check in the audit log, or in the report why that cannot be written: the check is worth as much without.
 */
void
cpx_practice_note_check (CpxPractice    *practice,
                         CpxCheckReport *report)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  g_return_if_fail (CPX_IS_PRACTICE (practice));

  receipt = cpx_practice_perform (practice, note_check, report, g_object_unref, &error);
  g_free (report->not_noted);
  report->not_noted = receipt == NULL ? g_strdup (error->message) : NULL;
}

/**
 * cpx_practice_check:
 * @practice: a practice
 * @cancellable: (nullable): to give up
 * @error: where the refusal goes; damage is no error but the report's contents
 *
 * Reads every page and hashes every entry of every post's audit log again. Takes seconds on a large practice, and is
 * given up when that is locked.
 *
 * Returns: (transfer full) (nullable): what was found
 */
CpxCheckReport *
cpx_practice_check (CpxPractice   *practice,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autoptr(CpxCheckReport) report = g_new0 (CpxCheckReport, 1);
  gboolean checked;
  CpxHold hold;

  report->problems = g_ptr_array_new_with_free_func (g_free);
  if (!cpx_access_check (cpx_practice_get_roles (practice), "vault:check", error) ||
      !cpx_closing_hold (cpx_practice_get_closing (practice), cancellable, &hold, error))
    return NULL;
  checked = check_all (practice, report, hold.cancellable, error);
  cpx_closing_release (cpx_practice_get_closing (practice), &hold);

  return checked ? g_steal_pointer (&report) : NULL;
}

/* A GTaskThreadFunc. */
static void
check_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  GError *error = NULL;
  CpxCheckReport *report = cpx_practice_check (source, cancellable, &error);

  if (report == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, report, (GDestroyNotify) cpx_check_report_free);
}

/**
 * cpx_practice_check_async:
 * @practice: a practice
 * @callback: called with the report
 * @user_data: for @callback
 *
 * Does cpx_practice_check() on a thread.
 */
void
cpx_practice_check_async (CpxPractice         *practice,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (CPX_IS_PRACTICE (practice));

  task = g_task_new (practice, NULL, callback, user_data);
  g_task_set_source_tag (task, cpx_practice_check_async);
  g_task_run_in_thread (task, check_in_thread);
}

/**
 * cpx_practice_check_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what was found
 */
CpxCheckReport *
cpx_practice_check_finish (CpxPractice   *practice,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, practice), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
