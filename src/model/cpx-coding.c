/* cpx-coding.c: one session of coding. What was shown is kept as it was shown.
 *
 *             validate            lock
 *   draft ───────────▶ validated ─────▶ locked
 *     ▲                 │  ▲               │
 *     └─────────────────┘  │ validate      │ reopen (reason)
 *      another act, or     └── reopened ◀──┘
 *      one taken back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding.h"

#include "cpx-act.h"
#include "cpx-kind-rules.h"

#include <cpx-json.h>

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SUGGESTIONS_LENGTH 200000
#define MAX_OVERRIDES_LENGTH   50000
#define MAX_CONTEXT_LENGTH     5000

static const CpxToken states[] = {
  { "draft", N_("Draft") },
  { "validated", N_("Validated") },
  { "locked", N_("Locked") },
  { "reopened", N_("Reopened") },
  { NULL }
};

static const CpxField fields[CPX_N_CODING_FIELDS] = {
  CPX_PATIENT_FIELD,
  { "intervention", N_("Operation"), CPX_FIELD_REFERENCE, CPX_FIELD_REQUIRED | CPX_FIELD_INDEXED,
    .target = "intervention" },
  { "practitioner", N_("Performed by"), CPX_FIELD_REFERENCE, CPX_FIELD_REQUIRED, .target = "practitioner" },
  { "state", N_("State"), CPX_FIELD_ENUM, CPX_FIELD_REQUIRED | CPX_FIELD_INDEXED, .tokens = states },
  { "context", N_("Circumstances"), CPX_FIELD_LONG_TEXT, .max_length = MAX_CONTEXT_LENGTH },
  { "note", N_("Operative report"), CPX_FIELD_REFERENCE, .target = "note" },
  { "note_hash", N_("Version of the report"), CPX_FIELD_TEXT, .max_length = 64 },
  { "nomenclature", N_("Version of the nomenclature"), CPX_FIELD_TEXT, .max_length = 40 },
  { "nomenclature_hash", N_("Hash of the nomenclature"), CPX_FIELD_TEXT, .max_length = 64 },
  { "suggestions", N_("Suggestions as shown"), CPX_FIELD_LONG_TEXT, .max_length = MAX_SUGGESTIONS_LENGTH },
  { "overrides", N_("Findings overridden"), CPX_FIELD_LONG_TEXT, .max_length = MAX_OVERRIDES_LENGTH },
  { "reopening_reason", N_("Reason of the reopening"), CPX_FIELD_LONG_TEXT, .max_length = 2000 },
  { "decided_by", N_("Decided by"), CPX_FIELD_TEXT, .max_length = 36 },  /* a user, also one of another vault */
};

static void
check_array (CpxRecord *record,
             GPtrArray *findings,
             int        field)
{
  const char *text = cpx_record_get_text (record, field);
  g_autoptr(json_t) value = text != NULL ? cpx_json_parse (text, -1, NULL) : NULL;

  if (text != NULL && !json_is_array (value))
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, field, "coding.array", _("“%s” must be a JSON array"),
                  cpx_field_get_label (&fields[field]));
}

static gboolean
is_reopened (CpxRecord *record)
{
  return g_strcmp0 (cpx_record_get_text (record, CPX_CODING_STATE), "reopened") == 0;
}

static void
validate (CpxRecord *record,
          GPtrArray *findings)
{
  check_array (record, findings, CPX_CODING_SUGGESTIONS);
  check_array (record, findings, CPX_CODING_OVERRIDES);
  if (is_reopened (record) &&
      cpx_act_count_reason (cpx_record_get_text (record, CPX_CODING_REOPENING_REASON)) < CPX_ACT_MIN_REASON)
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_CODING_REOPENING_REASON, "coding.reason",
                  _("A locked coding is reopened with a reason of %d characters at least"), CPX_ACT_MIN_REASON);
}

static char *
summarize (CpxRecord *record)
{
  return cpx_rule_join (record, CPX_CODING_STATE, -1);
}

const CpxKind cpx_coding_kind = {
  .name = "coding",
  .label = N_("Coding"),
  .get_type = cpx_coding_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_CODING_PATIENT,
  .validate = validate,
  .summarize = summarize,
};

CPX_DEFINE_RECORD_TYPE (CpxCoding, cpx_coding)

/**
 * cpx_coding_may_change:
 * @self: a coding
 *
 * Returns: `FALSE` once it is locked
 */
gboolean
cpx_coding_may_change (CpxRecord *self)
{
  return g_strcmp0 (cpx_record_get_text (self, CPX_CODING_STATE), "locked") != 0;
}
