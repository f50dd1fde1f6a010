/* cpx-deidentify.h: a report without what tells whose it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-known-traits.h"

G_BEGIN_DECLS

char *cpx_deidentify           (const char           *text,
                                const CpxKnownTraits *traits);
char *cpx_deidentify_leave_out (const char           *text);

G_END_DECLS
