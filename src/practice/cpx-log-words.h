/* cpx-log-words.h: the words for what the audit log names in its own way: kinds within a sentence, members of details.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-json.h>
#include <cpx-kind.h>

G_BEGIN_DECLS

const char *cpx_log_words_find_one    (const CpxKind *kind);
const char *cpx_log_words_find_label  (const char    *name);
char       *cpx_log_words_dup_value   (const char    *name,
                                       json_t        *value);

G_END_DECLS
