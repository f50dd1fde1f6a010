/* cpx-vault-create.c: making the file of a new vault.
 *
 * It is made under another name beside its place, closed, synced, and then given its name, which fails if a file
 * has it (O1).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-crypto.h"
#include "cpx-header-file.h"
#include "cpx-sqlite-error.h"
#include "cpx-vault-private.h"
#include "cpx-vfs.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEFAULT_PAGE_SIZE 4096

static gboolean
set_errno (GError     **error,
           const char  *path)
{
  int saved = errno;

  if (saved == EEXIST)
    g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_EXISTS,
                 _("There is already a file “%s”: choose another name"), path);
  else if (saved == EACCES || saved == EROFS || saved == EPERM)
    g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_READ_ONLY,
                 _("The folder of “%s” cannot be written: make it writable, or choose another one"), path);
  else if (saved == ENOSPC || saved == EDQUOT)
    g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_FULL, _("The disk of “%s” is full: make room, then try again"),
                 path);
  else if (saved == ENOENT)
    g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_NOT_FOUND, _("There is no folder for “%s”: make it first"),
                 path);
  else
    g_set_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_IO, _("“%s” cannot be written: %s"), path,
                 g_strerror (saved));

  return FALSE;
}

char *
cpx_vault_dup_sibling (const char *path,
                       const char *word)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  char *real = realpath (folder, NULL);   /* as SQLite will call it: names must compare equal */
  char *sibling;
  guint32 letters;

  cpx_crypto_fill_random (&letters, sizeof letters);
  sibling = g_strdup_printf ("%s/%s.%s-%08x", real != NULL ? real : folder, name, word, letters);
  free (real);

  return sibling;
}

gboolean
cpx_vault_sync_path (const char  *path,
                     gboolean     its_folder,
                     GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (its_folder ? folder : path, O_RDONLY | O_CLOEXEC | (its_folder ? O_DIRECTORY : 0));
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (!done)
    set_errno (error, path);
  if (fd >= 0)
    close (fd);

  return done;
}

void
cpx_vault_delete_files (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-journal", "-lock" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      (void) g_unlink (name);
    }
}

static gboolean
make_empty (const char  *path,
            GError     **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  gboolean done = fd >= 0 && ftruncate (fd, CPX_HEADER_REGION_SIZE) == 0;

  if (!done)
    set_errno (error, path);
  if (fd >= 0)
    close (fd);

  return done;
}

static int
write_plain_region (CpxVaultFile *file,
                    CpxHeader    *header,
                    CpxSecret    *data_key)
{
  g_autofree guint8 *copy = g_malloc (CPX_HEADER_COPY_SIZE);
  guint stale_copies = 3;
  int rc;

  cpx_header_write (header, data_key, copy);
  rc = cpx_header_file_write (file, copy, &stale_copies);
  if (rc == SQLITE_OK && stale_copies != 0)
    rc = SQLITE_IOERR_WRITE;  /* a new file begins whole */
  cpx_vault_file_set_keys (file, header->cipher, data_key, header->vault_id, header->page_size);

  return rc == SQLITE_OK ? cpx_commit_marks_begin_wal (cpx_vault_file_get_marks (file), 1) : rc;
}

static gboolean
write_pages (CpxVaultFile  *file,
             GError       **error)
{
  g_autoptr(CpxVfs) vfs = cpx_vfs_new (file);
  CpxDb *db = cpx_db_open (file, cpx_vfs_get_name (vfs), CPX_DB_CREATOR, 0, error);

  return db != NULL && cpx_db_close (db, error);
}

/* Shared with cpx-vault-copy.c */
gboolean
cpx_vault_make_file (const char  *path,
                     CpxHeader   *header,
                     CpxSecret   *data_key,
                     GError     **error)
{
  g_autoptr(CpxVaultFile) file = NULL;
  int rc;

  if (!make_empty (path, error))
    return FALSE;

  file = cpx_vault_file_new (path, FALSE, &rc);
  if (file != NULL)
    rc = write_plain_region (file, header, data_key);
  if (rc != SQLITE_OK)
    {
      cpx_sqlite_error_set (error, rc, NULL, NULL, path);
      return FALSE;
    }

  return write_pages (file, error);
}

static void
begin_header (CpxHeader            *out_header,
              const CpxVaultParams *params)
{
  memset (out_header, 0, sizeof *out_header);
  out_header->format_version = CPX_FORMAT_VERSION;
  out_header->counter = 1;
  out_header->cipher = params != NULL && params->cipher != 0 ? params->cipher : cpx_cipher_suite_get_default ();
  out_header->page_size = params != NULL && params->page_size != 0 ? params->page_size : DEFAULT_PAGE_SIZE;
  cpx_crypto_fill_random (out_header->vault_id, sizeof out_header->vault_id);
}

/* The name is taken by an empty file, which then makes room: a power cut between the two may leave that one. */
static gboolean
take_name (const char *made,
           const char *path)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  int saved;

  if (fd < 0)
    return FALSE;
  close (fd);
  if (rename (made, path) == 0)
    return TRUE;
  saved = errno;
  (void) g_unlink (path);
  errno = saved;

  return FALSE;
}

/* O1: link() and not rename(): it refuses a name that is taken.  FAT and some network shares have no links, and some of
 * those no exclusive rename either. */
static gboolean
move_to_free_name (const char *made,
                   const char *path)
{
  if (link (made, path) == 0)
    return TRUE;
  if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS)
    return FALSE;
  if (renameat2 (AT_FDCWD, made, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return TRUE;

  return (errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP) && take_name (made, path);
}

gboolean
cpx_vault_give_name (const char  *made,
                     const char  *path,
                     GError     **error)
{
  if (!cpx_vault_sync_path (made, FALSE, error))
    return FALSE;
  if (!move_to_free_name (made, path))
    return set_errno (error, path);

  return cpx_vault_sync_path (path, TRUE, error);
}

/**
 * cpx_vault_create:
 * @path: where; nothing may be there
 * @params: (nullable): how it is made
 * @login: its first user
 * @passphrase: that user's passphrase
 * @cost: what a guess of it costs
 * @error: return location for an error
 *
 * Makes a vault with one slot, and opens it.
 *
 * Returns: (transfer full) (nullable): the vault, open
 */
CpxVault *
cpx_vault_create (const char             *path,
                  const CpxVaultParams   *params,
                  const char             *login,
                  CpxSecret              *passphrase,
                  const CpxPasswordCost  *cost,
                  GError                **error)
{
  g_autofree char *made = cpx_vault_dup_sibling (path, "new");
  g_autoptr(CpxSecret) data_key = cpx_secret_new_random (CPX_DATA_KEY_SIZE);
  CpxHeader header;
  CpxVault *self = NULL;
  gboolean done;

  g_return_val_if_fail (passphrase != NULL && cost != NULL, NULL);

  if (!cpx_vault_check_login (login, error))
    return NULL;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      errno = EEXIST;  /* told now, not after the passphrase's half second; link() below is what makes sure */
      set_errno (error, path);
      return NULL;
    }
  begin_header (&header, params);
  if (!cpx_key_slot_make (&header.slots[0], CPX_VAULT_SLOT_USER, login, passphrase, cost, header.vault_id, data_key,
                          error))
    return NULL;

  done = cpx_vault_make_file (made, &header, data_key, error) && cpx_vault_give_name (made, path, error);
  cpx_vault_error_rename_file (done ? NULL : error, made, path);
  cpx_vault_delete_files (made);
  if (done)
    self = cpx_vault_open_with_key (path, data_key, CPX_VAULT_OPEN_DEFAULT, error);
  if (self != NULL)
    cpx_vault_set_opener (self, login, FALSE);

  return self;
}
