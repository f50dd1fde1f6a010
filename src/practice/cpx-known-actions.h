/* cpx-known-actions.h: what may be asked of the audit log by action, and what a misspelt one was perhaps to be.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean cpx_known_actions_has       (const char *asked);
char    *cpx_known_actions_dup_near  (const char *asked);
char    *cpx_known_actions_dup_nouns (void);

G_END_DECLS
