/* cpx-coding-check.c: runs the families of rules in their order, prices, sums; keeps what they found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-check.h"

#include "cpx-coding-draft-json.h"
#include "cpx-rule-case.h"

#include <glib/gi18n-lib.h>

struct _CpxCodingResult
{
  gatomicrefcount      ref_count;

  CpxCodingDraft      *draft;     /* (owned) */
  GPtrArray           *findings;  /* (owned) (element-type CpxRuleFinding): the weightiest first */
  CpxPricedLine       *lines;     /* (owned) */
  guint                n_lines;
  CpxAssociationPlan  *plan;      /* (owned) */
  GArray              *totals;    /* (owned) (element-type CpxInvoiceTotal) */
};

G_DEFINE_BOXED_TYPE (CpxCodingResult, cpx_coding_result, cpx_coding_result_ref, cpx_coding_result_unref)

/* The weightiest first, then in the order of the lines, then as the families found them. */
static int
compare_findings (gconstpointer a,
                  gconstpointer b)
{
  const CpxRuleFinding *f = *(const CpxRuleFinding * const *) a, *g = *(const CpxRuleFinding * const *) b;
  guint i = f->n_lines > 0 ? f->lines[0] : G_MAXUINT, j = g->n_lines > 0 ? g->lines[0] : G_MAXUINT;

  if (f->level != g->level)
    return (int) g->level - (int) f->level;

  return (i > j) - (i < j);
}

/**
 * cpx_coding_check:
 * @draft: acts that a person is about to record
 * @nomenclature: the version to check and price with; each act is taken as it was on the draft's day
 *
 * Checks every rule and prices every line. Changes nothing: what the draft says stands, wrong or not.
 *
 * Returns: (transfer full): what was found; its sentences are in the language of the moment
 */
CpxCodingResult *
cpx_coding_check (CpxCodingDraft  *draft,
                  CpxNomenclature *nomenclature)
{
  CpxCodingResult *self;
  CpxRuleCase rule_case;

  g_return_val_if_fail (CPX_IS_CODING_DRAFT (draft), NULL);
  g_return_val_if_fail (nomenclature != NULL, NULL);

  self = g_new0 (CpxCodingResult, 1);
  g_atomic_ref_count_init (&self->ref_count);
  cpx_rule_case_init (&rule_case, draft, nomenclature);
  cpx_rule_case_price (&rule_case);
  self->draft = g_object_ref (draft);
  self->totals = cpx_invoice_totals_new (&rule_case);

  cpx_rules_check_lines (&rule_case);
  cpx_rules_check_kinds (&rule_case);
  cpx_rules_check_anaesthesia (&rule_case);
  cpx_rules_check_associations (&rule_case);
  cpx_rules_check_modifiers (&rule_case);
  cpx_rules_check_incompatibilities (&rule_case);
  cpx_rules_check_notes (&rule_case);
  cpx_rules_check_rivals (&rule_case);
  cpx_rules_check_fees (&rule_case, self->totals);

  g_ptr_array_sort (rule_case.findings, compare_findings);   /* stable, as the manual of GLib says */
  self->findings = g_steal_pointer (&rule_case.findings);
  self->lines = g_steal_pointer (&rule_case.prices);
  self->n_lines = rule_case.n_lines;
  self->plan = g_steal_pointer (&rule_case.plan);
  cpx_rule_case_clear (&rule_case);

  return self;
}

CpxCodingResult *
cpx_coding_result_ref (CpxCodingResult *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
cpx_coding_result_unref (CpxCodingResult *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_object_unref (self->draft);
  g_ptr_array_unref (self->findings);
  g_free (self->lines);
  cpx_association_plan_free (self->plan);
  g_array_unref (self->totals);
  g_free (self);
}

/**
 * cpx_coding_result_get_draft:
 * @self: a result
 *
 * Returns: (transfer none): what was checked
 */
CpxCodingDraft *
cpx_coding_result_get_draft (CpxCodingResult *self)
{
  return self->draft;
}

/**
 * cpx_coding_result_get_findings:
 * @self: a result
 *
 * Returns: (transfer none) (element-type CpxRuleFinding): what the rules say, the weightiest first
 */
GPtrArray *
cpx_coding_result_get_findings (CpxCodingResult *self)
{
  return self->findings;
}

/**
 * cpx_coding_result_is_blocked:
 * @self: a result
 *
 * Returns: `TRUE` if a finding forbids to record the draft as it is
 */
gboolean
cpx_coding_result_is_blocked (CpxCodingResult *self)
{
  return self->findings->len > 0
         && ((const CpxRuleFinding *) g_ptr_array_index (self->findings, 0))->level == CPX_FINDING_BLOCKING;
}

/**
 * cpx_coding_result_get_n_lines:
 * @self: a result
 *
 * Returns: how many lines its draft has
 */
guint
cpx_coding_result_get_n_lines (CpxCodingResult *self)
{
  return self->n_lines;
}

/**
 * cpx_coding_result_get_line:
 * @self: a result
 * @position: less than cpx_coding_result_get_n_lines()
 *
 * Returns: (transfer none): the line there with its price, in cents
 */
const CpxPricedLine *
cpx_coding_result_get_line (CpxCodingResult *self,
                            guint            position)
{
  g_return_val_if_fail (position < self->n_lines, NULL);

  return &self->lines[position];
}

/**
 * cpx_coding_result_get_plan:
 * @self: a result
 *
 * Returns: (transfer none): which acts are associated, and how
 */
const CpxAssociationPlan *
cpx_coding_result_get_plan (CpxCodingResult *self)
{
  return self->plan;
}

/**
 * cpx_coding_result_get_n_totals:
 * @self: a result
 *
 * Returns: how many practitioners have a total
 */
guint
cpx_coding_result_get_n_totals (CpxCodingResult *self)
{
  return self->totals->len;
}

/**
 * cpx_coding_result_get_total:
 * @self: a result
 * @position: less than cpx_coding_result_get_n_totals()
 *
 * Returns: (transfer none): the sums of one practitioner, in cents
 */
const CpxInvoiceTotal *
cpx_coding_result_get_total (CpxCodingResult *self,
                             guint            position)
{
  g_return_val_if_fail (position < self->totals->len, NULL);

  return &g_array_index (self->totals, CpxInvoiceTotal, position);
}

/**
 * cpx_coding_result_dup_settled:
 * @self: a result
 *
 * Returns: (transfer full): the draft with the association codes that were used written down: what is recorded
 */
CpxCodingDraft *
cpx_coding_result_dup_settled (CpxCodingResult *self)
{
  g_autofree CpxCodingLine *lines = g_new0 (CpxCodingLine, self->n_lines + 1);

  for (guint i = 0; i < self->n_lines; i++)
    {
      lines[i] = *cpx_coding_draft_get_line (self->draft, i);
      lines[i].association = self->plan->used[i];
    }

  return cpx_coding_draft_new (cpx_coding_draft_get_context (self->draft), lines, self->n_lines);
}

static void
explain_line (GString             *text,
              const CpxRuleCase   *rule_case,
              guint                line)
{
  const CpxPricedLine *price = &rule_case->prices[line];
  g_autofree char *tariff = price->tariff_cents >= 0 ? cpx_cents_dup_text (price->tariff_cents) : g_strdup ("?");

  g_string_append_c (text, '\n');
  if (price->association == CPX_ASSOCIATION_UNPRICED)
    g_string_append_printf (text, _("%s (%s): coded, not charged"), rule_case->lines[line].line->code, tariff);
  else
    g_string_append_printf (text, _("%s (%s): code %s, %u %%"), rule_case->lines[line].line->code, tariff,
                            price->association == CPX_ASSOCIATION_NONE ? "–"
                                                                       : cpx_association_get_token (price->association),
                            price->rate / 10);
}

static char *
explain (const CpxRuleCase *rule_case)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rule_case->plan->groups->len; i++)
    {
      const CpxAssociationGroup *group = g_ptr_array_index (rule_case->plan->groups, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", cpx_association_scheme_get_label (group->scheme));
      for (guint j = 0; j < group->n_lines; j++)
        explain_line (text, rule_case, group->lines[j]);
    }

  return g_string_free (text, FALSE);
}

/**
 * cpx_coding_arrange:
 * @draft: a draft
 * @nomenclature: the version to rank with
 * @out_explanation: (out) (optional) (transfer full): why, in the language of the moment
 *
 * Puts the acts in the order in which they are charged: in each operating time the dearest first, by tariffs without
 * modifiers, then what adds to them. Codes that nobody chose stay with the rules, which give the best ones; those that
 * a person chose stay theirs.
 *
 * Returns: (transfer full): a new draft with the same lines
 */
CpxCodingDraft *
cpx_coding_arrange (CpxCodingDraft   *draft,
                    CpxNomenclature  *nomenclature,
                    char            **out_explanation)
{
  g_autofree CpxCodingLine *lines = NULL;
  CpxCodingDraft *arranged;
  CpxRuleCase rule_case;
  guint n = 0;

  g_return_val_if_fail (CPX_IS_CODING_DRAFT (draft), NULL);

  cpx_rule_case_init (&rule_case, draft, nomenclature);
  cpx_rule_case_price (&rule_case);
  lines = g_new0 (CpxCodingLine, rule_case.n_lines + 1);
  for (guint i = 0; i < rule_case.plan->groups->len; i++)
    {
      const CpxAssociationGroup *group = g_ptr_array_index (rule_case.plan->groups, i);

      for (guint j = 0; j < group->n_lines; j++)
        lines[n++] = *rule_case.lines[group->lines[j]].line;
    }
  arranged = cpx_coding_draft_new (rule_case.context, lines, n);
  if (out_explanation != NULL)
    *out_explanation = explain (&rule_case);
  cpx_rule_case_clear (&rule_case);

  return arranged;
}
