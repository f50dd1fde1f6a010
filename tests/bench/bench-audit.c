/* bench-audit.c: what the audit log costs, and how fast it is verified and proved.
 *
 *   bench-audit make   VAULT LOGIN COUNT  a practice whose log has COUNT entries and more, sealed
 *   bench-audit two    VAULT LOGIN COUNT  a practice with the logs of two posts, of COUNT entries together, which grew
 *                                         side by side
 *   bench-audit append VAULT LOGIN COUNT  COUNT journalled commits, and what the hash tree does in as many, in turn
 *   bench-audit verify VAULT LOGIN        the whole log of the post, and SHA-256 alone over as much
 *   bench-audit prove  VAULT LOGIN COUNT  that COUNT entries, spread over the log, are in it
 *   bench-audit page   VAULT LOGIN        the newest entries by filter, as the page of the log shows them first
 *
 * The passphrase comes from standard input. Figures are lines as bench-scenario.c writes them; of memory and of an
 * entry's size the first number is the figure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bench-clock.h"

#include <cpx-audit-log-private.h>
#include <cpx-audit-seal.h>
#include <cpx-audit-tree-private.h>
#include <cpx-backup.h>
#include <cpx-demo.h>
#include <cpx-find-records.h>
#include <cpx-leaf-batch.h>
#include <cpx-log-fill.h>
#include <cpx-log-page.h>
#include <cpx-patient.h>
#include <cpx-practice-private.h>
#include <cpx-prove-log.h>
#include <cpx-restore.h>
#include <cpx-save-record.h>
#include <cpx-unlock.h>
#include <cpx-verify-log.h>

#include <glib/gstdio.h>
#include <log-maker.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_PATIENTS         400
#define ENTRIES_PER_COMMIT 4000
#define TILE               256   /* entries that are hashed side by side */
#define LEAF_BYTES         400   /* what the figures are of */
#define SLICES             8
#define TREE_PER_COMMIT    50    /* one alone is too short to be timed */
#define PAGE               50    /* entries on a screen, and some */
#define LOOKS              20    /* of each filter */

/* What the program itself has in memory. Pages of the file, which the kernel shares and takes back, are not of it. */
static guint64
get_memory_kib (void)
{
  g_autofree char *text = NULL;
  const char *line;

  bench_expect (g_file_get_contents ("/proc/self/status", &text, NULL, NULL), NULL);
  line = strstr (text, "RssAnon:");

  return line != NULL ? g_ascii_strtoull (line + strlen ("RssAnon:"), NULL, 10) : 0;
}

/* A CpxLogProgress: the most that there was meanwhile. */
static void
watch_memory (guint64  n_done,
              guint64  n_entries,
              gpointer user_data)
{
  guint64 *most_kib = user_data;

  *most_kib = MAX (*most_kib, get_memory_kib ());
}

/* What is still to be written. */
typedef struct
{
  const char **patient_ids;
  guint        done;
  guint        wanted;
} Filling;

/* A CpxTxnFunc. */
static gpointer
fill (CpxTxn    *txn,
      gpointer   data,
      GError   **error)
{
  Filling *filling = data;
  guint n = MIN (ENTRIES_PER_COMMIT, filling->wanted - filling->done);

  if (!log_maker_add (txn, n, filling->done, filling->patient_ids, error))
    return NULL;
  filling->done += n;

  return filling;
}

static const char **
list_ids (GPtrArray *patients)
{
  const char **ids = g_new0 (const char *, patients->len + 1);

  for (guint i = 0; i < patients->len; i++)
    ids[i] = cpx_record_get_id (g_ptr_array_index (patients, i));

  return ids;
}

static void
make_log (const char *path,
          const char *login,
          const char *passphrase,
          guint       count)
{
  CpxDemoSetup setup = { login, passphrase, N_PATIENTS, 1, CPX_KDF_COST_FOR_TESTS };
  const CpxRecordsWanted wanted = { .kind = &cpx_patient_kind };
  BenchTime began = bench_now (), spent = { 0 };
  g_autofree char *recovery_code = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPractice) practice = cpx_demo_create (path, &setup, NULL, NULL, &recovery_code, &error);
  g_autoptr(GPtrArray) patients = NULL;
  g_autoptr(CpxAuditSeal) seal = NULL;
  g_autofree const char **ids = NULL;
  Filling filling = { .wanted = count };

  bench_expect (practice != NULL, error);
  patients = cpx_practice_list_records (practice, &wanted, &error);
  bench_expect (patients != NULL && patients->len > 0, error);
  filling.patient_ids = ids = list_ids (patients);
  while (filling.done < count)
    bench_expect (cpx_store_run_sync (cpx_practice_get_store (practice), fill, &filling, NULL, &error) != NULL, error);
  seal = cpx_practice_seal_log (practice, CPX_SEAL_ASKED, &error);
  bench_expect (seal != NULL, error);
  bench_add (&spent, bench_since (began));
  bench_report ("log made", count, spent);
  bench_expect (cpx_practice_close (practice, &error), error);
}

static CpxPractice *
unlock (const char *path,
        const char *login,
        const char *passphrase)
{
  g_autoptr(GError) error = NULL;
  CpxPractice *practice = cpx_practice_unlock (path, login, passphrase, NULL, &error);

  bench_expect (practice != NULL, error);

  return practice;
}

/* As if both posts had worked the whole time: irregularly, and neither after the other. */
static gboolean
spread_times (CpxTxn  *txn,
              GError **error)
{
  g_autoptr(CpxStatement) statement =
    cpx_txn_prepare_write (txn, "UPDATE log SET hlc = (?1 + (place & 1048575) * 30000"
                                "  + (place * 2654435761 >> 7) % 25000) << 16 WHERE place >= ?2 AND place < ?3", error);
  gint64 next = cpx_audit_log_get_next_place (txn);

  if (statement == NULL)
    return FALSE;
  cpx_statement_bind_int64 (statement, 1, LOG_MAKER_FIRST_US / 1000);
  cpx_statement_bind_int64 (statement, 2, MAX (next - 2 * ENTRIES_PER_COMMIT, next >> 40 << 40));
  cpx_statement_bind_int64 (statement, 3, next);

  return cpx_statement_run (statement, error);
}

/* A CpxTxnFunc. */
static gpointer
fill_side (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  return fill (txn, data, error) != NULL && spread_times (txn, error) ? data : NULL;
}

static void
fill_log (CpxPractice *practice,
          guint        count)
{
  const CpxRecordsWanted wanted = { .kind = &cpx_patient_kind };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) patients = cpx_practice_list_records (practice, &wanted, &error);
  g_autofree const char **ids = NULL;
  Filling filling = { .wanted = count };

  bench_expect (patients != NULL && patients->len > 0, error);
  filling.patient_ids = ids = list_ids (patients);
  while (filling.done < count)
    bench_expect (cpx_store_run_sync (cpx_practice_get_store (practice), fill_side, &filling, NULL, &error) != NULL,
                  error);
}

/* The second post is the one that a restore makes, as the program does it. */
static void
make_two (const char *path,
          const char *login,
          const char *passphrase,
          guint       count)
{
  CpxDemoSetup setup = { login, passphrase, N_PATIENTS, 1, CPX_KDF_COST_FOR_TESTS };
  g_autofree char *recovery_code = NULL, *made = NULL, *copy = g_strconcat (path, ".copy", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPractice) first = cpx_demo_create (path, &setup, NULL, NULL, &recovery_code, &error);
  g_autoptr(CpxPractice) second = NULL;
  g_autoptr(CpxRestored) restored = NULL;

  bench_expect (first != NULL, error);
  fill_log (first, count / 2);
  made = cpx_practice_backup (first, copy, NULL, &error);
  bench_expect (made != NULL && cpx_practice_close (first, &error), error);
  restored = cpx_practice_restore (path, copy, login, passphrase, NULL, FALSE, NULL, &error);
  bench_expect (restored != NULL, error);
  g_unlink (restored->replaced_path);
  g_unlink (copy);
  second = unlock (path, login, passphrase);
  fill_log (second, count / 2);
  bench_expect (cpx_practice_close (second, &error), error);
}

/* What the log and its tree do for each entry: a leaf is hashed, the tree grows, a node is kept now and then. */
typedef struct
{
  guint8   leaf[LEAF_BYTES];
  guint    n;
  BenchTime  spent;
} Growth;

/* A CpxTxnFunc, undone by its error. */
static gpointer
grow (CpxTxn    *txn,
      gpointer   data,
      GError   **error)
{
  Growth *growth = data;
  BenchTime began = bench_now ();

  for (guint i = 0; i < growth->n; i++)
    {
      CpxMerkleHash hash;

      growth->leaf[i % LEAF_BYTES]++;
      cpx_merkle_hash_leaf (growth->leaf, sizeof growth->leaf, &hash);
      bench_expect (cpx_audit_tree_append (txn, &hash, NULL), NULL);
    }
  bench_add (&growth->spent, bench_since (began));
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "undone");

  return NULL;
}

static void
edit (CpxPractice  *practice,
      CpxRecord   **patient,
      guint         number)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *phone = g_strdup_printf ("06%08u", number);
  g_autoptr(CpxRecord) edited = cpx_record_with_text (*patient, CPX_PATIENT_MOBILE, phone);
  g_autoptr(CpxReceipt) receipt = cpx_practice_save_record (practice, *patient, edited, &error);

  bench_expect (receipt != NULL, error);
  g_set_object (patient, cpx_receipt_get_record (receipt));
}

static void
append (const char *path,
        const char *login,
        const char *passphrase,
        guint       count)
{
  const CpxRecordsWanted wanted = { .kind = &cpx_patient_kind, .limit = 1 };
  g_autoptr(CpxPractice) practice = unlock (path, login, passphrase);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) patients = cpx_practice_list_records (practice, &wanted, &error);
  g_autoptr(CpxRecord) patient = NULL;
  Growth growth = { .n = count / SLICES * TREE_PER_COMMIT };
  BenchTime edited = { 0 };

  bench_expect (patients != NULL && patients->len > 0, error);
  patient = g_object_ref (g_ptr_array_index (patients, 0));
  for (guint slice = 0; slice < SLICES; slice++)
    {
      BenchTime began = bench_now ();

      for (guint i = 0; i < count / SLICES; i++)
        edit (practice, &patient, (guint) g_get_monotonic_time () % 100000000);
      bench_add (&edited, bench_since (began));
      cpx_store_run_sync (cpx_practice_get_store (practice), grow, &growth, NULL, NULL);
    }
  bench_report ("journalled commit", count / SLICES * SLICES, edited);
  bench_report ("the tree in it", (guint64) growth.n * SLICES, growth.spent);
  bench_expect (cpx_practice_close (practice, &error), error);
}

/* A CpxAuditLogFunc. */
static gboolean
add_size (const CpxAuditLogRow  *row,
          gpointer               user_data,
          GError               **error)
{
  *(guint64 *) user_data += row->leaf.size;

  return TRUE;
}

/* A CpxTxnFunc. */
static gpointer
look_sizes (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  return cpx_audit_log_walk (txn, NULL, 0, G_MAXINT, add_size, data, error) ? data : NULL;
}

/* The least that a verification has to do: the leaves and, for each, a pair, as many side by side as it takes. */
static void
hash_alone (guint64 n,
            gsize   size)
{
  g_autofree guint8 *leaf = g_malloc0 (size);
  g_autoptr(CpxLeafBatch) batch = cpx_leaf_batch_new ();
  CpxMerkleHash hashes[TILE];
  BenchTime spent = { 0 };

  for (guint64 i = 0; i < n; i += TILE)
    {
      BenchTime began;

      cpx_leaf_batch_clear (batch);
      for (guint64 k = i; k < i + TILE; k++)
        {
          memcpy (leaf, &k, sizeof k);
          cpx_leaf_batch_add (batch, leaf, size, NULL);
        }
      began = bench_now ();
      cpx_leaf_batch_hash (batch, hashes);
      for (guint pairs = TILE / 2; pairs > 0; pairs /= 2)
        cpx_merkle_hash_pairs (hashes, pairs, hashes);
      bench_add (&spent, bench_since (began));
    }
  bench_report ("SHA-256 alone", n, spent);
}

static void
verify (const char *path,
        const char *login,
        const char *passphrase)
{
  g_autoptr(CpxPractice) practice = unlock (path, login, passphrase);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxLogReport) found = NULL;
  guint64 before_kib = get_memory_kib (), most_kib = before_kib, n_bytes = 0;
  BenchTime began = bench_now (), spent = { 0 };

  found = cpx_practice_verify_log (practice, NULL, NULL, watch_memory, &most_kib, NULL, &error);
  bench_expect (found != NULL && found->sound, error);
  bench_add (&spent, bench_since (began));
  bench_report ("log verified", found->n_entries, spent);
  bench_report ("memory it took, KiB", most_kib - before_kib, (BenchTime) { 0 });
  bench_expect (cpx_practice_look (practice, NULL, look_sizes, &n_bytes, NULL, &error) != NULL, error);
  bench_report ("bytes of an entry", n_bytes / found->n_entries, (BenchTime) { 0 });
  hash_alone (found->n_entries, n_bytes / found->n_entries);
  bench_expect (cpx_practice_close (practice, &error), error);
}

static void
prove (const char *path,
       const char *login,
       const char *passphrase,
       guint       count)
{
  g_autoptr(CpxPractice) practice = unlock (path, login, passphrase);
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxAuditSeal) seal = cpx_practice_find_last_seal (practice, &error);
  BenchTime spent = { 0 }, slowest = { 0 };

  bench_expect (seal != NULL, error);
  for (guint i = 0; i < count; i++)
    {
      BenchTime began = bench_now (), one;
      guint64 entry = (guint64) i * 7919 * 131 % seal->size;
      g_autoptr(CpxTlogProof) proof = cpx_practice_prove_entry (practice, NULL, entry, &error);

      bench_expect (proof != NULL, error);
      one = bench_since (began);
      bench_add (&spent, one);
      slowest = (BenchTime) { MAX (slowest.cpu_us, one.cpu_us), MAX (slowest.wall_us, one.wall_us) };
    }
  bench_report ("inclusion proof", count, spent);
  bench_report ("inclusion proof, the slowest", 1, slowest);
  bench_report ("entries sealed", seal->size, (BenchTime) { 0 });
  bench_expect (cpx_practice_close (practice, &error), error);
}

/* What the page does first: the places of all that passes, then the entries of the first of them. */
static guint
show_page (CpxPractice        *practice,
           const CpxLogFilter *filter)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) places = cpx_practice_find_log (practice, filter, NULL, &error);
  g_autoptr(GPtrArray) entries = NULL;

  bench_expect (places != NULL, error);
  entries = cpx_practice_read_log (practice, (const gint64 *) places->data, MIN (places->len, PAGE), &error);
  bench_expect (entries != NULL, error);

  return places->len;
}

/* A CpxTxnFunc. */
static gpointer
ask_index (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  cpx_log_fill_ask (txn);

  return cpx_log_fill_look (txn, data, error) ? data : NULL;
}

/* As the program does in the background after each unlock. */
static void
complete_index (CpxPractice *practice)
{
  g_autoptr(GError) error = NULL;
  CpxLogFillState state = { 0 };

  while (!state.is_whole)
    bench_expect (cpx_store_run_sync (cpx_practice_get_store (practice), ask_index, &state, NULL, &error) != NULL,
                  error);
}

static void
time_page (CpxPractice        *practice,
           const char         *name,
           const CpxLogFilter *filter)
{
  g_autofree char *found = g_strdup_printf ("found: %s", name);
  BenchTime spent = { 0 };
  guint n = 0;

  for (guint i = 0; i < LOOKS; i++)
    {
      BenchTime began = bench_now ();

      n = show_page (practice, filter);
      bench_add (&spent, bench_since (began));
    }
  bench_report (name, LOOKS, spent);
  bench_report (found, n, (BenchTime) { 0 });
}

/* Borrows: its texts belong to the caller. */
static CpxLogFilter
make_filter (char  *user_id,
             char  *patient_id,
             char **actions)
{
  CpxLogFilter filter;

  cpx_log_filter_init (&filter);
  filter.user_id = user_id;
  filter.patient_id = patient_id;
  filter.actions = actions;

  return filter;
}

static void
page (const char *path,
      const char *login,
      const char *passphrase)
{
  const CpxRecordsWanted wanted = { .kind = &cpx_patient_kind };
  g_autoptr(CpxPractice) practice = unlock (path, login, passphrase);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) patients = cpx_practice_list_records (practice, &wanted, &error);
  char *actions[] = { (char *) log_maker_list_actions ()[0], NULL };
  g_autofree char *user = log_maker_dup_user (3);
  g_autofree char *patient = NULL;
  CpxLogFilter filters[] = { make_filter (NULL, NULL, NULL), make_filter (user, NULL, NULL),
                             make_filter (NULL, NULL, actions), make_filter (NULL, NULL, NULL),
                             make_filter (NULL, NULL, NULL), make_filter (user, NULL, actions) };
  const char *names[] = { "page: everything", "page: a user", "page: an action", "page: a month", "page: a patient",
                          "page: a user, an action, a month" };

  bench_expect (patients != NULL && patients->len > 0, error);
  complete_index (practice);
  patient = g_strdup (cpx_record_get_id (g_ptr_array_index (patients, 0)));
  filters[4].patient_id = patient;
  filters[3].from_us = filters[5].from_us = LOG_MAKER_FIRST_US + 30 * G_TIME_SPAN_DAY;
  filters[3].until_us = filters[5].until_us = LOG_MAKER_FIRST_US + 60 * G_TIME_SPAN_DAY;
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    time_page (practice, names[i], &filters[i]);
  bench_expect (cpx_practice_close (practice, &error), error);
}

int
main (int    argc,
      char **argv)
{
  char passphrase[256] = "";
  guint count = argc > 4 ? (guint) atoi (argv[4]) : 0;

  if (argc < 4 || fgets (passphrase, sizeof passphrase, stdin) == NULL)
    {
      g_printerr ("usage: bench-audit make|two|append|prove VAULT LOGIN COUNT | verify|page VAULT LOGIN"
                  "  <PASSPHRASE-FILE\n");
      return 2;
    }
  passphrase[strcspn (passphrase, "\n")] = '\0';

  if (strcmp (argv[1], "verify") == 0)
    verify (argv[2], argv[3], passphrase);
  else if (strcmp (argv[1], "page") == 0)
    page (argv[2], argv[3], passphrase);
  else if (strcmp (argv[1], "make") == 0 && count > 0)
    make_log (argv[2], argv[3], passphrase, count);
  else if (strcmp (argv[1], "two") == 0 && count > 0)
    make_two (argv[2], argv[3], passphrase, count);
  else if (strcmp (argv[1], "append") == 0 && count > 0)
    append (argv[2], argv[3], passphrase, count);
  else if (strcmp (argv[1], "prove") == 0 && count > 0)
    prove (argv[2], argv[3], passphrase, count);
  else
    return 2;

  return 0;
}
