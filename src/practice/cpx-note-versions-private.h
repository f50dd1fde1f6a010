/* cpx-note-versions-private.h: the wordings of a report inside a transaction.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-note-versions.h"

#include <cpx-txn.h>

G_BEGIN_DECLS

GPtrArray *cpx_note_versions_read (CpxTxn      *txn,
                                   const char  *note_id,
                                   GError     **error);

G_END_DECLS
