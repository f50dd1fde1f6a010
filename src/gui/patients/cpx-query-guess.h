/* cpx-query-guess.h: what a search that found nobody says of the patient to create.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-draft.h"

G_BEGIN_DECLS

void cpx_query_guess_fill (CpxDraft   *draft,
                           const char *query);

G_END_DECLS
