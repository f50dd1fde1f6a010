/* cpx-timeline.c: pages added at the end, news added at the top.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-timeline.h"

#include "cpx-live-list-private.h"
#include "cpx-practice-private.h"
#include "cpx-timeline-reader.h"

struct _CpxTimeline
{
  CpxLiveList  parent_instance;

  char        *patient_id;   /* (owned) */
  gboolean     wants_news;   /* something happened; else older entries are read */
  gboolean     wants_more;
  gboolean     asked_more;   /* what is on its way */
  gboolean     complete;
};

enum
{
  PROP_PATIENT_ID = 1,
  PROP_COMPLETE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CpxTimeline, cpx_timeline, CPX_TYPE_LIVE_LIST)

static guint
get_n (CpxTimeline *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self));
}

static gint64
get_place (CpxTimeline *self,
           guint        position)
{
  return cpx_timeline_entry_get_place (cpx_live_list_peek (CPX_LIVE_LIST (self), position));
}

/* News first: older entries go on from the last one whatever comes at the top. */
static void
cpx_timeline_ask (CpxLiveList         *list,
                  GCancellable        *until,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  CpxTimeline *self = CPX_TIMELINE (list);
  CpxPractice *practice = cpx_live_list_get_practice (list);
  CpxTimelinePage *page = g_new0 (CpxTimelinePage, 1);

  self->asked_more = !self->wants_news;
  self->wants_news = FALSE;
  page->patient_id = g_strdup (self->patient_id);
  page->before_place = self->asked_more && get_n (self) > 0 ? get_place (self, get_n (self) - 1) : -1;
  cpx_practice_look_async (practice, cpx_practice_get_file_permission (practice, self->patient_id),
                           cpx_timeline_page_read, page, (GDestroyNotify) cpx_timeline_page_free,
                           (GDestroyNotify) g_ptr_array_unref, until, callback, user_data);
}

static void
take_more (CpxTimeline *self,
           GPtrArray   *page)
{
  self->wants_more = FALSE;
  self->complete = page->len < CPX_TIMELINE_PAGE;
  cpx_live_list_splice (CPX_LIVE_LIST (self), get_n (self), 0, page->pdata, page->len);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
}

static guint
count_news (CpxTimeline *self,
            GPtrArray   *page)
{
  guint n = 0;

  if (get_n (self) == 0)
    return page->len;
  while (n < page->len && cpx_timeline_entry_get_place (g_ptr_array_index (page, n)) > get_place (self, 0))
    n++;

  return n;
}

/* So much happened at once that the page does not reach down to what is shown: what is shown would have a gap. */
static void
begin_anew (CpxTimeline *self,
            GPtrArray   *page)
{
  self->complete = FALSE;
  cpx_live_list_splice (CPX_LIVE_LIST (self), 0, get_n (self), page->pdata, page->len);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
}

static void
take_news (CpxTimeline *self,
           GPtrArray   *page)
{
  guint n_news = count_news (self, page);

  if (n_news == CPX_TIMELINE_PAGE)
    begin_anew (self, page);
  else if (n_news > 0)
    cpx_live_list_splice (CPX_LIVE_LIST (self), 0, 0, page->pdata, n_news);
  if (self->wants_more)
    cpx_live_list_refresh (CPX_LIVE_LIST (self));
}

static void
cpx_timeline_take (CpxLiveList *list,
                   gpointer     content)
{
  CpxTimeline *self = CPX_TIMELINE (list);
  g_autoptr(GPtrArray) page = content;

  if (self->asked_more)
    take_more (self, page);
  else
    take_news (self, page);
}

static CpxLiveEffect
cpx_timeline_apply (CpxLiveList      *list,
                    const CpxChanged *changed)
{
  CpxTimeline *self = CPX_TIMELINE (list);

  if (g_strcmp0 (changed->patient_id, self->patient_id) != 0)
    return CPX_LIVE_UNTOUCHED;
  self->wants_news = TRUE;

  return CPX_LIVE_STALE;
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
    case PROP_PATIENT_ID:
      g_value_set_string (value, self->patient_id);
      break;
    case PROP_COMPLETE:
      g_value_set_boolean (value, self->complete);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_timeline_finalize (GObject *object)
{
  CpxTimeline *self = CPX_TIMELINE (object);

  g_clear_pointer (&self->patient_id, g_free);

  G_OBJECT_CLASS (cpx_timeline_parent_class)->finalize (object);
}

static void
cpx_timeline_class_init (CpxTimelineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  CpxLiveListClass *list_class = CPX_LIVE_LIST_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = cpx_timeline_get_property;
  object_class->finalize = cpx_timeline_finalize;
  list_class->item_type = CPX_TYPE_TIMELINE_ENTRY;
  list_class->ask = cpx_timeline_ask;
  list_class->take = cpx_timeline_take;
  list_class->apply = cpx_timeline_apply;

  properties[PROP_PATIENT_ID] = g_param_spec_string ("patient-id", NULL, NULL, NULL, readable);
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cpx_timeline_init (CpxTimeline *self)
{
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
  CpxTimeline *self = g_object_new (CPX_TYPE_TIMELINE, "practice", practice, NULL);

  self->patient_id = g_strdup (patient_id);
  cpx_timeline_load_more (self);

  return self;
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

  if (self->complete || (self->wants_more && cpx_timeline_get_loading (self)))
    return;
  self->wants_more = TRUE;
  cpx_live_list_refresh (CPX_LIVE_LIST (self));
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
  return cpx_live_list_get_loading (CPX_LIVE_LIST (self));
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
  return cpx_live_list_get_error (CPX_LIVE_LIST (self));
}
