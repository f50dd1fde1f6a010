/* cpx-vault-open.c: from a file to an open vault.
 *
 * Opening: header → lock → header again → slot → keys → mark → log and journal judged → header healed → VFS.  Whatever
 * fails before the end leaves the file as it was.  A header is healed (H5) last, when all else was found good, and only
 * to write: opened read-only, as to check it, a damaged file stays byte for byte as it was (V7).  A page that does not
 * verify is met later; whoever works on with the other pages writes, and their entries change the file.
 *
 * Invariants
 *   O1  A file appears under its name whole and synced, or not at all, and never over another.
 *   O2  Damage is told before a passphrase is tried; a wrong passphrase takes as long as a right one, and a login that
 *       does not exist as long as one that does, with the same words.
 *   O3  What an acknowledged commit needs is there, or the vault is not opened (unless told to accept the loss).
 *   O4  An empty main file is never taken for an empty practice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-crypto.h"
#include "cpx-header-file.h"
#include "cpx-journal-file.h"
#include "cpx-recovery-code.h"
#include "cpx-sqlite-error.h"
#include "cpx-system-file.h"
#include "cpx-vault-private.h"
#include "cpx-wal-check.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* The path as SQLite will see it, so that names compare equal. */
static char *
resolve (const char *path)
{
  sqlite3_vfs *system = cpx_system_file_get_vfs ();
  g_autofree char *resolved = NULL;
  int rc;

  resolved = g_malloc0 ((gsize) system->mxPathname + 1);
  rc = system->xFullPathname (system, path, system->mxPathname + 1, resolved);
  if (rc != SQLITE_OK && rc != SQLITE_OK_SYMLINK)
    return g_strdup (path);

  return g_steal_pointer (&resolved);
}

static gboolean
set_header_error (GError         **error,
                  CpxHeaderState   state,
                  const char      *path)
{
  switch (state)
    {
    case CPX_HEADER_GOOD:
      return TRUE;
    case CPX_HEADER_NEWER:
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_NEWER_FORMAT,
                   _("“%s” was made by a newer version of the program: install that version"), path);
      return FALSE;
    case CPX_HEADER_DAMAGED:
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_DAMAGED,
                   _("Both copies of the header of “%s” are damaged: restore the last backup"), path);
      return FALSE;
    case CPX_HEADER_NOT_A_VAULT:
    default:
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_NOT_A_VAULT,
                   _("“%s” is not a ChirurgieProX practice: choose another file"), path);
      return FALSE;
    }
}

/* The plain bytes of both copies, and how many there were. */
static guint8 *
read_copies (CpxVaultFile  *file,
             const char    *path,
             gsize         *out_n_read,
             GError       **error)
{
  g_autofree guint8 *bytes = g_malloc (CPX_HEADER_N_COPIES * CPX_HEADER_COPY_SIZE);
  int rc = cpx_header_file_read (file, bytes, CPX_HEADER_N_COPIES * CPX_HEADER_COPY_SIZE, out_n_read);

  if (rc != SQLITE_OK)
    {
      cpx_sqlite_error_set (error, rc, NULL, NULL, path);
      return NULL;
    }

  return g_steal_pointer (&bytes);
}

static gboolean
read_header (CpxVaultFile  *file,
             const char    *path,
             CpxHeader     *out_header,
             GError       **error)
{
  gsize n_read;
  g_autofree guint8 *bytes = read_copies (file, path, &n_read, error);

  return bytes != NULL && set_header_error (error, cpx_header_read (out_header, bytes, n_read), path);
}

static CpxVaultFile *
open_file (const char  *path,
           gboolean     read_only,
           GError     **error)
{
  CpxVaultFile *file;
  int rc;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_NOT_FOUND, _("There is no file “%s”"), path);
      return NULL;
    }
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      (void) set_header_error (error, CPX_HEADER_NOT_A_VAULT, path);
      return NULL;
    }
  if (g_access (path, R_OK) != 0 && errno == EACCES)
    {
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_IO,
                   _("You may not read “%s”: ask its owner for the right to read and write it"), path);
      return NULL;
    }

  file = cpx_vault_file_new (path, read_only, &rc);
  if (file == NULL)
    cpx_sqlite_error_set (error, rc, NULL, NULL, path);

  return file;
}

/* Looks without a lock, before anything is put beside a file that may be no vault. */
static gboolean
peek (const char  *path,
      CpxHeader   *out_header,
      gint64      *out_n_pages,
      GError     **error)
{
  g_autoptr(CpxVaultFile) file = open_file (path, TRUE, error);

  return file != NULL && read_header (file, path, out_header, error)
         && (out_n_pages == NULL || (*out_n_pages = cpx_vault_file_count_pages (file, out_header->page_size)) >= 0);
}

/**
 * cpx_vault_probe:
 * @path: a file
 * @error: return location for an error
 *
 * Tells what a file is and whose passphrases open it, without a key and without touching it, held or not.
 *
 * Returns: (transfer full) (nullable): what anyone can read of it
 */
CpxVaultInfo *
cpx_vault_probe (const char  *path,
                 GError     **error)
{
  g_autofree char *resolved = resolve (path);
  CpxHeader header;
  gint64 n_pages;

  if (!peek (resolved, &header, &n_pages, error))
    return NULL;

  return cpx_vault_make_info (&header, n_pages);
}

/* Opening */

static void
set_lost (GError      **error,
          CpxWalState   state,
          guint32       frame,
          const char   *path)
{
  switch (state)
    {
    case CPX_WAL_DAMAGED:
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_LOST_COMMITS,
                   _("“%s-wal” is damaged at frame %u: changes that were saved cannot be read; put the right file "
                     "back, or restore the last backup"),
                   path, frame);
      return;
    case CPX_WAL_NEWER:
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_LOST_COMMITS,
                   _("“%s” is older than “%s-wal” beside it: put the two files of the same moment back"), path, path);
      return;
    case CPX_WAL_MISSING:
    case CPX_WAL_WHOLE:
    default:
      g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_LOST_COMMITS,
                   _("“%s-wal” is missing or cut: changes that were saved are lost; put the file back, or restore the "
                     "last backup"),
                   path);
      return;
    }
}

/* The loss is accepted: what SQLite finds in the log from now on is what there is. */
static gboolean
accept_loss (CpxVaultFile  *file,
             const char    *path,
             GError       **error)
{
  int rc = cpx_vault_file_accept_wal (file);

  if (rc != SQLITE_OK)
    cpx_sqlite_error_set (error, rc, NULL, file, path);

  return rc == SQLITE_OK;
}

/* O3 */
static gboolean
judge_log (CpxVaultFile       *file,
           const char         *path,
           CpxVaultOpenFlags   flags,
           GError            **error)
{
  CpxWalState state;
  guint32 frame;
  int rc = cpx_wal_check (file, &state, &frame);

  if (rc != SQLITE_OK)
    {
      cpx_sqlite_error_set (error, rc, NULL, file, path);
      return FALSE;
    }
  if (state == CPX_WAL_WHOLE)
    return TRUE;
  if ((flags & CPX_VAULT_OPEN_ACCEPT_LOSS) != 0)
    return accept_loss (file, path, error);

  set_lost (error, state, frame, path);

  return FALSE;
}

static gboolean
judge_journal (CpxVaultFile  *file,
               const char    *path,
               GError       **error)
{
  gboolean whole;
  int rc = cpx_journal_file_check (file, &whole);

  if (rc != SQLITE_OK)
    cpx_sqlite_error_set (error, rc, NULL, file, path);
  else if (!whole)
    g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_LOST_COMMITS,
                 _("“%s-journal” is damaged or missing: a change that was interrupted cannot be undone; put the file "
                   "back, or restore the last backup"),
                 path);

  return rc == SQLITE_OK && whole;
}

static gboolean
judge_files (CpxVaultFile       *file,
             const char         *path,
             CpxVaultOpenFlags   flags,
             GError            **error)
{
  int rc = cpx_vault_file_load_marks (file);

  if (rc == SQLITE_OK && cpx_vault_file_get_n_pages (file) == 0)
    rc = SQLITE_CORRUPT;  /* O4 */
  if (rc != SQLITE_OK)
    {
      cpx_sqlite_error_set (error, rc, NULL, file, path);
      return FALSE;
    }

  return judge_log (file, path, flags, error) && judge_journal (file, path, error);
}

static gboolean
set_forged (GError     **error,
            const char  *path)
{
  g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_DAMAGED,
               _("The header of “%s” was changed by someone who does not have its key: restore the last backup"), path);

  return FALSE;
}

/* H5 of cpx-header.c.  What cannot be written now is tried again at the next opening. */
static void
heal_header (CpxVaultFile *file,
             CpxHeader    *header,
             CpxSecret    *data_key)
{
  g_autofree guint8 *copy = g_malloc (CPX_HEADER_COPY_SIZE);

  if (header->stale_copies == 0 || cpx_vault_file_is_read_only (file))
    return;
  cpx_header_write (header, data_key, copy);
  cpx_header_file_heal (file, copy, &header->stale_copies);
}

static CpxVault *
finish_opening (const char         *path,
                CpxVaultFile       *taken_file,
                CpxLockFile        *taken_lock,
                CpxHeader          *header,
                CpxSecret          *data_key,
                CpxVaultOpenFlags   flags,
                GError            **error)
{
  g_autoptr(CpxVaultFile) file = taken_file;
  g_autoptr(CpxLockFile) lock_file = taken_lock;

  if (!cpx_header_verify (header, data_key))
    {
      set_forged (error, path);
      return NULL;
    }
  cpx_vault_file_set_keys (file, header->cipher, data_key, header->vault_id, header->page_size);
  if (!judge_files (file, path, flags, error))
    return NULL;
  heal_header (file, header, data_key);

  return cpx_vault_new (path, header, data_key, g_steal_pointer (&file), g_steal_pointer (&lock_file));
}

/* Header without a lock, lock, header again. */
static CpxVaultFile *
open_locked (const char         *path,
             const char         *login,
             CpxVaultOpenFlags   flags,
             CpxHeader          *out_header,
             CpxLockFile       **out_lock,
             GError            **error)
{
  gboolean read_only = (flags & CPX_VAULT_OPEN_READ_ONLY) != 0;
  g_autoptr(CpxLockFile) lock_file = NULL;
  g_autoptr(CpxVaultFile) file = NULL;

  if (!peek (path, out_header, NULL, error))
    return NULL;
  lock_file = cpx_lock_file_take (path, login, read_only, error);
  if (lock_file == NULL)
    return NULL;
  file = open_file (path, read_only, error);
  if (file == NULL || !read_header (file, path, out_header, error))
    return NULL;
  *out_lock = g_steal_pointer (&lock_file);

  return g_steal_pointer (&file);
}

/* O2.  For a login without slot the first user's is tried, and what it gives is thrown away. */
static gboolean
try_login (CpxHeader   *header,
           const char  *login,
           CpxSecret   *passphrase,
           CpxSecret  **out_data_key,
           GError     **error)
{
  CpxKeySlot *slot = cpx_header_find_login (header, login);
  CpxKeySlot *tried = slot;

  for (int i = 0; tried == NULL && i < CPX_VAULT_SLOTS_MAX; i++)
    tried = header->slots[i].info.kind == CPX_VAULT_SLOT_USER ? &header->slots[i] : NULL;
  *out_data_key = NULL;
  if (tried != NULL && !cpx_key_slot_unlock (tried, passphrase, header->vault_id, out_data_key, error))
    return FALSE;
  if (slot == NULL)
    g_clear_pointer (out_data_key, cpx_secret_unref);
  if (*out_data_key == NULL)
    g_set_error_literal (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_BAD_PASSPHRASE, _("Wrong passphrase"));

  return *out_data_key != NULL;
}

/* H6 of cpx-header.c: whether the other copy takes the passphrase and its key disowns the header. */
static gboolean
is_forged (CpxVaultFile *file,
           CpxHeader    *header,
           const char   *login,
           CpxSecret    *passphrase)
{
  g_autoptr(CpxSecret) data_key = NULL;
  g_autofree guint8 *bytes = NULL;
  const CpxKeySlot *slot = cpx_header_find_login (header, login);
  const CpxKeySlot *other_slot;
  CpxHeader other;
  gsize n_read;

  if (header->stale_copies != 1 && header->stale_copies != 2)
    return FALSE;
  bytes = read_copies (file, "", &n_read, NULL);
  if (bytes == NULL || !cpx_header_read_copy (&other, bytes, header->stale_copies == 2))
    return FALSE;
  other_slot = cpx_header_find_login (&other, login);
  if (other_slot == NULL || (slot != NULL && memcmp (slot, other_slot, sizeof *slot) == 0))
    return FALSE;

  return cpx_key_slot_unlock (other_slot, passphrase, other.vault_id, &data_key, NULL) && data_key != NULL
         && !cpx_header_verify (header, data_key);
}

static gboolean
try_recovery (CpxHeader   *header,
              CpxSecret   *code,
              CpxSecret  **out_data_key,
              GError     **error)
{
  *out_data_key = NULL;
  for (int i = 0; i < CPX_VAULT_SLOTS_MAX && *out_data_key == NULL; i++)
    {
      if (header->slots[i].info.kind == CPX_VAULT_SLOT_RECOVERY
          && !cpx_key_slot_unlock (&header->slots[i], code, header->vault_id, out_data_key, error))
        return FALSE;
    }
  if (*out_data_key == NULL)
    g_set_error_literal (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_BAD_RECOVERY_CODE,
                         _("This recovery code is not the one of this practice, or it was replaced by a newer one"));

  return *out_data_key != NULL;
}

/**
 * cpx_vault_unlock:
 * @path: a vault
 * @login: whose passphrase
 * @passphrase: the passphrase
 * @flags: how to open it
 * @error: return location for an error
 *
 * Opens a vault and holds it until it is closed; takes as long as the slot's cost says.
 *
 * Returns: (transfer full) (nullable): the vault
 */
CpxVault *
cpx_vault_unlock (const char         *path,
                  const char         *login,
                  CpxSecret          *passphrase,
                  CpxVaultOpenFlags   flags,
                  GError            **error)
{
  g_autofree char *resolved = resolve (path);
  g_autoptr(CpxLockFile) lock_file = NULL;
  g_autoptr(CpxVaultFile) file = NULL;
  g_autoptr(CpxSecret) data_key = NULL;
  g_autoptr(GError) local_error = NULL;
  CpxHeader header;
  CpxVault *self;

  g_return_val_if_fail (login != NULL && passphrase != NULL, NULL);

  file = open_locked (resolved, login, flags, &header, &lock_file, error);
  if (file == NULL)
    return NULL;
  if (!try_login (&header, login, passphrase, &data_key, &local_error))
    {
      if (is_forged (file, &header, login, passphrase))
        set_forged (error, resolved);
      else
        g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  self = finish_opening (resolved, g_steal_pointer (&file), g_steal_pointer (&lock_file), &header, data_key, flags,
                         error);
  if (self != NULL)
    cpx_vault_set_opener (self, login, FALSE);

  return self;
}

/**
 * cpx_vault_unlock_recovery:
 * @path: a vault
 * @recovery_code: the code as typed
 * @flags: how to open it
 * @error: return location for an error
 *
 * Opens a vault with its recovery code.
 *
 * What the holder may do is set an administrator's new passphrase, no more: practice/ sees to that.
 *
 * Returns: (transfer full) (nullable): the vault, or `NULL` with %CPX_CRYPTO_ERROR_TYPO,
 *   %CPX_VAULT_ERROR_BAD_RECOVERY_CODE or another error
 */
CpxVault *
cpx_vault_unlock_recovery (const char         *path,
                           CpxSecret          *recovery_code,
                           CpxVaultOpenFlags   flags,
                           GError            **error)
{
  g_autofree char *resolved = resolve (path);
  g_autoptr(CpxSecret) code = cpx_recovery_code_parse (cpx_secret_get_text (recovery_code), error);
  g_autoptr(CpxLockFile) lock_file = NULL;
  g_autoptr(CpxVaultFile) file = NULL;
  g_autoptr(CpxSecret) data_key = NULL;
  CpxHeader header;
  CpxVault *self;

  if (code == NULL)
    return NULL;
  file = open_locked (resolved, "", flags, &header, &lock_file, error);
  if (file == NULL || !try_recovery (&header, code, &data_key, error))
    return NULL;

  self = finish_opening (resolved, g_steal_pointer (&file), g_steal_pointer (&lock_file), &header, data_key, flags,
                         error);
  if (self != NULL)
    cpx_vault_set_opener (self, NULL, TRUE);

  return self;
}

/* For files of CpxVault */
CpxVault *
cpx_vault_open_with_key (const char         *path,
                         CpxSecret          *data_key,
                         CpxVaultOpenFlags   flags,
                         GError            **error)
{
  g_autofree char *resolved = resolve (path);
  g_autoptr(CpxLockFile) lock_file = NULL;
  g_autoptr(CpxVaultFile) file = NULL;
  CpxHeader header;

  file = open_locked (resolved, "", flags, &header, &lock_file, error);
  if (file == NULL)
    return NULL;

  return finish_opening (resolved, g_steal_pointer (&file), g_steal_pointer (&lock_file), &header, data_key, flags,
                         error);
}
