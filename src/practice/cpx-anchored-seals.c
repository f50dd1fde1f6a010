/* cpx-anchored-seals.c: what anchors say of the logs of this vault.
 *
 * Two things are known of an anchor. Its receipt, in the vault, says of how many entries a seal was: fewer there may
 * not be. And a folder holds the seals themselves: they are witnesses like any seal kept outside. A folder that is away
 * says nothing. A time-stamping authority keeps nothing that could be asked for.
 *
 * Work goes on meanwhile: a seal may be set and anchored after it was counted how many entries this post's log has. So
 * it is counted again once the anchors were read, and what is of entries that came in between says nothing of the rest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-post-log-private.h"

#include "cpx-practice-private.h"
#include "cpx-seal-file.h"
#include "cpx-small-file.h"

#include <cpx-anchor-table.h>
#include <cpx-audit-log.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SEALS 20000   /* of a folder: one a day for each post would take decades */

/* A CpxTxnFunc. */
static gpointer
look_anchors (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  return cpx_anchor_table_list_all (txn, error);
}

/* The vault has most of them. */
static gboolean
is_known (CpxPostLog          *log,
          const CpxCheckpoint *checkpoint)
{
  for (guint i = 0; i < log->seals->len; i++)
    {
      const CpxCheckpoint *known = &g_array_index (log->seals, CpxPostSeal, i).checkpoint;

      if (known->size == checkpoint->size && cpx_merkle_hash_equal (&known->root, &checkpoint->root))
        return TRUE;
    }

  return FALSE;
}

static void
tell_no_seal (CpxLogReport *report,
              const char   *path)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (report->remark == NULL)
    report->remark = g_strdup_printf (_("In the folder of an anchor this file is no seal of the post that its name "
                                        "says: %s"), shown);
}

static void
tell_too_many (CpxLogReport *report,
               const char   *folder)
{
  g_autofree char *shown = g_filename_display_name (folder), *most = g_strdup_printf ("%d", MAX_SEALS);

  if (report->remark == NULL)
    report->remark = g_strdup_printf (_("The folder of an anchor holds more than %s seals, and not all of them were "
                                        "compared: %s"), most, shown);
}

/* A log before a restore may be shorter than what its post sealed: the backup was older. */
static void
tell_missing (CpxLogReport        *report,
              const CpxPostLog    *log,
              const CpxCheckpoint *sealed)
{
  g_autofree char *n_sealed = g_strdup_printf ("%" G_GUINT64_FORMAT, sealed->size);
  g_autofree char *n_there = g_strdup_printf ("%" G_GUINT64_FORMAT, log->n_total);

  if (report->remark == NULL)
    report->remark = g_strdup_printf (_("The folder of an anchor holds a seal of the post “%s” set on %s entries; %s "
                                        "of them are here. Those since are missing: they were younger than the backup "
                                        "that was restored, or were taken out."), log->name, n_sealed, n_there);
}

/* The log of the post whose seal it is by its name, NULL if it is none of one that is here. */
static CpxPostLog *
find_log (GPtrArray  *logs,
          const char *name)
{
  CpxPostLog *log;
  CpxId device;
  gboolean is_last;

  if (!cpx_seal_file_parse_name (name, &device, &is_last) || is_last)
    return NULL;
  log = cpx_post_logs_find (logs, &device);

  return log != NULL && log->key != NULL ? log : NULL;
}

static void
expect_seal (GPtrArray    *logs,
             CpxPostLog   *log,
             CpxPostSeal  *seal,
             CpxLogReport *report)
{
  gboolean is_beyond = log != g_ptr_array_index (logs, 0) && seal->checkpoint.size > log->n_total;

  if (is_beyond)
    tell_missing (report, log, &seal->checkpoint);
  if (is_beyond || is_known (log, &seal->checkpoint))
    cpx_checkpoint_clear (&seal->checkpoint);
  else
    g_array_append_val (log->seals, *seal);
}

static void
expect_file (GPtrArray    *logs,
             CpxPostLog   *log,
             const char   *folder,
             const char   *name,
             CpxLogReport *report)
{
  CpxPostSeal seal = { .is_outside = TRUE };
  g_autofree char *path = g_build_filename (folder, name, NULL), *text = NULL;
  g_autoptr(CpxSignedNote) note = NULL;
  gsize size;

  text = cpx_small_file_read (path, CPX_SIGNED_NOTE_MAX_SIZE_BYTES, &size, NULL);
  note = text != NULL ? cpx_signed_note_parse (text, size, NULL) : NULL;
  if (note == NULL || !cpx_post_log_read_seal (note, log->key, &seal.checkpoint, NULL))
    tell_no_seal (report, path);
  else
    expect_seal (logs, log, &seal, report);
}

static void
expect_folder (GPtrArray    *logs,
               const char   *folder,
               CpxLogReport *report)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_seals = 0;

  /* Whatever else lies there costs no more than its name. */
  while (dir != NULL && n_seals <= MAX_SEALS && (name = g_dir_read_name (dir)) != NULL)
    {
      CpxPostLog *log = find_log (logs, name);

      if (log != NULL && ++n_seals <= MAX_SEALS)
        expect_file (logs, log, folder, name, report);
    }
  if (n_seals > MAX_SEALS)
    tell_too_many (report, folder);
}

/* A CpxTxnFunc. */
static gpointer
look_count (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  gint64 n_entries = cpx_audit_log_count (txn, NULL, error);

  *(guint64 *) data = (guint64) MAX (n_entries, 0);

  return n_entries >= 0 ? data : NULL;
}

/* How many entries this post's log has by now; as many as were counted if that cannot be read. */
static guint64
count_again (CpxPractice *practice,
             CpxPostLog  *log)
{
  g_autoptr(GError) unread = NULL;
  guint64 n_now = 0;

  if (cpx_practice_look (practice, NULL, look_count, &n_now, NULL, &unread) == NULL)
    return log->n_total;

  return MAX (n_now, log->n_total);
}

/* The receipt is of this post's log: a list of the table says so. */
static void
expect_size (CpxPostLog *log,
             guint64     size,
             guint64     n_now)
{
  if (size > n_now && log->verdict.fault == CPX_LOG_FAULT_NONE)
    log->verdict = (CpxLogVerdict) { CPX_LOG_FAULT_TRUNCATED, log->n_total, size - 1 };
}

static void
leave_younger_seals (CpxPostLog *log,
                     guint64     n_now)
{
  for (guint i = log->seals->len; i > 0; i--)
    {
      const CpxPostSeal *seal = &g_array_index (log->seals, CpxPostSeal, i - 1);

      if (seal->is_outside && seal->checkpoint.size > log->n_total && seal->checkpoint.size <= n_now)
        g_array_remove_index (log->seals, i - 1);
    }
}

/**
 * cpx_post_log_expect_anchored:
 * @practice: a practice
 * @logs: (element-type CpxPostLog): all that are to be verified, this post's first
 * @report: where what cannot be compared is told
 * @error: where the fault goes
 *
 * Expects of the logs what anchors know of them, also those that were removed. May wait for a slow medium.
 *
 * Returns: `FALSE` on error
 */
gboolean
cpx_post_log_expect_anchored (CpxPractice   *practice,
                              GPtrArray     *logs,
                              CpxLogReport  *report,
                              GError       **error)
{
  g_autoptr(GPtrArray) anchors = cpx_practice_look (practice, NULL, look_anchors, NULL,
                                                    (GDestroyNotify) g_ptr_array_unref, error);

  CpxPostLog *own = g_ptr_array_index (logs, 0);
  guint64 n_now, most = 0;

  if (anchors == NULL)
    return FALSE;
  for (guint i = 0; i < anchors->len; i++)
    {
      const CpxStoredAnchor *anchor = g_ptr_array_index (anchors, i);

      most = MAX (most, anchor->anchored_size);
      if (g_str_equal (anchor->kind, "folder"))
        expect_folder (logs, anchor->target, report);
    }
  n_now = count_again (practice, own);
  expect_size (own, most, n_now);
  leave_younger_seals (own, n_now);

  return TRUE;
}
