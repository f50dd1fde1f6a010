/* cpx-report-words.c: the lexicon's phrases, the labels of the starter's acts, and what every sentence is made of.
 *
 * "Droit", "Petit" and "Hartmann" are family names; "côté droit", "petit bassin" and "intervention de Hartmann" name
 * nobody.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-report-words.h"

#include "cpx-lexicon.h"
#include "cpx-note-text.h"
#include "cpx-starter.h"

#include <cpx-fold.h>

/* Of a family name: never a name by themselves. */
static const char * const particles[] = {
  "a", "abd", "al", "au", "aux", "bel", "ben", "bin", "d", "da", "das", "de", "del", "den", "der", "des", "di", "do",
  "dos", "du", "el", "et", "l", "la", "las", "le", "les", "lo", "mac", "mc", "o", "saint", "sainte", "san", "st", "ste",
  "ten", "van", "vander", "ver", "von", "y", "zu",
};

/* What the lexicon and the labels, which are made of nouns, lack. */
static const char * const others[] = {
  "ainsi", "anterieur", "anterieure", "apres", "aucun", "aucune", "aura", "avait", "avant", "avec", "ayant", "bas",
  "basse", "beneficiant", "beneficie", "bon", "bonne", "car", "ce", "cet", "cette", "chez", "court", "courte", "dans",
  "deja", "depuis", "donc", "dont", "droit", "droite", "droits", "elle", "en", "est", "etait", "ete", "etre", "fort",
  "gauche", "grand", "grande", "gros", "grosse", "haut", "haute", "il", "inferieur", "inferieure", "leger", "long",
  "longue", "lors", "mais", "moyen", "moyenne", "ne", "ni", "non", "nous", "on", "ont", "ou", "par", "pas", "petit",
  "petite", "plus", "pour", "posterieur", "posterieure", "presente", "puis", "que", "qui", "refuse", "revient", "sans",
  "sera", "se", "ses", "si", "son", "sous", "souhaite", "superieur", "superieure", "sur", "tous", "tout", "toute",
  "tres", "un", "une", "vient", "vers", "vu", "blanc", "blanche", "noir", "rouge", "vert", "gris", "brun", "roux",
};

static void
add_words (GHashTable *words,
           const char *text)
{
  g_auto(GStrv) tokens = cpx_fold_tokens (text);

  for (guint i = 0; tokens[i] != NULL; i++)
    {
      if (*tokens[i] != '\0')
        g_hash_table_add (words, g_steal_pointer (&tokens[i]));
      else
        g_free (g_steal_pointer (&tokens[i]));
    }
}

static void
add_lexicon (GHashTable *words)
{
  g_autoptr(CpxLexicon) lexicon = cpx_lexicon_new_builtin ();

  for (guint i = 0; i < cpx_lexicon_n_entries (lexicon); i++)
    {
      const CpxLexiconEntry *entry = cpx_lexicon_get_entry (lexicon, i);

      for (guint j = 0; entry->phrases[j] != NULL; j++)
        add_words (words, entry->phrases[j]);
    }
}

static void
add_labels (GHashTable *words)
{
  g_autoptr(CpxNomenclature) starter = cpx_starter_load (NULL);

  for (guint i = 0; starter != NULL && i < cpx_nomenclature_get_n_acts (starter); i++)
    add_words (words, cpx_nomenclature_get_long_label (starter, i));
}

/* Made once: public knowledge. */
static GHashTable *
get_words (void)
{
  static gsize made;
  static GHashTable *words;

  if (g_once_init_enter (&made))
    {
      words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      add_lexicon (words);
      add_labels (words);
      for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
        g_hash_table_add (words, g_strdup (others[i]));
      g_once_init_leave (&made, 1);
    }

  return words;
}

/**
 * cpx_report_words_have:
 * @folded: a word, folded
 *
 * Returns: whether reports are made of it, so that it need not be a name
 */
gboolean
cpx_report_words_have (const char *folded)
{
  return cpx_note_word_is_empty (folded) || g_hash_table_contains (get_words (), folded);
}

/**
 * cpx_report_words_is_particle:
 * @folded: a word, folded
 *
 * Returns: whether it is of those that stand inside family names: "de", "le", "van"
 */
gboolean
cpx_report_words_is_particle (const char *folded)
{
  for (gsize i = 0; i < G_N_ELEMENTS (particles); i++)
    {
      if (g_str_equal (particles[i], folded))
        return TRUE;
    }

  return FALSE;
}
