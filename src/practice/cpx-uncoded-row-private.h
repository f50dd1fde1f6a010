/* cpx-uncoded-row-private.h: how rows of the work list are made and compared.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-uncoded-list.h"

G_BEGIN_DECLS

CpxUncodedRow *cpx_uncoded_row_new   (CpxRecord     *intervention,
                                      CpxRecord     *patient,
                                      CpxRecord     *surgeon,
                                      gboolean       has_draft,
                                      gboolean       has_note);
gboolean       cpx_uncoded_row_equal (CpxUncodedRow *a,
                                      CpxUncodedRow *b);

G_END_DECLS
