/* cpx-coding-held.h: the operations on which something is chosen and not yet kept, held by their practice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-practice.h>

G_BEGIN_DECLS

GObject *cpx_coding_held_find (CpxPractice *practice,
                               const char  *intervention_id);
void     cpx_coding_held_set  (CpxPractice *practice,
                               const char  *intervention_id,
                               GObject     *desk);

G_END_DECLS
