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

#include <string.h>

#define MAX_SKIPPED 3        /* small words that "~" stands for */
#define NEXT_WORDS 3         /* how far "ancienne" reaches */
#define MAX_REACH 48         /* tokens: clauses and lists are no longer */
#define NO_MATCH 0

typedef enum {
  REACH_SELF,       /* its own words */
  REACH_CLAUSE,     /* its clause, on both sides */
  REACH_BEFORE,     /* the same, from the thing on that the time belongs to: "ablation d’un clou POSÉ IL Y A UN AN" */
  REACH_YEAR,       /* the same, if an operation is told of it: "en 2024" alone may be now */
  REACH_AFTER,      /* what follows in its clause */
  REACH_NEXT,       /* the few words that follow */
  REACH_LIST,       /* the rest of the sentence; after a heading on a line of its own, of the next one */
  REACH_PERSON,     /* the rest of the sentence, until the patient is named again */
} Reach;

/* Words parted by spaces. "x*": begins so; "#": a number; "@": a unit of time; "%": a year; "~": small words or none;
 * "a/b": either. */
typedef struct
{
  const char *words;
  Reach       reach;
} Pattern;

#define KIN "soeur/mere/pere/frere/mari/femme/epouse/epoux/conjoint/conjointe/fille/fils/tante/oncle/cousin/cousine/" \
            "grand/compagne/compagnon/parents/voisin/voisine/ami/amie/jumeau/jumelle/neveu/niece/belle/beau"
#define NEAR_KIN "soeur/mere/pere/frere/mari/epouse/tante/oncle/cousin/cousine"
#define PLANNED "envisage*/propose*/discute*/evoque*/planifie*/prevu*/programme*/souhaite*/demande*/reprogramme*"
#define OF "d/de/du/des/post/apres/postop/postoperatoire"

static const Pattern patterns[] = {
  /* before */
  { "il y a #", REACH_BEFORE },
  { "il y a longtemps", REACH_BEFORE },
  { "en %", REACH_YEAR },
  { "an/mois dernier/passe", REACH_BEFORE },
  { "annee/semaine derniere/passee/precedente", REACH_BEFORE },
  { "dans l/son enfance", REACH_BEFORE },
  { "dans sa/la jeunesse", REACH_BEFORE },
  { "autrefois", REACH_BEFORE },
  { "jadis", REACH_BEFORE },
  { "deja opere*/eu/subi/beneficie", REACH_BEFORE },
  { "deja ete opere*", REACH_BEFORE },
  { "ancien/ancienne", REACH_NEXT },
  { "antecedent*", REACH_LIST },
  { "atcd*", REACH_LIST },
  { "suites d/de/du", REACH_AFTER },
  { "a # @ " OF, REACH_AFTER },
  { "# @ apres", REACH_AFTER },
  { "j# " OF, REACH_AFTER },
  { "suivi/surveillance/controle/visite ~ apres/post/postop/postoperatoire/postoperatoires", REACH_AFTER },

  /* to come */
  { "programmation/reprogrammation/planification d/de/du", REACH_AFTER },
  { "bilan preoperatoire/preop/prechirurgical/avant", REACH_AFTER },
  { "bilan pre operatoire/op", REACH_AFTER },
  { "consultation", REACH_LIST },
  { "avis ~ chirurgical ~ pour/sur", REACH_AFTER },
  { "accord ~ pour", REACH_AFTER },
  { "visite preanesthesique/preoperatoire/anesthesique", REACH_AFTER },
  { "liste ~ attente", REACH_AFTER },
  { "attente d/de", REACH_AFTER },
  { "demande d accord/entente/avis", REACH_AFTER },
  { "devis", REACH_AFTER },
  { "rdv", REACH_AFTER },
  { "rendez vous", REACH_AFTER },
  { "discussion d/de/du/sur", REACH_AFTER },
  { "on/nous/avons discute/discutons/evoque/evoquons", REACH_AFTER },
  { "on a discute/evoque/propose", REACH_AFTER },
  { "intervention/operation prevue/envisagee/proposee est", REACH_AFTER },
  { "discuter ~ d/de/du", REACH_AFTER },
  { "explications ~ donnees/sur", REACH_AFTER },
  { "informe* sur/de/du/des/d", REACH_AFTER },
  { "information* sur/donnee*", REACH_AFTER },
  { "projet d/de", REACH_AFTER },
  { "candidat* a/pour", REACH_AFTER },
  { "souhaite/desire/souhaiterait/aimerait/voudrait/veut/demande un/une/l/la/le/des/sa/son", REACH_AFTER },
  { "va beneficier/etre/avoir/subir", REACH_AFTER },
  { "doit/devait/devaient beneficier/avoir/subir/etre", REACH_AFTER },
  { "faudra/faudrait", REACH_AFTER },
  { "faut prevoir/programmer/discuter/envisager", REACH_AFTER },
  { "je/on/nous ~ propose/proposons/proposerai/prevois/prevoit/prevoyons/envisage/envisageons/programme/programmons",
    REACH_AFTER },
  { "lui propose", REACH_AFTER },
  { "sera/serait/seront opere*/repris*/hospitalise*/traite*/convoque*/revu*", REACH_AFTER },
  { "beneficiera/subira", REACH_AFTER },
  { "est/sont/etait/etaient " PLANNED, REACH_CLAUSE },
  { "a/ont ete " PLANNED, REACH_CLAUSE },
  { "reste a prevoir/faire/programmer/discuter", REACH_CLAUSE },
  { "mois/an prochain", REACH_CLAUSE },
  { "semaine/annee prochaine", REACH_CLAUSE },
  { "prochainement", REACH_CLAUSE },
  { "a operer", REACH_CLAUSE },
  { "demain", REACH_CLAUSE },

  /* of others */
  { "chez sa/son/leur/ses " KIN, REACH_CLAUSE },
  { "sa/son/ses " KIN, REACH_PERSON },
  { "^ " NEAR_KIN " opere*/a/ayant/atteint*/decede*/porteur/porteuse/suivi*/traite*", REACH_PERSON },
  { "histoire familiale", REACH_PERSON },
  { "mere", REACH_SELF },   /* no "MER", a membrane of the eye */
  { "dans la/sa famille", REACH_PERSON },
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
             Reach   reach)
{
  guint from = find_thing (tokens, first);

  if (reach == REACH_YEAR && !tells_operation (tokens, from, first))
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
           Reach   reach)
{
  static const char * const denials[] = { "sans", "pas", "aucun", "aucune", NULL };
  const char *before = begins_clause (tokens, i) ? "" : get_token (tokens, i - 1)->word;

  if (reach == REACH_NEXT)
    return *before != '\0' && !cpx_note_word_is_empty (before);

  return is_one_of (before, denials) || (i > 1 && reach == REACH_LIST && g_str_equal (before, "d") &&
                                         is_one_of (get_token (tokens, i - 2)->word, denials));
}

static void
apply (GArray *tokens,
       guint   i,
       guint   end,
       Reach   reach)
{
  if (is_no_cue (tokens, i, reach) || (reach < REACH_LIST && is_done_today (tokens, i)))
    return;
  for (guint j = i; j < end && reach != REACH_YEAR; j++)
    mark (tokens, j);
  if (reach == REACH_LIST)
    mark_list (tokens, i, end);
  else if (reach == REACH_PERSON)
    mark_person (tokens, end);
  else if (reach == REACH_NEXT)
    mark_next (tokens, end);
  else if (reach == REACH_AFTER)
    mark_after (tokens, end, get_token (tokens, i)->clause);
  else if (reach == REACH_BEFORE || reach == REACH_YEAR)
    mark_before (tokens, i, end, reach);
  else if (reach == REACH_CLAUSE)
    mark_clause (tokens, i, end);
}

/* Letters that the patterns begin with, so that most words ask for one look only. */
static gboolean
may_begin (const char *word)
{
  return strchr ("abcdefhijlmnoprsv", *word) != NULL || g_ascii_isdigit (*word) || is_number (word);
}

static void
mark_at (GArray *tokens,
         guint   i)
{
  const char *word = get_token (tokens, i)->word;

  if (!may_begin (word))
    return;
  for (guint j = 0; j < G_N_ELEMENTS (patterns); j++)
    {
      guint end = match (tokens, i, patterns[j].words);

      if (end != NO_MATCH)
        apply (tokens, i, end, patterns[j].reach);
    }
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
      mark_at (tokens, i);
      if (!is_planned_title (get_token (tokens, i)->word))
        continue;
      denied = denied != NULL ? denied : list_denied_words (tokens);
      mark_planned_and_denied (tokens, i, denied);
    }
}
