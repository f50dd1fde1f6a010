/* cpx-other-patients.c: each word of a text that may be a name, looked for among the patients.
 *
 * From the words to the patients, not the other way round: a report has some dozens of such words, a practice a hundred
 * thousand patients. A word that reports are made of is no name here: without a title or a label before it nothing
 * tells it from what was done. Any other is one, in small letters too: "[NOM]" in place of a rare word costs little.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-other-patients-private.h"

#include <cpx-fold.h>
#include <cpx-patient.h>
#include <cpx-report-words.h>
#include <cpx-search.h>

#include <string.h>

#define MIN_NAME_LETTERS 3
#define MAX_WORDS        400   /* that are looked for; whatever comes after them is taken for a name */
#define MAX_NAMESAKES    40    /* whose names merely begin with the word, before it is taken for one of them */

static const int names[] = { CPX_PATIENT_BIRTH_NAME, CPX_PATIENT_USED_NAME, CPX_PATIENT_BIRTH_FIRST_NAMES,
                             CPX_PATIENT_FIRST_BIRTH_FIRST_NAME, CPX_PATIENT_USED_FIRST_NAME };

static gboolean
may_be_name (const CpxTraitToken *token)
{
  return token->letters != CPX_LETTERS_NONE && g_utf8_strlen (token->word, -1) >= MIN_NAME_LETTERS
         && !cpx_report_words_is_particle (token->word) && !cpx_report_words_have (token->word);
}

/* "Jean-Pierre" is two words, as the text is cut. */
static gboolean
is_named (CpxRecord  *patient,
          const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *name = cpx_record_get_text (patient, names[i]);
      g_auto(GStrv) words = name != NULL ? cpx_fold_tokens (name) : NULL;

      if (words != NULL && g_strv_contains ((const char *const *) words, word))
        return TRUE;
    }

  return FALSE;
}

/* Of a patient whose page is damaged nothing is known: the word may be theirs. */
static gboolean
is_of (CpxTxn             *txn,
       const CpxSearchHit *hit,
       const char         *word)
{
  g_autofree char *id = cpx_id_dup_text (&hit->id);
  g_autoptr(CpxRecord) patient = cpx_txn_get (txn, &cpx_patient_kind, id, NULL);

  return patient == NULL || is_named (patient, word);
}

static gboolean
add_if_name (CpxTxn          *txn,
             const char      *word,
             CpxKnownTraits  *traits,
             GError         **error)
{
  g_autoptr(GArray) hits = NULL;
  guint n_exact = 0;
  gboolean found = FALSE;

  hits = cpx_search_patients (txn, word, CPX_QUERY_ALL, MAX_NAMESAKES, error);
  if (hits == NULL)
    return FALSE;
  for (; n_exact < hits->len && !found && g_array_index (hits, CpxSearchHit, n_exact).exact; n_exact++)
    found = is_of (txn, &g_array_index (hits, CpxSearchHit, n_exact), word);
  if (found || n_exact == MAX_NAMESAKES)
    cpx_known_traits_add (traits, CPX_TRAIT_DIRECTORY_NAME, word);

  return TRUE;
}

/**
 * cpx_other_patients_add_names:
 * @txn: a transaction that reads
 * @text: a report
 * @traits: where the names found are added
 * @error: where the fault goes
 *
 * Adds each word of @text that is the name or first name of a patient, archived ones too, whoever the report is about.
 *
 * Returns: `FALSE` if the patients could not be searched
 */
gboolean
cpx_other_patients_add_names (CpxTxn          *txn,
                              const char      *text,
                              CpxKnownTraits  *traits,
                              GError         **error)
{
  g_autoptr(CpxTraitText) read = cpx_trait_text_new (text);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n;
  const CpxTraitToken *tokens = cpx_trait_text_get_tokens (read, &n);

  for (guint i = 0; i < n; i++)
    {
      if (!may_be_name (&tokens[i]) || !g_hash_table_add (seen, tokens[i].word))
        continue;
      if (g_hash_table_size (seen) > MAX_WORDS)
        cpx_known_traits_add (traits, CPX_TRAIT_DIRECTORY_NAME, tokens[i].word);
      else if (!add_if_name (txn, tokens[i].word, traits, error))
        return FALSE;
    }

  return TRUE;
}
