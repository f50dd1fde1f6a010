/* test-seals-state.c: what the settings say of the seals, without a display.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-seals-state.h"

#include <string.h>

static gint64
to_us (const char *local)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (local, zone);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static const struct
{
  const char  *name;
  CpxLogState  log;
  const char  *sealed;       /* local time */
  const char  *title;
  const char  *subtitle;
  gboolean     has_seal;
  const char  *place_title;
  const char  *place_icon;
  const char  *place_class;  /* (nullable) */
} seal_cases[] = {
  { "not-known", { .is_known = FALSE }, NULL, "The log is being looked at…", "", FALSE, "No folder was chosen",
    "dialog-warning-symbolic" },
  { "none-yet", { .is_known = TRUE, .n_entries = 12 }, NULL, "No seal yet",
    "The first one is set when the practice is locked, or at midnight", FALSE, "No folder was chosen",
    "dialog-warning-symbolic" },
  { "today", { .is_known = TRUE, .sealed_size = 12481, .code = (char *) "AAAA-BBBB-CCCC-DDDD" },
    "2026-11-22T18:32:00", "Last seal: AAAA-BBBB-CCCC-DDDD", "Set today at 18:32 on 12481 entries", TRUE,
    "No folder was chosen", "dialog-warning-symbolic" },
  { "before", { .is_known = TRUE, .sealed_size = 7, .code = (char *) "A", .folder = (char *) "/media/cle",
                .place = (char *) "kept" },
    "2026-11-21T23:59:00", "Last seal: A", "Set 21/11/2026 at 23:59 on 7 entries", TRUE, "/media/cle",
    "emblem-ok-symbolic" },
  { "same-disk", { .is_known = TRUE, .sealed_size = 7, .code = (char *) "A", .folder = (char *) "/home/a",
                   .place = (char *) "kept", .place_warning = (char *) "same disk" },
    "2026-11-22T18:00:00", "Last seal: A", "Set today at 18:00 on 7 entries", TRUE, "/home/a",
    "dialog-warning-symbolic", "tells-warning" },
  { "a-year-before", { .is_known = TRUE, .sealed_size = 7, .code = (char *) "A", .folder = (char *) "/media/cle",
                       .place = (char *) "away", .place_is_away = TRUE },
    "2025-11-22T18:00:00", "Last seal: A", "Set 22/11/2025 at 18:00 on 7 entries", TRUE, "/media/cle",
    "drive-removable-media-symbolic" },
  { "fault", { .is_known = TRUE, .sealed_size = 7, .code = (char *) "A", .folder = (char *) "/media/cle",
               .place = (char *) "ahead", .fault = (char *) "ahead" },
    "2026-11-22T18:00:00", "Last seal: A", "Set today at 18:00 on 7 entries", TRUE, "/media/cle",
    "dialog-warning-symbolic", "tells-error" },
  { "fault-of-the-log", { .is_known = TRUE, .sealed_size = 7, .code = (char *) "A", .fault = (char *) "broken" },
    "2026-11-22T18:00:00", "Last seal: A", "Set today at 18:00 on 7 entries", TRUE, "No folder was chosen",
    "dialog-warning-symbolic" },
};

static void
test_seal (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  CpxLogState log = seal_cases[i].log;
  g_auto(CpxSealsState) state = { 0 };

  log.sealed_us = seal_cases[i].sealed != NULL ? to_us (seal_cases[i].sealed) : 0;
  state = cpx_seals_state_compute (&log, to_us ("2026-11-22T20:00:00"));
  g_assert_cmpstr (state.seal_title, ==, seal_cases[i].title);
  g_assert_cmpstr (state.seal_subtitle, ==, seal_cases[i].subtitle);
  g_assert_cmpint (state.has_seal, ==, seal_cases[i].has_seal);
  g_assert_cmpstr (state.place_title, ==, seal_cases[i].place_title);
  g_assert_cmpstr (state.place_icon, ==, seal_cases[i].place_icon);
  g_assert_cmpstr (state.place_class, ==, seal_cases[i].place_class);
  if (log.place_warning != NULL)
    g_assert_true (g_str_has_suffix (state.place_subtitle, log.place_warning));
}

static const struct
{
  const char *name;
  CpxAnchor   anchor;
  const char *title;
  const char *subtitle;
  const char *icon_name;
} anchor_cases[] = {
  { "new", { .target = (char *) "/mnt/a", .is_current = TRUE }, "/mnt/a", "Has no seal yet",
    "content-loading-symbolic" },
  { "failed", { .target = (char *) "http://a/tsr", .authority = (char *) "Autorité", .problem = (char *) "Absent." },
    "Autorité · http://a/tsr", "Absent. It is tried again by itself.", "dialog-warning-symbolic" },
  { "has-it", { .target = (char *) "/mnt/a", .is_current = TRUE, .anchored_size = 12 }, "/mnt/a",
    "Has the last seal, of 12 entries", "emblem-ok-symbolic" },
  { "same-disk", { .target = (char *) "/mnt/a", .is_current = TRUE, .anchored_size = 12,
                   .warning = (char *) "Same disk." }, "/mnt/a", "\nSame disk.", "dialog-warning-symbolic" },
  { "has-an-older-one", { .target = (char *) "/mnt/a", .anchored_size = 12 }, "/mnt/a", "the last one follows",
    "content-loading-symbolic" },
};

static void
test_anchor (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_auto(CpxAnchorState) state = cpx_anchor_state_compute (&anchor_cases[i].anchor);

  g_assert_cmpstr (state.title, ==, anchor_cases[i].title);
  g_assert_nonnull (strstr (state.subtitle, anchor_cases[i].subtitle));
  g_assert_cmpstr (state.icon_name, ==, anchor_cases[i].icon_name);
  g_assert_cmpstr (state.style_class, ==,
                   g_str_equal (state.icon_name, "dialog-warning-symbolic") ? "tells-warning" : NULL);
}

static void
test_receipts (void)
{
  const CpxAnchorReceiptLine line = { 12, 1763856480 * (gint64) G_USEC_PER_SEC };
  g_autoptr(GArray) receipts = g_array_new (FALSE, FALSE, sizeof line);
  const CpxAnchor anchor = { .number = 3, .receipts = receipts };
  g_autofree char *title = cpx_anchor_state_dup_receipt_title (&line);
  g_autofree char *size = cpx_anchor_state_dup_receipt_size (&line);
  g_autofree char *older = NULL;

  for (guint i = 0; i < 22; i++)
    g_array_append_val (receipts, line);
  older = cpx_anchor_state_dup_older (&anchor, 20);
  g_assert_nonnull (strstr (title, "/11/2025 at "));
  g_assert_cmpstr (size, ==, "Of the seal on 12 entries");
  g_assert_nonnull (strstr (older, "2 older ones: “cpxctl audit anchor receipts 3”"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/seals-state/receipts", test_receipts);
  for (guint i = 0; i < G_N_ELEMENTS (seal_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/seals-state/seal/", seal_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_seal);
    }
  for (guint i = 0; i < G_N_ELEMENTS (anchor_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/seals-state/anchor/", anchor_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_anchor);
    }

  return g_test_run ();
}
