/* cpx-coding-request-private.h: how a request is read inside a transaction.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-request.h"

#include <cpx-txn.h>

G_BEGIN_DECLS

CpxCodingRequest *cpx_coding_request_read (CpxTxn      *txn,
                                           const char  *intervention_id,
                                           const char  *practitioner_id,
                                           GError     **error);

G_END_DECLS
