/* cpx-timeline-sentence.h: an entry of the audit log, said to a person.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-json.h>

G_BEGIN_DECLS

char *cpx_timeline_sentence_make (const char *user_name,
                                  const char *action,
                                  const char *kind_name,
                                  json_t     *details);

G_END_DECLS
