/* cpx-used-acts-private.h: the acts used most as a transaction counts them, for practice/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-used-acts.h"

#include <cpx-act-volumes.h>
#include <cpx-nomenclature.h>
#include <cpx-txn.h>

G_BEGIN_DECLS

CpxUsedActs *cpx_used_acts_count_here (CpxTxn           *txn,
                                       const char       *practitioner_id,
                                       guint             limit,
                                       GError          **error);
CpxUsedActs *cpx_used_acts_find       (CpxTxn           *txn,
                                       CpxNomenclature  *nomenclature,
                                       const char       *practitioner_id,
                                       guint             limit,
                                       GError          **error);

G_END_DECLS
