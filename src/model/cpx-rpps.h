/* cpx-rpps.h: the number of a French health professional.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean cpx_rpps_is_valid (const char *text);

G_END_DECLS
