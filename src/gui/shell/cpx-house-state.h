/* cpx-house-state.h: what the header bar says of one's work.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *cpx_house_state_dup_text (gboolean saving,
                                guint    n_unsaved);

G_END_DECLS
