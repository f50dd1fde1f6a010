/* coding-fixture.h: one patient of a practice, an operation that took place and its report.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "practice-fixture.h"

#define CODING_DAY "2026-03-09"

typedef struct
{
  PracticeFixture  base;
  CpxRecord       *surgeon;       /* a practitioner */
  CpxRecord       *patient;
  CpxRecord       *intervention;
  CpxRecord       *note;
} CodingFixture;

void       coding_fixture_set_up           (CodingFixture *self,
                                            gconstpointer  data);
void       coding_fixture_tear_down        (CodingFixture *self,
                                            gconstpointer  data);
CpxRecord *coding_fixture_add_intervention (CodingFixture *self,
                                            const char    *state,
                                            const char    *date);
CpxRecord *coding_fixture_load             (CodingFixture *self,
                                            CpxRecord     *record);
void       coding_fixture_assert_refused   (CodingFixture *self,
                                            CpxRecord     *before,
                                            CpxRecord     *after,
                                            int            code);

#define CODING_TEST(path, func) \
  g_test_add (path, CodingFixture, NULL, coding_fixture_set_up, func, coding_fixture_tear_down)
