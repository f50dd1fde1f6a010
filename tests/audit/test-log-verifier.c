/* test-log-verifier.c: logs altered in every way that a hand with the key can: V1 and V2 of cpx-log-verifier.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-log-verifier.h"

#include <string.h>

#define MAX_ENTRIES 1100

/* A log as a store keeps it: leaves, the hash beside each, the root of each 256. */
typedef struct
{
  guint          n;
  char          *leaves[MAX_ENTRIES];
  CpxMerkleHash  hashes[MAX_ENTRIES];
  CpxMerkleHash  tiles[MAX_ENTRIES / 256 + 1];
  CpxMerkleHash  roots[MAX_ENTRIES + 1];   /* as they were signed */
} Log;

static void
hash_leaf (Log   *log,
           guint  i)
{
  cpx_merkle_hash_leaf (log->leaves[i], strlen (log->leaves[i]), &log->hashes[i]);
}

/* The tiles as the hashes beside the leaves make them. */
static void
make_tiles (Log *log)
{
  CpxMerkleEdge edge = { 0 };
  CpxMerkleHash completed[CPX_MERKLE_LEVELS];

  for (guint i = 0; i < log->n; i++)
    if (cpx_merkle_edge_append (&edge, &log->hashes[i], completed) >= 8)
      log->tiles[i / 256] = completed[8];
}

static Log *
make_log (guint n)
{
  Log *log = g_new0 (Log, 1);
  CpxMerkleEdge edge = { 0 };

  log->n = n;
  for (guint i = 0; i < n; i++)
    {
      log->leaves[i] = g_strdup_printf ("entry %u", i);
      hash_leaf (log, i);
      cpx_merkle_edge_append (&edge, &log->hashes[i], NULL);
      cpx_merkle_edge_get_root (&edge, &log->roots[i + 1]);
    }
  make_tiles (log);

  return log;
}

static void
free_log (Log *log)
{
  for (guint i = 0; i < log->n; i++)
    g_free (log->leaves[i]);
  g_free (log);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Log, free_log)

static CpxLogVerdict
verify (Log         *log,
        const guint *signed_sizes)
{
  g_autoptr(CpxLogVerifier) verifier = cpx_log_verifier_new ();
  guint n_tiles = log->n / 256;

  for (; *signed_sizes != 0; signed_sizes++)
    cpx_log_verifier_expect_root (verifier, *signed_sizes, &log->roots[*signed_sizes]);
  for (guint i = 0; i < log->n; i++)
    {
      if (!cpx_log_verifier_add (verifier, i, log->leaves[i], strlen (log->leaves[i]), &log->hashes[i]))
        break;
      if ((i + 1) % 256 == 0 && i / 256 < n_tiles)
        cpx_log_verifier_expect_tile (verifier, &log->tiles[i / 256]);
    }
  cpx_log_verifier_end (verifier);

  return cpx_log_verifier_get_verdict (verifier);
}

static void
change (Log   *log,
        guint  i)
{
  g_free (log->leaves[i]);
  log->leaves[i] = g_strdup_printf ("altered %u", i);
}

static void
remove_entry (Log   *log,
              guint  i)
{
  g_free (log->leaves[i]);
  log->n--;
  memmove (&log->leaves[i], &log->leaves[i + 1], (log->n - i) * sizeof log->leaves[0]);
  memmove (&log->hashes[i], &log->hashes[i + 1], (log->n - i) * sizeof log->hashes[0]);
}

static void
insert_entry (Log   *log,
              guint  i)
{
  memmove (&log->leaves[i + 1], &log->leaves[i], (log->n - i) * sizeof log->leaves[0]);
  memmove (&log->hashes[i + 1], &log->hashes[i], (log->n - i) * sizeof log->hashes[0]);
  log->leaves[i] = g_strdup ("smuggled in");
  hash_leaf (log, i);
  log->n++;
}

static void
swap_entries (Log      *log,
              guint     a,
              guint     b,
              gboolean  with_hashes)
{
  char *leaf = log->leaves[a];
  CpxMerkleHash hash = log->hashes[a];

  log->leaves[a] = log->leaves[b];
  log->leaves[b] = leaf;
  if (!with_hashes)
    return;
  log->hashes[a] = log->hashes[b];
  log->hashes[b] = hash;
}

static void
assert_verdict (CpxLogVerdict verdict,
                CpxLogFault   fault,
                guint         first,
                guint         last)
{
  g_assert_cmpint (verdict.fault, ==, fault);
  g_assert_cmpuint (verdict.first, ==, first);
  g_assert_cmpuint (verdict.last, ==, last);
}

static const guint at_the_end[] = { 1000, 0 };
static const guint daily[] = { 1, 100, 256, 300, 301, 511, 512, 700, 1000, 0 };
static const guint none[] = { 0 };

/* V1 */
static void
test_sound (void)
{
  for (guint n = 0; n <= 1000; n += 125)
    {
      g_autoptr(Log) log = make_log (n);
      const guint at_end[] = { n, 0 };

      assert_verdict (verify (log, at_end), CPX_LOG_FAULT_NONE, 0, 0);
      assert_verdict (verify (log, none), CPX_LOG_FAULT_NONE, 0, 0);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(Log) log = make_log (1000);

      assert_verdict (verify (log, i == 0 ? at_the_end : daily), CPX_LOG_FAULT_NONE, 0, 0);
    }
}

/* The hash beside the leaf still tells of it. */
static void
test_leaf_changed (void)
{
  for (guint i = 0; i < 1000; i += 111)
    {
      g_autoptr(Log) log = make_log (1000);

      change (log, i);
      assert_verdict (verify (log, none), CPX_LOG_FAULT_CHANGED, i, i);
    }
}

static void
test_leaves_swapped (void)
{
  g_autoptr(Log) log = make_log (1000);

  swap_entries (log, 400, 407, FALSE);
  assert_verdict (verify (log, none), CPX_LOG_FAULT_REORDERED, 400, 407);
}

/* The hash beside was altered as well: the root of the tile tells. */
static void
test_hash_altered (void)
{
  g_autoptr(Log) log = make_log (1000);

  change (log, 400);
  hash_leaf (log, 400);
  assert_verdict (verify (log, none), CPX_LOG_FAULT_CHANGED, 256, 511);
  assert_verdict (verify (log, daily), CPX_LOG_FAULT_ALTERED, 301, 510);
}

static void
test_rows_swapped (void)
{
  g_autoptr(Log) log = make_log (1000);

  swap_entries (log, 400, 401, TRUE);
  assert_verdict (verify (log, none), CPX_LOG_FAULT_REORDERED, 400, 401);
  swap_entries (log, 400, 401, TRUE);
  swap_entries (log, 990, 999, TRUE);
  assert_verdict (verify (log, at_the_end), CPX_LOG_FAULT_ALTERED, 0, 999);
}

static void
test_row_removed (void)
{
  g_autoptr(Log) log = make_log (1000);

  remove_entry (log, 400);
  assert_verdict (verify (log, none), CPX_LOG_FAULT_REMOVED, 256, 511);
}

static void
test_row_inserted (void)
{
  for (guint i = 0; i < 760; i += 95)
    {
      g_autoptr(Log) log = make_log (1000);

      insert_entry (log, i);
      assert_verdict (verify (log, none), CPX_LOG_FAULT_INSERTED, i, i);
    }
}

/* A place without an entry, and two entries in one place. */
static void
test_places (void)
{
  g_autoptr(CpxLogVerifier) gap = cpx_log_verifier_new ();
  g_autoptr(CpxLogVerifier) twice = cpx_log_verifier_new ();

  g_assert_true (cpx_log_verifier_add (gap, 0, "a", 1, NULL));
  g_assert_false (cpx_log_verifier_add (gap, 4, "b", 1, NULL));
  g_assert_false (cpx_log_verifier_add (gap, 5, "c", 1, NULL));
  cpx_log_verifier_end (gap);
  assert_verdict (cpx_log_verifier_get_verdict (gap), CPX_LOG_FAULT_REMOVED, 1, 3);

  g_assert_true (cpx_log_verifier_add (twice, 0, "a", 1, NULL));
  g_assert_false (cpx_log_verifier_add (twice, 0, "a", 1, NULL));
  cpx_log_verifier_end (twice);
  assert_verdict (cpx_log_verifier_get_verdict (twice), CPX_LOG_FAULT_INSERTED, 0, 0);
}

/* Tiles and hashes were all made anew: only what was signed tells, and only that something since the last is wrong. */
static void
test_all_made_anew (void)
{
  g_autoptr(Log) log = make_log (1000);

  change (log, 650);
  hash_leaf (log, 650);
  make_tiles (log);
  assert_verdict (verify (log, none), CPX_LOG_FAULT_NONE, 0, 0);
  assert_verdict (verify (log, daily), CPX_LOG_FAULT_ALTERED, 512, 699);
  assert_verdict (verify (log, at_the_end), CPX_LOG_FAULT_ALTERED, 0, 999);
}

static void
test_truncated (void)
{
  g_autoptr(Log) log = make_log (1000);

  while (log->n > 990)
    remove_entry (log, log->n - 1);
  assert_verdict (verify (log, none), CPX_LOG_FAULT_NONE, 0, 0);
  assert_verdict (verify (log, at_the_end), CPX_LOG_FAULT_TRUNCATED, 0, 999);
  assert_verdict (verify (log, daily), CPX_LOG_FAULT_TRUNCATED, 700, 999);
}

/* A fault is among the entries named, whatever was done and wherever. */
static void
test_at_random (void)
{
  g_autoptr(GRand) dice = g_rand_new_with_seed (20261122);

  for (guint round = 0; round < 80; round++)
    {
      g_autoptr(Log) log = make_log (1000);
      guint what = (guint) g_rand_int_range (dice, 0, 4), at = (guint) g_rand_int_range (dice, 0, 998);
      gboolean anew = g_rand_boolean (dice);
      CpxLogVerdict verdict;

      if (what == 0)
        change (log, at), hash_leaf (log, at);
      else if (what == 1)
        remove_entry (log, at);
      else if (what == 2)
        insert_entry (log, at);
      else
        swap_entries (log, at, at + 1, TRUE);
      if (anew)
        make_tiles (log);
      verdict = verify (log, daily);
      g_test_message ("%u at %u: %d, %u to %u", what, at, verdict.fault, (guint) verdict.first, (guint) verdict.last);
      g_assert_cmpint (verdict.fault, !=, CPX_LOG_FAULT_NONE);
      g_assert_cmpuint (verdict.first, <=, at);
      g_assert_cmpuint (verdict.last, >=, at);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/log-verifier/sound", test_sound);
  g_test_add_func ("/log-verifier/leaf-changed", test_leaf_changed);
  g_test_add_func ("/log-verifier/leaves-swapped", test_leaves_swapped);
  g_test_add_func ("/log-verifier/hash-altered", test_hash_altered);
  g_test_add_func ("/log-verifier/rows-swapped", test_rows_swapped);
  g_test_add_func ("/log-verifier/row-removed", test_row_removed);
  g_test_add_func ("/log-verifier/row-inserted", test_row_inserted);
  g_test_add_func ("/log-verifier/places", test_places);
  g_test_add_func ("/log-verifier/all-made-anew", test_all_made_anew);
  g_test_add_func ("/log-verifier/truncated", test_truncated);
  g_test_add_func ("/log-verifier/at-random", test_at_random);

  return g_test_run ();
}
