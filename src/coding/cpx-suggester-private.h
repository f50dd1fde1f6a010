/* cpx-suggester-private.h: what the suggester ranks by, for those who fit and measure it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-gesture.h"
#include "cpx-suggester.h"

G_BEGIN_DECLS

GArray    *cpx_suggester_rank          (const CpxSuggester      *self,
                                        const char              *text,
                                        const CpxSuggestContext *context,
                                        guint                    left_out);
GPtrArray *cpx_suggester_list_gestures (const CpxSuggester      *self,
                                        const char              *text,
                                        const CpxSuggestContext *context,
                                        guint                    left_out);

G_END_DECLS
