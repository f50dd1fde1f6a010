/* cpx-vocabulary.h: from a French word to the concept it names: its stem, or another that means the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CPX_NO_CONCEPT 0u

typedef struct _CpxVocabulary CpxVocabulary;

CpxVocabulary *cpx_vocabulary_new         (void);
void           cpx_vocabulary_free        (CpxVocabulary       *self);

void           cpx_vocabulary_join        (CpxVocabulary       *self,
                                           const char          *word,
                                           const char          *means);
guint          cpx_vocabulary_add         (CpxVocabulary       *self,
                                           const char          *word);
guint          cpx_vocabulary_find        (const CpxVocabulary *self,
                                           const char          *word);
guint          cpx_vocabulary_find_near   (const CpxVocabulary *self,
                                           const char          *word);
GArray        *cpx_vocabulary_list_begun  (const CpxVocabulary *self,
                                           const char          *beginning);
guint          cpx_vocabulary_n_concepts  (const CpxVocabulary *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxVocabulary, cpx_vocabulary_free)

G_END_DECLS
