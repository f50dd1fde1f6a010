/* cpx-house-state.h: what the header bar says of one's work, and the sidebar of what waits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *cpx_house_state_dup_text      (gboolean    saving,
                                     guint       n_unsaved);
char *cpx_house_state_dup_badge     (guint       n_waiting);
char *cpx_house_state_dup_page_name (const char *title,
                                     guint       n_waiting);

G_END_DECLS
