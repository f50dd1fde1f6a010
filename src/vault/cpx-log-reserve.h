/* cpx-log-reserve.h: room on the disk that the log of a vault has before it needs it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

#define CPX_LOG_RESERVE_BYTES (6 * 1024 * 1024)

void cpx_log_reserve           (const char   *path);
void cpx_log_reserve_free      (sqlite3_file *main_file);
void cpx_log_reserve_for_later (const char   *path);

G_END_DECLS
