/* cpx-planned-acts.h: the acts planned for an operation, found by search and each named.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record-form.h"

G_BEGIN_DECLS

#define CPX_TYPE_PLANNED_ACTS (cpx_planned_acts_get_type ())
G_DECLARE_FINAL_TYPE (CpxPlannedActs, cpx_planned_acts, CPX, PLANNED_ACTS, AdwPreferencesGroup)

void cpx_planned_acts_set_form (CpxPlannedActs *self,
                                CpxPractice    *practice,
                                CpxRecordForm  *form);

G_END_DECLS
