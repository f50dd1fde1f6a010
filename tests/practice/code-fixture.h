/* code-fixture.h: the telephone of who has a second factor.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

char *practice_fixture_make_code (const char *secret,
                                  gint64      now_us);
