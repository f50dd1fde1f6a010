/* cpx-follow-log-private.h: a post whose log cannot go on begins a new one that follows it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

gboolean cpx_follow_broken_log    (CpxPractice   *practice,
                                   GError       **error);
gboolean cpx_follow_log_lets_read (const GError  *error);

G_END_DECLS
