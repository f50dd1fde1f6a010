/* cpx-lexicon-state.c: what the settings say of the words that this practice adds to the lexicon.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-lexicon-state.h"

#include <cpx-lexicon-record.h>
#include <cpx-own-lexicon.h>

#include <glib/gi18n-lib.h>

#define MAX_FAULTS 5  /* told one by one; "cpxctl ccam lexicon check" tells all */

static char *
list_faults (GPtrArray *faults)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) lines = NULL;

  for (guint i = 0; i < MIN (faults->len, MAX_FAULTS); i++)
    {
      const CpxLexiconFault *fault = g_ptr_array_index (faults, i);
      g_autofree char *line = g_strdup_printf (_("“%s”: %s"),
                                               cpx_record_get_text (fault->record, CPX_LEXICON_RECORD_PHRASES),
                                               fault->sentence);

      g_strv_builder_add (builder, line);
    }
  if (faults->len > MAX_FAULTS)
    g_strv_builder_add (builder, "…");
  lines = g_strv_builder_end (builder);

  return g_strjoinv ("\n", lines);
}

/**
 * cpx_lexicon_state_compute:
 * @n_entries: how many entries this practice has, without those set aside
 * @faults: (nullable) (element-type CpxLexiconFault): those that point to nothing; `NULL`: not known yet
 *
 * Returns: the state, to clear with cpx_lexicon_state_clear()
 */
CpxLexiconState
cpx_lexicon_state_compute (guint      n_entries,
                           GPtrArray *faults)
{
  CpxLexiconState self = { .icon_name = "content-loading-symbolic", .can_export = n_entries > 0 };

  if (faults == NULL)
    self.title = g_strdup (_("Reading…"));
  else if (n_entries == 0)
    self.title = g_strdup (_("The program’s own lexicon serves alone"));
  else if (faults->len == 0)
    self.title = g_strdup (_("Every entry points to acts or words of the CCAM"));
  else
    self.title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u entry points to nothing any more",
                                               "%u entries point to nothing any more", faults->len), faults->len);
  if (faults != NULL)
    self.icon_name = faults->len > 0 ? "dialog-warning-symbolic" : n_entries > 0 ? "emblem-ok-symbolic"
                                                                                 : "dialog-information-symbolic";
  self.subtitle = faults != NULL && faults->len > 0
                  ? list_faults (faults)
                  : g_strdup (_("An entry takes the place of the same words in the program’s lexicon, and serves the "
                                "next suggestion."));

  return self;
}

void
cpx_lexicon_state_clear (CpxLexiconState *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);
}

/**
 * cpx_lexicon_state_dup_title:
 * @entry: an entry
 *
 * Returns: (transfer full): what is written
 */
char *
cpx_lexicon_state_dup_title (CpxRecord *entry)
{
  return cpx_record_dup_display (entry, CPX_LEXICON_RECORD_PHRASES);
}

/**
 * cpx_lexicon_state_dup_subtitle:
 * @entry: an entry
 *
 * Returns: (transfer full): what it means, and for whom
 */
char *
cpx_lexicon_state_dup_subtitle (CpxRecord *entry)
{
  g_autofree char *target = cpx_record_dup_display (entry, CPX_LEXICON_RECORD_TARGET);
  g_autofree char *specialty = cpx_record_dup_display (entry, CPX_LEXICON_RECORD_SPECIALTY);
  g_autofree char *means = *target != '\0' ? g_strdup_printf ("→ %s", target) : g_strdup (_("→ nothing, not counted"));

  return *specialty != '\0' ? g_strdup_printf ("%s · %s", means, specialty) : g_steal_pointer (&means);
}

/**
 * cpx_lexicon_state_dup_result:
 * @n_added: how many entries an import added
 *
 * Returns: (transfer full): what became of it, in one sentence
 */
char *
cpx_lexicon_state_dup_result (guint n_added)
{
  if (n_added == 0)
    return g_strdup (_("Every entry of this file was there already: nothing changed."));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u entry added; those already there stay as they are.",
                                       "%u entries added; those already there stay as they are.", n_added), n_added);
}
