/* cpx-outside-folder.h: is a folder outside enough for what has to outlive the vault?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

G_BEGIN_DECLS

gboolean  cpx_outside_folder_check       (CpxPractice  *practice,
                                          const char   *folder,
                                          GError      **error);
char     *cpx_outside_folder_dup_warning (CpxPractice  *practice,
                                          const char   *folder);

G_END_DECLS
