/* test-damage.c: bytes flipped, pages swapped, files cut, deleted, replaced: reported or harmless, never wrong data.
 *
 * The vault under test is the one a killed process leaves: pages, a log with acknowledged commits, a mark.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-header.h"
#include "cpx-main-file.h"
#include "cpx-system-file.h"
#include "cpx-vault-copy.h"
#include "cpx-vault-private.h"
#include "cpx-wal-file.h"
#include "vault-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define N_ROWS 40
#define PAGE_SIZE 4096

/* What a reading of everything gave. */
typedef enum {
  OUTCOME_SAME,       /* every row as it was */
  OUTCOME_REPORTED,   /* an error that says damage */
  OUTCOME_WRONG,      /* anything else: rows changed or missing without a word */
} Outcome;

static void
fill (CpxDb *db)
{
  vault_fixture_exec (db, "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT);"
                          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)"
                          "INSERT INTO person SELECT i, 'name of person ' || i || hex (zeroblob (20)) FROM n");
}

static void
flip (const char *path,
      gsize       at)
{
  int fd = open (path, O_RDWR);
  guint8 byte;

  g_assert_cmpint (pread (fd, &byte, 1, (off_t) at), ==, 1);
  byte ^= (guint8) (1 << (at % 8));
  g_assert_cmpint (pwrite (fd, &byte, 1, (off_t) at), ==, 1);
  close (fd);
}

static gsize
size_of (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);

  return (gsize) info.st_size;
}

static void
copy_to (VaultFixture *self,
         const char   *word)
{
  static const char *const suffixes[] = { "", "-wal", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = vault_fixture_beside (self, suffixes[i]);
      g_autofree char *to = g_strdup_printf ("%s.%s%s", self->path, word, suffixes[i]);

      vault_fixture_copy (from, to);
    }
}

static void
copy_from (VaultFixture *self,
           const char   *word)
{
  static const char *const suffixes[] = { "", "-wal", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *to = vault_fixture_beside (self, suffixes[i]);
      g_autofree char *from = g_strdup_printf ("%s.%s%s", self->path, word, suffixes[i]);

      vault_fixture_copy (from, to);
    }
}

/* A vault with pages and a log that is needed, as "killed"; returns the data key. */
static CpxSecret *
leave_killed (VaultFixture *self)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  CpxSecret *data_key = cpx_secret_ref (cpx_vault_get_data_key (vault));
  CpxDb *db = vault_fixture_writer (vault);

  fill (db);
  g_assert_true (cpx_db_checkpoint (db, TRUE, NULL));
  vault_fixture_exec (db, "UPDATE person SET name = 'first' WHERE id = 1");
  vault_fixture_exec (db, "UPDATE person SET name = 'second' WHERE id = 40");
  copy_to (self, "killed");
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
  copy_from (self, "killed");

  return data_key;
}

/* The same, then opened and closed again: one whole file. */
static CpxSecret *
leave_closed (VaultFixture *self)
{
  CpxSecret *data_key = leave_killed (self);
  CpxVault *vault = vault_fixture_open (self);

  g_assert_true (cpx_db_close (vault_fixture_writer (vault), NULL));
  vault_fixture_close (vault);
  copy_to (self, "closed");

  return data_key;
}

static gboolean
is_report (GError *error)
{
  return g_error_matches (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_DAMAGED)
         || g_error_matches (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_LOST_COMMITS)
         || g_error_matches (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_NOT_A_VAULT)
         || g_error_matches (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_NEWER_FORMAT);
}

static Outcome
outcome_of_rows (CpxDb   *db,
                 GError **error)
{
  g_autoptr(CpxStatement) statement = cpx_db_prepare (db, "SELECT id, name FROM person ORDER BY id", error);
  CpxStep step = CPX_STEP_ERROR;
  int n = 0;

  while (statement != NULL && (step = cpx_statement_step (statement, error)) == CPX_STEP_ROW)
    {
      gint64 id = cpx_statement_get_int64 (statement, 0);
      const char *name = cpx_statement_get_text (statement, 1);
      g_autofree char *expected = id == 1    ? g_strdup ("first")
                                  : id == 40 ? g_strdup ("second")
                                             : g_strdup_printf ("name of person %d%040d", (int) id, 0);

      if (id != ++n || g_strcmp0 (name, expected) != 0)
        return OUTCOME_WRONG;
    }
  if (step == CPX_STEP_ERROR)
    return is_report (*error) ? OUTCOME_REPORTED : OUTCOME_WRONG;

  return n == N_ROWS ? OUTCOME_SAME : OUTCOME_WRONG;
}

static Outcome
open_and_read (const char         *path,
               CpxSecret          *data_key,
               CpxVaultOpenFlags   flags,
               GError            **error)
{
  g_autoptr(CpxVault) vault = cpx_vault_open_with_key (path, data_key, flags, error);
  Outcome outcome;
  CpxDb *db;

  if (vault == NULL)
    return is_report (*error) ? OUTCOME_REPORTED : OUTCOME_WRONG;
  db = flags == CPX_VAULT_OPEN_READ_ONLY ? cpx_vault_open_reader (vault, 0, error)
                                         : cpx_vault_open_writer (vault, 0, error);
  if (db == NULL)
    return is_report (*error) ? OUTCOME_REPORTED : OUTCOME_WRONG;
  outcome = outcome_of_rows (db, error);
  (void) cpx_db_close (db, NULL);

  return outcome;
}

static Outcome
read_everything (const char *path,
                 CpxSecret  *data_key,
                 GError    **error)
{
  return open_and_read (path, data_key, CPX_VAULT_OPEN_READ_ONLY, error);
}

static void
flip_each (VaultFixture *self,
           const char   *path,
           CpxSecret    *data_key,
           gsize         from,
           gsize         to,
           gsize         step,
           guint        *out_n_reported)
{
  for (gsize at = from; at < to; at += step)
    {
      g_autoptr(GError) error = NULL;
      Outcome outcome;

      flip (path, at);
      outcome = read_everything (self->path, data_key, &error);
      flip (path, at);
      if (outcome == OUTCOME_WRONG)
        g_error ("byte %d of %s: %s", (int) at, path, error != NULL ? error->message : "wrong rows");
      *out_n_reported += outcome == OUTCOME_REPORTED;
    }
}

/* P1: each byte of each page of a whole file: all of them are read, each is reported. */
static void
test_flip_pages (VaultFixture  *self,
                 gconstpointer  data)
{
  g_autoptr(CpxSecret) data_key = leave_closed (self);
  gsize size = size_of (self->path);
  guint n_reported = 0;

  flip_each (self, self->path, data_key, CPX_HEADER_REGION_SIZE, size, 1, &n_reported);
  g_assert_cmpint (n_reported, ==, size - CPX_HEADER_REGION_SIZE);
}

/* P5: with a log whose pages replace the damaged ones, damage is harmless. */
static void
test_flip_pages_with_log (VaultFixture  *self,
                          gconstpointer  data)
{
  g_autoptr(CpxSecret) data_key = leave_killed (self);
  guint n_reported = 0;

  flip_each (self, self->path, data_key, CPX_HEADER_REGION_SIZE, size_of (self->path), 37, &n_reported);
}

/* W1, O3: each byte of the log: every one of them is needed by an acknowledged commit. */
static void
test_flip_log (VaultFixture  *self,
               gconstpointer  data)
{
  g_autoptr(CpxSecret) data_key = leave_killed (self);
  g_autofree char *wal = vault_fixture_beside (self, "-wal");
  gsize size = size_of (wal);
  guint n_reported = 0;

  flip_each (self, wal, data_key, 0, size, 1, &n_reported);
  g_assert_cmpint (n_reported, ==, size);
}

/* M3: each byte of the marks, and of what surrounds them: one damaged slot is harmless. */
static void
test_flip_marks (VaultFixture  *self,
                 gconstpointer  data)
{
  g_autoptr(CpxSecret) data_key = leave_killed (self);
  guint n_reported = 0;

  for (int slot = 0; slot < 2; slot++)
    flip_each (self, self->path, data_key, CPX_MARK_OFFSET (slot), CPX_MARK_OFFSET (slot) + 128, 1, &n_reported);
  flip_each (self, self->path, data_key, CPX_MARK_OFFSET (0), CPX_HEADER_REGION_SIZE, 61, &n_reported);
  g_assert_cmpint (n_reported, ==, 0);
}

/* H2, H3: each byte of each copy of the header, then the same byte of both. */
static void
test_flip_header (VaultFixture  *self,
                  gconstpointer  data)
{
  g_autoptr(CpxSecret) data_key = leave_killed (self);
  g_autoptr(CpxSecret) passphrase = vault_fixture_secret ("passphrase");
  g_autofree guint8 *bytes = NULL;
  guint n_refused = 0;
  gsize size;

  g_assert_true (g_file_get_contents (self->path, (char **) &bytes, &size, NULL));
  for (gsize at = 0; at < 2 * CPX_HEADER_COPY_SIZE; at++)
    {
      CpxHeader header;

      bytes[at] ^= (guint8) (1 << at % 8);
      g_assert_cmpint (cpx_header_read (&header, bytes, 2 * CPX_HEADER_COPY_SIZE), ==, CPX_HEADER_GOOD);
      g_assert_true (header.one_copy_damaged);
      if (at % 16 == 0)
        g_assert_true (cpx_header_verify (&header, data_key));
      if (at < CPX_HEADER_COPY_SIZE)
        {
          CpxHeaderState state;

          bytes[at + CPX_HEADER_COPY_SIZE] ^= (guint8) (1 << at % 8);
          state = cpx_header_read (&header, bytes, 2 * CPX_HEADER_COPY_SIZE);
          bytes[at + CPX_HEADER_COPY_SIZE] ^= (guint8) (1 << at % 8);
          if (state != CPX_HEADER_GOOD || (at % 16 == 0 && !cpx_header_verify (&header, data_key)))
            n_refused++;
        }
      bytes[at] ^= (guint8) (1 << at % 8);
    }
  g_assert_cmpint (n_refused, >, 12000);
}

/* H3: two copies damaged in different places make one whole header. */
static void
test_two_damaged_copies (VaultFixture  *self,
                         gconstpointer  data)
{
  g_autoptr(CpxSecret) data_key = leave_killed (self);
  g_autoptr(GError) error = NULL;

  flip (self->path, 200);
  flip (self->path, CPX_HEADER_COPY_SIZE + 20);
  g_assert_cmpint (read_everything (self->path, data_key, &error), ==, OUTCOME_SAME);
  flip (self->path, 20);
  g_assert_cmpint (read_everything (self->path, data_key, &error), ==, OUTCOME_REPORTED);
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_DAMAGED);
}

/* H1, H2: a damaged copy never looks like a wrong passphrase, and the next change of a slot repairs it. */
static void
test_header_heals (VaultFixture  *self,
                   gconstpointer  data)
{
  g_autoptr(CpxSecret) data_key = leave_killed (self);
  g_autoptr(CpxSecret) passphrase = vault_fixture_secret ("passphrase");
  g_autoptr(CpxVaultInfo) info = NULL;
  CpxVault *vault;

  flip (self->path, 300);
  info = cpx_vault_probe (self->path, NULL);
  g_assert_true (info->header_damaged);
  vault = vault_fixture_open (self);
  g_assert_true (cpx_vault_change_slot (vault, "alice", passphrase, &CPX_PASSWORD_COST_CHEAP, NULL));
  vault_fixture_close (vault);
  g_free (g_steal_pointer (&info));
  info = cpx_vault_probe (self->path, NULL);
  g_assert_false (info->header_damaged);
}

/* H1: a header torn anywhere while it is replaced leaves the old one or the new one. */
static void
test_header_torn (VaultFixture  *self,
                  gconstpointer  data)
{
  g_autoptr(CpxSecret) data_key = leave_killed (self);
  g_autoptr(CpxSecret) second = vault_fixture_secret ("second");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before;
  gsize n_after;
  CpxVault *vault;

  g_assert_true (g_file_get_contents (self->path, &before, &n_before, NULL));
  vault = vault_fixture_open (self);
  g_assert_true (cpx_vault_add_slot (vault, "bob", second, &CPX_PASSWORD_COST_CHEAP, NULL));
  vault_fixture_close (vault);
  g_assert_true (g_file_get_contents (self->path, &after, &n_after, NULL));
  for (gsize cut = 0; cut <= 2 * CPX_HEADER_COPY_SIZE; cut += 512)
    {
      g_autofree guint8 *torn = g_memdup2 (before, n_before);
      CpxHeader header;

      memcpy (torn, after, cut);
      g_assert_cmpint (cpx_header_read (&header, torn, n_before), ==, CPX_HEADER_GOOD);
      g_assert_true (cpx_header_verify (&header, data_key));
      g_assert_nonnull (cpx_header_find_login (&header, "alice"));
    }
}

/* H2: whoever can write the file but has no key cannot change the header unseen, checksums made right or not. */
static void
test_forged_header (VaultFixture  *self,
                    gconstpointer  data)
{
  g_autoptr(CpxSecret) data_key = leave_killed (self);
  g_autoptr(CpxSecret) other_key = cpx_secret_new_random (CPX_DATA_KEY_SIZE);
  g_autofree guint8 *bytes = NULL;
  g_autofree guint8 *copy = g_malloc (CPX_HEADER_COPY_SIZE);
  g_autoptr(GError) error = NULL;
  CpxHeader header;
  gsize size;

  g_assert_true (g_file_get_contents (self->path, (char **) &bytes, &size, NULL));
  g_assert_cmpint (cpx_header_read (&header, bytes, size), ==, CPX_HEADER_GOOD);
  header.counter += 5;
  header.slots[0].info.cost.ops = 2;
  cpx_header_write (&header, other_key, copy);
  memcpy (bytes, copy, CPX_HEADER_COPY_SIZE);
  g_assert_true (g_file_set_contents (self->path, (char *) bytes, (gssize) size, NULL));
  g_assert_cmpint (read_everything (self->path, data_key, &error), ==, OUTCOME_REPORTED);
}

/* H4 */
static void
test_newer_format (VaultFixture  *self,
                   gconstpointer  data)
{
  g_autoptr(CpxSecret) data_key = leave_killed (self);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  gsize n_before;
  gsize n_after;
  guint8 version = 2;
  int fd = open (self->path, O_RDWR);

  g_assert_cmpint (pwrite (fd, &version, 1, 16), ==, 1);
  g_assert_cmpint (pwrite (fd, &version, 1, CPX_HEADER_COPY_SIZE + 16), ==, 1);
  close (fd);
  g_assert_true (g_file_get_contents (self->path, &before, &n_before, NULL));
  g_assert_null (vault_fixture_try (self, CPX_VAULT_OPEN_DEFAULT, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_NEWER_FORMAT);
  g_assert_true (g_file_get_contents (self->path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

/* O3, W2, W3: the log cut at each frame, deleted, emptied, replaced by an older one of the same vault. */
static void
test_log_cut (VaultFixture  *self,
              gconstpointer  data)
{
  g_autoptr(CpxSecret) data_key = leave_killed (self);
  g_autofree char *wal = vault_fixture_beside (self, "-wal");
  gsize size = size_of (wal);

  for (gsize cut = 0; cut < size; cut += 523)
    {
      g_autoptr(GError) error = NULL;

      copy_from (self, "killed");
      g_assert_cmpint (truncate (wal, (off_t) cut), ==, 0);
      g_assert_null (vault_fixture_try (self, CPX_VAULT_OPEN_DEFAULT, &error));
      g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_LOST_COMMITS);
    }
}

static void
test_log_deleted (VaultFixture  *self,
                  gconstpointer  data)
{
  g_autoptr(CpxSecret) data_key = leave_killed (self);
  g_autofree char *wal = vault_fixture_beside (self, "-wal");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  gsize n_before;
  gsize n_after;
  CpxVault *vault;
  CpxDb *db;

  g_assert_cmpint (g_unlink (wal), ==, 0);
  g_assert_true (g_file_get_contents (self->path, &before, &n_before, NULL));
  g_assert_null (vault_fixture_try (self, CPX_VAULT_OPEN_DEFAULT, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_LOST_COMMITS);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (self->path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);

  /* and the person who accepts the loss goes on with what is left */
  vault = vault_fixture_try (self, CPX_VAULT_OPEN_ACCEPT_LOSS, &error);
  g_assert_no_error (error);
  db = vault_fixture_writer (vault);
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT count(*) FROM person WHERE name LIKE 'name of person%'"), ==, 40);
  vault_fixture_exec (db, "UPDATE person SET name = 'again' WHERE id = 1");
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
  vault_fixture_close (vault_fixture_open (self));
}

static void
test_log_replaced (VaultFixture  *self,
                   gconstpointer  data)
{
  g_autoptr(CpxSecret) data_key = leave_killed (self);
  g_autofree char *wal = vault_fixture_beside (self, "-wal");
  g_autofree char *old_wal = g_strconcat (self->path, ".killed-wal", NULL);
  g_autoptr(GError) error = NULL;
  CpxVault *vault = vault_fixture_open (self);
  CpxDb *db = vault_fixture_writer (vault);

  g_assert_true (cpx_db_checkpoint (db, TRUE, NULL));
  vault_fixture_exec (db, "UPDATE person SET name = 'third' WHERE id = 2");
  copy_to (self, "later");
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);

  /* today's vault, yesterday's log */
  copy_from (self, "later");
  vault_fixture_copy (old_wal, wal);
  g_assert_cmpint (read_everything (self->path, data_key, &error), ==, OUTCOME_REPORTED);
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_LOST_COMMITS);
  g_clear_error (&error);

  /* yesterday's vault, today's log */
  copy_from (self, "later");
  copy_from (self, "killed");
  {
    g_autofree char *new_wal = g_strconcat (self->path, ".later-wal", NULL);

    vault_fixture_copy (new_wal, wal);
  }
  g_assert_cmpint (read_everything (self->path, data_key, &error), ==, OUTCOME_REPORTED);
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_LOST_COMMITS);
}

/* W3: a log that is no longer needed, put back after a clean end, is ignored and not played back. */
static void
test_stale_log (VaultFixture  *self,
                gconstpointer  data)
{
  g_autoptr(CpxSecret) data_key = leave_killed (self);
  g_autofree char *wal = vault_fixture_beside (self, "-wal");
  g_autofree char *old_wal = g_strconcat (self->path, ".killed-wal", NULL);
  CpxVault *vault = vault_fixture_open (self);
  CpxDb *db = vault_fixture_writer (vault);

  vault_fixture_exec (db, "UPDATE person SET name = 'third' WHERE id = 1");
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
  vault_fixture_copy (old_wal, wal);

  vault = vault_fixture_open (self);
  db = vault_fixture_writer (vault);
  g_assert_cmpint (vault_fixture_int64 (db, "SELECT count(*) FROM person WHERE name = 'third'"), ==, 1);
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
}

/* K2, P1: two pages exchanged, each with its own good tag. */
static void
test_pages_swapped (VaultFixture  *self,
                    gconstpointer  data)
{
  g_autoptr(CpxSecret) data_key = leave_closed (self);
  g_autofree char *bytes = NULL;
  g_autofree char *page = g_malloc (PAGE_SIZE);
  g_autoptr(GError) error = NULL;
  char *one;
  char *two;
  gsize size;

  g_assert_true (g_file_get_contents (self->path, &bytes, &size, NULL));
  one = bytes + CPX_HEADER_REGION_SIZE;
  two = one + PAGE_SIZE;
  memcpy (page, one, PAGE_SIZE);
  memcpy (one, two, PAGE_SIZE);
  memcpy (two, page, PAGE_SIZE);
  g_assert_true (g_file_set_contents (self->path, bytes, (gssize) size, NULL));
  g_assert_cmpint (read_everything (self->path, data_key, &error), ==, OUTCOME_REPORTED);
  g_assert_nonnull (strstr (error->message, self->path));
}

/* P2, P3, O4: zeros, and a file cut at each page. */
static void
test_pages_zeroed_and_cut (VaultFixture  *self,
                           gconstpointer  data)
{
  g_autoptr(CpxSecret) data_key = leave_closed (self);
  gsize size = size_of (self->path);
  g_autofree char *zeros = g_malloc0 (PAGE_SIZE);

  for (gsize at = CPX_HEADER_REGION_SIZE; at < size; at += PAGE_SIZE)
    {
      g_autoptr(GError) error = NULL;
      int fd = open (self->path, O_RDWR);
      Outcome outcome;

      g_assert_cmpint (pwrite (fd, zeros, PAGE_SIZE, (off_t) at), ==, PAGE_SIZE);
      close (fd);
      outcome = read_everything (self->path, data_key, &error);
      g_assert_cmpint (outcome, ==, OUTCOME_REPORTED);
      copy_from (self, "closed");
    }

  for (gsize at = 0; at < size; at += PAGE_SIZE / 2)
    {
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (truncate (self->path, (off_t) at), ==, 0);
      g_assert_cmpint (read_everything (self->path, data_key, &error), ==, OUTCOME_REPORTED);
      copy_from (self, "closed");
    }
}

/* P3: the same cuts while a log is there that replaces some of the pages. */
static void
test_cut_with_log (VaultFixture  *self,
                   gconstpointer  data)
{
  g_autoptr(CpxSecret) data_key = leave_killed (self);
  gsize size = size_of (self->path);

  for (gsize at = 0; at < size; at += PAGE_SIZE / 2)
    {
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (truncate (self->path, (off_t) at), ==, 0);
      g_assert_cmpint (read_everything (self->path, data_key, &error), !=, OUTCOME_WRONG);
      copy_from (self, "killed");
    }
}

/* A vault as a killed process leaves it in rollback mode: pages half changed, a journal to put them back; as "hot". */
static CpxSecret *
leave_hot (VaultFixture *self)
{
  CpxSecret *data_key = leave_closed (self);
  CpxVault *vault = vault_fixture_open (self);
  CpxDb *db = vault_fixture_writer (vault);

  vault_fixture_exec (db, "CREATE TABLE filler (text);"
                          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150)"
                          "INSERT INTO filler SELECT hex (randomblob (200)) FROM n; PRAGMA journal_mode=DELETE;"
                          "PRAGMA cache_size=2; BEGIN IMMEDIATE; UPDATE person SET name = 'half';"
                          "UPDATE filler SET text = hex (randomblob (200))");
  copy_to (self, "hot");
  cpx_db_rollback (db);
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
  copy_from (self, "hot");

  return data_key;
}

/* J1, J2: whatever happens to a journal that is needed, the change is undone whole or the vault says so. */
static void
test_hot_journal (VaultFixture  *self,
                  gconstpointer  data)
{
  g_autoptr(CpxSecret) data_key = leave_hot (self);
  g_autofree char *journal = vault_fixture_beside (self, "-journal");
  gsize size = size_of (journal);
  g_autoptr(GError) error = NULL;
  guint n_reported = 0;

  g_assert_cmpint (size, >, 50000);
  g_assert_cmpint (open_and_read (self->path, data_key, CPX_VAULT_OPEN_DEFAULT, &error), ==, OUTCOME_SAME);
  g_assert_no_error (error);

  for (gsize at = 0; at < size; at += 173)
    {
      g_autoptr(GError) flip_error = NULL;
      Outcome outcome;

      copy_from (self, "hot");
      flip (journal, at);
      outcome = open_and_read (self->path, data_key, CPX_VAULT_OPEN_DEFAULT, &flip_error);
      if (outcome == OUTCOME_WRONG)
        g_error ("byte %d: %s", (int) at, flip_error != NULL ? flip_error->message : "wrong rows");
      n_reported += outcome == OUTCOME_REPORTED;
    }
  g_assert_cmpint (n_reported, >, 0);

  for (gsize cut = 0; cut < size; cut += 5003)
    {
      g_autoptr(GError) cut_error = NULL;

      copy_from (self, "hot");
      g_assert_cmpint (truncate (journal, (off_t) cut), ==, 0);
      g_assert_cmpint (open_and_read (self->path, data_key, CPX_VAULT_OPEN_DEFAULT, &cut_error), !=, OUTCOME_WRONG);
    }

  copy_from (self, "hot");
  g_assert_cmpint (g_unlink (journal), ==, 0);
  g_assert_cmpint (open_and_read (self->path, data_key, CPX_VAULT_OPEN_DEFAULT, &error), ==, OUTCOME_REPORTED);
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_LOST_COMMITS);
}

/* P2: where SQLite leaves a gap, by writing or by cutting longer, there are sealed pages of zeros. */
static void
test_no_holes (VaultFixture  *self,
               gconstpointer  data)
{
  g_autoptr(CpxSecret) data_key = leave_closed (self);
  CpxVault *vault = vault_fixture_open (self);
  CpxVaultFile *file = cpx_vault_get_file (vault);
  gint64 n_pages = cpx_vault_file_get_n_pages (file);
  g_autofree guint8 *page = g_malloc0 (PAGE_SIZE);
  g_autofree guint8 *zeros = g_malloc0 (PAGE_SIZE);
  g_autoptr(CpxVaultReport) report = NULL;
  sqlite3_filename name;
  sqlite3_file *below;
  CpxMainFile *main_file;

  g_assert_cmpint (cpx_system_file_open (self->path, SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READWRITE, &below, &name), ==,
                   SQLITE_OK);
  main_file = cpx_main_file_new (file, below);
  memset (page, 'x', PAGE_SIZE);
  g_assert_cmpint (cpx_main_file_write (main_file, page, PAGE_SIZE, (n_pages + 4) * PAGE_SIZE), ==, SQLITE_OK);
  g_assert_cmpint (cpx_main_file_truncate (main_file, (n_pages + 8) * PAGE_SIZE), ==, SQLITE_OK);
  g_assert_cmpint (cpx_vault_file_get_n_pages (file), ==, n_pages + 8);
  for (gint64 pgno = n_pages; pgno < n_pages + 8; pgno++)
    {
      g_assert_cmpint (cpx_main_file_read (main_file, page, PAGE_SIZE, pgno * PAGE_SIZE), ==, SQLITE_OK);
      if (pgno != n_pages + 4)
        g_assert_cmpmem (page, PAGE_SIZE, zeros, PAGE_SIZE);
    }

  /* P4: and nothing else than a page of ours becomes the first one */
  g_assert_cmpint (cpx_main_file_write (main_file, zeros, PAGE_SIZE, 0), ==, SQLITE_IOERR_WRITE);
  g_assert_cmpint (cpx_main_file_write (main_file, zeros, 100, PAGE_SIZE), ==, SQLITE_IOERR_WRITE);
  cpx_main_file_free (main_file);
  cpx_system_file_close (below, name);

  report = cpx_vault_check (vault, NULL, NULL, NULL, NULL);
  g_assert_cmpint (report->bad_pages->len, ==, 0);
  g_assert_cmpint (report->n_pages, ==, n_pages + 8);
  vault_fixture_close (vault);
}

/* P1: other records stay readable, the page is named, and check names all the bad ones. */
static void
test_one_bad_page (VaultFixture  *self,
                   gconstpointer  data)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  CpxDb *db = vault_fixture_writer (vault);
  g_autoptr(GError) error = NULL;
  guint32 bad = 0;
  gint64 n_pages;
  int n_good = 0;
  int n_bad = 0;

  vault_fixture_exec (db, "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT);"
                          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
                          "INSERT INTO person SELECT i, hex (zeroblob (200)) FROM n");
  n_pages = vault_fixture_int64 (db, "PRAGMA page_count");
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);

  bad = (guint32) n_pages / 2;
  flip (self->path, CPX_HEADER_REGION_SIZE + (bad - 1) * PAGE_SIZE + 77);
  vault = vault_fixture_open (self);
  db = vault_fixture_writer (vault);
  for (int id = 1; id <= 500; id++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT length (name) FROM person WHERE id = %d", id);
      gint64 length;

      g_clear_error (&error);
      if (cpx_db_query_int64 (db, sql, 0, &length, &error))
        {
          g_assert_cmpint (length, ==, 400);
          n_good++;
          continue;
        }
      g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_DAMAGED);
      {
        g_autofree char *named = g_strdup_printf ("%u", bad);

        g_assert_nonnull (strstr (error->message, named));
      }
      n_bad++;
    }
  g_assert_cmpint (n_bad, >, 0);
  g_assert_cmpint (n_good, >, 400);
  vault_fixture_exec (db, "INSERT INTO person (name) VALUES ('work goes on')");
  g_assert_true (cpx_db_close (db, NULL));
  vault_fixture_close (vault);
}

#define ADD(path, function) \
  g_test_add (path, VaultFixture, NULL, vault_fixture_set_up, function, vault_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/damage/P1-flip-pages", test_flip_pages);
  ADD ("/damage/P5-flip-pages-with-log", test_flip_pages_with_log);
  ADD ("/damage/W1-O3-flip-log", test_flip_log);
  ADD ("/damage/M3-flip-marks", test_flip_marks);
  ADD ("/damage/H2-flip-header", test_flip_header);
  ADD ("/damage/H3-two-damaged-copies", test_two_damaged_copies);
  ADD ("/damage/H1-header-heals", test_header_heals);
  ADD ("/damage/H1-header-torn", test_header_torn);
  ADD ("/damage/H2-forged-header", test_forged_header);
  ADD ("/damage/H4-newer-format", test_newer_format);
  ADD ("/damage/O3-log-cut", test_log_cut);
  ADD ("/damage/O3-log-deleted", test_log_deleted);
  ADD ("/damage/W2-log-replaced", test_log_replaced);
  ADD ("/damage/W3-stale-log", test_stale_log);
  ADD ("/damage/K2-pages-swapped", test_pages_swapped);
  ADD ("/damage/P2-P3-O4-zeroed-and-cut", test_pages_zeroed_and_cut);
  ADD ("/damage/P3-cut-with-log", test_cut_with_log);
  ADD ("/damage/P2-P4-no-holes", test_no_holes);
  ADD ("/damage/J1-J2-hot-journal", test_hot_journal);
  ADD ("/damage/P1-one-bad-page", test_one_bad_page);

  return g_test_run ();
}
