/* cpx-second-place-private.h: the setting, as a transaction sees it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-second-place.h"

#include <cpx-txn.h>

G_BEGIN_DECLS

char *cpx_second_place_read_setting (CpxTxn  *txn,
                                     GError **error);

G_END_DECLS
