/* test-log-merge.c: logs that grew side by side come in one order, by whatever way their times are known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store-fixture.h"

#include "cpx-log-blocks.h"
#include "cpx-log-merge.h"
#include "cpx-log-order.h"
#include "cpx-txn-private.h"

#define FIRST_DEVICE 5
#define MAX_LOGS     4
#define ROUNDS       12

/* How the times of the logs stand to each other, and what is there of the index. */
typedef struct
{
  const char *name;
  guint       n_logs;
  guint       n_entries;   /* of each at most */
  guint       step_ms;     /* between two of a log at most; 0: many in one millisecond, and ties between logs */
  gboolean    apart;       /* each log begins when the one before ends */
  const char *spoil;       /* (nullable): SQL, after the index was filled */
  guint       n_missing;   /* entries taken out of each log */
} Case;

static const Case cases[] = {
  { "two", 2, 2000, 60000, FALSE, NULL, 0 },
  { "four", 4, 1300, 60000, FALSE, NULL, 0 },
  { "bursts", 3, 1600, 2, FALSE, NULL, 0 },
  { "ties", 3, 1100, 0, FALSE, NULL, 0 },
  { "one-after-the-other", 3, 900, 60000, TRUE, NULL, 0 },
  { "without-index", 2, 1500, 60000, FALSE, "DELETE FROM log_facet_block", 0 },
  { "half-an-index", 3, 1500, 60000, FALSE, "DELETE FROM log_facet_block WHERE block & 1", 0 },
  { "spoilt-index", 2, 1500, 60000, FALSE, "UPDATE log_facet_block SET members = x'8080' WHERE block & 1", 0 },
  { "short", 2, 3, 60000, FALSE, NULL, 0 },
  { "holes", 3, 1500, 60000, FALSE, NULL, 40 },
};

/* One entry as the test knows it. */
typedef struct
{
  gint64   place;
  guint64  hlc;
  CpxId    device;
  gboolean missing;
} Entry;

typedef struct
{
  const Case *wanted;
  CpxId       devices[MAX_LOGS];
  GArray     *entries[MAX_LOGS];  /* (owned) (element-type Entry): the oldest first */
  GPtrArray  *chosen;             /* (owned) (element-type GArray): places, the newest first */
} Logs;

static void
draw_id (CpxId *id)
{
  for (guint i = 0; i < sizeof id->bytes; i++)
    id->bytes[i] = (guint8) g_test_rand_int_range (0, 256);
}

static guint64
draw_next (const Case *wanted,
           guint64     hlc)
{
  guint64 ms = hlc >> 16;

  if (wanted->step_ms == 0)
    return g_test_rand_int_range (0, 3) == 0 ? (ms + 1) << 16 : hlc + 1;

  return (ms + (guint64) g_test_rand_int_range (0, (int) wanted->step_ms) + 1) << 16 | (guint) g_test_rand_bit ();
}

static void
draw_logs (Logs       *logs,
           const Case *wanted)
{
  guint64 hlc = G_GUINT64_CONSTANT (1767225600000) << 16;

  logs->wanted = wanted;
  for (guint i = 0; i < wanted->n_logs; i++)
    {
      guint n = (guint) g_test_rand_int_range ((int) (wanted->n_entries / 2), (int) wanted->n_entries) + 1;
      guint64 at = hlc;

      draw_id (&logs->devices[i]);
      logs->entries[i] = g_array_new (FALSE, FALSE, sizeof (Entry));
      for (guint j = 0; j < n; j++)
        {
          Entry entry = { ((gint64) (FIRST_DEVICE + i) << CPX_LOG_PLACE_BITS) + j, at, logs->devices[i], FALSE };

          g_array_append_val (logs->entries[i], entry);
          at = draw_next (wanted, at);
        }
      for (guint j = 0; j < wanted->n_missing; j++)
        g_array_index (logs->entries[i], Entry, g_test_rand_int_range (0, (int) n)).missing = TRUE;
      if (wanted->apart)
        hlc = at;
    }
}

static void
insert_entry (CpxTxn      *txn,
              const Entry *entry)
{
  g_autoptr(CpxStatement) statement =
    cpx_db_prepare (txn->db, "INSERT INTO log (place, hlc, leaf, hash) VALUES (?1, ?2, x'00', x'00')", NULL);

  cpx_statement_bind_int64 (statement, 1, entry->place);
  cpx_statement_bind_int64 (statement, 2, (gint64) entry->hlc);
  g_assert_true (cpx_statement_run (statement, NULL));
}

static void
insert_device (CpxTxn *txn,
               gint64  number,
               CpxId  *id)
{
  g_autoptr(CpxStatement) statement = cpx_db_prepare (txn->db, "INSERT INTO device (number, id) VALUES (?1, ?2)", NULL);

  cpx_statement_bind_int64 (statement, 1, number);
  cpx_statement_bind_blob (statement, 2, id->bytes, sizeof id->bytes);
  g_assert_true (cpx_statement_run (statement, NULL));
}

/* A CpxTxnFunc. */
static gpointer
write_logs (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  Logs *logs = data;

  g_assert_true (cpx_db_exec (txn->db, "DELETE FROM log WHERE place >= 5 << 40; DELETE FROM device WHERE number >= 5;"
                                       "DELETE FROM log_block; DELETE FROM log_facet_block", NULL));
  for (guint i = 0; i < logs->wanted->n_logs; i++)
    {
      insert_device (txn, FIRST_DEVICE + i, &logs->devices[i]);
      for (guint j = 0; j < logs->entries[i]->len; j++)
        {
          const Entry *entry = &g_array_index (logs->entries[i], Entry, j);

          if (!entry->missing)
            insert_entry (txn, entry);
        }
    }
  g_assert_true (cpx_log_blocks_fill (txn, 1000, NULL));
  if (logs->wanted->spoil != NULL)
    g_assert_true (cpx_db_exec (txn->db, logs->wanted->spoil, NULL));

  return logs;
}

/* As a filter would: all of them, or one in @one_in. */
static void
choose (Logs *logs,
        int   one_in)
{
  logs->chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint i = 0; i < logs->wanted->n_logs; i++)
    {
      GArray *places = g_array_new (FALSE, FALSE, sizeof (gint64));

      for (guint j = logs->entries[i]->len; j > 0; j--)
        {
          const Entry *entry = &g_array_index (logs->entries[i], Entry, j - 1);

          if (g_test_rand_int_range (0, one_in) == 0)
            g_array_append_val (places, entry->place);
        }
      if (places->len > 0)
        g_ptr_array_add (logs->chosen, places);
      else
        g_array_unref (places);
    }
}

static const Entry *
find_entry (const Logs *logs,
            gint64      place)
{
  guint log = (guint) (place >> CPX_LOG_PLACE_BITS) - FIRST_DEVICE;

  return &g_array_index (logs->entries[log], Entry, (guint) place & ((1u << 31) - 1));
}

/* The newest first; of one instant the greater device; entries of one log as they lie. */
static int
compare (gconstpointer a,
         gconstpointer b)
{
  const Entry *one = a, *other = b;
  int order = cpx_hlc_compare (other->hlc, &other->device, one->hlc, &one->device);

  return order != 0 ? order : (one->place < other->place) - (one->place > other->place);
}

/* The other way: all together, then sorted. What is missing takes the time of the newer one beside it. */
static GArray *
sort_all (const Logs *logs)
{
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (Entry));
  GArray *places = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < logs->chosen->len; i++)
    {
      const GArray *chosen = g_ptr_array_index (logs->chosen, i);
      guint64 newer = G_MAXUINT64;

      for (guint j = 0; j < chosen->len; j++)
        {
          Entry entry = *find_entry (logs, g_array_index (chosen, gint64, j));

          newer = entry.hlc = entry.missing ? newer : entry.hlc;
          g_array_append_val (all, entry);
        }
    }
  g_array_sort (all, compare);
  for (guint i = 0; i < all->len; i++)
    g_array_append_val (places, g_array_index (all, Entry, i).place);

  return places;
}

/* A CpxTxnFunc. */
static gpointer
merge (CpxTxn    *txn,
       gpointer   data,
       GError   **error)
{
  Logs *logs = data;

  return cpx_log_merge (txn, logs->chosen, NULL, error);
}

static void
check (StoreFixture *self,
       Logs         *logs)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) expected = NULL, found = NULL;

  choose (logs, g_test_rand_bit () ? 1 : g_test_rand_int_range (2, 200));
  expected = sort_all (logs);   /* merging may use up what it is given */
  found = cpx_store_look_sync (self->store, merge, logs, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (found->data, found->len * sizeof (gint64), expected->data, expected->len * sizeof (gint64));
  g_clear_pointer (&logs->chosen, g_ptr_array_unref);
}

static void
test_merge (StoreFixture  *self,
            gconstpointer  data)
{
  Logs logs = { NULL };
  g_autoptr(GError) error = NULL;

  draw_logs (&logs, data);
  g_assert_nonnull (cpx_store_run_sync (self->store, write_logs, &logs, NULL, &error));
  for (guint i = 0; i < ROUNDS; i++)
    check (self, &logs);
  for (guint i = 0; i < MAX_LOGS; i++)
    g_clear_pointer (&logs.entries[i], g_array_unref);
}

/* Somebody gave up: the merge that reads says so. */
static gpointer
merge_cancelled (CpxTxn    *txn,
                 gpointer   data,
                 GError   **error)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);

  return cpx_log_merge (txn, ((Logs *) data)->chosen, cancellable, error);
}

static void
test_cancelled (StoreFixture  *self,
                gconstpointer  data)
{
  Logs logs = { NULL };
  g_autoptr(GError) error = NULL;

  draw_logs (&logs, &cases[0]);
  g_assert_nonnull (cpx_store_run_sync (self->store, write_logs, &logs, NULL, NULL));
  choose (&logs, 1);
  g_assert_null (cpx_store_look_sync (self->store, merge_cancelled, &logs, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_ptr_array_unref (logs.chosen);
  for (guint i = 0; i < MAX_LOGS; i++)
    g_clear_pointer (&logs.entries[i], g_array_unref);
}

/* A row of the index gives back what it was made of, and what is no row is not taken for one. */
static void
test_packed (void)
{
  CpxLogTimes times, again;
  g_autoptr(GBytes) row = NULL;
  const guint8 *bytes;
  gsize size;

  for (guint i = 0; i < CPX_LOG_BLOCK_SIZE; i++)
    times.hlc[i] = i == 0 ? 0 : i == 1 ? G_MAXUINT64 : (guint64) g_test_rand_int () << 32 | (guint) g_test_rand_int ();
  row = cpx_log_times_pack (&times);
  bytes = g_bytes_get_data (row, &size);
  g_assert_true (cpx_log_times_unpack (&again, bytes, size));
  g_assert_cmpmem (&times, sizeof times, &again, sizeof again);
  g_assert_cmpuint (bytes[2 * 8], ==, times.hlc[2] & 0xff);
  g_assert_false (cpx_log_times_unpack (&again, bytes, size - 1));
  g_assert_false (cpx_log_times_unpack (&again, bytes, 0));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/log-merge/", cases[i].name, NULL);

      g_test_add (path, StoreFixture, &cases[i], store_fixture_set_up, test_merge, store_fixture_tear_down);
    }
  g_test_add ("/log-merge/cancelled", StoreFixture, NULL, store_fixture_set_up, test_cancelled,
              store_fixture_tear_down);
  g_test_add_func ("/log-merge/packed", test_packed);

  return g_test_run ();
}
