/* cpx-changes-state.c: what a version of the CCAM changes for the acts done most, an act a line.
 *
 * A price that changes alike in several grids is told once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-changes-state.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
act_free (gpointer data)
{
  CpxChangedAct *act = data;

  g_free (act->title);
  g_free (act->changes);
  g_free (act);
}

/* "191.86" as it is read here; an empty one is no price. */
static char *
format_amount (const char *amount)
{
  g_auto(GStrv) parts = g_strsplit (amount, ".", 2);

  if (*amount == '\0')
    return g_strdup (_("no price"));

  return g_strdup_printf (_("%s.%s €"), parts[0], parts[1] != NULL ? parts[1] : "00");
}

static gboolean
is_same_price (const CpxCcamChange *a,
               const CpxCcamChange *b)
{
  return a->type == CPX_CCAM_CHANGE_PRICE && b->type == CPX_CCAM_CHANGE_PRICE && strcmp (a->code, b->code) == 0 &&
         a->activity == b->activity && a->phase == b->phase && strcmp (a->before, b->before) == 0 &&
         strcmp (a->after, b->after) == 0;
}

/* The grids in which the price of @i changes so; NULL if an earlier change told them. */
static char *
list_grids (GPtrArray *changes,
            guint      i)
{
  const CpxCcamChange *change = g_ptr_array_index (changes, i);
  g_autoptr(GString) grids = g_string_new (NULL);

  for (guint j = 0; j < changes->len; j++)
    {
      const CpxCcamChange *other = g_ptr_array_index (changes, j);

      if (!is_same_price (change, other))
        continue;
      if (j < i)
        return NULL;
      g_string_append_printf (grids, "%s%u", grids->len > 0 ? ", " : "", other->grid);
    }

  return g_strdup (grids->str);
}

/* The first phase is the only one of most acts: it is not named. */
static char *
format_place (const CpxCcamChange *change)
{
  return change->phase == 0 ? g_strdup_printf (_("activity %c"), change->activity)
                            : g_strdup_printf (_("activity %c, phase %u"), change->activity, change->phase);
}

static char *
format_price (GPtrArray *changes,
              guint      i)
{
  const CpxCcamChange *change = g_ptr_array_index (changes, i);
  g_autofree char *grids = list_grids (changes, i);
  g_autofree char *place = format_place (change);
  g_autofree char *before = format_amount (change->before);
  g_autofree char *after = format_amount (change->after);

  if (grids == NULL)
    return NULL;

  return g_strdup_printf (strchr (grids, ',') != NULL ? _("Price, %s: %s → %s (grids %s)")
                                                      : _("Price, %s: %s → %s (grid %s)"),
                          place, before, after, grids);
}

static const char *
get_refund (const char *code)
{
  switch (*code)
    {
    case '1':
      return _("refunded");
    case '2':
      return _("not refunded");
    case '3':
      return _("refunded under conditions");
    default:
      return _("not told");
    }
}

static char *
format_closing (const CpxCcamChange *change)
{
  CpxDay day = CPX_DAY_NONE;
  g_autofree char *text = NULL;

  if (*change->after == '\0')
    return g_strdup (_("Open again"));
  text = cpx_day_parse_iso (change->after, &day) ? cpx_day_format_french (day) : g_strdup (change->after);

  return g_strdup_printf (_("Closed from %s on"), text);
}

static char *
format_activity (const CpxCcamChange *change)
{
  g_autofree char *place = format_place (change);

  return g_strdup_printf (*change->after != '\0' ? _("New: %s") : _("No longer there: %s"), place);
}

static const char *
or_none (const char *text)
{
  return *text != '\0' ? text : _("none");
}

/* NULL if it was told with another. */
static char *
format_change (GPtrArray *changes,
               guint      i)
{
  const CpxCcamChange *change = g_ptr_array_index (changes, i);

  switch (change->type)
    {
    case CPX_CCAM_CHANGE_ADDED:
      return g_strdup (_("New act"));
    case CPX_CCAM_CHANGE_REMOVED:
      return g_strdup (_("No longer in the nomenclature"));
    case CPX_CCAM_CHANGE_LABEL:
      return g_strdup_printf (_("Label: %s"), change->after);
    case CPX_CCAM_CHANGE_CLOSING:
      return format_closing (change);
    case CPX_CCAM_CHANGE_REFUND:
      return g_strdup_printf (_("Refund: %s → %s"), get_refund (change->before), get_refund (change->after));
    case CPX_CCAM_CHANGE_AGREEMENT:
      return g_strdup_printf (_("Prior agreement: %s → %s"), or_none (change->before), or_none (change->after));
    case CPX_CCAM_CHANGE_ACTIVITY:
      return format_activity (change);
    case CPX_CCAM_CHANGE_PRICE:
      return format_price (changes, i);
    case CPX_CCAM_CHANGE_MODIFIERS:
      return g_strdup_printf (_("Modifiers, activity %c: %s → %s"), change->activity, or_none (change->before),
                              or_none (change->after));
    default:
      return NULL;
    }
}

static char *
make_title (const CpxNomenclatureChanges *found,
            const char                   *code)
{
  guint act = cpx_nomenclature_find_act (found->after, code);
  CpxNomenclature *nomenclature = act != CPX_CCAM_NONE ? found->after : found->before;

  if (act == CPX_CCAM_NONE)
    act = cpx_nomenclature_find_act (nomenclature, code);

  return act != CPX_CCAM_NONE ? g_strdup_printf ("%s · %s", code, cpx_nomenclature_get_long_label (nomenclature, act))
                              : g_strdup (code);
}

/* The changes of one act follow one another. */
static guint
add_act (GPtrArray                    *acts,
         const CpxNomenclatureChanges *found,
         guint                         first)
{
  const CpxCcamChange *change = g_ptr_array_index (found->changes, first);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) lines = NULL;
  CpxChangedAct *act = g_new0 (CpxChangedAct, 1);
  guint i;

  for (i = first; i < found->changes->len; i++)
    {
      g_autofree char *line = NULL;

      if (strcmp (((const CpxCcamChange *) g_ptr_array_index (found->changes, i))->code, change->code) != 0)
        break;
      line = format_change (found->changes, i);
      if (line != NULL)
        g_strv_builder_add (builder, line);
    }
  lines = g_strv_builder_end (builder);
  act->title = make_title (found, change->code);
  act->changes = g_strjoinv ("\n", lines);
  g_ptr_array_add (acts, act);

  return i;
}

static char *
make_heading (const CpxNomenclatureChanges *found)
{
  if (found->source == CPX_USED_ACTS_VOLUMES)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "What changes for the %u most usual act in France",
                                         "What changes for the %u most usual acts in France", found->n_acts),
                            found->n_acts);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "What changes for your %u most frequent act",
                                       "What changes for your %u most frequent acts", found->n_acts), found->n_acts);
}

static char *
make_verdict (const CpxNomenclatureChanges *found,
              guint                         n_changed)
{
  const char *version = cpx_nomenclature_get_version (found->before);
  g_autofree char *against = cpx_nomenclature_is_starter (found->before)
                             ? g_strdup (_("against the starter nomenclature"))
                             : g_strdup_printf (_("against version %s"), version);

  if (n_changed == 0)
    return g_strdup_printf (_("Nothing, %s."), against);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u act changes, %s.", "%u acts change, %s.", n_changed),
                          n_changed, against);
}

/**
 * cpx_changes_state_compute:
 * @found: (nullable): what was compared; `NULL`: not known yet
 *
 * Returns: the state, to clear with cpx_changes_state_clear()
 */
CpxChangesState
cpx_changes_state_compute (const CpxNomenclatureChanges *found)
{
  CpxChangesState self = { .acts = g_ptr_array_new_with_free_func (act_free) };

  if (found == NULL)
    {
      self.title = g_strdup (_("Comparing…"));
      self.subtitle = g_strdup ("");
      return self;
    }
  if (found->source == CPX_USED_ACTS_NOBODY)
    {
      self.title = g_strdup (_("What changes for your most frequent acts"));
      self.subtitle = g_strdup (_("No act is recorded here yet, and no volumes were imported: nothing to compare."));
      return self;
    }
  for (guint i = 0; i < found->changes->len;)
    i = add_act (self.acts, found, i);
  self.title = make_heading (found);
  self.subtitle = make_verdict (found, self.acts->len);

  return self;
}

void
cpx_changes_state_clear (CpxChangesState *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);
  g_clear_pointer (&self->acts, g_ptr_array_unref);
}
