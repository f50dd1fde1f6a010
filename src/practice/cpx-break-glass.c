/* cpx-break-glass.c: a role that does not open files opens one, for a reason, at once, and the audit log says so.
 *
 *   file named ──reason──▶ noted in the audit log ──durable──▶ open, to read ──30 minutes, or the lock──▶ closed
 *
 *  1. Nothing is shown before the entry is durable; where it cannot be written the file stays closed. (A role that
 *     opens files opens one on a full disk too: it does not need to be watched to be trusted.)
 *  2. It opens one file, to read: every write still asks for its own permission, lists and search for theirs.
 *  3. Who has the right needs no glass, and is refused: an entry that cries wolf would hide the others.
 *  4. The reason stands in clear in the log, as the frozen leaf has it: it outlives the patient's key.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-break-glass.h"

#include "cpx-glass-notice.h"
#include "cpx-journal.h"
#include "cpx-open-patient-private.h"
#include "cpx-practice-private.h"

#include <cpx-act.h>
#include <cpx-clock.h>
#include <cpx-fold.h>
#include <cpx-day.h>
#include <cpx-patient.h>

#include <glib/gi18n-lib.h>

#define PERMISSION "patient:break-glass"
#define DURATION_US (CPX_BROKEN_GLASS_MINUTES * 60 * G_USEC_PER_SEC)

typedef struct
{
  char   *number;      /* (nullable) */
  char   *name;        /* (nullable) */
  char   *birth_date;  /* (nullable) */
  char   *reason;
} Request;

static void
request_free (Request *self)
{
  g_free (self->number);
  g_free (self->name);
  g_free (self->birth_date);
  g_free (self->reason);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static char *
dup_filled (const char *text)
{
  g_autofree char *stripped = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  return stripped != NULL && *stripped != '\0' ? g_steal_pointer (&stripped) : NULL;
}

static Request *
request_new (const CpxGlassTarget *target,
             const char           *reason)
{
  Request *request = g_new0 (Request, 1);

  request->number = dup_filled (target->number);
  request->name = dup_filled (target->name);
  request->birth_date = dup_filled (target->birth_date);
  request->reason = g_strstrip (g_strdup (reason != NULL ? reason : ""));

  return request;
}

static char *
fail (CpxPracticeError   code,
      const char        *sentence,
      GError           **error)
{
  g_set_error_literal (error, CPX_PRACTICE_ERROR, code, sentence);

  return NULL;
}

/* 3 */
static gboolean
check_role (CpxRoles  roles,
            GError  **error)
{
  if (!cpx_access_may (roles, "patient:read"))
    return cpx_access_check (roles, PERMISSION, error);
  fail (CPX_PRACTICE_ERROR_REFUSED, _("Your role opens files: open this one as usual, without breaking the glass."),
        error);

  return FALSE;
}

static gboolean
check_reason (const char  *reason,
              GError     **error)
{
  const CpxField *field = &cpx_act_kind.fields[CPX_ACT_REASON];

  if (cpx_act_count_reason (reason) < CPX_ACT_MIN_REASON)
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                 _("Break-glass: say why in %d characters at least; the reason stays in the audit log."),
                 CPX_ACT_MIN_REASON);
  else if (g_utf8_strlen (reason, -1) > (glong) cpx_field_get_max_length (field))
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_INVALID,
                 _("Break-glass: the reason is too long; %u characters at most."), cpx_field_get_max_length (field));
  else
    return TRUE;

  return FALSE;
}

/* Which file */

static gboolean
contains_all (char **tokens,
              char **among)
{
  for (guint i = 0; tokens[i] != NULL; i++)
    {
      if (!g_strv_contains ((const char * const *) among, tokens[i]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
has_name (CpxRecord  *patient,
          int         field,
          char      **typed)
{
  const char *name = cpx_record_get_text (patient, field);
  g_auto(GStrv) tokens = name != NULL ? cpx_fold_tokens (name) : NULL;

  return tokens != NULL && tokens[0] != NULL && contains_all (tokens, typed);
}

/* The whole family name, at birth or in use, must have been typed; first names may be. */
static gboolean
is_named (CpxRecord  *patient,
          char      **typed)
{
  const int fields[] = { CPX_PATIENT_BIRTH_NAME, CPX_PATIENT_BIRTH_FIRST_NAMES, CPX_PATIENT_USED_NAME,
                         CPX_PATIENT_USED_FIRST_NAME };
  GString *all = g_string_new (NULL);
  g_auto(GStrv) tokens = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *text = cpx_record_get_text (patient, fields[i]);

      g_string_append_printf (all, "%s ", text != NULL ? text : "");
    }
  tokens = cpx_fold_tokens (all->str);
  g_string_free (all, TRUE);

  return contains_all (typed, tokens) &&
         (has_name (patient, CPX_PATIENT_BIRTH_NAME, typed) || has_name (patient, CPX_PATIENT_USED_NAME, typed));
}

static char *
choose_only (GPtrArray  *patients,
             GError    **error)
{
  if (patients->len == 1)
    return g_strdup (cpx_record_get_id (g_ptr_array_index (patients, 0)));
  if (patients->len == 0)
    return fail (CPX_PRACTICE_ERROR_NOT_FOUND,
                 _("No file is of that person: check the file number, or the whole name and the birth date."), error);

  return fail (CPX_PRACTICE_ERROR_REFUSED, _("Several files are of such a person: give the file number."), error);
}

static GPtrArray *
list_where (CpxTxn      *txn,
            int          field,
            const char  *value,
            GError     **error)
{
  g_autoptr(CpxQuery) query = cpx_query_new (&cpx_patient_kind);

  cpx_query_set_scope (query, CPX_QUERY_ALL);
  cpx_query_where (query, field, value);

  return cpx_txn_list (txn, query, error);
}

static char *
find_by_number (CpxTxn      *txn,
                const char  *number,
                GError     **error)
{
  g_autoptr(GPtrArray) found = NULL;
  CpxId id;

  if (cpx_id_parse (number, &id))
    return cpx_id_dup_text (&id);
  found = list_where (txn, CPX_PATIENT_FILE_NUMBER, number, error);

  return found != NULL ? choose_only (found, error) : NULL;
}

static char *
find_by_name (CpxTxn         *txn,
              const char     *name,
              CpxPartialDate  birth,
              GError        **error)
{
  g_autofree char *iso = cpx_partial_date_format_iso (birth);
  g_autoptr(GPtrArray) born_then = list_where (txn, CPX_PATIENT_BIRTH_DATE, iso, error);
  g_autoptr(GPtrArray) named = g_ptr_array_new ();
  g_auto(GStrv) typed = cpx_fold_tokens (name);

  if (born_then == NULL)
    return NULL;
  for (guint i = 0; i < born_then->len; i++)
    {
      CpxRecord *patient = g_ptr_array_index (born_then, i);

      if (is_named (patient, typed) && !cpx_record_has (patient, CPX_PATIENT_MERGED_INTO))
        g_ptr_array_add (named, patient);
    }

  return choose_only (named, error);
}

static char *
refuse_day (const char  *typed,
            GError     **error)
{
  const char *label = cpx_field_get_label (&cpx_patient_kind.fields[CPX_PATIENT_BIRTH_DATE]);
  g_autofree char *fault = cpx_day_dup_fault (label, typed);

  return fail (CPX_PRACTICE_ERROR_INVALID, fault, error);
}

static char *
find_target (CpxTxn         *txn,
             const Request  *request,
             GError        **error)
{
  CpxPartialDate birth;

  if (request->number != NULL)
    return find_by_number (txn, request->number, error);
  if (request->name == NULL || request->birth_date == NULL)
    return fail (CPX_PRACTICE_ERROR_INVALID,
                 _("Break-glass: give the file number, or the whole name and the birth date."), error);
  if (!cpx_partial_date_parse (request->birth_date, &birth) || !cpx_partial_date_is_full (birth))
    return refuse_day (request->birth_date, error);

  return find_by_name (txn, request->name, birth, error);
}

/* The deed */

/* 1 */
static CpxPatientFile *
note (CpxJournal      *journal,
      CpxPatientFile  *file,
      const char      *reason,
      GError         **error)
{
  g_autoptr(json_t) details = json_pack ("{s:i}", "minutes", CPX_BROKEN_GLASS_MINUTES);
  g_autoptr(CpxReceipt) receipt = cpx_journal_note_reason (journal, PERMISSION, "patient.glass-broken", file->patient,
                                                           reason, details, error);

  if (receipt == NULL || !cpx_glass_notice_count (journal, error))
    {
      cpx_patient_file_free (file);
      return NULL;
    }
  file->noted = TRUE;
  file->glass_until_us = cpx_clock_now_us () + DURATION_US;

  return file;
}

/* A CpxDeedFunc. */
static gpointer
break_glass (CpxJournal  *journal,
             gpointer     data,
             GError     **error)
{
  Request *request = data;
  CpxTxn *txn = cpx_journal_get_txn (journal);
  g_autofree char *patient_id = NULL;
  CpxPatientFile *file = NULL;

  if (!check_role (cpx_journal_get_roles (journal), error) || !check_reason (request->reason, error))
    return NULL;
  patient_id = find_target (txn, request, error);
  if (patient_id != NULL)
    file = cpx_patient_file_read (txn, patient_id, error);

  return file != NULL ? note (journal, file, request->reason, error) : NULL;
}

/* Once the entry is durable, and not before. */
static void
grant (CpxPractice          *practice,
       const CpxPatientFile *file)
{
  CpxBrokenGlass *glass = cpx_practice_get_broken_glass (practice);

  cpx_broken_glass_add (glass, cpx_record_get_id (file->patient), file->glass_until_us);
  if (file->merged != NULL)
    cpx_broken_glass_add (glass, cpx_record_get_id (file->merged), file->glass_until_us);
}

static void
say_unwritable (GError **error)
{
  if (error == NULL || !g_error_matches (*error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_IO))
    return;
  g_clear_error (error);
  fail (CPX_PRACTICE_ERROR_IO,
        _("The disk cannot be written, and breaking the glass must be noted first: make room on the disk, or ask "
          "someone whose role opens files."), error);
}

/**
 * cpx_practice_may_read_file:
 * @self: a practice
 * @patient_id: a patient
 *
 * Returns: `TRUE` if who unlocked it opens files, or opened this one by break-glass and it did not close again
 */
gboolean
cpx_practice_may_read_file (CpxPractice *self,
                            const char  *patient_id)
{
  return cpx_practice_may (self, "patient:read") ||
         cpx_broken_glass_allows (cpx_practice_get_broken_glass (self), patient_id);
}

/**
 * cpx_practice_get_file_permission:
 * @self: a practice
 * @patient_id: (nullable): a patient; `NULL` for what is of several
 *
 * Returns: (transfer none) (nullable): what is asked before something of @patient_id is read; `NULL`: nothing
 */
const char *
cpx_practice_get_file_permission (CpxPractice *self,
                                  const char  *patient_id)
{
  gboolean is_open = patient_id != NULL && cpx_broken_glass_allows (cpx_practice_get_broken_glass (self), patient_id);

  return is_open ? NULL : "patient:read";
}

/**
 * cpx_practice_needs_glass:
 * @practice: a practice
 *
 * Returns: `TRUE` if who unlocked it opens files by break-glass alone
 */
gboolean
cpx_practice_needs_glass (CpxPractice *practice)
{
  return !cpx_practice_may (practice, "patient:read") && cpx_practice_may (practice, PERMISSION);
}

/**
 * cpx_practice_break_glass:
 * @practice: a practice
 * @target: which file
 * @reason: why, in 20 characters at least (%CPX_ACT_MIN_REASON); kept in clear
 * @error: where the refusal goes
 *
 * Opens a file that the user's role does not open, for %CPX_BROKEN_GLASS_MINUTES minutes or until the lock, to read.
 *
 * Returns: (transfer full) (nullable): the file, with the instant at which it closes
 */
CpxPatientFile *
cpx_practice_break_glass (CpxPractice           *practice,
                          const CpxGlassTarget  *target,
                          const char            *reason,
                          GError               **error)
{
  g_autoptr(Request) request = request_new (target, reason);
  g_autoptr(GError) local_error = NULL;
  CpxPatientFile *file;

  g_return_val_if_fail (CPX_IS_PRACTICE (practice), NULL);

  file = cpx_practice_perform (practice, break_glass, request, (GDestroyNotify) cpx_patient_file_free, &local_error);
  if (file != NULL)
    {
      grant (practice, file);
      return file;
    }
  say_unwritable (&local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));

  return NULL;
}

/**
 * cpx_practice_break_glass_async:
 * @practice: a practice
 * @target: which file
 * @reason: why
 * @callback: called when it is open, or refused
 * @user_data: for @callback
 *
 * Does cpx_practice_break_glass().
 */
void
cpx_practice_break_glass_async (CpxPractice          *practice,
                                const CpxGlassTarget *target,
                                const char           *reason,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data)
{
  g_return_if_fail (CPX_IS_PRACTICE (practice));

  cpx_practice_perform_async (practice, break_glass, request_new (target, reason), (GDestroyNotify) request_free,
                              (GDestroyNotify) cpx_patient_file_free, NULL, callback, user_data);
}

/**
 * cpx_practice_break_glass_finish:
 * @practice: a practice
 * @result: what the callback was given
 * @error: where the refusal goes
 *
 * Returns: (transfer full) (nullable): the file
 */
CpxPatientFile *
cpx_practice_break_glass_finish (CpxPractice   *practice,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_autoptr(GError) local_error = NULL;
  CpxPatientFile *file = cpx_practice_perform_finish (practice, result, &local_error);

  if (file != NULL)
    {
      grant (practice, file);
      return file;
    }
  say_unwritable (&local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));

  return NULL;
}
