/* cpx-uncoded-list.c: the work list is short, so that it is read anew when an operation, its coding or its report
 * changes; only what differs is announced.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-uncoded-list.h"

#include "cpx-coding-records.h"
#include "cpx-list-look.h"
#include "cpx-uncoded-row-private.h"

#include <cpx-coding.h>
#include <cpx-intervention.h>
#include <cpx-operative-note.h>
#include <cpx-patient.h>
#include <cpx-practitioner.h>

struct _CpxUncodedList
{
  GObject      parent_instance;

  CpxListLook  look;
  GPtrArray   *rows;     /* (owned) (element-type CpxUncodedRow) */
  gboolean     reading;
  gboolean     again;    /* something changed while it was read */
  gboolean     loaded;
};

enum
{
  PROP_LOADED = 1,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void cpx_uncoded_list_list_model_init (GListModelInterface *iface);
static void read_cb (GObject *source, GAsyncResult *result, gpointer user_data);

G_DEFINE_FINAL_TYPE_WITH_CODE (CpxUncodedList, cpx_uncoded_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, cpx_uncoded_list_list_model_init))

static CpxUncodedRow *
read_row (CpxTxn     *txn,
          CpxRecord  *intervention,
          GError    **error)
{
  g_autoptr(CpxRecord) patient =
    cpx_txn_get_final (txn, &cpx_patient_kind, cpx_record_get_patient_id (intervention), error);
  g_autoptr(CpxRecord) surgeon = NULL;
  g_autoptr(CpxRecord) coding = NULL;
  g_autoptr(GPtrArray) notes = NULL;

  if (patient == NULL ||
      !cpx_coding_records_find_coding (txn, cpx_record_get_id (intervention), NULL, &coding, error))
    return NULL;
  notes = cpx_coding_records_list (txn, &cpx_operative_note_kind, CPX_OPERATIVE_NOTE_INTERVENTION,
                                   cpx_record_get_id (intervention), error);
  if (notes == NULL)
    return NULL;
  surgeon = cpx_txn_get (txn, &cpx_practitioner_kind, cpx_record_get_text (intervention, CPX_INTERVENTION_SURGEON),
                         NULL);

  return cpx_uncoded_row_new (intervention, patient, surgeon, coding != NULL, notes->len > 0);
}

/* A CpxTxnFunc. */
static gpointer
read_rows (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_intervention_kind);
  g_autoptr(GPtrArray) interventions = NULL;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  cpx_query_set_scope (query, CPX_QUERY_ALL);
  cpx_query_where (query, CPX_INTERVENTION_STATE, "done");
  cpx_query_set_order (query, CPX_INTERVENTION_DATE, FALSE);
  interventions = cpx_txn_list (txn, query, error);
  if (interventions == NULL)
    return NULL;
  for (guint i = 0; i < interventions->len; i++)
    {
      CpxUncodedRow *row = read_row (txn, g_ptr_array_index (interventions, i), error);

      if (row == NULL)
        return NULL;
      g_ptr_array_add (rows, row);
    }

  return g_steal_pointer (&rows);
}

static gboolean
same_row (GPtrArray *a,
          guint      i,
          GPtrArray *b,
          guint      j)
{
  return cpx_uncoded_row_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, j));
}

/* Rows that are the same at both ends stay; what lies between is replaced. */
static void
take_rows (CpxUncodedList *self,
           GPtrArray      *rows)
{
  g_autoptr(GPtrArray) old = self->rows;
  guint shorter = MIN (old->len, rows->len);
  guint head = 0;
  guint tail = 0;

  while (head < shorter && same_row (old, head, rows, head))
    head++;
  while (tail < shorter - head && same_row (old, old->len - 1 - tail, rows, rows->len - 1 - tail))
    tail++;
  self->rows = rows;
  if (head + tail < old->len || head + tail < rows->len)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail, rows->len - head - tail);
}

static void
reload (CpxUncodedList *self)
{
  self->again = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  cpx_list_look_ask (&self->look, "patient:read", read_rows, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, read_cb,
                     self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(CpxUncodedList) self = user_data;
  gpointer rows = NULL;

  self->reading = FALSE;
  if (!cpx_list_look_take (&self->look, result, &rows))
    return;
  if (rows != NULL)
    take_rows (self, rows);
  self->loaded = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  if (self->again)
    reload (self);
}

/* What a row is made of: the operation, its coding, its reports; and, once there are rows, the names in them. */
static gboolean
concerns (CpxUncodedList *self,
          const CpxKind  *kind)
{
  if (kind == &cpx_intervention_kind || kind == &cpx_coding_kind || kind == &cpx_operative_note_kind)
    return TRUE;

  return self->rows->len > 0 && (kind == &cpx_patient_kind || kind == &cpx_practitioner_kind);
}

static void
changed_cb (CpxPractice *practice,
            GPtrArray   *changes,
            gpointer     user_data)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const CpxChanged *changed = g_ptr_array_index (changes, i);

      if (concerns (user_data, changed->kind))
        {
          reload (user_data);
          return;
        }
    }
}

static void
locked_cb (CpxPractice *practice,
           gpointer     user_data)
{
  CpxUncodedList *self = user_data;

  cpx_list_look_stop (&self->look);
  take_rows (self, g_ptr_array_new_with_free_func (g_object_unref));
}

static GType
get_item_type (GListModel *model)
{
  return CPX_TYPE_UNCODED_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return CPX_UNCODED_LIST (model)->rows->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  CpxUncodedList *self = CPX_UNCODED_LIST (model);

  return position < self->rows->len ? g_object_ref (g_ptr_array_index (self->rows, position)) : NULL;
}

static void
cpx_uncoded_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
cpx_uncoded_list_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  CpxUncodedList *self = CPX_UNCODED_LIST (object);

  switch (prop_id)
    {
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
cpx_uncoded_list_dispose (GObject *object)
{
  cpx_list_look_stop (&CPX_UNCODED_LIST (object)->look);

  G_OBJECT_CLASS (cpx_uncoded_list_parent_class)->dispose (object);
}

static void
cpx_uncoded_list_finalize (GObject *object)
{
  CpxUncodedList *self = CPX_UNCODED_LIST (object);

  cpx_list_look_clear (&self->look);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (cpx_uncoded_list_parent_class)->finalize (object);
}

static void
cpx_uncoded_list_class_init (CpxUncodedListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = cpx_uncoded_list_get_property;
  object_class->dispose = cpx_uncoded_list_dispose;
  object_class->finalize = cpx_uncoded_list_finalize;

  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cpx_uncoded_list_init (CpxUncodedList *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  cpx_list_look_init (&self->look);
}

/**
 * cpx_uncoded_list_new:
 * @practice: an unlocked practice
 *
 * Begins to read.
 *
 * Returns: (transfer full): the work list, empty until the reader answers
 */
CpxUncodedList *
cpx_uncoded_list_new (CpxPractice *practice)
{
  CpxUncodedList *self = g_object_new (CPX_TYPE_UNCODED_LIST, NULL);

  self->look.practice = g_object_ref (practice);
  cpx_list_look_begin (&self->look, self, changed_cb, locked_cb);
  reload (self);

  return self;
}

/**
 * cpx_uncoded_list_get_loaded:
 * @self: a list
 *
 * Returns: `TRUE` once the reader has answered, so that an empty list means that all is coded
 */
gboolean
cpx_uncoded_list_get_loaded (CpxUncodedList *self)
{
  g_return_val_if_fail (CPX_IS_UNCODED_LIST (self), FALSE);

  return self->loaded;
}

/**
 * cpx_uncoded_list_get_error:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): why it could not be read
 */
const GError *
cpx_uncoded_list_get_error (CpxUncodedList *self)
{
  g_return_val_if_fail (CPX_IS_UNCODED_LIST (self), NULL);

  return self->look.error;
}

/**
 * cpx_practice_list_uncoded:
 * @practice: a practice
 * @error: where the fault goes
 *
 * Reads the work list and waits, for programs without a screen.
 *
 * Returns: (transfer full) (element-type CpxUncodedRow) (nullable): the rows, the oldest operation first
 */
GPtrArray *
cpx_practice_list_uncoded (CpxPractice  *practice,
                           GError      **error)
{
  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  return cpx_practice_look (practice, "patient:read", read_rows, NULL, (GDestroyNotify) g_ptr_array_unref, error);
}
