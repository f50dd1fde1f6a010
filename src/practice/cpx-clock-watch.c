/* cpx-clock-watch.c: looked at in front of everything that is written, when someone unlocks and while they work.
 *
 * The leaf of each entry says whether the clock was behind the entry before it ("clock": "back"), and the hybrid
 * logical time of changes goes on growing whatever the clock does. What neither tells is what the two times were: this
 * entry does, once for each time the clock goes back. A step of less than a second is a clock being trimmed (NTP),
 * which the leaf notes and nobody need be told. A clock set forward cannot be told from a practice that was closed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-clock-watch.h"

#include "cpx-journal-private.h"

#include <cpx-audit-log.h>
#include <cpx-clock.h>

#include <glib/gi18n-lib.h>

#define TRIMMED_US G_USEC_PER_SEC

/**
 * cpx_clock_watch_note:
 * @journal: the journal of a transaction in which nothing was written yet
 * @error: where the fault goes
 *
 * Notes that the clock is behind the last entry of this post's log, if it is.
 *
 * Returns: `TRUE` if all there is to note is in the transaction
 */
gboolean
cpx_clock_watch_note (CpxJournal  *journal,
                      GError     **error)
{
  gint64 last_us = cpx_audit_log_get_last_us (journal->txn);
  gint64 now_us = cpx_clock_now_us ();
  g_autoptr(json_t) details = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;

  if (now_us >= last_us - TRIMMED_US)
    return TRUE;
  details = json_pack ("{s:I, s:I}", "from_us", (json_int_t) last_us, "to_us", (json_int_t) now_us);
  receipt = cpx_journal_note (journal, NULL, "clock.set-back", NULL, details, error);
  if (receipt == NULL)
    return FALSE;
  journal->back_us = last_us - now_us;

  return TRUE;
}

/**
 * cpx_clock_watch_get_back_us:
 * @journal: a journal
 *
 * Returns: how far the clock went back since the transaction before; 0: it did not
 */
gint64
cpx_clock_watch_get_back_us (CpxJournal *journal)
{
  return journal->back_us;
}

/**
 * cpx_clock_watch_dup_sentence:
 * @back_us: how far a clock went back
 *
 * Returns: (transfer full): what is told to who unlocks
 */
char *
cpx_clock_watch_dup_sentence (gint64 back_us)
{
  gint64 minutes = back_us / (60 * G_USEC_PER_SEC);
  int days = (int) MIN (minutes / (24 * 60), G_MAXINT);

  if (minutes < 1)
    return g_strdup (_("The clock of this post went back a little since the last entry of the audit log: check the "
                       "date and the time of this machine."));

  if (days < 1)
    return g_strdup_printf (_("The clock of this post went back by %d h %02d min since the last entry of the audit "
                              "log: check the date and the time of this machine."),
                            (int) (minutes / 60), (int) (minutes % 60));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "The clock of this post went back by %d day, %d h %02d min since the last entry "
                                       "of the audit log: check the date and the time of this machine.",
                                       "The clock of this post went back by %d days, %d h %02d min since the last "
                                       "entry of the audit log: check the date and the time of this machine.",
                                       (gulong) days),
                          days, (int) (minutes / 60 % 24), (int) (minutes % 60));
}
