/* cpx-journal.h: the one door for every write.
 *
 * Inside one transaction of the store a journal asks whether the user may, whether the record is valid, then writes
 * row, change, audit entry and search together. Nothing else in practice/ calls the functions of the store that write.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"
#include "cpx-receipt.h"

#include <cpx-txn.h>

G_BEGIN_DECLS

CpxPractice *cpx_journal_get_practice (CpxJournal   *self);
CpxTxn      *cpx_journal_get_txn      (CpxJournal   *self);
CpxRoles     cpx_journal_get_roles    (CpxJournal   *self);
const char  *cpx_journal_get_user_id  (CpxJournal   *self);
gboolean     cpx_journal_check        (CpxJournal   *self,
                                       const char   *permission,
                                       GError      **error);

CpxRecord   *cpx_journal_read         (CpxJournal   *self,
                                       const CpxKind *kind,
                                       const char   *id,
                                       GError      **error);
CpxReceipt  *cpx_journal_save         (CpxJournal   *self,
                                       CpxRecord    *before,
                                       CpxRecord    *after,
                                       const char   *permission,
                                       const char   *action,
                                       const char   *reason,
                                       GError      **error);
CpxReceipt  *cpx_journal_save_with    (CpxJournal   *self,
                                       CpxRecord    *before,
                                       CpxRecord    *after,
                                       const char   *permission,
                                       const char   *action,
                                       CpxReceipt   *first,
                                       GError      **error);
CpxReceipt  *cpx_journal_save_detailed (CpxJournal  *self,
                                        CpxRecord   *before,
                                        CpxRecord   *after,
                                        const char  *permission,
                                        const char  *action,
                                        json_t      *details,
                                        GError     **error);
CpxReceipt  *cpx_journal_remove       (CpxJournal   *self,
                                       CpxRecord    *record,
                                       const char   *permission,
                                       const char   *action,
                                       GError      **error);
CpxReceipt  *cpx_journal_erase        (CpxJournal   *self,
                                       const char   *patient_id,
                                       const char   *legal_basis,
                                       GError      **error);
CpxReceipt  *cpx_journal_note         (CpxJournal   *self,
                                       const char   *permission,
                                       const char   *action,
                                       CpxRecord    *about,
                                       json_t       *details,
                                       GError      **error);
CpxReceipt  *cpx_journal_note_reason  (CpxJournal   *self,
                                       const char   *permission,
                                       const char   *action,
                                       CpxRecord    *about,
                                       const char   *reason,
                                       json_t       *details,
                                       GError      **error);
char        *cpx_journal_keep_blob    (CpxJournal   *self,
                                       GBytes       *content,
                                       GError      **error);
gboolean     cpx_journal_note_past    (CpxJournal   *self,
                                       const char   *action,
                                       const char   *patient_id,
                                       json_t       *details,
                                       gint64        time_us,
                                       guint64      *out_audit_index,
                                       GError      **error);

G_END_DECLS
