/* cpx-verify-index.c: is each entry of the logs found where it should be? And the index made anew if it is not.
 *
 * The index is hashed by nobody: whoever alters it hides entries from searches and leaves all seals in order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-verify-index.h"

#include "cpx-journal.h"
#include "cpx-practice-private.h"

#include <cpx-device.h>
#include <cpx-log-index.h>

#include <glib/gi18n-lib.h>

#define PERMISSION "anchor:write"

typedef struct
{
  CpxLogIndexCheck *check;
  gboolean          is_over;
  char             *name;   /* (owned) (nullable): of the post whose log is not found as it should be */
} Look;

/* A CpxTxnFunc. */
static gpointer
look_piece (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  Look *look = data;
  g_autoptr(CpxRecord) post = NULL;
  g_autofree char *device_id = NULL;
  CpxLogIndexFault fault;

  if (!cpx_log_index_check_go_on (look->check, txn, &look->is_over, error))
    return NULL;
  fault = cpx_log_index_check_get_fault (look->check);
  device_id = fault.is_wrong ? cpx_id_dup_text (&fault.device) : NULL;
  post = device_id != NULL ? cpx_txn_get (txn, &cpx_device_kind, device_id, NULL) : NULL;
  if (post != NULL)
    look->name = g_strdup (cpx_record_get_text (post, CPX_DEVICE_NAME));

  return look;
}

static void
tell (CpxPractice             *practice,
      const CpxLogIndexFault  *fault,
      const char              *name,
      CpxLogReport            *report)
{
  g_autofree char *sentence = NULL;

  report->sound = FALSE;
  report->verdict = (CpxLogVerdict) { CPX_LOG_FAULT_UNINDEXED, fault->first, fault->last };
  report->device_id = cpx_id_dup_text (&fault->device);
  sentence = cpx_log_verdict_dup_sentence (&report->verdict);
  report->sentence = g_str_equal (report->device_id, cpx_practice_get_device_id (practice)) || name == NULL
                     ? g_steal_pointer (&sentence) : g_strdup_printf (_("Log of the post “%s”: %s"), name, sentence);
}

/* A page of the index that cannot be read says nothing against the log, which was gone through. */
static gboolean
take_damage (const GError *failure,
             CpxLogReport *report)
{
  if (!g_error_matches (failure, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED))
    return FALSE;
  report->sound = FALSE;
  report->sentence = g_strdup (_("The journal itself is intact, but a page of the index that its entries are found by "
                                 "is damaged: a search may leave some out."));

  return TRUE;
}

/**
 * cpx_practice_verify_log_index:
 * @practice: a practice
 * @report: what cpx_practice_verify_log() found; only a sound log is looked at further
 * @cancellable: (nullable): to give up
 * @error: where the refusal goes; what is wrong with the index is no error but the report's contents
 *
 * Compares what entries are found by, the table by patient and the index by user, action and day, with the logs. Takes
 * about as long as the verification itself, on the thread of the caller.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_practice_verify_log_index (CpxPractice   *practice,
                               CpxLogReport  *report,
                               GCancellable  *cancellable,
                               GError       **error)
{
  g_autoptr(CpxLogIndexCheck) check = cpx_log_index_check_new ();
  g_autofree char *name = NULL;
  Look look = { .check = check };
  CpxLogIndexFault fault;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), FALSE);

  while (report->sound && !look.is_over)
    {
      g_autoptr(GError) failure = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (cpx_practice_look (practice, "audit:read", look_piece, &look, NULL, &failure) == NULL &&
          !take_damage (failure, report))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
  name = look.name;
  fault = cpx_log_index_check_get_fault (check);
  if (fault.is_wrong)
    tell (practice, &fault, name, report);

  return TRUE;
}

/* A CpxDeedFunc. */
static gpointer
remake (CpxJournal  *journal,
        gpointer     data,
        GError     **error)
{
  guint64 *n_filed = data;
  g_autoptr(json_t) details = NULL;

  if (!cpx_journal_check (journal, PERMISSION, error) ||
      !cpx_log_index_remake (cpx_journal_get_txn (journal), n_filed, error))
    return NULL;
  details = json_pack ("{s:I}", "filed", (json_int_t) *n_filed);

  return cpx_journal_note (journal, PERMISSION, "log.reindexed", NULL, details, error);
}

/**
 * cpx_practice_remake_log_index:
 * @practice: a practice
 * @out_n_filed: (out): how many entries were filed under another patient or record than they say
 * @error: where the refusal goes
 *
 * Files every entry as it says and makes the index of the logs anew, in one commit. No entry is changed. That it was
 * done is one more.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_remake_log_index (CpxPractice  *practice,
                               guint64      *out_n_filed,
                               GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_perform (practice, remake, out_n_filed, g_object_unref, error);
}
