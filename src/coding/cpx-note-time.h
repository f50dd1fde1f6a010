/* cpx-note-time.h: which words of a text tell what was not done now, to this patient. Private to cpx-note-text.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-note-text.h"

G_BEGIN_DECLS

void cpx_note_time_mark (GArray *tokens);

G_END_DECLS
