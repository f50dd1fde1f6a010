/* cpx-act-access.h: the ways in that an act's label asks for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-phrase-book.h"

G_BEGIN_DECLS

guint cpx_act_access_read    (const CpxPhraseBook *phrases,
                              const CpxNoteToken  *tokens,
                              GArray              *words,
                              gboolean            *out_is_access,
                              guint               *out_also);
guint cpx_act_access_of_code (const char          *code);

G_END_DECLS
