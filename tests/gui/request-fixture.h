/* request-fixture.h: a request made by hand, with the nomenclature of tests/coding, of no practice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-coding-request.h>

G_BEGIN_DECLS

CpxCodingRequest *request_fixture_new (const char *lines);

G_END_DECLS
