/* cpx-modifier-judge.c: the conditions of articles I-9 and III-2, letter by letter (RULES 4.5 to 4.13).
 *
 * Values are not here: they are in R_TB11.  What is here is whom, when and whom for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-modifier-judge.h"

#include "cpx-holiday.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define MORNING (8 * 60)
#define EVENING (20 * 60)

#define ADMISSION_MINUTES (6 * 60)     /* an emergency by day is done within six hours of admission */
#define MAJORITY_OF_ANAESTHESIA_MONTHS (4 * 12)
#define OLD_AGE_YEARS 80
#define ACTIVITY_ANAESTHESIA 4
#define UNKNOWN_DELAY  G_MININT
#define MAX_DELAY_DAYS 1000

typedef enum
{
  CLOCK_UNKNOWN,
  CLOCK_SMALL_HOURS,  /* 0:00 to 8:00 */
  CLOCK_DAY,          /* 8:00 to 20:00 */
  CLOCK_LATE,         /* 20:00 to midnight */
} Clock;

/* Who the sentences of the decision of 27/09/2017 group together. */
typedef enum
{
  CALL_SURGEONS,    /* surgeons, ENT, stomatology, ophthalmology, obstetricians, anaesthetists */
  CALL_PRIMARY,     /* paediatricians, general practitioners, midwives */
  CALL_OTHERS,
} CallGroup;

static CpxModifierVerdict
verdict (CpxModifierState  state,
         const char       *rule,
         const char       *reason)
{
  return (CpxModifierVerdict) { state, rule, reason };
}

static Clock
get_clock (const CpxRuleCase *self)
{
  int minute = self->context->minute;

  if (minute < 0)
    return CLOCK_UNKNOWN;

  return minute < MORNING ? CLOCK_SMALL_HOURS : minute < EVENING ? CLOCK_DAY : CLOCK_LATE;
}

static CallGroup
get_call_group (CpxSpecialty specialty)
{
  if (cpx_specialty_is_surgical (specialty) || specialty == CPX_SPECIALTY_ANAESTHETIST)
    return CALL_SURGEONS;

  return specialty == CPX_SPECIALTY_GENERAL_PRACTITIONER || specialty == CPX_SPECIALTY_PAEDIATRICIAN
             || specialty == CPX_SPECIALTY_MIDWIFE
           ? CALL_PRIMARY
           : CALL_OTHERS;
}

static gboolean
is_sunday_or_holiday (const CpxRuleCase *self)
{
  return cpx_day_get_weekday (self->day) == G_DATE_SUNDAY || cpx_holiday_is_national (self->day)
         || cpx_nomenclature_find_holiday (self->nomenclature, self->day, 0, NULL)
         || (*self->context->zone != '\0'
             && cpx_nomenclature_find_holiday (self->nomenclature, self->day, (guint) atoi (self->context->zone),
                                               NULL));
}

/* Minutes from admission to the act, or UNKNOWN_DELAY. */
static int
count_since_admission (const CpxRuleCase *self)
{
  const CpxCodingContext *context = self->context;
  int days;

  if (context->admission_minute < 0 || context->minute < 0 || !cpx_day_is_valid (context->admission_day))
    return UNKNOWN_DELAY;
  days = cpx_day_count_to (context->admission_day, context->day);

  return CLAMP (days, -MAX_DELAY_DAYS, MAX_DELAY_DAYS) * 24 * 60 + context->minute - context->admission_minute;
}

/* 4.7: the facts that make an emergency; a letter of the night, of a Sunday or of a holiday stands on them. */
static CpxModifierVerdict
judge_emergency (const CpxRuleCase *self,
                 const char        *rule)
{
  if (self->context->emergency == CPX_FACT_NO)
    return verdict (CPX_MODIFIER_NOT_ADVISED, rule, N_("it is stated that this was no emergency"));
  if (self->context->unplanned == CPX_FACT_NO)
    return verdict (CPX_MODIFIER_NOT_ADVISED, rule, N_("the act was planned more than eight hours before"));
  if (self->context->emergency == CPX_FACT_UNKNOWN)
    return verdict (CPX_MODIFIER_ALLOWED, "ccam.4.7", N_("state whether it was an emergency"));

  return verdict (CPX_MODIFIER_PROPOSED, rule, N_("emergency, at that hour, by this specialty"));
}

/* 4.9 */
static gboolean
is_hour_of_s (const CpxRuleCase *self,
              CallGroup          group)
{
  return get_clock (self) == CLOCK_SMALL_HOURS
         && (group != CALL_OTHERS || self->context->anaesthesia == CPX_FACT_YES);
}

static gboolean
is_hour_of_u (const CpxRuleCase *self,
              CallGroup          group)
{
  Clock clock = get_clock (self);

  if (group == CALL_SURGEONS)
    return clock == CLOCK_LATE;

  return group == CALL_OTHERS && (clock == CLOCK_LATE || clock == CLOCK_SMALL_HOURS);
}

static CpxModifierVerdict
judge_night (const CpxRuleCase *self,
             CallGroup          group,
             char               letter)
{
  gboolean good = letter == 'S'   ? is_hour_of_s (self, group)
                  : letter == 'U' ? is_hour_of_u (self, group)
                                  : group == CALL_PRIMARY && get_clock (self) == CLOCK_LATE;

  if (get_clock (self) == CLOCK_UNKNOWN)
    return verdict (CPX_MODIFIER_ALLOWED, "ccam.4.9", N_("the hour of the act is not known"));
  if (!good)
    return verdict (CPX_MODIFIER_NOT_ADVISED, "ccam.4.9", N_("not at that hour, or not for this specialty"));
  if (letter == 'U' && is_hour_of_s (self, group))   /* 4.10 */
    return verdict (CPX_MODIFIER_NOT_ADVISED, "ccam.4.10", N_("S is worth more at that hour"));

  return judge_emergency (self, "ccam.4.9");
}

static CpxModifierVerdict
judge_f (const CpxRuleCase *self,
         CallGroup          group)
{
  if (!is_sunday_or_holiday (self))
    return verdict (CPX_MODIFIER_NOT_ADVISED, "ccam.4.7", N_("the day is neither a Sunday nor a public holiday"));
  if (is_hour_of_s (self, group) || is_hour_of_u (self,
                                                  group) || (group == CALL_PRIMARY && get_clock (self) == CLOCK_LATE))
    return verdict (CPX_MODIFIER_NOT_ADVISED, "ccam.4.10", N_("at night, the modifier of the night takes its place"));

  return judge_emergency (self, "ccam.4.7");
}

/* 4.8 */
static CpxModifierVerdict
judge_o (const CpxRuleCase *self,
         CallGroup          group)
{
  int since_admission = count_since_admission (self);

  if (group != CALL_SURGEONS)
    return verdict (CPX_MODIFIER_NOT_ADVISED, "ccam.4.8", N_("it is not for this specialty"));
  if (get_clock (self) == CLOCK_UNKNOWN)
    return verdict (CPX_MODIFIER_ALLOWED, "ccam.4.8", N_("the hour of the act is not known"));
  if (get_clock (self) != CLOCK_DAY)
    return verdict (CPX_MODIFIER_NOT_ADVISED, "ccam.4.8", N_("it is for emergencies from 8:00 to 20:00"));
  if (self->context->emergency == CPX_FACT_NO)
    return verdict (CPX_MODIFIER_NOT_ADVISED, "ccam.4.8", N_("it is stated that this was no emergency"));
  if (self->context->emergency == CPX_FACT_UNKNOWN)
    return verdict (CPX_MODIFIER_ALLOWED, "ccam.4.8", N_("state whether life or an organ was threatened"));
  if (self->context->untransferable == CPX_FACT_YES)
    return verdict (CPX_MODIFIER_PROPOSED, "ccam.4.8", N_("vital or organ emergency, untransferable patient"));
  if (self->context->emergency_site == CPX_FACT_NO)
    return verdict (CPX_MODIFIER_NOT_ADVISED, "ccam.4.8",
                    N_("the establishment has no authorised emergency department"));
  if (since_admission != UNKNOWN_DELAY && (since_admission > ADMISSION_MINUTES || since_admission < 0))
    return verdict (CPX_MODIFIER_NOT_ADVISED, "ccam.4.8", N_("the act was not done within six hours of admission"));
  if (since_admission == UNKNOWN_DELAY || self->context->emergency_site == CPX_FACT_UNKNOWN)
    return verdict (CPX_MODIFIER_ALLOWED, "ccam.4.8", N_("state the hour of admission and the kind of establishment"));

  return verdict (CPX_MODIFIER_PROPOSED, "ccam.4.8", N_("vital or organ emergency within six hours of admission"));
}

/* 4.11: whether 80 years exactly belong to it is not stated. */
static CpxModifierVerdict
judge_a (const CpxRuleCase *self,
         guint              line)
{
  int years = self->age_months / 12;

  if (self->lines[line].line->activity != ACTIVITY_ANAESTHESIA)
    return verdict (CPX_MODIFIER_NOT_ADVISED, "ccam.4.11", N_("it is for anaesthesia"));
  if (self->age_months < 0)
    return verdict (CPX_MODIFIER_ALLOWED, "ccam.4.11", N_("the patient's age is not known"));
  if (self->age_months < MAJORITY_OF_ANAESTHESIA_MONTHS || years > OLD_AGE_YEARS)
    return verdict (CPX_MODIFIER_PROPOSED, "ccam.4.11", N_("the patient is less than 4 or more than 80 years old"));
  if (years == OLD_AGE_YEARS)
    return verdict (CPX_MODIFIER_NOT_ADVISED, "ccam.4.11", N_("no text says whether 80 years exactly belong to it"));

  return verdict (CPX_MODIFIER_NOT_ADVISED, "ccam.4.11", N_("the patient is from 4 to 80 years old"));
}

/* 4.11: E and G, by R_TB06; G is for less than 1 or 3 years, by the act. */
static CpxModifierVerdict
judge_child (const CpxRuleCase *self,
             char               letter)
{
  CpxCcamModifierAge age;
  int limit;

  if (!cpx_nomenclature_find_modifier_age (self->nomenclature, letter, self->day, &age) || age.unit_max != 'A')
    return verdict (CPX_MODIFIER_ALLOWED, "ccam.4.11", N_("the imported nomenclature does not say for which ages"));
  if (self->age_months < 0)
    return verdict (CPX_MODIFIER_ALLOWED, "ccam.4.11", N_("the patient's age is not known"));
  limit = (int) age.age_max * 12;
  if (self->age_months >= limit + 12)
    return verdict (CPX_MODIFIER_NOT_ADVISED, "ccam.4.11", N_("the patient is too old for it"));
  if (self->age_months >= limit)
    return verdict (CPX_MODIFIER_NOT_ADVISED, "ccam.4.11", N_("no text says whether that age exactly belongs to it"));
  if (letter == 'G' && self->age_months >= 12)
    return verdict (CPX_MODIFIER_ALLOWED, "ccam.4.11", N_("less than 1 year for some acts, less than 3 for others"));

  return verdict (CPX_MODIFIER_PROPOSED, "ccam.4.11", N_("the age of the patient gives a right to it"));
}

static gboolean
is_protected (const CpxRuleCase *self)
{
  return self->context->c2s || self->context->emergency == CPX_FACT_YES;
}

/* 4.5, 4.6 */
static CpxModifierVerdict
judge_k_or_t (const CpxRuleCase *self,
              guint              line,
              char               letter)
{
  const CpxPerformer *performer = self->lines[line].performer;
  gboolean sector_1 = cpx_convention_is_sector_1 (performer->convention)
                      && !cpx_convention_may_overcharge (performer->convention);
  gboolean obstetrician = performer->specialty == CPX_SPECIALTY_OBSTETRICIAN;
  gboolean entitled;

  if (letter == 'T')
    entitled = obstetrician && cpx_convention_has_optam (performer->convention)
               && !cpx_convention_has_optam_aco (performer->convention);
  else
    entitled = (cpx_specialty_is_surgical (performer->specialty) || performer->specialty == CPX_SPECIALTY_MIDWIFE
                || performer->specialty == CPX_SPECIALTY_DENTIST)
               && (sector_1 || cpx_convention_has_optam_aco (performer->convention));
  if (entitled)
    return verdict (CPX_MODIFIER_PROPOSED, "ccam.4.6", N_("the convention of the practitioner gives a right to it"));
  if (letter == 'T' && !obstetrician)
    return verdict (CPX_MODIFIER_NOT_ADVISED, "ccam.4.6", N_("it is for obstetricians with OPTAM"));
  if (is_protected (self) && self->lines[line].line->overcharge_cents == 0)
    return verdict (CPX_MODIFIER_ALLOWED, "ccam.4.6",
                    N_("only because the act is at the opposable tariff, for a patient with C2S or in an emergency"));

  return verdict (CPX_MODIFIER_NOT_ADVISED, "ccam.4.6", N_("the convention of the practitioner gives no right to it"));
}

/* 4.13 */
static CpxModifierVerdict
judge_3 (const CpxRuleCase *self,
         guint              line)
{
  const CpxPerformer *performer = self->lines[line].performer;

  if (performer->specialty != CPX_SPECIALTY_ANAESTHETIST)
    return verdict (CPX_MODIFIER_NOT_ADVISED, "ccam.4.13", N_("it is for anaesthetists"));
  if (performer->convention == CPX_CONVENTION_SECTOR_1 || cpx_convention_has_optam (performer->convention))
    return verdict (CPX_MODIFIER_PROPOSED, "ccam.4.13", N_("the convention of the practitioner gives a right to it"));
  if (is_protected (self))
    return verdict (CPX_MODIFIER_ALLOWED, "ccam.4.13", N_("for a patient with C2S or in an emergency"));

  return verdict (CPX_MODIFIER_NOT_ADVISED, "ccam.4.13", N_("the convention of the practitioner gives no right to it"));
}

/* Letters that are for one kind of physician. */
static CpxModifierVerdict
judge_specialty (const CpxRuleCase *self,
                 guint              line,
                 char               letter)
{
  CpxSpecialty specialty = self->lines[line].performer->specialty;
  gboolean good;

  switch (letter)
    {
    case 'M':
      good = get_call_group (specialty) == CALL_PRIMARY && self->context->in_practice;
      break;
    case 'Y':
      good = specialty == CPX_SPECIALTY_RADIOLOGIST || specialty == CPX_SPECIALTY_OTHER;
      break;
    case 'Z':
      good = specialty == CPX_SPECIALTY_RADIOLOGIST;
      break;
    case 'N':
    case '9':
      good = specialty == CPX_SPECIALTY_DENTIST || specialty == CPX_SPECIALTY_STOMATOLOGIST;
      break;
    default:   /* 4 5 7 8 */
      good = specialty == CPX_SPECIALTY_ANAESTHETIST;
      break;
    }

  return good ? verdict (CPX_MODIFIER_ALLOWED, letter == '4' || letter == '5' ? "ccam.4.12" : "ccam.4.17", NULL)
              : verdict (CPX_MODIFIER_NOT_ADVISED, "ccam.4.17", N_("it is not for this specialty"));
}

/**
 * cpx_modifier_judge_condition:
 * @self: a case
 * @line: position of a line
 * @letter: a modifier
 *
 * Judges the condition of the letter alone, not whether the act allows it nor what stands beside it.
 *
 * Returns: the verdict
 */
CpxModifierVerdict
cpx_modifier_judge_condition (const CpxRuleCase *self,
                              guint              line,
                              char               letter)
{
  CallGroup group = get_call_group (self->lines[line].performer->specialty);

  switch (letter)
    {
    case 'A':
      return judge_a (self, line);
    case 'E':
    case 'G':
      return judge_child (self, letter);
    case 'F':
      return judge_f (self, group);
    case 'P':
    case 'S':
    case 'U':
      return judge_night (self, group, letter);
    case 'O':
      return judge_o (self, group);
    case 'J':
      return verdict (CPX_MODIFIER_PROPOSED, "ccam.4.5", N_("every surgical act that lists it gives a right to it"));
    case 'K':
    case 'T':
      return judge_k_or_t (self, line, letter);
    case '3':
      return judge_3 (self, line);
    case 'M':
    case 'N':
    case 'Y':
    case 'Z':
    case '4':
    case '5':
    case '7':
    case '8':
    case '9':
      return judge_specialty (self, line, letter);
    case 'I':
    case 'X':
      return verdict (CPX_MODIFIER_NOT_ADVISED, "ccam.4.17", N_("it was a coefficient of convergence, closed since"));
    default:
      return verdict (CPX_MODIFIER_ALLOWED, "ccam.4.1", NULL);
    }
}

static gboolean
are_both_of (const char *letters,
             char        letter,
             char        other)
{
  return letter != other && strchr (letters, letter) != NULL && strchr (letters, other) != NULL;
}

/**
 * cpx_modifiers_are_exclusive:
 * @letter: a modifier
 * @other: another
 *
 * Returns: `TRUE` for F, P, S, U among themselves, K with T, 4 with 5 (RULES 4.3, 4.5, 4.12)
 */
gboolean
cpx_modifiers_are_exclusive (char letter,
                             char other)
{
  return are_both_of ("FPSU", letter, other) || are_both_of ("KT", letter, other) || are_both_of ("45", letter, other);
}

/**
 * cpx_modifier_judge:
 * @self: a case
 * @line: position of a line
 * @letter: a modifier, on the line or not
 *
 * Judges it for that line: whether the act allows it, what stands beside it, its own condition.
 *
 * Returns: the verdict
 */
CpxModifierVerdict
cpx_modifier_judge (const CpxRuleCase *self,
                    guint              line,
                    char               letter)
{
  const CpxRuleLine *row = &self->lines[line];
  CpxModifierVerdict condition = cpx_modifier_judge_condition (self, line, letter);
  CpxCcamAnswer allowed = CPX_CCAM_UNKNOWN;

  if (row->activity != CPX_CCAM_NONE)
    allowed = cpx_nomenclature_allows_modifier (self->nomenclature, row->activity, letter, self->day);
  if (allowed == CPX_CCAM_NO)
    return verdict (CPX_MODIFIER_FORBIDDEN, "ccam.4.1",
                    N_("the nomenclature does not list it for this act and activity"));
  for (const char *other = row->line->modifiers; *other != '\0'; other++)
    {
      if (cpx_modifiers_are_exclusive (letter, *other))
        return verdict (CPX_MODIFIER_FORBIDDEN, strchr ("KT", letter) != NULL ? "ccam.4.5" : "ccam.4.3",
                        N_("it excludes another modifier of the line"));
    }
  if (allowed == CPX_CCAM_UNKNOWN && condition.state == CPX_MODIFIER_PROPOSED)
    return verdict (CPX_MODIFIER_ALLOWED, "ccam.4.1",
                    N_("the imported nomenclature does not say whether the act allows it"));

  return condition;
}
