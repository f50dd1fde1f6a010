/* log-maker.h: many entries in the audit log, quickly: seven users, a dozen actions, the patients one gives.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-txn.h"

#define LOG_MAKER_N_USERS  7
#define LOG_MAKER_FIRST_US (G_GINT64_CONSTANT (1767225600) * G_USEC_PER_SEC)   /* 2026-01-01, UTC */
#define LOG_MAKER_STEP_US  (G_GINT64_CONSTANT (30) * G_USEC_PER_SEC)             /* from entry to entry, roughly */

const char *const *log_maker_list_actions (void);
char              *log_maker_dup_user     (guint                number);

/* Entries of about 400 bytes, each sealed; about a tenth of them of no patient. */
gboolean           log_maker_add          (CpxTxn              *txn,
                                           guint                n_entries,
                                           guint                first,
                                           const char *const   *patient_ids,
                                           GError             **error);
