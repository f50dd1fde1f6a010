/* cpx-save-coding.h: the acts of one operation become records, with what was proposed, what was kept and why.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-request.h"
#include "cpx-receipt.h"

G_BEGIN_DECLS

typedef enum
{
  CPX_CODING_STEP_DRAFT,     /* acts are kept, the operation stays to be coded */
  CPX_CODING_STEP_VALIDATE,  /* the whole is checked; the operation is coded */
} CpxCodingStep;

/* In a transaction; it returns the receipts of all that was written: the coding's first, then the acts' by position,
 * the acts taken back, the operation's. Receipts of what did not change are empty. */
GPtrArray *cpx_save_coding                 (CpxJournal           *journal,
                                            CpxCodingRequest     *request,
                                            CpxCodingStep         step,
                                            GError              **error);
GPtrArray *cpx_practice_save_coding        (CpxPractice          *practice,
                                            CpxCodingRequest     *request,
                                            CpxCodingStep         step,
                                            GError              **error);
void       cpx_practice_save_coding_async  (CpxPractice          *practice,
                                            CpxCodingRequest     *request,
                                            CpxCodingStep         step,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
GPtrArray *cpx_practice_save_coding_finish (CpxPractice          *practice,
                                            GAsyncResult         *result,
                                            GError              **error);

G_END_DECLS
