/* cpx-coding-edit.c: one thing that a person changed in the coding of an operation. Pure, and done again at will.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-edit.h"

#include <cpx-coding-check.h>

typedef enum
{
  ADD,
  SET,
  REMOVE,
  ARRANGE,
  JUSTIFY,
  CONTEXT,
  TAKE,
} EditKind;

struct _CpxCodingEdit
{
  EditKind          kind;
  guint             position;
  CpxCodingLine     line;
  CpxCodingContext  context;
  char             *source;
  char             *proposed_code;  /* (nullable) */
  char             *rule;
  char             *reason;
  CpxCodingRequest *changed;
};

static CpxCodingEdit *
make (EditKind kind)
{
  CpxCodingEdit *self = g_new0 (CpxCodingEdit, 1);

  self->kind = kind;

  return self;
}

/**
 * cpx_coding_edit_new_add:
 * @line: an act
 * @source: where it comes from, a token of the act's kind
 * @proposed_code: (nullable): what was proposed for it
 *
 * Returns: (transfer full): the act added after the others
 */
CpxCodingEdit *
cpx_coding_edit_new_add (const CpxCodingLine *line,
                         const char          *source,
                         const char          *proposed_code)
{
  CpxCodingEdit *self = make (ADD);

  self->line = *line;
  self->source = g_strdup (source);
  self->proposed_code = g_strdup (proposed_code);

  return self;
}

/**
 * cpx_coding_edit_new_set:
 * @position: a line
 * @line: the act as it is to be
 *
 * Returns: (transfer full): the line changed
 */
CpxCodingEdit *
cpx_coding_edit_new_set (guint                position,
                         const CpxCodingLine *line)
{
  CpxCodingEdit *self = make (SET);

  self->position = position;
  self->line = *line;

  return self;
}

/**
 * cpx_coding_edit_new_remove:
 * @position: a line
 *
 * Returns: (transfer full): that act taken back, and no other of the same code
 */
CpxCodingEdit *
cpx_coding_edit_new_remove (guint position)
{
  CpxCodingEdit *self = make (REMOVE);

  self->position = position;

  return self;
}

/**
 * cpx_coding_edit_new_arrange:
 *
 * Returns: (transfer full): the lines put into the order that the rules of association propose
 */
CpxCodingEdit *
cpx_coding_edit_new_arrange (void)
{
  return make (ARRANGE);
}

/**
 * cpx_coding_edit_new_justify:
 * @rule: the id of a rule
 * @reason: why the coding stands in spite of it
 *
 * Returns: (transfer full): the finding justified
 */
CpxCodingEdit *
cpx_coding_edit_new_justify (const char *rule,
                             const char *reason)
{
  CpxCodingEdit *self = make (JUSTIFY);

  self->rule = g_strdup (rule);
  self->reason = g_strdup (reason);

  return self;
}

/**
 * cpx_coding_edit_new_context:
 * @context: the circumstances as a person states them
 *
 * Returns: (transfer full): the circumstances stated
 */
CpxCodingEdit *
cpx_coding_edit_new_context (const CpxCodingContext *context)
{
  CpxCodingEdit *self = make (CONTEXT);

  self->context = *context;

  return self;
}

/**
 * cpx_coding_edit_new_take:
 * @changed: a request that a dialog changed; copied
 *
 * Returns: (transfer full): the draft, its choices and its justifications taken over from @changed
 */
CpxCodingEdit *
cpx_coding_edit_new_take (CpxCodingRequest *changed)
{
  CpxCodingEdit *self = make (TAKE);

  self->changed = cpx_coding_request_copy (changed);

  return self;
}

/**
 * cpx_coding_edit_free:
 * @self: (transfer full): an edit
 */
void
cpx_coding_edit_free (CpxCodingEdit *self)
{
  g_free (self->source);
  g_free (self->proposed_code);
  g_free (self->rule);
  g_free (self->reason);
  g_clear_pointer (&self->changed, cpx_coding_request_free);
  g_free (self);
}

/**
 * cpx_coding_edit_needs_lines:
 * @self: an edit
 *
 * Returns: `TRUE` if it names lines by position: it means nothing once someone else changed the acts
 */
gboolean
cpx_coding_edit_needs_lines (const CpxCodingEdit *self)
{
  return self->kind == SET || self->kind == REMOVE || self->kind == ARRANGE || self->kind == TAKE;
}

static gboolean
is_in_order (GArray *order)
{
  for (guint i = 0; i < order->len; i++)
    {
      if (g_array_index (order, guint, i) != i)
        return FALSE;
    }

  return TRUE;
}

/**
 * cpx_coding_edit_find_order:
 * @request: a request
 *
 * Finds the order of lines that the rules of association propose.
 *
 * Returns: (transfer full) (nullable) (element-type guint): the positions as they should follow; `NULL` if they are in
 *   order, or the order is not established
 */
GArray *
cpx_coding_edit_find_order (CpxCodingRequest *request)
{
  guint n_lines = cpx_coding_draft_get_n_lines (request->draft);
  g_autoptr(GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(CpxCodingResult) result = NULL;
  const CpxAssociationPlan *plan;

  if (request->nomenclature == NULL || n_lines < 2)
    return NULL;
  result = cpx_coding_check (request->draft, request->nomenclature);
  plan = cpx_coding_result_get_plan (result);
  for (guint i = 0; i < plan->groups->len; i++)
    {
      const CpxAssociationGroup *group = g_ptr_array_index (plan->groups, i);

      if (!group->is_sure)
        return NULL;
      g_array_append_vals (order, group->lines, group->n_lines);
    }

  return order->len == n_lines && !is_in_order (order) ? g_steal_pointer (&order) : NULL;
}

static gboolean
add (const CpxCodingEdit *self,
     CpxCodingRequest    *request)
{
  if (cpx_coding_draft_get_n_lines (request->draft) >= CPX_CODING_MAX_LINES)
    return FALSE;
  cpx_coding_request_add_line (request, &self->line,
                               cpx_act_choice_new (self->source, self->proposed_code, NULL, NULL));

  return TRUE;
}

static gboolean
arrange (CpxCodingRequest *request)
{
  g_autoptr(GArray) order = cpx_coding_edit_find_order (request);
  g_autofree CpxCodingLine *lines = NULL;
  g_autofree gpointer *choices = NULL;
  CpxCodingDraft *arranged;

  if (order == NULL)
    return FALSE;
  lines = g_new0 (CpxCodingLine, order->len);
  choices = g_memdup2 (request->choices->pdata, sizeof (gpointer) * order->len);
  for (guint i = 0; i < order->len; i++)
    {
      guint from = g_array_index (order, guint, i);

      lines[i] = *cpx_coding_draft_get_line (request->draft, from);
      request->choices->pdata[i] = choices[from];
    }
  arranged = cpx_coding_draft_new (cpx_coding_draft_get_context (request->draft), lines, order->len);
  g_object_unref (request->draft);
  request->draft = arranged;

  return TRUE;
}

/* The dialog looked at a copy; the records of its lines may have been kept since. */
static void
take_acts (GPtrArray *choices,
           GPtrArray *now)
{
  for (guint i = 0; i < MIN (choices->len, now->len); i++)
    {
      CpxActChoice *choice = g_ptr_array_index (choices, i);
      const CpxActChoice *current = g_ptr_array_index (now, i);

      g_set_object (&choice->act, current->act);
    }
}

static gboolean
take (const CpxCodingEdit *self,
      CpxCodingRequest    *request)
{
  g_autoptr(CpxCodingRequest) changed = cpx_coding_request_copy (self->changed);

  if (changed->choices->len < request->choices->len)
    return FALSE;
  take_acts (changed->choices, request->choices);
  g_set_object (&request->draft, changed->draft);
  g_ptr_array_unref (request->choices);
  request->choices = g_steal_pointer (&changed->choices);
  json_decref (request->overrides);
  request->overrides = g_steal_pointer (&changed->overrides);

  return TRUE;
}

/**
 * cpx_coding_edit_apply:
 * @self: an edit
 * @request: a request, changed in place
 *
 * Returns: `FALSE` if it means nothing there, and nothing changed
 */
gboolean
cpx_coding_edit_apply (const CpxCodingEdit *self,
                       CpxCodingRequest    *request)
{
  gboolean has_line = self->position < cpx_coding_draft_get_n_lines (request->draft);

  switch (self->kind)
    {
    case ADD:
      return add (self, request);
    case SET:
      if (has_line)
        cpx_coding_request_set_line (request, self->position, &self->line);
      return has_line;
    case REMOVE:
      if (has_line)
        cpx_coding_request_remove_line (request, self->position);
      return has_line;
    case ARRANGE:
      return arrange (request);
    case JUSTIFY:
      cpx_coding_request_set_override (request, self->rule, self->reason);
      return TRUE;
    case CONTEXT:
      cpx_coding_request_set_context (request, &self->context);
      return TRUE;
    case TAKE:
      return take (self, request);
    default:
      g_assert_not_reached ();
    }
}
