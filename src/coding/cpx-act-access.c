/* cpx-act-access.c: "par laparotomie", "par coelioscopie et par abord vaginal".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-act-access.h"

#include "cpx-act-index.h"

/* "Par laparotomie avec préparation par coelioscopie": who tells a laparotomy alone means another act. */
static gboolean
is_prepared (const CpxNoteToken *tokens,
             GArray             *words)
{
  for (guint i = 0; i < words->len; i++)
    {
      if (g_str_equal (tokens[g_array_index (words, CpxContentWord, i).token].word, "preparation"))
        return TRUE;
    }

  return FALSE;
}

/* Whether "et" stands between two ways in, and nothing that is no way. */
static gboolean
are_both_asked_for (const CpxNoteToken *tokens,
                    guint               after,
                    guint               before)
{
  static const char * const between[] = { "et", "par", "abord", "voie", NULL };
  gboolean joined = FALSE;

  for (guint i = after + 1; i < before; i++)
    {
      if (!g_strv_contains (between, tokens[i].word))
        return FALSE;
      joined = joined || g_str_equal (tokens[i].word, "et");
    }

  return joined;
}

/**
 * cpx_act_access_read:
 * @phrases: what people call the ways in
 * @tokens: the words of an act's label
 * @words: (element-type CpxContentWord): those that name something
 * @out_is_access: (array): by content word: set to `TRUE` where it says the way in
 * @out_also: (inout): `CpxAccess` flags that the label asks for besides
 *
 * Returns: `CpxAccess` flags, one of which is asked for; 0 if the label is silent
 */
guint
cpx_act_access_read (const CpxPhraseBook *phrases,
                     const CpxNoteToken  *tokens,
                     GArray              *words,
                     gboolean            *out_is_access,
                     guint               *out_also)
{
  guint access = 0;
  guint last = 0;
  const CpxContentWord *all = (const CpxContentWord *) (gpointer) words->data;

  for (guint i = 0; i < words->len; i++)
    {
      const CpxPhrase *phrase = cpx_phrase_book_match (phrases, tokens, all + i, words->len - i, FALSE);

      if (phrase == NULL || phrase->kind != CPX_LEXICON_ACCESS)
        continue;
      if (access != 0 && !(phrase->access & access) && are_both_asked_for (tokens, last, all[i].token))
        *out_also |= phrase->access;
      else if (!(tokens[all[i].token].flags & CPX_NOTE_TOKEN_NEGATED))
        access |= phrase->access;
      last = all[i + phrase->n_concepts - 1].token;
      for (guint j = 0; j < phrase->n_concepts; j++)
        out_is_access[i + j] = TRUE;
      i += phrase->n_concepts - 1;
    }

  return is_prepared (tokens, words) ? access & ~CPX_ACCESS_OPEN : access;
}

/**
 * cpx_act_access_of_code:
 * @code: an act's seven characters
 *
 * Returns: `CpxAccess` flags of its fourth letter (CCAM code structure, 2007); 0 if that says none
 */
guint
cpx_act_access_of_code (const char *code)
{
  switch (code[3])
    {
    case 'A':
      return CPX_ACCESS_OPEN;
    case 'B': case 'H': case 'J': case 'K':
      return CPX_ACCESS_SKIN;
    case 'C':
      return CPX_ACCESS_SCOPE;
    case 'D':
      return CPX_ACCESS_ORIFICE;
    case 'E':
      return CPX_ACCESS_ENDO;
    case 'F':
      return CPX_ACCESS_VESSEL;
    case 'P':
      return CPX_ACCESS_CLOSED;
    default:
      return 0;
    }
}
