/* cpx-audit-proof.h: saves the proof of one entry of the journal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-log-entry.h>
#include <cpx-practice.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

char *cpx_audit_proof_dup_name (const CpxLogFacts *facts);
void  cpx_audit_proof_begin    (GtkWidget         *from,
                                CpxPractice       *practice,
                                CpxLogEntry       *entry);
void  cpx_audit_proof_save     (GtkWidget         *from,
                                CpxPractice       *practice,
                                CpxLogEntry       *entry,
                                const char        *path);

G_END_DECLS
