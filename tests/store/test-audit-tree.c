/* test-audit-tree.c: the invariants T1 to T3 and T5 of cpx-audit-tree.c: the stored tree is the one that the leaves
 * define.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store-fixture.h"

#include "cpx-audit-log.h"
#include "cpx-audit-tree-private.h"

#include <cpx-db.h>

#include <string.h>

typedef StoreFixture Fixture;

/* More than one tile, and one that is not full. */
#define N_ENTRIES 700

/* What note_func() is given. */
typedef struct
{
  guint     n;
  gboolean  fails;
} Notes;

static gpointer
note_func (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  const Notes *notes = data;
  const CpxNote note = { .actor = { STORE_FIXTURE_USER, CPX_ROLE_ADMIN }, .action = "test.noted" };
  guint64 index;

  for (guint i = 0; i < notes->n; i++)
    if (!cpx_txn_note (txn, &note, &index, error))
      return NULL;
  if (notes->fails)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "meant to fail");

  return GINT_TO_POINTER (!notes->fails);
}

static void
write_notes (Fixture *fixture,
             guint    n)
{
  Notes notes = { .n = n };
  g_autoptr(GError) error = NULL;

  cpx_store_run_sync (fixture->store, note_func, &notes, NULL, &error);
  g_assert_no_error (error);
}

/* The roots at every size, as the leaves define them. */
static GArray *
define_roots (CpxTxn *txn)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries = cpx_audit_log_list (txn, NULL, 0, 100000, &error);
  GArray *roots = g_array_new (FALSE, FALSE, sizeof (CpxMerkleHash));
  CpxMerkleEdge edge = { 0 };
  CpxMerkleHash hash;

  g_assert_no_error (error);
  cpx_merkle_edge_get_root (&edge, &hash);
  g_array_append_val (roots, hash);
  for (guint i = 0; i < entries->len; i++)
    {
      CpxAuditLogEntry *entry = g_ptr_array_index (entries, i);

      cpx_merkle_hash_leaf (g_bytes_get_data (entry->leaf, NULL), g_bytes_get_size (entry->leaf), &hash);
      cpx_merkle_edge_append (&edge, &hash, NULL);
      cpx_merkle_edge_get_root (&edge, &hash);
      g_array_append_val (roots, hash);
    }

  return roots;
}

static void
check_proofs (CpxAuditTree  *tree,
              CpxTxn        *txn,
              GArray        *roots,
              guint64        size)
{
  const CpxMerkleHash *root = &g_array_index (roots, CpxMerkleHash, size);

  for (guint64 index = 0; index < size; index += 37)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) entry = cpx_audit_log_list (txn, NULL, index, 1, &error);
      g_autoptr(GArray) inclusion = cpx_audit_tree_prove_inclusion (tree, index, size, &error);
      g_autoptr(GArray) consistency = cpx_audit_tree_prove_consistency (tree, index + 1, size, &error);
      CpxMerkleHash leaf;

      g_assert_no_error (error);
      memcpy (leaf.bytes, ((CpxAuditLogEntry *) g_ptr_array_index (entry, 0))->hash, sizeof leaf.bytes);
      g_assert_true (cpx_merkle_check_inclusion (index, size, &leaf, (CpxMerkleHash *) inclusion->data, inclusion->len,
                                                 root));
      g_assert_true (cpx_merkle_check_consistency (index + 1, size, (CpxMerkleHash *) consistency->data,
                                                   consistency->len, &g_array_index (roots, CpxMerkleHash, index + 1),
                                                   root));
    }
}

/* A CpxTxnFunc: T1, T3. */
static gpointer
check_func (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  g_autoptr(CpxAuditTree) tree = cpx_audit_tree_open (txn, NULL, error);
  g_autoptr(GArray) roots = define_roots (txn);
  guint64 n_expected = *(const guint *) data;

  g_assert_no_error (*error);
  g_assert_cmpuint (cpx_audit_tree_get_size (tree), ==, n_expected);
  g_assert_cmpuint (roots->len, ==, n_expected + 1);
  for (guint64 size = 0; size <= n_expected; size++)
    {
      CpxMerkleHash root;

      g_assert_true (cpx_audit_tree_find_root (tree, size, &root, error));
      g_assert_cmpmem (&root, sizeof root, &g_array_index (roots, CpxMerkleHash, size), sizeof root);
    }
  check_proofs (tree, txn, roots, n_expected);
  check_proofs (tree, txn, roots, n_expected / 2);

  return GINT_TO_POINTER (TRUE);
}

static void
check_tree (Fixture *fixture,
            guint    n_expected)
{
  g_autoptr(GError) error = NULL;

  cpx_store_look_sync (fixture->store, check_func, &n_expected, NULL, &error);
  g_assert_no_error (error);
}

static void
test_growth (Fixture       *fixture,
             gconstpointer  data)
{
  write_notes (fixture, N_ENTRIES);
  check_tree (fixture, N_ENTRIES);
  for (guint i = 1; i <= 70; i++)
    {
      write_notes (fixture, 1);
      if (i % 23 == 0)   /* within the last tile, which an earlier proof left in memory, and beyond it */
        check_tree (fixture, N_ENTRIES + i);
    }
  check_tree (fixture, N_ENTRIES + 70);
}

/* What a proof of an entry and a look at the tree say of the first 256 entries. */
typedef struct
{
  gboolean       forgets;
  CpxMerkleHash  proved;
  CpxMerkleHash  read;
} Node;

/* A CpxTxnFunc. */
static gpointer
node_func (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  Node *node = data;
  g_autoptr(CpxAuditTree) tree = cpx_audit_tree_open (txn, NULL, error);
  g_autoptr(GArray) proof = NULL;

  if (node->forgets)
    cpx_audit_tree_forget_kept (tree);
  proof = cpx_audit_tree_prove_inclusion (tree, 256, 512, error);
  g_assert_no_error (*error);
  node->proved = g_array_index (proof, CpxMerkleHash, proof->len - 1);
  g_assert_true (cpx_audit_tree_find_node (tree, 8, 0, &node->read, error));

  return data;
}

static Node
look_at_node (Fixture  *fixture,
              gboolean  forgets)
{
  Node node = { .forgets = forgets };
  g_autoptr(GError) error = NULL;

  cpx_store_look_sync (fixture->store, node_func, &node, NULL, &error);
  g_assert_no_error (error);

  return node;
}

/* A CpxTxnFunc. */
static gpointer
alter_func (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  return cpx_db_exec (txn->db, "UPDATE log_tree SET hash = zeroblob (32) WHERE place & 1023 = 255", error) ? data
                                                                                                           : NULL;
}

/* T5: only proofs use what is in memory. */
static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  const CpxMerkleHash zeros = { { 0 } };
  g_autoptr(GError) error = NULL;
  Node before, after, forgotten;

  write_notes (fixture, N_ENTRIES);
  before = look_at_node (fixture, FALSE);
  g_assert_true (cpx_merkle_hash_equal (&before.proved, &before.read));
  g_assert_nonnull (cpx_store_run_sync (fixture->store, alter_func, fixture, NULL, &error));
  after = look_at_node (fixture, FALSE);
  g_assert_true (cpx_merkle_hash_equal (&after.proved, &before.proved));
  g_assert_true (cpx_merkle_hash_equal (&after.read, &zeros));
  forgotten = look_at_node (fixture, TRUE);
  g_assert_true (cpx_merkle_hash_equal (&forgotten.proved, &zeros));
}

/* The edge is found again, at every remainder of a tile in turn. */
static void
test_opened_again (Fixture       *fixture,
                   gconstpointer  data)
{
  guint n = 0;

  for (guint step = 1; n < N_ENTRIES; step += 29)
    {
      write_notes (fixture, step);
      n += step;
      store_fixture_close (fixture);
      store_fixture_open (fixture);
    }
  check_tree (fixture, n);
}

/* T1: what a transaction that failed appended is nowhere, not in the edge either. */
static void
test_undone (Fixture       *fixture,
             gconstpointer  data)
{
  Notes failing = { .n = 300, .fails = TRUE };
  g_autoptr(GError) error = NULL;

  write_notes (fixture, 100);
  g_assert_null (cpx_store_run_sync (fixture->store, note_func, &failing, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  write_notes (fixture, 413);
  check_tree (fixture, 513);
}

static void
run_sql (Fixture    *fixture,
         const char *sql)
{
  g_autoptr(CpxSecret) passphrase = cpx_secret_new_from_text ("a cheap passphrase");
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxVault) vault = NULL;
  CpxDb *db;

  store_fixture_close (fixture);
  vault = cpx_vault_unlock (fixture->path, "alice", passphrase, CPX_VAULT_OPEN_DEFAULT, &error);
  g_assert_no_error (error);
  db = cpx_vault_open_writer (vault, 0, &error);
  g_assert_no_error (error);
  cpx_db_exec (db, sql, &error);
  g_assert_no_error (error);
  cpx_db_close (db, &error);
  g_assert_no_error (error);
  cpx_vault_close (vault, &error);
  g_assert_no_error (error);
  store_fixture_open (fixture);
}

/* A vault of a program that had no tree. */
static void
test_filled (Fixture       *fixture,
             gconstpointer  data)
{
  write_notes (fixture, N_ENTRIES);
  run_sql (fixture, "DROP TABLE log_tree; DROP TABLE log_checkpoint; DROP TABLE log_block; DROP TABLE log_facet;"
                    "DROP TABLE log_facet_block; DROP TABLE anchor; DROP TABLE anchor_receipt; "
                    "PRAGMA user_version = 1");
  write_notes (fixture, 100);
  check_tree (fixture, N_ENTRIES + 100);
}

/* An entry that is not there any more: reading goes on, proofs and writing say what is wrong. */
static void
test_hole (Fixture       *fixture,
           gconstpointer  data)
{
  Notes one = { .n = 1 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) patients = NULL;
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_patient_kind);

  write_notes (fixture, N_ENTRIES);
  run_sql (fixture, "DELETE FROM log WHERE place & 1023 = 690");
  patients = store_fixture_list (fixture, query);
  g_assert_cmpuint (patients->len, ==, 0);
  g_assert_null (cpx_store_run_sync (fixture->store, note_func, &one, NULL, &error));
  g_assert_error (error, CPX_STORE_ERROR, CPX_STORE_ERROR_DAMAGED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) \
  g_test_add ("/audit-tree/" name, Fixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)
  ADD ("growth", test_growth);
  ADD ("kept", test_kept);
  ADD ("opened-again", test_opened_again);
  ADD ("undone", test_undone);
  ADD ("filled", test_filled);
  ADD ("hole", test_hole);
#undef ADD

  return g_test_run ();
}
