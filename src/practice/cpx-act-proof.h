/* cpx-act-proof.h: all that one act rests on, gathered so that somebody else can judge it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

#include <cpx-json.h>

G_BEGIN_DECLS

json_t *cpx_practice_prove_act           (CpxPractice          *practice,
                                          const char           *act_id,
                                          GError              **error);

/* Each act of a coding: an array. */
json_t *cpx_practice_prove_coding        (CpxPractice          *practice,
                                          const char           *coding_id,
                                          GError              **error);
void    cpx_practice_prove_coding_async  (CpxPractice          *practice,
                                          const char           *coding_id,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
json_t *cpx_practice_prove_coding_finish (CpxPractice          *practice,
                                          GAsyncResult         *result,
                                          GError              **error);

G_END_DECLS
