/* bench-engine.h: one engine under the same scenario: SQLite, SQLCipher or the vault.
 *
 * Each engine is a program of its own, since SQLCipher's library and SQLite's hold the same names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#ifdef BENCH_SQLCIPHER
#include <sqlcipher/sqlite3.h>
#else
#include <sqlite3.h>
#endif

/* The connection that the scenario works through: the file is made when it is absent, the page size is 4096, the
 * journal a WAL with synchronous=FULL.  Ends the program when it cannot.  CACHE_KIB is SQLite's cache_size. */
sqlite3 *bench_engine_open  (const char *path,
                             int         cache_kib);
void     bench_engine_close (sqlite3    *db);
