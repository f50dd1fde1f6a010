/* cpx-concept-marks.c: which concepts name a gesture, and which exclude one another.
 *
 * Labels of the CCAM begin with the gesture ("Suture ou réinsertion …"): the first word of a therapeutic act, and what
 * "ou" puts beside it, is one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-concept-marks.h"

#include <cpx-fold.h>

#include <string.h>

#define MAX_EITHERS 32   /* bits of a mask */

/* Examinations and supplements are no gestures of surgeons (CCAM code structure, 2007: third letter, first letters). */
static gboolean
is_therapeutic (const CpxActEntry *act)
{
  return act->code[2] != 'Q' && act->code[2] != 'R' && act->code[0] != 'Y' && act->code[0] != 'Z';
}

static void
mark_gestures_of (CpxActIndex       *index,
                  const CpxActEntry *act)
{
  const CpxForm *form = cpx_act_index_form (index, act->label_form);
  const CpxTerm *first = cpx_act_index_term (index, form->first_term);
  const CpxTerm *second = first + 1;

  if (form->n_terms < 2 || first->flags & (CPX_TERM_ACCESS | CPX_TERM_SOFT | CPX_TERM_NEGATED))
    return;
  index->gestures[first->concept] = TRUE;
  if (first->flags & second->flags & CPX_TERM_CHOICE)
    index->gestures[second->concept] = TRUE;
}

/**
 * cpx_concept_marks_find_gestures:
 * @index: acts with their names
 *
 * Marks the concepts that labels name gestures by.
 */
void
cpx_concept_marks_find_gestures (CpxActIndex *index)
{
  index->gestures = g_new0 (guint8, index->n_concepts);
  for (guint i = 0; i < index->acts->len; i++)
    {
      const CpxActEntry *act = cpx_act_index_act (index, i);

      if (is_therapeutic (act))
        mark_gestures_of (index, act);
    }
}

static void
mark_words (CpxActIndex *index,
            const char  *phrase,
            guint        either)
{
  guint32 concept = cpx_vocabulary_find (index->vocabulary, phrase);

  if (concept != CPX_NO_CONCEPT && concept < index->n_concepts)
    index->eithers[concept] |= 1u << either;
}

/**
 * cpx_concept_marks_find_eithers:
 * @index: acts with their names
 * @lexicon: what people call them
 *
 * Gives each concept a bit for every set of words of which one excludes the others ("simple", "complexe").
 */
void
cpx_concept_marks_find_eithers (CpxActIndex      *index,
                                const CpxLexicon *lexicon)
{
  guint either = 0;

  index->eithers = g_new0 (guint32, index->n_concepts);
  for (guint i = 0; i < cpx_lexicon_n_entries (lexicon) && either < MAX_EITHERS; i++)
    {
      const CpxLexiconEntry *entry = cpx_lexicon_get_entry (lexicon, i);

      if (entry->kind != CPX_LEXICON_EITHER)
        continue;
      for (guint j = 0; entry->phrases[j] != NULL; j++)
        mark_words (index, entry->phrases[j], either);
      either++;
    }
}

static gboolean
is_needed (const CpxTerm *term)
{
  return !(term->flags & CPX_TERM_SOFT) && term->need > 0;
}

/**
 * cpx_concept_marks_find_lent:
 * @self: (inout): an index whose forms are all there
 *
 * Marks the words that only nicknames of several words have: "échec" of "PTH sur échec d’ostéosynthèse" names nothing
 * by itself, however few acts have it.
 */
void
cpx_concept_marks_find_lent (CpxActIndex *self)
{
  self->lent = g_new0 (guint8, self->n_concepts + 1);
  memset (self->lent, CPX_WORD_LENT, self->n_concepts);
  for (guint i = 0; i < self->forms->len; i++)
    {
      const CpxForm *form = cpx_act_index_form (self, i);
      guint n_needed = 0;

      for (guint j = 0; j < form->n_terms; j++)
        n_needed += is_needed (cpx_act_index_term (self, form->first_term + j));
      for (guint j = 0; j < form->n_terms && (form->kind != CPX_FORM_LEXICON || n_needed == 1); j++)
        self->lent[cpx_act_index_term (self, form->first_term + j)->concept] = CPX_WORD_KNOWN;
    }
}

/**
 * cpx_concept_marks_find_general:
 * @self: (inout): an index whose lent words are marked
 * @lexicon: what people say
 *
 * Marks the words that the lexicon calls general ("grave", "échec"): alone they carry no act.
 */
void
cpx_concept_marks_find_general (CpxActIndex      *self,
                                const CpxLexicon *lexicon)
{
  for (guint i = 0; i < cpx_lexicon_n_entries (lexicon); i++)
    {
      const CpxLexiconEntry *entry = cpx_lexicon_get_entry (lexicon, i);

      for (guint j = 0; cpx_lexicon_entry_is_general (entry) && entry->phrases[j] != NULL; j++)
        {
          g_autofree char *word = cpx_fold (entry->phrases[j]);
          guint32 concept = cpx_vocabulary_find (self->vocabulary, word);

          if (concept != CPX_NO_CONCEPT)
            self->lent[concept] = CPX_WORD_GENERAL;
        }
    }
}

/**
 * cpx_concept_marks_note_count:
 * @act: (inout): an act
 * @label: its label
 * @vocabulary: the words that it may count
 *
 * Notes what the label counts, one thing if nothing more.
 */
void
cpx_concept_marks_note_count (CpxActEntry         *act,
                              const CpxNoteText   *label,
                              const CpxVocabulary *vocabulary)
{
  g_autoptr(GArray) counts = cpx_note_count_read (label, vocabulary);

  for (guint i = 0; i < counts->len; i++)
    {
      const CpxCount *count = &g_array_index (counts, CpxCount, i);

      if (act->count.most == 0 || (act->count.most == 1 && count->most > 1))
        act->count = *count;
    }
}

/* Acts alike but for a number share the first letters of their codes. */
static guint64
key_of_count (const CpxActEntry *act)
{
  guint64 family = (guint64) (guchar) act->code[0] << 24 | (guint64) (guchar) act->code[1] << 16 |
                   (guint64) (guchar) act->code[2] << 8 | (guint64) (guchar) act->code[3];

  return family << 32 | act->count.concept;
}

/**
 * cpx_concept_marks_drop_plain_counts:
 * @index: (inout): all acts
 *
 * "D’un orteil" counts one where another act of the family counts several; elsewhere it is an article.
 */
void
cpx_concept_marks_drop_plain_counts (CpxActIndex *index)
{
  g_autoptr(GHashTable) several = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < index->acts->len; i++)
    {
      const CpxActEntry *act = cpx_act_index_act (index, i);
      guint64 key = key_of_count (act);

      if (act->count.most > 1)
        g_hash_table_add (several, g_memdup2 (&key, sizeof key));
    }
  for (guint i = 0; i < index->acts->len; i++)
    {
      CpxActEntry *act = cpx_act_index_act (index, i);
      guint64 key = key_of_count (act);

      if (act->count.most == 1 && !g_hash_table_contains (several, &key))
        act->count.most = 0;
    }
}
