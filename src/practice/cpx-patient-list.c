/* cpx-patient-list.c: identifiers in order, rows made when looked at, records read by pages.
 *
 *   set_query() ──look: ids──▶ ids_cb: what differs is announced
 *   get_item() ──▶ row, and its page is wanted ──idle, look: records──▶ page_cb: rows get their records
 *
 * A search under way is cancelled by the next one. Rows live as long as the screen holds them; records are kept for the
 * pages last seen, so that scrolling back shows names at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-patient-list.h"

#include "cpx-list-look.h"
#include "cpx-patient-reader.h"

#include <cpx-patient.h>

#define PAGE        64
#define MAX_RECORDS 4096

struct _CpxPatientList
{
  GObject       parent_instance;

  CpxListLook   look;
  char         *query;          /* (owned) */
  gboolean      show_archived;
  GArray       *ids;            /* (owned) (element-type CpxId) */
  GHashTable   *rows;           /* (owned): id text → CpxPatientRow, not owned: rows remove themselves */
  GHashTable   *records;        /* (owned): id text → CpxRecord */
  GCancellable *searching;      /* (owned) (nullable): the look for ids under way */
  GArray       *wanted;         /* (owned) (element-type CpxId): records to read in the next idle */
  guint         want_source;
  guint         warm_source;    /* G_MAXUINT once done */
  gboolean      loading;
};

enum
{
  PROP_PRACTICE = 1,
  PROP_QUERY,
  PROP_SHOW_ARCHIVED,
  PROP_LOADING,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void cpx_patient_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CpxPatientList, cpx_patient_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, cpx_patient_list_list_model_init))

static void
set_loading (CpxPatientList *self,
             gboolean        loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
take_error (CpxPatientList *self,
            GError         *error)
{
  if (self->look.error == NULL && error == NULL)
    return;
  cpx_list_look_set_error (&self->look, error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static gboolean
same_id (GArray *a,
         guint   i,
         GArray *b,
         guint   j)
{
  return cpx_id_equal (&g_array_index (a, CpxId, i), &g_array_index (b, CpxId, j));
}

/* Announces only the stretch that differs, so that the selection and the scrolling stay. */
static void
take_ids (CpxPatientList *self,
          GArray         *ids)
{
  g_autoptr(GArray) old = g_steal_pointer (&self->ids);
  guint n_common = MIN (old->len, ids->len);
  guint head = 0;
  guint tail = 0;

  self->ids = ids;
  while (head < n_common && same_id (old, head, ids, head))
    head++;
  while (tail < n_common - head && same_id (old, old->len - 1 - tail, ids, ids->len - 1 - tail))
    tail++;
  if (old->len != ids->len || head < old->len)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail, ids->len - head - tail);
}

/* The names come first; the search index is read while they are looked at. */
static gboolean
warm_cb (gpointer user_data)
{
  CpxPatientList *self = user_data;

  self->warm_source = G_MAXUINT;
  cpx_list_look_ask (&self->look, "patient:read", cpx_patient_reader_warm, NULL, NULL, (GDestroyNotify) g_array_unref,
                     NULL, NULL);

  return G_SOURCE_REMOVE;
}

static void
ids_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(CpxPatientList) self = user_data;
  g_autoptr(GError) error = NULL;
  GArray *ids = cpx_practice_perform_finish (CPX_PRACTICE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  take_error (self, g_steal_pointer (&error));
  if (ids == NULL)
    ids = g_array_new (FALSE, FALSE, sizeof (CpxId));
  take_ids (self, ids);
  set_loading (self, FALSE);
  if (self->warm_source == 0)
    self->warm_source = g_timeout_add (300, warm_cb, self);
}

static void
refresh (CpxPatientList *self)
{
  CpxQueryScope scope = self->show_archived ? CPX_QUERY_ARCHIVED : CPX_QUERY_LIVE;

  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  if (cpx_practice_is_locked (self->look.practice))
    return;

  self->searching = g_cancellable_new ();
  set_loading (self, TRUE);
  cpx_practice_look_async (self->look.practice, "patient:read", cpx_patient_reader_find,
                           cpx_patient_search_new (self->query, scope, CPX_PATIENT_LIST_MAX_FOUND),
                           (GDestroyNotify) cpx_patient_search_free, (GDestroyNotify) g_array_unref, self->searching,
                           ids_cb, g_object_ref (self));
}

static void
remember (CpxPatientList *self,
          CpxRecord      *record)
{
  CpxPatientRow *row = g_hash_table_lookup (self->rows, cpx_record_get_id (record));

  if (g_hash_table_size (self->records) >= MAX_RECORDS)
    g_hash_table_remove_all (self->records);
  g_hash_table_replace (self->records, (gpointer) cpx_record_get_id (record), g_object_ref (record));
  if (row != NULL)
    cpx_patient_row_set_record (row, record);
}

static void
page_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(CpxPatientList) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records = cpx_practice_perform_finish (CPX_PRACTICE (source), result, &error);

  if (records == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        take_error (self, g_steal_pointer (&error));
      return;
    }
  for (guint i = 0; i < records->len; i++)
    remember (self, g_ptr_array_index (records, i));
}

static gboolean
want_cb (gpointer user_data)
{
  CpxPatientList *self = user_data;
  GArray *wanted = g_steal_pointer (&self->wanted);

  self->want_source = 0;
  self->wanted = g_array_new (FALSE, FALSE, sizeof (CpxId));
  cpx_list_look_ask (&self->look, "patient:read", cpx_patient_reader_load, wanted, (GDestroyNotify) g_array_unref,
                     (GDestroyNotify) g_ptr_array_unref, page_cb, self);

  return G_SOURCE_REMOVE;
}

/* The page around a row: its neighbours are about to be looked at. */
static void
want_page (CpxPatientList *self,
           guint           position)
{
  guint from = position / PAGE * PAGE;
  guint until = MIN (from + PAGE, self->ids->len);

  for (guint i = from; i < until; i++)
    {
      char id[CPX_ID_TEXT_LENGTH + 1];

      cpx_id_format (&g_array_index (self->ids, CpxId, i), id);
      /* A row that exists without a record has been asked for already. */
      if (!g_hash_table_contains (self->records, id) && (i == position || !g_hash_table_contains (self->rows, id)))
        g_array_append_val (self->wanted, g_array_index (self->ids, CpxId, i));
    }
  if (self->want_source == 0)
    self->want_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, want_cb, self, NULL);
}

static gboolean
is_that_row (gpointer id,
             gpointer row,
             gpointer that)
{
  return row == that;
}

static void
row_gone_cb (gpointer  user_data,
             GObject  *where_the_row_was)
{
  g_hash_table_foreach_remove (user_data, is_that_row, where_the_row_was);
  g_hash_table_unref (user_data);
}

static CpxPatientRow *
make_row (CpxPatientList *self,
          const char     *id,
          guint           position)
{
  CpxRecord *record = g_hash_table_lookup (self->records, id);
  CpxPatientRow *row = cpx_patient_row_new (id, record);

  if (record == NULL)
    want_page (self, position);
  g_hash_table_replace (self->rows, g_strdup (id), row);
  g_object_weak_ref (G_OBJECT (row), row_gone_cb, g_hash_table_ref (self->rows));

  return row;
}

static GType
get_item_type (GListModel *model)
{
  return CPX_TYPE_PATIENT_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return CPX_PATIENT_LIST (model)->ids->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  CpxPatientList *self = CPX_PATIENT_LIST (model);
  char id[CPX_ID_TEXT_LENGTH + 1];
  CpxPatientRow *row;

  if (position >= self->ids->len)
    return NULL;
  cpx_id_format (&g_array_index (self->ids, CpxId, position), id);
  row = g_hash_table_lookup (self->rows, id);

  return row != NULL ? g_object_ref (row) : make_row (self, id, position);
}

static void
cpx_patient_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
changed_cb (CpxPractice *practice,
            GPtrArray   *changes,
            gpointer     user_data)
{
  CpxPatientList *self = user_data;
  gboolean touched = FALSE;

  for (guint i = 0; i < changes->len; i++)
    {
      const CpxChanged *changed = g_ptr_array_index (changes, i);

      if (changed->kind != &cpx_patient_kind)
        continue;
      touched = TRUE;
      if (changed->record != NULL)
        remember (self, changed->record);
      else
        g_hash_table_remove (self->records, changed->id);
    }
  if (touched)
    refresh (self);
}

static void
locked_cb (CpxPractice *practice,
           gpointer     user_data)
{
  CpxPatientList *self = user_data;

  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  cpx_list_look_stop (&self->look);
  take_ids (self, g_array_new (FALSE, FALSE, sizeof (CpxId)));
  g_hash_table_remove_all (self->records);
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
    case PROP_PRACTICE:
      self->look.practice = g_value_dup_object (value);
      break;
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
    case PROP_PRACTICE:
      g_value_set_object (value, self->look.practice);
      break;
    case PROP_QUERY:
      g_value_set_string (value, self->query);
      break;
    case PROP_SHOW_ARCHIVED:
      g_value_set_boolean (value, self->show_archived);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_ERROR:
      g_value_set_string (value, cpx_list_look_get_message (&self->look));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_patient_list_constructed (GObject *object)
{
  CpxPatientList *self = CPX_PATIENT_LIST (object);

  G_OBJECT_CLASS (cpx_patient_list_parent_class)->constructed (object);

  cpx_list_look_begin (&self->look, self, changed_cb, locked_cb);
  refresh (self);
}

static void
cpx_patient_list_dispose (GObject *object)
{
  CpxPatientList *self = CPX_PATIENT_LIST (object);

  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  cpx_list_look_stop (&self->look);
  g_clear_object (&self->searching);
  g_clear_handle_id (&self->want_source, g_source_remove);
  if (self->warm_source != G_MAXUINT)
    g_clear_handle_id (&self->warm_source, g_source_remove);

  G_OBJECT_CLASS (cpx_patient_list_parent_class)->dispose (object);
}

static void
cpx_patient_list_finalize (GObject *object)
{
  CpxPatientList *self = CPX_PATIENT_LIST (object);

  cpx_list_look_clear (&self->look);
  g_clear_pointer (&self->query, g_free);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->wanted, g_array_unref);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->records, g_hash_table_unref);

  G_OBJECT_CLASS (cpx_patient_list_parent_class)->finalize (object);
}

static void
cpx_patient_list_class_init (CpxPatientListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GParamFlags writable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->set_property = cpx_patient_list_set_property;
  object_class->get_property = cpx_patient_list_get_property;
  object_class->constructed = cpx_patient_list_constructed;
  object_class->dispose = cpx_patient_list_dispose;
  object_class->finalize = cpx_patient_list_finalize;

  properties[PROP_PRACTICE] = g_param_spec_object ("practice", NULL, NULL, CPX_TYPE_PRACTICE,
                                                   G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_QUERY] = g_param_spec_string ("query", NULL, NULL, "", writable);
  properties[PROP_SHOW_ARCHIVED] = g_param_spec_boolean ("show-archived", NULL, NULL, FALSE, writable);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, readable);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cpx_patient_list_init (CpxPatientList *self)
{
  self->query = g_strdup ("");
  cpx_list_look_init (&self->look);
  self->ids = g_array_new (FALSE, FALSE, sizeof (CpxId));
  self->wanted = g_array_new (FALSE, FALSE, sizeof (CpxId));
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
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
  return g_object_new (CPX_TYPE_PATIENT_LIST, "practice", practice, NULL);
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
  refresh (self);
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
  refresh (self);
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
  g_return_val_if_fail (CPX_IS_PATIENT_LIST (self), FALSE);

  return self->loading;
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
  g_return_val_if_fail (CPX_IS_PATIENT_LIST (self), NULL);

  return self->look.error;
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
  CpxId id;

  g_return_val_if_fail (CPX_IS_PATIENT_LIST (self), G_MAXUINT);

  if (!cpx_id_parse (patient_id, &id))
    return G_MAXUINT;
  for (guint i = 0; i < self->ids->len; i++)
    {
      if (cpx_id_equal (&g_array_index (self->ids, CpxId, i), &id))
        return i;
    }

  return G_MAXUINT;
}
