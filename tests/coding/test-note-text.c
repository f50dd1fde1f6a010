/* test-note-text.c: words, sentences, denials, and spans that point where they say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-note-text.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  const char *words;     /* folded, parted by spaces */
  const char *denied;    /* those of them that are said not to be */
} DenialCase;

static const DenialCase denial_cases[] = {
  { "plain", "Cure d'éventration", "cure d eventration", "" },
  { "without", "Cure sans pose de prothèse, par abord direct", "cure sans pose de prothese par abord direct",
    "pose de prothese" },
  { "no", "pas de curage. Drainage", "pas de curage drainage", "de curage" },
  { "none", "aucun curage mais drainage", "aucun curage mais drainage", "curage" },
  { "ends-with", "sans curage avec drainage", "sans curage avec drainage", "curage" },
  { "with-or-without", "avec ou sans drainage", "avec ou sans drainage", "" },
  { "under", "PTH ss AG", "pth ss ag", "" },
  { "ss-means-without", "cure ss plaque", "cure ss plaque", "plaque" },
  { "nor", "ni curage, ni drain", "ni curage ni drain", "curage drain" },
  { "indication", "pas d'indication à une reprise", "pas d indication a une reprise", "d indication a une reprise" },
  { "laid-flat", "sans mise à plat de fistule", "sans mise a plat de fistule", "mise a plat de fistule" },
  { "verb", "pas de reprise a été faite", "pas de reprise a ete faite", "de reprise" },
  { "clause", "sans incident, drainage", "sans incident drainage", "incident" },
  { "far", "sans un deux trois quatre cinq six sept huit neuf", "sans un deux trois quatre cinq six sept huit neuf",
    "un deux trois quatre cinq six sept" },
  { "not-done", "appendicectomie non réalisée", "appendicectomie non realisee", "appendicectomie realisee" },
  { "no-with-way", "pas de curage par laparotomie", "pas de curage par laparotomie", "de curage par laparotomie" },
  { "no-beside", "hernie, pas de drain par prudence", "hernie pas de drain par prudence", "de drain par prudence" },
  { "no-in-clause", "hernie et pas de curage par laparotomie", "hernie et pas de curage par laparotomie", "de curage" },
  { "not-put", "hernie avec prothèse non posée", "hernie avec prothese non posee", "prothese posee" },
  { "not-put-last", "hernie inguinale plaque non posée", "hernie inguinale plaque non posee", "plaque posee" },
  { "not-put-after-comma", "hernie opérée, prothèse non posée", "hernie operee prothese non posee", "prothese posee" },
  { "called-off", "appendicectomie annulée", "appendicectomie annulee", "appendicectomie" },
  { "contraindicated", "la coelioscopie est contre-indiquée", "la coelioscopie est contre indiquee",
    "la coelioscopie est" },
  { "put-off", "la fermeture est différée", "la fermeture est differee", "la fermeture est" },
  { "urgency-put-off", "appendicectomie en urgence différée", "appendicectomie en urgence differee", "" },
  { "later", "une reprise sera faite", "une reprise sera faite", "une reprise" },
  { "later-by-us", "on fera une reprise", "on fera une reprise", "une reprise" },
  { "to-plan", "curage à prévoir", "curage a prevoir", "curage a" },
  { "verb-after", "la cholangiographie n'a pas été réalisée", "la cholangiographie n a pas ete realisee",
    "la cholangiographie n a ete realisee" },
  { "could-not", "la plaque n'a pu être posée", "la plaque n a pu etre posee", "la plaque n a" },
  { "verb-and-with", "curage avec drainage n'a pas été fait", "curage avec drainage n a pas ete fait",
    "curage avec drainage n a ete fait" },
  { "verb-after-and", "hernie réduite et curage n'a pas été fait", "hernie reduite et curage n a pas ete fait",
    "curage n a ete fait" },
  { "both-of-plural", "curage et drainage non réalisés", "curage et drainage non realises",
    "curage et drainage realises" },
  { "one-of-singular", "curage et drainage non réalisé", "curage et drainage non realise", "drainage realise" },
  { "alone-in-clause", "curage, prévu, non réalisé", "curage prevu non realise", "curage prevu realise" },
  { "sentence-before", "Curage fait. Non réalisé", "curage fait non realise", "realise" },
  { "answer", "Cholangiographie : non", "cholangiographie non", "cholangiographie" },
  { "not-begun", "curage prévu. L'intervention n'est pas débutée", "curage prevu l intervention n est pas debutee",
    "curage prevu l intervention n est debutee" },
  { "whole-called-off", "Curage. Cette opération est annulée. Drainage", "curage cette operation est annulee drainage",
    "curage cette operation est" },
  { "one-gesture-called-off", "Drainage. Le curage est annulé", "drainage le curage est annule", "le curage est" },
  { "person", "reprise, on n'a pas réalisé de curage", "reprise on n a pas realise de curage", "realise de curage" },
  { "impersonal", "il n'a pas été réalisé de curage", "il n a pas ete realise de curage", "ete realise de curage" },
  { "gives-up", "on renonce à la plaque", "on renonce a la plaque", "a la plaque" },
  { "gives-up-doing", "on renonce à poser la plaque", "on renonce a poser la plaque", "a poser la plaque" },
  { "refused-before", "refus du curage", "refus du curage", "du curage" },
  { "refused-after", "curage refusé", "curage refuse", "curage" },
  { "instead", "drainage au lieu d'un curage", "drainage au lieu d un curage", "d un curage" },
  { "adjective", "hernie non compliquée", "hernie non compliquee", "compliquee" },
  { "adjective-of-a-thing", "plaie non suturée, parage", "plaie non suturee parage", "suturee" },
  { "not-called-off", "curage non annulé", "curage non annule", "" },
  { "not-contraindicated", "curage non contre-indiqué", "curage non contre indique", "" },
  { "no-contraindication", "aucune contre-indication au curage", "aucune contre indication au curage", "" },
  { "contraindication", "contre-indication au curage", "contre indication au curage", "indication au curage" },
  { "was-not-called-off", "le curage n'a pas été annulé", "le curage n a pas ete annule", "ete annule" },
  { "not-only", "non seulement un curage", "non seulement un curage", "" },
  { "not-without", "curage non sans mal", "curage non sans mal", "mal" },
  { "another-way", "appendicectomie non réalisée par coelioscopie", "appendicectomie non realisee par coelioscopie",
    "realisee" },
  { "non-last", "curage non", "curage non", "" },
  { "empty", "", "", "" },
  { "marks-only", "-- … !!", "", "" },
};

/* The words said of another day or another person. */
static const DenialCase away_cases[] = {
  { "now", "Cure d'éventration ce jour", "cure d eventration ce jour", "" },
  { "ago", "hernie opérée il y a dix ans, cure", "hernie operee il y a dix ans cure", "hernie operee il y a dix ans" },
  { "ago-in-figures", "hernie il y a 10 ans", "hernie il y a 10 ans", "hernie il y a 10 ans" },
  { "year", "hernie opérée en 2012", "hernie operee en 2012", "hernie operee en 2012" },
  { "year-alone", "hernie en 2012", "hernie en 2012", "" },
  { "thing-of-then", "ablation d'un clou posé il y a un an", "ablation d un clou pose il y a un an",
    "pose il y a un an" },
  { "after-what-was",
    "reprise après Hartmann réalisé il y a six mois", "reprise apres hartmann realise il y a six mois",
    "apres hartmann realise il y a six mois" },
  { "list-and-now", "Antécédent de hernie, cure de rotule", "antecedent de hernie cure de rotule",
    "antecedent de hernie" },
  { "no-year", "hernie en 2 temps", "hernie en 2 temps", "" },
  { "list", "ATCD de hernie, rotule. Cure", "atcd de hernie rotule cure", "atcd de hernie rotule" },
  { "list-under-heading", "ANTECEDENTS\nhernie\nCure", "antecedents hernie cure", "antecedents hernie" },
  { "list-ends", "antécédents de hernie, opéré d'une rotule", "antecedents de hernie opere d une rotule",
    "antecedents de hernie" },
  { "no-list", "sans antécédents, hernie", "sans antecedents hernie", "" },
  { "planning", "Programmation d'une cataracte", "programmation d une cataracte", "programmation d une cataracte" },
  { "title-of-programme", "cataracte prévue le 12 mars", "cataracte prevue le 12 mars", "" },
  { "was-proposed", "une cure a été proposée", "une cure a ete proposee", "une cure a ete proposee" },
  { "will", "va bénéficier d'une cure", "va beneficier d une cure", "va beneficier d une cure" },
  { "done-after-all", "cure il y a lieu, prévue puis réalisée ce jour", "cure il y a lieu prevue puis realisee ce jour",
    "" },
  { "planned-and-denied", "Curage prévu. Le curage n'est pas débuté", "curage prevu le curage n est pas debute",
    "curage prevu" },
  { "kin", "Sa soeur a eu une cure, elle a une hernie", "sa soeur a eu une cure elle a une hernie",
    "sa soeur a eu une cure" },
  { "of-kin", "cure chez sa mère", "cure chez sa mere", "cure chez sa mere" },
  { "kin-without-article", "Père opéré d'une hernie", "pere opere d une hernie", "pere opere d une hernie" },
  { "day-after", "J15 d'une cure", "j15 d une cure", "j15 d une cure" },
  { "day-itself", "J0 d'une cure", "j0 d une cure", "" },
  { "former", "ancienne cure", "ancienne cure", "ancienne cure" },
  { "age-of-a-lesion", "rupture ancienne du tendon", "rupture ancienne du tendon", "" },
};

static void
append_word (GString    *words,
             const char *word)
{
  if (words->len > 0)
    g_string_append_c (words, ' ');
  g_string_append (words, word);
}

static void
check_flagged (const DenialCase  *expected,
               CpxNoteTokenFlags  flag)
{
  g_autoptr(CpxNoteText) note = cpx_note_text_new (expected->text);
  g_autoptr(GString) words = g_string_new (NULL);
  g_autoptr(GString) denied = g_string_new (NULL);
  guint n;
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (note, &n);

  for (guint i = 0; i < n; i++)
    {
      append_word (words, tokens[i].word);
      if (tokens[i].flags & flag)
        append_word (denied, tokens[i].word);
    }
  g_assert_cmpstr (words->str, ==, expected->words);
  g_assert_cmpstr (denied->str, ==, expected->denied);
}

static void
test_denial (gconstpointer data)
{
  check_flagged (data, CPX_NOTE_TOKEN_NEGATED);
}

static void
test_away (gconstpointer data)
{
  check_flagged (data, CPX_NOTE_TOKEN_AWAY);
}

typedef struct
{
  const char *name;
  const char *text;
  guint       n_sentences;
  guint       n_clauses;
} CutCase;

static const CutCase cut_cases[] = {
  { "one", "cholécystectomie par coelioscopie", 1, 1 },
  { "comma", "cholécystectomie, drainage", 1, 2 },
  { "plus", "hystérectomie + annexectomie", 1, 2 },
  { "sentences", "Incision. Drainage. Fermeture.", 3, 3 },
  { "lines", "Incision\n\nDrainage\r\nFermeture", 3, 3 },
  { "decimals", "lésion de 1.5 cm", 1, 1 },
  { "semicolon", "a; b", 2, 2 },
};

static void
test_cut (gconstpointer data)
{
  const CutCase *expected = data;
  g_autoptr(CpxNoteText) note = cpx_note_text_new (expected->text);
  guint n;
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (note, &n);

  g_assert_cmpuint (cpx_note_text_n_sentences (note), ==, expected->n_sentences);
  g_assert_cmpuint (tokens[n - 1].clause + 1, ==, expected->n_clauses);
}

/* Invariants 1 and 2. */
static void
check_spans (const char *text)
{
  g_autoptr(CpxNoteText) note = cpx_note_text_new (text);
  const char *kept = cpx_note_text_get_text (note);
  gsize length = strlen (kept);
  guint n;
  guint end = 0;
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (note, &n);

  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (tokens[i].start, >=, end);
      g_assert_cmpuint (tokens[i].end, >, tokens[i].start);
      g_assert_cmpuint (tokens[i].end, <=, length);
      g_assert_true (g_utf8_validate (kept + tokens[i].start, tokens[i].end - tokens[i].start, NULL));
      g_assert_cmpuint (*tokens[i].word, !=, '\0');
      end = tokens[i].end;
    }
}

static void
test_hostile (void)
{
  static const char * const texts[] = {
    "", "\xff\xfe", "%s%s%n", "../../etc/passwd", "<script>alert(1)</script>",
    "a\xffz", "e\xcc\x81" "e\xcc\x81", "\xe2\x80\x8b\xe2\x80\x8f", "((((((((", ")))))", "....,,,;;;", "sans", "ou",
    "avec ou sans", "pas de ", "😀😀 sans 😀", "İİİ", "ﬃ ﬁ", "\xe2\x80\xae" "sans dessus", "ss", "ou ou ou",
    "'; DROP TABLE acts; --",
    "non", "pas", "pu", "sera", "contre", "lieu", "renonce", "annulée", "à prévoir", ": non", "n pu",
    "il y a", "atcd", "sa", "ancienne", "j1", "a 3 mois", "prévu", "en 2012", "antécédents\n", "mère", "a été",
  };
  g_autofree char *long_word = g_strnfill (1000, 'a');
  g_autofree char *marks = g_strnfill (1000, '(');

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    check_spans (texts[i]);
  check_spans (long_word);
  check_spans (marks);
}

/* Invariant 3: a megabyte is read in a moment. */
static void
test_megabyte (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gint64 start;

  while (text->len < 1 << 20)
    g_string_append (text, "sans pas de ou Cholécystectomie ( atcd prévu il y a deux ans sa mère ");
  start = g_get_monotonic_time ();
  check_spans (text->str);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

static void
test_empty_words (void)
{
  g_assert_true (cpx_note_word_is_empty ("de"));
  g_assert_true (cpx_note_word_is_empty ("a"));
  g_assert_true (cpx_note_word_is_empty ("y"));
  g_assert_false (cpx_note_word_is_empty ("drain"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (denial_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/note-text/denial/", denial_cases[i].name, NULL);

      g_test_add_data_func (path, &denial_cases[i], test_denial);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (away_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/note-text/away/", away_cases[i].name, NULL);

      g_test_add_data_func (path, &away_cases[i], test_away);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (cut_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/note-text/cut/", cut_cases[i].name, NULL);

      g_test_add_data_func (path, &cut_cases[i], test_cut);
    }
  g_test_add_func ("/note-text/hostile", test_hostile);
  g_test_add_func ("/note-text/megabyte", test_megabyte);
  g_test_add_func ("/note-text/empty-words", test_empty_words);

  return g_test_run ();
}
