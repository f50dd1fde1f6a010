/* nomenclature-fixture.h: a small CCAM with all that the page of an act shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-nomenclature.h>

G_BEGIN_DECLS

#define FIXTURE_GRID 3

CpxNomenclature *nomenclature_fixture_new (void);

G_END_DECLS
