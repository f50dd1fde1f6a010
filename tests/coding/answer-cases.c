/* answer-cases.c: what the suggestion engine answers to a file of cases, for those who fit and measure it.
 *
 *   answer-cases [--features | --gestures] [--no-volumes] [--no-specialty] [--leave-out] < CASES.tsv
 *
 * CASES has the columns id, text, codes and specialty. Without --features each line of the output is what
 * ../shared/tools/score_ccam.py reads. With it a line is a candidate: id, code, score, and the features in the order of
 * the first line; with --gestures a gesture: id, code of its first answer, what that is paid in cents, where the text
 * first names it, and what the calibration looks at. --leave-out answers without the line of the lexicon that answers
 * best, as if nobody had thought of that wording. Reads ../shared (CPX_SHARED). No test, no product.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ccam-tables.h"

#include "cpx-act-index-private.h"
#include "cpx-suggester-private.h"

#include <stdio.h>
#include <string.h>

#define SUGGESTIONS 10
#define CANDIDATES 30
#define DAY 20261122

typedef struct
{
  gboolean features;
  gboolean gestures;
  gboolean no_volumes;
  gboolean no_specialty;
  gboolean leave_out;
} Options;

typedef struct
{
  const Options   *options;
  CpxSuggester    *suggester;
} Answerer;

/* The line of the lexicon that the best answer comes from, or 0. */
static guint
find_line (const Answerer          *self,
           const char              *text,
           const CpxSuggestContext *context)
{
  g_autoptr(GArray) answers = cpx_suggester_rank (self->suggester, text, context, 0);
  const CpxActIndex *index = cpx_suggester_get_index (self->suggester);

  return answers->len > 0 ? cpx_act_index_form (index, g_array_index (answers, CpxAnswer, 0).form)->line : 0;
}

static void
print_features (const Answerer *self,
                const char     *id,
                const char     *text,
                const char     *specialty)
{
  CpxSuggestContext context = { .day = DAY, .specialty = specialty };
  guint left_out = self->options->leave_out ? find_line (self, text, &context) : 0;
  g_autoptr(GArray) answers = cpx_suggester_rank (self->suggester, text, &context, left_out);

  for (guint i = 0; i < MIN (answers->len, CANDIDATES); i++)
    {
      const CpxAnswer *answer = &g_array_index (answers, CpxAnswer, i);

      printf ("%s\t%s\t%.5f", id, cpx_act_index_get_code (cpx_suggester_get_index (self->suggester), answer->act),
              answer->score);
      for (guint j = 0; j < CPX_N_FEATURES; j++)
        printf ("\t%.5g", answer->features[j]);
      printf ("\n");
    }
}

static void
print_gestures (const Answerer *self,
                const char     *id,
                const char     *text,
                const char     *specialty)
{
  CpxSuggestContext context = { .day = DAY, .specialty = specialty };
  guint left_out = self->options->leave_out ? find_line (self, text, &context) : 0;
  const CpxActIndex *index = cpx_suggester_get_index (self->suggester);
  g_autoptr(GPtrArray) gestures = cpx_suggester_list_gestures (self->suggester, text, &context, left_out);

  for (guint i = 0; i < gestures->len; i++)
    {
      const CpxGesture *gesture = g_ptr_array_index (gestures, i);
      guint act = g_array_index (gesture->answers, CpxAnswer, 0).act;

      printf ("%s\t%s\t%u\t%u", id, cpx_act_index_get_code (index, act), cpx_act_index_act (index, act)->price_cents,
              gesture->place);
      for (guint j = 0; j < CPX_N_LOOKS; j++)
        printf ("\t%.5g", gesture->looks[j]);
      printf ("\n");
    }
}

static void
print_suggestions (const Answerer *self,
                   const char     *id,
                   const char     *text,
                   const char     *specialty)
{
  CpxSuggestContext context = { .day = DAY, .specialty = specialty };
  g_autoptr(GPtrArray) suggestions = cpx_suggester_suggest (self->suggester, text, &context, SUGGESTIONS);

  printf ("{\"id\": \"%s\", \"suggestions\": [", id);
  for (guint i = 0; i < suggestions->len; i++)
    {
      const CpxSuggestionFields *fields = cpx_suggestion_get_fields (g_ptr_array_index (suggestions, i));

      printf ("%s{\"code\": \"%s\", \"confidence\": %.4f, \"group\": %u}", i > 0 ? ", " : "", fields->code,
              fields->probability, fields->group);
    }
  printf ("]}\n");
}

static void
answer_line (const Answerer *self,
             const char     *line)
{
  g_auto(GStrv) fields = g_strsplit (line, "\t", -1);
  const char *specialty;

  if (g_strv_length (fields) < 4)
    return;
  specialty = self->options->no_specialty ? NULL : fields[3];
  if (self->options->features)
    print_features (self, fields[0], fields[1], specialty);
  else if (self->options->gestures)
    print_gestures (self, fields[0], fields[1], specialty);
  else
    print_suggestions (self, fields[0], fields[1], specialty);
}

static void
print_header (const Options *options)
{
  if (options->features)
    {
      printf ("id\tcode\tscore");
      for (guint i = 0; i < CPX_N_FEATURES; i++)
        printf ("\t%s", cpx_feature_get_name (i));
      printf ("\n");
    }
  if (options->gestures)
    {
      printf ("id\tcode\tprice\tplace");
      for (guint i = 0; i < CPX_N_LOOKS; i++)
        printf ("\t%s", cpx_look_get_name (i));
      printf ("\n");
    }
}

static gboolean
has_option (int          argc,
            char       **argv,
            const char  *name)
{
  for (int i = 1; i < argc; i++)
    {
      if (strcmp (argv[i], name) == 0)
        return TRUE;
    }

  return FALSE;
}

int
main (int    argc,
      char **argv)
{
  Options options = {
    .features = has_option (argc, argv, "--features"),
    .gestures = has_option (argc, argv, "--gestures"),
    .no_volumes = has_option (argc, argv, "--no-volumes"),
    .no_specialty = has_option (argc, argv, "--no-specialty"),
    .leave_out = has_option (argc, argv, "--leave-out"),
  };
  g_autoptr(CcamTables) tables = NULL;
  g_autoptr(CpxActVolumes) volumes = NULL;
  g_autoptr(CpxSuggester) suggester = NULL;
  g_autofree char *line = NULL;
  size_t size = 0;
  const CpxActText *acts;
  guint n_acts;
  guint n_lines = 0;

  if (!ccam_tables_are_there ())
    {
      fprintf (stderr, "answer-cases: the full nomenclature is not here (CPX_SHARED)\n");
      return 1;
    }
  tables = ccam_tables_load ();
  volumes = options.no_volumes ? NULL : ccam_tables_load_volumes ();
  acts = ccam_tables_get_acts (tables, &n_acts);
  suggester = cpx_suggester_new_for_acts (acts, n_acts, volumes, NULL);
  print_header (&options);
  while (getline (&line, &size, stdin) > 0)
    {
      if (n_lines++ > 0)
        answer_line (&(Answerer) { &options, suggester }, g_strchomp (line));
    }

  return 0;
}
