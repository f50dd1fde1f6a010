/* cpx-record-act.c: one act at a time: the coding is read, gets or loses a line, and is saved.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-record-act.h"

#include "cpx-coding-request-private.h"
#include "cpx-journal.h"
#include "cpx-save-coding.h"

#include <cpx-act.h>
#include <glib/gi18n-lib.h>

static void
take_proposals (CpxCodingRequest *request,
                CpxCodingRequest *asked)
{
  g_clear_pointer (&request->suggestions, json_decref);
  request->suggestions = json_incref (asked->suggestions);
  g_free (request->note_id);
  g_free (request->note_hash);
  request->note_id = g_strdup (asked->note_id);
  request->note_hash = g_strdup (asked->note_hash);
}

/**
 * cpx_record_act:
 * @journal: the journal of a transaction
 * @intervention_id: an operation
 * @line: the act
 * @choice: what it says beside; borrowed
 * @asked: (nullable): the operation as cpx_practice_propose() left it: what is proposed for it, from which report;
 *   `NULL`: what was proposed when it was last saved
 * @error: where the refusal goes
 *
 * Adds one act to the coding of an operation for its surgeon. A coding that was validated has to be so again.
 *
 * Returns: (transfer full) (element-type CpxReceipt) (nullable): what was written
 */
GPtrArray *
cpx_record_act (CpxJournal           *journal,
                const char           *intervention_id,
                const CpxCodingLine  *line,
                const CpxActChoice   *choice,
                CpxCodingRequest     *asked,
                GError              **error)
{
  g_autoptr(CpxCodingRequest) request = NULL;

  if (!cpx_journal_check (journal, "act:write", error))
    return NULL;
  request = cpx_coding_request_read (cpx_journal_get_txn (journal), intervention_id, NULL, error);
  if (request == NULL)
    return NULL;
  cpx_coding_request_add_line (request, line, cpx_act_choice_new (choice->source, choice->proposed_code,
                                                                  choice->motive, choice->reason));
  if (asked != NULL)
    take_proposals (request, asked);

  return cpx_save_coding (journal, request, CPX_CODING_STEP_DRAFT, error);
}

/**
 * cpx_take_back_act:
 * @journal: the journal of a transaction
 * @act_id: an act
 * @error: where the refusal goes, for example once the coding is locked
 *
 * Takes one act back, and no other of the same code. A coding that was validated has to be so again.
 *
 * Returns: (transfer full) (element-type CpxReceipt) (nullable): what was written
 */
GPtrArray *
cpx_take_back_act (CpxJournal  *journal,
                   const char  *act_id,
                   GError     **error)
{
  g_autoptr(CpxRecord) act = NULL;
  g_autoptr(CpxCodingRequest) request = NULL;
  int position;

  if (!cpx_journal_check (journal, "act:write", error))
    return NULL;
  act = cpx_journal_read (journal, &cpx_act_kind, act_id, error);
  if (act == NULL)
    return NULL;
  request = cpx_coding_request_read (cpx_journal_get_txn (journal), cpx_record_get_text (act, CPX_ACT_INTERVENTION),
                                     cpx_record_get_text (act, CPX_ACT_PRACTITIONER), error);
  if (request == NULL)
    return NULL;
  position = cpx_coding_request_find_act (request, act_id);
  if (position < 0)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
                   _("This act belongs to another coding: open that one."));
      return NULL;
    }
  cpx_coding_request_remove_line (request, (guint) position);

  return cpx_save_coding (journal, request, CPX_CODING_STEP_DRAFT, error);
}
