/* cpx-trait-patterns.c: the forms, one a line of the table.
 *
 * Each is written so that sizes ("12 cm", "10 x 15 mm"), levels ("L4-L5"), threads ("2/0"), fractions of a bone ("1/3
 * moyen") and doses ("2000 ml") stay. None backtracks over more than one word, so that a hostile text costs no time;
 * if the engine gives up all the same, nothing is to leave.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-trait-patterns.h"

#define UNIT \
  "(?:\\s?(?:ml|cl|l|cc|cm|mm|m|µm|g|gr|kg|mg|µg|ug|ui|u|j|gy|mmhg|euros?|points?|kcal|x|fois)(?![\\p{L}’'])|\\s?[%€])"
#define DAY    "(?:0?[1-9]|[12]\\d|3[01])"
#define MONTH  "(?:0?[1-9]|1[0-2])"
#define YEAR   "(?:19|20)\\d{2}"
#define MONTHS \
  "(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre)"
#define MONTHS_SHORT \
  "(?:janv?|f[ée]vr?|mar|avr|jui[ln]|juill?|sept|oct|nov|d[ée]c)\\.?"
#define WEEKDAY "(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\\s+)?"
#define STREET_ALWAYS \
  "(?:rue|avenue|boulevard|blvd|bld|bd|faubourg|fbg|lotissement|hameau|lieu[- ]dit|sentier|rond[- ]point)"
#define STREET_NUMBERED \
  "(?:av\\.?|all[ée]es?|impasse|chemin|ch\\.|quai|route|rte|place|pl\\.|cours|square|sq\\.|passage|voie|villa|" \
  "venelle|esplanade|promenade|cit[ée]|domaine|clos|r[ée]sidence|mont[ée]e|c[ôo]te|parvis|mail|r\\.)"
#define PARTICLES "(?:(?:de\\s+la|de\\s+l|du|des|de|d|la|le|les|l)\\b[ ’']*)*"
#define TOWN      "(?:[ ,;\\n-]+(?:F-)?\\d{5}[ ,]+\\p{L}[\\p{L}’' -]{1,40}(?:(?<=cedex )\\d{1,2})?)?"
#define VALUE     "[\\p{L}\\d]*\\d[\\p{L}\\d/-]*(?:[ .]\\d+)*"

typedef struct
{
  CpxTraitMark  mark;
  const char   *pattern;
} Form;

/* The part behind \K is what is found. */
static const Form forms[] = {
  /* someone@example.fr, with spaces or (at) too; addresses of the web */
  { CPX_TRAIT_MARK_EMAIL,
    "[\\p{L}\\d._%+-]{1,64}\\s?(?:@|\\(at\\)|\\[at\\])\\s?[\\p{L}\\d-]{1,63}(?:\\.[\\p{L}\\d-]{1,63}){1,4}" },
  { CPX_TRAIT_MARK_ADDRESS, "(?:https?://|www\\.)\\S{1,200}" },

  /* 2 85 05 78 006 084 36, with or without spaces and key */
  { CPX_TRAIT_MARK_NIR,
    "(?<![\\d,])[1-478][ .-]?\\d{2}[ .-]?(?:0[1-9]|1[0-2]|[2-9]\\d)[ .-]?(?:\\d{2}|2[ab])[ .-]?\\d{3}[ .-]?\\d{3}"
    "(?:[ .-]{0,3}\\d{2})?(?!\\d)" },

  /* +33 (0)6 12 34 56 78, 0033…, 06.12.34.56.78, +41 … */
  { CPX_TRAIT_MARK_PHONE, "\\+\\s?\\d(?:[ .()/-]{0,3}\\d){7,14}(?!\\d)" },
  { CPX_TRAIT_MARK_PHONE, "(?<![\\d.,])00[1-9]\\d(?:[ .()/-]{0,3}\\d){7,12}(?!\\d)" },
  { CPX_TRAIT_MARK_PHONE, "(?<![\\d.,])0[1-9](?:[ ./-]{0,2}\\d{2}){4}(?!\\d)" },
  { CPX_TRAIT_MARK_PHONE,
    "\\b(?:t[ée]l(?:[ée]phone)?|portable|fax|mobile)\\b[ .]*[:n°]{0,3}\\s*\\K\\d(?:[ ./-]?\\d){5,14}(?!\\d)" },

  /* 14/03/1958, 14.3.58, 14 03 1958, 1958-03-14T08:30 */
  { CPX_TRAIT_MARK_DATE,
    "(?<![\\w.,/-])" DAY "\\s?[./-]\\s?" MONTH "\\s?[./-]\\s?(?:" YEAR "|\\d{2})(?!\\d|[.,/-]\\d|" UNIT ")" },
  { CPX_TRAIT_MARK_DATE, "(?<![\\w.,/-])" DAY " " MONTH " " YEAR "(?!\\d|" UNIT ")" },
  { CPX_TRAIT_MARK_DATE,
    "(?<![\\w.,/-])" YEAR "[./-]" MONTH "[./-]" DAY
    "(?:[T ]\\d{2}:\\d{2}(?::\\d{2})?(?:[.,]\\d+)?(?:Z|[+-]\\d{2}:?\\d{2})?)?(?!\\d)" },
  /* lundi 1er mars 2021, mars 58, 14 janv. 2021 */
  { CPX_TRAIT_MARK_DATE,
    "\\b" WEEKDAY "(?:(?:1\\s?er|premier|" DAY ")\\s+(?:de\\s+)?)?" MONTHS
    "\\b(?:\\s+(?:" YEAR "|\\d{2})(?!\\d|[.,]\\d|" UNIT "))?" },
  { CPX_TRAIT_MARK_DATE,
    "\\b" WEEKDAY "(?:1\\s?er|" DAY ")\\s+" MONTHS_SHORT "(?!\\p{L})(?:\\s*(?:" YEAR "|\\d{2})(?!\\d|" UNIT "))?" },
  { CPX_TRAIT_MARK_DATE, "\\b" MONTHS_SHORT "\\s+" YEAR "(?!\\d|" UNIT ")" },
  { CPX_TRAIT_MARK_DATE, "(?<![\\w.,/-])" DAY "[ -]" MONTHS_SHORT "[ -](?:" YEAR "|\\d{2})(?!\\d)" },
  /* le 05/03, but not au 1/3 moyen; 03/2021; 2021 alone */
  { CPX_TRAIT_MARK_DATE,
    "\\b(?:le|du|au|d[èe]s|ce|depuis)\\s+\\K(?:0[1-9]|[12]\\d|3[01])[./-](?:0[1-9]|1[0-2])(?![\\d./-]|" UNIT ")" },
  { CPX_TRAIT_MARK_DATE, "(?<![\\w.,/-])" MONTH "[./-]" YEAR "(?!\\d|" UNIT ")" },
  { CPX_TRAIT_MARK_DATE, "(?<![\\w.,/-])(?:19[1-9]\\d|20[0-4]\\d)(?![\\w/-]|[.,]\\d|" UNIT ")" },

  /* 12 bis, rue de la Paix, 75002 Paris; rue Pasteur; BP 123; 75002 Paris; code postal 75002 */
  { CPX_TRAIT_MARK_ADDRESS,
    "(?<![\\d.,])\\d{1,4}\\s?(?:(?:bis|ter|quater|[a-d])\\b)?\\s?,?\\s?" STREET_ALWAYS "\\b[^,;.\\n(]{2,60}" TOWN },
  { CPX_TRAIT_MARK_ADDRESS,
    "(?<![\\d.,])\\d{1,4}\\s?(?:(?:bis|ter|quater|[a-d])\\b)?\\s?,?\\s?" STREET_NUMBERED "\\s?" PARTICLES
    "(?-i:\\p{Lu})[^,;.\\n(]{1,60}" TOWN },
  { CPX_TRAIT_MARK_ADDRESS, "\\b" STREET_ALWAYS "\\s+" PARTICLES "(?-i:\\p{Lu})[^,;.\\n(]{1,60}" TOWN },
  { CPX_TRAIT_MARK_ADDRESS, "\\b(?:B\\.?P\\.?|C\\.?S\\.?)\\s?\\d{2,6}\\b" },
  { CPX_TRAIT_MARK_ADDRESS,
    "(?<![\\w.,])(?:F-?)?(?:0[1-9]|[1-8]\\d|9[0-8])\\d{3}\\s+(?-i:\\p{Lu})[\\p{L}’'-]+"
    "(?:[ -](?-i:\\p{Lu})[\\p{L}’'-]+){0,4}(?:\\s+cedex(?:\\s+\\d{1,2})?)?" },
  { CPX_TRAIT_MARK_ADDRESS, "\\bcode\\s+postal\\s*:?\\s*\\K\\d{5}" },

  /* dossier n° 2024-118, IPP 8001234, RPPS : 10 003 456 789, lot 45XB12 */
  { CPX_TRAIT_MARK_NUMBER,
    "\\b(?:dossier|ipp|nda|nip|iep|ndos|ins|nir|rpps|finess|adeli|am|siret|siren|matricule|"
    "s[ée]curit[ée]\\s+sociale|s[ée]cu|num[ée]ro|identifiant|s[ée]jour|venue|adh[ée]rent|passeport|cni|iban)"
    "\\s*(?:patient|national|ins)?\\s*(?:n°|no|num[ée]ro)?\\s*[:.=#]?\\s*"
    "\\K(?=[\\p{L}\\d/-]{4}|\\d\\d? \\d)" VALUE },
  { CPX_TRAIT_MARK_NUMBER,
    "\\b(?:lot|r[ée]f(?:[ée]rence)?\\.?|s[ée]rie|sn|udi)\\s*(?:n°|no)?\\s*[:.=#]?\\s*\\K(?=[\\p{L}\\d/-]{4})" VALUE },
  { CPX_TRAIT_MARK_NUMBER, "\\bn°\\s*:?\\s*\\K(?=[\\p{L}\\d/-]{4})" VALUE },
  { CPX_TRAIT_MARK_NUMBER, "\\b(?-i:FR)\\d{2}(?:\\s?[\\dA-Z]{4}){5}\\s?[\\dA-Z]{3}\\b" },
  { CPX_TRAIT_MARK_NUMBER, "(?<![\\d.,])(?:10|8\\d)[ .]?\\d{3}[ .]?\\d{3}[ .]?\\d{3}(?!\\d)" },
  { CPX_TRAIT_MARK_NUMBER, "(?<![\\d.,])\\d(?:[.-]?\\d){6,}(?!\\d)" },
};

static GRegex *
compile (const Form *form)
{
  g_autoptr(GError) error = NULL;
  GRegex *regex = g_regex_new (form->pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, &error);

  g_assert_no_error (error);

  return regex;
}

/* Made once. */
static GRegex **
get_regexes (void)
{
  static gsize made;
  static GRegex *regexes[G_N_ELEMENTS (forms)];

  if (g_once_init_enter (&made))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
        regexes[i] = compile (&forms[i]);
      g_once_init_leave (&made, 1);
    }

  return regexes;
}

static gboolean
find_form (GRegex       *regex,
           CpxTraitMark  mark,
           const char   *text,
           GArray       *spans)
{
  g_autoptr(GMatchInfo) match = NULL;
  g_autoptr(GError) error = NULL;

  g_regex_match_full (regex, text, -1, 0, 0, &match, &error);
  while (error == NULL && g_match_info_matches (match))
    {
      CpxTraitSpan span = { .mark = mark };
      int start;
      int end;

      g_match_info_fetch_pos (match, 0, &start, &end);
      span.start = (guint) start;
      span.end = (guint) end;
      g_array_append_val (spans, span);
      g_match_info_next (match, &error);
    }

  return error == NULL;
}

/**
 * cpx_trait_patterns_find:
 * @text: a text
 * @spans: (element-type CpxTraitSpan): where what is found is added
 *
 * Returns: `FALSE` if the text could not be searched to its end: then it may hold anything
 */
gboolean
cpx_trait_patterns_find (const CpxTraitText *text,
                         GArray             *spans)
{
  GRegex **regexes = get_regexes ();

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if (!find_form (regexes[i], forms[i].mark, cpx_trait_text_get_text (text), spans))
        return FALSE;
    }

  return TRUE;
}
