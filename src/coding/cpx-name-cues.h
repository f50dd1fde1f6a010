/* cpx-name-cues.h: the words after which a name comes: "Mme", "Dr", "Aide :", "clinique", "domicilié à".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-trait-text.h"

G_BEGIN_DECLS

void cpx_name_cues_find (const CpxTraitText *text,
                         GArray             *spans);

G_END_DECLS
