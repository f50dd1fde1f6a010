/* cpx-finding-state.c: what a rule says of the acts kept, in an icon, a word and a sentence; and what they come to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-finding-state.h"

#include <cpx-price.h>
#include <cpx-text.h>

#include <glib/gi18n-lib.h>
#include <string.h>

/* Characters; some three lines of the pane. */
#define LONG 240

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

  self.is_long = g_utf8_strlen (self.sentence, -1) > LONG;
  name_level (&self, finding->level, settled);
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

/**
 * cpx_finding_is_listed:
 * @finding: what a rule says
 *
 * Returns: `FALSE` for a modifier that may be added: it is offered on the line of its act
 */
gboolean
cpx_finding_is_listed (const CpxRuleFinding *finding)
{
  return finding->level != CPX_FINDING_TO_KNOW || finding->remedy.kind != CPX_REMEDY_ADD_MODIFIER;
}

static void
count (CpxFindingCounts     *self,
       CpxCodingVerdict     *verdict,
       const CpxRuleFinding *finding)
{
  if (!cpx_finding_is_listed (finding))
    return;
  if (finding->level == CPX_FINDING_BLOCKING)
    self->n_blocking++;
  else if (finding->level == CPX_FINDING_TO_KNOW)
    self->n_to_know++;
  else if (cpx_coding_verdict_settles (verdict, finding))
    self->n_justified++;
  else
    self->n_to_justify++;
}

static char *
describe_counts (const CpxFindingCounts *self)
{
  GString *line = g_string_new (NULL);
  g_autofree char *blocking =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u blocking", "%u blocking", self->n_blocking), self->n_blocking);
  g_autofree char *to_justify = g_strdup_printf (_("%u to justify"), self->n_to_justify);
  g_autofree char *to_know = g_strdup_printf (_("%u to know"), self->n_to_know);
  g_autofree char *justified =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u justified", "%u justified", self->n_justified),
                     self->n_justified);

  cpx_text_add_part (line, self->n_blocking > 0 ? blocking : NULL);
  cpx_text_add_part (line, self->n_to_justify > 0 ? to_justify : NULL);
  cpx_text_add_part (line, self->n_justified > 0 ? justified : NULL);
  cpx_text_add_part (line, self->n_to_know > 0 ? to_know : NULL);

  return g_string_free (line, FALSE);
}

/**
 * cpx_finding_counts_compute:
 * @verdict: what the rules say of the acts kept
 *
 * Counts what is left to do; what is justified is done, and a modifier that is only proposed stands on its act.
 *
 * Returns: the counts in words; cleared with cpx_finding_counts_clear()
 */
CpxFindingCounts
cpx_finding_counts_compute (CpxCodingVerdict *verdict)
{
  CpxCodingResult *result = cpx_coding_verdict_get_result (verdict);
  GPtrArray *findings = result != NULL ? cpx_coding_result_get_findings (result) : NULL;
  CpxFindingCounts self = { .icon_name = "object-select-symbolic" };

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    count (&self, verdict, g_ptr_array_index (findings, i));
  self.label = describe_counts (&self);
  if (self.n_to_know > 0)
    self.icon_name = "dialog-information-symbolic";
  if (self.n_to_justify > 0)
    self.icon_name = "dialog-warning-symbolic";
  if (self.n_blocking > 0)
    self.icon_name = "cpx-blocking-symbolic";

  return self;
}

/**
 * cpx_finding_counts_clear:
 * @self: counts
 */
void
cpx_finding_counts_clear (CpxFindingCounts *self)
{
  g_free (self->label);
  memset (self, 0, sizeof *self);
}

static char *
describe_known_share (const CpxInvoiceTotal *total)
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

/* Outside the care pathway it is more, by what is not reckoned. */
static char *
describe_share (const CpxInvoiceTotal *total)
{
  g_autofree char *share = describe_known_share (total);

  if (!total->pathway_is_untold || total->share_kind == CPX_SHARE_UNKNOWN)
    return g_steal_pointer (&share);

  return g_strdup_printf (_("%s at least, outside the care pathway"), share);
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
