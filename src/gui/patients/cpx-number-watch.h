/* cpx-number-watch.h: says beside the number of a file whose it is already.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record-form.h"

G_BEGIN_DECLS

void cpx_number_watch_begin (CpxRecordForm *form,
                             CpxPractice   *practice);

G_END_DECLS
