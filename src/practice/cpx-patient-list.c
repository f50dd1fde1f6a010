/* cpx-patient-list.c: the identifiers that a query finds, in order, and their records.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-patient-list.h"

#include "cpx-paged-list-private.h"
#include "cpx-patient-reader.h"
#include "cpx-practice-private.h"

#include <cpx-patient.h>

#define WARM_MS 300

struct _CpxPatientList
{
  CpxPagedList  parent_instance;

  char         *query;          /* (owned) */
  gboolean      show_archived;
  guint         warm_source;    /* G_MAXUINT once done */
  guint         n_elsewhere;    /* found on the other side of the archive, where nobody is found on this one */
  guint         n_unreadable;   /* files that lie on damaged pages, of those this list would show */
  gboolean      is_counting;
};

enum
{
  PROP_QUERY = 1,
  PROP_SHOW_ARCHIVED,
  PROP_N_UNREADABLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CpxPatientList, cpx_patient_list, CPX_TYPE_PAGED_LIST)

/* The names come first; the search index is read while they are looked at. */
static gboolean
warm_cb (gpointer user_data)
{
  CpxPatientList *self = user_data;
  CpxLiveList *list = user_data;

  self->warm_source = G_MAXUINT;
  cpx_practice_look_async (cpx_live_list_get_practice (list), "patient:read", cpx_patient_reader_warm, NULL, NULL,
                           (GDestroyNotify) g_array_unref, cpx_live_list_get_alive (list), NULL, NULL);

  return G_SOURCE_REMOVE;
}

static void
cpx_patient_list_ask (CpxLiveList         *list,
                      GCancellable        *until,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  CpxPatientList *self = CPX_PATIENT_LIST (list);
  CpxQueryScope scope = self->show_archived ? CPX_QUERY_ARCHIVED : CPX_QUERY_LIVE;

  cpx_practice_look_async (cpx_live_list_get_practice (list), "patient:read", cpx_patient_reader_find_hits,
                           cpx_patient_search_new (self->query, scope, CPX_PATIENT_LIST_MAX_FOUND),
                           (GDestroyNotify) cpx_patient_search_free, (GDestroyNotify) cpx_patient_hits_free, until,
                           callback, user_data);
}

static void
cpx_patient_list_take (CpxLiveList *list,
                       gpointer     content)
{
  CpxPatientList *self = CPX_PATIENT_LIST (list);
  g_autoptr(CpxPatientHits) hits = content;

  self->n_elsewhere = hits->n_elsewhere;
  cpx_paged_list_take_keys (CPX_PAGED_LIST (self), g_steal_pointer (&hits->ids));
  if (self->warm_source == 0)
    self->warm_source = g_timeout_add (WARM_MS, warm_cb, self);
}

static CpxLiveEffect
cpx_patient_list_apply (CpxLiveList      *list,
                        const CpxChanged *changed)
{
  CpxId id;

  if (changed->kind != &cpx_patient_kind)
    return CPX_LIVE_UNTOUCHED;
  if (changed->record != NULL)
    cpx_paged_list_keep (CPX_PAGED_LIST (list), changed->record);
  else if (cpx_id_parse (changed->id, &id))
    cpx_paged_list_drop (CPX_PAGED_LIST (list), &id);

  return CPX_LIVE_STALE;
}

static void
cpx_patient_list_ask_page (CpxPagedList        *list,
                           GArray              *keys,
                           GCancellable        *until,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  cpx_practice_look_async (cpx_live_list_get_practice (CPX_LIVE_LIST (list)), "patient:read", cpx_patient_reader_load,
                           keys, (GDestroyNotify) g_array_unref, (GDestroyNotify) g_ptr_array_unref, until, callback,
                           user_data);
}

static void
cpx_patient_list_get_key (gpointer value,
                          gpointer out_key)
{
  gboolean parsed = cpx_id_parse (cpx_record_get_id (value), out_key);

  g_assert (parsed);
}

static gpointer
cpx_patient_list_make_row (gconstpointer key)
{
  char id[CPX_ID_TEXT_LENGTH + 1];

  cpx_id_format (key, id);

  return cpx_patient_row_new (id, NULL);
}

static void
cpx_patient_list_fill_row (gpointer row,
                           gpointer value)
{
  cpx_patient_row_set_record (row, value);
}

static void
set_n_unreadable (CpxPatientList *self,
                  guint           n)
{
  if (self->n_unreadable == n)
    return;
  self->n_unreadable = n;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_UNREADABLE]);
}

/* A CpxLiveAnswered. */
static void
counted (CpxLiveList  *list,
         gpointer      found,
         const GError *error)
{
  CpxPatientList *self = CPX_PATIENT_LIST (list);
  g_autofree guint *n = found;

  self->is_counting = FALSE;
  if (n != NULL)
    set_n_unreadable (self, *n);
}

/* One file of a page lies on a bad page: how many do in all? Every file is read, once. */
static void
count_unreadable (CpxPatientList *self)
{
  CpxLiveList *list = CPX_LIVE_LIST (self);
  CpxQueryScope scope = self->show_archived ? CPX_QUERY_ARCHIVED : CPX_QUERY_LIVE;
  GCancellable *alive = cpx_live_list_get_alive (list);

  if (self->is_counting || self->n_unreadable > 0)
    return;
  self->is_counting = TRUE;
  cpx_practice_look_async (cpx_live_list_get_practice (list), "patient:read", cpx_patient_reader_count_unreadable,
                           GINT_TO_POINTER (scope), NULL, g_free, alive, cpx_live_list_answered_cb,
                           cpx_live_list_await (list, alive, counted));
}

static void
cpx_patient_list_miss_row (CpxPagedList *list,
                           gpointer      row)
{
  cpx_patient_row_set_unreadable (row);
  count_unreadable (CPX_PATIENT_LIST (list));
}

static void
cpx_patient_list_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  CpxPatientList *self = CPX_PATIENT_LIST (object);

  switch (prop_id)
    {
    case PROP_QUERY:
      cpx_patient_list_set_query (self, g_value_get_string (value));
      break;
    case PROP_SHOW_ARCHIVED:
      cpx_patient_list_set_show_archived (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_patient_list_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  CpxPatientList *self = CPX_PATIENT_LIST (object);

  switch (prop_id)
    {
    case PROP_QUERY:
      g_value_set_string (value, self->query);
      break;
    case PROP_SHOW_ARCHIVED:
      g_value_set_boolean (value, self->show_archived);
      break;
    case PROP_N_UNREADABLE:
      g_value_set_uint (value, self->n_unreadable);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_patient_list_dispose (GObject *object)
{
  CpxPatientList *self = CPX_PATIENT_LIST (object);

  if (self->warm_source != G_MAXUINT)
    g_clear_handle_id (&self->warm_source, g_source_remove);

  G_OBJECT_CLASS (cpx_patient_list_parent_class)->dispose (object);
}

static void
cpx_patient_list_finalize (GObject *object)
{
  g_clear_pointer (&CPX_PATIENT_LIST (object)->query, g_free);

  G_OBJECT_CLASS (cpx_patient_list_parent_class)->finalize (object);
}

static void
cpx_patient_list_class_init (CpxPatientListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  CpxLiveListClass *list_class = CPX_LIVE_LIST_CLASS (klass);
  CpxPagedListClass *paged_class = CPX_PAGED_LIST_CLASS (klass);
  GParamFlags writable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->set_property = cpx_patient_list_set_property;
  object_class->get_property = cpx_patient_list_get_property;
  object_class->dispose = cpx_patient_list_dispose;
  object_class->finalize = cpx_patient_list_finalize;
  list_class->item_type = CPX_TYPE_PATIENT_ROW;
  list_class->ask = cpx_patient_list_ask;
  list_class->take = cpx_patient_list_take;
  list_class->apply = cpx_patient_list_apply;
  paged_class->key_bytes = sizeof (CpxId);
  paged_class->key_hash = cpx_id_hash;
  paged_class->key_equal = (GEqualFunc) cpx_id_equal;
  paged_class->ask_page = cpx_patient_list_ask_page;
  paged_class->get_key = cpx_patient_list_get_key;
  paged_class->make_row = cpx_patient_list_make_row;
  paged_class->fill_row = cpx_patient_list_fill_row;
  paged_class->miss_row = cpx_patient_list_miss_row;

  properties[PROP_QUERY] = g_param_spec_string ("query", NULL, NULL, "", writable);
  properties[PROP_SHOW_ARCHIVED] = g_param_spec_boolean ("show-archived", NULL, NULL, FALSE, writable);
  properties[PROP_N_UNREADABLE] = g_param_spec_uint ("n-unreadable", NULL, NULL, 0, G_MAXUINT, 0,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cpx_patient_list_init (CpxPatientList *self)
{
  self->query = g_strdup ("");
}

/**
 * cpx_patient_list_new:
 * @practice: an unlocked practice
 *
 * Begins to read the live files in the order of their names.
 *
 * Returns: (transfer full): a list, empty until the reader answers
 */
CpxPatientList *
cpx_patient_list_new (CpxPractice *practice)
{
  CpxPatientList *self = g_object_new (CPX_TYPE_PATIENT_LIST, "practice", practice, NULL);

  cpx_live_list_refresh (CPX_LIVE_LIST (self));

  return self;
}

/**
 * cpx_patient_list_set_query:
 * @self: a list
 * @query: what was typed: parts of names, a birth date, a NIR, a telephone; empty for everyone
 *
 * Looks for @query and cancels what was looked for before. The list changes when the answer comes.
 */
void
cpx_patient_list_set_query (CpxPatientList *self,
                            const char     *query)
{
  g_autofree char *stripped = g_strstrip (g_strdup (query != NULL ? query : ""));

  g_return_if_fail (CPX_IS_PATIENT_LIST (self));

  if (g_str_equal (self->query, stripped))
    return;
  g_free (self->query);
  self->query = g_steal_pointer (&stripped);
  cpx_live_list_ask_anew (CPX_LIVE_LIST (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);
}

/**
 * cpx_patient_list_get_query:
 * @self: a list
 *
 * Returns: (transfer none): what is looked for
 */
const char *
cpx_patient_list_get_query (CpxPatientList *self)
{
  g_return_val_if_fail (CPX_IS_PATIENT_LIST (self), NULL);

  return self->query;
}

/**
 * cpx_patient_list_set_show_archived:
 * @self: a list
 * @show_archived: `TRUE` for archived files instead of the others
 */
void
cpx_patient_list_set_show_archived (CpxPatientList *self,
                                    gboolean        show_archived)
{
  g_return_if_fail (CPX_IS_PATIENT_LIST (self));

  if (self->show_archived == !!show_archived)
    return;
  self->show_archived = !!show_archived;
  set_n_unreadable (self, 0);
  cpx_live_list_ask_anew (CPX_LIVE_LIST (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_ARCHIVED]);
}

/**
 * cpx_patient_list_get_show_archived:
 * @self: a list
 *
 * Returns: `TRUE` if archived files are shown instead of the others
 */
gboolean
cpx_patient_list_get_show_archived (CpxPatientList *self)
{
  g_return_val_if_fail (CPX_IS_PATIENT_LIST (self), FALSE);

  return self->show_archived;
}

/**
 * cpx_patient_list_get_loading:
 * @self: a list
 *
 * Returns: `TRUE` while an answer is awaited
 */
gboolean
cpx_patient_list_get_loading (CpxPatientList *self)
{
  return cpx_live_list_get_loading (CPX_LIVE_LIST (self));
}

/**
 * cpx_patient_list_get_error:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): why the last look failed
 */
const GError *
cpx_patient_list_get_error (CpxPatientList *self)
{
  return cpx_live_list_get_error (CPX_LIVE_LIST (self));
}

/**
 * cpx_patient_list_get_n_elsewhere:
 * @self: a list
 *
 * Tells, once a search has found nobody, whether it is because the file is in the archive, or because only the archive
 * is looked at.
 *
 * Returns: how many files the search finds there; at most %CPX_PATIENT_LIST_MAX_FOUND
 */
guint
cpx_patient_list_get_n_elsewhere (CpxPatientList *self)
{
  g_return_val_if_fail (CPX_IS_PATIENT_LIST (self), 0);

  return self->n_elsewhere;
}

/**
 * cpx_patient_list_get_n_unreadable:
 * @self: a list
 *
 * Tells whether pages of the vault turned out to be damaged: the rows of the files on them say so, all others are
 * there.
 *
 * Returns: how many of the practice's files cannot be read; 0 until one was met
 */
guint
cpx_patient_list_get_n_unreadable (CpxPatientList *self)
{
  g_return_val_if_fail (CPX_IS_PATIENT_LIST (self), 0);

  return self->n_unreadable;
}

/**
 * cpx_patient_list_find:
 * @self: a list
 * @patient_id: a patient
 *
 * Returns: their position, or `G_MAXUINT` if they are not in the list
 */
guint
cpx_patient_list_find (CpxPatientList *self,
                       const char     *patient_id)
{
  GArray *ids = cpx_paged_list_get_keys (CPX_PAGED_LIST (self));
  CpxId id;

  g_return_val_if_fail (CPX_IS_PATIENT_LIST (self), G_MAXUINT);

  if (!cpx_id_parse (patient_id, &id))
    return G_MAXUINT;
  for (guint i = 0; i < ids->len; i++)
    {
      if (cpx_id_equal (&g_array_index (ids, CpxId, i), &id))
        return i;
    }

  return G_MAXUINT;
}
