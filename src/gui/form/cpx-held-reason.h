/* cpx-held-reason.h: the reason typed in an open dialog, held like any text that is typed: it outlives a lock.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-draft.h"

#include <cpx-practice.h>

G_BEGIN_DECLS

CpxDraft *cpx_held_reason_begin       (CpxPractice *practice,
                                       const char  *deed,
                                       const char  *about,
                                       const char  *patient_id);
char     *cpx_held_reason_dup_reason  (CpxDraft    *draft);
char     *cpx_held_reason_dup_choice  (CpxDraft    *draft);
void      cpx_held_reason_write       (CpxDraft    *draft,
                                       const char  *reason,
                                       const char  *choice);
void      cpx_held_reason_end         (CpxPractice *practice,
                                       CpxDraft   **draft);

G_END_DECLS
