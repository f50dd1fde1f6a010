/* cpx-lock-delay.h: after how long an unattended post may lock itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint  cpx_lock_delay_count      (void);
guint  cpx_lock_delay_get_s      (guint index);
guint  cpx_lock_delay_find       (guint delay_s);
char  *cpx_lock_delay_dup_label  (guint index);

G_END_DECLS
