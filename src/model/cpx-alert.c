/* cpx-alert.c: short, since it is read at a glance.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-alert.h"

#include "cpx-kind-rules.h"

#include <glib/gi18n-lib.h>

static const CpxToken levels[] = {
  { "info", N_("Information") },
  { "warning", N_("Warning") },
  { "critical", N_("Critical") },
  { NULL }
};

static const CpxField fields[CPX_N_ALERT_FIELDS] = {
  CPX_PATIENT_FIELD,
  { "text", N_("Text"), CPX_FIELD_TEXT, CPX_FIELD_REQUIRED, .max_length = 300 },
  { "level", N_("Level"), CPX_FIELD_ENUM, CPX_FIELD_REQUIRED, .tokens = levels },
  { "until", N_("Until"), CPX_FIELD_DATE },
};

static char *
summarize (CpxRecord *record)
{
  return cpx_rule_join (record, CPX_ALERT_TEXT, -1);
}

const CpxKind cpx_alert_kind = {
  .name = "alert",
  .label = N_("Alert"),
  .get_type = cpx_alert_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_ALERT_PATIENT,
  .summarize = summarize,
};

CPX_DEFINE_RECORD_TYPE (CpxAlert, cpx_alert)
