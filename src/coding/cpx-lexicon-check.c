/* cpx-lexicon-check.c: codes are looked up; words are looked for in labels, everyday names and titles of the menu.
 *
 * A word counts as there if another of its family is ("appendices" for "appendice"), or if the program's lexicon says
 * that it is another name of one ("rotule" for "patella").
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-lexicon-check.h"

#include "cpx-note-text.h"
#include "cpx-vocabulary.h"

#include <glib/gi18n-lib.h>

#define OFFICIAL_NICKNAMES 9  /* type of note: "Non structuré", which holds everyday names */

struct _CpxLexiconCheck
{
  CpxNomenclature *nomenclature;  /* (owned) */
  CpxVocabulary   *vocabulary;    /* (owned): of what the nomenclature says, and of its other names */
  GHashTable      *said;          /* (owned): concepts of what the nomenclature itself says */
};

static void
join_names (CpxVocabulary *vocabulary)
{
  g_autoptr(CpxLexicon) lexicon = cpx_lexicon_new_builtin ();

  for (guint i = 0; i < cpx_lexicon_n_entries (lexicon); i++)
    {
      const CpxLexiconEntry *entry = cpx_lexicon_get_entry (lexicon, i);

      for (guint j = 0; entry->kind == CPX_LEXICON_SAME && entry->phrases[j] != NULL; j++)
        cpx_vocabulary_join (vocabulary, entry->phrases[j], entry->targets[0]);
    }
}

static void
read_words (CpxLexiconCheck *self,
            const char      *text)
{
  g_autoptr(CpxNoteText) note = cpx_note_text_new (text);
  guint n;
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (note, &n);

  for (guint i = 0; i < n; i++)
    g_hash_table_add (self->said, GUINT_TO_POINTER (cpx_vocabulary_add (self->vocabulary, tokens[i].word)));
}

/* Up to the chapter, each title once. */
static void
read_menus (CpxLexiconCheck *self,
            GHashTable      *seen,
            guint            menu)
{
  while (menu != CPX_CCAM_NONE && g_hash_table_add (seen, GUINT_TO_POINTER (menu + 1)))
    {
      CpxCcamMenu row = cpx_nomenclature_get_menu (self->nomenclature, menu);

      read_words (self, row.label);
      menu = row.parent;
    }
}

static void
read_nicknames (CpxLexiconCheck *self,
                guint            act)
{
  CpxCcamRange range = cpx_nomenclature_list_notes (self->nomenclature, CPX_CCAM_NOTE_OF_ACT, act);

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      CpxCcamNote note = cpx_nomenclature_get_note (self->nomenclature, i);

      if (note.type == OFFICIAL_NICKNAMES)
        read_words (self, note.text);
    }
}

/**
 * cpx_lexicon_check_new:
 * @nomenclature: a version of the CCAM
 *
 * Reads all that @nomenclature says.
 *
 * Returns: (transfer full): what tells whether an entry points to something; any thread may ask it
 */
CpxLexiconCheck *
cpx_lexicon_check_new (CpxNomenclature *nomenclature)
{
  CpxLexiconCheck *self = g_new0 (CpxLexiconCheck, 1);
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);

  self->nomenclature = cpx_nomenclature_ref (nomenclature);
  self->vocabulary = cpx_vocabulary_new ();
  self->said = g_hash_table_new (NULL, NULL);
  join_names (self->vocabulary);
  for (guint i = 0; i < cpx_nomenclature_get_n_acts (nomenclature); i++)
    {
      CpxCcamAct act = cpx_nomenclature_get_act (nomenclature, i);

      read_words (self, *act.long_label != '\0' ? act.long_label : act.short_label);
      read_nicknames (self, i);
      read_menus (self, seen, act.menu);
    }

  return self;
}

void
cpx_lexicon_check_free (CpxLexiconCheck *self)
{
  cpx_nomenclature_unref (self->nomenclature);
  cpx_vocabulary_free (self->vocabulary);
  g_hash_table_unref (self->said);
  g_free (self);
}

/**
 * cpx_lexicon_check_get_nomenclature:
 * @self: a check
 *
 * Returns: (transfer none): what it reads
 */
CpxNomenclature *
cpx_lexicon_check_get_nomenclature (const CpxLexiconCheck *self)
{
  return self->nomenclature;
}

static char *
dup_code_fault (const CpxLexiconCheck *self,
                const char            *code,
                CpxDay                 day)
{
  const char *version = cpx_nomenclature_get_version (self->nomenclature);
  guint number = cpx_nomenclature_find_act (self->nomenclature, code);
  CpxCcamAct act;
  g_autofree char *closing = NULL;

  if (number == CPX_CCAM_NONE && cpx_nomenclature_is_starter (self->nomenclature))
    return g_strdup_printf (_("The starter nomenclature has no act %s: import the official CCAM, or choose another "
                              "act."), code);
  if (number == CPX_CCAM_NONE)
    return g_strdup_printf (_("Version %s of the CCAM has no act %s."), version, code);
  act = cpx_nomenclature_get_act (self->nomenclature, number);
  if (act.closing == CPX_DAY_NONE || act.closing > day)
    return NULL;
  closing = cpx_day_format_french (act.closing);

  return g_strdup_printf (_("The act %s is closed since %s."), code, closing);
}

/* Counts in @n_words those that say something: "de la" is no target. */
static char *
dup_word_fault (const CpxLexiconCheck *self,
                const char            *target,
                guint                 *n_words)
{
  g_autoptr(CpxNoteText) note = cpx_note_text_new (target);
  guint n;
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (note, &n);

  for (guint i = 0; i < n; i++)
    {
      guint concept;

      if (cpx_note_word_is_empty (tokens[i].word))
        continue;
      concept = cpx_vocabulary_find (self->vocabulary, tokens[i].word);
      if (concept == CPX_NO_CONCEPT || !g_hash_table_contains (self->said, GUINT_TO_POINTER (concept)))
        return g_strdup_printf (_("The word “%s” stands in no label of version %s of the CCAM."), target,
                                cpx_nomenclature_get_version (self->nomenclature));
      (*n_words)++;
    }

  return NULL;
}

/**
 * cpx_lexicon_check_dup_fault:
 * @self: a check
 * @entry: an entry of a lexicon
 * @day: today: a closed act is nothing to point to
 *
 * Looks for the first code or word of @entry that the nomenclature does not have.
 *
 * Returns: (transfer full) (nullable): the sentence that names it; `NULL` if all exist
 */
char *
cpx_lexicon_check_dup_fault (const CpxLexiconCheck *self,
                             const CpxLexiconEntry *entry,
                             CpxDay                 day)
{
  gboolean points_to_words = entry->kind == CPX_LEXICON_WORD || entry->kind == CPX_LEXICON_ROOT;
  char *fault = NULL;
  guint n_words = 0;

  for (guint i = 0; fault == NULL && entry->targets[i] != NULL; i++)
    {
      if (entry->kind == CPX_LEXICON_ACT)
        fault = dup_code_fault (self, entry->targets[i], day);
      else if (points_to_words)
        fault = dup_word_fault (self, entry->targets[i], &n_words);
    }
  if (fault == NULL && points_to_words && n_words == 0)
    return g_strdup (_("Small words alone point to nothing: name a word of the CCAM."));

  return fault;
}
