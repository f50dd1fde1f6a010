/* cpx-nomenclatures-private.h: the versions of the CCAM as a transaction sees them, for practice/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-nomenclatures.h"

#include <cpx-txn.h>

G_BEGIN_DECLS

CpxNomenclature *cpx_nomenclatures_find (CpxTxn   *txn,
                                         CpxDay    day,
                                         GError  **error);
GPtrArray       *cpx_nomenclatures_list (CpxTxn   *txn,
                                         GError  **error);
CpxNomenclature *cpx_nomenclatures_load (CpxTxn     *txn,
                                         CpxRecord  *record,
                                         GError    **error);
gboolean         cpx_nomenclatures_has_content (CpxTxn    *txn,
                                                CpxRecord *record);

G_END_DECLS
