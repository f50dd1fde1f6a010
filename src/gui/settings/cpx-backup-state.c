/* cpx-backup-state.c: what the settings say of the last backup.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-backup-state.h"

#include <glib/gi18n-lib.h>

#define LATE_AFTER_DAYS    3  /* a week-end without work is no fault */
#define MAX_PROBLEMS_SHOWN 3

static const CpxBackupInfo *
find_newest (GPtrArray *backups)
{
  const CpxBackupInfo *newest = NULL;

  for (guint i = 0; backups != NULL && i < backups->len; i++)
    {
      const CpxBackupInfo *backup = g_ptr_array_index (backups, i);

      if (newest == NULL || backup->made_us > newest->made_us)
        newest = backup;
    }

  return newest;
}

static int
count_days (GDateTime *from,
            GDateTime *to)
{
  g_autoptr(GDateTime) from_day =
    g_date_time_new_utc (g_date_time_get_year (from), g_date_time_get_month (from),
                         g_date_time_get_day_of_month (from), 0, 0, 0);
  g_autoptr(GDateTime) to_day =
    g_date_time_new_utc (g_date_time_get_year (to), g_date_time_get_month (to), g_date_time_get_day_of_month (to), 0, 0,
                         0);

  return (int) (g_date_time_difference (to_day, from_day) / G_TIME_SPAN_DAY);
}

static GDateTime *
make_local (gint64 time_us)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);

  return g_date_time_to_local (utc);
}

static char *
make_title (GDateTime *made,
            int        days)
{
  if (days <= 0)
    return g_date_time_format (made, _("Last backup: today at %H:%M"));
  if (days == 1)
    return g_date_time_format (made, _("Last backup: yesterday at %H:%M"));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Last backup: %d day ago", "Last backup: %d days ago",
                                       (gulong) days),
                          days);
}

/**
 * cpx_backup_state_compute:
 * @backups: (nullable) (element-type CpxBackupInfo): the backups that were found, in any order
 * @now_us: the time
 *
 * Tells of the newest backup.
 *
 * Returns: the state, to clear with cpx_backup_state_clear()
 */
CpxBackupState
cpx_backup_state_compute (GPtrArray *backups,
                          gint64     now_us)
{
  CpxBackupState self = { .icon_name = "dialog-warning-symbolic", .is_late = TRUE };
  g_autoptr(GDateTime) made = NULL;
  g_autoptr(GDateTime) now = make_local (now_us);
  g_autofree char *size = NULL;
  int days;

  self.newest = find_newest (backups);
  if (self.newest == NULL)
    {
      self.title = g_strdup (_("No backup yet"));
      self.subtitle = g_strdup (_("Make one now: it is encrypted and opens with the same passphrases"));
      return self;
    }

  made = make_local (self.newest->made_us);
  days = count_days (made, now);
  size = g_format_size (self.newest->size_bytes);
  self.title = make_title (made, days);
  self.subtitle = g_strdup_printf ("%s · %s", self.newest->path, size);
  self.is_late = days > LATE_AFTER_DAYS;
  if (!self.is_late)
    self.icon_name = "emblem-ok-symbolic";

  return self;
}

/**
 * cpx_backup_state_clear:
 * @self: a state
 *
 * Frees what the state owns.
 */
void
cpx_backup_state_clear (CpxBackupState *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);
}

/**
 * cpx_backup_state_dup_report:
 * @report: what a check found
 *
 * Returns: (transfer full): the report in one paragraph: what was counted, or the first things that are wrong
 */
char *
cpx_backup_state_dup_report (const CpxCheckReport *report)
{
  guint n_problems = report->problems != NULL ? report->problems->len : 0;
  guint shown = MIN (n_problems, MAX_PROBLEMS_SHOWN);
  GString *text;

  if (report->sound)
    {
      g_autofree char *n_records = g_strdup_printf ("%'" G_GUINT64_FORMAT, report->n_records);
      g_autofree char *n_entries = g_strdup_printf ("%'" G_GUINT64_FORMAT, report->n_audit_entries);

      g_autofree char *read = g_strdup_printf (_("Read from end to end: %s records, %s journal entries, nothing wrong"),
                                               n_records, n_entries);

      if (report->not_noted == NULL)
        return g_steal_pointer (&read);

      return g_strdup_printf (_("%s. Only the entry of this check in the audit log could not be written: %s"), read,
                              report->not_noted);
    }

  text = g_string_new (NULL);
  g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE,
                                             "%u problem was found: keep this file, restore an older backup.",
                                             "%u problems were found: keep this file, restore an older backup.",
                                             n_problems),
                          n_problems);
  for (guint i = 0; i < shown; i++)
    g_string_append_printf (text, "\n%s", (const char *) g_ptr_array_index (report->problems, i));

  return g_string_free (text, FALSE);
}
