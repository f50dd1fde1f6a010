/* cpx-rules-associations.c: RULES 3: what a person chose against what the articles allow.
 *
 * What nobody chose is legal by construction (cpx-association.c); a choice is judged, never changed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-rule-case.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_CODES (CPX_ASSOCIATION_UNPRICED + 1)

/* How many main acts of a group use each code. */
typedef struct
{
  guint n[N_CODES];
  guint n_priced;
} Tally;

static CpxAssociation
used (const CpxRuleCase *self,
      guint              line)
{
  return self->plan->used[line];
}

static gboolean
was_chosen (const CpxRuleCase         *self,
            const CpxAssociationGroup *group)
{
  for (guint i = 0; i < group->n_lines; i++)
    {
      if (self->lines[group->lines[i]].line->association != CPX_ASSOCIATION_AUTO)
        return TRUE;
    }

  return FALSE;
}

static Tally
count_codes (const CpxRuleCase         *self,
             const CpxAssociationGroup *group)
{
  Tally tally = { 0 };

  for (guint i = 0; i < group->n_main; i++)
    {
      tally.n[used (self, group->lines[i])]++;
      tally.n_priced += used (self, group->lines[i]) != CPX_ASSOCIATION_UNPRICED;
    }

  return tally;
}

/* The one code that differs from what the rules say, or all of them together: one click settles it, and none proposes
 * what is there. */
static CpxRemedy
find_remedy (const CpxRuleCase         *self,
             const CpxAssociationGroup *group)
{
  CpxRemedy remedy = { CPX_REMEDY_NONE, group->lines[0], 0 };
  guint n = 0;

  for (guint i = 0; i < group->n_lines; i++)
    {
      guint line = group->lines[i];

      if (used (self, line) == self->plan->best[line])
        continue;
      remedy = (CpxRemedy) { CPX_REMEDY_SET_ASSOCIATION, line, (int) self->plan->best[line] };
      n++;
    }

  return n > 1 ? (CpxRemedy) { CPX_REMEDY_LEAVE_ASSOCIATIONS, group->lines[0], 0 } : remedy;
}

static void
add_code_finding (CpxRuleCase               *self,
                  const CpxAssociationGroup *group,
                  CpxFindingLevel            level,
                  const char                *rule,
                  guint                      line,
                  const char                *sentence)
{
  cpx_rule_case_add_line (self, level, rule, line, "%s", sentence)->remedy = find_remedy (self, group);
}

/* A single act and a foreseen pair have no code; each priced line of another association has one. */
static gboolean
check_presence (CpxRuleCase               *self,
                const CpxAssociationGroup *group)
{
  gboolean wants_none = self->plan->best[group->lines[0]] == CPX_ASSOCIATION_NONE
                        && group->scheme != CPX_SCHEME_ONE_ONLY;
  gboolean good = TRUE;

  for (guint i = 0; i < group->n_lines; i++)
    {
      guint line = group->lines[i];
      g_autofree char *sentence = NULL;

      if (used (self, line) == CPX_ASSOCIATION_UNPRICED
          || (used (self, line) == CPX_ASSOCIATION_NONE) == wants_none
          || (group->scheme == CPX_SCHEME_ONE_ONLY && used (self, line) <= CPX_ASSOCIATION_1))
        continue;
      good = FALSE;
      if (!wants_none)
        sentence = g_strdup_printf (_("%s has no association code, though other acts are charged with it."),
                                    self->lines[line].line->code);
      else if (group->n_charged == 1)
        sentence = g_strdup_printf (_("%s is charged alone: it has no association code."),
                                    self->lines[line].line->code);
      else
        sentence = g_strdup_printf (_("%s is in a foreseen association: it has no association code."),
                                    self->lines[line].line->code);
      /* What to print there is not established, the rate is (RULES 3, EG1). */
      add_code_finding (self, group, group->scheme == CPX_SCHEME_FORESEEN && used (self, line) == CPX_ASSOCIATION_1
                                ? CPX_FINDING_TO_JUSTIFY
                                : CPX_FINDING_BLOCKING,
                        "ccam.3.code", line, sentence);
    }

  return good;
}

/* One act is charged in full, 75 % is given once, 4 stands alone. */
static void
check_numbers (CpxRuleCase               *self,
               const CpxAssociationGroup *group,
               const Tally               *tally)
{
  guint n_full = tally->n[CPX_ASSOCIATION_1] + tally->n[CPX_ASSOCIATION_5];
  guint n_reduced = tally->n[CPX_ASSOCIATION_2] + tally->n[CPX_ASSOCIATION_3];
  guint first = group->lines[0];

  if (tally->n[CPX_ASSOCIATION_4] > 0 && n_full + n_reduced > 0)
    add_code_finding (self, group, CPX_FINDING_BLOCKING, "ccam.3.code", first,
                      _("Association code 4 does not mix with other codes: the acts in full take code 1."));
  else if (n_reduced > 0 && n_full == 0)
    add_code_finding (self, group, CPX_FINDING_BLOCKING, "ccam.3.code", first,
                      _("Acts are charged at 50 or 75 percent and none in full: the dearest takes code 1."));
  else if (n_full > 1 && group->scheme != CPX_SCHEME_FULL_MIXED)
    add_code_finding (self, group, CPX_FINDING_BLOCKING, "ccam.3.code", first,
                      _("Several acts of one operating time are charged in full: one alone has code 1."));
  if (tally->n[CPX_ASSOCIATION_3] > 1)
    add_code_finding (self, group, CPX_FINDING_BLOCKING, "ccam.3.code", first,
                      _("Association code 3, at 75 percent, is given to one act alone."));
  if (tally->n[CPX_ASSOCIATION_5] > 0 && !group->is_later)
    add_code_finding (self, group, CPX_FINDING_BLOCKING, "ccam.3.code", first,
                      _("Association code 5 is for a later, discontinuous moment of the same day."));
}

static gboolean
have_traumas (const CpxRuleCase         *self,
              const CpxAssociationGroup *group)
{
  guint n = 0;

  for (guint i = 0; i < group->n_main; i++)
    n += self->lines[group->lines[i]].line->trauma && used (self, group->lines[i]) != CPX_ASSOCIATION_UNPRICED;

  return n >= 2;
}

/* The act at 75 % is apart from the one charged in full. */
static gboolean
have_limbs (const CpxRuleCase         *self,
            const CpxAssociationGroup *group)
{
  CpxBodyPart full = CPX_BODY_PART_UNKNOWN, third = CPX_BODY_PART_UNKNOWN;

  for (guint i = 0; i < group->n_main; i++)
    {
      CpxAssociation code = used (self, group->lines[i]);

      if (code == CPX_ASSOCIATION_1 || code == CPX_ASSOCIATION_5)
        full = self->lines[group->lines[i]].line->body_part;
      if (code == CPX_ASSOCIATION_3)
        third = self->lines[group->lines[i]].line->body_part;
    }

  return cpx_body_parts_are_apart (full, third);
}

/* Codes that rest on a clinical fact, which no code of an act tells. */
static void
check_claims (CpxRuleCase               *self,
              const CpxAssociationGroup *group,
              const Tally               *tally)
{
  guint first = group->lines[0];

  if (tally->n[CPX_ASSOCIATION_3] > 0)
    {
      if (have_traumas (self, group))
        cpx_rule_case_add_line (self, CPX_FINDING_TO_KNOW, "ccam.3.EB", first,
                                _("75 percent for multiple recent traumatic lesions: the operation report must tell "
                                  "them."));
      else if (have_limbs (self, group) && tally->n_priced <= 2)
        cpx_rule_case_add_line (self, CPX_FINDING_TO_KNOW, "ccam.3.EA", first,
                                _("75 percent for different limbs, or trunk or head and limb: the operation report "
                                  "must tell "
                                  "them."));
      else
        add_code_finding (self, group, CPX_FINDING_TO_JUSTIFY, tally->n_priced > 2 ? "ccam.3.EB" : "ccam.3.EA", first,
                          _("75 percent needs a clinical fact: different limbs, trunk or head and limb, or multiple "
                            "recent "
                            "traumatic lesions."));
    }
  if (group->scheme == CPX_SCHEME_ENT && tally->n[CPX_ASSOCIATION_2] == 2)
    cpx_rule_case_add_line (self, CPX_FINDING_TO_KNOW, "ccam.3.EC", first,
                            _("Three acts for ENT cancer surgery: the operation report must tell excision, neck "
                              "dissection "
                              "and reconstruction."));
  if (tally->n[CPX_ASSOCIATION_4] > 0 && group->scheme != CPX_SCHEME_FULL && group->scheme != CPX_SCHEME_SCANS)
    add_code_finding (self, group, CPX_FINDING_TO_JUSTIFY, "ccam.3.EG", first,
                      _("Association code 4 is for specific acts: pathology, electromyography, radiotherapy, dental "
                        "acts."));
  if (group->is_later)
    cpx_rule_case_add_line (self, CPX_FINDING_TO_JUSTIFY, "ccam.3.EH", first,
                            _("A second moment of the day needs a medical reason, kept in the file."));
}

static guint
get_limit (const CpxAssociationGroup *group,
           const Tally               *tally)
{
  if (group->scheme == CPX_SCHEME_FULL || group->scheme == CPX_SCHEME_FULL_MIXED
      || group->scheme == CPX_SCHEME_SCANS || group->scheme == CPX_SCHEME_RADIOLOGY)
    return G_MAXUINT;
  if (tally->n[CPX_ASSOCIATION_3] > 0 && tally->n[CPX_ASSOCIATION_2] > 0)
    return 3;   /* claimed as traumatic, see check_claims() */

  return group->max_priced > 0 ? group->max_priced : 2;
}

/* 3.4 */
static void
check_count (CpxRuleCase               *self,
             const CpxAssociationGroup *group,
             const Tally               *tally)
{
  guint limit = get_limit (group, tally);

  if (group->n_main >= 2 && tally->n_priced > limit)
    cpx_rule_case_add_line (self, CPX_FINDING_TO_JUSTIFY, "ccam.3.4", group->lines[group->n_main - 1],
                            _("%u acts are charged for one operating time, where %u are "
                              "allowed."), tally->n_priced, limit)
      ->remedy = (CpxRemedy) { CPX_REMEDY_SET_ASSOCIATION, group->lines[group->n_main - 1], CPX_ASSOCIATION_UNPRICED };
  for (guint i = 0; i < group->n_lines; i++)
    {
      guint line = group->lines[i];
      gboolean chosen = self->lines[line].line->association == CPX_ASSOCIATION_UNPRICED;

      if (used (self, line) == CPX_ASSOCIATION_UNPRICED)
        cpx_rule_case_add_line (self, chosen ? CPX_FINDING_TO_KNOW : CPX_FINDING_TO_JUSTIFY, "ccam.3.4", line,
                                _("%s is beyond the number of acts allowed: it is coded, not charged."),
                                self->lines[line].line->code)
          ->remedy = (CpxRemedy) { chosen ? CPX_REMEDY_NONE : CPX_REMEDY_SET_ASSOCIATION, line,
                                   CPX_ASSOCIATION_UNPRICED };
    }
}

/* 3.1: codes in the order of tariffs: in full, then 75 %, then 50 %. */
static void
check_order (CpxRuleCase               *self,
             const CpxAssociationGroup *group)
{
  static const int ranks[N_CODES] = {
    [CPX_ASSOCIATION_2] = 2, [CPX_ASSOCIATION_3] = 1, [CPX_ASSOCIATION_UNPRICED] = 0,
  };

  if (!group->is_sure)
    cpx_rule_case_add_line (self, CPX_FINDING_TO_KNOW, "ccam.3.1", group->lines[0],
                            _("A tariff is unknown: the order of the acts cannot be established."));
  for (guint i = 0; group->is_sure && i < group->n_main; i++)
    {
      for (guint j = i + 1; j < group->n_main; j++)
        {
          guint dear = group->lines[i], cheap = group->lines[j];

          if (used (self, dear) != CPX_ASSOCIATION_UNPRICED && used (self, cheap) != CPX_ASSOCIATION_UNPRICED
              && self->facts[dear].tariff_cents > self->facts[cheap].tariff_cents
              && ranks[used (self, dear)] > ranks[used (self, cheap)])
            {
              cpx_rule_case_add_pair (self, CPX_FINDING_TO_JUSTIFY, "ccam.3.1", dear, cheap,
                                      _("%s has a higher tariff than %s, without modifiers: "
                                        "it "
                                        "goes first."),
                                      self->lines[dear].line->code, self->lines[cheap].line->code)
                ->remedy = find_remedy (self, group);
              return;
            }
        }
    }
}

/* 3.3: what the other reading, complementary acts inside the maximum, would leave: the cheapest main acts go. */
static void
check_readings (CpxRuleCase               *self,
                const CpxAssociationGroup *group)
{
  guint n_lost = 0;
  gint64 lost_cents = 0;
  g_autofree char *amount = NULL;

  if (group->n_additions_read == 0 || group->max_priced == 0)
    return;
  for (guint i = group->n_main; i > 1 && n_lost < group->n_additions_read; i--)
    {
      const CpxPricedLine *price = &self->prices[group->lines[i - 1]];

      if (price->association == CPX_ASSOCIATION_UNPRICED)
        continue;
      lost_cents += price->base_cents;
      n_lost++;
    }
  if (n_lost == 0)
    return;
  amount = cpx_cents_dup_text (lost_cents);
  cpx_rule_case_add_line (self, CPX_FINDING_TO_JUSTIFY, "ccam.3.3", group->lines[group->n_main],
                          _("Two readings: complementary acts add to the acts allowed, as reckoned here, or they count "
                            "among them, which makes %s less."), amount);
}

/* The sites of the first letters: M upper limb, N lower limb. */
static gboolean
is_limb_code (const char *code)
{
  return *code == 'M' || *code == 'N';
}

static void
check_missed (CpxRuleCase               *self,
              const CpxAssociationGroup *group)
{
  gboolean asked = FALSE;
  guint n_limbs = 0;

  for (guint i = 0; i < group->n_main; i++)
    {
      n_limbs += is_limb_code (self->lines[group->lines[i]].line->code);
      asked = asked || self->lines[group->lines[i]].line->body_part == CPX_BODY_PART_UNKNOWN;
    }
  if (group->scheme == CPX_SCHEME_GENERAL && n_limbs > 0 && asked)
    cpx_rule_case_add_line (self, CPX_FINDING_TO_KNOW, "ccam.3.EA", group->lines[0],
                            _("Say where each act was done, and whether the lesions are recent and traumatic: 75 "
                              "percent may apply."));
}

static gint64
sum_best (const CpxRuleCase         *self,
          const CpxAssociationGroup *group)
{
  gint64 sum = 0;

  for (guint i = 0; i < group->n_lines; i++)
    {
      guint line = group->lines[i];
      CpxPricedLine price;
      g_autoptr(GString) once = g_string_new (NULL);

      cpx_price_line (self->nomenclature, self->context, self->lines[line].line, &self->lines[line].base,
                      self->plan->best[line], once, &price);
      sum += price.reduced_cents;
    }

  return sum;
}

static void
check_better (CpxRuleCase               *self,
              const CpxAssociationGroup *group)
{
  gint64 sum = 0, best = sum_best (self, group);
  g_autofree char *amount = NULL;

  for (guint i = 0; i < group->n_lines; i++)
    sum += self->prices[group->lines[i]].reduced_cents;
  if (!group->is_sure || best <= sum)
    return;
  amount = cpx_cents_dup_text (best - sum);
  cpx_rule_case_add_line (self, CPX_FINDING_TO_KNOW, cpx_association_scheme_get_rule (group->scheme), group->lines[0],
                          _("The rules allow %s more than the association codes that you chose."), amount)
    ->remedy = find_remedy (self, group);
}

static void
check_group (CpxRuleCase               *self,
             const CpxAssociationGroup *group)
{
  Tally tally = count_codes (self, group);
  gboolean chosen = was_chosen (self, group);

  if (chosen && check_presence (self, group) && group->n_main >= 2)
    check_numbers (self, group, &tally);
  if (group->n_lines >= 2)
    check_count (self, group, &tally);
  if (group->n_main >= 2)
    {
      check_order (self, group);
      check_missed (self, group);
    }
  if (group->n_main >= 1)
    check_claims (self, group, &tally);
  check_readings (self, group);
  if (chosen)
    check_better (self, group);
}

/**
 * cpx_rules_check_associations:
 * @self: a case that is priced
 *
 * RULES 3.1 to 3.7.
 */
void
cpx_rules_check_associations (CpxRuleCase *self)
{
  for (guint i = 0; i < self->plan->groups->len; i++)
    check_group (self, g_ptr_array_index (self->plan->groups, i));
}
