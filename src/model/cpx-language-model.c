/* cpx-language-model.c: one record in a practice, or none. The key is no field: it is not synced and not exported.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-language-model.h"

#include "cpx-kind-rules.h"

#include <glib/gi18n-lib.h>

static const CpxField fields[CPX_N_LANGUAGE_MODEL_FIELDS] = {
  { "is_on", N_("Asked"), CPX_FIELD_BOOLEAN },
  { "address", N_("Address"), CPX_FIELD_TEXT, .max_length = 500 },
  { "name", N_("Model"), CPX_FIELD_TEXT },
};

static void
validate (CpxRecord *record,
          GPtrArray *findings)
{
  if (!cpx_record_get_boolean (record, CPX_LANGUAGE_MODEL_IS_ON))
    return;
  if (!cpx_record_has (record, CPX_LANGUAGE_MODEL_ADDRESS))
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_LANGUAGE_MODEL_ADDRESS, "language-model.address",
                  _("A language model is asked at an address: give it, or switch the model off"));
  if (!cpx_record_has (record, CPX_LANGUAGE_MODEL_NAME))
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_LANGUAGE_MODEL_NAME, "language-model.name",
                  _("A language model has a name that its service knows: give it, or switch the model off"));
}

static char *
summarize (CpxRecord *record)
{
  return cpx_rule_join (record, CPX_LANGUAGE_MODEL_NAME, CPX_LANGUAGE_MODEL_ADDRESS, -1);
}

const CpxKind cpx_language_model_kind = {
  .name = "language_model",
  .label = N_("Language model"),
  .get_type = cpx_language_model_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_KIND_NO_PATIENT,
  .validate = validate,
  .summarize = summarize,
};

CPX_DEFINE_RECORD_TYPE (CpxLanguageModel, cpx_language_model)
