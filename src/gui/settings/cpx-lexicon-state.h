/* cpx-lexicon-state.h: what the settings say of the words that this practice adds to the lexicon.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-record.h>

G_BEGIN_DECLS

typedef struct
{
  char       *title;      /* (owned) */
  char       *subtitle;   /* (owned): a fault a line */
  const char *icon_name;
  gboolean    can_export;
} CpxLexiconState;

CpxLexiconState  cpx_lexicon_state_compute      (guint            n_entries,
                                                 GPtrArray       *faults);
void             cpx_lexicon_state_clear        (CpxLexiconState *self);
char            *cpx_lexicon_state_dup_title    (CpxRecord       *entry);
char            *cpx_lexicon_state_dup_subtitle (CpxRecord       *entry);
char            *cpx_lexicon_state_dup_result   (guint            n_added);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CpxLexiconState, cpx_lexicon_state_clear)

G_END_DECLS
