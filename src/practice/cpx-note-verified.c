/* cpx-note-verified.c: that the audit log was verified, and what was found, is an entry of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-note-verified.h"

#include "cpx-note-deed.h"

/**
 * cpx_practice_note_verified:
 * @practice: a practice that may be written
 * @report: what cpx_practice_verify_log() found
 * @error: where the fault goes; what was found stands without it
 *
 * Notes that the log was verified, and what was found.
 *
 * Returns: `TRUE` if it is noted
 */
gboolean
cpx_practice_note_verified (CpxPractice         *practice,
                            const CpxLogReport  *report,
                            GError             **error)
{
  g_autoptr(json_t) details = json_pack ("{s:b, s:I, s:i, s:s*}", "sound", report->sound, "entries",
                                         (json_int_t) report->n_entries, "seals", (int) report->n_seals, "problem",
                                         report->sentence);
  g_autoptr(CpxReceipt) noted = cpx_practice_note_deed (practice, CPX_DEED_LOG_VERIFIED, NULL, details, error);

  return noted != NULL;
}
