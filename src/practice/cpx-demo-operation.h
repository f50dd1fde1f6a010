/* cpx-demo-operation.h: an invented operation with its report, which we wrote and no patient has had.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-demo-random.h"

#include <cpx-partial-date.h>
#include <cpx-record.h>

G_BEGIN_DECLS

#define CPX_DEMO_N_SURGEONS 2

CpxRecord *cpx_demo_surgeon_make     (CpxDemoRandom  *random,
                                      guint           index);
void       cpx_demo_operation_make   (CpxDemoRandom  *random,
                                      CpxPartialDate  today,
                                      GPtrArray      *surgeons,
                                      CpxRecord      *patient,
                                      GPtrArray      *records);

G_END_DECLS
