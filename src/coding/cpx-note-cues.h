/* cpx-note-cues.h: the phrases that announce another day or another person, and how far each reaches.
 *
 * Private to cpx-note-time.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-note-text.h"

G_BEGIN_DECLS

typedef enum {
  CPX_NOTE_REACH_SELF,       /* its own words */
  CPX_NOTE_REACH_CLAUSE,     /* its clause, on both sides */
  CPX_NOTE_REACH_BEFORE,     /* the same, from the thing that it is told of: "ablation d’un clou POSÉ IL Y A UN AN" */
  CPX_NOTE_REACH_YEAR,       /* the same, if an operation is told of it: "en 2024" alone may be now */
  CPX_NOTE_REACH_AFTER,      /* what follows in its clause */
  CPX_NOTE_REACH_NEXT,       /* the few words that follow */
  CPX_NOTE_REACH_LIST,       /* the rest of the sentence; after a heading on a line of its own, of the next one */
  CPX_NOTE_REACH_PERSON,     /* the rest of the sentence, until the patient is named again */
} CpxNoteReach;

/* The cue that stands at a token; @end is the token after it. */
typedef void (*CpxNoteCueFunc) (GArray       *tokens,
                                guint         i,
                                guint         end,
                                CpxNoteReach  reach);

void cpx_note_cues_find (GArray         *tokens,
                         guint           i,
                         CpxNoteCueFunc  found);

G_END_DECLS
