/* fuzz-note-text.c: any bytes as a note: cut, read, answered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz-target.h"

#include <cpx-suggester.h>

#include <string.h>

static const CpxActText acts[] = {
  { "HMFC004", "Cholécystectomie, par coelioscopie", "VOIES BILIAIRES > Cholécystectomie", NULL, 0, 0 },
  { "LMMA012", "Cure unilatérale d'une hernie de l'aine avec pose de prothèse, par abord inguinal", NULL, NULL, 0, 0 },
  { "LMMA017", "Cure unilatérale d'une hernie de l'aine sans pose de prothèse, par abord inguinal", NULL, NULL, 0, 0 },
};

static const char seed[] =
  "Patiente opérée le 12/03, antécédent de hernie de l'aine. Cholécystectomie par cœlioscopie, sans pose de prothèse ; "
  "avec ou sans drainage (voie classique) ou 2 + 3 L4-L5.";

guint8 *
fuzz_target_make_seed (gsize *out_n_bytes)
{
  *out_n_bytes = strlen (seed);

  return g_memdup2 (seed, strlen (seed));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static CpxSuggester *suggester;
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr(GPtrArray) suggestions = NULL;

  if (suggester == NULL)
    suggester = cpx_suggester_new_for_acts (acts, G_N_ELEMENTS (acts), NULL, NULL);
  suggestions = cpx_suggester_suggest (suggester, text, NULL, 10);
  for (guint i = 0; i < suggestions->len; i++)
    {
      const CpxSuggestionFields *fields = cpx_suggestion_get_fields (g_ptr_array_index (suggestions, i));

      g_assert_cmpfloat (fields->probability, >=, 0);
      g_assert_cmpfloat (fields->probability, <=, 1);
      for (guint j = 0; j < fields->n_spans; j++)
        g_assert_cmpuint (fields->spans[j].start, <, fields->spans[j].end);
    }

  return 0;
}
