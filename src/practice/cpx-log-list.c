/* cpx-log-list.c: places in order, and the search of a text through opened entries.
 *
 *   ask: places ──▶ take ──no text──▶ they are shown
 *                    └──text──▶ search a stretch ──▶ searched(): matches are appended ─┐
 *                                     ▲────────── while more are looked at ───────────┘
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-list.h"

#include "cpx-log-page.h"
#include "cpx-paged-list-private.h"

#include <string.h>

#define STRETCH       256   /* entries that one look searches through: some ten milliseconds */
#define AHEAD         200   /* a search goes on until so many are found beyond what is looked at */
#define REFRESH_MS    700   /* changes come in bursts */

struct _CpxLogList
{
  CpxPagedList   parent_instance;

  CpxLogFilter   filter;     /* (owned) */
  GArray        *found;      /* (owned) (element-type gint64): what the filter without its text lets through */
  gboolean       same;       /* @found is of the filter as it is */
  guint          n_new;      /* of @found, at its head: entries that came since, not looked at yet */
  guint          n_looked;   /* of @found, the new ones among them */
  guint          seen;       /* how far down somebody looked */
  GCancellable  *searching;  /* (owned) (nullable): the search under way, or one that was given up */
};

static guint progress_signal;

G_DEFINE_FINAL_TYPE (CpxLogList, cpx_log_list, CPX_TYPE_PAGED_LIST)

static void search_stretch (CpxLogList *self);

static GArray *
places_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (gint64));
}

static gboolean
is_searching (CpxLogList *self)
{
  return self->searching != NULL && !g_cancellable_is_cancelled (self->searching);
}

static gboolean
is_enough (CpxLogList *self)
{
  return cpx_paged_list_get_keys (CPX_PAGED_LIST (self))->len > self->seen + AHEAD;
}

/* A CpxLiveAnswered. */
static void
searched (CpxLiveList  *list,
          gpointer      found,
          const GError *error)
{
  CpxLogList *self = CPX_LOG_LIST (list);
  g_autoptr(CpxLogMatches) matches = found;

  g_clear_object (&self->searching);
  cpx_live_list_set_error (list, error);
  if (matches != NULL)
    {
      self->n_looked += matches->n_looked;
      cpx_paged_list_append_keys (CPX_PAGED_LIST (self), matches->places);
      if (!is_enough (self))
        search_stretch (self);
    }
  g_signal_emit (self, progress_signal, 0);
}

/* Newer than all that was found. */
static void
prepend_matches (CpxLogList *self,
                 GArray     *matches)
{
  GArray *shown = cpx_paged_list_get_keys (CPX_PAGED_LIST (self));
  GArray *both = places_new ();

  if (matches->len > 0)
    {
      g_array_append_vals (both, matches->data, matches->len);
      g_array_append_vals (both, shown->data, shown->len);
      cpx_paged_list_take_keys (CPX_PAGED_LIST (self), both);
      return;
    }
  g_array_unref (both);
}

/* A CpxLiveAnswered: the newest are looked at in one go, and before any older ones. */
static void
searched_new (CpxLiveList  *list,
              gpointer      found,
              const GError *error)
{
  CpxLogList *self = CPX_LOG_LIST (list);
  g_autoptr(CpxLogMatches) matches = found;

  g_clear_object (&self->searching);
  cpx_live_list_set_error (list, error);
  if (matches != NULL)
    {
      self->n_new = 0;
      prepend_matches (self, matches->places);
      if (!is_enough (self))
        search_stretch (self);
    }
  g_signal_emit (self, progress_signal, 0);
}

static void
search_new (CpxLogList *self)
{
  CpxLiveList *list = CPX_LIVE_LIST (self);
  GCancellable *until = cpx_live_list_get_until (list);

  if (is_searching (self) || until == NULL)
    return;
  g_set_object (&self->searching, until);
  cpx_practice_search_log_async (cpx_live_list_get_practice (list), self->filter.text,
                                 (const gint64 *) (gpointer) self->found->data, self->n_new, until,
                                 cpx_live_list_answered_cb, cpx_live_list_await (list, until, searched_new));
}

static void
search_stretch (CpxLogList *self)
{
  CpxLiveList *list = CPX_LIVE_LIST (self);
  GCancellable *until = cpx_live_list_get_until (list);

  if (is_searching (self) || self->n_looked >= self->found->len || until == NULL)
    return;
  g_set_object (&self->searching, until);
  cpx_practice_search_log_async (cpx_live_list_get_practice (list), self->filter.text,
                                 &g_array_index (self->found, gint64, self->n_looked),
                                 MIN (STRETCH, self->found->len - self->n_looked), until, cpx_live_list_answered_cb,
                                 cpx_live_list_await (list, until, searched));
}

static void
cpx_log_list_ask (CpxLiveList         *list,
                  GCancellable        *until,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  cpx_practice_find_log_async (cpx_live_list_get_practice (list), &CPX_LOG_LIST (list)->filter, until, callback,
                               user_data);
}

/* How many came before those that were found last time; G_MAXUINT if it is not only that. */
static guint
count_new (CpxLogList *self,
           GArray     *found)
{
  guint n = found->len - MIN (found->len, self->found->len);

  if (!self->same || found->len < self->found->len || n + self->n_new > STRETCH ||
      memcmp (&g_array_index (found, gint64, n), self->found->data, self->found->len * sizeof (gint64)) != 0)
    return G_MAXUINT;

  return n;
}

/* What was read by words stays under the reader's eyes; what came since is read as well. */
static void
take_new (CpxLogList *self,
          guint       n)
{
  self->n_new += n;
  self->n_looked += n;
  if (self->n_new > 0)
    search_new (self);
  else if (!is_enough (self))
    search_stretch (self);
}

static void
cpx_log_list_take (CpxLiveList *list,
                   gpointer     content)
{
  CpxLogList *self = CPX_LOG_LIST (list);
  guint n_new = cpx_log_filter_has_text (&self->filter) ? count_new (self, content) : G_MAXUINT;

  g_array_unref (self->found);
  self->found = content;
  self->same = TRUE;
  if (n_new != G_MAXUINT)
    {
      take_new (self, n_new);
      return;
    }
  self->n_new = 0;
  if (!cpx_log_filter_has_text (&self->filter))
    {
      cpx_paged_list_take_keys (CPX_PAGED_LIST (self), g_array_ref (self->found));
      return;
    }
  cpx_paged_list_take_keys (CPX_PAGED_LIST (self), places_new ());
  self->n_looked = 0;
  self->seen = 0;
  search_stretch (self);
}

static CpxLiveEffect
cpx_log_list_apply (CpxLiveList      *list,
                    const CpxChanged *changed)
{
  return CPX_LIVE_STALE;
}

static void
cpx_log_list_ask_page (CpxPagedList        *list,
                       GArray              *keys,
                       GCancellable        *until,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GArray) places = keys;

  cpx_practice_read_log_async (cpx_live_list_get_practice (CPX_LIVE_LIST (list)),
                               (const gint64 *) (gpointer) places->data, places->len, until, callback, user_data);
}

static void
cpx_log_list_get_key (gpointer value,
                      gpointer out_key)
{
  *(gint64 *) out_key = cpx_log_entry_get (value)->place;
}

static gpointer
cpx_log_list_make_row (gconstpointer key)
{
  return cpx_log_row_new (*(const gint64 *) key);
}

static void
cpx_log_list_fill_row (gpointer row,
                       gpointer value)
{
  cpx_log_row_set_entry (row, value);
}

/* Whether a day begins at a row, once it and the one above have their entries. */
static void
cpx_log_list_settle (CpxPagedList *list,
                     guint         position)
{
  CpxLogRow *row = cpx_paged_list_peek_row (list, position);
  CpxLogEntry *before = position > 0 ? cpx_paged_list_peek_value (list, position - 1) : NULL;

  if (row != NULL && cpx_log_row_get_entry (row) != NULL && (position == 0 || before != NULL))
    cpx_log_row_set_before (row, before);
}

static void
cpx_log_list_finalize (GObject *object)
{
  CpxLogList *self = CPX_LOG_LIST (object);

  cpx_log_filter_clear (&self->filter);
  g_clear_pointer (&self->found, g_array_unref);
  g_clear_object (&self->searching);

  G_OBJECT_CLASS (cpx_log_list_parent_class)->finalize (object);
}

static void
cpx_log_list_class_init (CpxLogListClass *klass)
{
  CpxLiveListClass *list_class = CPX_LIVE_LIST_CLASS (klass);
  CpxPagedListClass *paged_class = CPX_PAGED_LIST_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cpx_log_list_finalize;
  list_class->item_type = CPX_TYPE_LOG_ROW;
  list_class->burst_ms = REFRESH_MS;
  list_class->ask = cpx_log_list_ask;
  list_class->take = cpx_log_list_take;
  list_class->apply = cpx_log_list_apply;
  paged_class->key_bytes = sizeof (gint64);
  paged_class->key_hash = g_int64_hash;
  paged_class->key_equal = g_int64_equal;
  paged_class->ask_page = cpx_log_list_ask_page;
  paged_class->get_key = cpx_log_list_get_key;
  paged_class->make_row = cpx_log_list_make_row;
  paged_class->fill_row = cpx_log_list_fill_row;
  paged_class->settle = cpx_log_list_settle;

  progress_signal = g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
cpx_log_list_init (CpxLogList *self)
{
  cpx_log_filter_init (&self->filter);
  self->found = places_new ();
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
  self->same = FALSE;
  cpx_live_list_ask_anew (CPX_LIVE_LIST (self));
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

  cpx_live_list_refresh (CPX_LIVE_LIST (self));
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
  return cpx_live_list_get_loading (CPX_LIVE_LIST (self));
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
  return cpx_live_list_get_error (CPX_LIVE_LIST (self));
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
  gboolean searching = is_searching (self);

  return (CpxLogSearch) {
    .searching = has_text && searching,
    .paused = has_text && !searching && !cpx_log_list_get_loading (self) && self->n_looked < self->found->len,
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

  self->seen = cpx_paged_list_get_keys (CPX_PAGED_LIST (self))->len;
  if (cpx_log_filter_has_text (&self->filter) && !cpx_log_list_get_loading (self))
    search_stretch (self);
}
