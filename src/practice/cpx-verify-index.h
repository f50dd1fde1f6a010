/* cpx-verify-index.h: is each entry of the logs found where it should be? And the index made anew if it is not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-receipt.h"
#include "cpx-verify-log.h"

G_BEGIN_DECLS

gboolean    cpx_practice_verify_log_index (CpxPractice   *practice,
                                           CpxLogReport  *report,
                                           GCancellable  *cancellable,
                                           GError       **error);
CpxReceipt *cpx_practice_remake_log_index (CpxPractice   *practice,
                                           guint64       *out_n_filed,
                                           GError       **error);

G_END_DECLS
