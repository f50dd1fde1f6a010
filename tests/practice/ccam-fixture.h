/* ccam-fixture.h: a nomenclature of four acts, filled by hand: for tests of what is written, not of the rules.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

#include <cpx-nomenclature.h>

/* The price of HHFA016 and of HMFC004 for a surgeon of sector 1, on any day from 2025 on. */
#define CCAM_HHFA016_CENTS 19186
#define CCAM_HMFC004_CENTS 29394

CpxNomenclature *ccam_fixture_new    (void);
void             ccam_fixture_import (CpxPractice *practice);
