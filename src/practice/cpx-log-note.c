/* cpx-log-note.c: that the journal was read is itself in the journal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-note.h"

#include "cpx-journal.h"
#include "cpx-receipt.h"

/* A CpxDeedFunc. */
static gpointer
note_read (CpxJournal  *journal,
           gpointer     data,
           GError     **error)
{
  return cpx_journal_note (journal, "audit:read", "log.read", NULL, NULL, error);
}

/**
 * cpx_practice_note_log_read_async:
 * @practice: a practice
 * @callback: called when it is noted
 * @user_data: for @callback
 *
 * Notes that the user looks at the journal.
 */
void
cpx_practice_note_log_read_async (CpxPractice         *practice,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  cpx_practice_perform_async (practice, note_read, NULL, NULL, g_object_unref, NULL, callback, user_data);
}

/**
 * cpx_practice_note_log_read_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: `FALSE` if it could not be noted: a full disk keeps nobody from reading
 */
gboolean
cpx_practice_note_log_read_finish (CpxPractice   *practice,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_autoptr(CpxReceipt) receipt = cpx_practice_perform_finish (practice, result, error);

  return receipt != NULL;
}
