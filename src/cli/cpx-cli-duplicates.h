/* cpx-cli-duplicates.h: what is said of files that may be the same person.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-cli.h"

G_BEGIN_DECLS

void cpx_cli_warn_of_duplicates (CpxRecord *before,
                                 GPtrArray *found);

G_END_DECLS
