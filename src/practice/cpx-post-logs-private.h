/* cpx-post-logs-private.h: the logs of a vault, read to be verified.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-post-log-private.h"

G_BEGIN_DECLS

GPtrArray *cpx_post_logs_read            (CpxPractice  *practice,
                                          CpxNoteKey   *key,
                                          GError      **error);
GPtrArray *cpx_post_logs_read_own        (CpxPractice  *practice,
                                          CpxNoteKey   *key,
                                          GError      **error);
gboolean   cpx_post_logs_add_outside     (GPtrArray    *logs,
                                          CpxNoteKey   *key,
                                          GPtrArray    *outside,
                                          GError      **error);
void       cpx_post_logs_expect_followed (GPtrArray    *logs,
                                          CpxPostLog   *log);

G_END_DECLS
