/* cpx-second-factor.c: enrolling and dropping the six digits. cpx-unlock.c and cpx-own-signature.c ask for them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-second-factor-private.h"

#include "cpx-journal.h"
#include "cpx-practice-private.h"

#include <cpx-clock.h>
#include <cpx-totp.h>
#include <cpx-user-secret-table.h>
#include <cpx-user.h>
#include <glib/gi18n-lib.h>

/* Whose, and what proves that their telephone has it. */
typedef struct
{
  char *login;
  char *secret;  /* (nullable): base 32; NULL to drop it */
  char *code;    /* (nullable) */
} Request;

static Request *
request_new (const char *login,
             const char *secret,
             const char *code)
{
  Request *request = g_new0 (Request, 1);

  request->login = g_strdup (login);
  request->secret = g_strdup (secret);
  request->code = g_strdup (code);

  return request;
}

static void
request_free (Request *self)
{
  g_free (self->login);
  g_free (self->secret);
  g_free (self->code);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

/* RFC 4648 base 32 without padding; NULL if it is something else. */
static CpxSecret *
decode_base32 (const char *text)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  guint64 bits = 0;
  guint n_bits = 0;

  for (; *text != '\0' && *text != '='; text++)
    {
      const char *found = strchr (alphabet, g_ascii_toupper (*text));

      if (*text == ' ')
        continue;
      if (found == NULL)
        return NULL;
      bits = bits << 5 | (guint64) (found - alphabet);
      n_bits += 5;
      if (n_bits >= 8)
        {
          guint8 byte = (guint8) (bits >> (n_bits -= 8));

          g_byte_array_append (bytes, &byte, 1);
        }
    }

  return bytes->len >= 10 ? cpx_secret_new_from_bytes (bytes->data, bytes->len) : NULL;
}

/**
 * cpx_second_factor_new_secret:
 *
 * Returns: (transfer full): a fresh secret in base 32, to be shown as text and as a picture
 */
char *
cpx_second_factor_new_secret (void)
{
  g_autoptr(CpxSecret) secret = cpx_totp_secret_new ();

  return cpx_totp_dup_base32 (secret);
}

/**
 * cpx_second_factor_make_uri:
 * @secret: a secret in base 32
 * @login: whose
 * @practice_name: where
 *
 * Returns: (transfer full) (nullable): an `otpauth:` address, as telephones read it; `NULL` if @secret is not one
 */
char *
cpx_second_factor_make_uri (const char *secret,
                            const char *login,
                            const char *practice_name)
{
  g_autoptr(CpxSecret) bytes = decode_base32 (secret);

  return bytes != NULL ? cpx_totp_dup_uri (bytes, practice_name, login) : NULL;
}

static gboolean
refuse (CpxPracticeError   code,
        const char        *sentence,
        GError           **error)
{
  g_set_error_literal (error, CPX_PRACTICE_ERROR, (int) code, sentence);

  return FALSE;
}

/**
 * cpx_second_factor_check:
 * @txn: a transaction
 * @user_id: a user
 * @code: (nullable): six digits that they typed
 * @out_counter: (out): what the code counts, for cpx_user_secret_table_use(); 0 if they have no second factor
 * @error: where the refusal goes: %CPX_PRACTICE_ERROR_NEED_CODE, _WRONG_CODE for one that was used already too
 *
 * Returns: `TRUE` if @code is theirs and was not used, or none is asked
 */
gboolean
cpx_second_factor_check (CpxTxn      *txn,
                         const char  *user_id,
                         const char  *code,
                         gint64      *out_counter,
                         GError     **error)
{
  g_autoptr(GError) local_error = NULL;
  gint64 last_counter = -1;
  g_autoptr(GBytes) bytes = cpx_user_secret_table_get (txn, user_id, &last_counter, &local_error);
  g_autoptr(CpxSecret) secret = NULL;

  *out_counter = 0;
  if (bytes == NULL &&
      (local_error == NULL || g_error_matches (local_error, CPX_STORE_ERROR, CPX_STORE_ERROR_NOT_FOUND)))
    return TRUE;
  if (bytes == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (code == NULL)
    return refuse (CPX_PRACTICE_ERROR_NEED_CODE,
                   _("A one-time code is needed too: type the six digits that the telephone shows."), error);
  secret = cpx_secret_new_from_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  *out_counter = cpx_totp_check (secret, code, cpx_clock_now_us (), last_counter);

  return *out_counter >= 0 ||
         refuse (CPX_PRACTICE_ERROR_WRONG_CODE,
                 _("Incorrect one-time code, or one that was used already: wait for the next one."), error);
}

/* A CpxDeedFunc. */
static gpointer
say_who (CpxJournal  *journal,
         gpointer     data,
         GError     **error)
{
  return GINT_TO_POINTER (cpx_user_secret_table_say_who (cpx_journal_get_txn (journal), error));
}

/**
 * cpx_second_factor_say_who:
 * @practice: a practice that somebody comes into
 *
 * Sees to it that who has a second factor is said a second time, and tells where a bad page keeps it from being known.
 * A transaction of its own: a bad page undoes nothing else.
 */
void
cpx_second_factor_say_who (CpxPractice *practice)
{
  g_autoptr(GError) failure = NULL;

  if (cpx_practice_perform (practice, say_who, NULL, NULL, &failure) == NULL &&
      g_error_matches (failure, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_DAMAGED))
    cpx_practice_tell_damage (practice);
}

static gboolean
enrol (CpxJournal  *journal,
       CpxRecord   *user,
       Request     *request,
       GError     **error)
{
  CpxTxn *txn = cpx_journal_get_txn (journal);
  g_autoptr(CpxSecret) secret = decode_base32 (request->secret);
  g_autoptr(GBytes) bytes = NULL;
  gint64 counter = secret != NULL ? cpx_totp_check (secret, request->code, cpx_clock_now_us (), -1) : -1;

  if (counter < 0)
    {
      g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_WRONG_CODE,
                   _("This is not the code that the secret gives now: check the telephone's clock and try again."));
      return FALSE;
    }
  bytes = g_bytes_new (cpx_secret_get_bytes (secret), cpx_secret_get_size (secret));

  return cpx_user_secret_table_set (txn, cpx_record_get_id (user), bytes, error) &&
         cpx_user_secret_table_use (txn, cpx_record_get_id (user), counter, error);
}

/* A CpxDeedFunc. */
static gpointer
set (CpxJournal  *journal,
     gpointer     data,
     GError     **error)
{
  Request *request = data;
  CpxTxn *txn = cpx_journal_get_txn (journal);
  g_autoptr(CpxRecord) user = cpx_txn_find_user (txn, request->login, error);
  gboolean own;

  if (user == NULL)
    return NULL;
  own = g_strcmp0 (cpx_record_get_id (user), cpx_journal_get_user_id (journal)) == 0;
  if (!cpx_journal_check (journal, own ? "own-totp:write" : "user:write", error))
    return NULL;
  if (request->secret != NULL ? !enrol (journal, user, request, error)
                              : !cpx_user_secret_table_set (txn, cpx_record_get_id (user), NULL, error))
    return NULL;

  return cpx_journal_note (journal, NULL, request->secret != NULL ? "user.code-enrolled" : "user.code-removed", user,
                           NULL, error);
}

/**
 * cpx_practice_enrol_code:
 * @practice: a practice
 * @login: whose second factor
 * @secret: in base 32, from cpx_second_factor_new_secret()
 * @code: what their telephone shows, which proves that it has the secret
 * @error: where the refusal goes
 *
 * Asks for a one-time code at each unlock from now on. @code itself is used up by this.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_enrol_code (CpxPractice  *practice,
                         const char   *login,
                         const char   *secret,
                         const char   *code,
                         GError      **error)
{
  g_autoptr(Request) request = request_new (login, secret, code);

  return cpx_practice_perform (practice, set, request, g_object_unref, error);
}

/**
 * cpx_practice_enrol_code_async:
 * @practice: a practice
 * @login: whose second factor
 * @secret: in base 32
 * @code: what their telephone shows
 * @callback: called when done
 * @user_data: for @callback
 *
 * Does cpx_practice_enrol_code().
 */
void
cpx_practice_enrol_code_async (CpxPractice         *practice,
                               const char          *login,
                               const char          *secret,
                               const char          *code,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));
  g_return_if_fail (secret != NULL && code != NULL);

  cpx_practice_perform_async (practice, set, request_new (login, secret, code), (GDestroyNotify) request_free,
                              g_object_unref, NULL, callback, user_data);
}

/**
 * cpx_practice_enrol_code_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_enrol_code_finish (CpxPractice   *practice,
                                GAsyncResult  *result,
                                GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

/**
 * cpx_practice_remove_code:
 * @practice: a practice
 * @login: whose second factor
 * @error: where the refusal goes
 *
 * Asks for no code any more: one's own, or another's as an administrator when a telephone is lost.
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_remove_code (CpxPractice  *practice,
                          const char   *login,
                          GError      **error)
{
  g_autoptr(Request) request = request_new (login, NULL, NULL);

  return cpx_practice_perform (practice, set, request, g_object_unref, error);
}

/**
 * cpx_practice_remove_code_async:
 * @practice: a practice
 * @login: whose second factor
 * @callback: called when done
 * @user_data: for @callback
 *
 * Does cpx_practice_remove_code().
 */
void
cpx_practice_remove_code_async (CpxPractice         *practice,
                                const char          *login,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_perform_async (practice, set, request_new (login, NULL, NULL), (GDestroyNotify) request_free,
                              g_object_unref, NULL, callback, user_data);
}

/**
 * cpx_practice_remove_code_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): what it left behind
 */
CpxReceipt *
cpx_practice_remove_code_finish (CpxPractice   *practice,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return cpx_practice_perform_finish (practice, result, error);
}

/* A CpxTxnFunc: the user if they have a second factor. */
static gpointer
look_up (CpxTxn    *txn,
         gpointer   login,
         GError   **error)
{
  g_autoptr(CpxRecord) user = cpx_txn_find_user (txn, login, error);
  g_autoptr(GBytes) secret = NULL;
  gint64 last_counter;

  if (user == NULL)
    return NULL;
  secret = cpx_user_secret_table_get (txn, cpx_record_get_id (user), &last_counter, error);

  return secret != NULL ? g_steal_pointer (&user) : NULL;
}

/**
 * cpx_practice_has_code:
 * @practice: a practice
 * @login: who
 *
 * Returns: `TRUE` if a one-time code is asked of @login at each unlock
 */
gboolean
cpx_practice_has_code (CpxPractice *practice,
                       const char  *login)
{
  g_autoptr(CpxRecord) user = cpx_practice_look (practice, NULL, look_up, (gpointer) login, g_object_unref, NULL);

  return user != NULL;
}

/* Answers that are no NULL, which would be an error. */
typedef enum
{
  ANSWER_NO = 1,
  ANSWER_YES,
} Answer;

/* A CpxTxnFunc. */
static gpointer
answer (CpxTxn    *txn,
        gpointer   login,
        GError   **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(CpxRecord) user = look_up (txn, login, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return GINT_TO_POINTER (user != NULL ? ANSWER_YES : ANSWER_NO);
}

/**
 * cpx_practice_has_code_async:
 * @practice: a practice
 * @login: who
 * @cancellable: (nullable): for who no longer wants to know
 * @callback: called when done
 * @user_data: for @callback
 *
 * Does cpx_practice_has_code().
 */
void
cpx_practice_has_code_async (CpxPractice         *practice,
                             const char          *login,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));
  g_return_if_fail (login != NULL);

  cpx_practice_look_async (practice, NULL, answer, g_strdup (login), g_free, NULL, cancellable, callback, user_data);
}

/**
 * cpx_practice_has_code_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: why it is not known
 *
 * Returns: `TRUE` if a one-time code is asked of that user at each unlock; `FALSE` too with @error set
 */
gboolean
cpx_practice_has_code_finish (CpxPractice   *practice,
                              GAsyncResult  *result,
                              GError       **error)
{
  return GPOINTER_TO_INT (cpx_practice_perform_finish (practice, result, error)) == ANSWER_YES;
}
