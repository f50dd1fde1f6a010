/* cpx-title-words.h: the words that may stay of a title of which nobody is to be told: those that name gestures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-nomenclature.h"

G_BEGIN_DECLS

typedef struct _CpxTitleWords CpxTitleWords;

CpxTitleWords *cpx_title_words_new   (CpxNomenclature     *nomenclature);
CpxTitleWords *cpx_title_words_ref   (CpxTitleWords       *self);
void           cpx_title_words_unref (CpxTitleWords       *self);

char          *cpx_title_words_pick  (const CpxTitleWords *self,
                                      const char          *title,
                                      GHashTable          *names,
                                      guint                max_words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxTitleWords, cpx_title_words_unref)

G_END_DECLS
