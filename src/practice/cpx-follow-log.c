/* cpx-follow-log.c: a post whose log cannot go on begins a new one that follows it.
 *
 * To append to a log asks for the edge of its hash tree, which is reckoned from the hashes kept beside the last
 * entries, 255 at most. Where one of them is on a bad page, or was taken away, nothing could be written any more. So at
 * the next unlock the post leaves that log and becomes a device of its own again, as after a restore:
 *
 *   can the edge be read? ──no──▶ leave the log, note what is known of it ──▶ new identity, whose record, the
 *          │yes                   (one transaction)                           first entry, names the old log
 *          ▼                                                                  (one transaction)
 *        enter
 *
 *  1. Nothing of the old log is changed: what can be read of it stays, what was sealed of it is proved as before, and
 *     the whole verification says where it cannot be read.
 *  2. The first entry of the new log names the old one: how many entries it had, the hash of the last, and what it
 *     came to as far as it can be reckoned (cpx-log-origin.c). cpx_practice_verify_log() holds the old log to it.
 *  3. Between the two transactions the note is in the vault: the next unlock goes on from there.
 *  4. Where the very last page of the log's table is the bad one, no log can be appended to: the practice opens to be
 *     read, and says so. A backup is the remedy.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-follow-log-private.h"

#include "cpx-device-identity.h"
#include "cpx-log-origin-private.h"
#include "cpx-practice-error.h"
#include "cpx-practice-private.h"

#include <cpx-audit-log.h>
#include <cpx-audit-tree.h>
#include <cpx-log-leave.h>
#include <cpx-setting-table.h>

#include <glib/gi18n-lib.h>

#define FOLLOWS_SETTING "log-follows"   /* what the log that begins has still to say of the one it follows */

/* A log that cannot go on. */
typedef struct
{
  const char *device_id;
  char       *text;     /* (owned): what is known of it */
  GArray     *waiting;  /* (owned) (element-type CpxWaiting) */
} OldLog;

static void
old_log_free (OldLog *self)
{
  g_free (self->text);
  g_clear_pointer (&self->waiting, g_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OldLog, old_log_free)

/* A CpxTxnFunc: itself if the log can go on. */
static gpointer
look_edge (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(CpxAuditTree) tree = cpx_audit_tree_open (txn, NULL, &failure);
  CpxMerkleHash root;

  if (tree != NULL && cpx_audit_tree_find_root (tree, cpx_audit_tree_get_size (tree), &root, &failure))
    return GINT_TO_POINTER (TRUE);
  if (cpx_store_error_is_damage (failure))
    return GINT_TO_POINTER (-1);
  g_propagate_error (error, g_steal_pointer (&failure));

  return NULL;
}

/* A CpxTxnFunc. */
static gpointer
look_old_log (CpxTxn    *txn,
              gpointer   device_id,
              GError   **error)
{
  gint64 n_entries = cpx_audit_log_count (txn, NULL, error);
  GArray *waiting = n_entries >= 0 ? cpx_log_list_waiting (txn, error) : NULL;
  OldLog *old_log;

  if (waiting == NULL)
    return NULL;
  old_log = g_new0 (OldLog, 1);
  old_log->text = cpx_log_origin_print (txn, device_id, (guint64) n_entries);
  old_log->waiting = waiting;

  return old_log;
}

/* A CpxTxnFunc. */
static gpointer
leave (CpxTxn    *txn,
       gpointer   data,
       GError   **error)
{
  OldLog *old_log = data;

  if (!cpx_setting_table_set_text (txn, FOLLOWS_SETTING, old_log->text, error) ||
      !cpx_log_leave (txn, old_log->waiting, error))
    return NULL;

  return old_log;
}

/* A CpxTxnFunc: "" if there is nothing to say. */
static gpointer
look_note (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  g_autoptr(GError) failure = NULL;
  char *text = cpx_setting_table_get_text (txn, FOLLOWS_SETTING, &failure);

  if (failure == NULL)
    return text != NULL ? text : g_strdup ("");
  g_propagate_error (error, g_steal_pointer (&failure));

  return NULL;
}

/* A CpxDeedFunc. */
static gpointer
begin_log (CpxJournal  *journal,
           gpointer     text,
           GError     **error)
{
  CpxStore *store = cpx_practice_get_store (cpx_journal_get_practice (journal));

  if (!cpx_device_identity_create (journal, cpx_store_get_device (store), CPX_DEVICE_FOLLOWING, text, error) ||
      !cpx_setting_table_set (cpx_journal_get_txn (journal), FOLLOWS_SETTING, NULL, error))
    return NULL;

  return text;
}

static gboolean
leave_if_broken (CpxPractice  *practice,
                 GError      **error)
{
  gpointer found = cpx_practice_look (practice, NULL, look_edge, NULL, NULL, error);
  g_autofree char *device_id = g_strdup (cpx_practice_get_device_id (practice));
  g_autoptr(OldLog) old_log = NULL;

  if (found != GINT_TO_POINTER (-1))
    return found != NULL;
  old_log = cpx_practice_look (practice, NULL, look_old_log, device_id, (GDestroyNotify) old_log_free, error);
  if (old_log == NULL || cpx_store_run_sync (cpx_practice_get_store (practice), leave, old_log, NULL, error) == NULL)
    return FALSE;

  return cpx_practice_renew_device (practice, error);
}

static gboolean
follow (CpxPractice  *practice,
        GError      **error)
{
  g_autofree char *text = NULL;

  if (!leave_if_broken (practice, error))
    return FALSE;
  text = cpx_practice_look (practice, NULL, look_note, NULL, g_free, error);
  if (text == NULL || *text == '\0')
    return text != NULL;
  if (cpx_practice_perform (practice, begin_log, text, NULL, error) == NULL)
    return FALSE;
  cpx_practice_add_notice (practice, _("The end of this post’s audit log cannot be read: a new log follows it, and "
                                       "nothing else is changed. Make a backup, and have the disk looked at."));

  return TRUE;
}

/* May what there is be read all the same? The disk is full or read-only, or a page is bad. */
gboolean
cpx_follow_log_lets_read (const GError *error)
{
  return g_error_matches (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_IO) ||
         g_error_matches (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED);
}

/**
 * cpx_follow_broken_log:
 * @practice: a practice that nobody works in yet
 * @error: where the fault goes
 *
 * Sees to it that something can be written: where this post's log cannot go on, a new one follows it. Where not even
 * that can be, the practice is told so and opens to be read.
 *
 * Returns: `FALSE` on another error
 */
gboolean
cpx_follow_broken_log (CpxPractice  *practice,
                       GError      **error)
{
  g_autoptr(GError) failure = NULL;

  if (cpx_vault_is_read_only (cpx_practice_get_vault (practice)) || follow (practice, &failure))
    return TRUE;
  cpx_practice_error_translate (&failure);
  if (cpx_follow_log_lets_read (failure))
    {
      cpx_practice_add_notice (practice, failure->message);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}
