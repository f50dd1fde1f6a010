/* cpx-record-group.h: the records of one kind of the practice, to look up, edit, add and archive.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record-row.h"

#include <cpx-record-list.h>

G_BEGIN_DECLS

#define CPX_TYPE_RECORD_GROUP (cpx_record_group_get_type ())
G_DECLARE_FINAL_TYPE (CpxRecordGroup, cpx_record_group, CPX, RECORD_GROUP, AdwPreferencesGroup)

GtkWidget     *cpx_record_group_new         (const CpxRecordGroupSpec *spec,
                                             CpxPractice              *practice);
void           cpx_record_group_set_choices (CpxRecordGroup           *self,
                                             GListModel               *choices);
CpxRecordList *cpx_record_group_get_list    (CpxRecordGroup           *self);
CpxRecordRow  *cpx_record_group_find_row    (CpxRecordGroup           *self,
                                             const char               *record_id);

G_END_DECLS
