/* cpx-user-secret-table.h: a user's second factor: its secret, and the last code that was good.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-txn.h"

G_BEGIN_DECLS

gboolean  cpx_user_secret_table_set       (CpxTxn      *txn,
                                           const char  *user_id,
                                           GBytes      *totp_secret,
                                           GError     **error);
GBytes   *cpx_user_secret_table_get       (CpxTxn      *txn,
                                           const char  *user_id,
                                           gint64      *out_last_counter,
                                           GError     **error);
gboolean  cpx_user_secret_table_use       (CpxTxn      *txn,
                                           const char  *user_id,
                                           gint64       counter,
                                           GError     **error);

gboolean  cpx_user_secret_table_say_who   (CpxTxn      *txn,
                                           GError     **error);

G_END_DECLS
