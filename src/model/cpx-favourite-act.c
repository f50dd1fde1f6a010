/* cpx-favourite-act.c: a code and whose it is. Two posts may each have noted the same one: lists show it once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-favourite-act.h"

#include "cpx-ccam-code.h"
#include "cpx-kind-rules.h"

#include <glib/gi18n-lib.h>

static const CpxField fields[CPX_N_FAVOURITE_ACT_FIELDS] = {
  { "user", N_("User"), CPX_FIELD_REFERENCE, CPX_FIELD_REQUIRED | CPX_FIELD_INDEXED | CPX_FIELD_READ_ONLY,
    .target = "user" },
  { "code", N_("CCAM code"), CPX_FIELD_TEXT, CPX_FIELD_REQUIRED | CPX_FIELD_READ_ONLY,
    .max_length = CPX_CCAM_CODE_LENGTH },
};

static void
validate (CpxRecord *record,
          GPtrArray *findings)
{
  cpx_rule_check_ccam_code (record, findings, CPX_FAVOURITE_ACT_CODE);
}

static char *
summarize (CpxRecord *record)
{
  return cpx_rule_join (record, CPX_FAVOURITE_ACT_CODE, -1);
}

const CpxKind cpx_favourite_act_kind = {
  .name = "favourite_act",
  .label = N_("Favourite act"),
  .get_type = cpx_favourite_act_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_KIND_NO_PATIENT,
  .validate = validate,
  .summarize = summarize,
};

CPX_DEFINE_RECORD_TYPE (CpxFavouriteAct, cpx_favourite_act)
