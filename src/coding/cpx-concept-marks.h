/* cpx-concept-marks.h: what a concept is besides a word: a gesture, one of two opposites.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-act-index-private.h"

G_BEGIN_DECLS

void cpx_concept_marks_find_gestures (CpxActIndex      *index);
void cpx_concept_marks_note_count    (CpxActEntry         *act,
                                      const CpxNoteText   *label,
                                      const CpxVocabulary *vocabulary);
void cpx_concept_marks_drop_plain_counts (CpxActIndex    *index);
void cpx_concept_marks_find_lent     (CpxActIndex      *index);
void cpx_concept_marks_find_general  (CpxActIndex      *index,
                                      const CpxLexicon *lexicon);
void cpx_concept_marks_find_eithers  (CpxActIndex      *index,
                                      const CpxLexicon *lexicon);

G_END_DECLS
