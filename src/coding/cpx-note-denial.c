/* cpx-note-denial.c: "sans prothèse" denies what follows, "prothèse non posée" what goes before.
 *
 * What denies a gesture after having named it is a verb of doing with "non" or "pas" ("n’a pas été réalisée"), a verb
 * that takes it back ("annulée", "contre-indiquée"), or one that puts it off ("sera faite", "à prévoir"). Any other
 * word after "non" ("non compliquée") denies itself alone. Two denials are none ("n’a pas été annulée").
 * Who denies the operation as a whole ("l’intervention n’est pas débutée") denies all that was told before.
 * A denial before reaches to the end of its clause, one after to the beginning of its own, or of the clause before if
 * it stands alone in its own; words that join ("et", "avec", "mais") end both. Every look is bounded.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-note-denial.h"

#include <string.h>

#define MAX_DENIED_WORDS 6     /* how far "sans" reaches when nothing ends it */
#define MAX_DENIED_BEFORE 24   /* tokens: the same of "non réalisée" */
#define MAX_TO_VERB 5          /* tokens from "pas" or "sera" to the verb that it denies */

static CpxNoteToken *
get_token (GArray *tokens,
           guint   i)
{
  return &g_array_index (tokens, CpxNoteToken, i);
}

/* The word @step tokens from @i, in the same clause; otherwise none. */
static const char *
get_word (GArray *tokens,
          guint   i,
          int     step)
{
  gint64 at = (gint64) i + step;

  if (at < 0 || at >= tokens->len || get_token (tokens, (guint) at)->clause != get_token (tokens, i)->clause)
    return "";

  return get_token (tokens, (guint) at)->word;
}

static gboolean
is_one_of (const char         *word,
           const char * const *words)
{
  return g_strv_contains (words, word);
}

/* One of these words of the masculine, in any gender and number. */
static gboolean
agrees_with_one_of (const char         *word,
                    const char * const *words)
{
  static const char * const endings[] = { "", "e", "s", "es", NULL };

  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize length = strlen (words[i]);

      if (strncmp (word, words[i], length) == 0 && is_one_of (word + length, endings))
        return TRUE;
    }

  return FALSE;
}

/* What "non" and "pas" make of a gesture one that was not done. */
static gboolean
tells_doing (const char *word)
{
  static const char * const verbs[] = {
    "realise", "effectue", "pratique", "fait", "pose", "execute", "entrepris", "tente", "mis", "implante", "introduit",
    "possible", "realisable", "faisable", "indique", "necessaire", "retenu", "souhaite", "utile", "justifie",
    "poursuivi", "opere", "reseque", "retire", "enleve", "preleve", "remplace", "change", "debute", "commence", NULL };

  return agrees_with_one_of (word, verbs);
}

/* What takes a gesture back by itself. */
static gboolean
takes_back (const char *word)
{
  static const char * const verbs[] = {
    "annule", "differe", "reporte", "ajourne", "recuse", "refuse", "abandonne", "deprogramme", "inutile", "impossible",
    "irrealisable", NULL };

  return strchr ("adiir", *word) != NULL && agrees_with_one_of (word, verbs);
}

static gboolean
puts_off (const char *word)
{
  static const char * const verbs[] = { "sera", "seront", "serait", "seraient", "devra", "devront", NULL };

  return (*word == 's' || *word == 'd') && is_one_of (word, verbs);
}

static gboolean
tells_plan (const char *word)
{
  static const char * const verbs[] = { "programme", "propose", "discute", "envisage", "prevu", "planifie", "organise",
                                        "reprogramme", NULL };

  return agrees_with_one_of (word, verbs);
}

static gboolean
is_article (const char *word)
{
  static const char * const articles[] = { "un", "une", "l", "la", "le", "les", "de", "d", "du", "des", "toute", NULL };

  return is_one_of (word, articles);
}

static gboolean
is_denial (const char *word)
{
  static const char * const denials[] = { "sans", "pas", "aucun", "aucune", "ni", "absence", "jamais", "ss", NULL };

  return strchr ("spanj", *word) != NULL && is_one_of (word, denials);
}

/* "Au lieu de", "plutôt que": another gesture was done. */
static gboolean
prefers (GArray *tokens,
         guint   i)
{
  const char *word = get_token (tokens, i)->word;
  const char *next = get_word (tokens, i, 1);

  return (g_str_equal (word, "lieu") && g_str_equal (get_word (tokens, i, -1), "au") && is_article (next)) ||
         (g_str_equal (word, "plutot") && *next == 'q');
}

static gboolean
is_contraindication (GArray *tokens,
                     guint   i)
{
  return g_str_equal (get_token (tokens, i)->word, "contre") &&
         g_str_has_prefix (get_word (tokens, i, 1), "indication");
}

/* "On renonce à", "on annule l’intervention", "refus du curage": what follows is taken back. */
static gboolean
gives_up (GArray *tokens,
          guint   i)
{
  static const char * const nouns[] = { "abandon", "annulation", "refus", "impossibilite", NULL };
  static const char * const verbs[] = { "annule", "differe", "recuse", "refuse", "abandonne", "annulons", "differons",
                                        "abandonnons", NULL };
  static const char * const plans[] = { "fera", "ferons", "feront", "realisera", "realiserons", "programmera",
                                        "programmerons", "proposera", "proposerons", NULL };
  const char *word = get_token (tokens, i)->word;

  if (strchr ("acdfilpr", *word) == NULL)
    return FALSE;

  return g_str_has_prefix (word, "renonc") || is_contraindication (tokens, i) || prefers (tokens, i) ||
         is_one_of (word, plans) ||
         ((is_one_of (word, nouns) || is_one_of (word, verbs)) && is_article (get_word (tokens, i, 1)));
}

/* "Pas d’indication à une ostéotomie", "sans mise à plat": the denial goes on. Not in "pas de reprise a été faite". */
static gboolean
is_a_preposition (GArray *tokens,
                  guint   i)
{
  static const char * const verbs[] = { "ete", "eu", "pu", "permis", "montre", "retrouve", "confirme", "beneficie",
                                        "subi", "realise", "fait", NULL };

  return g_str_equal (get_token (tokens, i)->word, "a") && !is_one_of (get_word (tokens, i, 1), verbs);
}

static gboolean
ends_denial (GArray *tokens,
             guint   i)
{
  static const char * const ending[] = {
    "avec", "par", "mais", "puis", "pour", "sous", "on", "nous", "est", "a", "ont", "realisation", "donc", NULL };

  return (is_one_of (get_token (tokens, i)->word, ending) && !is_a_preposition (tokens, i)) ||
         is_contraindication (tokens, i);
}

static gboolean
is_with_or_without (GArray *tokens,
                    guint   i)
{
  return i >= 2 && g_str_equal (get_token (tokens, i)->word, "sans") &&
         g_str_equal (get_token (tokens, i - 1)->word, "ou") && g_str_equal (get_token (tokens, i - 2)->word, "avec");
}

/* "ss AG" means under, not without. */
static gboolean
is_under (GArray *tokens,
          guint   i)
{
  static const char * const under[] = { "ag", "al", "alr", "rachi", "anesthesie", "sedation", "coelio", "scopie",
                                        "coelioscopie", "bloc", "garrot", "echo", "tivg", NULL };

  return g_str_equal (get_token (tokens, i)->word, "ss") &&
         (i + 1 == tokens->len || is_one_of (get_token (tokens, i + 1)->word, under));
}

/* "Pas seulement". */
static gboolean
denies_nothing (GArray *tokens,
                guint   i)
{
  static const char * const mores[] = { "seulement", "uniquement", "que", "sans", NULL };

  return is_under (tokens, i) || is_one_of (get_word (tokens, i, 1), mores);
}

static gboolean
names_something (const char *word)
{
  return !cpx_note_word_is_empty (word) && !tells_doing (word) && !tells_plan (word) && !takes_back (word);
}

/* "Pas d’ostéosynthèse par plaque": with nothing told before in the clause, what follows goes with what is denied.
 * But "sans curage, avec drainage" is said of something. */
static gboolean
denies_all (GArray *tokens,
            guint   i)
{
  static const char * const besides[] = { "sans", "ss", NULL };

  if (is_one_of (get_token (tokens, i)->word, besides))
    return FALSE;
  for (int step = -1; step >= -MAX_DENIED_WORDS; step--)
    {
      const char *word = get_word (tokens, i, step);

      if (*word == '\0')
        return TRUE;
      if (names_something (word))
        return FALSE;
    }

  return FALSE;
}

static gboolean
goes_with (const char *word)
{
  static const char * const ways[] = { "avec", "par", "sous", NULL };

  return is_one_of (word, ways);
}

static void
mark_after (GArray            *tokens,
            guint              i,
            CpxNoteTokenFlags  flag)
{
  guint clause = get_token (tokens, i)->clause;
  gboolean all = denies_all (tokens, i);
  guint told = 0;

  for (guint j = i + 1; j < tokens->len && told < MAX_DENIED_WORDS; j++)
    {
      CpxNoteToken *token = get_token (tokens, j);

      if (token->clause != clause || (ends_denial (tokens, j) && !(all && goes_with (token->word))))
        break;
      token->flags |= flag;
      told += !cpx_note_word_is_empty (token->word);
    }
}

/* Words that part the gesture that is denied from one that is not; "et" joins those that are denied together. */
static gboolean
parts_gestures (const char *word,
                gboolean    verb,
                gboolean    plural)
{
  static const char * const parting[] = { "mais", "puis", "sans", "dont", "qui", NULL };

  return is_one_of (word, parting) || (!verb && g_str_equal (word, "avec")) || (!plural && g_str_equal (word, "et"));
}

/* "Hernie plaque non posée": what is put in place is named last. */
static gboolean
is_put (const char *word)
{
  static const char * const things[] = { "prothese", "plaque", "filet", "drain", "redon", "sonde", "implant", "vis",
                                         "stent", "treillis", "anneau", "lame", NULL };

  return agrees_with_one_of (word, things);
}

static gboolean
tells_putting (const char *word)
{
  static const char * const verbs[] = { "pose", "implante", "introduit", "mis", NULL };

  return agrees_with_one_of (word, verbs);
}

/* @verb: a finite verb, of which all that goes before is the subject */
static void
mark_before (GArray   *tokens,
             guint     i,
             gboolean  verb,
             gboolean  plural)
{
  guint clause = get_token (tokens, i)->clause;
  gboolean told = FALSE;

  for (guint j = i; j > 0 && i - j < MAX_DENIED_BEFORE; j--)
    {
      CpxNoteToken *token = get_token (tokens, j - 1);

      if (token->sentence != get_token (tokens, i)->sentence ||
          (told && (token->clause != clause || parts_gestures (token->word, verb, plural))))
        break;
      clause = token->clause;
      token->flags |= CPX_NOTE_TOKEN_NEGATED;
      told = told || names_something (token->word);
      if (!verb && is_put (token->word) && tells_putting (get_word (tokens, i, 1)))
        break;
    }
}

/* "L’intervention n’est pas débutée", "cette opération est annulée": with nothing between, the subject is the whole
 * operation; that of "l’intervention sur l’épaule est annulée" is not. */
static gboolean
is_whole_operation (GArray *tokens,
                    guint   i)
{
  static const char * const wholes[] = { "intervention", "operation", "chirurgie", "procedure", NULL };
  static const char * const articles[] = { "l", "la", "cette", "notre", "", NULL };
  static const char * const between[] = { "n", "ne", "est", "a", "ete", "etait", "pas", "finalement", "donc", "du",
                                          "etre", "pu", "sera", "prevue", "programmee", "chirurgicale", "encore",
                                          NULL };
  int step = -1;

  while (step > -2 * MAX_TO_VERB && is_one_of (get_word (tokens, i, step), between))
    step--;

  return is_one_of (get_word (tokens, i, step), wholes) && is_one_of (get_word (tokens, i, step - 1), articles);
}

/* Nothing of what was told before was done then. */
static void
deny_subject (GArray   *tokens,
              guint     i,
              gboolean  verb,
              gboolean  plural)
{
  mark_before (tokens, i, verb, plural);
  if (!is_whole_operation (tokens, i))
    return;
  for (guint j = 0; j < i; j++)
    get_token (tokens, j)->flags |= CPX_NOTE_TOKEN_NEGATED;
}

/* Whether a denial stands shortly before: together they are none. */
static gboolean
is_denied_itself (GArray *tokens,
                  guint   i)
{
  for (int step = -1; step >= -MAX_TO_VERB; step--)
    {
      const char *word = get_word (tokens, i, step);

      if (is_denial (word) || g_str_equal (word, "non"))
        return TRUE;
    }

  return FALSE;
}

/* "On n’a pas réalisé": the gesture follows. */
static gboolean
has_person (GArray *tokens,
            guint   i)
{
  static const char * const persons[] = { "on", "nous", "il", "ils", "j", "je", NULL };

  for (int step = -1; step >= -MAX_TO_VERB; step--)
    {
      if (is_one_of (get_word (tokens, i, step), persons))
        return TRUE;
    }

  return FALSE;
}

/* "Non réalisée par coelioscopie": the gesture was done, in another way. */
static gboolean
denies_the_way (GArray *tokens,
                guint   verb)
{
  static const char * const ways[] = { "coelio", "coelioscopie", "laparoscopie", "laparotomie", "voie", "endoscopie",
                                       "arthroscopie", "thoracoscopie", "robot", NULL };
  static const char * const settings[] = { "ambulatoire", "ambu", "urgence", NULL };
  const char *next = get_word (tokens, verb, 1);
  const char *after = get_word (tokens, verb, 2);

  return g_str_equal (next, "sous") || (g_str_equal (next, "par") && is_one_of (after, ways)) ||
         (g_str_equal (next, "en") && is_one_of (after, settings));
}

/* The verb that "pas" or "sera" goes with; 0 if none does. */
static guint
find_verb (GArray   *tokens,
           guint     i,
           gboolean  plan)
{
  static const char * const between[] = { "ete", "etre", "pu", "encore", "finalement", "jugee", "juge", "pas", NULL };

  for (int step = 1; step <= MAX_TO_VERB; step++)
    {
      const char *word = get_word (tokens, i, step);

      if (tells_doing (word) || (plan && tells_plan (word)))
        return i + (guint) step;
      if (!is_one_of (word, between))
        return 0;
    }

  return 0;
}

/* "N’a pas été réalisée", "n’a pu être posée", "sera faite"; of "n’a pas été réalisé de curage", what follows. */
static void
mark_subject (GArray   *tokens,
              guint     i,
              gboolean  plan)
{
  guint verb = find_verb (tokens, i, plan);

  if (verb == 0 || denies_the_way (tokens, verb))
    return;
  if (is_article (get_word (tokens, verb, 1)) && (has_person (tokens, i) || !plan))
    mark_after (tokens, verb, CPX_NOTE_TOKEN_NEGATED);
  else if (!has_person (tokens, i))
    deny_subject (tokens, i, TRUE, g_str_has_suffix (get_token (tokens, verb)->word, "s"));
}

/* "Cholangiographie : non". */
static gboolean
is_answer (GArray *tokens,
           guint   i)
{
  return *get_word (tokens, i, 1) == '\0' && *get_word (tokens, i, -1) == '\0' && i > 0 &&
         (get_token (tokens, i - 1)->flags & CPX_NOTE_TOKEN_HEAD) != 0;
}

static void
mark_non (GArray *tokens,
          guint   i)
{
  const char *next = get_word (tokens, i, 1);

  if (is_answer (tokens, i) || (tells_doing (next) && !denies_the_way (tokens, i + 1)))
    deny_subject (tokens, i, FALSE, g_str_has_suffix (next, "s"));
  if (*next != '\0' && !denies_nothing (tokens, i) && !takes_back (next) && !g_str_equal (next, "contre"))
    get_token (tokens, i + 1)->flags |= CPX_NOTE_TOKEN_NEGATED;
}

/* "Différée pour une fièvre, réalisée ce jour", "reportée puis faite". */
static gboolean
is_done_after_all (GArray *tokens,
                   guint   i)
{
  static const char * const links[] = { "puis", "finalement", "enfin", "et", NULL };
  guint sentence = get_token (tokens, i)->sentence;

  for (guint j = i + 1; j < tokens->len && get_token (tokens, j)->sentence == sentence; j++)
    {
      if (tells_doing (get_token (tokens, j)->word) && !is_denied_itself (tokens, j) &&
          (is_one_of (get_word (tokens, j, -1), links) || g_str_equal (get_word (tokens, j, 1), "ce") ||
           g_str_equal (get_word (tokens, j, 1), "finalement") || g_str_equal (get_word (tokens, j, 1), "aujourd")))
        return TRUE;
    }

  return FALSE;
}

/* "Annulée", "contre-indiquée", "à prévoir"; but "en urgence différée" it was done. */
static gboolean
takes_back_here (GArray *tokens,
                 guint   i)
{
  static const char * const later[] = { "prevoir", "programmer", "discuter", "envisager", NULL };
  const char *word = get_token (tokens, i)->word;
  const char *before = get_word (tokens, i, -1);

  if (g_str_equal (word, "contre"))
    return g_str_has_prefix (get_word (tokens, i, 1), "indique") && !is_denied_itself (tokens, i);
  if (is_one_of (word, later))
    return g_str_equal (before, "a");

  return takes_back (word) && !g_str_equal (before, "urgence") && !is_denied_itself (tokens, i) &&
         !is_done_after_all (tokens, i);
}

static void
mark_at (GArray *tokens,
         guint   i)
{
  const char *word = get_token (tokens, i)->word;

  if (is_denial (word) && !denies_nothing (tokens, i))
    mark_after (tokens, i, is_with_or_without (tokens, i) ? CPX_NOTE_TOKEN_OPTIONAL : CPX_NOTE_TOKEN_NEGATED);
  if (g_str_equal (word, "non"))
    mark_non (tokens, i);
  else if (g_str_equal (word, "pas") || g_str_equal (word, "jamais") ||
           (g_str_equal (word, "pu") && g_str_equal (get_word (tokens, i, -2), "n")))
    mark_subject (tokens, i, FALSE);
  else if (puts_off (word))
    mark_subject (tokens, i, TRUE);
  else if (gives_up (tokens, i) && !is_denied_itself (tokens, i))
    mark_after (tokens, i, CPX_NOTE_TOKEN_NEGATED);
  else if (takes_back_here (tokens, i))
    deny_subject (tokens, i, FALSE, g_str_has_suffix (word, "s"));
}

/**
 * cpx_note_denial_mark:
 * @tokens: (element-type CpxNoteToken): all the words of a text, in order
 *
 * Flags those that the text says not to be, or to be as one likes.
 */
void
cpx_note_denial_mark (GArray *tokens)
{
  for (guint i = 0; i < tokens->len; i++)
    mark_at (tokens, i);
}
