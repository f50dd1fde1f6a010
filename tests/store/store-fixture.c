/* store-fixture.c: a store on a real vault of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "store-fixture.h"

#include <glib/gstdio.h>

static CpxVault *
make_vault (StoreFixture *self)
{
  g_autoptr(CpxSecret) passphrase = cpx_secret_new_from_text ("a cheap passphrase");
  g_autoptr(GError) error = NULL;
  CpxVault *vault;

  if (g_file_test (self->path, G_FILE_TEST_EXISTS))
    vault = cpx_vault_unlock (self->path, "alice", passphrase, CPX_VAULT_OPEN_DEFAULT, &error);
  else
    vault = cpx_vault_create (self->path, NULL, "alice", passphrase, &CPX_PASSWORD_COST_CHEAP, &error);
  g_assert_no_error (error);

  return vault;
}

void
store_fixture_open (StoreFixture *self)
{
  g_autoptr(GError) error = NULL;

  self->vault = make_vault (self);
  self->store = cpx_store_open (self->vault, &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->store);
}

void
store_fixture_close (StoreFixture *self)
{
  g_autoptr(GError) error = NULL;

  if (self->store == NULL)
    return;
  cpx_store_close (self->store);
  /* What was to be announced holds the store until the loop has run. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&self->store));
  cpx_vault_close (self->vault, &error);
  g_assert_no_error (error);
  g_clear_object (&self->vault);
}

void
store_fixture_set_up (StoreFixture  *self,
                      gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("cpx-store-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "practice.cpx", NULL);
  store_fixture_open (self);
}

void
store_fixture_tear_down (StoreFixture  *self,
                         gconstpointer  data)
{
  GDir *dir;
  const char *name;

  store_fixture_close (self);
  dir = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_dir_close (dir);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

typedef struct
{
  CpxWrite    write;
  CpxRecord  *record;
  CpxWritten  written;
} WriteCall;

static gpointer
write_func (CpxTxn    *txn,
            gpointer   data,
            GError   **error)
{
  WriteCall *call = data;

  return GINT_TO_POINTER (cpx_txn_write (txn, &call->write, &call->record, &call->written, error));
}

static gboolean
run_write (StoreFixture  *self,
           CpxRecord     *before,
           CpxRecord     *after,
           WriteCall     *call,
           GError       **error)
{
  call->write = (CpxWrite) { .actor = { STORE_FIXTURE_USER, CPX_ROLE_SECRETARY }, .before = before, .after = after,
                             .action = before == NULL ? "test.created" : after == NULL ? "test.deleted"
                                                                                       : "test.edited" };

  return cpx_store_run_sync (self->store, write_func, call, NULL, error) != NULL;
}

gboolean
store_fixture_try (StoreFixture  *self,
                   CpxRecord     *before,
                   CpxRecord     *after,
                   CpxWritten    *out_written,
                   GError       **error)
{
  WriteCall call = { { { NULL } } };
  gboolean done = run_write (self, before, after, &call, error);

  g_clear_object (&call.record);
  if (out_written != NULL)
    *out_written = call.written;

  return done;
}

CpxRecord *
store_fixture_write (StoreFixture *self,
                     CpxRecord    *before,
                     CpxRecord    *after)
{
  WriteCall call = { { { NULL } } };
  g_autoptr(GError) error = NULL;

  run_write (self, before, after, &call, &error);
  g_assert_no_error (error);

  return call.record;
}

typedef struct
{
  const CpxKind *kind;
  const char    *id;
} GetCall;

static gpointer
get_func (CpxTxn    *txn,
          gpointer   data,
          GError   **error)
{
  GetCall *call = data;

  return cpx_txn_get (txn, call->kind, call->id, error);
}

CpxRecord *
store_fixture_get (StoreFixture   *self,
                   const CpxKind  *kind,
                   const char     *id,
                   GError        **error)
{
  GetCall call = { kind, id };

  return cpx_store_look_sync (self->store, get_func, &call, g_object_unref, error);
}

static gpointer
list_func (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  return cpx_txn_list (txn, data, error);
}

GPtrArray *
store_fixture_list (StoreFixture   *self,
                    const CpxQuery *query)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *records = cpx_store_look_sync (self->store, list_func, (gpointer) query, NULL, &error);

  g_assert_no_error (error);

  return records;
}

CpxRecord *
store_fixture_patient (const char *name,
                       const char *first_names,
                       const char *birth_date)
{
  return cpx_record_new_with_texts (&cpx_patient_kind, NULL, CPX_PATIENT_BIRTH_NAME, name,
                                    CPX_PATIENT_BIRTH_FIRST_NAMES, first_names, CPX_PATIENT_SEX, "U",
                                    CPX_PATIENT_BIRTH_DATE, birth_date, -1);
}
