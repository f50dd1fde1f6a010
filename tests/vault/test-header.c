/* test-header.c: the two copies of the header when one of them is not what the other says.
 *
 * The numbers are the invariants of cpx-header.c. Bytes flipped and headers torn are in test-damage.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-header.h"
#include "cpx-system-file.h"
#include "fault-vfs.h"
#include "vault-fixture.h"

#include <string.h>

static gboolean
opens (VaultFixture *self,
       const char   *login,
       const char   *passphrase,
       GError      **error)
{
  g_autoptr(CpxSecret) secret = vault_fixture_secret (passphrase);
  CpxVault *vault = cpx_vault_unlock (self->path, login, secret, CPX_VAULT_OPEN_DEFAULT, error);

  if (vault != NULL)
    vault_fixture_close (vault);

  return vault != NULL;
}

static void
assert_wrong (VaultFixture *self,
              const char   *login,
              const char   *passphrase)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (opens (self, login, passphrase, &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_BAD_PASSPHRASE);
}

static char *
read_file (VaultFixture *self,
           gsize        *out_size)
{
  g_autoptr(GError) error = NULL;
  char *bytes;

  g_file_get_contents (self->path, &bytes, out_size, &error);
  g_assert_no_error (error);

  return bytes;
}

/* A vault of alice and bob. */
static void
make_vault (VaultFixture *self)
{
  CpxVault *vault = vault_fixture_create (self, NULL);
  g_autoptr(CpxSecret) passphrase = vault_fixture_secret ("second");

  g_assert_true (cpx_vault_add_slot (vault, "bob", passphrase, &CPX_PASSWORD_COST_CHEAP, NULL));
  vault_fixture_close (vault);
}

static void
revoke_bob (VaultFixture *self)
{
  CpxVault *vault = vault_fixture_open (self);
  g_autoptr(GError) error = NULL;

  g_assert_true (cpx_vault_revoke_slot (vault, "bob", &error));
  g_assert_no_error (error);
  vault_fixture_close (vault);
}

/* H5: a crash between the copies, or a disk that refuses the second one: then the newer copy is lost. */
static void
test_stale_copy (VaultFixture  *self,
                 gconstpointer  kept)
{
  gsize at_stale = GPOINTER_TO_SIZE (kept);
  gsize at_newer = CPX_HEADER_COPY_SIZE - at_stale;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize size;

  make_vault (self);
  before = read_file (self, &size);
  revoke_bob (self);
  after = read_file (self, &size);
  memcpy (after + at_stale, before + at_stale, CPX_HEADER_COPY_SIZE);
  vault_fixture_put (self->path, after, size);
  assert_wrong (self, "bob", "second");
  g_assert_true (opens (self, "alice", "passphrase", NULL));   /* heals */
  g_free (after);
  after = read_file (self, &size);
  g_assert_cmpmem (after, CPX_HEADER_COPY_SIZE, after + CPX_HEADER_COPY_SIZE, CPX_HEADER_COPY_SIZE);

  memset (after + at_newer, 0x5a, CPX_HEADER_COPY_SIZE);
  vault_fixture_put (self->path, after, size);
  assert_wrong (self, "bob", "second");
  g_assert_true (opens (self, "alice", "passphrase", NULL));
}

/* H5: what cannot be healed is no reason not to open, and is tried again. */
static void
test_cannot_heal (VaultFixture  *self,
                  gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize size;

  make_vault (self);
  before = read_file (self, &size);
  memset (before, 0x5a, CPX_HEADER_COPY_SIZE);
  vault_fixture_put (self->path, before, size);
  fault_vfs_arm (FAULT_ERROR_ONCE, FAULT_ON_WRITE, 1, 1);
  g_assert_true (opens (self, "alice", "passphrase", NULL));
  g_assert_true (fault_vfs_has_struck ());
  fault_vfs_disarm ();
  after = read_file (self, &size);
  g_assert_cmpmem (after, CPX_HEADER_COPY_SIZE, before, CPX_HEADER_COPY_SIZE);
  g_assert_true (opens (self, "alice", "passphrase", NULL));
  g_free (after);
  after = read_file (self, &size);
  g_assert_cmpmem (after, CPX_HEADER_COPY_SIZE, before + CPX_HEADER_COPY_SIZE, CPX_HEADER_COPY_SIZE);
}

/* H1: the n-th write or sync fails while a slot is revoked: what is told is what the next opening finds. */
static void
test_replace_fails (VaultFixture  *self,
                    gconstpointer  data)
{
  FaultClass classes = (FaultClass) GPOINTER_TO_SIZE (data);
  g_autofree char *before = NULL;
  gboolean has_struck = TRUE;
  gsize size;
  guint n_refused = 0;

  make_vault (self);
  before = read_file (self, &size);
  for (guint n = 1; has_struck; n++)
    {
      CpxVault *vault;
      gboolean done;

      vault_fixture_put (self->path, before, size);
      vault = vault_fixture_open (self);
      fault_vfs_arm (FAULT_ERROR_ONCE, classes, n, 1);
      done = cpx_vault_revoke_slot (vault, "bob", NULL);
      has_struck = fault_vfs_has_struck ();
      fault_vfs_disarm ();
      vault_fixture_close (vault);
      n_refused += done ? 0 : 1;
      if (done)
        assert_wrong (self, "bob", "second");
      else
        g_assert_true (opens (self, "bob", "second", NULL));
    }
  g_assert_cmpuint (n_refused, >, 0);
}

/* The header's stored form with bob's slot made by someone who has no key. */
static void
forge (VaultFixture *self,
       char         *bytes,
       gsize         size)
{
  g_autoptr(CpxSecret) no_key = cpx_secret_new_random (CPX_DATA_KEY_SIZE);
  CpxHeader header;

  g_assert_cmpint (cpx_header_read (&header, (guint8 *) bytes, size), ==, CPX_HEADER_GOOD);
  cpx_header_find_login (&header, "bob")->wrapped_secret_key[3] ^= 1;
  cpx_header_write (&header, no_key, (guint8 *) bytes);
}

/* H6: in one copy, its owner is told; H2: in both, whoever else unlocks. */
static void
test_forged_slot (VaultFixture  *self,
                  gconstpointer  data)
{
  g_autofree char *bytes = NULL;
  g_autoptr(GError) error = NULL;
  gsize size;

  make_vault (self);
  bytes = read_file (self, &size);
  forge (self, bytes, size);
  vault_fixture_put (self->path, bytes, size);
  g_assert_false (opens (self, "bob", "second", &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_DAMAGED);
  assert_wrong (self, "bob", "third");
  g_clear_error (&error);

  memcpy (bytes + CPX_HEADER_COPY_SIZE, bytes, CPX_HEADER_COPY_SIZE);
  vault_fixture_put (self->path, bytes, size);
  assert_wrong (self, "bob", "second");
  g_assert_false (opens (self, "alice", "passphrase", &error));
  g_assert_error (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_DAMAGED);
}

int
main (int   argc,
      char *argv[])
{
  gsize second = CPX_HEADER_COPY_SIZE;

  g_test_init (&argc, &argv, NULL);
  cpx_system_file_set_vfs (fault_vfs_install ());

#define ADD(path, data, function) \
  g_test_add (path, VaultFixture, GSIZE_TO_POINTER (data), vault_fixture_set_up, function, vault_fixture_tear_down)

  ADD ("/header/H5-second-copy-stale", second, test_stale_copy);
  ADD ("/header/H5-first-copy-stale", 0, test_stale_copy);
  ADD ("/header/H5-cannot-heal", 0, test_cannot_heal);
  ADD ("/header/H1-write-fails", FAULT_ON_WRITE, test_replace_fails);
  ADD ("/header/H1-sync-fails", FAULT_ON_SYNC, test_replace_fails);
  ADD ("/header/H6-forged-slot", 0, test_forged_slot);

  return g_test_run ();
}
