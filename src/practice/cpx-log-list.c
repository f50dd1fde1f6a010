/* cpx-log-list.c: places in order; rows and their entries are cpx-log-rows.c.
 *
 *   set_filter() ──look: places──▶ found_cb ──no text──▶ what differs is announced
 *                                     └──text──▶ search a stretch ──▶ searched_cb: matches are appended ─┐
 *                                                     ▲──────────── while more are looked at ───────────┘
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-list.h"

#include "cpx-list-look.h"
#include "cpx-log-page.h"
#include "cpx-log-rows.h"

#define STRETCH       256   /* entries that one look searches through: some ten milliseconds */
#define AHEAD         200   /* a search goes on until so many are found beyond what is looked at */
#define REFRESH_MS    700   /* changes come in bursts */

struct _CpxLogList
{
  GObject        parent_instance;

  CpxListLook    look;
  CpxLogFilter   filter;          /* (owned) */
  GArray        *found;           /* (owned) (element-type gint64): what the filter without its text lets through */
  GArray        *places;          /* (owned) (element-type gint64): what is shown; the same array without a text */
  CpxLogRows    *rows;            /* (owned) */
  GCancellable  *finding;         /* (owned) (nullable): the look for places, or the search, under way */
  guint          n_looked;
  guint          seen;            /* how far down somebody looked */
  gboolean       searching;
  guint          refresh_source;
  gboolean       loading;
};

enum
{
  PROP_PRACTICE = 1,
  PROP_LOADING,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint progress_signal;

static void cpx_log_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CpxLogList, cpx_log_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, cpx_log_list_list_model_init))

static void search_stretch (CpxLogList *self);

static gint64
nth (GArray *places,
     guint   i)
{
  return g_array_index (places, gint64, i);
}

static void
set_loading (CpxLogList *self,
             gboolean    loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
take_error (CpxLogList *self,
            GError     *error)
{
  if (self->look.error == NULL && error == NULL)
    return;
  cpx_list_look_set_error (&self->look, error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

/* A CpxLogRowsFailed. */
static void
failed_cb (const GError *error,
           gpointer      user_data)
{
  take_error (user_data, g_error_copy (error));
}

/* Announces only the stretch that differs, so that the selection and the scrolling stay. */
static void
take_places (CpxLogList *self,
             GArray     *places)
{
  g_autoptr(GArray) old = self->places;
  guint n_common = MIN (old->len, places->len), head = 0, tail = 0;

  self->places = g_array_ref (places);
  cpx_log_rows_set_places (self->rows, places);
  while (head < n_common && nth (old, head) == nth (places, head))
    head++;
  while (tail < n_common - head && nth (old, old->len - 1 - tail) == nth (places, places->len - 1 - tail))
    tail++;
  if (old->len == places->len && head == old->len)
    return;
  g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail, places->len - head - tail);
  if (tail > 0)
    cpx_log_rows_settle_day (self->rows, places->len - tail);
}

static void
take_found (CpxLogList *self,
            GArray     *found)
{
  g_autoptr(GArray) none = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_unref (self->found);
  self->found = found;
  if (!cpx_log_filter_has_text (&self->filter))
    {
      take_places (self, found);
      return;
    }
  take_places (self, none);
  self->n_looked = 0;
  self->seen = 0;
  search_stretch (self);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CpxLogList) self = user_data;
  g_autoptr(GError) error = NULL;
  GArray *found = cpx_practice_find_log_finish (CPX_PRACTICE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  take_error (self, g_steal_pointer (&error));
  if (found == NULL)
    found = g_array_new (FALSE, FALSE, sizeof (gint64));
  take_found (self, found);
  set_loading (self, FALSE);
}

static void
stop (CpxLogList *self)
{
  if (self->finding != NULL)
    g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  self->searching = FALSE;
}

static void
refresh (CpxLogList *self)
{
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  stop (self);
  if (cpx_practice_is_locked (self->look.practice))
    return;

  self->finding = g_cancellable_new ();
  set_loading (self, TRUE);
  cpx_practice_find_log_async (self->look.practice, &self->filter, self->finding, found_cb, g_object_ref (self));
}

static gboolean
is_enough (CpxLogList *self)
{
  return self->places->len > self->seen + AHEAD;
}

static void
append_matches (CpxLogList *self,
                GArray     *matches)
{
  guint n_old = self->places->len;

  if (matches->len == 0)
    return;
  g_array_append_vals (self->places, matches->data, matches->len);
  g_list_model_items_changed (G_LIST_MODEL (self), n_old, 0, matches->len);
}

static void
searched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(CpxLogList) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxLogMatches) matches = cpx_practice_search_log_finish (CPX_PRACTICE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->searching = FALSE;
  take_error (self, g_steal_pointer (&error));
  if (matches != NULL)
    {
      self->n_looked += matches->n_looked;
      append_matches (self, matches->places);
      if (!is_enough (self))
        search_stretch (self);
    }
  g_signal_emit (self, progress_signal, 0);
}

static void
search_stretch (CpxLogList *self)
{
  if (self->searching || self->n_looked >= self->found->len || self->finding == NULL)
    return;
  self->searching = TRUE;
  cpx_practice_search_log_async (self->look.practice, self->filter.text,
                                 &g_array_index (self->found, gint64, self->n_looked),
                                 MIN (STRETCH, self->found->len - self->n_looked), self->finding, searched_cb,
                                 g_object_ref (self));
}

static GType
get_item_type (GListModel *model)
{
  return CPX_TYPE_LOG_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return CPX_LOG_LIST (model)->places->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  CpxLogList *self = CPX_LOG_LIST (model);

  return position < self->places->len ? cpx_log_rows_get (self->rows, position) : NULL;
}

static void
cpx_log_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
refresh_cb (gpointer user_data)
{
  CpxLogList *self = user_data;

  self->refresh_source = 0;
  refresh (self);

  return G_SOURCE_REMOVE;
}

/* What is being read by words is not begun anew under the reader's eyes. */
static void
changed_cb (CpxPractice *practice,
            GPtrArray   *changes,
            gpointer     user_data)
{
  CpxLogList *self = user_data;

  if (self->refresh_source == 0 && !cpx_log_filter_has_text (&self->filter))
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static void
locked_cb (CpxPractice *practice,
           gpointer     user_data)
{
  CpxLogList *self = user_data;
  g_autoptr(GArray) none = g_array_new (FALSE, FALSE, sizeof (gint64));

  stop (self);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  cpx_list_look_stop (&self->look);
  take_places (self, none);
  cpx_log_rows_stop (self->rows);
}

static void
cpx_log_list_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  CpxLogList *self = CPX_LOG_LIST (object);

  switch (prop_id)
    {
    case PROP_PRACTICE:
      self->look.practice = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_log_list_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  CpxLogList *self = CPX_LOG_LIST (object);

  switch (prop_id)
    {
    case PROP_PRACTICE:
      g_value_set_object (value, self->look.practice);
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
cpx_log_list_constructed (GObject *object)
{
  CpxLogList *self = CPX_LOG_LIST (object);

  G_OBJECT_CLASS (cpx_log_list_parent_class)->constructed (object);

  self->rows = cpx_log_rows_new (self->look.practice, failed_cb, self);
  cpx_log_rows_set_places (self->rows, self->places);
  cpx_list_look_begin (&self->look, self, changed_cb, locked_cb);
}

static void
cpx_log_list_dispose (GObject *object)
{
  CpxLogList *self = CPX_LOG_LIST (object);

  stop (self);
  cpx_list_look_stop (&self->look);
  cpx_log_rows_stop (self->rows);
  g_clear_handle_id (&self->refresh_source, g_source_remove);

  G_OBJECT_CLASS (cpx_log_list_parent_class)->dispose (object);
}

static void
cpx_log_list_finalize (GObject *object)
{
  CpxLogList *self = CPX_LOG_LIST (object);

  cpx_list_look_clear (&self->look);
  cpx_log_filter_clear (&self->filter);
  g_clear_pointer (&self->found, g_array_unref);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->rows, cpx_log_rows_unref);

  G_OBJECT_CLASS (cpx_log_list_parent_class)->finalize (object);
}

static void
cpx_log_list_class_init (CpxLogListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = cpx_log_list_set_property;
  object_class->get_property = cpx_log_list_get_property;
  object_class->constructed = cpx_log_list_constructed;
  object_class->dispose = cpx_log_list_dispose;
  object_class->finalize = cpx_log_list_finalize;

  properties[PROP_PRACTICE] = g_param_spec_object ("practice", NULL, NULL, CPX_TYPE_PRACTICE,
                                                   G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, readable);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  progress_signal = g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
cpx_log_list_init (CpxLogList *self)
{
  cpx_list_look_init (&self->look);
  cpx_log_filter_init (&self->filter);
  self->found = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->places = g_array_ref (self->found);
}

/**
 * cpx_log_list_new:
 * @practice: an unlocked practice
 *
 * Returns: (transfer full): a list, empty until cpx_log_list_set_filter() or cpx_log_list_refresh() asks for something
 */
CpxLogList *
cpx_log_list_new (CpxPractice *practice)
{
  return g_object_new (CPX_TYPE_LOG_LIST, "practice", practice, NULL);
}

/**
 * cpx_log_list_get_filter:
 * @self: a list
 *
 * Returns: (transfer none): what is wanted
 */
const CpxLogFilter *
cpx_log_list_get_filter (CpxLogList *self)
{
  g_return_val_if_fail (CPX_IS_LOG_LIST (self), NULL);

  return &self->filter;
}

/**
 * cpx_log_list_set_filter:
 * @self: a list
 * @filter: what is wanted
 *
 * Looks for something else; what is shown stays until it is found.
 */
void
cpx_log_list_set_filter (CpxLogList         *self,
                         const CpxLogFilter *filter)
{
  g_autoptr(CpxLogFilter) copy = NULL;

  g_return_if_fail (CPX_IS_LOG_LIST (self));

  copy = cpx_log_filter_copy (filter);
  cpx_log_filter_clear (&self->filter);
  self->filter = *copy;
  cpx_log_filter_init (copy);   /* the list has its texts now */
  refresh (self);
}

/**
 * cpx_log_list_refresh:
 * @self: a list
 *
 * Looks again: things happen that change no record.
 */
void
cpx_log_list_refresh (CpxLogList *self)
{
  g_return_if_fail (CPX_IS_LOG_LIST (self));

  refresh (self);
}

/**
 * cpx_log_list_get_loading:
 * @self: a list
 *
 * Returns: `TRUE` while places are awaited
 */
gboolean
cpx_log_list_get_loading (CpxLogList *self)
{
  g_return_val_if_fail (CPX_IS_LOG_LIST (self), FALSE);

  return self->loading;
}

/**
 * cpx_log_list_get_error:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): why the last look failed
 */
const GError *
cpx_log_list_get_error (CpxLogList *self)
{
  g_return_val_if_fail (CPX_IS_LOG_LIST (self), NULL);

  return self->look.error;
}

/**
 * cpx_log_list_get_search:
 * @self: a list
 *
 * Returns: how the search for the filter's text stands
 */
CpxLogSearch
cpx_log_list_get_search (CpxLogList *self)
{
  gboolean has_text = cpx_log_filter_has_text (&self->filter);

  return (CpxLogSearch) {
    .searching = has_text && self->searching,
    .paused = has_text && !self->searching && !self->loading && self->n_looked < self->found->len,
    .n_looked = self->n_looked,
    .n_to_look = self->found->len,
  };
}

/**
 * cpx_log_list_search_on:
 * @self: a list
 *
 * The end of what was found comes in sight: looks through more entries.
 */
void
cpx_log_list_search_on (CpxLogList *self)
{
  g_return_if_fail (CPX_IS_LOG_LIST (self));

  self->seen = self->places->len;
  if (cpx_log_filter_has_text (&self->filter))
    search_stretch (self);
}
