/* cpx-claims.c: reads a text with the eyes of an index.
 *
 * At each word the longest phrase of the lexicon is taken; a word in no phrase claims its own concept, a word of no
 * vocabulary the concept of the nearest spelling, then of its learned parts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-claims.h"

#include "cpx-act-index-private.h"
#include "cpx-note-count.h"
#include "cpx-note-side.h"

#include <string.h>

#define MAX_PARTS 8
#define MAX_WORDS 3000           /* no report is longer: what follows is left unread */
#define MEANT 0.9f             /* by way of a phrase of the lexicon */
#define MISSPELT 0.8f
#define PUT_TOGETHER 0.7f      /* from the parts of a learned word */
#define ACCESS_WEIGHT 2.0f     /* the most that a way in asks to be explained */
#define UNKNOWN_WEIGHT 2.0f    /* a word of no vocabulary */
#define NUMBER_WEIGHT 0.5f
#define WEAK 0.15f
#define BESIDE 0.4f            /* in a note: what goes with every operation is no gesture by itself */

struct _CpxClaims
{
  const CpxActIndex  *index;    /* (not owned): while being made */
  const CpxNoteToken *tokens;   /* (not owned): the same */
  GArray             *words;    /* (owned): CpxContentWord */
  GArray             *units;    /* (owned): CpxUnit */
  GArray             *claims;   /* (owned): CpxClaim */
  GArray             *counts;   /* (owned): CpxCount */
  CpxSaid            *said;     /* (owned): by sentence */
  CpxSaid            *by_clause; /* (owned): by clause: cues only */
  guint               n_said;
  guint               n_tokens;
  guint               instead;   /* CpxAccess flags: the way that replaced the others */
  guint               sentence;  /* being read */
  CpxNotePart         part;      /* whose heading was read last */
  gboolean            part_said; /* something was said in it */
  guint               part_sentence;   /* of the heading */
};

static CpxContentWord *
get_word (CpxClaims *self,
          guint      i)
{
  return &g_array_index (self->words, CpxContentWord, i);
}

static CpxSaid *
said_at (CpxClaims *self,
         guint      word)
{
  return &self->said[self->tokens[get_word (self, word)->token].sentence];
}

static gboolean
is_after_and (const CpxClaims *self,
              guint            token)
{
  static const char * const joins[] = { "et", "puis", NULL };
  const char *word = token > 0 ? self->tokens[token - 1].word : "";

  return g_strv_contains (joins, word) && self->tokens[token - 1].clause == self->tokens[token].clause;
}

/* "PTG droite canal carpien gauche": who has told the side has told the gesture. */
static gboolean
is_after_side (const CpxClaims *self,
               guint            clause)
{
  const CpxUnit *last = self->units->len > 0 ? &g_array_index (self->units, CpxUnit, self->units->len - 1) : NULL;

  for (guint i = 0; last != NULL && last->clause == clause && i < last->n_claims; i++)
    {
      guint32 concept = g_array_index (self->claims, CpxClaim, last->first_claim + i).concept;

      if (concept == self->index->unilateral || concept == self->index->bilateral)
        return TRUE;
    }

  return FALSE;
}

static void
begin_unit (CpxClaims *self,
            guint      word,
            guint      n_words)
{
  const CpxNoteToken *first = self->tokens + get_word (self, word)->token;
  CpxUnit unit = {
    .first_token = get_word (self, word)->token,
    .last_token = get_word (self, word + n_words - 1)->token,
    .sentence = first->sentence,
    .clause = first->clause,
    .first_claim = self->claims->len,
    .away = (first->flags & CPX_NOTE_TOKEN_AWAY) != 0,
    .begins_part = is_after_and (self, get_word (self, word)->token) || is_after_side (self, first->clause),
  };

  g_array_append_val (self->units, unit);
}

static CpxUnit *
last_unit (CpxClaims *self)
{
  return &g_array_index (self->units, CpxUnit, self->units->len - 1);
}

static void
claim (CpxClaims *self,
       guint32    concept,
       float      weight,
       gboolean   meant)
{
  CpxUnit *unit = last_unit (self);
  CpxClaim new_claim = {
    .concept = concept,
    .weight = weight,
    .unit = self->units->len - 1,
    .negated = (self->tokens[unit->first_token].flags & CPX_NOTE_TOKEN_NEGATED) != 0,
    .meant = meant,
  };

  g_array_append_val (self->claims, new_claim);
  unit->n_claims++;
  unit->weight = MAX (unit->weight, self->index->weights[concept] * weight);
}

static void
claim_phrase_words (CpxClaims       *self,
                    const CpxPhrase *phrase)
{
  for (guint i = 0; i < phrase->n_concepts; i++)
    claim (self, phrase->concepts[i], phrase->in_notes ? BESIDE : 1, FALSE);
}

/* A gesture done, or the anaesthesia, ends the reach of a heading such as "antécédents" in a sentence before. */
static void
end_what_was (CpxClaims *self,
              guint      word)
{
  if (self->part != CPX_NOTE_PART_TOLD || self->part_sentence == self->sentence)
    return;
  self->part = CPX_NOTE_PART_PLAIN;
  said_at (self, word)->part = CPX_NOTE_PART_PLAIN;
}

static void
hear (CpxClaims  *self,
      guint       word,
      CpxNoteCue  cue)
{
  self->by_clause[self->tokens[get_word (self, word)->token].clause].cues[cue]++;
  said_at (self, word)->cues[cue]++;
  if (cue == CPX_NOTE_CUE_DONE)
    end_what_was (self, word);
}

/* "En 2009": what follows is a history. */
static gboolean
is_past_year (const CpxClaims *self,
              guint            token)
{
  const char *word = self->tokens[token].word;

  return token > 0 && strlen (word) == 4 && (g_str_has_prefix (word, "19") || g_str_has_prefix (word, "20")) &&
         g_ascii_isdigit (word[2]) && g_ascii_isdigit (word[3]) && g_str_equal (self->tokens[token - 1].word, "en");
}

static void
hear_cue (CpxClaims       *self,
          guint            word,
          const CpxPhrase *phrase)
{
  hear (self, word, phrase->cue);
}

/* A title is one sentence long; what follows it tells the operation. */
static void
enter_sentence (CpxClaims *self,
                guint      word)
{
  guint sentence = self->tokens[get_word (self, word)->token].sentence;

  if (sentence == self->sentence)
    return;
  self->sentence = sentence;
  if (self->part == CPX_NOTE_PART_TITLE && self->part_said)
    self->part = CPX_NOTE_PART_DONE;
  self->said[sentence].part = self->part;
}

/* A heading within a sentence ("62 ans, ATCD : ...") reaches no further than that. */
static void
read_heading (CpxClaims       *self,
              guint            word,
              const CpxPhrase *phrase)
{
  guint token = get_word (self, word)->token;
  gboolean in_sentence = token > 0 && self->tokens[token - 1].sentence == self->tokens[token].sentence;

  self->said[self->sentence].part = phrase->part;
  self->part_said = FALSE;
  self->part_sentence = self->sentence;
  self->part = in_sentence ? CPX_NOTE_PART_PLAIN : phrase->part;
}

/* "Conversion d’un anneau en bypass" changes the gesture, not the way. */
static gboolean
changes_way (const CpxClaims *self,
             guint            word,
             const CpxPhrase *phrase)
{
  static const char * const of[] = { "d", "de", "du", "des", "en", "vers", NULL };
  guint next = g_array_index (self->words, CpxContentWord, word + phrase->n_concepts - 1).token + 1;

  return phrase->n_concepts > 1 || next >= self->n_tokens || !g_strv_contains (of, self->tokens[next].word);
}

/* A word that names a gesture by itself ("résection") stays in the phrase that says the same with it. */
static void
read_phrase (CpxClaims       *self,
             guint            word,
             const CpxPhrase *phrase)
{
  gboolean negated = (self->tokens[get_word (self, word)->token].flags & CPX_NOTE_TOKEN_NEGATED) != 0;

  if (phrase->kind == CPX_LEXICON_CUE)
    hear_cue (self, word, phrase);
  if (phrase->starts)
    end_what_was (self, word);
  if (phrase->kind == CPX_LEXICON_CUE || (phrase->kind == CPX_LEXICON_QUIET && !phrase->weak))
    return;

  begin_unit (self, word, phrase->n_concepts);
  claim_phrase_words (self, phrase);
  if (phrase->kind == CPX_LEXICON_ACCESS)
    {
      if (!negated)
        said_at (self, word)->access |= phrase->access;
      last_unit (self)->access = phrase->access;
      if (phrase->instead && !negated && changes_way (self, word, phrase))
        self->instead |= phrase->access;
      last_unit (self)->weight = MIN (last_unit (self)->weight, ACCESS_WEIGHT);
    }
  if (phrase->kind == CPX_LEXICON_QUIET)
    last_unit (self)->weight *= WEAK;
  if (phrase->kind == CPX_LEXICON_WORD)
    last_unit (self)->weight = 0;
  for (guint i = 0; i < phrase->n_targets; i++)
    claim (self, phrase->targets[i], MEANT, TRUE);
}

static void
read_unknown (CpxClaims  *self,
              const char *word)
{
  guint32 parts[MAX_PARTS];
  guint n_parts = cpx_phrase_book_read_words (self->index->phrases, word, parts, MAX_PARTS);
  guint32 near = n_parts > 0 ? CPX_NO_CONCEPT : cpx_vocabulary_find_near (self->index->vocabulary, word);

  for (guint i = 0; i < n_parts; i++)
    claim (self, parts[i], PUT_TOGETHER, TRUE);
  if (near != CPX_NO_CONCEPT)
    claim (self, near, MISSPELT, FALSE);
  else if (n_parts == 0)
    last_unit (self)->weight = g_ascii_isdigit (*word) ? NUMBER_WEIGHT : UNKNOWN_WEIGHT;
}

static void
read_word (CpxClaims *self,
           guint      i)
{
  CpxContentWord *word = get_word (self, i);
  const char *spelt = self->tokens[word->token].word;

  begin_unit (self, i, 1);
  if (word->concept != CPX_NO_CONCEPT)
    claim (self, word->concept, 1, FALSE);
  else
    read_unknown (self, spelt);
  if (is_past_year (self, word->token))
    hear (self, i, CPX_NOTE_CUE_TOLD);
  if (g_ascii_isdigit (*spelt))
    last_unit (self)->weight = MIN (last_unit (self)->weight, NUMBER_WEIGHT);
}

/* A conversion: the ways told besides were not taken to the end, and ask for no explanation. */
static void
drop_other_ways (CpxClaims *self)
{
  for (guint i = 0; i < self->units->len; i++)
    {
      CpxUnit *unit = &g_array_index (self->units, CpxUnit, i);

      if (unit->access == 0 || unit->access & self->instead)
        continue;
      unit->access = 0;
      unit->weight = 0;
      for (guint j = 0; j < unit->n_claims; j++)
        g_array_index (self->claims, CpxClaim, unit->first_claim + j).negated = TRUE;
    }
  for (guint i = 0; i < self->n_said; i++)
    self->said[i].access &= self->instead;
}

/* Sides are said in two ways; "des deux côtés" reaches here as "bilatéral" by the lexicon. */
static void
hear_sides (CpxClaims *self,
            guint      first_unit)
{
  for (guint i = first_unit; i < self->units->len; i++)
    {
      const CpxUnit *unit = &g_array_index (self->units, CpxUnit, i);

      for (guint j = 0; j < unit->n_claims; j++)
        {
          const CpxClaim *told = &g_array_index (self->claims, CpxClaim, unit->first_claim + j);
          CpxSaid *said = &self->said[unit->sentence];

          said->two_sides = said->two_sides || (told->concept == self->index->bilateral && !told->negated);
          said->one_side = said->one_side || told->concept == self->index->unilateral;
        }
    }
}

/* "Droite", "des deux genoux"; what is denied or of another day tells no side. */
static void
hear_sides_of_words (CpxClaims *self)
{
  for (guint i = 0; i < self->n_tokens; i++)
    {
      CpxSaid *said = &self->said[self->tokens[i].sentence];
      CpxNoteSide side;

      if (self->tokens[i].flags & (CPX_NOTE_TOKEN_NEGATED | CPX_NOTE_TOKEN_AWAY))
        continue;
      side = cpx_note_side_read (self->tokens, self->n_tokens, i);
      said->one_side = said->one_side || side == CPX_NOTE_SIDE_ONE;
      said->two_sides = said->two_sides || side == CPX_NOTE_SIDE_BOTH;
    }
}

static void
read_words (CpxClaims *self)
{
  for (guint i = 0; i < self->words->len;)
    {
      CpxContentWord *word = get_word (self, i);
      const CpxPhrase *phrase = cpx_phrase_book_match (self->index->phrases, self->tokens, word, self->words->len - i,
                                                       self->n_said > 1);
      guint read = phrase != NULL ? phrase->n_concepts : 1;

      enter_sentence (self, i);
      if (phrase != NULL && phrase->kind == CPX_LEXICON_PART)
        {
          read_heading (self, i, phrase);
          i += read;
          continue;
        }
      self->part_said = TRUE;
      if (phrase != NULL)
        read_phrase (self, i, phrase);
      else
        read_word (self, i);
      i += read;
    }
}

/**
 * cpx_claims_new:
 * @text: what was written; its tokens are numbered in what is returned
 * @index: the acts it may speak of
 *
 * Returns: (transfer full): what @text says
 */
CpxClaims *
cpx_claims_new (const CpxNoteText *text,
                const CpxActIndex *index)
{
  CpxClaims *self = g_new0 (CpxClaims, 1);
  guint n;

  self->index = index;
  self->tokens = cpx_note_text_get_tokens (text, &n);
  self->words = cpx_content_words (text, index->vocabulary);
  g_array_set_size (self->words, MIN (self->words->len, MAX_WORDS));
  self->units = g_array_new (FALSE, FALSE, sizeof (CpxUnit));
  self->claims = g_array_new (FALSE, FALSE, sizeof (CpxClaim));
  self->n_said = cpx_note_text_n_sentences (text);
  self->n_tokens = n;
  self->said = g_new0 (CpxSaid, self->n_said + 1);
  self->by_clause = g_new0 (CpxSaid, n > 0 ? self->tokens[n - 1].clause + 1 : 1);
  self->sentence = G_MAXUINT;
  read_words (self);
  if (self->instead != 0)
    drop_other_ways (self);
  hear_sides (self, 0);
  hear_sides_of_words (self);
  self->counts = cpx_note_count_read (text, index->vocabulary);

  return self;
}

void
cpx_claims_free (CpxClaims *self)
{
  g_array_unref (self->words);
  g_array_unref (self->units);
  g_array_unref (self->claims);
  g_array_unref (self->counts);
  g_free (self->said);
  g_free (self->by_clause);
  g_free (self);
}

/**
 * cpx_claims_get_units:
 * @self: what a note says
 * @out_n: (out): how many
 *
 * Returns: (transfer none) (array length=out_n): the phrases that were read, in the order of the note
 */
const CpxUnit *
cpx_claims_get_units (const CpxClaims *self,
                      guint           *out_n)
{
  *out_n = self->units->len;

  return (const CpxUnit *) (gpointer) self->units->data;
}

/**
 * cpx_claims_get_claims:
 * @self: what a note says
 * @out_n: (out): how many
 *
 * Returns: (transfer none) (array length=out_n): the claims, in the order of the note
 */
const CpxClaim *
cpx_claims_get_claims (const CpxClaims *self,
                       guint           *out_n)
{
  *out_n = self->claims->len;

  return (const CpxClaim *) (gpointer) self->claims->data;
}

/**
 * cpx_claims_get_counts:
 * @self: what a note says
 *
 * Returns: (transfer none) (element-type CpxCount): what it counts
 */
const GArray *
cpx_claims_get_counts (const CpxClaims *self)
{
  return self->counts;
}

/**
 * cpx_claims_get_said:
 * @self: claims
 * @sentence: from 0
 *
 * Returns: (transfer none): what that sentence says of ways in, sides and time
 */
const CpxSaid *
cpx_claims_get_said (const CpxClaims *self,
                     guint            sentence)
{
  g_return_val_if_fail (sentence <= self->n_said, NULL);

  return &self->said[sentence];
}

static void
add_said (CpxSaid       *sum,
          const CpxSaid *said)
{
  sum->access |= said->access;
  sum->one_side = sum->one_side || said->one_side;
  sum->two_sides = sum->two_sides || said->two_sides;
  for (guint i = 0; i < CPX_N_NOTE_CUES; i++)
    sum->cues[i] += said->cues[i];
  sum->part = MAX (sum->part, said->part);
}

/* What the words of one clause tell of time counts before what the rest of its sentence does. */
static void
hear_clause (const CpxClaims *self,
             guint            clause,
             CpxSaid         *said)
{
  const guint *own = self->by_clause[clause].cues;

  if (own[CPX_NOTE_CUE_DONE] + own[CPX_NOTE_CUE_TOLD] > 0)
    memcpy (said->cues, own, sizeof said->cues);
}

/**
 * cpx_claims_hear_stretch:
 * @self: claims
 * @first_unit: number of a unit
 * @end_unit: number after that of the last one
 *
 * Returns: what the sentences of these units say of ways in, sides and time
 */
CpxSaid
cpx_claims_hear_stretch (const CpxClaims *self,
                         guint            first_unit,
                         guint            end_unit)
{
  const CpxUnit *units = (const CpxUnit *) (gpointer) self->units->data;
  CpxSaid sum = { .access = 0 };

  g_return_val_if_fail (first_unit < end_unit && end_unit <= self->units->len, sum);

  for (guint i = first_unit; i < end_unit; i++)
    {
      if (i == first_unit || units[i].sentence != units[i - 1].sentence)
        add_said (&sum, &self->said[units[i].sentence]);
    }
  if (units[first_unit].clause == units[end_unit - 1].clause)
    hear_clause (self, units[first_unit].clause, &sum);

  return sum;
}
