/* vectors.h: public test vectors, from $CPX_SHARED/vectors when it is there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <jansson.h>

json_t     *vectors_load   (const char   *path);
GByteArray *vectors_hex    (json_t       *object,
                            const char   *name);
