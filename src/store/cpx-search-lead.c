/* cpx-search-lead.c: the patients whose name, as lists show it, begins with something that was typed.
 *
 * Who types "dup" looks for DUPONT before MARTIN née DUPONT. The base is in the order of those names, so that each word
 * typed leads one stretch of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-search-lead.h"

#include "cpx-search-text.h"

#include <string.h>

/**
 * cpx_search_lead_has:
 * @groups: what was typed
 * @name: a folded name
 *
 * Returns: `TRUE` if @name begins with a word that was typed
 */
gboolean
cpx_search_lead_has (GPtrArray  *groups,
                     const char *name)
{
  for (guint i = 0; i < groups->len; i++)
    {
      GPtrArray *words = ((CpxSearchGroup *) g_ptr_array_index (groups, i))->words;

      for (guint j = 0; j < words->len; j++)
        {
          if (g_str_has_prefix (name, g_ptr_array_index (words, j)))
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

/**
 * cpx_search_lead_list:
 * @groups: what was typed
 * @base: the patients
 *
 * Returns: (transfer full): those of whom cpx_search_lead_has() is true
 */
CpxPatientSet
cpx_search_lead_list (GPtrArray            *groups,
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
