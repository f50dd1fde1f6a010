/* cpx-choice-state.h: which of several choices the letters typed on a row mean.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint cpx_choice_state_find (const char * const *labels,
                             guint               selected,
                             const char         *typed);

G_END_DECLS
