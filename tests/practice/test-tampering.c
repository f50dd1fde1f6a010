/* test-tampering.c: a thousand ways to alter a log with the right passphrase and SQL, and what is said of each.
 *
 *   test-tampering [ROUNDS [SEED]]  each round alters the log once at random, verifies it, and puts it back
 *
 * What is promised (src/audit/cpx-log-verifier.c): up to the last seal, whatever was altered is found and named, or
 * the entries among which it is. After the last seal, what does not agree with itself is found. An end that was cut
 * off with its seals, and an old file put back, are found only with a seal kept outside: both are asserted here, for
 * the help says so.
 *
 * The practice was restored once before: its vault also holds the log of the post that it had then, the end of which no
 * seal is of.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-audit-seal.h"
#include "cpx-backup.h"
#include "cpx-device-identity.h"
#include "cpx-journal.h"
#include "cpx-practice-private.h"
#include "cpx-restore.h"
#include "cpx-verify-log.h"

#include <cpx-audit-log-private.h>
#include <cpx-checkpoint.h>
#include <cpx-checkpoint-table.h>
#include <cpx-id.h>
#include <cpx-patient.h>

#include <stdlib.h>
#include <string.h>

#define N_ENTRIES    760
#define N_SEALED     700   /* the last seal is of so many */
#define N_TILED      512   /* so many are under a root that is kept */
#define TILE_SIZE    256
#define USUAL_ROUNDS 150
#define NO_ENTRY     G_MAXUINT64
#define N_FORMER     30    /* entries of the post before the restore */
#define N_FORMER_SEALED 12

/* Where the former post has its entries, and an invented one would have its. */
#define FORMER_BASE  (G_GINT64_CONSTANT (1) << 40)
#define FORGED_BASE  (G_GINT64_CONSTANT (7) << 40)

/* What may be said, a set. */
#define SAID(fault)  (1u << (fault))
#define SOUND        SAID (CPX_LOG_FAULT_NONE)
#define CHANGED      SAID (CPX_LOG_FAULT_CHANGED)
#define REMOVED      SAID (CPX_LOG_FAULT_REMOVED)
#define INSERTED     SAID (CPX_LOG_FAULT_INSERTED)
#define REORDERED    SAID (CPX_LOG_FAULT_REORDERED)
#define TRUNCATED    SAID (CPX_LOG_FAULT_TRUNCATED)
#define ALTERED      SAID (CPX_LOG_FAULT_ALTERED)
#define HASHES       SAID (CPX_LOG_FAULT_HASHES)
#define MISFILED     SAID (CPX_LOG_FAULT_MISFILED)
#define MISTIMED     SAID (CPX_LOG_FAULT_MISTIMED)
#define FOREIGN      SAID (CPX_LOG_FAULT_FOREIGN)
#define UNSEALED     (SOUND | MISFILED | FOREIGN)   /* of an entry made anew that no seal is of yet */
#define FALSE_SEAL   (1u << 31)   /* the entries are right, a seal is not */

/* The sizes that were sealed; the vault was copied after each. */
static const guint seal_sizes[] = { 40, 100, 256, 300, 511, N_SEALED };

/* One entry as it is in the vault. */
typedef struct
{
  GBytes        *leaf;
  CpxMerkleHash  hash;
} Entry;

typedef struct
{
  PracticeFixture  practice;
  GRand           *dice;
  gint64           base;                  /* the place of the first entry */
  Entry            entries[N_ENTRIES];
  Entry            former[N_FORMER];
  char            *copies[G_N_ELEMENTS (seal_sizes)];   /* paths */
  char            *whole;                 /* the path of the last copy */
  char            *outside;               /* the last seal, kept outside */
  char            *former_id;             /* of the post before the restore */
  CpxNoteKey      *key;
} Log;

/* What one alteration must lead to. */
typedef struct
{
  guint    inside;   /* what may be said without anything from outside */
  guint    outside;  /* and with the seal kept outside; 0: the same, looked at now and then */
  guint64  entry;    /* among those named; NO_ENTRY if none is */
  gboolean exactly;  /* the first that is named */
} Expected;

/* Alters the log; says in @said what it did. */
typedef Expected (*Alteration) (Log     *log,
                                GString *said);

/* A CpxTxnFunc: what somebody does who has the passphrase and knows SQL. */
static gpointer
exec_func (CpxTxn    *txn,
           gpointer   sql,
           GError   **error)
{
  return cpx_db_exec (txn->db, sql, error) ? sql : NULL;
}

static void run_sql (Log        *log,
                     const char *format,
                     ...) G_GNUC_PRINTF (2, 3);

static void
run_sql (Log        *log,
         const char *format,
         ...)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *sql = NULL;
  va_list arguments;

  va_start (arguments, format);
  sql = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  cpx_store_run_sync (cpx_practice_get_store (log->practice.practice), exec_func, sql, NULL, &error);
  g_assert_no_error (error);
}

static char *
hex (gconstpointer bytes,
     gsize         size)
{
  GString *text = g_string_sized_new (2 * size);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (text, "%02x", ((const guint8 *) bytes)[i]);

  return g_string_free (text, FALSE);
}

static guint
throw (Log   *log,
       guint  end)
{
  return (guint) g_rand_int_range (log->dice, 0, (gint32) end);
}

static void
put_leaf_at (Log          *log,
             gint64        place,
             GBytes       *leaf,
             gboolean      with_hash)
{
  g_autofree char *leaf_hex = hex (g_bytes_get_data (leaf, NULL), g_bytes_get_size (leaf));
  g_autofree char *hash_hex = NULL;
  CpxMerkleHash hash;

  cpx_merkle_hash_leaf (g_bytes_get_data (leaf, NULL), g_bytes_get_size (leaf), &hash);
  hash_hex = hex (&hash, sizeof hash);
  run_sql (log, "UPDATE log SET leaf = X'%s' WHERE place = %" G_GINT64_FORMAT, leaf_hex, place);
  if (with_hash)
    run_sql (log, "UPDATE log SET hash = X'%s' WHERE place = %" G_GINT64_FORMAT, hash_hex, place);
}

static void
put_leaf (Log          *log,
          guint64       index,
          GBytes       *leaf,
          gboolean      with_hash)
{
  put_leaf_at (log, log->base + (gint64) index, leaf, with_hash);
}

/* A bit of any byte, or a digit of the time. */
static GBytes *
make_altered_entry (Log         *log,
                    const Entry *entry,
                    GString     *said)
{
  gsize size;
  const char *leaf = g_bytes_get_data (entry->leaf, &size);
  char *altered = g_memdup2 (leaf, size);

  if (throw (log, 3) == 0)
    {
      char *time = g_strstr_len (altered, (gssize) size, "\"time\":\"");

      g_assert_nonnull (time);
      time[8 + 5] = time[8 + 5] == '7' ? '3' : '7';
      g_string_append (said, " (its time)");
    }
  else
    {
      altered[throw (log, (guint) size)] ^= (char) (1 << throw (log, 8));
    }

  return g_bytes_new_take (altered, size);
}

static GBytes *
make_altered (Log     *log,
              guint    index,
              GString *said)
{
  return make_altered_entry (log, &log->entries[index], said);
}

static Expected
edit_leaf (Log     *log,
           GString *said)
{
  guint i = throw (log, N_ENTRIES);
  g_autoptr(GBytes) altered = make_altered (log, i, said);

  g_string_append_printf (said, " leaf %u", i);
  put_leaf (log, i, altered, FALSE);

  return (Expected) { CHANGED, 0, i, TRUE };
}

static Expected
edit_hash (Log     *log,
           GString *said)
{
  guint i = throw (log, N_ENTRIES);
  CpxMerkleHash hash = log->entries[i].hash;
  g_autofree char *text = NULL;

  hash.bytes[throw (log, 32)] ^= (guint8) (1 << throw (log, 8));
  text = hex (&hash, sizeof hash);
  g_string_append_printf (said, " hash %u", i);
  run_sql (log, "UPDATE log SET hash = X'%s' WHERE place = %" G_GINT64_FORMAT, text, log->base + i);

  return (Expected) { i < N_SEALED ? HASHES : CHANGED, 0, i, TRUE };
}

static Expected
edit_leaf_and_hash (Log     *log,
                    GString *said)
{
  guint i = throw (log, N_ENTRIES);
  g_autoptr(GBytes) altered = make_altered (log, i, said);

  g_string_append_printf (said, " leaf and hash %u", i);
  put_leaf (log, i, altered, TRUE);

  /* The columns beside it say what it was. */
  return (Expected) { i >= N_SEALED ? UNSEALED : i < N_TILED ? CHANGED | ALTERED : ALTERED, 0, i, FALSE };
}

/* A CpxTxnFunc: makes the kept roots anew from the hashes, as whoever knows the program would. */
static gpointer
remake_func (CpxTxn    *txn,
             gpointer   data,
             GError   **error)
{
  g_autoptr(GPtrArray) entries = cpx_audit_log_list (txn, NULL, 0, N_ENTRIES * 2, error);
  CpxMerkleEdge edge = { 0 };

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const CpxAuditLogEntry *entry = g_ptr_array_index (entries, i);
      CpxMerkleHash completed[CPX_MERKLE_LEVELS], hash;
      g_autofree char *text = NULL, *sql = NULL;

      memcpy (hash.bytes, entry->hash, sizeof hash.bytes);
      if (cpx_merkle_edge_append (&edge, &hash, completed) < 8)
        continue;
      text = hex (&completed[8], sizeof completed[8]);
      sql = g_strdup_printf ("UPDATE log_tree SET hash = X'%s' WHERE level = 8 AND place = %" G_GINT64_FORMAT, text,
                             entry->place);
      if (!cpx_db_exec (txn->db, sql, error))
        return NULL;
    }

  return entries != NULL ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
remake_tree (Log *log)
{
  g_autoptr(GError) error = NULL;

  cpx_store_run_sync (cpx_practice_get_store (log->practice.practice), remake_func, NULL, NULL, &error);
  g_assert_no_error (error);
}

static Expected
edit_all_the_way_up (Log     *log,
                     GString *said)
{
  Expected expected = edit_leaf_and_hash (log, said);

  remake_tree (log);
  g_string_append (said, " and the tree");
  expected.inside = expected.entry < N_SEALED ? ALTERED : UNSEALED;

  return expected;
}

static Expected
delete_row (Log     *log,
            GString *said)
{
  guint i = throw (log, N_ENTRIES - 1);

  g_string_append_printf (said, " row %u deleted", i);
  run_sql (log, "DELETE FROM log WHERE place = %" G_GINT64_FORMAT, log->base + i);

  return (Expected) { REMOVED, 0, i, TRUE };
}

static Expected
delete_and_close_up (Log     *log,
                     GString *said)
{
  guint i = throw (log, N_ENTRIES);

  g_string_append_printf (said, " row %u deleted, those after it moved", i);
  run_sql (log, "DELETE FROM log WHERE place = %" G_GINT64_FORMAT, log->base + i);
  run_sql (log, "UPDATE log SET place = place - 1 WHERE place > %" G_GINT64_FORMAT, log->base + i);

  return (Expected) { i >= N_SEALED ? SOUND : i < N_TILED ? REMOVED | ALTERED : ALTERED, 0, i, FALSE };
}

static Expected
insert_row (Log     *log,
            GString *said)
{
  guint i = throw (log, N_ENTRIES), model = throw (log, N_ENTRIES);
  g_autoptr(GBytes) leaf = make_altered (log, model, said);

  g_string_append_printf (said, " a row like %u inserted at %u", model, i);
  run_sql (log, "UPDATE log SET place = -place WHERE place >= %" G_GINT64_FORMAT, log->base + i);
  run_sql (log, "UPDATE log SET place = 1 - place WHERE place < 0");
  run_sql (log, "INSERT INTO log (place, hlc, leaf, hash) VALUES (%" G_GINT64_FORMAT ", 1, X'', X'')", log->base + i);
  put_leaf (log, i, leaf, TRUE);

  /* A second entry that tells of a seal has none; and this one has no columns. */
  return (Expected) { i >= N_SEALED ? MISTIMED | MISFILED | FOREIGN | FALSE_SEAL : INSERTED | ALTERED, 0, i, FALSE };
}

/* Neighbours, or any two. */
static void
throw_two (Log   *log,
           guint *out_first,
           guint *out_second)
{
  guint a = throw (log, N_ENTRIES - 1);
  guint distance = throw (log, 2) == 0 ? 1 : 1 + throw (log, N_ENTRIES - 1 - a);

  *out_first = a;
  *out_second = a + distance;
}

static Expected
swap_leaves (Log     *log,
             GString *said)
{
  guint a, b;

  throw_two (log, &a, &b);
  g_string_append_printf (said, " leaves %u and %u swapped", a, b);
  put_leaf (log, a, log->entries[b].leaf, FALSE);
  put_leaf (log, b, log->entries[a].leaf, FALSE);

  return (Expected) { b - a <= TILE_SIZE ? REORDERED : REORDERED | CHANGED, 0, a, TRUE };
}

static Expected
swap_rows (Log     *log,
           GString *said)
{
  guint a, b;

  throw_two (log, &a, &b);
  g_string_append_printf (said, " rows %u and %u swapped", a, b);
  put_leaf (log, a, log->entries[b].leaf, TRUE);
  put_leaf (log, b, log->entries[a].leaf, TRUE);

  return (Expected) { a >= N_SEALED ? SOUND | MISFILED
                                    : a < N_TILED ? REORDERED | CHANGED | ALTERED : REORDERED | ALTERED, 0, a, FALSE };
}

/* What entries are found by, and is not hashed: the entry would be in another file, or in none. */
static Expected
edit_columns (Log     *log,
              GString *said)
{
  static const char *const values[] = {
    "CASE WHEN %s IS NULL THEN randomblob (16) END", "randomblob (16)", "randomblob (15)", "X''", "'texte'",
    "CAST (coalesce (%s, 'abcdefghijklmnop') AS TEXT)",
  };
  guint i = throw (log, N_ENTRIES);
  const char *column = throw (log, 2) == 0 ? "patient" : "record";
  const char *format = values[throw (log, G_N_ELEMENTS (values))];
  g_auto(GStrv) parts = g_strsplit (format, "%s", -1);
  g_autofree char *value = g_strjoinv (column, parts);

  g_string_append_printf (said, " %s of %u made %s", column, i, value);
  run_sql (log, "UPDATE log SET %s = %s WHERE place = %" G_GINT64_FORMAT, column, value, log->base + i);

  return (Expected) { MISFILED, 0, i, TRUE };
}

/* Neither the first entry set back nor the last one set forward is out of order. */
static Expected
edit_time (Log     *log,
           GString *said)
{
  guint i = throw (log, N_ENTRIES);
  gboolean back = i == N_ENTRIES - 1 || (i > 0 && throw (log, 2) == 0);

  g_string_append_printf (said, " time of %u set %s", i, back ? "back" : "forward");
  run_sql (log, "UPDATE log SET hlc = hlc %s (1 << 44) WHERE place = %" G_GINT64_FORMAT, back ? "-" : "+",
           log->base + i);

  return (Expected) { MISTIMED, 0, i, FALSE };
}

static Expected
cut_off (Log     *log,
         GString *said)
{
  guint n = 1 + throw (log, N_ENTRIES - 1);

  g_string_append_printf (said, " cut off after %u", n);
  run_sql (log, "DELETE FROM log WHERE place >= %" G_GINT64_FORMAT, log->base + n);

  return (Expected) { n >= N_SEALED ? SOUND : TRUNCATED, 0, n >= N_SEALED ? NO_ENTRY : n, FALSE };
}

static Expected
cut_off_with_seals (Log     *log,
                    GString *said)
{
  Expected expected = cut_off (log, said);

  run_sql (log, "DELETE FROM log_checkpoint WHERE place > (SELECT max (place) + 1 FROM log)");
  g_string_append (said, " with the seals");
  expected.outside = expected.inside;
  expected.inside = SOUND;

  return expected;
}

static Expected
edit_node (Log     *log,
           GString *said)
{
  guint tile = throw (log, N_TILED / TILE_SIZE);

  g_string_append_printf (said, " node of tile %u", tile);
  if (throw (log, 2) == 0)
    run_sql (log, "DELETE FROM log_tree WHERE place = %" G_GINT64_FORMAT, log->base + (tile + 1) * TILE_SIZE - 1);
  else
    run_sql (log, "UPDATE log_tree SET hash = randomblob (32) WHERE place = %" G_GINT64_FORMAT,
             log->base + (tile + 1) * TILE_SIZE - 1);

  return (Expected) { HASHES, 0, (tile + 1) * TILE_SIZE - 1, FALSE };
}

static Expected
edit_seal (Log     *log,
           GString *said)
{
  guint size = seal_sizes[throw (log, G_N_ELEMENTS (seal_sizes))], at = 1 + throw (log, 120);

  g_string_append_printf (said, " character %u of the seal on %u", at, size);
  run_sql (log, "UPDATE log_checkpoint SET note = substr (note, 1, %u) || CASE substr (note, %u, 1) WHEN 'x' THEN 'y'"
                " ELSE 'x' END || substr (note, %u) WHERE place = %" G_GINT64_FORMAT, at - 1, at, at + 1,
           log->base + size);

  return (Expected) { FALSE_SEAL, 0, NO_ENTRY, FALSE };
}

static Expected
delete_seal (Log     *log,
             GString *said)
{
  guint size = seal_sizes[throw (log, G_N_ELEMENTS (seal_sizes))];

  g_string_append_printf (said, " seal on %u deleted", size);
  run_sql (log, "DELETE FROM log_checkpoint WHERE place = %" G_GINT64_FORMAT, log->base + size);

  return (Expected) { FALSE_SEAL, 0, NO_ENTRY, FALSE };
}

static Expected
move_seal (Log     *log,
           GString *said)
{
  guint size = seal_sizes[throw (log, G_N_ELEMENTS (seal_sizes))], by = 1 + throw (log, 20);

  g_string_append_printf (said, " seal on %u moved by %u", size, by);
  run_sql (log, "UPDATE log_checkpoint SET place = place + %u WHERE place = %" G_GINT64_FORMAT, by, log->base + size);

  return (Expected) { FALSE_SEAL, 0, NO_ENTRY, FALSE };
}

static void
copy_file (const char *from,
           const char *to)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize size;

  g_file_get_contents (from, &bytes, &size, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, bytes, (gssize) size, &error);
  g_assert_no_error (error);
}

static void
put_file (Log        *log,
          const char *copy)
{
  practice_fixture_close (&log->practice);
  copy_file (copy, log->practice.path);
  practice_fixture_reopen (&log->practice, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
}

/* All of it is what the program wrote, some time ago. */
static Expected
put_back_old_file (Log     *log,
                   GString *said)
{
  guint i = throw (log, G_N_ELEMENTS (seal_sizes) - 1);

  g_string_append_printf (said, " the file of %u entries put back", seal_sizes[i]);
  put_file (log, log->copies[i]);

  return (Expected) { SOUND, TRUNCATED, N_SEALED - 1, FALSE };
}

/* The end of a log that was left is under no seal of its post: what the log that follows says of it is. */
static Expected
edit_former (Log     *log,
             GString *said)
{
  guint i = throw (log, N_FORMER);
  g_autoptr(GBytes) altered = make_altered_entry (log, &log->former[i], said);
  gboolean with_hash = throw (log, 4) != 0;

  g_string_append_printf (said, " leaf%s %u of the former post", with_hash ? " and hash" : "", i);
  put_leaf_at (log, FORMER_BASE + i, altered, with_hash);

  return (Expected) { with_hash ? ALTERED : CHANGED, 0, i, FALSE };
}

/* A row as it is, but for its place and its time. */
static void
copy_row (Log    *log,
          gint64  from,
          gint64  to)
{
  run_sql (log, "INSERT INTO log (place, hlc, previous, record, patient, leaf, hash) SELECT %" G_GINT64_FORMAT
                ", (SELECT max (hlc) + 1 FROM log), NULL, record, patient, leaf, hash FROM log"
                " WHERE place = %" G_GINT64_FORMAT, to, from);
}

/* What was sealed in one log is put at the end of the other, where no seal is yet. */
static Expected
copy_entry (Log     *log,
            GString *said)
{
  guint i = throw (log, N_FORMER);

  if (throw (log, 3) == 0)
    {
      g_string_append_printf (said, " entry %u copied to the end of the former log", i);
      copy_row (log, log->base + i, FORMER_BASE + N_FORMER);
      return (Expected) { INSERTED, 0, N_FORMER, TRUE };
    }
  g_string_append_printf (said, " entry %u of the former log copied here", i);
  copy_row (log, FORMER_BASE + i, log->base + N_ENTRIES);

  /* One that tells of a seal is missed for the seal first. */
  return (Expected) { FOREIGN | FALSE_SEAL, 0, N_ENTRIES, TRUE };
}

/* The leaf of another post, as if this one had written it. */
static GBytes *
make_forged (const Entry *model,
             const char  *old_id,
             const char  *new_id)
{
  gsize size;
  const char *bytes = g_bytes_get_data (model->leaf, &size);
  g_autofree char *leaf = g_strndup (bytes, size);
  g_auto(GStrv) parts = g_strsplit (leaf, old_id, -1);
  char *forged = g_strjoinv (new_id, parts);

  return g_bytes_new_take (forged, strlen (forged));
}

/* The record of a post, or a setting, is no secret to who has the key. */
static void
forge_record (Log        *log,
              const char *old_id,
              const char *new_id,
              const char *id_hex)
{
  run_sql (log, "DROP TABLE IF EXISTS forged; CREATE TABLE forged AS SELECT * FROM r_device ORDER BY rowid LIMIT 1;"
                "UPDATE forged SET id = X'%s', json = replace (json, '%s', '%s'), row = 4711;"
                "INSERT INTO r_device SELECT * FROM forged; DROP TABLE forged", id_hex, old_id, new_id);
}

/* All of a log that holds together by itself: only that no other log leads to it tells it from a true one. */
static Expected
forge_post (Log     *log,
            GString *said)
{
  guint n = 1 + throw (log, N_FORMER), art = throw (log, 4);
  CpxId id = cpx_id_new ();
  g_autofree char *new_id = cpx_id_dup_text (&id), *id_hex = hex (id.bytes, sizeof id.bytes);
  gboolean is_named = art > 0;

  g_string_append_printf (said, " a post of %u entries made up, as far as %u", n, art);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GBytes) leaf = make_forged (&log->former[i], log->former_id, new_id);

      copy_row (log, FORMER_BASE + i, FORGED_BASE + i);
      put_leaf_at (log, FORGED_BASE + i, leaf, TRUE);
      run_sql (log, "UPDATE log SET record = X'%s' WHERE place = %" G_GINT64_FORMAT " AND record ="
                    " (SELECT id FROM device WHERE number = 1)", id_hex, FORGED_BASE + i);
    }
  if (is_named)
    run_sql (log, "INSERT INTO device (number, id) VALUES (7, X'%s')", id_hex);
  if (art > 1)
    forge_record (log, log->former_id, new_id, id_hex);

  return (Expected) { FALSE_SEAL, 0, NO_ENTRY, FALSE };
}

/* What is done, how often in a hundred. */
static const struct
{
  Alteration alter;
  guint      weight;
} alterations[] = {
  { edit_leaf, 9 }, { edit_hash, 7 }, { edit_leaf_and_hash, 8 }, { edit_all_the_way_up, 5 }, { delete_row, 8 },
  { delete_and_close_up, 8 }, { insert_row, 9 }, { swap_leaves, 8 }, { swap_rows, 9 }, { cut_off, 7 },
  { cut_off_with_seals, 6 }, { edit_node, 5 }, { edit_seal, 4 }, { delete_seal, 3 }, { move_seal, 2 },
  { put_back_old_file, 2 }, { edit_columns, 9 }, { edit_time, 4 }, { edit_former, 6 }, { copy_entry, 5 },
  { forge_post, 5 },
};

static guint
said_of (const CpxLogReport *report)
{
  if (report->verdict.fault != CPX_LOG_FAULT_NONE)
    return SAID (report->verdict.fault);

  return report->sound ? SOUND : FALSE_SEAL;
}

static void
check (Log            *log,
       const char     *outside,
       guint           allowed,
       const Expected *expected,
       const char     *said)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) cpx_signed_note_unref);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxLogReport) report = NULL;
  gboolean named;

  if (outside != NULL)
    g_ptr_array_add (notes, cpx_signed_note_parse (outside, strlen (outside), NULL));
  report = cpx_practice_verify_log (log->practice.practice, NULL, notes, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  named = report->verdict.fault == CPX_LOG_FAULT_NONE || expected->entry == NO_ENTRY ||
          (report->verdict.first <= expected->entry && expected->entry <= report->verdict.last &&
           (!expected->exactly || report->verdict.first == expected->entry));
  if ((said_of (report) & allowed) != 0 && named && report->sound == (report->sentence == NULL))
    return;
  g_error ("%s, %s a seal from outside: allowed %#x at %" G_GUINT64_FORMAT ", said: %s", said,
           outside != NULL ? "with" : "without", allowed, expected->entry,
           report->sentence != NULL ? report->sentence : "sound");
}

static void
take_entries (GPtrArray *entries,
              Entry     *out_entries,
              guint      n_entries)
{
  g_assert_cmpuint (entries->len, ==, n_entries);
  for (guint i = 0; i < n_entries; i++)
    {
      const CpxAuditLogEntry *entry = g_ptr_array_index (entries, i);

      g_clear_pointer (&out_entries[i].leaf, g_bytes_unref);
      out_entries[i].leaf = g_bytes_ref (entry->leaf);
      memcpy (out_entries[i].hash.bytes, entry->hash, sizeof entry->hash);
    }
}

/* A CpxTxnFunc. */
static gpointer
look_entries (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  Log *log = data;
  g_autoptr(GPtrArray) entries = cpx_audit_log_list (txn, NULL, 0, N_ENTRIES + 1, error);

  g_assert_no_error (*error);
  log->base = ((CpxAuditLogEntry *) g_ptr_array_index (entries, 0))->place;
  take_entries (entries, log->entries, N_ENTRIES);

  return log;
}

/* A CpxTxnFunc: before the restore. */
static gpointer
look_former (CpxTxn    *txn,
             gpointer   data,
             GError   **error)
{
  g_autoptr(GPtrArray) entries = cpx_audit_log_list (txn, NULL, 0, N_FORMER + 1, error);

  g_assert_no_error (*error);
  take_entries (entries, ((Log *) data)->former, N_FORMER);

  return data;
}

/* Remembers the log as it is now, here and in the vault. */
static void
keep (Log *log)
{
  g_autoptr(GError) error = NULL;

  run_sql (log, "DROP TABLE IF EXISTS kept_log; CREATE TABLE kept_log AS SELECT * FROM log;"
                "DROP TABLE IF EXISTS kept_tree; CREATE TABLE kept_tree AS SELECT * FROM log_tree;"
                "DROP TABLE IF EXISTS kept_checkpoint; CREATE TABLE kept_checkpoint AS SELECT * FROM log_checkpoint");
  cpx_practice_look (log->practice.practice, NULL, look_entries, log, NULL, &error);
  g_assert_no_error (error);
}

static void
put_right (Log        *log,
           Alteration  done)
{
  if (done == put_back_old_file)
    {
      put_file (log, log->whole);
      keep (log);
      return;
    }
  run_sql (log, "DELETE FROM log; INSERT INTO log SELECT * FROM kept_log ORDER BY place;"
                "DELETE FROM log_tree; INSERT INTO log_tree SELECT * FROM kept_tree;"
                "DELETE FROM log_checkpoint; INSERT INTO log_checkpoint SELECT * FROM kept_checkpoint;"
                "DELETE FROM device WHERE number = 7; DELETE FROM r_device WHERE row = 4711");
}

static Alteration
choose (Log *log)
{
  guint total = 0, at, i;

  for (i = 0; i < G_N_ELEMENTS (alterations); i++)
    total += alterations[i].weight;
  at = throw (log, total);
  for (i = 0; at >= alterations[i].weight; i++)
    at -= alterations[i].weight;

  return alterations[i].alter;
}

/* A CpxDeedFunc. */
static gpointer
note_many (CpxJournal  *journal,
           gpointer     data,
           GError     **error)
{
  gint64 wanted = *(const guint *) data;

  for (gint64 n = cpx_audit_log_count (cpx_journal_get_txn (journal), NULL, error); n < wanted; n++)
    {
      g_autoptr(json_t) details = json_pack ("{s:i}", "page", (int) n);
      g_autoptr(CpxReceipt) receipt = cpx_journal_note (journal, NULL, "document.printed", NULL, details, error);

      if (receipt == NULL)
        return NULL;
    }

  return data;
}

static void
grow (Log   *log,
      guint  n)
{
  g_autoptr(GError) error = NULL;

  cpx_practice_perform (log->practice.practice, note_many, &n, NULL, &error);
  g_assert_no_error (error);
}

static char *
copy_vault (Log        *log,
            const char *name)
{
  char *path = g_build_filename (log->practice.folder, name, NULL);

  practice_fixture_close (&log->practice);
  copy_file (log->practice.path, path);
  practice_fixture_reopen (&log->practice, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);

  return path;
}

static void
seal_and_copy (Log   *log,
               guint  i)
{
  g_autofree char *name = g_strdup_printf ("old-%u.cpx", i);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxAuditSeal) seal = NULL;

  g_object_unref (practice_fixture_add_patient (&log->practice, "DURAND", "Anne", "1970-01-01"));
  grow (log, seal_sizes[i] - 1);
  seal = cpx_practice_seal_log (log->practice.practice, CPX_SEAL_CLOSING, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (seal->size, ==, seal_sizes[i]);
  g_free (log->outside);
  log->outside = g_strdup (seal->note);
  log->copies[i] = copy_vault (log, name);
}

/* The practice goes on as another post, after a backup was put back. */
static void
leave_post (Log *log)
{
  g_autofree char *copy = g_build_filename (log->practice.folder, "backup.cpx", NULL);
  g_autoptr(CpxAuditSeal) seal = NULL;
  g_autoptr(CpxRestored) restored = NULL;
  g_autoptr(GError) error = NULL;

  log->former_id = g_strdup (cpx_practice_get_device_id (log->practice.practice));
  grow (log, N_FORMER_SEALED - 1);
  seal = cpx_practice_seal_log (log->practice.practice, CPX_SEAL_CLOSING, &error);
  g_assert_no_error (error);
  grow (log, N_FORMER);
  cpx_practice_look (log->practice.practice, NULL, look_former, log, NULL, &error);
  g_assert_no_error (error);
  g_free (cpx_practice_backup (log->practice.practice, copy, NULL, &error));
  g_assert_no_error (error);
  practice_fixture_close (&log->practice);
  restored = cpx_practice_restore (log->practice.path, copy, FIXTURE_LOGIN, FIXTURE_PASSPHRASE, NULL, FALSE, NULL,
                                   &error);
  g_assert_no_error (error);
  practice_fixture_reopen (&log->practice, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
}

static Log *
log_new (guint32 seed)
{
  Log *log = g_new0 (Log, 1);
  g_autoptr(GError) error = NULL;

  log->dice = g_rand_new_with_seed (seed);
  practice_fixture_set_up (&log->practice, NULL);
  leave_post (log);
  for (guint i = 0; i < G_N_ELEMENTS (seal_sizes); i++)
    seal_and_copy (log, i);
  log->key = cpx_practice_load_log_key (log->practice.practice, &error);
  g_assert_no_error (error);
  /* To unlock is an entry: the copy that is put back has one more. */
  grow (log, N_ENTRIES - 1);
  log->whole = copy_vault (log, "whole.cpx");
  keep (log);

  return log;
}

static void
log_free (Log *log)
{
  for (guint i = 0; i < N_ENTRIES; i++)
    g_bytes_unref (log->entries[i].leaf);
  for (guint i = 0; i < N_FORMER; i++)
    g_bytes_unref (log->former[i].leaf);
  for (guint i = 0; i < G_N_ELEMENTS (seal_sizes); i++)
    g_free (log->copies[i]);
  g_free (log->whole);
  g_free (log->outside);
  g_free (log->former_id);
  cpx_note_key_unref (log->key);
  g_rand_free (log->dice);
  practice_fixture_tear_down (&log->practice, NULL);
  g_free (log);
}

static guint n_rounds = USUAL_ROUNDS;
static guint seed = 20261122;

static void
test_at_random (void)
{
  Log *log = log_new (seed);
  const Expected untouched = { SOUND, 0, NO_ENTRY, FALSE };

  check (log, log->outside, SOUND, &untouched, "untouched");
  for (guint round = 0; round < n_rounds; round++)
    {
      g_autoptr(GString) said = g_string_new (NULL);
      Alteration alter = choose (log);
      Expected expected;

      g_string_printf (said, "seed %u, round %u:", seed, round);
      expected = alter (log, said);
      check (log, NULL, expected.inside, &expected, said->str);
      if (expected.outside != 0 || round % 4 == 0)
        check (log, log->outside, expected.outside != 0 ? expected.outside : expected.inside, &expected, said->str);
      put_right (log, alter);
    }
  check (log, log->outside, SOUND, &untouched, "put right");
  log_free (log);
}

/* A CpxTxnFunc: signs the log anew, whatever it is, with the key that is in the vault. */
static gpointer
sign_anew (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  Log *log = data;
  g_autoptr(CpxSecret) seed_of_key = cpx_device_identity_load_seed (txn, error);
  g_autoptr(GPtrArray) entries = cpx_audit_log_list (txn, NULL, 0, N_ENTRIES, error);
  CpxMerkleEdge edge = { 0 };

  for (guint i = 0, at = 0; at < G_N_ELEMENTS (seal_sizes); i++)
    {
      const CpxAuditLogEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *text = NULL;
      g_autoptr(CpxSignedNote) note = NULL;
      CpxMerkleHash hash, root;

      memcpy (hash.bytes, entry->hash, sizeof hash.bytes);
      cpx_merkle_edge_append (&edge, &hash, NULL);
      if (edge.size != seal_sizes[at])
        continue;
      at++;
      cpx_merkle_edge_get_root (&edge, &root);
      text = cpx_checkpoint_print (cpx_note_key_get_name (log->key), edge.size, &root);
      note = cpx_signed_note_new (text, log->key, seed_of_key);
      if (!cpx_checkpoint_table_add (txn, edge.size, 1, cpx_signed_note_get_bytes (note), error))
        return NULL;
    }

  return log;
}

/* The key is in the vault: who makes everything anew is found out only from outside. */
static void
test_signed_anew (void)
{
  Log *log = log_new (seed);
  const Expected expected = { SOUND, ALTERED, 444, FALSE };
  g_autoptr(GString) said = g_string_new ("everything made anew");
  g_autoptr(GBytes) altered = make_altered (log, 444, said);
  g_autoptr(GError) error = NULL;

  put_leaf (log, 444, altered, TRUE);
  remake_tree (log);
  cpx_store_run_sync (cpx_practice_get_store (log->practice.practice), sign_anew, log, NULL, &error);
  g_assert_no_error (error);
  check (log, NULL, expected.inside, &expected, said->str);
  check (log, log->outside, expected.outside, &expected, said->str);
  log_free (log);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);

  if (argc > 1)
    n_rounds = (guint) atoi (argv[1]);
  if (argc > 2)
    seed = (guint) atoi (argv[2]);
  g_test_add_func ("/tampering/at-random", test_at_random);
  g_test_add_func ("/tampering/signed-anew", test_signed_anew);

  return g_test_run ();
}
