/* cpx-fold.h: text as it is compared and searched: no case, no accents, no punctuation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char  *cpx_fold        (const char *text);
char **cpx_fold_tokens (const char *text);
char  *cpx_fold_digits (const char *text);

G_END_DECLS
