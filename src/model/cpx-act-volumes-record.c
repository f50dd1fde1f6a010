/* cpx-act-volumes-record.c: written by the import alone; the one imported last counts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-act-volumes-record.h"

#include "cpx-kind-rules.h"

#include <glib/gi18n-lib.h>

static const CpxField fields[CPX_N_ACT_VOLUMES_RECORD_FIELDS] = {
  { "source", N_("Source"), CPX_FIELD_TEXT, CPX_FIELD_READ_ONLY, .max_length = 200 },
  { "imported", N_("Imported on"), CPX_FIELD_DATE, CPX_FIELD_READ_ONLY },
  { "hash", N_("Hash"), CPX_FIELD_TEXT, CPX_FIELD_REQUIRED | CPX_FIELD_READ_ONLY, .max_length = 64 },
  { "n_codes", N_("Number of acts"), CPX_FIELD_INTEGER, CPX_FIELD_READ_ONLY },
};

static char *
summarize (CpxRecord *record)
{
  return cpx_rule_join (record, CPX_ACT_VOLUMES_RECORD_SOURCE, CPX_ACT_VOLUMES_RECORD_IMPORTED, -1);
}

const CpxKind cpx_act_volumes_record_kind = {
  .name = "act_volumes",
  .label = N_("Volumes of acts"),
  .get_type = cpx_act_volumes_record_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_KIND_NO_PATIENT,
  .summarize = summarize,
};

CPX_DEFINE_RECORD_TYPE (CpxActVolumesRecord, cpx_act_volumes_record)
