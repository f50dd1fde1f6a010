/* cpx-log-rows.c: rows made when looked at, entries read by pages.
 *
 *   get() ──▶ row, and its page is wanted ──idle, look: entries──▶ page_cb: rows get their entries, days begin
 *
 * Rows live as long as the screen holds them; entries are kept for the pages last seen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-rows.h"

#include "cpx-log-page.h"

#define PAGE        64
#define MAX_ENTRIES 4096

struct _CpxLogRows
{
  grefcount         ref_count;
  CpxPractice      *practice;      /* (owned) */
  CpxLogRowsFailed  failed;
  gpointer          failed_data;
  GCancellable     *alive;         /* (owned) */
  GArray           *places;        /* (owned) (element-type gint64): those of the list */
  GHashTable       *rows;          /* (owned): place → CpxLogRow, not owned: rows remove themselves */
  GHashTable       *entries;       /* (owned): place → CpxLogEntry */
  GHashTable       *asked;         /* (owned): places that are wanted, or on their way */
  GArray           *wanted;        /* (owned) (element-type gint64): entries to read in the next idle */
  guint             want_source;
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CpxLogRows, cpx_log_rows_unref)

static gint64
nth (GArray *places,
     guint   i)
{
  return g_array_index (places, gint64, i);
}

static CpxLogEntry *
find_entry (CpxLogRows *self,
            guint       position)
{
  gint64 place = nth (self->places, position);

  return g_hash_table_lookup (self->entries, &place);
}

static void
remember (CpxLogRows  *self,
          CpxLogEntry *entry)
{
  const gint64 *place = &cpx_log_entry_get (entry)->place;
  CpxLogRow *row = g_hash_table_lookup (self->rows, place);

  g_hash_table_remove (self->asked, place);
  g_hash_table_replace (self->entries, (gpointer) place, g_object_ref (entry));
  if (row != NULL)
    cpx_log_row_set_entry (row, entry);
}

/* Where a place is: they come in runs, so the one after the last is tried first. */
static gboolean
find_position (CpxLogRows *self,
               gint64      place,
               guint      *position)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      guint at = (*position + i) % self->places->len;

      if (nth (self->places, at) == place)
        {
          *position = at;
          return TRUE;
        }
    }

  return FALSE;
}

static void
settle_days (CpxLogRows *self,
             GPtrArray  *entries)
{
  guint position = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      if (!find_position (self, cpx_log_entry_get (g_ptr_array_index (entries, i))->place, &position))
        continue;
      cpx_log_rows_settle_day (self, position);
      if (position + 1 < self->places->len)
        cpx_log_rows_settle_day (self, position + 1);   /* it may have waited for this one */
    }
}

static void
page_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(CpxLogRows) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries = cpx_practice_read_log_finish (CPX_PRACTICE (source), result, &error);

  if (entries == NULL)
    {
      g_hash_table_remove_all (self->asked);
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        self->failed (error, self->failed_data);
      return;
    }
  if (g_hash_table_size (self->entries) >= MAX_ENTRIES)
    g_hash_table_remove_all (self->entries);
  for (guint i = 0; i < entries->len; i++)
    remember (self, g_ptr_array_index (entries, i));
  settle_days (self, entries);
}

static gboolean
want_cb (gpointer user_data)
{
  CpxLogRows *self = user_data;
  g_autoptr(GArray) wanted = g_steal_pointer (&self->wanted);

  self->want_source = 0;
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  cpx_practice_read_log_async (self->practice, (const gint64 *) (gpointer) wanted->data, wanted->len,
                               self->alive, page_cb, cpx_log_rows_ref (self));

  return G_SOURCE_REMOVE;
}

/* The page around a row, and the entry above it: its day may begin there. */
static void
want_page (CpxLogRows *self,
           guint       position)
{
  guint from = position / PAGE * PAGE;
  guint until = MIN (from + PAGE, self->places->len);

  for (guint i = from > 0 ? from - 1 : 0; i < until; i++)
    {
      gint64 place = nth (self->places, i);

      if (!g_hash_table_contains (self->entries, &place) &&
          g_hash_table_add (self->asked, g_memdup2 (&place, sizeof place)))
        g_array_append_val (self->wanted, place);
    }
  if (self->want_source == 0)
    self->want_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, want_cb, self, NULL);
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

static CpxLogRow *
make_row (CpxLogRows *self,
          guint       position)
{
  gint64 place = nth (self->places, position);
  CpxLogRow *row = cpx_log_row_new (place);
  CpxLogEntry *entry = g_hash_table_lookup (self->entries, &place);

  if (entry == NULL)
    want_page (self, position);
  g_hash_table_replace (self->rows, g_memdup2 (&place, sizeof place), row);
  g_object_weak_ref (G_OBJECT (row), row_gone_cb, g_hash_table_ref (self->rows));
  if (entry == NULL)
    return row;
  cpx_log_row_set_entry (row, entry);
  cpx_log_rows_settle_day (self, position);

  return row;
}

/**
 * cpx_log_rows_new:
 * @practice: an unlocked practice
 * @failed: told why entries could not be read
 * @failed_data: for @failed; has to outlive cpx_log_rows_stop()
 *
 * Returns: (transfer full): the rows of a list
 */
CpxLogRows *
cpx_log_rows_new (CpxPractice      *practice,
                  CpxLogRowsFailed  failed,
                  gpointer          failed_data)
{
  CpxLogRows *self = g_new0 (CpxLogRows, 1);

  g_ref_count_init (&self->ref_count);
  self->practice = g_object_ref (practice);
  self->failed = failed;
  self->failed_data = failed_data;
  self->alive = g_cancellable_new ();
  self->places = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->asked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_object_unref);

  return self;
}

CpxLogRows *
cpx_log_rows_ref (CpxLogRows *self)
{
  g_ref_count_inc (&self->ref_count);

  return self;
}

void
cpx_log_rows_unref (CpxLogRows *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;
  g_clear_handle_id (&self->want_source, g_source_remove);
  g_object_unref (self->practice);
  g_object_unref (self->alive);
  g_array_unref (self->places);
  g_array_unref (self->wanted);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->asked);
  g_hash_table_unref (self->entries);
  g_free (self);
}

/**
 * cpx_log_rows_stop:
 * @self: the rows
 *
 * Reads nothing more, and forgets what was read.
 */
void
cpx_log_rows_stop (CpxLogRows *self)
{
  g_cancellable_cancel (self->alive);
  g_clear_handle_id (&self->want_source, g_source_remove);
  g_hash_table_remove_all (self->entries);
}

/**
 * cpx_log_rows_set_places:
 * @self: the rows
 * @places: (element-type gint64): the places of the list, which may grow at its end
 */
void
cpx_log_rows_set_places (CpxLogRows *self,
                         GArray     *places)
{
  g_array_ref (places);
  g_array_unref (self->places);
  self->places = places;
}

/* A row that the screen still held from other places: another entry may stand above it now. */
static CpxLogRow *
take_again (CpxLogRows *self,
            CpxLogRow  *row,
            guint       position)
{
  if (position > 0 && find_entry (self, position - 1) == NULL)
    want_page (self, position);
  cpx_log_rows_settle_day (self, position);

  return g_object_ref (row);
}

/**
 * cpx_log_rows_get:
 * @self: the rows
 * @position: in the list
 *
 * Returns: (transfer full): the row there
 */
CpxLogRow *
cpx_log_rows_get (CpxLogRows *self,
                  guint       position)
{
  gint64 place = nth (self->places, position);
  CpxLogRow *row = g_hash_table_lookup (self->rows, &place);

  return row != NULL ? take_again (self, row, position) : make_row (self, position);
}

/**
 * cpx_log_rows_settle_day:
 * @self: the rows
 * @position: in the list
 *
 * Settles whether a day begins at a row, if it and the one above have their entries.
 */
void
cpx_log_rows_settle_day (CpxLogRows *self,
                         guint       position)
{
  gint64 place = nth (self->places, position);
  CpxLogRow *row = g_hash_table_lookup (self->rows, &place);
  CpxLogEntry *before = position > 0 ? find_entry (self, position - 1) : NULL;

  if (row != NULL && cpx_log_row_get_entry (row) != NULL && (position == 0 || before != NULL))
    cpx_log_row_set_before (row, before);
}
