/* cpx-coding-layers.c: what the records say of a coding, and what a person changed since, laid over it. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-coding-layers.h"

static void
set_request (CpxCodingLayers  *self,
             CpxCodingRequest *request)
{
  g_clear_pointer (&self->request, cpx_coding_request_free);
  g_clear_pointer (&self->verdict, cpx_coding_verdict_free);
  self->request = request;
  self->verdict = cpx_coding_verdict_new (request);
}

/**
 * cpx_coding_layers_new:
 *
 * Returns: (transfer full): nothing is read yet, and nothing changed
 */
CpxCodingLayers *
cpx_coding_layers_new (void)
{
  CpxCodingLayers *self = g_new0 (CpxCodingLayers, 1);

  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_coding_edit_free);

  return self;
}

/**
 * cpx_coding_layers_free:
 * @self: (transfer full): layers
 */
void
cpx_coding_layers_free (CpxCodingLayers *self)
{
  g_clear_pointer (&self->base, cpx_coding_request_free);
  g_clear_pointer (&self->edits, g_ptr_array_unref);
  g_clear_pointer (&self->back, cpx_coding_edit_free);
  g_clear_pointer (&self->request, cpx_coding_request_free);
  g_clear_pointer (&self->verdict, cpx_coding_verdict_free);
  g_free (self);
}

/* What was chosen before a lock or a power cut; nothing, if others recorded the same meanwhile. */
static void
take_begun (CpxCodingLayers  *self,
            CpxCodingRequest *base)
{
  CpxCodingRequest *begun = base->begun;

  if (begun != NULL && !(base->begun_over_others && cpx_coding_draft_equal (begun->draft, base->draft)))
    g_ptr_array_add (self->edits, cpx_coding_edit_new_restore (begun));
}

/**
 * cpx_coding_layers_take_base:
 * @self: layers
 * @base: (transfer full): what the records say now
 * @of_others: whether somebody else changed them: edits that name lines are laid only if the acts are still the same
 *
 * Lays the edits over @base; the first one that is read brings what was begun once.
 */
void
cpx_coding_layers_take_base (CpxCodingLayers  *self,
                             CpxCodingRequest *base,
                             gboolean          of_others)
{
  CpxCodingRequest *request;

  if (self->base == NULL)
    take_begun (self, base);
  request = cpx_coding_edits_lay (self->edits, of_others ? self->base : NULL, base);
  g_clear_pointer (&self->base, cpx_coding_request_free);
  self->base = base;
  set_request (self, request);
}

/**
 * cpx_coding_layers_change:
 * @self: layers
 * @edit: (transfer full): what a person changed
 *
 * Returns: `FALSE` if @edit means nothing here
 */
gboolean
cpx_coding_layers_change (CpxCodingLayers *self,
                          CpxCodingEdit   *edit)
{
  g_autoptr(CpxCodingEdit) owned = edit;
  g_autoptr(CpxCodingRequest) changed = cpx_coding_request_copy (self->request);

  if (!cpx_coding_edit_apply (edit, changed))
    return FALSE;
  cpx_coding_edit_set_back (&self->back, edit, self->request);
  g_ptr_array_add (self->edits, g_steal_pointer (&owned));
  set_request (self, g_steal_pointer (&changed));

  return TRUE;
}

/**
 * cpx_coding_layers_undo:
 * @self: layers
 *
 * Undoes the last removal of an act; by an edit of its own if it was recorded meanwhile, or others followed.
 *
 * Returns: `FALSE` if there was none
 */
gboolean
cpx_coding_layers_undo (CpxCodingLayers *self)
{
  g_autoptr(CpxCodingEdit) back = g_steal_pointer (&self->back);

  if (back == NULL)
    return FALSE;
  if (!cpx_coding_edits_drop_removal (self->edits, self->n_saving))
    return cpx_coding_layers_change (self, g_steal_pointer (&back));
  set_request (self, cpx_coding_edits_lay (self->edits, NULL, self->base));

  return TRUE;
}

/**
 * cpx_coding_layers_drop_saved:
 * @self: layers
 *
 * Drops the edits that were recorded: the records say it now.
 */
void
cpx_coding_layers_drop_saved (CpxCodingLayers *self)
{
  g_ptr_array_remove_range (self->edits, 0, MIN (self->n_saving, self->edits->len));
  self->n_saving = 0;
}

/**
 * cpx_coding_layers_make_snapshot:
 * @self: layers
 * @note: (nullable): the report that is read
 * @suggestions: (transfer full) (nullable): as they were shown
 *
 * Returns: (transfer full): what is to be recorded, with what is written down beside the acts: the report, in which
 *   wording, and the suggestions
 */
CpxCodingRequest *
cpx_coding_layers_make_snapshot (CpxCodingLayers *self,
                                 CpxRecord       *note,
                                 json_t          *suggestions)
{
  CpxCodingRequest *snapshot = cpx_coding_request_copy (self->request);

  snapshot->takes_begun = TRUE;
  if (note != NULL)
    cpx_coding_request_set_note (snapshot, note);
  if (suggestions != NULL)
    {
      g_clear_pointer (&snapshot->suggestions, json_decref);
      snapshot->suggestions = suggestions;
    }

  return snapshot;
}
