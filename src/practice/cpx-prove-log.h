/* cpx-prove-log.h: proofs from a post's log that anyone checks without it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-practice.h"

#include <cpx-note-key.h>
#include <cpx-tlog-proof.h>

G_BEGIN_DECLS

CpxNoteKey   *cpx_practice_load_post_key (CpxPractice *practice,
                                         const char   *device_id,
                                         GError      **error);
CpxTlogProof *cpx_practice_prove_entry  (CpxPractice  *practice,
                                         const char   *device_id,
                                         guint64       index,
                                         GError      **error);
json_t       *cpx_practice_prove_growth (CpxPractice  *practice,
                                         const char   *device_id,
                                         guint64       old_size,
                                         guint64       size,
                                         GError      **error);

G_END_DECLS
