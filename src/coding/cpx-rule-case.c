/* cpx-rule-case.c: see cpx-rule-case.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-rule-case.h"

#include "cpx-imaging-region.h"

#include <string.h>

#define CHAPTER_INTERVENTIONAL "19.01.09.02"  /* foreseen with any act (decision of 18/07/2005) */
#define CHAPTER_SUPPLEMENTS    "19.02"
#define CHAPTER_EMG            "01.01.01."

static void
find_grid (const CpxRuleCase *self,
           CpxRuleLine       *line)
{
  line->base.grid = CPX_CCAM_NONE;
  if (line->performer->grid > 0)
    line->base.grid = (guint) line->performer->grid;
  else
    line->grid_rule = cpx_grid_rule_find (line->performer->specialty, line->performer->convention, self->day);
  if (line->grid_rule != NULL)
    line->base.grid = (guint) line->grid_rule->grid;
}

static void
find_phase (const CpxRuleCase *self,
            CpxRuleLine       *line)
{
  CpxNomenclature *nomenclature = self->nomenclature;
  guint phase;

  line->base.phase = CPX_CCAM_NONE;
  if (line->activity == CPX_CCAM_NONE)
    return;
  phase = cpx_nomenclature_find_phase (nomenclature, line->activity, (guint) line->line->phase);
  if (phase == CPX_CCAM_NONE || cpx_nomenclature_has_phase (nomenclature, phase, self->day) == CPX_CCAM_NO)
    return;

  line->base.phase = phase;
  line->base.has_state = cpx_nomenclature_find_phase_state (nomenclature, phase, self->day, &line->base.state);
  if (line->base.grid != CPX_CCAM_NONE)
    line->base.tariff_state = cpx_nomenclature_find_price (nomenclature, phase, line->base.grid, self->day,
                                                           &line->base.tariff);
}

static void
find_act (const CpxRuleCase *self,
          CpxRuleLine       *line)
{
  CpxNomenclature *nomenclature = self->nomenclature;

  line->chapter = "";
  line->activity = CPX_CCAM_NONE;
  line->act = cpx_nomenclature_find_act (nomenclature, line->line->code);
  if (line->act == CPX_CCAM_NONE)
    return;

  line->row = cpx_nomenclature_get_act (nomenclature, line->act);
  line->has_version = cpx_nomenclature_find_act_version (nomenclature, line->act, self->day, &line->version);
  if (line->has_version)
    {
      line->base.refund = line->version.refund;
      line->base.version = line->version.span.first;
    }
  if (line->row.menu != CPX_CCAM_NONE)
    line->chapter = cpx_nomenclature_get_menu (nomenclature, line->row.menu).number;
  line->activity = cpx_nomenclature_find_activity (nomenclature, line->act, (char) ('0' + line->line->activity));
  if (line->activity != CPX_CCAM_NONE)
    line->has_activity = cpx_nomenclature_find_activity_state (nomenclature, line->activity, self->day,
                                                               &line->activity_state);
}

static gboolean
is_dental (const char *grouping)
{
  static const char * const others[] = { "ACO", "ADA", "ADC", "ADE", "ADI", "ATM", "CAM", "", NULL };

  return !g_strv_contains (others, grouping);
}

static gboolean
is_scan (const CpxRuleCase *self,
         const CpxRuleLine *line)
{
  return line->act != CPX_CCAM_NONE &&
         cpx_label_is_scan (cpx_nomenclature_get_long_label (self->nomenclature, line->act));
}

/* The third and fourth letters of a code tell the action and the means, but for a scan. */
static CpxActFamily
find_family (const CpxRuleCase *self,
             const CpxRuleLine *line)
{
  const char *grouping = line->has_activity ? line->activity_state.grouping : "";
  const char *code = line->line->code;

  if (g_str_has_prefix (line->chapter, "17.04") || g_str_has_prefix (line->chapter, "19.01.10"))
    return CPX_ACT_FAMILY_RADIOTHERAPY;
  if (g_str_has_prefix (line->chapter, CHAPTER_EMG) && strcmp (line->chapter, CHAPTER_EMG "04") < 0)
    return CPX_ACT_FAMILY_EMG;
  if (is_dental (grouping))
    return CPX_ACT_FAMILY_DENTAL;
  if (strlen (code) >= 4 && code[2] == 'Q' && is_scan (self, line))
    return CPX_ACT_FAMILY_CT;
  if (strlen (code) >= 4 && code[2] == 'Q')
    switch (code[3])
      {
      case 'X':
        return CPX_ACT_FAMILY_PATHOLOGY;
      case 'L':
        return CPX_ACT_FAMILY_NUCLEAR;
      case 'K':
        return CPX_ACT_FAMILY_RADIOGRAPHY;
      case 'M':
        return CPX_ACT_FAMILY_ULTRASOUND;
      case 'N':
        return CPX_ACT_FAMILY_MRI;
      default:
        break;
      }

  return strcmp (grouping, "ADC") == 0 || strcmp (grouping, "ACO") == 0 ? CPX_ACT_FAMILY_SURGERY
                                                                        : CPX_ACT_FAMILY_TECHNICAL;
}

static CpxAssociationFact
make_fact (const CpxRuleCase *self,
           const CpxRuleLine *line)
{
  const CpxPriceBase *base = &line->base;
  gboolean known = base->phase != CPX_CCAM_NONE && base->grid != CPX_CCAM_NONE
                   && base->tariff_state == CPX_CCAM_PRICE_KNOWN;

  return (CpxAssociationFact) {
    .family = find_family (self, line),
    .adds = line->act != CPX_CCAM_NONE
            && (line->row.kind == CPX_CCAM_KIND_COMPLEMENTARY || g_str_has_prefix (line->chapter,
                                                                                   CHAPTER_INTERVENTIONAL)),
    .is_supplement = g_str_has_prefix (line->chapter, CHAPTER_SUPPLEMENTS) || g_str_has_prefix (line->line->code,
                                                                                                "YYYY"),
    .tariff_cents = known ? base->tariff.cents : -1,
    .coefficient = cpx_price_sum_percents (self->nomenclature, line->line->modifiers,
                                           base->grid == CPX_CCAM_NONE ? CPX_CCAM_ALL_GRIDS : base->grid, self->day),
  };
}

static guint
get_rate (CpxAssociation code,
          guint          line,
          gpointer       user_data)
{
  const CpxRuleCase *self = user_data;

  return cpx_price_get_rate (self->nomenclature, code, self->lines[line].base.grid, self->day);
}

/**
 * cpx_rule_case_init:
 * @self: (out caller-allocates): what to fill
 * @draft: a draft, lent for as long as the case lives
 * @nomenclature: the nomenclature of the day, the same
 *
 * Looks up each line once and plans the associations. No rule is checked yet, nothing is priced.
 */
void
cpx_rule_case_init (CpxRuleCase     *self,
                    CpxCodingDraft  *draft,
                    CpxNomenclature *nomenclature)
{
  *self = (CpxRuleCase) {
    .draft = draft,
    .context = cpx_coding_draft_get_context (draft),
    .nomenclature = nomenclature,
    .n_lines = cpx_coding_draft_get_n_lines (draft),
    .findings = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_rule_finding_free),
  };
  self->day = self->context->day;
  self->age_months = cpx_coding_context_get_age_months (self->context);
  self->lines = g_new0 (CpxRuleLine, self->n_lines + 1);
  self->facts = g_new0 (CpxAssociationFact, self->n_lines + 1);
  self->prices = g_new0 (CpxPricedLine, self->n_lines + 1);
  for (guint i = 0; i < self->n_lines; i++)
    {
      CpxRuleLine *line = &self->lines[i];

      line->line = cpx_coding_draft_get_line (draft, i);
      line->performer = &self->context->performers[line->line->performer];
      find_grid (self, line);
      find_act (self, line);
      find_phase (self, line);
      self->facts[i] = make_fact (self, line);
    }
  self->plan = cpx_association_plan_new (draft, self->facts, get_rate, self);
}

void
cpx_rule_case_clear (CpxRuleCase *self)
{
  g_free (self->lines);
  g_free (self->facts);
  g_free (self->prices);
  cpx_association_plan_free (self->plan);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
}

/**
 * cpx_rule_case_price:
 * @self: a case
 *
 * Prices each line with the association that it uses; modifiers that are charged once are charged on the first line of
 * their performer that has room for them.
 */
void
cpx_rule_case_price (CpxRuleCase *self)
{
  GString *once[CPX_CODING_MAX_PERFORMERS];

  for (guint i = 0; i < CPX_CODING_MAX_PERFORMERS; i++)
    once[i] = g_string_new (NULL);
  for (guint i = 0; i < self->n_lines; i++)
    {
      CpxRuleLine *line = &self->lines[i];
      CpxCodingLine executed = *line->line;

      if (!self->facts[i].adds)   /* 1.2: an activity is priced once per act; the line is blocked */
        executed.quantity = 1;
      cpx_price_line (self->nomenclature, self->context, &executed, &line->base, self->plan->used[i],
                      once[line->line->performer], &self->prices[i]);
    }
  for (guint i = 0; i < CPX_CODING_MAX_PERFORMERS; i++)
    g_string_free (once[i], TRUE);
}

static CpxRuleFinding *
add (CpxRuleCase     *self,
     CpxFindingLevel  level,
     const char      *rule,
     const guint     *lines,
     guint            n_lines,
     const char      *format,
     va_list          args) G_GNUC_PRINTF (6, 0);

static CpxRuleFinding *
add (CpxRuleCase     *self,
     CpxFindingLevel  level,
     const char      *rule,
     const guint     *lines,
     guint            n_lines,
     const char      *format,
     va_list          args)
{
  g_autofree char *sentence = g_strdup_vprintf (format, args);
  CpxRuleFinding *finding = cpx_rule_finding_new (level, rule, lines, n_lines, sentence);

  g_ptr_array_add (self->findings, finding);

  return finding;
}

/**
 * cpx_rule_case_add:
 * @self: a case
 * @level: how much it weighs
 * @rule: the id of a card
 * @format: the sentence, translated
 * @...: its arguments
 *
 * Returns: (transfer none): the finding, for its remedy to be set
 */
CpxRuleFinding *
cpx_rule_case_add (CpxRuleCase     *self,
                   CpxFindingLevel  level,
                   const char      *rule,
                   const char      *format,
                   ...)
{
  CpxRuleFinding *finding;
  va_list args;

  va_start (args, format);
  finding = add (self, level, rule, NULL, 0, format, args);
  va_end (args);

  return finding;
}

/**
 * cpx_rule_case_add_line:
 * @self: a draft being checked
 * @level: how grave
 * @rule: the id of the rule
 * @line: the line it is about
 * @format: the sentence, as for printf()
 * @...: for @format
 *
 * Returns: (transfer none): the finding, whose remedy is of @line
 */
CpxRuleFinding *
cpx_rule_case_add_line (CpxRuleCase     *self,
                        CpxFindingLevel  level,
                        const char      *rule,
                        guint            line,
                        const char      *format,
                        ...)
{
  CpxRuleFinding *finding;
  va_list args;

  va_start (args, format);
  finding = add (self, level, rule, &line, 1, format, args);
  va_end (args);
  finding->remedy.line = line;

  return finding;
}

/**
 * cpx_rule_case_add_pair:
 * @self: a draft being checked
 * @level: how grave
 * @rule: the id of the rule
 * @line: the line that a remedy would change
 * @other: the line it does not go with
 * @format: the sentence, as for printf()
 * @...: for @format
 *
 * Returns: (transfer none): the finding, whose remedy is of @line
 */
CpxRuleFinding *
cpx_rule_case_add_pair (CpxRuleCase     *self,
                        CpxFindingLevel  level,
                        const char      *rule,
                        guint            line,
                        guint            other,
                        const char      *format,
                        ...)
{
  guint lines[] = { MIN (line, other), MAX (line, other) };
  CpxRuleFinding *finding;
  va_list args;

  va_start (args, format);
  finding = add (self, level, rule, lines, 2, format, args);
  va_end (args);
  finding->remedy.line = line;

  return finding;
}

/**
 * cpx_rule_case_share_invoice:
 * @self: a case
 * @line: a line
 * @other: another
 *
 * Returns: `TRUE` if one practitioner bills both
 */
gboolean
cpx_rule_case_share_invoice (const CpxRuleCase *self,
                             guint              line,
                             guint              other)
{
  return self->lines[line].line->performer == self->lines[other].line->performer;
}
