/* cpx-audit-seal-private.h: seals for those who ask no permission: the program itself, at unlock and at closing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-audit-seal.h"
#include "cpx-journal.h"

#include <cpx-signed-note.h>
#include <cpx-txn.h>

G_BEGIN_DECLS

CpxAuditSeal *cpx_audit_seal_read_last  (CpxTxn       *txn,
                                         GError      **error);
CpxAuditSeal *cpx_audit_seal_find_last  (CpxPractice  *practice,
                                         GError      **error);
CpxNoteKey   *cpx_audit_seal_find_key   (CpxPractice  *practice,
                                         GError      **error);
gboolean      cpx_audit_seal_in_time    (CpxPractice      *practice,
                                         CpxSealOccasion   occasion,
                                         GError          **error);
gboolean      cpx_audit_seal_look_day   (CpxPractice      *practice,
                                         gboolean         *out_is_due,
                                         GError          **error);

gpointer      cpx_audit_seal_run        (CpxJournal     *journal,
                                         gpointer        data,
                                         GError        **error);
gboolean      cpx_audit_seal_speaks_against
                                        (CpxJournal     *journal,
                                         CpxSignedNote  *there);

G_END_DECLS
