/* cpx-intervention.c: what coding needs of an operation; the planning adds rooms, teams and equipment to it.
 *
 *   decided → to schedule → scheduled → confirmed → in progress → done → coded → billed
 *   aside: postponed, cancelled
 *
 * Done means: to be coded. The step to "coded" and back is taken by practice/cpx-validate-coding only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-intervention.h"

#include "cpx-ccam-code.h"
#include "cpx-kind-rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const CpxToken sides[] = {
  { "right", N_("Right") },
  { "left", N_("Left") },
  { "both", N_("Both sides") },
  { "none", N_("Not applicable") },
  { NULL }
};

static const CpxToken states[] = {
  { "decided", N_("Decided") },
  { "to_schedule", N_("To schedule") },
  { "scheduled", N_("Scheduled") },
  { "confirmed", N_("Confirmed") },
  { "in_progress", N_("In progress") },
  { "done", N_("Performed") },
  { "coded", N_("Coded"), .not_offered = TRUE },   /* reached through its coding only */
  { "billed", N_("Billed"), .not_offered = TRUE },
  { "postponed", N_("Postponed") },
  { "cancelled", N_("Cancelled") },
  { NULL }
};

static const CpxField fields[CPX_N_INTERVENTION_FIELDS] = {
  CPX_PATIENT_FIELD,
  { "surgeon", N_("Surgeon"), CPX_FIELD_REFERENCE, CPX_FIELD_REQUIRED | CPX_FIELD_INDEXED, .target = "practitioner" },
  { "date", N_("Date of the operation"), CPX_FIELD_DATE, CPX_FIELD_INDEXED },
  { "start_time", N_("Start"), CPX_FIELD_TEXT, .max_length = 5, .clean = cpx_rule_clean_time },
  { "side", N_("Side"), CPX_FIELD_ENUM, .tokens = sides },
  { "label", N_("Name of the operation"), CPX_FIELD_TEXT, CPX_FIELD_REQUIRED, .max_length = 300 },
  { "planned_acts", N_("Planned acts"), CPX_FIELD_TEXT, .max_length = 200, .clean = cpx_ccam_code_clean_list },
  { "establishment", N_("Establishment"), CPX_FIELD_REFERENCE, .target = "establishment" },
  { "room", N_("Room"), CPX_FIELD_REFERENCE, .target = "room" },
  { "state", N_("State"), CPX_FIELD_ENUM, CPX_FIELD_REQUIRED | CPX_FIELD_INDEXED, .tokens = states },
  { "notes", N_("Remarks on the operation"), CPX_FIELD_LONG_TEXT },
};

static gboolean
is_behind (CpxRecord *record)
{
  static const char * const behind[] = { "in_progress", "done", "coded", "billed", NULL };
  const char *state = cpx_record_get_text (record, CPX_INTERVENTION_STATE);

  return state != NULL && g_strv_contains (behind, state);
}

static void
validate (CpxRecord *record,
          GPtrArray *findings)
{
  cpx_rule_check_time (record, findings, CPX_INTERVENTION_START_TIME);
  cpx_rule_check_ccam_codes (record, findings, CPX_INTERVENTION_PLANNED_ACTS);
  if (!is_behind (record))
    return;
  /* Price and rules depend on the day of execution. */
  if (!cpx_record_has (record, CPX_INTERVENTION_DATE))
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_INTERVENTION_DATE, "intervention.date",
                  _("An operation that took place has a date"));
  cpx_rule_check_full_date (record, findings, CPX_INTERVENTION_DATE);
  cpx_rule_check_not_future (record, findings, CPX_INTERVENTION_DATE);
}

static char *
summarize (CpxRecord *record)
{
  g_autofree char *label = cpx_rule_join (record, CPX_INTERVENTION_LABEL, -1);
  g_autofree char *side = cpx_intervention_dup_side (record);
  g_autofree char *date = cpx_record_dup_display (record, CPX_INTERVENTION_DATE);

  return g_strconcat (label, side != NULL ? ", " : "", side != NULL ? side : "", *date != '\0' ? ", " : "", date, NULL);
}

const CpxKind cpx_intervention_kind = {
  .name = "intervention",
  .label = N_("Operation"),
  .get_type = cpx_intervention_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_INTERVENTION_PATIENT,
  .validate = validate,
  .summarize = summarize,
};

CPX_DEFINE_RECORD_TYPE (CpxIntervention, cpx_intervention)

/**
 * cpx_intervention_is_uncoded:
 * @self: an operation
 *
 * Returns: `TRUE` if it took place and no validated coding stands for it
 */
gboolean
cpx_intervention_is_uncoded (CpxRecord *self)
{
  return g_strcmp0 (cpx_record_get_text (self, CPX_INTERVENTION_STATE), "done") == 0;
}

/**
 * cpx_intervention_dup_side:
 * @self: an operation
 *
 * Writes the side for a line of several facts, where "right" alone would be taken for an adjective of the fact before
 * it. "None" is no side: it says that the question was asked.
 *
 * Returns: (transfer full) (nullable): `right side`
 */
char *
cpx_intervention_dup_side (CpxRecord *self)
{
  const char *side = cpx_record_get_text (self, CPX_INTERVENTION_SIDE);
  g_autofree char *inside = NULL;

  if (side == NULL || g_str_equal (side, "none"))
    return NULL;
  inside = cpx_record_dup_display_inside (self, CPX_INTERVENTION_SIDE);
  if (g_str_equal (side, "both"))
    return g_steal_pointer (&inside);

  /* Translators: %s is "right" or "left". */
  return g_strdup_printf (_("%s side"), inside);
}
