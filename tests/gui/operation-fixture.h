/* operation-fixture.h: an operation that took place, of a patient, by a surgeon, in the practice of a PageFixture.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "page-fixture.h"

#include <cpx-coding-request.h>

G_BEGIN_DECLS

#define OPERATION_DAY "2026-03-09"

CpxRecord        *operation_fixture_add      (PageFixture      *fixture);
CpxRecord        *operation_fixture_add_to_starter (PageFixture *fixture);
CpxCodingRequest *operation_fixture_load     (PageFixture      *fixture,
                                              CpxRecord        *operation);
void              operation_fixture_add_act  (CpxCodingRequest *request,
                                              const char       *code);
GtkWidget        *operation_fixture_find_dialog (void);
char             *operation_fixture_make_code (const char       *secret);

G_END_DECLS
