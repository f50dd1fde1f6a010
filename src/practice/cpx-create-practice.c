/* cpx-create-practice.c: a vault, then in one transaction the practice, its first user and this post.
 *
 * Whatever fails takes the new file away again: nobody meets half a practice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-create-practice.h"

#include "cpx-device-identity.h"
#include "cpx-journal-private.h"
#include "cpx-practice-private.h"
#include "cpx-unlock.h"

#include <cpx-practice-record.h>
#include <cpx-record-builder.h>
#include <cpx-user-secret-table.h>
#include <cpx-user.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Our own copy of a setup. */
typedef struct
{
  char      *path;
  char      *practice_name;
  char      *login;
  char      *user_name;
  char      *rpps;           /* (nullable) */
  CpxRoles   roles;
  CpxSecret *passphrase;
  CpxKdfCost kdf_cost;
  gboolean   demonstration;
  char      *practice_id;
  char      *user_id;
} Request;

/* What a creation gives. */
typedef struct
{
  CpxPractice *practice;
  char        *recovery_code;
} Created;

static void
request_free (Request *self)
{
  g_free (self->path);
  g_free (self->practice_name);
  g_free (self->login);
  g_free (self->user_name);
  g_free (self->rpps);
  g_free (self->practice_id);
  g_free (self->user_id);
  cpx_secret_unref (self->passphrase);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
created_free (Created *self)
{
  g_clear_object (&self->practice);
  g_free (self->recovery_code);
  g_free (self);
}

static char *
dup_or_make_id (const char *id)
{
  CpxId new_id = cpx_id_new ();

  return id != NULL ? g_strdup (id) : cpx_id_dup_text (&new_id);
}

static Request *
request_new (const char             *path,
             const CpxPracticeSetup *setup)
{
  Request *request = g_new0 (Request, 1);

  request->path = g_strdup (path);
  request->practice_name = g_strdup (setup->practice_name);
  request->login = g_strdup (setup->login);
  request->user_name = g_strdup (setup->user_name);
  request->rpps = g_strdup (setup->rpps);
  request->roles = (setup->roles != 0 ? setup->roles : CPX_ROLE_SURGEON) | CPX_ROLE_ADMIN;
  request->passphrase = cpx_secret_new_from_text (setup->passphrase);
  request->kdf_cost = setup->kdf_cost;
  request->demonstration = setup->demonstration;
  request->practice_id = dup_or_make_id (setup->practice_id);
  request->user_id = dup_or_make_id (setup->user_id);

  return request;
}

/**
 * cpx_passphrase_check:
 * @passphrase: one that somebody chose
 * @login: whose
 * @error: where the refusal goes
 *
 * Refuses what is guessed in seconds. Length is asked for, not signs and digits: a sentence is easier to keep in mind.
 *
 * Returns: `TRUE` if it may be used
 */
gboolean
cpx_passphrase_check (const char  *passphrase,
                      const char  *login,
                      GError     **error)
{
  g_autofree char *folded = g_utf8_validate (passphrase, -1, NULL) ? g_utf8_casefold (passphrase, -1) : NULL;

  if (folded == NULL)
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                 _("Passphrase: this is not text in UTF-8; save the file in UTF-8 and try again."));
  else if (g_utf8_strlen (passphrase, -1) < CPX_PASSPHRASE_MIN_LENGTH)
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                 _("Passphrase: at least %d characters; three words without a link are easy to remember."),
                 CPX_PASSPHRASE_MIN_LENGTH);
  else if (g_strcmp0 (folded, login) == 0)
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                 _("Passphrase: it must be something else than the login."));
  else
    return TRUE;

  return FALSE;
}

static CpxRecord *
make_practice (const Request *request)
{
  CpxRecordBuilder *builder = cpx_record_builder_new (&cpx_practice_record_kind, request->practice_id);

  cpx_record_builder_set_text (builder, CPX_PRACTICE_RECORD_NAME, request->practice_name);
  if (request->demonstration)
    cpx_record_builder_set_boolean (builder, CPX_PRACTICE_RECORD_DEMONSTRATION, TRUE);

  return cpx_record_builder_end (builder);
}

static CpxRecord *
make_user (const Request *request)
{
  g_autoptr(CpxRecord) user =
    cpx_record_new_with_texts (&cpx_user_kind, request->user_id, CPX_USER_LOGIN, request->login, CPX_USER_NAME,
                               request->user_name, CPX_USER_RPPS, request->rpps, -1);

  return cpx_user_with_roles (user, request->roles);
}

/* The records of a new practice, and who is the first to act in it. */
typedef struct
{
  CpxRecord   *practice;
  CpxRecord   *user;
  const CpxId *device;
} Founding;

static gboolean
found_record (CpxJournal  *journal,
              CpxRecord   *record,
              GError     **error)
{
  g_autofree char *action = g_strconcat (cpx_record_get_kind (record)->name, ".created", NULL);
  g_autoptr(CpxReceipt) receipt = cpx_journal_save (journal, NULL, record, NULL, action, NULL, error);

  return receipt != NULL;
}

/* A CpxTxnFunc: the one write that nobody could have been asked about before. */
static gpointer
found (CpxTxn    *txn,
       gpointer   data,
       GError   **error)
{
  Founding *founding = data;
  CpxJournal journal = {
    .txn = txn,
    .actor = { .user_id = cpx_record_get_id (founding->user), .roles = cpx_user_get_roles (founding->user) },
  };

  gboolean done = found_record (&journal, founding->practice, error) &&
                  found_record (&journal, founding->user, error) &&
                  cpx_device_identity_create (&journal, founding->device, CPX_DEVICE_CREATED, NULL, error) &&
                  cpx_user_secret_table_say_who (txn, error);

  g_clear_pointer (&journal.known, g_hash_table_unref);

  return GINT_TO_POINTER (done);
}

static gboolean
found_practice (CpxStore       *store,
                const Request  *request,
                GError        **error)
{
  g_autoptr(CpxRecord) practice = make_practice (request);
  g_autoptr(CpxRecord) user = make_user (request);
  Founding founding = { practice, user, cpx_store_get_device (store) };

  return cpx_store_run_sync (store, found, &founding, NULL, error) != NULL;
}

static const CpxPasswordCost *
get_cost (CpxKdfCost cost)
{
  static const CpxPasswordCost strong = { 4, G_GUINT64_CONSTANT (1) << 30 };

  switch (cost)
    {
    case CPX_KDF_COST_STRONG:
      return &strong;
    case CPX_KDF_COST_FOR_TESTS:
      return &CPX_PASSWORD_COST_CHEAP;
    case CPX_KDF_COST_USUAL:
    default:
      return &CPX_PASSWORD_COST_MODERATE;
    }
}

/* A vault without a practice in it is taken away, and the write-ahead log with it. */
static void
discard (const char *path)
{
  static const char * const suffixes[] = { "", "-wal", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      g_unlink (name);
    }
}

static CpxPractice *
found_in_vault (CpxVault       *vault,
                const Request  *request,
                char          **out_recovery_code,
                GError        **error)
{
  g_autoptr(CpxSecret) code = NULL;
  CpxStore *store = cpx_store_open (vault, error);
  g_autoptr(CpxPractice) practice = NULL;

  if (store == NULL)
    return NULL;
  practice = cpx_practice_new (g_object_ref (vault), store, get_cost (request->kdf_cost));
  if (!found_practice (store, request, error) || !cpx_practice_enter (practice, request->login, error))
    return NULL;
  /* The code is random: stretching it would add nothing. */
  code = cpx_vault_renew_recovery (vault, &CPX_PASSWORD_COST_CHEAP, error);
  if (code == NULL)
    return NULL;
  *out_recovery_code = g_strdup (cpx_secret_get_text (code));

  return g_steal_pointer (&practice);
}

/* What the records would refuse is refused before there is a file. */
static gboolean
check_request (const Request  *request,
               GError        **error)
{
  g_autoptr(CpxRecord) practice = make_practice (request);
  g_autoptr(CpxRecord) user = make_user (request);
  g_autoptr(GPtrArray) practice_findings = cpx_record_validate (practice);
  g_autoptr(GPtrArray) user_findings = cpx_record_validate (user);

  return cpx_passphrase_check (cpx_secret_get_text (request->passphrase), request->login, error) &&
         !cpx_findings_to_error (practice_findings, error) && !cpx_findings_to_error (user_findings, error);
}

static CpxPractice *
create (const Request  *request,
        char          **out_recovery_code,
        GError        **error)
{
  g_autoptr(CpxVault) vault = NULL;
  CpxPractice *practice = NULL;

  if (check_request (request, error) && cpx_practice_prepare_folder (request->path, error))
    vault = cpx_vault_create (request->path, NULL, request->login, request->passphrase, get_cost (request->kdf_cost),
                              error);
  if (vault != NULL)
    practice = found_in_vault (vault, request, out_recovery_code, error);
  if (practice == NULL)
    cpx_practice_error_translate (error);
  if (practice == NULL && vault != NULL)
    {
      cpx_vault_close (vault, NULL);
      discard (request->path);
    }

  return practice;
}

/**
 * cpx_practice_create:
 * @path: where the vault goes; nothing may be there yet
 * @setup: the practice and its first user
 * @out_recovery_code: (out) (transfer full): to be printed once: it is kept nowhere
 * @error: where the refusal goes
 *
 * Makes a new practice and unlocks it for its first user, who is an administrator whatever @setup says.
 *
 * Returns: (transfer full) (nullable): the practice
 */
CpxPractice *
cpx_practice_create (const char              *path,
                     const CpxPracticeSetup  *setup,
                     char                   **out_recovery_code,
                     GError                 **error)
{
  g_autoptr(Request) request = request_new (path, setup);

  return create (request, out_recovery_code, error);
}

/* A GTaskThreadFunc. */
static void
create_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  Created *created = g_new0 (Created, 1);
  GError *error = NULL;

  created->practice = create (task_data, &created->recovery_code, &error);
  if (created->practice != NULL)
    {
      g_task_return_pointer (task, created, (GDestroyNotify) created_free);
      return;
    }
  created_free (created);
  g_task_return_error (task, error);
}

/**
 * cpx_practice_create_async:
 * @path: where the vault goes; nothing may be there yet
 * @setup: the practice and its first user
 * @cancellable: (nullable): usually `NULL`
 * @callback: called with the practice or the refusal
 * @user_data: for @callback
 *
 * Does cpx_practice_create() on a thread.
 */
void
cpx_practice_create_async (const char             *path,
                           const CpxPracticeSetup *setup,
                           GCancellable           *cancellable,
                           GAsyncReadyCallback     callback,
                           gpointer                user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, cpx_practice_create_async);
  g_task_set_task_data (task, request_new (path, setup), (GDestroyNotify) request_free);
  g_task_run_in_thread (task, create_in_thread);
}

/**
 * cpx_practice_create_finish:
 * @result: what the callback was given
 * @out_recovery_code: (out) (transfer full): to be printed once
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): the practice
 */
CpxPractice *
cpx_practice_create_finish (GAsyncResult  *result,
                            char         **out_recovery_code,
                            GError       **error)
{
  Created *created = g_task_propagate_pointer (G_TASK (result), error);
  CpxPractice *practice;

  if (created == NULL)
    return NULL;
  practice = g_steal_pointer (&created->practice);
  *out_recovery_code = g_steal_pointer (&created->recovery_code);
  created_free (created);
  cpx_practice_watch (practice);

  return practice;
}
