/* test-merkle.c: the invariants M1 to M4 of cpx-merkle.c, against known roots, the definition and public proofs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-merkle-proof.h"

#include "vectors.h"

#include <cpx-base64.h>

#include <gio/gio.h>
#include <string.h>

#define MAX_SIZE 300

/* The tree that the definition makes of the same leaves, level by level. */
typedef struct
{
  CpxMerkleHash  levels[10][MAX_SIZE];
  guint          n_reads;
  guint          fail_at;  /* 0: never */
} Tree;

static gboolean
read_cb (guint           level,
         guint64         index,
         CpxMerkleHash  *out_hash,
         gpointer        user_data,
         GError        **error)
{
  Tree *tree = user_data;

  g_assert_cmpuint ((index + 1) << level, <=, MAX_SIZE);
  if (++tree->n_reads == tree->fail_at)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "this read fails");
      return FALSE;
    }
  *out_hash = tree->levels[level][index];

  return TRUE;
}

static Tree *
make_tree (void)
{
  Tree *tree = g_new0 (Tree, 1);

  for (guint i = 0; i < MAX_SIZE; i++)
    {
      g_autofree char *leaf = g_strdup_printf ("leaf %u", i);

      cpx_merkle_hash_leaf (leaf, strlen (leaf), &tree->levels[0][i]);
    }
  for (guint level = 1; level < G_N_ELEMENTS (tree->levels); level++)
    for (guint i = 0; (i + 1) << level <= MAX_SIZE; i++)
      cpx_merkle_hash_pair (&tree->levels[level - 1][2 * i], &tree->levels[level - 1][2 * i + 1],
                            &tree->levels[level][i]);

  return tree;
}

/* RFC 9162, 2.1.1, word for word. */
static void
define_root (const CpxMerkleHash *leaves,
             guint                n,
             CpxMerkleHash       *out_root)
{
  CpxMerkleHash left, right;
  guint k = 1;

  if (n == 1)
    {
      *out_root = leaves[0];
      return;
    }
  while (2 * k < n)
    k *= 2;
  define_root (leaves, k, &left);
  define_root (leaves + k, n - k, &right);
  cpx_merkle_hash_pair (&left, &right, out_root);
}

static char *
to_hex (const CpxMerkleHash *hash)
{
  GString *hex = g_string_new (NULL);

  for (guint i = 0; i < CPX_MERKLE_HASH_SIZE; i++)
    g_string_append_printf (hex, "%02x", hash->bytes[i]);

  return g_string_free (hex, FALSE);
}

/* The eight leaves that logs have been tested with since RFC 6962, and the roots of the trees of the first of them. */
static const struct { const char *leaf; gsize size; const char *root; } known[] = {
  { NULL, 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
  { "", 0, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d" },
  { "\x00", 1, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125" },
  { "\x10", 1, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77" },
  { "\x20\x21", 2, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7" },
  { "\x30\x31", 2, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4" },
  { "\x40\x41\x42\x43", 4, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef" },
  { "\x50\x51\x52\x53\x54\x55\x56\x57", 8, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c" },
  { "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16,
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328" },
};

/* M1, M2, M3 */
static void
test_known_roots (void)
{
  CpxMerkleEdge edge = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      CpxMerkleHash hash;
      g_autofree char *hex = NULL;

      if (known[i].leaf != NULL)
        {
          cpx_merkle_hash_leaf (known[i].leaf, known[i].size, &hash);
          cpx_merkle_edge_append (&edge, &hash, NULL);
        }
      cpx_merkle_edge_get_root (&edge, &hash);
      hex = to_hex (&hash);
      g_assert_cmpstr (hex, ==, known[i].root);
    }
}

/* M3: an edge, a store's hashes and the definition agree at every size, the past ones too. */
static void
test_every_root (void)
{
  g_autofree Tree *tree = make_tree ();
  CpxMerkleEdge edge = { 0 };

  for (guint n = 1; n <= MAX_SIZE; n++)
    {
      CpxMerkleHash defined, grown, found, completed[CPX_MERKLE_LEVELS];
      guint height = cpx_merkle_edge_append (&edge, &tree->levels[0][n - 1], completed);

      g_assert_cmpuint (n % (1u << height), ==, 0);
      g_assert_cmpuint (n % (2u << height), !=, 0);
      for (guint level = 0; level <= height; level++)
        g_assert_cmpmem (&completed[level], sizeof defined, &tree->levels[level][(n >> level) - 1], sizeof defined);
      cpx_merkle_edge_get_root (&edge, &grown);
      define_root (tree->levels[0], n, &defined);
      g_assert_true (cpx_merkle_find_root (n, read_cb, tree, &found, NULL));
      g_assert_cmpmem (&grown, sizeof grown, &defined, sizeof defined);
      g_assert_cmpmem (&found, sizeof found, &defined, sizeof defined);
    }
}

static void
flip (CpxMerkleHash *hash,
      guint          seed)
{
  hash->bytes[seed / 8 % CPX_MERKLE_HASH_SIZE] ^= (guint8) (1u << seed % 8);
}

/* M4: the proof of a leaf holds; with a bit changed, a hash more or less, or said of another place, it does not. */
static void
check_inclusion_of (Tree                *tree,
                    guint                index,
                    guint                size,
                    const CpxMerkleHash *root)
{
  g_autoptr(GArray) proof = cpx_merkle_prove_inclusion (index, size, read_cb, tree, NULL);
  CpxMerkleHash *hashes = (CpxMerkleHash *) proof->data;
  const CpxMerkleHash *leaf = &tree->levels[0][index];
  CpxMerkleHash other = *leaf, wrong_root = *root;
  guint n = proof->len;

  g_assert_true (cpx_merkle_check_inclusion (index, size, leaf, hashes, n, root));
  for (guint i = 0; i < n; i++)
    {
      flip (&hashes[i], index + i);
      g_assert_false (cpx_merkle_check_inclusion (index, size, leaf, hashes, n, root));
      flip (&hashes[i], index + i);
    }
  flip (&other, size);
  flip (&wrong_root, index);
  g_assert_false (cpx_merkle_check_inclusion (index, size, &other, hashes, n, root));
  g_assert_false (cpx_merkle_check_inclusion (index, size, leaf, hashes, n, &wrong_root));
  g_assert_false (cpx_merkle_check_inclusion (index + 1, size, leaf, hashes, n, root));
  g_assert_false (cpx_merkle_check_inclusion (size, size, leaf, hashes, n, root));
  if (n > 0)
    g_assert_false (cpx_merkle_check_inclusion (index, size, leaf, hashes, n - 1, root));
  g_array_append_val (proof, *root);
  g_assert_false (cpx_merkle_check_inclusion (index, size, leaf, (CpxMerkleHash *) proof->data, n + 1, root));
}

static void
test_every_inclusion (void)
{
  g_autofree Tree *tree = make_tree ();

  for (guint size = 1; size <= MAX_SIZE; size++)
    {
      CpxMerkleHash root;

      g_assert_true (cpx_merkle_find_root (size, read_cb, tree, &root, NULL));
      for (guint index = 0; index < size; index++)
        check_inclusion_of (tree, index, size, &root);
    }
}

static void
check_consistency_of (Tree                *tree,
                      guint                old,
                      guint                size,
                      const CpxMerkleHash *old_root,
                      const CpxMerkleHash *root)
{
  g_autoptr(GArray) proof = cpx_merkle_prove_consistency (old, size, read_cb, tree, NULL);
  CpxMerkleHash *hashes = (CpxMerkleHash *) proof->data;
  CpxMerkleHash wrong_old = *old_root, wrong_root = *root;
  guint n = proof->len;

  g_assert_true (cpx_merkle_check_consistency (old, size, hashes, n, old_root, root));
  for (guint i = 0; i < n; i++)
    {
      flip (&hashes[i], old + i);
      g_assert_false (cpx_merkle_check_consistency (old, size, hashes, n, old_root, root));
      flip (&hashes[i], old + i);
    }
  flip (&wrong_old, size);
  flip (&wrong_root, old);
  g_assert_false (cpx_merkle_check_consistency (old, size, hashes, n, &wrong_old, root));
  g_assert_false (cpx_merkle_check_consistency (old, size, hashes, n, old_root, &wrong_root));
  g_assert_false (cpx_merkle_check_consistency (size + 1, size, hashes, n, old_root, root));
  if (n > 0)
    g_assert_false (cpx_merkle_check_consistency (old, size, hashes, n - 1, old_root, root));
  g_array_append_val (proof, *root);
  g_assert_false (cpx_merkle_check_consistency (old, size, (CpxMerkleHash *) proof->data, n + 1, old_root, root));
}

static void
test_every_consistency (void)
{
  g_autofree Tree *tree = make_tree ();
  g_autofree CpxMerkleHash *roots = g_new0 (CpxMerkleHash, MAX_SIZE + 1);

  for (guint size = 1; size <= MAX_SIZE; size++)
    {
      g_assert_true (cpx_merkle_find_root (size, read_cb, tree, &roots[size], NULL));
      for (guint old = 1; old <= size; old++)
        check_consistency_of (tree, old, size, &roots[old], &roots[size]);
    }
}

/* From no leaf nothing is proven: RFC 9162 asks for a first size above 0. */
static void
test_from_nothing (void)
{
  g_autofree Tree *tree = make_tree ();
  CpxMerkleHash none, root;

  g_assert_true (cpx_merkle_find_root (0, read_cb, tree, &none, NULL));
  g_assert_true (cpx_merkle_find_root (7, read_cb, tree, &root, NULL));
  g_assert_true (cpx_merkle_check_consistency (0, 0, NULL, 0, &none, &none));
  g_assert_false (cpx_merkle_check_consistency (0, 0, NULL, 0, &root, &root));
  g_assert_false (cpx_merkle_check_consistency (0, 7, NULL, 0, &none, &root));
}

static void
test_read_failures (void)
{
  g_autofree Tree *tree = make_tree ();
  guint n_failures = 0;

  for (gboolean failed = TRUE; failed;)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GArray) proof = NULL;

      tree->n_reads = 0;
      tree->fail_at = n_failures + 1;
      proof = cpx_merkle_prove_consistency (100, 299, read_cb, tree, &error);
      failed = proof == NULL;
      if (failed)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
      n_failures += failed;
    }
  g_assert_cmpuint (n_failures, >, 5);
}

/* A hash of a vector. An empty one never gets as far as a check, the readers refuse it; some vectors of consistency
 * have texts for roots, equal or not. */
static CpxMerkleHash
vector_hash (json_t   *text,
             gboolean *whole)
{
  CpxMerkleHash hash = { 0 };
  const char *coded = json_string_value (text);

  *whole &= *coded != '\0';
  if (!cpx_base64_decode_exact (coded, -1, hash.bytes, sizeof hash.bytes))
    g_strlcpy ((char *) hash.bytes, coded, sizeof hash.bytes);

  return hash;
}

static GArray *
vector_proof (json_t   *list,
              gboolean *whole)
{
  GArray *proof = g_array_new (FALSE, FALSE, sizeof (CpxMerkleHash));

  for (gsize i = 0; i < json_array_size (list); i++)
    {
      g_autoptr(GBytes) bytes = cpx_base64_decode (json_string_value (json_array_get (list, i)), -1);
      CpxMerkleHash hash = vector_hash (json_array_get (list, i), whole);

      *whole &= bytes != NULL && g_bytes_get_size (bytes) == sizeof hash;
      g_array_append_val (proof, hash);
    }

  return proof;
}

/* The one number that jansson's integers do not hold is the largest of 64 bits. */
static guint64
vector_number (json_t *number)
{
  double value = json_number_value (number);

  return value < 0x1p63 ? (guint64) value : G_MAXUINT64;
}

static void
check_vector (json_t *vector)
{
  gboolean is_inclusion = json_object_get (vector, "leafIdx") != NULL;
  gboolean whole = TRUE, accepted;
  g_autoptr(GArray) proof = vector_proof (json_object_get (vector, "proof"), &whole);
  const CpxMerkleHash *hashes = (const CpxMerkleHash *) proof->data;
  CpxMerkleHash a = vector_hash (json_object_get (vector, is_inclusion ? "leafHash" : "root1"), &whole);
  CpxMerkleHash root = vector_hash (json_object_get (vector, is_inclusion ? "root" : "root2"), &whole);
  guint64 first = vector_number (json_object_get (vector, is_inclusion ? "leafIdx" : "size1"));
  guint64 size = vector_number (json_object_get (vector, is_inclusion ? "treeSize" : "size2"));

  if (is_inclusion)
    accepted = cpx_merkle_check_inclusion (first, size, &a, hashes, proof->len, &root);
  else
    accepted = cpx_merkle_check_consistency (first, size, hashes, proof->len, &a, &root);
  g_test_message ("%s", json_string_value (json_object_get (vector, "desc")));
  g_assert_cmpint (accepted && whole, ==, !json_boolean_value (json_object_get (vector, "wantErr")));
}

static guint
check_folder (const char *path)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  guint n = 0;

  for (const char *name = g_dir_read_name (folder); name != NULL; name = g_dir_read_name (folder))
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      json_t *vector;

      if (g_file_test (file, G_FILE_TEST_IS_DIR))
        {
          n += check_folder (file);
          continue;
        }
      vector = json_load_file (file, JSON_DECODE_INT_AS_REAL, NULL);
      g_assert_nonnull (vector);
      check_vector (vector);
      json_decref (vector);
      n++;
    }

  return n;
}

/* M4, as the authors of other logs test it. */
static void
test_public_proofs (void)
{
  const char *shared = g_getenv ("CPX_SHARED");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "/nonexistent", "vectors",
                                            "merkle-transparency-dev", "testdata", NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("the shared vectors are not here");
      return;
    }
  g_assert_cmpuint (check_folder (path), >, 100);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/merkle/known-roots", test_known_roots);
  g_test_add_func ("/merkle/every-root", test_every_root);
  g_test_add_func ("/merkle/every-inclusion", test_every_inclusion);
  g_test_add_func ("/merkle/every-consistency", test_every_consistency);
  g_test_add_func ("/merkle/from-nothing", test_from_nothing);
  g_test_add_func ("/merkle/read-failures", test_read_failures);
  g_test_add_func ("/merkle/public-proofs", test_public_proofs);

  return g_test_run ();
}
