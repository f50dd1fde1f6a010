/* cpx-finding-state.c: what a rule says of the acts kept, in an icon, a word and a sentence; and what they come to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-finding-state.h"

#include <cpx-price.h>
#include <cpx-rule-card.h>

#include <glib/gi18n-lib.h>
#include <string.h>

static void
name_level (CpxFindingState *self,
            CpxFindingLevel  level,
            gboolean         settled)
{
  if (level == CPX_FINDING_BLOCKING)
    {
      self->icon_name = "cpx-blocking-symbolic";
      self->word = C_("finding", "Blocking");
      self->style_class = "error";
    }
  else if (level == CPX_FINDING_TO_KNOW)
    {
      self->icon_name = "dialog-information-symbolic";
      self->word = C_("finding", "To know");
      self->style_class = "dim-label";
    }
  else
    {
      self->icon_name = settled ? "object-select-symbolic" : "dialog-warning-symbolic";
      self->word = settled ? C_("finding", "Justified") : C_("finding", "To justify");
      self->style_class = settled ? "success" : "warning";
    }
}

/**
 * cpx_finding_state_compute:
 * @request: what is chosen
 * @verdict: what the rules say of it
 * @finding: one of its findings
 * @may_change: whether acts may be chosen
 *
 * Returns: what is said of it; cleared with cpx_finding_state_clear()
 */
CpxFindingState
cpx_finding_state_compute (CpxCodingRequest     *request,
                           CpxCodingVerdict     *verdict,
                           const CpxRuleFinding *finding,
                           gboolean              may_change)
{
  CpxFindingState self = { .sentence = g_strdup (finding->sentence) };
  gboolean settled = cpx_coding_verdict_settles (verdict, finding);

  name_level (&self, finding->level, settled);
  self.has_card = cpx_rule_card_find (finding->rule) != NULL;
  if (finding->level == CPX_FINDING_TO_JUSTIFY && settled)
    self.reason = g_strdup (cpx_coding_request_get_justification (request, finding));
  if (!may_change)
    return self;
  self.remedy = settled && finding->level == CPX_FINDING_TO_JUSTIFY
                  ? NULL : cpx_remedy_dup_label (&finding->remedy, request->draft);
  if (finding->level == CPX_FINDING_TO_JUSTIFY)
    self.override = settled ? _("Change the reason…") : _("Override…");

  return self;
}

/**
 * cpx_finding_state_clear:
 * @self: a state
 */
void
cpx_finding_state_clear (CpxFindingState *self)
{
  g_free (self->sentence);
  g_free (self->reason);
  g_free (self->remedy);
  memset (self, 0, sizeof *self);
}

static char *
describe_share (const CpxInvoiceTotal *total)
{
  g_autofree char *amount = cpx_cents_dup_text (total->patient_cents);

  switch (total->share_kind)
    {
    case CPX_SHARE_UNKNOWN:
      return g_strdup (_("patient’s share unknown"));
    case CPX_SHARE_FLAT:
      return g_strdup_printf (_("left to the patient %s (flat share)"), amount);
    case CPX_SHARE_NONE:
      return g_strdup_printf (_("left to the patient %s (exempt)"), amount);
    case CPX_SHARE_COMPLEMENTARY:
      return g_strdup_printf (_("left to the patient %s (C2S)"), amount);
    case CPX_SHARE_PERCENT:
    default:
      return g_strdup_printf (_("left to the patient %s"), amount);
    }
}

static char *
describe_total (const CpxInvoiceTotal *total)
{
  g_autofree char *base = cpx_cents_dup_text (total->base_cents);
  g_autofree char *overcharge = cpx_cents_dup_text (total->overcharge_cents);
  g_autofree char *share = describe_share (total);

  if (total->overcharge_cents > 0)
    return g_strdup_printf (_("base %s · overcharge %s · %s"), base, overcharge, share);

  return g_strdup_printf (_("base %s · %s"), base, share);
}

static CpxTotalState
get_nothing (void)
{
  return (CpxTotalState) { .total = g_strdup (_("Total unknown")), .detail = g_strdup (_("no nomenclature that day")) };
}

/**
 * cpx_total_state_compute:
 * @request: what is chosen
 * @verdict: what the rules say of the acts kept
 *
 * Returns: what they come to for the practitioner; cleared with cpx_total_state_clear()
 */
CpxTotalState
cpx_total_state_compute (CpxCodingRequest *request,
                         CpxCodingVerdict *verdict)
{
  CpxCodingResult *result = cpx_coding_verdict_get_result (verdict);
  CpxTotalState self = { .known = TRUE };
  const CpxInvoiceTotal *total;
  g_autofree char *amount = NULL;

  if (result == NULL)
    return get_nothing ();
  if (cpx_coding_draft_get_n_lines (request->draft) == 0 || cpx_coding_result_get_n_totals (result) == 0)
    {
      amount = cpx_cents_dup_text (0);
      self.total = g_strdup_printf (_("Total %s"), amount);
      self.detail = g_strdup (_("no act kept"));
      return self;
    }
  total = cpx_coding_result_get_total (result, 0);
  amount = cpx_cents_dup_text (total->charged_cents);
  self.known = total->is_known;
  self.total = total->is_known ? g_strdup_printf (_("Total %s"), amount)
                               : g_strdup_printf (_("Total unknown; %s without what is unknown"), amount);
  self.detail = describe_total (total);

  return self;
}

/**
 * cpx_total_state_clear:
 * @self: a state
 */
void
cpx_total_state_clear (CpxTotalState *self)
{
  g_free (self->total);
  g_free (self->detail);
  memset (self, 0, sizeof *self);
}
