/* cpx-note-time.c: "opéré il y a dix ans", "programmation d’une cataracte", "sa sœur a eu": not now, or not of them.
 *
 * What announces it is a table of short patterns. Each tells how far it reaches: its clause, what follows in it, the
 * list that follows, or what follows of another person. A title that is planned ("cholécystectomie prévue le 12 mars")
 * is what the programme of a theatre writes and stays, unless the same text denies it. What is done "ce jour" is done.
 * Every look is bounded.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-note-time.h"

#include "cpx-note-cues.h"

#include <string.h>

#define NEXT_WORDS 3         /* how far "ancienne" reaches */
#define MAX_REACH 48         /* tokens: clauses and lists are no longer */

static CpxNoteToken *
get_token (GArray *tokens,
           guint   i)
{
  return &g_array_index (tokens, CpxNoteToken, i);
}

static gboolean
is_one_of (const char         *word,
           const char * const *words)
{
  return g_strv_contains (words, word);
}

static gboolean
begins_clause (GArray *tokens,
               guint   i)
{
  return i == 0 || get_token (tokens, i - 1)->clause != get_token (tokens, i)->clause;
}

static gboolean
is_today (GArray *tokens,
          guint   i)
{
  static const char * const times[] = { "jour", "matin", "soir", NULL };
  const char *word = get_token (tokens, i)->word;

  return g_str_equal (word, "aujourd") || g_str_equal (word, "actuellement") ||
         (i > 0 && is_one_of (word, times) && g_str_equal (get_token (tokens, i - 1)->word, "ce"));
}

/* "Réalisée ce jour": whatever was planned, it is done. */
static gboolean
is_done_today (GArray *tokens,
               guint   i)
{
  static const char * const verbs[] = { "realise", "effectue", "pratique", "fait", "faite", "opere", "pose", NULL };
  guint clause = get_token (tokens, i)->clause;
  guint end = MIN (tokens->len, i + MAX_REACH);
  gboolean today = FALSE;
  gboolean done = FALSE;

  for (guint n = 0; n < MAX_REACH && !begins_clause (tokens, i); n++)
    i--;
  for (; i < end && get_token (tokens, i)->clause == clause; i++)
    {
      const char *word = get_token (tokens, i)->word;

      today = today || is_today (tokens, i);
      for (guint j = 0; verbs[j] != NULL; j++)
        done = done || g_str_has_prefix (word, verbs[j]);
    }

  return today && done;
}

static void
mark (GArray *tokens,
      guint   i)
{
  get_token (tokens, i)->flags |= CPX_NOTE_TOKEN_AWAY;
}

static void
mark_after (GArray *tokens,
            guint   at,
            guint   clause)
{
  guint end = MIN (tokens->len, at + MAX_REACH);

  for (; at < end && get_token (tokens, at)->clause == clause; at++)
    mark (tokens, at);
}

/* Both sides; and, if nothing else is told in it, the clause before: "une hernie, il y a dix ans". */
static void
mark_clause (GArray *tokens,
             guint   first,
             guint   end)
{
  guint clause = get_token (tokens, first)->clause;
  gboolean alone = TRUE;

  mark_after (tokens, first, clause);
  for (guint i = end; alone && i < tokens->len && get_token (tokens, i)->clause == clause; i++)
    alone = cpx_note_word_is_empty (get_token (tokens, i)->word);
  for (guint n = 0; first > 0 && n < MAX_REACH; first--, n++)
    {
      const CpxNoteToken *token = get_token (tokens, first - 1);

      if (token->sentence != get_token (tokens, end - 1)->sentence || (token->clause != clause && !alone))
        break;
      if (token->clause == clause)
        alone = alone && cpx_note_word_is_empty (token->word);
      else if (token->clause + 1 < clause)
        break;
      mark (tokens, first - 1);
    }
}

/* The first word of the clause from which on the time is told of something that the operation is about. */
static guint
find_thing (GArray *tokens,
            guint   first)
{
  static const char * const begins[] = { "apres", "sur", "chez", "mis", "mise", "mises", "patient", "patiente", NULL };
  guint clause = get_token (tokens, first)->clause;
  guint thing = first;
  gboolean named = FALSE;
  guint begin = first;

  for (guint n = 0; n < MAX_REACH && !begins_clause (tokens, begin); n++)
    begin--;
  for (guint i = begin; i < first && get_token (tokens, i)->clause == clause; i++)
    {
      const char *word = get_token (tokens, i)->word;

      if (named && (is_one_of (word, begins) || g_str_has_prefix (word, "pose") || g_str_has_prefix (word, "implante")))
        return i;
      named = named || !cpx_note_word_is_empty (word);
      thing = begin;
    }

  return thing;
}

static gboolean
tells_operation (GArray *tokens,
                 guint   from,
                 guint   end)
{
  static const char * const verbs[] = { "opere", "operee", "operes", "operees", "eu", "subi", "beneficie", "traite",
                                        "traitee", NULL };

  for (guint i = from; i < end; i++)
    {
      if (is_one_of (get_token (tokens, i)->word, verbs))
        return TRUE;
    }

  return FALSE;
}

/* "Ablation d’un clou posé il y a un an" is done now; "hernie opérée il y a un an" was. */
static void
mark_before (GArray *tokens,
             guint   first,
             guint   end,
             CpxNoteReach   reach)
{
  guint from = find_thing (tokens, first);

  if (reach == CPX_NOTE_REACH_YEAR && !tells_operation (tokens, from, first))
    return;
  if (from == first || begins_clause (tokens, from))
    mark_clause (tokens, first, end);
  else
    mark_after (tokens, from, get_token (tokens, first)->clause);
}

/* "Antécédent de césarienne, cure de hernie": what follows the comma is longer than an item of a list. */
static gboolean
begins_other_thing (GArray *tokens,
                    guint   i,
                    guint   cue)
{
  guint clause = get_token (tokens, i)->clause;
  guint named = 0;

  if (get_token (tokens, cue)->flags & CPX_NOTE_TOKEN_HEAD || !begins_clause (tokens, i))
    return FALSE;
  for (guint at = i; at < tokens->len && named < 2 && get_token (tokens, at)->clause == clause; at++)
    named += !cpx_note_word_is_empty (get_token (tokens, at)->word);

  return named > 1;
}

/* A list of what was ends where the patient comes in, or once it named something, with a verb. */
static gboolean
ends_list (GArray   *tokens,
           guint     i,
           gboolean  named)
{
  static const char * const now[] = { "admis", "admise", "hospitalise", "hospitalisee", "adresse", "adressee",
                                      "consulte", "consultait", "presente", "presentait", "presentant", "vu", "vue",
                                      "on", "nous", "qui", NULL };
  static const char * const verbs[] = { "a", "est", "etait", "avait", "se", "s", "il", "elle", "ayant", "souffrant",
                                        "atteint", "atteinte", "consultant", "chez", NULL };
  static const char * const of[] = { "d", "de", "du", "pour", "ce", NULL };
  const CpxNoteToken *token = get_token (tokens, i);

  if (is_today (tokens, i) || is_one_of (token->word, now) || (named && is_one_of (token->word, verbs)))
    return TRUE;

  return g_str_has_prefix (token->word, "oper") && named && i + 1 < tokens->len &&
         is_one_of (get_token (tokens, i + 1)->word, of);
}

static void
mark_list (GArray *tokens,
           guint   i,
           guint   at)
{
  guint sentence = at < tokens->len ? get_token (tokens, at)->sentence : 0;
  gboolean heading = i == 0 || get_token (tokens, i - 1)->sentence != get_token (tokens, i)->sentence;
  gboolean named = FALSE;

  if (sentence != get_token (tokens, i)->sentence && !heading)
    return;
  for (guint end = MIN (tokens->len, at + MAX_REACH);
       at < end && get_token (tokens, at)->sentence == sentence && !ends_list (tokens, at, named) &&
       !(at > i + 1 && begins_other_thing (tokens, at, i)); at++)
    {
      mark (tokens, at);
      named = named || !cpx_note_word_is_empty (get_token (tokens, at)->word);
    }
}

static gboolean
names_patient (GArray *tokens,
               guint   i)
{
  static const char * const names[] = { "patient", "patiente", "elle", "il", "lui", "on", "nous", NULL };

  return is_one_of (get_token (tokens, i)->word, names) || is_today (tokens, i);
}

static void
mark_person (GArray *tokens,
             guint   at)
{
  guint sentence = at < tokens->len ? get_token (tokens, at)->sentence : 0;

  for (guint end = MIN (tokens->len, at + MAX_REACH);
       at < end && get_token (tokens, at)->sentence == sentence && !names_patient (tokens, at); at++)
    mark (tokens, at);
}

static void
mark_next (GArray *tokens,
           guint   at)
{
  guint clause = at < tokens->len ? get_token (tokens, at)->clause : 0;
  guint named = 0;

  for (; at < tokens->len && get_token (tokens, at)->clause == clause && named < NEXT_WORDS; at++)
    {
      mark (tokens, at);
      named += !cpx_note_word_is_empty (get_token (tokens, at)->word);
    }
}

/* "Sans antécédent"; "ancienne" after its noun is the age of a lesion: "pseudarthrose ancienne". */
static gboolean
is_no_cue (GArray *tokens,
           guint   i,
           CpxNoteReach   reach)
{
  static const char * const denials[] = { "sans", "pas", "aucun", "aucune", NULL };
  const char *before = begins_clause (tokens, i) ? "" : get_token (tokens, i - 1)->word;

  if (reach == CPX_NOTE_REACH_NEXT)
    return *before != '\0' && !cpx_note_word_is_empty (before);

  return is_one_of (before, denials) || (i > 1 && reach == CPX_NOTE_REACH_LIST && g_str_equal (before, "d") &&
                                         is_one_of (get_token (tokens, i - 2)->word, denials));
}

static void
apply (GArray *tokens,
       guint   i,
       guint   end,
       CpxNoteReach   reach)
{
  if (is_no_cue (tokens, i, reach) || (reach < CPX_NOTE_REACH_LIST && is_done_today (tokens, i)))
    return;
  for (guint j = i; j < end && reach != CPX_NOTE_REACH_YEAR; j++)
    mark (tokens, j);
  if (reach == CPX_NOTE_REACH_LIST)
    mark_list (tokens, i, end);
  else if (reach == CPX_NOTE_REACH_PERSON)
    mark_person (tokens, end);
  else if (reach == CPX_NOTE_REACH_NEXT)
    mark_next (tokens, end);
  else if (reach == CPX_NOTE_REACH_AFTER)
    mark_after (tokens, end, get_token (tokens, i)->clause);
  else if (reach == CPX_NOTE_REACH_BEFORE || reach == CPX_NOTE_REACH_YEAR)
    mark_before (tokens, i, end, reach);
  else if (reach == CPX_NOTE_REACH_CLAUSE)
    mark_clause (tokens, i, end);
}

static gboolean
is_planned_title (const char *word)
{
  return g_str_has_prefix (word, "prevu") || g_str_has_prefix (word, "programmee") ||
         g_str_has_prefix (word, "envisage") || g_str_has_prefix (word, "planifie");
}

static GHashTable *
list_denied_words (GArray *tokens)
{
  GHashTable *words = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < tokens->len; i++)
    {
      const CpxNoteToken *token = get_token (tokens, i);

      if (token->flags & CPX_NOTE_TOKEN_NEGATED && !cpx_note_word_is_empty (token->word))
        g_hash_table_add (words, (gpointer) token->word);
    }

  return words;
}

/* "Cholécystectomie prévue. La cholécystectomie n’est pas débutée." */
static void
mark_planned_and_denied (GArray      *tokens,
                         guint        i,
                         GHashTable  *denied)
{
  guint clause = get_token (tokens, i)->clause;

  for (guint j = i; j > 0 && i - j < MAX_REACH && get_token (tokens, j - 1)->clause == clause; j--)
    {
      if (!g_hash_table_contains (denied, get_token (tokens, j - 1)->word))
        continue;
      mark_clause (tokens, i, i + 1);
      return;
    }
}

/**
 * cpx_note_time_mark:
 * @tokens: (element-type CpxNoteToken): all the words of a text, in order, denials marked
 *
 * Flags those that tell of another day or another person.
 */
void
cpx_note_time_mark (GArray *tokens)
{
  g_autoptr(GHashTable) denied = NULL;

  for (guint i = 0; i < tokens->len; i++)
    {
      cpx_note_cues_find (tokens, i, apply);
      if (!is_planned_title (get_token (tokens, i)->word))
        continue;
      denied = denied != NULL ? denied : list_denied_words (tokens);
      mark_planned_and_denied (tokens, i, denied);
    }
}
