/* cpx-lexicon-check.h: whether what an entry of a lexicon points to exists in a nomenclature. Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-lexicon.h"
#include "cpx-nomenclature.h"

G_BEGIN_DECLS

typedef struct _CpxLexiconCheck CpxLexiconCheck;

CpxLexiconCheck *cpx_lexicon_check_new            (CpxNomenclature       *nomenclature);
void             cpx_lexicon_check_free           (CpxLexiconCheck       *self);

CpxNomenclature *cpx_lexicon_check_get_nomenclature (const CpxLexiconCheck *self);
char            *cpx_lexicon_check_dup_fault      (const CpxLexiconCheck *self,
                                                   const CpxLexiconEntry *entry,
                                                   CpxDay                 day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxLexiconCheck, cpx_lexicon_check_free)

G_END_DECLS
