/* bench-suggest.c: the suggestion engine made, titles and notes answered, on one core and the full nomenclature.
 *
 *   bench-suggest COUNT
 *
 * Reads ../shared (CPX_SHARED); without it nothing is printed. Figures are lines as bench-scenario.c writes them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ccam-tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define NOTE_SENTENCES 30   /* some 400 words */

static const char * const titles[] = {
  "Cholécystectomie coelio", "PTH droite ss AG", "hernie inguinale bilat TAPP", "canal carpien gauche", "RTUV",
  "thyroïdectomie totale", "appendicectomei", "Cure d'éventration médiane avec plaque", "ATT bilat + VA",
  "scarf M1 droit",
};

static const char sentence[] =
  "Patient de 62 ans aux antécédents de diabète, on réalise une colectomie gauche par cœlioscopie sans curage. ";

static gint64
read_clock_us (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* When the stretch that is measured began. */
typedef struct
{
  gint64 cpu_us;
  gint64 wall_us;
} Start;

static Start
begin (void)
{
  return (Start) { read_clock_us (CLOCK_PROCESS_CPUTIME_ID), read_clock_us (CLOCK_MONOTONIC) };
}

static void
print (const char *what,
       guint       count,
       Start       start)
{
  printf ("%s\t%u\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\n", what, count,
          read_clock_us (CLOCK_PROCESS_CPUTIME_ID) - start.cpu_us, read_clock_us (CLOCK_MONOTONIC) - start.wall_us);
}

static void
answer (CpxSuggester *suggester,
        const char   *what,
        const char   *note,
        guint         count)
{
  Start start = begin ();

  for (guint i = 0; i < count; i++)
    {
      const char *text = note != NULL ? note : titles[i % G_N_ELEMENTS (titles)];
      g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (suggester, text, NULL, 5);

      g_assert (suggestions->len > 0);
    }
  print (what, count, start);
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
  Start start;

  if (!ccam_tables_are_there ())
    return 0;
  tables = ccam_tables_load ();
  volumes = ccam_tables_load_volumes ();
  acts = ccam_tables_get_acts (tables, &n_acts);
  for (guint i = 0; i < NOTE_SENTENCES; i++)
    g_string_append (note, sentence);
  start = begin ();
  suggester = cpx_suggester_new_for_acts (acts, n_acts, volumes, NULL);
  print ("suggestion engine made", 1, start);
  answer (suggester, "titles answered", NULL, count);
  answer (suggester, "notes of 400 words answered", note->str, MAX (count / 20, 1));

  return 0;
}
