/* cpx-name-cues.c: names of people nobody told the program of, found by the word before them, or by standing side by
 * side as first and family names do: "Jean DURAND".
 *
 * An eponym has no such word before it ("intervention de Hartmann", "selon Lichtenstein"), so it stays.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-name-cues.h"

#include "cpx-report-words.h"

#include <string.h>

#define MAX_NAME_WORDS 5
#define MAX_LIST_WORDS 12
#define MAX_BETWEEN    3   /* words between a label and its colon: "Nom de naissance :" */

typedef enum {
  CUE_ANY_LETTERS = 1 << 0,  /* a name in small letters follows it too: "mme dupont" */
  CUE_CAPITAL = 1 << 1,      /* it has a capital itself: "M.", "Me", "CH" */
  CUE_POINT = 1 << 2,        /* a point follows it: "M." */
  CUE_LABEL = 1 << 3,        /* a colon follows it, perhaps after more words: "Aide opératoire :" */
  CUE_LIST = 1 << 4,         /* several names may follow: "Durand, Martin et Petit" */
  CUE_PLACE = 1 << 5,        /* what follows is a place */
  CUE_BY = 1 << 6,           /* "par", after a word that says what was done by whom */
  CUE_PARTICLE = 1 << 7,     /* "de" or "à" stands between */
  CUE_KIN = 1 << 8,          /* a word of every day: only what can be nothing but a name follows it */

  CUE_ROLE = CUE_LABEL | CUE_ANY_LETTERS,  /* "opérateur : jean durand" */
} CueFlags;

typedef struct
{
  const char *word;
  CueFlags    flags;
} Cue;

static const Cue cues[] = {
  { "m", CUE_CAPITAL | CUE_POINT }, { "mm", CUE_CAPITAL | CUE_POINT | CUE_LIST }, { "mr", CUE_ANY_LETTERS },
  { "mme", CUE_ANY_LETTERS }, { "mmes", CUE_LIST }, { "mlle", CUE_ANY_LETTERS }, { "melle", CUE_ANY_LETTERS },
  { "monsieur", CUE_ANY_LETTERS }, { "madame", CUE_ANY_LETTERS }, { "mademoiselle", CUE_ANY_LETTERS },
  { "dr", CUE_ANY_LETTERS }, { "drs", CUE_LIST }, { "docteur", CUE_ANY_LETTERS }, { "docteurs", CUE_LIST },
  { "pr", 0 }, { "prof", 0 }, { "professeur", CUE_ANY_LETTERS }, { "me", CUE_CAPITAL }, { "maitre", CUE_CAPITAL },
  { "soeur", CUE_CAPITAL }, { "nee", 0 }, { "epouse", 0 }, { "veuve", 0 }, { "vve", 0 },
  { "ibode", CUE_LIST }, { "iade", CUE_LIST }, { "cher", CUE_CAPITAL }, { "chere", CUE_CAPITAL }, { "par", CUE_BY },

  { "mari", CUE_KIN }, { "femme", CUE_KIN }, { "conjoint", CUE_KIN }, { "conjointe", CUE_KIN }, { "epoux", CUE_KIN },
  { "compagnon", CUE_KIN }, { "compagne", CUE_KIN }, { "fils", CUE_KIN }, { "fille", CUE_KIN }, { "frere", CUE_KIN },
  { "soeur", CUE_KIN }, { "pere", CUE_KIN }, { "mere", CUE_KIN }, { "parents", CUE_KIN }, { "oncle", CUE_KIN },
  { "tante", CUE_KIN }, { "neveu", CUE_KIN }, { "niece", CUE_KIN }, { "cousin", CUE_KIN }, { "cousine", CUE_KIN },
  { "ami", CUE_KIN }, { "amie", CUE_KIN }, { "voisin", CUE_KIN }, { "voisine", CUE_KIN }, { "tuteur", CUE_KIN },
  { "tutrice", CUE_KIN }, { "curateur", CUE_KIN }, { "curatrice", CUE_KIN }, { "famille", CUE_KIN },
  { "patient", CUE_KIN }, { "patiente", CUE_KIN }, { "collegue", CUE_KIN }, { "confrere", CUE_KIN },
  { "consoeur", CUE_KIN }, { "nomme", CUE_KIN }, { "nommee", CUE_KIN }, { "prenomme", CUE_KIN },
  { "prenommee", CUE_KIN }, { "appelle", CUE_KIN }, { "avec", CUE_KIN }, { "chez", CUE_KIN },
  { "remplacant", CUE_KIN }, { "remplacante", CUE_KIN }, { "previent", CUE_KIN }, { "prevenu", CUE_KIN },
  { "prevenue", CUE_KIN }, { "avise", CUE_KIN }, { "avisee", CUE_KIN }, { "informe", CUE_KIN },
  { "informee", CUE_KIN }, { "contacte", CUE_KIN }, { "joint", CUE_KIN },

  { "nom", CUE_LABEL | CUE_ANY_LETTERS }, { "noms", CUE_LABEL | CUE_ANY_LETTERS },
  { "prenom", CUE_LABEL | CUE_ANY_LETTERS }, { "prenoms", CUE_LABEL | CUE_ANY_LETTERS | CUE_LIST },
  { "patient", CUE_ROLE }, { "patiente", CUE_ROLE }, { "operateur", CUE_ROLE | CUE_LIST },
  { "operateurs", CUE_ROLE | CUE_LIST }, { "operatrice", CUE_ROLE | CUE_LIST }, { "chirurgien", CUE_ROLE | CUE_LIST },
  { "chirurgiens", CUE_ROLE | CUE_LIST }, { "chirurgienne", CUE_ROLE | CUE_LIST }, { "aide", CUE_ROLE | CUE_LIST },
  { "aides", CUE_ROLE | CUE_LIST }, { "assistant", CUE_ROLE | CUE_LIST }, { "assistante", CUE_ROLE | CUE_LIST },
  { "anesthesiste", CUE_ROLE | CUE_LIST }, { "anesthesistes", CUE_ROLE | CUE_LIST },
  { "instrumentiste", CUE_ROLE | CUE_LIST }, { "panseur", CUE_ROLE | CUE_LIST }, { "panseuse", CUE_ROLE | CUE_LIST },
  { "interne", CUE_LABEL | CUE_LIST }, { "externe", CUE_LABEL | CUE_LIST }, { "infirmier", CUE_ROLE | CUE_LIST },
  { "infirmiere", CUE_ROLE | CUE_LIST }, { "medecin", CUE_ROLE | CUE_LIST },
  { "correspondant", CUE_ROLE | CUE_LIST }, { "destinataire", CUE_ROLE | CUE_LIST },
  { "signataire", CUE_ROLE | CUE_LIST }, { "redacteur", CUE_ROLE | CUE_LIST },
  { "signe", CUE_LABEL }, { "conjoint", CUE_LABEL }, { "contact", CUE_LABEL },

  { "clinique", CUE_PLACE }, { "hopital", CUE_PLACE }, { "polyclinique", CUE_PLACE }, { "hospitalier", CUE_PLACE },
  { "chu", CUE_PLACE }, { "chru", CUE_PLACE }, { "ch", CUE_PLACE | CUE_CAPITAL | CUE_PARTICLE }, { "ghu", CUE_PLACE },
  { "ehpad", CUE_PLACE }, { "maternite", CUE_PLACE }, { "laboratoire", CUE_PLACE }, { "pharmacie", CUE_PLACE },
  { "mutuelle", CUE_PLACE }, { "cabinet", CUE_PLACE }, { "retraite", CUE_PLACE }, { "maire", CUE_PLACE },
  { "habite", CUE_PLACE | CUE_PARTICLE }, { "habitant", CUE_PLACE | CUE_PARTICLE },
  { "domicilie", CUE_PLACE | CUE_PARTICLE }, { "domiciliee", CUE_PLACE | CUE_PARTICLE },
  { "reside", CUE_PLACE | CUE_PARTICLE }, { "residant", CUE_PLACE | CUE_PARTICLE },
  { "demeurant", CUE_PLACE | CUE_PARTICLE }, { "vit", CUE_PLACE | CUE_PARTICLE }, { "nee", CUE_PLACE | CUE_PARTICLE },
  { "ne", CUE_PLACE | CUE_PARTICLE }, { "originaire", CUE_PLACE | CUE_PARTICLE }, { "ville", CUE_PLACE | CUE_PARTICLE },
};

/* What was done by somebody. */
static const char * const done_by[] = {
  "adresse", "adressee", "confie", "confiee", "effectue", "effectuee", "opere", "operee", "pratique", "pratiquee",
  "realise", "realisee", "redige", "relu", "signe", "suivi", "suivie", "valide", "vu", "vue",
};

/* Where the reading stands. */
typedef struct
{
  const CpxTraitText  *text;
  const CpxTraitToken *tokens;
  guint                n;
} Reader;

static gboolean
is_done_by (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (done_by); i++)
    {
      if (g_str_equal (done_by[i], word))
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_capital (const CpxTraitToken *token)
{
  return token->letters == CPX_LETTERS_CAPITAL || token->letters == CPX_LETTERS_CAPITALS;
}

static gboolean
is_initial (const CpxTraitToken *token)
{
  return token->letters == CPX_LETTERS_CAPITALS && token->end - token->start <= 2;
}

/* In a text in capitals what is no name has them too. */
static gboolean
is_shouted_word (const CpxTraitToken *token)
{
  return token->letters == CPX_LETTERS_CAPITALS && !is_initial (token) && cpx_report_words_have (token->word);
}

/* Neither a word of reports nor, in capitals, an abbreviation such as ASA or PTG. */
static gboolean
can_only_be_name (const CpxTraitToken *token)
{
  if (cpx_report_words_have (token->word) || cpx_report_words_is_particle (token->word))
    return FALSE;

  return token->letters == CPX_LETTERS_CAPITAL ? strlen (token->word) >= 3
                                               : token->letters == CPX_LETTERS_CAPITALS && strlen (token->word) >= 4;
}

/* A point ends a sentence, but not after an initial. */
static const char *
get_gap (const CpxTraitToken *last,
         CueFlags             flags)
{
  if (flags & CUE_LIST)
    return is_initial (last) ? " .-'’,/&+;" : " -'’,/&+;";

  return is_initial (last) ? " .-'’" : " -'’";
}

static gboolean
belongs (const CpxTraitToken *token,
         guint                n_names,
         CueFlags             flags)
{
  if (token->letters == CPX_LETTERS_NONE)
    return FALSE;
  if (has_capital (token))
    return (n_names == 0 && (flags & CUE_LABEL) == 0) || !is_shouted_word (token);

  return (flags & CUE_ANY_LETTERS) != 0 && n_names < 2 && strlen (token->word) >= 3 &&
         !cpx_report_words_have (token->word);
}

/* The words from @first on that are a name, or a list of names; returns the one after the last. */
static guint
take_names (const Reader *self,
            guint         first,
            CueFlags      flags)
{
  guint limit = flags & CUE_LIST ? MAX_LIST_WORDS : MAX_NAME_WORDS;
  guint end = first;
  guint n_names = 0;

  for (guint i = first; i < self->n && i < first + limit; i++)
    {
      const CpxTraitToken *token = &self->tokens[i];

      if (i > first && !cpx_trait_text_gap_is (self->text, i - 1, get_gap (&self->tokens[i - 1], flags)))
        break;
      if (token->letters == CPX_LETTERS_SMALL && cpx_report_words_is_particle (token->word))
        continue;   /* part of the name only if more of it follows */
      if (!belongs (token, n_names, n_names == 0 || self->tokens[i - 1].letters == CPX_LETTERS_SMALL ? flags : 0))
        break;
      n_names += i == first || !cpx_trait_text_gap_is (self->text, i - 1, "-");   /* "jean-paul" is one */
      end = i + 1;
    }

  return end;
}

/* The word after the colon of a label, or @n. */
static guint
skip_label (const Reader *self,
            guint         cue)
{
  for (guint i = cue; i + 1 < self->n && i <= cue + MAX_BETWEEN; i++)
    {
      const char *text = cpx_trait_text_get_text (self->text);
      const char *at = text + self->tokens[i].end;
      gsize length = self->tokens[i + 1].start - self->tokens[i].end;

      if (memchr (at, '\n', length) != NULL)
        return self->n;
      if (memchr (at, ':', length) != NULL || memchr (at, '=', length) != NULL)
        return i + 1;
      if (!cpx_trait_text_gap_is (self->text, i, " ’'().") || has_capital (&self->tokens[i + 1]))
        return self->n;
    }

  return self->n;
}

/* "à", "au", "de la" between a cue and its place. */
static guint
skip_particles (const Reader *self,
                guint         first)
{
  guint i = first;

  while (i < self->n && i < first + 3 && cpx_report_words_is_particle (self->tokens[i].word) &&
         (self->tokens[i].letters == CPX_LETTERS_SMALL || strlen (self->tokens[i].word) < 4))
    i++;

  return i;
}

static gboolean
applies (const Reader *self,
         guint         at,
         const Cue    *cue)
{
  const CpxTraitToken *token = &self->tokens[at];

  if (!g_str_equal (token->word, cue->word) || ((cue->flags & CUE_CAPITAL) != 0 && !has_capital (token)))
    return FALSE;
  if ((cue->flags & CUE_BY) != 0 && (at == 0 || !is_done_by (self->tokens[at - 1].word)))
    return FALSE;
  if ((cue->flags & CUE_POINT) != 0)
    return cpx_trait_text_get_text (self->text)[token->end] == '.';

  return TRUE;
}

/* The first word that may be a name after the cue at @at; @n: none. */
static guint
find_first (const Reader *self,
            guint         at,
            const Cue    *cue)
{
  guint first = at + 1;

  if (cue->flags & CUE_LABEL)
    return skip_label (self, at);
  if (first >= self->n || !cpx_trait_text_gap_is (self->text, at, " .’'-"))
    return self->n;
  if (cue->flags & CUE_KIN)
    return cpx_trait_text_gap_is (self->text, at, " ") && can_only_be_name (&self->tokens[first]) ? first : self->n;
  if (cue->flags & CUE_PLACE)
    first = skip_particles (self, first);
  if ((cue->flags & CUE_PARTICLE) != 0 && first == at + 1)
    return self->n;

  return first;
}

static void
follow (const Reader *self,
        guint         at,
        const Cue    *cue,
        GArray       *spans)
{
  guint first = find_first (self, at, cue);
  CueFlags flags = cue->flags;
  guint end;

  if (first >= self->n || ((cue->flags & (CUE_PLACE | CUE_BY)) != 0 && is_shouted_word (&self->tokens[first])))
    return;
  end = take_names (self, first, flags);
  if (end > first)
    {
      CpxTraitSpan span = { self->tokens[first].start, self->tokens[end - 1].end,
                            (flags & CUE_PLACE) != 0 ? CPX_TRAIT_MARK_PLACE : CPX_TRAIT_MARK_NAME };

      g_array_append_val (spans, span);
    }
}

/* A capital with its point; "M." is a title, which stays. */
static gboolean
is_pointed_initial (const Reader *self,
                    guint         at)
{
  const CpxTraitToken *token = &self->tokens[at];

  return strlen (token->word) == 1 && *token->word != 'm' && has_capital (token) &&
         cpx_trait_text_get_text (self->text)[token->end] == '.';
}

/* "J. DURAND", "Durand J.": an initial with its point beside what can only be a name. */
static void
find_initialled (const Reader *self,
                 GArray       *spans)
{
  for (guint i = 0; i + 1 < self->n; i++)
    {
      const CpxTraitToken *one = &self->tokens[i];
      const CpxTraitToken *other = &self->tokens[i + 1];
      gboolean before = is_pointed_initial (self, i) && can_only_be_name (other);
      gboolean after = is_pointed_initial (self, i + 1) && can_only_be_name (one);
      CpxTraitSpan span = { before ? other->start : one->start, other->end, CPX_TRAIT_MARK_NAME };

      if ((before && cpx_trait_text_gap_is (self->text, i, " .")) ||
          (after && cpx_trait_text_gap_is (self->text, i, " ")))
        g_array_append_val (spans, span);
    }
}

/* "Jean DURAND", "DURAND Jean": one of them all in capitals, the other not, and neither a word of reports. */
static void
find_pairs (const Reader *self,
            GArray       *spans)
{
  for (guint i = 0; i + 1 < self->n; i++)
    {
      const CpxTraitToken *one = &self->tokens[i];
      const CpxTraitToken *other = &self->tokens[i + 1];
      CpxTraitSpan span = { one->start, other->end, CPX_TRAIT_MARK_NAME };

      if (has_capital (one) && has_capital (other) && one->letters != other->letters && can_only_be_name (one) &&
          can_only_be_name (other) && cpx_trait_text_gap_is (self->text, i, " "))
        g_array_append_val (spans, span);
    }
}

/**
 * cpx_name_cues_find:
 * @text: a text
 * @spans: (element-type CpxTraitSpan): where what is found is added
 *
 * Finds the names of people and places that a word before them announces, and first names beside family names.
 */
void
cpx_name_cues_find (const CpxTraitText *text,
                    GArray             *spans)
{
  Reader self = { .text = text };

  self.tokens = cpx_trait_text_get_tokens (text, &self.n);
  for (guint i = 0; i < self.n; i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (cues); j++)
        {
          if (applies (&self, i, &cues[j]))
            follow (&self, i, &cues[j], spans);
        }
    }
  find_initialled (&self, spans);
  find_pairs (&self, spans);
}
