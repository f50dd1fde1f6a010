/* cpx-note-deed.h: what was done with what the practice holds and changed nothing in it: printed, saved, shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

#include <cpx-json.h>

G_BEGIN_DECLS

typedef enum
{
  CPX_DEED_RECOVERY_PRINTED,
  CPX_DEED_RECOVERY_SAVED,     /* to a file */
  CPX_DEED_SEAL_PRINTED,       /* the code of the last seal of the log */
  CPX_DEED_SUGGESTIONS_SHOWN,  /* for an operation, and none was kept; the details say which */
  CPX_DEED_LOG_PROVED,         /* a proof of an entry, or of the growth of the log, left */
  CPX_DEED_LOG_VERIFIED,       /* the whole log; the details say what was found */
  CPX_DEED_LOG_KEY_SHOWN,      /* the key that a log is verified with, to be handed out */
  CPX_DEED_ACCESS_REFUSED,     /* what the role does not allow; the details say which command */
} CpxNotedDeed;

CpxReceipt *cpx_practice_note_deed        (CpxPractice          *practice,
                                           CpxNotedDeed          deed,
                                           CpxRecord            *about,
                                           json_t               *details,
                                           GError              **error);
void        cpx_practice_note_deed_async  (CpxPractice          *practice,
                                           CpxNotedDeed          deed,
                                           CpxRecord            *about,
                                           json_t               *details,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
CpxReceipt *cpx_practice_note_deed_finish (CpxPractice          *practice,
                                           GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS
