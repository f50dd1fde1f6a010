/* cpx-note-side.h: whether a sentence tells one side or both.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-note-text.h"

G_BEGIN_DECLS

typedef enum {
  CPX_NOTE_SIDE_NONE,
  CPX_NOTE_SIDE_ONE,     /* "gauche" */
  CPX_NOTE_SIDE_BOTH,    /* "droite et gauche", "les deux genoux" */
} CpxNoteSide;

CpxNoteSide cpx_note_side_read (const CpxNoteToken *tokens,
                                guint               n,
                                guint               i);

G_END_DECLS
