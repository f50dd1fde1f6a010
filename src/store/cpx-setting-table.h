/* cpx-setting-table.h: small values of this device about this practice; never synced.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-txn.h"

G_BEGIN_DECLS

GBytes   *cpx_setting_table_get        (CpxTxn      *txn,
                                        const char  *key,
                                        GError     **error);
gboolean  cpx_setting_table_set        (CpxTxn      *txn,
                                        const char  *key,
                                        GBytes      *value,
                                        GError     **error);
char     *cpx_setting_table_get_text   (CpxTxn      *txn,
                                        const char  *key,
                                        GError     **error);
gboolean  cpx_setting_table_set_text   (CpxTxn      *txn,
                                        const char  *key,
                                        const char  *value,
                                        GError     **error);

G_END_DECLS
