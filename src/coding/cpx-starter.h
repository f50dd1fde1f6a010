/* cpx-starter.h: the everyday acts that the program comes with, so that a fresh machine codes before anything is
 * imported.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-nomenclature.h"

G_BEGIN_DECLS

CpxNomenclature *cpx_starter_load  (GError      **error);
GBytes          *cpx_starter_parse (const char   *text,
                                    GError      **error);

G_END_DECLS
