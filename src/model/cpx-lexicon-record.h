/* cpx-lexicon-record.h: a word of this practice and what the nomenclature calls it, beside the program's lexicon.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_LEXICON_RECORD (cpx_lexicon_record_get_type ())
G_DECLARE_FINAL_TYPE (CpxLexiconRecord, cpx_lexicon_record, CPX, LEXICON_RECORD, CpxRecord)

extern const CpxKind cpx_lexicon_record_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_LEXICON_RECORD_PHRASES,    /* parted by "|" */
  CPX_LEXICON_RECORD_SENSE,      /* "act", "word" or "quiet" */
  CPX_LEXICON_RECORD_TARGET,     /* codes or words, parted by spaces */
  CPX_LEXICON_RECORD_SPECIALTY,  /* a token; absent: everybody's */
  CPX_LEXICON_RECORD_NOTES,
  CPX_LEXICON_RECORD_ARCHIVED,
  CPX_N_LEXICON_RECORD_FIELDS
};

gboolean cpx_lexicon_record_concerns (CpxRecord  *self,
                                     const char *specialty);

G_END_DECLS
