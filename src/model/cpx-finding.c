/* cpx-finding.c: see cpx-finding.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-finding.h"

#include "cpx-record.h"

G_DEFINE_BOXED_TYPE (CpxFinding, cpx_finding, cpx_finding_copy, cpx_finding_free)

/**
 * cpx_finding_new:
 * @level: how much it weighs
 * @field: (nullable): the JSON name of the field it is about
 * @rule: a stable id, for tests, the audit log and translations of habits into settings
 * @format: the sentence, already translated, as for printf()
 * @...: its arguments
 *
 * Returns: (transfer full): a finding
 */
CpxFinding *
cpx_finding_new (CpxFindingLevel  level,
                 const char      *field,
                 const char      *rule,
                 const char      *format,
                 ...)
{
  CpxFinding *self = g_new (CpxFinding, 1);
  va_list args;

  self->level = level;
  self->field = g_strdup (field);
  self->rule = g_strdup (rule);
  va_start (args, format);
  self->sentence = g_strdup_vprintf (format, args);
  va_end (args);

  return self;
}

CpxFinding *
cpx_finding_copy (const CpxFinding *self)
{
  return cpx_finding_new (self->level, self->field, self->rule, "%s", self->sentence);
}

void
cpx_finding_free (CpxFinding *self)
{
  if (self == NULL)
    return;

  g_free (self->field);
  g_free (self->rule);
  g_free (self->sentence);
  g_free (self);
}

/**
 * cpx_findings_new:
 *
 * Returns: (transfer full) (element-type CpxFinding): an empty list
 */
GPtrArray *
cpx_findings_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_finding_free);
}

/**
 * cpx_findings_are_blocking:
 * @findings: (element-type CpxFinding): a list
 *
 * Returns: `TRUE` if one of them forbids to keep what they are about
 */
gboolean
cpx_findings_are_blocking (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const CpxFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == CPX_FINDING_BLOCKING)
        return TRUE;
    }

  return FALSE;
}

/**
 * cpx_findings_find:
 * @findings: (element-type CpxFinding): a list
 * @field: the JSON name of a field
 *
 * Returns: (transfer none) (nullable): the weightiest finding about @field, the first of equals
 */
const CpxFinding *
cpx_findings_find (GPtrArray  *findings,
                   const char *field)
{
  const CpxFinding *found = NULL;

  for (guint i = 0; i < findings->len; i++)
    {
      const CpxFinding *finding = g_ptr_array_index (findings, i);

      if (g_strcmp0 (finding->field, field) == 0 && (found == NULL || finding->level > found->level))
        found = finding;
    }

  return found;
}

/**
 * cpx_findings_to_error:
 * @findings: (element-type CpxFinding): a list
 * @error: return location for an error
 *
 * Sets %CPX_RECORD_ERROR_INVALID with every blocking sentence, one a line.
 *
 * Returns: `TRUE` if there was one, so that @error is set; `FALSE` if nothing blocks
 */
gboolean
cpx_findings_to_error (GPtrArray  *findings,
                       GError    **error)
{
  g_autoptr(GString) sentences = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const CpxFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == CPX_FINDING_BLOCKING)
        g_string_append_printf (sentences, "%s%s", sentences->len > 0 ? "\n" : "", finding->sentence);
    }
  if (sentences->len == 0)
    return FALSE;

  g_set_error_literal (error, CPX_RECORD_ERROR, CPX_RECORD_ERROR_INVALID, sentences->str);

  return TRUE;
}
