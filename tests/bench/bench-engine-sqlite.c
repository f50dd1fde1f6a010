/* bench-engine-sqlite.c: SQLite without encryption, and SQLCipher when compiled for it, with the vault's pragmas.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bench-engine.h"

#include <stdio.h>
#include <stdlib.h>

/* A raw key: the derivation of a passphrase is not what is measured. */
static const char sqlcipher_key[] =
  "PRAGMA key = \"x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'\";"
  "PRAGMA cipher_page_size = 4096;";

static const char pragmas[] =
  "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;"
  "PRAGMA mmap_size = 0; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;";

static void
execute (sqlite3    *db,
         const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    {
      fprintf (stderr, "bench: %s: %s\n", sql, message);
      exit (1);
    }
}

sqlite3 *
bench_engine_open (const char *path,
                   int         cache_kib)
{
  char cache[64];
  sqlite3 *db;

  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);  /* as the vault */
  if (sqlite3_open (path, &db) != SQLITE_OK)
    {
      fprintf (stderr, "bench: %s: %s\n", path, sqlite3_errmsg (db));
      exit (1);
    }
#ifdef BENCH_SQLCIPHER
  execute (db, sqlcipher_key);
#else
  (void) sqlcipher_key;
#endif
  execute (db, pragmas);
  snprintf (cache, sizeof cache, "PRAGMA cache_size = -%d", cache_kib);
  execute (db, cache);
  return db;
}

void
bench_engine_close (sqlite3 *db)
{
  sqlite3_close (db);
}
