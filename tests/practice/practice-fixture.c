/* practice-fixture.c: a real practice in a folder of its own, for one test.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-add-user.h"
#include "cpx-practice-private.h"
#include "cpx-save-record.h"
#include "cpx-unlock.h"

#include <cpx-totp.h>
#include <cpx-audit-log.h>
#include <cpx-patient.h>
#include <cpx-user.h>
#include <glib/gstdio.h>

static char *state_home;

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
remove_state (void)
{
  remove_tree (state_home);
}

/* Failed unlocks are remembered in the machine's state folder: not in that of who runs the tests. */
void
practice_fixture_init (int    *argc,
                       char ***argv)
{
  state_home = g_dir_make_tmp ("cpx-state-XXXXXX", NULL);
  g_setenv ("XDG_STATE_HOME", state_home, TRUE);
  g_test_init (argc, argv, NULL);
  atexit (remove_state);
}

void
practice_fixture_set_up (PracticeFixture *self,
                         gconstpointer    data)
{
  CpxPracticeSetup setup = { .practice_name = "Cabinet d’essai", .login = FIXTURE_LOGIN, .user_name = "Dr Martin",
                             .roles = CPX_ROLE_SURGEON | CPX_ROLE_ADMIN, .passphrase = FIXTURE_PASSPHRASE,
                             .kdf_cost = CPX_KDF_COST_FOR_TESTS };
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("cpx-practice-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "practice.cpx", NULL);
  self->practice = cpx_practice_create (self->path, &setup, &self->recovery_code, &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->practice);
}

void
practice_fixture_close (PracticeFixture *self)
{
  g_autoptr(GError) error = NULL;

  if (self->practice == NULL)
    return;
  cpx_practice_close (self->practice, &error);
  g_assert_no_error (error);
  /* The thread that closed it on behalf of a task may still be letting go of it. */
  for (int i = 0; i < 1000 && (i == 0 || G_OBJECT (self->practice)->ref_count > 1); i++)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (i == 0 ? 0 : 1000);
    }
  g_assert_finalize_object (g_steal_pointer (&self->practice));
}

void
practice_fixture_tear_down (PracticeFixture *self,
                            gconstpointer    data)
{
  practice_fixture_close (self);
  remove_tree (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->recovery_code);
}

void
practice_fixture_reopen (PracticeFixture *self,
                         const char      *login,
                         const char      *passphrase)
{
  g_autoptr(GError) error = NULL;

  practice_fixture_close (self);
  self->practice = cpx_practice_unlock (self->path, login, passphrase, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->practice);
}

static char *
make_id (void)
{
  CpxId id = cpx_id_new ();

  return cpx_id_dup_text (&id);
}

CpxRecord *
practice_fixture_make_patient (const char *name,
                               const char *first_name,
                               const char *sex,
                               const char *birth_date)
{
  g_autofree char *id = make_id ();

  return cpx_record_new_with_texts (&cpx_patient_kind, id, CPX_PATIENT_BIRTH_NAME, name, CPX_PATIENT_BIRTH_FIRST_NAMES,
                                    first_name, CPX_PATIENT_SEX, sex, CPX_PATIENT_BIRTH_DATE, birth_date, -1);
}

CpxRecord *
practice_fixture_save (PracticeFixture *self,
                       CpxRecord       *base,
                       CpxRecord       *record)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxReceipt) receipt = cpx_practice_save_record (self->practice, base, record, &error);

  g_assert_no_error (error);
  g_assert_nonnull (receipt);

  return g_object_ref (cpx_receipt_get_record (receipt));
}

CpxRecord *
practice_fixture_add_patient (PracticeFixture *self,
                              const char      *name,
                              const char      *first_name,
                              const char      *birth_date)
{
  g_autoptr(CpxRecord) patient = practice_fixture_make_patient (name, first_name, "F", birth_date);

  return practice_fixture_save (self, NULL, patient);
}

CpxRecord *
practice_fixture_make_child (const CpxKind *kind,
                             CpxRecord     *patient,
                             int            field,
                             const char    *text)
{
  g_autofree char *id = make_id ();

  return cpx_record_new_with_texts (kind, id, kind->patient_field, cpx_record_get_id (patient), field, text, -1);
}

/* The passphrase is that of the fixture. */
void
practice_fixture_add_user (PracticeFixture *self,
                           const char      *login,
                           CpxRoles         roles)
{
  g_autofree char *id = make_id ();
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxRecord) plain = cpx_record_new_with_texts (&cpx_user_kind, id, CPX_USER_LOGIN, login, CPX_USER_NAME,
                                                          login, -1);
  g_autoptr(CpxRecord) user = cpx_user_with_roles (plain, roles);
  g_autoptr(CpxReceipt) receipt = cpx_practice_add_user (self->practice, user, FIXTURE_PASSPHRASE, &error);

  g_assert_no_error (error);
  g_assert_nonnull (receipt);
}

/* A CpxTxnFunc: one more than the count, for NULL to mean an error. */
static gpointer
count_audit (CpxTxn    *txn,
             gpointer   data,
             GError   **error)
{
  return GSIZE_TO_POINTER ((gsize) cpx_audit_log_count (txn, NULL, error) + 1);
}

gint64
practice_fixture_count_audit (PracticeFixture *self)
{
  g_autoptr(GError) error = NULL;
  gpointer n = cpx_practice_look (self->practice, NULL, count_audit, NULL, NULL, &error);

  g_assert_no_error (error);

  return (gint64) GPOINTER_TO_SIZE (n) - 1;
}

/* A CpxTxnFunc: one more than the count. */
static gpointer
count_records (CpxTxn    *txn,
               gpointer   kind,
               GError   **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (kind);

  cpx_query_set_scope (query, CPX_QUERY_ALL);

  return GSIZE_TO_POINTER ((gsize) cpx_txn_count (txn, query, error) + 1);
}

gint64
practice_fixture_count (PracticeFixture *self,
                        const CpxKind   *kind)
{
  g_autoptr(GError) error = NULL;
  gpointer n = cpx_practice_look (self->practice, NULL, count_records, (gpointer) kind, NULL, &error);

  g_assert_no_error (error);

  return (gint64) GPOINTER_TO_SIZE (n) - 1;
}

/* A CpxTxnFunc. */
static gpointer
list_actions (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  g_autoptr(GPtrArray) entries = cpx_audit_log_list (txn, NULL, 0, 100000, error);
  g_autoptr(GStrvBuilder) actions = g_strv_builder_new ();

  if (entries == NULL)
    return NULL;
  for (guint i = 0; i < entries->len; i++)
    {
      g_autoptr(CpxAuditLeaf) leaf = cpx_audit_leaf_parse (((CpxAuditLogEntry *) entries->pdata[i])->leaf, error);

      if (leaf == NULL)
        return NULL;
      g_strv_builder_add (actions, cpx_audit_leaf_get_entry (leaf)->action);
    }

  return g_strv_builder_end (actions);
}

/* What this post's audit log says happened, the oldest first. */
char **
practice_fixture_list_actions (PracticeFixture *self)
{
  g_autoptr(GError) error = NULL;
  char **actions = cpx_practice_look (self->practice, NULL, list_actions, NULL, (GDestroyNotify) g_strfreev, &error);

  g_assert_no_error (error);

  return actions;
}

static CpxSecret *
decode (const char *base32)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  guint64 bits = 0;
  guint n_bits = 0;

  for (; *base32 != '\0'; base32++)
    {
      bits = bits << 5 | (guint64) (strchr (alphabet, *base32) - alphabet);
      n_bits += 5;
      if (n_bits >= 8)
        {
          guint8 byte = (guint8) (bits >> (n_bits -= 8));

          g_byte_array_append (bytes, &byte, 1);
        }
    }

  return cpx_secret_new_from_bytes (bytes->data, bytes->len);
}

/* What the telephone shows at @now_us whose second factor is @secret, in base 32. */
char *
practice_fixture_make_code (const char *secret,
                            gint64      now_us)
{
  g_autoptr(CpxSecret) bytes = decode (secret);

  return g_strdup_printf ("%06u", cpx_totp_code (bytes, CPX_HMAC_SHA1, 6,
                                                 (guint64) (now_us / G_USEC_PER_SEC / CPX_TOTP_STEP_SECONDS)));
}
