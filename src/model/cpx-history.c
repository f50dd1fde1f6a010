/* cpx-history.c: one thing that happened to a patient or in the family.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-history.h"

#include "cpx-kind-rules.h"

#include <cpx-partial-date.h>

#include <glib/gi18n-lib.h>

static const CpxToken types[] = {
  { "medical", N_("Medical") },
  { "surgical", N_("Surgical") },
  { "anaesthetic", N_("Anaesthetic") },
  { "allergic", N_("Allergic") },
  { "family", N_("Family") },
  { "cardiovascular", N_("Cardiovascular") },
  { "coagulation", N_("Coagulation") },
  { "thromboembolic", N_("Thromboembolic") },
  { "cancer", N_("Cancer") },
  { "infectious", N_("Infectious") },
  { "gynaecological", N_("Gynaecological") },
  { "obstetric", N_("Obstetric") },
  { "addiction", N_("Addictions") },
  { NULL }
};

static const CpxToken sides[] = {
  { "right", N_("Right") },
  { "left", N_("Left") },
  { "both", N_("Both sides") },
  { NULL }
};

static const CpxField fields[CPX_N_HISTORY_FIELDS] = {
  CPX_PATIENT_FIELD,
  { "type", N_("Type"), CPX_FIELD_ENUM, CPX_FIELD_REQUIRED, .tokens = types },
  { "label", N_("Label"), CPX_FIELD_TEXT, CPX_FIELD_REQUIRED, .max_length = 500 },
  { "date", N_("Date"), CPX_FIELD_DATE },
  { "side", N_("Side"), CPX_FIELD_ENUM, .tokens = sides },
  CPX_NOTES_FIELD,
};

static void
validate (CpxRecord *record,
          GPtrArray *findings)
{
  const char *text = cpx_record_get_text (record, CPX_HISTORY_DATE);
  CpxPartialDate date;

  if (text != NULL && cpx_partial_date_parse_iso (text, &date)
      && cpx_partial_date_compare (date, cpx_partial_date_today ()) > 0)
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_HISTORY_DATE, "history.future",
                  _("The date of this history line is in the future"));
}

static char *
summarize (CpxRecord *record)
{
  return cpx_rule_join (record, CPX_HISTORY_TYPE, CPX_HISTORY_LABEL, CPX_HISTORY_SIDE, CPX_HISTORY_DATE, -1);
}

const CpxKind cpx_history_kind = {
  .name = "history",
  .label = N_("History line"),
  .get_type = cpx_history_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_HISTORY_PATIENT,
  .validate = validate,
  .summarize = summarize,
};

CPX_DEFINE_RECORD_TYPE (CpxHistory, cpx_history)
