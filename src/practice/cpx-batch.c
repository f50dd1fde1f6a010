/* cpx-batch.c: new patients gathered until there are enough for a transaction: one sync for all of them.
 *
 * Each is its own change and its own entry in the audit log. A refusal undoes its transaction alone: what was told as
 * kept before stays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-batch.h"

#include "cpx-add-patient.h"
#include "cpx-find-duplicates.h"
#include "cpx-journal.h"

#include <glib/gi18n-lib.h>

/* A patient that waits for the transaction. */
typedef struct
{
  guint64    line;
  CpxRecord *patient;
} Waiting;

struct _CpxBatch
{
  CpxPractice      *practice;    /* (owned) */
  guint             per_commit;
  CpxBatchKeptFunc  kept_func;
  gpointer          user_data;
  GArray           *waiting;     /* (owned) (element-type Waiting) */
  GPtrArray        *kept_ids;    /* (owned) (element-type utf8) */
  guint64           kept_line;   /* the last line whose patient is kept; 0: none */
};

static void
clear_waiting (Waiting *waiting)
{
  g_clear_object (&waiting->patient);
}

/**
 * cpx_batch_new:
 * @practice: a practice
 * @per_commit: how many patients a transaction, at most %CPX_BATCH_MAX_PER_COMMIT
 * @kept_func: told of each record that is kept
 * @user_data: for @kept_func
 *
 * Returns: (transfer full): an empty batch
 */
CpxBatch *
cpx_batch_new (CpxPractice      *practice,
               guint             per_commit,
               CpxBatchKeptFunc  kept_func,
               gpointer          user_data)
{
  CpxBatch *self;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);
  g_return_val_if_fail (per_commit > 0 && per_commit <= CPX_BATCH_MAX_PER_COMMIT, NULL);

  self = g_new0 (CpxBatch, 1);
  self->practice = g_object_ref (practice);
  self->per_commit = per_commit;
  self->kept_func = kept_func;
  self->user_data = user_data;
  self->kept_ids = g_ptr_array_new_with_free_func (g_free);
  self->waiting = g_array_new (FALSE, FALSE, sizeof (Waiting));
  g_array_set_clear_func (self->waiting, (GDestroyNotify) clear_waiting);

  return self;
}

/**
 * cpx_batch_free:
 * @self: a batch; what waits is dropped
 */
void
cpx_batch_free (CpxBatch *self)
{
  g_object_unref (self->practice);
  g_array_unref (self->waiting);
  g_ptr_array_unref (self->kept_ids);
  g_free (self);
}

/* A CpxDeedFunc: gives the receipts. */
static gpointer
add_waiting (CpxJournal  *journal,
             gpointer     data,
             GError     **error)
{
  CpxBatch *self = data;
  g_autoptr(GPtrArray) receipts = g_ptr_array_new_full (self->waiting->len, g_object_unref);

  for (guint i = 0; i < self->waiting->len; i++)
    {
      Waiting *waiting = &g_array_index (self->waiting, Waiting, i);
      CpxReceipt *receipt = cpx_add_patient (journal, waiting->patient, error);

      if (receipt == NULL)
        {
          g_prefix_error (error, _("Line %lu: "), (gulong) waiting->line);
          return NULL;
        }
      g_ptr_array_add (receipts, receipt);
    }

  return g_steal_pointer (&receipts);
}

/**
 * cpx_batch_commit:
 * @self: a batch
 * @error: where the refusal goes; it names the line
 *
 * Writes what waits in one transaction, then tells of each record.
 *
 * Returns: `TRUE` if all of it was written and told
 */
gboolean
cpx_batch_commit (CpxBatch  *self,
                  GError   **error)
{
  g_autoptr(GPtrArray) receipts = NULL;
  guint64 last_line;

  if (self->waiting->len == 0)
    return TRUE;
  last_line = g_array_index (self->waiting, Waiting, self->waiting->len - 1).line;
  receipts = cpx_practice_perform (self->practice, add_waiting, self, (GDestroyNotify) g_ptr_array_unref, error);
  g_array_set_size (self->waiting, 0);
  if (receipts == NULL)
    return FALSE;
  self->kept_line = last_line;
  for (guint i = 0; i < receipts->len; i++)
    g_ptr_array_add (self->kept_ids,
                     g_strdup (cpx_record_get_id (cpx_receipt_get_record (g_ptr_array_index (receipts, i)))));
  for (guint i = 0; i < receipts->len; i++)
    {
      if (!self->kept_func (g_ptr_array_index (receipts, i), self->user_data, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cpx_batch_add:
 * @self: a batch
 * @line: where the patient was read, for the sentence of a refusal
 * @patient: a new patient
 * @error: where the refusal goes; it names the line
 *
 * Lets a patient wait, and writes once enough do.
 *
 * Returns: `TRUE` if nothing was refused
 */
gboolean
cpx_batch_add (CpxBatch   *self,
               guint64     line,
               CpxRecord  *patient,
               GError    **error)
{
  Waiting waiting = { line, g_object_ref (patient) };

  g_array_append_val (self->waiting, waiting);

  return self->waiting->len < self->per_commit || cpx_batch_commit (self, error);
}

/**
 * cpx_batch_get_n_kept:
 * @self: a batch
 *
 * Returns: how many patients are on the disk
 */
guint64
cpx_batch_get_n_kept (CpxBatch *self)
{
  return self->kept_ids->len;
}

/**
 * cpx_batch_get_resume_line:
 * @self: a batch that was refused
 *
 * Returns: the first line whose patient is not on the disk: from there on the file is to be given again
 */
guint64
cpx_batch_get_resume_line (CpxBatch *self)
{
  return self->kept_line + 1;
}

/**
 * cpx_batch_count_duplicates:
 * @self: a batch
 * @error: where the fault goes
 *
 * Looks for likely duplicates once all are kept: among themselves too, and without slowing a transaction.
 *
 * Returns: how many of the patients kept look like someone else; -1 on a fault
 */
gint64
cpx_batch_count_duplicates (CpxBatch  *self,
                            GError   **error)
{
  return cpx_practice_count_duplicates (self->practice, self->kept_ids, error);
}
