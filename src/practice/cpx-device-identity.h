/* cpx-device-identity.h: this post's record, and the key it will sign its log with.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-journal.h"

#include <cpx-secret.h>

G_BEGIN_DECLS

/* Before a post's id: the name of its log, and of the key that signs it. */
#define CPX_LOG_ORIGIN_PREFIX "chirurgieprox/journal/"

gboolean cpx_device_identity_create (CpxJournal   *journal,
                                     const CpxId  *device,
                                     const char   *restored_from,
                                     GError      **error);

CpxSecret *cpx_device_identity_load_seed (CpxTxn   *txn,
                                          GError  **error);

G_END_DECLS
