/* cpx-suggest-reasons.c: turns the measures of an answer into spans, axes and sentences.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-suggest-reasons.h"

#include "cpx-act-index-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_WORDS_NAMED 4
#define MOSTLY_AWAY 0.5f
#define MIN_MISSED_WEIGHT 2.0f   /* a word that says less is not worth naming */

/* Words of a text, quoted once each. */
typedef struct
{
  GPtrArray *words;   /* (owned): strings (owned) */
} Quotes;

static void
quote (Quotes     *quotes,
       const char *text,
       guint       start,
       guint       end)
{
  g_autofree char *word = g_strndup (text + start, end - start);

  if (quotes->words->len < MAX_WORDS_NAMED &&
      !g_ptr_array_find_with_equal_func (quotes->words, word, g_str_equal, NULL))
    g_ptr_array_add (quotes->words, g_steal_pointer (&word));
}

static char *
join_quotes (Quotes *quotes)
{
  g_ptr_array_add (quotes->words, NULL);

  return g_strjoinv (", ", (char **) quotes->words->pdata);
}

/* Frees the quotes; `NULL` if there are none. */
static char *
take_quotes (Quotes *quotes)
{
  char *words = quotes->words->len > 0 ? join_quotes (quotes) : NULL;

  g_ptr_array_unref (quotes->words);

  return words;
}

/* @sentence: (transfer full) (nullable) */
static void
add_sentence (GStrvBuilder *sentences,
              char         *sentence)
{
  if (sentence != NULL)
    g_strv_builder_add (sentences, sentence);
  g_free (sentence);
}

static void
fill_spans (const CpxReadText   *text,
            const CpxAnswer     *answer,
            CpxSuggestionFields *fields)
{
  guint n_units;
  guint n_tokens;
  const CpxUnit *units = cpx_claims_get_units (text->claims, &n_units);
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (text->note, &n_tokens);
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (CpxTextSpan));

  for (guint i = answer->stretch.first_unit; i < answer->stretch.end_unit; i++)
    {
      CpxTextSpan span = { tokens[units[i].first_token].start, tokens[units[i].last_token].end };

      if (cpx_form_explains (text->index, answer->form, text->claims, i))
        g_array_append_val (spans, span);
    }
  fields->n_spans = spans->len;
  fields->spans = g_memdup2 (spans->data, spans->len * sizeof (CpxTextSpan));
}

/* Concepts that a stretch says, those that it denies too if @denied, as a set. */
static GHashTable *
hear (const CpxReadText *text,
      CpxStretch         stretch,
      gboolean           denied)
{
  GHashTable *said = g_hash_table_new (NULL, NULL);
  guint n_units;
  guint n_claims;
  const CpxUnit *units = cpx_claims_get_units (text->claims, &n_units);
  const CpxClaim *claims = cpx_claims_get_claims (text->claims, &n_claims);

  for (guint i = stretch.first_unit; i < MIN (stretch.end_unit, n_units); i++)
    {
      for (guint j = 0; j < units[i].n_claims; j++)
        {
          const CpxClaim *claim = &claims[units[i].first_claim + j];

          if (denied || !claim->negated)
            g_hash_table_add (said, GUINT_TO_POINTER (claim->concept));
        }
    }

  return said;
}

/* What the whole text says: as it was understood, and word for word. */
static GHashTable *
hear_all (const CpxReadText *text)
{
  CpxStretch whole = { .first_unit = 0 };
  GHashTable *said;
  guint n_tokens;
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (text->note, &n_tokens);

  cpx_claims_get_units (text->claims, &whole.end_unit);
  said = hear (text, whole, TRUE);
  for (guint i = 0; i < n_tokens; i++)
    g_hash_table_add (said, GUINT_TO_POINTER (cpx_vocabulary_find (text->index->vocabulary, tokens[i].word)));

  return said;
}

static void
fill_axes (const CpxReadText   *text,
           const CpxAnswer     *answer,
           GHashTable          *said,
           CpxSuggestionFields *fields)
{
  const CpxForm *form = cpx_act_index_form (text->index, answer->form);
  const float *features = answer->features;

  fields->axes[CPX_AXIS_ACCESS] = features[CPX_FEATURE_ACCESS_AGREES] > 0 ? CPX_AXIS_AGREES :
                                  features[CPX_FEATURE_ACCESS_DIFFERS] > 0 ? CPX_AXIS_DIFFERS : CPX_AXIS_UNSAID;
  fields->axes[CPX_AXIS_ACTION] = features[CPX_FEATURE_HEAD] > 0 || features[CPX_FEATURE_WHOLE_NICKNAME] > 0 ?
                                  CPX_AXIS_AGREES : CPX_AXIS_UNSAID;
  fields->axes[CPX_AXIS_SITE] = features[CPX_FEATURE_WHOLE_NICKNAME] > 0 ? CPX_AXIS_AGREES : CPX_AXIS_UNSAID;
  for (guint i = 1; i < form->n_terms; i++)
    {
      const CpxTerm *term = cpx_act_index_term (text->index, form->first_term + i);

      if (!(term->flags & (CPX_TERM_ACCESS | CPX_TERM_NEGATED)) &&
          g_hash_table_contains (said, GUINT_TO_POINTER (term->concept)))
        fields->axes[CPX_AXIS_SITE] = CPX_AXIS_AGREES;
    }
}

static gboolean
is_asked_for (const CpxNoteToken *token)
{
  return !cpx_note_word_is_empty (token->word) &&
         !(token->flags & (CPX_NOTE_TOKEN_NEGATED | CPX_NOTE_TOKEN_OPTIONAL | CPX_NOTE_TOKEN_BRACKET |
                           CPX_NOTE_TOKEN_OR));
}

/* Words of the label that the text, in whichever of its sentences, leaves unsaid. */
static void
tell_missed (const CpxReadText *text,
             const CpxAnswer   *answer,
             GStrvBuilder      *against)
{
  g_autoptr(GHashTable) said = hear_all (text);
  const char *label = cpx_act_index_get_label (text->index, answer->act);
  g_autoptr(CpxNoteText) note = cpx_note_text_new (label);
  Quotes quotes = { g_ptr_array_new_with_free_func (g_free) };
  g_autofree char *words = NULL;
  guint n;
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (note, &n);

  for (guint i = 0; i < n && answer->features[CPX_FEATURE_WHOLE_NICKNAME] <= 0; i++)
    {
      guint concept = cpx_vocabulary_find (text->index->vocabulary, tokens[i].word);

      if (concept != text->index->unilateral && concept != text->index->bilateral   /* sides have their own sentence */
          && is_asked_for (&tokens[i]) && text->index->weights[concept] >= MIN_MISSED_WEIGHT &&
          !g_hash_table_contains (said, GUINT_TO_POINTER (concept)))
        quote (&quotes, cpx_note_text_get_text (note), tokens[i].start, tokens[i].end);
    }
  words = take_quotes (&quotes);
  add_sentence (against, words != NULL ? g_strdup_printf (_("The text does not say: %s."), words) : NULL);
}

/* Whether a name of an act holds what a unit claims, the other way round: said and left out, or denied and included. */
static gboolean
is_contradicted (const CpxReadText *text,
                 const CpxForm     *form,
                 const CpxUnit     *unit)
{
  guint n;
  const CpxClaim *claims = cpx_claims_get_claims (text->claims, &n);
  gboolean other_way = FALSE;

  for (guint i = 0; i < form->n_terms; i++)
    {
      const CpxTerm *term = cpx_act_index_term (text->index, form->first_term + i);
      gboolean negated = (term->flags & CPX_TERM_NEGATED) != 0;

      for (guint j = unit->first_claim; j < unit->first_claim + unit->n_claims; j++)
        {
          if (claims[j].concept != term->concept)
            continue;
          if (negated == claims[j].negated)
            return FALSE;
          other_way = other_way || term->need > 0;
        }
    }

  return other_way;
}

/* What the text denies and the act includes, what it tells and the act leaves out. */
static void
tell_conflicts (const CpxReadText *text,
                const CpxAnswer   *answer,
                GStrvBuilder      *against)
{
  const CpxForm *form = cpx_act_index_form (text->index, answer->form);
  Quotes denied = { g_ptr_array_new_with_free_func (g_free) };
  Quotes told = { g_ptr_array_new_with_free_func (g_free) };
  g_autofree char *denied_words = NULL;
  g_autofree char *told_words = NULL;
  guint n_units;
  guint n_tokens;
  const CpxUnit *units = cpx_claims_get_units (text->claims, &n_units);
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (text->note, &n_tokens);

  for (guint i = answer->stretch.first_unit; i < answer->stretch.end_unit; i++)
    {
      const CpxNoteToken *first = &tokens[units[i].first_token];

      if (is_contradicted (text, form, &units[i]))
        quote (first->flags & CPX_NOTE_TOKEN_NEGATED ? &denied : &told, cpx_note_text_get_text (text->note),
               first->start, tokens[units[i].last_token].end);
    }
  denied_words = take_quotes (&denied);
  add_sentence (against, denied_words == NULL ? NULL :
                g_strdup_printf (_("This act includes what the text denies: %s."), denied_words));
  told_words = take_quotes (&told);
  add_sentence (against, told_words == NULL ? NULL :
                g_strdup_printf (_("This act leaves out what the text tells: %s."), told_words));
}

static void
tell_access (const CpxReadText *text,
             const CpxAnswer   *answer,
             GStrvBuilder      *against)
{
  if (answer->features[CPX_FEATURE_ACCESS_DIFFERS] <= 0)
    return;
  g_strv_builder_add (against, cpx_act_index_act (text->index, answer->act)->access_also != 0 ?
                      _("The text does not tell both ways in that this act asks for.") :
                      _("The text tells another way in than this act."));
}

/* The text may say it by another name than the one it was found by: the label counts too. */
static gboolean
label_says (const CpxReadText *text,
            const CpxAnswer   *answer,
            const CpxUnit     *unit)
{
  g_autoptr(CpxNoteText) label = cpx_note_text_new (cpx_act_index_get_label (text->index, answer->act));
  guint n_tokens, n_claims;
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (label, &n_tokens);
  const CpxClaim *claims = cpx_claims_get_claims (text->claims, &n_claims);

  for (guint i = 0; i < n_tokens; i++)
    {
      guint concept = cpx_vocabulary_find (text->index->vocabulary, tokens[i].word);

      for (guint j = 0; j < unit->n_claims && concept != CPX_NO_CONCEPT; j++)
        {
          if (claims[unit->first_claim + j].concept == concept)
            return TRUE;
        }
    }

  return FALSE;
}

/* Words of the stretch that the act does not explain. */
static void
tell_unexplained (const CpxReadText *text,
                  const CpxAnswer   *answer,
                  GStrvBuilder      *against)
{
  Quotes quotes = { g_ptr_array_new_with_free_func (g_free) };
  g_autofree char *words = NULL;
  guint n_units;
  guint n_tokens;
  const CpxUnit *units = cpx_claims_get_units (text->claims, &n_units);
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (text->note, &n_tokens);

  for (guint i = answer->stretch.first_unit; i < answer->stretch.end_unit; i++)
    {
      if (units[i].weight >= MIN_MISSED_WEIGHT && units[i].n_claims > 0 &&
          !(tokens[units[i].first_token].flags & CPX_NOTE_TOKEN_NEGATED) &&
          !cpx_form_explains (text->index, answer->form, text->claims, i) && !label_says (text, answer, &units[i]))
        quote (&quotes, cpx_note_text_get_text (text->note), tokens[units[i].first_token].start,
               tokens[units[i].last_token].end);
    }
  words = take_quotes (&quotes);
  add_sentence (against, words != NULL ? g_strdup_printf (_("This act does not account for: %s."), words) : NULL);
}

/* What is told of the sides; half a measure is a silence, or is told in other sentences. */
static const char *
find_side_sentence (const CpxReadText *text,
                    const CpxAnswer   *answer)
{
  const CpxActEntry *act = &g_array_index (text->index->acts, CpxActEntry, answer->act);

  if (answer->features[CPX_FEATURE_SIDE_DIFFERS] >= 1)
    return act->bilateral ? _("This act is for both sides: one is told.")
                          : _("This act is for one side: both are told.");

  return act->bilateral ? _("This act is for both sides, which the text does not tell.")
                        : _("This act is for one side: other sentences tell both.");
}

/**
 * cpx_suggest_reasons_fill:
 * @text: a text
 * @answer: an act's answer to it
 * @fields: where spans, axes and what speaks against it go
 *
 * Explains an answer.
 */
void
cpx_suggest_reasons_fill (const CpxReadText   *text,
                          const CpxAnswer     *answer,
                          CpxSuggestionFields *fields)
{
  g_autoptr(GStrvBuilder) against = g_strv_builder_new ();
  g_autoptr(GHashTable) said = hear (text, answer->stretch, FALSE);

  fill_spans (text, answer, fields);
  fill_axes (text, answer, said, fields);
  tell_access (text, answer, against);
  tell_conflicts (text, answer, against);
  if (answer->features[CPX_FEATURE_SIDE_DIFFERS] > 0)
    g_strv_builder_add (against, find_side_sentence (text, answer));
  if (answer->features[CPX_FEATURE_AWAY] >= MOSTLY_AWAY)
    g_strv_builder_add (against, _("The text tells of it on another day, or of another person."));
  if (answer->features[CPX_FEATURE_SEX_DIFFERS] > 0)
    g_strv_builder_add (against, _("This act is for patients of the other sex."));
  if (answer->features[CPX_FEATURE_AGE_DIFFERS] > 0)
    g_strv_builder_add (against, _("The label of this act names another age than the patient’s."));
  tell_missed (text, answer, against);
  tell_unexplained (text, answer, against);
  fields->against = g_strv_builder_end (against);
}

/**
 * cpx_suggest_reasons_tell_apart:
 * @index: acts
 * @act: one
 * @rival: another
 *
 * Returns: (transfer full): the words of @rival's label that @act's does not have, a few
 */
char *
cpx_suggest_reasons_tell_apart (const CpxActIndex *index,
                                guint              act,
                                guint              rival)
{
  g_autoptr(CpxNoteText) own = cpx_note_text_new (cpx_act_index_get_label (index, act));
  g_autoptr(CpxNoteText) other = cpx_note_text_new (cpx_act_index_get_label (index, rival));
  g_autoptr(GHashTable) concepts = g_hash_table_new (NULL, NULL);
  Quotes quotes = { g_ptr_array_new_with_free_func (g_free) };
  guint n;
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (own, &n);
  char *words;

  for (guint i = 0; i < n; i++)
    g_hash_table_add (concepts, GUINT_TO_POINTER (cpx_vocabulary_find (index->vocabulary, tokens[i].word)));
  tokens = cpx_note_text_get_tokens (other, &n);
  for (guint i = 0; i < n; i++)
    {
      guint concept = cpx_vocabulary_find (index->vocabulary, tokens[i].word);

      if (!cpx_note_word_is_empty (tokens[i].word) && !g_hash_table_contains (concepts, GUINT_TO_POINTER (concept)))
        quote (&quotes, cpx_note_text_get_text (other), tokens[i].start, tokens[i].end);
    }
  words = join_quotes (&quotes);
  g_ptr_array_unref (quotes.words);

  return words;
}
