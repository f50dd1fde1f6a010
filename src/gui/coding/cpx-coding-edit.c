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
  REMEDY,
  TAKE,
  RESTORE,
} EditKind;

struct _CpxCodingEdit
{
  EditKind          kind;
  guint             position;
  CpxCodingLine     line;
  char             *source;
  char             *proposed_code;  /* (nullable) */
  char             *motive;         /* (nullable): of an act that is put back */
  char             *reason;         /* (nullable): the same */
  CpxRemedy         remedy;
  CpxCodingRequest *changed;
};

static CpxCodingEdit *
make (EditKind kind)
{
  CpxCodingEdit *self = g_new0 (CpxCodingEdit, 1);

  self->kind = kind;

  return self;
}

/* The first activity that the act has, and its first phase; the usual ones where it is not known. */
static void
begin_line (CpxNomenclature *nomenclature,
            const char      *code,
            CpxCodingLine   *line)
{
  guint act = nomenclature != NULL ? cpx_nomenclature_find_act (nomenclature, code) : CPX_CCAM_NONE;
  CpxCcamRange activities = { 0 };
  CpxCcamRange phases = { 0 };

  cpx_coding_line_init (line, code);
  if (act != CPX_CCAM_NONE)
    activities = cpx_nomenclature_list_activities (nomenclature, act);
  if (activities.n == 0)
    return;
  line->activity = cpx_nomenclature_get_activity (nomenclature, activities.first).activity - '0';
  phases = cpx_nomenclature_list_phases (nomenclature, activities.first);
  if (phases.n > 0)
    line->phase = (int) cpx_nomenclature_get_phase (nomenclature, phases.first).phase;
}

/**
 * cpx_coding_edit_new_add:
 * @nomenclature: (nullable): what knows the act
 * @code: of an act
 * @source: where it comes from, a token of the act's kind
 * @proposed_code: (nullable): what was proposed for it
 *
 * Returns: (transfer full): the act added after the others
 */
CpxCodingEdit *
cpx_coding_edit_new_add (CpxNomenclature *nomenclature,
                         const char      *code,
                         const char      *source,
                         const char      *proposed_code)
{
  CpxCodingEdit *self = make (ADD);

  begin_line (nomenclature, code, &self->line);
  self->source = g_strdup (source);
  self->proposed_code = g_strdup (proposed_code);

  return self;
}

/**
 * cpx_coding_edit_new_add_line:
 * @line: an act as it begins
 * @source: where it comes from, a token of the act's kind
 *
 * Returns: (transfer full): the act added after the others
 */
CpxCodingEdit *
cpx_coding_edit_new_add_line (const CpxCodingLine *line,
                              const char          *source)
{
  CpxCodingEdit *self = make (ADD);

  self->line = *line;
  self->source = g_strdup (source);

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

/* The act put back as it was, after the others. */
static CpxCodingEdit *
make_back (const CpxCodingLine *line,
           const CpxActChoice  *choice)
{
  CpxCodingEdit *self = make (ADD);

  self->line = *line;
  self->source = g_strdup (choice->source);
  self->proposed_code = g_strdup (choice->proposed_code);
  self->motive = g_strdup (choice->motive);
  self->reason = g_strdup (choice->reason);

  return self;
}

/**
 * cpx_coding_edit_set_back:
 * @place: (inout): what puts back the act that was taken back last
 * @edit: an edit
 * @request: what it is applied to
 *
 * If @edit takes an act back, remembers at @place what puts it back.
 */
void
cpx_coding_edit_set_back (CpxCodingEdit       **place,
                          const CpxCodingEdit  *edit,
                          CpxCodingRequest     *request)
{
  if (edit->kind != REMOVE || edit->position >= request->choices->len)
    return;
  g_clear_pointer (place, cpx_coding_edit_free);
  *place = make_back (cpx_coding_draft_get_line (request->draft, edit->position),
                      g_ptr_array_index (request->choices, edit->position));
}

/**
 * cpx_coding_edits_drop_removal:
 * @edits: (element-type CpxCodingEdit): what was changed
 * @n_fixed: how many of them, the first ones, are being kept
 *
 * Drops the last edit if it takes an act back.
 *
 * Returns: whether it did
 */
gboolean
cpx_coding_edits_drop_removal (GPtrArray *edits,
                               guint      n_fixed)
{
  const CpxCodingEdit *last = edits->len > n_fixed ? g_ptr_array_index (edits, edits->len - 1) : NULL;

  if (last == NULL || last->kind != REMOVE)
    return FALSE;
  g_ptr_array_remove_index (edits, edits->len - 1);

  return TRUE;
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
 * cpx_coding_edit_new_remedy:
 * @remedy: what a finding offers
 *
 * Returns: (transfer full): the remedy taken
 */
CpxCodingEdit *
cpx_coding_edit_new_remedy (const CpxRemedy *remedy)
{
  CpxCodingEdit *self = make (REMEDY);

  self->remedy = *remedy;

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
 * cpx_coding_edit_new_restore:
 * @begun: what was chosen once and not recorded; copied
 *
 * Returns: (transfer full): all of it chosen again, acts taken back included
 */
CpxCodingEdit *
cpx_coding_edit_new_restore (CpxCodingRequest *begun)
{
  CpxCodingEdit *self = make (RESTORE);

  self->changed = cpx_coding_request_copy (begun);

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
  g_free (self->motive);
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
  return self->kind == SET || self->kind == REMOVE || self->kind == ARRANGE || self->kind == REMEDY ||
         self->kind == TAKE;
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
                               cpx_act_choice_new (self->source, self->proposed_code, self->motive, self->reason));

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

/* An act that is taken out takes its choice along; of two of the same code, the one that the finding names. */
static gboolean
take_remedy (const CpxRemedy  *remedy,
             CpxCodingRequest *request)
{
  CpxCodingDraft *draft;

  if (remedy->line >= cpx_coding_draft_get_n_lines (request->draft))
    return FALSE;
  if (remedy->kind == CPX_REMEDY_REMOVE_LINE)
    {
      cpx_coding_request_remove_line (request, remedy->line);
      return TRUE;
    }
  draft = cpx_remedy_apply (remedy, request->draft);
  g_object_unref (request->draft);
  request->draft = draft;

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

static void
take_over (CpxCodingRequest *changed,
           CpxCodingRequest *request)
{
  g_set_object (&request->draft, changed->draft);
  g_ptr_array_unref (request->choices);
  request->choices = g_steal_pointer (&changed->choices);
  json_decref (request->overrides);
  request->overrides = g_steal_pointer (&changed->overrides);
}

static gboolean
take (const CpxCodingEdit *self,
      CpxCodingRequest    *request)
{
  g_autoptr(CpxCodingRequest) changed = cpx_coding_request_copy (self->changed);

  if (changed->choices->len < request->choices->len)
    return FALSE;
  take_acts (changed->choices, request->choices);
  take_over (changed, request);

  return TRUE;
}

static gboolean
have_same_acts (CpxCodingRequest *a,
                CpxCodingRequest *b)
{
  if (a->acts->len != b->acts->len)
    return FALSE;
  for (guint i = 0; i < a->acts->len; i++)
    {
      if (!g_str_equal (cpx_record_get_id (a->acts->pdata[i]), cpx_record_get_id (b->acts->pdata[i])))
        return FALSE;
    }

  return TRUE;
}

static CpxRecord *
find_act (CpxCodingRequest *request,
          CpxRecord        *act)
{
  for (guint i = 0; i < request->acts->len; i++)
    {
      if (g_str_equal (cpx_record_get_id (request->acts->pdata[i]), cpx_record_get_id (act)))
        return request->acts->pdata[i];
    }

  return act;
}

/* The acts as they are read now, which saving compares. */
static void
find_acts (CpxCodingRequest *changed,
           CpxCodingRequest *request)
{
  for (guint i = 0; i < changed->choices->len; i++)
    {
      CpxActChoice *choice = g_ptr_array_index (changed->choices, i);

      if (choice->act != NULL)
        g_set_object (&choice->act, find_act (request, choice->act));
    }
}

/* Somebody else changed the acts: what was added is still meant. */
static gboolean
restore_additions (CpxCodingRequest *begun,
                   CpxCodingRequest *request)
{
  gboolean any = FALSE;

  for (guint i = 0; i < begun->choices->len; i++)
    {
      const CpxActChoice *choice = g_ptr_array_index (begun->choices, i);

      if (choice->act != NULL || cpx_coding_draft_get_n_lines (request->draft) >= CPX_CODING_MAX_LINES)
        continue;
      cpx_coding_request_add_line (request, cpx_coding_draft_get_line (begun->draft, i),
                                   cpx_act_choice_new (choice->source, choice->proposed_code, choice->motive,
                                                       choice->reason));
      any = TRUE;
    }

  return any;
}

static gboolean
restore (const CpxCodingEdit *self,
         CpxCodingRequest    *request)
{
  g_autoptr(CpxCodingRequest) begun = cpx_coding_request_copy (self->changed);

  if (!have_same_acts (begun, request))
    return restore_additions (begun, request);
  find_acts (begun, request);
  take_over (begun, request);

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
    case REMEDY:
      return take_remedy (&self->remedy, request);
    case TAKE:
      return take (self, request);
    case RESTORE:
      return restore (self, request);
    default:
      g_assert_not_reached ();
    }
}

/**
 * cpx_coding_edits_lay:
 * @edits: (element-type CpxCodingEdit): what was changed; those that mean nothing any more are taken out
 * @before: (nullable): what the records said when the edits were made; `NULL` if these are the same acts
 * @base: what they say now
 *
 * Lays the edits over what the records say.
 *
 * Returns: (transfer full): what is chosen now
 */
CpxCodingRequest *
cpx_coding_edits_lay (GPtrArray        *edits,
                      CpxCodingRequest *before,
                      CpxCodingRequest *base)
{
  CpxCodingRequest *request = cpx_coding_request_copy (base);
  gboolean same_acts = before == NULL || have_same_acts (before, base);

  if (!cpx_coding_request_may_change (base))
    g_ptr_array_set_size (edits, 0);
  for (guint i = 0; i < edits->len;)
    {
      const CpxCodingEdit *edit = g_ptr_array_index (edits, i);

      if ((same_acts || !cpx_coding_edit_needs_lines (edit)) && cpx_coding_edit_apply (edit, request))
        i++;
      else
        g_ptr_array_remove_index (edits, i);
    }

  return request;
}
