/* bench-practice.c: what a person waits for, timed through practice/ as the application calls it.
 *
 *   bench-practice make    VAULT LOGIN COUNT  a demonstration practice whose passphrase costs nothing to check
 *   bench-practice open    VAULT LOGIN        unlock, then a list whose first rows can be read
 *   bench-practice commits VAULT LOGIN COUNT  one field edited, record, change and audit entry in a commit of its own
 *   bench-practice saves   VAULT LOGIN COUNT  the same as the window does it: asked of the writer's thread, told in the
 *                                             main loop
 *
 * The derivation of the key takes half a second on purpose and is left out of the figures. The passphrase comes from
 * standard input. Figures are lines as bench-scenario.c writes them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "bench-clock.h"

#include <cpx-add-patient.h>
#include <cpx-demo.h>
#include <cpx-patient-list.h>
#include <cpx-patient.h>
#include <cpx-save-record.h>
#include <cpx-unlock.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS_ON_A_SCREEN 30

static void
make_practice (const char *path,
               const char *login,
               const char *passphrase,
               guint       count)
{
  CpxDemoSetup setup = { login, passphrase, count, 1, CPX_KDF_COST_FOR_TESTS };
  BenchTime began = bench_now ();
  g_autofree char *recovery_code = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPractice) practice = cpx_demo_create (path, &setup, NULL, NULL, &recovery_code, &error);

  bench_expect (practice != NULL, error);
  bench_report ("demonstration", count, bench_since (began));
  bench_expect (cpx_practice_close (practice, &error), error);
}

/* As a list view does: the rows that fit are looked at, and each comes once it is read. */
static void
show_first_rows (CpxPatientList *list)
{
  while (cpx_patient_list_get_loading (list))
    g_main_context_iteration (NULL, TRUE);
  bench_expect (cpx_patient_list_get_error (list) == NULL, cpx_patient_list_get_error (list));

  for (guint i = 0; i < MIN (ROWS_ON_A_SCREEN, g_list_model_get_n_items (G_LIST_MODEL (list))); i++)
    {
      g_autoptr(CpxPatientRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);

      while (cpx_patient_row_get_record (row) == NULL)
        g_main_context_iteration (NULL, TRUE);
    }
}

static void
open_list (const char *path,
           const char *login,
           const char *passphrase)
{
  BenchTime began = bench_now ();
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPractice) practice = NULL;
  g_autoptr(CpxPatientList) list = NULL;

  practice = cpx_practice_unlock (path, login, passphrase, NULL, &error);
  bench_expect (practice != NULL, error);
  list = cpx_patient_list_new (practice);
  show_first_rows (list);
  bench_report ("unlock to usable list", 1, bench_since (began));

  g_clear_object (&list);
  bench_expect (cpx_practice_close (practice, &error), error);
}

static gpointer
add_patient (CpxJournal  *journal,
             gpointer     patient,
             GError     **error)
{
  return cpx_add_patient (journal, patient, error);
}

/* Saves and waits. */
typedef CpxReceipt *(*SaveFunc) (CpxPractice  *practice,
                                 CpxRecord    *base,
                                 CpxRecord    *record,
                                 GError      **error);

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static CpxReceipt *
save_as_window (CpxPractice  *practice,
                CpxRecord    *base,
                CpxRecord    *record,
                GError      **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  cpx_practice_save_record_async (practice, base, record, NULL, saved_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return cpx_practice_save_record_finish (practice, result, error);
}

static void
commit_edits (const char *path,
              const char *login,
              const char *passphrase,
              guint       count,
              const char *name,
              SaveFunc    save)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPractice) practice = cpx_practice_unlock (path, login, passphrase, NULL, &error);
  g_autoptr(CpxRecord) wanted = cpx_record_new_with_texts (&cpx_patient_kind, NULL, CPX_PATIENT_BIRTH_NAME, "MESURE",
                                                           CPX_PATIENT_BIRTH_FIRST_NAMES, "Anne", CPX_PATIENT_SEX, "F",
                                                           CPX_PATIENT_BIRTH_DATE, "1980-02-03", -1);
  g_autoptr(CpxReceipt) added = NULL;
  g_autoptr(CpxRecord) patient = NULL;
  BenchTime began;

  bench_expect (practice != NULL, error);
  added = cpx_practice_perform (practice, add_patient, wanted, g_object_unref, &error);
  bench_expect (added != NULL, error);
  patient = g_object_ref (cpx_receipt_get_record (added));

  began = bench_now ();
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *phone = g_strdup_printf ("06%08u", i);
      g_autoptr(CpxRecord) edited = cpx_record_with_text (patient, CPX_PATIENT_MOBILE, phone);
      g_autoptr(CpxReceipt) receipt = save (practice, patient, edited, &error);

      bench_expect (receipt != NULL, error);
      g_set_object (&patient, cpx_receipt_get_record (receipt));
    }
  bench_report (name, count, bench_since (began));
  bench_expect (cpx_practice_close (practice, &error), error);
}

int
main (int    argc,
      char **argv)
{
  char passphrase[256] = "";

  if (argc < 4 || fgets (passphrase, sizeof passphrase, stdin) == NULL)
    {
      g_printerr ("usage: bench-practice make|commits|saves VAULT LOGIN COUNT | open VAULT LOGIN  <PASSPHRASE-FILE\n");
      return 2;
    }
  passphrase[strcspn (passphrase, "\n")] = '\0';

  if (strcmp (argv[1], "open") == 0)
    open_list (argv[2], argv[3], passphrase);
  else if (strcmp (argv[1], "make") == 0 && argc == 5)
    make_practice (argv[2], argv[3], passphrase, (guint) atoi (argv[4]));
  else if (strcmp (argv[1], "commits") == 0 && argc == 5)
    commit_edits (argv[2], argv[3], passphrase, (guint) atoi (argv[4]), "journalled commit, one field edited",
                  cpx_practice_save_record);
  else if (strcmp (argv[1], "saves") == 0 && argc == 5)
    commit_edits (argv[2], argv[3], passphrase, (guint) atoi (argv[4]), "the same as the window saves", save_as_window);
  else
    return 2;

  return 0;
}
