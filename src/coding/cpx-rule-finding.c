/* cpx-rule-finding.c: see cpx-rule-finding.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-rule-finding.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (CpxRuleFinding, cpx_rule_finding, cpx_rule_finding_copy, cpx_rule_finding_free)

/**
 * cpx_rule_finding_new:
 * @level: how much it weighs
 * @rule: (transfer none): a stable id that outlives the finding
 * @lines: (array length=n_lines) (nullable): positions of the lines it is about
 * @n_lines: how many
 * @sentence: what to say, already translated
 *
 * Returns: (transfer full): a finding without a remedy
 */
CpxRuleFinding *
cpx_rule_finding_new (CpxFindingLevel  level,
                      const char      *rule,
                      const guint     *lines,
                      guint            n_lines,
                      const char      *sentence)
{
  CpxRuleFinding *self = g_new0 (CpxRuleFinding, 1);

  self->level = level;
  self->rule = rule;
  self->sentence = g_strdup (sentence);
  self->lines = n_lines > 0 ? g_memdup2 (lines, n_lines * sizeof *lines) : NULL;
  self->n_lines = n_lines;

  return self;
}

CpxRuleFinding *
cpx_rule_finding_copy (const CpxRuleFinding *self)
{
  CpxRuleFinding *copy = cpx_rule_finding_new (self->level, self->rule, self->lines, self->n_lines, self->sentence);

  copy->remedy = self->remedy;

  return copy;
}

void
cpx_rule_finding_free (CpxRuleFinding *self)
{
  if (self == NULL)
    return;

  g_free (self->sentence);
  g_free (self->lines);
  g_free (self);
}

/**
 * cpx_rule_finding_concerns:
 * @self: a finding
 * @line: a line of the draft
 *
 * Returns: `TRUE` if it is about that line
 */
gboolean
cpx_rule_finding_concerns (const CpxRuleFinding *self,
                           guint                 line)
{
  for (guint i = 0; i < self->n_lines; i++)
    {
      if (self->lines[i] == line)
        return TRUE;
    }

  return FALSE;
}

/**
 * cpx_finding_level_get_token:
 * @level: how grave
 *
 * Returns: (transfer none): what --json calls it
 */
const char *
cpx_finding_level_get_token (CpxFindingLevel level)
{
  switch (level)
    {
    case CPX_FINDING_BLOCKING:
      return "blocking";
    case CPX_FINDING_TO_JUSTIFY:
      return "to_justify";
    case CPX_FINDING_TO_KNOW:
    default:
      return "to_know";
    }
}

static void
remove_letter (char *letters,
               char  letter)
{
  char *kept = letters;

  for (const char *at = letters; *at != '\0'; at++)
    {
      if (*at != letter)
        *kept++ = *at;
    }
  *kept = '\0';
}

static void
add_letter (char *letters,
            char  letter)
{
  gsize length = strlen (letters);

  if (strchr (letters, letter) != NULL || length >= CPX_CODING_MAX_MODIFIERS)
    return;
  letters[length] = letter;
  letters[length + 1] = '\0';
}

/* Of one performer, activity and moment: article I-11. What is coded without being charged stays so. */
static CpxCodingDraft *
leave_associations (CpxCodingDraft *draft,
                    guint           about)
{
  const CpxCodingLine first = *cpx_coding_draft_get_line (draft, about);
  g_autoptr(CpxCodingDraft) left = g_object_ref (draft);

  for (guint i = 0; i < cpx_coding_draft_get_n_lines (draft); i++)
    {
      CpxCodingLine line = *cpx_coding_draft_get_line (draft, i);
      CpxCodingDraft *next;

      if (line.performer != first.performer || line.activity != first.activity || line.moment != first.moment
          || line.association == CPX_ASSOCIATION_UNPRICED)
        continue;
      line.association = CPX_ASSOCIATION_AUTO;
      next = cpx_coding_draft_with_line (left, i, &line);
      g_object_unref (left);
      left = next;
    }

  return g_steal_pointer (&left);
}

/**
 * cpx_remedy_apply:
 * @remedy: what to change
 * @draft: the draft whose check gave it
 *
 * Returns: (transfer full): a new draft, or another reference to @draft when there is nothing to change
 */
CpxCodingDraft *
cpx_remedy_apply (const CpxRemedy *remedy,
                  CpxCodingDraft  *draft)
{
  CpxCodingLine line;

  if (remedy->kind == CPX_REMEDY_NONE || remedy->line >= cpx_coding_draft_get_n_lines (draft))
    return g_object_ref (draft);

  line = *cpx_coding_draft_get_line (draft, remedy->line);
  switch (remedy->kind)
    {
    case CPX_REMEDY_REMOVE_LINE:
      return cpx_coding_draft_without_line (draft, remedy->line);
    case CPX_REMEDY_SET_ASSOCIATION:
      line.association = (CpxAssociation) remedy->value;
      break;
    case CPX_REMEDY_ADD_MODIFIER:
      add_letter (line.modifiers, (char) remedy->value);
      break;
    case CPX_REMEDY_REMOVE_MODIFIER:
      remove_letter (line.modifiers, (char) remedy->value);
      break;
    case CPX_REMEDY_REMOVE_OVERCHARGE:
      line.overcharge_cents = 0;
      line.overcharge_reason = CPX_OVERCHARGE_REASON_NONE;
      break;
    case CPX_REMEDY_ALLOW_REFUND:
      line.exceptional_refund = CPX_FACT_YES;
      break;
    case CPX_REMEDY_LEAVE_ASSOCIATIONS:
      return leave_associations (draft, remedy->line);
    case CPX_REMEDY_NONE:
    default:
      break;
    }

  return cpx_coding_draft_with_line (draft, remedy->line, &line);
}

static char *
describe_association (const char     *code,
                      CpxAssociation  association)
{
  if (association == CPX_ASSOCIATION_NONE)
    return g_strdup_printf (_("Take the association code of %s away"), code);
  if (association == CPX_ASSOCIATION_UNPRICED)
    return g_strdup_printf (_("Code %s without charging it"), code);
  if (association == CPX_ASSOCIATION_AUTO)
    return g_strdup_printf (_("Leave the association of %s to the rules"), code);

  return g_strdup_printf (_("Give %s the association code %d"), code, association - CPX_ASSOCIATION_1 + 1);
}

/**
 * cpx_remedy_dup_label:
 * @remedy: what would be changed
 * @draft: the draft whose check gave it
 *
 * Returns: (transfer full) (nullable): what a button says, or `NULL` if there is no remedy
 */
char *
cpx_remedy_dup_label (const CpxRemedy *remedy,
                      CpxCodingDraft  *draft)
{
  const char *code;

  if (remedy->kind == CPX_REMEDY_NONE || remedy->line >= cpx_coding_draft_get_n_lines (draft))
    return NULL;

  code = cpx_coding_draft_get_line (draft, remedy->line)->code;
  switch (remedy->kind)
    {
    case CPX_REMEDY_SET_ASSOCIATION:
      return describe_association (code, (CpxAssociation) remedy->value);
    case CPX_REMEDY_ADD_MODIFIER:
      return g_strdup_printf (_("Add the modifier %c to %s"), remedy->value, code);
    case CPX_REMEDY_REMOVE_MODIFIER:
      return g_strdup_printf (_("Take the modifier %c from %s"), remedy->value, code);
    case CPX_REMEDY_REMOVE_LINE:
      return g_strdup_printf (_("Take %s out"), code);
    case CPX_REMEDY_REMOVE_OVERCHARGE:
      return g_strdup_printf (_("Take the overcharge from %s"), code);
    case CPX_REMEDY_ALLOW_REFUND:
      return g_strdup_printf (_("State that the conditions of refund of %s are met"), code);
    case CPX_REMEDY_LEAVE_ASSOCIATIONS:
      return g_strdup (_("Leave the association codes to the rules"));
    case CPX_REMEDY_NONE:
    default:
      return NULL;
    }
}
