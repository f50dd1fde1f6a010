/* cpx-log-page.c: the audit log read by filter.
 *
 *   find: the places of all that match, from the index      read: a page of places → entries
 *   search: a stretch of places → those whose opened entries say the words
 *
 * The text of a filter is looked for in opened entries, and to open one takes some twenty microseconds: a stretch at a
 * time, each in a look of its own, so that nobody else waits; whoever asks goes on to the next stretch, or stops.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-page.h"

#include "cpx-log-reader.h"
#include "cpx-practice-private.h"

#include <cpx-fold.h>

#define WALK_PIECE 256   /* entries in one look */

/* What is looked for. */
typedef struct
{
  CpxLogFilter *filter;          /* (owned) (nullable) */
  char        **words;           /* (owned) (nullable) */
  GArray       *places;          /* (owned) (nullable) */
  CpxPractice  *practice;        /* (owned) */
  GCancellable *cancellable;     /* (owned) (nullable) */
} Wanted;

static void
wanted_free (Wanted *self)
{
  g_clear_pointer (&self->filter, cpx_log_filter_free);
  g_strfreev (self->words);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->practice);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wanted, wanted_free)

/**
 * cpx_log_matches_free:
 * @self: (transfer full): matches
 */
void
cpx_log_matches_free (CpxLogMatches *self)
{
  g_clear_pointer (&self->places, g_array_unref);
  g_free (self);
}

static Wanted *
wanted_new (CpxPractice  *practice,
            GCancellable *cancellable)
{
  Wanted *self = g_new0 (Wanted, 1);

  self->practice = g_object_ref (practice);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;

  return self;
}

static Wanted *
wanted_new_filter (CpxPractice        *practice,
                   const CpxLogFilter *filter,
                   GCancellable       *cancellable)
{
  Wanted *self = wanted_new (practice, cancellable);

  self->filter = cpx_log_filter_copy (filter);

  return self;
}

static Wanted *
wanted_new_places (CpxPractice  *practice,
                   const gint64 *places,
                   guint         n_places,
                   GCancellable *cancellable)
{
  Wanted *self = wanted_new (practice, cancellable);

  self->places = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_places);
  g_array_append_vals (self->places, places, n_places);

  return self;
}

/* A CpxTxnFunc. */
static gpointer
find (CpxTxn    *txn,
      gpointer   data,
      GError   **error)
{
  Wanted *wanted = data;

  return cpx_log_reader_find (txn, wanted->filter, wanted->cancellable, error);
}

/* A CpxTxnFunc. */
static gpointer
read_page (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  Wanted *wanted = data;
  g_autoptr(CpxLogReader) reader = cpx_log_reader_new (txn, wanted->practice);
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < wanted->places->len; i++)
    g_ptr_array_add (entries, cpx_log_reader_read (reader, g_array_index (wanted->places, gint64, i)));

  return entries;
}

/* A CpxTxnFunc. */
static gpointer
search (CpxTxn    *txn,
        gpointer   data,
        GError   **error)
{
  Wanted *wanted = data;
  g_autoptr(CpxLogReader) reader = cpx_log_reader_new (txn, wanted->practice);
  g_autoptr(CpxLogMatches) matches = g_new0 (CpxLogMatches, 1);

  matches->places = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < wanted->places->len; i++)
    {
      gint64 place = g_array_index (wanted->places, gint64, i);
      g_autoptr(CpxLogEntry) entry = cpx_log_reader_read (reader, place);

      if (g_cancellable_set_error_if_cancelled (wanted->cancellable, error))
        return NULL;
      if (cpx_log_entry_says (entry, (const char *const *) wanted->words))
        g_array_append_val (matches->places, place);
      matches->n_looked++;
    }

  return g_steal_pointer (&matches);
}

/**
 * cpx_practice_find_log:
 * @practice: a practice
 * @filter: what is wanted; its text is not looked for
 * @cancellable: (nullable): to give up
 * @error: where the refusal goes
 *
 * Finds the entries that a filter lets through, and waits.
 *
 * Returns: (transfer full) (nullable) (element-type gint64): their places, the newest first
 */
GArray *
cpx_practice_find_log (CpxPractice         *practice,
                       const CpxLogFilter  *filter,
                       GCancellable        *cancellable,
                       GError             **error)
{
  g_autoptr(Wanted) wanted = NULL;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  wanted = wanted_new_filter (practice, filter, cancellable);

  return cpx_practice_look (practice, "audit:read", find, wanted, (GDestroyNotify) g_array_unref, error);
}

/**
 * cpx_practice_find_log_async:
 * @practice: a practice
 * @filter: what is wanted; its text is not looked for
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Finds the entries that a filter lets through.
 */
void
cpx_practice_find_log_async (CpxPractice         *practice,
                             const CpxLogFilter  *filter,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_look_async (practice, "audit:read", find, wanted_new_filter (practice, filter, cancellable),
                           (GDestroyNotify) wanted_free, (GDestroyNotify) g_array_unref, cancellable, callback,
                           user_data);
}

/**
 * cpx_practice_find_log_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the places, the newest first
 */
GArray *
cpx_practice_find_log_finish (CpxPractice   *practice,
                              GAsyncResult  *result,
                              GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

/**
 * cpx_practice_read_log:
 * @practice: a practice
 * @places: (array length=n_places): where the entries lie
 * @n_places: how many
 * @error: where the refusal goes
 *
 * Reads entries, and waits.
 *
 * Returns: (transfer full) (nullable) (element-type CpxLogEntry): one for each place
 */
GPtrArray *
cpx_practice_read_log (CpxPractice   *practice,
                       const gint64  *places,
                       guint          n_places,
                       GError       **error)
{
  g_autoptr(Wanted) wanted = NULL;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  wanted = wanted_new_places (practice, places, n_places, NULL);

  return cpx_practice_look (practice, "audit:read", read_page, wanted, (GDestroyNotify) g_ptr_array_unref, error);
}

/**
 * cpx_practice_read_log_async:
 * @practice: a practice
 * @places: (array length=n_places): where the entries lie
 * @n_places: how many
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads entries.
 */
void
cpx_practice_read_log_async (CpxPractice         *practice,
                             const gint64        *places,
                             guint                n_places,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_look_async (practice, "audit:read", read_page,
                           wanted_new_places (practice, places, n_places, cancellable), (GDestroyNotify) wanted_free,
                           (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * cpx_practice_read_log_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable) (element-type CpxLogEntry): one for each place
 */
GPtrArray *
cpx_practice_read_log_finish (CpxPractice   *practice,
                              GAsyncResult  *result,
                              GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

/**
 * cpx_practice_search_log_async:
 * @practice: a practice
 * @text: the words
 * @places: (array length=n_places): a stretch of what was found
 * @n_places: how many: some hundred, for others wait as long
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Opens entries and keeps those that say all the words.
 */
void
cpx_practice_search_log_async (CpxPractice         *practice,
                               const char          *text,
                               const gint64        *places,
                               guint                n_places,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  Wanted *wanted;

  g_return_if_fail (CPX_IS_PRACTICE (practice));

  wanted = wanted_new_places (practice, places, n_places, cancellable);
  wanted->words = cpx_fold_tokens (text);
  cpx_practice_look_async (practice, "audit:read", search, wanted, (GDestroyNotify) wanted_free,
                           (GDestroyNotify) cpx_log_matches_free, cancellable, callback, user_data);
}

/**
 * cpx_practice_search_log_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what was found in the stretch
 */
CpxLogMatches *
cpx_practice_search_log_finish (CpxPractice   *practice,
                                GAsyncResult  *result,
                                GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

static gboolean
walk_piece (GPtrArray           *entries,
            char               **words,
            CpxLogWalkFunc       func,
            gpointer             user_data,
            GError             **error)
{
  for (guint i = 0; i < entries->len; i++)
    {
      CpxLogEntry *entry = g_ptr_array_index (entries, i);

      if (words != NULL && !cpx_log_entry_says (entry, (const char *const *) words))
        continue;
      if (!func (entry, user_data, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
walk (CpxPractice         *practice,
      const CpxLogFilter  *filter,
      CpxLogWalkFunc       func,
      gpointer             user_data,
      GCancellable        *cancellable,
      GError             **error)
{
  g_autoptr(GArray) places = cpx_practice_find_log (practice, filter, cancellable, error);
  g_auto(GStrv) words = cpx_log_filter_has_text (filter) ? cpx_fold_tokens (filter->text) : NULL;

  for (guint i = 0; places != NULL && i < places->len; i += WALK_PIECE)
    {
      g_autoptr(GPtrArray) entries = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      entries = cpx_practice_read_log (practice, &g_array_index (places, gint64, i),
                                       MIN (WALK_PIECE, places->len - i), error);
      if (entries == NULL || !walk_piece (entries, words, func, user_data, error))
        return FALSE;
    }

  return places != NULL;
}

/**
 * cpx_practice_walk_log:
 * @practice: a practice
 * @filter: what is wanted
 * @func: (scope call): given each entry, on the thread of the caller
 * @user_data: for @func
 * @cancellable: (nullable): to give up
 * @error: where the refusal goes
 *
 * Walks through the entries that a filter lets through, the newest first, and waits. It keeps a page of them at a time.
 * Whoever closes the practice meanwhile ends it.
 *
 * Returns: `TRUE` once it has been through; `FALSE` on error, also that of @func
 */
gboolean
cpx_practice_walk_log (CpxPractice         *practice,
                       const CpxLogFilter  *filter,
                       CpxLogWalkFunc       func,
                       gpointer             user_data,
                       GCancellable        *cancellable,
                       GError             **error)
{
  CpxHold hold;
  gboolean done;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), FALSE);

  if (!cpx_closing_hold (cpx_practice_get_closing (practice), cancellable, &hold, error))
    return FALSE;
  done = walk (practice, filter, func, user_data, hold.cancellable, error);
  cpx_closing_release (cpx_practice_get_closing (practice), &hold);

  return done;
}
