/* cpx-second-place-private.h: the setting, as a transaction sees it; what a whole verification takes from the place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-second-place.h"
#include "cpx-verify-log.h"

#include <cpx-txn.h>

G_BEGIN_DECLS

char     *cpx_second_place_read_setting (CpxTxn                     *txn,
                                         GError                    **error);

gboolean  cpx_second_place_was_kept     (CpxTxn                     *txn,
                                         const char                 *folder);
gboolean  cpx_second_place_is_known_ahead
                                        (CpxPractice                *practice);

gboolean  cpx_second_place_look         (CpxPractice                *practice,
                                         CpxSecondPlaceReport      **out_bad,
                                         GError                    **error);
void      cpx_second_place_tell         (const CpxSecondPlaceReport *bad,
                                         CpxPractice                *practice,
                                         CpxLogReport               *report);

G_END_DECLS
