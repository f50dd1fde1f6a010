/* cpx-record-list.c: read once, then kept true change by change.
 *
 * The children of files that were merged into the patient's are in the list too. So a merge, or its undo, reads the
 * list anew; every other change replaces, adds or removes one item.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-record-list.h"

#include "cpx-list-look.h"

#include <cpx-patient.h>
#include <cpx-record-rescue.h>

struct _CpxRecordList
{
  GObject        parent_instance;

  CpxListLook    look;
  const CpxKind *kind;
  char          *patient_id;  /* (owned) (nullable): NULL for a kind of the practice, or with about_field */
  int            about_field; /* the reference that leads to about_id; -1: none is asked */
  char          *about_id;    /* (owned) (nullable) */
  GPtrArray     *records;     /* (owned) (element-type CpxRecord) */
  gboolean       loaded;
};

/* What is to be read. */
typedef struct
{
  const CpxKind *kind;
  char          *patient_id;
  int            about_field;
  char          *about_id;
} Wanted;

enum
{
  PROP_PRACTICE = 1,
  PROP_PATIENT_ID,
  PROP_LOADED,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void cpx_record_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CpxRecordList, cpx_record_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, cpx_record_list_list_model_init))

static void
wanted_free (Wanted *self)
{
  g_free (self->patient_id);
  g_free (self->about_id);
  g_free (self);
}

/* What was read. */
typedef struct
{
  GPtrArray *records;       /* (owned) (nullable) once taken */
  guint      n_unreadable;  /* on damaged pages */
} Found;

static void
found_free (Found *self)
{
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Found, found_free)

/* A CpxTxnFunc. */
static gpointer
read_records (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  Wanted *wanted = data;
  g_autoptr(CpxQuery) query = cpx_query_new (wanted->kind);
  g_autoptr(Found) found = g_new0 (Found, 1);

  cpx_query_set_scope (query, CPX_QUERY_ALL);
  if (wanted->patient_id != NULL)
    cpx_query_where (query, wanted->kind->patient_field, wanted->patient_id);
  if (wanted->about_id != NULL)
    cpx_query_where (query, wanted->about_field, wanted->about_id);

  found->records = cpx_txn_list_readable (txn, query, &found->n_unreadable, error);

  return found->records != NULL ? g_steal_pointer (&found) : NULL;
}

static void
take_records (CpxRecordList *self,
              GPtrArray     *records)
{
  guint n_old = self->records->len;

  g_ptr_array_unref (self->records);
  self->records = records;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_old, records->len);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(CpxRecordList) self = user_data;
  g_autoptr(Found) found = NULL;
  gpointer taken;

  if (!cpx_list_look_take (&self->look, result, &taken))
    return;
  found = taken;
  if (found != NULL && found->n_unreadable > 0)
    cpx_list_look_set_error (&self->look, cpx_practice_error_new_gap (found->n_unreadable));
  if (found != NULL)
    take_records (self, g_steal_pointer (&found->records));
  self->loaded = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static const char *
get_permission (CpxRecordList *self)
{
  return self->kind->patient_field >= 0 ? cpx_practice_get_file_permission (self->look.practice, self->patient_id)
                                        : NULL;
}

static void
reload (CpxRecordList *self)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->kind = self->kind;
  wanted->patient_id = g_strdup (self->patient_id);
  wanted->about_field = self->about_field;
  wanted->about_id = g_strdup (self->about_id);
  cpx_list_look_ask (&self->look, get_permission (self), read_records, wanted, (GDestroyNotify) wanted_free,
                     (GDestroyNotify) found_free, read_cb, self);
}

static gboolean
find_position (CpxRecordList *self,
               const char    *id,
               guint         *out_position)
{
  for (guint i = 0; i < self->records->len; i++)
    {
      if (g_str_equal (cpx_record_get_id (g_ptr_array_index (self->records, i)), id))
        {
          *out_position = i;
          return TRUE;
        }
    }

  return FALSE;
}

/* Whether a record that was not in the list is now of it. */
static gboolean
belongs (CpxRecordList    *self,
         const CpxChanged *changed)
{
  if (self->about_id != NULL)
    return g_strcmp0 (self->about_id, cpx_record_get_text (changed->record, self->about_field)) == 0;

  return g_strcmp0 (self->patient_id, changed->patient_id) == 0;
}

static void
apply (CpxRecordList    *self,
       const CpxChanged *changed)
{
  guint position;

  if (find_position (self, changed->id, &position))
    {
      if (changed->record == NULL)
        g_ptr_array_remove_index (self->records, position);
      else
        {
          g_object_unref (self->records->pdata[position]);
          self->records->pdata[position] = g_object_ref (changed->record);
        }
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, changed->record != NULL ? 1 : 0);
    }
  else if (changed->record != NULL && belongs (self, changed))
    {
      g_ptr_array_add (self->records, g_object_ref (changed->record));
      g_list_model_items_changed (G_LIST_MODEL (self), self->records->len - 1, 0, 1);
    }
}

/* A patient's change may be a merge, which brings or takes away whole lists. */
static gboolean
may_be_merge (CpxRecordList    *self,
              const CpxChanged *changed)
{
  return self->patient_id != NULL && changed->kind == &cpx_patient_kind &&
         !g_str_equal (changed->id, self->patient_id);
}

static void
changed_cb (CpxPractice *practice,
            GPtrArray   *changes,
            gpointer     user_data)
{
  CpxRecordList *self = user_data;
  gboolean anew = FALSE;

  for (guint i = 0; i < changes->len; i++)
    {
      const CpxChanged *changed = g_ptr_array_index (changes, i);

      if (changed->kind == self->kind)
        apply (self, changed);
      else if (may_be_merge (self, changed))
        anew = TRUE;
    }
  if (anew)
    reload (self);
}

static void
locked_cb (CpxPractice *practice,
           gpointer     user_data)
{
  CpxRecordList *self = user_data;

  cpx_list_look_stop (&self->look);
  take_records (self, g_ptr_array_new_with_free_func (g_object_unref));
}

static GType
get_item_type (GListModel *model)
{
  return CPX_TYPE_RECORD;
}

static guint
get_n_items (GListModel *model)
{
  return CPX_RECORD_LIST (model)->records->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  CpxRecordList *self = CPX_RECORD_LIST (model);

  return position < self->records->len ? g_object_ref (g_ptr_array_index (self->records, position)) : NULL;
}

static void
cpx_record_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
cpx_record_list_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  CpxRecordList *self = CPX_RECORD_LIST (object);

  switch (prop_id)
    {
    case PROP_PRACTICE:
      self->look.practice = g_value_dup_object (value);
      break;
    case PROP_PATIENT_ID:
      self->patient_id = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_record_list_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  CpxRecordList *self = CPX_RECORD_LIST (object);

  switch (prop_id)
    {
    case PROP_PRACTICE:
      g_value_set_object (value, self->look.practice);
      break;
    case PROP_PATIENT_ID:
      g_value_set_string (value, self->patient_id);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_ERROR:
      g_value_set_string (value, cpx_list_look_get_message (&self->look));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_record_list_dispose (GObject *object)
{
  cpx_list_look_stop (&CPX_RECORD_LIST (object)->look);

  G_OBJECT_CLASS (cpx_record_list_parent_class)->dispose (object);
}

static void
cpx_record_list_finalize (GObject *object)
{
  CpxRecordList *self = CPX_RECORD_LIST (object);

  cpx_list_look_clear (&self->look);
  g_clear_pointer (&self->patient_id, g_free);
  g_clear_pointer (&self->about_id, g_free);
  g_clear_pointer (&self->records, g_ptr_array_unref);

  G_OBJECT_CLASS (cpx_record_list_parent_class)->finalize (object);
}

static void
cpx_record_list_class_init (CpxRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GParamFlags given = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = cpx_record_list_set_property;
  object_class->get_property = cpx_record_list_get_property;
  object_class->dispose = cpx_record_list_dispose;
  object_class->finalize = cpx_record_list_finalize;

  properties[PROP_PRACTICE] = g_param_spec_object ("practice", NULL, NULL, CPX_TYPE_PRACTICE, given);
  properties[PROP_PATIENT_ID] = g_param_spec_string ("patient-id", NULL, NULL, NULL, given);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, readable);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cpx_record_list_init (CpxRecordList *self)
{
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  cpx_list_look_init (&self->look);
  self->about_field = -1;
}

static void
start (CpxRecordList *self)
{
  cpx_list_look_begin (&self->look, self, changed_cb, locked_cb);
  reload (self);
}

/**
 * cpx_record_list_new:
 * @practice: an unlocked practice
 * @kind: a kind of record
 * @patient_id: (nullable): whose; `NULL` for a kind of the practice
 *
 * Begins to read.
 *
 * Returns: (transfer full): a list, empty until the reader answers
 */
CpxRecordList *
cpx_record_list_new (CpxPractice   *practice,
                     const CpxKind *kind,
                     const char    *patient_id)
{
  CpxRecordList *self = g_object_new (CPX_TYPE_RECORD_LIST, "practice", practice, "patient-id", patient_id, NULL);

  self->kind = kind;
  start (self);

  return self;
}

/**
 * cpx_record_list_new_about:
 * @practice: an unlocked practice
 * @kind: a kind of record
 * @field: a reference of @kind that is INDEXED and does not change
 * @id: what it names, for example an operation
 *
 * Begins to read what hangs on another record than a patient.
 *
 * Returns: (transfer full): a list, empty until the reader answers
 */
CpxRecordList *
cpx_record_list_new_about (CpxPractice   *practice,
                           const CpxKind *kind,
                           int            field,
                           const char    *id)
{
  CpxRecordList *self = g_object_new (CPX_TYPE_RECORD_LIST, "practice", practice, NULL);

  self->kind = kind;
  self->about_field = field;
  self->about_id = g_strdup (id);
  start (self);

  return self;
}

/**
 * cpx_record_list_get_kind:
 * @self: a list
 *
 * Returns: (transfer none): the kind of its records
 */
const CpxKind *
cpx_record_list_get_kind (CpxRecordList *self)
{
  g_return_val_if_fail (CPX_IS_RECORD_LIST (self), NULL);

  return self->kind;
}

/**
 * cpx_record_list_get_loaded:
 * @self: a list
 *
 * Returns: `TRUE` once the reader has answered, so that an empty list means that there is nothing
 */
gboolean
cpx_record_list_get_loaded (CpxRecordList *self)
{
  g_return_val_if_fail (CPX_IS_RECORD_LIST (self), FALSE);

  return self->loaded;
}

/**
 * cpx_record_list_get_error:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): why it could not be read, or how much of it could not
 */
const GError *
cpx_record_list_get_error (CpxRecordList *self)
{
  g_return_val_if_fail (CPX_IS_RECORD_LIST (self), NULL);

  return self->look.error;
}

/**
 * cpx_record_list_find:
 * @self: a list
 * @id: a record
 *
 * Returns: (transfer none) (nullable): the record, if it is in the list
 */
CpxRecord *
cpx_record_list_find (CpxRecordList *self,
                      const char    *id)
{
  guint position;

  g_return_val_if_fail (CPX_IS_RECORD_LIST (self), NULL);

  return find_position (self, id, &position) ? g_ptr_array_index (self->records, position) : NULL;
}
