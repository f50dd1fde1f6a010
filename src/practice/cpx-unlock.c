/* cpx-unlock.c: from a file, a login and a passphrase to a practice.
 *
 *   closed ──wait over?──▶ key slot ──one-time code?──▶ unlocked, noted
 *      ▲        │              │            │
 *      └────────┴──────────────┴────────────┘   each failure is counted and noted at the next unlock
 *
 * A wrong login takes as long as a wrong passphrase and says the same. Damage says something else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-unlock.h"

#include "cpx-attempts.h"
#include "cpx-clock-watch.h"
#include "cpx-glass-notice.h"
#include "cpx-follow-log-private.h"
#include "cpx-journal.h"
#include "cpx-second-factor-private.h"
#include "cpx-unlock-private.h"

#include <cpx-clock.h>
#include <cpx-totp.h>
#include <cpx-user-secret-table.h>
#include <cpx-user.h>
#include <glib/gi18n-lib.h>

/* What is offered to open a vault. */
typedef struct
{
  char      *path;
  char      *login;
  CpxSecret *passphrase;
  char      *one_time_code;  /* (nullable) */
  gboolean   to_read;        /* nothing may be written, not even that someone came in */
  gboolean   anyhow;         /* where a page that writing needs is bad, it is opened to be read */
  gboolean   is_damaged;     /* and that was so */
} Request;

static void
request_free (Request *self)
{
  g_free (self->path);
  g_free (self->login);
  cpx_secret_unref (self->passphrase);
  g_free (self->one_time_code);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static Request *
request_new (const char *path,
             const char *login,
             const char *passphrase,
             const char *one_time_code)
{
  Request *request = g_new0 (Request, 1);

  request->path = g_strdup (path);
  request->login = g_ascii_strdown (login, -1);   /* as every login is */
  request->passphrase = cpx_secret_new_from_text (passphrase);
  request->one_time_code = g_strdup (one_time_code);

  return request;
}

/* The state folder may be read-only: that must not make a wrong passphrase look like something else. */
static void
count_failure (CpxAttempts *attempts,
               const char  *login,
               GError      *refusal)
{
  g_autoptr(GError) failure = NULL;
  g_autofree char *said = NULL;

  if (cpx_attempts_add_failure (attempts, login, &failure))
    return;
  said = g_steal_pointer (&refusal->message);
  refusal->message = g_strdup_printf (_("%s. This attempt cannot be kept, and will not be in the journal: %s"), said,
                                      failure->message);
}

static gboolean
is_write_trouble (const GError *error)
{
  return g_error_matches (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_READ_ONLY) ||
         g_error_matches (error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_FULL);
}

/* A disk that cannot be written still lets read. */
static CpxVault *
open_vault (Request      *request,
            CpxAttempts  *attempts,
            GError      **error)
{
  g_autoptr(GError) local_error = NULL;
  CpxVaultOpenFlags flags = request->to_read ? CPX_VAULT_OPEN_READ_ONLY : CPX_VAULT_OPEN_DEFAULT;
  CpxVault *vault = cpx_vault_unlock (request->path, request->login, request->passphrase, flags, &local_error);

  if (vault == NULL && !request->to_read && is_write_trouble (local_error))
    {
      g_clear_error (&local_error);
      vault = cpx_vault_unlock (request->path, request->login, request->passphrase, CPX_VAULT_OPEN_READ_ONLY,
                                &local_error);
    }
  if (vault != NULL)
    return vault;

  if (g_error_matches (local_error, CPX_VAULT_ERROR, CPX_VAULT_ERROR_BAD_PASSPHRASE))
    {
      g_clear_error (&local_error);
      g_set_error (&local_error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_WRONG_PASSPHRASE, _("Incorrect passphrase"));
      count_failure (attempts, request->login, local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  cpx_practice_error_translate (error);

  return NULL;
}

/* A vault that a test made cheap stays cheap; no program makes one. */
CpxPasswordCost
cpx_unlock_get_cost (CpxVault   *vault,
                     const char *login)
{
  g_autoptr(CpxVaultInfo) info = cpx_vault_dup_info (vault);

  for (guint i = 0; i < info->n_slots; i++)
    {
      if (g_str_equal (info->slots[i].login, login) && !cpx_password_cost_is_enough (&info->slots[i].cost))
        return info->slots[i].cost;
    }

  return CPX_PASSWORD_COST_MODERATE;
}

static void
tell_unwritten (CpxPractice *practice)
{
  cpx_practice_add_notice (practice,
                           _("The disk is full or cannot be written: everything can be read, nothing can be kept, and "
                             "the files that you open are not noted in the journal. Make room or make the folder "
                             "writable, then unlock again."));
}

/* Why it is only read, or what was wrong with its header. */
static void
tell_notice (CpxPractice   *practice,
             CpxVault      *vault,
             const Request *request)
{
  g_autoptr(CpxVaultInfo) info = cpx_vault_dup_info (vault);

  if (request->to_read)
    return;
  if (cpx_vault_is_read_only (vault) && request->is_damaged)
    cpx_practice_add_notice (practice,
                             _("Nothing can be kept, and the files that you open are not noted in the journal: what "
                               "writing needs is on that page."));
  else if (cpx_vault_is_read_only (vault))
    tell_unwritten (practice);
  else if (info->header_damaged)
    cpx_practice_add_notice (practice,
                             _("One of the two copies of the header was damaged, and is repaired: make a backup, and "
                               "have the disk looked at"));
}

static CpxPractice *
open_practice (Request      *request,
               CpxVault     *vault,
               GError      **error)
{
  CpxStore *store = cpx_store_open (vault, error);
  CpxPasswordCost cost = cpx_unlock_get_cost (vault, request->login);
  g_autoptr(CpxPractice) practice = NULL;

  if (store == NULL)
    {
      cpx_vault_close (vault, NULL);
      cpx_practice_error_translate (error);
      cpx_practice_error_say_lost (error, request->path, _("the list of its tables"));
      return NULL;
    }
  practice = cpx_practice_new (g_object_ref (vault), store, &cost);
  if (!cpx_practice_enter (practice, request->login, error))
    return NULL;

  return g_steal_pointer (&practice);
}

/* Where what writing needs is on a bad page, the rest can still be read. */
static CpxPractice *
open_anyhow (Request      *request,
             CpxVault     *vault,
             GError      **error)
{
  g_autoptr(GError) failure = NULL;
  gboolean may_write = !cpx_vault_is_read_only (vault);
  CpxPractice *practice = open_practice (request, vault, &failure);   /* closes the vault if it fails */
  g_autoptr(CpxVault) again = NULL;

  if (practice == NULL && request->anyhow && may_write &&
      g_error_matches (failure, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED))
    again = cpx_vault_unlock (request->path, request->login, request->passphrase, CPX_VAULT_OPEN_READ_ONLY, NULL);
  request->is_damaged = again != NULL;
  if (again != NULL)
    practice = open_practice (request, again, NULL);
  if (practice != NULL)
    tell_notice (practice, again != NULL ? again : vault, request);
  else
    g_propagate_error (error, g_steal_pointer (&failure));

  return practice;
}

/* A code to look at. */
typedef struct
{
  const char *user_id;
  const char *code;     /* (nullable) */
  gint64      counter;
} CodeCheck;

/* A CpxTxnFunc. */
static gpointer
look_at_code (CpxTxn    *txn,
              gpointer   data,
              GError   **error)
{
  CodeCheck *check = data;

  return cpx_second_factor_check (txn, check->user_id, check->code, &check->counter, error) ? check : NULL;
}

/* -1 with an error, or the counter of the code; 0 if none is asked. */
static gint64
check_code (CpxPractice  *practice,
            Request      *request,
            CpxAttempts  *attempts,
            GError      **error)
{
  CodeCheck check = { cpx_record_get_id (cpx_practice_get_user (practice)), request->one_time_code, -1 };
  g_autoptr(GError) local_error = NULL;

  if (cpx_practice_look (practice, NULL, look_at_code, &check, NULL, &local_error) != NULL)
    return check.counter;
  if (g_error_matches (local_error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_WRONG_CODE))
    count_failure (attempts, request->login, local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));

  return -1;
}

/* What is noted once someone is in. */
typedef struct
{
  CpxAttempts *attempts;
  gint64       counter;   /* of the one-time code; 0: none */
  char        *glass;     /* (owned) (nullable): what is told of files opened by break-glass */
  gint64       back_us;   /* how far the clock of this post went back; 0: it did not */
} Entry;

/* A CpxDeedFunc. */
static gpointer
note_entry (CpxJournal  *journal,
            gpointer     data,
            GError     **error)
{
  Entry *entry = data;
  CpxTxn *txn = cpx_journal_get_txn (journal);
  GPtrArray *failures = cpx_attempts_get_unreported (entry->attempts);

  for (guint i = 0; i < failures->len; i++)
    {
      CpxAttempt *attempt = g_ptr_array_index (failures, i);
      g_autoptr(json_t) details = json_pack ("{s:s}", "login", attempt->login);

      if (!cpx_journal_note_past (journal, "practice.unlock-failed", NULL, details, attempt->time_us, NULL, error))
        return NULL;
    }
  if (entry->counter > 0 &&
      !cpx_user_secret_table_use (txn, cpx_journal_get_user_id (journal), entry->counter, error))
    return NULL;
  if (!cpx_glass_notice_take (journal, &entry->glass, error))
    return NULL;
  entry->back_us = cpx_clock_watch_get_back_us (journal);

  return cpx_journal_note (journal, NULL, "practice.unlocked", NULL, NULL, error);
}

/* What whoever comes in must hear. */
static void
tell_entry (CpxPractice *practice,
            const Entry *entry)
{
  g_autofree char *clock = entry->back_us > 0 ? cpx_clock_watch_dup_sentence (entry->back_us) : NULL;

  if (clock != NULL)
    cpx_practice_add_notice (practice, clock);
  if (entry->glass != NULL)
    cpx_practice_add_notice (practice, entry->glass);
}

/* Entering is noted before anything is shown; where nothing can be written, the notice says so. */
static gboolean
enter (CpxPractice  *practice,
       CpxAttempts  *attempts,
       const char   *login,
       gint64        counter,
       GError      **error)
{
  Entry entry = { .attempts = attempts, .counter = counter };
  g_autofree char *glass = NULL;
  g_autoptr(CpxReceipt) receipt = NULL;
  g_autoptr(GError) local_error = NULL;

  if (cpx_vault_is_read_only (cpx_practice_get_vault (practice)))
    return TRUE;
  receipt = cpx_practice_perform (practice, note_entry, &entry, g_object_unref, &local_error);
  glass = entry.glass;
  if (receipt == NULL && counter == 0 && cpx_follow_log_lets_read (local_error))
    {
      if (g_error_matches (local_error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_IO))
        tell_unwritten (practice);
      else
        cpx_practice_add_notice (practice, local_error->message);
      return TRUE;
    }
  if (receipt == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  tell_entry (practice, &entry);
  cpx_second_factor_say_who (practice);
  /* What cannot be forgotten here is noted twice, which harms less than not at all. */
  cpx_attempts_set_reported (attempts, NULL);
  cpx_attempts_add_success (attempts, login, NULL);

  return TRUE;
}

static gboolean
check_enabled (CpxPractice  *practice,
               GError      **error)
{
  if (!cpx_record_get_boolean (cpx_practice_get_user (practice), CPX_USER_DISABLED))
    return TRUE;
  g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_ALLOWED,
               _("This login was disabled: ask an administrator of the practice."));

  return FALSE;
}

/* Everything short of being in. */
static CpxPractice *
come_to_the_door (Request      *request,
                  CpxAttempts  *attempts,
                  gint64       *out_counter,
                  GError      **error)
{
  g_autoptr(CpxVault) vault = NULL;
  g_autoptr(CpxPractice) practice = NULL;

  if (!cpx_unlock_check_wait (attempts, request->login, error))
    return NULL;
  vault = open_vault (request, attempts, error);
  if (vault != NULL)
    practice = open_anyhow (request, vault, error);
  if (practice == NULL || !check_enabled (practice, error))
    return NULL;
  *out_counter = check_code (practice, request, attempts, error);
  if (*out_counter >= 0)
    return g_steal_pointer (&practice);
  cpx_practice_error_say_lost (error, request->path, _("the second factor of this user"));

  return NULL;
}

static CpxAttempts *
probe (Request  *request,
       GError  **error)
{
  g_autoptr(CpxVaultInfo) info = cpx_vault_probe (request->path, error);

  if (info == NULL)
    cpx_practice_error_translate (error);

  return info != NULL ? cpx_unlock_load_attempts (info) : NULL;
}

static CpxPractice *
unlock (Request  *request,
        GError  **error)
{
  g_autoptr(CpxAttempts) attempts = probe (request, error);
  g_autoptr(CpxPractice) practice = NULL;
  gint64 counter = -1;

  if (attempts != NULL)
    practice = come_to_the_door (request, attempts, &counter, error);
  if (practice == NULL || (!request->to_read && !cpx_follow_broken_log (practice, error)) ||
      !enter (practice, attempts, request->login, counter, error))
    return NULL;

  return g_steal_pointer (&practice);
}

/* A CpxDeedFunc. */
static gpointer
use_code_up (CpxJournal  *journal,
             gpointer     counter,
             GError     **error)
{
  gboolean used = cpx_user_secret_table_use (cpx_journal_get_txn (journal), cpx_journal_get_user_id (journal),
                                             *(gint64 *) counter, error);

  return used ? GINT_TO_POINTER (TRUE) : NULL;
}

/**
 * cpx_unlock_quietly:
 * @path: a vault
 * @login: who
 * @passphrase: their passphrase
 * @one_time_code: (nullable): six digits, for who has a second factor
 * @error: where the refusal goes
 *
 * Unlocks without noting it in the vault, for a copy that is about to become another device's. The code is used up.
 *
 * Returns: (transfer full) (nullable): the practice
 */
CpxPractice *
cpx_unlock_quietly (const char  *path,
                    const char  *login,
                    const char  *passphrase,
                    const char  *one_time_code,
                    GError     **error)
{
  g_autoptr(Request) request = request_new (path, login, passphrase, one_time_code);
  g_autoptr(CpxAttempts) attempts = probe (request, error);
  g_autoptr(CpxPractice) practice = NULL;
  gint64 counter = 0;

  if (attempts != NULL)
    practice = come_to_the_door (request, attempts, &counter, error);
  if (practice == NULL ||
      (counter > 0 && cpx_practice_perform (practice, use_code_up, &counter, NULL, error) == NULL))
    return NULL;

  return g_steal_pointer (&practice);
}

/**
 * cpx_practice_unlock:
 * @path: a vault
 * @login: who
 * @passphrase: their passphrase
 * @one_time_code: (nullable): six digits, for who has a second factor
 * @error: where the refusal goes
 *
 * Opens a practice. Takes half a second on purpose. With a second factor and no code the error is
 * %CPX_PRACTICE_ERROR_NEED_CODE: ask for it and call again.
 *
 * Returns: (transfer full) (nullable): the practice
 */
CpxPractice *
cpx_practice_unlock (const char  *path,
                     const char  *login,
                     const char  *passphrase,
                     const char  *one_time_code,
                     GError     **error)
{
  g_autoptr(Request) request = request_new (path, login, passphrase, one_time_code);

  request->anyhow = TRUE;

  return unlock (request, error);
}

/**
 * cpx_practice_unlock_to_read:
 * @path: a vault
 * @login: who
 * @passphrase: their passphrase
 * @one_time_code: (nullable): six digits, for who has a second factor
 * @error: where the refusal goes
 *
 * Does cpx_practice_unlock() for who only looks whether a file is sound, which may be damaged: nothing is written to
 * it. No header is healed, no log copied, no entry noted, the one-time code not used up. Let nobody work in it.
 *
 * Returns: (transfer full) (nullable): the practice
 */
CpxPractice *
cpx_practice_unlock_to_read (const char  *path,
                             const char  *login,
                             const char  *passphrase,
                             const char  *one_time_code,
                             GError     **error)
{
  g_autoptr(Request) request = request_new (path, login, passphrase, one_time_code);

  request->to_read = TRUE;

  return unlock (request, error);
}

/* A GTaskThreadFunc. */
static void
unlock_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  GError *error = NULL;
  CpxPractice *practice = unlock (task_data, &error);

  if (practice == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, practice, g_object_unref);
}

/**
 * cpx_practice_unlock_async:
 * @path: a vault
 * @login: who
 * @passphrase: their passphrase
 * @one_time_code: (nullable): six digits, for who has a second factor
 * @cancellable: (nullable): cancelled when nobody waits any more
 * @callback: called with the practice or the refusal
 * @user_data: for @callback
 *
 * Does cpx_practice_unlock() on a thread.
 */
void
cpx_practice_unlock_async (const char          *path,
                           const char          *login,
                           const char          *passphrase,
                           const char          *one_time_code,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = request_new (path, login, passphrase, one_time_code);

  request->anyhow = TRUE;
  g_task_set_source_tag (task, cpx_practice_unlock_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_run_in_thread (task, unlock_in_thread);
}

/**
 * cpx_practice_unlock_finish:
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): the practice
 */
CpxPractice *
cpx_practice_unlock_finish (GAsyncResult  *result,
                            GError       **error)
{
  CpxPractice *practice = g_task_propagate_pointer (G_TASK (result), error);

  if (practice != NULL)
    cpx_practice_watch (practice);

  return practice;
}
