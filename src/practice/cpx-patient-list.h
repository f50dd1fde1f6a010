/* cpx-patient-list.h: the patients as a list on the screen: all in order, or those a query finds.
 *
 * A GListModel of CpxPatientRow. Main thread only. The ids come first; each row reads its record when it is first
 * looked at, a page at a time, and says so by notify::record.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-paged-list.h"
#include "cpx-patient-row.h"

G_BEGIN_DECLS

#define CPX_TYPE_PATIENT_LIST (cpx_patient_list_get_type ())
G_DECLARE_FINAL_TYPE (CpxPatientList, cpx_patient_list, CPX, PATIENT_LIST, CpxPagedList)

/* How many a query may find; who has more should type more. */
#define CPX_PATIENT_LIST_MAX_FOUND 500

/* Properties: those of CpxLiveList, query, show-archived (archived files instead of the others). */
CpxPatientList *cpx_patient_list_new               (CpxPractice    *practice);
void            cpx_patient_list_set_query         (CpxPatientList *self,
                                                    const char     *query);
const char     *cpx_patient_list_get_query         (CpxPatientList *self);
void            cpx_patient_list_set_show_archived (CpxPatientList *self,
                                                    gboolean        show_archived);
gboolean        cpx_patient_list_get_show_archived (CpxPatientList *self);
gboolean        cpx_patient_list_get_loading       (CpxPatientList *self);
const GError   *cpx_patient_list_get_error         (CpxPatientList *self);
guint           cpx_patient_list_get_n_elsewhere   (CpxPatientList *self);
guint           cpx_patient_list_get_n_unreadable  (CpxPatientList *self);
guint           cpx_patient_list_find              (CpxPatientList *self,
                                                    const char     *patient_id);

G_END_DECLS
