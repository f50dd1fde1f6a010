/* cpx-list-nothing.h: what stands where the list of patients has no row: why, and the one thing to do about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-list-state.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_LIST_NOTHING (cpx_list_nothing_get_type ())
G_DECLARE_FINAL_TYPE (CpxListNothing, cpx_list_nothing, CPX, LIST_NOTHING, AdwBin)

/* Signal: "other-side", when the archive is to be shown, or left. */
void cpx_list_nothing_show (CpxListNothing     *self,
                            const CpxListState *state);

G_END_DECLS
