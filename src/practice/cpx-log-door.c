/* cpx-log-door.c: what is done for this post's log where someone comes in, and where a command goes again.
 *
 *   command: enter() ── end of the log against its last seal ── yesterday's seal, if it is missing ──▶ what is asked
 *            leave() ── something was written meanwhile? ── seal ── its copy in the second place ──▶ closed
 *
 * The window verifies the same way, and does the rest at its own pace (cpx-log-watch.c).
 *
 * Whoever only reads leaves no seal: that they came in is under that of the day. A log that is not in order is told and
 * left as it is; work goes on. A slow second place is waited for half a second, where a seal is set, and never else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-door.h"

#include "cpx-audit-seal-private.h"
#include "cpx-practice-private.h"
#include "cpx-verify-log.h"

#include <cpx-audit-log.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define SIZE_KEY "cpx-log-door-size"   /* of the practice: how many entries the log had once someone was in */
#define MOST_OF_SEALS 16                      /* entries of seals and anchors that one command leaves, at most */

/**
 * cpx_log_door_verify:
 * @practice: a practice
 * @out_n_entries: (out): how many entries this post's log has
 * @out_fault: (out) (transfer full) (nullable): what is wrong with it
 * @error: where the fault goes: the practice was locked meanwhile, say
 *
 * Compares the end of this post's log with its last seal: at once, whatever its size. A log that cannot be read is told
 * as one that was altered.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_log_door_verify (CpxPractice  *practice,
                     guint64      *out_n_entries,
                     char        **out_fault,
                     GError      **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(CpxLogReport) report = NULL;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), FALSE);

  report = cpx_practice_verify_log_end (practice, &failure);
  *out_n_entries = report != NULL ? report->n_entries : 0;
  *out_fault = report != NULL ? g_strdup (report->sentence) : NULL;
  if (report != NULL)
    return TRUE;
  if (g_error_matches (failure, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED))
    {
      *out_fault = g_strdup (failure->message);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

/* A CpxTxnFunc. Never NULL but on error. */
static gpointer
look_size (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  gint64 *size = data;

  *size = cpx_audit_log_count (txn, NULL, error);

  return *size >= 0 ? size : NULL;
}

/* -1: it cannot be read, and no seal is set. */
static gint64
count (CpxPractice *practice)
{
  gint64 size = -1;

  cpx_practice_look (practice, NULL, look_size, &size, NULL, NULL);

  return size;
}

/* What was written since. */
typedef struct
{
  guint64   from;
  gboolean  is_due;
} Written;

/* A seal of these alone would be of nothing new, and what was just anchored would not be the last seal any more. */
static gboolean
is_of_seals (const CpxAuditLogEntry *entry)
{
  static const char *const begins[] = { "{\"action\":\"log.anchored\",", "{\"action\":\"log.sealed\"," };
  gsize size;
  const char *leaf = g_bytes_get_data (entry->leaf, &size);

  for (guint i = 0; i < G_N_ELEMENTS (begins); i++)
    {
      if (size > strlen (begins[i]) && memcmp (leaf, begins[i], strlen (begins[i])) == 0)
        return TRUE;
    }

  return FALSE;
}

/* A CpxTxnFunc. */
static gpointer
look_written (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  Written *written = data;
  g_autoptr(GPtrArray) entries = cpx_audit_log_list (txn, NULL, written->from, MOST_OF_SEALS, error);

  if (entries == NULL)
    return NULL;
  written->is_due = entries->len == MOST_OF_SEALS;
  for (guint i = 0; i < entries->len && !written->is_due; i++)
    written->is_due = !is_of_seals (g_ptr_array_index (entries, i));

  return written;
}

/* Only what is wrong with the log is for whoever waits; a full disk is told elsewhere. */
static char *
seal (CpxPractice     *practice,
      CpxSealOccasion  occasion)
{
  g_autoptr(GError) failure = NULL;

  return cpx_audit_seal_in_time (practice, occasion, &failure) ||
         !g_error_matches (failure, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED) ? NULL
                                                                                    : g_strdup (failure->message);
}

static char *
seal_yesterday (CpxPractice *practice)
{
  gboolean is_due;

  return cpx_audit_seal_look_day (practice, &is_due, NULL) && is_due ? seal (practice, CPX_SEAL_MIDNIGHT) : NULL;
}

static gboolean
may_write (CpxPractice *practice)
{
  return !cpx_practice_is_locked (practice) && !cpx_vault_is_read_only (cpx_practice_get_vault (practice));
}

static char *
tell (char *fault)
{
  g_autofree char *owned = fault;

  /* Translators: what is wrong with the log and where, a sentence. */
  return owned != NULL ? g_strdup_printf (_("The audit log is not in order. %s Keep a copy of the file as it is: "
                                            "“cpxctl audit verify” says more."), owned) : NULL;
}

/**
 * cpx_log_door_enter:
 * @practice: a practice that was just unlocked by a command
 *
 * Verifies the end of this post's log, and seals the days that are over.
 *
 * Returns: (transfer full) (nullable): what is wrong with the log, a sentence for whoever came in
 */
char *
cpx_log_door_enter (CpxPractice *practice)
{
  g_autofree gint64 *size = g_new0 (gint64, 1);
  char *fault = NULL;
  guint64 n_entries;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  if (!cpx_log_door_verify (practice, &n_entries, &fault, NULL) || !may_write (practice))
    return tell (fault);
  if (fault == NULL)
    fault = seal_yesterday (practice);
  *size = count (practice);
  if (fault == NULL && *size >= 0)
    g_object_set_data_full (G_OBJECT (practice), SIZE_KEY, g_steal_pointer (&size), g_free);

  return tell (fault);
}

/**
 * cpx_log_door_leave:
 * @practice: a practice that a command is about to close
 *
 * Seals the log if anything was written since cpx_log_door_enter(), which found it in order.
 *
 * Returns: (transfer full) (nullable): why it is not sealed: what is wrong with it, a sentence for whoever goes
 */
char *
cpx_log_door_leave (CpxPractice *practice)
{
  Written written = { 0 };
  const gint64 *size;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  size = g_object_get_data (G_OBJECT (practice), SIZE_KEY);
  if (size == NULL || !may_write (practice))
    return NULL;
  written.from = (guint64) *size;
  if (cpx_practice_look (practice, NULL, look_written, &written, NULL, NULL) == NULL || !written.is_due)
    return NULL;

  return tell (seal (practice, CPX_SEAL_CLOSING));
}
