/* cpx-lexicon.c: reads the lexicon, a text of lines "phrase | phrase TAB kind TAB target TAB remark TAB specialty".
 *
 * data/coding/lexicon.tsv tells the format to who extends it. A practice adds entries of its own in the same format.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-lexicon.h"

#include "cpx-coding-resources.h"
#include "cpx-note-text.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

struct _CpxLexicon
{
  GPtrArray *entries;  /* (owned): CpxLexiconEntry */
};

G_DEFINE_QUARK (cpx-lexicon-error-quark, cpx_lexicon_error)

static const char * const kind_names[] = {
  [CPX_LEXICON_ACT] = "act",
  [CPX_LEXICON_WORD] = "word",
  [CPX_LEXICON_SAME] = "same",
  [CPX_LEXICON_ACCESS] = "access",
  [CPX_LEXICON_ROOT] = "root",
  [CPX_LEXICON_QUIET] = "quiet",
  [CPX_LEXICON_CUE] = "cue",
  [CPX_LEXICON_EITHER] = "either",
  [CPX_LEXICON_PART] = "part",
};

static void
entry_free (gpointer data)
{
  CpxLexiconEntry *entry = data;

  g_strfreev (entry->phrases);
  g_strfreev (entry->targets);
  g_free (entry->remark);
  g_free (entry->specialty);
  g_free (entry);
}

static gboolean
find_kind (const char     *name,
           CpxLexiconKind *out_kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kind_names); i++)
    {
      if (g_str_equal (kind_names[i], name))
        {
          *out_kind = i;
          return TRUE;
        }
    }

  return FALSE;
}

/* The parts of a field, trimmed, the empty ones left out. */
static char **
split_field (const char *field,
             const char *separator)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) parts = g_strsplit (field, separator, -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_strstrip (parts[i]);
      if (*parts[i] != '\0')
        g_strv_builder_add (builder, parts[i]);
    }

  return g_strv_builder_end (builder);
}

/* A field that may be left out. */
static char *
read_optional (char  **fields,
               guint   n_fields,
               guint   field)
{
  if (field >= n_fields || *g_strstrip (fields[field]) == '\0')
    return NULL;

  return g_strdup (fields[field]);
}

static gboolean
needs_target (CpxLexiconKind kind)
{
  return kind != CPX_LEXICON_QUIET && kind != CPX_LEXICON_EITHER;
}

static gboolean
read_line (CpxLexicon  *self,
           const char  *line,
           guint        number,
           GError     **error)
{
  g_auto(GStrv) fields = g_strsplit (line, "\t", 5);
  guint n_fields = g_strv_length (fields);
  CpxLexiconEntry *entry;
  CpxLexiconKind kind;

  if (n_fields < 2 || !find_kind (g_strstrip (fields[1]), &kind) || (n_fields < 3 && needs_target (kind)))
    {
      g_set_error (error, CPX_LEXICON_ERROR, CPX_LEXICON_ERROR_LINE,
                   _("Line %u of the lexicon is no entry: a phrase, a kind and its target are parted by tabs."),
                   number);
      return FALSE;
    }
  entry = g_new0 (CpxLexiconEntry, 1);
  entry->kind = kind;
  entry->line = number;
  entry->phrases = split_field (fields[0], "|");
  entry->targets = split_field (n_fields > 2 ? fields[2] : "", " ");
  entry->remark = read_optional (fields, n_fields, 3);
  entry->specialty = read_optional (fields, n_fields, 4);
  g_ptr_array_add (self->entries, entry);

  return TRUE;
}

/**
 * cpx_lexicon_new:
 * @text: a lexicon, UTF-8
 * @error: `CPX_LEXICON_ERROR_LINE` names the first line that is no entry
 *
 * Returns: (transfer full) (nullable): the lexicon
 */
CpxLexicon *
cpx_lexicon_new (GBytes  *text,
                 GError **error)
{
  g_autoptr(CpxLexicon) self = g_new0 (CpxLexicon, 1);
  g_autofree char *copy = NULL;
  g_auto(GStrv) lines = NULL;
  gsize size;
  const char *bytes = g_bytes_get_data (text, &size);

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  copy = g_utf8_make_valid (bytes != NULL ? bytes : "", size);
  lines = g_strsplit (copy, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strchomp (lines[i]);
      if (*lines[i] != '\0' && *lines[i] != '#' && !read_line (self, lines[i], i + 1, error))
        return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * cpx_lexicon_new_builtin:
 *
 * Returns: (transfer full): the lexicon that the program carries
 */
CpxLexicon *
cpx_lexicon_new_builtin (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) text = g_resource_lookup_data (cpx_coding_get_resource (), "/fr/chirurgieprox/coding/lexicon.tsv",
                                                   G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  CpxLexicon *self;

  g_assert_no_error (error);
  self = cpx_lexicon_new (text, &error);
  g_assert_no_error (error);

  return self;
}

/* What two ways of writing the same words share: case, accents, punctuation and small words left out. */
static char *
make_key (const char *phrase)
{
  g_autoptr(CpxNoteText) note = cpx_note_text_new (phrase);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) words = NULL;
  guint n;
  const CpxNoteToken *tokens = cpx_note_text_get_tokens (note, &n);

  for (guint i = 0; i < n; i++)
    {
      if (!cpx_note_word_is_empty (tokens[i].word))
        g_strv_builder_add (builder, tokens[i].word);
    }
  words = g_strv_builder_end (builder);

  return g_strjoinv (" ", words);
}

static GHashTable *
collect_keys (const CpxLexicon *self)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const CpxLexiconEntry *entry = g_ptr_array_index (self->entries, i);

      for (char **phrase = entry->phrases; *phrase != NULL; phrase++)
        g_hash_table_add (keys, make_key (*phrase));
    }

  return keys;
}

static CpxLexiconEntry *
entry_copy (const CpxLexiconEntry *entry)
{
  CpxLexiconEntry *copy = g_memdup2 (entry, sizeof *entry);

  copy->phrases = g_strdupv (entry->phrases);
  copy->targets = g_strdupv (entry->targets);
  copy->remark = g_strdup (entry->remark);
  copy->specialty = g_strdup (entry->specialty);

  return copy;
}

/* The phrases that nobody else took. */
static void
drop_phrases (CpxLexiconEntry *entry,
              GHashTable      *taken)
{
  guint kept = 0;

  for (guint i = 0; entry->phrases[i] != NULL; i++)
    {
      g_autofree char *key = make_key (entry->phrases[i]);

      if (g_hash_table_contains (taken, key))
        g_clear_pointer (&entry->phrases[i], g_free);
      else
        entry->phrases[kept++] = entry->phrases[i];
    }
  entry->phrases[kept] = NULL;
}

static gboolean
is_structure (const CpxLexiconEntry *entry)
{
  return entry->kind == CPX_LEXICON_SAME || entry->kind == CPX_LEXICON_ROOT ||
         entry->kind == CPX_LEXICON_EITHER;
}

/**
 * cpx_lexicon_merge:
 * @base: the program's lexicon
 * @own: the entries of a practice
 *
 * Joins both. A phrase of @own takes the place of the same phrase of @base, whatever @base made of it; words that are
 * one ("same") or exclude one another ("either") and parts of words ("root") of @base stay: labels are read with them.
 *
 * Returns: (transfer full): the lexicon; lines of @own are numbered from %CPX_LEXICON_OWN_LINE
 */
CpxLexicon *
cpx_lexicon_merge (const CpxLexicon *base,
                   const CpxLexicon *own)
{
  CpxLexicon *self = g_new0 (CpxLexicon, 1);
  g_autoptr(GHashTable) taken = collect_keys (own);

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  for (guint i = 0; i < own->entries->len; i++)
    {
      CpxLexiconEntry *entry = entry_copy (g_ptr_array_index (own->entries, i));

      entry->line += CPX_LEXICON_OWN_LINE;
      g_ptr_array_add (self->entries, entry);
    }
  for (guint i = 0; i < base->entries->len; i++)
    {
      CpxLexiconEntry *entry = entry_copy (g_ptr_array_index (base->entries, i));

      if (!is_structure (entry))
        drop_phrases (entry, taken);
      g_ptr_array_add (self->entries, entry);
    }

  return self;
}

void
cpx_lexicon_free (CpxLexicon *self)
{
  g_ptr_array_unref (self->entries);
  g_free (self);
}

/**
 * cpx_lexicon_n_entries:
 * @self: a lexicon
 *
 * Returns: how many entries it has
 */
guint
cpx_lexicon_n_entries (const CpxLexicon *self)
{
  return self->entries->len;
}

/**
 * cpx_lexicon_get_entry:
 * @self: a lexicon
 * @i: from 0
 *
 * Returns: (transfer none): the entry
 */
const CpxLexiconEntry *
cpx_lexicon_get_entry (const CpxLexicon *self,
                       guint             i)
{
  return g_ptr_array_index (self->entries, i);
}

/**
 * cpx_lexicon_get_kind:
 * @entry: an entry
 *
 * Returns: (transfer none): its kind as the file writes it: "act", "word"...
 */
const char *
cpx_lexicon_get_kind (const CpxLexiconEntry *entry)
{
  return kind_names[entry->kind];
}

/**
 * cpx_lexicon_entry_is_general:
 * @entry: an entry
 *
 * Returns: `TRUE` if its phrases are words that tell little wherever they stand, in names of acts too
 */
gboolean
cpx_lexicon_entry_is_general (const CpxLexiconEntry *entry)
{
  return entry->kind == CPX_LEXICON_QUIET && g_strv_contains ((const char * const *) entry->targets, "general");
}
