/* test-lexicon-check.c: which entries point to what the starter nomenclature has, and what is said of the others.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-lexicon-check.h"
#include "cpx-starter.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *line;
  const char *fault;   /* (nullable): what the sentence names; NULL: all exists */
} Case;

static const Case cases[] = {
  { "a-code", "vb\tact\tHMFC004\n", NULL },
  { "two-codes", "vb\tact\tHMFC004 HHFA016\n", NULL },
  { "an-unknown-code", "vb\tact\tZZZZ999\n", "ZZZZ999" },
  { "the-second-unknown", "vb\tact\tHMFC004 ZZZZ999\n", "ZZZZ999" },
  { "no-code-at-all", "vb\tact\tvesicule\n", "vesicule" },
  { "a-word", "vb\tword\tappendicectomie\n", NULL },
  { "case-and-accents", "vb\tword\tCHOLECYSTECTOMIE\n", NULL },
  { "a-plural", "vb\tword\tappendicectomies\n", NULL },
  { "another-name-of-a-word", "vb\tword\tcoelio\n", NULL },
  { "an-unknown-word", "vb\tword\tappendicectomie xyzzy\n", "xyzzy" },
  { "small-words-only", "vb\tword\tde la\n", "Small words" },
  { "a-small-word-among-others", "vb\tword\texerese de appendicectomie\n", NULL },
  { "nothing", "vb\tquiet\n", NULL },
  { "part-of-a-word", "vb\troot\tappendicectomie\n", NULL },
  { "no-part-of-a-word", "vb\troot\txyzzy\n", "xyzzy" },
};

static CpxLexiconCheck *
open_check (void)
{
  g_autoptr(GError) error = NULL;
  CpxNomenclature *starter = cpx_starter_load (&error);
  CpxLexiconCheck *check;

  g_assert_no_error (error);
  check = cpx_lexicon_check_new (starter);
  g_assert_true (cpx_lexicon_check_get_nomenclature (check) == starter);
  cpx_nomenclature_unref (starter);

  return check;
}

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  g_autoptr(CpxLexiconCheck) check = open_check ();
  g_autoptr(GBytes) text = g_bytes_new_static (expected->line, strlen (expected->line));
  g_autoptr(CpxLexicon) lexicon = cpx_lexicon_new (text, NULL);
  g_autofree char *fault = NULL;
  CpxDay day;

  g_assert_true (cpx_day_parse_iso ("2026-11-22", &day));
  fault = cpx_lexicon_check_dup_fault (check, cpx_lexicon_get_entry (lexicon, 0), day);
  if (expected->fault == NULL)
    g_assert_cmpstr (fault, ==, NULL);
  else
    {
      g_assert_nonnull (fault);
      g_assert_nonnull (strstr (fault, expected->fault));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/lexicon-check/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
