/* cpx-coding-verdict.c: the check of coding/, and what it means for writing.
 *
 * Without a nomenclature acts can be kept as a draft, at amounts unknown; nothing is validated.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-verdict.h"

#include "cpx-coding-proposals.h"
#include "cpx-practice-error.h"

#include <cpx-act.h>
#include <cpx-rule-finding.h>
#include <glib/gi18n-lib.h>

static const CpxRuleFinding no_act = { CPX_FINDING_TO_JUSTIFY, CPX_CODING_RULE_EMPTY, NULL, NULL, 0, { 0 } };

struct _CpxCodingVerdict
{
  CpxCodingRequest *request;  /* (owned): a copy */
  CpxCodingResult  *result;   /* (owned) (nullable): NULL without a nomenclature */
};

/**
 * cpx_coding_verdict_new:
 * @request: what a person decides
 *
 * Checks and prices it. Cheap enough for each key that is pressed.
 *
 * Returns: (transfer full): the verdict
 */
CpxCodingVerdict *
cpx_coding_verdict_new (CpxCodingRequest *request)
{
  CpxCodingVerdict *self = g_new0 (CpxCodingVerdict, 1);

  self->request = cpx_coding_request_copy (request);
  if (request->nomenclature != NULL)
    {
      g_autoptr(CpxCodingDraft) told = cpx_coding_proposals_dup_told_draft (request);

      self->result = cpx_coding_check (told, request->nomenclature);
    }

  return self;
}

/**
 * cpx_coding_verdict_free:
 * @self: (transfer full): a verdict
 */
void
cpx_coding_verdict_free (CpxCodingVerdict *self)
{
  g_clear_pointer (&self->result, cpx_coding_result_unref);
  cpx_coding_request_free (self->request);
  g_free (self);
}

/**
 * cpx_coding_verdict_get_result:
 * @self: a verdict
 *
 * Returns: (transfer none) (nullable): findings, prices and totals; `NULL` without a nomenclature
 */
CpxCodingResult *
cpx_coding_verdict_get_result (CpxCodingVerdict *self)
{
  return self->result;
}

static gboolean
fail (CpxPracticeError   code,
      const char        *sentence,
      GError           **error)
{
  g_set_error_literal (error, CPX_PRACTICE_ERROR, (int) code, sentence);

  return FALSE;
}

/**
 * cpx_coding_verdict_is_justified:
 * @self: a verdict
 * @rule: the id of a rule
 *
 * Returns: `TRUE` if the request says why, in 20 characters at least, the coding stands in spite of the rule
 */
gboolean
cpx_coding_verdict_is_justified (CpxCodingVerdict *self,
                                 const char       *rule)
{
  return cpx_act_count_reason (cpx_coding_request_get_override (self->request, rule)) >= CPX_ACT_MIN_REASON;
}

/**
 * cpx_coding_verdict_settles:
 * @self: a verdict
 * @finding: one of its findings
 *
 * Returns: `TRUE` if @finding does not keep the coding from being validated: it is to know only, or it is justified in
 *   20 characters at least
 */
gboolean
cpx_coding_verdict_settles (CpxCodingVerdict     *self,
                            const CpxRuleFinding *finding)
{
  const char *reason;

  if (finding->level != CPX_FINDING_TO_JUSTIFY)
    return finding->level == CPX_FINDING_TO_KNOW;
  reason = cpx_coding_request_get_justification (self->request, finding);

  return cpx_act_count_reason (reason) >= CPX_ACT_MIN_REASON;
}

static gboolean
check_finding (CpxCodingVerdict      *self,
               const CpxRuleFinding  *finding,
               GError               **error)
{
  if (finding->level == CPX_FINDING_BLOCKING)
    return fail (CPX_PRACTICE_ERROR_REFUSED, finding->sentence, error);
  if (cpx_coding_verdict_settles (self, finding))
    return TRUE;
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED,
               _("%s To keep it so, say why in %d characters at least."), finding->sentence, CPX_ACT_MIN_REASON);

  return FALSE;
}

/**
 * cpx_coding_verdict_check:
 * @self: a verdict
 * @error: where the refusal goes: %CPX_PRACTICE_ERROR_REFUSED with the sentence of the rule
 *
 * Returns: `TRUE` if the coding may be validated
 */
gboolean
cpx_coding_verdict_check (CpxCodingVerdict  *self,
                          GError           **error)
{
  GPtrArray *findings;

  if (cpx_coding_draft_get_n_lines (self->request->draft) == 0 && !cpx_coding_verdict_settles (self, &no_act))
    return fail (CPX_PRACTICE_ERROR_REFUSED,
                 _("No act is coded. To close this coding without one, say why in 20 characters at least."), error);
  if (self->result == NULL)
    return fail (CPX_PRACTICE_ERROR_REFUSED,
                 _("There is no nomenclature for the day of this operation: import one, then validate."), error);
  findings = cpx_coding_result_get_findings (self->result);
  for (guint i = 0; i < findings->len; i++)
    {
      if (!check_finding (self, g_ptr_array_index (findings, i), error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cpx_coding_verdict_find_unsettled:
 * @self: a verdict
 *
 * Returns: (nullable): the id of the first rule for which a reason is wanted and not given; `NULL` if none is, or a
 *   rule blocks that no reason lifts
 */
const char *
cpx_coding_verdict_find_unsettled (CpxCodingVerdict *self)
{
  GPtrArray *findings = self->result != NULL ? cpx_coding_result_get_findings (self->result) : NULL;

  if (cpx_coding_draft_get_n_lines (self->request->draft) == 0 && !cpx_coding_verdict_settles (self, &no_act))
    return no_act.rule;
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const CpxRuleFinding *finding = g_ptr_array_index (findings, i);

      if (!cpx_coding_verdict_settles (self, finding))
        return finding->level == CPX_FINDING_TO_JUSTIFY ? finding->rule : NULL;
    }

  return NULL;
}

/**
 * cpx_coding_verdict_get_version:
 * @self: a verdict
 *
 * Returns: (transfer none) (nullable): the version of the nomenclature
 */
const char *
cpx_coding_verdict_get_version (CpxCodingVerdict *self)
{
  return self->request->nomenclature != NULL ? cpx_nomenclature_get_version (self->request->nomenclature) : NULL;
}

/**
 * cpx_coding_verdict_get_base_cents:
 * @self: a verdict
 * @position: a line
 *
 * Returns: the amount, or -1: what the nomenclature does not hold is not guessed
 */
gint64
cpx_coding_verdict_get_base_cents (CpxCodingVerdict *self,
                                   guint             position)
{
  const CpxPricedLine *line = self->result != NULL ? cpx_coding_result_get_line (self->result, position) : NULL;

  return line != NULL && line->gap == CPX_PRICE_KNOWN ? line->base_cents : -1;
}

/**
 * cpx_coding_verdict_get_association:
 * @self: a verdict
 * @position: a line
 *
 * Returns: the association as it is billed: the one that somebody chose, or the one that the rules found
 */
CpxAssociation
cpx_coding_verdict_get_association (CpxCodingVerdict *self,
                                    guint             position)
{
  if (self->result == NULL)
    return cpx_coding_draft_get_line (self->request->draft, position)->association;

  return cpx_coding_result_get_line (self->result, position)->association;
}

/**
 * cpx_coding_verdict_to_json:
 * @self: a verdict
 *
 * Returns: (transfer full): findings, prices and totals for the audit log; null without a nomenclature
 */
json_t *
cpx_coding_verdict_to_json (CpxCodingVerdict *self)
{
  return self->result != NULL ? cpx_coding_result_to_json (self->result) : json_null ();
}
