/* cpx-acts-group.h: the acts recorded of an operation, as they will be billed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-patient-operations.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CPX_TYPE_ACTS_GROUP (cpx_acts_group_get_type ())
G_DECLARE_FINAL_TYPE (CpxActsGroup, cpx_acts_group, CPX, ACTS_GROUP, AdwPreferencesGroup)

void cpx_acts_group_show (CpxActsGroup         *self,
                          CpxPatientOperations *operations,
                          CpxRecord            *intervention);

G_END_DECLS
