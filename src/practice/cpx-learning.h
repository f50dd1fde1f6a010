/* cpx-learning.h: what the codings of this practice teach the ranking of suggestions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

#include <cpx-practice-prior.h>

G_BEGIN_DECLS

CpxPracticePrior *cpx_practice_learn              (CpxPractice          *practice,
                                                   GError              **error);
void              cpx_practice_learn_async        (CpxPractice          *practice,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
CpxPracticePrior *cpx_practice_learn_finish       (CpxPractice          *practice,
                                                   GAsyncResult         *result,
                                                   GError              **error);

/* In a transaction. */
CpxReceipt       *cpx_reset_learning              (CpxJournal           *journal,
                                                   const char           *practitioner_id,
                                                   const char           *reason,
                                                   GError              **error);
CpxReceipt       *cpx_practice_reset_learning     (CpxPractice          *practice,
                                                   const char           *practitioner_id,
                                                   const char           *reason,
                                                   GError              **error);
void              cpx_practice_reset_learning_async  (CpxPractice          *practice,
                                                      const char           *practitioner_id,
                                                      const char           *reason,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
CpxReceipt       *cpx_practice_reset_learning_finish (CpxPractice          *practice,
                                                      GAsyncResult         *result,
                                                      GError              **error);

CpxReceipt       *cpx_undo_learning_reset            (CpxJournal           *journal,
                                                      const char           *reset_id,
                                                      GError              **error);
CpxReceipt       *cpx_practice_undo_learning_reset   (CpxPractice          *practice,
                                                      const char           *reset_id,
                                                      GError              **error);
void              cpx_practice_undo_learning_reset_async  (CpxPractice          *practice,
                                                           const char           *reset_id,
                                                           GAsyncReadyCallback   callback,
                                                           gpointer              user_data);
CpxReceipt       *cpx_practice_undo_learning_reset_finish (CpxPractice          *practice,
                                                           GAsyncResult         *result,
                                                           GError              **error);

G_END_DECLS
