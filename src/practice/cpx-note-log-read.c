/* cpx-note-log-read.c: that somebody read the audit log is an entry of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-note-log-read.h"

#include "cpx-journal.h"
#include "cpx-log-filter-json.h"

/* A CpxDeedFunc. */
static gpointer
note (CpxJournal  *journal,
      gpointer     data,
      GError     **error)
{
  g_autoptr(json_t) details = json_pack ("{s:o}", "filter", cpx_log_filter_to_json (data));

  return cpx_journal_note (journal, "audit:read", "log.read", NULL, details, error);
}

/**
 * cpx_practice_note_log_read:
 * @practice: a practice
 * @filter: what is about to be read
 * @error: where the refusal goes; %CPX_PRACTICE_ERROR_IO if the disk takes nothing, which need not keep one from
 *   reading
 *
 * Notes that the user reads the audit log. It takes `audit:read`.
 *
 * Returns: `TRUE` if it is noted
 */
gboolean
cpx_practice_note_log_read (CpxPractice         *practice,
                            const CpxLogFilter  *filter,
                            GError             **error)
{
  g_autoptr(CpxReceipt) noted = cpx_practice_perform (practice, note, (gpointer) filter, g_object_unref, error);

  return noted != NULL;
}
