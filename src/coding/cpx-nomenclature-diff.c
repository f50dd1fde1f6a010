/* cpx-nomenclature-diff.c: act by act; what one of the two does not hold is no change.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-nomenclature-diff.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One of the two, and the act in it. */
typedef struct
{
  CpxNomenclature *nomenclature;
  CpxDay           day;
  guint            act;
} Side;

typedef struct
{
  Side        before;
  Side        after;
  const char *code;
  GPtrArray  *changes;
} Diff;

static const char *const tokens[] = {
  [CPX_CCAM_CHANGE_ADDED] = "added",
  [CPX_CCAM_CHANGE_REMOVED] = "removed",
  [CPX_CCAM_CHANGE_LABEL] = "label",
  [CPX_CCAM_CHANGE_CLOSING] = "closing",
  [CPX_CCAM_CHANGE_REFUND] = "refund",
  [CPX_CCAM_CHANGE_AGREEMENT] = "prior_agreement",
  [CPX_CCAM_CHANGE_ACTIVITY] = "activity",
  [CPX_CCAM_CHANGE_PRICE] = "price",
  [CPX_CCAM_CHANGE_MODIFIERS] = "modifiers",
};

/**
 * cpx_ccam_change_free:
 * @self: (transfer full): a change
 */
void
cpx_ccam_change_free (CpxCcamChange *self)
{
  g_free (self->code);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

/**
 * cpx_ccam_change_get_token:
 * @self: a change
 *
 * Returns: (transfer none): its type, for programs
 */
const char *
cpx_ccam_change_get_token (const CpxCcamChange *self)
{
  return tokens[self->type];
}

static CpxCcamChange *
add (Diff              *self,
     CpxCcamChangeType  type,
     const char        *before,
     const char        *after)
{
  CpxCcamChange *change = g_new0 (CpxCcamChange, 1);

  change->type = type;
  change->code = g_strdup (self->code);
  change->before = g_strdup (before);
  change->after = g_strdup (after);
  g_ptr_array_add (self->changes, change);

  return change;
}

static void
compare_acts (Diff *self)
{
  CpxCcamAct before = cpx_nomenclature_get_act (self->before.nomenclature, self->before.act);
  CpxCcamAct after = cpx_nomenclature_get_act (self->after.nomenclature, self->after.act);
  g_autofree char *old_closing = cpx_day_format_iso (before.closing);
  g_autofree char *new_closing = cpx_day_format_iso (after.closing);

  if (strcmp (before.long_label, after.long_label) != 0)
    add (self, CPX_CCAM_CHANGE_LABEL, before.long_label, after.long_label);
  if (before.closing != after.closing && !cpx_nomenclature_is_starter (self->before.nomenclature))
    add (self, CPX_CCAM_CHANGE_CLOSING, old_closing, new_closing);
}

static void
compare_versions (Diff *self)
{
  CpxCcamVersion before, after;
  char old[2] = { 0 };
  char new[2] = { 0 };

  if (!cpx_nomenclature_find_act_version (self->before.nomenclature, self->before.act, self->before.day, &before) ||
      !cpx_nomenclature_find_act_version (self->after.nomenclature, self->after.act, self->after.day, &after))
    return;
  if (before.refund != after.refund && before.refund != CPX_CCAM_REFUND_UNKNOWN &&
      after.refund != CPX_CCAM_REFUND_UNKNOWN)
    {
      old[0] = (char) ('0' + before.refund);
      new[0] = (char) ('0' + after.refund);
      add (self, CPX_CCAM_CHANGE_REFUND, old, new);
    }
  if (before.prior_agreement != after.prior_agreement && before.prior_agreement != 0 && after.prior_agreement != 0)
    {
      old[0] = before.prior_agreement;
      new[0] = after.prior_agreement;
      add (self, CPX_CCAM_CHANGE_AGREEMENT, old, new);
    }
}

static guint
find_phase (const Side *side,
            char        activity,
            guint       phase)
{
  guint found = cpx_nomenclature_find_activity (side->nomenclature, side->act, activity);

  return found != CPX_CCAM_NONE ? cpx_nomenclature_find_phase (side->nomenclature, found, phase) : CPX_CCAM_NONE;
}

static CpxCcamAnswer
has_phase (const Side *side,
           guint       phase)
{
  return phase != CPX_CCAM_NONE ? cpx_nomenclature_has_phase (side->nomenclature, phase, side->day) : CPX_CCAM_NO;
}

static char *
format_price (CpxCcamPriceState   state,
              const CpxCcamPrice *price)
{
  return state == CPX_CCAM_PRICE_KNOWN ? g_strdup_printf ("%d.%02d", price->cents / 100, price->cents % 100)
                                       : g_strdup ("");
}

static void
compare_price (Diff  *self,
               char   activity,
               guint  phase,
               guint  grid,
               guint  old_phase,
               guint  new_phase)
{
  CpxCcamPrice old_price, new_price;
  const Side *old = &self->before;
  const Side *new = &self->after;
  CpxCcamPriceState old_state = cpx_nomenclature_find_price (old->nomenclature, old_phase, grid, old->day, &old_price);
  CpxCcamPriceState new_state = cpx_nomenclature_find_price (new->nomenclature, new_phase, grid, new->day, &new_price);
  g_autofree char *before = format_price (old_state, &old_price);
  g_autofree char *after = format_price (new_state, &new_price);
  CpxCcamChange *change;

  if (old_state == CPX_CCAM_PRICE_UNKNOWN || new_state == CPX_CCAM_PRICE_UNKNOWN || strcmp (before, after) == 0)
    return;
  change = add (self, CPX_CCAM_CHANGE_PRICE, before, after);
  change->activity = activity;
  change->phase = phase;
  change->grid = grid;
}

static void
compare_prices (Diff  *self,
                char   activity,
                guint  phase,
                guint  old_phase,
                guint  new_phase)
{
  CpxCcamRange grids = cpx_nomenclature_list_grids (self->after.nomenclature);

  for (guint i = grids.first; i < grids.first + grids.n; i++)
    {
      guint grid = cpx_nomenclature_get_grid (self->after.nomenclature, i).grid;

      compare_price (self, activity, phase, grid, old_phase, new_phase);
    }
}

static void
compare_phase (Diff  *self,
               char   activity,
               guint  phase)
{
  guint old_phase = find_phase (&self->before, activity, phase);
  guint new_phase = find_phase (&self->after, activity, phase);
  CpxCcamAnswer before = has_phase (&self->before, old_phase);
  CpxCcamAnswer after = has_phase (&self->after, new_phase);
  CpxCcamChange *change;

  if (before == CPX_CCAM_YES && after == CPX_CCAM_YES)
    compare_prices (self, activity, phase, old_phase, new_phase);
  if (before == CPX_CCAM_UNKNOWN || after == CPX_CCAM_UNKNOWN || before == after)
    return;
  change = add (self, CPX_CCAM_CHANGE_ACTIVITY, before == CPX_CCAM_YES ? "1" : "", after == CPX_CCAM_YES ? "1" : "");
  change->activity = activity;
  change->phase = phase;
}

/* The letters allowed on the day, or NULL if the nomenclature does not hold them. */
static char *
list_modifiers (const Side *side,
                char        activity)
{
  guint index = cpx_nomenclature_find_activity (side->nomenclature, side->act, activity);
  CpxCcamRange range = { 0, 0 };
  GString *letters;

  if (index == CPX_CCAM_NONE || cpx_nomenclature_allows_modifier (side->nomenclature, index, '?', side->day) ==
      CPX_CCAM_UNKNOWN)
    return NULL;
  range = cpx_nomenclature_list_allowed_modifiers (side->nomenclature, index);
  letters = g_string_new (NULL);
  for (guint i = range.first; i < range.first + range.n; i++)
    {
      CpxCcamAllowedModifier allowed = cpx_nomenclature_get_allowed_modifier (side->nomenclature, i);

      if (cpx_day_span_contains (allowed.span, side->day))
        g_string_append_c (letters, allowed.letter);
    }

  return g_string_free (letters, FALSE);
}

static void
compare_modifiers (Diff *self,
                   char  activity)
{
  g_autofree char *before = list_modifiers (&self->before, activity);
  g_autofree char *after = list_modifiers (&self->after, activity);

  if (before != NULL && after != NULL && strcmp (before, after) != 0)
    add (self, CPX_CCAM_CHANGE_MODIFIERS, before, after)->activity = activity;
}

static void
compare_code (Diff *self)
{
  if (self->before.act == CPX_CCAM_NONE || self->after.act == CPX_CCAM_NONE)
    {
      /* A starter that lacks an act says nothing of it. */
      if (self->before.act != CPX_CCAM_NONE)
        add (self, CPX_CCAM_CHANGE_REMOVED, "1", "");
      else if (self->after.act != CPX_CCAM_NONE && !cpx_nomenclature_is_starter (self->before.nomenclature))
        add (self, CPX_CCAM_CHANGE_ADDED, "", "1");
      return;
    }
  compare_acts (self);
  compare_versions (self);
  for (char activity = '1'; activity <= '5'; activity++)
    {
      for (guint phase = 0; phase <= 3; phase++)
        compare_phase (self, activity, phase);
      compare_modifiers (self, activity);
    }
}

/**
 * cpx_nomenclature_diff:
 * @before: a nomenclature
 * @before_day: the day on which it is asked
 * @after: another
 * @after_day: the day on which that one is asked
 * @codes: (array zero-terminated=1): the acts to compare
 *
 * Compares labels, closing, refund, activities, prices by grid and modifiers of some acts. What one of the two does
 * not hold is not a change.
 *
 * Returns: (transfer full) (element-type CpxCcamChange): the changes, in the order of @codes
 */
GPtrArray *
cpx_nomenclature_diff (CpxNomenclature    *before,
                       CpxDay              before_day,
                       CpxNomenclature    *after,
                       CpxDay              after_day,
                       const char * const *codes)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_ccam_change_free);

  for (guint i = 0; codes[i] != NULL; i++)
    {
      Diff self = { { before, before_day, cpx_nomenclature_find_act (before, codes[i]) },
                    { after, after_day, cpx_nomenclature_find_act (after, codes[i]) },
                    codes[i], changes };

      compare_code (&self);
    }

  return changes;
}

static char *
format_presence (const CpxCcamChange *self)
{
  if (self->type == CPX_CCAM_CHANGE_ADDED)
    return g_strdup_printf (_("%s: new act"), self->code);
  if (self->type == CPX_CCAM_CHANGE_REMOVED)
    return g_strdup_printf (_("%s: no longer in the nomenclature"), self->code);

  return g_strdup_printf (self->after[0] != '\0' ? _("%s: activity %c, phase %u: new")
                                                 : _("%s: activity %c, phase %u: no longer there"),
                          self->code, self->activity, self->phase);
}

static char *
format_price_change (const CpxCcamChange *self)
{
  if (self->after[0] == '\0')
    return g_strdup_printf (_("%s: activity %c, phase %u, grid %u: no price any more (was %s €)"), self->code,
                            self->activity, self->phase, self->grid, self->before);
  if (self->before[0] == '\0')
    return g_strdup_printf (_("%s: activity %c, phase %u, grid %u: %s € (had no price)"), self->code, self->activity,
                            self->phase, self->grid, self->after);

  return g_strdup_printf (_("%s: activity %c, phase %u, grid %u: %s € → %s €"), self->code, self->activity, self->phase,
                          self->grid, self->before, self->after);
}

/**
 * cpx_ccam_change_dup_sentence:
 * @self: a change
 *
 * Returns: (transfer full): what changes, for people
 */
char *
cpx_ccam_change_dup_sentence (const CpxCcamChange *self)
{
  switch (self->type)
    {
    case CPX_CCAM_CHANGE_PRICE:
      return format_price_change (self);
    case CPX_CCAM_CHANGE_LABEL:
      return g_strdup_printf (_("%s: label “%s” → “%s”"), self->code, self->before, self->after);
    case CPX_CCAM_CHANGE_CLOSING:
      return g_strdup_printf (self->after[0] != '\0' ? _("%s: closed from %s on") : _("%s: open again"), self->code,
                              self->after);
    case CPX_CCAM_CHANGE_REFUND:
      return g_strdup_printf (_("%s: refund %s → %s (1 yes, 2 no, 3 conditional)"), self->code, self->before,
                              self->after);
    case CPX_CCAM_CHANGE_AGREEMENT:
      return g_strdup_printf (_("%s: prior agreement %s → %s"), self->code, self->before, self->after);
    case CPX_CCAM_CHANGE_MODIFIERS:
      return g_strdup_printf (_("%s: activity %c: modifiers %s → %s"), self->code, self->activity, self->before,
                              self->after);
    case CPX_CCAM_CHANGE_ADDED:
    case CPX_CCAM_CHANGE_REMOVED:
    case CPX_CCAM_CHANGE_ACTIVITY:
    default:
      return format_presence (self);
    }
}
