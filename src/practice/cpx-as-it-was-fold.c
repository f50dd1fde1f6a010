/* cpx-as-it-was-fold.c: records put together from their changes.
 *
 * The same merge that sync/ makes of two histories: last writer wins, field by field, in hybrid logical time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-as-it-was-fold.h"

#include <cpx-hlc.h>
#include <cpx-merge.h>

/* One record on its way. */
typedef struct
{
  const CpxKind *kind;
  char          *id;        /* (owned) */
  json_t        *state;     /* (owned) */
  CpxVersions   *versions;  /* (owned) */
  guint          order;     /* in which it was made */
} Growing;

static void
growing_free (Growing *self)
{
  g_free (self->id);
  json_decref (self->state);
  cpx_versions_free (self->versions);
  g_free (self);
}

static int
compare_time (gconstpointer a,
              gconstpointer b)
{
  const CpxChangeHead *one = cpx_change_get_head (*(CpxChange *const *) a);
  const CpxChangeHead *other = cpx_change_get_head (*(CpxChange *const *) b);

  return cpx_hlc_compare (one->hlc, &one->device, other->hlc, &other->device);
}

static Growing *
find (GHashTable          *growing,
      const CpxChangeHead *head)
{
  Growing *self = g_hash_table_lookup (growing, head->record_id);

  if (self != NULL || cpx_kinds_find (head->kind) == NULL)
    return self;
  self = g_new0 (Growing, 1);
  self->kind = cpx_kinds_find (head->kind);
  self->id = g_strdup (head->record_id);
  self->state = json_object ();
  self->versions = cpx_versions_new ();
  self->order = g_hash_table_size (growing);
  g_hash_table_insert (growing, self->id, self);

  return self;
}

static void
apply (GHashTable *growing,
       CpxChange  *change)
{
  Growing *self = find (growing, cpx_change_get_head (change));

  if (self != NULL)
    g_ptr_array_unref (cpx_merge_change (self->state, self->versions, change));
}

static int
compare_kind (const Growing *a,
              const Growing *b)
{
  guint n;
  const CpxKind *const *kinds = cpx_kinds_list (&n);

  for (guint i = 0; i < n && a->kind != b->kind; i++)
    {
      if (kinds[i] == a->kind || kinds[i] == b->kind)
        return kinds[i] == a->kind ? -1 : 1;
    }

  return a->order < b->order ? -1 : 1;
}

/* The patient first, then kind by kind as they are declared, each in the order of their making. */
static int
compare_place (gconstpointer a,
               gconstpointer b)
{
  const Growing *one = *(Growing *const *) a, *other = *(Growing *const *) b;
  gboolean is_patient = one->kind->patient_field == CPX_KIND_IS_PATIENT;

  if (is_patient != (other->kind->patient_field == CPX_KIND_IS_PATIENT))
    return is_patient ? -1 : 1;

  return compare_kind (one, other);
}

static GPtrArray *
finish (GHashTable *growing)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new ();
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, growing);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (all, value);
  g_ptr_array_sort (all, compare_place);
  for (guint i = 0; i < all->len; i++)
    {
      Growing *self = g_ptr_array_index (all, i);
      CpxRecord *record = NULL;

      if (!json_is_true (json_object_get (self->state, CPX_CHANGE_DELETED)))
        record = cpx_record_from_json (self->kind, self->id, self->state, CPX_RECORD_FROM_STORE, NULL);
      if (record != NULL)
        g_ptr_array_add (records, record);
    }

  return records;
}

/**
 * cpx_as_it_was_fold:
 * @changes: (element-type CpxChange): of any records, in any order
 * @until_hlc: the hybrid logical time until which they count, inclusive
 *
 * Puts the records together as they were then; those that were deleted then are left out.
 *
 * Returns: (transfer full) (element-type CpxRecord): the records
 */
GPtrArray *
cpx_as_it_was_fold (GPtrArray *changes,
                    guint64    until_hlc)
{
  g_autoptr(GPtrArray) ordered = g_ptr_array_new ();
  g_autoptr(GHashTable) growing = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) growing_free);

  for (guint i = 0; i < changes->len; i++)
    g_ptr_array_add (ordered, g_ptr_array_index (changes, i));
  g_ptr_array_sort (ordered, compare_time);
  for (guint i = 0; i < ordered->len; i++)
    {
      CpxChange *change = g_ptr_array_index (ordered, i);

      if (cpx_change_get_head (change)->hlc <= until_hlc)
        apply (growing, change);
    }

  return finish (growing);
}
