/* cpx-phrase-book.h: the phrases of a lexicon in concepts, and where they stand in a text. Immutable once filled.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-lexicon.h"
#include "cpx-note-text.h"
#include "cpx-vocabulary.h"

G_BEGIN_DECLS

/* What a sentence tells. */
typedef enum {
  CPX_NOTE_CUE_TOLD,    /* a history, a finding, what comes after */
  CPX_NOTE_CUE_DONE,    /* a gesture done */
  CPX_NOTE_CUE_ALSO,    /* a further gesture */
  CPX_NOTE_CUE_SAME,    /* by the way in of the gesture before */
  CPX_N_NOTE_CUES
} CpxNoteCue;

/* What a part of a note is for. */
typedef enum {
  CPX_NOTE_PART_PLAIN,
  CPX_NOTE_PART_TITLE,   /* names the operation */
  CPX_NOTE_PART_DONE,    /* tells it */
  CPX_NOTE_PART_TOLD,    /* tells why, or what was before or after */
} CpxNotePart;

/* A phrase that means words, a way in, nothing, or a kind of sentence. */
typedef struct
{
  CpxLexiconKind  kind;
  guint           n_concepts;
  guint32        *concepts;    /* the phrase */
  guint           n_targets;
  guint32        *targets;     /* WORD: what it means */
  guint           access;      /* ACCESS: CpxAccess flags */
  CpxNoteCue      cue;         /* CUE: what the sentence tells */
  gboolean        instead;     /* ACCESS: in place of every other way that the text tells */
  gboolean        weak;        /* QUIET: a little evidence */
  gboolean        in_notes;    /* QUIET: so only in a text of several sentences */
  gboolean        starts;      /* QUIET, ACCESS: the operation begins */
  CpxNotePart     part;        /* PART: what follows the heading */
} CpxPhrase;

/* A word of a text that names something. */
typedef struct
{
  guint32 concept;    /* CPX_NO_CONCEPT if the vocabulary has none */
  guint32 token;      /* among the tokens of the text */
} CpxContentWord;

typedef struct _CpxPhraseBook CpxPhraseBook;

CpxPhraseBook   *cpx_phrase_book_new        (const CpxLexicon     *lexicon,
                                             CpxVocabulary        *vocabulary);
void             cpx_phrase_book_free       (CpxPhraseBook        *self);

const CpxPhrase *cpx_phrase_book_match      (const CpxPhraseBook  *self,
                                             const CpxNoteToken   *tokens,
                                             const CpxContentWord *words,
                                             guint                 n_words,
                                             gboolean              in_note);
guint            cpx_phrase_book_read_words (const CpxPhraseBook  *self,
                                             const char           *word,
                                             guint32              *out_concepts,
                                             guint                 max);
GArray          *cpx_content_words          (const CpxNoteText    *text,
                                             const CpxVocabulary  *vocabulary);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxPhraseBook, cpx_phrase_book_free)

G_END_DECLS
