/* cpx-act-volumes-record.h: one imported file of how often acts are done, whose content is kept under its hash.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cpx-record.h"

G_BEGIN_DECLS

#define CPX_TYPE_ACT_VOLUMES_RECORD (cpx_act_volumes_record_get_type ())
G_DECLARE_FINAL_TYPE (CpxActVolumesRecord, cpx_act_volumes_record, CPX, ACT_VOLUMES_RECORD, CpxRecord)

extern const CpxKind cpx_act_volumes_record_kind;

/* The fields, in the order of the table. */
enum
{
  CPX_ACT_VOLUMES_RECORD_SOURCE,
  CPX_ACT_VOLUMES_RECORD_IMPORTED,
  CPX_ACT_VOLUMES_RECORD_HASH,
  CPX_ACT_VOLUMES_RECORD_N_CODES,
  CPX_N_ACT_VOLUMES_RECORD_FIELDS
};

G_END_DECLS
