/* cpx-live-list.c: when a list on the screen asks, and what it does with answers that come late.
 *
 *              ┌───────────────────── answered(), nothing came up ──────────────────────┐
 *              ▼                                                                        │
 *   at rest ──refresh(), ask_anew()──▶ reading ──answered(), refresh() came meanwhile──▶ reading again
 *                                       │  ▲
 *                                       └──┘ ask_anew(): what was asked is cancelled
 *   any ──the practice is locked, or the list disposed of──▶ stopped: nothing is asked any more
 *
 * 1. One read of the content at a time: nothing is asked twice.
 * 2. What changes during a read is read again after it: its answer may be older than the change. The answer is taken
 *    all the same, so that a list that changes all the time still fills.
 * 3. The answer to another question, or to a list that was stopped, is never taken. A read does not keep its list
 *    alive: a list that is dropped cancels it.
 * 4. A read that fails says why. What is shown stays, unless it answers another question.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-live-list-private.h"

#include "cpx-practice-private.h"

typedef struct
{
  CpxPractice  *practice;      /* (owned) */
  GPtrArray    *items;         /* (owned) (element-type GObject) */
  GError       *error;         /* (owned) (nullable): why the last read failed */
  GCancellable *alive;         /* (owned): cancelled once stopped */
  GCancellable *until;         /* (owned) (nullable): cancelled when something is asked again, or once stopped */
  guint         burst_source;
  gboolean      loading;       /* what is told of @reading, which pauses while an answer is taken */
  gboolean      loaded;
  gboolean      reading;
  gboolean      again;         /* read once more after this */
  gboolean      anew;          /* what is shown answers another question */
} CpxLiveListPrivate;

/* A read under way: its list is not kept alive by it. */
typedef struct
{
  GWeakRef         list;
  GCancellable    *until;     /* (owned) */
  CpxLiveAnswered  answered;
} Awaiting;

enum
{
  PROP_PRACTICE = 1,
  PROP_LOADING,
  PROP_LOADED,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void cpx_live_list_list_model_init (GListModelInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (CpxLiveList, cpx_live_list, G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (CpxLiveList)
                                  G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, cpx_live_list_list_model_init))

static CpxLiveListPrivate *
get_private (CpxLiveList *self)
{
  return cpx_live_list_get_instance_private (self);
}

static void
notify (CpxLiveList *self,
        guint        property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_loading (CpxLiveList *self,
             gboolean     loading)
{
  CpxLiveListPrivate *priv = get_private (self);

  if (priv->loading == loading)
    return;
  priv->loading = loading;
  notify (self, PROP_LOADING);
}

static void
awaiting_free (Awaiting *awaiting)
{
  g_weak_ref_clear (&awaiting->list);
  g_object_unref (awaiting->until);
  g_free (awaiting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Awaiting, awaiting_free)

static void answered (CpxLiveList *self, gpointer content, const GError *error);

static void
abandon (CpxLiveList *self)
{
  CpxLiveListPrivate *priv = get_private (self);

  if (priv->until != NULL)
    g_cancellable_cancel (priv->until);
  g_clear_object (&priv->until);
  g_clear_handle_id (&priv->burst_source, g_source_remove);
  priv->reading = FALSE;
  priv->again = FALSE;
}

static void
ask (CpxLiveList *self)
{
  CpxLiveListPrivate *priv = get_private (self);

  abandon (self);
  if (g_cancellable_is_cancelled (priv->alive) || cpx_practice_is_locked (priv->practice))
    return;

  priv->until = g_cancellable_new ();
  priv->reading = TRUE;
  set_loading (self, TRUE);
  CPX_LIVE_LIST_GET_CLASS (self)->ask (self, priv->until, cpx_live_list_answered_cb,
                                       cpx_live_list_await (self, priv->until, answered));
}

/* A CpxLiveAnswered, for the content. */
static void
answered (CpxLiveList  *self,
          gpointer      content,
          const GError *error)
{
  CpxLiveListPrivate *priv = get_private (self);
  gboolean anew = priv->anew;

  priv->reading = FALSE;
  priv->anew = FALSE;
  cpx_live_list_set_error (self, error);
  if (content != NULL)
    CPX_LIVE_LIST_GET_CLASS (self)->take (self, content);
  else if (anew)
    CPX_LIVE_LIST_GET_CLASS (self)->forget (self);
  priv->loaded = TRUE;
  notify (self, PROP_LOADED);

  if (priv->again && !priv->reading)
    ask (self);
  set_loading (self, priv->reading);
}

static gboolean
burst_cb (gpointer user_data)
{
  get_private (user_data)->burst_source = 0;
  cpx_live_list_refresh (user_data);

  return G_SOURCE_REMOVE;
}

static void
refresh_after_burst (CpxLiveList *self)
{
  CpxLiveListPrivate *priv = get_private (self);
  guint burst_ms = CPX_LIVE_LIST_GET_CLASS (self)->burst_ms;

  if (burst_ms == 0)
    cpx_live_list_refresh (self);
  else if (priv->burst_source == 0)
    priv->burst_source = g_timeout_add (burst_ms, burst_cb, self);
}

static void
changed_cb (CpxPractice *practice,
            GPtrArray   *changes,
            gpointer     user_data)
{
  CpxLiveList *self = user_data;
  CpxLiveEffect effect = CPX_LIVE_UNTOUCHED;

  for (guint i = 0; i < changes->len; i++)
    effect = MAX (effect, CPX_LIVE_LIST_GET_CLASS (self)->apply (self, g_ptr_array_index (changes, i)));
  if (effect == CPX_LIVE_STALE || (effect == CPX_LIVE_APPLIED && get_private (self)->reading))
    refresh_after_burst (self);
}

static void
stop (CpxLiveList *self)
{
  g_cancellable_cancel (get_private (self)->alive);
  abandon (self);
}

static void
locked_cb (CpxPractice *practice,
           gpointer     user_data)
{
  CpxLiveList *self = user_data;

  stop (self);
  CPX_LIVE_LIST_GET_CLASS (self)->forget (self);
  set_loading (self, FALSE);
}

static void
cpx_live_list_real_forget (CpxLiveList *self)
{
  cpx_live_list_take_items (self, g_ptr_array_new_with_free_func (g_object_unref), NULL);
}

static guint
cpx_live_list_real_get_n_items (CpxLiveList *self)
{
  return get_private (self)->items->len;
}

static gpointer
cpx_live_list_real_get_item (CpxLiveList *self,
                             guint        position)
{
  GPtrArray *items = get_private (self)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static GType
get_item_type (GListModel *model)
{
  return CPX_LIVE_LIST_GET_CLASS (model)->item_type;
}

static guint
get_n_items (GListModel *model)
{
  return CPX_LIVE_LIST_GET_CLASS (model)->get_n_items (CPX_LIVE_LIST (model));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  return CPX_LIVE_LIST_GET_CLASS (model)->get_item (CPX_LIVE_LIST (model), position);
}

static void
cpx_live_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
cpx_live_list_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  CpxLiveListPrivate *priv = get_private (CPX_LIVE_LIST (object));

  switch (prop_id)
    {
    case PROP_PRACTICE:
      priv->practice = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_live_list_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  CpxLiveListPrivate *priv = get_private (CPX_LIVE_LIST (object));

  switch (prop_id)
    {
    case PROP_PRACTICE:
      g_value_set_object (value, priv->practice);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, priv->loading);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, priv->loaded);
      break;
    case PROP_ERROR:
      g_value_set_string (value, priv->error != NULL ? priv->error->message : NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cpx_live_list_constructed (GObject *object)
{
  CpxLiveListPrivate *priv = get_private (CPX_LIVE_LIST (object));

  G_OBJECT_CLASS (cpx_live_list_parent_class)->constructed (object);

  cpx_practice_watch (priv->practice);
  g_signal_connect_object (priv->practice, "changed", G_CALLBACK (changed_cb), object, 0);
  g_signal_connect_object (priv->practice, "locked", G_CALLBACK (locked_cb), object, 0);
}

static void
cpx_live_list_dispose (GObject *object)
{
  stop (CPX_LIVE_LIST (object));

  G_OBJECT_CLASS (cpx_live_list_parent_class)->dispose (object);
}

static void
cpx_live_list_finalize (GObject *object)
{
  CpxLiveListPrivate *priv = get_private (CPX_LIVE_LIST (object));

  g_clear_object (&priv->practice);
  g_clear_pointer (&priv->items, g_ptr_array_unref);
  g_clear_error (&priv->error);
  g_clear_object (&priv->alive);
  g_clear_object (&priv->until);

  G_OBJECT_CLASS (cpx_live_list_parent_class)->finalize (object);
}

static void
cpx_live_list_class_init (CpxLiveListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = cpx_live_list_set_property;
  object_class->get_property = cpx_live_list_get_property;
  object_class->constructed = cpx_live_list_constructed;
  object_class->dispose = cpx_live_list_dispose;
  object_class->finalize = cpx_live_list_finalize;
  klass->item_type = G_TYPE_OBJECT;
  klass->forget = cpx_live_list_real_forget;
  klass->get_n_items = cpx_live_list_real_get_n_items;
  klass->get_item = cpx_live_list_real_get_item;

  properties[PROP_PRACTICE] = g_param_spec_object ("practice", NULL, NULL, CPX_TYPE_PRACTICE,
                                                   G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, readable);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, readable);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cpx_live_list_init (CpxLiveList *self)
{
  CpxLiveListPrivate *priv = get_private (self);

  priv->items = g_ptr_array_new_with_free_func (g_object_unref);
  priv->alive = g_cancellable_new ();
}

/**
 * cpx_live_list_get_practice:
 * @self: a list
 *
 * Returns: (transfer none): the practice it is of
 */
CpxPractice *
cpx_live_list_get_practice (CpxLiveList *self)
{
  g_return_val_if_fail (CPX_IS_LIVE_LIST (self), NULL);

  return get_private (self)->practice;
}

/**
 * cpx_live_list_get_loading:
 * @self: a list
 *
 * Returns: `TRUE` while an answer is awaited
 */
gboolean
cpx_live_list_get_loading (CpxLiveList *self)
{
  g_return_val_if_fail (CPX_IS_LIVE_LIST (self), FALSE);

  return get_private (self)->loading;
}

/**
 * cpx_live_list_get_loaded:
 * @self: a list
 *
 * Returns: `TRUE` once the reader has answered, so that an empty list means that there is nothing
 */
gboolean
cpx_live_list_get_loaded (CpxLiveList *self)
{
  g_return_val_if_fail (CPX_IS_LIVE_LIST (self), FALSE);

  return get_private (self)->loaded;
}

/**
 * cpx_live_list_get_error:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): why the last read failed
 */
const GError *
cpx_live_list_get_error (CpxLiveList *self)
{
  g_return_val_if_fail (CPX_IS_LIVE_LIST (self), NULL);

  return get_private (self)->error;
}

/**
 * cpx_live_list_refresh:
 * @self: a list
 *
 * Asks the same again; after the read that is under way, if one is.
 */
void
cpx_live_list_refresh (CpxLiveList *self)
{
  CpxLiveListPrivate *priv = get_private (self);

  if (priv->reading)
    priv->again = TRUE;
  else
    ask (self);
}

/**
 * cpx_live_list_ask_anew:
 * @self: a list
 *
 * Asks something else than what is shown, or under way, which is cancelled. What is shown stays until the answer comes.
 */
void
cpx_live_list_ask_anew (CpxLiveList *self)
{
  get_private (self)->anew = TRUE;
  ask (self);
}

/**
 * cpx_live_list_get_alive:
 * @self: a list
 *
 * Returns: (transfer none): cancelled once nothing is to be seen any more
 */
GCancellable *
cpx_live_list_get_alive (CpxLiveList *self)
{
  return get_private (self)->alive;
}

/**
 * cpx_live_list_get_until:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): cancelled when the content is asked for again; `NULL` if it never was
 */
GCancellable *
cpx_live_list_get_until (CpxLiveList *self)
{
  return get_private (self)->until;
}

/**
 * cpx_live_list_await:
 * @self: a list
 * @until: what the read is cancelled by
 * @answered: given the answer, if @self still wants it
 *
 * Returns: (transfer full): the user data of a read whose callback is cpx_live_list_answered_cb()
 */
gpointer
cpx_live_list_await (CpxLiveList     *self,
                     GCancellable    *until,
                     CpxLiveAnswered  answered_func)
{
  Awaiting *awaiting = g_new0 (Awaiting, 1);

  g_weak_ref_init (&awaiting->list, self);
  awaiting->until = g_object_ref (until);
  awaiting->answered = answered_func;

  return awaiting;
}

/* A GAsyncReadyCallback. An answer that nobody takes is freed with its task. */
void
cpx_live_list_answered_cb (GObject      *source,
                           GAsyncResult *result,
                           gpointer      awaiting)
{
  g_autoptr(Awaiting) self = awaiting;
  g_autoptr(CpxLiveList) list = g_weak_ref_get (&self->list);
  g_autoptr(GError) error = NULL;
  gpointer found;

  if (list == NULL || g_cancellable_is_cancelled (self->until))
    return;
  found = cpx_practice_perform_finish (CPX_PRACTICE (source), result, &error);
  self->answered (list, found, error);
}

/**
 * cpx_live_list_set_error:
 * @self: a list
 * @error: (nullable): why something could not be read
 */
void
cpx_live_list_set_error (CpxLiveList  *self,
                         const GError *error)
{
  CpxLiveListPrivate *priv = get_private (self);

  g_clear_error (&priv->error);
  priv->error = error != NULL ? g_error_copy (error) : NULL;
  notify (self, PROP_ERROR);
}

/**
 * cpx_live_list_peek:
 * @self: a list of objects
 * @position: less than their number
 *
 * Returns: (transfer none): the object there
 */
gpointer
cpx_live_list_peek (CpxLiveList *self,
                    guint        position)
{
  return g_ptr_array_index (get_private (self)->items, position);
}

/**
 * cpx_live_list_splice:
 * @self: a list of objects
 * @position: where
 * @n_removed: how many go
 * @added: (array length=n_added): what comes instead
 * @n_added: how many come
 */
void
cpx_live_list_splice (CpxLiveList *self,
                      guint        position,
                      guint        n_removed,
                      gpointer    *added,
                      guint        n_added)
{
  GPtrArray *items = get_private (self)->items;

  if (n_removed > 0)
    g_ptr_array_remove_range (items, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (items, (int) (position + i), g_object_ref (added[i]));
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

/**
 * cpx_live_list_take_items:
 * @self: a list of objects
 * @items: (transfer full) (element-type GObject): what it holds from now on
 * @same: (nullable): given two arrays of objects, whether an item may stay; `NULL`: none
 */
void
cpx_live_list_take_items (CpxLiveList *self,
                          GPtrArray   *items,
                          CpxSameEntry same)
{
  CpxLiveListPrivate *priv = get_private (self);
  CpxListDifference difference = cpx_list_difference (priv->items, priv->items->len, items, items->len, same);

  g_ptr_array_unref (priv->items);
  priv->items = items;
  if (same == NULL || difference.n_removed > 0 || difference.n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), difference.position, difference.n_removed, difference.n_added);
}
