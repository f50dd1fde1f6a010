/* cpx-nomenclature-find.c: what holds on a day. What the files do not say is told apart from no.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-nomenclature-private.h"

#define KEYS(...) ((const guint32[]) { __VA_ARGS__ })

/**
 * cpx_nomenclature_find_act_version:
 * @self: a nomenclature
 * @act: an act
 * @day: a day
 * @out_version: (out): what was in force of that act
 *
 * Returns: `TRUE` if this nomenclature holds a version of the act for @day
 */
gboolean
cpx_nomenclature_find_act_version (CpxNomenclature *self,
                                   guint            act,
                                   CpxDay           day,
                                   CpxCcamVersion  *out_version)
{
  return cpx_nomenclature_find_at (self, CPX_TABLE_VERSION, KEYS (act), day, out_version);
}

/* A distribution may hold the last versions of an act only: of the days before, nothing is known. */
static gboolean
is_known_on (CpxNomenclature *self,
             guint            act,
             CpxDay           day)
{
  return cpx_nomenclature_has_at (self, CPX_TABLE_VERSION, KEYS (act), 1, day);
}

static guint
find_single (CpxNomenclature *self,
             CpxTable         table,
             const guint32   *keys)
{
  CpxCcamRange range = cpx_nomenclature_find_rows (self, table, keys, 2);

  return range.n > 0 ? range.first : CPX_CCAM_NONE;
}

/**
 * cpx_nomenclature_find_activity:
 * @self: a nomenclature
 * @act: an act
 * @activity: '1' to '5'
 *
 * Returns: the index of the activity, or `CPX_CCAM_NONE` if the act never had it
 */
guint
cpx_nomenclature_find_activity (CpxNomenclature *self,
                                guint            act,
                                char             activity)
{
  return find_single (self, CPX_TABLE_ACTIVITY, KEYS (act, (guint8) activity));
}

/**
 * cpx_nomenclature_find_activity_state:
 * @self: a nomenclature
 * @activity: an activity
 * @day: a day
 * @out_state: (out): what was in force of it
 *
 * Returns: `TRUE` if the version in force on @day has that activity
 */
gboolean
cpx_nomenclature_find_activity_state (CpxNomenclature      *self,
                                      guint                 activity,
                                      CpxDay                day,
                                      CpxCcamActivityState *out_state)
{
  return cpx_nomenclature_find_at (self, CPX_TABLE_ACTIVITY_STATE, KEYS (activity), day, out_state);
}

/**
 * cpx_nomenclature_find_phase:
 * @self: a nomenclature
 * @activity: an activity
 * @phase: 0 to 3
 *
 * Returns: the index of the phase, or `CPX_CCAM_NONE` if the activity never had it
 */
guint
cpx_nomenclature_find_phase (CpxNomenclature *self,
                             guint            activity,
                             guint            phase)
{
  return find_single (self, CPX_TABLE_PHASE, KEYS (activity, phase));
}

/**
 * cpx_nomenclature_find_phase_state:
 * @self: a nomenclature
 * @phase: a phase
 * @day: a day
 * @out_state: (out): what was in force of it
 *
 * Returns: `TRUE` if the version in force on @day has that phase
 */
gboolean
cpx_nomenclature_find_phase_state (CpxNomenclature   *self,
                                   guint              phase,
                                   CpxDay             day,
                                   CpxCcamPhaseState *out_state)
{
  return cpx_nomenclature_find_at (self, CPX_TABLE_PHASE_STATE, KEYS (phase), day, out_state);
}

static guint
get_act_of_activity (CpxNomenclature *self,
                     guint            activity)
{
  return cpx_nomenclature_get_activity (self, activity).act;
}

/**
 * cpx_nomenclature_has_phase:
 * @self: a nomenclature
 * @phase: a phase
 * @day: a day
 *
 * Tells whether the triplet act, activity, phase exists on @day. The closing of the act is another question.
 *
 * Returns: no, yes, or unknown when the version of @day is not held
 */
CpxCcamAnswer
cpx_nomenclature_has_phase (CpxNomenclature *self,
                            guint            phase,
                            CpxDay           day)
{
  guint act = get_act_of_activity (self, cpx_nomenclature_get_phase (self, phase).activity);

  if (cpx_nomenclature_has_at (self, CPX_TABLE_PHASE_STATE, KEYS (phase), 1, day))
    return CPX_CCAM_YES;

  return is_known_on (self, act, day) || day < cpx_nomenclature_get_act (self, act).creation ? CPX_CCAM_NO
                                                                                               : CPX_CCAM_UNKNOWN;
}

/**
 * cpx_nomenclature_find_price:
 * @self: a nomenclature
 * @phase: a phase
 * @grid: a grid of R_TB23
 * @day: a day
 * @out_price: (out): the price, its span and its grid; zeros unless known
 *
 * Gives the price of the version in force on @day: the day before a version takes effect, the older price.
 *
 * A price of all grids serves where the grid has none. A grid that the version leaves out while it prices others is
 * closed; a price of 0 is known.
 *
 * Returns: whether the price is known, closed, or not held by this nomenclature
 */
CpxCcamPriceState
cpx_nomenclature_find_price (CpxNomenclature *self,
                             guint            phase,
                             guint            grid,
                             CpxDay           day,
                             CpxCcamPrice    *out_price)
{
  *out_price = (CpxCcamPrice) { 0 };
  if (cpx_nomenclature_find_at (self, CPX_TABLE_PRICE, KEYS (phase, grid), day, out_price) ||
      cpx_nomenclature_find_at (self, CPX_TABLE_PRICE, KEYS (phase, CPX_CCAM_ALL_GRIDS), day, out_price))
    return CPX_CCAM_PRICE_KNOWN;

  switch (cpx_nomenclature_has_phase (self, phase, day))
    {
    case CPX_CCAM_NO:
      return CPX_CCAM_PRICE_CLOSED;
    case CPX_CCAM_YES:
      if (cpx_nomenclature_is_starter (self))
        return CPX_CCAM_PRICE_UNKNOWN;
      return cpx_nomenclature_has_at (self, CPX_TABLE_PRICE, KEYS (phase), 1, day) ? CPX_CCAM_PRICE_CLOSED
                                                                                   : CPX_CCAM_PRICE_UNKNOWN;
    case CPX_CCAM_UNKNOWN:
    default:
      return CPX_CCAM_PRICE_UNKNOWN;
    }
}

/**
 * cpx_nomenclature_find_territory:
 * @self: a nomenclature
 * @phase: a phase
 * @territory: 971 to 974
 * @day: a day
 *
 * Returns: the coefficient of prices there, in thousandths, or 0 if not held
 */
guint
cpx_nomenclature_find_territory (CpxNomenclature *self,
                                 guint            phase,
                                 guint            territory,
                                 CpxDay           day)
{
  CpxCcamTerritory row = { 0 };

  cpx_nomenclature_find_at (self, CPX_TABLE_TERRITORY, KEYS (phase, territory), day, &row);

  return row.coefficient;
}

/**
 * cpx_nomenclature_find_context_grid:
 * @self: a nomenclature
 * @physician: a context of R_CONTEXT_PS
 * @patient: a context of R_CONTEXT_BN
 * @day: a day
 *
 * Returns: the grid of R_TB22, or `CPX_CCAM_NONE` if that table says nothing
 */
guint
cpx_nomenclature_find_context_grid (CpxNomenclature *self,
                                    guint            physician,
                                    guint            patient,
                                    CpxDay           day)
{
  CpxCcamContext row;

  return cpx_nomenclature_find_at (self, CPX_TABLE_CONTEXT, KEYS (physician, patient), day, &row) ? row.grid
                                                                                                   : CPX_CCAM_NONE;
}

/**
 * cpx_nomenclature_allows_modifier:
 * @self: a nomenclature
 * @activity: an activity
 * @letter: a modifier
 * @day: a day
 *
 * Returns: no, yes, or unknown when the version of @day is not held, or held without any modifier of that activity
 *   although another version has some
 */
CpxCcamAnswer
cpx_nomenclature_allows_modifier (CpxNomenclature *self,
                                  guint            activity,
                                  char             letter,
                                  CpxDay           day)
{
  if (cpx_nomenclature_has_at (self, CPX_TABLE_ALLOWED_MODIFIER, KEYS (activity, (guint8) letter), 2, day))
    return CPX_CCAM_YES;
  if (cpx_nomenclature_is_starter (self) || !is_known_on (self, get_act_of_activity (self, activity), day))
    return CPX_CCAM_UNKNOWN;

  return !cpx_nomenclature_has_at (self, CPX_TABLE_ALLOWED_MODIFIER, KEYS (activity), 1, day) &&
         cpx_nomenclature_has_at (self, CPX_TABLE_ALLOWED_MODIFIER, KEYS (activity), 1, CPX_DAY_NONE)
           ? CPX_CCAM_UNKNOWN
           : CPX_CCAM_NO;
}

static gboolean
find_by_grid (CpxNomenclature *self,
              CpxTable         table,
              char             code,
              guint            grid,
              CpxDay           day,
              gpointer         out_row)
{
  return cpx_nomenclature_find_at (self, table, KEYS ((guint8) code, grid), day, out_row) ||
         cpx_nomenclature_find_at (self, table, KEYS ((guint8) code, CPX_CCAM_ALL_GRIDS), day, out_row);
}

/**
 * cpx_nomenclature_find_modifier_value:
 * @self: a nomenclature
 * @letter: a modifier
 * @grid: a grid
 * @day: a day
 * @out_value: (out): its value, that of all grids where the grid has none
 *
 * Returns: `TRUE` if R_TB11 holds it; otherwise the value is unknown, not nothing
 */
gboolean
cpx_nomenclature_find_modifier_value (CpxNomenclature      *self,
                                      char                  letter,
                                      guint                 grid,
                                      CpxDay                day,
                                      CpxCcamModifierValue *out_value)
{
  return find_by_grid (self, CPX_TABLE_MODIFIER_VALUE, letter, grid, day, out_value);
}

/**
 * cpx_nomenclature_get_modifier_label:
 * @self: a nomenclature
 * @letter: a modifier
 *
 * Returns: (nullable): what it stands for, by the last row that names it
 */
const char *
cpx_nomenclature_get_modifier_label (CpxNomenclature *self,
                                     char             letter)
{
  CpxCcamRange range = cpx_nomenclature_find_rows (self, CPX_TABLE_MODIFIER_VALUE, KEYS ((guint8) letter), 1);
  CpxCcamModifierValue last = { 0 };

  for (guint i = range.first; i < range.first + range.n; i++)
    {
      CpxCcamModifierValue value = cpx_nomenclature_get_modifier_value (self, i);

      if (last.label == NULL || value.span.first >= last.span.first)
        last = value;
    }

  return last.label != NULL && *last.label != '\0' ? last.label : NULL;
}

/**
 * cpx_nomenclature_may_combine:
 * @self: a nomenclature
 * @letter: a modifier
 * @other: another
 * @day: a day
 *
 * Returns: whether R_TB09, which lists the pairs that may be, holds this one in either order; unknown if the table
 *   is empty that day
 */
CpxCcamAnswer
cpx_nomenclature_may_combine (CpxNomenclature *self,
                              char             letter,
                              char             other,
                              CpxDay           day)
{
  if (cpx_nomenclature_has_at (self, CPX_TABLE_MODIFIER_PAIR, KEYS ((guint8) letter, (guint8) other), 2, day) ||
      cpx_nomenclature_has_at (self, CPX_TABLE_MODIFIER_PAIR, KEYS ((guint8) other, (guint8) letter), 2, day))
    return CPX_CCAM_YES;

  return cpx_nomenclature_has_at (self, CPX_TABLE_MODIFIER_PAIR, NULL, 0, day) ? CPX_CCAM_NO : CPX_CCAM_UNKNOWN;
}

/**
 * cpx_nomenclature_find_modifier_rule:
 * @self: a nomenclature
 * @letter: a modifier
 * @day: a day
 * @out_rule: (out): its row of R_TB10
 *
 * Returns: `TRUE` if there is one
 */
gboolean
cpx_nomenclature_find_modifier_rule (CpxNomenclature     *self,
                                     char                 letter,
                                     CpxDay               day,
                                     CpxCcamModifierRule *out_rule)
{
  return cpx_nomenclature_find_at (self, CPX_TABLE_MODIFIER_RULE, KEYS ((guint8) letter), day, out_rule);
}

/**
 * cpx_nomenclature_find_modifier_age:
 * @self: a nomenclature
 * @letter: a modifier
 * @day: a day
 * @out_age: (out): its row of R_TB06
 *
 * Returns: `TRUE` if there is one
 */
gboolean
cpx_nomenclature_find_modifier_age (CpxNomenclature    *self,
                                    char                letter,
                                    CpxDay              day,
                                    CpxCcamModifierAge *out_age)
{
  return cpx_nomenclature_find_at (self, CPX_TABLE_MODIFIER_AGE, KEYS ((guint8) letter), day, out_age);
}

/**
 * cpx_nomenclature_get_max_modifiers:
 * @self: a nomenclature
 * @day: a day
 *
 * Returns: how many modifiers of a line are priced (R_TB19), 0 if not held
 */
guint
cpx_nomenclature_get_max_modifiers (CpxNomenclature *self,
                                    CpxDay           day)
{
  CpxCcamModifierLimit row = { 0 };

  cpx_nomenclature_find_at (self, CPX_TABLE_MODIFIER_LIMIT, NULL, day, &row);

  return row.n;
}

/**
 * cpx_nomenclature_find_association:
 * @self: a nomenclature
 * @activity: an activity
 * @other: another
 * @day: a day
 * @out_association: (out): the row of R_ASSOCIATIONS
 *
 * Returns: `TRUE` if @other is foreseen with @activity, in that order; the files list most pairs both ways
 */
gboolean
cpx_nomenclature_find_association (CpxNomenclature    *self,
                                   guint               activity,
                                   guint               other,
                                   CpxDay              day,
                                   CpxCcamAssociation *out_association)
{
  return cpx_nomenclature_find_at (self, CPX_TABLE_ASSOCIATION, KEYS (activity, other), day, out_association);
}

/**
 * cpx_nomenclature_find_association_code:
 * @self: a nomenclature
 * @code: '1' to '5'
 * @grid: a grid
 * @day: a day
 * @out_code: (out): its row of R_TB02, that of all grids where the grid has none
 *
 * Returns: `TRUE` if there is one
 */
gboolean
cpx_nomenclature_find_association_code (CpxNomenclature        *self,
                                        char                    code,
                                        guint                   grid,
                                        CpxDay                  day,
                                        CpxCcamAssociationCode *out_code)
{
  return find_by_grid (self, CPX_TABLE_ASSOCIATION_CODE, code, grid, day, out_code);
}

/**
 * cpx_nomenclature_find_association_rule:
 * @self: a nomenclature
 * @rule: the rule of a foreseen association
 * @grid: a grid
 * @day: a day
 * @out_rule: (out): its row of R_TB03, that of all grids where the grid has none
 *
 * Returns: `TRUE` if there is one
 */
gboolean
cpx_nomenclature_find_association_rule (CpxNomenclature        *self,
                                        char                    rule,
                                        guint                   grid,
                                        CpxDay                  day,
                                        CpxCcamAssociationCode *out_rule)
{
  return find_by_grid (self, CPX_TABLE_ASSOCIATION_RULE, rule, grid, day, out_rule);
}

/**
 * cpx_nomenclature_find_incompatibility:
 * @self: a nomenclature
 * @act: an act
 * @other: another, in any order
 * @day: a day
 * @out_incompatibility: (out) (optional): the pair
 *
 * Returns: `TRUE` if the pair is in force on @day
 */
gboolean
cpx_nomenclature_find_incompatibility (CpxNomenclature        *self,
                                       guint                   act,
                                       guint                   other,
                                       CpxDay                  day,
                                       CpxCcamIncompatibility *out_incompatibility)
{
  return cpx_nomenclature_find_at (self, CPX_TABLE_INCOMPATIBILITY, KEYS (MIN (act, other), MAX (act, other)), day,
                                   out_incompatibility);
}

/**
 * cpx_nomenclature_was_incompatible:
 * @self: a nomenclature
 * @act: an act
 * @other: another, in any order
 * @out_incompatibility: (out): the last such pair, with the days on which it held
 *
 * Tells of pairs that later versions did not carry on, which are advice at most.
 *
 * Returns: `TRUE` if the pair is listed, in force or not
 */
gboolean
cpx_nomenclature_was_incompatible (CpxNomenclature        *self,
                                   guint                   act,
                                   guint                   other,
                                   CpxCcamIncompatibility *out_incompatibility)
{
  CpxCcamRange range = cpx_nomenclature_find_rows (self, CPX_TABLE_INCOMPATIBILITY,
                                                   KEYS (MIN (act, other), MAX (act, other)), 2);

  if (range.n == 0)
    return FALSE;
  cpx_nomenclature_read_row (self, CPX_TABLE_INCOMPATIBILITY, range.first + range.n - 1, out_incompatibility);

  return TRUE;
}

/**
 * cpx_nomenclature_find_threshold:
 * @self: a nomenclature
 * @day: a day
 * @out_threshold: (out): the row of R_TB07
 *
 * Returns: `TRUE` if there is one
 */
gboolean
cpx_nomenclature_find_threshold (CpxNomenclature  *self,
                                 CpxDay            day,
                                 CpxCcamThreshold *out_threshold)
{
  return cpx_nomenclature_find_at (self, CPX_TABLE_THRESHOLD, NULL, day, out_threshold);
}

/**
 * cpx_nomenclature_find_holiday:
 * @self: a nomenclature
 * @day: a day
 * @fund: the patient's fund; 0: only the days that are holidays of all
 * @out_holiday: (out) (optional): the row of R_TB08
 *
 * Returns: `TRUE` if @day is a holiday there
 */
gboolean
cpx_nomenclature_find_holiday (CpxNomenclature *self,
                               CpxDay           day,
                               guint            fund,
                               CpxCcamHoliday  *out_holiday)
{
  guint32 yearly = day % 10000;

  return cpx_nomenclature_find_at (self, CPX_TABLE_HOLIDAY, KEYS (yearly, fund), day, out_holiday) ||
         cpx_nomenclature_find_at (self, CPX_TABLE_HOLIDAY, KEYS (day, fund), day, out_holiday) ||
         (fund != 0 && cpx_nomenclature_find_holiday (self, day, 0, out_holiday));
}

/**
 * cpx_nomenclature_find_non_contracted:
 * @self: a nomenclature
 * @day: a day
 * @out_row: (out): the row of R_TB12
 *
 * Returns: `TRUE` if there is one
 */
gboolean
cpx_nomenclature_find_non_contracted (CpxNomenclature      *self,
                                      CpxDay                day,
                                      CpxCcamNonContracted *out_row)
{
  return cpx_nomenclature_find_at (self, CPX_TABLE_NON_CONTRACTED, NULL, day, out_row);
}
