/* cpx-record-act.h: one act more of an operation, or one less.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-request.h"

G_BEGIN_DECLS

/* In a transaction; the receipts are those of cpx_save_coding(). */
GPtrArray *cpx_record_act                  (CpxJournal           *journal,
                                            const char           *intervention_id,
                                            const CpxCodingLine  *line,
                                            const CpxActChoice   *choice,
                                            CpxCodingRequest     *asked,
                                            GError              **error);
GPtrArray *cpx_take_back_act               (CpxJournal           *journal,
                                            const char           *act_id,
                                            GError              **error);

G_END_DECLS
