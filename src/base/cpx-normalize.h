/* cpx-normalize.h: Unicode normal forms of texts of any length.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *cpx_normalize (const char     *text,
                     GNormalizeMode  mode);

G_END_DECLS
