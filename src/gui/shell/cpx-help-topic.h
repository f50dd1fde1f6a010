/* cpx-help-topic.h: which page of the manual speaks of what is on the screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *cpx_help_topic_find (const char *page,
                                 const char *section);

G_END_DECLS
