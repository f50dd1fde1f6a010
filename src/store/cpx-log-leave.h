/* cpx-log-leave.h: a log ends here, and the next one of the same post follows it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-txn.h"

#include <cpx-id.h>

G_BEGIN_DECLS

#define CPX_DEVICE_SETTING "device"   /* whose log this post writes; absent, the next opening of the store makes one */

/* An entry that waits to be entered into the table by patient. */
typedef struct
{
  CpxId   owner;
  gint64  place;
} CpxWaiting;

GArray   *cpx_log_list_waiting (CpxTxn  *txn,
                                GError **error);
gboolean  cpx_log_leave        (CpxTxn  *txn,
                                GArray  *waiting,
                                GError **error);

/* For this folder. */
GArray   *cpx_log_list_waiting_between (CpxTxn  *txn,
                                        gint64   first,
                                        gint64   end,
                                        GError **error);
gboolean  cpx_log_enter_waiting        (CpxTxn  *txn,
                                        GArray  *waiting,
                                        GError **error);

G_END_DECLS
