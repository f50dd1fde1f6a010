/* cpx-note-text.h: a text cut into words that know where they stand and whether they are denied. Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CPX_NOTE_TOKEN_NEGATED = 1 << 0,    /* "sans pose de PROTHÈSE" */
  CPX_NOTE_TOKEN_OPTIONAL = 1 << 1,   /* "avec ou sans CHOLANGIOGRAPHIE" */
  CPX_NOTE_TOKEN_BRACKET = 1 << 2,    /* "rotule [PATELLA]", "(DROITE)" */
  CPX_NOTE_TOKEN_OR = 1 << 3,         /* beside "ou": one of several */
  CPX_NOTE_TOKEN_HEAD = 1 << 4,       /* a colon, or the end of a line, follows: "INDICATION :" */
  CPX_NOTE_TOKEN_AWAY = 1 << 5,       /* another day or person: "opéré d’une HERNIE il y a dix ans", "sa SŒUR" */
} CpxNoteTokenFlags;

typedef struct
{
  const char        *word;      /* folded: small letters, no accents */
  guint              start;     /* byte in the text, inclusive */
  guint              end;       /* the same, exclusive */
  guint              sentence;  /* from 0 */
  guint              clause;    /* from 0, over the whole text */
  CpxNoteTokenFlags  flags;
} CpxNoteToken;

typedef struct _CpxNoteText CpxNoteText;

CpxNoteText        *cpx_note_text_new          (const char        *text);
CpxNoteText        *cpx_note_text_new_label    (const char        *text);
void                cpx_note_text_free         (CpxNoteText       *self);

const char         *cpx_note_text_get_text     (const CpxNoteText *self);
const CpxNoteToken *cpx_note_text_get_tokens   (const CpxNoteText *self,
                                                guint             *out_n);
guint               cpx_note_text_n_sentences  (const CpxNoteText *self);

gboolean            cpx_note_word_is_empty     (const char        *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxNoteText, cpx_note_text_free)

G_END_DECLS
