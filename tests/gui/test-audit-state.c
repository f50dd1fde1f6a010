/* test-audit-state.c: what the journal says of its entries, days, periods and verification.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-audit-export.h"
#include "cpx-audit-state.h"

#include <cpx-log-field.h>
#include <string.h>

#define NOON_US (G_GINT64_CONSTANT (1795345200) * G_USEC_PER_SEC)   /* 2026-11-22 12:00 in Paris */
#define DAY_US  (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

static GDateTime *
make_now (void)
{
  return g_date_time_new_from_unix_local (NOON_US / G_USEC_PER_SEC);
}

static void
test_day (void)
{
  g_autoptr(GDateTime) now = make_now ();
  g_autofree char *today = cpx_audit_state_dup_day (NOON_US - DAY_US / 3, now);
  g_autofree char *yesterday = cpx_audit_state_dup_day (NOON_US - DAY_US, now);
  g_autofree char *before = cpx_audit_state_dup_day (NOON_US - 20 * DAY_US, now);

  g_assert_true (g_str_has_prefix (today, "Today, "));
  g_assert_true (g_str_has_prefix (yesterday, "Yesterday, "));
  g_assert_cmpstr (before, ==, "Monday 2 November 2026");
}

static const struct
{
  CpxAuditPeriod period;
  int            days;   /* from midnight of today; -1: no beginning */
} periods[] = {
  { CPX_AUDIT_PERIOD_ALL, -1 }, { CPX_AUDIT_PERIOD_TODAY, 0 }, { CPX_AUDIT_PERIOD_WEEK, 6 },
  { CPX_AUDIT_PERIOD_MONTH, 29 }, { CPX_AUDIT_PERIOD_DAYS, -1 },
};

static void
test_periods (void)
{
  g_autoptr(GDateTime) now = make_now ();

  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      gint64 from_us, until_us, wanted_us = NOON_US - DAY_US / 2 - periods[i].days * DAY_US;

      cpx_audit_state_find_period (periods[i].period, now, &from_us, &until_us);
      g_assert_cmpint (until_us, ==, G_MAXINT64);
      /* Thirty days ago summer time was over by an hour at most. */
      if (periods[i].days < 0)
        g_assert_cmpint (from_us, ==, G_MININT64);
      else
        g_assert_cmpint (ABS (from_us - wanted_us), <=, DAY_US / 24);
    }
}

static const struct
{
  const char *from;
  const char *until;
  gboolean    understood;
  int         n_days;   /* 0: open at one end */
} typed[] = {
  { "", "", TRUE, 0 },
  { "22/11/2026", "", TRUE, 0 },
  { "", "22/11/2026", TRUE, 0 },
  { "22/11/2026", "22/11/2026", TRUE, 1 },
  { "01/11/2026", "30/11/2026", TRUE, 30 },
  { "23/11/2026", "22/11/2026", FALSE, 0 },
  { "11/2026", "", FALSE, 0 },
  { "31/02/2026", "", FALSE, 0 },
  { "yesterday", "", FALSE, 0 },
};

static void
test_typed_days (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      gint64 from_us, until_us;

      g_test_message ("%s – %s", typed[i].from, typed[i].until);
      g_assert_cmpint (cpx_audit_state_read_days (typed[i].from, typed[i].until, zone, &from_us, &until_us), ==,
                       typed[i].understood);
      if (!typed[i].understood)
        {
          g_autofree char *fault = cpx_audit_state_dup_days_fault (typed[i].from, typed[i].until);

          g_assert_cmpint (strstr (fault, "31/02/2026 does not exist") != NULL, ==,
                           strcmp (typed[i].from, "31/02/2026") == 0);
        }
      if (typed[i].n_days > 0)
        g_assert_cmpint (until_us - from_us, ==, typed[i].n_days * DAY_US);
    }
}

static void
test_groups (void)
{
  g_auto(CpxLogFilter) filter = { NULL };
  guint n;
  const CpxAuditGroup *groups = cpx_audit_state_list_groups (&n);

  cpx_log_filter_init (&filter);
  for (guint i = 0; i < n; i++)
    {
      g_strfreev (filter.actions);
      filter.actions = g_strdupv ((char **) groups[i].actions);
      g_assert_cmpuint (cpx_audit_state_find_group (&filter), ==, i);
    }
}

static const struct
{
  CpxLogDetails state;
  gint64        erased_us;
  const char   *wanted;
} details[] = {
  { CPX_LOG_DETAILS_NONE, 0, "no details" },
  { CPX_LOG_DETAILS_OPEN, 0, "" },
  { CPX_LOG_DETAILS_ERASED, NOON_US, "22/11/2026, legal basis: RGPD, article 17" },
  { CPX_LOG_DETAILS_ERASED, 0, "Erased:" },
  { CPX_LOG_DETAILS_WITHHELD, 0, "role" },
  { CPX_LOG_DETAILS_UNREADABLE, 0, "Verify the journal" },
};

static void
test_details (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (details); i++)
    {
      CpxLogFacts facts = { .details_state = details[i].state, .erased_us = details[i].erased_us,
                            .legal_basis = "RGPD, article 17" };
      g_autofree char *text = cpx_audit_state_dup_details (&facts);

      g_assert_nonnull (strstr (text, details[i].wanted));
      g_assert_cmpint (*text == '\0', ==, details[i].state == CPX_LOG_DETAILS_OPEN);
    }
}

static void
test_about (void)
{
  CpxLogFacts facts = { .action = "patient.edited", .patient_id = "x", .patient_name = "MOREAU Ève",
                        .device_name = "Bloc", .reason = "demandé par le patient", .clock_back = TRUE };
  g_autofree char *whole = cpx_audit_state_dup_about (&facts);
  g_autofree char *erased = (facts.erased_us = NOON_US, cpx_audit_state_dup_about (&facts));
  g_autofree char *unreadable = cpx_audit_state_dup_about (&(CpxLogFacts) { .index = 41 });

  g_assert_cmpstr (whole, ==,
                   "MOREAU Ève · Bloc · entry 1 · reason: demandé par le patient · the clock had been set back");
  g_assert_true (g_str_has_prefix (erased, "erased file · Bloc · entry 1"));
  g_assert_cmpstr (unreadable, ==, "entry 42");
}

static void
test_count (void)
{
  CpxLogSearch none = { 0 }, searching = { .searching = TRUE, .n_looked = 512, .n_to_look = 1000204 };
  CpxLogSearch paused = { .paused = TRUE, .n_looked = 512, .n_to_look = 1000204 };
  g_autofree char *all = cpx_audit_state_dup_count (1000204, FALSE, &none);
  g_autofree char *one = cpx_audit_state_dup_count (1, TRUE, &none);
  g_autofree char *some = cpx_audit_state_dup_count (12, TRUE, &searching);
  g_autofree char *more = cpx_audit_state_dup_count (12, TRUE, &paused);

  g_assert_cmpstr (all, ==, "1\u202f000\u202f204 entries");
  g_assert_cmpstr (one, ==, "1 entry found");
  g_assert_cmpstr (some, ==, "12 entries found · reading: 512 of 1\u202f000\u202f204");
  g_assert_cmpstr (more, ==, "12 entries found · read so far: 512 of 1\u202f000\u202f204");
}

static void
test_index (void)
{
  CpxCatchUpState unknown = { FALSE }, whole = { TRUE, FALSE, TRUE, 99 }, running = { TRUE, TRUE, FALSE, 34 };
  CpxCatchUpState stuck = { TRUE, FALSE, FALSE, 34 };
  g_autofree char *now = cpx_audit_state_dup_index (&running);
  g_autofree char *later = cpx_audit_state_dup_index (&stuck);

  g_assert_null (cpx_audit_state_dup_index (&unknown));
  g_assert_null (cpx_audit_state_dup_index (&whole));
  g_assert_nonnull (strstr (now, "is being completed (34 %)"));
  g_assert_nonnull (strstr (later, "is not complete (34 %)"));
}

static void
expect_banner (const CpxLogCheck *check,
               gboolean           checking,
               const char        *wanted,
               const char        *tone)
{
  CpxAuditBanner banner = cpx_audit_state_make_banner (check, checking, 500, checking ? 12481 : 0);

  g_assert_nonnull (strstr (banner.sentence, wanted));
  g_assert_cmpstr (banner.tone, ==, tone);
  g_assert_nonnull (banner.button);
  g_free (banner.sentence);
}

static void
test_banner (void)
{
  CpxLogCheck sound = { .sound = TRUE, .n_entries = 12481, .n_seals = 3, .checked_us = NOON_US };
  CpxLogCheck unsealed = { .sound = TRUE, .n_entries = 7, .checked_us = NOON_US };
  CpxLogCheck remarked = { .sound = TRUE, .checked_us = NOON_US, .remark = (char *) "A file is no seal" };
  CpxLogCheck broken = { .sentence = (char *) "Break at entry 12: an entry was changed." };

  expect_banner (NULL, FALSE, "not verified", NULL);
  expect_banner (NULL, TRUE, "500 of 12\u202f481", NULL);
  expect_banner (&sound, FALSE, "Journal intact: 12\u202f481 entries verified at 12:00", "success");
  expect_banner (&unsealed, FALSE, "no seal yet", "success");
  expect_banner (&remarked, FALSE, "A file is no seal", "success");
  expect_banner (&broken, FALSE, "Break at entry 12", "error");
}

static void
test_export (void)
{
  g_autoptr(GDateTime) now = make_now ();
  CpxLogExportResult one = { .n_entries = 1 }, some = { .n_entries = 12481 };
  CpxLogExportResult split = { .n_entries = 3, .n_elsewhere = 2 };
  g_autofree char *zip = cpx_audit_export_dup_name ("bundle-open", now);
  g_autofree char *csv = cpx_audit_export_dup_name ("csv", now);
  g_autofree char *said_one = cpx_audit_export_dup_sentence (&one);
  g_autofree char *said_some = cpx_audit_export_dup_sentence (&some);
  g_autofree char *said_split = cpx_audit_export_dup_sentence (&split);

  g_assert_cmpstr (zip, ==, "journal-2026-11-22.zip");
  g_assert_cmpstr (csv, ==, "journal-2026-11-22.csv");
  g_assert_cmpstr (said_one, ==, "1 entry exported");
  g_assert_cmpstr (said_some, ==, "12\u202f481 entries exported");
  g_assert_nonnull (strstr (said_split, "2 are in the logs of other posts"));
}

/* What was changed, cleared and added, as the form has it; the patient and the tombstone are told elsewhere. */
static void
test_fields (void)
{
  g_autoptr(json_t) opened =
    json_pack ("{s:{s:s, s:s, s:b}, s:{s:s, s:s, s:s}, s:{s:s, s:[{s:s, s:s}], s:b}}", "after", "city", "Lyon",
               "birth_date", "1958-03-14", "@deleted", 1, "before", "city", "Nice", "mobile", "0612345678",
               "unknown_field", "kept", "more", "path", "/media/x", "choices", "kept", "HMFC004", "source", "plan",
               "sound", 1);
  CpxLogFacts facts = { .kind = "patient", .details = opened };
  g_autoptr(CpxLogEntry) entry = cpx_log_entry_new (&facts);
  g_autoptr(GPtrArray) fields = cpx_log_entry_list_fields (entry);
  g_autoptr(GPtrArray) more = cpx_log_entry_list_more (entry);
  const CpxLogField *date = g_ptr_array_index (fields, 0), *city = g_ptr_array_index (fields, 1);
  const CpxLogField *mobile = g_ptr_array_index (fields, 2);

  g_assert_cmpuint (fields->len, ==, 4);
  g_assert_cmpstr (city->before, ==, "Nice");
  g_assert_cmpstr (city->after, ==, "Lyon");
  g_assert_null (date->before);
  g_assert_cmpstr (date->after, ==, "14/03/1958");
  g_assert_nonnull (mobile->before);
  g_assert_null (mobile->after);
  g_assert_cmpuint (more->len, ==, 4);
  g_assert_cmpstr (((CpxLogField *) more->pdata[0])->after, ==, "/media/x");
  g_assert_cmpstr (((CpxLogField *) more->pdata[1])->label, ==, "Choices · Kept");
  g_assert_cmpstr (((CpxLogField *) more->pdata[2])->label, ==, "Choices · Source");
  g_assert_cmpstr (((CpxLogField *) more->pdata[2])->after, ==, "Planned act");
  g_assert_cmpstr (((CpxLogField *) more->pdata[3])->after, ==, "Yes");
}

static void
test_post (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr(GDateTime) time = g_date_time_new (zone, 2026, 11, 22, 9, 5, 0);
  gint64 ms = g_date_time_to_unix (time) * 1000;
  g_autofree char *id = g_strdup_printf ("%08x-%04x-7000-8347-55279e6da8f4", (guint) (ms >> 16), (guint) (ms & 0xffff));
  g_autofree char *post = cpx_audit_state_dup_post ("accueil", id), *odd = cpx_audit_state_dup_post ("accueil", "P1");

  g_assert_cmpstr (post, ==, "accueil (since 22/11/2026 at 09:05)");
  g_assert_cmpstr (odd, ==, "accueil");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/audit-state/day", test_day);
  g_test_add_func ("/audit-state/periods", test_periods);
  g_test_add_func ("/audit-state/typed-days", test_typed_days);
  g_test_add_func ("/audit-state/groups", test_groups);
  g_test_add_func ("/audit-state/details", test_details);
  g_test_add_func ("/audit-state/about", test_about);
  g_test_add_func ("/audit-state/count", test_count);
  g_test_add_func ("/audit-state/index", test_index);
  g_test_add_func ("/audit-state/post", test_post);
  g_test_add_func ("/audit-state/banner", test_banner);
  g_test_add_func ("/audit-state/export", test_export);
  g_test_add_func ("/audit-state/fields", test_fields);

  return g_test_run ();
}
