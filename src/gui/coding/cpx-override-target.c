/* cpx-override-target.c: what a target says of a request.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-override-target.h"

/**
 * cpx_override_target_get_choice:
 * @self: a target
 * @request: what is decided so far
 *
 * Returns: (transfer none) (nullable): what the line says beside its act; `NULL` if there is no line yet
 */
const CpxActChoice *
cpx_override_target_get_choice (const CpxOverrideTarget *self,
                                CpxCodingRequest        *request)
{
  gboolean has_line = self->line >= 0 && (guint) self->line < request->choices->len;

  return has_line ? g_ptr_array_index (request->choices, (guint) self->line) : NULL;
}

/**
 * cpx_override_target_get_code:
 * @self: a target
 * @request: what is decided so far
 *
 * Returns: (transfer none) (nullable): the code of the line as it is
 */
const char *
cpx_override_target_get_code (const CpxOverrideTarget *self,
                              CpxCodingRequest        *request)
{
  if (cpx_override_target_get_choice (self, request) == NULL)
    return NULL;

  return cpx_coding_draft_get_line (request->draft, (guint) self->line)->code;
}

/**
 * cpx_override_target_get_proposed:
 * @self: a target
 * @request: what is decided so far
 *
 * Returns: (transfer none) (nullable): the code that was proposed
 */
const char *
cpx_override_target_get_proposed (const CpxOverrideTarget *self,
                                  CpxCodingRequest        *request)
{
  const CpxActChoice *choice = cpx_override_target_get_choice (self, request);

  if (self->proposed != NULL)
    return self->proposed;
  if (choice != NULL && choice->proposed_code != NULL)
    return choice->proposed_code;

  return cpx_override_target_get_code (self, request);
}

/**
 * cpx_override_target_get_rule:
 * @self: a target
 *
 * Returns: the id of the rule that is overridden, or ""
 */
const char *
cpx_override_target_get_rule (const CpxOverrideTarget *self)
{
  if (self->finding != NULL)
    return self->finding->rule;

  return self->rule != NULL ? self->rule : "";
}

/**
 * cpx_override_target_dup_key:
 * @self: a target
 * @request: what is decided so far
 *
 * Returns: (transfer full): what tells @self from any other target, so that what was typed for it is found again
 */
char *
cpx_override_target_dup_key (const CpxOverrideTarget *self,
                             CpxCodingRequest        *request)
{
  const char *code = cpx_override_target_get_code (self, request);
  GString *key = g_string_new (cpx_record_get_id (request->intervention));

  g_string_append_printf (key, "/%d/%d/%s/%s/%s/%d", (int) self->kind, self->line, code != NULL ? code : "",
                          self->proposed != NULL ? self->proposed : "", cpx_override_target_get_rule (self),
                          self->value);
  for (guint i = 0; self->finding != NULL && i < self->finding->n_lines; i++)
    g_string_append_printf (key, ",%u", self->finding->lines[i]);

  return g_string_free (key, FALSE);
}
