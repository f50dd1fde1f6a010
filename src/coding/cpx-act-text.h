/* cpx-act-text.h: an act of a nomenclature as the index of suggestions wants it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-act-index.h"
#include "cpx-nomenclature.h"

G_BEGIN_DECLS

CpxActText cpx_act_text_read (CpxNomenclature *nomenclature,
                              guint            number,
                              GStringChunk    *strings);

G_END_DECLS
