/* cpx-note-deed.c: an entry of the audit log for what left the screen without changing a record.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-note-deed.h"

#include "cpx-journal.h"

/* In the order of CpxNotedDeed. No permission is asked: what is noted was already allowed, or refused. */
static const char *const actions[] = {
  [CPX_DEED_RECOVERY_PRINTED] = "recovery.printed",
  [CPX_DEED_RECOVERY_SAVED] = "recovery.saved",
  [CPX_DEED_SEAL_PRINTED] = "seal.printed",
  [CPX_DEED_SUGGESTIONS_SHOWN] = "suggestions.shown",
  [CPX_DEED_LOG_PROVED] = "log.proved",
  [CPX_DEED_LOG_VERIFIED] = "log.verified",
  [CPX_DEED_LOG_KEY_SHOWN] = "log.key-shown",
  [CPX_DEED_ACCESS_REFUSED] = "access.refused",
};

typedef struct
{
  CpxNotedDeed  deed;
  CpxRecord    *about;    /* (owned) (nullable) */
  json_t       *details;  /* (owned) (nullable) */
} Request;

static void
request_free (Request *self)
{
  g_clear_object (&self->about);
  json_decref (self->details);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static Request *
request_new (CpxNotedDeed  deed,
             CpxRecord    *about,
             json_t       *details)
{
  Request *request = g_new0 (Request, 1);

  request->deed = deed;
  g_set_object (&request->about, about);
  request->details = details != NULL ? json_incref (details) : NULL;

  return request;
}

/* A CpxDeedFunc. */
static gpointer
note (CpxJournal  *journal,
      gpointer     data,
      GError     **error)
{
  Request *request = data;

  return cpx_journal_note (journal, NULL, actions[request->deed], request->about, request->details, error);
}

/**
 * cpx_practice_note_deed:
 * @practice: a practice
 * @deed: what was done
 * @about: (nullable): the record it was done with
 * @details: (nullable): an object, kept sealed
 * @error: where the fault goes
 *
 * Writes an entry of the audit log and waits until it is durable.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_note_deed (CpxPractice   *practice,
                        CpxNotedDeed   deed,
                        CpxRecord     *about,
                        json_t        *details,
                        GError       **error)
{
  g_autoptr(Request) request = request_new (deed, about, details);

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_perform (practice, note, request, g_object_unref, error);
}

/**
 * cpx_practice_note_deed_async:
 * @practice: a practice
 * @deed: what was done
 * @about: (nullable): the record it was done with
 * @details: (nullable): an object, kept sealed; nobody changes it any more
 * @callback: (nullable): called when it is durable, or could not be written
 * @user_data: for @callback
 *
 * Does cpx_practice_note_deed().
 */
void
cpx_practice_note_deed_async (CpxPractice         *practice,
                              CpxNotedDeed         deed,
                              CpxRecord           *about,
                              json_t              *details,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_perform_async (practice, note, request_new (deed, about, details), (GDestroyNotify) request_free,
                              g_object_unref, NULL, callback, user_data);
}

/**
 * cpx_practice_note_deed_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the fault goes
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_note_deed_finish (CpxPractice   *practice,
                               GAsyncResult  *result,
                               GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}
