/* cpx-timeline.c: pages added at the end, news added at the top.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-timeline.h"

#include "cpx-list-look.h"
#include "cpx-timeline-reader.h"

struct _CpxTimeline
{
  GObject       parent_instance;

  CpxListLook   look;
  char         *patient_id;  /* (owned) */
  GPtrArray    *entries;     /* (owned) (element-type CpxTimelineEntry): the newest first */
  gboolean      loading;
  gboolean      complete;
};

enum
{
  PROP_PRACTICE = 1,
  PROP_PATIENT_ID,
  PROP_LOADING,
  PROP_COMPLETE,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void cpx_timeline_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CpxTimeline, cpx_timeline, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, cpx_timeline_list_model_init))

static gint64
get_place (CpxTimeline *self,
           guint        position)
{
  return cpx_timeline_entry_get_place (g_ptr_array_index (self->entries, position));
}

static void
ask (CpxTimeline         *self,
     gint64               before_place,
     GAsyncReadyCallback  callback)
{
  CpxTimelinePage *page = g_new0 (CpxTimelinePage, 1);

  page->patient_id = g_strdup (self->patient_id);
  page->before_place = before_place;
  cpx_list_look_ask (&self->look, cpx_practice_get_file_permission (self->look.practice, self->patient_id),
                     cpx_timeline_page_read, page, (GDestroyNotify) cpx_timeline_page_free,
                     (GDestroyNotify) g_ptr_array_unref, callback, self);
}

/* NULL if the look was cancelled, or failed, which is then told. */
static GPtrArray *
finish (CpxTimeline  *self,
        GAsyncResult *result)
{
  gpointer entries;

  if (!cpx_list_look_take (&self->look, result, &entries))
    return NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);

  return entries;
}

static void
more_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(CpxTimeline) self = user_data;
  GPtrArray *page = finish (self, result);
  guint n_old = self->entries->len;

  self->loading = FALSE;
  if (page != NULL)
    {
      guint n_new = page->len;

      self->complete = n_new < CPX_TIMELINE_PAGE;
      g_ptr_array_extend_and_steal (self->entries, page);
      g_list_model_items_changed (G_LIST_MODEL (self), n_old, 0, n_new);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
}

static guint
count_news (CpxTimeline *self,
            GPtrArray   *page)
{
  guint n = 0;

  if (self->entries->len == 0)
    return page->len;
  while (n < page->len && cpx_timeline_entry_get_place (g_ptr_array_index (page, n)) > get_place (self, 0))
    n++;

  return n;
}

static void
news_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(CpxTimeline) self = user_data;
  g_autoptr(GPtrArray) page = finish (self, result);
  guint n_news = page != NULL ? count_news (self, page) : 0;

  for (guint i = 0; i < n_news; i++)
    g_ptr_array_insert (self->entries, (int) i, g_object_ref (g_ptr_array_index (page, i)));
  if (n_news > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, n_news);
}

static void
changed_cb (CpxPractice *practice,
            GPtrArray   *changes,
            gpointer     user_data)
{
  CpxTimeline *self = user_data;

  for (guint i = 0; i < changes->len; i++)
    {
      const CpxChanged *changed = g_ptr_array_index (changes, i);

      if (g_strcmp0 (changed->patient_id, self->patient_id) == 0)
        {
          ask (self, -1, news_cb);
          return;
        }
    }
}

static void
locked_cb (CpxPractice *practice,
           gpointer     user_data)
{
  CpxTimeline *self = user_data;
  guint n_old = self->entries->len;

  cpx_list_look_stop (&self->look);
  g_ptr_array_set_size (self->entries, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_old, 0);
}

static GType
get_item_type (GListModel *model)
{
  return CPX_TYPE_TIMELINE_ENTRY;
}

static guint
get_n_items (GListModel *model)
{
  return CPX_TIMELINE (model)->entries->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  CpxTimeline *self = CPX_TIMELINE (model);

  return position < self->entries->len ? g_object_ref (g_ptr_array_index (self->entries, position)) : NULL;
}

static void
cpx_timeline_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
cpx_timeline_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  CpxTimeline *self = CPX_TIMELINE (object);

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
cpx_timeline_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  CpxTimeline *self = CPX_TIMELINE (object);

  switch (prop_id)
    {
    case PROP_PRACTICE:
      g_value_set_object (value, self->look.practice);
      break;
    case PROP_PATIENT_ID:
      g_value_set_string (value, self->patient_id);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_COMPLETE:
      g_value_set_boolean (value, self->complete);
      break;
    case PROP_ERROR:
      g_value_set_string (value, cpx_list_look_get_message (&self->look));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_timeline_constructed (GObject *object)
{
  CpxTimeline *self = CPX_TIMELINE (object);

  G_OBJECT_CLASS (cpx_timeline_parent_class)->constructed (object);

  cpx_list_look_begin (&self->look, self, changed_cb, locked_cb);
  cpx_timeline_load_more (self);
}

static void
cpx_timeline_dispose (GObject *object)
{
  cpx_list_look_stop (&CPX_TIMELINE (object)->look);

  G_OBJECT_CLASS (cpx_timeline_parent_class)->dispose (object);
}

static void
cpx_timeline_finalize (GObject *object)
{
  CpxTimeline *self = CPX_TIMELINE (object);

  cpx_list_look_clear (&self->look);
  g_clear_pointer (&self->patient_id, g_free);
  g_clear_pointer (&self->entries, g_ptr_array_unref);

  G_OBJECT_CLASS (cpx_timeline_parent_class)->finalize (object);
}

static void
cpx_timeline_class_init (CpxTimelineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GParamFlags given = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = cpx_timeline_set_property;
  object_class->get_property = cpx_timeline_get_property;
  object_class->constructed = cpx_timeline_constructed;
  object_class->dispose = cpx_timeline_dispose;
  object_class->finalize = cpx_timeline_finalize;

  properties[PROP_PRACTICE] = g_param_spec_object ("practice", NULL, NULL, CPX_TYPE_PRACTICE, given);
  properties[PROP_PATIENT_ID] = g_param_spec_string ("patient-id", NULL, NULL, NULL, given);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, readable);
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, readable);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cpx_timeline_init (CpxTimeline *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  cpx_list_look_init (&self->look);
}

/**
 * cpx_timeline_new:
 * @practice: an unlocked practice
 * @patient_id: whose file
 *
 * Begins to read the newest page.
 *
 * Returns: (transfer full): a timeline, empty until the reader answers
 */
CpxTimeline *
cpx_timeline_new (CpxPractice *practice,
                  const char  *patient_id)
{
  return g_object_new (CPX_TYPE_TIMELINE, "practice", practice, "patient-id", patient_id, NULL);
}

/**
 * cpx_timeline_load_more:
 * @self: a timeline
 *
 * Reads one more page of older entries, unless one is on its way or there are none.
 */
void
cpx_timeline_load_more (CpxTimeline *self)
{
  g_return_if_fail (CPX_IS_TIMELINE (self));

  if (self->loading || self->complete || cpx_practice_is_locked (self->look.practice))
    return;
  self->loading = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  ask (self, self->entries->len > 0 ? get_place (self, self->entries->len - 1) : -1, more_cb);
}

/**
 * cpx_timeline_get_loading:
 * @self: a timeline
 *
 * Returns: `TRUE` while a page is awaited
 */
gboolean
cpx_timeline_get_loading (CpxTimeline *self)
{
  g_return_val_if_fail (CPX_IS_TIMELINE (self), FALSE);

  return self->loading;
}

/**
 * cpx_timeline_get_complete:
 * @self: a timeline
 *
 * Returns: `TRUE` once there is nothing older
 */
gboolean
cpx_timeline_get_complete (CpxTimeline *self)
{
  g_return_val_if_fail (CPX_IS_TIMELINE (self), FALSE);

  return self->complete;
}

/**
 * cpx_timeline_get_error:
 * @self: a timeline
 *
 * Returns: (transfer none) (nullable): why the last look failed
 */
const GError *
cpx_timeline_get_error (CpxTimeline *self)
{
  g_return_val_if_fail (CPX_IS_TIMELINE (self), NULL);

  return self->look.error;
}
