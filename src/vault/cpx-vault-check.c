/* cpx-vault-check.c: reading all of a vault, and saying what is wrong.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-main-file.h"
#include "cpx-sqlite-error.h"
#include "cpx-system-file.h"
#include "cpx-vault-copy.h"
#include "cpx-vault-private.h"

#include <glib/gi18n-lib.h>

#define PAGES_A_STEP 512
#define N_TRIES 4
#define WAIT_US 20000

static CpxVaultReport *
report_new (void)
{
  CpxVaultReport *report = g_new0 (CpxVaultReport, 1);

  report->bad_pages = g_array_new (FALSE, FALSE, sizeof (guint32));
  report->problems = g_ptr_array_new_with_free_func (g_free);

  return report;
}

/**
 * cpx_vault_report_free:
 * @self: (nullable) (transfer full): a report
 */
void
cpx_vault_report_free (CpxVaultReport *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->bad_pages);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/**
 * cpx_vault_report_is_clean:
 * @self: a report
 *
 * Returns: `TRUE` if nothing is wrong
 */
gboolean
cpx_vault_report_is_clean (const CpxVaultReport *self)
{
  return self->bad_pages->len == 0 && self->problems->len == 0;
}

static void
check_header (CpxVault       *self,
              CpxVaultReport *report)
{
  g_autofree CpxHeader *header = cpx_vault_dup_header (self);

  /* A copy that is sound and older is no damage: the program was stopped between the two writes (H2). */
  if (header->stale_copies != 0 && header->one_copy_damaged)
    g_ptr_array_add (report->problems,
                     g_strdup (_("One of the two copies of the header is damaged: the next unlocking that can write "
                                 "repairs it; then make a backup, and have the disk looked at")));
  else if (header->one_copy_damaged)
    g_ptr_array_add (report->problems,
                     g_strdup (_("One of the two copies of the header was damaged, and is repaired: make a backup, and "
                                 "have the disk looked at")));
}

static int
read_page (CpxMainFile *main_file,
           guint32      pgno,
           guint8      *page,
           guint32      page_size)
{
  return cpx_main_file_read (main_file, page, (int) page_size, (sqlite3_int64) (pgno - 1) * page_size);
}

/* A page that the writer was copying from its log at that very moment was read by halves: those that look bad are asked
 * for again, all together, for a long stretch of a file may be bad. */
static int
read_bad_again (CpxMainFile  *main_file,
                guint8       *page,
                guint32       page_size,
                GArray       *bad_pages,
                guint64      *n_good,
                GCancellable *cancellable)
{
  int rc = SQLITE_OK;

  for (int i = 1; i < N_TRIES && bad_pages->len > 0 && !g_cancellable_is_cancelled (cancellable); i++)
    {
      guint n_kept = 0;

      g_usleep (WAIT_US);
      for (guint k = 0; k < bad_pages->len; k++)
        {
          guint32 pgno = g_array_index (bad_pages, guint32, k);

          rc = read_page (main_file, pgno, page, page_size);
          if (rc == SQLITE_IOERR_DATA)
            g_array_index (bad_pages, guint32, n_kept++) = pgno;
          else if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ)
            return rc;
          *n_good += rc == SQLITE_OK;
        }
      g_array_set_size (bad_pages, n_kept);
    }

  return SQLITE_OK;
}

static int
check_pages (CpxVaultFile      *file,
             sqlite3_file      *below,
             CpxVaultReport    *report,
             CpxVaultProgress   progress,
             gpointer           user_data,
             GCancellable      *cancellable)
{
  g_autoptr(CpxMainFile) main_file = cpx_main_file_new (file, below);
  guint32 page_size = cpx_vault_file_get_page_size (file);
  g_autofree guint8 *page = g_malloc (page_size);
  guint32 n_pages = (guint32) cpx_vault_file_get_n_pages (file);
  int rc;

  for (guint32 pgno = 1; pgno <= n_pages && !g_cancellable_is_cancelled (cancellable); pgno++)
    {
      rc = read_page (main_file, pgno, page, page_size);
      if (rc == SQLITE_IOERR_DATA)
        g_array_append_val (report->bad_pages, pgno);
      else if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ)
        return rc;
      report->n_pages += rc == SQLITE_OK;
      if (progress != NULL && (pgno % PAGES_A_STEP == 0 || pgno == n_pages))
        progress (pgno, n_pages, user_data);
    }
  rc = read_bad_again (main_file, page, page_size, report->bad_pages, &report->n_pages, cancellable);
  (void) cpx_vault_file_take_bad (file);

  return rc;
}

static gboolean
authenticate (CpxVault          *self,
              CpxVaultReport    *report,
              CpxVaultProgress   progress,
              gpointer           user_data,
              GCancellable      *cancellable,
              GError           **error)
{
  CpxVaultFile *file = cpx_vault_get_file (self);
  sqlite3_filename name;
  sqlite3_file *below;
  int rc = cpx_system_file_open (cpx_vault_get_path (self), SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READONLY, &below, &name);

  if (rc == SQLITE_OK)
    rc = check_pages (file, below, report, progress, user_data, cancellable);
  cpx_system_file_close (below, name);
  if (rc != SQLITE_OK)
    cpx_sqlite_error_set (error, rc, NULL, file, cpx_vault_get_path (self));

  return rc == SQLITE_OK && !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* What it finds is said in its own language, of its own parts: how often is all that helps a person. */
static void
ask_sqlite (CpxDb          *db,
            CpxVaultReport *report)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxStatement) statement = cpx_db_prepare (db, "PRAGMA integrity_check", &error);
  CpxStep step = CPX_STEP_ERROR;
  guint n_found = 0;

  while (statement != NULL && (step = cpx_statement_step (statement, &error)) == CPX_STEP_ROW)
    n_found += g_strcmp0 (cpx_statement_get_text (statement, 0), "ok") != 0;
  if (n_found > 0)
    g_ptr_array_add (report->problems,
                     g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                   "Tables and indexes disagree in %u place: restore the last sound "
                                                   "backup",
                                                   "Tables and indexes disagree in %u places: restore the last sound "
                                                   "backup", n_found), n_found));
  if (step == CPX_STEP_ERROR)
    g_ptr_array_add (report->problems, g_strdup (error->message));
}

static void
interrupt_cb (GCancellable *cancellable,
              gpointer      db)
{
  cpx_db_interrupt (db);
}

static gboolean
check_database (CpxVault        *self,
                CpxVaultReport  *report,
                GCancellable    *cancellable,
                GError         **error)
{
  g_autoptr(GError) open_error = NULL;
  CpxDb *db = cpx_vault_open_reader (self, 0, &open_error);
  gulong handler = 0;

  if (db == NULL)
    {
      g_ptr_array_add (report->problems, g_strdup (open_error->message));
      return TRUE;
    }
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (interrupt_cb), db, NULL);
  ask_sqlite (db, report);
  g_cancellable_disconnect (cancellable, handler);
  (void) cpx_db_close (db, NULL);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/**
 * cpx_vault_check:
 * @self: a vault, open; work may go on meanwhile
 * @progress: (nullable) (scope call): told from time to time, in the calling thread
 * @user_data: for @progress
 * @cancellable: (nullable): to give up
 * @error: return location for an error
 *
 * Authenticates every page, then lets SQLite check what is in them; damage is in the report, not an error.
 *
 * Returns: (transfer full) (nullable): the report, or `NULL` if the vault could not be read or @cancellable was used
 */
CpxVaultReport *
cpx_vault_check (CpxVault          *self,
                 CpxVaultProgress   progress,
                 gpointer           user_data,
                 GCancellable      *cancellable,
                 GError           **error)
{
  g_autoptr(CpxVaultReport) report = report_new ();

  check_header (self, report);
  if (!authenticate (self, report, progress, user_data, cancellable, error)
      || !check_database (self, report, cancellable, error))
    return NULL;

  return g_steal_pointer (&report);
}
