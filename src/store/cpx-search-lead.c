/* cpx-search-lead.c: the patients whose name, as lists show it, begins with something that was typed.
 *
 * Who types "dup" looks for DUPONT before MARTIN née DUPONT. The base is in the order of those names, so that each word
 * typed leads one stretch of it. Who types "martn" looks for MARTIN before ADAM née MARTIN in the same way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-search-lead.h"

#include "cpx-search-text.h"

#include <string.h>

static gboolean
leads (const char     *typed,
       const char     *name,
       CpxSearchMatch  match)
{
  g_autofree char *first_word = NULL;

  if (match == CPX_SEARCH_EXACT || !cpx_search_text_allows_typo (typed))
    return g_str_has_prefix (name, typed);
  first_word = g_strndup (name, strcspn (name, " "));

  return cpx_search_text_matches (typed, first_word, match);
}

/**
 * cpx_search_lead_has:
 * @groups: what was typed
 * @name: a folded name
 * @match: how strictly
 *
 * Returns: `TRUE` if @name begins with a word that was typed
 */
gboolean
cpx_search_lead_has (GPtrArray      *groups,
                     const char     *name,
                     CpxSearchMatch  match)
{
  for (guint i = 0; i < groups->len; i++)
    {
      GPtrArray *words = ((CpxSearchGroup *) g_ptr_array_index (groups, i))->words;

      for (guint j = 0; j < words->len; j++)
        {
          if (leads (g_ptr_array_index (words, j), name, match))
            return TRUE;
        }
    }

  return FALSE;
}

/* The first whose name is not before @word. */
static guint
find_first (const CpxPatientBase *base,
            const char           *word)
{
  guint first = 0;
  guint end = cpx_patient_base_get_n (base);

  while (first < end)
    {
      guint middle = first + (end - first) / 2;

      if (strcmp (cpx_patient_base_get_name (base, middle), word) < 0)
        first = middle + 1;
      else
        end = middle;
    }

  return first;
}

static void
mark (const CpxPatientBase *base,
      const char           *word,
      CpxPatientSet         set)
{
  guint n = cpx_patient_base_get_n (base);

  for (guint rank = find_first (base, word); rank < n; rank++)
    {
      if (!g_str_has_prefix (cpx_patient_base_get_name (base, rank), word))
        return;
      set[rank / 64] |= G_GUINT64_CONSTANT (1) << rank % 64;
    }
}

/* Those that answer as they were typed may be half of the practice: their stretches are marked, not looked through. */
static CpxPatientSet
list_stretches (GPtrArray            *groups,
                const CpxPatientBase *base)
{
  CpxPatientSet set = g_new0 (guint64, cpx_patient_base_get_n (base) / 64 + 1);

  for (guint i = 0; i < groups->len; i++)
    {
      GPtrArray *words = ((CpxSearchGroup *) g_ptr_array_index (groups, i))->words;

      for (guint j = 0; j < words->len; j++)
        mark (base, g_ptr_array_index (words, j), set);
    }

  return set;
}

/**
 * cpx_search_lead_take:
 * @groups: what was typed
 * @base: the patients
 * @match: how strictly
 * @found: those who answer
 *
 * Takes out of @found those for whom cpx_search_lead_has() is true.
 *
 * Returns: (transfer full): them
 */
CpxPatientSet
cpx_search_lead_take (GPtrArray            *groups,
                      const CpxPatientBase *base,
                      CpxSearchMatch        match,
                      CpxPatientSet         found)
{
  guint n_chunks = cpx_patient_base_get_n (base) / 64 + 1;
  CpxPatientSet set = match == CPX_SEARCH_EXACT ? list_stretches (groups, base) : g_new0 (guint64, n_chunks);

  for (guint chunk = 0; chunk < n_chunks; chunk++)
    {
      set[chunk] &= found[chunk];
      for (guint64 bits = match == CPX_SEARCH_EXACT ? 0 : found[chunk]; bits != 0; bits &= bits - 1)
        {
          guint rank = chunk * 64 + (guint) __builtin_ctzll (bits);

          if (cpx_search_lead_has (groups, cpx_patient_base_get_name (base, rank), match))
            set[chunk] |= bits & -bits;
        }
      found[chunk] ^= set[chunk];
    }

  return set;
}
