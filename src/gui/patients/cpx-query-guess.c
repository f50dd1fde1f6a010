/* cpx-query-guess.c: what a search that found nobody says of the patient to create.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-query-guess.h"

#include <cpx-nir.h>
#include <cpx-partial-date.h>
#include <cpx-patient.h>

static char *
capitalize (const char *word)
{
  g_autofree char *lower = g_utf8_strdown (word, -1);
  g_autofree char *first = g_utf8_substring (lower, 0, 1);
  g_autofree char *first_up = g_utf8_strup (first, -1);

  return g_strconcat (first_up, g_utf8_next_char (lower), NULL);
}

/* Digits are a date of birth, a NIR or a mobile; FALSE if they are none of these. */
static gboolean
take_number (CpxDraft   *draft,
             const char *word)
{
  g_autofree char *nir = cpx_nir_normalize (word);
  CpxPartialDate date;

  if (!g_ascii_isdigit (*word))
    return FALSE;

  if (cpx_nir_check (nir) == CPX_NIR_OK)
    cpx_draft_set_text (draft, CPX_PATIENT_NIR, nir);
  else if (g_str_has_prefix (word, "06") || g_str_has_prefix (word, "07"))
    cpx_draft_set_text (draft, CPX_PATIENT_MOBILE, word);
  else if (cpx_partial_date_parse (word, &date))
    cpx_draft_set_text (draft, CPX_PATIENT_BIRTH_DATE, word);

  return TRUE;
}

/**
 * cpx_query_guess_fill:
 * @draft: the draft of a new patient
 * @query: what was searched
 *
 * Types into @draft what @query says: the first word is the name, the others are first names, digits a date of birth,
 * a social security number or a mobile. Fields already typed in are left alone.
 */
void
cpx_query_guess_fill (CpxDraft   *draft,
                      const char *query)
{
  g_auto(GStrv) words = g_strsplit_set (query, " \t", -1);
  g_autoptr(GString) first_names = g_string_new (NULL);
  g_autofree char *name = NULL;

  if (cpx_draft_is_changed (draft))
    return;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = *words[i] != '\0' ? capitalize (words[i]) : NULL;

      if (word == NULL || take_number (draft, words[i]))
        continue;
      if (name == NULL)
        name = g_utf8_strup (words[i], -1);
      else
        g_string_append_printf (first_names, "%s%s", first_names->len > 0 ? " " : "", word);
    }
  if (name != NULL)
    cpx_draft_set_text (draft, CPX_PATIENT_BIRTH_NAME, name);
  if (first_names->len > 0)
    cpx_draft_set_text (draft, CPX_PATIENT_BIRTH_FIRST_NAMES, first_names->str);
}
