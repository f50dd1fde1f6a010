/* cpx-uncoded-row.h: one line of the work list: the operation with whom it is about. Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-record.h>

G_BEGIN_DECLS

#define CPX_TYPE_UNCODED_ROW (cpx_uncoded_row_get_type ())
G_DECLARE_FINAL_TYPE (CpxUncodedRow, cpx_uncoded_row, CPX, UNCODED_ROW, GObject)

/* Properties: intervention, patient, surgeon (records; surgeon may be NULL), has-draft, has-note, has-choices. */
CpxUncodedRow *cpx_uncoded_row_new              (CpxRecord     *intervention,
                                                 CpxRecord     *patient,
                                                 CpxRecord     *surgeon,
                                                 gboolean       has_draft,
                                                 gboolean       has_note,
                                                 gboolean       has_choices);
gboolean       cpx_uncoded_row_equal            (CpxUncodedRow *a,
                                                 CpxUncodedRow *b);
CpxRecord     *cpx_uncoded_row_get_intervention (CpxUncodedRow *self);
CpxRecord     *cpx_uncoded_row_get_patient      (CpxUncodedRow *self);
CpxRecord     *cpx_uncoded_row_get_surgeon      (CpxUncodedRow *self);
gboolean       cpx_uncoded_row_has_draft        (CpxUncodedRow *self);
gboolean       cpx_uncoded_row_has_note         (CpxUncodedRow *self);
gboolean       cpx_uncoded_row_has_choices      (CpxUncodedRow *self);

G_END_DECLS
