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

/* How a post comes to have a log. */
typedef enum
{
  CPX_DEVICE_CREATED,    /* with the practice */
  CPX_DEVICE_RESTORED,   /* from a backup */
  CPX_DEVICE_FOLLOWING,  /* a log of its own that cannot grow any more */
} CpxDeviceOrigin;

gboolean cpx_device_identity_create (CpxJournal       *journal,
                                     const CpxId      *device,
                                     CpxDeviceOrigin   origin,
                                     const char       *old_log,
                                     GError          **error);

CpxSecret *cpx_device_identity_load_seed (CpxTxn   *txn,
                                          GError  **error);

G_END_DECLS
