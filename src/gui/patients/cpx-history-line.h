/* cpx-history-line.h: a line of history as one reads it: what, when, which kind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-record.h>

G_BEGIN_DECLS

char *cpx_history_line_dup (CpxRecord *history);

G_END_DECLS
