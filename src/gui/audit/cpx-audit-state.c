/* cpx-audit-state.c: what the journal says on the screen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-state.h"

#include "cpx-day-name.h"

#include <cpx-id.h>
#include <cpx-partial-date.h>
#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const readings[] = { "patient.opened", "patient.glass-broken", NULL };
static const char *const files[] = { "patient.", "allergy.", "alert.", "history.", "treatment.", "contact.", "cover.",
                                     NULL };
static const char *const operations[] = { "intervention.", "note.", NULL };
static const char *const codings[] = { "coding.", "act.", "suggestions.", NULL };
static const char *const breaks[] = { "patient.glass-broken", NULL };
static const char *const departures[] = { "practice.exported", "practice.imported", "log.exported", "log.proved",
                                          "backup.made", "act.proved", "coding.proved", "recovery.printed",
                                          "recovery.saved", "device.restored", NULL };
static const char *const unlocks[] = { "practice.unlocked", "practice.unlock-failed", "practice.recovered",
                                       "coding.signature-refused", "patient.erasure-refused", NULL };
static const char *const users[] = { "user.", "slot.", "recovery.", "device.", "vault.", NULL };
static const char *const settings[] = { "nomenclature.", "lexicon.", "lexicon_entry.", "volumes.", "learning.",
                                        "language-model.", "favourite.", "room.", "practitioner.", "establishment.",
                                        "correspondent.", "practice.edited", NULL };
static const char *const seals[] = { "log.", "anchor.", "second-place.", "clock.", NULL };

static const CpxAuditGroup groups[] = {
  { N_("All actions"), NULL },
  { N_("Files opened"), readings },
  { N_("Patient files"), files },
  { N_("Operations and reports"), operations },
  { N_("Coding"), codings },
  { N_("Break-glass"), breaks },
  { N_("Exports, proofs and backups"), departures },
  { N_("Unlocks and refusals"), unlocks },
  { N_("Users, keys and posts"), users },
  { N_("CCAM and settings"), settings },
  { N_("The journal itself"), seals },
};

/**
 * cpx_audit_state_list_groups:
 * @out_n_groups: (out): how many
 *
 * Returns: (array length=out_n_groups) (transfer none): the actions by what they are about; the first is all of them
 */
const CpxAuditGroup *
cpx_audit_state_list_groups (guint *out_n_groups)
{
  *out_n_groups = G_N_ELEMENTS (groups);

  return groups;
}

/**
 * cpx_audit_state_find_group:
 * @filter: a filter
 *
 * Returns: the group whose actions it asks for; 0 if it asks for all, or for others
 */
guint
cpx_audit_state_find_group (const CpxLogFilter *filter)
{
  for (guint i = 1; filter->actions != NULL && i < G_N_ELEMENTS (groups); i++)
    {
      if (g_strv_equal ((const char *const *) filter->actions, groups[i].actions))
        return i;
    }

  return 0;
}

static gint64
to_us (GDateTime *time)
{
  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

/**
 * cpx_audit_state_find_period:
 * @period: which
 * @now: the present, local
 * @out_from_us: (out): inclusive
 * @out_until_us: (out): exclusive
 *
 * Says from when until when; a period that goes on until today has no end, for clocks of other posts may be ahead.
 */
void
cpx_audit_state_find_period (CpxAuditPeriod  period,
                             GDateTime      *now,
                             gint64         *out_from_us,
                             gint64         *out_until_us)
{
  g_autoptr(GDateTime) midnight =
    g_date_time_new (g_date_time_get_timezone (now), g_date_time_get_year (now), g_date_time_get_month (now),
                     g_date_time_get_day_of_month (now), 0, 0, 0);
  g_autoptr(GDateTime) begin = NULL;

  *out_from_us = G_MININT64;
  *out_until_us = G_MAXINT64;
  switch (period)
    {
    case CPX_AUDIT_PERIOD_TODAY:
      begin = g_date_time_ref (midnight);
      break;
    case CPX_AUDIT_PERIOD_WEEK:
      begin = g_date_time_add_days (midnight, -6);
      break;
    case CPX_AUDIT_PERIOD_MONTH:
      begin = g_date_time_add_days (midnight, -29);
      break;
    case CPX_AUDIT_PERIOD_YEAR:
      begin = g_date_time_new (g_date_time_get_timezone (now), g_date_time_get_year (now), 1, 1, 0, 0, 0);
      break;
    case CPX_AUDIT_PERIOD_ALL:
    case CPX_AUDIT_PERIOD_DAYS:
    default:
      return;
    }
  *out_from_us = to_us (begin);
}

static gboolean
read_day (const char *text,
          GTimeZone  *zone,
          int         days_later,
          gint64     *out_us)
{
  g_autoptr(GDateTime) day = NULL;
  g_autoptr(GDateTime) instant = NULL;
  CpxPartialDate date;

  if (*text == '\0')
    return TRUE;
  if (!cpx_partial_date_parse (text, &date) || !cpx_partial_date_is_full (date))
    return FALSE;
  day = g_date_time_new (zone, date.year, date.month, date.day, 0, 0, 0);
  instant = day != NULL ? g_date_time_add_days (day, days_later) : NULL;
  if (instant != NULL)
    *out_us = to_us (instant);

  return instant != NULL;
}

/**
 * cpx_audit_state_read_days:
 * @from: the first day, as it was typed; empty: no beginning
 * @until: the last day; empty: no end
 * @zone: the local time zone
 * @out_from_us: (out): inclusive
 * @out_until_us: (out): exclusive
 *
 * Reads a period of whole days.
 *
 * Returns: `FALSE` if one is no day, or the last is before the first
 */
gboolean
cpx_audit_state_read_days (const char *from,
                           const char *until,
                           GTimeZone  *zone,
                           gint64     *out_from_us,
                           gint64     *out_until_us)
{
  *out_from_us = G_MININT64;
  *out_until_us = G_MAXINT64;

  return read_day (from, zone, 0, out_from_us) && read_day (until, zone, 1, out_until_us) &&
         *out_from_us < *out_until_us;
}

/**
 * cpx_audit_state_dup_days_fault:
 * @from: the first day, as it was typed
 * @until: the last day
 *
 * Returns: (transfer full): why cpx_audit_state_read_days() did not take them
 */
char *
cpx_audit_state_dup_days_fault (const char *from,
                                const char *until)
{
  char *absence = cpx_partial_date_dup_absence (_("First day"), from);

  if (absence == NULL)
    absence = cpx_partial_date_dup_absence (_("Last day"), until);

  return absence != NULL ? absence : g_strdup (_("Type days as 01/09/2026, the first before the last."));
}

static gboolean
is_same_day (GDateTime *a,
             GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b) &&
         g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

/* French names of days are written small, but not as the first word. */
static char *
dup_capitalized (const char *text)
{
  g_autofree char *first = g_utf8_substring (text, 0, 1);
  g_autofree char *large = g_utf8_strup (first, -1);

  return g_strconcat (large, g_utf8_next_char (text), NULL);
}

/**
 * cpx_audit_state_dup_day:
 * @time_us: when something happened
 * @now: the present, local
 *
 * Returns: (transfer full): the heading of its day
 */
char *
cpx_audit_state_dup_day (gint64     time_us,
                         GDateTime *now)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);
  g_autoptr(GDateTime) time = utc != NULL ? g_date_time_to_timezone (utc, g_date_time_get_timezone (now)) : NULL;
  g_autoptr(GDateTime) yesterday = g_date_time_add_days (now, -1);
  g_autofree char *day = time != NULL ? cpx_day_name_dup (time) : NULL;

  if (time == NULL)
    return g_strdup ("");
  /* Translators: the heading of a day; the argument is the whole date */
  if (is_same_day (time, now))
    return g_strdup_printf (_("Today, %s"), day);
  if (is_same_day (time, yesterday))
    return g_strdup_printf (_("Yesterday, %s"), day);

  return dup_capitalized (day);
}

/**
 * cpx_audit_state_dup_time:
 * @facts: an entry
 *
 * Returns: (transfer full): at what time of the day, empty if the entry cannot be read
 */
char *
cpx_audit_state_dup_time (const CpxLogFacts *facts)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (facts->time_us / G_USEC_PER_SEC);

  return facts->time_us != 0 && time != NULL ? g_date_time_format (time, "%H:%M") : g_strdup ("");
}

static char *
dup_patient (const CpxLogFacts *facts)
{
  if (facts->patient_id == NULL)
    return NULL;
  if (facts->erased_us != 0)
    return g_strdup (_("erased file"));
  if (facts->patient_name != NULL)
    return g_strdup (facts->patient_name);

  return g_strdup (facts->details_state == CPX_LOG_DETAILS_WITHHELD ? _("a patient’s file") : _("removed file"));
}

static char *
dup_number (const CpxLogFacts *facts)
{
  g_autofree char *number = cpx_audit_state_dup_number (facts->index + 1);

  return g_strdup_printf (_("entry %s"), number);
}

/**
 * cpx_audit_state_dup_about:
 * @facts: an entry
 *
 * Returns: (transfer full): what stands under its sentence: the patient, the post, the number by which a verification
 *   names it, and what is wrong with the clock
 */
char *
cpx_audit_state_dup_about (const CpxLogFacts *facts)
{
  g_autofree char *patient = dup_patient (facts);
  g_autofree char *number = dup_number (facts);
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_auto(GStrv) list = NULL;

  if (patient != NULL)
    g_strv_builder_add (parts, patient);
  if (facts->device_name != NULL)
    g_strv_builder_add (parts, facts->device_name);
  g_strv_builder_add (parts, number);
  if (facts->reason != NULL && *facts->reason != '\0')
    {
      g_autofree char *reason = g_strdup_printf (_("reason: %s"), facts->reason);

      g_strv_builder_add (parts, reason);
    }
  if (facts->clock_back)
    g_strv_builder_add (parts, _("the clock had been set back"));
  list = g_strv_builder_end (parts);

  return g_strjoinv (" · ", list);
}

static char *
dup_erased (const CpxLogFacts *facts)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (facts->erased_us / G_USEC_PER_SEC);
  g_autofree char *day = time != NULL && facts->erased_us != 0 ? g_date_time_format (time, "%d/%m/%Y") : NULL;

  if (day == NULL)
    return g_strdup (_("Erased: what this entry said cannot be read any more. The proof of the entry still holds."));

  /* Translators: a day, then an article of law */
  return g_strdup_printf (_("Erased on %s, legal basis: %s. The proof of the entry still holds."), day,
                          facts->legal_basis != NULL ? facts->legal_basis : "–");
}

/**
 * cpx_audit_state_dup_details:
 * @facts: an entry
 *
 * Returns: (transfer full): why there are no details to see; empty if they are there
 */
char *
cpx_audit_state_dup_details (const CpxLogFacts *facts)
{
  switch (facts->details_state)
    {
    case CPX_LOG_DETAILS_ERASED:
      return dup_erased (facts);
    case CPX_LOG_DETAILS_WITHHELD:
      return g_strdup (_("What was changed in this patient’s file is shown only to those whose role reads files."));
    case CPX_LOG_DETAILS_UNREADABLE:
      return g_strdup (_("The details of this entry cannot be opened: they were damaged or altered. Verify the "
                         "journal."));
    case CPX_LOG_DETAILS_NONE:
      return g_strdup (_("This entry has no details."));
    case CPX_LOG_DETAILS_OPEN:
    default:
      return g_strdup ("");
    }
}

/**
 * cpx_audit_state_dup_number:
 * @number: a number
 *
 * Returns: (transfer full): the number with thin spaces between thousands, as in print
 */
char *
cpx_audit_state_dup_number (guint64 number)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, number);
  gsize length = strlen (digits);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (text, "\u202f");
      g_string_append_c (text, digits[i]);
    }

  return g_string_free (text, FALSE);
}

static char *
dup_entries (guint    n,
             gboolean filtered)
{
  g_autofree char *number = cpx_audit_state_dup_number (n);

  if (filtered)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s entry found", "%s entries found", n), number);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s entry", "%s entries", n), number);
}

/**
 * cpx_audit_state_dup_count:
 * @n_shown: how many entries the list has
 * @filtered: whether something special is asked for
 * @search: how the search for words stands
 *
 * Returns: (transfer full): how many entries there are, and how far the search has come
 */
char *
cpx_audit_state_dup_count (guint               n_shown,
                           gboolean            filtered,
                           const CpxLogSearch *search)
{
  g_autofree char *entries = dup_entries (n_shown, filtered);
  g_autofree char *looked = cpx_audit_state_dup_number (search->n_looked);
  g_autofree char *to_look = cpx_audit_state_dup_number (search->n_to_look);

  if (!search->searching && !search->paused)
    return g_steal_pointer (&entries);

  /* Translators: "12 entries found", then how many were read of how many */
  return g_strdup_printf (search->searching ? _("%s · reading: %s of %s") : _("%s · read so far: %s of %s"), entries,
                          looked, to_look);
}

static char *
dup_checking (guint64 n_done,
              guint64 n_entries)
{
  g_autofree char *done = cpx_audit_state_dup_number (n_done);
  g_autofree char *all = cpx_audit_state_dup_number (n_entries);

  if (n_entries == 0)
    return g_strdup (_("Verifying the journal…"));

  return g_strdup_printf (_("Verifying the journal: %s of %s entries"), done, all);
}

static char *
dup_sound (const CpxLogCheck *check)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (check->checked_us / G_USEC_PER_SEC);
  g_autofree char *clock = g_date_time_format (time, "%H:%M");
  g_autofree char *number = cpx_audit_state_dup_number (check->n_entries);

  if (check->n_seals == 0)
    return g_strdup_printf (_("The chain of the journal holds: %s entries verified at %s, no seal yet"), number, clock);

  return g_strdup_printf (_("Journal intact: %s entries verified at %s"), number, clock);
}

/**
 * cpx_audit_state_dup_index:
 * @index: how far the index of the log is
 *
 * Returns: (transfer full) (nullable): why the journal takes its time; `NULL` if it need not
 */
char *
cpx_audit_state_dup_index (const CpxCatchUpState *index)
{
  if (!index->is_known || index->is_whole)
    return NULL;

  return g_strdup_printf (index->is_running
                            ? _("The index of the journal is being completed (%u %%): what you look for is found, it "
                                "only takes longer.")
                            : _("The index of the journal is not complete (%u %%): what you look for is found, it only "
                                "takes longer. It is completed after the next unlock."),
                          index->percent);
}

/**
 * cpx_audit_state_dup_post:
 * @name: what the post is called, as another one is
 * @id: its id
 *
 * After a restore a machine is two posts of one name: the day and the hour when each began tell them apart.
 *
 * Returns: (transfer full): what it is called in a choice
 */
char *
cpx_audit_state_dup_post (const char *name,
                          const char *id)
{
  CpxId parsed;
  gint64 time_s = cpx_id_parse (id, &parsed) ? cpx_id_get_time_ms (&parsed) / 1000 : 0;
  g_autoptr(GDateTime) began = time_s > 0 ? g_date_time_new_from_unix_local (time_s) : NULL;
  g_autofree char *moment = began != NULL ? g_date_time_format (began, _("%d/%m/%Y at %H:%M")) : NULL;

  return moment != NULL ? g_strdup_printf (C_("post", "%s (since %s)"), name, moment) : g_strdup (name);
}

/* Takes the sentence. */
static char *
dup_remarked (char       *sentence,
              const char *remark)
{
  g_autofree char *taken = sentence;

  return remark != NULL ? g_strconcat (taken, "\n", remark, NULL) : g_steal_pointer (&taken);
}

/**
 * cpx_audit_state_make_banner:
 * @check: (nullable): what the last verification found
 * @checking: whether one is under way
 * @n_done: how far it is
 * @n_entries: of how many; 0: not known yet
 *
 * Returns: (transfer full): what the line across the top says
 */
CpxAuditBanner
cpx_audit_state_make_banner (const CpxLogCheck *check,
                             gboolean           checking,
                             guint64            n_done,
                             guint64            n_entries)
{
  if (checking)
    return (CpxAuditBanner) { dup_checking (n_done, n_entries), "emblem-synchronizing-symbolic", NULL, _("_Stop") };
  if (check == NULL)
    return (CpxAuditBanner) { g_strdup (_("The journal was not verified from end to end since the unlock")),
                              "dialog-information-symbolic", NULL, _("_Verify") };
  if (check->sound)
    return (CpxAuditBanner) { dup_remarked (dup_sound (check), check->remark), "object-select-symbolic", "success",
                              _("_Verify again") };

  return (CpxAuditBanner) { g_strdup (check->sentence), "dialog-warning-symbolic", "error", _("_Verify again") };
}
