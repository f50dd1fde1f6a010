/* cpx-operation-opening.h: opens the file of a patient at one of their operations, of which only the id is known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-patients-page.h"

G_BEGIN_DECLS

void cpx_operation_opening_begin (CpxPatientsPage *page,
                                  CpxPractice     *practice,
                                  const char      *intervention_id);

G_END_DECLS
