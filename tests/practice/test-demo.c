/* test-demo.c: the same seed, the same records; and nobody real among them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "practice-fixture.h"

#include "cpx-demo-operation.h"
#include "cpx-demo-patient.h"
#include "cpx-demo.h"
#include "cpx-practice-private.h"

#include <cpx-device.h>
#include <cpx-intervention.h>
#include <cpx-nir.h>
#include <cpx-operative-note.h>
#include <cpx-patient.h>
#include <string.h>

#define N_PATIENTS 120

/* A CpxTxnFunc: every record but those of posts, in the order of their making, as JSON lines. */
static gpointer
print_all (CpxTxn    *txn,
           gpointer   data,
           GError   **error)
{
  GString *out = g_string_new (NULL);
  guint n_kinds;
  const CpxKind * const *kinds = cpx_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr(CpxQuery) query = cpx_query_new (kinds[i]);
      g_autoptr(GPtrArray) records = NULL;

      if (kinds[i] == &cpx_device_kind)
        continue;
      records = cpx_txn_list (txn, query, error);
      for (guint j = 0; records != NULL && j < records->len; j++)
        {
          g_autofree char *line = cpx_record_print_json (g_ptr_array_index (records, j), CPX_RECORD_WITH_ID);

          g_string_append_printf (out, "%s\n", line);
        }
    }

  return g_string_free (out, FALSE);
}

static char *
make_and_print (PracticeFixture *self,
                const char      *name,
                guint64          seed)
{
  CpxDemoSetup setup = { .login = "delorme", .passphrase = FIXTURE_PASSPHRASE, .n_patients = N_PATIENTS, .seed = seed,
                         .kdf_cost = CPX_KDF_COST_FOR_TESTS };
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *code = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(CpxPractice) practice = cpx_demo_create (path, &setup, NULL, NULL, &code, &error);
  char *text;

  g_assert_no_error (error);
  g_assert_true (cpx_practice_is_demonstration (practice));
  text = cpx_practice_look (practice, NULL, print_all, NULL, g_free, &error);
  g_assert_no_error (error);
  g_assert_true (cpx_practice_close (practice, &error));

  return text;
}

static void
test_same (PracticeFixture *self,
           gconstpointer    data)
{
  g_autofree char *a = make_and_print (self, "a.cpx", 7);
  g_autofree char *b = make_and_print (self, "b.cpx", 7);
  g_autofree char *c = make_and_print (self, "c.cpx", 8);

  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (a, !=, c);
}

static void
test_too_many (PracticeFixture *self,
               gconstpointer    data)
{
  CpxDemoSetup setup = { .login = "delorme", .passphrase = FIXTURE_PASSPHRASE,
                         .n_patients = CPX_DEMO_MAX_PATIENTS + 1 };
  g_autofree char *path = g_build_filename (self->folder, "a.cpx", NULL);
  g_autofree char *code = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (cpx_demo_create (path, &setup, NULL, NULL, &code, &error));
  g_assert_error (error, CPX_PRACTICE_ERROR, CPX_PRACTICE_ERROR_REFUSED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* INSEE numbers the communes of a department from 001; none reaches 990. */
static void
assert_nobody (CpxRecord *patient)
{
  const char *nir = cpx_record_get_text (patient, CPX_PATIENT_NIR);

  g_assert_cmpint (cpx_nir_check (nir), ==, CPX_NIR_OK);
  g_assert_true (cpx_nir_matches_birth (nir, cpx_patient_get_birth (patient)));
  g_assert_cmpint (cpx_nir_get_sex (nir), ==, cpx_record_get_text (patient, CPX_PATIENT_SEX)[0]);
  g_assert_cmpint (strncmp (nir + 7, "991", 3), >=, 0);
  g_assert_cmpint (strncmp (nir + 7, "998", 3), <=, 0);
  g_assert_true (g_str_has_prefix (cpx_record_get_text (patient, CPX_PATIENT_MOBILE), "06 39 98"));
  if (cpx_record_has (patient, CPX_PATIENT_EMAIL))
    g_assert_true (g_str_has_suffix (cpx_record_get_text (patient, CPX_PATIENT_EMAIL), "@example.org"));
}

static void
test_valid (void)
{
  CpxDemoRandom random;
  CpxPartialDate today = { 2026, 1, 5 };
  g_autoptr(GPtrArray) practitioners = g_ptr_array_new_with_free_func (g_object_unref);

  cpx_demo_random_init (&random, 1, G_GINT64_CONSTANT (1767603600000));
  for (int i = 0; i < 10; i++)
    g_ptr_array_add (practitioners, cpx_demo_practitioner_make (&random));
  for (int i = 0; i < 2000; i++)
    {
      g_autoptr(GPtrArray) records = cpx_demo_patient_make (&random, today, practitioners);

      assert_nobody (g_ptr_array_index (records, 0));
      for (guint j = 0; j < records->len; j++)
        {
          g_autoptr(GPtrArray) findings = cpx_record_validate (g_ptr_array_index (records, j));

          for (guint k = 0; k < findings->len; k++)
            g_assert_cmpstr (((CpxFinding *) findings->pdata[k])->sentence, ==, "no finding at all");
        }
    }
}

/* Every operation and report can be kept as it is, and the work list has something. */
static void
test_operations (void)
{
  CpxDemoRandom random;
  CpxPartialDate today = cpx_partial_date_today ();
  g_autoptr(GPtrArray) surgeons = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) nobody = g_ptr_array_new ();
  guint n_uncoded = 0;

  cpx_demo_random_init (&random, 3, G_GINT64_CONSTANT (1767603600000));
  for (guint i = 0; i < CPX_DEMO_N_SURGEONS; i++)
    g_ptr_array_add (surgeons, cpx_demo_surgeon_make (&random, i));
  for (int i = 0; i < 500; i++)
    {
      g_autoptr(GPtrArray) file = cpx_demo_patient_make (&random, today, nobody);

      cpx_demo_operation_make (&random, today, surgeons, g_ptr_array_index (file, 0), records);
    }
  for (guint i = 0; i < records->len; i++)
    {
      CpxRecord *record = g_ptr_array_index (records, i);
      g_autoptr(GPtrArray) findings = cpx_record_validate (record);

      g_assert_cmpuint (findings->len, ==, 0);
      if (cpx_record_get_kind (record) == &cpx_operative_note_kind)
        g_assert_null (strchr (cpx_record_get_text (record, CPX_OPERATIVE_NOTE_TEXT), '{'));
      else
        n_uncoded += cpx_intervention_is_uncoded (record) ? 1 : 0;
    }
  g_assert_cmpuint (n_uncoded, >, 300);
}

int
main (int    argc,
      char **argv)
{
  practice_fixture_init (&argc, &argv);
  FIXTURE_TEST ("/demo/same", test_same);
  FIXTURE_TEST ("/demo/too-many", test_too_many);
  g_test_add_func ("/demo/valid", test_valid);
  g_test_add_func ("/demo/operations", test_operations);

  return g_test_run ();
}
