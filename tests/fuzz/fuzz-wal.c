/* fuzz-wal.c: the write-ahead log beside a vault whose mark asks for commits.
 *
 * The first byte of an input says what the rest is: the bytes of the file as found on the disk (even), or what SQLite
 * wrote, to be sealed first as an enemy who has the key could (odd).  In the first case the vault must not open, or
 * hold exactly what was acknowledged; in the second nothing worse than an error may happen.  Its other bits say whether
 * the rest is laid over the log that is there (exclusive or), so that a few bytes reach far into it without knowing its
 * keys, and whether SQLite's checksums are then made right.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-vault-private.h"
#include "cpx-wal-buffer.h"
#include "fuzz-target.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define PAGE_SIZE   4096
#define SEALED      (1 << 0)
#define LAID_OVER   (1 << 1)
#define SUMS_RIGHT  (1 << 2)
#define PLAIN_FRAME (CPX_WAL_FRAME_HEADER_SIZE + PAGE_SIZE)

static struct
{
  char      *path;      /* (owned) of the vault */
  char      *wal;       /* (owned) */
  CpxSecret *data_key;  /* (owned) */
  char      *seed;      /* (owned) the log that the mark asks for */
  gsize      n_seed;
  char      *pages;     /* (owned) the vault's file */
  gsize      n_pages;
} killed;

static void
remove_folder (void)
{
  g_autofree char *folder = g_path_get_dirname (killed.path);

  g_unlink (killed.path);
  g_unlink (killed.wal);
  g_rmdir (folder);
}

/* A vault as a killed process leaves it: two acknowledged commits in the log. */
static void
set_up (void)
{
  g_autoptr(CpxSecret) passphrase = cpx_secret_new_from_text ("passphrase");
  g_autofree char *folder = NULL;
  g_autoptr(CpxVault) vault = NULL;
  CpxDb *db;

  if (killed.path != NULL)
    return;
  folder = g_dir_make_tmp ("cpx-fuzz-XXXXXX", NULL);
  g_assert_nonnull (folder);
  killed.path = g_build_filename (folder, "practice.cpx", NULL);
  killed.wal = g_strconcat (killed.path, "-wal", NULL);
  vault = cpx_vault_create (killed.path, NULL, "alice", passphrase, &CPX_PASSWORD_COST_CHEAP, NULL);
  killed.data_key = cpx_secret_ref (cpx_vault_get_data_key (vault));
  db = cpx_vault_open_writer (vault, 0, NULL);
  g_assert_true (cpx_db_exec (db, "CREATE TABLE t (a); INSERT INTO t VALUES ('one'), ('two')", NULL));
  g_assert_true (cpx_db_checkpoint (db, TRUE, NULL));
  g_assert_true (cpx_db_exec (db, "UPDATE t SET a = 'three' WHERE a = 'one'", NULL));
  g_assert_true (cpx_db_exec (db, "INSERT INTO t VALUES ('four')", NULL));
  g_assert_true (g_file_get_contents (killed.path, &killed.pages, &killed.n_pages, NULL));
  g_assert_true (g_file_get_contents (killed.wal, &killed.seed, &killed.n_seed, NULL));
  g_assert_true (cpx_db_close (db, NULL));
  g_assert_true (cpx_vault_close (vault, NULL));
  atexit (remove_folder);
}

guint8 *
fuzz_target_make_seed (gsize *out_n_bytes)
{
  guint8 *bytes;

  set_up ();
  bytes = g_malloc0 (killed.n_seed + 1);
  memcpy (bytes + 1, killed.seed, killed.n_seed);
  *out_n_bytes = killed.n_seed + 1;

  return bytes;
}

/* Without G_FILE_SET_CONTENTS_CONSISTENT GLib 2.74 leaves the end of a file that was longer. */
static void
write_file (const char *path,
            const void *bytes,
            gsize       n_bytes)
{
  g_assert_true (g_file_set_contents_full (path, bytes, (gssize) n_bytes, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  g_assert_cmpint (truncate (path, (off_t) n_bytes), ==, 0);
}

static void
append_sealed (GByteArray    *out,
               CpxPageCipher *cipher,
               CpxPiece       piece,
               const guint8  *plain,
               gsize          n_bytes)
{
  g_autofree guint8 *sealed = g_malloc (n_bytes + CPX_TRAILER_SIZE);

  cpx_page_cipher_seal (cipher, piece, plain, n_bytes, sealed, sealed + n_bytes);
  g_byte_array_append (out, sealed, (guint) (n_bytes + CPX_TRAILER_SIZE));
}

static CpxPageKeys *
make_keys (void)
{
  CpxHeader header;

  g_assert_cmpint (cpx_header_read (&header, (const guint8 *) killed.pages, killed.n_pages), ==, CPX_HEADER_GOOD);

  return cpx_page_keys_new (header.cipher, killed.data_key, header.vault_id);
}

static guint64
get_generation (void)
{
  guint64 stored;

  memcpy (&stored, killed.seed, sizeof stored);

  return GUINT64_FROM_LE (stored);
}

static void
append_opened (GByteArray    *out,
               CpxPageCipher *cipher,
               CpxPiece       piece,
               const guint8  *stored,
               gsize          n_bytes)
{
  g_autofree guint8 *plain = g_malloc (n_bytes);

  g_assert_true (cpx_page_cipher_open (cipher, piece, stored, n_bytes, stored + n_bytes, plain));
  g_byte_array_append (out, plain, (guint) n_bytes);
}

/* The log as SQLite wrote it. */
static GByteArray *
open_log (void)
{
  g_autoptr(CpxPageKeys) keys = make_keys ();
  g_autoptr(CpxPageCipher) cipher = cpx_page_cipher_new (keys);
  GByteArray *out = g_byte_array_new ();
  const guint8 *stored = (const guint8 *) killed.seed;
  guint64 generation = get_generation ();
  gsize at = CPX_WAL_STORED_HEADER_SIZE;

  append_opened (out, cipher, (CpxPiece) { CPX_PIECE_WAL_HEADER, 0, generation }, stored + 8, CPX_WAL_HEADER_SIZE);
  for (guint32 frame = 1; at + CPX_WAL_STORED_FRAME_SIZE (PAGE_SIZE) <= killed.n_seed; frame++)
    {
      append_opened (out, cipher, (CpxPiece) { CPX_PIECE_FRAME_HEADER, frame, generation }, stored + at,
                     CPX_WAL_FRAME_HEADER_SIZE);
      append_opened (out, cipher, (CpxPiece) { CPX_PIECE_FRAME_PAGE, frame, generation },
                     stored + at + CPX_WAL_STORED_PAGE_AT, PAGE_SIZE);
      at += CPX_WAL_STORED_FRAME_SIZE (PAGE_SIZE);
    }

  return out;
}

static GByteArray *
seal_log (const guint8 *plain,
          gsize         n_bytes,
          guint64       generation)
{
  g_autoptr(CpxPageKeys) keys = make_keys ();
  g_autoptr(CpxPageCipher) cipher = cpx_page_cipher_new (keys);
  GByteArray *out = g_byte_array_new ();
  guint64 stored = GUINT64_TO_LE (generation);

  g_byte_array_append (out, (const guint8 *) &stored, sizeof stored);
  if (n_bytes < CPX_WAL_HEADER_SIZE)
    return out;

  append_sealed (out, cipher, (CpxPiece) { CPX_PIECE_WAL_HEADER, 0, generation }, plain, CPX_WAL_HEADER_SIZE);
  plain += CPX_WAL_HEADER_SIZE;
  n_bytes -= CPX_WAL_HEADER_SIZE;
  for (guint32 frame = 1; n_bytes >= PLAIN_FRAME; frame++)
    {
      append_sealed (out, cipher, (CpxPiece) { CPX_PIECE_FRAME_HEADER, frame, generation }, plain,
                     CPX_WAL_FRAME_HEADER_SIZE);
      append_sealed (out, cipher, (CpxPiece) { CPX_PIECE_FRAME_PAGE, frame, generation },
                     plain + CPX_WAL_FRAME_HEADER_SIZE, PAGE_SIZE);
      plain += PLAIN_FRAME;
      n_bytes -= PLAIN_FRAME;
    }

  return out;
}

/* The rest of the input, or that laid over BASE. */
static GByteArray *
lay_over (const guint8 *data,
          gsize         size,
          const guint8 *base,
          gsize         n_base)
{
  GByteArray *out = g_byte_array_new ();

  if ((data[0] & LAID_OVER) == 0)
    return g_byte_array_append (out, data + 1, (guint) (size - 1));

  g_byte_array_append (out, base, (guint) n_base);
  for (gsize i = 1; i < size && i <= n_base; i++)
    out->data[i - 1] ^= data[i];

  return out;
}

/* SQLite's file format, section 4.2 */
static void
add_to_sum (guint32       sum[2],
            gboolean      is_big_endian,
            const guint8 *bytes,
            gsize         n_bytes)
{
  for (gsize i = 0; i + 8 <= n_bytes; i += 8)
    {
      guint32 words[2];

      memcpy (words, bytes + i, sizeof words);
      sum[0] += (is_big_endian ? GUINT32_FROM_BE (words[0]) : GUINT32_FROM_LE (words[0])) + sum[1];
      sum[1] += (is_big_endian ? GUINT32_FROM_BE (words[1]) : GUINT32_FROM_LE (words[1])) + sum[0];
    }
}

static void
put_sum (guint8        *out,
         const guint32  sum[2])
{
  guint32 stored[2] = { GUINT32_TO_BE (sum[0]), GUINT32_TO_BE (sum[1]) };

  memcpy (out, stored, sizeof stored);
}

static void
make_sums_right (GByteArray *log)
{
  guint32 sum[2] = { 0, 0 };
  gboolean is_big_endian;

  if (log->len < CPX_WAL_HEADER_SIZE)
    return;
  is_big_endian = (log->data[3] & 1) != 0;
  add_to_sum (sum, is_big_endian, log->data, 24);
  put_sum (log->data + 24, sum);
  for (gsize at = CPX_WAL_HEADER_SIZE; at + PLAIN_FRAME <= log->len; at += PLAIN_FRAME)
    {
      add_to_sum (sum, is_big_endian, log->data + at, 8);
      add_to_sum (sum, is_big_endian, log->data + at + CPX_WAL_FRAME_HEADER_SIZE, PAGE_SIZE);
      put_sum (log->data + at + 16, sum);
    }
}

/* -1: an error was told. */
static gint64
read_sum (void)
{
  g_autoptr(CpxVault) vault
    = cpx_vault_open_with_key (killed.path, killed.data_key, CPX_VAULT_OPEN_READ_ONLY, NULL);
  CpxDb *db = vault != NULL ? cpx_vault_open_reader (vault, 0, NULL) : NULL;
  gint64 sum = -1;

  if (db == NULL)
    return -1;
  if (!cpx_db_query_int64 (db, "SELECT sum (length (a)) FROM t", -1, &sum, NULL))
    sum = -1;
  (void) cpx_db_close (db, NULL);

  return sum;
}

/* Nothing but what was acknowledged is read, or an error told. */
static void
try_stored (const guint8 *data,
            gsize         size)
{
  g_autoptr(GByteArray) stored = lay_over (data, size, (const guint8 *) killed.seed, killed.n_seed);
  gint64 sum;

  write_file (killed.wal, stored->data, stored->len);
  sum = read_sum ();
  g_assert_true (sum == -1 || sum == 5 + 3 + 4);
}

static void
try_sealed (const guint8 *data,
            gsize         size)
{
  g_autoptr(GByteArray) written = open_log ();
  g_autoptr(GByteArray) plain = lay_over (data, size, written->data, written->len);
  g_autoptr(GByteArray) sealed = NULL;

  if ((data[0] & SUMS_RIGHT) != 0)
    make_sums_right (plain);
  sealed = seal_log (plain->data, plain->len, get_generation () + data[0] / 64);
  write_file (killed.wal, sealed->data, sealed->len);
  (void) read_sum ();
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  set_up ();
  if (size == 0)
    return 0;

  write_file (killed.path, killed.pages, killed.n_pages);
  if ((data[0] & SEALED) == 0)
    try_stored (data, size);
  else
    try_sealed (data, size);

  return 0;
}
