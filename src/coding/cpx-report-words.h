/* cpx-report-words.h: the words that reports are made of, which are names of people only by chance.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean cpx_report_words_have       (const char *folded);
gboolean cpx_report_words_is_particle (const char *folded);

G_END_DECLS
