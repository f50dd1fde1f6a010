/* cpx-nomenclature-record.h: one imported version of the CCAM, whose content is kept under its hash.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_NOMENCLATURE_RECORD (cpx_nomenclature_record_get_type ())
G_DECLARE_FINAL_TYPE (CpxNomenclatureRecord, cpx_nomenclature_record, CPX, NOMENCLATURE_RECORD, CpxRecord)

extern const CpxKind cpx_nomenclature_record_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_NOMENCLATURE_RECORD_VERSION,
  CPX_NOMENCLATURE_RECORD_EFFECT,
  CPX_NOMENCLATURE_RECORD_SOURCE,
  CPX_NOMENCLATURE_RECORD_FILES,
  CPX_NOMENCLATURE_RECORD_IMPORTED,
  CPX_NOMENCLATURE_RECORD_HASH,
  CPX_NOMENCLATURE_RECORD_N_ACTS,
  CPX_NOMENCLATURE_RECORD_N_RECORDS,
  CPX_N_NOMENCLATURE_RECORD_FIELDS
};

G_END_DECLS
