/* cpx-user-rules.h: what may become of a user: there is always an administrator, and a login is for life.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-journal.h"

G_BEGIN_DECLS

gboolean    cpx_user_rules_check (CpxJournal  *journal,
                                  CpxRecord   *before,
                                  CpxRecord   *after,
                                  GError     **error);
CpxReceipt *cpx_user_rules_save  (CpxJournal  *journal,
                                  CpxRecord   *before,
                                  CpxRecord   *after,
                                  const char  *action,
                                  GError     **error);

G_END_DECLS
