/* cpx-demo-patient.h: one invented patient with what hangs on them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-demo-random.h"

#include <cpx-partial-date.h>
#include <cpx-record.h>

G_BEGIN_DECLS

GPtrArray *cpx_demo_patient_make      (CpxDemoRandom  *random,
                                       CpxPartialDate  today,
                                       GPtrArray      *practitioners);
char      *cpx_demo_patient_make_nir  (CpxDemoRandom  *random,
                                       char            sex,
                                       CpxPartialDate  birth,
                                       const char     *insee);
CpxRecord *cpx_demo_practitioner_make (CpxDemoRandom  *random);

G_END_DECLS
