/* cpx-association.c: groups the lines, ranks them, and picks the legal case that is worth most.
 *
 * The dearest is so by its tariff without modifiers (decision of 18/07/2005).  Between equal tariffs, which no text
 * settles, the one whose percentage modifiers weigh more goes first, then the order of the codes: the order of the
 * lines never changes a total.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-association.h"

#include "cpx-imaging-region.h"

#include <string.h>

#define MAX_TRAUMA 3

typedef struct
{
  CpxCodingDraft           *draft;
  const CpxAssociationFact *facts;
  CpxAssociationRateFunc    rate;
  gpointer                  user_data;
  CpxAssociationPlan       *plan;
} Planner;

static void
group_free (CpxAssociationGroup *group)
{
  g_free (group->lines);
  g_free (group);
}

static gboolean
is_limb (CpxBodyPart part)
{
  return part >= CPX_BODY_PART_RIGHT_ARM;
}

/**
 * cpx_body_parts_are_apart:
 * @a: where an act was done
 * @b: where another was
 *
 * Returns: `TRUE` for different limbs, trunk and limb, head and limb (article III-3 B 2a), but not for head and trunk
 */
gboolean
cpx_body_parts_are_apart (CpxBodyPart a,
                          CpxBodyPart b)
{
  return a != CPX_BODY_PART_UNKNOWN && b != CPX_BODY_PART_UNKNOWN && a != b && (is_limb (a) || is_limb (b));
}

static const CpxCodingLine *
line_at (const Planner *planner,
         guint          line)
{
  return cpx_coding_draft_get_line (planner->draft, line);
}

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return (a > b) - (a < b);
}

/* A person chose to code it without charging it. */
static gboolean
is_left_out (const Planner *planner,
             guint          line)
{
  return line_at (planner, line)->association == CPX_ASSOCIATION_UNPRICED;
}

static int
compare_lines (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const Planner *planner = user_data;
  guint i = *(const guint *) a, j = *(const guint *) b;
  const CpxAssociationFact *f = &planner->facts[i], *g = &planner->facts[j];
  const CpxCodingLine *l = line_at (planner, i), *m = line_at (planner, j);
  int order = is_left_out (planner, i) - is_left_out (planner, j);

  if (order == 0)
    order = f->adds - g->adds;
  if (order == 0)
    order = compare_numbers (g->tariff_cents, f->tariff_cents);
  if (order == 0)
    order = compare_numbers (g->coefficient, f->coefficient);
  if (order == 0)
    order = strcmp (l->code, m->code);
  if (order == 0)
    order = strcmp (m->modifiers, l->modifiers);

  return order != 0 ? order : compare_numbers (i, j);
}

/* What a set of main acts is worth, in thousandths of a cent, with these codes from the dearest. */
static gint64
worth (const Planner        *planner,
       const guint          *lines,
       const CpxAssociation *codes,
       guint                 n)
{
  gint64 sum = 0;

  for (guint i = 0; i < n; i++)
    sum += MAX (planner->facts[lines[i]].tariff_cents, 0)
           * planner->rate (codes[i], lines[i], planner->user_data);

  return sum;
}

static gboolean
is_all (const Planner             *planner,
        const CpxAssociationGroup *group,
        CpxActFamily               family)
{
  for (guint i = 0; i < group->n_main; i++)
    {
      if (planner->facts[group->lines[i]].family != family)
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_full_family (CpxActFamily family)
{
  return family >= CPX_ACT_FAMILY_PATHOLOGY && family <= CPX_ACT_FAMILY_DENTAL;
}

static guint
count_full (const Planner             *planner,
            const CpxAssociationGroup *group)
{
  guint n = 0;

  for (guint i = 0; i < group->n_main; i++)
    n += is_full_family (planner->facts[group->lines[i]].family);

  return n;
}

static void
set_best (Planner        *planner,
          guint           line,
          CpxAssociation  code)
{
  planner->plan->best[line] = code;
}

/* The given main acts get the codes, the others of the group are beyond the maximum. */
static void
assign (Planner              *planner,
        CpxAssociationGroup  *group,
        CpxAssociationScheme  scheme,
        const guint          *chosen,
        const CpxAssociation *codes,
        guint                 n_chosen)
{
  group->scheme = scheme;
  group->max_priced = n_chosen;
  for (guint i = 0; i < group->n_main; i++)
    set_best (planner, group->lines[i], CPX_ASSOCIATION_UNPRICED);
  for (guint i = 0; i < n_chosen; i++)
    set_best (planner, chosen[i], codes[i]);
}

/* The best two for article III-3 B 2a, or FALSE. Lines are in order, so the first of a pair is the dearer. */
static gboolean
find_limb_pair (const Planner             *planner,
                const CpxAssociationGroup *group,
                guint                     *out_pair)
{
  static const CpxAssociation codes[] = { CPX_ASSOCIATION_1, CPX_ASSOCIATION_3 };
  gint64 most = -1;

  for (guint i = 0; i < group->n_main; i++)
    {
      for (guint j = i + 1; j < group->n_main; j++)
        {
          guint pair[] = { group->lines[i], group->lines[j] };
          gint64 value = worth (planner, pair, codes, 2);

          if (value > most && cpx_body_parts_are_apart (line_at (planner, pair[0])->body_part,
                                                        line_at (planner, pair[1])->body_part))
            {
              most = value;
              memcpy (out_pair, pair, sizeof pair);
            }
        }
    }

  return most >= 0;
}

static guint
find_traumas (const Planner             *planner,
              const CpxAssociationGroup *group,
              guint                     *out_lines)
{
  guint n = 0;

  for (guint i = 0; i < group->n_main && n < MAX_TRAUMA; i++)
    {
      if (line_at (planner, group->lines[i])->trauma)
        out_lines[n++] = group->lines[i];
    }

  return n;
}

/* The dearest of each component, in the order of their tariffs; FALSE unless all three are there. */
static gboolean
find_ent_parts (const Planner             *planner,
                const CpxAssociationGroup *group,
                guint                     *out_lines)
{
  guint seen = 0, n = 0;

  for (guint i = 0; i < group->n_main; i++)
    {
      CpxEntPart part = line_at (planner, group->lines[i])->ent_part;

      if (part != CPX_ENT_PART_NONE && (seen & (1u << part)) == 0)
        {
          seen |= 1u << part;
          out_lines[n++] = group->lines[i];
        }
    }

  return n == 3;
}

/* A third act that is paid too counts where its tariff is unknown: two acts are never worth more than the three. */
static gboolean
is_better (const Planner        *planner,
           const guint          *lines,
           const CpxAssociation *codes,
           guint                 n,
           gint64                most)
{
  gint64 value = worth (planner, lines, codes, n);

  return value > most || (value == most && n > 2);
}

static void
plan_surgery (Planner             *planner,
              CpxAssociationGroup *group)
{
  static const CpxAssociation general[] = { CPX_ASSOCIATION_1, CPX_ASSOCIATION_2 };
  static const CpxAssociation limbs[] = { CPX_ASSOCIATION_1, CPX_ASSOCIATION_3 };
  static const CpxAssociation trauma[] = { CPX_ASSOCIATION_1, CPX_ASSOCIATION_3, CPX_ASSOCIATION_2 };
  static const CpxAssociation ent[] = { CPX_ASSOCIATION_1, CPX_ASSOCIATION_2, CPX_ASSOCIATION_2 };
  guint pair[2], traumas[MAX_TRAUMA], parts[3];
  guint n_traumas = find_traumas (planner, group, traumas);
  gint64 most = worth (planner, group->lines, general, 2);

  assign (planner, group, CPX_SCHEME_GENERAL, group->lines, general, 2);
  if (find_limb_pair (planner, group, pair) && worth (planner, pair, limbs, 2) > most)
    {
      most = worth (planner, pair, limbs, 2);
      assign (planner, group, CPX_SCHEME_LIMBS, pair, limbs, 2);
    }
  if (n_traumas >= 2 && is_better (planner, traumas, trauma, n_traumas, most))
    {
      most = worth (planner, traumas, trauma, n_traumas);
      assign (planner, group, CPX_SCHEME_TRAUMA, traumas, trauma, n_traumas);
      group->max_priced = MAX_TRAUMA;
    }
  if (find_ent_parts (planner, group, parts) && is_better (planner, parts, ent, 3, most))
    assign (planner, group, CPX_SCHEME_ENT, parts, ent, 3);
}

static void
plan_in_full (Planner             *planner,
              CpxAssociationGroup *group,
              guint                n_full)
{
  gboolean mixed = group->n_main - n_full >= 2;
  guint n_others = 0;

  group->scheme = mixed ? CPX_SCHEME_FULL_MIXED : CPX_SCHEME_FULL;
  for (guint i = 0; i < group->n_main; i++)
    {
      guint line = group->lines[i];
      CpxAssociation code = mixed ? CPX_ASSOCIATION_1 : CPX_ASSOCIATION_4;

      if (mixed && !is_full_family (planner->facts[line].family))
        {
          n_others++;
          code = n_others == 1 ? CPX_ASSOCIATION_1 : n_others == 2 ? CPX_ASSOCIATION_2 : CPX_ASSOCIATION_UNPRICED;
        }
      set_best (planner, line, code);
    }
}

static void
plan_scans (Planner             *planner,
            CpxAssociationGroup *group)
{
  plan_in_full (planner, group, group->n_main);
  group->scheme = CPX_SCHEME_SCANS;
}

static void
plan_radiology (Planner             *planner,
                CpxAssociationGroup *group)
{
  group->scheme = CPX_SCHEME_RADIOLOGY;
  for (guint i = 0; i < group->n_main; i++)
    set_best (planner, group->lines[i], i == 0 ? CPX_ASSOCIATION_1 : CPX_ASSOCIATION_2);
}

static gboolean
find_ultrasound_pair (const Planner             *planner,
                      const CpxAssociationGroup *group,
                      guint                     *out_pair)
{
  for (guint i = 0; i < group->n_main; i++)
    {
      for (guint j = i + 1; j < group->n_main; j++)
        {
          const char *a = line_at (planner, group->lines[i])->code, *b = line_at (planner, group->lines[j])->code;

          out_pair[0] = group->lines[i];
          out_pair[1] = group->lines[j];
          if (cpx_ultrasounds_are_paired (a, b))
            return TRUE;
        }
    }

  return FALSE;
}

static void
plan_one_only (Planner             *planner,
               CpxAssociationGroup *group,
               gboolean             ultrasound)
{
  static const CpxAssociation general[] = { CPX_ASSOCIATION_1, CPX_ASSOCIATION_2 };
  static const CpxAssociation none[] = { CPX_ASSOCIATION_NONE };
  guint pair[2];

  if (ultrasound && find_ultrasound_pair (planner, group, pair))
    assign (planner, group, CPX_SCHEME_GENERAL, pair, general, 2);
  else
    assign (planner, group, CPX_SCHEME_ONE_ONLY, group->lines, none, 1);
}

static gboolean
is_nuclear_pair (const Planner             *planner,
                 const CpxAssociationGroup *group)
{
  return group->n_main == 2 && (planner->facts[group->lines[0]].family == CPX_ACT_FAMILY_NUCLEAR
                                || planner->facts[group->lines[1]].family == CPX_ACT_FAMILY_NUCLEAR);
}

/* Scans, each of another of the regions that are charged together. */
static gboolean
are_joint_scans (const Planner             *planner,
                 const CpxAssociationGroup *group)
{
  guint seen = 0;

  for (guint i = 0; i < group->n_main; i++)
    {
      guint region = 1u << cpx_scan_region_of (line_at (planner, group->lines[i])->code);

      if (region == 1u << CPX_SCAN_REGION_NONE || (seen & region) != 0)
        return FALSE;
      seen |= region;
    }

  return is_all (planner, group, CPX_ACT_FAMILY_CT);
}

static void
plan_several (Planner             *planner,
              CpxAssociationGroup *group)
{
  guint n_full = count_full (planner, group);

  if (n_full > 0)
    plan_in_full (planner, group, n_full);
  else if (is_nuclear_pair (planner, group))
    plan_in_full (planner, group, group->n_main);
  else if (are_joint_scans (planner, group))
    plan_scans (planner, group);
  else if (is_all (planner, group, CPX_ACT_FAMILY_RADIOGRAPHY))
    plan_radiology (planner, group);
  else if (is_all (planner, group, CPX_ACT_FAMILY_ULTRASOUND))
    plan_one_only (planner, group, TRUE);
  else if (is_all (planner, group, CPX_ACT_FAMILY_MRI))
    plan_one_only (planner, group, FALSE);
  else
    plan_surgery (planner, group);
}

/* What adds to the main acts is never reduced. */
static void
plan_additions (Planner             *planner,
                CpxAssociationGroup *group)
{
  CpxAssociation code = CPX_ASSOCIATION_1;

  if (group->n_charged - group->n_main == 1 && group->n_main <= 1)
    code = CPX_ASSOCIATION_NONE;
  else if (group->scheme == CPX_SCHEME_FULL || group->scheme == CPX_SCHEME_SCANS)
    code = CPX_ASSOCIATION_4;
  for (guint i = group->n_charged; i < group->n_lines; i++)
    set_best (planner, group->lines[i], CPX_ASSOCIATION_UNPRICED);
  for (guint i = group->n_main; i < group->n_charged; i++)
    {
      set_best (planner, group->lines[i], code);
      if (group->n_main >= 2 && !planner->facts[group->lines[i]].is_supplement)
        group->n_additions_read++;
    }
}

static gboolean
shares_the_day (const Planner             *planner,
                const CpxAssociationGroup *group,
                int                        sign)
{
  for (guint i = 0; i < planner->plan->groups->len; i++)
    {
      const CpxAssociationGroup *other = g_ptr_array_index (planner->plan->groups, i);

      if (other->performer == group->performer && other->activity == group->activity
          && (other->moment - group->moment) * sign > 0)
        return TRUE;
    }

  return FALSE;
}

/* A second moment of the day begins with code 5, and then the first has codes too. */
static void
mark_moments (Planner             *planner,
              CpxAssociationGroup *group)
{
  group->is_later = shares_the_day (planner, group, -1);
  if (!group->is_later && !shares_the_day (planner, group, 1))
    return;

  for (guint i = 0; i < group->n_lines; i++)
    {
      CpxAssociation *best = &planner->plan->best[group->lines[i]];

      if (*best == CPX_ASSOCIATION_NONE)
        *best = CPX_ASSOCIATION_1;
      if (*best == CPX_ASSOCIATION_1 && group->is_later && i < group->n_main)
        *best = CPX_ASSOCIATION_5;
    }
}

static void
plan_group (Planner             *planner,
            CpxAssociationGroup *group)
{
  guint n_additions;

  g_qsort_with_data (group->lines, (int) group->n_lines, sizeof (guint), compare_lines, planner);
  for (guint i = 0; i < group->n_lines; i++)
    {
      guint line = group->lines[i];

      if (is_left_out (planner, line))
        continue;
      group->n_charged++;
      group->n_main += !planner->facts[line].adds;
      group->is_sure = group->is_sure && planner->facts[line].tariff_cents >= 0;
    }
  n_additions = group->n_charged - group->n_main;

  if (group->n_main >= 2)
    plan_several (planner, group);
  else
    {
      group->scheme = n_additions + group->n_main <= 1 ? CPX_SCHEME_SINGLE
                      : n_additions == 1               ? CPX_SCHEME_FORESEEN
                                                       : CPX_SCHEME_ADDITIONS;
      if (group->n_main == 1)
        set_best (planner, group->lines[0], n_additions > 1 ? CPX_ASSOCIATION_1 : CPX_ASSOCIATION_NONE);
    }
  plan_additions (planner, group);
}

static CpxAssociationGroup *
find_or_add_group (Planner *planner,
                   guint    position)
{
  const CpxCodingLine *line = line_at (planner, position);
  CpxAssociationGroup *group;

  for (guint i = 0; i < planner->plan->groups->len; i++)
    {
      group = g_ptr_array_index (planner->plan->groups, i);
      if (group->performer == line->performer && group->activity == line->activity && group->moment == line->moment)
        return group;
    }

  group = g_new0 (CpxAssociationGroup, 1);
  group->performer = line->performer;
  group->activity = line->activity;
  group->moment = line->moment;
  group->is_sure = TRUE;
  group->lines = g_new (guint, planner->plan->n_lines);
  g_ptr_array_add (planner->plan->groups, group);

  return group;
}

/**
 * cpx_association_plan_new:
 * @draft: a draft
 * @facts: (array): what each of its lines is
 * @rate: (scope call): gives the rate of a code for a line
 * @user_data: for @rate
 *
 * Finds the best legal association of each group of lines. What a person chose is never changed: it stands in `used`.
 *
 * Returns: (transfer full): the plan
 */
CpxAssociationPlan *
cpx_association_plan_new (CpxCodingDraft           *draft,
                          const CpxAssociationFact *facts,
                          CpxAssociationRateFunc    rate,
                          gpointer                  user_data)
{
  CpxAssociationPlan *self = g_new0 (CpxAssociationPlan, 1);
  Planner planner = { draft, facts, rate, user_data, self };

  self->n_lines = cpx_coding_draft_get_n_lines (draft);
  self->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) group_free);
  self->best = g_new0 (CpxAssociation, self->n_lines + 1);
  self->used = g_new0 (CpxAssociation, self->n_lines + 1);
  for (guint i = 0; i < self->n_lines; i++)
    {
      CpxAssociationGroup *group = find_or_add_group (&planner, i);

      group->lines[group->n_lines++] = i;
    }
  for (guint i = 0; i < self->groups->len; i++)
    plan_group (&planner, g_ptr_array_index (self->groups, i));
  for (guint i = 0; i < self->groups->len; i++)
    mark_moments (&planner, g_ptr_array_index (self->groups, i));
  for (guint i = 0; i < self->n_lines; i++)
    {
      CpxAssociation chosen = line_at (&planner, i)->association;

      self->used[i] = chosen != CPX_ASSOCIATION_AUTO ? chosen : self->best[i];
    }

  return self;
}

void
cpx_association_plan_free (CpxAssociationPlan *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->groups);
  g_free (self->best);
  g_free (self->used);
  g_free (self);
}

/**
 * cpx_association_plan_find_group:
 * @self: a plan
 * @line: a line of the draft it is of
 *
 * Returns: (transfer none) (nullable): the acts that line is associated with; `NULL` if it stands alone
 */
const CpxAssociationGroup *
cpx_association_plan_find_group (const CpxAssociationPlan *self,
                                 guint                     line)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      const CpxAssociationGroup *group = g_ptr_array_index (self->groups, i);

      for (guint j = 0; j < group->n_lines; j++)
        {
          if (group->lines[j] == line)
            return group;
        }
    }

  return NULL;
}
