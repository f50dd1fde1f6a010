/* test-suggester.c: how words of a text move codes up and down, on a handful of acts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-suggester.h"

#include <string.h>

#define N_OTHERS 4000
#define HERNIA "PAROI DE L'ABDOMEN > Cure de hernie de l'aine"

static const CpxActText acts[] = {
  { "HMFC004", "Cholécystectomie, par coelioscopie", "VOIES BILIAIRES > Cholécystectomie", NULL, 0, 0 },
  { "HMFA007", "Cholécystectomie, par laparotomie", "VOIES BILIAIRES > Cholécystectomie", NULL, 0, 0 },
  { "LMMA012", "Cure unilatérale d'une hernie de l'aine avec pose de prothèse, par abord inguinal",
    HERNIA, NULL, 0, 0 },
  { "LMMA017", "Cure unilatérale d'une hernie de l'aine sans pose de prothèse sous anesthésie générale ou "
    "locorégionale, par abord inguinal", HERNIA, NULL, 0, 0 },
  { "LMMC002", "Cure unilatérale d'une hernie de l'aine avec pose de prothèse, par vidéochirurgie",
    HERNIA, NULL, 0, 0 },
  { "LMMA001", "Cure bilatérale d'une hernie de l'aine avec pose de prothèse, par abord inguinal", HERNIA, NULL, 0, 0 },
  { "NEKA020", "Remplacement de l'articulation coxofémorale par prothèse totale", "HANCHE > Prothèse", NULL, 0, 0 },
  { "NEKA003", "Changement des pièces acétabulaire et fémorale d'une prothèse totale de hanche, "
    "sans reconstruction osseuse",
    "HANCHE > Prothèse", NULL, 0, 0 },
  { "JKFA015", "Hystérectomie totale, par laparotomie", "UTÉRUS > Hystérectomie", NULL, 0, 0 },
  { "JKFA028", "Hystérectomie totale avec annexectomie unilatérale ou bilatérale, par laparotomie",
    "UTÉRUS > Hystérectomie", NULL, 0, 0 },
  { "JKFA018", "Hystérectomie totale, par coelioscopie et par abord vaginal", "UTÉRUS > Hystérectomie", NULL, 0, 0 },
  { "JKFA026", "Hystérectomie totale, par abord vaginal", "UTÉRUS > Hystérectomie", NULL, 0, 0 },
  { "GEPA004", "Trachéotomie, par cervicotomie", "TRACHÉE > Trachéotomie", NULL, 0, 0 },
  { "AHPA009", "Libération du nerf médian au canal carpien, par abord direct", "NERFS > Libération", NULL, 0, 0 },
  { "AHPA003", "Libération de nerf fermée depuis", "NERFS > Libération", NULL, 0, 20200101 },
  { "JGFA006", "Vésiculoprostatectomie totale, par laparotomie", "PROSTATE > Exérèse", NULL, 0, 0, CPX_SEX_MAN, 0 },
  { "JKFA031", "Conisation du col de l'utérus", "UTÉRUS > Exérèse", NULL, 0, 0, CPX_SEX_WOMAN, 0 },
  { "JDFA001", "Conisation du col de la vessie", "VESSIE > Exérèse", NULL, 0, 0, CPX_SEX_UNKNOWN, 0 },
  { "LMMA009", "Cure de hernie ombilicale après l'âge de 16 ans", "PAROI > Ombilic", NULL, 0, 0, CPX_SEX_UNKNOWN, 0 },
  { "LMMA014", "Cure de hernie ombilicale avant l'âge de 16 ans", "PAROI > Ombilic", NULL, 0, 0, CPX_SEX_UNKNOWN, 0 },
  { "YYYY041", "Supplément pour récupération peropératoire de sang", "SUPPLÉMENTS", NULL, 2, 0 },
};

static const char lexicon_text[] =
  "intervention | geste\tpart\ttitle\n"
  "installation\tpart\tdone\n"
  "indication | antecedents\tpart\ttold\n"
  "montrait\tcue\ttold\n"
  "dans le meme temps\tcue\talso\n"
  "meme voie\tcue\tsame\n"
  "pth | prothese totale de hanche\tact\tNEKA020\n"
  "canal carpien\tact\tAHPA009\n"
  "coelio | coelioscopie | videochirurgie\taccess\tscope\n"
  "laparotomie | abord direct | abord inguinal\taccess\topen\n"
  "conversion | conversion laparotomie\taccess\topen instead\n"
  "voie vaginale | abord vaginal\taccess\torifice\n"
  "plaque\tword\tprothese\n"
  "celio | laparoscopie\tsame\tcoelioscopie\n"
  "inguinale | inguinal\tsame\taine\n"
  "bilat\tsame\tbilateral\n"
  "patient\tquiet\n"
  "sous ag\tquiet\tstart\n"
  "tracheotomie en fin d'intervention\tquiet\tnote\n"
  "droite\tquiet\tweak\n"
  "antecedent\tcue\ttold\n"
  "on realise\tcue\tdone\n";

/* Among as many other acts as make a word of one act tell what it tells in a nomenclature. */
static CpxSuggester *
make_among_others (const CpxActText *told,
                   guint             n,
                   CpxLexicon       *lexicon)
{
  g_autoptr(GStringChunk) strings = g_string_chunk_new (16384);
  g_autoptr(GArray) all = g_array_new (FALSE, TRUE, sizeof (CpxActText));

  g_array_append_vals (all, told, n);
  for (guint i = 0; i < N_OTHERS; i++)
    {
      g_autofree char *code = g_strdup_printf ("ZZZ%04u", i);
      g_autofree char *label = g_strdup_printf ("Zzacte zzorgane%04u", i);
      CpxActText other = {
        .code = g_string_chunk_insert (strings, code), .label = g_string_chunk_insert (strings, label) };

      g_array_append_val (all, other);
    }

  return cpx_suggester_new_for_acts ((const CpxActText *) (gpointer) all->data, all->len, NULL, lexicon);
}

static CpxSuggester *
make_suggester (void)
{
  g_autoptr(GBytes) text = g_bytes_new_static (lexicon_text, strlen (lexicon_text));
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxLexicon) lexicon = cpx_lexicon_new (text, &error);

  g_assert_no_error (error);

  return make_among_others (acts, G_N_ELEMENTS (acts), lexicon);
}

static const CpxSuggestionFields *
get (GPtrArray *suggestions,
     guint      i)
{
  g_assert_cmpuint (i, <, suggestions->len);

  return cpx_suggestion_get_fields (g_ptr_array_index (suggestions, i));
}

typedef struct
{
  const char *name;
  const char *text;
  const char *first;   /* NULL: no suggestion */
} FirstCase;

static const FirstCase first_cases[] = {
  { "label", "Cholécystectomie par laparotomie", "HMFA007" },
  { "access", "cholecystectomie coelio", "HMFC004" },
  { "same", "Cholécystectomie sous laparoscopie", "HMFC004" },
  { "misspelt", "cholecystectomei coelioscopie", "HMFC004" },
  { "capitals", "CHOLÉCYSTECTOMIE COELIO", "HMFC004" },
  { "nickname", "PTH droite", "NEKA020" },
  { "everyday", "canal carpien", "AHPA009" },
  { "denied", "Cure de hernie inguinale sans pose de prothèse, abord inguinal", "LMMA017" },
  { "with", "cure hernie de l'aine avec plaque par abord inguinal", "LMMA012" },
  { "both-sides", "Cure hernie aine bilatérale avec prothèse", "LMMA001" },
  { "both-sides-short", "hernie aine bilat prothese", "LMMA001" },
  { "two-gestures-one-act", "hystérectomie totale + annexectomie, laparotomie", "JKFA028" },
  { "one-gesture", "hystérectomie totale par laparotomie", "JKFA015" },
  { "sentence", "Le patient installé, on réalise une trachéotomie.", "GEPA004" },
  { "history", "Antécédent de cholécystectomie. On réalise une trachéotomie par cervicotomie.", "GEPA004" },
  { "heading", "Antécédents : cholécystectomie, laparotomie. Intervention : trachéotomie, cervicotomie.", "GEPA004" },
  { "heading-on-a-line",
    "ANTECEDENTS\ncholécystectomie, laparotomie\nINTERVENTION\ntrachéotomie, cervicotomie", "GEPA004" },
  { "no-heading", "L'antécédent est ancien, une trachéotomie.", "GEPA004" },
  { "finding", "Le scanner montrait une cholécystectomie. On réalise une trachéotomie.", "GEPA004" },
  { "further", "On réalise une trachéotomie. Dans le même temps, cholécystectomie.", "GEPA004" },
  { "told-child", "Garçon de 4 ans, cure de hernie ombilicale.", "LMMA014" },
  { "told-adult", "Femme de 40 ans, cure de hernie ombilicale.", "LMMA009" },
  { "told-man", "Homme de 60 ans, conisation du col.", "JDFA001" },
  { "told-woman", "Mme D., conisation du col", "JKFA031" },
  { "converted", "Cholécystectomie par coelioscopie, conversion en laparotomie", "HMFA007" },
  { "not-converted", "Cholécystectomie par coelioscopie, sans conversion en laparotomie", "HMFC004" },
  { "both-ways-asked-for", "hystérectomie totale, voie vaginale", "JKFA026" },
  { "both-ways-told", "hystérectomie totale, coelio et voie vaginale", "JKFA018" },
  { "not-done", "Cholécystectomie non réalisée", NULL },
  { "called-off", "cholécystectomie coelio annulée", NULL },
  { "given-up", "On renonce à la cholécystectomie", NULL },
  { "not-done-beside", "Trachéotomie, cholécystectomie par coelioscopie non réalisée", "GEPA004" },
  { "not-put", "Cure de hernie inguinale, abord inguinal, prothèse non posée", "LMMA017" },
  { "short-word", "ptha", NULL },
  { "not-begun", "Cholécystectomie prévue. L'intervention n'est pas débutée et le patient est réveillé.", NULL },
  { "another-put-off", "Cholécystectomie par coelioscopie. L'intervention sur la hernie sera faite plus tard.",
    "HMFC004" },
  { "side-put-off", "PTH droite ce jour. La chirurgie de la hanche gauche sera programmée plus tard.", "NEKA020" },
  { "another-called-off", "Cholécystectomie par coelioscopie faite. L'intervention prévue sur l'épaule est annulée.",
    "HMFC004" },
  { "could-be-done", "La cholécystectomie par coelioscopie a pu être réalisée.", "HMFC004" },
  { "called-off-whole", "Cholécystectomie par coelioscopie prévue. L'intervention est annulée.", NULL },
  { "nothing", "le patient va bien", NULL },
  { "empty", "", NULL },
  { "noise", "zzzzqqqq xkcd 12345", NULL },
};

static void
test_first (gconstpointer data)
{
  const FirstCase *expected = data;
  g_autoptr(CpxSuggester) suggester = make_suggester ();
  g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, expected->text, NULL, 5);

  if (expected->first == NULL)
    g_assert_cmpuint (suggestions->len, ==, 0);
  else
    g_assert_cmpstr (get (suggestions, 0)->code, ==, expected->first);
}

static void
test_probabilities (void)
{
  g_autoptr(CpxSuggester) suggester = make_suggester ();
  g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, "cure hernie aine prothèse", NULL, 10);
  double sum = 0;

  for (guint i = 0; i < suggestions->len; i++)
    {
      double p = get (suggestions, i)->probability;

      g_assert_cmpfloat (p, >=, 0);
      g_assert_cmpfloat (p, <=, i > 0 ? get (suggestions, i - 1)->probability : 1);
      sum += p;
    }
  g_assert_cmpfloat (sum, <=, 1.0001);
}

/* The words that support a code are where the spans say. */
static void
test_spans (void)
{
  static const char text[] = "Le patient a eu une cholécystectomie par cœlioscopie.";
  g_autoptr(CpxSuggester) suggester = make_suggester ();
  g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, text, NULL, 1);
  const CpxSuggestionFields *fields = get (suggestions, 0);
  g_autofree char *first = NULL;

  g_assert_cmpuint (fields->n_spans, ==, 2);
  first = g_strndup (text + fields->spans[0].start, fields->spans[0].end - fields->spans[0].start);
  g_assert_cmpstr (first, ==, "cholécystectomie");
  g_assert_cmpint (fields->axes[CPX_AXIS_ACCESS], ==, CPX_AXIS_AGREES);
  g_assert_cmpint (fields->axes[CPX_AXIS_ACTION], ==, CPX_AXIS_AGREES);
}

static gboolean
underlines (const CpxSuggestionFields *fields,
            const char                *text,
            const char                *word)
{
  for (guint i = 0; i < fields->n_spans; i++)
    {
      if (g_str_has_prefix (text + fields->spans[i].start, word))
        return TRUE;
    }

  return FALSE;
}

typedef struct
{
  const char *name;
  const char *text;
  const char *side;
  const char *code;
  const char *says;     /* beginning of a reason; NULL: none begins with the next */
  const char *not_says;
} ReasonCase;

#define HERNIA_TEXT "cure hernie aine avec pose de prothèse abord inguinal"

static const ReasonCase reason_cases[] = {
  { "side-unsaid", HERNIA_TEXT, NULL, "LMMA001", "This act is for both sides, which",
    "This act is for both sides: one" },
  { "one-side", HERNIA_TEXT, "left", "LMMA001", "This act is for both sides: one is told", "This act is for one side" },
  { "both-sides", HERNIA_TEXT, "both", "LMMA012", "This act is for one side: both are told", "This act is for both" },
  { "denied", "cure hernie aine sans pose de prothèse, abord inguinal", NULL, "LMMA012",
    "This act includes what the text denies: ", "This act leaves out" },
  { "left-out", HERNIA_TEXT, NULL, "LMMA017", "This act leaves out what the text tells: ", "This act includes what" },
  { "no-conflict", HERNIA_TEXT, NULL, "LMMA012", NULL, "This act " },
  { "one-way-of-two", "hystérectomie totale, voie vaginale", NULL, "JKFA018", "The text does not tell both ways in",
    "The text tells another way" },
  { "another-way", "cholécystectomie coelio", NULL, "HMFA007", "The text tells another way in",
    "The text does not tell" },
  { "said-elsewhere", "Patient sous laparotomie. Cholécystectomie.", NULL, "HMFA007", NULL,
    "The text does not say: laparotomie" },
};

static gboolean
has_reason (const CpxSuggestionFields *fields,
            const char                *beginning)
{
  for (guint i = 0; fields->against[i] != NULL; i++)
    {
      if (g_str_has_prefix (fields->against[i], beginning))
        return TRUE;
    }

  return FALSE;
}

/* Each reason is true of the text. */
static void
test_reason (gconstpointer data)
{
  const ReasonCase *expected = data;
  CpxSuggestContext context = { .day = 20261122, .side = expected->side };
  g_autoptr(CpxSuggester) suggester = make_suggester ();
  g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, expected->text, &context, 20);
  const CpxSuggestionFields *fields = NULL;

  for (guint i = 0; i < suggestions->len && fields == NULL; i++)
    {
      if (g_str_equal (get (suggestions, i)->code, expected->code))
        fields = get (suggestions, i);
    }
  g_assert_nonnull (fields);
  g_assert_true (expected->says == NULL || has_reason (fields, expected->says));
  g_assert_false (has_reason (fields, expected->not_says));
}

/* What is denied supports the act that leaves it out, not the one that includes it. */
static void
test_spans_denied (void)
{
  static const char text[] = "Cure unilatérale de hernie de l'aine par abord inguinal, prothèse non posée";
  g_autoptr(CpxSuggester) suggester = make_suggester ();
  g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, text, NULL, 10);
  guint n_with = 0;

  g_assert_cmpstr (get (suggestions, 0)->code, ==, "LMMA017");
  g_assert_true (underlines (get (suggestions, 0), text, "prothèse"));
  for (guint i = 0; i < suggestions->len; i++)
    {
      if (!g_str_equal (get (suggestions, i)->code, "LMMA012"))
        continue;
      n_with++;
      g_assert_false (underlines (get (suggestions, i), text, "prothèse"));
    }
  g_assert_cmpuint (n_with, ==, 1);
}

static void
test_against (void)
{
  g_autoptr(CpxSuggester) suggester = make_suggester ();
  g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, "cholécystectomie coelio", NULL, 5);

  g_assert_cmpstr (get (suggestions, 1)->code, ==, "HMFA007");
  g_assert_cmpint (get (suggestions, 1)->axes[CPX_AXIS_ACCESS], ==, CPX_AXIS_DIFFERS);
  g_assert_cmpuint (g_strv_length (get (suggestions, 1)->against), >, 0);
  g_assert_cmpstr (get (suggestions, 0)->rival, ==, "HMFA007");
  g_assert_cmpstr (get (suggestions, 0)->rival_words, ==, "laparotomie");
}

static void
test_groups (void)
{
  g_autoptr(CpxSuggester) suggester = make_suggester ();
  g_autoptr(GPtrArray) suggestions =
    cpx_suggester_suggest (suggester, "Cholécystectomie par coelioscopie. Libération du canal carpien.", NULL, 10);
  guint groups = 0;
  guint n_principals = 0;

  for (guint i = 0; i < suggestions->len; i++)
    {
      groups |= 1u << get (suggestions, i)->group;
      n_principals += get (suggestions, i)->principal;
    }
  g_assert_cmpuint (groups & 3, ==, 3);
  g_assert_cmpuint (n_principals, >=, 2);
  g_assert_true (get (suggestions, 0)->principal);
}

static const CpxSuggestionFields *
find_principal (GPtrArray *suggestions,
                guint      group)
{
  for (guint i = 0; i < suggestions->len; i++)
    {
      if (get (suggestions, i)->group == group && get (suggestions, i)->principal)
        return get (suggestions, i);
    }

  return NULL;
}

typedef struct
{
  const char *name;
  const char *text;
  const char *first;
  const char *second;   /* of the second gesture; NULL: there is none */
} GestureCase;

/* The way in that one gesture tells is not that of another, unless it says so. */
static const GestureCase gesture_cases[] = {
  { "way-in-of-the-first", "Cholécystectomie par coelioscopie. Dans le même temps, cure unilatérale de hernie de "
    "l'aine avec pose de prothèse par abord inguinal.", "HMFC004", "LMMA012" },
  { "no-way-in-of-its-own", "On réalise une hystérectomie totale par laparotomie. Dans le même temps, cholécystectomie "
    "par coelioscopie.", "JKFA015", "HMFC004" },
  { "same-way-in", "Hystérectomie totale par laparotomie. Dans le même temps et par la même voie, cholécystectomie.",
    "JKFA015", "HMFA007" },
  { "steps-that-follow", "Hystérectomie totale par laparotomie. Dans le même temps, cholécystectomie. Ablation sous "
    "coelioscopie.", "JKFA015", "HMFC004" },
  { "in-one-sentence", "Cholécystectomie coelio + hystérectomie totale laparotomie", "HMFC004", "JKFA015" },
  { "in-one-breath", "pth droite et canal carpien gauche", "NEKA020", "AHPA009" },
  { "parted-by-a-side", "pth droite canal carpien gauche", "NEKA020", "AHPA009" },
  { "one-act-of-two", "Hystérectomie totale et annexectomie bilatérale par laparotomie", "JKFA028", NULL },
  { "one-gesture-told-twice", "Intervention : trachéotomie. On réalise une trachéotomie par cervicotomie.", "GEPA004",
    NULL },
};

static void
test_gesture (gconstpointer data)
{
  const GestureCase *expected = data;
  g_autoptr(CpxSuggester) suggester = make_suggester ();
  g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, expected->text, NULL, 20);
  const CpxSuggestionFields *second = find_principal (suggestions, 1);
  const char *first = find_principal (suggestions, 0)->code;

  if (expected->second == NULL)
    {
      g_assert_cmpstr (first, ==, expected->first);
      g_assert_null (second);
      return;
    }
  g_assert_nonnull (second);
  if (g_str_equal (first, expected->second))   /* which one is the principal act is not asked here */
    g_assert_cmpstr (second->code, ==, expected->first);
  else
    {
      g_assert_cmpstr (first, ==, expected->first);
      g_assert_cmpstr (second->code, ==, expected->second);
    }
}

/* The gesture told first is the principal act, unless the other is far dearer. */
static void
test_principal (void)
{
  static const CpxActText priced[] = {
    { "HMFC004", "Cholécystectomie, par coelioscopie", "VOIES BILIAIRES > Cholécystectomie", NULL, 0, 0,
      CPX_SEX_UNKNOWN, 29394 },
    { "AHPA009", "Libération du nerf médian au canal carpien, par abord direct", "NERFS > Libération", NULL, 0, 0,
      CPX_SEX_UNKNOWN, 12000 },
    { "NEKA020", "Remplacement de l'articulation coxofémorale par prothèse totale", "HANCHE > Prothèse", NULL, 0, 0,
      CPX_SEX_UNKNOWN, 46000 },
    { "GEPA004", "Trachéotomie, par cervicotomie", "TRACHÉE > Trachéotomie", NULL, 0, 0, CPX_SEX_UNKNOWN, 8000 },
    { "JKFA031", "Conisation du col de l'utérus", "UTÉRUS > Exérèse", NULL, 0, 0, CPX_SEX_WOMAN, 9000 },
  };
  static const struct
  {
    const char *text;
    const char *principal;
    const char *other;
  } texts[] = {
    { "Cholécystectomie par coelioscopie, libération du nerf médian au canal carpien", "HMFC004", "AHPA009" },
    { "Libération du nerf médian au canal carpien, cholécystectomie par coelioscopie", "AHPA009", "HMFC004" },
    { "Libération du nerf médian au canal carpien, remplacement de l'articulation coxofémorale par prothèse totale",
      "NEKA020", "AHPA009" },
    { "Syndrome du canal carpien. On réalise une cholécystectomie par coelioscopie, puis une libération du nerf "
      "médian au canal carpien.", "HMFC004", "AHPA009" },
  };
  g_autoptr(GBytes) text = g_bytes_new_static (lexicon_text, strlen (lexicon_text));
  g_autoptr(CpxLexicon) lexicon = cpx_lexicon_new (text, NULL);
  g_autoptr(CpxSuggester) suggester = make_among_others (priced, G_N_ELEMENTS (priced), lexicon);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, texts[i].text, NULL, 10);

      g_assert_cmpstr (get (suggestions, 0)->code, ==, texts[i].principal);
      g_assert_true (get (suggestions, 0)->principal);
      g_assert_cmpuint (get (suggestions, 0)->group, ==, 0);
      g_assert_cmpstr (find_principal (suggestions, 1)->code, ==, texts[i].other);
    }
}

/* A gesture that is said, or a word whose opposite the label says, counts before other words of the label. */
static void
test_said_before_unsaid (void)
{
  static const CpxActText rivals[] = {
    { "NFFC004", "Méniscectomie latérale ou médiale du genou, par arthroscopie", "GENOU > Ménisque", NULL, 0, 0 },
    { "NFEC002", "Réinsertion ou suture d'un ménisque du genou, par arthroscopie", "GENOU > Ménisque", NULL, 0, 0 },
    { "NCCA017", "Ostéosynthèse de fracture bimalléolaire complexe, à foyer ouvert", "JAMBE > Fracture", NULL, 0, 0 },
    { "NCCA016", "Ostéosynthèse de fracture bimalléolaire simple, à foyer ouvert", "JAMBE > Fracture", NULL, 0, 0 },
    { "PAGA011", "Ablation de matériel d'ostéosynthèse", "MATÉRIEL > Ablation", NULL, 0, 0 },
  };
  static const char words[] =
    "menisque | meniscectomie\tact\tNFFC004\n"
    "suture menisque\tact\tNFEC002\n"
    "arthroscopie\taccess\tscope\n"
    "bimalleolaire | fracture bimalleolaire\tact\tNCCA017 NCCA016\n"
    "ablation plaque vis\tact\tPAGA011\n"
    "simple\tquiet\tweak\n"
    "simple | complexe\teither\n";
  static const struct { const char *text, *first; } texts[] = {
    { "suture du ménisque médial par arthroscopie", "NFEC002" },
    { "ménisque médial, arthroscopie", "NFFC004" },
    { "fracture bimalléolaire simple, plaque et vis", "NCCA016" },
    { "fracture bimalléolaire complexe, plaque et vis", "NCCA017" },
    { "ablation de plaque et vis", "PAGA011" },
  };
  g_autoptr(GBytes) text = g_bytes_new_static (words, strlen (words));
  g_autoptr(CpxLexicon) lexicon = cpx_lexicon_new (text, NULL);
  g_autoptr(CpxSuggester) suggester = make_among_others (rivals, G_N_ELEMENTS (rivals), lexicon);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, texts[i].text, NULL, 10);

      g_assert_cmpstr (get (suggestions, 0)->code, ==, texts[i].first);
      g_assert_null (find_principal (suggestions, 1));
    }
}

static void
test_closed (void)
{
  g_autoptr(CpxSuggester) suggester = make_suggester ();
  CpxSuggestContext then = { .day = 20191231 };
  CpxSuggestContext now = { .day = 20200101 };
  g_autoptr(GPtrArray) open = cpx_suggester_suggest (suggester, "libération de nerf fermée depuis", &then, 1);
  g_autoptr(GPtrArray) closed = cpx_suggester_suggest (suggester, "libération de nerf fermée depuis", &now, 1);

  g_assert_cmpstr (get (open, 0)->code, ==, "AHPA003");
  g_assert_cmpstr (get (closed, 0)->code, !=, "AHPA003");
}

static guint
count_groups (const char *text)
{
  g_autoptr(CpxSuggester) suggester = make_suggester ();
  g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, text, NULL, 20);
  guint n = 0;

  for (guint i = 0; i < suggestions->len; i++)
    n = MAX (n, get (suggestions, i)->group + 1);

  return n;
}

/* What was done before, or seen, opens no group; nor does what closes the operation. */
static void
test_groups_of_done (void)
{
  g_assert_cmpuint (count_groups ("On réalise une cholécystectomie par coelioscopie. Libération du canal carpien."),
                    ==, 2);
  g_assert_cmpuint (count_groups ("Antécédents : trachéotomie. Intervention : libération du canal carpien."), ==, 1);
  g_assert_cmpuint (count_groups ("Opéré en 2009 d'une trachéotomie, en 2011. Libération du canal carpien."), ==, 1);
  g_assert_cmpuint (count_groups ("Le scanner montrait une trachéotomie. On réalise une hystérectomie totale."), ==, 1);
}

/* What goes with every operation is an act by itself only where nothing else is told. */
static void
test_beside (void)
{
  static const char both[] = "Libération du canal carpien. Trachéotomie en fin d'intervention.";
  g_autoptr(CpxSuggester) suggester = make_suggester ();
  g_autoptr(GPtrArray) alone = cpx_suggester_suggest (suggester, "Trachéotomie en fin d'intervention", NULL, 3);
  g_autoptr(GPtrArray) beside = cpx_suggester_suggest (suggester, both, NULL, 3);

  g_assert_cmpstr (get (alone, 0)->code, ==, "GEPA004");
  g_assert_cmpstr (get (beside, 0)->code, ==, "AHPA009");
  g_assert_cmpuint (count_groups (both), ==, 1);
}

/* Among several sentences, an act without anaesthesia stands behind one that has it. */
static void
test_awake (void)
{
  CpxActText alike[G_N_ELEMENTS (acts) + 2] = {
    { .code = "JZLD001", .label = "Pose d'une sonde dans l'uretère" },
    { .code = "JZLE001", .label = "Pose d'une sonde dans l'uretère", .anaesthesia = TRUE },
  };
  g_autoptr(CpxSuggester) suggester = NULL;
  g_autoptr(GPtrArray) title = NULL;
  g_autoptr(GPtrArray) note = NULL;

  memcpy (alike + 2, acts, sizeof acts);
  suggester = cpx_suggester_new_for_acts (alike, G_N_ELEMENTS (alike), NULL, NULL);
  title = cpx_suggester_suggest (suggester, "Pose de sonde, uretère", NULL, 2);
  note = cpx_suggester_suggest (suggester, "Colique néphrétique. Pose de sonde, uretère.", NULL, 2);

  g_assert_cmpstr (get (title, 0)->code, ==, "JZLD001");
  g_assert_cmpstr (get (note, 0)->code, ==, "JZLE001");
}

/* A told heading reaches to the next gesture done; one within a sentence no further than that. */
static void
test_reach_of_headings (void)
{
  static const struct { const char *text; const char *first; } cases[] = {
    { "Homme, antécédents : cholécystectomie, laparotomie. Trachéotomie, cervicotomie.", "GEPA004" },
    { "Antécédents : cholécystectomie, laparotomie. On réalise une trachéotomie, cervicotomie.", "GEPA004" },
    { "Vu en 2009, cholécystectomie, laparotomie. Trachéotomie, cervicotomie.", "GEPA004" },
    { "Indication : cholécystectomie, laparotomie. Patient sous AG. Trachéotomie, cervicotomie.", "GEPA004" },
    { "Hernie bilatérale de l'aine. Pose de prothèse par abord inguinal à droite, de prothèse à gauche.", "LMMA001" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(CpxSuggester) suggester = make_suggester ();
      g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, cases[i].text, NULL, 3);

      g_assert_cmpstr (get (suggestions, 0)->code, ==, cases[i].first);
    }
}

static CpxSuggestionFields
suggest_first (const char              *text,
               const CpxSuggestContext *context,
               char                     out_code[8])
{
  g_autoptr(CpxSuggester) suggester = make_suggester ();
  g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, text, context, 10);
  const CpxSuggestionFields *first = get (suggestions, 0);

  g_strlcpy (out_code, first->code, 8);

  return (CpxSuggestionFields) { .probability = first->probability, .source = first->source };
}

/* The patient's file counts before what the text tells. */
static void
test_circumstances (void)
{
  CpxCodingContext child = { .day = 20261122, .birth_day = 20200101, .age_months = -1, .sex = CPX_SEX_MAN };
  CpxCodingContext woman = { .day = 20261122, .birth_day = 19700101, .age_months = -1, .sex = CPX_SEX_WOMAN };
  CpxSuggestContext context = { .day = 20261122, .circumstances = &child };
  char code[8];

  suggest_first ("cure de hernie ombilicale", &context, code);
  g_assert_cmpstr (code, ==, "LMMA014");
  suggest_first ("conisation du col", &context, code);
  g_assert_cmpstr (code, ==, "JDFA001");
  context.circumstances = &woman;
  suggest_first ("Homme de 60 ans, conisation du col", &context, code);
  g_assert_cmpstr (code, ==, "JKFA031");
  suggest_first ("cure de hernie ombilicale", &context, code);
  g_assert_cmpstr (code, ==, "LMMA009");
}

/* Each sentence against an act is true of the whole text, and those of sides say what is told and what is not. */
static void
test_true_reasons (void)
{
  static const struct { const char *text, *code, *holds, *lacks; } rows[] = {
    { "cure de hernie inguinale avec prothèse par abord inguinal", "LMMA001", "sides, which the text does not tell",
      "aine" },
    { "cure de hernie inguinale bilatérale avec prothèse par abord inguinal", "LMMA012", "one side: both are told",
      NULL },
    { "cure de hernie inguinale avec prothèse par abord inguinal", "LMMA017", NULL, "aine" },
    { "cure de hernie inguinale avec prothèse par abord inguinal", "LMMA012", NULL, "unilatérale" },
    { "cure de hernie inguinale. Le geste est fait avec pose d'une prothèse par abord inguinal.", "LMMA001", NULL,
      "does not say: prothèse" },
  };
  g_autoptr(CpxSuggester) suggester = make_suggester ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, rows[i].text, NULL, 10);
      g_autofree char *against = NULL;

      for (guint j = 0; j < suggestions->len; j++)
        {
          if (g_str_equal (get (suggestions, j)->code, rows[i].code))
            against = g_strjoinv ("\n", get (suggestions, j)->against);
        }
      g_assert_nonnull (against);
      if (rows[i].holds != NULL)
        g_assert_nonnull (strstr (against, rows[i].holds));
      if (rows[i].lacks != NULL)
        g_assert_null (strstr (against, rows[i].lacks));
    }
}

/* An act for the other sex comes last, with next to no probability, and says so. */
static void
test_other_sex (void)
{
  CpxCodingContext woman = { .day = 20261122, .birth_day = 19700101, .age_months = -1, .sex = CPX_SEX_WOMAN };
  CpxSuggestContext context = { .day = 20261122, .circumstances = &woman };
  g_autoptr(CpxSuggester) suggester = make_suggester ();
  g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, "vésiculoprostatectomie totale", &context, 10);
  const CpxSuggestionFields *last = get (suggestions, suggestions->len - 1);

  g_assert_cmpstr (last->code, ==, "JGFA006");
  g_assert_cmpfloat (last->probability, <, CPX_SUGGESTION_ENOUGH / 2);
  g_assert_cmpfloat (get (suggestions, 0)->probability, <, CPX_SUGGESTION_ENOUGH);
  g_assert_true (g_strv_contains ((const char * const *) last->against, "This act is for patients of the other sex."));
}

/* However short the list, the act that the text names stays in it, last. */
static void
test_other_sex_in_short_list (void)
{
  CpxCodingContext man = { .day = 20261122, .birth_day = 19700101, .age_months = -1, .sex = CPX_SEX_MAN };
  CpxSuggestContext context = { .day = 20261122, .circumstances = &man };
  g_autoptr(CpxSuggester) suggester = make_suggester ();
  const char *text = "conisation du col de l'utérus, hystérectomie totale, conisation du col de la vessie";
  g_autoptr(GPtrArray) two = cpx_suggester_suggest (suggester, text, &context, 2);
  g_autoptr(GPtrArray) one = cpx_suggester_suggest (suggester, text, &context, 1);

  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpstr (get (two, 1)->code, ==, "JKFA031");
  g_assert_cmpfloat (get (two, 1)->probability, <, CPX_SUGGESTION_ENOUGH);
  g_assert_true (g_strv_contains ((const char * const *) get (two, 1)->against,
                                  "This act is for patients of the other sex."));
  g_assert_cmpstr (get (one, 0)->code, !=, "JKFA031");
}

/* The text's own sides: "droite et gauche" and "les deux" are both, one of them is one. */
static void
test_told_sides (void)
{
  static const struct
  {
    const char *text;
    const char *code;
  } rows[] = {
    { "cure hernie aine droite avec prothèse abord inguinal", "LMMA012" },
    { "cure hernie aine gauche avec prothèse abord inguinal", "LMMA012" },
    { "cure hernie aine droite et gauche avec prothèse abord inguinal", "LMMA001" },
    { "cure des deux hernies de l'aine avec prothèse, abord inguinal", "LMMA001" },
    { "cure hernie de l'aine à gauche puis à droite avec prothèse, abord inguinal", "LMMA001" },
    { "cure de 2 hernies de l'aine avec prothèse abord inguinal", "LMMA001" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      char code[8];

      suggest_first (rows[i].text, NULL, code);
      g_assert_cmpstr (code, ==, rows[i].code);
    }
}

static void
test_side (void)
{
  CpxSuggestContext one = { .day = 20261122, .side = "left" };
  CpxSuggestContext both = { .day = 20261122, .side = "both" };
  CpxSuggestContext none = { .day = 20261122, .side = "none" };
  char code[8];

  suggest_first ("cure hernie aine avec prothèse abord inguinal", &both, code);
  g_assert_cmpstr (code, ==, "LMMA001");
  suggest_first ("cure hernie aine avec prothèse abord inguinal", &one, code);
  g_assert_cmpstr (code, ==, "LMMA012");
  suggest_first ("cure hernie aine avec prothèse abord inguinal", &none, code);
  g_assert_cmpstr (code, ==, "LMMA012");
  suggest_first ("cure hernie aine bilatérale avec prothèse abord inguinal", &one, code);
  g_assert_cmpstr (code, ==, "LMMA001");
}

/* What was planned helps where the text is open, is shown where it is silent, and does not outvoice it. */
static void
test_planned (void)
{
  CpxSuggestContext laparotomy = { .day = 20261122, .planned = "HMFA007" };
  CpxSuggestContext neck = { .day = 20261122, .planned = "GEPA004 nonsense" };
  CpxSuggestContext nonsense = { .day = 20261122, .planned = " ,, ZZZZ999" };
  g_autoptr(CpxSuggester) suggester = make_suggester ();
  g_autoptr(GPtrArray) none = cpx_suggester_suggest (suggester, "", &nonsense, 5);
  char code[8];

  suggest_first ("cholécystectomie", &laparotomy, code);
  g_assert_cmpstr (code, ==, "HMFA007");
  suggest_first ("cholécystectomie par coelioscopie", &laparotomy, code);
  g_assert_cmpstr (code, ==, "HMFC004");
  suggest_first ("cholécystectomie par coelioscopie", &neck, code);
  g_assert_cmpstr (code, ==, "HMFC004");
  g_assert_cmpint (suggest_first ("", &neck, code).source, ==, CPX_SUGGESTION_FROM_PLAN);
  g_assert_cmpstr (code, ==, "GEPA004");
  g_assert_cmpuint (none->len, ==, 0);
}

static CpxPracticePrior *
learn (const char *text,
       const char *kept,
       guint       times)
{
  g_autoptr(CpxPracticePriorBuilder) builder = cpx_practice_prior_builder_new ();
  CpxPriorCase one = { .practitioner = "dr-a", .text = text, .kept = kept };

  for (guint i = 0; i < times; i++)
    cpx_practice_prior_builder_add (builder, &one);

  return cpx_practice_prior_builder_end (builder);
}

/* A habit brings up a code that the text alone would never have suggested, and says so; one error does not. */
static void
test_habit (void)
{
  g_autoptr(CpxSuggester) suggester = make_suggester ();
  g_autoptr(CpxPracticePrior) habit = learn ("PTH droite", "NEKA003", 40);
  g_autoptr(CpxPracticePrior) error = learn ("PTH droite", "GEPA004", 1);
  CpxSuggestContext used = { .practitioner = "dr-a", .prior = habit };
  CpxSuggestContext other = { .practitioner = "dr-b", .prior = habit };
  CpxSuggestContext once = { .practitioner = "dr-a", .prior = error };
  g_autoptr(GPtrArray) with_habit = cpx_suggester_suggest (suggester, "pth gauche", &used, 3);
  g_autoptr(GPtrArray) of_other = cpx_suggester_suggest (suggester, "pth gauche", &other, 3);
  g_autoptr(GPtrArray) with_error = cpx_suggester_suggest (suggester, "pth gauche", &once, 3);

  g_assert_cmpstr (get (with_habit, 0)->code, ==, "NEKA003");
  g_assert_cmpuint (get (with_habit, 0)->n_kept, ==, 40);
  g_assert_cmpuint (get (with_habit, 0)->n_shown, ==, 40);
  g_assert_cmpint (get (with_habit, 0)->source, ==, CPX_SUGGESTION_FROM_HISTORY);
  g_assert_cmpstr (get (of_other, 0)->code, ==, "NEKA020");
  g_assert_cmpstr (get (with_error, 0)->code, ==, "NEKA020");
}

static void
test_json (void)
{
  g_autoptr(CpxSuggester) suggester = make_suggester ();
  g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, "pth", NULL, 2);
  json_t *array = cpx_suggestions_to_json (suggestions);
  json_t *first = json_array_get (array, 0);

  g_assert_cmpstr (json_string_value (json_object_get (first, "code")), ==, "NEKA020");
  g_assert_true (json_is_real (json_object_get (first, "confidence")));
  g_assert_true (json_is_array (json_object_get (first, "spans")));
  json_decref (array);
}

/* A megabyte of anything is answered, and soon. */
static void
test_hostile (void)
{
  g_autoptr(CpxSuggester) suggester = make_suggester ();
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GPtrArray) suggestions = NULL;
  gint64 start;

  while (text->len < 1 << 20)
    g_string_append (text, "cholécystectomie sans hernie aine prothèse xyzzyq\xff ");
  start = g_get_monotonic_time ();
  suggestions = cpx_suggester_suggest (suggester, text->str, NULL, 5);
  g_assert_cmpuint (suggestions->len, >, 0);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (first_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/suggester/first/", first_cases[i].name, NULL);

      g_test_add_data_func (path, &first_cases[i], test_first);
    }
  g_test_add_func ("/suggester/probabilities", test_probabilities);
  g_test_add_func ("/suggester/spans", test_spans);
  for (gsize i = 0; i < G_N_ELEMENTS (reason_cases); i++)
    {
      g_autofree char *name = g_strconcat ("/suggester/reason/", reason_cases[i].name, NULL);

      g_test_add_data_func (name, &reason_cases[i], test_reason);
    }
  g_test_add_func ("/suggester/spans-denied", test_spans_denied);
  g_test_add_func ("/suggester/against", test_against);
  g_test_add_func ("/suggester/true-reasons", test_true_reasons);
  g_test_add_func ("/suggester/groups", test_groups);
  for (gsize i = 0; i < G_N_ELEMENTS (gesture_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/suggester/gesture/", gesture_cases[i].name, NULL);

      g_test_add_data_func (path, &gesture_cases[i], test_gesture);
    }
  g_test_add_func ("/suggester/principal", test_principal);
  g_test_add_func ("/suggester/said-before-unsaid", test_said_before_unsaid);
  g_test_add_func ("/suggester/groups-of-done", test_groups_of_done);
  g_test_add_func ("/suggester/beside", test_beside);
  g_test_add_func ("/suggester/awake", test_awake);
  g_test_add_func ("/suggester/reach-of-headings", test_reach_of_headings);
  g_test_add_func ("/suggester/circumstances", test_circumstances);
  g_test_add_func ("/suggester/other-sex", test_other_sex);
  g_test_add_func ("/suggester/other-sex-in-short-list", test_other_sex_in_short_list);
  g_test_add_func ("/suggester/told-sides", test_told_sides);
  g_test_add_func ("/suggester/side", test_side);
  g_test_add_func ("/suggester/planned", test_planned);
  g_test_add_func ("/suggester/closed", test_closed);
  g_test_add_func ("/suggester/habit", test_habit);
  g_test_add_func ("/suggester/json", test_json);
  g_test_add_func ("/suggester/hostile", test_hostile);

  return g_test_run ();
}
