/* cpx-lexicon.c: reads the lexicon, a text of lines "phrase | phrase TAB kind TAB target".
 *
 * data/coding/lexicon.tsv tells the format to who extends it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-lexicon.h"

#include "cpx-coding-resources.h"

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
};

static void
entry_free (gpointer data)
{
  CpxLexiconEntry *entry = data;

  g_strfreev (entry->phrases);
  g_strfreev (entry->targets);
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

static gboolean
read_line (CpxLexicon  *self,
           const char  *line,
           guint        number,
           GError     **error)
{
  g_auto(GStrv) fields = g_strsplit (line, "\t", 4);
  guint n_fields = g_strv_length (fields);
  CpxLexiconEntry *entry;
  CpxLexiconKind kind;

  if (n_fields < 2 || !find_kind (g_strstrip (fields[1]), &kind) || (n_fields < 3 && kind != CPX_LEXICON_QUIET))
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

void
cpx_lexicon_free (CpxLexicon *self)
{
  g_ptr_array_unref (self->entries);
  g_free (self);
}

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
