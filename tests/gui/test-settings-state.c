/* test-settings-state.c: what the settings show, by table, without a display.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cpx-backup-state.h"
#include "cpx-ccam-state.h"
#include "cpx-code-state.h"
#include "cpx-lock-delay.h"
#include "cpx-new-passphrase-state.h"
#include "cpx-settings-sections.h"
#include "cpx-slot-state.h"
#include "cpx-user-state.h"

/* Passphrases */

typedef struct
{
  const char              *name;
  CpxNewPassphraseTyped    typed;
  CpxStrength              strength;
  gboolean                 differs;
  gboolean                 can_accept;
} PassphraseCase;

#define SHORT  "soleil"
#define FAIR   "lampe verte 12"
#define GOOD   "lampe verte canard"
#define STRONG "lampe verte canard bouton neige"

static const PassphraseCase passphrase_cases[] = {
  { "empty", { FALSE, "martin", NULL, "", "" }, CPX_STRENGTH_NONE, FALSE, FALSE },
  { "null", { FALSE, NULL, NULL, NULL, NULL }, CPX_STRENGTH_NONE, FALSE, FALSE },
  { "too-short", { FALSE, "martin", NULL, SHORT, SHORT }, CPX_STRENGTH_REFUSED, FALSE, FALSE },
  { "one-short", { FALSE, "martin", NULL, "soleil20261", "soleil20261" }, CPX_STRENGTH_REFUSED, FALSE, FALSE },
  { "weak", { FALSE, "martin", NULL, "soleil202612", "soleil202612" }, CPX_STRENGTH_WEAK, FALSE, TRUE },
  { "fair", { FALSE, "martin", NULL, FAIR, FAIR }, CPX_STRENGTH_FAIR, FALSE, TRUE },
  { "good", { FALSE, "martin", NULL, GOOD, GOOD }, CPX_STRENGTH_GOOD, FALSE, TRUE },
  { "strong", { FALSE, "martin", NULL, STRONG, STRONG }, CPX_STRENGTH_STRONG, FALSE, TRUE },
  { "not-yet-repeated", { FALSE, "martin", NULL, GOOD, "" }, CPX_STRENGTH_GOOD, FALSE, FALSE },
  { "half-repeated", { FALSE, "martin", NULL, GOOD, "lampe v" }, CPX_STRENGTH_GOOD, FALSE, FALSE },
  { "repeated-wrong", { FALSE, "martin", NULL, GOOD, "lampe b" }, CPX_STRENGTH_GOOD, TRUE, FALSE },
  { "repeated-longer", { FALSE, "martin", NULL, FAIR, FAIR "3" }, CPX_STRENGTH_FAIR, TRUE, FALSE },
  { "old-missing", { TRUE, "martin", "", GOOD, GOOD }, CPX_STRENGTH_GOOD, FALSE, FALSE },
  { "old-given", { TRUE, "martin", "x", GOOD, GOOD }, CPX_STRENGTH_GOOD, FALSE, TRUE },
  { "accents-count-once", { FALSE, "martin", NULL, "ééééé", "ééééé" }, CPX_STRENGTH_REFUSED, FALSE, FALSE },
};

static void
test_passphrase (gconstpointer data)
{
  const PassphraseCase *c = data;
  g_auto(CpxNewPassphraseState) state = cpx_new_passphrase_state_compute (&c->typed);

  g_assert_cmpint (state.strength, ==, c->strength);
  g_assert_cmpint (state.differs, ==, c->differs);
  g_assert_cmpint (state.can_accept, ==, c->can_accept);
  g_assert_cmpstr (state.hint, !=, NULL);
  g_assert_cmpstr (state.hint, !=, "");
}

/* One-time codes */

typedef struct
{
  const char *name;
  const char *typed;
  const char *digits;
  gboolean    can_confirm;
  gboolean    has_hint;
} CodeCase;

static const CodeCase code_cases[] = {
  { "nothing", "", "", FALSE, FALSE },
  { "half", "123", "123", FALSE, FALSE },
  { "whole", "123456", "123456", TRUE, FALSE },
  { "spaced", " 123 456 ", "123456", TRUE, FALSE },
  { "zeros", "000000", "000000", TRUE, FALSE },
  { "too-long", "1234567", "123456", FALSE, TRUE },
  { "letters", "12a456", "12456", FALSE, TRUE },
  { "arabic-digits", "١٢٣٤٥٦", "", FALSE, TRUE },
};

static void
test_code (gconstpointer data)
{
  const CodeCase *c = data;
  CpxCodeState state = cpx_code_state_compute (c->typed);

  g_assert_cmpstr (state.digits, ==, c->digits);
  g_assert_cmpint (state.can_confirm, ==, c->can_confirm);
  g_assert_cmpint (state.hint != NULL, ==, c->has_hint);
}

static void
test_code_groups (void)
{
  g_autofree char *groups = cpx_code_state_dup_groups ("JBSWY3DPEHPK3PXPJB");
  g_autofree char *none = cpx_code_state_dup_groups ("");

  g_assert_cmpstr (groups, ==, "JBSW Y3DP EHPK 3PXP JB");
  g_assert_cmpstr (none, ==, "");
}

/* Users */

#define ADMIN_ID "01890000000070008000000000000001"
#define OTHER_ID "01890000000070008000000000000002"

typedef struct
{
  const char *name;
  CpxRoles    viewer_roles;
  gboolean    own;
  gboolean    disabled;
  gboolean    has_code;
  gboolean    can_set_passphrase;
  gboolean    can_disable;
  gboolean    can_enrol;
  gboolean    can_remove_code;
} UserCase;

static const UserCase user_cases[] = {
  { "admin-other", CPX_ROLE_ADMIN, FALSE, FALSE, FALSE, TRUE, TRUE, TRUE, FALSE },
  { "admin-other-code", CPX_ROLE_ADMIN, FALSE, FALSE, TRUE, TRUE, TRUE, FALSE, TRUE },
  { "admin-other-disabled", CPX_ROLE_ADMIN, FALSE, TRUE, FALSE, TRUE, FALSE, FALSE, FALSE },
  { "admin-own", CPX_ROLE_ADMIN, TRUE, FALSE, FALSE, TRUE, FALSE, TRUE, FALSE },
  { "secretary-own", CPX_ROLE_SECRETARY, TRUE, FALSE, FALSE, TRUE, FALSE, TRUE, FALSE },
  { "secretary-own-code", CPX_ROLE_SECRETARY, TRUE, FALSE, TRUE, TRUE, FALSE, FALSE, TRUE },
  { "secretary-other", CPX_ROLE_SECRETARY, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE },
  { "surgeon-other", CPX_ROLE_SURGEON, FALSE, FALSE, TRUE, FALSE, FALSE, FALSE, FALSE },
};

static CpxRecord *
make_user (const char *id,
           const char *login,
           CpxRoles    roles,
           gboolean    disabled)
{
  g_autoptr(CpxRecord) plain =
    cpx_record_new_with_texts (&cpx_user_kind, id, CPX_USER_LOGIN, login, CPX_USER_NAME, "Claire Martin", -1);
  g_autoptr(CpxRecord) user = cpx_user_with_roles (plain, roles);

  return cpx_record_with_boolean (user, CPX_USER_DISABLED, disabled);
}

static void
test_user (gconstpointer data)
{
  const UserCase *c = data;
  g_autoptr(CpxRecord) viewer = make_user (ADMIN_ID, "chef", c->viewer_roles, FALSE);
  g_autoptr(CpxRecord) other = make_user (OTHER_ID, "martin", CPX_ROLE_NURSE, c->disabled);
  g_auto(CpxUserState) state = cpx_user_state_compute (c->own ? viewer : other, viewer, c->has_code);

  g_assert_true (g_str_has_prefix (state.subtitle, c->own ? "chef" : "martin"));
  g_assert_cmpint (state.can_set_passphrase, ==, c->can_set_passphrase);
  g_assert_cmpint (state.can_disable, ==, c->can_disable);
  g_assert_cmpint (state.can_enrol, ==, c->can_enrol);
  g_assert_cmpint (state.can_remove_code, ==, c->can_remove_code);
}

/* Keys */

typedef struct
{
  const char *name;
  const char *login;
  guint       n_slots;
  CpxRoles    roles;
  gboolean    can_revoke;
} SlotCase;

static const SlotCase slot_cases[] = {
  { "another", "martin", 3, CPX_ROLE_ADMIN, TRUE },
  { "own", "chef", 3, CPX_ROLE_ADMIN, FALSE },
  { "last", "martin", 1, CPX_ROLE_ADMIN, FALSE },
  { "recovery", NULL, 3, CPX_ROLE_ADMIN, FALSE },
  { "not-admin", "martin", 3, CPX_ROLE_SURGEON, FALSE },
};

static void
test_slot (gconstpointer data)
{
  const SlotCase *c = data;
  CpxSlotInfo slot = { (char *) c->login, 3, 256 << 20 };
  g_auto(CpxSlotState) state = cpx_slot_state_compute (&slot, c->n_slots, "chef", c->roles);

  g_assert_cmpint (state.can_revoke, ==, c->can_revoke);
  g_assert_cmpstr (state.hint, !=, NULL);
  g_assert_nonnull (strstr (state.subtitle, "256 MiB of memory"));
  g_assert_cmpint (strstr (state.title, c->login != NULL ? c->login : "martin") != NULL, ==, c->login != NULL);
}

/* Backups */

#define DAY_US (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
/* 22/11/2026 at 12:00, wherever the test runs. */
static gint64
get_noon_us (void)
{
  g_autoptr(GDateTime) noon = g_date_time_new_local (2026, 11, 22, 12, 0, 0);

  return g_date_time_to_unix (noon) * G_USEC_PER_SEC;
}

typedef struct
{
  const char *name;
  int         n_backups;
  gint64      age_us;      /* of the newest */
  gboolean    is_late;
  const char *title;       /* begins with */
} BackupCase;

static const BackupCase backup_cases[] = {
  { "none", 0, 0, TRUE, "No backup yet" },
  { "this-morning", 2, DAY_US / 6, FALSE, "Last backup: today at 08:00" },
  { "yesterday-evening", 1, DAY_US / 24 * 18, FALSE, "Last backup: yesterday at 18:00" },
  { "two-days", 3, 2 * DAY_US, FALSE, "Last backup: 2 days ago" },
  { "week-end", 1, 3 * DAY_US, FALSE, "Last backup: 3 days ago" },
  { "late", 1, 4 * DAY_US, TRUE, "Last backup: 4 days ago" },
  { "clock-set-back", 1, -DAY_US, FALSE, "Last backup: today" },
};

static void
test_backup (gconstpointer data)
{
  const BackupCase *c = data;
  g_autoptr(GPtrArray) backups = g_ptr_array_new_with_free_func (g_free);
  g_auto(CpxBackupState) state = { 0 };
  gint64 noon_us = get_noon_us ();

  for (int i = 0; i < c->n_backups; i++)
    {
      CpxBackupInfo *backup = g_new0 (CpxBackupInfo, 1);

      backup->path = (char *) (i == 0 ? "/b/newest" : "/b/older");
      backup->made_us = noon_us - c->age_us - i * 10 * DAY_US;
      backup->size_bytes = 12300000;
      g_ptr_array_insert (backups, i % 2 == 0 ? -1 : 0, backup);
    }
  state = cpx_backup_state_compute (backups, noon_us);

  g_assert_true (g_str_has_prefix (state.title, c->title));
  g_assert_cmpint (state.is_late, ==, c->is_late);
  g_assert_cmpint (state.newest != NULL, ==, c->n_backups > 0);
  if (state.newest != NULL)
    g_assert_true (g_str_has_prefix (state.subtitle, "/b/newest · 12"));
}

static void
test_report (void)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new ();
  CpxCheckReport sound = { .sound = TRUE, .n_records = 42, .n_audit_entries = 7 };
  CpxCheckReport damaged = { .problems = problems };
  g_autofree char *good = cpx_backup_state_dup_report (&sound);
  g_autofree char *bad = NULL;
  g_autofree char *untold = NULL;

  sound.not_noted = (char *) "the disk is full";
  untold = cpx_backup_state_dup_report (&sound);
  for (int i = 0; i < 5; i++)
    g_ptr_array_add (problems, (gpointer) "Page 12 does not verify.");
  bad = cpx_backup_state_dup_report (&damaged);

  g_assert_nonnull (strstr (good, "42"));
  g_assert_null (strstr (good, "could not be written"));
  g_assert_nonnull (strstr (untold, "42"));
  g_assert_nonnull (strstr (untold, "could not be written: the disk is full"));
  g_assert_nonnull (strstr (bad, "5 problems"));
  g_assert_nonnull (strstr (bad, "\nPage 12"));
}

/* The CCAM */

typedef struct
{
  const char   *name;
  CpxCcamFacts  facts;
  gboolean      is_in_force;
  const char   *title;
  const char   *subtitle;      /* among the versions kept */
  const char   *today_title;
  const char   *icon_name;     /* of today */
} CcamCase;

static const CcamCase ccam_cases[] = {
  { "starter", { "starter 1", 20260101, 273, TRUE }, FALSE, "Version starter 1",
    "Kept for the acts of its time, from 01/01/2026, 273 acts", "Starter nomenclature: 273 everyday acts",
    "dialog-warning-symbolic" },
  { "in-force", { "78.10", 20250201, 59, FALSE }, TRUE, "Version 78.10", "In force since 01/02/2025, 59 acts",
    "In force today: version 78.10", "emblem-ok-symbolic" },
  { "past", { "77", 20240101, 1, FALSE }, FALSE, "Version 77",
    "Kept for the acts of its time, from 01/01/2024, 1 act", "In force today: version 77", "emblem-ok-symbolic" },
  { "today-not-chosen", { "79", 20261122, 2, FALSE }, FALSE, "Version 79",
    "Kept for the acts of its time, from 22/11/2026, 2 acts", "In force today: version 79", "emblem-ok-symbolic" },
  { "tomorrow", { "80", 20261123, 2, FALSE }, FALSE, "Version 80", "Will serve from 23/11/2026, 2 acts",
    "In force today: version 80", "emblem-ok-symbolic" },
};

static void
test_ccam (gconstpointer data)
{
  const CcamCase *c = data;
  g_auto(CpxCcamState) today = cpx_ccam_state_compute (&c->facts);
  g_auto(CpxCcamState) kept = cpx_ccam_state_of_kept (&c->facts, c->is_in_force, 20261122);

  g_assert_cmpstr (kept.title, ==, c->title);
  g_assert_cmpstr (kept.subtitle, ==, c->subtitle);
  g_assert_cmpstr (today.title, ==, c->today_title);
  g_assert_cmpstr (today.icon_name, ==, c->icon_name);
}

static void
test_ccam_sentences (void)
{
  const CpxCcamFacts facts = { "78.10", 20250201, 59, FALSE };
  g_auto(CpxCcamState) unknown = cpx_ccam_state_compute (NULL);
  g_autofree char *imported = cpx_ccam_state_dup_result (&facts, TRUE);
  g_autofree char *again = cpx_ccam_state_dup_result (&facts, FALSE);
  g_autofree char *none = cpx_ccam_state_dup_pace (0, 0);
  g_autofree char *half = cpx_ccam_state_dup_pace (0.5, 1);
  g_autofree char *beyond = cpx_ccam_state_dup_pace (1.2, 2);

  g_assert_cmpstr (unknown.title, ==, "Reading…");
  g_assert_cmpstr (imported, ==, "Version 78.10 imported: 59 acts, in force from 01/02/2025.");
  g_assert_cmpstr (again, ==, "Version 78.10 was imported already: nothing changed.");
  g_assert_cmpstr (none, ==, "0 % · 0 records read");
  g_assert_cmpstr (half, ==, "50 % · 1 record read");
  g_assert_cmpstr (beyond, ==, "100 % · 2 records read");
}

/* The lock and the parts */

static void
test_lock_delay (void)
{
  for (guint i = 0; i < cpx_lock_delay_count (); i++)
    g_assert_cmpuint (cpx_lock_delay_find (cpx_lock_delay_get_s (i)), ==, i);

  g_assert_cmpuint (cpx_lock_delay_get_s (cpx_lock_delay_find (0)), ==, 1800);
  g_assert_cmpuint (cpx_lock_delay_get_s (cpx_lock_delay_find (10)), ==, 60);
  g_assert_cmpuint (cpx_lock_delay_get_s (cpx_lock_delay_find (400)), ==, 300);
  g_assert_cmpuint (cpx_lock_delay_get_s (cpx_lock_delay_find (G_MAXUINT)), ==, 1800);
}

static char *
list_shown (CpxRoles roles)
{
  guint n_sections;
  const CpxSettingsSection *sections = cpx_settings_sections_list (&n_sections);
  GString *shown = g_string_new (NULL);

  for (guint i = 0; i < n_sections; i++)
    {
      if (cpx_settings_section_is_shown (&sections[i], roles))
        g_string_append_printf (shown, "%s ", sections[i].name);
    }

  return g_string_free (shown, FALSE);
}

static void
test_sections (void)
{
  g_autofree char *admin = list_shown (CPX_ROLE_ADMIN);
  g_autofree char *surgeon = list_shown (CPX_ROLE_SURGEON);
  g_autofree char *secretary = list_shown (CPX_ROLE_SECRETARY);
  g_autofree char *nurse = list_shown (CPX_ROLE_NURSE);

  g_assert_cmpstr (admin, ==,
                   "account practice users places practitioners ccam lexicon suggestions language-model keys seals "
                   "backups post ");
  g_assert_cmpstr (surgeon, ==, "account places practitioners ccam lexicon suggestions backups post ");
  g_assert_cmpstr (secretary, ==, "account practitioners backups post ");
  g_assert_cmpstr (nurse, ==, "account post ");
}

#define ADD_CASES(path, cases, func) \
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) \
    { \
      g_autofree char *name = g_strconcat (path, cases[i].name, NULL); \
      g_test_add_data_func (name, &cases[i], func); \
    }

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_CASES ("/settings/passphrase/", passphrase_cases, test_passphrase);
  ADD_CASES ("/settings/code/", code_cases, test_code);
  ADD_CASES ("/settings/user/", user_cases, test_user);
  ADD_CASES ("/settings/slot/", slot_cases, test_slot);
  ADD_CASES ("/settings/backup/", backup_cases, test_backup);
  ADD_CASES ("/settings/ccam/", ccam_cases, test_ccam);
  g_test_add_func ("/settings/ccam-sentences", test_ccam_sentences);
  g_test_add_func ("/settings/code-groups", test_code_groups);
  g_test_add_func ("/settings/report", test_report);
  g_test_add_func ("/settings/lock-delay", test_lock_delay);
  g_test_add_func ("/settings/sections", test_sections);

  return g_test_run ();
}
