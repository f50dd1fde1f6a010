/* cpx-coding-rules.h: what the plain saving and removing of a record may not do to operations, reports and acts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-journal.h"

G_BEGIN_DECLS

gboolean cpx_coding_rules_check_save   (CpxJournal  *journal,
                                        CpxRecord   *base,
                                        CpxRecord   *record,
                                        GError     **error);
CpxRecord *cpx_coding_rules_stamp      (CpxRecord   *base,
                                        CpxRecord   *record);
gboolean cpx_coding_rules_check_remove (CpxJournal  *journal,
                                        CpxRecord   *record,
                                        GError     **error);

G_END_DECLS
