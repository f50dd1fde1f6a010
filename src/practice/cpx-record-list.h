/* cpx-record-list.h: the records of one kind, of one patient, of one operation or of the practice,
 * as a list on the screen.
 *
 * A GListModel of CpxRecord in the order of their making, kept true by CpxPractice::changed. For lists that fit in
 * memory: what hangs on one patient, users, rooms, practitioners. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-live-list.h"

G_BEGIN_DECLS

#define CPX_TYPE_RECORD_LIST (cpx_record_list_get_type ())
G_DECLARE_FINAL_TYPE (CpxRecordList, cpx_record_list, CPX, RECORD_LIST, CpxLiveList)

/* Properties: those of CpxLiveList. */
CpxRecordList *cpx_record_list_new        (CpxPractice   *practice,
                                           const CpxKind *kind,
                                           const char    *patient_id);
CpxRecordList *cpx_record_list_new_about  (CpxPractice   *practice,
                                           const CpxKind *kind,
                                           int            field,
                                           const char    *id);
const CpxKind *cpx_record_list_get_kind   (CpxRecordList *self);
gboolean       cpx_record_list_get_loaded (CpxRecordList *self);
const GError  *cpx_record_list_get_error  (CpxRecordList *self);
CpxRecord     *cpx_record_list_find       (CpxRecordList *self,
                                           const char    *id);

G_END_DECLS
