/* cpx-nomenclature-record.c: written by the import alone; acts name the version and hash they were priced with.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-nomenclature-record.h"

#include "cpx-kind-rules.h"

#include <glib/gi18n-lib.h>

static const CpxField fields[CPX_N_NOMENCLATURE_RECORD_FIELDS] = {
  { "version", N_("Version"), CPX_FIELD_TEXT, CPX_FIELD_REQUIRED | CPX_FIELD_READ_ONLY, .max_length = 40 },
  { "effect", N_("In force from"), CPX_FIELD_DATE, CPX_FIELD_REQUIRED | CPX_FIELD_READ_ONLY | CPX_FIELD_INDEXED },
  { "source", N_("Source"), CPX_FIELD_TEXT, CPX_FIELD_READ_ONLY, .max_length = 200 },
  { "files", N_("Files"), CPX_FIELD_LONG_TEXT, CPX_FIELD_READ_ONLY, .max_length = 2000 },
  { "imported", N_("Imported on"), CPX_FIELD_DATE, CPX_FIELD_READ_ONLY },
  { "hash", N_("Hash"), CPX_FIELD_TEXT, CPX_FIELD_REQUIRED | CPX_FIELD_READ_ONLY | CPX_FIELD_INDEXED,
    .max_length = 64 },
  { "n_acts", N_("Number of acts"), CPX_FIELD_INTEGER, CPX_FIELD_READ_ONLY },
  { "n_records", N_("Number of records read"), CPX_FIELD_INTEGER, CPX_FIELD_READ_ONLY },
};

static char *
summarize (CpxRecord *record)
{
  return cpx_rule_join (record, CPX_NOMENCLATURE_RECORD_VERSION, CPX_NOMENCLATURE_RECORD_EFFECT, -1);
}

const CpxKind cpx_nomenclature_record_kind = {
  .name = "nomenclature",
  .label = N_("Nomenclature"),
  .get_type = cpx_nomenclature_record_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_KIND_NO_PATIENT,
  .summarize = summarize,
};

CPX_DEFINE_RECORD_TYPE (CpxNomenclatureRecord, cpx_nomenclature_record)
