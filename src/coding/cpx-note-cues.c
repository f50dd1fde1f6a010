/* cpx-note-cues.c: a table of short patterns, and what stands in a text of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-note-cues.h"

#include <string.h>

#define MAX_SKIPPED 3        /* small words that "~" stands for */
#define NO_MATCH 0

/* Words parted by spaces. "x*": begins so; "#": a number; "@": a unit of time; "%": a year; "~": small words or none;
 * "a/b": either. */
typedef struct
{
  const char   *words;
  CpxNoteReach  reach;
} Pattern;

#define KIN "soeur/mere/pere/frere/mari/femme/epouse/epoux/conjoint/conjointe/fille/fils/tante/oncle/cousin/cousine/" \
            "grand/compagne/compagnon/parents/voisin/voisine/ami/amie/jumeau/jumelle/neveu/niece/belle/beau"
#define NEAR_KIN "soeur/mere/pere/frere/mari/epouse/tante/oncle/cousin/cousine"
#define PLANNED "envisage*/propose*/discute*/evoque*/planifie*/prevu*/programme*/souhaite*/demande*/reprogramme*"
#define OF "d/de/du/des/post/apres/postop/postoperatoire"

static const Pattern patterns[] = {
  /* before */
  { "il y a #", CPX_NOTE_REACH_BEFORE },
  { "il y a longtemps", CPX_NOTE_REACH_BEFORE },
  { "en %", CPX_NOTE_REACH_YEAR },
  { "an/mois dernier/passe", CPX_NOTE_REACH_BEFORE },
  { "annee/semaine derniere/passee/precedente", CPX_NOTE_REACH_BEFORE },
  { "dans l/son enfance", CPX_NOTE_REACH_BEFORE },
  { "dans sa/la jeunesse", CPX_NOTE_REACH_BEFORE },
  { "autrefois", CPX_NOTE_REACH_BEFORE },
  { "jadis", CPX_NOTE_REACH_BEFORE },
  { "deja opere*/eu/subi/beneficie", CPX_NOTE_REACH_BEFORE },
  { "deja ete opere*", CPX_NOTE_REACH_BEFORE },
  { "ancien/ancienne", CPX_NOTE_REACH_NEXT },
  { "antecedent*", CPX_NOTE_REACH_LIST },
  { "atcd*", CPX_NOTE_REACH_LIST },
  { "suites d/de/du", CPX_NOTE_REACH_AFTER },
  { "a # @ " OF, CPX_NOTE_REACH_AFTER },
  { "# @ apres", CPX_NOTE_REACH_AFTER },
  { "j# " OF, CPX_NOTE_REACH_AFTER },
  { "suivi/surveillance/controle/visite ~ apres/post/postop/postoperatoire/postoperatoires", CPX_NOTE_REACH_AFTER },

  /* to come */
  { "programmation/reprogrammation/planification d/de/du", CPX_NOTE_REACH_AFTER },
  { "bilan preoperatoire/preop/prechirurgical/avant", CPX_NOTE_REACH_AFTER },
  { "bilan pre operatoire/op", CPX_NOTE_REACH_AFTER },
  { "consultation", CPX_NOTE_REACH_LIST },
  { "avis ~ chirurgical ~ pour/sur", CPX_NOTE_REACH_AFTER },
  { "accord ~ pour", CPX_NOTE_REACH_AFTER },
  { "visite preanesthesique/preoperatoire/anesthesique", CPX_NOTE_REACH_AFTER },
  { "liste ~ attente", CPX_NOTE_REACH_AFTER },
  { "attente d/de", CPX_NOTE_REACH_AFTER },
  { "demande d accord/entente/avis", CPX_NOTE_REACH_AFTER },
  { "devis", CPX_NOTE_REACH_AFTER },
  { "rdv", CPX_NOTE_REACH_AFTER },
  { "rendez vous", CPX_NOTE_REACH_AFTER },
  { "discussion d/de/du/sur", CPX_NOTE_REACH_AFTER },
  { "on/nous/avons discute/discutons/evoque/evoquons", CPX_NOTE_REACH_AFTER },
  { "on a discute/evoque/propose", CPX_NOTE_REACH_AFTER },
  { "intervention/operation prevue/envisagee/proposee est", CPX_NOTE_REACH_AFTER },
  { "discuter ~ d/de/du", CPX_NOTE_REACH_AFTER },
  { "explications ~ donnees/sur", CPX_NOTE_REACH_AFTER },
  { "informe* sur/de/du/des/d", CPX_NOTE_REACH_AFTER },
  { "information* sur/donnee*", CPX_NOTE_REACH_AFTER },
  { "projet d/de", CPX_NOTE_REACH_AFTER },
  { "candidat* a/pour", CPX_NOTE_REACH_AFTER },
  { "souhaite/desire/souhaiterait/aimerait/voudrait/veut/demande un/une/l/la/le/des/sa/son", CPX_NOTE_REACH_AFTER },
  { "va beneficier/etre/avoir/subir", CPX_NOTE_REACH_AFTER },
  { "doit/devait/devaient beneficier/avoir/subir/etre", CPX_NOTE_REACH_AFTER },
  { "faudra/faudrait", CPX_NOTE_REACH_AFTER },
  { "faut prevoir/programmer/discuter/envisager", CPX_NOTE_REACH_AFTER },
  { "je/on/nous ~ propose/proposons/proposerai/prevois/prevoit/prevoyons/envisage/envisageons/programme/programmons",
    CPX_NOTE_REACH_AFTER },
  { "lui propose", CPX_NOTE_REACH_AFTER },
  { "sera/serait/seront opere*/repris*/hospitalise*/traite*/convoque*/revu*", CPX_NOTE_REACH_AFTER },
  { "beneficiera/subira", CPX_NOTE_REACH_AFTER },
  { "est/sont/etait/etaient " PLANNED, CPX_NOTE_REACH_CLAUSE },
  { "a/ont ete " PLANNED, CPX_NOTE_REACH_CLAUSE },
  { "reste a prevoir/faire/programmer/discuter", CPX_NOTE_REACH_CLAUSE },
  { "mois/an prochain", CPX_NOTE_REACH_CLAUSE },
  { "semaine/annee prochaine", CPX_NOTE_REACH_CLAUSE },
  { "prochainement", CPX_NOTE_REACH_CLAUSE },
  { "a operer", CPX_NOTE_REACH_CLAUSE },
  { "demain", CPX_NOTE_REACH_CLAUSE },

  /* of others */
  { "chez sa/son/leur/ses " KIN, CPX_NOTE_REACH_CLAUSE },
  { "sa/son/ses " KIN, CPX_NOTE_REACH_PERSON },
  { "^ " NEAR_KIN " opere*/a/ayant/atteint*/decede*/porteur/porteuse/suivi*/traite*", CPX_NOTE_REACH_PERSON },
  { "histoire familiale", CPX_NOTE_REACH_PERSON },
  { "mere", CPX_NOTE_REACH_SELF },   /* no "MER", a membrane of the eye */
  { "dans la/sa famille", CPX_NOTE_REACH_PERSON },
};

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
is_number (const char *word)
{
  static const char * const numbers[] = {
    "un", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "quinze",
    "vingt", "trente", "quarante", "quelques", "plusieurs", "environ", NULL };

  return g_ascii_isdigit (*word) || is_one_of (word, numbers);
}

static gboolean
is_unit (const char *word)
{
  static const char * const units[] = { "an", "ans", "annee", "annees", "mois", "semaine", "semaines", "jour", "jours",
                                        NULL };

  return is_one_of (word, units);
}

static gboolean
is_year (const char *word)
{
  return strlen (word) == 4 && (g_str_has_prefix (word, "19") || g_str_has_prefix (word, "20")) &&
         g_ascii_isdigit (word[2]) && g_ascii_isdigit (word[3]);
}

/* One of the alternatives of a pattern’s word, which ends at @end. */
static gboolean
fits (const char *one,
      const char *end,
      const char *word)
{
  gsize length = end - one;

  switch (*one)
    {
    case '#':
      return is_number (word);
    case '@':
      return is_unit (word);
    case '%':
      return is_year (word);
    default:
      break;
    }
  if (length == 2 && g_str_has_prefix (one, "j#"))
    return *word == 'j' && word[1] > '0' && word[1] <= '9';
  if (end[-1] == '*')
    return strncmp (one, word, length - 1) == 0;

  return strncmp (one, word, length) == 0 && word[length] == '\0';
}

static gboolean
fits_any (const char *words,
          const char *word)
{
  while (TRUE)
    {
      const char *end = words + strcspn (words, " /");

      if (fits (words, end, word))
        return TRUE;
      if (*end != '/')
        return FALSE;
      words = end + 1;
    }
}

static gboolean
begins_clause (GArray *tokens,
               guint   i)
{
  return i == 0 || get_token (tokens, i - 1)->clause != get_token (tokens, i)->clause;
}

/* Where the pattern that stands at token @i ends; NO_MATCH if it does not stand there. */
static guint
match (GArray     *tokens,
       guint       i,
       const char *words)
{
  guint clause = get_token (tokens, i)->clause;
  guint at = i;

  if (*words == '^' && !begins_clause (tokens, i))
    return NO_MATCH;
  if (*words == '^')
    words += 2;
  for (; *words != '\0'; words += strcspn (words, " "), words += strspn (words, " "))
    {
      const char *next = words + strcspn (words, " ");

      if (*words == '~')
        {
          for (guint n = 0; n < MAX_SKIPPED && at < tokens->len &&
               cpx_note_word_is_empty (get_token (tokens, at)->word) &&
               !fits_any (next + 1, get_token (tokens, at)->word); n++)
            at++;
          continue;
        }
      if (at >= tokens->len || get_token (tokens, at)->clause != clause ||
          !fits_any (words, get_token (tokens, at)->word))
        return NO_MATCH;
      at++;
    }

  return at;
}

/* Whether a word that begins with @letter may begin a pattern. */
static gboolean
may_begin (const char *words,
           char        letter)
{
  words += *words == '^' ? 2 : 0;
  for (;; words++)
    {
      if (*words == letter || *words == '#')
        return TRUE;
      words += strcspn (words, " /");
      if (*words != '/')
        return FALSE;
    }
}

/* By letter, the patterns to look at, ended by G_N_ELEMENTS (patterns): most words ask for few looks. */
static guint8 by_letter[G_MAXUINT8 + 1][G_N_ELEMENTS (patterns) + 1];

static void
sort_patterns (void)
{
  static gsize sorted = 0;

  if (!g_once_init_enter (&sorted))
    return;
  for (guint letter = 0; letter < G_N_ELEMENTS (by_letter); letter++)
    {
      guint n = 0;

      for (guint8 i = 0; i < G_N_ELEMENTS (patterns); i++)
        {
          if (may_begin (patterns[i].words, (char) letter))
            by_letter[letter][n++] = i;
        }
      by_letter[letter][n] = G_N_ELEMENTS (patterns);
    }
  g_once_init_leave (&sorted, 1);
}

/**
 * cpx_note_cues_find:
 * @tokens: (element-type CpxNoteToken): all the words of a text, in order
 * @i: one of them
 * @found: (scope call): what to do with each cue that begins there
 */
void
cpx_note_cues_find (GArray         *tokens,
                    guint           i,
                    CpxNoteCueFunc  found)
{
  const guint8 *numbers;

  sort_patterns ();
  numbers = by_letter[(guchar) *get_token (tokens, i)->word];
  for (; *numbers < G_N_ELEMENTS (patterns); numbers++)
    {
      const Pattern *pattern = &patterns[*numbers];
      guint end = match (tokens, i, pattern->words);

      if (end != NO_MATCH)
        found (tokens, i, end, pattern->reach);
    }
}
