/* cpx-account-section.h: one's own name, passphrase and one-time code.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-user-actions.h"

G_BEGIN_DECLS

GtkWidget *cpx_account_section_new (CpxUserActions *actions);

G_END_DECLS
