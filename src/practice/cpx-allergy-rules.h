/* cpx-allergy-rules.h: "no known allergy" and an allergy are never said of the same patient.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-journal.h"

G_BEGIN_DECLS

gboolean cpx_allergy_rules_check_save          (CpxJournal  *journal,
                                                CpxRecord   *base,
                                                CpxRecord   *record,
                                                GError     **error);
gboolean cpx_allergy_rules_take_statement_back (CpxJournal  *journal,
                                                CpxRecord   *record,
                                                GError     **error);

G_END_DECLS
