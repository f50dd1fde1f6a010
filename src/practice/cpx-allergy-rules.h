/* cpx-allergy-rules.h: "no known allergy" and an allergy are never said of the same patient.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-journal.h"

G_BEGIN_DECLS

gboolean   cpx_allergy_rules_check_save          (CpxJournal  *journal,
                                                  CpxRecord   *base,
                                                  CpxRecord   *record,
                                                  GError     **error);
CpxRecord *cpx_allergy_rules_settle              (CpxJournal  *journal,
                                                  CpxRecord   *patient,
                                                  const char  *holder_id,
                                                  GError     **error);
gboolean   cpx_allergy_rules_take_statement_back (CpxJournal  *journal,
                                                  CpxRecord   *record,
                                                  const char  *permission,
                                                  gboolean    *out_done,
                                                  GError     **error);

G_END_DECLS
