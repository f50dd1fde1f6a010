/* test-page-cipher.c: nonces, places and epochs of sealed pieces; the locks of the log's index.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-page-cipher.h"
#include "cpx-wal-index.h"

#include <string.h>

#define N_THREADS 4
#define N_SEALS 3000

static const guint8 vault_id[16] = { 1 };

static CpxPageKeys *
make_keys (CpxSecret *data_key)
{
  return cpx_page_keys_new (CPX_CIPHER_AES_256_GCM, data_key, vault_id);
}

typedef struct
{
  CpxPageKeys *keys;
  guint8       nonces[N_SEALS][16];  /* epoch and counter */
} Sealer;

static gpointer
seal_cb (gpointer data)
{
  Sealer *sealer = data;
  g_autoptr(CpxPageCipher) cipher = cpx_page_cipher_new (sealer->keys);

  for (int i = 0; i < N_SEALS; i++)
    {
      guint8 plain[8] = { 0 };
      guint8 trailer[CPX_TRAILER_SIZE];

      cpx_page_cipher_seal (cipher, (CpxPiece) { CPX_PIECE_PAGE, 1, 0 }, plain, sizeof plain, plain, trailer);
      memcpy (sealer->nonces[i], trailer, 16);
    }

  return NULL;
}

static guint
hash_nonce (gconstpointer nonce)
{
  guint hash;

  memcpy (&hash, (const guint8 *) nonce + 12, sizeof hash);

  return hash;
}

static gboolean
equal_nonce (gconstpointer a,
             gconstpointer b)
{
  return memcmp (a, b, 16) == 0;
}

/* K1: from several threads, and after the same vault was opened again: never twice. */
static void
test_nonces (void)
{
  g_autoptr(CpxSecret) data_key = cpx_secret_new_random (32);
  g_autoptr(GHashTable) seen = g_hash_table_new (hash_nonce, equal_nonce);
  g_autofree Sealer *sealers = g_new0 (Sealer, 2 * N_THREADS);

  for (int opening = 0; opening < 2; opening++)
    {
      g_autoptr(CpxPageKeys) keys = make_keys (data_key);
      GThread *threads[N_THREADS];

      for (int i = 0; i < N_THREADS; i++)
        {
          sealers[opening * N_THREADS + i].keys = keys;
          threads[i] = g_thread_new ("sealer", seal_cb, &sealers[opening * N_THREADS + i]);
        }
      for (int i = 0; i < N_THREADS; i++)
        g_thread_join (threads[i]);
    }
  for (int i = 0; i < 2 * N_THREADS; i++)
    for (int j = 0; j < N_SEALS; j++)
      g_assert_true (g_hash_table_add (seen, sealers[i].nonces[j]));
  g_assert_cmpint (g_hash_table_size (seen), ==, 2 * N_THREADS * N_SEALS);
}

/* K3: the counter of an epoch ends, another epoch begins; what was sealed before still opens. */
static void
test_epoch_ends (void)
{
  g_autoptr(CpxSecret) data_key = cpx_secret_new_random (32);
  g_autoptr(CpxPageKeys) keys = make_keys (data_key);
  g_autoptr(CpxPageCipher) cipher = cpx_page_cipher_new (keys);
  CpxPiece piece = { CPX_PIECE_PAGE, 1, 0 };
  guint8 plain[1] = { 'x' };
  guint8 sealed[1];
  guint8 first[CPX_TRAILER_SIZE];
  guint8 later[CPX_TRAILER_SIZE];
  guint8 first_sealed[1];

  cpx_page_cipher_seal (cipher, piece, plain, 1, first_sealed, first);
  cpx_page_keys_skip (keys, (1u << 24) - 2);
  cpx_page_cipher_seal (cipher, piece, plain, 1, sealed, later);
  g_assert_cmpmem (first, 12, later, 12);
  cpx_page_cipher_seal (cipher, piece, plain, 1, sealed, later);
  g_assert_cmpint (memcmp (first, later, 12), !=, 0);
  g_assert_true (cpx_page_cipher_open (cipher, piece, sealed, 1, later, sealed));
  g_assert_true (cpx_page_cipher_open (cipher, piece, first_sealed, 1, first, sealed));
  g_assert_cmpint (sealed[0], ==, 'x');
}

/* K2 */
static void
test_places (void)
{
  static const CpxPiece right = { CPX_PIECE_FRAME_PAGE, 7, 9 };
  static const CpxPiece wrong[] = {
    { CPX_PIECE_PAGE, 7, 9 },
    { CPX_PIECE_FRAME_HEADER, 7, 9 },
    { CPX_PIECE_FRAME_PAGE, 8, 9 },
    { CPX_PIECE_FRAME_PAGE, 7, 10 },
    { CPX_PIECE_FRAME_PAGE, 7, G_GUINT64_CONSTANT (9) + (G_GUINT64_CONSTANT (1) << 40) },
  };
  g_autoptr(CpxSecret) data_key = cpx_secret_new_random (32);
  g_autoptr(CpxPageKeys) keys = make_keys (data_key);
  g_autoptr(CpxPageKeys) other_vault = cpx_page_keys_new (CPX_CIPHER_AES_256_GCM, data_key, (guint8[16]) { 2 });
  g_autoptr(CpxPageCipher) cipher = cpx_page_cipher_new (keys);
  g_autoptr(CpxPageCipher) other = cpx_page_cipher_new (other_vault);
  guint8 plain[4] = "abc";
  guint8 sealed[4];
  guint8 opened[4];
  guint8 trailer[CPX_TRAILER_SIZE];

  cpx_page_cipher_seal (cipher, right, plain, sizeof plain, sealed, trailer);
  g_assert_true (cpx_page_cipher_open (cipher, right, sealed, sizeof sealed, trailer, opened));
  g_assert_cmpmem (opened, sizeof opened, plain, sizeof plain);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (cpx_page_cipher_open (cipher, wrong[i], sealed, sizeof sealed, trailer, opened));
  g_assert_false (cpx_page_cipher_open (other, right, sealed, sizeof sealed, trailer, opened));
  for (guint bit = 0; bit < sizeof trailer * 8; bit++)
    {
      trailer[bit / 8] ^= (guint8) (1 << bit % 8);
      g_assert_false (cpx_page_cipher_open (cipher, right, sealed, sizeof sealed, trailer, opened));
      trailer[bit / 8] ^= (guint8) (1 << bit % 8);
    }
}

/* X2 */
static void
test_index_locks (void)
{
  g_autoptr(CpxWalIndex) index = cpx_wal_index_new ();
  CpxWalIndexLocks a = { 0 };
  CpxWalIndexLocks b = { 0 };
  const int share = SQLITE_SHM_LOCK | SQLITE_SHM_SHARED;
  const int own = SQLITE_SHM_LOCK | SQLITE_SHM_EXCLUSIVE;
  const int unshare = SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED;
  const int disown = SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE;

  g_assert_cmpint (cpx_wal_index_lock (index, &a, 3, 1, share), ==, SQLITE_OK);
  g_assert_cmpint (cpx_wal_index_lock (index, &b, 3, 1, share), ==, SQLITE_OK);
  g_assert_cmpint (cpx_wal_index_lock (index, &b, 2, 3, own), ==, SQLITE_BUSY);
  g_assert_cmpint (cpx_wal_index_lock (index, &a, 2, 1, own), ==, SQLITE_OK);  /* nothing was kept by the refusal */
  g_assert_cmpint (cpx_wal_index_lock (index, &b, 2, 1, share), ==, SQLITE_BUSY);
  g_assert_cmpint (cpx_wal_index_lock (index, &a, 3, 1, unshare), ==, SQLITE_OK);
  g_assert_cmpint (cpx_wal_index_lock (index, &a, 2, 1, disown), ==, SQLITE_OK);
  g_assert_cmpint (cpx_wal_index_lock (index, &b, 3, 1, unshare), ==, SQLITE_OK);
  g_assert_cmpint (cpx_wal_index_lock (index, &b, 0, SQLITE_SHM_NLOCK, own), ==, SQLITE_OK);
  g_assert_cmpint (cpx_wal_index_lock (index, &a, 5, 1, share), ==, SQLITE_BUSY);
  cpx_wal_index_detach (index, &b);
  g_assert_cmpint (cpx_wal_index_lock (index, &a, 5, 1, share), ==, SQLITE_OK);
  cpx_wal_index_detach (index, &a);
}

/* X1 */
static void
test_index_regions (void)
{
  g_autoptr(CpxWalIndex) index = cpx_wal_index_new ();
  CpxWalIndexLocks a = { 0 };
  CpxWalIndexLocks b = { 0 };
  void volatile *first;
  void volatile *second;

  cpx_wal_index_map (index, &a, 1, 32768, FALSE, &first);
  g_assert_null ((void *) first);
  cpx_wal_index_map (index, &a, 1, 32768, TRUE, &first);
  cpx_wal_index_map (index, &b, 1, 32768, FALSE, &second);
  g_assert_true (first == second);
  ((guint8 volatile *) first)[5] = 5;
  cpx_wal_index_detach (index, &a);
  cpx_wal_index_map (index, &b, 1, 32768, FALSE, &second);
  g_assert_cmpint (((guint8 volatile *) second)[5], ==, 5);
  cpx_wal_index_detach (index, &b);
  cpx_wal_index_map (index, &a, 1, 32768, FALSE, &first);
  g_assert_null ((void *) first);
  cpx_wal_index_detach (index, &a);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/page-cipher/K1-nonces", test_nonces);
  g_test_add_func ("/page-cipher/K2-places", test_places);
  g_test_add_func ("/page-cipher/K3-epoch-ends", test_epoch_ends);
  g_test_add_func ("/wal-index/X1-regions", test_index_regions);
  g_test_add_func ("/wal-index/X2-locks", test_index_locks);

  return g_test_run ();
}
