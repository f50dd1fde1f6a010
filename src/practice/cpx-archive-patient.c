/* cpx-archive-patient.c: an archived file keeps everything; it only leaves the daily list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-archive-patient.h"

#include "cpx-journal.h"

#include <cpx-patient.h>

/* Which file, and whether to put it away or back. */
typedef struct
{
  char     *patient_id;
  gboolean  archived;
} Request;

static void
request_free (Request *self)
{
  g_free (self->patient_id);
  g_free (self);
}

/**
 * cpx_archive_patient:
 * @journal: the journal of a transaction
 * @patient_id: whose file
 * @archived: `TRUE` to put it away, `FALSE` to put it back
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what it left behind; empty if it was so already
 */
CpxReceipt *
cpx_archive_patient (CpxJournal  *journal,
                     const char  *patient_id,
                     gboolean     archived,
                     GError     **error)
{
  g_autoptr(CpxRecord) before = cpx_journal_read (journal, &cpx_patient_kind, patient_id, error);
  g_autoptr(CpxRecord) after = NULL;

  if (before == NULL)
    return NULL;
  after = cpx_record_with_boolean (before, CPX_PATIENT_ARCHIVED, archived);

  return cpx_journal_save (journal, before, after, "patient:archive",
                           archived ? "patient.archived" : "patient.unarchived", NULL, error);
}

/* A CpxDeedFunc. */
static gpointer
archive (CpxJournal  *journal,
         gpointer     data,
         GError     **error)
{
  Request *request = data;

  return cpx_archive_patient (journal, request->patient_id, request->archived, error);
}

/**
 * cpx_practice_archive_patient_async:
 * @practice: a practice
 * @patient_id: whose file
 * @archived: `TRUE` to put it away, `FALSE` to put it back
 * @callback: called when it is durable, or refused
 * @user_data: for @callback
 *
 * Does cpx_archive_patient(); its undo is the same with the other value.
 */
void
cpx_practice_archive_patient_async (CpxPractice         *practice,
                                    const char          *patient_id,
                                    gboolean             archived,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  Request *request = g_new0 (Request, 1);

  g_return_if_fail (CPX_IS_PRACTICE (practice));

  request->patient_id = g_strdup (patient_id);
  request->archived = archived;
  cpx_practice_perform_async (practice, archive, request, (GDestroyNotify) request_free, g_object_unref, NULL, callback,
                              user_data);
}

/**
 * cpx_practice_archive_patient_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_archive_patient_finish (CpxPractice   *practice,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}
