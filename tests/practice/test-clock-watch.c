/* test-clock-watch.c: a clock that is set back is itself an entry, once, with both times.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "audit-fixture.h"

#include "cpx-clock-watch.h"

#include <cpx-clock.h>

#define DAY_US (24 * 3600 * G_GINT64_CONSTANT (1000000))

static void
tear_down (PracticeFixture *self,
           gconstpointer    data)
{
  cpx_clock_resume ();
  practice_fixture_tear_down (self, data);
}

static void
add_patient (PracticeFixture *self)
{
  g_autoptr(CpxRecord) patient = practice_fixture_add_patient (self, "Moreau", "Ève", "1964-03-12");

  g_assert_nonnull (patient);
}

static gint64
get_integer (const AuditedEntry *entry,
             const char         *key)
{
  return json_integer_value (json_object_get (json_object_get (entry->details, "more"), key));
}

/* While it runs: in front of what is written next. */
static void
test_running (PracticeFixture *self,
              gconstpointer    data)
{
  gint64 now_us = cpx_clock_now_us () + DAY_US;
  guint64 n;
  g_autofree char *actions = NULL;
  g_autoptr(AuditedEntry) set_back = NULL;
  g_autoptr(AuditedEntry) after = NULL;

  cpx_clock_stop (now_us);
  add_patient (self);
  n = (guint64) practice_fixture_count_audit (self);
  cpx_clock_stop (now_us - DAY_US / 2);
  add_patient (self);
  add_patient (self);
  actions = audit_fixture_list_from (self, n);
  g_assert_cmpstr (actions, ==, "clock.set-back patient.created patient.created");
  set_back = audit_fixture_read (self, n);
  g_assert_cmpint (get_integer (set_back, "from_us"), ==, now_us);
  g_assert_cmpint (get_integer (set_back, "to_us"), ==, now_us - DAY_US / 2);
  g_assert_cmpint (set_back->entry->clock, ==, CPX_AUDIT_CLOCK_BACK);
  g_assert_cmpstr (set_back->entry->user_id, ==, cpx_record_get_id (cpx_practice_get_user (self->practice)));
  after = audit_fixture_read (self, n + 1);
  g_assert_cmpint (after->entry->clock, ==, CPX_AUDIT_CLOCK_OK);
}

/* Set back while the practice was closed: noticed by who unlocks, and told them. */
static void
test_unlock (PracticeFixture *self,
             gconstpointer    data)
{
  gint64 now_us = cpx_clock_now_us () + DAY_US;
  guint64 n;
  g_autofree char *actions = NULL;

  cpx_clock_stop (now_us);
  add_patient (self);
  n = (guint64) practice_fixture_count_audit (self);
  cpx_clock_stop (now_us - DAY_US / 2);
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  actions = audit_fixture_list_from (self, n);
  g_assert_cmpstr (actions, ==, "clock.set-back practice.unlocked");
  g_assert_nonnull (cpx_practice_get_notice (self->practice));
  g_assert_nonnull (strstr (cpx_practice_get_notice (self->practice), "12 h 00 min"));
  practice_fixture_reopen (self, FIXTURE_LOGIN, FIXTURE_PASSPHRASE);
  g_assert_null (cpx_practice_get_notice (self->practice));
}

/* What NTP trims is left to the leaf. */
static void
test_trimmed (PracticeFixture *self,
              gconstpointer    data)
{
  gint64 now_us = cpx_clock_now_us () + DAY_US;
  guint64 n;
  g_autofree char *actions = NULL;
  g_autoptr(AuditedEntry) after = NULL;

  cpx_clock_stop (now_us);
  add_patient (self);
  n = (guint64) practice_fixture_count_audit (self);
  cpx_clock_stop (now_us - G_USEC_PER_SEC);
  add_patient (self);
  actions = audit_fixture_list_from (self, n);
  g_assert_cmpstr (actions, ==, "patient.created");
  after = audit_fixture_read (self, n);
  g_assert_cmpint (after->entry->clock, ==, CPX_AUDIT_CLOCK_BACK);
}

/* Forward is no fault: a practice sleeps at night. */
static void
test_forward (PracticeFixture *self,
              gconstpointer    data)
{
  guint64 n = (guint64) practice_fixture_count_audit (self);
  g_autofree char *actions = NULL;

  cpx_clock_stop (cpx_clock_now_us () + 30 * DAY_US);
  add_patient (self);
  actions = audit_fixture_list_from (self, n);
  g_assert_cmpstr (actions, ==, "patient.created");
}

static const struct
{
  gint64      back_us;
  const char *part;
} sentences[] = {
  { 2 * G_GINT64_CONSTANT (1000000), "a little" },
  { 60 * G_GINT64_CONSTANT (1000000), "by 0 h 01 min" },
  { DAY_US + 5 * 3600 * G_GINT64_CONSTANT (1000000), "by 1 day, 5 h 00 min" },
  { 3 * DAY_US + 5 * 3600 * G_GINT64_CONSTANT (1000000), "3 days, 5 h 00 min" },
};

static void
test_sentences (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_autofree char *sentence = cpx_clock_watch_dup_sentence (sentences[i].back_us);

      g_assert_nonnull (strstr (sentence, sentences[i].part));
    }
}

#define CLOCK_TEST(path, func) g_test_add (path, PracticeFixture, NULL, practice_fixture_set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  CLOCK_TEST ("/clock-watch/running", test_running);
  CLOCK_TEST ("/clock-watch/unlock", test_unlock);
  CLOCK_TEST ("/clock-watch/trimmed", test_trimmed);
  CLOCK_TEST ("/clock-watch/forward", test_forward);
  g_test_add_func ("/clock-watch/sentences", test_sentences);

  return g_test_run ();
}
