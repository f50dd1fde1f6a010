/* cpx-reason-state.h: how much of a justification is there, said while it is typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A reason may be typed up to twice what is kept, to be shortened there; more is not taken in. */
#define CPX_REASON_MAX_TYPED 4000

gboolean  cpx_reason_is_enough   (const char *typed);
gboolean  cpx_reason_is_too_long (const char *typed);
char     *cpx_reason_dup_counter (const char *typed);
char     *cpx_reason_dup_clean   (const char *typed);

G_END_DECLS
