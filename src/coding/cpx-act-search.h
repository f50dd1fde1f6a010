/* cpx-act-search.h: acts found while a code or some words are typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-suggester.h"

G_BEGIN_DECLS

/* One act found: its number in the index, and how well it fits. */
typedef struct
{
  guint act;
  float score;
} CpxActFound;

GArray *cpx_act_search (const CpxSuggester   *suggester,
                        const char           *typed,
                        CpxDay                day,
                        guint                 limit,
                        char               ***out_unheard);

G_END_DECLS
