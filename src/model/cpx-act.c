/* cpx-act.c: one line of a coding. Its code is the one kept; beside it stand the one proposed and why they differ.
 *
 * Whether it is locked is said once, by the state of its coding.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-act.h"

#include "cpx-ccam-code.h"
#include "cpx-kind-rules.h"
#include "cpx-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LEAST_LETTERS      5   /* different ones that a sentence has at least */
#define MOST_OF_ONE_LETTER 4

#define MAX_CENTS 100000000

/* As it is billed; the tokens are those of a draft of coding/. */
static const CpxToken associations[] = {
  { "none", N_("No association code") },
  { "1", N_("Association 1") },
  { "2", N_("Association 2") },
  { "3", N_("Association 3") },
  { "4", N_("Association 4") },
  { "5", N_("Association 5") },
  { "unpriced", N_("Coded, not charged") },
  { NULL }
};

/* Article III-3 B tells limbs, trunk and head apart. */
static const CpxToken body_parts[] = {
  { "head", N_("Head") },
  { "trunk", N_("Trunk") },
  { "right_arm", N_("Right arm") },
  { "left_arm", N_("Left arm") },
  { "right_leg", N_("Right leg") },
  { "left_leg", N_("Left leg") },
  { NULL }
};

static const CpxToken ent_parts[] = {
  { "excision", N_("Excision") },
  { "neck_dissection", N_("Neck dissection") },
  { "reconstruction", N_("Reconstruction") },
  { NULL }
};

static const CpxToken overcharge_reasons[] = {
  { "agreement", N_("Agreed with the patient") },
  { "demand", N_("Particular demand of the patient") },
  { "travel", N_("Travel that was not prescribed") },
  { "no_refund", N_("Act not to be refunded by the compulsory insurance") },
  { "pathway", N_("Out of the care pathway") },
  { NULL }
};

static const CpxToken sources[] = {
  { "suggestion", N_("Suggestion") },
  { "search", N_("Search") },
  { "planned", N_("Planned act") },
  { "typed", N_("Typed code") },
  { "duplicate", N_("Coding taken over") },
  { NULL }
};

static const CpxToken motives[] = {
  { "different_gesture", N_("Gesture other than in the report") },
  { "rule_misapplied", N_("Rule wrongly applied") },
  { "complexity", N_("Particular complexity") },
  { "medical_adviser", N_("Asked by the medical adviser") },
  { "other", N_("Other") },
  { NULL }
};

static const CpxField fields[CPX_N_ACT_FIELDS] = {
  CPX_PATIENT_FIELD,
  { "intervention", N_("Operation"), CPX_FIELD_REFERENCE, CPX_FIELD_REQUIRED | CPX_FIELD_INDEXED,
    .target = "intervention" },
  { "coding", N_("Coding"), CPX_FIELD_REFERENCE, CPX_FIELD_REQUIRED | CPX_FIELD_INDEXED, .target = "coding" },
  { "position", N_("Position"), CPX_FIELD_INTEGER, .minimum = 1, .maximum = 99 },
  { "code", N_("Code kept"), CPX_FIELD_TEXT, CPX_FIELD_REQUIRED, .max_length = 7, .clean = cpx_text_squeeze },
  { "activity", N_("Activity"), CPX_FIELD_INTEGER, CPX_FIELD_REQUIRED, .minimum = 1, .maximum = 5 },
  { "phase", N_("Phase"), CPX_FIELD_INTEGER, .minimum = 0, .maximum = 3 },
  { "association", N_("Association"), CPX_FIELD_ENUM, .tokens = associations },
  { "association_chosen", N_("Association chosen by hand"), CPX_FIELD_BOOLEAN },
  { "modifiers", N_("Modifiers"), CPX_FIELD_TEXT, .max_length = 8, .clean = cpx_text_squeeze },
  { "date", N_("Executed on"), CPX_FIELD_DATE, CPX_FIELD_REQUIRED },
  { "time", N_("Executed at"), CPX_FIELD_TEXT, .max_length = 5, .clean = cpx_rule_clean_time },
  { "practitioner", N_("Performed by"), CPX_FIELD_REFERENCE, CPX_FIELD_REQUIRED, .target = "practitioner" },
  { "base_cents", N_("Base amount (cents)"), CPX_FIELD_INTEGER, .minimum = 0, .maximum = MAX_CENTS },
  { "overcharge_cents", N_("Overcharge (cents)"), CPX_FIELD_INTEGER, .minimum = 0, .maximum = MAX_CENTS },
  { "overcharge_reason", N_("Reason of the overcharge"), CPX_FIELD_ENUM, .tokens = overcharge_reasons },
  { "exceptional_refund", N_("Exceptional refund"), CPX_FIELD_BOOLEAN },
  { "moment", N_("Moment of the day"), CPX_FIELD_INTEGER, .minimum = 0, .maximum = 9 },
  { "body_part", N_("Part of the body"), CPX_FIELD_ENUM, .tokens = body_parts },
  { "trauma", N_("Recent traumatic lesion"), CPX_FIELD_BOOLEAN },
  { "ent_part", N_("Part of an ENT cancer operation"), CPX_FIELD_ENUM, .tokens = ent_parts },
  { "nomenclature", N_("Version of the nomenclature"), CPX_FIELD_TEXT, .max_length = 40 },
  { "nomenclature_hash", N_("Hash of the nomenclature"), CPX_FIELD_TEXT, .max_length = 64 },
  { "source", N_("Chosen from"), CPX_FIELD_ENUM, .tokens = sources },
  { "proposed_code", N_("Code proposed"), CPX_FIELD_TEXT, .max_length = 7, .clean = cpx_text_squeeze },
  { "motive", N_("Motive"), CPX_FIELD_ENUM, .tokens = motives },
  { "reason", N_("Justification"), CPX_FIELD_LONG_TEXT, .max_length = 2000 },
  { "recorded_by", N_("Recorded by"), CPX_FIELD_TEXT, .max_length = 36 },  /* a user, also one of another vault */
};

/* R_TB11 names a modifier by one capital letter or digit; each counts once. */
static void
check_modifiers (CpxRecord *record,
                 GPtrArray *findings)
{
  const char *modifiers = cpx_record_get_text (record, CPX_ACT_MODIFIERS);

  for (const char *at = modifiers; at != NULL && *at != '\0'; at++)
    {
      if ((g_ascii_isupper (*at) || g_ascii_isdigit (*at)) && strchr (at + 1, *at) == NULL)
        continue;
      cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_ACT_MODIFIERS, "act.modifiers",
                    _("A modifier is one letter or digit, and each is given once"));
      return;
    }
}

static void
check_overcharge (CpxRecord *record,
                  GPtrArray *findings)
{
  if (cpx_record_get_integer (record, CPX_ACT_OVERCHARGE_CENTS) > 0 &&
      !cpx_record_has (record, CPX_ACT_OVERCHARGE_REASON))
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_ACT_OVERCHARGE_REASON, "act.overcharge",
                  _("An overcharge needs its reason"));
}

static void
check_override (CpxRecord *record,
                GPtrArray *findings)
{
  if (!cpx_act_is_override (record))
    return;
  if (!cpx_record_has (record, CPX_ACT_MOTIVE))
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_ACT_MOTIVE, "act.motive",
                  _("Another code than the one proposed needs a motive"));
  if (cpx_act_count_reason (cpx_record_get_text (record, CPX_ACT_REASON)) < CPX_ACT_MIN_REASON)
    cpx_rule_add (record, findings, CPX_FINDING_BLOCKING, CPX_ACT_REASON, "act.reason",
                  _("The justification is required to keep this code: %d characters at least"), CPX_ACT_MIN_REASON);
}

static void
validate (CpxRecord *record,
          GPtrArray *findings)
{
  cpx_rule_check_ccam_code (record, findings, CPX_ACT_CODE);
  cpx_rule_check_ccam_code (record, findings, CPX_ACT_PROPOSED_CODE);
  cpx_rule_check_full_date (record, findings, CPX_ACT_DATE);
  cpx_rule_check_not_future (record, findings, CPX_ACT_DATE);
  cpx_rule_check_time (record, findings, CPX_ACT_TIME);
  check_modifiers (record, findings);
  check_overcharge (record, findings);
  check_override (record, findings);
}

static char *
summarize (CpxRecord *record)
{
  return cpx_rule_join (record, CPX_ACT_CODE, CPX_ACT_DATE, -1);
}

const CpxKind cpx_act_kind = {
  .name = "act",
  .label = N_("Act"),
  .get_type = cpx_act_get_type,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .patient_field = CPX_ACT_PATIENT,
  .validate = validate,
  .summarize = summarize,
};

CPX_DEFINE_RECORD_TYPE (CpxAct, cpx_act)

/**
 * cpx_act_is_override:
 * @self: an act
 *
 * Returns: `TRUE` if a code was proposed and another was kept
 */
gboolean
cpx_act_is_override (CpxRecord *self)
{
  const char *proposed = cpx_record_get_text (self, CPX_ACT_PROPOSED_CODE);

  return proposed != NULL && g_strcmp0 (proposed, cpx_record_get_text (self, CPX_ACT_CODE)) != 0;
}

/* How many different letters and digits there are, as far as it matters. */
static guint
count_letters (const char *text)
{
  gunichar seen[LEAST_LETTERS];
  guint n_seen = 0;

  for (; *text != '\0' && n_seen < LEAST_LETTERS; text = g_utf8_next_char (text))
    {
      gunichar c = g_unichar_tolower (g_utf8_get_char (text));
      guint i = 0;

      while (i < n_seen && seen[i] != c)
        i++;
      if (i == n_seen && g_unichar_isalnum (c))
        seen[n_seen++] = c;
    }

  return n_seen;
}

/**
 * cpx_act_count_reason:
 * @reason: (nullable): a justification as typed
 *
 * Counts the characters that say something: a run of spaces is one, those at the ends are none, nor are those that
 * show nothing by themselves, such as an accent apart from its letter. A row of dots or of one letter says nothing:
 * where there are fewer than five different letters and digits, each counts four times at most.
 *
 * Returns: how many
 */
guint
cpx_act_count_reason (const char *reason)
{
  guint n = 0;
  guint n_letters;
  gboolean after_space = TRUE;

  if (reason == NULL || !g_utf8_validate (reason, -1, NULL))
    return 0;
  n_letters = count_letters (reason);
  for (; *reason != '\0'; reason = g_utf8_next_char (reason))
    {
      gunichar c = g_utf8_get_char (reason);
      gboolean is_space = g_unichar_isspace (c);

      if (!is_space && (g_unichar_iszerowidth (c) || g_unichar_iscntrl (c)))
        continue;
      if (!is_space)
        n += after_space && n > 0 ? 2 : 1;
      after_space = is_space;
    }

  return n_letters < LEAST_LETTERS ? MIN (n, n_letters * MOST_OF_ONE_LETTER) : n;
}
