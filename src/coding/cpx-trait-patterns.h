/* cpx-trait-patterns.h: what tells who somebody is by its form alone: dates, numbers, addresses.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-trait-text.h"

G_BEGIN_DECLS

gboolean cpx_trait_patterns_find (const CpxTraitText *text,
                                  GArray             *spans);

G_END_DECLS
