/* cpx-merge.c: what a record becomes when a change reaches it: last writer wins, field by field.
 *
 * 1. Later means a greater hybrid logical time; between equals the greater device wins: every device that has
 *    the same changes, in whatever order they came, holds the same values.
 * 2. A change that names as its base the change whose value is there had seen it: it simply follows.
 * 3. Otherwise neither had seen the other. The later one's value stands, the other is reported, unless both say the
 *    same. (A device's own changes come in their order, so an ancestor never arrives after what was built on it.)
 * 4. The creation of a record conflicts with nothing: who edited the record had seen it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-merge.h"

#include <cpx-hlc.h>

void
cpx_merge_conflict_free (CpxMergeConflict *self)
{
  g_free (self->field);
  json_decref (self->kept);
  json_decref (self->lost);
  g_free (self);
}

static void
set_value (json_t     *state,
           const char *field,
           json_t     *value)
{
  if (value != NULL)
    json_object_set (state, field, value);
  else
    json_object_del (state, field);
}

static gboolean
same_value (json_t *a,
            json_t *b)
{
  return a == b || (a != NULL && b != NULL && json_equal (a, b));
}

static CpxMergeConflict *
conflict_new (const char       *field,
              json_t           *kept,
              const CpxVersion *kept_version,
              json_t           *lost,
              const CpxVersion *lost_version)
{
  CpxMergeConflict *conflict = g_new0 (CpxMergeConflict, 1);

  conflict->field = g_strdup (field);
  conflict->kept = json_incref (kept);
  conflict->kept_version = *kept_version;
  conflict->lost = json_incref (lost);
  conflict->lost_version = *lost_version;

  return conflict;
}

static void
merge_field (json_t               *state,
             CpxVersions          *versions,
             const CpxChangeField *field,
             const CpxVersion     *incoming,
             gboolean              is_creation,
             GPtrArray            *conflicts)
{
  const CpxVersion *found = cpx_versions_find (versions, field->name);
  json_t *current = json_object_get (state, field->name);
  CpxVersion there;
  gboolean wins;

  if (found != NULL && cpx_id_equal (&found->change, &incoming->change))
    return;

  wins = found == NULL || cpx_hlc_compare (incoming->hlc, &incoming->device, found->hlc, &found->device) > 0;
  if (found != NULL)
    {
      gboolean follows = field->base != NULL && cpx_id_equal (field->base, &found->change);

      there = *found;
      wins = wins || follows;
      if (!follows && !is_creation && !same_value (current, field->value))
        g_ptr_array_add (conflicts, wins ? conflict_new (field->name, field->value, incoming, current, &there)
                                         : conflict_new (field->name, current, &there, field->value, incoming));
    }
  if (!wins)
    return;

  set_value (state, field->name, field->value);
  if (!is_creation)
    cpx_versions_set (versions, field->name, incoming);
}

/**
 * cpx_merge_change:
 * @state: the record's fields as a JSON object, changed in place; empty for a record not known yet
 * @versions: where each value comes from, changed in place
 * @change: a change of that record
 *
 * Brings a change into a record. Bringing the same change again does nothing.
 *
 * Returns: (transfer full) (element-type CpxMergeConflict): the values that lost and whose author had not seen the
 *   winner, for a person to settle
 */
GPtrArray *
cpx_merge_change (json_t      *state,
                  CpxVersions *versions,
                  CpxChange   *change)
{
  GPtrArray *conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_merge_conflict_free);
  const CpxChangeHead *head = cpx_change_get_head (change);
  CpxVersion incoming = { head->id, head->device, head->hlc };
  gboolean is_creation = cpx_change_is_creation (change);

  for (guint i = 0; i < cpx_change_get_n_fields (change); i++)
    {
      CpxChangeField field = cpx_change_get_field (change, i);

      merge_field (state, versions, &field, &incoming, is_creation, conflicts);
    }
  if (is_creation)
    cpx_versions_set (versions, NULL, &incoming);

  return conflicts;
}
