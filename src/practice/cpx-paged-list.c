/* cpx-paged-list.c: rows made when looked at, values read by pages.
 *
 *   get_item() ──▶ row, and its page is wanted ──idle: ask_page()──▶ page_answered(): rows get their values
 *
 * 1. Rows live as long as the screen holds them; values are kept for the pages last seen, so that scrolling back shows
 *    them at once.
 * 2. No value is asked for twice: it is at hand, or on its way. What a read did not give, removed meanwhile or on a bad
 *    page, is not asked for again by this list; what a read that failed as a whole was to give may be.
 * 3. One page read at a time: what is wanted meanwhile is asked for together.
 * 4. A value that a change brought is not replaced by that of a read begun before.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-paged-list-private.h"

#define PAGE       64
#define MAX_VALUES 4096

typedef struct
{
  GArray     *keys;         /* (owned): of all rows, in order */
  GHashTable *rows;         /* (owned): key → row, not owned: rows remove themselves */
  GHashTable *values;       /* (owned): key → value */
  GHashTable *asked;        /* (owned): keys that are wanted, on their way, or were not given */
  GArray     *wanted;       /* (owned): keys to read in the next idle */
  GArray     *on_its_way;   /* (owned) (nullable): keys being read */
  guint       want_source;
} CpxPagedListPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CpxPagedList, cpx_paged_list, CPX_TYPE_LIVE_LIST)

static void want_more (CpxPagedList *self);

static CpxPagedListPrivate *
get_private (CpxPagedList *self)
{
  return cpx_paged_list_get_instance_private (self);
}

static GArray *
make_keys (CpxPagedList *self)
{
  return g_array_new (FALSE, FALSE, (guint) CPX_PAGED_LIST_GET_CLASS (self)->key_bytes);
}

static gpointer
peek_key (GArray *keys,
          guint   position)
{
  return keys->data + (gsize) position * g_array_get_element_size (keys);
}

static gpointer
dup_key (CpxPagedList  *self,
         gconstpointer  key)
{
  return g_memdup2 (key, CPX_PAGED_LIST_GET_CLASS (self)->key_bytes);
}

/* A CpxSameEntry. */
static gboolean
same_key (gpointer before,
          guint    i,
          gpointer now,
          guint    j)
{
  return memcmp (peek_key (before, i), peek_key (now, j), g_array_get_element_size (now)) == 0;
}

static void
settle (CpxPagedList *self,
        guint         position)
{
  CpxPagedListClass *klass = CPX_PAGED_LIST_GET_CLASS (self);

  if (klass->settle != NULL && position < get_private (self)->keys->len)
    klass->settle (self, position);
}

static void
make_room (CpxPagedList *self)
{
  GHashTable *values = get_private (self)->values;

  if (g_hash_table_size (values) >= MAX_VALUES)
    g_hash_table_remove_all (values);
}

static void
keep (CpxPagedList *self,
      gpointer      value)
{
  CpxPagedListPrivate *priv = get_private (self);
  CpxPagedListClass *klass = CPX_PAGED_LIST_GET_CLASS (self);
  g_autofree gpointer key = g_malloc (klass->key_bytes);
  gpointer row;

  klass->get_key (value, key);
  g_hash_table_remove (priv->asked, key);
  row = g_hash_table_lookup (priv->rows, key);
  if (row != NULL)
    klass->fill_row (row, value);
  g_hash_table_replace (priv->values, g_steal_pointer (&key), g_object_ref (value));
}

static gboolean
is_asked (CpxPagedList *self,
          gpointer      value)
{
  CpxPagedListClass *klass = CPX_PAGED_LIST_GET_CLASS (self);
  g_autofree gpointer key = g_malloc (klass->key_bytes);

  klass->get_key (value, key);

  return g_hash_table_contains (get_private (self)->asked, key);
}

/* Where a value's row is: they come in runs, so the one after the last is tried first. */
static gboolean
find_position (CpxPagedList *self,
               gpointer      value,
               guint        *position)
{
  CpxPagedListClass *klass = CPX_PAGED_LIST_GET_CLASS (self);
  GArray *keys = get_private (self)->keys;
  g_autofree gpointer key = g_malloc (klass->key_bytes);

  klass->get_key (value, key);
  for (guint i = 0; i < keys->len; i++)
    {
      guint at = (*position + i) % keys->len;

      if (klass->key_equal (peek_key (keys, at), key))
        {
          *position = at;
          return TRUE;
        }
    }

  return FALSE;
}

static void
settle_page (CpxPagedList *self,
             GPtrArray    *values)
{
  guint position = 0;

  if (CPX_PAGED_LIST_GET_CLASS (self)->settle == NULL)
    return;
  for (guint i = 0; i < values->len; i++)
    {
      if (!find_position (self, g_ptr_array_index (values, i), &position))
        continue;
      settle (self, position);
      settle (self, position + 1);   /* it may have waited for this one */
    }
}

static void
take_page (CpxPagedList *self,
           GPtrArray    *values)
{
  make_room (self);
  for (guint i = 0; i < values->len; i++)
    {
      if (is_asked (self, g_ptr_array_index (values, i)))
        keep (self, g_ptr_array_index (values, i));
    }
  settle_page (self, values);
}

static void
forget_asking (CpxPagedList *self,
               GArray       *keys)
{
  for (guint i = 0; i < keys->len; i++)
    g_hash_table_remove (get_private (self)->asked, peek_key (keys, i));
}

/* What was asked for and is not at hand now was not given (2). */
static void
tell_missed (CpxPagedList *self,
             GArray       *keys)
{
  CpxPagedListPrivate *priv = get_private (self);
  CpxPagedListClass *klass = CPX_PAGED_LIST_GET_CLASS (self);

  for (guint i = 0; klass->miss_row != NULL && i < keys->len; i++)
    {
      gpointer key = peek_key (keys, i);
      gpointer row = g_hash_table_lookup (priv->rows, key);

      if (row != NULL && g_hash_table_contains (priv->asked, key))
        klass->miss_row (self, row);
    }
}

/* A CpxLiveAnswered. */
static void
page_answered (CpxLiveList  *list,
               gpointer      found,
               const GError *error)
{
  CpxPagedList *self = CPX_PAGED_LIST (list);
  g_autoptr(GArray) keys = g_steal_pointer (&get_private (self)->on_its_way);
  g_autoptr(GPtrArray) values = found;

  if (values != NULL)
    {
      take_page (self, values);
      tell_missed (self, keys);
    }
  else
    {
      forget_asking (self, keys);
      cpx_live_list_set_error (list, error);
    }
  want_more (self);
}

static gboolean
want_cb (gpointer user_data)
{
  CpxPagedList *self = user_data;
  CpxPagedListPrivate *priv = get_private (self);
  GCancellable *alive = cpx_live_list_get_alive (user_data);

  priv->want_source = 0;
  priv->on_its_way = g_steal_pointer (&priv->wanted);
  priv->wanted = make_keys (self);
  CPX_PAGED_LIST_GET_CLASS (self)->ask_page (self, g_array_ref (priv->on_its_way), alive, cpx_live_list_answered_cb,
                                             cpx_live_list_await (user_data, alive, page_answered));

  return G_SOURCE_REMOVE;
}

static void
want_more (CpxPagedList *self)
{
  CpxPagedListPrivate *priv = get_private (self);

  if (priv->wanted->len > 0 && priv->on_its_way == NULL && priv->want_source == 0)
    priv->want_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, want_cb, self, NULL);
}

/* The page around a row: its neighbours are about to be looked at. And the one above, if rows depend on it. */
static void
want_page (CpxPagedList *self,
           guint         position)
{
  CpxPagedListPrivate *priv = get_private (self);
  guint from = position / PAGE * PAGE;
  guint until = MIN (from + PAGE, priv->keys->len);

  if (from > 0 && CPX_PAGED_LIST_GET_CLASS (self)->settle != NULL)
    from--;
  for (guint i = from; i < until; i++)
    {
      gpointer key = peek_key (priv->keys, i);

      if (!g_hash_table_contains (priv->values, key) && g_hash_table_add (priv->asked, dup_key (self, key)))
        g_array_append_vals (priv->wanted, key, 1);
    }
  want_more (self);
}

static void
row_gone_cb (gpointer  rows,
             GObject  *where_the_row_was)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    {
      if (row == where_the_row_was)
        g_hash_table_iter_remove (&iter);
    }
  g_hash_table_unref (rows);
}

static gboolean
has_key (CpxPagedList  *self,
         GArray        *keys,
         gconstpointer  key)
{
  for (guint i = 0; keys != NULL && i < keys->len; i++)
    {
      if (CPX_PAGED_LIST_GET_CLASS (self)->key_equal (peek_key (keys, i), key))
        return TRUE;
    }

  return FALSE;
}

/* Asked for, neither at hand nor on its way. */
static gboolean
was_missed (CpxPagedList  *self,
            gconstpointer  key)
{
  CpxPagedListPrivate *priv = get_private (self);

  return g_hash_table_contains (priv->asked, key) && !has_key (self, priv->wanted, key) &&
         !has_key (self, priv->on_its_way, key);
}

static gpointer
make_row (CpxPagedList *self,
          guint         position)
{
  CpxPagedListPrivate *priv = get_private (self);
  CpxPagedListClass *klass = CPX_PAGED_LIST_GET_CLASS (self);
  gpointer key = peek_key (priv->keys, position);
  gpointer value = g_hash_table_lookup (priv->values, key);
  gpointer row = klass->make_row (key);

  if (value != NULL)
    klass->fill_row (row, value);
  else if (klass->miss_row != NULL && was_missed (self, key))
    klass->miss_row (self, row);
  else
    want_page (self, position);
  g_hash_table_replace (priv->rows, dup_key (self, key), row);
  g_object_weak_ref (row, row_gone_cb, g_hash_table_ref (priv->rows));

  return row;
}

static guint
cpx_paged_list_get_n_items (CpxLiveList *list)
{
  return get_private (CPX_PAGED_LIST (list))->keys->len;
}

static gpointer
cpx_paged_list_get_item (CpxLiveList *list,
                         guint        position)
{
  CpxPagedList *self = CPX_PAGED_LIST (list);
  gpointer row;

  if (position >= get_private (self)->keys->len)
    return NULL;
  row = cpx_paged_list_peek_row (self, position);
  row = row != NULL ? g_object_ref (row) : make_row (self, position);
  /* A row that the screen still held: another one may stand above it now. */
  if (CPX_PAGED_LIST_GET_CLASS (self)->settle != NULL && position > 0 &&
      cpx_paged_list_peek_value (self, position - 1) == NULL)
    want_page (self, position);
  settle (self, position);

  return row;
}

static void
cpx_paged_list_forget (CpxLiveList *list)
{
  CpxPagedList *self = CPX_PAGED_LIST (list);

  cpx_paged_list_take_keys (self, make_keys (self));
  g_hash_table_remove_all (get_private (self)->values);
}

static void
cpx_paged_list_constructed (GObject *object)
{
  CpxPagedList *self = CPX_PAGED_LIST (object);
  CpxPagedListPrivate *priv = get_private (self);
  CpxPagedListClass *klass = CPX_PAGED_LIST_GET_CLASS (self);

  priv->keys = make_keys (self);
  priv->wanted = make_keys (self);
  priv->rows = g_hash_table_new_full (klass->key_hash, klass->key_equal, g_free, NULL);
  priv->values = g_hash_table_new_full (klass->key_hash, klass->key_equal, g_free, g_object_unref);
  priv->asked = g_hash_table_new_full (klass->key_hash, klass->key_equal, g_free, NULL);

  G_OBJECT_CLASS (cpx_paged_list_parent_class)->constructed (object);
}

static void
cpx_paged_list_dispose (GObject *object)
{
  g_clear_handle_id (&get_private (CPX_PAGED_LIST (object))->want_source, g_source_remove);

  G_OBJECT_CLASS (cpx_paged_list_parent_class)->dispose (object);
}

static void
cpx_paged_list_finalize (GObject *object)
{
  CpxPagedListPrivate *priv = get_private (CPX_PAGED_LIST (object));

  g_clear_pointer (&priv->keys, g_array_unref);
  g_clear_pointer (&priv->wanted, g_array_unref);
  g_clear_pointer (&priv->on_its_way, g_array_unref);
  g_clear_pointer (&priv->rows, g_hash_table_unref);
  g_clear_pointer (&priv->values, g_hash_table_unref);
  g_clear_pointer (&priv->asked, g_hash_table_unref);

  G_OBJECT_CLASS (cpx_paged_list_parent_class)->finalize (object);
}

static void
cpx_paged_list_class_init (CpxPagedListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  CpxLiveListClass *list_class = CPX_LIVE_LIST_CLASS (klass);

  object_class->constructed = cpx_paged_list_constructed;
  object_class->dispose = cpx_paged_list_dispose;
  object_class->finalize = cpx_paged_list_finalize;
  list_class->forget = cpx_paged_list_forget;
  list_class->get_n_items = cpx_paged_list_get_n_items;
  list_class->get_item = cpx_paged_list_get_item;
}

static void
cpx_paged_list_init (CpxPagedList *self)
{
}

/**
 * cpx_paged_list_get_keys:
 * @self: a list
 *
 * Returns: (transfer none): the keys of all its rows, in order
 */
GArray *
cpx_paged_list_get_keys (CpxPagedList *self)
{
  return get_private (self)->keys;
}

/**
 * cpx_paged_list_take_keys:
 * @self: a list
 * @keys: (transfer full): the keys of all its rows from now on, in order
 */
void
cpx_paged_list_take_keys (CpxPagedList *self,
                          GArray       *keys)
{
  CpxPagedListPrivate *priv = get_private (self);
  CpxListDifference difference = cpx_list_difference (priv->keys, priv->keys->len, keys, keys->len, same_key);

  g_array_unref (priv->keys);
  priv->keys = keys;
  if (difference.n_removed == 0 && difference.n_added == 0)
    return;
  g_list_model_items_changed (G_LIST_MODEL (self), difference.position, difference.n_removed, difference.n_added);
  settle (self, difference.position + difference.n_added);
}

/**
 * cpx_paged_list_append_keys:
 * @self: a list
 * @keys: the keys of rows that come at its end
 */
void
cpx_paged_list_append_keys (CpxPagedList *self,
                            GArray       *keys)
{
  CpxPagedListPrivate *priv = get_private (self);
  guint n_before = priv->keys->len;

  if (keys->len == 0)
    return;
  g_array_append_vals (priv->keys, keys->data, keys->len);
  g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, keys->len);
}

/**
 * cpx_paged_list_peek_row:
 * @self: a list
 * @position: less than its length
 *
 * Returns: (transfer none) (nullable): the row there, if somebody holds it
 */
gpointer
cpx_paged_list_peek_row (CpxPagedList *self,
                         guint         position)
{
  CpxPagedListPrivate *priv = get_private (self);

  return g_hash_table_lookup (priv->rows, peek_key (priv->keys, position));
}

/**
 * cpx_paged_list_peek_value:
 * @self: a list
 * @position: less than its length
 *
 * Returns: (transfer none) (nullable): the value of the row there, if it is at hand
 */
gpointer
cpx_paged_list_peek_value (CpxPagedList *self,
                           guint         position)
{
  CpxPagedListPrivate *priv = get_private (self);

  return g_hash_table_lookup (priv->values, peek_key (priv->keys, position));
}

/**
 * cpx_paged_list_keep:
 * @self: a list
 * @value: a value as it is now
 *
 * Gives @value to its row, now or when it is made.
 */
void
cpx_paged_list_keep (CpxPagedList *self,
                     gpointer      value)
{
  make_room (self);
  keep (self, value);
}

/**
 * cpx_paged_list_drop:
 * @self: a list
 * @key: the key of a value that is no more
 */
void
cpx_paged_list_drop (CpxPagedList  *self,
                     gconstpointer  key)
{
  g_hash_table_remove (get_private (self)->asked, key);
  g_hash_table_remove (get_private (self)->values, key);
}
