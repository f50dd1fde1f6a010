/* cpx-correspondent.c: the practitioners around a patient. Since a patient may change doctor, the line says since when.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-correspondent.h"

#include "cpx-kind-rules.h"
#include "cpx-practitioner.h"

#include <glib/gi18n-lib.h>

static const CpxToken roles[] = {
  { "treating", N_("Attending physician") },
  { "referred_by", N_("Referred by") },
  { "correspondent", N_("Correspondent") },
  { NULL }
};

static const CpxField fields[CPX_N_CORRESPONDENT_FIELDS] = {
  CPX_PATIENT_FIELD,
  { "role", N_("Role"), CPX_FIELD_ENUM, CPX_FIELD_REQUIRED, .tokens = roles },
  { "practitioner", N_("Practitioner"), CPX_FIELD_REFERENCE, CPX_FIELD_REQUIRED | CPX_FIELD_INDEXED,
    .target = "practitioner" },
  { "since", N_("Since"), CPX_FIELD_DATE },
  CPX_NOTES_FIELD,
};

static char *
summarize (CpxRecord *record)
{
  return cpx_rule_join (record, CPX_CORRESPONDENT_ROLE, CPX_CORRESPONDENT_SINCE, -1);
}

const CpxKind cpx_correspondent_kind = {
  .name = "correspondent",
  .label = N_("Correspondent"),
  .get_type = cpx_correspondent_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_CORRESPONDENT_PATIENT,
  .summarize = summarize,
};

CPX_DEFINE_RECORD_TYPE (CpxCorrespondent, cpx_correspondent)

/**
 * cpx_correspondent_dup_line:
 * @self: a correspondent
 * @practitioner: (nullable): who it is, if that is known
 *
 * Says whom the line is about: cpx_record_summarize() knows only what they are to the patient.
 *
 * Returns: (transfer full): `Dr Anne MARTIN · Médecin traitant, 2019`
 */
char *
cpx_correspondent_dup_line (CpxRecord *self,
                            CpxRecord *practitioner)
{
  g_autofree char *name = practitioner != NULL ? cpx_practitioner_dup_name (practitioner) : NULL;
  g_autofree char *rest = cpx_record_summarize (self);

  return name != NULL ? g_strconcat (name, " · ", rest, NULL) : g_steal_pointer (&rest);
}
