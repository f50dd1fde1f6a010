/* cpx-learning-reset.c: the day of its making is the one its identifier carries.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-learning-reset.h"

#include "cpx-kind-rules.h"

#include <glib/gi18n-lib.h>

static const CpxField fields[CPX_N_LEARNING_RESET_FIELDS] = {
  { "practitioner", N_("Practitioner"), CPX_FIELD_REFERENCE, .target = "practitioner" },
  { "reason", N_("Reason"), CPX_FIELD_TEXT, .max_length = 500 },
  { "undone", N_("Taken back"), CPX_FIELD_BOOLEAN },
};

static char *
summarize (CpxRecord *record)
{
  return cpx_rule_join (record, CPX_LEARNING_RESET_REASON, -1);
}

const CpxKind cpx_learning_reset_kind = {
  .name = "learning_reset",
  .label = N_("Reset of what was learnt"),
  .get_type = cpx_learning_reset_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_KIND_NO_PATIENT,
  .summarize = summarize,
};

CPX_DEFINE_RECORD_TYPE (CpxLearningReset, cpx_learning_reset)
