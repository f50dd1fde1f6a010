/* cpx-seal-closing.c: the seal that is set when the practice is closed, and its copy outside.
 *
 *   transaction: read the copy there, half a second at most ──▶ the log is behind it: no seal
 *                                                          └──▶ seal ──▶ copy, in what is left of the half second
 *
 * A medium that does not answer in time is gone by as it was seen since the unlock.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-seal-private.h"

#include "cpx-practice-private.h"
#include "cpx-second-place-private.h"

#include <cpx-checkpoint-table.h>

#include <glib/gi18n-lib.h>

#define COPY_LIMIT_US  (G_USEC_PER_SEC / 2)   /* how long closing waits for a slow medium */
#define N_RECENT_SEALS 100

typedef struct _Copy Copy;

/* What is read and written outside on a thread of its own, which may be slow or never end. */
struct _Copy
{
  char           *folder;
  char           *device_id;
  CpxAuditSeal   *seal;
  GPtrArray      *recent;    /* (element-type CpxStoredCheckpoint): the last seals of the vault */
  gboolean        was_kept;  /* a copy was written there before */
  CpxSignedNote  *there;     /* (nullable): the copy, once it was read in time */
  gint            n_refs;    /* atomic */
  GMutex          lock;
  GCond           changed;
  void          (*work) (Copy *self);
  gboolean        is_done;
  gint64          end_us;    /* monotonic: nothing is waited for any longer */
  CpxSealOccasion occasion;
};

static void
copy_unref (Copy *self)
{
  if (!g_atomic_int_dec_and_test (&self->n_refs))
    return;
  g_free (self->folder);
  g_free (self->device_id);
  g_clear_pointer (&self->seal, cpx_audit_seal_free);
  g_clear_pointer (&self->recent, g_ptr_array_unref);
  g_clear_pointer (&self->there, cpx_signed_note_unref);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

/* A seal that the vault does not know is left to the next unlock, which says what it means. */
static gboolean
may_replace (const Copy    *self,
             CpxSignedNote *there)
{
  for (guint i = 0; i < self->recent->len; i++)
    {
      const CpxStoredCheckpoint *stored = g_ptr_array_index (self->recent, i);

      if (g_str_equal (stored->note, cpx_signed_note_get_bytes (there)))
        return TRUE;
    }

  return FALSE;
}

static void
read_there (Copy *self)
{
  if (g_file_test (self->folder, G_FILE_TEST_IS_DIR))
    self->there = cpx_second_place_read (self->folder, self->device_id, NULL);
}

/* A copy that somebody took away is left to the next unlock too, which notes that it is written anew. */
static void
write_copy (Copy *self)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(CpxSignedNote) there = NULL;

  if (!g_file_test (self->folder, G_FILE_TEST_IS_DIR))
    return;
  there = cpx_second_place_read (self->folder, self->device_id, &failure);
  if (failure == NULL && (there == NULL ? !self->was_kept : may_replace (self, there)))
    cpx_second_place_write (self->folder, self->device_id, self->seal, &failure);
}

/* A GThreadFunc. */
static gpointer
copy_in_thread (gpointer data)
{
  Copy *self = data;

  self->work (self);
  g_mutex_lock (&self->lock);
  self->is_done = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  copy_unref (self);

  return NULL;
}

/* FALSE: it is still under way, and nothing of it may be looked at. */
static gboolean
run_in_time (Copy   *self,
             void  (*work) (Copy *self))
{
  gboolean is_done;

  self->work = work;
  self->is_done = FALSE;
  g_atomic_int_inc (&self->n_refs);
  g_thread_unref (g_thread_new ("seal-copy", copy_in_thread, self));
  g_mutex_lock (&self->lock);
  while (!self->is_done && g_cond_wait_until (&self->changed, &self->lock, self->end_us))
    ;
  is_done = self->is_done;
  g_mutex_unlock (&self->lock);

  return is_done;
}

static Copy *
copy_new (CpxPractice *practice)
{
  Copy *self = g_new0 (Copy, 1);

  self->device_id = g_strdup (cpx_practice_get_device_id (practice));
  self->n_refs = 1;
  self->end_us = g_get_monotonic_time () + COPY_LIMIT_US;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);

  return self;
}

/* A seal would make a log that was put back look as if it were in order. */
static gboolean
check_there (CpxJournal  *journal,
             Copy        *copy,
             GError     **error)
{
  gboolean is_read = copy->folder != NULL && run_in_time (copy, read_there);
  CpxSignedNote *there = is_read ? copy->there : NULL;

  if (there != NULL ? !cpx_audit_seal_speaks_against (journal, there)
                    : !cpx_second_place_is_known_ahead (cpx_journal_get_practice (journal)))
    return TRUE;
  g_set_error_literal (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED,
                       _("The log is behind the seal in the second place: it is not sealed again. Have it verified."));

  return FALSE;
}

/* A CpxDeedFunc. */
static gpointer
seal_last (CpxJournal  *journal,
           gpointer     data,
           GError     **error)
{
  Copy *copy = data;
  CpxTxn *txn = cpx_journal_get_txn (journal);

  copy->folder = cpx_second_place_read_setting (txn, NULL);
  copy->was_kept = copy->folder != NULL && cpx_second_place_was_kept (txn, copy->folder);
  copy->recent = cpx_checkpoint_table_list (txn, NULL, G_MAXUINT64, N_RECENT_SEALS, error);

  return copy->recent != NULL && check_there (journal, copy, error)
         ? cpx_audit_seal_run (journal, GINT_TO_POINTER ((int) copy->occasion), error) : NULL;
}

/**
 * cpx_audit_seal_in_time:
 * @practice: a practice, also one that is about to be closed
 * @occasion: why now
 * @error: where the fault goes; what fails is made up for after the next unlock
 *
 * Seals the log in one commit and copies the seal to the second place, for which it waits half a second and no more:
 * for who closes, and for a command that somebody waits for.
 *
 * Returns: `FALSE` on error; %CPX_PRACTICE_ERROR_DAMAGED if the log is not what was sealed last, here or in the second
 *   place
 */
gboolean
cpx_audit_seal_in_time (CpxPractice      *practice,
                        CpxSealOccasion   occasion,
                        GError          **error)
{
  Copy *copy = copy_new (practice);
  gboolean sealed;

  copy->occasion = occasion;
  copy->seal = cpx_practice_perform_last (practice, seal_last, copy, (GDestroyNotify) cpx_audit_seal_free, error);
  sealed = copy->seal != NULL;
  if (sealed && copy->folder != NULL)
    run_in_time (copy, write_copy);
  copy_unref (copy);

  return sealed;
}
