/* cpx-lexicon.h: what people say in theatres, and what the nomenclature calls it. Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CPX_LEXICON_ERROR (cpx_lexicon_error_quark ())

typedef enum {
  CPX_LEXICON_ERROR_LINE,   /* a line that is no entry; the message names it */
} CpxLexiconError;

GQuark cpx_lexicon_error_quark (void);

#define CPX_LEXICON_OWN_LINE 500000u   /* entries that cpx_lexicon_merge() adds are numbered from here */

typedef enum {
  CPX_LEXICON_ACT,      /* phrase → codes, the most usual first */
  CPX_LEXICON_WORD,     /* phrase → words of the nomenclature */
  CPX_LEXICON_SAME,     /* word → the word that stands for it everywhere, labels included */
  CPX_LEXICON_ACCESS,   /* phrase → by which way the surgeon comes in */
  CPX_LEXICON_ROOT,     /* beginning or end of a learned word → words */
  CPX_LEXICON_QUIET,    /* phrase that is no evidence */
  CPX_LEXICON_CUE,      /* phrase → "done", "told", "also": a gesture done, a history, a further gesture */
  CPX_LEXICON_EITHER,   /* words of which one excludes the others: "simple", "complexe" */
  CPX_LEXICON_PART,     /* heading of a part of a note → "title", "done", "told" */
} CpxLexiconKind;

typedef struct
{
  CpxLexiconKind   kind;
  char           **phrases;   /* as written */
  char           **targets;   /* codes, or words */
  char            *remark;    /* (nullable): for people */
  char            *specialty; /* (nullable): a token, of an entry of a practice that is not for everybody */
  guint            line;
} CpxLexiconEntry;

typedef struct _CpxLexicon CpxLexicon;

CpxLexicon            *cpx_lexicon_new          (GBytes            *text,
                                                 GError           **error);
CpxLexicon            *cpx_lexicon_new_builtin  (void);
CpxLexicon            *cpx_lexicon_merge        (const CpxLexicon  *base,
                                                 const CpxLexicon  *own);
void                   cpx_lexicon_free         (CpxLexicon        *self);

guint                  cpx_lexicon_n_entries    (const CpxLexicon  *self);
const CpxLexiconEntry *cpx_lexicon_get_entry    (const CpxLexicon  *self,
                                                 guint              i);
const char            *cpx_lexicon_get_kind     (const CpxLexiconEntry *entry);
gboolean               cpx_lexicon_entry_is_general (const CpxLexiconEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxLexicon, cpx_lexicon_free)

G_END_DECLS
