/* cpx-note-verified.h: that the audit log was verified, and what was found, is an entry of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-verify-log.h"

G_BEGIN_DECLS

gboolean cpx_practice_note_verified (CpxPractice         *practice,
                                     const CpxLogReport  *report,
                                     GError             **error);

G_END_DECLS
