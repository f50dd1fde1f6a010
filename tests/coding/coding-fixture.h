/* coding-fixture.h: a nomenclature made by hand for the rules, and drafts written on one line.
 *
 * An act: CODE[.activity][/phase][:modifiers][=association][@part][!][~moment][#ent][+overcharge][&performer]
 *             [%gesture][x2]
 *   =  1 2 3 4 5, 0 for none, X for not charged      @  H T RA LA RL LL      !  recent trauma
 *   #  E N R, the components of ENT cancer surgery   +  cents, then a d g p t n for the reason
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-coding-check.h"

G_BEGIN_DECLS

#define FIXTURE_DAY 20250304  /* a Tuesday */

CpxNomenclature      *coding_fixture_build      (void);
CpxCodingContext      coding_fixture_context    (CpxDay                   day);
CpxCodingDraft       *coding_fixture_draft      (const CpxCodingContext  *context,
                                                 const char              *lines);
const CpxRuleFinding *coding_fixture_find       (CpxCodingResult         *result,
                                                 const char              *rule);
char                 *coding_fixture_dup_codes  (CpxCodingResult         *result);
char                 *coding_fixture_dup_rules  (CpxCodingResult         *result,
                                                 CpxFindingLevel          level);

G_END_DECLS
