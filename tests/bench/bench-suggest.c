/* bench-suggest.c: the suggestion engine made, titles and notes answered, acts found as one types, on one core and the
 * full nomenclature.
 *
 *   bench-suggest COUNT
 *
 * Reads ../shared (CPX_SHARED); without it nothing is printed. Figures are lines as bench-scenario.c writes them; a
 * percentile is a line of one operation, its two clocks taken each by itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bench-clock.h"
#include "ccam-tables.h"

#include <cpx-act-search.h>

#include <stdlib.h>

#define NOTE_SENTENCES 30   /* some 400 words */
#define SUGGESTIONS    5
#define SEARCH_LIMIT   30

typedef void (*Answer) (const CpxSuggester *suggester,
                        const char         *text);

static const char * const titles[] = {
  "Cholécystectomie coelio", "PTH droite ss AG", "hernie inguinale bilat TAPP", "canal carpien gauche", "RTUV",
  "thyroïdectomie totale", "appendicectomei", "Cure d'éventration médiane avec plaque", "ATT bilat + VA",
  "scarf M1 droit",
};

static const char sentence[] =
  "Patient de 62 ans aux antécédents de diabète, on réalise une colectomie gauche par cœlioscopie sans curage. ";

static void
answer (CpxSuggester *suggester,
        const char   *what,
        const char   *note,
        guint         count)
{
  BenchTime start = bench_now ();

  for (guint i = 0; i < count; i++)
    {
      const char *text = note != NULL ? note : titles[i % G_N_ELEMENTS (titles)];
      g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, text, NULL, SUGGESTIONS);

      g_assert (suggestions->len > 0);
    }
  bench_report (what, count, bench_since (start));
}

static void
look_up (const CpxSuggester *suggester,
         const char         *typed)
{
  g_autoptr(GArray) found = cpx_act_search (suggester, typed, CPX_DAY_NONE, SEARCH_LIMIT, NULL);

  g_assert (found != NULL);
}

static void
propose (const CpxSuggester *suggester,
         const char         *text)
{
  g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, text, NULL, SUGGESTIONS);

  g_assert (suggestions != NULL);
}

static int
compare_us (gconstpointer a,
            gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static gint64
get_percentile (GArray *us,
                guint   percent)
{
  g_array_sort (us, compare_us);

  return g_array_index (us, gint64, (us->len * percent + 99) / 100 - 1);
}

/* Each of the texts in turn, COUNT in all, and how long all but a few took. */
static void
print_percentile (const CpxSuggester *suggester,
                  const char         *what,
                  Answer              answer_one,
                  GPtrArray          *texts,
                  guint               count,
                  guint               percent)
{
  g_autoptr(GArray) cpu_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GArray) wall_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *name = g_strdup_printf ("%s, %uth percentile", what, percent);

  for (guint i = 0; i < count; i++)
    {
      BenchTime start = bench_now ();
      BenchTime spent;

      answer_one (suggester, g_ptr_array_index (texts, i % texts->len));
      spent = bench_since (start);
      g_array_append_val (cpu_us, spent.cpu_us);
      g_array_append_val (wall_us, spent.wall_us);
    }
  bench_report (name, 1, (BenchTime) { get_percentile (cpu_us, percent), get_percentile (wall_us, percent) });
}

static GPtrArray *
make_titles (void)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    g_ptr_array_add (texts, g_strdup (titles[i]));

  return texts;
}

/* A note for each title, which names all the others too. */
static GPtrArray *
make_notes (void)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      GString *note = g_string_new (NULL);

      for (guint j = 0; j < NOTE_SENTENCES; j++)
        g_string_append_printf (note, "%s. Patient aux antécédents de diabète, on réalise une hémostase soigneuse "
                                "puis la fermeture. ", titles[(i + j) % G_N_ELEMENTS (titles)]);
      g_ptr_array_add (texts, g_string_free (note, FALSE));
    }

  return texts;
}

/* What stands in the entry after each key. */
static GPtrArray *
make_beginnings (void)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      for (const char *end = g_utf8_next_char (titles[i]); ; end = g_utf8_next_char (end))
        {
          g_ptr_array_add (texts, g_strndup (titles[i], (gsize) (end - titles[i])));
          if (*end == '\0')
            break;
        }
    }

  return texts;
}

static void
print_percentiles (const CpxSuggester *suggester,
                   guint               count)
{
  g_autoptr(GPtrArray) all_titles = make_titles ();
  g_autoptr(GPtrArray) notes = make_notes ();
  g_autoptr(GPtrArray) beginnings = make_beginnings ();

  print_percentile (suggester, "one title", propose, all_titles, count, 99);
  print_percentile (suggester, "one note of 400 words", propose, notes, MAX (count / 5, 1), 99);
  print_percentile (suggester, "acts found as one types", look_up, beginnings, count, 95);
}

int
main (int   argc,
      char *argv[])
{
  guint count = argc > 1 ? (guint) atoi (argv[1]) : 1000;
  g_autoptr(CcamTables) tables = NULL;
  g_autoptr(CpxActVolumes) volumes = NULL;
  g_autoptr(CpxSuggester) suggester = NULL;
  g_autoptr(GString) note = g_string_new (NULL);
  const CpxActText *acts;
  guint n_acts;
  BenchTime start;

  if (!ccam_tables_are_there ())
    return 0;
  tables = ccam_tables_load ();
  volumes = ccam_tables_load_volumes ();
  acts = ccam_tables_get_acts (tables, &n_acts);
  for (guint i = 0; i < NOTE_SENTENCES; i++)
    g_string_append (note, sentence);
  start = bench_now ();
  suggester = cpx_suggester_new_for_acts (acts, n_acts, volumes, NULL);
  bench_report ("suggestion engine made", 1, bench_since (start));
  answer (suggester, "titles answered", NULL, count);
  answer (suggester, "notes of 400 words answered", note->str, MAX (count / 20, 1));
  print_percentiles (suggester, count);

  return 0;
}
