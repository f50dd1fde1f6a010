/* cpx-cli-log-filter.c: logins, file numbers, names of posts and days become what a filter asks for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-cli-log-filter.h"

#include <cpx-day.h>
#include <cpx-device.h>
#include <cpx-find-records.h>
#include <cpx-id.h>
#include <cpx-known-actions.h>
#include <cpx-user.h>

#include <glib/gi18n-lib.h>
#include <string.h>

char *cpx_cli_log_person;
char *cpx_cli_log_patient;
char *cpx_cli_log_record;
char **cpx_cli_log_actions;
char *cpx_cli_log_from;
char *cpx_cli_log_until;
char *cpx_cli_log_device;
char *cpx_cli_log_text;

/* Midnight, as the clock on the wall has it, of the day, or of the one after it. */
static gboolean
read_day (const char  *option,
          const char  *text,
          int          n_days_more,
          gint64      *out_us,
          GError     **error)
{
  g_autoptr(GDateTime) midnight = NULL;
  CpxDay day;
  GDate date;

  if (text == NULL)
    return TRUE;
  if (!cpx_day_parse (text, &day) || day == CPX_DAY_NONE)
    {
      g_autofree char *fault = cpx_day_dup_fault (option, text);

      g_set_error_literal (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, fault);
      return FALSE;
    }
  day = cpx_day_add (day, n_days_more);
  if (day == CPX_DAY_NONE)   /* the calendar ends before: no bound */
    return TRUE;
  date = cpx_day_to_date (day);
  midnight = g_date_time_new_local (g_date_get_year (&date), (int) g_date_get_month (&date), g_date_get_day (&date),
                                    0, 0, 0);
  *out_us = g_date_time_to_unix (midnight) * G_USEC_PER_SEC;

  return TRUE;
}

static gboolean
read_days (gint64  *out_from_us,
           gint64  *out_until_us,
           GError **error)
{
  return read_day ("--from", cpx_cli_log_from, 0, out_from_us, error) &&
         read_day ("--until", cpx_cli_log_until, 1, out_until_us, error);
}

static gboolean
check_record (GError **error)
{
  CpxId id;

  if (cpx_cli_log_record == NULL || cpx_id_parse (cpx_cli_log_record, &id))
    return TRUE;
  g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, _("“%s” is no id of a record."), cpx_cli_log_record);

  return FALSE;
}

/* A name that nothing has would find nothing, in silence. */
static gboolean
check_action (const char  *action,
              GError     **error)
{
  g_autofree char *near = NULL, *nouns = NULL;

  if (!cpx_cli_check_option (action, error))
    return FALSE;
  if (cpx_known_actions_has (action))
    return TRUE;
  near = cpx_known_actions_dup_near (action);
  nouns = near == NULL ? cpx_known_actions_dup_nouns () : NULL;
  if (near != NULL)
    g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, _("Nothing in the log is called “%s”. Did you mean: %s?"),
                 action, near);
  else
    g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE,
                 _("Nothing in the log is called “%s”. What is there begins with: %s."), action, nouns);

  return FALSE;
}

/**
 * cpx_cli_log_filter_check:
 * @error: where the fault goes: %CPX_CLI_ERROR_USAGE
 *
 * Checks the options before anybody is asked for a passphrase.
 *
 * Returns: `TRUE` if they can be read
 */
gboolean
cpx_cli_log_filter_check (GError **error)
{
  const char *const texts[] = { cpx_cli_log_person, cpx_cli_log_patient, cpx_cli_log_record, cpx_cli_log_from,
                                cpx_cli_log_until, cpx_cli_log_device, cpx_cli_log_text };
  gint64 from_us = G_MININT64, until_us = G_MAXINT64;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (!cpx_cli_check_option (texts[i], error))
        return FALSE;
    }
  for (guint i = 0; cpx_cli_log_actions != NULL && cpx_cli_log_actions[i] != NULL; i++)
    {
      if (!check_action (cpx_cli_log_actions[i], error))
        return FALSE;
    }
  if (!read_days (&from_us, &until_us, error))
    return FALSE;
  if (from_us < until_us)
    return check_record (error);
  g_set_error_literal (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE, _("--until is before --from: exchange the two."));

  return FALSE;
}

/* Of the records of a kind, which one has a text in a field, or is that id? */
static char *
find_in (GPtrArray  *records,
         guint       field,
         const char *given)
{
  for (guint i = 0; i < records->len; i++)
    {
      CpxRecord *record = g_ptr_array_index (records, i);

      if (g_strcmp0 (cpx_record_get_text (record, field), given) == 0 ||
          strcmp (cpx_record_get_id (record), given) == 0)
        return g_strdup (cpx_record_get_id (record));
    }

  return NULL;
}

/* FALSE without an error if nobody is called so. */
static gboolean
find_record (CpxCli         *cli,
             const CpxKind  *kind,
             guint           field,
             const char     *given,
             char          **out_id,
             GError        **error)
{
  for (guint archived = 0; archived < 2 && *out_id == NULL; archived++)
    {
      const CpxRecordsWanted wanted = { .kind = kind, .archived = archived > 0 };
      g_autoptr(GPtrArray) records = cpx_practice_list_records (cli->practice, &wanted, error);

      if (records == NULL)
        return FALSE;
      *out_id = find_in (records, field, given);
    }

  return *out_id != NULL;
}

static gboolean
read_person (CpxCli        *cli,
             CpxLogFilter  *filter,
             GError       **error)
{
  g_autoptr(GError) fault = NULL;
  g_autofree char *login = NULL;

  if (cpx_cli_log_person == NULL)
    return TRUE;
  if (*cpx_cli_log_person == '\0')
    {
      filter->user_id = g_strdup (CPX_LOG_NOBODY);
      return TRUE;
    }
  login = g_ascii_strdown (cpx_cli_log_person, -1);   /* as every login is */
  if (find_record (cli, &cpx_user_kind, CPX_USER_LOGIN, login, &filter->user_id, &fault))
    return TRUE;
  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  else
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND,
                 _("There is no user “%s”: “cpxctl user list” names them."), cpx_cli_log_person);

  return FALSE;
}

/* The ids of the posts of a name; of one alone if it is an id. */
static GPtrArray *
find_posts (CpxCli      *cli,
            const char  *given,
            GError     **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint archived = 0; archived < 2; archived++)
    {
      const CpxRecordsWanted wanted = { .kind = &cpx_device_kind, .archived = archived > 0 };
      g_autoptr(GPtrArray) posts = cpx_practice_list_records (cli->practice, &wanted, error);

      if (posts == NULL)
        return NULL;
      for (guint i = 0; i < posts->len; i++)
        {
          CpxRecord *post = g_ptr_array_index (posts, i);

          if (g_strcmp0 (cpx_record_get_text (post, CPX_DEVICE_NAME), given) == 0 ||
              g_ascii_strcasecmp (cpx_record_get_id (post), given) == 0)
            g_ptr_array_add (ids, g_strdup (cpx_record_get_id (post)));
        }
    }

  return g_steal_pointer (&ids);
}

/* Two posts have one name after a restore: both are called as the machine is. */
static void
fail_ambiguous (CpxCli      *cli,
                const char  *given,
                GPtrArray   *ids,
                GError     **error)
{
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      gboolean is_own = strcmp (id, cpx_practice_get_device_id (cli->practice)) == 0;

      g_string_append (list, i > 0 ? ", " : "");
      if (is_own)
        /* Translators: the id of the post where one is. */
        g_string_append_printf (list, _("%s (this post)"), id);
      else
        g_string_append (list, id);
    }
  g_set_error (error, CPX_CLI_ERROR, CPX_CLI_ERROR_USAGE,
               _("Several posts are called “%s”: give the id of the one you mean: %s."), given, list->str);
}

/**
 * cpx_cli_find_post:
 * @cli: an unlocked practice
 * @given: (nullable): the name of a post, or its id
 * @out_id: (out) (transfer full) (nullable): its id; `NULL` if none was given
 * @error: where the fault goes: there is none of that name, or there are several
 *
 * Returns: `TRUE` if it is known which post is meant
 */
gboolean
cpx_cli_find_post (CpxCli      *cli,
                   const char  *given,
                   char       **out_id,
                   GError     **error)
{
  g_autoptr(GPtrArray) ids = NULL;

  *out_id = NULL;
  if (given == NULL)
    return TRUE;
  ids = find_posts (cli, given, error);
  if (ids == NULL)
    return FALSE;
  if (ids->len == 1)
    *out_id = g_strdup (g_ptr_array_index (ids, 0));
  else if (ids->len == 0)
    g_set_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_NOT_FOUND,
                 _("There is no post “%s”: “cpxctl record list device” names them."), given);
  else
    fail_ambiguous (cli, given, ids, error);

  return *out_id != NULL;
}

static gboolean
read_patient (CpxCli        *cli,
              CpxLogFilter  *filter,
              GError       **error)
{
  if (cpx_cli_log_patient == NULL)
    return TRUE;
  filter->patient_id = cpx_practice_find_patient_id (cli->practice, cpx_cli_log_patient, error);

  return filter->patient_id != NULL;
}

/**
 * cpx_cli_log_filter_read:
 * @cli: an unlocked practice
 * @out_filter: (out caller-allocates): what is asked for; to be cleared in any case
 * @error: where the fault goes: there is no such person, patient or post
 *
 * Returns: `TRUE` if it can be asked
 */
gboolean
cpx_cli_log_filter_read (CpxCli        *cli,
                         CpxLogFilter  *out_filter,
                         GError       **error)
{
  cpx_log_filter_init (out_filter);
  out_filter->record_id = g_strdup (cpx_cli_log_record);
  out_filter->actions = g_strdupv (cpx_cli_log_actions);
  out_filter->text = g_strdup (cpx_cli_log_text);

  return read_days (&out_filter->from_us, &out_filter->until_us, error) && read_person (cli, out_filter, error) &&
         cpx_cli_find_post (cli, cpx_cli_log_device, &out_filter->device_id, error) &&
         read_patient (cli, out_filter, error);
}
