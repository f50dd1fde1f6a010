/* cpx-second-factor-private.h: what unlocking and signing ask of who has a second factor.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-second-factor.h"

#include <cpx-txn.h>

G_BEGIN_DECLS

gboolean cpx_second_factor_check (CpxTxn      *txn,
                                  const char  *user_id,
                                  const char  *code,
                                  gint64      *out_counter,
                                  GError     **error);

void     cpx_second_factor_say_who (CpxPractice *practice);

G_END_DECLS
