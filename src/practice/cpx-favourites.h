/* cpx-favourites.h: the acts of the CCAM that a user wants at hand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

G_BEGIN_DECLS

CpxReceipt *cpx_add_favourite                    (CpxJournal           *journal,
                                                  const char           *code,
                                                  GError              **error);
CpxReceipt *cpx_remove_favourite                 (CpxJournal           *journal,
                                                  const char           *code,
                                                  GError              **error);

char      **cpx_practice_list_favourites         (CpxPractice          *practice,
                                                  GError              **error);
CpxReceipt *cpx_practice_set_favourite           (CpxPractice          *practice,
                                                  const char           *code,
                                                  gboolean              wanted,
                                                  GError              **error);
void        cpx_practice_set_favourite_async     (CpxPractice          *practice,
                                                  const char           *code,
                                                  gboolean              wanted,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
CpxReceipt *cpx_practice_set_favourite_finish    (CpxPractice          *practice,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
