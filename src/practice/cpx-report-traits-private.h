/* cpx-report-traits-private.h: all that a practice knows of the people a report may name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cpx-known-traits.h>
#include <cpx-txn.h>

G_BEGIN_DECLS

CpxKnownTraits *cpx_report_traits_read (CpxTxn      *txn,
                                        const char  *patient_id,
                                        GError     **error);

G_END_DECLS
