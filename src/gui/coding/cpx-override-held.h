/* cpx-override-held.h: what is typed in an open override dialog, held like any text that is typed: it outlives a lock.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-draft.h"
#include "cpx-override-state.h"

#include <cpx-practice.h>

G_BEGIN_DECLS

CpxDraft *cpx_override_held_begin (CpxPractice            *practice,
                                   CpxRecord              *intervention);
gboolean  cpx_override_held_read  (CpxDraft               *draft,
                                   const char             *key,
                                   CpxOverrideEntry       *entry);
void      cpx_override_held_write (CpxDraft               *draft,
                                   const char             *key,
                                   const CpxOverrideEntry *entry);

G_END_DECLS
