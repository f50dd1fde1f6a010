/* cpx-suggesters-private.h: the suggestion engine as a transaction sees it, for practice/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-suggesters.h"

#include <cpx-txn.h>

G_BEGIN_DECLS

gboolean      cpx_suggesters_load_volumes (CpxTxn           *txn,
                                           CpxActVolumes   **out_volumes,
                                           GError          **error);
CpxSuggester *cpx_suggesters_find         (CpxTxn           *txn,
                                           CpxNomenclature  *nomenclature,
                                           const char       *practitioner_id,
                                           GError          **error);

G_END_DECLS
