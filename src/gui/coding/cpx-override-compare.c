/* cpx-override-compare.c: the effect of a choice is the difference of two verdicts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-override-compare.h"

#include <glib/gi18n-lib.h>

/**
 * cpx_override_compare:
 * @self: (out caller-allocates): filled
 * @proposed: (transfer full) (nullable): the draft with what is proposed
 * @kept: (transfer full) (nullable): the draft with what is kept
 * @nomenclature: (nullable): without it no amount is known
 * @line: the line that differs
 *
 * Checks and prices both.
 */
void
cpx_override_compare (CpxOverrideComparison *self,
                      CpxCodingDraft        *proposed,
                      CpxCodingDraft        *kept,
                      CpxNomenclature       *nomenclature,
                      int                    line)
{
  self->proposed = proposed;
  self->kept = kept;
  self->line = line;
  if (nomenclature != NULL && proposed != NULL)
    self->proposed_result = cpx_coding_check (proposed, nomenclature);
  if (nomenclature != NULL && kept != NULL)
    self->kept_result = cpx_coding_check (kept, nomenclature);
}

/**
 * cpx_override_comparison_clear:
 * @self: a comparison
 */
void
cpx_override_comparison_clear (CpxOverrideComparison *self)
{
  g_clear_object (&self->proposed);
  g_clear_object (&self->kept);
  g_clear_pointer (&self->proposed_result, cpx_coding_result_unref);
  g_clear_pointer (&self->kept_result, cpx_coding_result_unref);
}

/* What all practitioners of a draft charge; FALSE if an amount is unknown. */
static gboolean
sum_charged (CpxCodingResult *result,
             gint64          *out_cents)
{
  gboolean is_known = result != NULL;

  *out_cents = 0;
  for (guint i = 0; result != NULL && i < cpx_coding_result_get_n_totals (result); i++)
    {
      const CpxInvoiceTotal *total = cpx_coding_result_get_total (result, i);

      is_known &= total->is_known;
      *out_cents += total->charged_cents;
    }

  return is_known;
}

static char *
dup_line_amount (CpxCodingResult *result,
                 guint            line)
{
  const CpxPricedLine *price = cpx_coding_result_get_line (result, line);
  g_autofree char *gap = cpx_price_dup_gap (price);

  return gap != NULL ? g_strdup_printf (_("Unknown: %s"), gap) : cpx_cents_dup_text (price->charged_cents);
}

/**
 * cpx_override_dup_amount:
 * @result: (nullable): of a check
 * @line: a line, or -1 for the whole
 *
 * Returns: (transfer full): the amount charged, or why it is not known
 */
char *
cpx_override_dup_amount (CpxCodingResult *result,
                         int              line)
{
  gint64 cents;

  if (result == NULL)
    return g_strdup (C_("amount", "Unknown"));
  if (line >= 0 && (guint) line < cpx_coding_result_get_n_lines (result))
    return dup_line_amount (result, (guint) line);

  return sum_charged (result, &cents) ? cpx_cents_dup_text (cents) : g_strdup (C_("amount", "Unknown"));
}

static char *
dup_difference (gint64 before,
                gint64 after)
{
  g_autofree char *difference = cpx_cents_dup_text (after - before);
  g_autofree char *total = cpx_cents_dup_text (after);
  g_autofree char *instead_of = cpx_cents_dup_text (before);

  if (after == before)
    return g_strdup_printf (_("None: %s either way"), total);

  /* Translators: a difference of amounts, the new total, the old total */
  return g_strdup_printf (_("%s%s: %s in all instead of %s"), after > before ? "+" : "", difference, total, instead_of);
}

/**
 * cpx_override_dup_effect:
 * @self: a comparison
 *
 * Returns: (transfer full): what is charged in all with what is kept, against what is proposed
 */
char *
cpx_override_dup_effect (const CpxOverrideComparison *self)
{
  gint64 before, after;
  gboolean knows_before = sum_charged (self->proposed_result, &before);
  gboolean knows_after = sum_charged (self->kept_result, &after);
  g_autofree char *old = cpx_override_dup_amount (self->proposed_result, -1);
  g_autofree char *now = cpx_override_dup_amount (self->kept_result, -1);

  if (self->kept == NULL)
    return g_strdup (_("Not known before a code is chosen"));
  if (knows_before && knows_after)
    return dup_difference (before, after);

  /* Translators: amounts, of which one at least is "Unknown" */
  return g_strdup_printf (_("Unknown: in all %s with what is kept, %s with the proposal"), now, old);
}

static gboolean
has_finding (CpxCodingResult      *result,
             const CpxRuleFinding *finding)
{
  GPtrArray *findings = result != NULL ? cpx_coding_result_get_findings (result) : NULL;

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const CpxRuleFinding *other = g_ptr_array_index (findings, i);

      if (other->level == finding->level && g_str_equal (other->rule, finding->rule) &&
          g_str_equal (other->sentence, finding->sentence))
        return TRUE;
    }

  return FALSE;
}

/**
 * cpx_override_list_new_findings:
 * @self: a comparison
 *
 * Returns: (transfer container) (element-type CpxRuleFinding): what stops what is kept and not what is proposed; they
 *   live as long as @self
 */
GPtrArray *
cpx_override_list_new_findings (const CpxOverrideComparison *self)
{
  GPtrArray *new_findings = g_ptr_array_new ();
  GPtrArray *findings = self->kept_result != NULL ? cpx_coding_result_get_findings (self->kept_result) : NULL;

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      CpxRuleFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level != CPX_FINDING_TO_KNOW && !has_finding (self->proposed_result, finding))
        g_ptr_array_add (new_findings, finding);
    }

  return new_findings;
}

/**
 * cpx_override_is_newly_blocked:
 * @self: a comparison
 *
 * Returns: `TRUE` if a rule blocks what is kept that does not block what is proposed
 */
gboolean
cpx_override_is_newly_blocked (const CpxOverrideComparison *self)
{
  g_autoptr(GPtrArray) findings = cpx_override_list_new_findings (self);

  for (guint i = 0; i < findings->len; i++)
    {
      if (((CpxRuleFinding *) g_ptr_array_index (findings, i))->level == CPX_FINDING_BLOCKING)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_same (const CpxRuleFinding *finding,
         const CpxRuleFinding *overridden)
{
  return overridden != NULL && g_str_equal (finding->rule, overridden->rule) &&
         g_str_equal (finding->sentence, overridden->sentence);
}

/**
 * cpx_override_dup_remarks:
 * @self: a comparison
 * @overridden: (nullable): what is being justified, which is said above already
 *
 * Returns: (transfer full) (nullable): what the rules will say, a line each
 */
char *
cpx_override_dup_remarks (const CpxOverrideComparison *self,
                          const CpxRuleFinding        *overridden)
{
  g_autoptr(GPtrArray) findings = cpx_override_list_new_findings (self);
  GString *remarks = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const CpxRuleFinding *finding = g_ptr_array_index (findings, i);

      if (is_same (finding, overridden))
        continue;
      g_string_append_printf (remarks, finding->level == CPX_FINDING_BLOCKING ? _("Blocking: %s") : _("To justify: %s"),
                              finding->sentence);
      g_string_append_c (remarks, '\n');
    }
  if (remarks->len > 0)
    g_string_truncate (remarks, remarks->len - 1);

  return g_string_free (remarks, remarks->len == 0);
}
