/* cpx-note-denial.h: which words of a text say what was not done. Private to cpx-note-text.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-note-text.h"

G_BEGIN_DECLS

void cpx_note_denial_mark (GArray *tokens);

G_END_DECLS
