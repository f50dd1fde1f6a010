/* bench-scenario.c: what a practice asks of its file, timed; the same code for each engine.
 *
 *   bench-ENGINE load   FILE ROWS              bulk load, in transactions of 1,000 rows, checkpoint included
 *   bench-ENGINE read   FILE ROWS CACHE_KIB    point reads, ranges, lists, full-text queries on a warm cache
 *   bench-ENGINE commit FILE ROWS COUNT FIRST  one-row transactions, checkpoints included
 *   bench-ENGINE insert FILE ROWS COUNT FIRST  COUNT more rows, each in a transaction of its own, checkpoints included
 *
 * The last two are run several times on one file: FIRST is how many of their transactions there were before.
 *
 * The first two do their work in slices, and before each they read a line from standard input, or its end: so several
 * engines can take turns within a tenth of a second, and what slows the machine meanwhile slows all of them.
 *
 * Each slice, or figure, is a line: name, operations, CPU microseconds, wall microseconds, separated by tabs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bench-engine.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROWS_PER_COMMIT 1000
#define N_SLICES 20
#define RANGE_LENGTH 50
#define CACHE_APPLICATION_KIB 65536

static const char schema[] =
  "CREATE TABLE patient (id BLOB PRIMARY KEY, name TEXT NOT NULL, birth_date TEXT, nir TEXT, phone TEXT,"
  "                      body TEXT NOT NULL) WITHOUT ROWID;"
  "CREATE INDEX patient_name ON patient (name, birth_date);"
  "CREATE INDEX patient_nir ON patient (nir);";

static const char insert_sql[] = "INSERT INTO patient VALUES (?, ?, ?, ?, ?, ?)";

/* Debian's SQLCipher has no FTS5: there the full-text figures are left out. */
static const char text_schema[] =
  "CREATE VIRTUAL TABLE patient_text USING fts5 (name, city, prefix = '2 3',"
  "                                              tokenize = 'unicode61 remove_diacritics 2');";

static const char *const families[] = {
  "Lefèvre", "Dupont", "Durand", "Moreau", "Bernard", "Petit", "Géraud", "Rousseau", "Müller", "Le Goff", "N'Guyen",
  "Fontaine", "Chevalier", "Delorme", "François", "Barthélemy", "Noël", "Marchand", "Perrin", "Château",
};
static const char *const firsts[] = {
  "Élodie", "Jean", "Zoé", "Marie-Thérèse", "André", "Noémie", "François", "Hélène", "Loïc", "Chloé", "Benoît",
  "Agnès", "Rémi", "Inès", "Jérôme", "Anaïs", "Gaël", "Léa", "Cédric", "Aurélie",
};
static const char *const cities[] = { "Nantes", "Besançon", "Orléans", "Saint-Étienne", "Nîmes", "Évry", "Quimper" };

#define N(array) (sizeof (array) / sizeof *(array))

typedef struct
{
  uint64_t cpu_us;
  uint64_t wall_us;
} Instant;

static uint64_t random_state = 88172645463325252u;

static uint32_t
next_random (void)
{
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return (uint32_t) (random_state >> 32);
}

static uint64_t
read_clock_us (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (uint64_t) now.tv_sec * 1000000u + (uint64_t) now.tv_nsec / 1000u;
}

static Instant
start (void)
{
  return (Instant) { read_clock_us (CLOCK_PROCESS_CPUTIME_ID), read_clock_us (CLOCK_MONOTONIC) };
}

/* Nothing of weight is done out of turn, measured or not. */
static void
wait_for_turn (void)
{
  int character;

  do
    character = getchar ();
  while (character != '\n' && character != EOF);
}

static void
report (const char *name,
        unsigned    n_operations,
        Instant     began)
{
  Instant now = start ();

  printf ("%s\t%u\t%" PRIu64 "\t%" PRIu64 "\n", name, n_operations, now.cpu_us - began.cpu_us,
          now.wall_us - began.wall_us);
  fflush (stdout);
}

static void
expect (sqlite3    *db,
        int         good,
        const char *doing)
{
  if (good)
    return;
  fprintf (stderr, "bench: %s: %s\n", doing, sqlite3_errmsg (db));
  exit (1);
}

static void
execute (sqlite3    *db,
         const char *sql)
{
  expect (db, sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK, sql);
}

static sqlite3_stmt *
prepare (sqlite3    *db,
         const char *sql)
{
  sqlite3_stmt *statement;

  expect (db, sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK, sql);
  return statement;
}

/* The id of row N: in the order of creation, as UUID version 7, and computable, so that a read can aim at it. */
static void
make_id (unsigned      n,
         unsigned char id[16])
{
  uint64_t spread = (n + 1) * UINT64_C (0x9e3779b97f4a7c15);

  for (int i = 0; i < 8; i++)
    id[i] = (unsigned char) ((uint64_t) n >> (56 - 8 * i));
  memcpy (id + 8, &spread, 8);
}

__attribute__ ((format (printf, 3, 4)))
static const char *
format (char       *buffer,
        size_t      size,
        const char *pattern,
        ...)
{
  va_list arguments;

  va_start (arguments, pattern);
  vsnprintf (buffer, size, pattern, arguments);
  va_end (arguments);
  return buffer;
}

static void
insert_row (sqlite3      *db,
            sqlite3_stmt *insert,
            unsigned      n)
{
  char name[96], born[16], nir[16], phone[16], body[768];
  unsigned char id[16];

  make_id (n, id);
  format (name, sizeof name, "%s %s", families[next_random () % N (families)], firsts[next_random () % N (firsts)]);
  format (born, sizeof born, "%u-%02u-%02u", 1930 + next_random () % 90, 1 + next_random () % 12,
          1 + next_random () % 28);
  format (nir, sizeof nir, "%u%09u", 1000 + next_random () % 9000, next_random () % 1000000000u);
  format (phone, sizeof phone, "06%08u", next_random () % 100000000u);
  format (body, sizeof body,
          "{\"birth_name\":\"%s\",\"birth_date\":\"%s\",\"sex\":\"F\",\"nir\":\"%s\","
          "\"identity_status\":\"provisoire\",\"file_number\":\"2026-%06u\",\"birthplace_insee\":\"44109\","
          "\"phone\":\"%s\",\"email\":\"p%u@example.org\",\"address\":\"%u rue des Tanneurs\","
          "\"postcode\":\"44000\",\"city\":\"%s\",\"note\":\"Adressée par son médecin traitant pour avis chirurgical; "
          "courrier reçu, imagerie apportée sur support amovible.\"}",
          name, born, nir, n, phone, n, next_random () % 200, cities[next_random () % N (cities)]);

  sqlite3_bind_blob (insert, 1, id, sizeof id, SQLITE_TRANSIENT);
  sqlite3_bind_text (insert, 2, name, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (insert, 3, born, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (insert, 4, nir, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (insert, 5, phone, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (insert, 6, body, -1, SQLITE_TRANSIENT);
  expect (db, sqlite3_step (insert) == SQLITE_DONE, "insert");
  sqlite3_reset (insert);
}

static void
insert_text (sqlite3      *db,
             sqlite3_stmt *insert,
             unsigned      n)
{
  char name[96];

  format (name, sizeof name, "%s %s", families[next_random () % N (families)], firsts[next_random () % N (firsts)]);
  sqlite3_bind_int64 (insert, 1, n + 1);
  sqlite3_bind_text (insert, 2, name, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (insert, 3, cities[next_random () % N (cities)], -1, SQLITE_STATIC);
  expect (db, sqlite3_step (insert) == SQLITE_DONE, "insert text");
  sqlite3_reset (insert);
}

static void
load_rows (sqlite3    *db,
           const char *name,
           const char *sql,
           void      (*insert_one) (sqlite3 *, sqlite3_stmt *, unsigned),
           unsigned    n_rows)
{
  sqlite3_stmt *insert = prepare (db, sql);
  unsigned rows_per_slice = (n_rows / N_SLICES / ROWS_PER_COMMIT + 1) * ROWS_PER_COMMIT;

  for (unsigned first = 0; first < n_rows; first += rows_per_slice)
    {
      unsigned end = first + rows_per_slice < n_rows ? first + rows_per_slice : n_rows;
      Instant began;

      wait_for_turn ();
      began = start ();
      for (unsigned n = first; n < end; n++)
        {
          if (n % ROWS_PER_COMMIT == 0)
            execute (db, "BEGIN IMMEDIATE");
          insert_one (db, insert, n);
          if (n % ROWS_PER_COMMIT == ROWS_PER_COMMIT - 1 || n == n_rows - 1)
            execute (db, "COMMIT");
        }
      if (end == n_rows)
        execute (db, "PRAGMA wal_checkpoint(TRUNCATE)");
      report (name, end - first, began);
    }
  sqlite3_finalize (insert);
}

static void
load (const char *path,
      unsigned    n_rows)
{
  sqlite3 *db = bench_engine_open (path, CACHE_APPLICATION_KIB);

  execute (db, schema);
  load_rows (db, "bulk load", insert_sql, insert_row, n_rows);
  if (sqlite3_exec (db, text_schema, NULL, NULL, NULL) == SQLITE_OK)
    load_rows (db, "full-text load", "INSERT INTO patient_text (rowid, name, city) VALUES (?, ?, ?)", insert_text,
               n_rows);
  bench_engine_close (db);
}

static unsigned
drain (sqlite3      *db,
       sqlite3_stmt *statement)
{
  unsigned n_rows = 0;
  int status;

  while ((status = sqlite3_step (statement)) == SQLITE_ROW)
    {
      int n_bytes = 0;

      for (int i = 0; i < sqlite3_column_count (statement); i++)
        n_bytes += sqlite3_column_bytes (statement, i);
      n_rows += n_bytes > 0;
    }
  expect (db, status == SQLITE_DONE, "read");
  sqlite3_reset (statement);
  return n_rows;
}

static void
read_points (sqlite3  *db,
             unsigned  n_rows,
             unsigned  count)
{
  sqlite3_stmt *select = prepare (db, "SELECT name, birth_date, nir, phone, body FROM patient WHERE id = ?");

  for (unsigned i = 0; i < count; i++)
    {
      unsigned char id[16];

      make_id (next_random () % n_rows, id);
      sqlite3_bind_blob (select, 1, id, sizeof id, SQLITE_TRANSIENT);
      expect (db, drain (db, select) == 1, "row not found");
    }
  sqlite3_finalize (select);
}

/* A page of the timeline: rows that stand together. */
static void
read_ranges (sqlite3  *db,
             unsigned  n_rows,
             unsigned  count)
{
  sqlite3_stmt *select = prepare (db, "SELECT name, birth_date, nir, phone, body FROM patient WHERE id >= ?"
                                      " ORDER BY id LIMIT ?");

  for (unsigned i = 0; i < count; i++)
    {
      unsigned char id[16];

      make_id (next_random () % n_rows, id);
      sqlite3_bind_blob (select, 1, id, sizeof id, SQLITE_TRANSIENT);
      sqlite3_bind_int (select, 2, RANGE_LENGTH);
      drain (db, select);
    }
  sqlite3_finalize (select);
}

/* A page of the list of patients: the next rows in the order of names, each somewhere else in the file. */
static void
read_lists (sqlite3  *db,
            unsigned  n_rows,
            unsigned  count)
{
  sqlite3_stmt *select = prepare (db, "SELECT name, birth_date, nir, phone, body FROM patient"
                                      " WHERE (name, birth_date) >= (?, ?) ORDER BY name, birth_date LIMIT ?");

  for (unsigned i = 0; i < count; i++)
    {
      char name[96], born[16];

      format (name, sizeof name, "%s %s", families[next_random () % N (families)], firsts[next_random () % N (firsts)]);
      format (born, sizeof born, "%u", 1930 + next_random () % 90);
      sqlite3_bind_text (select, 1, name, -1, SQLITE_TRANSIENT);
      sqlite3_bind_text (select, 2, born, -1, SQLITE_TRANSIENT);
      sqlite3_bind_int (select, 3, RANGE_LENGTH);
      drain (db, select);
    }
  sqlite3_finalize (select);
}

static void
search (sqlite3  *db,
        unsigned  n_rows,
        unsigned  count)
{
  sqlite3_stmt *select = prepare (db, "SELECT name FROM patient_text WHERE patient_text MATCH ? LIMIT 20");

  for (unsigned i = 0; i < count; i++)
    {
      char query[96];

      format (query, sizeof query, "name : \"%.5s\"* AND city : \"%s\"*", firsts[next_random () % N (firsts)],
              cities[next_random () % N (cities)]);
      sqlite3_bind_text (select, 1, query, -1, SQLITE_TRANSIENT);
      drain (db, select);
    }
  sqlite3_finalize (select);
}

typedef struct
{
  const char *name;
  void      (*read) (sqlite3 *, unsigned n_rows, unsigned count);
  unsigned    n_before;  /* fill the cache, whatever its size */
  unsigned    count;
} Reading;

static void
read_in_slices (sqlite3       *db,
                const Reading *reading,
                unsigned       n_rows)
{
  for (unsigned slice = 0; slice < N_SLICES; slice++)
    {
      Instant began;

      wait_for_turn ();
      if (slice == 0)
        reading->read (db, n_rows, reading->n_before);
      began = start ();
      reading->read (db, n_rows, reading->count / N_SLICES);
      report (reading->name, reading->count / N_SLICES, began);
    }
}

static void
read_all (const char *path,
          unsigned    n_rows,
          int         cache_kib)
{
  sqlite3 *db = bench_engine_open (path, cache_kib);
  const Reading readings[] = {
    { "point reads", read_points, n_rows / 2, 2 * n_rows },
    { "range scans", read_ranges, 200, 4000 },
    { "lists by name", read_lists, 200, 4000 },
    { "full-text queries", search, 100, 1000 },
  };
  int has_text =
    sqlite3_table_column_metadata (db, NULL, "patient_text", NULL, NULL, NULL, NULL, NULL, NULL) == SQLITE_OK;

  for (unsigned i = 0; i < N (readings); i++)
    {
      if (readings[i].read != search || has_text)
        read_in_slices (db, &readings[i], n_rows);
    }
  bench_engine_close (db);
}

static void
commit_rows (const char *path,
             unsigned    n_rows,
             unsigned    count,
             unsigned    first)
{
  sqlite3 *db = bench_engine_open (path, CACHE_APPLICATION_KIB);
  sqlite3_stmt *update = prepare (db, "UPDATE patient SET phone = ?2, body = replace (body, '44000', '44100')"
                                      " WHERE id = ?1");
  Instant began;

  read_points (db, n_rows, n_rows / 2 + first % 1000);
  began = start ();
  for (unsigned i = 0; i < count; i++)
    {
      unsigned char id[16];
      char phone[16];

      make_id (next_random () % n_rows, id);
      format (phone, sizeof phone, "07%08u", first + i);  /* not what a row met twice has: SQLite would write nothing */
      sqlite3_bind_blob (update, 1, id, sizeof id, SQLITE_TRANSIENT);
      sqlite3_bind_text (update, 2, phone, -1, SQLITE_STATIC);
      expect (db, sqlite3_step (update) == SQLITE_DONE, "update");
      sqlite3_reset (update);
    }
  report ("one-row transactions", count, began);
  sqlite3_finalize (update);
  bench_engine_close (db);
}

static void
insert_rows (const char *path,
             unsigned    n_rows,
             unsigned    count,
             unsigned    first)
{
  sqlite3 *db = bench_engine_open (path, CACHE_APPLICATION_KIB);
  sqlite3_stmt *insert = prepare (db, insert_sql);
  Instant began;

  read_points (db, n_rows, n_rows / 2);
  began = start ();
  for (unsigned i = 0; i < count; i++)
    insert_row (db, insert, n_rows + first + i);
  report ("one-row insertions", count, began);
  sqlite3_finalize (insert);
  bench_engine_close (db);
}

int
main (int    argc,
      char **argv)
{
  const char *verb = argc > 3 ? argv[1] : "";
  unsigned n_rows = argc > 3 ? (unsigned) atoi (argv[3]) : 0;

  if (n_rows > 0 && strcmp (verb, "load") == 0)
    load (argv[2], n_rows);
  else if (n_rows > 0 && strcmp (verb, "read") == 0 && argc > 4)
    read_all (argv[2], n_rows, atoi (argv[4]));
  else if (n_rows > 0 && strcmp (verb, "commit") == 0 && argc > 5)
    commit_rows (argv[2], n_rows, (unsigned) atoi (argv[4]), (unsigned) atoi (argv[5]));
  else if (n_rows > 0 && strcmp (verb, "insert") == 0 && argc > 5)
    insert_rows (argv[2], n_rows, (unsigned) atoi (argv[4]), (unsigned) atoi (argv[5]));
  else
    {
      fprintf (stderr, "usage: %s load FILE ROWS | read FILE ROWS CACHE_KIB | commit|insert FILE ROWS COUNT FIRST\n",
               argv[0]);
      return 2;
    }
  return 0;
}
